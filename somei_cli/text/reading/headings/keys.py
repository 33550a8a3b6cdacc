"""What a type heading is known by: its letters only, so that blanks, quotes, accents and lost letters do not matter."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from somei_cli.model.vocabulary import DocumentType
from somei_cli.text.reading.headings.abroad import spellings

# Letters that keep no accent when taken apart, and Greek and Cyrillic capitals that look like Latin ones.
_LOOKS = str.maketrans(
    {"Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Ħ": "H", "ẞ": "SS"}
    | dict(zip("АВЕКМНОРСТУХІΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIABEZHIKMNOPTYX", strict=True))
)
# How scans show the letters of an I/A item.
_MISREAD = ("VA", "IIA", "LA", "UA", "IVA")
_SHORTEST_DAMAGED = 3
_SHORTEST_MISREAD = 8
_NEAR = 0.88
_PREFIX = 4


class HeadingMeaning(NamedTuple):
    """What a key stands for. `weak` are single words: common ones that also stand in titles and lists of contents."""

    text: str
    weak: bool
    abroad: bool = False
    damaged: bool = False


class Keys(NamedTuple):
    """All keys of one register."""

    meanings: Mapping[str, HeadingMeaning]
    prefixes: frozenset[str]
    longest: int

    def may_begin(self, key: str) -> bool:
        """Whether some heading begins with these letters, as far as is cheap to tell."""
        return len(key) <= self.longest and (len(key) < _PREFIX or key[:_PREFIX] in self.prefixes)

    def nearest(self, key: str) -> HeadingMeaning | None:
        """What a key with a misread letter or two means, `OUTCOMEOFPROCEEDJNGS`; None where two are as near."""
        # Costs a millisecond to import, and few documents need it.
        from difflib import SequenceMatcher

        near = {
            meaning
            for known, meaning in self.meanings.items()
            if abs(len(known) - len(key)) <= 2
            and (known[:_PREFIX] == key[:_PREFIX] or known[-_PREFIX:] == key[-_PREFIX:])
            and not meaning.damaged
            and SequenceMatcher(None, known, key, autojunk=False).ratio() >= _NEAR
        }
        return near.pop() if len(near) == 1 and len(key) >= _SHORTEST_MISREAD else None


def key_of(words: str) -> str:
    """The letters of a heading.

    >>> key_of('“I/A” ITEM  NOTE'), key_of("N O T E"), key_of("Følgeskrivelse")
    ('IAITEMNOTE', 'NOTE', 'FOLGESKRIVELSE')
    """
    return "".join(c for c in unicodedata.normalize("NFD", words.upper()).translate(_LOOKS) if c.isalpha())


@lru_cache(maxsize=8)
def keys_of(types: tuple[DocumentType, ...]) -> Keys:
    """The headings of a register with their spellings, those in other languages, and all of them with letters lost."""
    meanings: dict[str, HeadingMeaning] = {}
    for kind in types:
        meanings.setdefault(key_of(kind.heading), HeadingMeaning(kind.heading, _is_weak(kind.heading)))
    for spelling in spellings():
        meaning = HeadingMeaning(spelling.english, _is_weak(spelling.printed), abroad=True)
        meanings.setdefault(key_of(spelling.printed), meaning)
    for kind in types:
        for also in kind.also:
            meanings.setdefault(key_of(also), HeadingMeaning(also, _is_weak(also)))
    for key, meaning in _damaged(types, meanings):
        meanings.setdefault(key, meaning)
    for misread in _MISREAD:
        if whole := meanings.get("IAITEMNOTE"):
            meanings.setdefault(f"{misread}ITEMNOTE", whole._replace(damaged=True))
    prefixes = frozenset(key[:_PREFIX] for key in meanings)
    return Keys(meanings, prefixes, max(map(len, meanings), default=0))


def _is_weak(words: str) -> bool:
    return not re.search(r"\s", words)


def _damaged(types: Iterable[DocumentType], whole: Mapping[str, HeadingMeaning]) -> list[tuple[str, HeadingMeaning]]:
    """Keys without a letter that a font lost everywhere, or without the document's language code that a site took out.

    What could then be two headings is none.
    """
    printed = [(words, "en") for kind in types for words in (kind.heading, *kind.also)]
    printed += [(s.printed, s.language) for s in spellings()]
    found: dict[str, set[HeadingMeaning]] = {}
    for words, language in printed:
        key = key_of(words)
        for lost in (language.upper(), "N", "O"):
            rest = key.replace(lost, "")
            if rest != key and len(rest) >= _SHORTEST_DAMAGED:
                found.setdefault(rest, set()).add(whole[key]._replace(damaged=True))
    return [(key, meant.pop()) for key, meant in found.items() if len(meant) == 1]
