"""The Presidency of the Council: who holds it for which half-year, and which term a name means."""

from datetime import date
from typing import NamedTuple

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
