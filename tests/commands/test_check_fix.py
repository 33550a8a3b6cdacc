"""Mending: one commit, nothing lost, the clerk's own work left alone."""

import json

import pytest
from commands.faulty_documents import FIRST, SECOND, THIRD, faulty, found, sound
from conftest import Clerk, prepared

BLANKS = sound("1/19", "a  b")


@prepared
def untidy(clerk: Clerk) -> Clerk:
    """A register with stray blanks, a foreign layout, and an error that nobody can mend for another."""
    clerk.enter(FIRST, BLANKS)
    clerk.enter(SECOND, "# By hand\n" + faulty("2/19", "e\u0301").replace("[\n    ", "[").replace(",\n]", "]"))
    return clerk


def test_what_can_be_mended_is_one_commit_and_the_rest_is_told(untidy: Clerk) -> None:
    before = untidy.log()

    answer = untidy.run("check", "--fix", "-m", "Spring cleaning")

    assert (answer.status, [line.split()[1] for line in answer.out.splitlines()]) == (1, ["DATE002"])
    assert untidy.log() == ["Mend 2 files", *before]
    body = untidy.git("log", "-1", "--format=%B").splitlines()
    assert body[2:] == ["Somei-Action: fix", "Somei-Document: 1/19", "Somei-Document: 2/19", "Reason: Spring cleaning"]
    assert untidy.read(FIRST) == sound("1/19", "a b")
    assert untidy.read(SECOND) == faulty("2/19", "é") + 'note = "By hand"\n'
    assert untidy.git("status", "--porcelain") == ""
    again = untidy.run("check", "--fix")
    assert "There is nothing to mend." in again.err
    assert untidy.log() == ["Mend 2 files", *before]


def test_a_trial_shows_it_and_writes_nothing(untidy: Clerk) -> None:
    untidy.enter(THIRD, sound("3/19").replace("[\n    ", "[").replace(",\n]", "]"))
    before = untidy.log()

    answer = untidy.run("check", "--fix", "--dry-run")
    record = json.loads(untidy.run("check", "--fix", "-n", "--json").out)

    assert answer.status == 0
    assert answer.out.splitlines() == [
        "document\tfield\tbefore\tafter",
        "1/19\tsubject\ta  b\ta b",
        "2/19\tsubject\te\u0301\té",
        "2/19\tnote\t\tBy hand",
        "3/19\tlayout\tanother\tcanonical",
    ]
    assert "Mend 3 files (dry run, nothing was written)" in answer.err
    assert record["records"][0]["action"] == "fix"
    assert untidy.log() == before
    assert untidy.read(FIRST) == BLANKS


@pytest.mark.parametrize("state", ["edited", "staged", "new", "staged and put back"])
def test_own_work_is_left_and_the_others_are_mended(untidy: Clerk, state: str) -> None:
    path = THIRD if state == "new" else FIRST
    mine = sound("3/19", "c  d") if state == "new" else sound("1/19", "mine  too")
    untidy.write(path, mine)
    if state.startswith("staged"):
        untidy.git("add", path)
    if state == "staged and put back":
        untidy.write(path, BLANKS)
        mine = BLANKS
    before = untidy.git("status", "--porcelain")

    answer = untidy.run("check", "--fix", "--ignore", "DATE")

    assert answer.status == 5
    assert f"{path} was left: it has changes of your own that are not committed." in answer.err
    assert untidy.read(path) == mine
    assert untidy.git("status", "--porcelain") == before
    assert 'subject = "é"' in untidy.read(SECOND)
    assert "TEXT005" in answer.out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(untidy: Clerk) -> None:
    untidy.enter(THIRD, "broken")

    answer = untidy.run("check", "--fix")

    assert answer.status == 3
    assert untidy.read(FIRST) == sound("1/19", "a b")


def test_only_what_was_asked_about_is_mended(untidy: Clerk) -> None:
    waived = '\n[waive]\nTEXT005 = "printed like that"\n'
    untidy.enter(FIRST, BLANKS + waived)

    untidy.run("check", "--fix", "1/19")
    untidy.run("check", "--fix", "--select", "TEXT")
    assert untidy.log()[0] == "By hand"
    untidy.run("check", "--fix", "--select", "FILE002")
    assert untidy.read(FIRST) == BLANKS + waived
    assert untidy.read(SECOND) == faulty("2/19", "e\u0301") + 'note = "By hand"\n'
    assert ("TEXT003", "2/19") in found(untidy)


def test_references_that_stand_twice_become_one(clerk: Clerk) -> None:
    reference = '\n[[references]]\nto = "9/19"\nkind = "cites"\n'
    clerk.enter(FIRST, sound("1/19") + reference + reference)

    assert clerk.run("check", "--fix").status == 0
    assert clerk.read(FIRST) == sound("1/19") + reference


def test_a_register_below_the_top_is_mended_too(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    empty.enter(f"register/{FIRST}", BLANKS)
    empty.write(f"register/{SECOND}", sound("2/19", "a  b"))

    assert empty.run("check", "--fix").status == 5
    assert empty.read(f"register/{FIRST}") == sound("1/19", "a b")


@pytest.mark.parametrize("words", [("-n",), ("--fix", "--staged"), ("--fix", "--at", "HEAD")], ids=" ".join)
def test_what_makes_no_sense_together_is_said(clerk: Clerk, words: tuple[str, ...]) -> None:
    assert clerk.run("check", *words).status == 2


def test_a_file_that_lies_elsewhere_is_named_and_left(clerk: Clerk) -> None:
    path = "documents/2020/999/ST-2112-2020-INIT.toml"
    clerk.enter(path, 'number="2112/20"\nsubject="x"\n')

    answer = clerk.run("format")

    assert answer.status == clerk.run("format", "--check").status == 1
    assert f"{path} is left as it is: its path does not match its number." in answer.err
    assert "hint: See: somei check 2112/20" in answer.err
    assert clerk.read(path).startswith('number="2112/20"')
