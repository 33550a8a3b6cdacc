"""Families: what the members of one number are to each other, and which text stands."""

from collections.abc import Sequence

from somei_cli.model.documents import Document, Status
from somei_cli.model.numbers import DocumentNumber, SuffixKind

_RELATIONS = {
    SuffixKind.REV: "revises",
    SuffixKind.ADD: "adds to",
    SuffixKind.COR: "corrects",
    SuffixKind.EXT: "is an extract of",
    SuffixKind.DCL: "declassifies",
    SuffixKind.AMD: "amends",
}

_NO_TEXT = frozenset({Status.RESERVED, Status.VOID, Status.WITHDRAWN})


def relation(number: DocumentNumber) -> str:
    """What a member is to its parent, in words; it follows from the number and is never stored."""
    if not number.suffixes:
        return "first issue"
    return f"{hanging_words(number)} {number.parent}"


def hanging_words(number: DocumentNumber) -> str:
    """The same without the parent; nothing for a first issue."""
    return _RELATIONS[number.suffixes[-1].kind] if number.suffixes else ""


def current_text(members: Sequence[Document]) -> Document | None:
    """The text of a family that stands: the highest revision of the main text, else the first issue."""
    texts = [d for d in members if d.status not in _NO_TEXT and d.number.is_main_text]
    return max(texts, key=lambda d: d.number.revision, default=None)
