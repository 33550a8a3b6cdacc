"""Folded spelling for a search: text without case and accents, its words, and words that are nearly the same."""

import re
from functools import lru_cache
from unicodedata import category, normalize

WORD = re.compile(r"[^\W_]+")
"""A word of a folded text: letters and digits in a row."""

# Letters that Unicode does not decompose, as people write them whose keyboard lacks them.
_UNDECOMPOSED = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŧ": "t"}
_IGNORED_CATEGORIES = frozenset({"Mn", "Me", "Cf"})
_LONGEST_WORD = 64
_SIGNATURE_BITS = 31


class _Letters(dict[int, str]):
    """The folded form of each character, computed when it first occurs."""

    def __missing__(self, code_point: int) -> str:
        letter = chr(code_point)
        lower = _decomposed(_decomposed(letter, letter).casefold(), letter)
        folded = "".join(_UNDECOMPOSED.get(c, c) for c in lower if category(c) not in _IGNORED_CATEGORIES)
        self[code_point] = folded
        return folded


def _decomposed(letters: str, original: str) -> str:
    """Take letters apart. A ™ or the like does not become the letters that it looks like."""
    return normalize("NFKD", letters) if original.isalnum() else normalize("NFD", letters)


_LETTERS = _Letters()


def fold_text(text: str) -> str:
    """Fold a text: small letters, without accents and invisible characters.

    >>> fold_text("Évaluation à l’Østre Straße")
    'evaluation a l’ostre strasse'
    """
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def split_words(text: str) -> tuple[str, ...]:
    """Split a text into the words that a search compares."""
    return tuple(WORD.findall(fold_text(text)))


class PlainText:
    """A text with its folded form, so that a match in the one can be shown in the other."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.plain = fold_text(text)

    def as_written(self, start: int, end: int) -> tuple[int, int]:
        """Convert a stretch of the folded form to one of the text, with the accents after its last letter."""
        if self.original.isascii():
            return start, end
        sources = [index for index, letter in enumerate(self.original) for _ in fold_text(letter)]
        stop = sources[end - 1] + 1
        while stop < len(self.original) and not fold_text(self.original[stop]):
            stop += 1
        return sources[start], stop


def letter_signature(word: str) -> int:
    """Return the letters of a word as bits: which occur, and which occur twice. A slip changes at most two bits."""
    first = second = 0
    for letter in word:
        bit = 1 << ord(letter) % _SIGNATURE_BITS
        second |= first & bit
        first |= bit
    return first | second << _SIGNATURE_BITS


def slips_allowed(word: str) -> int:
    """Return how many slips a word may have to count as this one."""
    if len(word) > _LONGEST_WORD or not word.isalpha():
        return 0
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


@lru_cache(maxsize=1 << 16)
def is_near_spelling(wanted_word: str, word: str) -> bool:
    """Whether a word may be the wanted one misspelt: by one slip from four letters on, by two from eight.

    A slip is a letter too many, missing or wrong, or two letters swapped. Digits are never taken for others.

    >>> [is_near_spelling(*pair) for pair in (("terorrism", "terrorism"), ("cat", "car"), ("2019", "2018"))]
    [True, False, False]
    """
    if wanted_word == word:
        return True
    allowed = slips_allowed(wanted_word)
    if abs(len(wanted_word) - len(word)) > allowed or not word.isalpha():
        return False
    return _edit_distance(wanted_word, word) <= allowed


def _edit_distance(first: str, second: str) -> int:
    """Count the slips between two words (optimal string alignment)."""
    previous: list[int] = []
    current = list(range(len(second) + 1))
    for row, letter in enumerate(first, start=1):
        before_previous, previous, current = previous, current, [row]
        for column, other_letter in enumerate(second, start=1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != other_letter))
            if row > 1 and column > 1 and letter == second[column - 2] and first[row - 2] == other_letter:
                cost = min(cost, before_previous[column - 2] + 1)
            current.append(cost)
    return current[-1]
