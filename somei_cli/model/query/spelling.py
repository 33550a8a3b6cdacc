"""Spelling as a reader overlooks it: text without case and accents, its words, and words that are nearly the same."""

import re
from functools import lru_cache
from unicodedata import category, normalize

WORD = re.compile(r"[^\W_]+")
"""A word of a plain text: letters and digits in a row."""

# Letters that no decomposition takes apart, as people without them write them.
_TAKEN_APART = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŧ": "t"}
_UNHEARD = frozenset({"Mn", "Me", "Cf"})
_LONGEST = 64
_SKETCHED = 31


class _Letters(dict[int, str]):
    """What each character becomes, worked out when it is first met; a character is judged by itself."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        small = _apart(_apart(letter, letter).casefold(), letter)
        kept = "".join(_TAKEN_APART.get(c, c) for c in small if category(c) not in _UNHEARD)
        self[point] = kept
        return kept


def _apart(letters: str, of: str) -> str:
    """Letters without what is put onto them; a ™ or the like is not made the letters that it looks like."""
    return normalize("NFKD", letters) if of.isalnum() else normalize("NFD", letters)


_LETTERS = _Letters()


def plain(text: str) -> str:
    """The text in small letters, without accents and without characters that nobody sees.

    >>> plain("Évaluation à l’Østre Straße")
    'evaluation a l’ostre strasse'
    """
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as a search sees them."""
    return tuple(WORD.findall(plain(text)))


class Plain:
    """A text beside its plain form, so that what is found in the one can be shown in the other."""

    def __init__(self, text: str) -> None:
        self.written = text
        self.plain = plain(text)

    def as_written(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain form stands in the text, with the accents that follow its last letter."""
        if self.written.isascii():
            return start, end
        origins = [at for at, letter in enumerate(self.written) for _ in plain(letter)]
        stop = origins[end - 1] + 1
        while stop < len(self.written) and not plain(self.written[stop]):
            stop += 1
        return origins[start], stop


def sketch(word: str) -> int:
    """A sketch of the letters of a word: a slip alters no more than two bits of it."""
    once = twice = 0
    for letter in word:
        bit = 1 << ord(letter) % _SKETCHED
        twice |= once & bit
        once |= bit
    return once | twice << _SKETCHED


def slips_allowed(wanted: str) -> int:
    """How many slips a word may have to be taken for the wanted one."""
    if len(wanted) > _LONGEST or not wanted.isalpha():
        return 0
    return 0 if len(wanted) < 4 else 1 if len(wanted) < 8 else 2


@lru_cache(maxsize=1 << 16)
def nearly(wanted: str, met: str) -> bool:
    """Whether a word may be the wanted one misspelt: one slip from four letters on, two from eight.

    A slip is a letter too many, missing, wrong, or two that changed places. Figures are never taken for others.

    >>> nearly("terorrism", "terrorism"), nearly("drugs", "drums"), nearly("cat", "car"), nearly("2019", "2018")
    (True, True, False, False)
    """
    if wanted == met:
        return True
    slips = slips_allowed(wanted)
    if abs(len(wanted) - len(met)) > slips or not met.isalpha():
        return False
    return _slips(wanted, met) <= slips


def _slips(one: str, other: str) -> int:
    """How many slips lie between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [at]
        for to, met in enumerate(other, start=1):
            least = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != met))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == met:
                least = min(least, earlier[to - 2] + 1)
            row.append(least)
    return row[-1]
