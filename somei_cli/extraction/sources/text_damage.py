"""Undo what other programs did to a text: quoting, line numbers, drawn tables, wrong encoding, damaged letters.

Each is undone only if the whole page, or a whole word, shows it. Every line keeps its number.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from somei_cli.extraction.sources.encodings import decode_again
from somei_cli.model.importing.draft_entry import Doubt, Line

_MIN_QUOTED = 8
_MOST_LINES = 0.75
_QUOTE = re.compile(r"[ ]?(?:(?:>|\||[#%]|//)[ ]?)+(?![>#%])")
_QUOTE_SIGNS = (">", "|", "#", "%", "//")

_MIN_NUMBERED = 12
_MOST_NUMBERED = 0.8
_SOME_NUMBERED = 0.4
"""Fewer lines, blank ones among them, are no reason to look closer."""
_NUMBER_FIRST = re.compile(r"\s{0,8}(?P<number>[0-9]{1,4})[:|.)]?(?=\s|$)")
_NUMBER_LAST = re.compile(r"(?:^|\s)\s*(?P<number>[0-9]{1,4})\s*$")

# Between two letters it stands for a letter.
_BOX = re.compile("[\u2500-\u259f](?:(?<![^\\W\\d_].)|(?![^\\W\\d_]))")
_TYPED_BORDER = re.compile(r"(?m)^[ \t]*\+(?:[-=]{2,200}\+){1,20}[ \t\r]*$")
_MIN_BORDERS = 2

_ENTITY = re.compile(r"&(?:#[0-9]{2,5}|#x[0-9A-Fa-f]{2,5}|[A-Za-z]{2,8}[0-9]{0,2});")
_MIN_ENTITIES = 2
_MIN_ENCODED_BLANKS = 5
_QUOTED_LETTER = re.compile(r"=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3}")

_SOFT_HYPHEN_LAST = re.compile(r"(?P<head>[^\n]*?)(?P<part>[^\s\u00ad]+(?:\u00ad[^\s\u00ad]+)*)\u00ad[ \t\r]*\Z")

# A site puts an i behind each number that it links: Directive 94/22/EC i, Regulation (EC) No 663/2009 i.
_LINK_MARK = re.compile(
    r"(?P<linked>[0-9]{1,4}/[0-9]{1,4}(?:/(?:EU|EC|EEC|JHA|CFSP|Euratom))?|[0-9] ?\([A-Z]{3}\)|"
    r"\([0-9]{4}\) ?[0-9]{1,4}) i(?=[\s,;.)/]|$)"
)
# `+ ADD 1` on a line of its own became a part of a list.
_BULLET_FOR_PLUS = re.compile(r"(?m)^[ \t]{0,8}•[ \t]{1,4}(?=(?:ADD|REV|COR) ?[0-9]{1,2}(?![0-9/]))")
# In other languages i is a word, and no comma or stroke follows it.
_LINK_MARK_WITHIN = re.compile(r"[0-9/)](?:E[CU]|JHA|\))? i[,;/)]")


def undo_text_damage(text: str) -> tuple[str, tuple[Doubt, ...]]:
    r"""Return the text without the damage, and the doubts about what could not be undone with certainty.

    >>> undo_text_damage("│ From: │ Presidency │\n└───────┴────────────┘")[0]
    '  From:   Presidency\n'
    """
    text = _decode_escapes(text)
    doubts: tuple[Doubt, ...] = ()
    if not text.isascii():
        text, doubts = decode_again(text)
        if "\u00ad" in text:
            text = _join_at_soft_hyphens(text)
        if _BOX.search(text):
            text = _map_lines(text, lambda line: _BOX.sub(" ", line).rstrip() if _BOX.search(line) else line)
    if text.count("+-") + text.count("+=") >= _MIN_BORDERS and len(_TYPED_BORDER.findall(text)) >= _MIN_BORDERS:
        text = _map_lines(text, _without_typed_box)
    if _LINK_MARK_WITHIN.search(text):
        text = _LINK_MARK.sub(r"\g<linked>", text)
    if "•" in text:
        text = _BULLET_FOR_PLUS.sub("+ ", text)
    lines = text.split("\n")
    return "\n".join(_without_line_numbers(_without_quoting(lines))), doubts


def _map_lines(text: str, mend: Callable[[str], str]) -> str:
    return "\n".join(map(mend, text.split("\n")))


def _decode_escapes(text: str) -> str:
    """Decode the entities of HTML and the codes of addresses that were left in a text."""
    if "&" in text and len(_ENTITY.findall(text)) >= _MIN_ENTITIES:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\n", " "), text)
    if text.count("%20") >= _MIN_ENCODED_BLANKS:
        text = re.sub(r"(?:%[2-9A-Fa-f][0-9A-Fa-f])+", lambda match: unquote(match[0], errors="replace"), text)
    return _QUOTED_LETTER.sub(_decode_quoted_letter, text) if "=" in text else text


def _decode_quoted_letter(match: re.Match[str]) -> str:
    """Return the letter whose bytes an e-mail printed in its own way (`=E2=80=93`), if they are those of one."""
    try:
        return bytes.fromhex(match[0].replace("=", "")).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _join_at_soft_hyphens(text: str) -> str:
    """Join the words that a soft hyphen parts at the end of a line: on the line below, if words are before them."""
    lines = text.split("\n")
    for index, (line, following) in enumerate(pairwise(lines)):
        match = _SOFT_HYPHEN_LAST.fullmatch(lines[index]) if line.rstrip().endswith("\u00ad") else None
        below = following.lstrip()
        if match is None or not below[:1].isalpha():
            continue
        indent = following[: len(following) - len(below)]
        if match["head"].strip() and not match["head"].rstrip().endswith(":"):
            lines[index], lines[index + 1] = match["head"].rstrip(), f"{indent}{match['part']}{below}"
        else:
            first, _, remainder = below.partition(" ")
            lines[index], lines[index + 1] = f"{match['head']}{match['part']}{first}", f"{indent}{remainder}"
    return "\n".join(lines)


def _without_typed_box(line: str) -> str:
    """Return a line of a table drawn with +, - and | without them."""
    if _TYPED_BORDER.fullmatch(line):
        return ""
    row = line.strip()
    return line.replace("|", " ").rstrip() if row.startswith("|") and row.endswith("|") and len(row) > 1 else line


def _without_quoting(lines: Sequence[str]) -> Sequence[str]:
    """Return lines without the sign of a quoted mail that begins most of them."""
    starts = [line.lstrip()[:2] for line in lines if line.strip()]
    for sign in _QUOTE_SIGNS:
        quoted = sum(start.startswith(sign) for start in starts)
        if quoted < _MIN_QUOTED or quoted < len(starts) * _MOST_LINES:
            continue
        if sign == "|" and sum(line.rstrip().endswith("|") for line in lines) * 2 > quoted:
            return lines
        return [_QUOTE.sub("", line, count=1) if line.lstrip().startswith(sign) else line for line in lines]
    return lines


def _without_line_numbers(lines: Sequence[str]) -> Sequence[str]:
    """Return lines without the numbers in the margin, if they count on over most lines."""
    if sum(line[:1].isdigit() or line[-1:].isdigit() for line in map(str.strip, lines)) < len(lines) * _SOME_NUMBERED:
        return lines
    for pattern in (_NUMBER_FIRST, _NUMBER_LAST):
        matches = [pattern.match(line) if pattern is _NUMBER_FIRST else pattern.search(line) for line in lines]
        numbers = [(index, int(match["number"])) for index, match in enumerate(matches) if match]
        if len(numbers) < _MIN_NUMBERED:
            continue
        # A number belongs to the margin if it is as far from a neighbour as their lines are.
        filled = [index for index, line in enumerate(lines) if line.strip()]
        place = {line_index: position for position, line_index in enumerate(filled)}
        in_margin: set[int] = set()
        for (above, first), (below, second) in pairwise(numbers):
            if second - first in (below - above, place[below] - place[above]):
                in_margin |= {above, below}
        if len(in_margin) >= max(_MIN_NUMBERED, len(filled) * _MOST_NUMBERED):
            return [
                _blank_number(line, match) if match and index in in_margin else line
                for index, (line, match) in enumerate(zip(lines, matches, strict=True))
            ]
    return lines


def _blank_number(line: str, match: re.Match[str]) -> str:
    """Return the line with blanks in place of its number, so that columns stay where they are."""
    return f"{line[: match.start()]}{' ' * (match.end() - match.start())}{line[match.end() :]}".rstrip()


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
# OPINION OF THE LEGAL SERVICE¹
_FOOTNOTE_SIGN = re.compile("(?<=[^\\W\\d_])[\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}(?=\\s*$)")
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
        if text.isupper():
            text = _FOOTNOTE_SIGN.sub("", text)
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
    if _ACCENTED.isdisjoint(text):
        return MendedLines(tuple(lines))
    set_off: Counter[str] = Counter()
    within: set[str] = set()
    for word in re.findall(r"[^\W\d_]+", text):
        letters = set() if word.isascii() else _ACCENTED.intersection(word)
        if not letters:
            continue
        if any(letter.isascii() for letter in word):
            within |= letters
        else:
            set_off.update(letters)
    candidates = {
        letter
        for letter, times in set_off.items()
        if letter not in within and (letter not in _WORDS_OF_ONE_LETTER or times >= _LEAST_SET_OFF)
    }
    # In French, à alone is a word, however often it comes: a font that sets letters off does so to several.
    is_certain = len(candidates) >= _LEAST_SET_OFF or not candidates <= _WORDS_OF_ONE_LETTER
    joined = candidates if is_certain else set()
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
