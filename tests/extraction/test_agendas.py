"""Agendas, lists and records as web sites show them: the items a clerk would enter, and the days of the meeting."""

from collections.abc import Callable
from datetime import date

import pytest

from somei_cli.model.document import Meeting
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.items_and_follow_ups import Item, ItemKind

Read = Callable[..., Reading]
ReadFile = Callable[[str], Reading]


def items(reading: Reading) -> tuple[Item, ...]:
    found = reading.fields.get("items", ())
    assert isinstance(found, tuple)
    return found


def titles(found: tuple[Item, ...]) -> list[object]:
    return [
        (item.number, item.title, [sub.title for sub in item.subitems for sub in sub.walk()])
        if item.subitems
        else (item.number, item.title)
        for item in found
    ]


def cited(reading: Reading) -> list[str]:
    found = reading.fields.get("references", ())
    assert isinstance(found, tuple)
    return [str(reference.to) for reference in found]


PUBLIC = "(Public deliberation in accordance with Article 16(8) of the Treaty on European Union)"


def test_an_agenda_as_a_web_site_shows_it(read_file: ReadFile) -> None:
    reading = read_file("web_agenda.txt")
    found = items(reading)

    assert titles(found) == [
        ("1", "Adoption of the agenda"),
        ("2", 'Approval of "A" items', ["Non-legislative list", f"Legislative list {PUBLIC}"]),
        (
            "3",
            "Regulation amending Regulation (EC) No 715/2007 on the colour of lamps and repealing Directive 94/62/EC",
        ),
        (
            "4",
            "(poss.) Conclusions on the keeping of lighthouses in northern waters (Vardø, 2-4 March 2022)",
        ),
        ("5", "Fog"),
        (
            "6",
            "Any other business",
            [
                "Oil in the lamps of the EU",
                "Reports on recent meetings",
                "Third meeting of the Keepers (Riga, 3 March 2022)",
                "Lamp Forum",
            ],
        ),
    ]
    assert [item.kind for item in found[2:5]] == [ItemKind.DECISION, ItemKind.DECISION, ItemKind.DISCUSSION]
    assert [item.legislative for item in found] == [False, False, True, False, False, False]
    assert (found[3].possible, found[4].by, found[4].summary) == (
        True,
        "Commission",
        "Presentation by the Commission\n\nExchange of views",
    )
    assert found[5].subitems[0].by == "Danish delegation, supported by the Finnish and Swedish delegations"
    assert reading.fields["meeting"] == Meeting(None, date(2022, 4, 11))


def test_documents_that_fell_into_titles_are_the_items(read_file: ReadFile) -> None:
    reading = read_file("web_agenda.txt")

    assert [str(number) for number in items(reading)[2].documents] == ["7810/1/22 REV 1", "7811/22", "7811/22 ADD 1"]
    assert cited(reading) == [
        *("7802/22", "7803/22", "7810/1/22 REV 1", "7811/22", "7811/22 ADD 1"),
        *("7812/22", "7813/22", "7814/22", "7815/22", "7816/22"),
    ]


def test_an_agenda_in_one_line(read_file: ReadFile) -> None:
    reading = read_file("one_line_agenda.txt")
    found = items(reading)

    assert titles(found) == [
        ("1", "Adoption of the agenda"),
        ("2", 'Approval of "A" items', ["Non-legislative list", f"Legislative list {PUBLIC}"]),
        ("3", "Regulation on lamps and lighthouses"),
        ("4", "Future of harbours"),
        ("5", "(poss.) Oil lamps: state of play"),
        (
            "6",
            "Any other business",
            [
                "Lamp Forum (Vienna, 6-7 November 2021)",
                # Nothing sets these words apart where all lines are one: they stay in the title.
                "Work programme of the incoming Presidency Information from the Czech delegation",
            ],
        ),
    ]
    assert [item.legislative for item in found] == [False, False, True, False, False, False]
    assert reading.fields["meeting"] == Meeting(None, date(2022, 4, 11), date(2022, 4, 12))


def test_a_record_with_roman_parts_and_numbers_across_them(read_file: ReadFile) -> None:
    reading = read_file("coreper_record.txt")
    found = items(reading)

    assert titles(found) == [
        ("I", "Adoption of the agenda"),
        ("II", 'Approval of the "I" items'),
        ("III", "Discussion items (II)"),
        ("3", "Meeting of the Council (Harbours) on 16 May 2022: Preparation"),
        ("5", "Directive on lamps", ["Presidency debriefing on the outcome of the trilogue"]),
    ]
    assert found[3].summary == "The Committee began its work on this item."
    assert {item.kind for item in found[3:]} == {ItemKind.II}
    assert cited(reading) == ["8501/2/22 REV 2", "8601/22"]
    assert reading.fields["meeting"] == Meeting("COREPER", date(2022, 5, 4), date(2022, 5, 6))


def test_minutes_show_their_items_twice(read_file: ReadFile) -> None:
    reading = read_file("minutes.txt")
    found = items(reading)

    assert titles(found) == [
        ("1", "Adoption of the provisional agenda"),
        ("2", 'Approval of the list of "A" items'),
        ("3", "Proposal for a Directive on lamps and on the keeping of lighthouses"),
        ("4", "Other business", ["Fog", "Oil"]),
    ]
    assert [item.summary for item in found[2:]] == [
        "The Council took note of the state of play.",
        "The Council took note of the information.",
    ]
    assert [str(item.documents[0]) for item in found] == ["8500/11", "8501/11", "8502/11", "8503/11"]
    assert found[2].legislative
    assert not found[3].legislative


def test_a_list_of_a_items_with_page_numbers_behind_the_titles(read_file: ReadFile) -> None:
    reading = read_file("a_items.txt")
    found = items(reading)

    assert titles(found) == [
        ("1", "Council Decision on the colour of lamps"),
        (
            "2",
            "Access to the books of lighthouse keepers",
            ["Confirmatory application made by Ms Y (09/c/01/08)"],
        ),
        ("3", "Transfer of oil No 14/2008 within Section III of the general budget for 2008"),
        ("4", "Adoption of the Council's position on", ["Transfer No LAMP 09/2008", "Transfer No LAMP 10/2008"]),
    ]
    assert found[0].kind is ItemKind.A
    assert reading.fields["meeting"] == Meeting(None, date(2008, 6, 12), date(2008, 6, 13))


HEAD = """Council of the European Union
General Secretariat
Brussels, 1 February 2017
CM 1411/17
ENV
NOTICE OF MEETING AND PROVISIONAL AGENDA
"""


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Europa building, Brussels\n6 February 2017 (10.00)", (date(2017, 2, 6), None)),
        ("Brussels, 6 and 8 February 2017 (10.00, 9.30)", (date(2017, 2, 6), date(2017, 2, 8))),
        ("Brussels, 6 (10.00) and 7 February 2017", (date(2017, 2, 6), date(2017, 2, 7))),
        ("Monday 6 and Tuesday 7 February 2017", (date(2017, 2, 6), date(2017, 2, 7))),
        ("Follow-up to 4 May 2016\n6 February 2017 (14:30)", (date(2017, 2, 6), None)),
    ],
)
def test_the_days_above_the_items(read: Read, words: str, days: tuple[date, date | None]) -> None:
    reading = read(f"{HEAD}{words}\n1. Adoption of the agenda\n2. Lamps, see 5 March 2017\n")

    assert reading.fields["meeting"] == Meeting(None, *days)


def test_two_dates_without_hours_are_not_chosen_from(read: Read) -> None:
    reading = read(f"{HEAD}Follow-up to 4 May 2016\n6 February 2017\n1. Adoption of the agenda\n2. Lamps\n")

    assert "meeting" not in reading.fields


def test_a_day_of_issue_that_a_viewer_repeats_is_not_the_meetings(read: Read) -> None:
    title = "COUNCIL OF THE EUROPEAN UNION Brussels, 22 June 2006 2870/06 LIMITE PROVISIONAL AGENDAS FOR"
    text = f"1 {title} COUNCIL MEETINGS AGRICULTURE 1. Hops 2. Honey"
    reading = read(f'{title}\n\nSize: px\n\nDownload "{title}"\n\nTranscription\n\n{text}\n')

    assert "meeting" not in reading.fields


def test_codes_in_the_right_hand_column_are_no_part_of_an_item(read: Read) -> None:
    column = " " * 60
    found = items(
        read(
            "Council of the European Union\nBrussels, 27 October 2020\n7001/20\nOJ CRP2 37\n\nPROVISIONAL AGENDA\n"
            "PERMANENT REPRESENTATIVES COMMITTEE (Part 2)\n3 November 2020 (9.00)\n\n"
            "1.    Adoption of the agenda\n\n"
            f"2.    Preparation of the meeting of lamp keepers:{' ' * 25}6391/20\n"
            f"      draft annotated agenda{' ' * 44}CO EUR-PREP 41\n"
            "      Exchange of views\n\n"
            f"3.    Regulation on lamps{' ' * 47}6688/20\n"
            f"      Mandate for negotiations with the European Parliament{' ' * 13}+ ADD 1\n"
            f"{column}            EF 311\n\n"
            "4.    Any other business\n"
        )
    )

    assert [item.title for item in found] == [
        "Adoption of the agenda",
        "Preparation of the meeting of lamp keepers: draft annotated agenda",
        "Regulation on lamps",
        "Any other business",
    ]
    assert "EF 311" not in str(found)


_AGENDA_HEAD = (
    "Council of the European Union\nBrussels, 16 September 2020\n10714/20\nOJ CRP2 37\n\nPROVISIONAL AGENDA\n\n"
)


@pytest.mark.parametrize("years", ["2020/2021", "2020/21"])
def test_years_behind_a_title_are_no_document(read: Read, years: str) -> None:
    found = items(
        read(f"{_AGENDA_HEAD}1. Adoption of the agenda\n2. Lamps for the winter season {years}\n3. Oil   9120/20\n")
    )

    assert [item.title for item in found] == ["Adoption of the agenda", f"Lamps for the winter season {years}", "Oil"]


def test_the_ornament_at_the_end_of_a_part_is_no_word(read: Read) -> None:
    found = items(
        read(
            f"{_AGENDA_HEAD}1.    Adoption of the agenda\n\n2.    Lamps of the north\n"
            "      = Information from the Commission\n"
            "         9120/20 PECHE 31\n\n"
            f"{' ' * 30}o\n{' ' * 29}oo\n\n3.    Any other business\n"
        )
    )

    assert "oo" not in str(found[1])
