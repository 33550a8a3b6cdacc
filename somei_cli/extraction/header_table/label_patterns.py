"""Patterns for the labels of the header table, from their words: in older and foreign spellings, with letters lost."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from somei_cli.extraction.header_table.label_words import LABEL_WORDS, LabelKind
from somei_cli.formats.notation.required_letters import find_at, find_from_starts

# No., Nos, N°, Nr., Nr.:n, Č., Št., Br., αριθ., №; a font that lost its N leaves o.
_NUMBER_SIGN = (
    r"(?:[Nn\ufffd]?[Oo](?:\s?[s.]){0,3}|[Nn]s?\.?\s?[°ºo]s?\.?|[Nn]r\.?:?(?:\s?n\b)?|[Nn]ru\.?|[Nn]\.?|[ČŠčš]t?\.|[Bb]r\.?|"
    r"[Ss]t\.|[Αα]ριθ\.?|№)"
)
TOLERANT_LABELS = frozenset({LabelKind.PREVIOUS, LabelKind.COMMISSION})
"""Labels so long that they are certain even without a letter."""
_CASE_INSENSITIVE = frozenset({LabelKind.DATED, *TOLERANT_LABELS})
# Typists aligned the colons of a header table: “de        :”.
_TYPED_GAP = r"[ \t]{4,24}"
_LONG_PHRASE = 6
_NUMBER_FOLLOWS = r"(?=(?:[A-Z][A-Z-]{1,7}\s?)?[(0-9])"


@cache
def label_pattern() -> re.Pattern[str]:
    """Return a pattern for a label and its colon; the same label in another language may follow a stroke.

    The pattern skips most words at once: no colon follows them.
    """
    groups = "|".join(f"(?P<{kind.name}>{_alternatives(kind)})" for kind in LABEL_WORDS)
    second_label = r"(?:\s{0,2}/\s{0,2}[^\W\d_][^:\n/]{0,28}?)?"
    return re.compile(
        rf"(?<![^\s|(])(?=[^\W\d_]|[№\ufffd])(?=[^:]{{1,60}}:)(?:{groups}){second_label}(?:\s{{0,3}}|{_TYPED_GAP}):"
    )


# A label is at the beginning, or behind a blank, a bar or a bracket; a search for these passes over all other places.
_LABEL_MAY_FOLLOW = re.compile(r"[\s|(](?=(?:[^\W\d_]|[№\ufffd])[^:]{0,59}:)")


def find_label_matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of `label_pattern`, in order."""
    if ":" not in text:
        return
    starts = (0, *(blank.end() for blank in _LABEL_MAY_FOLLOW.finditer(text)))
    yield from find_at(starts, label_pattern(), text)


@cache
def label_words_pattern(kind: LabelKind) -> re.Pattern[str]:
    """Return a pattern for the words of one field."""
    return re.compile(_alternatives(kind))


# A cheap first test: few words have a figure so soon after them.
_BARE_LABEL_START = re.compile(r"[NnBbSsČčŠšΑα\ufffd№](?<![^\s|(].)(?=[^:0-9(]{3,39}[0-9(])")


def find_bare_label_matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a label for earlier documents without its colon, before a number."""
    yield from find_from_starts(_BARE_LABEL_START, _bare_label_pattern(), text)


@cache
def _bare_label_pattern() -> re.Pattern[str]:
    groups = "|".join(
        f"(?P<{kind.name}>{_alternatives(kind, signed=True)})" for kind in (LabelKind.PREVIOUS, LabelKind.COMMISSION)
    )
    # The cells of a table may have become text with strokes between them: `No. prev. doc. / 14105/07`.
    return re.compile(rf"(?<![^\s|(])(?:{groups})(?:\s{{1,3}}|\s{{1,3}}/\s{{1,3}}){_NUMBER_FOLLOWS}")


@cache
def _alternatives(kind: LabelKind, *, signed: bool = False) -> str:
    """Return the words of a field, longest first, as one pattern; with `signed`, only those after a number sign."""
    words = {" ".join(phrase.split()) for phrase in LABEL_WORDS[kind].split("|")}
    after_sign = {phrase.removeprefix("# ") for phrase in words if phrase.startswith("# ")}
    without_sign = set() if signed else {phrase for phrase in words if not phrase.startswith("# ")}
    patterns = [_phrase_pattern(phrase, kind) for phrase in sorted(without_sign, key=_longest_first)]
    if after_sign:
        phrases = "|".join(_phrase_pattern(phrase, kind) for phrase in sorted(after_sign, key=_longest_first))
        patterns.append(rf"{_NUMBER_SIGN}\s{{0,2}}(?:{phrases})")
    # A first look at one character: in a text hardly any word begins a label.
    return f"(?=[{_initials(kind, signed=signed)}])(?:{'|'.join(patterns)})"


def _initials(kind: LabelKind, *, signed: bool) -> str:
    """Return the characters with which the words of a field, or its number signs, begin."""
    initials: set[str] = set()
    for phrase in {" ".join(phrase.split()) for phrase in LABEL_WORDS[kind].split("|")}:
        if phrase.startswith("#"):
            initials.update("Nn\ufffdOoČŠčšBbSsΑα№")
        elif not signed:
            for char in phrase:
                letters = _letter_pattern(char, kind, may_be_lost=len(phrase) >= _LONG_PHRASE)
                initials.update(letters.strip("[]?\\"))
                if not letters.endswith("?"):
                    break
    return re.escape("".join(sorted(initials)))


def _longest_first(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase


def _phrase_pattern(phrase: str, kind: LabelKind) -> str:
    """Return a pattern for a phrase with other blanks, points and accents; a long phrase may have lost its letter o."""
    letters = (_letter_pattern(char, kind, may_be_lost=len(phrase) >= _LONG_PHRASE) for char in phrase)
    return "".join(letters) + (r"\.?" if kind in TOLERANT_LABELS else "")


def _letter_pattern(char: str, kind: LabelKind, *, may_be_lost: bool = False) -> str:
    """Return a pattern for a letter; in a long phrase one with an accent may be lost: Empfnger."""
    if char == "#":
        return _NUMBER_SIGN
    if char == " ":
        return r"\.?\s{0,2}" if kind in TOLERANT_LABELS else r"\s{0,2}"
    if char == ".":
        return r"\.?"
    if not char.isalpha():
        return re.escape(char)
    letters = {char, unicodedata.normalize("NFD", char)[0]}
    if kind in _CASE_INSENSITIVE:
        letters |= {c for letter in letters for c in (letter.lower(), letter.upper())}
    if kind in TOLERANT_LABELS and char == "c":
        letters.add("e")
    pattern = f"[{''.join(sorted(letters))}]" if len(letters) > 1 else char
    has_accent = not char.isascii() and unicodedata.normalize("NFD", char)[0].isascii()
    is_lost = (kind in TOLERANT_LABELS and char == "o") or (may_be_lost and has_accent)
    return f"{pattern}?" if is_lost else pattern
