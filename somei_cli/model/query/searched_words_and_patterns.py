"""Search terms: a phrase, a misspelt phrase, a regular expression, or a document or code by its name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.query.field_texts import SearchableText, TextPlace
from somei_cli.model.query.normalised_text import WORD, PlainText, is_near_spelling

MOST_PLACES = 50
"""The most places that are returned for one term in one document. Whether it occurs does not depend on this."""


class SearchTerm(Protocol):
    """One thing that is searched for."""

    def places(self, passages: SearchableText) -> tuple[TextPlace, ...]:
        """Return where it occurs in a document."""


class WordsTerm(NamedTuple):
    """Folded words that follow one another in one text. With `prefix` the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    def places(self, passages: SearchableText) -> tuple[TextPlace, ...]:
        """Return where the words occur. The test on the letters first saves the rest for nearly every document."""
        if not all(word in passages.plain_text for word in self.words):
            return ()
        return tuple(islice(self._all_places(passages), MOST_PLACES))

    def within(self, text: PlainText) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the folded form that are these words."""
        return (match.span() for match in _phrase_pattern(self.words, self.prefix).finditer(text.plain))

    def _all_places(self, passages: SearchableText) -> Iterator[TextPlace]:
        for index, text in enumerate(passages.plain_texts):
            for span in self.within(text):
                yield TextPlace(index, *text.as_written(*span))


class MisspeltWordsTerm(NamedTuple):
    """Words that follow one another in one text, each of which may be misspelt."""

    words: tuple[str, ...]

    def places(self, passages: SearchableText) -> tuple[TextPlace, ...]:
        """Return where these words occur, as such or misspelt."""
        if not all(any(is_near_spelling(wanted_word, word) for word in passages.words) for wanted_word in self.words):
            return ()
        return tuple(islice(self._all_places(passages), MOST_PLACES))

    def _all_places(self, passages: SearchableText) -> Iterator[TextPlace]:
        for index, text in enumerate(passages.plain_texts):
            matches = list(WORD.finditer(text.plain))
            for first in range(len(matches) - len(self.words) + 1):
                run = matches[first : first + len(self.words)]
                if all(
                    is_near_spelling(wanted_word, match[0]) for wanted_word, match in zip(self.words, run, strict=True)
                ):
                    yield TextPlace(index, *text.as_written(run[0].start(), run[-1].end()))


class PatternTerm(NamedTuple):
    """A regular expression on the texts as written. Empty matches do not count.

    `letters` are folded parts of words without which it cannot match.
    """

    pattern: re.Pattern[str]
    letters: tuple[str, ...] = ()

    def places(self, passages: SearchableText) -> tuple[TextPlace, ...]:
        """Return where it matches."""
        return tuple(islice(self._all_places(passages), MOST_PLACES))

    def _all_places(self, passages: SearchableText) -> Iterator[TextPlace]:
        for index, (_, text) in enumerate(passages.texts):
            for match in self.pattern.finditer(text):
                if match.end() > match.start():
                    yield TextPlace(index, *match.span())


class DocumentTerm(NamedTuple):
    """A document by its number, or documents by a code. `parts` are the words of that name, to be found in texts."""

    name: DocumentNumber | CodeEntry
    parts: tuple[SearchTerm, ...]

    def places(self, passages: SearchableText) -> tuple[TextPlace, ...]:
        """Return the number or code itself, and its parts if all of them occur in texts."""
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
    """Whether this is the document with the number, or one with the code. A first issue names its whole family."""
    if isinstance(name, DocumentNumber):
        return name in (document.number, document.number.base)
    entry = document.entry_for(name.code)
    return entry is not None and name.serial in (None, entry.serial)


def _own_places(passages: SearchableText, name: DocumentNumber | CodeEntry) -> Iterator[TextPlace]:
    document = passages.document
    if not is_named(document, name):
        return
    index = 0 if isinstance(name, DocumentNumber) else 1 + [e.code for e in document.subject_codes].index(name.code)
    yield TextPlace(index - len(passages.name_texts), 0, len(passages.name_texts[index][1]))
