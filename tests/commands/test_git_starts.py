"""How often a command starts git; a start takes longer than what most of them ask for. The figures only fall."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import Clerk
from git_starts import noted_starts


def _count(clerk: Clerk, words: Sequence[str], folder: Path) -> int:
    """Count the starts under the clock of the computer, as a clerk has it: a day of its own costs a start of git."""
    with pytest.MonkeyPatch.context() as patch, noted_starts(folder) as starts:
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            patch.delenv(name)
        clerk.ok(*words)
    return len(starts)


IN_A_REGISTER = {
    ("list",): 0,
    ("show", "15070/19"): 0,
    ("add", "100/20", "--type", "NOTE", "--subject", "Lamps"): 4,
    ("classify", "15070/19", "COSI 255", "-m", "Misprint"): 4,
    ("number", "reserve", "ST 20000/20"): 5,
    ("history", "15070/19"): 3,
    ("diff",): 4,
    ("undo", "-m", "Never mind"): 5,
    ("log",): 1,
    ("status",): 1,
    ("check",): 2,
    ("check", "--at", "HEAD"): 15,
    ("check", "--history"): 12,
    ("export", "-o", "../public"): 6,
    ("doctor",): 15,
}


@pytest.mark.parametrize(("words", "most"), IN_A_REGISTER.items(), ids=[" ".join(words) for words in IN_A_REGISTER])
def test_in_a_register(registered: Clerk, words: Sequence[str], most: int, tmp_path: Path) -> None:
    assert _count(registered, words, tmp_path) <= most


AT_A_SERVER = {
    ("log",): 2,
    ("status",): 2,
    ("add", "100/20", "--subject", "Lamps"): 4,
    ("number", "next", "--series", "SN"): 27,
    ("sync",): 51,
}


@pytest.mark.parametrize(("words", "most"), AT_A_SERVER.items(), ids=[" ".join(words) for words in AT_A_SERVER])
def test_at_a_server(ada: Clerk, ben: Clerk, words: Sequence[str], most: int, tmp_path: Path) -> None:
    ben.ok("add", "200/20", "--subject", "Harbour")
    ben.ok("sync")
    if words in {("log",), ("status",), ("sync",)}:
        ada.ok("add", "300/20", "--subject", "Roads")

    assert _count(ada, words, tmp_path) <= most
