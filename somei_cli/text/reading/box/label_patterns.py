"""The words of the box as patterns: with other blanks, points and accents than ours, and letters misread or lost."""

import re
import unicodedata
from functools import cache

from somei_cli.text.reading.box.words import WORDS, LabelKind

# No., Nos, N°, Nr., Nr.:n, Č., Št., Br., αριθ., №; a font that lost its N leaves o.
_NO = (
    r"(?:[Nn\ufffd]?[Oo](?:\s?[s.]){0,3}|[Nn]s?\.?\s?[°ºo]s?\.?|[Nn]r\.?:?(?:\s?n\b)?|[Nn]ru\.?|[Nn]\.?|[ČŠčš]t?\.|[Bb]r\.?|"
    r"[Ss]t\.|[Αα]ριθ\.?|№)"
)
LOOSE = frozenset({LabelKind.PREVIOUS, LabelKind.COMMISSION})
"""Labels so long that a letter may be lost and they are still unmistakable."""
_ANY_CASE = frozenset({LabelKind.DATED, *LOOSE})
_NUMBER = r"(?=(?:[A-Z][A-Z-]{1,7}\s?)?[(0-9])"


@cache
def any_label() -> re.Pattern[str]:
    """A label and its colon; a second one in another language may stand behind a stroke.

    Most words are passed over at once: no colon follows them.
    """
    groups = "|".join(f"(?P<{box.name}>{_alternatives(box)})" for box in WORDS)
    beside = r"(?:\s{0,2}/\s{0,2}[^\W\d_][^:\n/]{0,28}?)?"
    return re.compile(rf"(?<![^\s|(])(?=[^\W\d_]|[№\ufffd])(?=[^:]{{1,60}}:)(?:{groups}){beside}\s{{0,3}}:")


@cache
def words_of(box: LabelKind) -> re.Pattern[str]:
    """The words of one field."""
    return re.compile(_alternatives(box))


@cache
def bare_label() -> re.Pattern[str]:
    """A label for earlier documents is unmistakable, so it may have lost its colon before a number."""
    groups = "|".join(
        f"(?P<{box.name}>{_alternatives(box, signed=True)})" for box in (LabelKind.PREVIOUS, LabelKind.COMMISSION)
    )
    # Few words are followed by a figure so soon.
    return re.compile(rf"(?<![^\s|(])(?=[NnBbSsČčŠšΑα\ufffd№])(?=[^:0-9(]{{4,40}}[0-9(])(?:{groups})\s{{1,3}}{_NUMBER}")


@cache
def _alternatives(box: LabelKind, *, signed: bool = False) -> str:
    """The words of a field, longest first, as one pattern; only those behind a number sign where that is asked for."""
    words = {" ".join(phrase.split()) for phrase in WORDS[box].split("|")}
    behind = {phrase.removeprefix("# ") for phrase in words if phrase.startswith("# ")}
    others = set() if signed else {phrase for phrase in words if not phrase.startswith("# ")}
    patterns = [_pattern(phrase, box) for phrase in sorted(others, key=_longest_first)]
    if behind:
        patterns.append(rf"{_NO}\s{{0,2}}(?:{'|'.join(_pattern(p, box) for p in sorted(behind, key=_longest_first))})")
    return f"(?:{'|'.join(patterns)})"


def _longest_first(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase


def _pattern(phrase: str, box: LabelKind) -> str:
    """A phrase with other blanks, points and accents than ours; in long ones the letter o may be lost."""
    return "".join(_letter(char, box) for char in phrase) + (r"\.?" if box in LOOSE else "")


def _letter(char: str, box: LabelKind) -> str:
    if char == "#":
        return _NO
    if char == " ":
        return r"\.?\s{0,2}" if box in LOOSE else r"\s{0,2}"
    if char == ".":
        return r"\.?"
    if not char.isalpha():
        return re.escape(char)
    letters = {char, unicodedata.normalize("NFD", char)[0]}
    if box in _ANY_CASE:
        letters |= {c for letter in letters for c in (letter.lower(), letter.upper())}
    if box in LOOSE and char == "c":
        letters.add("e")
    either = f"[{''.join(sorted(letters))}]" if len(letters) > 1 else char
    return f"{either}?" if box in LOOSE and char == "o" else either
