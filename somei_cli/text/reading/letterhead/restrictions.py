"""Words of a letterhead that restrict a document, and are no marking that the Council has: misread, or another's."""

import re

from somei_cli.model.markings import LIMITE, Marking, fold_classification, is_like
from somei_cli.text.reading.letterhead.pieces import pieces

_WORD = re.compile(r"[A-Z]+")
_FIGURES = str.maketrans("10", "IO")
_RESTRICTING = frozenset("SENSITIVE SECRET CONFIDENTIAL CONFIDENTIEL RESTREINT RESTREINTE RESTRICTED".split())
_DENYING = frozenset("NOT NON NICHT PAS".split())
# As like LIMITE as LIMTE is: annexes of Finnish texts, and words of their own.
_OTHERS = frozenset("LIITE LIMIT LIMITS LIMITES UNLIMITED".split())
_MOST_WORDS = 6


def find_restriction(text: str, start: int, end: int) -> tuple[Marking, int] | None:
    """What such words come to, and where they stand: LIMITE where that seems meant, else the words as printed.

    Nobody knows the level of the latter, so that nothing is published of the document until a person has decided.
    """
    for piece, at in pieces(text, start, end):
        words = _WORD.findall(fold_classification(piece).translate(_FIGURES))
        if len(words) == 1 and words[0] not in _OTHERS and is_like(words[0], LIMITE.text):
            return LIMITE, at
        if words and len(words) <= _MOST_WORDS and _restrict(piece, words):
            return Marking(" ".join(piece.upper().split())), at
    return None


def _restrict(piece: str, words: list[str]) -> bool:
    denied = not _DENYING.isdisjoint(words)
    if "PUBLIC" in words:
        return denied
    told = len(words) == 1 or piece == piece.upper()
    return told and not denied and not _RESTRICTING.isdisjoint(words)
