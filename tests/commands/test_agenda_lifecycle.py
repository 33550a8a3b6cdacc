"""The life of an agenda after its draft: issued, added to, revised, adopted, reported on."""

import json
from typing import Any

import pytest
from conftest import Answer, Clerk, prepared

AGENDA = "13735/19"
REVISED = "13735/1/19 REV 1"
TITLES = ("Counter Terrorism", "Serious organized crime", "Cyber")


def _items(clerk: Clerk, number: str) -> list[tuple[str, str]]:
    (record,) = json.loads(clerk.ok("agenda", "show", number, "--json"))["records"]
    return [(item["number"], item["title"]) for item in record["items"]]


def _document(clerk: Clerk, number: str) -> dict[str, Any]:
    (record,) = json.loads(clerk.ok("show", number, "--json"))["records"]
    held: dict[str, Any] = record
    return held


def _refused(answer: Answer, words: str, hint: str = "") -> None:
    assert answer.status == 5, answer
    assert words in answer.err
    assert hint in answer.err


@prepared
def drafted(clerk: Clerk) -> Clerk:
    """A draft agenda of the meeting of the sample, with a document that was revised."""
    clerk.ok("agenda", "create", "SOMEI", "2019-12-04", "--number", AGENDA)
    clerk.ok("add", "4999/19", "--subject", "S", "--date", "2019-11-01")
    for title in TITLES:
        clerk.ok("agenda", "add-item", AGENDA, title, "--doc", "4999/19", "--doc", "CM 1/19")
    clerk.ok("add", "4999/1/19 REV 1", "--subject", "S", "--date", "2019-11-02")
    return clerk


@prepared
def issued(drafted: Clerk) -> Clerk:
    drafted.ok("agenda", "issue", AGENDA, "--date", "2019-11-20")
    return drafted


@prepared
def adopted(issued: Clerk) -> Clerk:
    issued.ok("agenda", "adopt", AGENDA, "--on", "2019-12-04")
    return issued


# ---- issuing


def test_issuing_dates_the_agenda_and_pins_its_documents(drafted: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2019-11-20")
    drafted.ok("agenda", "issue", AGENDA)

    held = _document(drafted, AGENDA)
    assert (held["date"], held["place"]) == ("2019-11-20", "Brussels")
    assert "status" not in held
    assert held["agenda"] == {"state": "provisional", "issued": "2019-11-20"}
    assert held["items"][1]["documents"] == ["4999/1/19 REV 1", "CM 1/19"]
    assert drafted.log()[0] == "Issue the agenda 13735/19"


def test_a_revision_that_was_named_and_a_draft_are_not_pinned(drafted: Clerk) -> None:
    drafted.ok("add", "5/19", "--subject", "S", "--date", "2019-11-01")
    drafted.ok("add", "5/1/19 REV 1", "--subject", "S", "--date", "2019-11-02")
    path = "documents/2019/000/ST-5-2019-REV-1.toml"
    drafted.enter(path, drafted.read(path).replace("subject =", 'status = "draft"\nsubject =', 1))
    drafted.ok("add", "4999/2/19 REV 2", "--subject", "S", "--date", "2019-11-03")
    drafted.ok("agenda", "add-item", AGENDA, "Named", "--doc", "4999/1/19 REV 1", "--doc", "5/19")

    drafted.ok("agenda", "issue", AGENDA, "--date", "2019-11-20")

    items = _document(drafted, AGENDA)["items"]
    assert items[4]["documents"] == ["4999/1/19 REV 1", "5/19"]
    assert items[1]["documents"] == ["4999/2/19 REV 2", "CM 1/19"]


@pytest.mark.parametrize(("today", "is_noted"), [("2019-11-19", True), ("2019-11-20", False)])
def test_an_agenda_that_is_issued_in_the_future_has_a_note(
    drafted: Clerk, monkeypatch: pytest.MonkeyPatch, today: str, is_noted: bool
) -> None:
    monkeypatch.setenv("SOMEI_TODAY", today)

    answer = drafted.run("agenda", "issue", AGENDA, "--date", "2019-11-20")

    assert answer.status == 0
    note = f"note: {AGENDA} is dated 2019-11-20, which is in the future"
    assert (note in answer.err) == is_noted
    assert (" DATE006 " in drafted.run("check").out) == is_noted


def test_no_agenda_is_issued_after_its_meeting_began(drafted: Clerk) -> None:
    answer = drafted.run("agenda", "issue", AGENDA)

    _refused(answer, "The meeting of 13735/19 began on 2019-12-04, before 2020-02-14.", "on which it was sent out")


@pytest.mark.parametrize(
    ("day", "words"),
    [("2019-12-05", "it cannot adopt its agenda on 2019-12-05."), ("2062-12-04", "that day has not come.")],
)
def test_an_agenda_is_adopted_on_a_day_of_its_meeting(issued: Clerk, day: str, words: str) -> None:
    _refused(issued.run("agenda", "adopt", AGENDA, "--on", day), words)


def test_an_agenda_is_issued_once(issued: Clerk) -> None:
    hint = f"hint: Draft a revised agenda: somei agenda revise {AGENDA}"
    _refused(issued.run("agenda", "issue", AGENDA), "has been issued on 2019-11-20 already.", hint)


def test_nothing_else_is_issued_as_an_agenda(registered: Clerk) -> None:
    _refused(registered.run("agenda", "issue", "15070/19"), "15070/19 is not an agenda.")
    assert registered.run("agenda", "issue", "9/19").status == 4


def test_a_trial_writes_nothing(drafted: Clerk) -> None:
    head = drafted.git("rev-parse", "HEAD")
    for words in (("issue", AGENDA, "--date", "2019-11-20"), ("move-item", AGENDA, "2", "--to", "3"),
                  ("withdraw-item", AGENDA, "2", "--reason", "no time")):  # fmt: skip
        answer = drafted.run("agenda", *words, "--dry-run")
        assert "nothing was written (dry run)" in answer.err
    drafted.ok("agenda", "issue", AGENDA, "--date", "2019-11-20")
    for words in (("revise", AGENDA), ("adopt", AGENDA, "--on", "2019-12-04")):
        answer = drafted.run("agenda", *words, "-n")
        assert (answer.status, "nothing was written (dry run)" in answer.err) == (0, True)
    assert drafted.git("rev-parse", "HEAD^") == head


# ---- a frozen agenda


def test_what_is_printed_does_not_change(issued: Clerk) -> None:
    before = issued.read("documents/2019/137/ST-13735-2019-INIT.toml")
    hint = f"hint: Draft a revised agenda: somei agenda revise {AGENDA}"
    for words in (("move-item", AGENDA, "2", "--to", "3"), ("add-item", AGENDA, "A line", "--under", "2")):
        _refused(issued.run("agenda", *words), "has been issued; its items no longer change.", hint)
    _refused(issued.run("agenda", "add-item", AGENDA, "Late", "--at", "1"), "before the first printed item")
    assert issued.read("documents/2019/137/ST-13735-2019-INIT.toml") == before


@pytest.mark.parametrize(("style", "late"), [("bis", ("2 bis", "2 ter")), ("point", ("2.1", "2.2"))])
def test_a_late_item_takes_a_number_below_another(issued: Clerk, style: str, late: tuple[str, str]) -> None:
    issued.write("somei.toml", issued.read("somei.toml") + f'late_items = "{style}"\n')

    issued.ok("agenda", "add-item", AGENDA, "Late", "--at", "3")
    issued.ok("agenda", "add-item", AGENDA, "Later", "--at", "4")
    answer = issued.run("agenda", "add-item", AGENDA, "Last", "--at", "8")

    assert _items(issued, AGENDA) == [
        ("1", "Adoption of the agenda"), ("2", TITLES[0]), (late[0], "Late"), (late[1], "Later"), ("3", TITLES[1]),
        ("4", TITLES[2]), ("5", "Any other business"), ("6", "Last"),
    ]  # fmt: skip
    assert answer.err.startswith("Put item 6 on the agenda 13735/19")
    hint = f"note: people have the page as it was; for a new one: somei agenda revise {AGENDA}\n"
    assert hint in answer.err
    assert hint in issued.run("agenda", "withdraw-item", AGENDA, "3", "--reason", "no paper").err


def test_an_unknown_style_of_numbers_is_told(clerk: Clerk) -> None:
    clerk.write("somei.toml", 'schema = 1\nlate_items = "ter"\n')

    answer = clerk.run("list")

    assert (answer.status, answer.err) == (3, "somei: somei.toml: “late_items”: expected bis or point\n")


def test_a_withdrawn_item_stays_with_its_number_and_its_reason(issued: Clerk) -> None:
    issued.ok("agenda", "withdraw-item", AGENDA, "3", "--reason", "the Commission asks for it")

    rows = [line.split("\t") for line in issued.ok("agenda", "show", AGENDA).splitlines()]
    assert rows[3][0::3] == ["3", "withdrawn: the Commission asks for it"]
    assert "Reason: the Commission asks for it" in issued.git("log", "-1", "--format=%B")
    again = issued.run("agenda", "withdraw-item", AGENDA, "3", "--reason", "x")
    _refused(again, "Item 3 of 13735/19 has been withdrawn already.")
    assert issued.run("agenda", "withdraw-item", AGENDA, "9", "--reason", "x").status == 4
    assert issued.run("agenda", "withdraw-item", AGENDA, "2/1", "--reason", "x").status == 4
    without = issued.run("agenda", "withdraw-item", AGENDA, "4")
    assert (without.status, f"withdraw-item {AGENDA} 4 -m TEXT" in without.err) == (2, True)
    issued.ok("agenda", "withdraw-item", AGENDA, "4", "-m", "no time")
    assert "withdrawn: no time" in issued.ok("agenda", "show", AGENDA)


# ---- revising


def test_a_revision_keeps_the_old_agenda_and_its_numbers(issued: Clerk) -> None:
    old = issued.read("documents/2019/137/ST-13735-2019-INIT.toml")

    issued.ok("agenda", "revise", AGENDA)
    issued.ok("agenda", "move-item", REVISED, "4", "--to", "2")
    issued.ok("agenda", "add-item", REVISED, "New", "--at", "3")
    issued.ok("agenda", "withdraw-item", REVISED, "3", "--reason", "no time")
    issued.ok("agenda", "issue", REVISED, "--date", "2019-11-27")

    assert issued.read("documents/2019/137/ST-13735-2019-INIT.toml") == old
    assert [number for number, _ in _items(issued, REVISED)] == ["1", "4", "4 bis", "2", "3", "5"]
    agenda = _document(issued, REVISED)["agenda"]
    assert agenda == {"state": "provisional", "issued": "2019-11-27", "revises": AGENDA}
    assert not issued.ok("check", "--select", "AGD", "--ignore", "AGD019")


def test_a_revision_says_what_changed(issued: Clerk) -> None:
    issued.ok("add", "4999/2/19 REV 2", "--subject", "S", "--date", "2019-11-21")

    begun = issued.run("agenda", "revise", AGENDA)
    issued.ok("agenda", "move-item", REVISED, "4", "--to", "2")
    issued.ok("agenda", "add-item", REVISED, "New", "--at", "3", "--by", "Europol")
    told = issued.run("agenda", "issue", REVISED, "--date", "2019-11-27")

    assert begun.out.splitlines()[1] == "changed\t2\t2\tCounter Terrorism\t\tdocuments 4999/2/19 REV 2, CM 1/19"
    assert "Items of 13735/1/19 REV 1 against 13735/19: 5 same." in begun.err
    assert [line.split("\t")[:4] for line in told.out.splitlines()[1:]] == [
        ["changed", "4", "4", "Cyber"],
        ["added", "", "4 bis", "New"],
        ["changed", "2", "2", "Counter Terrorism"],
        ["changed", "3", "3", "Serious organized crime"],
    ]
    compared = issued.ok("agenda", "compare", REVISED).splitlines()
    assert [line.split("\t")[0] for line in compared] == [
        "change",
        "same",
        *["changed", "added", *["changed"] * 2, "same"],
    ]


def test_one_revision_at_a_time(issued: Clerk) -> None:
    issued.ok("agenda", "revise", AGENDA)

    _refused(issued.run("agenda", "revise", AGENDA), "has the revision 13735/1/19 REV 1 already.")
    _refused(issued.run("agenda", "revise", REVISED), "is a draft; there is nothing to revise yet.")
    _refused(issued.run("agenda", "add-item", AGENDA, "Late"), "is being revised by 13735/1/19 REV 1.")
    issued.ok("agenda", "issue", REVISED, "--date", "2019-11-27")
    _refused(issued.run("agenda", "withdraw-item", AGENDA, "2", "--reason", "x"), "is revised by 13735/1/19 REV 1.")
    issued.ok("agenda", "revise", REVISED)
    assert issued.log()[0] == "Revise the agenda 13735/1/19 REV 1 as 13735/2/19 REV 2"


def test_a_draft_is_not_revised(drafted: Clerk) -> None:
    _refused(drafted.run("agenda", "revise", AGENDA), "is a draft", "somei agenda issue 13735/19")


# ---- adopting


def test_the_meeting_adopts_the_agenda_that_it_has_before_it(issued: Clerk) -> None:
    issued.ok("agenda", "revise", AGENDA)
    issued.ok("agenda", "issue", REVISED, "--date", "2019-11-27")

    answer = issued.run("agenda", "adopt", AGENDA, "--on", "2019-12-04")
    _refused(answer, "which the meeting has before it.", "somei agenda adopt '13735/1/19 REV 1' --on 2019-12-04")
    issued.ok("agenda", "adopt", REVISED, "--on", "2019-12-04")
    assert _document(issued, REVISED)["agenda"]["state"] == "adopted"


def test_an_agenda_is_adopted_once_and_never_before_it_is_issued(drafted: Clerk) -> None:
    _refused(drafted.run("agenda", "adopt", AGENDA, "--on", "2019-12-04"), "has not been issued.")
    drafted.ok("agenda", "issue", AGENDA, "--date", "2019-11-20")
    _refused(drafted.run("agenda", "adopt", AGENDA, "--on", "2019-11-19"), "it cannot be adopted on 2019-11-19.")
    drafted.ok("agenda", "adopt", AGENDA, "--on", "2019-12-04")

    assert drafted.run("agenda", "adopt", AGENDA, "--on", "2019-12-04").err == "Nothing to change.\n"
    _refused(drafted.run("agenda", "adopt", AGENDA, "--on", "2019-12-05"), "was adopted on 2019-12-04 already.")


def test_an_adopted_agenda_takes_nothing_more(adopted: Clerk) -> None:
    for words in (("add-item", AGENDA, "Late"), ("withdraw-item", AGENDA, "2", "--reason", "x"),
                  ("move-item", AGENDA, "2", "--to", "3"), ("revise", AGENDA)):  # fmt: skip
        _refused(adopted.run("agenda", *words), "The agenda 13735/19 has been adopted;")


def test_a_revision_that_comes_after_the_adoption_is_too_late(issued: Clerk) -> None:
    issued.ok("agenda", "revise", AGENDA)
    issued.ok("agenda", "adopt", AGENDA, "--on", "2019-12-04")

    _refused(
        issued.run("agenda", "issue", REVISED), "The meeting has adopted 13735/19; a revision of it comes too late."
    )


# ---- the outcome


def test_an_outcome_is_made_with_the_items_and_the_sentence(adopted: Clerk) -> None:
    answer = adopted.run("agenda", "outcome", AGENDA, "--number", "15070/19")

    held = _document(adopted, "15070/19")
    assert answer.status == 0
    assert "Items of 15070/19 against 13735/19: 5 same." in answer.err
    assert held["status"] == "draft"
    assert held["references"] == [{"to": AGENDA, "kind": "agenda", "item": "1"}]
    assert held["items"][0]["summary"] == "The agenda as set out in 13735/19 was adopted."
    assert [item["number"] for item in held["items"]] == ["1", "2", "3", "4", "5"]
    assert (held["type"], held["to"]) == ("OUTCOME OF PROCEEDINGS", "Delegations")
    assert not adopted.ok("check", "--select", "AGD", "--ignore", "AGD019")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("an additional point under AOB.", "was adopted with an additional point under AOB."),
        ("subject to adding drugs under AOB", "was adopted subject to adding drugs under AOB."),
    ],
)
def test_the_sentence_says_with_what_the_agenda_was_adopted(issued: Clerk, words: str, said: str) -> None:
    issued.ok("agenda", "adopt", AGENDA, "--on", "2019-12-04", "--with", words)
    issued.ok("agenda", "outcome", AGENDA, "--number", "15070/19", "--date", "2020-02-13", "--subject", "Summary")

    held = _document(issued, "15070/19")
    assert held["items"][0]["summary"] == f"The agenda as set out in 13735/19 {said}"
    assert (held["date"], held["subject"]) == ("2020-02-13", "Summary")
    assert "status" not in held


def test_withdrawn_items_are_left_out_of_the_outcome(issued: Clerk) -> None:
    issued.ok("agenda", "withdraw-item", AGENDA, "3", "--reason", "no time")
    issued.ok("agenda", "adopt", AGENDA, "--on", "2019-12-04")

    answer = issued.run("agenda", "outcome", AGENDA, "--number", "15070/19", "--json")

    (record,) = json.loads(answer.out)["records"]
    assert (record["earlier"], record["later"], record["commit"][:3]) == (
        AGENDA,
        "15070/19",
        issued.git("rev-parse", "HEAD")[:3],
    )
    (dropped,) = [row for row in record["items"] if row["change"] == "dropped"]
    assert (dropped["before"], dropped["expected"]) == ("3", True)
    assert [number for number, _ in _items(issued, "15070/19")] == ["1", "2", "4", "5"]


def test_no_outcome_before_the_adoption(issued: Clerk) -> None:
    hint = "hint: Record when it was: somei agenda adopt 13735/19 --on 2019-12-04"
    _refused(issued.run("agenda", "outcome", AGENDA, "--number", "15070/19"), "has not adopted the agenda", hint)


def test_no_outcome_before_the_meeting(issued: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2019-12-03")

    answer = issued.run("agenda", "outcome", AGENDA, "--number", "15070/19")

    _refused(
        answer, f"The meeting of {AGENDA} is on 2019-12-04, and its outcome is made after it.", "From that day on,"
    )


def test_the_number_of_an_outcome_is_free_and_its_own(adopted: Clerk) -> None:
    _refused(adopted.run("agenda", "outcome", AGENDA, "--number", "4999/19"), "4999/19 is already in the register.")
    _refused(adopted.run("agenda", "outcome", AGENDA, "--number", "13735/19 ADD 1"), "has a number of its own.")
    assert adopted.run("agenda", "outcome", AGENDA).status == 2
    assert adopted.run("agenda", "outcome", AGENDA, "--number", "1/19", "--doc", "2/19").status == 2
    assert adopted.run("agenda", "outcome", AGENDA, "--doc", "2/19").status == 4


def test_the_sample_is_tied_to_its_agenda_and_the_adoption_recorded(registered: Clerk) -> None:
    registered.ok("agenda", "create", "SOMEI", "2019-12-04", "--number", AGENDA)
    for title in ("Counter Terrorism", "Serious organised crime", "Drugs", "Information from INTERPOL"):
        registered.ok("agenda", "add-item", AGENDA, title)
    _refused(registered.run("agenda", "outcome", AGENDA, "--doc", "15070/19"), "has not been issued;")
    registered.ok("agenda", "issue", AGENDA, "--date", "2019-11-20")

    answer = registered.run("agenda", "outcome", AGENDA, "--doc", "15070/19")

    assert answer.status == 0
    rows = [line.split("\t")[:4] for line in answer.out.splitlines()[1:]]
    assert ["renamed", "3", "3", "Serious organized crime"] in rows
    assert ["renumbered", "5", "7", "Information from INTERPOL"] in rows
    assert [row[0] for row in rows].count("added") == 4
    assert _document(registered, AGENDA)["agenda"] == {
        "state": "adopted", "issued": "2019-11-20", "adopted": "2019-12-04",
    }  # fmt: skip
    assert registered.log()[0] == "Link 15070/19 to the agenda 13735/19"
    assert registered.run("agenda", "outcome", AGENDA, "--doc", "15070/19").err.startswith("Nothing to change.")


def test_an_outcome_of_another_agenda_is_not_tied(registered: Clerk) -> None:
    registered.ok("agenda", "create", "SOMEI", "2019-12-04", "--number", "13736/19")
    registered.ok("agenda", "issue", "13736/19", "--date", "2019-11-20")

    answer = registered.run("agenda", "outcome", "13736/19", "--doc", "15070/19")

    _refused(answer, "15070/19 says that the agenda in 13735/19 was adopted, not 13736/19.")


def test_a_record_that_says_nothing_is_tied_by_the_reference_alone(adopted: Clerk) -> None:
    adopted.ok("add", "15071/19", "--subject", "S", "--type", "NOTE")
    path = "documents/2019/150/ST-15071-2019-INIT.toml"
    items = '\n[[items]]\nnumber = "1"\ntitle = "Introduction and adoption of the agenda"\n'
    adopted.enter(path, adopted.read(path) + items)
    adopted.ok("xref", "add", "15071/19", AGENDA, "--item", "1")

    adopted.ok("agenda", "outcome", AGENDA, "--doc", "15071/19", "--date", "2020-02-13")

    held = _document(adopted, "15071/19")
    assert held["references"] == [{"to": AGENDA, "kind": "agenda", "item": "1"}]
    assert held["meeting"]["start"] == "2019-12-04"
    _refused(adopted.run("agenda", "outcome", AGENDA, "--doc", "15071/19", "--date", "2020-02-14"), "is dated")


@pytest.mark.parametrize("terminal", [False, True])
def test_an_outcome_without_items_is_linked_and_the_receipt_says_that_nothing_was_compared(
    adopted: Clerk, terminal: bool
) -> None:
    adopted.ok("add", "15071/19", "--subject", "S", "--type", "NOTE")

    answer = adopted.run("agenda", "outcome", AGENDA, "--doc", "15071/19", "--no-input", terminal=terminal)

    assert answer.status == 0, answer
    assert f"15071/19 has no items, so none were compared with those of {AGENDA}" in " ".join(answer.err.split())
    assert "dropped" not in answer.out + answer.err
    assert adopted.log()[0] == f"Link 15071/19 to the agenda {AGENDA}"


def test_a_program_gets_the_receipt_of_an_outcome_without_items(adopted: Clerk) -> None:
    adopted.ok("add", "15071/19", "--subject", "S", "--type", "NOTE")

    answer = adopted.ok("agenda", "outcome", AGENDA, "--doc", "15071/19", "--json")

    (record,) = json.loads(answer)["records"]
    assert (record["earlier"], record["later"], record["items"]) == (AGENDA, "15071/19", [])
    assert record["commit"] == adopted.git("rev-parse", "HEAD")


def test_a_revision_is_drafted_and_issued_if_its_agenda_lists_no_items(issued: Clerk) -> None:
    path = "documents/2019/137/ST-13735-2019-INIT.toml"
    head = issued.read(path).partition("\n[[items]]")[0]
    issued.enter(path, head)

    issued.ok("agenda", "revise", AGENDA)
    issued.ok("agenda", "add-item", REVISED, "Lamps")
    answer = issued.run("agenda", "issue", REVISED, "--date", "2019-11-21")

    assert answer.status == 0, answer
    assert issued.log()[0] == f"Issue the agenda {REVISED}"


def test_a_comparison_needs_two_lists_of_items(adopted: Clerk) -> None:
    assert adopted.run("agenda", "compare", AGENDA).status == 2
    assert adopted.run("agenda", "compare", AGENDA, "4999/19").status == 4
    adopted.ok("agenda", "outcome", AGENDA, "--number", "15070/19")
    assert len(adopted.ok("agenda", "compare", "15070/19").splitlines()) == 6
    assert len(adopted.ok("agenda", "compare", AGENDA, "15070/19", "--limit", "2").splitlines()) == 3
