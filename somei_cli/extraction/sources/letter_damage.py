"""Undo what printing and copying did to letters: doubled letters, accented letters set off by blanks, lookalikes."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from somei_cli.model.importing.draft_entry import Line

_DOUBLED_WORD = re.compile(r"(?<![^\W_])(?:([^\W_])\1){4,}(?![^\W_])")
_DOUBLED_LINE = re.compile(r"\s*(?:([^\s])\1\s*){4,}")
_DOUBLED_START = re.compile(r"(\S)\1(\S)\2\s*(\S)\3")
_PAIR = re.compile(r"(\S)\1")
_DOUBLED_BLANKS = re.compile(r"\s{2,}")
_LEAST_LETTERS = 3

_LEAST_SET_OFF = 3
# Those of the Latin alphabet only: other alphabets have nothing else.
_ACCENTED = frozenset(map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))) - {"×", "÷"}
# Letters that are words in some language.
_WORDS_OF_ONE_LETTER = frozenset("àáéèêóòôíìúâåäöøæýÀÁÉÈÓÍÅÖ")
# Short words that follow a whole word: the letter before them ends its word.
_SHORT_WORDS = frozenset(
    "a i o u w z v s k e y do na od po za ze we nie dla oraz lub się że to są in of the and de da do den der die og "
    "och la le el el en et un su pre pri na ve se ke ob iz za po ali in ter".split()
)

_PLAIN_FORMS = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_UNUSUAL_FORMS = re.compile("[\uff01-\uff5e\ufb00-\ufb06]")
_LOOKALIKES = str.maketrans("АВЕЗКМНОРСТХУІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABE3KMHOPCTXYIJSaeopcyxijsABEZHIKMNOPTYXo")
_MIXED_WORD = re.compile(
    r"(?<!\w)(?=\w{0,40}[A-Za-z])(?=\w{0,40}[\u0370-\u03ff\u0400-\u04ff])[A-Za-z\u0370-\u03ff\u0400-\u04ff]{3,40}(?!\w)"
)
_FOREIGN_LETTER = re.compile("[\u0370-\u03ff\u0400-\u04ff]")


class MendedLines(NamedTuple):
    """Lines with their letters mended, and the words of which it is not certain where they end."""

    lines: tuple[Line, ...]
    uncertain_words: tuple[str, ...] = ()


def undo_letter_damage(lines: Sequence[Line]) -> MendedLines:
    """Return the lines with plain letters."""
    mended = [_mend_line(line) for line in lines]
    if all(line.text.isascii() for line in mended):
        return MendedLines(tuple(mended))
    return _join_set_off_letters(mended)


def _mend_line(line: Line) -> Line:
    text = line.text
    if _DOUBLED_START.search(text):
        text = _undouble(text)
    if not text.isascii():
        if _UNUSUAL_FORMS.search(text):
            text = text.translate(_PLAIN_FORMS)
        if _MIXED_WORD.search(text):
            text = _MIXED_WORD.sub(_spell_in_one_alphabet, text)
    return line if text is line.text else replace(line, text=text)


def _undouble(text: str) -> str:
    """Print each letter once, on the whole line or in the words in which each is doubled.

    >>> _undouble("CCOOVVEERR  NNOOTTEE")
    'COVER NOTE'
    """
    if _DOUBLED_LINE.fullmatch(text) and len({letter for letter in text if letter.isalpha()}) >= _LEAST_LETTERS:
        return _PAIR.sub(r"\1", _DOUBLED_BLANKS.sub(" ", text))
    return _DOUBLED_WORD.sub(
        lambda match: _PAIR.sub(r"\1", match[0]) if len(set(match[0])) >= _LEAST_LETTERS else match[0], text
    )


def _spell_in_one_alphabet(match: re.Match[str]) -> str:
    """Spell a word in Latin letters if most of its letters are, and the others look like Latin ones."""
    word = match[0]
    plain = word.translate(_LOOKALIKES)
    return plain if plain.isascii() and len(_FOREIGN_LETTER.findall(word)) * 2 <= len(word) else word


def _join_set_off_letters(lines: Sequence[Line]) -> MendedLines:
    """Join letters that a font set off by blanks from the rest of their words: Rozporz ą dzenie.

    A letter is joined only if the page never has it within a word.
    """
    text = "\n".join(line.text for line in lines)
    set_off: Counter[str] = Counter()
    within: set[str] = set()
    for word in re.findall(r"[^\W\d_]+", text):
        letters = {letter for letter in word if letter in _ACCENTED}
        if not letters:
            continue
        if word.isascii() or any(letter.isascii() for letter in word):
            within |= letters
        else:
            set_off.update(letters)
    joined = {
        letter
        for letter, times in set_off.items()
        if letter not in within and (letter not in _WORDS_OF_ONE_LETTER or times >= _LEAST_SET_OFF)
    }
    if not joined or sum(set_off[letter] for letter in joined) < _LEAST_SET_OFF:
        return MendedLines(tuple(lines))
    uncertain: list[str] = []

    def join(match: re.Match[str]) -> str:
        before, run, after = match["before"] or "", match["run"], match["after"] or ""
        if before and run[0].isupper() and not before.isupper():
            # The letter begins a word of its own: w dziedzinie Ś rodkowej.
            before, start = "", f"{before} "
        else:
            start = ""
        word = before + run
        is_same_case = after[1:2].islower() if not word.isupper() or len(word) == 1 else after[1:].isupper()
        is_joined = bool(after) and (is_same_case or not before) and after[1:] not in _SHORT_WORDS
        joined_words = word + (after[1:] if is_joined else after)
        if before and after and (is_joined or after[1:] in _SHORT_WORDS):
            uncertain.append(joined_words)
        return start + joined_words

    joined_letters = re.escape("".join(sorted(joined)))
    pattern = re.compile(
        rf"(?:(?P<before>(?<![^\W\d_])[^\W\d_]+)[ ])?(?<![^\W\d_])(?P<run>[{joined_letters}]{{1,3}})"
        r"(?![^\W\d_])(?P<after>[ ][^\W\d_]+(?![^\W\d_]))?"
    )
    return MendedLines(tuple(_replace_text(lines, lambda words: _substitute(pattern, join, words))), tuple(uncertain))


def _substitute(pattern: re.Pattern[str], join: Callable[[re.Match[str]], str], words: str) -> str:
    """Substitute until nothing changes: a word may have several letters that are set off."""
    for _ in range(8):
        mended = pattern.sub(join, words)
        if mended == words:
            break
        words = mended
    return words


def _replace_text(lines: Iterable[Line], mend: Callable[[str], str]) -> Iterable[Line]:
    for line in lines:
        words = line.text if line.text.isascii() else mend(line.text)
        yield line if words == line.text else replace(line, text=words)
