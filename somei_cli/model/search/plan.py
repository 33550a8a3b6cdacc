"""A search as a plan for the index: where to look first, and which documents need not be read.

The index may return too many documents, because each is matched again when it is read. It must never return too few.
Conditions beyond words are here too: originator, addressee, cited texts, items, and what a document lacks.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.query.field_texts import TEXTS, Section
from somei_cli.model.query.normalised_text import PlainText, split_words
from somei_cli.model.query.searched_words_and_patterns import (
    DocumentTerm,
    MisspeltWordsTerm,
    PatternTerm,
    SearchTerm,
    WordsTerm,
)
from somei_cli.model.references import Target
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.index_query import (
    AllOf,
    AnyOf,
    IndexQuery,
    LettersQuery,
    PhraseQuery,
    RankStep,
    SearchPlan,
)
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.absent_fields import FIELD_TESTS, Companion, DocumentTest, cited_texts
from somei_cli.model.search.ranked_matches import ALL_IN_SUBJECT, BY_NAME, IN_ITEMS, IN_REST, SOME_IN_SUBJECT, Query


class Conditions(NamedTuple):
    """Conditions that must all hold. If a field has several words, all of them must occur."""

    originator: tuple[WordsTerm, ...] = ()
    addressee: tuple[WordsTerm, ...] = ()
    item: tuple[WordsTerm, ...] = ()
    cites: tuple[Target, ...] = ()
    missing: tuple[str, ...] = ()
    without: tuple[Companion, ...] = ()

    def make_filter(self, snapshot: Snapshot) -> DocumentTest:
        """Return a test for a document of the snapshot. The whole register is read only if a condition needs it."""
        if not self.without:
            return self._matches
        from somei_cli.model.search.absent_documents import make_lack_test

        lacking = tuple(make_lack_test(companion, snapshot) for companion in dict.fromkeys(self.without))
        return lambda document: self._matches(document) and all(holds(document) for holds in lacking)

    def _matches(self, document: Document) -> bool:
        return (
            _in_text(self.originator, document.originator)
            and _in_text(self.addressee, document.addressee)
            and (not self.item or any(_in_text(self.item, part.title) for part in document.walk_items()))
            and (not self.cites or not set(self.cites).isdisjoint(cited_texts(document)))
            and not any(FIELD_TESTS[field](document) for field in self.missing)
        )


def _in_text(phrases: tuple[WordsTerm, ...], text: str | None) -> bool:
    if not phrases:
        return True
    plain_text = PlainText(text or "")
    return all(next(phrase.within(plain_text), None) for phrase in phrases)


def plan_search(query: Query, selection: Selection, conditions: Conditions, most: int | None) -> SearchPlan:
    """Return how to find the documents that match. If all are wanted (no `most`), their order does not matter."""
    condition_query = _condition_query(selection, conditions)
    terms = tuple(map(_term_queries, query.terms))
    if not terms:
        steps: Iterable[RankStep] = (RankStep(ALL_IN_SUBJECT, condition_query),)
    else:
        steps = _rank_steps(terms, any_=query.any_)
        if most is None:
            # The last step contains all documents of the others, except those found by number.
            steps = [*[s for s in steps if s.names], RankStep(0, _base_query(terms, any_=query.any_))]
        steps = [step._replace(query=_all_of((step.query, condition_query))) for step in steps]
    companions = (c.value for c in conditions.without if c in {Companion.ITEMS, Companion.REFERENCES})
    return SearchPlan(tuple(steps), selection, conditions.cites, (*conditions.missing, *companions), most)


class _TermQueries(NamedTuple):
    """A term as queries of the index. None cannot be narrowed; `own` finds the documents with a code without serial."""

    anywhere: IndexQuery | None
    subject: IndexQuery | None
    items: IndexQuery | None
    named: DocumentNumber | CodeEntry | None = None
    bare_code: IndexQuery | None = None


def _term_queries(term: SearchTerm) -> _TermQueries:
    if not isinstance(term, DocumentTerm):
        return _TermQueries(
            _text_query(term, TEXTS), _text_query(term, (Section.SUBJECT,)), _text_query(term, (Section.ITEMS,))
        )
    parts = [_term_queries(part) for part in term.parts]
    anywhere = _all_of(part.anywhere for part in parts)
    in_subject = _all_of((anywhere, _any_of(part.subject for part in parts)))
    in_items = _all_of((anywhere, _any_of(part.items for part in parts)))
    bare_code = None
    if isinstance(term.name, CodeEntry) and term.name.serial is None:
        bare_code = PhraseQuery(split_words(term.name.code.name), (Section.CODES,))
    return _TermQueries(anywhere, in_subject, in_items, None if bare_code else term.name, bare_code)


def _text_query(term: SearchTerm, sections: tuple[Section, ...]) -> IndexQuery | None:
    match term:
        case WordsTerm(words, prefix):
            return PhraseQuery(words, sections, prefix=prefix)
        case MisspeltWordsTerm(words):
            return PhraseQuery(words, sections, nearly=True)
        case PatternTerm(_, letters):
            return _all_of(LettersQuery(part, sections) for part in letters)
    return None


def _rank_steps(terms: tuple[_TermQueries, ...], *, any_: bool) -> Iterator[RankStep]:
    """Yield steps in the order of the ranks: named, all in the subject, some in the subject, in items, the rest."""
    named = tuple(term.named for term in terms if term.named)
    if named:
        yield RankStep(0, None, named)
    bare_code_query = _any_of(term.bare_code for term in terms if term.bare_code)
    base_query = _base_query(terms, any_=any_)
    if bare_code_query:
        yield RankStep(BY_NAME, bare_code_query if any_ else _all_of((bare_code_query, base_query)))
    in_subject = _any_of(term.subject for term in terms)
    in_items = _any_of(term.items for term in terms)
    if any_:
        yield RankStep(ALL_IN_SUBJECT, in_subject)
        yield RankStep(IN_ITEMS, in_items)
    else:
        yield RankStep(ALL_IN_SUBJECT, _all_of(term.subject for term in terms))
        if len(terms) > 1:
            yield RankStep(SOME_IN_SUBJECT, _all_of((base_query, in_subject)))
        yield RankStep(IN_ITEMS, _all_of((base_query, in_items)))
    yield RankStep(IN_REST, base_query)


def _base_query(terms: tuple[_TermQueries, ...], *, any_: bool) -> IndexQuery | None:
    """Return the query for documents that contain the terms anywhere, except by a number or a code with serial."""
    term_queries = [_any_of((term.bare_code, term.anywhere)) if term.bare_code else term.anywhere for term in terms]
    return _any_of(term_queries) if any_ else _all_of(term_queries)


def _condition_query(selection: Selection, conditions: Conditions) -> IndexQuery | None:
    """Return the conditions that are words, and the codes, because a text search finds codes sooner."""
    code_queries = [PhraseQuery(split_words(entry.code.name), (Section.CODES,)) for entry in selection.codes]
    return _all_of((
        *(_text_query(words, (Section.ORIGINATOR,)) for words in conditions.originator),
        *(_text_query(words, (Section.ADDRESSEE,)) for words in conditions.addressee),
        *(_text_query(words, (Section.ITEMS,)) for words in conditions.item),
        _any_of(code_queries) if code_queries else None,
    ))  # fmt: skip


def _all_of(queries: Iterable[IndexQuery | None]) -> IndexQuery | None:
    """Combine queries of which all must hold. One that cannot be narrowed is left out."""
    narrowing = tuple(dict.fromkeys(query for query in queries if query is not None))
    return (narrowing[0] if len(narrowing) == 1 else AllOf(narrowing)) if narrowing else None


def _any_of(queries: Iterable[IndexQuery | None]) -> IndexQuery | None:
    """Combine queries of which one must hold. If one cannot be narrowed, the whole cannot."""
    distinct = tuple(dict.fromkeys(queries))
    narrowing = tuple(query for query in distinct if query is not None)
    return (
        (narrowing[0] if len(narrowing) == 1 else AnyOf(narrowing))
        if narrowing and len(narrowing) == len(distinct)
        else None
    )
