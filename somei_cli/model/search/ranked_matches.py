"""Full-text search: which documents match, where, and in which order."""

from collections.abc import Iterable
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.query.field_texts import Hit, SearchableText, Section, TextPlace
from somei_cli.model.query.searched_words_and_patterns import DocumentTerm, SearchTerm

EXACT_DOCUMENT, BY_NAME, ALL_IN_SUBJECT, SOME_IN_SUBJECT, IN_ITEMS, IN_REST = range(6)
"""The ranks: the document itself, documents found by a name, then by where the words occur."""


class Query(NamedTuple):
    """The terms of a search: all must occur, or any of them. Without terms every document matches."""

    terms: tuple[SearchTerm, ...] = ()
    any_: bool = False


class SearchHit(NamedTuple):
    """A document that matches, with the places. A lower rank comes first."""

    document: Document
    hits: tuple[Hit, ...] = ()
    rank: int = 0


class BestHits:
    """The hits found so far, among candidates that come with the likeliest first.

    Documents named by number or code come first, then matches in subjects, then in items; else they are in order of
    numbers.
    Each candidate comes with the lowest rank that it may have. None comes with a lower one, or with the same one and a
    lower number, than one before it. So the `most` best are known before all candidates were read.
    """

    def __init__(self, query: Query, most: int | None = None) -> None:
        self._query = query
        self._most = most
        self._hits: list[SearchHit] = []
        self._seen: set[DocumentNumber] = set()

    def add(self, ranked_documents: Iterable[tuple[int, Document]]) -> bool:
        """Match more candidates, each once. Return whether later ones cannot change the answer."""
        for least, document in ranked_documents:
            if document.number not in self._seen:
                self._seen.add(document.number)
                hit = match_document(document, self._query)
                if hit:
                    self._hits.append(hit)
            if self._is_complete(least, document):
                return True
        return False

    def hits(self) -> tuple[SearchHit, ...]:
        """Return the best hits, in order."""
        return tuple(sorted(self._hits, key=_order)[: self._most])

    def _is_complete(self, least: int, document: Document) -> bool:
        if self._most is None or len(self._hits) < self._most:
            return False
        bound = (least, document.number.sort_key)
        return sum(_order(hit) <= bound for hit in self._hits) >= self._most


def _order(hit: SearchHit) -> tuple[int, tuple[object, ...]]:
    return hit.rank, hit.document.number.sort_key


def match_document(document: Document, query: Query) -> SearchHit | None:
    """Match one document. If all terms must occur, the first missing term ends it."""
    passages = SearchableText(document)
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
    return SearchHit(document, tuple(map(passages.hit_at, all_places)), _rank(passages, query, places_by_term))


def _rank(passages: SearchableText, query: Query, places_by_term: list[tuple[TextPlace, ...]]) -> int:
    sections = [
        {passages.sections[place.text_index] for place in places if place.text_index >= 0} for places in places_by_term
    ]
    criteria = (
        any(isinstance(term, DocumentTerm) and term.name == passages.document.number for term in query.terms),
        any(place.text_index < 0 for places in places_by_term for place in places),
        all(Section.SUBJECT in names for names in sections),
        any(Section.SUBJECT in names for names in sections),
        any(Section.ITEMS in names for names in sections),
    )
    return criteria.index(True) if True in criteria else IN_REST
