"""The full-text table of the index: which words it keeps of a document, and how they are put in.

Words are folded before they go in, as a search folds them, so that the tokenizer changes nothing. The texts themselves
are not kept, so no row can be deleted: a changed file gets another id, and the old id leads to no document.

An index is built without these tables, as a check asks nothing of them; the first search adds them
(`Index.add_full_text`). Until then a query that needs them fails, so that no answer is made of a part of them.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from somei_cli.model.document import Document

_SECTIONS = "subject, items, rest, originator, addressee, cited, codes"
_TABLES = f"""
CREATE VIRTUAL TABLE full_text USING fts5 ({_SECTIONS}, content = '', columnsize = 0, tokenize = 'ascii');
CREATE TABLE spelling (length INTEGER, sketch INTEGER, word TEXT, PRIMARY KEY (length, sketch, word)) WITHOUT ROWID;
CREATE TABLE absence (document INTEGER PRIMARY KEY, fields INTEGER);
"""
_INSERT = f"INSERT INTO full_text (rowid, {_SECTIONS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - words of ours
_SEPARATOR = " ¦ "
"""Stands between two texts: it is not part of a word, so that no phrase matches across it."""
_HASH_BYTES = 32 << 20
_LONGEST_MISSPELLABLE = 66


class SectionWords(NamedTuple):
    """The words of each section of a document, and bits for the fields that it lacks."""

    sections: tuple[str, ...] = ()
    absent: int = 0


def section_words_of(document: "Document") -> SectionWords:
    """Return the words of a document."""
    from somei_cli.model.query.field_texts import Section
    from somei_cli.model.search.absent_fields import absent_fields, section_words

    sections = section_words(document)
    return SectionWords(
        tuple(_SEPARATOR.join(" ".join(words) for words in sections[section]) for section in Section),
        absence_bits(absent_fields(document)),
    )


def absence_bits(absent: Iterable[str]) -> int:
    """Return fields as bits."""
    from somei_cli.model.search.absent_fields import ABSENCES

    return sum(1 << ABSENCES.index(field) for field in frozenset(absent))


def create_full_text(db: sqlite3.Connection) -> None:
    """Create the tables."""
    db.executescript(_TABLES)
    db.execute("INSERT INTO full_text (full_text, rank) VALUES ('hashsize', ?)", (_HASH_BYTES,))


def has_full_text(db: sqlite3.Connection) -> bool:
    """Return whether the tables have been added: then they hold the words of every document."""
    return bool(db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'full_text'").fetchall())


def insert_full_text(db: sqlite3.Connection, documents: Iterable[tuple[int, SectionWords]]) -> None:
    """Insert the words of some documents whose ids are new."""
    from somei_cli.model.query.field_texts import TEXTS, Section

    documents = list(documents)
    db.executemany(_INSERT, ((file_id, *words.sections) for file_id, words in documents))
    db.executemany("INSERT INTO absence VALUES (?, ?)", ((file_id, words.absent) for file_id, words in documents))
    text_positions = [position for position, section in enumerate(Section) if section in TEXTS]
    distinct_words = {
        word for _, words in documents for position in text_positions for word in words.sections[position].split(" ")
    }
    db.executemany(
        "INSERT OR IGNORE INTO spelling VALUES (?, ?, ?)", _spelling_rows(distinct_words - {"", _SEPARATOR.strip()})
    )


def optimise_full_text(db: sqlite3.Connection) -> None:
    """Merge what was inserted bit by bit."""
    db.execute("INSERT INTO full_text (full_text) VALUES ('optimize')")


def _spelling_rows(words: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Yield words with their length and letters; words that are never misspelt with zeros."""
    from somei_cli.model.query.normalised_text import letter_signature

    for word in words:
        if word.isalpha() and len(word) <= _LONGEST_MISSPELLABLE:
            yield len(word), letter_signature(word), word
        else:
            yield 0, 0, word
