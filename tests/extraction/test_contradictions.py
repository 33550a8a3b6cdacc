"""What another place of the document contradicts is a doubt: the meeting, the place, a copy of the cover page."""

from collections.abc import Callable

import pytest

from somei_cli.model.document import Meeting
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "Council of the European Union\nBrussels, {date}\n(OR. en)\n7001/20\n\nCOSI 5\n\n{heading}\n"
OUTCOME = (
    "From: Working Party on Lamps\nOn: {on}\nTo: Delegations\nSubject: {subject}\n\nDelegations will find a note.\n"
)
AGENDA = "\nWORKING PARTY ON LAMPS\n\n{on}\n\n1. Adoption of the agenda\n2. Lamps\n"
PRESS = (
    "Council of the European Union\n7001/20 (Presse 12)\nPRESS RELEASE\n3051st Council meeting\n"
    "Justice and Home Affairs\nBrussels, {on}\n\nThe Council met. {foot}\n"
)


def doubts(reading: Reading, field: str) -> list[str]:
    return [doubt.words for doubt in reading.doubts if doubt.field == field]


def outcome(on: str, subject: str = "Lamps", date: str = "9 March 2020") -> str:
    return HEAD.format(date=date, heading="OUTCOME OF PROCEEDINGS") + OUTCOME.format(on=on, subject=subject)


@pytest.mark.parametrize(
    ("on", "subject"),
    [
        ("2 March 2020", "Meeting of the Working Party on 2 March 2020"),
        ("2 and 3 March 2020", "Meeting of the Working Party on 3 March 2020"),
        ("2 March 2020", "Report on the lamps of 5 June 2019"),
        ("2 March 2020", "Coordination for the first meeting (7 - 9 March 2020)"),
    ],
)
def test_days_that_agree_are_not_doubted(read: Read, on: str, subject: str) -> None:
    assert read(outcome(on, subject)).doubts == ()


@pytest.mark.parametrize(
    ("on", "subject"),
    [
        ("23 March 2020", "Lamps"),
        ("2 March 2016", "Lamps"),
        ("2 March 2020", "Meeting of the Working Party held on 4 March 2020"),
        (
            "2 March 2020",
            "3181. posiedzenie Rady (SPRAWY OGÓLNE I ZAGRANICZNE), które odbyło się w Brukseli 4 marca 2020",
        ),
    ],
)
def test_an_outcome_with_two_days_for_its_meeting_or_an_impossible_one_is_doubted(
    read: Read, on: str, subject: str
) -> None:
    assert doubts(read(outcome(on, subject)), "meeting.start")


@pytest.mark.parametrize(
    ("on", "is_doubted"), [("12 March 2020", False), ("2 March 2019", True), ("12 March 2024", True)]
)
def test_an_agenda_comes_before_its_meeting(read: Read, on: str, is_doubted: bool) -> None:
    agenda = HEAD.format(date="9 March 2020", heading="PROVISIONAL AGENDA") + AGENDA.format(on=on)

    assert bool(doubts(read(agenda), "meeting.start")) is is_doubted


@pytest.mark.parametrize(
    ("on", "foot", "is_doubted"),
    [
        ("2 and 3 December 2020", "7001/20 1 2.-3.XII.2020", False),
        ("23 December 2020", "7001/20 1 2.3.XII.2020", True),
        ("24December2020", "", False),
    ],
)
def test_the_foot_of_a_press_text_shows_days_that_lost_what_parts_them(
    read: Read, on: str, foot: str, is_doubted: bool
) -> None:
    reading = read(PRESS.format(on=on, foot=foot))

    assert "meeting" in reading.fields
    assert bool(doubts(reading, "meeting.start")) is is_doubted


def test_another_place_above_the_letterhead_is_a_doubt(read: Read) -> None:
    page = "Luxembourg, 9 March 2020\n\n" + outcome("2 March 2020")

    assert doubts(read(page), "place") == ["Brussels, 9 March 2020 / Luxembourg, 9 March 2020"]


def test_a_copy_of_the_cover_page_with_other_words_is_a_doubt(read: Read) -> None:
    cover = outcome("2 March 2020", "Lamps of the north")
    same, other = read(cover + "\n" + cover), read(cover + "\n" + cover.replace("Working Party on Lamps", "Presidency"))

    assert same.doubts == ()
    assert doubts(other, "from") == ["Working Party on Lamps / Presidency"]


def test_a_longer_copy_of_the_subject_is_a_doubt(read: Read) -> None:
    cover = outcome("2 March 2020", "Lamps of the north")
    longer = cover.replace("Lamps of the north", "Lamps of the north and of the coast")

    assert doubts(read(cover + "\n" + longer), "subject") == [
        "Lamps of the north / Lamps of the north and of the coast"
    ]


@pytest.mark.parametrize(
    ("above", "below", "is_doubted"),
    [
        ("27/28 May 1999", "27/28 May 1999", False),
        ("27/28 May 1999", "26/27 May 1999", True),
        ("27/28 May 1999", "28 May 1999", True),
        ("28 May", "28 May", True),
    ],
)
def test_days_of_a_letterhead_that_stand_below_the_ordinal_too_are_the_meetings(
    read: Read, above: str, below: str, is_doubted: bool
) -> None:
    text = f"C/99/168\n\nBrussels, {above}\n\n8001/99 (Presse 12)\n\n2190th Council meeting\n- FISHERIES -\n\n"
    reading = read(f"{text}Brussels, {below}\n\nPresident: Ms A\n")

    assert reading.fields.get("date") is None
    assert bool(doubts(reading, "date")) is is_doubted


CITING = HEAD.format(date="{date}", heading="NOTE") + (
    "From: Presidency\nTo: Delegations\nNo. prev. doc.: {previous}\nSubject: Lamps\n\nSee {cited}.\n"
)


@pytest.mark.parametrize(
    ("date", "previous", "cited", "doubted"),
    [
        ("9 March 2020", "6001/20", "6002/20", []),
        ("9 March 2020", "6001/19", "6002/21", [("references", "6002/21")]),
        ("9 March 2020", "6001/29", "6002/20", [("previous_documents", "6001/29")]),
        ("9 March 2020", "7001/20", "6002/20", [("previous_documents", "7001/20")]),
        ("9 March 2020", "7001/20 ADD 1", "6002/20", []),
        ("9 December 2020", "6001/20", "CM 1002/21", []),
        ("9 January 2021", "6001/20", "6002/21", []),
    ],
)
def test_a_document_names_no_document_of_a_later_year_and_does_not_follow_itself(
    read: Read, date: str, previous: str, cited: str, doubted: list[tuple[str, str]]
) -> None:
    reading = read(CITING.format(date=date, previous=previous, cited=cited))

    assert [(doubt.field, doubt.words) for doubt in reading.doubts] == doubted


def test_a_procedure_of_a_later_year_is_a_doubt(read: Read) -> None:
    page = outcome("2 March 2020").replace("7001/20\n", "2029/0123 (COD)\n7001/20\n")

    assert doubts(read(page), "interinstitutional_files") == ["2029/0123(COD)"]


def test_two_numbers_of_one_code_are_a_doubt(read: Read) -> None:
    assert doubts(read(outcome("2 March 2020").replace("COSI 5", "COSI 5\nCOSI 8")), "subject_codes") == [
        "COSI 5; COSI 8"
    ]
    assert read(outcome("2 March 2020").replace("COSI 5", "COSI 5\nJAI 8")).doubts == ()


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("3 4 March 2020", 3, 4),
        ("den 3 4 mars 2020", 3, 4),
        ("3. 4. März 2020", 3, 4),
        ("3rd 4th March 2020", 3, 4),
        ("3 \ufffd 4 March 2020", 3, 4),
        ("3 tot en met 5 maart 2020", 3, 5),
        ("3 until 5 March 2020", 3, 5),
        ("3 4.03.2020", 3, 4),
        ("3 March 4 March 2020", 3, 4),
    ],
)
def test_days_that_lost_the_sign_between_them_are_a_span_with_a_doubt(
    read: Read, printed: str, first: int, last: int
) -> None:
    reading = read(outcome(printed))
    meeting = reading.fields["meeting"]

    assert isinstance(meeting, Meeting)
    assert meeting.start
    assert meeting.end
    assert (meeting.start.day, meeting.end.day) == (first, last)
    assert any("without a sign between them" in doubt.message for doubt in reading.doubts)


@pytest.mark.parametrize(
    "printed", ["Room 3 4 March 2020", "COSI 3 4 March 2020", "9.3 4 March 2020", "(3) 4 March 2020"]
)
def test_a_figure_that_belongs_to_another_word_begins_no_span(read: Read, printed: str) -> None:
    meeting = read(outcome(printed)).fields["meeting"]

    assert isinstance(meeting, Meeting)
    assert meeting.end is None


def test_the_foot_of_a_press_text_parts_two_glued_days(read: Read) -> None:
    read_days = [read(PRESS.format(on="23December2010", foot=foot)) for foot in ("2.3.XII.2010", "23.XII.2010")]
    meetings = [reading.fields["meeting"] for reading in read_days]
    assert [(str(meeting.start), meeting.end and str(meeting.end)) for meeting in meetings] == [  # type: ignore[attr-defined]
        ("2010-12-02", "2010-12-03"),
        ("2010-12-23", None),
    ]
    assert [doubts(reading, "meeting.start") for reading in read_days] == [[], []]


def test_glued_days_that_no_foot_parts_are_not_taken(read: Read) -> None:
    reading = read(PRESS.format(on="23December2010", foot=""))
    assert "meeting" not in reading.fields
    assert doubts(reading, "meeting.start") == ["23December2010"]


def test_a_last_day_alone_in_the_title_of_the_page_of_a_press_text_is_doubted(read: Read) -> None:
    reading = read(
        "European Commission - Press release - 1445th Council meeting - LAMPS - Brussels, 20 December 1990\n\n"
        "11124/90 (Presse 238 - G)\n\n1445th Council meeting\n\n- LAMPS -\n\nBrussels, 19 and 20 December 1990\n\n"
        "President: Mr Vito WICK\n\nThe Council reached political agreement on lamps.\n"
    )

    assert doubts(reading, "meeting") or doubts(reading, "meeting.start")
