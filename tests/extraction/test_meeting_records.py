"""The title of the record or the agenda of one meeting: it is the subject, names the day, and announces items."""

from datetime import date

import pytest

from somei_cli.model.document import Meeting
from tests.extraction.conftest import Read

TITLE = "Summary conclusions of the 27th meeting of the Lamp Committee (LC), held in Oslo on 3 and 4 May 2016"
DAYS = Meeting(None, date(2016, 5, 3), date(2016, 5, 4))
BODY = "1. Oil\nThe Chair spoke about oil.\n2. Towers\nThe Chair spoke about towers.\n"


@pytest.mark.parametrize("title", [TITLE, TITLE.upper(), TITLE.replace("27th", "27 th"), f"Draft {TITLE}"])
def test_a_record_is_the_subject_and_has_the_day_and_items(read: Read, title: str) -> None:
    reading = read(f"Brussels, 9 June 2016\nLC 1210/16\nNOTE\nFrom: Secretariat\nSubject: {title}\n\n{BODY}")

    assert reading.fields["subject"] == title
    assert reading.fields["meeting"] == DAYS
    assert [item.title for item in reading.fields["items"]] == ["Oil", "Towers"]


@pytest.mark.parametrize(
    "title",
    [
        "Conclusions sommaires de la 27e réunion du Comité des lampes, tenue à Oslo les 3 et 4 mai 2016",
        "Zusammenfassende Schlussfolgerungen der 27. Sitzung des Lampenausschusses in Oslo am 3. und 4. Mai 2016",
        "Samenvattende conclusies van de 27e vergadering van het Lampencomité in Oslo op 3 en 4 mei 2016",
        "Sammenfattende konklusioner fra det 27. møde i Lampeudvalget i Oslo den 3. og 4. maj 2016",
    ],
)
def test_a_record_in_other_languages(read: Read, title: str) -> None:
    reading = read(f"{title}\n\n{BODY}")

    assert reading.fields["subject"] == title
    assert reading.fields["meeting"] == DAYS


def test_a_record_on_a_news_page_ends_at_its_days_and_has_its_own_date(read: Read) -> None:
    reading = read(
        "Brussels, 24 June 2016\n"
        f"{TITLE}. Note to delegations. Lamp Committee - Secretariat. Brussels, 20 June 2016 (document LC 1204/16).\n"
        f"{BODY}"
    )

    assert reading.fields["subject"] == TITLE
    assert reading.fields["meeting"] == DAYS
    assert reading.fields["date"] == date(2016, 6, 20)


def test_a_record_whose_day_is_torn_names_no_meeting(read: Read) -> None:
    title = "Draft minutes of the 27th meeting of the Lamp Committee, held in Oslo on 26- May 2016"
    reading = read(f"{title}. Full text\nBrussels, 15 June 2016\n{BODY}")

    assert reading.fields["subject"] == title
    assert "meeting" not in reading.fields
    assert "meeting.start" in {doubt.field for doubt in reading.doubts}


def test_words_about_minutes_in_a_sentence_are_no_title(read: Read) -> None:
    reading = read(f"NOTE\n\nThe Committee had before it the minutes of the 2nd meeting of 3 May 2016.\n{BODY}")

    assert "subject" not in reading.fields
    assert "meeting" not in reading.fields


@pytest.mark.parametrize("subject", ["Annotated draft agenda", "Projet d'ordre du jour annoté", "Geannoteerde agenda"])
def test_an_annotated_agenda_lists_items(read: Read, subject: str) -> None:
    reading = read(
        "Brussels, 5 May 2009\n14956/09\nNOTE\nfrom: Presidency\nto: Council\n"
        f"Subject: Heads of State (3 May 2009) - {subject}\n\nThe Presidency submits it.\n\n"
        "I.\nLAMPS\nThe European Council will speak about lamps.\n"
        "II.\nOil and towers\nIt will speak about oil.\n"
    )

    assert [(item.number, item.title) for item in reading.fields["items"]] == [("I", "LAMPS"), ("II", "Oil and towers")]


def test_an_event_in_brackets_or_below_the_items_gives_no_date(read: Read) -> None:
    reading = read(
        "Working Party on Lamps\n\n22 May 2016\n\n1. Adoption of the agenda\n\n2. Lamps of the north\n\n3. AOB\n\n"
        "- Lamp fair (Brussels, 11 May 2016): Information by the Presidency\n"
    )

    assert "date" not in reading.fields
    assert "place" not in reading.fields
    assert reading.fields["meeting"].start == date(2016, 5, 22)


def test_an_extraordinary_meeting_is_the_title_below_the_letterhead(read: Read) -> None:
    reading = read(
        "Council of the European Union\nBrussels, 3 March 2022 (OR. en)\n6786/22\n"
        "Extraordinary meeting of the COUNCIL OF THE EUROPEAN UNION\n(Foreign Affairs)\n"
        "4 March 2022 (15.40)\n1. Adoption of the agenda\n2. Lamps\n3. Any other business\n"
    )

    expected = "Extraordinary meeting of the COUNCIL OF THE EUROPEAN UNION (Foreign Affairs)"
    assert reading.fields["subject"] == expected


def test_an_annotated_agenda_that_came_as_one_line_is_split_at_its_roman_numbers(read: Read) -> None:
    reading = read(
        "1 COUNCIL OF THE EUROPEAN UNION Brussels, 5 May 2009 15226/09 NOTE from: Presidency to: Council "
        "Subject: European Council (10 and 11 June 2009) - Annotated draft agenda In accordance with Article 2, the "
        "Presidency submits the agenda. I. LAMPS The European Council will speak about lamps. II. OIL AND TOWERS The "
        "European Council will assess the price. It will look at oil."
    )

    assert [(item.number, item.title) for item in reading.fields["items"]] == [("I", "LAMPS"), ("II", "OIL AND TOWERS")]


def test_the_items_of_a_record_in_the_annex_of_a_note_are_read(read: Read) -> None:
    annex = "\n\nANNEX\n\n" + BODY.replace("2. Towers", "ANNEX\n\n2. Towers")
    reading = read(
        f"Brussels, 9 June 2016\nERAC 1210/16\nNOTE\nFrom: Secretariat\nSubject: {TITLE}\n\n"
        f"Delegations will find attached the conclusions.{annex}"
    )

    assert [item.title for item in reading.fields["items"]] == ["Oil", "Towers"]


def test_the_annex_of_another_note_has_no_items(read: Read) -> None:
    reading = read(
        f"Brussels, 9 June 2016\n1210/16\nNOTE\nFrom: Presidency\nSubject: Lamps\n\nSee annex.\n\nANNEX\n\n{BODY}"
    )

    assert "items" not in reading.fields


def test_place_and_day_with_hours_above_the_items_are_those_of_the_meeting(read: Read) -> None:
    reading = read(
        "Meeting of the Lamp Group\n\nBrussels, 11 March 2021 (10.00)\n\n1. Adoption of the agenda\n2. Oil\n"
    )

    assert reading.fields["meeting"].start == date(2021, 3, 11)
    assert "date" not in reading.fields


def test_comments_on_an_annotated_agenda_list_no_items(read: Read) -> None:
    reading = read(
        "Brussels, 9 June 2016\n9876/16\nNOTE\nFrom: Norway\nTo: Delegations\n"
        "Subject: Comments on the annotated draft agenda of the European Council\n\n"
        "1. Norway thanks the Presidency for it.\n\n2. Norway proposes to add lamps.\n\n3. Norway asks for lamps.\n"
    )

    assert "items" not in reading.fields


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("Indicative programme – Lamp and Oil Council of 2 and 3 December 2019", ("2019-12-02", "2019-12-03")),
        ("Informal video conference of lamp ministers, Tuesday 20 April 2021 Chair: Ada Fog", ("2021-04-20", None)),
        (
            "COUNCIL CONCLUSIONS\nLight for the harbours\nLamp Council meeting\nBrussels, 5 May 2014",
            ("2014-05-05", None),
        ),
        ("Coreper met.\n– Other items of the Council meeting\n– Preparation of it on\n\n8 November 2016", None),
        ("The lamp ministers met informally. It was on 20 April 2021.", None),
        ("Informal meeting of lamp ministers, 3 May 2021\n\nInformal meeting of oil ministers, 9 May 2021", None),
    ],
)
def test_the_title_of_a_page_names_the_days_of_its_meeting(
    read: Read, title: str, days: tuple[str, str | None] | None
) -> None:
    meeting = read(f"{title}\n\nThe ministers will look at the price of oil.\n").fields.get("meeting")

    assert (meeting and (str(meeting.start), meeting.end and str(meeting.end))) == days


def test_the_page_and_the_heading_before_the_title_of_conclusions_are_no_part_of_it(read: Read) -> None:
    title = "EUROPEAN COUNCIL OSLO CONCLUSIONS OF THE PRESIDENCY 21 and 22 June 2002"
    reading = read(f"Transcription\n\n1 PRESIDENCY CONCLUSIONS 11 {title}\n\n2 The European Council met in Oslo.\n")

    assert reading.fields["subject"] == title
    assert reading.fields["meeting"] == Meeting(None, date(2002, 6, 21), date(2002, 6, 22))
