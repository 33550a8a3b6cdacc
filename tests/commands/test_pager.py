"""Long answers on a terminal are shown in the person's pager, as git does; nothing else has a say in that."""

import os
import re
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from commands.terminal_runs import Screen, run_on_terminal
from conftest import Clerk
from needs import need

LINES = 12
LONG = ("help", "numbers")


@pytest.fixture
def read_file(tmp_path: Path) -> Path:
    """The file into which the pager of these tests writes what it reads."""
    return tmp_path / "read"


@pytest.fixture
def pager(tmp_path: Path, read_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pager that shows nothing but a word, and writes what it reads into a file."""
    path = _script(tmp_path / "pager", f"cat > '{read_file}'\necho PAGED")
    monkeypatch.setenv("SOMEI_PAGER", str(path))
    return path


def _script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_what_does_not_fit_is_shown_in_the_pager(registered: Clerk, pager: Path, read_file: Path) -> None:
    screen = run_on_terminal(registered, "show", "15070/19", lines=LINES)

    assert screen == Screen(0, "PAGED\n")
    read = read_file.read_text()
    assert "Summary of discussions" in read
    assert "\x1b[" in read
    assert max(len(line) for line in _plain(read).splitlines()) > 70


def test_what_fits_is_not(registered: Clerk, pager: Path, read_file: Path) -> None:
    screen = run_on_terminal(registered, "show", "15070/19", lines=200)

    assert screen.status == 0
    assert "Summary of discussions" in screen.text
    assert not read_file.exists()


def test_a_line_that_takes_several_of_the_screen_counts_as_several(
    registered: Clerk, pager: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A printed text is not folded to the terminal."""
    registered.ok("add", "16/20", "--subject", "word " * 60)
    words = ("show", "16/20", "--as", "text")
    rows = len(registered.ok(*words).splitlines()) + 1

    assert run_on_terminal(registered, *words, lines=rows, columns=200).text != "PAGED\n"
    assert run_on_terminal(registered, *words, lines=rows, columns=20).text == "PAGED\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--no-pager", *LONG),
        (*LONG, "--no-pager"),
        ("--no-input", *LONG),
        ("list", "--json"),
        ("show", "15070/19", "--json"),
        ("show", "15070/19", "--format", "tsv"),
        ("check", "--format", "concise"),
    ],
    ids=" ".join,
)
def test_there_is_none_for_programs_and_for_who_wants_none(
    registered: Clerk, pager: Path, read_file: Path, words: tuple[str, ...]
) -> None:
    screen = run_on_terminal(registered, *words, lines=2)

    assert screen.status == 0
    assert screen.text.strip()
    assert not read_file.exists()


@pytest.mark.parametrize("chosen", ["", "cat"])
@pytest.mark.parametrize("other", [None, "/nowhere/pager"])
def test_an_empty_choice_or_cat_means_none(
    registered: Clerk, chosen: str, other: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOMEI_PAGER", chosen)
    if other:
        monkeypatch.setenv("PAGER", other)

    screen = run_on_terminal(registered, *LONG, lines=LINES)

    assert screen.status == 0
    assert "/nowhere" not in screen.text
    assert len(screen.text.splitlines()) > LINES


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_a_dumb_terminal_has_none(
    registered: Clerk, pager: Path, read_file: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", kind)

    assert len(run_on_terminal(registered, *LONG, lines=LINES).text.splitlines()) > LINES
    assert not read_file.exists()


def test_a_pipe_has_none(registered: Clerk, pager: Path, read_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "2")

    for words in (LONG, ("list", "--format", "table"), ("show", "15070/19")):
        assert registered.process(*words).returncode == 0
    assert not read_file.exists()


def test_an_act_is_not_stopped_by_a_pager(registered: Clerk, pager: Path, read_file: Path) -> None:
    screen = run_on_terminal(registered, "classify", "15070/19", "SIRIS", "-m", "why", lines=2)

    assert screen.status == 0
    assert "15070/19" in screen.text
    assert not read_file.exists()


def test_the_variables_of_the_person_come_in_this_order(
    registered: Clerk, tmp_path: Path, pager: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = _script(tmp_path / "usual", "cat > /dev/null; echo USUAL $1")
    monkeypatch.setenv("PAGER", f"'{usual}' 'two words'")

    assert run_on_terminal(registered, *LONG, lines=LINES).text == "PAGED\n"
    monkeypatch.delenv("SOMEI_PAGER")
    assert run_on_terminal(registered, *LONG, lines=LINES).text == "USUAL two words\n"


def test_no_shell_reads_the_words(
    registered: Clerk, tmp_path: Path, pager: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOMEI_PAGER", f"{pager} ; touch {tmp_path / 'mark'} $(touch {tmp_path / 'mark'})")

    assert run_on_terminal(registered, *LONG, lines=LINES).text == "PAGED\n"
    assert not (tmp_path / "mark").exists()


def test_nothing_that_a_repository_says_is_run(
    registered: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = _script(tmp_path / "evil", f"touch '{tmp_path / 'mark'}'; cat")
    for key in ("core.pager", "pager.show", "pager.log", "somei.pager"):
        registered.git("config", key, str(evil))
    monkeypatch.setenv("GIT_PAGER", str(evil))
    monkeypatch.setenv("LESSOPEN", f"|{evil} %s")
    monkeypatch.delenv("SOMEI_PAGER", raising=False)

    for words in (("show", "15070/19"), ("log",), ("history", "15070/19"), ("diff", "HEAD~1")):
        run_on_terminal(registered, *words, lines=3, keys="q")
    assert not (tmp_path / "mark").exists()


def test_less_is_the_usual_pager_and_shows_colours(registered: Clerk) -> None:
    need("less")

    screen = run_on_terminal(registered, *LONG, lines=LINES, keys="q")

    assert screen.status == 0
    assert "\x1b[1m" in screen.text
    assert "ESC[" not in screen.text
    assert len(screen.text.splitlines()) < 3 * LINES


def test_the_prompt_of_less_says_how_to_leave_unless_a_pager_was_chosen(
    registered: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("less")
    for name in ("SOMEI_PAGER", "PAGER", "LESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")

    way = "space: next page, q: leave"
    screen = run_on_terminal(registered, *LONG, lines=LINES, keys="q", after=way)
    assert (screen.status, way in screen.text) == (0, True)
    for name in ("PAGER", "SOMEI_PAGER"):
        monkeypatch.setenv(name, "less -FRX")
        assert "q: leave" not in run_on_terminal(registered, *LONG, lines=LINES, keys="q", after="\x1b[K").text


def test_without_less_there_is_no_pager(registered: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    git = shutil.which("git")
    assert git
    (programs / "git").symlink_to(git)
    monkeypatch.setenv("PATH", str(programs))

    screen = run_on_terminal(registered, *LONG, lines=LINES)

    assert screen.status == 0
    assert len(screen.text.splitlines()) > LINES


def test_a_pager_gets_the_settings_of_less_and_nothing_that_steers_git(
    registered: Clerk, tmp_path: Path, read_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOMEI_PAGER", str(_script(tmp_path / "pager", f"env > '{read_file}'; cat > /dev/null")))
    for name in ("GIT_DIR", "GIT_EDITOR", "LESSOPEN"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("LESSSECURE", "1")

    run_on_terminal(registered, *LONG, lines=LINES)
    variables = dict(line.split("=", 1) for line in read_file.read_text().splitlines() if "=" in line)
    assert {"GIT_DIR", "GIT_EDITOR", "LESSOPEN"} & variables.keys() == set()
    assert (variables["LESS"], variables["LESSSECURE"]) == ("FRX", "1")

    monkeypatch.setenv("LESS", "-i")
    run_on_terminal(registered, *LONG, lines=LINES)
    assert "LESS=-i\n" in read_file.read_text()


@pytest.mark.parametrize("spoil", [lambda _: "/nowhere/pager --option", str, lambda _: "'not closed"])
def test_a_pager_that_does_not_start_loses_nothing(
    registered: Clerk, tmp_path: Path, spoil: Callable[[Path], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOMEI_PAGER", spoil(tmp_path))

    screen = run_on_terminal(registered, "show", "15070/19", lines=LINES)

    assert screen.status == 0
    assert "Summary of discussions" in screen.text
    messages = " ".join(screen.text.split())
    assert re.search(r" somei: (The pager .* could not be started|SOMEI_PAGER cannot be read): ", messages)
    assert "Traceback" not in screen.text


def test_who_stops_reading_ends_it_quietly(registered: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_PAGER", str(_script(tmp_path / "pager", "exec 0<&-; echo ENOUGH")))

    # More than a pipe holds.
    screen = run_on_terminal(registered, "explain", "--all", lines=LINES)

    assert screen == Screen(0, "ENOUGH\n")


def test_the_status_is_that_of_the_command_and_messages_come_after_the_pager(
    registered: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = registered.run("check", "--fail-on", "info", "-v")
    assert plain.status == 1
    monkeypatch.setenv("SOMEI_PAGER", str(_script(tmp_path / "pager", "cat > /dev/null; echo PAGED; exit 9")))

    screen = run_on_terminal(registered, "check", "--fail-on", "info", "-v", lines=3)

    assert screen.status == 1
    assert screen.text.startswith("PAGED\n")
    assert "1 document" in screen.text


def test_without_colour_the_pager_gets_none(
    registered: Clerk, pager: Path, read_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    run_on_terminal(registered, "show", "15070/19", lines=LINES)

    assert "\x1b" not in read_file.read_text()


def test_an_interruption_is_the_pager_s(registered: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"kill -INT $PPID; sleep 0.2; cat > '{tmp_path / 'read'}'; echo STILL HERE"
    monkeypatch.setenv("SOMEI_PAGER", str(_script(tmp_path / "pager", script)))

    screen = run_on_terminal(registered, *LONG, lines=LINES)

    assert screen == Screen(0, "STILL HERE\n")
    assert (tmp_path / "read").read_text()


def test_a_program_that_is_asked_to_end_leaves_the_terminal_to_the_pager_first(
    registered: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "kill -TERM $PPID; sleep 0.2; cat > /dev/null; echo STILL HERE"
    monkeypatch.setenv("SOMEI_PAGER", str(_script(tmp_path / "pager", script)))

    screen = run_on_terminal(registered, *LONG, lines=LINES)

    assert screen.status == 128 + signal.SIGTERM
    assert screen.text == "STILL HERE\n"


def test_a_pager_needs_somebody_who_turns_the_pages(registered: Clerk, pager: Path, read_file: Path) -> None:
    leader, follower = os.openpty()
    done = subprocess.run(
        ["env", "LINES=2", os.sys.executable, "-m", "somei_cli", *LONG],  # type: ignore[attr-defined]
        cwd=registered.folder, stdin=subprocess.DEVNULL, stdout=follower, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(follower)
    os.close(leader)

    assert (done.returncode, done.stderr) == (0, b"")
    assert not read_file.exists()
