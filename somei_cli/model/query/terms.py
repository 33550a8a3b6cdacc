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
        return (match.span() for match in _phrase_pattern(self.words, self.prefix).finditer(text.plain))

    def _all(self, passages: Passages) -> Iterator[TextPlace]:
        for index, text in enumerate(passages.plainly):
            for span in self.within(text):
                yield TextPlace(index, *text.as_written(*span))


class NearlyWords(NamedTuple):
    """The same, where each word may be misspelt."""

    words: tuple[str, ...]

    def places(self, passages: Passages) -> tuple[TextPlace, ...]:
        """Where words stand that are nearly these."""
        if not all(any(nearly(wanted_word, word) for word in passages.words) for wanted_word in self.words):
            return ()
        return tuple(islice(self._all(passages), MOST))

    def _all(self, passages: Passages) -> Iterator[TextPlace]:
        for index, text in enumerate(passages.plainly):
            matches = list(WORD.finditer(text.plain))
            for first in range(len(matches) - len(self.words) + 1):
                run = matches[first : first + len(self.words)]
                if all(nearly(wanted_word, match[0]) for wanted_word, match in zip(self.words, run, strict=True)):
                    yield TextPlace(index, *text.as_written(run[0].start(), run[-1].end()))


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
        for index, (_, text) in enumerate(passages.texts):
            for match in self.pattern.finditer(text):
                if match.end() > match.start():
                    yield TextPlace(index, *match.span())


class DocumentTerm(NamedTuple):
    """A document by its number, or documents by a code; `parts` are the words it is written with, found in texts."""

    name: DocumentNumber | CodeEntry
    parts: tuple[SearchTerm, ...]

    def places(self, passages: Passages) -> tuple[TextPlace, ...]:
        """The number or the code itself, and all parts of it where they all stand in texts."""
        own_places = tuple(_own_places(passages, self.name))
        places_of_parts = [part.places(passages) for part in self.parts]
        return own_places + (
            tuple(place for places in places_of_parts for place in places) if all(places_of_parts) else ()
        )


@lru_cache(maxsize=256)
def _phrase_pattern(words: tuple[str, ...], prefix: bool) -> re.Pattern[str]:
    tail = "" if prefix else r"(?![^\W_])"
    more = r"[^\W_]*" if prefix else ""
    return re.compile(r"(?<![^\W_])" + r"[\W_]+".join(words) + more + tail)


def is_named(document: Document, name: DocumentNumber | CodeEntry) -> bool:
    """Whether this is the very document, or one with the code; a first issue names its whole family too."""
    if isinstance(name, DocumentNumber):
        return name in (document.number, document.number.base)
    entry = document.entry_for(name.code)
    return entry is not None and name.serial in (None, entry.serial)


def _own_places(passages: Passages, name: DocumentNumber | CodeEntry) -> Iterator[TextPlace]:
    document = passages.document
    if not is_named(document, name):
        return
    index = 0 if isinstance(name, DocumentNumber) else 1 + [e.code for e in document.subject_codes].index(name.code)
    yield TextPlace(index - len(passages.names), 0, len(passages.names[index][1]))
