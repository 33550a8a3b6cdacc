"""The Council's calendar: Easter, holidays, the place of its meetings, and the deadlines before them.

The Presidency of the Council: who holds it for which half-year, and which term a name means.
"""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

CONFIGURATIONS = frozenset("GAC FAC ECOFIN JHA EPSCO COMPET TTE AGRIFISH ENVI EYCS".split())
"""The ten of Annex I to the Rules of Procedure, by the keys of the vocabulary."""
BRUSSELS = "Brussels"
LUXEMBOURG = "Luxembourg"
_IN_LUXEMBOURG = frozenset({4, 6, 10})
_SATURDAY = 5


def is_council(body: str) -> bool:
    """Whether a body, by its key, is the Council in one of its configurations."""
    return body == "COUNCIL" or body in CONFIGURATIONS


def seat(body: str, day: date) -> str | None:
    """Where the Council has to meet under Protocol 6: Luxembourg in April, June and October; None for other bodies."""
    if not is_council(body):
        return None
    return LUXEMBOURG if day.month in _IN_LUXEMBOURG else BRUSSELS


# ---- deadlines


class MeetingDeadline(NamedTuple):
    """A day before a meeting by which something has to be done, and where that is written."""

    days: int
    what: str
    ground: str
    by: date


_Row = tuple[int, str, str]
_BEST_EFFORTS: _Row = (21, "agenda and documents with members, as far as possible", "statement to Article 3(1) and (2)")
_DEADLINES: tuple[_Row, ...] = (
    (16, "requests and documents at the Secretariat", "Article 3(2)"),
    (14, "provisional agenda sent out", "Article 3(1)"),
)


def deadlines(body: str, first: date, own: int | None = None) -> tuple[MeetingDeadline, ...]:
    """The deadlines before a meeting, earliest first: those of the Council's Rules of Procedure, or the register's own.

    Days are counted back from the first day of the meeting and never moved: the rule of Regulation 1182/71 about
    holidays does not hold backwards. Bodies other than the Council have none, unless the register sets one.
    """
    rows = _DEADLINES if is_council(body) else ()
    if body == "JHA":
        rows = (_BEST_EFFORTS, *rows)
    if own is not None:
        rows = ((own, "agenda and documents with members", "deadlines in somei.toml"),)
    return tuple(MeetingDeadline(days, what, ground, _before(first, days)) for days, what, ground in rows)


def _before(first: date, days: int) -> date:
    """A day counted back; a meeting of the first days there are, which a misprint can make, has no earlier one."""
    return date.fromordinal(max(first.toordinal() - days, date.min.toordinal()))


# ---- holidays


@cache
def easter(year: int) -> date:
    """Easter Sunday of a year after 1582: the first Sunday behind the full moon of spring, as the tables have it."""
    golden, century = year % 19, year // 100
    # The moon's age moves by 19 days a year, and by the leap days that the centuries leave out and make up.
    age = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    # Full moons stay between 21 March and 18 April, and no two years of a cycle share one.
    late = age == 29 or (age == 28 and golden > 10)
    full_moon = date(year, 3, 21) + timedelta(age - late)
    return full_moon + timedelta(7 - full_moon.isoweekday() % 7)


class Feast(NamedTuple):
    """A holiday of every year: month and day, or else the days from Easter Sunday; `place` None is everywhere."""

    name: str
    month: int = 0
    day: int = 0
    from_easter: int = 0
    place: str | None = None
    since: int = 0
    until: int = 9999

    def is_on(self, day: date) -> bool:
        """Whether it is kept on a day."""
        if not self.since <= day.year <= self.until:
            return False
        if self.month:
            return (self.month, self.day) == (day.month, day.day)
        return easter(day.year) + timedelta(self.from_easter) == day


class Holidays(NamedTuple):
    """The rules for the holidays of the years from `first` to `last`."""

    feasts: tuple[Feast, ...]
    first: int
    last: int

    def on(self, day: date, place: str | None = None) -> str | None:
        """The holiday that a day is, in a place; without one, those that are kept everywhere."""
        if not self.first <= day.year <= self.last:
            return None
        return next((f.name for f in self.feasts if f.place in {None, place} and f.is_on(day)), None)

    def warning(self, day: date, place: str | None = None) -> str | None:
        """Why nobody should meet on a day; also where nobody can tell."""
        if day.weekday() >= _SATURDAY:
            return f"{day} is a {day:%A}"
        if holiday := self.on(day, place):
            return f"{day} is a holiday: {holiday}"
        if not self.first <= day.year <= self.last:
            return f"the holidays of {day.year} are not known"
        return None


_SOON = 2
"""Years: a Presidency that begins later than that is not what a meeting speaks of."""


class Country(NamedTuple):
    """A Member State with the words that name its Presidency: Croatia, Croatian, HR."""

    code: str
    name: str
    adjective: str
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every word for it."""
        return (self.code, self.name, self.adjective, *self.also)


class PresidencyTerm(NamedTuple):
    """Six months of one country."""

    country: Country
    first: date
    last: date


class Presidencies(NamedTuple):
    """All terms that are known, in order."""

    terms: tuple[PresidencyTerm, ...] = ()

    @property
    def countries(self) -> tuple[Country, ...]:
        """Every country that ever holds it, once."""
        return tuple(dict.fromkeys(term.country for term in self.terms))

    def on(self, day: date) -> PresidencyTerm | None:
        """The term under way on a day."""
        return next((term for term in self.terms if term.first <= day <= term.last), None)

    def incoming(self, day: date) -> PresidencyTerm | None:
        """The term that follows the one under way."""
        present = self.on(day)
        return next((term for term in self.terms if present and term.first > present.last), None)

    def named(self, word: str, day: date) -> PresidencyTerm | None:
        """The country's term that lies nearest at or after a day, else the last one before it.

        Countries come again after thirteen years: a month after its end, “the Czech Presidency” is the past one.
        """
        own = [term for term in self.terms if word in term.country.spellings]
        near = (term for term in own if day <= term.last and term.first.year <= day.year + _SOON)
        past = (term for term in reversed(own) if term.last < day)
        return next(near, None) or next(past, None)
