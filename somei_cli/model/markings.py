"""Markings: who may receive a document (LIMITE), and the four levels of EU classified information."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from somei_cli.errors import NotAValue


class Level(IntEnum):
    """How far a marking restricts; a marking nobody knows counts as the highest until a person decides."""

    UNMARKED = 0
    LIMITE = 1
    RESTRICTED = 2
    CONFIDENTIAL = 3
    SECRET = 4
    TOP_SECRET = 5
    UNKNOWN = 9


# Council Decision 2013/488/EU, Article 2; before 2011 the French half stood alone.
_CLASSIFIED = (
    (Level.TOP_SECRET, "TRES SECRET UE/EU TOP SECRET", r"TRES SECRET UE|EU TOP SECRET|TS-UE/EU-TS"),
    (Level.SECRET, "SECRET UE/EU SECRET", r"SECRET UE|EU SECRET|S-UE/EU-S"),
    (Level.CONFIDENTIAL, "CONFIDENTIEL UE/EU CONFIDENTIAL", r"CONFIDENTIEL UE|EU CONFIDENTIAL|C-UE/EU-C"),
    (Level.RESTRICTED, "RESTREINT UE/EU RESTRICTED", r"RESTREINT UE|EU RESTRICTED|R-UE/EU-R"),
)
_PHRASES = tuple((level, name, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")) for level, name, words in _CLASSIFIED)
_LIMITE = re.compile(r"(?<![\w])LIMITE(?![\w])")
_PLAIN = re.compile(r"[A-Z0-9][A-Z0-9 /:,().-]{0,99}")


def fold(text: str) -> str:
    """Capitals without accents, blanks folded and none around slashes: the form in which markings are compared."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r" ?/ ?", "/", " ".join(bare.upper().split()))


def classification_in(text: str) -> str | None:
    """The full name of the EU classification that a line of text names, in any spelling; None without one."""
    folded = fold(text)
    for _, name, phrase in _PHRASES:
        if phrase.search(folded):
            return name
    return None


@dataclass(frozen=True, slots=True)
class Marking:
    """A marking as printed; its level is worked out, never stored."""

    text: str

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a marking: known spellings become the printed one, additions (`LIMITE JUR`) are kept.

        Raises:
            NotAValue: where it cannot be the words of a marking.
        """
        folded = fold(typed)
        if not _PLAIN.fullmatch(folded):
            raise NotAValue("the marking", typed, "LIMITE, PUBLIC, a classification, or none")
        for _, name, phrase in _PHRASES:
            if phrase.fullmatch(folded) or folded == name:
                return cls(name)
        return cls(folded)

    @property
    def level(self) -> Level:
        """The level; UNKNOWN for words that name none."""
        folded = fold(self.text)
        for level, _, phrase in _PHRASES:
            if phrase.search(folded):
                return level
        if folded == "PUBLIC":
            return Level.UNMARKED
        return Level.LIMITE if _LIMITE.search(folded) else Level.UNKNOWN

    @property
    def classified(self) -> bool:
        """Whether this is EU classified information, whose text must never be held here."""
        return Level.RESTRICTED <= self.level <= Level.TOP_SECRET

    def __str__(self) -> str:
        return self.text


LIMITE = Marking("LIMITE")


def level_of(marking: Marking | None) -> Level:
    """The level of a document's marking; absent means unmarked."""
    return marking.level if marking else Level.UNMARKED
