"""What the cover page of a declassified version says of itself: that it is released, or still classified."""

import re
from collections.abc import Sequence
from itertools import pairwise

from somei_cli.model.markings import find_classification

_DECLASSIFIED = re.compile(
    r"(?i)new status\s{0,3}:?\s{0,3}public|d[ée]classif|desclas|derubricer|afklassific|odtajn|freigabe"
)
_DENIED = re.compile(r"(?i)(?<!\w)(?:not|no|never|without|non|pas|nicht|keine?|until|jusqu)(?!\w)")
_STILL_CLASSIFIED = re.compile(r"(?i)\bremains? classified\b|\bdowngrad(?:ing|ed)\b")
_NEW_STATUS = re.compile(r"(?i)(?:new|ny|nuovo|nouveau|neuer) (?:status|statut|stato)")


def is_still_classified(cover: Sequence[str]) -> bool:
    """Whether a cover page names a lower level, rather than none."""
    passages = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_STILL_CLASSIFIED.search(words) for words in cover) or any(
        (status := _NEW_STATUS.search(words)) and find_classification(words[status.end() :]) for words in passages
    )


def says_declassified(cover: Sequence[str]) -> bool:
    """Whether a cover page says that this version is declassified; the words may be spread over two lines."""
    passages = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_DECLASSIFIED.search(words) for words in passages) and not any(map(_denies_declassification, passages))


def _denies_declassification(words: str) -> bool:
    return bool(_DECLASSIFIED.search(words) and _DENIED.search(words))
