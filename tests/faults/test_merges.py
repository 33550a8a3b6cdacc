"""What works on a merge that git began, and what makes no commit: killed or refused at each call, and done again."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from clerks import hub_of, on_hub
from conftest import Clerk
from faults import shim
from faults.clerk_clone import SOMEI, environment, faults_of_words, git, rubbish
from faults.shim import chosen
from git_by_hand import FILE, edit, try_git, with_document

MODES = {"kill": 23, "enospc": 37}


def _diverged(clerk: Clerk) -> None:
    with_document(clerk)
    clerk.git("branch", "other")
    edit(clerk, "Summary of discussions", "Summary")
    clerk.git("switch", "-q", "other")
    edit(clerk, 'place = "Brussels"', 'place = "Luxembourg"')


def _copy(model: Path, place: Path) -> Clerk:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(model, place, symlinks=True)
    return Clerk(place)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("mode", MODES)
def test_resolving(clerk: Clerk, tmp_path: Path, mode: str) -> None:
    """The conflict stands as it was, or is settled; the same command once more settles it."""
    _diverged(clerk)
    edit(clerk, "Summary of discussions", "Discussions")
    assert try_git(clerk, "merge", "main").returncode == 1
    clerk.write("mine.txt", "mine\n")
    words = ("resolve", "--take", "theirs")
    place = tmp_path / "spoilt"
    _copy(clerk.folder, place)
    usual = shim.run([*SOMEI, *words], place, "", 0, place)
    assert usual.status == 0, usual
    settled = Clerk(place).read(FILE)
    for at in chosen(usual.calls, MODES[mode], 5):
        there = _copy(clerk.folder, place)
        ran = shim.run([*SOMEI, *words], place, mode, at, place)
        assert list(faults_of_words(ran.err)) == [], at
        assert there.read(FILE) in {clerk.read(FILE), settled}, at
        again = there.run(*words)
        if again.status:
            assert "somei doctor --repair" in again.err, (at, again)
            assert there.run("doctor", "--repair").status in {0, 3}, at  # the merge is to be concluded
            again = there.run(*words)
        assert again.status == 0, (at, again)
        assert git(there, "status", "--porcelain") == f"M  {FILE}\n?? mine.txt", (at, again)
        assert there.read(FILE) == settled
        assert there.run("doctor", "--repair").status in {0, 3}  # the merge is to be concluded
        assert rubbish(there) == [], at


@pytest.mark.one_in(2)
@pytest.mark.parametrize("mode", MODES)
def test_the_driver_in_a_merge_of_git(clerk: Clerk, tmp_path: Path, mode: str) -> None:
    """A driver that dies leaves git a conflict or a merge that did not begin: never a merge of its own making."""
    clerk.ok("init", "--git")
    _diverged(clerk)
    place = tmp_path / "spoilt"
    merge = ["git", "merge", "-q", "--no-edit", "main"]
    _copy(clerk.folder, place)
    usual = shim.run(merge, place, "", 0, place)
    assert usual.status == 0, usual
    tree = git(Clerk(place), "rev-parse", "HEAD^{tree}")
    before = git(clerk, "rev-parse", "HEAD")
    for at in chosen(usual.calls, MODES[mode], 5):
        there = _copy(clerk.folder, place)
        ran = shim.run(merge, place, mode, at, place)
        assert list(faults_of_words(ran.err)) == [], at
        head = git(there, "rev-parse", "HEAD")
        assert head == before or git(there, "rev-parse", "HEAD^{tree}") == tree, at
        there.run("doctor", "--repair")
        assert not [name for name in rubbish(there) if name.endswith(".lock")], at
        if head == before:
            # Git's own leftovers of a merge that was killed are git's to abort.
            subprocess.run(["git", "reset", "-q", "--hard", before], cwd=place, check=True)
            subprocess.run(["git", "clean", "-qfd"], cwd=place, check=True)
            subprocess.run(merge, cwd=place, check=True, env=environment())
            assert git(there, "rev-parse", "HEAD^{tree}") == tree, at


def _same_key_in_two_places(clerk: Clerk) -> tuple[str, ...]:
    """Written by hand, past the order of somei's: git sees two lines far apart, and TOML the same key twice."""
    _on_both(
        clerk,
        FILE,
        ('subject = "', 'note = "x"\nsubject = "'),
        ('to = "Delegations"\n', 'to = "Delegations"\nnote = "y"\n'),
    )
    return ("FILE001",)


def _same_serial_in_two_documents(clerk: Clerk) -> tuple[str, ...]:
    for branch, number in (("other", 1), ("main", 2)):
        clerk.git("switch", "-q", branch)
        clerk.ok("add", f"{number}/19", "--subject", "One of two", "--code", "COSI")
    return ("CODE002",)


def _joined_lines(clerk: Clerk) -> tuple[str, ...]:
    """What `merge=union` makes of a conflict."""
    clerk.enter(".gitattributes", "*.toml merge=union\n")
    clerk.git("branch", "-f", "other")
    _on_both(
        clerk,
        FILE,
        ('subject = "Summary of', 'subject = "A summary of'),
        ('subject = "Summary of', 'subject = "Summaries of'),
    )
    return ("FILE001",)


def _on_both(clerk: Clerk, path: str, theirs: tuple[str, str], ours: tuple[str, str]) -> None:
    for branch, (before, after) in (("other", theirs), ("main", ours)):
        clerk.git("switch", "-q", branch)
        edit(clerk, before, after, path)


@pytest.mark.parametrize(
    "spoil", [_same_key_in_two_places, _same_serial_in_two_documents, _joined_lines], ids=lambda one: one.__name__
)
def test_what_git_merges_without_a_word_is_found(clerk: Clerk, spoil: Callable[[Clerk], tuple[str, ...]]) -> None:
    """By the next check, and by the sync that would send it."""
    with_document(clerk)
    clerk.ok("classify", "15070/19", "--drop", "COSI")
    hub = hub_of(clerk)
    clerk.git("branch", "other")
    codes = spoil(clerk)
    clerk.git("switch", "-q", "main")
    before = on_hub(hub, "rev-parse", "main")

    assert try_git(clerk, "merge", "--no-edit", "other").returncode == 0

    assert [code for code in codes if f" {code} " not in clerk.run("check").out] == []
    assert clerk.run("sync").status in {3, 5}
    assert on_hub(hub, "rev-parse", "main") == before


@pytest.mark.one_in(2)
@pytest.mark.parametrize("mode", MODES)
def test_beginning_a_register(tmp_path: Path, mode: str) -> None:
    """What a beginning that failed leaves is no obstacle to the next one."""
    place = tmp_path / "spoilt"

    def empty() -> Clerk:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / "mine.txt").write_text("mine\n")
        return Clerk(place)

    empty()
    usual = shim.run([*SOMEI, "init"], place, "", 0, place)
    assert usual.status == 0
    for at in chosen(usual.calls, MODES[mode] * 2, 9):
        there = empty()
        ran = shim.run([*SOMEI, "init"], place, mode, at, place)
        assert list(faults_of_words(ran.err)) == [], at
        if git(there, "log", "--format=%s") != "Start the register" or (place / ".git/somei/journal").exists():
            again = there.run("init")
            if "already" in again.err:
                # Settings are there, the rest is not: what reads it says what to do.
                again = there.run("add", "2/19", "--subject", "S")
            if "doctor --repair" in again.err:
                there.run("doctor", "--repair")
                again = there.run("init")
            begun = git(there, "log", "--format=%s").splitlines()[-1:] == ["Start the register"]
            assert begun, (at, again)
        assert there.read("mine.txt") == "mine\n"
        assert rubbish(there) == [], at
        assert there.run("add", "1/19", "--subject", "S").status == 0, at


OUTPUTS = {
    "print": ("agenda", "print", "9/20", "--as", "html", "-o", "out.html"),
    "calendar": ("calendar", "-o", "out.ics"),
    "proof": ("check", "--history"),
    "tune": ("doctor", "--tune"),
    "repair": ("doctor", "--repair"),
    "list": ("list",),
}


@pytest.mark.one_in(2)
@pytest.mark.parametrize("name", OUTPUTS)
def test_what_makes_no_commit(at_desk: Clerk, tmp_path: Path, name: str) -> None:
    """A file is there whole or not at all, and what was there before stays; the register is not touched."""
    words, place = OUTPUTS[name], tmp_path / "spoilt"
    model = tmp_path / "again"
    shutil.copytree(at_desk.folder, model)
    before = git(at_desk, "rev-parse", "HEAD")
    usual = shim.run([*SOMEI, *words], place, "", 0, place)
    assert usual.status in {0, 1}, usual
    made = {file.name: file.read_bytes() for file in place.glob("out.*")}
    for mode in MODES:
        for at in chosen(usual.calls, max(2, usual.calls // 3), 2):
            there = _copy(model, place)
            ran = shim.run([*SOMEI, *words], place, mode, at, place)
            assert list(faults_of_words(ran.err)) == [], (mode, at)
            assert ran.status in {0, 1, 3, -9}, (mode, at, ran)
            assert {file.name: file.read_bytes() for file in place.glob("out.*")} in ({}, made), (mode, at)
            assert git(there, "rev-parse", "HEAD") == before
            again = there.run(*words, *(["--force"] if made else []))
            if again.status not in {0, 1}:
                assert "somei doctor --repair" in again.err, (mode, at, again)
                there.ok("doctor", "--repair")
                assert there.run(*words).status in {0, 1}
            assert there.run("add", "77/18", "--subject", "S").status == 0
            there.run("doctor", "--repair")
            assert rubbish(there) == [], (mode, at)
