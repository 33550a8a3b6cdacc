"""Fold the words of a text for the search of a site; the script in the browser folds them in the same way."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_MAX_LENGTH = 40


def fold_words(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits in lower case, without accents."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
        text = text.lower().replace("ς", "σ")
    return tuple([word[:_MAX_LENGTH] for word in _WORD.findall(text.lower())])


@lru_cache(maxsize=1 << 14)
def fold_words_cached(text: str) -> tuple[str, ...]:
    """Return the folded words from a cache: most texts of a register occur many times."""
    return fold_words(text)
