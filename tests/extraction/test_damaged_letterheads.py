"""Place and date with letters that a scan misread: the place is read, and the day is read or doubted."""

from collections.abc import Callable
from datetime import date

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

BOX = "8123/08\n\nJAI 31\n\nNOTE\nFrom: Presidency\nTo: Delegations\nSubject: Lamps\n\n1. Oil is dear.\n"


@pytest.mark.parametrize(
    "printed",
    [
        "Brussels, 12 Decem-ber 2008",
        "Brussels, 12 D€cember 2008",
        "Brussels, 12 De 2008",
        "Bruksela, 12 gruclnia 2008 r.",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", " "])
def test_the_place_is_read_beside_a_damaged_day(read: Read, printed: str, between: str) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION{between}{printed}{between}{BOX}")

    assert reading.fields["place"] == "Brussels"
    assert "date" not in reading.fields
    assert [doubt for doubt in reading.doubts if doubt.field == "date"]


@pytest.mark.parametrize(
    "printed",
    [
        "Brussels, 12 Decernber 2008",
        "Bruxelles, le 12 décernbre 2008",
        "Brüssel, den 12. Dezernber 2008",
        "Bruselas, 12 de diciernbre de 2008",
        "Bryssel den 12 decernber 2008",
        "Brussels, 12 Decmber 2008",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", " "])
def test_a_month_whose_letters_were_misread_is_taken_and_doubted(read: Read, printed: str, between: str) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION{between}{printed}{between}{BOX}")

    assert (reading.fields["place"], reading.fields["date"]) == ("Brussels", date(2008, 12, 12))
    assert [doubt.message for doubt in reading.doubts if doubt.field == "date"] == [
        "letters of the month are misread or lost"
    ]


@pytest.mark.parametrize("between", ["\n\n", " "])
@pytest.mark.parametrize(
    ("printed", "doubts"),
    [
        ("Brussels, l2 December 2O08", ["letters stand for figures of the day"]),
        ("Brussels, 1I. December 2008", ["letters stand for figures of the day"]),
        ("Brussels, 12 December 2OO8", []),
        ("Brussels, 12 December 200S", ["2005-12-12 does not fit the year of 8123/08"]),
    ],
)
def test_letters_in_place_of_figures_are_read_and_those_of_the_day_doubted(
    read: Read, printed: str, between: str, doubts: list[str]
) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION{between}{printed}{between}{BOX}")

    assert reading.fields["place"] == "Brussels"
    assert reading.fields["date"].month == 12
    assert [doubt.message for doubt in reading.doubts if doubt.field == "date"] == doubts


@pytest.mark.parametrize(
    "printed",
    [
        "Brusse1s, 12 December 2008",
        "BrusseIs, 12 December 2008",
        "Bru5sels, 12 December 2008",
        "Brussels. 12 December 2008",
        "Bruxel1es, le 12 décembre 2008",
        "Brüsse1, den 12. Dezember 2008",
    ],
)
def test_a_seat_with_a_misread_letter_is_read(read: Read, printed: str) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\n\n{printed}\n\n{BOX}")

    assert reading.fields["place"] == "Brussels"
    assert reading.fields["date"] == date(2008, 12, 12)


@pytest.mark.parametrize("printed", ["Harbour, 12 December 2008", "Room 105, 12 December 2008"])
def test_another_word_is_no_seat(read: Read, printed: str) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\n\n{printed}\n\n{BOX}")

    assert reading.fields.get("place") != "Brussels"


def test_a_month_and_an_article_with_figures_for_letters_are_read(read: Read) -> None:
    reading = read("CONSEIL DE L'UNION EUROPÉENNE Bruxelles, 1e 23 avri1 2008 " + BOX.replace("\n", " "))

    assert reading.fields["date"] == date(2008, 4, 23)
    assert reading.fields["place"] == "Brussels"


@pytest.mark.parametrize("between", ["\n", " "])
def test_a_misread_marking_before_a_misread_code_closes_the_document(read: Read, between: str) -> None:
    box = BOX.replace("JAI 31", "LlMITE ASlM 31").replace("\n\n", between)
    reading = read(f"COUNCIL OF THE EUROPEAN UNION{between}Brussels, 12 December 2008{between}{box}")

    assert str(reading.fields["marking"]) == "LIMITE"
    assert [doubt for doubt in reading.doubts if doubt.field == "marking"]


def test_no_number_is_taken_from_a_footer_that_lost_figures_as_the_letterhead_did(read: Read) -> None:
    reading = read(
        "COUNCIL OF THE EUROPEAN UNION Brussels, 6 May /05 LIMITE JAI 29 NOTE from: Presidency to: Delegations "
        "Subject: Lamps Delegations will find attached a list. 8/05 lu/AK/sm 1 DG H II EN\n"
    )

    assert "number" not in reading.fields
    assert reading.fields["date"] == date(2005, 5, 6)
    doubts = {doubt.field: doubt for doubt in reading.doubts}
    assert doubts["number"].words == "8/05"
    assert "the year is lost" in doubts["date"].message


def test_a_press_text_names_its_languages_below_its_number(read: Read) -> None:
    reading = read(
        "CONSEIL DE L'UNION EUROPEENNE\n\nCOMMUNICATION A LA PRESSE\n\n9931/00 (Presse 266)\n(OR. fr/en)\n\n"
        "2283ème session du Conseil\n- BUDGET -\nBruxelles, le 20 juillet 2000\n"
    )

    assert reading.fields["languages"] == ("fr", "en")


def test_the_subject_of_a_mail_says_nothing_of_the_heading(read: Read) -> None:
    mail = "From: Desk <desk@office.example>\nSent: 7 May 2008 17:42\nSubject: FW: note on lamps\n\nSee below.\n\n"
    reading = read(f"{mail}Council of the European Union\nBrussels, 6 May 2008\n{BOX}")

    assert reading.fields["type"] == "NOTE"
    assert not [doubt for doubt in reading.doubts if doubt.field == "type"]


@pytest.mark.parametrize("printed", ["LlMlTE", "I.lMITE", "L1MITE"])
def test_a_marking_of_misread_strokes_closes_the_document(read: Read, printed: str) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\nBrussels, 12 December 2008\n{BOX.replace('JAI 31', printed)}")

    assert str(reading.fields["marking"]) == "LIMITE"
    assert [doubt for doubt in reading.doubts if doubt.field == "marking"]


def test_a_code_named_public_is_no_marking(read: Read) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\nBrussels, 12 December 2008\n{BOX.replace('JAI 31', 'PUBLIC 38')}")

    assert "marking" not in reading.fields
    assert [str(code) for code in reading.fields["subject_codes"]] == ["PUBLIC 38"]


def test_the_year_of_a_date_is_not_the_number_that_a_site_left_out(read: Read) -> None:
    box = BOX.replace("8123/08\n\n", "").replace("\n", " ")
    head = "COUNCIL OF THE EUROPEAN UNION Brussels, 9 December 2010 /10 ADD 2 LIMITE"
    reading = read(f"{head} JAI 31\n\nTranscription\n\n1 {head} {box}\n15902/10 ADD 2 PN/ec 1 DG H 2B EN\n")

    assert str(reading.fields["number"]) == "15902/10 ADD 2"
    assert reading.fields["date"] == date(2010, 12, 9)


def test_a_day_glued_to_the_subject_is_a_doubt(read: Read) -> None:
    box = BOX.replace("Lamps", "Lamps - Luxemburg7.júna2016")
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\nBrussels, 12 December 2008\n{box}")

    assert "a day is glued to a word in it" in [d.message for d in reading.doubts if d.field == "subject"]


def test_the_heading_of_minutes_ends_a_subject(read: Read) -> None:
    title = "2570th meeting of the Council (COMPETITIVENESS), held in Brussels on 11 March 2008"
    heading = "ITEMS RELATING TO THE FINAL ADOPTION OF COUNCIL ACTS THAT ARE ACCESSIBLE TO THE PUBLIC"
    box = BOX.replace("NOTE\n", "ADDENDUM to DRAFT MINUTES\n").replace("Lamps\n\n", f"{title}\n{heading}\n\n")
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\nBrussels, 12 December 2008\n{box}")

    assert reading.fields["subject"] == title


def test_the_day_between_items_of_one_line_belongs_to_neither(read: Read) -> None:
    reading = read(
        "Council of the European Union Brussels, 30 January 2026 (OR. en) 5877/26 OJ CRP1 4 PROVISIONAL AGENDA "
        "PERMANENT REPRESENTATIVES COMMITTEE (Part 1) Europa building, Brussels 4 and 6 February 2026 (9:00, 9:30) "
        '1. Adoption of the agenda 2. Approval of the "I" items WEDNESDAY 4 FEBRUARY 2026 (9:00) Discussion items (II) '
        "3. Directive on the repair of footwear 5610/26 4. Any other business 5877/26 2 GIP.CRP1 EN"
    )

    assert reading.fields["items"][1].title == 'Approval of the "I" items'


def test_a_level_of_misread_strokes_closes_the_document(read: Read) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\nBrussels, 12 December 2008\n{BOX.replace('JAI 31', 'RESTRElNT')}")

    assert str(reading.fields["marking"]) == "RESTREINT"
    assert [doubt for doubt in reading.doubts if doubt.field == "marking"]


def test_an_earlier_document_has_codes_that_need_not_be_known(read: Read) -> None:
    box = BOX.replace("8123/08", "8123/87").replace("Subject", "No. prev. doc.: 6120/87 SIDERURGIE 11\nSubject")
    reading = read(f"COUNCIL OF THE EUROPEAN COMMUNITIES\nBrussels, 12 March 1987\n{box}")

    assert list(map(str, reading.fields["previous_documents"])) == ["6120/87"]


def test_a_month_without_its_accent_is_read(read: Read) -> None:
    reading = read(f"RAT DER EUROPAISCHEN UNION\nBrüssel, den 8. Marz 2008\n{BOX}")

    assert reading.fields["date"] == date(2008, 3, 8)


def test_an_agenda_that_begins_with_a_stroke_counts_on(read: Read) -> None:
    reading = read(
        "COUNCIL OF THE EUROPEAN UNION\nBrussels, 15 July 1994\n\n8307/94\n\nPROVISIONAL AGENDA\nfor: 1779th meeting "
        "of the Council of the European Union\n\nI. Adoption of the agenda\n\n2. Lamps\n\n3. Other business\n"
    )

    assert [item.number for item in reading.fields["items"]] == ["1", "2", "3"]


def test_a_hungarian_date_that_lost_its_year_keeps_its_place(read: Read) -> None:
    reading = read(
        "Az Európai Unió Tanácsa Brüsszel, április 21. (OR. en) 8123/16 JAI 31 FELJEGYZÉS Küldi: az elnökség "
        "Címzett: a delegációk Tárgy: Lámpák"
    )

    assert reading.fields["place"] == "Brussels"
    assert "date" not in reading.fields
    assert [doubt for doubt in reading.doubts if doubt.field == "date"]
