"""Markings: distribution markings (LIMITE), and the levels of EU, NATO, WEU and Euratom classified information."""

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple, Self

from somei_cli.errors import NotAValue


class Level(IntEnum):
    """How much a marking restricts; an unknown marking counts as the highest until a person decides."""

    UNMARKED = 0
    LIMITE = 1
    RESTRICTED = 2
    CONFIDENTIAL = 3
    SECRET = 4
    TOP_SECRET = 5
    UNKNOWN = 9


# Council Decision 2013/488/EU, Article 2; before 2011 only the French half was printed. The short form is last.
_CLASSIFIED = (
    (Level.TOP_SECRET, "TRES SECRET UE/EU TOP SECRET", "TRES SECRET", "TOP SECRET", "TS"),
    (Level.SECRET, "SECRET UE/EU SECRET", "SECRET", "SECRET", "S"),
    (Level.CONFIDENTIAL, "CONFIDENTIEL UE/EU CONFIDENTIAL", "CONFIDENTIEL", "CONFIDENTIAL", "C"),
    (Level.RESTRICTED, "RESTREINT UE/EU RESTRICTED", "RESTREINT", "RESTRICTED", "R"),
)
# The levels of organisations whose documents the Council also holds; each is as high as the EU level of that name
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
_GAP = r"[ _\xa0-]{0,3}"
# Letters of other alphabets that look like ours, and signs that look like a hyphen, a slash or nothing at all.
_LOOK_ALIKES = str.maketrans(
    "АВСЕНІЈКМОРЅТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧ‐‑‒–—−∕⁄",
    "ABCEHIJKMOPSTXYABEZHIKMNOPTYX------//",
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
)
# Small capitals are separate letters, for which upper() does nothing.
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ")


def _eu_pattern(french: str, english: str, short: str) -> str:
    """Return a pattern for every spelling of an EU level in folded text; OCR may read I as 1 or l."""
    french, english = (words.replace("I", "[I1L]") for words in (french, english))
    full = [rf"{_GAP.join(french.split())}{_GAP}U\.?E\.?", rf"EU{_GAP}{_GAP.join(english.split())}"]
    free = [
        rf"{short}[ -]{{0,3}}UE ?/ ?EU[ -]{{0,3}}{short}",
        rf"(?<![^\s(\[“\"])(?:{short}-UE|EU-{short})(?![^\s)\].,;:”\"])",
    ]
    return "|".join(full + free)


def _organisation_pattern(owner: str, top: str | None, level: Level, spellings: Iterable[str]) -> str:
    """Return a pattern for every spelling of a level of another organisation, for folded text."""
    words = "|".join(_GAP.join(spelling.replace("I", "[I1L]").split()) for spelling in spellings)
    pattern = rf"{owner}{_GAP}(?:{words})"
    return rf"{pattern}|{top}{_GAP}(?:{words})" if top and level is Level.TOP_SECRET else pattern


@cache
def _level_patterns() -> tuple[tuple[Level, str, re.Pattern[str]], ...]:
    """Compiled when the first marking is read that is not LIMITE or PUBLIC."""
    patterns = [(level, name, _eu_pattern(*words)) for level, name, *words in _CLASSIFIED]
    for name, owner, top in _OTHER_ORGANISATIONS:
        for level, words, spellings in _OTHER_LEVELS:
            printed = f"{top} {words}" if top and level is Level.TOP_SECRET else f"{name} {words}"
            patterns.append((level, printed, _organisation_pattern(owner, top, level, spellings)))
    return tuple(
        (level, name, re.compile(rf"(?<![^\W_])(?<!-)(?:{words})(?![^\W\d_])(?!-[A-Z])"))
        for level, name, words in patterns
    )


@cache
def classification_pattern() -> re.Pattern[str]:
    """Return a pattern for any level, both halves together, in text folded by `fold_classification`."""
    level = "|".join(f"(?:{phrase.pattern})" for _, _, phrase in _level_patterns())
    return re.compile(rf"(?:{level})(?:\s{{0,3}}[/I|]\s{{0,3}}(?:{level}))*")


@cache
def _letter_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return for each level a pattern of its letters without blanks: `RESTREINTUEEURESTRICTED`, or one half of it."""
    patterns = []
    for _, name, french, english, _ in _CLASSIFIED:
        first, second = (words.replace(" ", "").replace("I", "[IL]?") for words in (french, english))
        patterns.append((name, re.compile(f"{first}UE(?:[IL]?EU{second})?|EU{second}")))
    for owner, letters, top in _OTHER_ORGANISATIONS:
        for level, words, spellings in _OTHER_LEVELS:
            words_pattern = "|".join(spelling.replace(" ", "").replace("I", "[IL]?") for spelling in spellings)
            owner_pattern = f"(?:{letters}|{top})" if top and level is Level.TOP_SECRET else letters
            patterns.append((f"{owner} {words}", re.compile(f"{owner_pattern}(?:{words_pattern})")))
    return tuple(patterns)


@cache
def _any_letter_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{level.pattern})" for _, level in _letter_patterns()))


def level_from_letters(text: str) -> str | None:
    """Return the level whose letters, in order, make up the whole text; None for any other text.

    This finds a level that is split by blanks or signs: `R E S T R E I N T  U E`.
    """
    if len(text) > 200:
        return None
    letters = "".join(filter(str.isalpha, fold_classification(text)))
    # Most texts are no level, and one look says so; most of these need not even a pattern.
    if not any(degree in letters for degree in _DEGREES) or not _any_letter_pattern().fullmatch(letters):
        return None
    return next((name for name, level in _letter_patterns() if level.fullmatch(letters)), None)


_EVERYDAY = {"LIMITE": Level.LIMITE, "PUBLIC": Level.UNMARKED}
_OTHER_WORDS = frozenset(("LIMITED", "LIMITES", "LIMITEE", "PUBLICS"))
"""One letter more than LIMITE or PUBLIC, but words of their own: before other words they are no misspelling."""


@cache
def _known_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each known marking with its words, the full form before its halves."""
    whole = [(name, name.split("/")) for _, name, *_ in _CLASSIFIED]
    in_full = [(name, tuple(" ".join(halves).split())) for name, halves in whole]
    in_half = [(name, tuple(half.split())) for name, halves in whole for half in halves]
    return (*((word, (word,)) for word in _EVERYDAY), *in_full, *in_half)


def _is_word_or_slip(word: str, expected: str) -> bool:
    """Return whether a word is the expected one or one slip away; a word of two letters only if they are swapped."""
    return word == expected or (word == expected[::-1] if len(expected) == 2 else is_slip(word, expected))


# Latin, Greek and Cyrillic letters and signs of the text do not combine: they are passed over at once.
_MAY_BE_COMBINING = "[^\x00-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u20cf]"


def _drop_combining(match: re.Match[str]) -> str:
    return "" if unicodedata.combining(match[0]) else match[0]


def fold_marking(text: str) -> str:
    """Return text for the comparison of markings: upper case, no accents, blanks folded and none around slashes."""
    if text.isascii():
        folded = " ".join(text.upper().split())
    else:
        unaccented = re.sub(_MAY_BE_COMBINING, _drop_combining, unicodedata.normalize("NFD", text))
        folded = " ".join(unaccented.upper().split())
    return folded.replace(" /", "/").replace("/ ", "/") if "/" in folded else folded


# Every level contains an owner, right beside a degree or a short form; most lines do not, and are done at once.
_OWNERS = ("UE", "EU", "U.E", "NATO", "OTAN", "COSMIC", "FOCAL")
_DEGREES = ("SECRET", "RESTR", "CONF")
_OWNER_FIRST = rf"(?:EU|OTAN|NATO|UEO|EURA(?:TOM)?|COSMIC|FOCAL){_GAP}(?:TOP|TRES|SECR|CONF|REST|D[I1L]FF)"
_BESIDE = rf"{_OWNER_FIRST}|(?:RET|EL|NT){_GAP}U\.?E|(?:TS|[SCR])(?:[ -]{{0,3}}UE ?/|-UE)|EU-(?:TS|[SCR])(?![A-Z])"


def fold_classification(text: str) -> str:
    """Fold text like `fold_marking`, and replace look-alike letters.

    One odd letter must not hide a classification.
    """
    return _fold_line(text) if len(text) <= _LONG_LINE else _fold_look_alikes(text)


def _fold_look_alikes(text: str) -> str:
    if text.isascii() and "&" not in text:
        return fold_marking(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_SMALL_CAPITALS))
    if "&" in text:
        # Hardly any marking needs this import.
        from html import unescape

        text = unescape(text).replace("\xa0", " ")
    folded = fold_marking(text)
    replaced = folded.translate(_LOOK_ALIKES)
    # Most lines have no look-alike letters, and folding a second time changes nothing.
    return folded if replaced == folded else fold_marking(replaced)


def fold_each_letter(text: str) -> str:
    """Fold text like `fold_classification`, but letter for letter, so that offsets stay the same."""
    return text.translate({ord(c): _fold_letter(c) for c in set(text)})


def _fold_letter(letter: str) -> str:
    folded = fold_classification(letter)
    return folded if len(folded) == 1 else " " if letter.isspace() else letter


def find_classification(text: str) -> str | None:
    """Return the full name of the classification (EU, NATO, WEU, Euratom) in a line, in any spelling; else None."""
    return _find_level_in_text(text) if len(text) > _LONG_LINE else _find_level_in_line(text)


_LONG_LINE = 1000


def _find_level(text: str) -> str | None:
    folded = fold_classification(text)
    if not any(owner in folded for owner in _OWNERS) or not re.search(_BESIDE, folded):
        return None
    for _, name, phrase in _level_patterns():
        if phrase.search(folded):
            return name
    return None


# The importer asks for the same lines of a document again and again, and for its whole text; few long ones are kept.
_find_level_in_line = lru_cache(maxsize=256)(_find_level)
_find_level_in_text = lru_cache(maxsize=4)(_find_level)
_fold_line = lru_cache(maxsize=512)(_fold_look_alikes)


# Words of any alphabet: an unknown marking is kept as printed, and counts as the highest.
_PRINTABLE = r"[^\W_](?:[^\W_]|[ /:,().'+-]){0,99}"


_HALVES = (
    ("RESTREINT UE/EU RESTRICTED", ("RESTREINT", "RESTREINTE", "RESTRICTED")),
    ("CONFIDENTIEL UE/EU CONFIDENTIAL", ("CONFIDENTIEL", "CONFIDENTIAL")),
    ("TRES SECRET UE/EU TOP SECRET", ("TRES SECRET", "TOP SECRET")),
    ("SECRET UE/EU SECRET", ("SECRET",)),
)
_NOT_LEVELS = frozenset({"SECRETS", "SECRETE", "RESTRICTS"})


_OWNER_ALONE = re.compile(r"(?i)(?<!\w)(?:EU|UE)(?!\w)")
_WHOLE_RUNS = ("REST", "EINT", "ICTED", "CONFI", "ENTIEL", "ENTIAL", "TRES", "TOP", "ECRET")
"""One slip in the words of a level, or two letters of it swapped, leaves one of these whole."""


def may_resemble_classification(words: str) -> bool:
    """Return whether some of the words could resemble an EU level: a cheap test that most lines fail.

    >>> may_resemble_classification("Item 3: UE RESTRIENT"), may_resemble_classification("Relations of the EU")
    (True, False)
    """
    plain = words.casefold()
    if not ("eu" in plain or "ue" in plain) or not _OWNER_ALONE.search(words):
        return False
    letters = "".join(re.findall(r"[A-Z]+", fold_classification(words)))
    return any(run in letters for run in _WHOLE_RUNS)


def resembles_classification(words: str) -> str | None:
    """Return the EU level that these words seem to be, misspelt or in the wrong order; None for any other words.

    >>> resembles_classification("UE RESTREINT"), resembles_classification("EU RESTRICTD")
    ('RESTREINT UE/EU RESTRICTED', 'RESTREINT UE/EU RESTRICTED')
    >>> resembles_classification("EU Secretariat"), resembles_classification("EU restrictive measures")
    (None, None)
    """
    if len(words) > 60:
        return None
    folded = " ".join(re.findall(r"[A-Z]+", fold_classification(words)))
    for owner in ("UE ", "EU "):
        level = folded.removeprefix(owner) if folded.startswith(owner) else folded.removesuffix(f" {owner.strip()}")
        if level == folded or level in _NOT_LEVELS:
            continue
        for name, halves in _HALVES:
            if any(level == half or (len(half) > len("SECRET") and is_slip(level, half)) for half in halves):
                return name
    return None


class Marking(NamedTuple):
    """A marking as printed; its level is computed, never stored."""

    text: str

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a marking: known spellings become the printed one, additions (`LIMITE JUR`) are kept.

        Raises:
            NotAValue: if these cannot be the words of a marking.
        """
        folded = fold_marking(typed)
        if folded in _EVERYDAY:
            return cls(folded)
        if not re.fullmatch(_PRINTABLE, folded):
            raise NotAValue("the marking", typed, "LIMITE, PUBLIC, a classification, or none")
        for _, name, phrase in _level_patterns():
            if phrase.fullmatch(folded) or folded == name:
                return cls(name)
        return cls(folded)

    @property
    def level(self) -> Level:
        """The level; UNKNOWN if the words name none."""
        if self.text in _EVERYDAY:
            return _EVERYDAY[self.text]
        folded = fold_marking(self.text)
        if folded in _EVERYDAY:
            return _EVERYDAY[folded]
        for level, _, phrase in _level_patterns():
            if phrase.search(folded):
                return level
        return Level.LIMITE if "LIMITE" in re.split(r"\W", folded) else Level.UNKNOWN

    @property
    def classified(self) -> bool:
        """Whether this is information classified by the EU, NATO, WEU or Euratom; a register never holds its text."""
        return Level.RESTRICTED <= self.level <= Level.TOP_SECRET

    @property
    def is_slip(self) -> bool:
        """Whether the words seem to be a misspelt marking: any marking with one slip, or LIMITE or PUBLIC with more."""
        if self.misspelt_marking:
            return True
        return self.level is Level.UNKNOWN and any(is_similar_word(self.text, word) for word in _EVERYDAY)

    @property
    def misspelt_marking(self) -> str | None:
        """The known marking that these words misspell by one slip in a word; None for any other words.

        Further words may follow, as after a known marking: `LIMITTE JUR`.
        """
        if self.text in _EVERYDAY:
            return None
        words = tuple(re.findall(r"[A-Z0-9]+", fold_classification(self.text)))
        for name, expected in _known_words():
            start, further = words[: len(expected)], words[len(expected) :]
            if len(start) == len(expected) and all(map(_is_word_or_slip, start, expected)):
                is_intended = start == expected or (further and start[0] in _OTHER_WORDS)
                return None if is_intended else name
        return next((word for word in _EVERYDAY if "".join(words) == word), None)

    def __str__(self) -> str:
        return self.text


LIMITE = Marking("LIMITE")

_MIN_SIMILARITY = 0.8
"""From this ratio on, two words count as the same: LIMTE and LIMITE have .91, SECRETARIAT and SECRET .71."""


def is_similar_word(word: str, expected: str) -> bool:
    """Return whether an upper-case word is the expected one, or that one misspelt or misread."""
    # Hardly any marking needs this import.
    from difflib import SequenceMatcher

    return abs(len(word) - len(expected)) < 3 and SequenceMatcher(None, word, expected).ratio() >= _MIN_SIMILARITY


def level_of(marking: Marking | None) -> Level:
    """Return the level of a document's marking; a document without a marking is UNMARKED."""
    return marking.level if marking else Level.UNMARKED


def is_slip(word: str, expected: str) -> bool:
    """Return whether a word is the expected one with exactly one slip."""
    longer, shorter = (word, expected) if len(word) >= len(expected) else (expected, word)
    if word == expected or len(longer) - len(shorter) > 1:
        return False
    index = next(
        (
            index
            for index, (letter, other_letter) in enumerate(zip(longer, shorter, strict=False))
            if letter != other_letter
        ),
        None,
    )
    if index is None:
        return True
    if len(longer) > len(shorter):
        return longer[index + 1 :] == shorter[index:]
    swapped = (
        longer[index : index + 2] == shorter[index : index + 2][::-1] and longer[index + 2 :] == shorter[index + 2 :]
    )
    return longer[index + 1 :] == shorter[index + 1 :] or swapped
