"""What somebody else left in somei's own corner of a shared clone: nothing outside of it is touched, nothing waits."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import Clerk, prepared
from faults.clerk_clone import faults_of_words

NEXT = ("add", "1/20", "--subject", "One")


@prepared
def at_desk(clerk: Clerk) -> Clerk:
    clerk.ok("add", "15070/19", "--subject", "Lamps")
    return clerk


def forged(clerk: Clerk, **fields: Any) -> None:
    journal = {
        "key": "abababab", "branch": "refs/heads/main", "new": clerk.git("rev-parse", "HEAD"), "swaps": [],
        "folders": [], **fields,
    }  # fmt: skip
    (clerk.folder / ".git/somei/journal").write_text(json.dumps(journal))


@pytest.mark.parametrize("words", [NEXT, ("doctor", "--repair")])
@pytest.mark.parametrize("path", ["../target", ".git/config", ".git/hooks/post-commit", "../new/evil", "a\0b"])
def test_a_forged_journal_reaches_no_other_file(at_desk: Clerk, path: str, words: tuple[str, ...]) -> None:
    target = at_desk.folder.parent / "target"
    target.write_text("mine")
    config = at_desk.read(".git/config")
    blob = at_desk.git("hash-object", "-w", "../target")
    known = at_desk.git("hash-object", ".git/config") if path == ".git/config" else blob
    for before, after in ((known, None), (None, blob)):
        forged(at_desk, swaps=[{"path": path, "before": before, "after": after}], folders=["../new"])
        answer = at_desk.run(*words)
        assert answer.status in {0, 3, 5}, answer
        assert list(faults_of_words(answer.err)) == []
    assert target.read_text() == "mine"
    assert at_desk.read(".git/config") == config
    assert not (at_desk.folder / ".git/hooks/post-commit").exists()
    assert not (at_desk.folder.parent / "new").exists()


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"swaps": 1}', '{"swaps": [], "folders": [], "key": 1, "branch": 2, "new": 3}', "", "\0"]
)
def test_a_damaged_journal_is_put_away(at_desk: Clerk, text: str) -> None:
    (at_desk.folder / ".git/somei/journal").write_text(text)
    assert at_desk.run(*NEXT).status == 0
    assert not (at_desk.folder / ".git/somei/journal").exists()


def test_a_pipe_in_the_place_of_the_journal_keeps_nobody_waiting(at_desk: Clerk) -> None:
    os.mkfifo(at_desk.folder / ".git/somei/journal")
    answer = at_desk.process(*NEXT)
    assert answer.returncode == 0, answer


@pytest.mark.parametrize("place", [".git/somei", ".git/somei/scratch"])
def test_a_link_in_the_place_of_the_corner_leads_nowhere(at_desk: Clerk, tmp_path: Path, place: str) -> None:
    outside = tmp_path / "outside"
    (outside / "scratch").mkdir(parents=True)
    outside.chmod(0o755)
    for file in (outside / "precious", outside / "scratch/precious"):
        file.write_text("mine")
    corner = at_desk.folder / place
    if corner.exists():
        corner.rename(tmp_path / "before")
    corner.symlink_to(outside)
    for words in (NEXT, ("doctor", "--repair"), ("list",), ("check", "--history")):
        answer = at_desk.run(*words)
        assert list(faults_of_words(answer.err)) == []
        assert words != NEXT or answer.status in {3, 5}
    assert outside.stat().st_mode & 0o777 == 0o755
    assert sorted(str(file.relative_to(outside)) for file in outside.rglob("*")) == [
        "precious", "scratch", "scratch/precious",
    ]  # fmt: skip


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_check_where_git_does_not_open_the_repository_is_not_fine(at_desk: Clerk) -> None:
    subprocess.run(["chown", "-R", "1234", at_desk.folder], check=True)
    answer = at_desk.run("check")
    assert answer.status == 3
    assert "safe.directory" in answer.err
