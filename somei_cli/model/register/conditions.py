"""Which documents a list shows: the conditions that a clerk sets, all of which must hold."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document, Status
from somei_cli.model.markings import Level, Marking
from somei_cli.model.register.access import Standing, standing

if TYPE_CHECKING:
    from somei_cli.model.register.vocabulary import LazyVocabulary


class Selection(NamedTuple):
    """Conditions on documents; a tuple means: any of these. `marking` None in the tuple means unmarked."""

    years: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    codes: tuple[CodeEntry, ...] = ()
    markings: tuple[Marking | None, ...] = ()
    types: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    accesses: tuple[Standing, ...] = ()
    series: tuple[str, ...] = ()

    def holds(self, document: Document, vocabulary: "LazyVocabulary") -> bool:
        """Whether the document is to be shown. Without a date it matches no span of days.

        The vocabulary is read only where types or bodies are asked for.
        """
        return (
            (not self.years or document.number.year in self.years)
            and (not self.series or document.number.series in self.series)
            and self._in_span(document.date)
            and (not self.codes or any(_carries(document, wanted) for wanted in self.codes))
            and self.takes_marking(document.marking)
            and self.takes_type(document.type, vocabulary)
            and self.takes_body(document.meeting.body if document.meeting else None, vocabulary)
            and (not self.languages or any(lang in document.languages for lang in self.languages))
            and (not self.statuses or document.status in self.statuses)
            and (not self.accesses or standing(document) in self.accesses)
        )

    def takes_marking(self, held: Marking | None) -> bool:
        """Whether a marking fits."""
        return not self.markings or any(_marked(held, wanted) for wanted in self.markings)

    def takes_type(self, held: str | None, vocabulary: "LazyVocabulary") -> bool:
        """Whether a heading fits."""
        return not self.types or any(_same_type(held, wanted, vocabulary) for wanted in self.types)

    def takes_body(self, held: str | None, vocabulary: "LazyVocabulary") -> bool:
        """Whether a body that met fits."""
        return not self.bodies or any(_same_body(held, wanted, vocabulary) for wanted in self.bodies)

    def _in_span(self, day: date | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def _carries(document: Document, wanted: CodeEntry) -> bool:
    held = document.entry_for(wanted.code)
    return held is not None and (wanted.serial is None or held.serial == wanted.serial)


def _marked(held: Marking | None, wanted: Marking | None) -> bool:
    if wanted is None or held is None:
        return wanted is held
    if wanted.level is Level.UNKNOWN:
        return wanted.text == held.text
    return held.level is wanted.level


def _same_type(held: str | None, wanted: str, vocabulary: "LazyVocabulary") -> bool:
    if held is None:
        return False
    known = vocabulary().type_named(wanted)
    return held.casefold() == wanted.casefold() or (known is not None and vocabulary().type_named(held) == known)


def _same_body(held: str | None, wanted: str, vocabulary: "LazyVocabulary") -> bool:
    if held is None:
        return False
    known = vocabulary().body_named(wanted)
    return held.casefold() == wanted.casefold() or (known is not None and vocabulary().body_named(held) == known)
