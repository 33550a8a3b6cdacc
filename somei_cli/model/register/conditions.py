"""The conditions of a list of documents, all of which must hold."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.markings import Level, Marking
from somei_cli.model.register.access_status import AccessStatus, access_status

if TYPE_CHECKING:
    from somei_cli.model.register.vocabulary import LazyVocabulary


class Selection(NamedTuple):
    """Conditions on documents. A tuple means any of its values; None among `markings` means unmarked.

    `members` are lists of a document (`FIELDS_BY_MEMBER`), each with the values of which it must have one; a value that
    ends with an open bracket stands for all that begin so. `words` are texts of it (`FIELDS_BY_WORDS`), each with what
    must be in it: all words of one of the values. `on` is a day of the meeting, `doubts` and `follow_ups` ask
    for documents that have any.
    """

    years: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    codes: tuple[CodeEntry, ...] = ()
    markings: tuple[Marking | None, ...] = ()
    types: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    accesses: tuple[AccessStatus, ...] = ()
    series: tuple[str, ...] = ()
    members: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    on: date | None = None
    doubts: bool = False
    follow_ups: bool = False

    def matches(self, document: Document, vocabulary: "LazyVocabulary") -> bool:
        """Whether a document matches. A document without a date matches no span of days.

        The vocabulary is read only if types or bodies are given.
        """
        return (
            (not self.years or document.number.year in self.years)
            and (not self.series or document.number.series in self.series)
            and self._in_span(document.date)
            and (not self.codes or any(_has_code(document, entry) for entry in self.codes))
            and self.matches_marking(document.marking)
            and self.matches_type(document.type, vocabulary)
            and self.matches_body(document.meeting.body if document.meeting else None, vocabulary)
            and all(_has_member(document, name, selected) for name, selected in self.members)
            and all(has_words(getattr(document, name), selected) for name, selected in self.words)
            and (self.on is None or _meets_on(document, self.on))
            and (not self.statuses or document.status in self.statuses)
            and (not self.accesses or access_status(document) in self.accesses)
            and (not self.doubts or bool(document.doubts))
            and (not self.follow_ups or document.has_follow_ups)
        )

    def matches_marking(self, marking: Marking | None) -> bool:
        """Whether a marking matches."""
        return not self.markings or any(_has_marking(marking, selected) for selected in self.markings)

    def matches_type(self, heading: str | None, vocabulary: "LazyVocabulary") -> bool:
        """Whether a type heading matches."""
        find = lambda name: vocabulary().type_named(name)  # noqa: E731
        return not self.types or any(_means_same(heading, selected, find) for selected in self.types)

    def matches_body(self, body: str | None, vocabulary: "LazyVocabulary") -> bool:
        """Whether a meeting body matches."""
        find = lambda name: vocabulary().body_named(name)  # noqa: E731
        return not self.bodies or any(_means_same(body, selected, find) for selected in self.bodies)

    def _in_span(self, day: date | None) -> bool:
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def _has_code(document: Document, selected: CodeEntry) -> bool:
    entry = document.entry_for(selected.code)
    return entry is not None and (selected.serial is None or entry.serial == selected.serial)


def _has_member(document: Document, name: str, selected: tuple[str, ...]) -> bool:
    members = [str(member) for member in getattr(document, name)]
    beginnings = tuple(value for value in selected if value.endswith("("))
    return any(member in selected or (beginnings and member.startswith(beginnings)) for member in members)


def has_words(text: str | None, selected: tuple[str, ...]) -> bool:
    """Whether a text has all words of one of the values; `word*` is a beginning. Case and accents do not count."""
    from somei_cli.model.query.normalised_text import split_words

    words = frozenset(split_words(text or ""))
    return any(all(_has_part(words, part) for part in value.split()) for value in selected)


def _has_part(words: frozenset[str], part: str) -> bool:
    from somei_cli.model.query.normalised_text import split_words

    *whole_words, last = split_words(part) or ("",)
    is_last_there = any(word.startswith(last) for word in words) if part.endswith("*") else not last or last in words
    return is_last_there and words.issuperset(whole_words)


def _meets_on(document: Document, day: date) -> bool:
    meeting = document.meeting
    return bool(meeting and meeting.start and meeting.start <= day <= (meeting.end or meeting.start))


def _has_marking(marking: Marking | None, selected: Marking | None) -> bool:
    if selected is None or marking is None:
        return selected is marking
    if selected.level is Level.UNKNOWN:
        return selected.text == marking.text
    return marking.level is selected.level


def _means_same(name: str | None, selected: str, find: Callable[[str], object]) -> bool:
    """Whether two names are the same, or names of the same thing of the vocabulary."""
    if name is None:
        return False
    selected_thing = find(selected)
    return name.casefold() == selected.casefold() or (selected_thing is not None and find(name) == selected_thing)
