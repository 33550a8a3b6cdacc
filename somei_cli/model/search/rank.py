"""Searching: which documents hold what is looked for, where, and which of them come first."""

from collections.abc import Iterable
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.query.field_texts import SUBJECT, Hit, Passages, TextPlace
from somei_cli.model.query.terms import DocumentTerm, SearchTerm

THE_VERY, NAMED, ALL_IN_SUBJECT, SOME_IN_SUBJECT, IN_ITEMS, THE_REST = range(6)
"""The ranks: the very document, what a name leads to, and where the words stand."""


class Query(NamedTuple):
    """What is looked for: all terms, or `any_` of them. Without terms every document fits."""

    terms: tuple[SearchTerm, ...] = ()
    any_: bool = False


class SearchHit(NamedTuple):
    """A document that fits, and where; the lower its rank, the earlier it is shown."""

    document: Document
    hits: tuple[Hit, ...] = ()
    rank: int = 0


def search(documents: Iterable[Document], query: Query) -> tuple[SearchHit, ...]:
    """The documents that fit: those named by number or code, then by subject, then by items; else by their numbers."""
    best = Best(query)
    best.look_into((0, document) for document in documents)
    return best.found()


class Best:
    """What was found so far, by who brings documents that may fit, the likeliest first.

    Each comes with the least rank that it may have: none comes with a lower one, or with the same one and a lower
    number, than one before it. So the `most` best are known before all have come.
    """

    def __init__(self, query: Query, most: int | None = None) -> None:
        self._query = query
        self._most = most
        self._found: list[SearchHit] = []
        self._met: set[DocumentNumber] = set()

    def look_into(self, ranked_documents: Iterable[tuple[int, Document]]) -> bool:
        """Take in some more; whether what comes after them cannot matter. What was met before is passed over."""
        for least, document in ranked_documents:
            if document.number not in self._met:
                self._met.add(document.number)
                hit = look_into(document, self._query)
                if hit:
                    self._found.append(hit)
            if self._settled(least, document):
                return True
        return False

    def found(self) -> tuple[SearchHit, ...]:
        """The best, in order."""
        return tuple(sorted(self._found, key=_order)[: self._most])

    def _settled(self, least: int, document: Document) -> bool:
        if self._most is None or len(self._found) < self._most:
            return False
        bound = (least, document.number.sort_key)
        return sum(_order(hit) <= bound for hit in self._found) >= self._most


def _order(hit: SearchHit) -> tuple[int, tuple[object, ...]]:
    return hit.rank, hit.document.number.sort_key


def look_into(document: Document, query: Query) -> SearchHit | None:
    """One document; the first term that is missing ends the look, where all are asked for."""
    passages = Passages(document)
    places_by_term: list[tuple[TextPlace, ...]] = []
    for term in query.terms:
        places = term.places(passages)
        if places:
            places_by_term.append(places)
        elif not query.any_:
            return None
    if query.terms and not places_by_term:
        return None
    all_places = sorted({place for places in places_by_term for place in places})
    return SearchHit(document, tuple(map(passages.hit, all_places)), _rank(passages, query, places_by_term))


def _rank(passages: Passages, query: Query, places_by_term: list[tuple[TextPlace, ...]]) -> int:
    fields = [{passages.hit(place).field for place in places} for places in places_by_term]
    criteria = (
        any(isinstance(term, DocumentTerm) and term.name == passages.document.number for term in query.terms),
        any(place.text < 0 for places in places_by_term for place in places),
        all(SUBJECT in names for names in fields),
        any(SUBJECT in names for names in fields),
        any(field.startswith("item") for names in fields for field in names),
    )
    return criteria.index(True) if True in criteria else THE_REST
