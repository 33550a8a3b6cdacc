"""Questions to an index for a search, as values: words in sections of documents, and steps by rank."""

from typing import NamedTuple

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.query.field_texts import Section
from somei_cli.model.references import Target
from somei_cli.model.register.conditions import Selection


class PhraseQuery(NamedTuple):
    """Words that follow one another in one text; the last may be only a prefix, or each may be misspelt (`nearly`)."""

    words: tuple[str, ...]
    sections: tuple[Section, ...]
    prefix: bool = False
    nearly: bool = False


class LettersQuery(NamedTuple):
    """A word that contains these letters."""

    letters: str
    sections: tuple[Section, ...]


class AllOf(NamedTuple):
    """All of these, anywhere in one document."""

    queries: tuple["IndexQuery", ...]


class AnyOf(NamedTuple):
    """At least one of these."""

    queries: tuple["IndexQuery", ...]


IndexQuery = PhraseQuery | LettersQuery | AllOf | AnyOf


class RankStep(NamedTuple):
    """A part of the register in which no document ranks before `least_rank`; with `names`, those that they name.

    Without a query it is the whole register.
    """

    least_rank: int
    query: IndexQuery | None = None
    names: tuple[DocumentNumber | CodeEntry, ...] = ()


class SearchPlan(NamedTuple):
    """Steps in the order of their ranks, which together contain every document that matches.

    A document that was met in an earlier step is skipped. It must cite one of `cites`, lack all of `absent`, and
    match the `selection`.
    """

    steps: tuple[RankStep, ...]
    selection: Selection
    cites: tuple[Target, ...] = ()
    absent: tuple[str, ...] = ()
    limit: int | None = None
