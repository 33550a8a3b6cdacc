"""Two documents side by side: what they are to each other, and their fields, items and references in words."""

import json
from typing import Any

import pytest
from conftest import Clerk, prepared

AGENDA, REVISED = "9/20", "9/1/20 REV 1"


@prepared
def notes(clerk: Clerk) -> Clerk:
    """A note with a revision, a corrigendum and an addendum, and a note of another family."""
    clerk.ok("add", "100/20", "--subject", "Lamps", "--date", "2020-02-03", "--marking", "LIMITE", "--code", "COSI 1")
    clerk.ok("add", "100/1/20 REV 1", "--subject", "Lamps and bulbs", "--date", "2020-03-01", "--code", "COSI 1")
    clerk.ok("classify", "100/1/20 REV 1", "JAI 7")
    clerk.ok("add", "100/20 COR 1", "--subject", "Lamps", "--date", "2020-02-10")
    clerk.ok("add", "100/2/20 REV 2", "--subject", "Lamps", "--date", "2020-02-01")
    clerk.ok("add", "200/20", "--subject", "Doors", "--date", "2020-02-20")
    clerk.ok("xref", "add", "100/1/20 REV 1", "C-505/19", "--kind", "cites")
    return clerk


@prepared
def agendas(clerk: Clerk) -> Clerk:
    """An issued agenda, and the draft of its revision."""
    clerk.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", AGENDA)
    for title in ("Lamps", "Ports", "Cyber crime"):
        clerk.ok("agenda", "add-item", AGENDA, title)
    clerk.ok("agenda", "issue", AGENDA, "--date", "2020-02-05")
    clerk.ok("agenda", "revise", AGENDA)
    clerk.ok("agenda", "move-item", REVISED, "2", "--to", "4")
    clerk.ok("agenda", "edit-item", REVISED, "3", "--title", "Ports of the Union", "--doc", "100/20")
    clerk.ok("agenda", "add-item", REVISED, "Snow")
    return clerk


def rows(clerk: Clerk, *words: str) -> list[list[str]]:
    heading, *lines = clerk.ok("compare", *words).splitlines()
    assert heading == "part\tname\tchange\tbefore\tafter"
    return [line.split("\t") for line in lines]


def record(clerk: Clerk, *words: str) -> dict[str, Any]:
    answer = json.loads(clerk.ok("compare", *words, "--json"))
    assert answer["schema"] == "somei/compare/1"
    (found,) = answer["records"]
    return dict(found)


def test_fields_and_references_are_compared_in_words(notes: Clerk) -> None:
    assert rows(notes, "100/20", "100/1/20 REV 1") == [
        ["field", "subject", "changed", "Lamps", "Lamps and bulbs"],
        ["field", "date", "changed", "2020-02-03", "2020-03-01"],
        ["field", "subject codes", "changed", "", "JAI 7"],
        ["field", "marking", "removed", "LIMITE", ""],
        ["reference", "cites", "added", "", "C-505/19"],
    ]
    answer = notes.run("compare", "100/20", "100/1/20 REV 1")
    assert answer.err == (
        "100/1/20 REV 1 revises 100/20; 100/1/20 REV 1 is the newer.\n4 fields, 1 reference differ.\n"
    )
    assert answer.status == 0
    found = record(notes, "100/20", "100/1/20 REV 1")
    assert (found["first"], found["second"], found["newer"]) == ("100/20", "100/1/20 REV 1", "100/1/20 REV 1")
    codes = next(field for field in found["fields"] if field["field"] == "subject_codes")
    assert (codes["before"], codes["after"]) == (["COSI 1"], ["COSI 1", "JAI 7"])


@pytest.mark.parametrize(
    ("pair", "words", "newer"),
    [
        (("100/20 COR 1", "100/20"), "100/20 COR 1 corrects 100/20", "100/20 COR 1"),
        (("100/2/20 REV 2", "100/1/20 REV 1"), "100/2/20 REV 2 and 100/1/20 REV 1 are of one family, 100/20",
         "100/2/20 REV 2"),
        (("100/20 COR 1", "100/1/20 REV 1"), "100/20 COR 1 and 100/1/20 REV 1 are of one family, 100/20",
         "100/1/20 REV 1"),
        (("100/20", "200/20"), "100/20 and 200/20 have no relation in the register", "200/20"),
    ],
    ids=str,
)  # fmt: skip
def test_what_two_documents_are_to_each_other(notes: Clerk, pair: tuple[str, str], words: str, newer: str) -> None:
    found = record(notes, *pair)

    assert (found["relation"], found["newer"]) == (words, newer)
    assert f"{words}; {newer} is the newer.\n" in notes.run("compare", *pair).err


def test_a_reference_is_a_relation(notes: Clerk) -> None:
    notes.ok("xref", "add", "200/20", "100/20", "--kind", "answers")
    notes.ok("edit", "200/20", "date=")

    answer = notes.run("compare", "100/20", "200/20")

    assert answer.err.startswith("200/20 answers 100/20; no date says which is the newer.\n")
    assert "answers" not in answer.out


def test_items_are_matched_as_agendas_are(agendas: Clerk) -> None:
    assert [row[1:] for row in rows(agendas, AGENDA, REVISED) if row[0] == "item"] == [
        ["item 3", "retitled, documents 100/20", "3 Ports", "3 Ports of the Union"],
        ["item 2", "moved", "2 Lamps", "2 Lamps"],
        ["item 2 bis", "added", "", "2 bis Snow"],
    ]
    backwards = record(agendas, REVISED, AGENDA)
    assert {item["change"] for item in backwards["items"]} >= {"dropped", "renamed"}
    compared = json.loads(agendas.ok("agenda", "compare", REVISED, AGENDA, "--json"))["records"]
    assert {item["title"] for item in compared if item["change"] == "renamed"} == {"Ports of the Union"}
    assert agendas.run("compare", AGENDA, REVISED).err.startswith(f"{REVISED} revises {AGENDA}; {REVISED} is the newer")
    assert ["field", "status", "changed", "issued", "draft"] in rows(agendas, AGENDA, REVISED)


def test_texts_of_items_are_compared(agendas: Clerk) -> None:
    agendas.ok("agenda", "adopt", AGENDA, "--on", "2020-02-12")
    for number in ("20/20", "20/20 COR 1"):
        agendas.ok("agenda", "outcome", AGENDA, "--number", number)
    agendas.ok("agenda", "edit-item", "20/20", "2", "--text", "Lamps were lit.")
    agendas.ok("agenda", "edit-item", "20/20 COR 1", "2", "--text", "Lamps were put out.", "--result", "agreed")

    assert rows(agendas, "20/20", "20/20 COR 1") == [
        ["text", "item 2, text", "changed", "Lamps were lit.", "Lamps were put out."],
        ["text", "item 2, result", "added", "", "agreed"],
    ]


def test_one_document_and_two_that_say_the_same(notes: Clerk) -> None:
    twice = notes.run("compare", "100/20", "100/20")
    assert (twice.status, twice.err) == (0, "100/20 was named twice; name another document to compare it with.\n")
    notes.ok("add", "201/20", "--subject", "Doors", "--date", "2020-02-20")

    shown = notes.run("compare", "200/20", "201/20", "--color", "never", terminal=True)

    assert shown.status == 0
    assert "They do not differ in anything." in shown.out + shown.err
    assert "200/20 and 201/20 have no relation in the register; no date says which is the newer." in shown.err


def test_an_earlier_state_is_compared(notes: Clerk) -> None:
    before = notes.git("rev-parse", "HEAD")
    notes.ok("edit", "200/20", "subject=Lamps", "date=2020-02-03")

    assert ["field", "subject", "changed", "Lamps", "Doors"] in rows(notes, "100/20", "200/20", "--as-of", before)
    assert "subject" not in {row[1] for row in rows(notes, "100/20", "200/20")}


def test_what_is_not_there_is_not_compared(notes: Clerk) -> None:
    assert notes.run("compare", "100/20", "300/20").status == 4
    assert "300/20 is not in the register." in notes.run("compare", "100/20", "300/20").err
    assert notes.run("compare", "100/20").status == 2


def test_a_terminal_names_both_documents_above_their_values(notes: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = notes.run("compare", "100/20", "100/1/20 REV 1", "--color", "never", terminal=True).out.splitlines()
        assert all(len(line) <= width for line in lines)
        assert any("100/1/20 REV 1" in line for line in lines)
