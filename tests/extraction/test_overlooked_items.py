"""A second look at items: parts that extraction hides are read, and what a second count finds otherwise is a doubt."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.items_and_follow_ups import Item

Read = Callable[..., Reading]

HEAD = """Council of the European Union
Brussels, 11 October 2023
(OR. en)
13217/23
CRS CRP 31

{type}

4 October 2023

"""
FIRST = "1. Adoption of the agenda\n"


@pytest.fixture
def read_agenda(read: Read) -> Read:
    return lambda body, type_="PROVISIONAL AGENDA": read(HEAD.format(type=type_) + body)


def tree(reading: Reading) -> list[tuple[str | None, str, list[str]]]:
    items = reading.fields.get("items", ())
    assert isinstance(items, tuple)
    rows = [item for item in items if isinstance(item, Item)]
    return [(i.number, i.title, [part.title for sub in i.subitems for part in sub.walk()]) for i in rows]


def item_doubts(reading: Reading) -> list[str]:
    return [doubt.message for doubt in reading.doubts if doubt.field == "items"]


@pytest.mark.parametrize(
    "words", ["Non-legislative list", "Legislative list", "Liste non législative", "Niet-wetgevingslijst"]
)
def test_a_list_of_a_items_without_a_letter_is_a_sub_item(read_agenda: Read, words: str) -> None:
    reading = read_agenda(
        f'{FIRST}2. Approval of "A" items\n\n{words} 12498/23\n\nNon-legislative activities\n\n3. Lamps\n'
    )

    assert tree(reading)[1:] == [("2", 'Approval of "A" items', [words]), ("3", "Lamps", [])]
    assert item_doubts(reading) == []


def test_lists_are_headings_below_other_items(read_agenda: Read) -> None:
    reading = read_agenda(f"{FIRST}2. Lamps\n\nLegislative list\n\n3. Oil\n")

    assert [row[2] for row in tree(reading)] == [[], [], []]


def test_capital_letters_below_a_number_are_sub_items_with_small_ones_below_them(read_agenda: Read) -> None:
    parts = "A.Report on lamps WK 14408/19\nB.Preparation of the next fair\na)Oil lamps\nb)Gas lamps\n"
    body = f"{FIRST}2.Lamps\n{parts}3.Fog\n"

    assert tree(read_agenda(body))[1:] == [
        ("2", "Lamps", ["Report on lamps", "Preparation of the next fair", "Oil lamps", "Gas lamps"]),
        ("3", "Fog", []),
    ]


def test_capital_letters_with_numbers_between_them_are_no_sub_items(read_agenda: Read) -> None:
    reading = read_agenda(f"{FIRST}A. Lamps of the north\n2. Oil\nB. Lamps of the south\n3. Fog\n")

    assert [row[0] for row in tree(reading)] == ["1", "2", "3"]
    assert not any("Lamps of the south" in part for row in tree(reading) for part in row[2])


def test_a_list_of_contents_that_lost_numbers_gives_way_to_the_pages_below(read_agenda: Read) -> None:
    body = (
        "CONTENTS Page 1. Adoption of the agenda... 3 2. Lamps Any other business Oil... 4 ANNEX - Statements... 5\n\n"
        "3 1. Adoption of the agenda 9194/23 OJ CONS 27 The Council adopted the above agenda. 2. Lamps The Council "
        "discussed the lamps. 3. Any other business The Council took note of the oil.\n"
    )

    assert [row[:2] for row in tree(read_agenda(body, "DRAFT MINUTES"))] == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps"),
        ("3", "Any other business"),
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("2. Lamps of the north and\n\n3. Fog\n", "item 2 seems to be cut"),
        ("2. lamps of the north\n3. Fog\n", "item 2 begins in small letters"),
        ("2. Exchange of views\n3. Fog\n", "item 2 is only how an item is treated"),
        ("2. Lamps Any other business Oil\n", "item 2 seems to hold that of other business"),
        ("2. Fog\n5. Lamps 6) Oil of the south\n", "item 5 seems to hold the number of the next one"),
    ],
)
def test_what_no_item_can_have_is_a_doubt_and_stays(read_agenda: Read, body: str, message: str) -> None:
    reading = read_agenda(FIRST + body)

    assert message in "; ".join(item_doubts(reading))
    assert tree(reading)


@pytest.mark.parametrize(
    "body",
    [
        "2. eIDAS and its lamps\n3. e-Justice\n",
        "2. Lamps: phase 3. The north\n",
        "2. Presentation by the Commission\n3. Information from the Presidency\n",
        "2. Lamps and other business\n3. Any other business\n",
        "2. Directive 2010/75/EU (recast)\n4. Lamps\n7. Oil\n",
        "2. Lamps\na) Oil lamps\nb) Gas lamps\n3. Fog\n",
        "2. Adoption of the annotated list\n3. Adoption of the calendar\n",
    ],
)
def test_usual_items_are_not_doubted(read_agenda: Read, body: str) -> None:
    assert item_doubts(read_agenda(FIRST + body)) == []


def test_a_sub_item_that_is_only_an_institution_is_doubted(read_agenda: Read) -> None:
    reading = read_agenda(
        f"{FIRST}2. Decision on lamps in the north\n   – Commission\n   – Adoption of a mandate\n\n3. Oil\n"
    )

    assert item_doubts(reading) == ["a sub-item of item 2 is only the name of an institution"]


def test_an_act_below_a_title_and_its_document_is_doubted(read_agenda: Read) -> None:
    reading = read_agenda(
        f"{FIRST}2. Regulation on packing lamps, changing 6705/23\n\nRegulation (EU) 2019/1020 and Directive (EU) "
        "2019/904 Policy debate\n\n3. Oil\n"
    )

    assert "the title of item 2 seems to go on" in item_doubts(reading)


def test_a_document_with_a_blank_in_its_number_is_doubted(read_agenda: Read) -> None:
    reading = read_agenda(f"{FIRST}2. Lamps of the north 11 478/23\n3. Oil\n")

    assert item_doubts(reading) == ["the title of item 2 seems to hold a document whose number has a blank in it"]


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (
            'Approval of the list of "A" items LAMPS',
            "the title of item 2 goes on behind the title that every agenda has",
        ),
        (
            "Aanneming van de lijst van A-punten Lampen",
            "the title of item 2 goes on behind the title that every agenda has",
        ),
        (
            "Lamps doc. 12702/23 INF 233 (for discussion)",
            "the title of item 2 seems to hold a document of the right-hand column",
        ),
    ],
)
def test_a_title_that_holds_the_next_heading_or_a_document_is_doubted(read: Read, title: str, message: str) -> None:
    reading = read(HEAD.format(type="OUTCOME OF PROCEEDINGS") + f"{FIRST}2. {title}\n\nIt was discussed.\n\n3. Oil\n")

    assert message in item_doubts(reading)


def test_a_title_of_one_line_that_goes_on_behind_its_document_is_doubted(read: Read) -> None:
    page = HEAD.format(type="PROVISIONAL AGENDA").replace("\n", " ")
    reading = read(
        f"1 {page}1. Adoption of the agenda 2. Canal bridges doc. 16803/23 INF 310 Wicks 3. Any other business\n"
    )

    assert "a title of item 2 goes on behind what stood within it" in item_doubts(reading)


def test_a_number_that_the_list_passed_over_is_doubted(read: Read) -> None:
    record = HEAD.format(type="SUMMARY RECORD") + 'I. Adoption of the agenda\nII. Approval of the "I" items\n'
    record += "III. Discussion items\n\nCOREPER (PART 2)\n\n9. Oil\n\nThe Chair spoke.\n\n"
    reading = read(
        f"{record}11. Fog\n\nThe Chair spoke again.\n\n10. Lamps of the north\n\n12. Wicks\n\nIt was discussed.\n"
    )

    assert "below item 11 stands a number that counts on" in item_doubts(reading)


def test_a_line_below_an_item_of_an_agenda_that_begins_as_a_title_is_doubted(read_agenda: Read) -> None:
    reading = read_agenda(f"{FIRST}2. Banking union\n\nRegulation specifying the conditions of the lamps\n\n3. Oil\n")

    assert item_doubts(reading) == ["a line below item 2 may be part of a title"]


@pytest.mark.parametrize(
    "line", ["Policy debate", "Adoption approved by Coreper, Part 2, on 13.11.2019", "12345/23 INF 3"]
)
def test_treatments_approvals_and_documents_below_an_item_are_not_doubted(read_agenda: Read, line: str) -> None:
    assert item_doubts(read_agenda(f"{FIRST}2. Banking union\n\n{line}\n\n3. Oil\n")) == []
