"""What is printed and not understood never vanishes: the doubt names the field, shows the words, and tells the line."""

import json
from typing import Any

import pytest
from conftest import Clerk

PAPER = """Council of the European Union
Brussels, 13 February 2020
(OR. en)

7123/20

COSI 35
JAI 401

NOTE

From: Presidency
To: Delegations
No. prev. doc.: 6901/20
Subject: Innovation Lab: state of play

Delegations will find below the state of play. See 15070/19.
"""
AGENDA = """Council of the European Union
Brussels, 13 February 2020
(OR. en)

7123/20

PROVISORIAL AGENDUM

1. Adoption of the agenda
2. Oil
3. Any other business
"""


def read(clerk: Clerk, text: str) -> dict[str, Any]:
    clerk.write("a.txt", text)
    record: dict[str, Any] = json.loads(clerk.run("import", "a.txt", "--dry-run", "--json").out)["records"][0]
    return record


def doubts(record: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(doubt["field"], doubt["words"], doubt["line"]) for doubt in record["doubts"]]


def line_of(text: str, words: str) -> int:
    return next(at for at, line in enumerate(text.split("\n"), start=1) if words in line)


def test_the_sound_paper_has_no_doubt(clerk: Clerk) -> None:
    assert doubts(read(clerk, PAPER)) == []


@pytest.mark.parametrize("words", ["NTOE", "Ntoe", "NOTE 2 DELEGATIONS", "NOTE TO FILE", "N07E"])
def test_a_type_that_nobody_knows_is_doubted_with_its_words(clerk: Clerk, words: str) -> None:
    text = PAPER.replace("NOTE", words)
    for layout in (text, text.replace("\n\n", "\n")):
        assert doubts(read(clerk, layout)) == [("type", words, line_of(layout, words))]


def test_a_heading_without_a_box_is_doubted_with_its_words(clerk: Clerk) -> None:
    record = read(clerk, AGENDA)

    assert ("type", "PROVISORIAL AGENDUM", line_of(AGENDA, "PROVISORIAL")) in doubts(record)


@pytest.mark.parametrize(
    "words",
    ["31 February 2020", "13 Fybruary 2020", "13.13.2020", "130 February 2020", "13 February 202", "2020-02-31"],
)
def test_a_date_that_is_none_is_doubted_with_its_words_and_keeps_its_place(clerk: Clerk, words: str) -> None:
    record = read(clerk, PAPER.replace("13 February 2020", words))

    assert doubts(record) == [("date", words, 2)]
    assert record["document"]["place"] == "Brussels"
    assert "date" not in record["document"]


def test_a_date_on_a_line_of_its_own_is_doubted_with_its_words(clerk: Clerk) -> None:
    assert doubts(read(clerk, PAPER.replace("Brussels, 13", "31"))) == [("date", "31 February 2020", 2)]


@pytest.mark.parametrize("words", ["See 15070/19 and 99999/19.", "See 15070/19; 99999/19 was adopted (99999/19)."])
def test_a_cited_number_that_is_none_is_doubted_with_its_words(clerk: Clerk, words: str) -> None:
    text = PAPER.replace("See 15070/19.", words)
    record = read(clerk, text)

    assert set(doubts(record)) == {("references", "99999/19", line_of(text, "99999/19"))}
    assert [reference["to"] for reference in record["document"]["references"]] == ["15070/19"]


def test_an_earlier_document_that_is_none_is_doubted_with_its_words(clerk: Clerk) -> None:
    for words, shown in (("6901/20, 99999/20", "99999/20"), ("soon", "soon")):
        record = read(clerk, PAPER.replace("6901/20", words))
        assert doubts(record) == [("previous_documents", shown, 14)]


@pytest.mark.parametrize(
    "words",
    [
        "application no. 27996/06",
        "OJ C 12345/20",
        "tel. 32 2 28100/20",
        "Regulation (EC) No 20001/19",
        "Directive 2010/75/EU, C-505/19 and 2018/19",
    ],
)
def test_numbers_of_other_things_are_no_doubt(clerk: Clerk, words: str) -> None:
    assert doubts(read(clerk, PAPER.replace("See 15070/19.", f"See 15070/19 and {words}."))) == []


def test_the_words_are_told_of_a_public_document_and_kept_of_a_restricted_one(clerk: Clerk) -> None:
    text = PAPER.replace("NOTE", "NTOE").replace("13 Feb", "31 Feb")
    clerk.write("a.txt", text)
    clerk.write("b.txt", text.replace("COSI 35", "LIMITE\n\nCOSI 35"))

    public, restricted = clerk.run("import", "a.txt"), clerk.run("import", "b.txt")

    assert "doubt: a.txt, line 2: date: what stands there is no date of the calendar: “31 February 2020”" in public.err
    assert "line 10: type: " in public.err
    assert "“NTOE”" in public.err
    assert "doubt: b.txt, line 2: date: what stands there is no date of the calendar\n" in restricted.err
    assert "NTOE" not in restricted.err
    assert "doubt: date\t31 February 2020\t2\n" in restricted.out


def test_an_unknown_type_above_the_codes_is_a_doubt_too(clerk: Clerk) -> None:
    letterhead = "Council of the European Union\nBrussels, 1 February 2020\n(OR. en)\n6001/20\nNTOE\nCOSI 5\n"

    answer = clerk.run("import", "-", stdin=f"{letterhead}From: Presidency\nTo: Delegations\nSubject: Lamps\n")

    assert answer.status == 5
    assert "type" in answer.err
    assert "NTOE" in answer.out + answer.err


def test_an_unknown_type_is_a_doubt_beside_an_impossible_date(clerk: Clerk) -> None:
    letterhead = "Council of the European Union\nBrussels, 31 February 2020\n(OR. en)\n6001/20\nNTOE\nCOSI 5\n"

    answer = clerk.run("import", "-", stdin=f"{letterhead}From: Presidency\nTo: Delegations\nSubject: Lamps\n")

    assert "NTOE" in answer.out + answer.err
    assert "31 February 2020" in answer.out + answer.err
