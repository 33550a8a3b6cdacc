"""What a new agenda takes over from an earlier one: standing items, and those that were withdrawn or postponed."""

import json
from typing import Any

import pytest
from conftest import Clerk, prepared

FIRST, SECOND, THIRD = "1000/19", "2000/19", "3000/20"


def _items(clerk: Clerk, agenda: str) -> list[dict[str, Any]]:
    (record,) = json.loads(clerk.ok("agenda", "show", agenda, "--json"))["records"]
    items: list[dict[str, Any]] = record["items"]
    return items


def _titles(clerk: Clerk, agenda: str) -> list[str]:
    return [item["title"] for item in _items(clerk, agenda)]


def _begin(clerk: Clerk, number: str, body: str, day: str, *titles: str) -> None:
    clerk.ok("agenda", "create", body, day, "--number", number)
    for title in titles:
        clerk.ok("agenda", "add-item", number, title, "--doc", "4999/19", "--sub", "A line", "--by", "Europol")


@prepared
def second(clerk: Clerk) -> Clerk:
    """A clerk with the agendas of two meetings, one of another body between them."""
    _begin(clerk, FIRST, "SOMEI", "2019-06-04", "Information from INTERPOL", "Drugs")
    clerk.ok("agenda", "issue", FIRST, "--date", "2019-05-20")
    _begin(clerk, "1500/19", "COSI", "2019-09-04", "Cyber")
    titles = ("Cyber", "Information from INTERPOL", "Terrorism", "Firearms")
    _begin(clerk, SECOND, "JHA Senior Officials Meeting EU-Interpol", "2019-12-04", *titles)
    clerk.ok("agenda", "issue", SECOND, "--date", "2019-11-20")
    clerk.ok("agenda", "withdraw-item", SECOND, "4", "--reason", "no time")
    return clerk


def test_standing_items_come_by_title_and_withdrawn_ones_whole(second: Clerk) -> None:
    second.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", THIRD, "--from", SECOND)

    assert _items(second, THIRD) == [
        {"number": "1", "title": "Adoption of the agenda"},
        {
            "number": "2",
            "title": "Information from INTERPOL",
            "by": "Europol",
            "subitems": [{"title": "A line"}],
        },
        {
            "number": "3",
            "title": "Terrorism",
            "by": "Europol",
            "documents": ["4999/19"],
            "subitems": [{"title": "A line"}],
        },
        {"number": "4", "title": "Any other business"},
    ]


def test_without_an_earlier_agenda_of_the_body_every_item_stands(second: Clerk) -> None:
    second.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", THIRD, "--from", FIRST)

    assert _titles(second, THIRD) == [
        "Adoption of the agenda", "Information from INTERPOL", "Drugs", "Any other business",
    ]  # fmt: skip
    assert all("documents" not in item for item in _items(second, THIRD))


@pytest.mark.parametrize("source", [SECOND, "2001/19"])
@pytest.mark.parametrize("said", ['result = "Postponed to the next meeting"', 'summary = "The item was deferred."'])
def test_what_the_outcome_says_was_postponed_is_carried_over(second: Clerk, source: str, said: str) -> None:
    second.ok("agenda", "adopt", SECOND, "--on", "2019-12-04")
    second.ok("agenda", "outcome", SECOND, "--number", "2001/19", "--date", "2019-12-10")
    path = "documents/2019/020/ST-2001-2019-INIT.toml"
    title = 'title = "Firearms"\n'
    text = second.read(path)
    second.enter(path, text.replace(title, f"{title}{said}\n"))
    second.ok("format")

    second.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", THIRD, "--from", source)

    titles = ["Adoption of the agenda", "Information from INTERPOL", "Terrorism", "Firearms", "Any other business"]
    # An outcome has no withdrawn items.
    assert _titles(second, THIRD) == [t for t in titles if source == SECOND or t != "Terrorism"]


def test_documents_of_what_is_carried_over_are_looked_up_anew(second: Clerk) -> None:
    second.ok("add", "4999/19", "--subject", "S", "--date", "2019-05-01")
    second.ok("add", "4999/1/19 REV 1", "--subject", "S", "--date", "2019-12-01")
    second.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", THIRD, "--from", SECOND)
    assert _items(second, THIRD)[2]["documents"] == ["4999/19"]

    second.ok("agenda", "issue", THIRD)

    assert _items(second, THIRD)[2]["documents"] == ["4999/1/19 REV 1"]


def test_the_marking_comes_along(registered: Clerk) -> None:
    registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", THIRD, "--from", "15070/19")

    text = registered.read("documents/2020/030/ST-3000-2020-INIT.toml")
    assert 'marking = "LIMITE"\n' in text
    assert "C-505/19" not in text


def test_nothing_to_take_over(clerk: Clerk) -> None:
    clerk.ok("add", "1/19", "--subject", "S")
    create = ("agenda", "create", "SOMEI", "2020-06-10", "--number", THIRD, "--from")
    assert clerk.run(*create, "1/19").status == 4
    assert clerk.run(*create, "2/19").status == 4
