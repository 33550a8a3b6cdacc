"""Markings: who may receive a document (LIMITE), and the levels of EU, NATO, WEU and Euratom classified information."""

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from typing import NamedTuple, Self

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


# Council Decision 2013/488/EU, Article 2; before 2011 the French half stood alone. Short forms stand free.
_CLASSIFIED = (
    (Level.TOP_SECRET, "TRES SECRET UE/EU TOP SECRET", "TRES SECRET", "TOP SECRET", "TS"),
    (Level.SECRET, "SECRET UE/EU SECRET", "SECRET", "SECRET", "S"),
    (Level.CONFIDENTIAL, "CONFIDENTIEL UE/EU CONFIDENTIAL", "CONFIDENTIEL", "CONFIDENTIAL", "C"),
    (Level.RESTRICTED, "RESTREINT UE/EU RESTRICTED", "RESTREINT", "RESTRICTED", "R"),
)
# The levels of the organisations whose documents the Council holds too; theirs are as high as the EU's of that name
# (Decision 2013/488/EU, Appendix B, and the agreements with NATO, WEU and Euratom).
_OTHER_ORGANISATIONS = (
    ("NATO", r"(?:NATO|OTAN)", r"COSMIC"),
    ("WEU", r"(?:WEU|UEO)", r"FOCAL"),
    ("EURA", r"EURA(?:TOM)?", None),
)
_OTHER_LEVELS = (
    (Level.TOP_SECRET, "TOP SECRET", ("TOP SECRET", "TRES SECRET")),
    (Level.SECRET, "SECRET", ("SECRET",)),
    (Level.CONFIDENTIAL, "CONFIDENTIAL", ("CONFIDENTIAL", "CONFIDENTIEL")),
    (Level.RESTRICTED, "RESTRICTED", ("RESTRICTED", "DIFFUSION RESTREINTE")),
)
_APART = r"[ _\xa0-]{0,3}"
# Letters of other alphabets that look like ours, and signs that look like a hyphen, a slash or nothing at all.
_ALIKE = str.maketrans(
    "АВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ‐‑‒–—−∕⁄",
    "ABCEHIJKMOPSTXYABEZHIKMNOPTYX------//",
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
)
# Small capitals are letters of their own, which have no capital form.
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ")


def _words_of(french: str, english: str, short: str) -> str:
    """Every spelling of a level, as a pattern for folded text; a scan takes I for 1 or l."""
    french, english = (words.replace("I", "[I1L]") for words in (french, english))
    full = [rf"{_APART.join(french.split())}{_APART}U\.?E\.?", rf"EU{_APART}{_APART.join(english.split())}"]
    free = [
        rf"{short}[ -]{{0,3}}UE ?/ ?EU[ -]{{0,3}}{short}",
        rf"(?<![^\s(\[“\"])(?:{short}-UE|EU-{short})(?![^\s)\].,;:”\"])",
    ]
    return "|".join(full + free)


def _words_elsewhere(owner: str, top: str | None, level: Level, spellings: Iterable[str]) -> str:
    """Every spelling of a level of another organisation, as a pattern for folded text."""
    words = "|".join(_APART.join(spelling.replace("I", "[I1L]").split()) for spelling in spellings)
    theirs = rf"{owner}{_APART}(?:{words})"
    return rf"{theirs}|{top}{_APART}(?:{words})" if top and level is Level.TOP_SECRET else theirs


@cache
def _phrases() -> tuple[tuple[Level, str, re.Pattern[str]], ...]:
    """Compiled when the first marking is looked at that is not an everyday one."""
    found = [(level, name, _words_of(*words)) for level, name, *words in _CLASSIFIED]
    for name, owner, top in _OTHER_ORGANISATIONS:
        for level, words, spellings in _OTHER_LEVELS:
            printed = f"{top} {words}" if top and level is Level.TOP_SECRET else f"{name} {words}"
            found.append((level, printed, _words_elsewhere(owner, top, level, spellings)))
    return tuple(
        (level, name, re.compile(rf"(?<![^\W_])(?<!-)(?:{words})(?![^\W\d_])(?!-[A-Z])"))
        for level, name, words in found
    )


@cache
def classification_words() -> re.Pattern[str]:
    """The words of any level, with both halves where both are there, for text folded by `fold_classification`."""
    level = "|".join(f"(?:{phrase.pattern})" for _, _, phrase in _phrases())
    return re.compile(rf"(?:{level})(?:\s{{0,3}}[/I|]\s{{0,3}}(?:{level}))*")


@cache
def _letters() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each level its letters alone, whole: `RESTREINTUEEURESTRICTED`, or one half of it."""
    found = []
    for _, name, french, english, _ in _CLASSIFIED:
        first, second = (words.replace(" ", "").replace("I", "[IL]?") for words in (french, english))
        found.append((name, re.compile(f"{first}UE(?:[IL]?EU{second})?|EU{second}")))
    for owner, letters, top in _OTHER_ORGANISATIONS:
        for level, words, spellings in _OTHER_LEVELS:
            theirs = "|".join(spelling.replace(" ", "").replace("I", "[IL]?") for spelling in spellings)
            before = f"(?:{letters}|{top})" if top and level is Level.TOP_SECRET else letters
            found.append((f"{owner} {words}", re.compile(f"{before}(?:{theirs})")))
    return tuple(found)


def spelt_out(text: str) -> str | None:
    """The level that a text is, and nothing else, where only the order of its letters is left; None for any other."""
    if len(text) > 200:
        return None
    letters = "".join(c for c in fold_classification(text) if c.isalpha())
    return next((name for name, level in _letters() if level.fullmatch(letters)), None)


_EVERYDAY = {"LIMITE": Level.LIMITE, "PUBLIC": Level.UNMARKED}
_WORDS_OF_THEIR_OWN = frozenset(("LIMITED", "LIMITES", "LIMITEE", "PUBLICS"))
"""One letter more than LIMITE or PUBLIC; with other words behind them they need not be misspelt."""


@cache
def _known_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each known marking with its words, in full before its halves."""
    whole = [(name, name.split("/")) for _, name, *_ in _CLASSIFIED]
    in_full = [(name, tuple(" ".join(halves).split())) for name, halves in whole]
    in_half = [(name, tuple(half.split())) for name, halves in whole for half in halves]
    return (*((word, (word,)) for word in _EVERYDAY), *in_full, *in_half)


def _may_be(word: str, known: str) -> bool:
    """Whether a word is the known one, or one slip away; of two letters only swapped ones are no other word."""
    # Loaded by hardly any marking.
    from somei_cli.model.word_slips import is_slip

    return word == known or (word == known[::-1] if len(known) == 2 else is_slip(word, known))


def fold(text: str) -> str:
    """Capitals without accents, blanks folded and none around slashes: the form in which markings are compared."""
    bare = text
    if not text.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.upper().split()).replace(" /", "/").replace("/ ", "/")


# Every level holds one of these; most lines of most documents none.
_MAY_NAME_ONE = re.compile(r"(?i)u\.?e|eu|&|nato|otan|cosmic|focal")


def fold_classification(text: str) -> str:
    """As `fold`, and look-alikes are what they look like: a classification must not slip through for one letter."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_SMALL_CAPITALS))
    if "&" in text:
        # Loaded by hardly any marking.
        from html import unescape

        text = unescape(text).replace("\xa0", " ")
    return fold(fold(text).translate(_ALIKE))


def classification_in(text: str) -> str | None:
    """The full name of the classification (EU, NATO, WEU, Euratom) that a line names, in any spelling, or None."""
    if text.isascii() and not _MAY_NAME_ONE.search(text):
        return None
    folded = fold_classification(text)
    for _, name, phrase in _phrases():
        if phrase.search(folded):
            return name
    return None


# Words of any alphabet: a marking nobody knows is kept as it was printed, and counts as the highest.
_PRINTABLE = re.compile(r"[^\W_](?:[^\W_]|[ /:,().'+-]){0,99}")


_HALVES = (
    ("RESTREINT UE/EU RESTRICTED", ("RESTREINT", "RESTREINTE", "RESTRICTED")),
    ("CONFIDENTIEL UE/EU CONFIDENTIAL", ("CONFIDENTIEL", "CONFIDENTIAL")),
    ("TRES SECRET UE/EU TOP SECRET", ("TRES SECRET", "TOP SECRET")),
    ("SECRET UE/EU SECRET", ("SECRET",)),
)
_NO_LEVELS = frozenset({"SECRETS", "SECRETE", "RESTRICTS"})


def resembles_classification(words: str) -> str | None:
    """The EU level that words by themselves seem to be, misspelt or in the wrong order; None for any other words.

    >>> resembles_classification("UE RESTREINT"), resembles_classification("EU RESTRICTD")
    ('RESTREINT UE/EU RESTRICTED', 'RESTREINT UE/EU RESTRICTED')
    >>> resembles_classification("EU Secretariat"), resembles_classification("EU restrictive measures")
    (None, None)
    """
    # Loaded by hardly any marking.
    from somei_cli.model.word_slips import is_slip

    if len(words) > 60:
        return None
    folded = " ".join(re.findall(r"[A-Z]+", fold_classification(words)))
    for owner in ("UE ", "EU "):
        level = folded.removeprefix(owner) if folded.startswith(owner) else folded.removesuffix(f" {owner.strip()}")
        if level == folded or level in _NO_LEVELS:
            continue
        for name, halves in _HALVES:
            if any(level == half or (len(half) > len("SECRET") and is_slip(level, half)) for half in halves):
                return name
    return None


class Marking(NamedTuple):
    """A marking as printed; its level is worked out, never stored."""

    text: str

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a marking: known spellings become the printed one, additions (`LIMITE JUR`) are kept.

        Raises:
            NotAValue: where it cannot be the words of a marking.
        """
        folded = fold(typed)
        if folded in _EVERYDAY:
            return cls(folded)
        if not _PRINTABLE.fullmatch(folded):
            raise NotAValue("the marking", typed, "LIMITE, PUBLIC, a classification, or none")
        for _, name, phrase in _phrases():
            if phrase.fullmatch(folded) or folded == name:
                return cls(name)
        return cls(folded)

    @property
    def level(self) -> Level:
        """The level; UNKNOWN for words that name none."""
        if self.text in _EVERYDAY:
            return _EVERYDAY[self.text]
        folded = fold(self.text)
        if folded in _EVERYDAY:
            return _EVERYDAY[folded]
        for level, _, phrase in _phrases():
            if phrase.search(folded):
                return level
        return Level.LIMITE if "LIMITE" in re.split(r"\W", folded) else Level.UNKNOWN

    @property
    def classified(self) -> bool:
        """Whether this is information classified by the EU, NATO, WEU or Euratom, whose text is never held here."""
        return Level.RESTRICTED <= self.level <= Level.TOP_SECRET

    @property
    def is_slip(self) -> bool:
        """Whether these words seem to be a known marking, misspelt: by one slip, or LIMITE or PUBLIC by more."""
        if self.meant:
            return True
        return self.level is Level.UNKNOWN and any(is_like(self.text, word) for word in _EVERYDAY)

    @property
    def meant(self) -> str | None:
        """The known marking that these words are, but for one slip in a word; None for it itself and for any others.

        Further words may stand behind it, as they may behind a known marking: `LIMITTE JUR`.
        """
        if self.text in _EVERYDAY:
            return None
        words = tuple(re.findall(r"[A-Z0-9]+", fold_classification(self.text)))
        for name, known in _known_words():
            begin, more = words[: len(known)], words[len(known) :]
            if len(begin) == len(known) and all(map(_may_be, begin, known)):
                honest = begin == known or (more and begin[0] in _WORDS_OF_THEIR_OWN)
                return None if honest else name
        return next((word for word in _EVERYDAY if "".join(words) == word), None)

    def __str__(self) -> str:
        return self.text


LIMITE = Marking("LIMITE")

_LIKE = 0.8
"""From here on a word is taken for another one: LIMTE is .91 like LIMITE, SECRETARIAT .71 like SECRET."""


def is_like(word: str, known: str) -> bool:
    """Whether a word in capitals is another one, or that one misspelt or misread."""
    # Loaded by hardly any marking.
    from difflib import SequenceMatcher

    return abs(len(word) - len(known)) < 3 and SequenceMatcher(None, word, known).ratio() >= _LIKE


def level_of(marking: Marking | None) -> Level:
    """The level of a document's marking; absent means unmarked."""
    return marking.level if marking else Level.UNMARKED
