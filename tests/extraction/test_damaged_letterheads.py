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
