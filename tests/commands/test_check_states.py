"""Checks of some documents, and of what is staged or committed rather than what lies there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from commands.faulty_documents import FIRST, SECOND, THIRD, faulty, found, sound
from conftest import Clerk, prepared


@prepared
def three(clerk: Clerk) -> Clerk:
    """A register with one document in order and one that has been faulty for long."""
    clerk.enter(FIRST, sound("1/19"))
    clerk.enter(SECOND, faulty("2/19"))
    return clerk


# ---- --since


def test_only_what_differs_is_judged_untracked_files_too(three: Clerk) -> None:
    assert three.run("check", "--since", "HEAD").err == "0 documents checked: nothing found.\n"
    three.write(FIRST, faulty("1/19"))
    three.write(THIRD, faulty("3/19"))

    assert found(three, "--since", "HEAD") == [("DATE002", "1/19"), ("DATE002", "3/19")]
    assert found(three, "--since", "HEAD~1") == [("DATE002", f"{n}/19") for n in (1, 2, 3)]
    assert found(three, "2/19", "3/19", "--since", "HEAD") == [("DATE002", "3/19")]


def test_what_git_is_told_to_overlook_is_seen(three: Clerk) -> None:
    three.git("update-index", "--assume-unchanged", FIRST)
    three.write(".git/info/exclude", "*.toml\n")
    three.write(FIRST, faulty("1/19"))
    three.write(THIRD, faulty("3/19"))

    assert found(three, "--since", "HEAD") == [("DATE002", "1/19"), ("DATE002", "3/19")]


def test_what_differs_is_judged_within_the_whole(three: Clerk) -> None:
    three.write(THIRD, sound("3/19").replace("COSI 3", "COSI 1"))

    assert found(three, "--since", "HEAD") == [("CODE002", "3/19")]


def test_a_file_that_cannot_be_read_belongs_to_every_question(three: Clerk) -> None:
    three.enter(THIRD, "number = \n")

    for words in (("--since", "HEAD"), ("--staged",), ("--at", "HEAD")):
        answer = three.run("check", *words)
        assert answer.status == 3
        assert f"{THIRD}:1:10: FILE001 error" in answer.out


def test_a_difference_that_concerns_every_document_is_said(three: Clerk) -> None:
    three.write("somei.toml", three.read("somei.toml") + "# x\n")

    answer = three.run("check", "--since", "HEAD")
    assert answer.status == 0
    assert "The settings or the vocabulary differ too" in answer.err


def test_a_waiver_of_the_whole_register_covers_a_part_of_it(three: Clerk) -> None:
    waiver = '\n[[waivers]]\ncode = "DATE002"\nreason = "As the office dates them"\n'
    waiver += '\n[[waivers]]\ncode = "NUM001"\nreason = "not needed"\n'
    three.write("somei.toml", three.read("somei.toml") + waiver)

    for words in (("2/19",), ("--since", "HEAD~1")):
        answer = three.run("check", *words)
        assert (answer.status, answer.out) == (0, "")
        assert "1 waived" in answer.err
    assert found(three) == [("FILE005", None)]


def test_a_revision_that_is_none_is_said(three: Clerk) -> None:
    for word in ("--since", "--at"):
        for revision in ("nowhere", "-x", "HEAD:documents", "a\nb", ""):
            answer = three.run("check", f"{word}={revision}")

            assert (answer.status, answer.out) == (4, ""), (word, revision)
            assert "names no commit here" in answer.err


# ---- --at


def test_a_commit_is_judged_as_it_is(three: Clerk) -> None:
    three.write(FIRST, faulty("1/19"))

    assert found(three, "--at", "HEAD") == [("DATE002", "2/19")]
    assert found(three, "--at", "HEAD~1") == []
    assert found(three, "--at", "HEAD", "--since", "HEAD~1") == [("DATE002", "2/19")]
    assert found(three, "--at", "HEAD~1", "--since", "HEAD") == []


@pytest.mark.parametrize("folder", [".", "register"])
def test_a_bare_repository_is_judged(empty: Clerk, folder: str) -> None:
    empty.git("init", "-q")
    empty.ok("init", folder)
    empty.enter(f"{folder}/{FIRST}", faulty("1/19"))
    empty.git("clone", "-q", "--bare", ".", "../hub.git")
    hub = Clerk(empty.folder.parent / "hub.git")

    assert found(hub, "--at", "main") == [("DATE002", "1/19")]
    assert found(hub, "--at", "main", "--since", "main~1") == [("DATE002", "1/19")]
    assert found(hub, "--at", "main", "--since", "main") == []
    path = f"{folder}/{FIRST}".removeprefix("./")
    assert f"::error file={path},line=3" in hub.run("check", "--at", "main", "--format", "github").out
    assert hub.run("check").status == 3


def test_a_commit_without_a_register_is_said(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.git("commit", "-q", "--allow-empty", "-m", "Nothing")
    empty.ok("init")

    answer = empty.run("check", "--at", "HEAD~1")

    assert answer.status == 3
    assert "somei.toml: is not in commit" in answer.err


# ---- --staged


def test_what_is_staged_is_judged_and_nothing_else(three: Clerk) -> None:
    three.write(FIRST, faulty("1/19"))
    assert found(three, "--staged") == []
    three.git("add", FIRST)
    three.write(FIRST, sound("1/19"))
    three.write(THIRD, faulty("3/19"))

    assert found(three, "--staged") == [("DATE002", "1/19")]
    assert found(three) == [("DATE002", "2/19"), ("DATE002", "3/19")]


def test_a_file_that_is_only_announced_is_not_staged(three: Clerk) -> None:
    three.write(THIRD, faulty("3/19"))
    three.git("add", "-N", THIRD)

    assert found(three, "--staged") == []
    three.git("add", THIRD)
    assert found(three, "--staged") == [("DATE002", "3/19")]
    three.write(THIRD, "")
    three.git("add", THIRD)
    assert three.run("check", "--staged").status == 3


def test_before_the_first_commit_all_is_staged(clerk: Clerk) -> None:
    clerk.write(FIRST, faulty("1/19"))
    clerk.git("add", ".")
    clerk.git("checkout", "-q", "--orphan", "other")

    assert found(clerk, "--staged") == [("DATE002", "1/19")]


def test_two_sides_of_a_conflict_are_no_document(three: Clerk) -> None:
    three.git("checkout", "-qb", "other", "HEAD~1")
    three.enter(FIRST, sound("1/19", "Theirs"))
    three.git("checkout", "-q", "main")
    three.enter(FIRST, sound("1/19", "Ours"))
    subprocess.run(["git", "merge", "-q", "other"], cwd=three.folder, check=False, capture_output=True)

    answer = three.run("check", "--staged")

    assert answer.status == 3
    assert "is in conflict" in answer.out


def test_two_states_at_once_are_none(three: Clerk) -> None:
    assert three.run("check", "--staged", "--at", "HEAD").status == 2


# ---- in a hook


@pytest.mark.parametrize("folder", [".", "register"])
def test_a_hook_judges_what_the_commit_will_hold(empty: Clerk, folder: str) -> None:
    empty.git("init", "-q")
    empty.ok("init", folder)
    inside = Clerk((empty.folder / folder).resolve())
    hook = empty.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m somei_cli -q -C {folder} check --staged\n")
    hook.chmod(0o755)
    inside.write(FIRST, faulty("1/19"))
    inside.write(SECOND, sound("2/19"))
    inside.git("add", ".")

    refused = _commit(inside.folder, "-m", "Both")
    one = _commit(inside.folder, "-m", "One", "--", SECOND)
    other = _commit(inside.folder, "-m", "Other", "--", FIRST)

    assert refused.returncode == other.returncode == 1
    assert f"{FIRST}:3:1: DATE002 error" in refused.stdout + refused.stderr
    assert one.returncode == 0, one
    assert inside.log()[0] == "One"
    inside.write(FIRST, sound("1/19"))
    assert _commit(inside.folder, "-am", "Mended").returncode == 0


def _commit(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "commit", "-q", *words], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("folder", ["", "register"])
def test_a_clone_without_a_checkout_has_commits_to_check(empty: Clerk, folder: str) -> None:
    empty.git("init", "-q")
    empty.ok("init", folder or ".")
    Clerk(empty.folder / folder).enter(FIRST, faulty("1/19"))
    empty.git("clone", "-q", "--no-checkout", str(empty.folder), "../clone")
    clone = Clerk(empty.folder.parent / "clone")

    answer = clone.run("check", "--at", "HEAD", "--json")

    assert answer.status == 1
    assert "DATE002" in {finding["code"] for finding in json.loads(answer.out)["records"]}
    clone.git("commit", "-qm", "Nothing")
    nowhere = clone.run("check", "--at", "HEAD")
    assert nowhere.status == 3
    assert "No register found" in nowhere.err
