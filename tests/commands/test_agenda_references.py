"""What hangs on an item of an agenda stays with it, whatever act numbers the items anew."""

import json

import pytest
from conftest import Clerk, prepared

PATH = "documents/2020/000/ST-7-2020-INIT.toml"
OTHER = "documents/2020/000/ST-8-2020-INIT.toml"
TITLES = ("Adoption of the agenda", "Cyber", "Drugs", "Ports", "Any other business")


@prepared
def agenda(clerk: Clerk) -> Clerk:
    """The first draft of an agenda; item 4, about ports, refers to a document and to an act."""
    clerk.ok("add", "1/20", "--subject", "Ports", "--date", "2020-01-10")
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "7/20")
    for title in TITLES[1:-1]:
        clerk.ok("agenda", "add-item", "7/20", title)
    clerk.ok("xref", "add", "7/20", "1/20", "--item", "4")
    clerk.ok("xref", "add", "7/20", "COM(2018) 302 final", "--item", "4")
    return clerk


def _referring(clerk: Clerk, number: str = "7/20") -> dict[str, str | None]:
    """The title of the item that makes each reference to a document or an act."""
    (record,) = json.loads(clerk.ok("show", number, "--json"))["records"]
    titles = {item["number"]: item["title"] for item in record["items"]}
    references = [*record.get("references", ()), *record.get("outside_references", ())]
    return {reference["to"]: titles.get(reference.get("item")) for reference in references}


PORTS = {"1/20": "Ports", "COM(2018) 302 final": "Ports"}


def _promise(clerk: Clerk) -> None:
    """Put a follow-up on the item about ports, past somei."""
    promise = '[[items.follow_ups]]\nwhat = "A paper"\n'
    head, title, tail = clerk.read(PATH).partition('title = "Ports"\n')
    clerk.enter(PATH, f"{head}{title}\n{promise}{tail}")


ACTS = {
    "moved": ("agenda", "move-item", "7/20", "4", "--to", "2"),
    "another moved": ("agenda", "move-item", "7/20", "2", "--to", "5"),
    "another removed": ("agenda", "remove-item", "7/20", "3"),
    "given another title and a line": ("agenda", "edit-item", "7/20", "4", "--title", "Ports", "--sub", "North"),
    "another added": ("agenda", "add-item", "7/20", "Lamps", "--at", "2"),
}


@pytest.mark.parametrize("act", ACTS)
def test_references_go_with_their_item(agenda: Clerk, act: str) -> None:
    agenda.ok(*ACTS[act])

    assert _referring(agenda) == PORTS


def test_references_stay_with_an_item_that_is_withdrawn(agenda: Clerk) -> None:
    agenda.ok("agenda", "withdraw-item", "7/20", "2", "--reason", "late")

    assert _referring(agenda) == PORTS


def test_what_was_numbered_by_hand_is_numbered_anew_when_it_is_issued(agenda: Clerk) -> None:
    agenda.enter(PATH, agenda.read(PATH).replace('number = "2"\n', "").replace('"4"', '"40"').replace('"5"', '"4"'))

    agenda.ok("agenda", "issue", "7/20", "--date", "2020-02-10")

    assert _referring(agenda) == PORTS


def test_late_items_of_a_revision_keep_their_references(agenda: Clerk) -> None:
    agenda.ok("agenda", "issue", "7/20", "--date", "2020-02-10")
    agenda.ok("agenda", "revise", "7/20")
    agenda.ok("agenda", "add-item", "7/1/20", "Late", "--at", "3")
    agenda.ok("xref", "add", "7/1/20", "2/20", "--item", "2 bis")

    agenda.ok("agenda", "add-item", "7/1/20", "Later", "--at", "3")

    assert _referring(agenda, "7/1/20") == {**PORTS, "2/20": "Late"}
    assert _referring(agenda) == PORTS


def test_an_outcome_and_the_next_agenda_leave_the_references_where_they_are(agenda: Clerk) -> None:
    agenda.ok("agenda", "issue", "7/20", "--date", "2020-02-10")
    agenda.ok("agenda", "create", "SOMEI", "2020-09-10", "--number", "9/20", "--from", "7/20")

    assert _referring(agenda) == PORTS
    assert _referring(agenda, "9/20") == {}


def test_a_heading_for_follow_ups_renumbers_like_any_item(agenda: Clerk) -> None:
    agenda.enter(OTHER, 'number = "8/20"\ntype = "NOTE"\nsubject = "S"\ndate = 2020-01-10\n\n'
                 '[[items]]\nnumber = "1"\ntitle = "T"\n\n[[items.follow_ups]]\nwhat = "A paper"\n')  # fmt: skip
    agenda.ok("xref", "add", "7/20", "2/20", "--item", "5")

    agenda.ok("followup", "carry", "7/20", "8/20#1.1")

    assert _referring(agenda) == {**PORTS, "2/20": "Any other business"}


def test_a_waiver_names_the_item_that_it_was_given_for(agenda: Clerk) -> None:
    agenda.ok("agenda", "add-item", "7/20", "The lamp RESTREINT UE", "--at", "4", "--quoted", "title",
              "-m", "As the Commission has it")  # fmt: skip
    assert "items.4.title: As the Commission has it" in agenda.read(PATH)

    agenda.ok("agenda", "move-item", "7/20", "4", "--to", "2")

    assert "items.2.title: As the Commission has it" in agenda.read(PATH)


def test_a_follow_up_keeps_the_agendas_that_name_it(agenda: Clerk) -> None:
    _promise(agenda)
    agenda.ok("agenda", "create", "SOMEI", "2020-09-10", "--number", "8/20")
    agenda.ok("followup", "carry", "8/20", "7/20#4.1")

    agenda.ok("agenda", "move-item", "7/20", "4", "--to", "2")

    (record,) = json.loads(agenda.ok("followup", "list", "--json"))["records"]
    assert (record["id"], record["agendas"]) == ("7/20#2.1", ["8/20"])
    assert "A paper (7/20#2.1)" in agenda.read(OTHER)
    assert agenda.git("log", "-1", "--format=%(trailers:key=Somei-Document,valueonly,separator=;)") == "7/20;8/20"


def test_a_follow_up_that_an_issued_agenda_names_keeps_its_name(agenda: Clerk) -> None:
    _promise(agenda)
    agenda.ok("agenda", "create", "SOMEI", "2020-09-10", "--number", "8/20")
    agenda.ok("followup", "carry", "8/20", "7/20#4.1")
    agenda.ok("agenda", "issue", "8/20", "--date", "2020-02-10")

    answer = agenda.run("agenda", "move-item", "7/20", "4", "--to", "2")

    assert answer.status == 5
    assert "8/20 has been issued and names the follow-up 7/20#4.1" in answer.err


def test_undoing_an_act_takes_later_references_along(agenda: Clerk) -> None:
    agenda.ok("agenda", "add-item", "7/20", "Lamps", "--at", "2")
    agenda.ok("xref", "add", "7/20", "2/20", "--item", "4")

    agenda.ok("undo", "HEAD^")

    assert _referring(agenda) == {**PORTS, "2/20": "Drugs"}


def test_an_item_that_refers_since_is_not_undone(agenda: Clerk) -> None:
    agenda.ok("agenda", "add-item", "7/20", "Lamps", "--at", "2")
    agenda.ok("xref", "add", "7/20", "2/20", "--item", "2")

    answer = agenda.run("undo", "HEAD^")

    assert answer.status == 5
    assert "7/20: references" in answer.err
    assert f"hint: Undo that one first: somei undo {agenda.git('rev-parse', 'HEAD')[:10]}" in answer.err


@pytest.mark.parametrize("ours", [True, False], ids=["ours", "theirs"])
def test_a_merge_takes_references_of_one_side_along_with_the_items_of_the_other(agenda: Clerk, ours: bool) -> None:
    agenda.ok("init", "--git")
    agenda.git("branch", "referring")
    agenda.ok("agenda", "move-item", "7/20", "4", "--to", "2")
    agenda.git("switch", "-q", "referring")
    agenda.ok("xref", "add", "7/20", "2/20", "--item", "3")
    agenda.ok("xref", "add", "7/20", "3/20", "--item", "4")
    if ours:
        agenda.git("switch", "-q", "main")

    agenda.git("merge", "-q", "referring" if ours else "main")

    assert _referring(agenda) == {**PORTS, "2/20": "Drugs", "3/20": "Ports"}
