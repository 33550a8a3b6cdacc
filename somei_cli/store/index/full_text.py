"""The words of the documents in the index: what is kept of each, how it is put in, and how it is asked for.

Words go in folded as a search folds them, so that the tokenizer has nothing to decide. The texts themselves are not
kept, and so nothing can be taken out: a file that changed gets another id, and the old one leads nowhere.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.query.spelling import sketch
from somei_cli.model.register.index_query import TEXTS, Section
from somei_cli.model.search.presence import ABSENT, absent_from

_SECTIONS = ", ".join(Section)
_TABLES = f"""
CREATE VIRTUAL TABLE full_text USING fts5 ({_SECTIONS}, content = '', columnsize = 0, tokenize = 'ascii');
CREATE TABLE spelling (
    length INTEGER, sketch INTEGER, word TEXT, PRIMARY KEY (length, sketch, word)
) WITHOUT ROWID;
"""
_INSERT = (
    "INSERT INTO full_text (rowid, subject, items, rest, originator, addressee, cited, codes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_SEPARATOR = " ¦ "
"""Between two texts: a sign that is no part of any word, so that no phrase reaches over it."""
_HASH_BYTES = 32 << 20
_LONGEST_MISSPELLABLE = 66


class SectionWords(NamedTuple):
    """What a file gives: the words of each section, and bits for what is absent from its document."""

    sections: tuple[str, ...] = ()
    absent: int = 0


def words_in(document: Document) -> SectionWords:
    """The words of a document."""
    # Most questions find nothing that must be read anew.
    from somei_cli.model.search.presence import sections_of

    sections = sections_of(document)
    return SectionWords(
        tuple(_SEPARATOR.join(" ".join(words) for words in sections[section]) for section in Section),
        bits_of(absent_from(document)),
    )


def bits_of(absent: Iterable[str]) -> int:
    """Fields as bits."""
    return sum(1 << ABSENT.index(field) for field in frozenset(absent))


def make_full_text(db: sqlite3.Connection) -> None:
    """Lay out the tables."""
    db.executescript(_TABLES)
    db.execute("INSERT INTO full_text (full_text, rank) VALUES ('hashsize', ?)", (_HASH_BYTES,))


def fill_full_text(db: sqlite3.Connection, documents: Iterable[tuple[int, SectionWords]]) -> None:
    """Put in the words of some documents, which are not there yet."""
    documents = list(documents)
    db.executemany(_INSERT, ((file_id, *words.sections) for file_id, words in documents))
    text_positions = [position for position, section in enumerate(Section) if section in TEXTS]
    distinct_words = {
        word for _, words in documents for position in text_positions for word in words.sections[position].split(" ")
    }
    db.executemany(
        "INSERT OR IGNORE INTO spelling VALUES (?, ?, ?)", _spelling_rows(distinct_words - {"", _SEPARATOR.strip()})
    )


def tidy_full_text(db: sqlite3.Connection) -> None:
    """Put together what went in bit by bit."""
    db.execute("INSERT INTO full_text (full_text) VALUES ('optimize')")


def _spelling_rows(words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Words with their length and letters; those that are never misspelt have none."""
    for word in words:
        if word.isalpha() and len(word) <= _LONGEST_MISSPELLABLE:
            yield len(word), sketch(word), word
        else:
            yield 0, 0, word
