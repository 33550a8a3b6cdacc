"""Agendas: drafted, filled, shown."""

import json
import re
from typing import Any

import pytest
from conftest import Clerk, prepared


def _items(clerk: Clerk, agenda: str) -> list[dict[str, Any]]:
    (record,) = json.loads(clerk.ok("agenda", "show", agenda, "--json"))["records"]
    items: list[dict[str, Any]] = record["items"]
    return items


def _titles(clerk: Clerk, agenda: str) -> list[str]:
    items = _items(clerk, agenda)
    assert [item["number"] for item in items] == [str(place) for place in range(1, len(items) + 1)]
    return [item["title"] for item in items]


@prepared
def drafted(clerk: Clerk) -> Clerk:
    """A register with a draft agenda."""
    clerk.ok("agenda", "create", "somei", "2020-06-10", "--number", "5000/20")
    return clerk


def test_a_draft_begins_with_adoption_and_ends_with_other_business(drafted: Clerk) -> None:
    assert _titles(drafted, "5000/20") == ["Adoption of the agenda", "Any other business"]
    text = drafted.read("documents/2020/050/ST-5000-2020-INIT.toml")
    assert 'status = "draft"\ntype = "PROVISIONAL AGENDA"\nsubject = "Provisional agenda of the ' in text
    assert '[meeting]\nbody = "SOMEI"\nstart = 2020-06-10\n' in text
    assert '[agenda]\nstate = "provisional"\n' in text
    assert drafted.log()[0] == "Draft the agenda 5000/20"


def test_the_help_says_that_items_are_taken_over_only_with_an_earlier_agenda(drafted: Clerk) -> None:
    drafted.ok("agenda", "add-item", "5000/20", "Terrorism")
    drafted.ok("agenda", "create", "somei", "2020-07-10", "--number", "6000/20")
    drafted.ok("agenda", "create", "somei", "2020-07-10", "--number", "6001/20", "--from", "5000/20")

    assert _titles(drafted, "6000/20") == ["Adoption of the agenda", "Any other business"]
    assert _titles(drafted, "6001/20") == ["Adoption of the agenda", "Terrorism", "Any other business"]
    words = " ".join(drafted.ok("agenda", "create", "--help").split())
    assert "With --from AGENDA the standing items of an earlier agenda" in words


def test_a_document_that_is_not_registered_is_noted(drafted: Clerk) -> None:
    drafted.ok("add", "3/20", "--subject", "S")
    added = drafted.run("agenda", "add-item", "5000/20", "Terrorism", "--doc", "3/20", "--doc", "4/20")
    below = drafted.run("agenda", "add-item", "5000/20", "Daesh", "--under", "2", "--doc", "CM 1/20")
    edited = drafted.run("agenda", "edit-item", "5000/20", "2", "--doc", "6/20")

    assert (added.status, below.status, edited.status) == (0, 0, 0)
    assert "note: 4/20 is not registered" in added.err
    assert "3/20 is not" not in added.err
    assert "note: CM 1/20 is not registered" in below.err
    assert "note: 6/20 is not registered" in edited.err


def test_items_go_before_other_business_or_to_their_place(drafted: Clerk) -> None:
    drafted.ok("agenda", "add-item", "5000/20", "Terrorism")
    drafted.ok("agenda", "add-item", "5000/20", "Cyber", "--at", "2")
    drafted.ok("agenda", "add-item", "5000/20", "Very last", "--at", "5")

    assert _titles(drafted, "5000/20") == [
        "Adoption of the agenda", "Cyber", "Terrorism", "Any other business", "Very last",
    ]  # fmt: skip


def test_an_item_of_the_same_title_or_with_a_document_that_is_none_is_noted(drafted: Clerk) -> None:
    for number, status in ((3, "void"), (4, "withdrawn")):
        text = f'number = "{number}/19"\nstatus = "{status}"\nreason = "given twice"\n'
        drafted.enter(f"documents/2019/000/ST-{number}-2019-INIT.toml", text)
    first = drafted.run("agenda", "add-item", "5000/20", "Drugs", "--doc", "3/19", "--doc", "4/19")
    second = drafted.run("agenda", "add-item", "5000/20", "drugs")

    assert (first.status, second.status) == (0, 0)
    assert "note: 3/19 is void: somei show 3/19" in first.err
    assert "note: 4/19 is withdrawn: somei show 4/19" in first.err
    assert "same title" not in first.err
    assert re.search("note: items [0-9]+ and [0-9]+ have the same title", second.err)


def test_an_item_holds_lines_documents_and_a_kind(drafted: Clerk) -> None:
    drafted.ok("agenda", "add-item", "5000/20", "Terrorism", "--sub", "State of play", "--sub", "Next steps",
               "--doc", "4999/20", "--doc", "CM 7/20", "--kind", "discussion")  # fmt: skip

    assert _items(drafted, "5000/20")[1] == {
        "number": "2",
        "title": "Terrorism",
        "kind": "discussion",
        "documents": ["4999/20", "CM 7/20"],
        "subitems": [{"title": "State of play"}, {"title": "Next steps"}],
    }


@pytest.mark.parametrize("place", ["0", "9", "-1", "x"])
def test_a_place_that_is_not_there_is_a_mistake(drafted: Clerk, place: str) -> None:
    answer = drafted.run("agenda", "add-item", "5000/20", "Terrorism", "--at", place)

    assert answer.status == 2
    assert len(_titles(drafted, "5000/20")) == 2


def test_the_items_of_another_agenda_are_taken_over_by_title(registered: Clerk) -> None:
    registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20", "--from", "15070/19")

    titles = _titles(registered, "5000/20")
    assert titles[1:3] == ["Counter Terrorism", "Serious organized crime"]
    assert len(titles) == 10
    assert all("summary" not in item and "documents" not in item for item in _items(registered, "5000/20"))


def test_the_next_number_of_the_own_series(clerk: Clerk) -> None:
    clerk.write("somei.toml", clerk.read("somei.toml").replace("own_series = []", 'own_series = ["SN"]'))

    clerk.ok("agenda", "create", "SOMEI", "2020-06-10")
    clerk.ok("agenda", "create", "SOMEI", "2020-09-10")

    assert clerk.log()[:2] == ["Draft the agenda SN 2/20", "Draft the agenda SN 1/20"]


def test_an_issued_agenda_is_frozen(drafted: Clerk) -> None:
    path = "documents/2020/050/ST-5000-2020-INIT.toml"
    drafted.enter(path, drafted.read(path).replace('status = "draft"\n', ""))

    answer = drafted.run("agenda", "move-item", "5000/20", "2", "--to", "1")

    assert answer.status == 5
    assert "has been issued; its items no longer change." in answer.err


def test_documents_are_shown_as_they_stand_now(drafted: Clerk) -> None:
    drafted.ok("add", "4999/20", "--subject", "S", "--date", "2020-02-01")
    drafted.ok("add", "4999/1/20 REV 1", "--subject", "S", "--date", "2020-02-02")
    drafted.ok("agenda", "add-item", "5000/20", "Terrorism", "--doc", "4999/20", "--doc", "1/20", "--kind", "A")

    rows = [line.split("\t") for line in drafted.ok("agenda", "show", "5000/20").splitlines()]

    assert rows[2] == ["2", "Terrorism", "4999/20 (now 4999/1/20 REV 1), 1/20 (not registered)", "A"]


def test_everything_that_an_item_can_say(drafted: Clerk) -> None:
    drafted.ok("agenda", "add-item", "5000/20", "Drugs", "--legislative", "--poss", "--by", "Europol", "--kind", "b")
    drafted.ok("agenda", "add-item", "5000/20", "State of play", "--under", "2", "--doc", "4999/20", "--sub", "First")

    assert _items(drafted, "5000/20")[1] == {
        "number": "2",
        "title": "Drugs",
        "kind": "B",
        "legislative": True,
        "possible": True,
        "by": "Europol",
        "subitems": [{"title": "State of play", "documents": ["4999/20"], "subitems": [{"title": "First"}]}],
    }
    rows = [line.split("\t") for line in drafted.ok("agenda", "show", "5000/20").splitlines()]
    assert rows[2][3] == "B, legislative, (poss.), by Europol"
    assert drafted.run("agenda", "add-item", "5000/20", "X", "--under", "2", "--at", "2").status == 2
    assert drafted.run("agenda", "add-item", "5000/20", "X", "--under", "7").status == 4


def test_legislative_items_come_before_the_others(drafted: Clerk) -> None:
    drafted.ok("agenda", "add-item", "5000/20", "List of A items", "--kind", "A")
    drafted.ok("agenda", "add-item", "5000/20", "Terrorism")
    drafted.ok("agenda", "add-item", "5000/20", "Directive", "--legislative")
    drafted.ok("agenda", "add-item", "5000/20", "Regulation", "--legislative")

    assert _titles(drafted, "5000/20") == [
        "Adoption of the agenda", "List of A items", "Directive", "Regulation", "Terrorism", "Any other business",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("moved", "to", "order"),
    [("2", "3", "1324"), ("4", "1", "4123"), ("1", "4", "2341"), ("3", "3", "1234")],
)
def test_an_item_of_a_draft_is_moved_and_numbered_anew(drafted: Clerk, moved: str, to: str, order: str) -> None:
    drafted.ok("agenda", "add-item", "5000/20", "Terrorism")
    drafted.ok("agenda", "add-item", "5000/20", "Cyber")
    before = _titles(drafted, "5000/20")

    drafted.ok("agenda", "move-item", "5000/20", moved, "--to", to)

    assert _titles(drafted, "5000/20") == [before[int(place) - 1] for place in order]


PLACES = "hint: Items: 1, 2. The first line below item N is N/1.\n"


def test_an_item_or_a_place_that_is_not_there(drafted: Clerk) -> None:
    answer = drafted.run("agenda", "move-item", "5000/20", "4", "--to", "1")
    assert (answer.status, answer.err) == (4, "somei: 5000/20: there is no item 4.\n" + PLACES)
    drafted.ok("agenda", "add-item", "5000/20", "A line", "--under", "1")
    assert drafted.run("agenda", "move-item", "5000/20", "1/1", "--to", "2").status == 2
    answer = drafted.run("agenda", "move-item", "5000/20", "1", "--to", "3")
    assert (answer.status, answer.err) == (2, "somei: There is no place 3.\nhint: Places run from 1 to 2.\n")


def test_a_meeting_of_several_days(clerk: Clerk) -> None:
    create = ("agenda", "create", "JHA", "2020-06-04")
    clerk.ok(*create, "--until", "2020-06-05", "--number", "1/20")
    clerk.ok(*create, "--until", "2020-06-04", "--number", "2/20")

    assert "start = 2020-06-04\nend = 2020-06-05\n" in clerk.read("documents/2020/000/ST-1-2020-INIT.toml")
    assert "end =" not in clerk.read("documents/2020/000/ST-2-2020-INIT.toml")
    assert clerk.run(*create, "--until", "2020-06-03", "--number", "3/20").status == 2


def test_a_reserved_number_becomes_an_agenda(clerk: Clerk) -> None:
    clerk.enter("documents/2020/050/ST-5000-2020-INIT.toml", 'number = "5000/20"\nstatus = "reserved"\n')

    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")

    assert clerk.run("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20").status == 5
