"""Two persons: what the register asks a second one for, in the commit, in its merge, and when it is switched off."""

import json
from collections.abc import Callable

import pytest
from conftest import SAMPLE, Clerk, prepared

ONE = "documents/2019/000/ST-1-2019-INIT.toml"
BOTH = "[two_persons]\nlower_marking = true\nvoid_number = true\nalter_agenda = true\n"
ADA, BEN = "Ada <ada@example.org>", "Ben <ben@example.org>"
LOWER = ("classify", "1/19", "--marking", "none", "--reason", "asked for")


@prepared
def guarded(clerk: Clerk) -> Clerk:
    """A register that asks two persons for everything it can."""
    clerk.ok("add", "1/19", "--subject", "One", "--date", "2019-01-07", "--type", "NOTE", "--marking", "LIMITE")
    clerk.enter("somei.toml", clerk.read("somei.toml") + BOTH)
    return clerk


def found(clerk: Clerk) -> list[str]:
    """What one person did alone, without its commit."""
    records = json.loads(clerk.run("check", "--history", "--json", "--select", "HIST015").out)["records"]
    return [record["message"].partition(" (")[0] for record in records]


def as_person(clerk: Clerk, person: str) -> None:
    name, _, mail = person.rstrip(">").partition(" <")
    clerk.git("config", "user.name", name)
    clerk.git("config", "user.email", mail)


def merge(clerk: Clerk, *paragraphs: str) -> None:
    words = [word for one in ("Merge side", *paragraphs) for word in ("-m", one)]
    clerk.git("merge", "-q", "--no-ff", *words, "side")


def on_a_branch(clerk: Clerk, *words: str) -> None:
    clerk.git("switch", "-qc", "side")
    clerk.ok(*words)
    clerk.git("switch", "-q", "main")


def by_hand(clerk: Clerk, old: str, new: str, *paragraphs: str, path: str = ONE) -> None:
    text = clerk.read(path)
    assert old in text
    clerk.write(path, text.replace(old, new))
    clerk.git("add", "-A")
    clerk.git("commit", "-q", *(word for one in ("By hand", *paragraphs) for word in ("-m", one)))


def test_alone_is_said_at_once_and_found_later(guarded: Clerk) -> None:
    answer = guarded.run(*LOWER)

    assert answer.status == 0
    assert "note: 1/19 has its marking lowered: the merge must carry an Approved-by of another person" in answer.err
    assert found(guarded) == ["1/19 has its marking lowered, and only one person did it"]


def test_an_approval_stands_in_the_commit(guarded: Clerk) -> None:
    answer = guarded.run(*LOWER, "--approved-by", BEN)

    assert (answer.status, "note" in answer.err) == (0, False)
    assert f"Approved-by: {BEN}" in guarded.git("log", "-1", "--format=%B").splitlines()
    assert found(guarded) == []


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_nobody_approves_their_own_change(guarded: Clerk, dry: tuple[str, ...]) -> None:
    before = guarded.log()

    answer = guarded.run(*LOWER, "--approved-by", "Somebody <CLERK@example.org>", *dry)

    assert answer.status == 5
    assert "your own address" in answer.err
    assert guarded.log() == before


@pytest.mark.parametrize("typed", ["Ben", "ben@example.org", "<ben@example.org>", "Ben <>", "Ben <b@e>\nReason: x", ""])
def test_an_approver_has_a_name_and_an_address_on_one_line(guarded: Clerk, typed: str) -> None:
    answer = guarded.run(*LOWER, "--approved-by", typed)

    assert answer.status == 2
    assert "a name and an address" in answer.err


MERGES: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "by another person who says so": (BEN, (f"Approved-by: {BEN}",), True),
    "by another person for a third": (BEN, (f"Approved-By: {ADA}",), True),
    "by another person without a word": (BEN, (), False),
    "by another person in the name of the author": (BEN, ("Approved-by: A Clerk <clerk@example.org>",), False),
    "by another person with a word nobody can read": (BEN, ("Approved-by: Ben",), False),
    "by the author with a word of another": ("A Clerk <clerk@example.org>", (f"Approved-by: {BEN}",), False),
}


@pytest.mark.parametrize("how", MERGES)
def test_a_merge_approves_what_it_brings(guarded: Clerk, how: str) -> None:
    person, paragraphs, approved = MERGES[how]
    on_a_branch(guarded, *LOWER)
    as_person(guarded, person)
    merge(guarded, *paragraphs)

    assert (found(guarded) == []) is approved


def test_an_approval_of_one_commit_is_none_for_the_next(guarded: Clerk) -> None:
    """Only the commit that lowers the marking counts, not another one of the same document that was approved."""
    guarded.git("switch", "-qc", "side")
    guarded.ok("classify", "1/19", "COSI", "--approved-by", BEN)
    guarded.ok(*LOWER)
    guarded.git("switch", "-q", "main")
    as_person(guarded, ADA)
    merge(guarded)

    assert found(guarded) == ["1/19 has its marking lowered, and only one person did it"]


def test_what_a_merge_does_itself_is_done_by_its_author(guarded: Clerk) -> None:
    on_a_branch(guarded, "classify", "1/19", "COSI")
    guarded.git("merge", "-q", "--no-ff", "--no-commit", "side")
    by_hand(guarded, 'marking = "LIMITE"\n', "", "Reason: x\nApproved-by: A Clerk <clerk@example.org>")

    assert found(guarded) == ["1/19 has its marking lowered, and only one person did it"]


def test_the_setting_counts_as_it_stood_before(clerk: Clerk) -> None:
    clerk.ok("add", "1/19", "--subject", "One", "--marking", "LIMITE")
    clerk.write("somei.toml", clerk.read("somei.toml") + BOTH)
    by_hand(clerk, 'marking = "LIMITE"\n', "", "Reason: with the setting in one commit")

    assert found(clerk) == []


OFF: dict[str, Callable[[Clerk], None]] = {
    "one key": lambda clerk: by_hand(clerk, "void_number = true", "void_number = false", path="somei.toml"),
    "the table": lambda clerk: by_hand(clerk, BOTH, "", path="somei.toml"),
}


@pytest.mark.parametrize("how", OFF)
def test_switching_it_off_needs_two_persons_too(guarded: Clerk, how: str) -> None:
    OFF[how](guarded)
    said = found(guarded)
    (record,) = json.loads(guarded.run("check", "--history", "--json", "--select", "HIST015").out)["records"]

    assert len(said) == 1
    assert said[0].endswith("was switched off by one person")
    assert record["path"] == "somei.toml"
    guarded.ok("check", "--history", "--since", "HEAD")


def test_the_rule_cannot_be_waived(guarded: Clerk) -> None:
    waiver = '\n[[waivers]]\ncode = "HIST015"\nreason = "I decided so"\n'
    guarded.enter("somei.toml", guarded.read("somei.toml") + waiver)
    guarded.ok(*LOWER)

    answer = guarded.run("check", "--history")

    assert found(guarded) == ["1/19 has its marking lowered, and only one person did it"]
    assert "HIST015” is not a rule that can be waived" in answer.out


@pytest.mark.parametrize("who", ["a  clerk <other@example.org>", "Another <CLERK+two@example.org>"])
def test_the_same_name_or_address_is_the_same_person(guarded: Clerk, who: str) -> None:
    by_hand(guarded, 'marking = "LIMITE"\n', "", f"Reason: asked for\nApproved-by: {who}")

    assert found(guarded) == ["1/19 has its marking lowered, and only one person did it"]


def test_it_is_switched_off_by_a_merge_of_another_person(guarded: Clerk) -> None:
    guarded.git("switch", "-qc", "side")
    by_hand(guarded, BOTH, "", path="somei.toml")
    guarded.git("switch", "-q", "main")
    as_person(guarded, BEN)
    merge(guarded, f"Approved-by: {BEN}")

    assert found(guarded) == []
    assert guarded.run(*LOWER).err.count("note") == 0


def test_settings_that_cannot_be_read_switch_nothing_off(guarded: Clerk) -> None:
    sound = guarded.read("somei.toml")
    guarded.enter("somei.toml", sound + "[[[")
    by_hand(guarded, 'marking = "LIMITE"\n', "", "Reason: in its shadow")
    guarded.enter("somei.toml", sound)

    assert found(guarded) == ["1/19 has its marking lowered, and only one person did it"]


def test_making_a_number_void(guarded: Clerk) -> None:
    void = 'number = "1/19"\nstatus = "void"\nreason = "given twice"\n'
    by_hand(guarded, 'number = "1/19"\n', void)

    assert found(guarded) == ["1/19 is made void, and only one person did it"]


def test_altering_an_issued_agenda(guarded: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-06-12")
    guarded.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "7/20")
    guarded.ok("agenda", "add-item", "7/20", "Cybercrime")
    guarded.ok("agenda", "issue", "7/20", "--date", "2020-05-20")
    assert found(guarded) == []

    late = guarded.run("agenda", "add-item", "7/20", "Late")
    guarded.ok("agenda", "withdraw-item", "7/20", "2", "--reason", "no time")
    guarded.ok("agenda", "adopt", "7/20", "--on", "2020-06-10")
    assert "approved" not in late.err
    assert found(guarded) == [], "what becomes of every agenda needs no second person"

    by_hand(guarded, "start = 2020-06-10", "start = 2020-06-17", path="documents/2020/000/ST-7-2020-INIT.toml")

    assert found(guarded) == ["7/20 is an issued agenda and is altered, and only one person did it"]


def test_an_import_can_be_approved(guarded: Clerk) -> None:
    guarded.ok("import", str(SAMPLE))
    text = SAMPLE.read_text(encoding="utf-8").replace("LIMITE", "")
    guarded.write("in.md", text)
    why = ("-m", "the public text came")
    alone = guarded.run("import", "in.md", "--replace", "--accept-doubts", "--dry-run", *why)
    guarded.ok("import", "in.md", "--replace", "--accept-doubts", "--approved-by", BEN, *why)

    assert "15070/19 has its marking lowered" in alone.err
    assert found(guarded) == []


def test_an_office_goes_on_after_what_one_person_did(guarded: Clerk) -> None:
    """As `somei help automate` says: the finding of the past is accepted, and a new one is not."""
    guarded.ok(*LOWER)
    guarded.ok("undo", "-m", "Ben was not asked")
    assert len(found(guarded)) == 1, "what was done stays in the history"
    answer = guarded.run("check", "--history", "--select", "HIST015", "--format", "json")
    assert "somei help automate" in json.loads(answer.out)["records"][0]["hint"]
    guarded.write("../accepted.json", answer.out)
    passing = ("check", "--history", "--select", "HIST015", "--baseline", "../accepted.json")

    assert guarded.run(*passing).status == 0
    guarded.ok(*LOWER)
    assert guarded.run(*passing).status == 1


def test_without_the_setting_nothing_is_asked(clerk: Clerk) -> None:
    clerk.ok("add", "1/19", "--subject", "One", "--marking", "LIMITE")

    answer = clerk.run(*LOWER)

    assert "note" not in answer.err
    assert found(clerk) == []


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("lower_markings = true", "“lower_markings” in [two_persons] is not one of lower_marking, void_number, alter"),
        ("lower_marking = 1", "“lower_marking” in [two_persons]: expected true or false"),
    ],
)
def test_a_misspelt_setting_is_refused(clerk: Clerk, table: str, words: str) -> None:
    clerk.write("somei.toml", clerk.read("somei.toml") + f"[two_persons]\n{table}\n")

    answer = clerk.run("list")

    assert answer.status == 3
    assert f"somei.toml, line {len(clerk.read('somei.toml').splitlines())}: {words}" in answer.err
    assert ("Near it: lower_marking" in answer.err) == ("markings" in table)
