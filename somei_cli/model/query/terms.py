"""What is looked for: words in a row, words nearly so, a pattern, or a document or code by its name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.query.field_texts import Passages, TextPlace
from somei_cli.model.query.spelling import WORD, Plain, nearly

MOST = 50
"""Places that are told of one term in one document; whether it is there does not depend on it."""


class SearchTerm(Protocol):
    """One thing looked for."""

    def places(self, passages: Passages) -> tuple[TextPlace, ...]:
        """Where it stands in a document; nothing where it does not."""


class WordsTerm(NamedTuple):
    """Words that follow one another in one text, in plain letters; with `prefix` the last is only a beginning."""

    words: tuple[str, ...]
    prefix: bool = False

    def places(self, passages: Passages) -> tuple[TextPlace, ...]:
        """Where they stand; looking whether the letters are there at all spares nearly every document the rest."""
        if not all(word in passages.whole for word in self.words):
            return ()
        return tuple(islice(self._all(passages), MOST))

    def within(self, text: Plain) -> Iterator[tuple[int, int]]:
        """The stretches of the plain form that are these words."""
        return (found.span() for found in _row(self.words, self.prefix).finditer(text.plain))

    def _all(self, passages: Passages) -> Iterator[TextPlace]:
        for at, text in enumerate(passages.plainly):
            for span in self.within(text):
                yield TextPlace(at, *text.as_written(*span))


class NearlyWords(NamedTuple):
    """The same, where each word may be misspelt."""

    words: tuple[str, ...]

    def places(self, passages: Passages) -> tuple[TextPlace, ...]:
        """Where words stand that are nearly these."""
        if not all(any(nearly(wanted, met) for met in passages.words) for wanted in self.words):
            return ()
        return tuple(islice(self._all(passages), MOST))

    def _all(self, passages: Passages) -> Iterator[TextPlace]:
        for at, text in enumerate(passages.plainly):
            met = list(WORD.finditer(text.plain))
            for first in range(len(met) - len(self.words) + 1):
                row = met[first : first + len(self.words)]
                if all(nearly(wanted, word[0]) for wanted, word in zip(self.words, row, strict=True)):
                    yield TextPlace(at, *text.as_written(row[0].start(), row[-1].end()))


class Pattern(NamedTuple):
    """A regular expression on the texts as they are written; it counts where it takes at least one character.

    `letters` are parts of words without which it cannot match, in plain letters.
    """

    pattern: re.Pattern[str]
    letters: tuple[str, ...] = ()

    def places(self, passages: Passages) -> tuple[TextPlace, ...]:
        """Where it matches."""
        return tuple(islice(self._all(passages), MOST))

    def _all(self, passages: Passages) -> Iterator[TextPlace]:
        for at, (_, text) in enumerate(passages.texts):
            for found in self.pattern.finditer(text):
                if found.end() > found.start():
                    yield TextPlace(at, *found.span())


class DocumentTerm(NamedTuple):
    """A document by its number, or documents by a code; `parts` are the words it is written with, found in texts."""

    name: DocumentNumber | CodeEntry
    parts: tuple[SearchTerm, ...]

    def places(self, passages: Passages) -> tuple[TextPlace, ...]:
        """The number or the code itself, and all parts of it where they all stand in texts."""
        own = tuple(_own_places(passages, self.name))
        told = [part.places(passages) for part in self.parts]
        return own + (tuple(place for places in told for place in places) if all(told) else ())


@lru_cache(maxsize=256)
def _row(words: tuple[str, ...], prefix: bool) -> re.Pattern[str]:
    tail = "" if prefix else r"(?![^\W_])"
    more = r"[^\W_]*" if prefix else ""
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(words) + more + tail)


def is_named(document: Document, name: DocumentNumber | CodeEntry) -> bool:
    """Whether this is the very document, or one with the code; a first issue names its whole family too."""
    if isinstance(name, DocumentNumber):
        return name in (document.number, document.number.base)
    held = document.entry_for(name.code)
    return held is not None and name.serial in (None, held.serial)


def _own_places(passages: Passages, name: DocumentNumber | CodeEntry) -> Iterator[TextPlace]:
    document = passages.document
    if not is_named(document, name):
        return
    at = 0 if isinstance(name, DocumentNumber) else 1 + [e.code for e in document.subject_codes].index(name.code)
    yield TextPlace(at - len(passages.names), 0, len(passages.names[at][1]))
