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
        "Brussels, 12 Decernber 2008",
        "Brussels, 12 Decem-ber 2008",
        "Brussels, 12 D€cember 2008",
        "Brussels, 12 De 2008",
        "Bruxelles, le 12 décernbre 2008",
        "Brüssel, den 12. Dezernber 2008",
        "Bruselas, 12 de diciernbre de 2008",
        "Bruksela, 12 gruclnia 2008 r.",
        "Bryssel den 12 decernber 2008",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", " "])
def test_the_place_is_read_beside_a_damaged_day(read: Read, printed: str, between: str) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION{between}{printed}{between}{BOX}")

    assert reading.fields["place"] == "Brussels"
    assert "date" not in reading.fields
    assert [doubt for doubt in reading.doubts if doubt.field == "date"]


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
