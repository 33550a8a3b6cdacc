"""Repositories whose objects have other names, or whose branches lie in a table: every command answers as ever."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from attacks.command_walk import commands, line
from attacks.conftest import SOUND, filled
from conftest import Answer, Clerk

MORE = (
    ("add", "7/20", "--subject", "Seven"),
    ("classify", "15070/19", "COSI", "CATS", "--marking", "LIMITE"),
    ("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20"),
    ("agenda", "add-item", "9/20", "One"),
    ("agenda", "issue", "9/20", "--date", "2020-02-10"),
    ("xref", "add", "7/20", "15070/19", "--kind", "cites"),
    ("access", "record", "7/20", "release"),
    ("search", "words"),
    ("number", "next", "--request", "deadbeef0001"),
    ("number", "next", "--request", "deadbeef0001"),
    ("number", "list", "--gaps"),
    ("undo", "-m", "taken back"),
    ("history", "7/20", "--json"),
    ("blame", "9/20"),
    ("diff", "HEAD~3"),
    ("show", "9/20", "--as-of", "2020-02-14"),
    ("list", "--known-at", "HEAD~4"),
    ("review", "HEAD~2"),
    ("check", "--history"),
    ("check", "--since", "HEAD~3"),
    ("check", "--staged"),
    ("check", "--at", "HEAD~1"),
    ("check", "--untrusted", "--trusting", "HEAD~2"),
    ("check", "--fix", "-n"),
    ("export", "-o", "out"),
    ("export", "check", "out"),
    ("site", "build", "-o", "pages"),
    ("site", "check", "pages"),
    ("doctor", "--tune"),
    ("doctor", "--repair"),
    ("init", "--git"),
    ("format", "--check"),
)
"""What a word for each place alone would not bring about."""
_HASH = re.compile(r"\b[0-9a-f]{7,64}\b")
_SIZE = re.compile(r"[0-9.,]+ (KiB|MiB|bytes)")


@pytest.mark.one_in(2)
@pytest.mark.parametrize("option", ["--object-format=sha256", "--ref-format=reftable"])
def test_every_command_answers_as_ever(tmp_path: Path, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2020-02-14T12:00:00Z")
    usual, other = (_register(tmp_path / name, words) for name, words in (("usual", []), ("other", [option])))
    # Where branches lie concerns few commands, how objects are named nearly all.
    lines = [line(path, command) for path, command in commands()] if "sha256" in option else []

    for words in (*lines, *MORE):
        assert _told(usual, words) == _told(other, words), words
    assert other.git("fsck", "--strict", "--no-dangling") == ""
    assert len(other.log()) == len(usual.log()) > len(MORE) // 3


def _register(place: Path, options: Sequence[str]) -> Clerk:
    clerk = Clerk(place / "desk")
    clerk.folder.mkdir(parents=True)
    if subprocess.run(["git", "init", "-q", *options, clerk.folder], check=False).returncode:
        pytest.skip(f"this git does not know {options}")
    filled(clerk, SOUND)
    return clerk


def _told(clerk: Clerk, words: Sequence[str]) -> tuple[int, str, str]:
    """The answer, less what is named otherwise in each repository."""
    try:
        answer = clerk.run(*words)
    except UnicodeDecodeError:  # a printed PDF, or the like
        answer = Answer(0, "", "")
    place = str(clerk.folder.parent)
    out, err = (_SIZE.sub("", _HASH.sub("HASH", text.replace(place, ""))) for text in (answer.out, answer.err))
    return answer.status, out, err
