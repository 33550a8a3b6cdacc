"""Words in unusual lettering, spelt in plain letters: vertical, letter-spaced, reversed, or in special letters."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from somei_cli.model.importing.draft_entry import VERTICAL, Line

_REVERSE = "text in reverse direction"
_SPACED_LETTERS = "spaced letters"
_SPECIAL = "special letters"
_OVERPRINT = "words printed over others"
_FOOTNOTE_MARK = "footnote mark"

_MIN_LETTERS = 4
_MAX_LENGTH = 300
_MAX_PIECES = 12
_MAX_LINES = 20_000
_CAPITALS_PIECE = re.compile(r"[^\W\d_a-z]{1,12}-?")
_SEPARATORS = r"[ .·•_*~|–-]{1,3}"
_SPACED = re.compile(rf"(?<!\w)(?:[^\W\d_]{_SEPARATORS}){{3,}}[^\W\d_](?!\w)")
_SINGLE_LETTERS = re.compile(rf"[ .·•_*~|–-][^\W\d_]{_SEPARATORS}[^\W\d_][ .·•_*~|–-]")
"""Letters within spaced letters: a cheap first test."""
_ONLY_LETTERS = re.compile(r"\s*[^\W\d_](?:\s{1,20}(?:[^\W\d_]|[/:-])){3,80}\s*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_REVERSED = re.compile("\u202e([^\u202c\u2029\n\r]{1,1000})")
_OVERPRINTED = re.compile(r"[^\W\d_a-zß-ÿ](?<=[a-zß-ÿ.,;:].)[^\W\d_a-zß-ÿ].{0,120}")
_ENCODED = re.compile(r"=\?[\w-]{1,40}\?[bBqQ]\?[^?\s]{1,400}\?=")
_LETTER_NAME = re.compile(
    r"(?:.* )?(?:LATIN|INDICATOR|MODIFIER|NEGATIVE|SQUARED|CIRCLED|PARENTHESIZED)\b.* (?:LETTER|CAPITAL|SMALL) ([A-Z])"
)
# Some languages write ordinal numbers with these letters.
_ORDINAL_SIGNS = frozenset("ªº")
_FILLER_LETTERS = frozenset("\u034f\u115f\u1160\u3164\uffa0")


def spell_plainly(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the words of lines that are set in unusual lettering, each with the number of the line where it begins.

    Of each kind of lettering no more than 20,000 are returned, which no sound document has.
    """
    filled_lines = [line for line in lines if line.words.strip()]
    gaps = _has_gap_above(lines)
    for found_lines in (
        _find_vertical_words(filled_lines, gaps, _letter_in_first_column),
        _find_vertical_words(filled_lines, gaps, _letter_in_last_column),
        _find_broken_words(filled_lines),
        _find_in_lines(filled_lines),
    ):
        yield from islice(found_lines, _MAX_LINES)


def _find_in_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the words whose lettering is unusual within their line."""
    for line in lines:
        words = line.words
        for match in _SPACED.finditer(words) if _SINGLE_LETTERS.search(words) else ():
            yield _words_at(line, join_spaced_letters(match[0]), line.place or _SPACED_LETTERS)
        if words[1:2].isspace() and _ONLY_LETTERS.fullmatch(words):
            # With spacing this wide, a blank between words cannot be recognised.
            yield _words_at(line, "".join(words.split()), line.place or _SPACED_LETTERS)
        if not words.isascii() and (plain := fold_letters(words)) != words:
            for start in range(0, len(plain), _MAX_LENGTH):
                yield _words_at(line, plain[start : start + _MAX_LENGTH], line.place or _SPECIAL)
        for match in _OVERPRINTED.finditer(words):
            # A PDF joins the words of a watermark and those below it.
            yield _words_at(line, match[0], line.place or _OVERPRINT)
        for match in _ENCODED.finditer(words) if "=?" in words else ():
            yield _words_at(line, _decode_mail_words(match[0]), line.place or "encoded words")
        for mark in (line.note, *line.notes):
            if len(mark) >= _MIN_LETTERS:
                yield _words_at(line, mark, line.place or _FOOTNOTE_MARK)


def _decode_mail_words(words: str) -> str:
    """Decode the encoded words of an e-mail header (RFC 2047)."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    try:
        pieces = decode_header(words)
        return "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "ascii", "replace")
            for piece, charset in pieces
        )
    except (HeaderParseError, ValueError, LookupError):
        return words


def spell_reversed(words: str) -> Iterator[str]:
    r"""Yield the stretches that are displayed from right to left, as a reader sees them.

    >>> list(spell_reversed("Lamps \u202eETIMIL\u202c of the north"))
    ['LIMITE']
    """
    if "\u202e" in words:
        yield from (match[1][::-1] for match in _REVERSED.finditer(words))


def reversed_lines(words: str, number: int = 0) -> Iterator[Line]:
    """Yield what spell_reversed returns, as lines."""
    for stretch in spell_reversed(words):
        yield Line(stretch.strip(), number, place=_REVERSE)


def join_spaced_letters(spaced: str) -> str:
    """Join spaced letters to words; a gap wider than the narrowest separates two words.

    >>> join_spaced_letters("L.I.M.I.T.E"), join_spaced_letters("E U  S E C R E T")
    ('LIMITE', 'EU SECRET')
    """
    separators = re.findall(_SEPARATORS, spaced)
    narrowest = min(map(len, separators))
    return re.sub(_SEPARATORS, lambda match: "" if len(match[0]) == narrowest else " ", spaced)


def fold_letters(words: str) -> str:
    """Replace letters of other forms by plain ones: small capitals, full-width, circled, of a symbol font.

    >>> fold_letters("ʟɪᴍɪᴛᴇ ＵＥ 𝐄𝐔 № 1º")
    'LIMITE UE EU № 1º'
    """
    return _NOT_ASCII.sub(lambda match: _plain_letter(match[0]), unicodedata.normalize("NFC", words))


@cache
def _plain_letter(letter: str) -> str:
    codepoint = ord(letter)
    if 0xE0020 <= codepoint <= 0xE007E:
        return chr(codepoint - 0xE0000)
    if 0xF041 <= codepoint <= 0xF07A and chr(codepoint & 0xFF).isalpha():
        return chr(codepoint & 0xFF)
    category = unicodedata.category(letter)
    if category in ("Cf", "Mn", "Me") or letter in _FILLER_LETTERS:
        return ""
    name = unicodedata.name(letter, "")
    if match := _LETTER_NAME.fullmatch(name):
        return match[1].lower() if "SMALL" in name and "CAPITAL" not in name else match[1]
    if letter.isalpha() and letter not in _ORDINAL_SIGNS:
        plain = unicodedata.normalize("NFKC", letter)
        return plain if plain.isascii() else letter
    return letter


def _words_at(line: Line, words: str, place: str) -> Line:
    """Return a line of these words with the position of another line."""
    return Line(words, line.number, line.page, line.left, line.top, place=place)


# ---- one letter below the other, and words broken over lines


def _has_gap_above(lines: Sequence[Line]) -> list[bool]:
    """Return for each line that is not empty whether an empty one precedes it."""
    gaps = []
    empty = False
    for line in lines:
        if line.words.strip():
            gaps.append(empty)
            empty = False
        else:
            empty = True
    return gaps


def _letter_in_first_column(line: Line) -> str:
    """Return the letter that is alone in the first column, or ""."""
    words = line.text.strip() or line.mark
    return words[:1] if len(words) == 1 or (words[1:3].isspace() and words[1:3] != words[1:2]) else ""


def _letter_in_last_column(line: Line) -> str:
    """Return the letter that is alone in the last of several columns, or ""."""
    words = line.text.strip()
    return words[-1] if len(words) > 3 and words[-3:-1].isspace() else ""


def _find_vertical_words(
    lines: Sequence[Line], gaps: Sequence[bool], letter_at_edge: Callable[[Line], str]
) -> Iterator[Line]:
    """Yield the words whose letters are set one below the other in a column."""
    start = 0
    letters: list[str] = []
    for index, line in enumerate([*lines, Line("", 0)]):
        letter = letter_at_edge(line)
        if letter.isalnum() or (letter and letter in "/-–" and letters):
            start = start if letters else index
            letters.append(letter)
            continue
        if sum(map(str.isalpha, letters)) >= _MIN_LETTERS:
            words = _join_letters(letters, gaps[start : start + len(letters)])
            yield _words_at(lines[start], words, VERTICAL)
        letters = []


def _join_letters(letters: Sequence[str], gaps: Sequence[bool]) -> str:
    """Join letters to words; a gap separates two words, unless there is one between all letters."""
    all_apart = all(gaps[1:])
    return "".join(
        f" {letter}" if gap and index and not all_apart else letter
        for index, (letter, gap) in enumerate(zip(letters, gaps, strict=True))
    )


def _find_broken_words(lines: Iterable[Line]) -> Iterator[Line]:
    """Join pieces in capitals on lines of their own: each two and three in a row, and all of a short run."""
    run: list[tuple[Line, str]] = []
    for line in (*lines, Line("", 0)):
        words = line.text.strip()
        if _CAPITALS_PIECE.fullmatch(words):
            run.append((line, words.rstrip("-")))
            continue
        if not all(len(piece) == 1 for _, piece in run):
            sizes = {2, 3} | ({len(run)} if len(run) <= _MAX_PIECES else set())
            for size in sorted(size for size in sizes if 2 <= size <= len(run)):
                for start in range(len(run) - size + 1):
                    words = "".join(piece for _, piece in run[start : start + size])
                    yield _words_at(run[start][0], words, VERTICAL)
        run = []
