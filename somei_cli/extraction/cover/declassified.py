"""What the cover of a declassified version says of itself: whether it is released, or still classified."""

import re
from collections.abc import Sequence
from itertools import pairwise

from somei_cli.model.markings import classification_in

_RELEASED = re.compile(
    r"(?i)new status\s{0,3}:?\s{0,3}public|d[ée]classif|desclas|derubricer|afklassific|odtajn|freigabe"
)
_DENIED = re.compile(r"(?i)(?<!\w)(?:not|no|never|without|non|pas|nicht|keine?|until|jusqu)(?!\w)")
_STILL = re.compile(r"(?i)\bremains? classified\b|\bdowngrad(?:ing|ed)\b")
_NEW_STATUS = re.compile(r"(?i)(?:new|ny|nuovo|nouveau|neuer) (?:status|statut|stato)")


def is_still_classified(cover: Sequence[str]) -> bool:
    """Whether a cover tells of a lower level, and not of none."""
    told = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_STILL.search(words) for words in cover) or any(
        (status := _NEW_STATUS.search(words)) and classification_in(words[status.end() :]) for words in told
    )


def says_released(cover: Sequence[str]) -> bool:
    """Whether a cover says that this version is declassified; the words may stand on two lines."""
    told = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_RELEASED.search(words) for words in told) and not any(map(_is_denied, told))


def _is_denied(words: str) -> bool:
    return bool(_RELEASED.search(words) and _DENIED.search(words))
