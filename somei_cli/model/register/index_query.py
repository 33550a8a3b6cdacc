"""What an index may be asked for a search, as values: sections of documents, words in them, and steps by rank."""

from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import Target
from somei_cli.model.register.conditions import Selection


class Section(StrEnum):
    """Texts of one rank, and the fields that conditions look into."""

    SUBJECT = "subject"
    ITEMS = "items"
    REST = "rest"
    ORIGINATOR = "originator"
    ADDRESSEE = "addressee"
    CITED = "cited"
    CODES = "codes"


TEXTS = (Section.SUBJECT, Section.ITEMS, Section.REST)
"""What a word without a condition is looked for in."""


class PhraseQuery(NamedTuple):
    """Words that follow one another in one text; of the last one only the beginning, or each of them misspelt."""

    words: tuple[str, ...]
    within: tuple[Section, ...]
    prefix: bool = False
    nearly: bool = False


class LettersQuery(NamedTuple):
    """A word that holds these letters."""

    letters: str
    within: tuple[Section, ...]


class AllOf(NamedTuple):
    """All of these, anywhere in one document."""

    of: tuple["Sought", ...]


class AnyOf(NamedTuple):
    """At least one of these."""

    of: tuple["Sought", ...]


Sought = PhraseQuery | LettersQuery | AllOf | AnyOf


class RankStep(NamedTuple):
    """A part of the register: no document in it ranks before `least`; with `names`, those that they name.

    Without anything `sought` it is the whole register.
    """

    least: int
    sought: Sought | None = None
    names: tuple[DocumentNumber | CodeEntry, ...] = ()


class Seeking(NamedTuple):
    """Steps in the order of their ranks. Together they hold every document that fits; what was met is passed over.

    Of `cites` one is enough; of `absent` the document has none; the `selection` holds for all steps.
    """

    steps: tuple[RankStep, ...]
    selection: Selection
    cites: tuple[Target, ...] = ()
    absent: tuple[str, ...] = ()
    most: int | None = None
