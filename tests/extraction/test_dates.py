"""Days as documents print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.extraction.cover.letterhead_details import is_meeting_date
from somei_cli.extraction.cover.place_and_date import find_place_dates
from somei_cli.extraction.cover.printed_dates import find_days, is_mostly_date, month_names


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("13 February 2020", (2020, 2, 13), (2020, 2, 13)),
        ("13February2020", (2020, 2, 13), (2020, 2, 13)),
        ("1st June 2005", (2005, 6, 1), (2005, 6, 1)),
        ("June 1, 2005", (2005, 6, 1), (2005, 6, 1)),
        ("2 and 3 December 2019", (2019, 12, 2), (2019, 12, 3)),
        ("7-8 October\n2019", (2019, 10, 7), (2019, 10, 8)),
        ("4/5 September 2014", (2014, 9, 4), (2014, 9, 5)),
        ("7, 8 and 9 May 2004", (2004, 5, 7), (2004, 5, 9)),
        ("30 November and 1 December 2015", (2015, 11, 30), (2015, 12, 1)),
        ("12.13.VI.2007", (2007, 6, 12), (2007, 6, 13)),
        ("1213June2007", (2007, 6, 12), (2007, 6, 13)),
        ("17/12/2009", (2009, 12, 17), (2009, 12, 17)),
        ("2009-12-17", (2009, 12, 17), (2009, 12, 17)),
        ("15 November 199912642/99", (1999, 11, 15), (1999, 11, 15)),
        ("4 de diciembre de 2019", (2019, 12, 4), (2019, 12, 4)),
        ("4. Dezember 2019", (2019, 12, 4), (2019, 12, 4)),
        ("2019. december 4.", (2019, 12, 4), (2019, 12, 4)),
        ("2019. gada 4. decembrī", (2019, 12, 4), (2019, 12, 4)),
        ("2019 m. gruodžio 4 d.", (2019, 12, 4), (2019, 12, 4)),
        ("11 (10.00) and 12 April 2001", (2001, 4, 11), (2001, 4, 12)),
        ("den 11.-12. oktober 2005", (2005, 10, 11), (2005, 10, 12)),
        ("9. nvember 2001", (2001, 11, 9), (2001, 11, 9)),
        ("le 19 f évrier 1990", (1990, 2, 19), (1990, 2, 19)),
        ("4 Dec ember 2019", (2019, 12, 4), (2019, 12, 4)),
    ],
)
def test_a_date_is_found(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    (days,) = find_days(text)

    assert (days.first, days.last) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2020",
        "24/7",
        "15070/19",
        "5 listopada 2016",
        "no date",
        "2018/0328(COD)",
        "29/c/02/09",
        "the 31 July meeting",
    ],
)
def test_what_is_no_day_or_not_plainly_one_is_none(text: str) -> None:
    assert not list(find_days(text))


def test_every_language_has_twelve_months() -> None:
    assert len(month_names()) == 24
    assert all(len(months) == 12 and all(months) for months in month_names().values())


@pytest.mark.parametrize("language", sorted(month_names()))
def test_every_month_name_is_read_in_its_language(language: str) -> None:
    for month, names in enumerate(month_names()[language], start=1):
        for name in names:
            assert [d.first for d in find_days(f"3 {name} 2011", (language,))] == [date(2011, month, 3)]


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("Brussels, 13 February 2020", "Brussels", date(2020, 2, 13)),
        ("Brussels 21 December 2001", "Brussels", date(2001, 12, 21)),
        ("Brüssel, den 3. Mai 2004 (04.05)", "Brussels", date(2004, 5, 3)),
        ("Bruxelles, le 4 juin 2009", "Brussels", date(2009, 6, 4)),
        ("Bruksela, 5 listopada 2016 r.", "Brussels", date(2016, 11, 5)),
        ("Bruxelles, 5. listopada 2016.", "Brussels", date(2016, 10, 5)),
        ("Luxembourg, 12 June 2007", "Luxembourg", date(2007, 6, 12)),
        ("Helsinki, 11 December 1999", "Helsinki", date(1999, 12, 11)),
        ("København, den 13. december 2002", "Copenhagen", date(2002, 12, 13)),
        ("V Bruseli 9. mája 2016", "Brussels", date(2016, 5, 9)),
        ("Brusse ls, 10 De ce mbe r 2021 (OR. en)", "Brussels", date(2021, 12, 10)),
        ("B r u x e l l e s ,  1 2  m a r z o  2 0 0 3", "Brussels", date(2003, 3, 12)),
        ("Council of the European Union Brussels, 14 June /02 LIMITE", "Brussels", None),
    ],
)
def test_place_and_date(text: str, place: str, day: date | None) -> None:
    (found,) = find_place_dates(text)

    assert (found.place, found.day) == (place, day)


def test_a_year_that_is_lost_is_known_from_the_same_words_elsewhere() -> None:
    head = "Council of the European Union Brussels, 14 June"

    assert [p.day for p in find_place_dates(f"{head} 2002. 9001/02\n\n1 {head} /02 LIMITE")] == [date(2002, 6, 14)] * 2


@pytest.mark.parametrize("gap", ["\n", "\n\n    "])
def test_a_date_alone_between_the_institution_and_the_number(gap: str) -> None:
    (found,) = find_place_dates(f"COUNCIL OF THE EUROPEAN UNION{gap}8 February 2000{gap}5001/00")

    assert (found.place, found.day) == (None, date(2000, 2, 8))


@pytest.mark.parametrize(
    "text",
    ["The Council met.\n8 February 2000\n5001/00", "European Union\n8 February 2000\nText", "in Brussels, 10 May last"],
)
def test_what_is_no_place_and_date(text: str) -> None:
    assert not list(find_place_dates(text))


def test_the_value_of_on_is_little_more_than_a_date() -> None:
    assert is_mostly_date("6 April 2016 (10.00)")
    assert not is_mostly_date("Reflections on the seminar of 6 April 2016 in Brussels and its long outcome")


@given(st.text(alphabet="0123456789 .-/,andMy\nJune"))
def test_any_text_ends(text: str) -> None:
    assert all(days.first <= days.last for days in find_days(text))


@pytest.mark.parametrize(
    ("behind", "is_meeting"),
    [
        ("(9:30)", True),
        ("(10.00)", True),
        ("(14h30)", True),
        ("(16.10)", False),
        ("(16.10)\n(OR. en)", False),
        ("", False),
    ],
)
def test_hours_behind_a_date_make_it_that_of_a_meeting(behind: str, is_meeting: bool) -> None:
    text = f"Brussels, 7 March 2018 {behind}\n\nLamps"

    assert is_meeting_date(text, next(find_place_dates(text))) is is_meeting


def test_the_day_above_the_languages_is_the_day_of_issue() -> None:
    text = "3481st Council meeting (Agriculture)\n\nBrussels, 29 August 2016\n(OR. en)\n\n11302/16\n"

    assert not is_meeting_date(text, next(find_place_dates(text)))
