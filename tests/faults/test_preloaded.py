"""A command that a copy of a loaded Python runs cannot be told from one that was started for it."""

import signal
import sys
from pathlib import Path

import pytest
from conftest import DOCUMENTS, Clerk
from faults.clerk_clone import SOMEI, Desk, git
from faults.shim import run

COMMANDS = {
    "writes": ("add", "1/19", "--subject", "S", "--code", "COSI"),
    "imports": ("import", str(DOCUMENTS / "harbour_note.txt"), "--accept-doubts"),
    "finds something": ("check", "--format", "concise"),
    "refused": ("show", "9999/19"),
    "misspelt": ("lisst",),
}


def _both_ways(desk: Desk, words: tuple[str, ...], mode: str = "", at: int = 0) -> list[tuple[object, ...]]:
    """Status, answers and state of each; how many calls git makes also hangs on the second in which it looks."""
    told = []
    for anew in (True, False):
        clerk = desk.restore()
        ran = run([*SOMEI, *words], desk.place, mode, at, desk.place, anew=anew)
        told.append((ran.status, ran.out, ran.err, git(clerk, "rev-parse", "HEAD^{tree}")))
    return told


@pytest.mark.parametrize("words", COMMANDS.values(), ids=list(COMMANDS))
def test_it_does_and_says_the_same(desk: Desk, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    # Else a commit of the next second has another name, which both would tell.
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2020-02-14T12:00:00Z")
    started, copied = _both_ways(desk, words)

    assert copied == started
    assert any(copied[1:3])


def test_it_is_killed_alone(desk: Desk) -> None:
    started, copied = _both_ways(desk, COMMANDS["writes"], "kill", 9)

    assert copied == started
    assert copied[0] == -signal.SIGKILL


def test_it_has_its_own_environment_folder_and_session(empty: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    script = empty.folder / "tell.py"
    words = "sys.argv, sys.path[0], sys.stdout.isatty(), sys.stdin.read(), sys.stdout.encoding, __name__"
    own = "os.environ, os.getcwd(), os.getsid(0) == os.getpid(), time.tzname, sys.dont_write_bytecode"
    script.write_text(f"import os, sys, time\nprint(sorted(os.environ.items()), {words}, {own})\n", encoding="utf-8")
    command = [sys.executable, str(script), "a", "b"]
    first = run(command, empty.folder, "", 0, empty.folder)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("SOMEI_TODAY", "2021-01-01")
    elsewhere = Path(empty.folder.parent)

    started, copied = (run(command, empty.folder, "", 0, elsewhere, anew=anew) for anew in (True, False))

    assert copied == started
    assert copied.out != first.out
