"""What an index is asked for a search: where to look first, and what may be passed over without being read.

An answer may name too many documents, since each is looked into when it was read; it must never name too few.

Conditions of a search beyond words: who wrote it to whom, what it cites, an item, and what is not there.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.query.spelling import Plain, words_of
from somei_cli.model.query.terms import DocumentTerm, NearlyWords, Pattern, SearchTerm, WordsTerm
from somei_cli.model.references import Target
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.index_query import (
    TEXTS,
    AllOf,
    AnyOf,
    LettersQuery,
    PhraseQuery,
    RankStep,
    Section,
    Seeking,
    Sought,
)
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.presence import FIELDS, Companion, Holds, cited_by
from somei_cli.model.search.rank import ALL_IN_SUBJECT, IN_ITEMS, NAMED, SOME_IN_SUBJECT, THE_REST, Query


class Conditions(NamedTuple):
    """All of them must hold; several words of one kind must all occur."""

    originator: tuple[WordsTerm, ...] = ()
    addressee: tuple[WordsTerm, ...] = ()
    item: tuple[WordsTerm, ...] = ()
    cites: tuple[Target, ...] = ()
    missing: tuple[str, ...] = ()
    without: tuple[Companion, ...] = ()

    def sieve(self, snapshot: Snapshot) -> Holds:
        """What tells whether a document of the snapshot fits; the register is looked through only where it must."""
        if not self.without:
            return self._holds
        from somei_cli.model.search.companions import lacks

        lacking = tuple(lacks(companion, snapshot) for companion in dict.fromkeys(self.without))
        return lambda document: self._holds(document) and all(holds(document) for holds in lacking)

    def _holds(self, document: Document) -> bool:
        return (
            _in_text(self.originator, document.originator)
            and _in_text(self.addressee, document.addressee)
            and (not self.item or any(_in_text(self.item, part.title) for part in document.walk_items()))
            and (not self.cites or not set(self.cites).isdisjoint(cited_by(document)))
            and not any(FIELDS[field](document) for field in self.missing)
        )


def _in_text(wanted: tuple[WordsTerm, ...], held: str | None) -> bool:
    if not wanted:
        return True
    text = Plain(held or "")
    return all(next(words.within(text), None) for words in wanted)


def seek(query: Query, selection: Selection, conditions: Conditions, most: int | None) -> Seeking:
    """How the documents that fit are found; where all of them are wanted, their order does not matter."""
    under = _under(selection, conditions)
    terms = tuple(map(_asked, query.terms))
    if not terms:
        steps: Iterable[RankStep] = (RankStep(ALL_IN_SUBJECT, under),)
    else:
        steps = _steps(terms, any_=query.any_)
        if most is None:
            # The last step holds all that the others hold, but for what is named.
            steps = [*[s for s in steps if s.names], RankStep(0, _found(terms, any_=query.any_))]
        steps = [step._replace(sought=_all((step.sought, under))) for step in steps]
    companions = (c.value for c in conditions.without if c in {Companion.ITEMS, Companion.REFERENCES})
    return Seeking(tuple(steps), selection, conditions.cites, (*conditions.missing, *companions), most)


class _Asked(NamedTuple):
    """A term as the index can answer it: a None is what it cannot narrow; `own` what a bare code leads to."""

    anywhere: Sought | None
    subject: Sought | None
    items: Sought | None
    named: DocumentNumber | CodeEntry | None = None
    own: Sought | None = None


def _asked(term: SearchTerm) -> _Asked:
    if not isinstance(term, DocumentTerm):
        return _Asked(_text(term, TEXTS), _text(term, (Section.SUBJECT,)), _text(term, (Section.ITEMS,)))
    parts = [_asked(part) for part in term.parts]
    everywhere = _all(part.anywhere for part in parts)
    in_subject = _all((everywhere, _any(part.subject for part in parts)))
    in_items = _all((everywhere, _any(part.items for part in parts)))
    own = None
    if isinstance(term.name, CodeEntry) and term.name.serial is None:
        own = PhraseQuery(words_of(term.name.code.name), (Section.CODES,))
    return _Asked(everywhere, in_subject, in_items, None if own else term.name, own)


def _text(term: SearchTerm, within: tuple[Section, ...]) -> Sought | None:
    match term:
        case WordsTerm(words, prefix):
            return PhraseQuery(words, within, prefix=prefix)
        case NearlyWords(words):
            return PhraseQuery(words, within, nearly=True)
        case Pattern(_, letters):
            return _all(LettersQuery(some, within) for some in letters)
    return None


def _steps(terms: tuple[_Asked, ...], *, any_: bool) -> Iterator[RankStep]:
    """As documents are ranked: named, all in the subject, something in it, something in items, the rest."""
    named = tuple(term.named for term in terms if term.named)
    if named:
        yield RankStep(0, None, named)
    owned = _any(term.own for term in terms if term.own)
    found = _found(terms, any_=any_)
    if owned:
        yield RankStep(NAMED, owned if any_ else _all((owned, found)))
    in_subject = _any(term.subject for term in terms)
    in_items = _any(term.items for term in terms)
    if any_:
        yield RankStep(ALL_IN_SUBJECT, in_subject)
        yield RankStep(IN_ITEMS, in_items)
    else:
        yield RankStep(ALL_IN_SUBJECT, _all(term.subject for term in terms))
        if len(terms) > 1:
            yield RankStep(SOME_IN_SUBJECT, _all((found, in_subject)))
        yield RankStep(IN_ITEMS, _all((found, in_items)))
    yield RankStep(THE_REST, found)


def _found(terms: tuple[_Asked, ...], *, any_: bool) -> Sought | None:
    """What holds the terms at all; by a number or a serial they are found apart."""
    each = [_any((term.own, term.anywhere)) if term.own else term.anywhere for term in terms]
    return _any(each) if any_ else _all(each)


def _under(selection: Selection, conditions: Conditions) -> Sought | None:
    """The conditions that are words; codes too, because a text with them is found sooner."""
    codes = [PhraseQuery(words_of(entry.code.name), (Section.CODES,)) for entry in selection.codes]
    return _all((
        *(_text(words, (Section.ORIGINATOR,)) for words in conditions.originator),
        *(_text(words, (Section.ADDRESSEE,)) for words in conditions.addressee),
        *(_text(words, (Section.ITEMS,)) for words in conditions.item),
        _any(codes) if codes else None,
    ))  # fmt: skip


def _all(some: Iterable[Sought | None]) -> Sought | None:
    """What cannot be narrowed narrows nothing."""
    of = tuple(dict.fromkeys(one for one in some if one is not None))
    return (of[0] if len(of) == 1 else AllOf(of)) if of else None


def _any(some: Iterable[Sought | None]) -> Sought | None:
    """Where one cannot be narrowed, the whole cannot."""
    of = tuple(dict.fromkeys(some))
    narrow = tuple(one for one in of if one is not None)
    return (narrow[0] if len(narrow) == 1 else AnyOf(narrow)) if narrow and len(narrow) == len(of) else None
