"""The Council's calendar: holidays, seats, deadlines before meetings, and the terms of the Presidency."""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from somei_cli.model.document import Meeting
from somei_cli.model.items_and_follow_ups import ItemKind

CONFIGURATIONS = frozenset("GAC FAC ECOFIN JHA EPSCO COMPET TTE AGRIFISH ENVI EYCS".split())
"""The ten configurations of Annex I to the Rules of Procedure, by the keys of the vocabulary."""
KINDS_OF_COREPER = frozenset({ItemKind.I, ItemKind.II})
KINDS_OF_COUNCIL = frozenset({ItemKind.A, ItemKind.B})
_COREPER = "COREPER"
BRUSSELS = "Brussels"
LUXEMBOURG = "Luxembourg"
_IN_LUXEMBOURG = frozenset({4, 6, 10})
_SATURDAY = 5


def is_council(body: str) -> bool:
    """Return whether the key of a meeting body is that of the Council or one of its configurations."""
    return body == "COUNCIL" or body in CONFIGURATIONS


def list_foreign_kinds(body: str) -> frozenset[ItemKind]:
    """Return the kinds of items that a meeting body, by its key, cannot have; none for most bodies.

    I and II items are those of Coreper, A and B items those of the Council.
    """
    if is_council(body):
        return KINDS_OF_COREPER
    return KINDS_OF_COUNCIL if body == _COREPER else frozenset()


def describe_foreign_kind(kind: ItemKind) -> str:
    """Return in a few words why an item of this kind does not belong on an agenda of the body.

    >>> describe_foreign_kind(ItemKind.A)
    'A and B items are for the Council; here it is I or II'
    """
    if kind in KINDS_OF_COUNCIL:
        return "A and B items are for the Council; here it is I or II"
    return "I and II items are for COREPER; here it is A or B"


def has_one_block_a_part(meeting: Meeting | None) -> bool:
    """Return whether an agenda has each part once; that of the JHA Council has the parts anew for each ministry."""
    return meeting is None or meeting.body != "JHA"


def council_seat(body: str, day: date) -> str | None:
    """Return where the Council must meet under Protocol 6; None for other meeting bodies.

    It is Luxembourg in April, June and October, else Brussels.
    """
    if not is_council(body):
        return None
    return LUXEMBOURG if day.month in _IN_LUXEMBOURG else BRUSSELS


# ---- deadlines


class MeetingDeadline(NamedTuple):
    """A day before a meeting by which a task must be done, and the provision that says so."""

    days: int
    task: str
    ground: str
    by: date


_Row = tuple[int, str, str]
_BEST_EFFORTS: _Row = (21, "agenda and documents with members, as far as possible", "statement to Article 3(1) and (2)")
_DEADLINES: tuple[_Row, ...] = (
    (16, "requests and documents at the Secretariat", "Article 3(2)"),
    (14, "provisional agenda sent out", "Article 3(1)"),
)


def meeting_deadlines(body: str, first: date, own_days: int | None = None) -> tuple[MeetingDeadline, ...]:
    """Return the deadlines before a meeting, earliest first, from the Council's Rules of Procedure or the register.

    Days are counted back from the first day of the meeting and never moved: the rule of Regulation 1182/71 on holidays
    does not apply backwards. Meeting bodies other than the Council have none, unless the register sets one.
    """
    rows = _DEADLINES if is_council(body) else ()
    if body == "JHA":
        rows = (_BEST_EFFORTS, *rows)
    if own_days is not None:
        rows = ((own_days, "agenda and documents with members", "deadlines in somei.toml"),)
    return tuple(MeetingDeadline(days, task, ground, _days_before(first, days)) for days, task, ground in rows)


def _days_before(first: date, days: int) -> date:
    """Count back from a day. A misprint can give a meeting near the first possible date; then that date is returned."""
    return date.fromordinal(max(first.toordinal() - days, date.min.toordinal()))


# ---- holidays


@cache
def easter(year: int) -> date:
    """Return Easter Sunday of a year after 1582: the first Sunday after the tabulated full moon of spring."""
    golden, century = year % 19, year // 100
    # The age of the moon moves by 19 a year (modulo 30), corrected for leap days that some centuries lack.
    age = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    # Full moons stay between 21 March and 18 April, and no two years of a cycle share one.
    late = age == 29 or (age == 28 and golden > 10)
    full_moon = date(year, 3, 21) + timedelta(age - late)
    return full_moon + timedelta(7 - full_moon.isoweekday() % 7)


class Feast(NamedTuple):
    """A yearly holiday: month and day, or the days from Easter Sunday; `place` None means everywhere."""

    name: str
    month: int = 0
    day: int = 0
    from_easter: int = 0
    place: str | None = None
    since: int = 0
    until: int = 9999

    def is_on(self, day: date) -> bool:
        """Return whether the holiday is on this day."""
        if not self.since <= day.year <= self.until:
            return False
        if self.month:
            return (self.month, self.day) == (day.month, day.day)
        return easter(day.year) + timedelta(self.from_easter) == day


class Holidays(NamedTuple):
    """The holidays of the years from `first` to `last`."""

    feasts: tuple[Feast, ...]
    first: int
    last: int

    def holiday_on(self, day: date, place: str | None = None) -> str | None:
        """Return the holiday on a day at a place; without a place, only a holiday that is kept everywhere."""
        if not self.first <= day.year <= self.last:
            return None
        return next((f.name for f in self.feasts if f.place in {None, place} and f.is_on(day)), None)

    def warning(self, day: date, place: str | None = None) -> str | None:
        """Return why a meeting should not be on this day, or that its holidays are unknown; None if the day is fine."""
        if day.weekday() >= _SATURDAY:
            return f"{day} is a {day:%A}"
        if holiday := self.holiday_on(day, place):
            return f"{day} is a holiday: {holiday}"
        if not self.first <= day.year <= self.last:
            return f"the holidays of {day.year} are not known"
        return None


_SOON = 2
"""Years: a Presidency that begins later is not what a meeting speaks of."""


class Country(NamedTuple):
    """A Member State with the words that name its Presidency: Croatia, Croatian, HR."""

    code: str
    name: str
    adjective: str
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every word for the country."""
        return (self.code, self.name, self.adjective, *self.also)


class PresidencyTerm(NamedTuple):
    """The six months of one country."""

    country: Country
    first: date
    last: date


class Presidencies(NamedTuple):
    """All known terms, in order."""

    terms: tuple[PresidencyTerm, ...] = ()

    @property
    def countries(self) -> tuple[Country, ...]:
        """Every country with a term, once."""
        return tuple(dict.fromkeys(term.country for term in self.terms))

    def term_on(self, day: date) -> PresidencyTerm | None:
        """Return the term on a day."""
        return next((term for term in self.terms if term.first <= day <= term.last), None)

    def next_term(self, day: date) -> PresidencyTerm | None:
        """Return the term after the one on this day."""
        present = self.term_on(day)
        return next((term for term in self.terms if present and term.first > present.last), None)

    def term_named(self, word: str, day: date) -> PresidencyTerm | None:
        """Return the country's term on a day or the next one soon after, else its last one before.

        A country comes round again after thirteen years: one month after its end, “the Czech Presidency” is the past
        one.
        """
        own = [term for term in self.terms if word in term.country.spellings]
        near = (term for term in own if day <= term.last and term.first.year <= day.year + _SOON)
        past = (term for term in reversed(own) if term.last < day)
        return next(near, None) or next(past, None)
