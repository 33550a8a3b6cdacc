"""Searching: which documents hold what is looked for, where, and which of them come first."""

from collections.abc import Iterable
from typing import NamedTuple

from somei_cli.model.documents import Document
from somei_cli.model.passages import SUBJECT, Hit, Passages, Place
from somei_cli.model.terms import Named, Term


class Query(NamedTuple):
    """What is looked for: all terms, or `any_` of them. Without terms every document fits."""

    terms: tuple[Term, ...] = ()
    any_: bool = False


class Found(NamedTuple):
    """A document that fits, and where; the lower its rank, the earlier it is shown."""

    document: Document
    hits: tuple[Hit, ...] = ()
    rank: int = 0


def search(documents: Iterable[Document], query: Query) -> tuple[Found, ...]:
    """The documents that fit: those named by number or code, then by subject, then by items; else as they came."""
    found = (found for document in documents if (found := look_into(document, query)))
    return tuple(sorted(found, key=lambda one: one.rank))


def look_into(document: Document, query: Query) -> Found | None:
    """One document; the first term that is missing ends the look, where all are asked for."""
    passages = Passages(document)
    told: list[tuple[Place, ...]] = []
    for term in query.terms:
        places = term.places(passages)
        if places:
            told.append(places)
        elif not query.any_:
            return None
    if query.terms and not told:
        return None
    found = sorted({place for places in told for place in places})
    return Found(document, tuple(map(passages.hit, found)), _rank(passages, query, told))


def _rank(passages: Passages, query: Query, told: list[tuple[Place, ...]]) -> int:
    """The very document, what a name leads to, all in the subject, something in the subject, in items, the rest."""
    fields = [{passages.hit(place).field for place in places} for places in told]
    marks = (
        any(isinstance(term, Named) and term.name == passages.document.number for term in query.terms),
        any(place.text < 0 for places in told for place in places),
        all(SUBJECT in held for held in fields),
        any(SUBJECT in held for held in fields),
        any(field.startswith("item") for held in fields for field in held),
    )
    return marks.index(True) if True in marks else len(marks)
