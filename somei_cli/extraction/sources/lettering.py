"""Words in an unusual lettering, spelt plainly: one letter below the other, spaced, in reverse, in special letters."""

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

_FEWEST = 4
_LONGEST = 300
_MOST_PIECES = 12
_MOST = 20_000
_PIECE = re.compile(r"[^\W\d_a-z]{1,12}-?")
_SEPARATORS = r"[ .·•_*~|–-]{1,3}"
_SPACED = re.compile(rf"(?<!\w)(?:[^\W\d_]{_SEPARATORS}){{3,}}[^\W\d_](?!\w)")
_ONLY_LETTERS = re.compile(r"\s*[^\W\d_](?:\s{1,20}(?:[^\W\d_]|[/:-])){3,80}\s*")
_REVERSED = re.compile("\u202e([^\u202c\u2029\n\r]{1,1000})")
_GLUED = re.compile(r"(?<=[a-zß-ÿ.,;:])[^\W\d_a-zß-ÿ]{2}.{0,120}")
_ENCODED = re.compile(r"=\?[\w-]{1,40}\?[bBqQ]\?[^?\s]{1,400}\?=")
_LETTER_NAME = re.compile(
    r"(?:.* )?(?:LATIN|INDICATOR|MODIFIER|NEGATIVE|SQUARED|CIRCLED|PARENTHESIZED)\b.* (?:LETTER|CAPITAL|SMALL) ([A-Z])"
)
# Signs of ordinal numbers are letters of their own in some languages.
_ORDINALS = frozenset("ªº")
_FILLERS = frozenset("\u034f\u115f\u1160\u3164\uffa0")


def spell_plainly(lines: Sequence[Line]) -> Iterator[Line]:
    """The words of lines that are set in an unusual lettering, with the number of the line where each begins.

    They are told up to a number that no sound document comes near.
    """
    filled = [line for line in lines if line.words.strip()]
    gaps = _gaps(lines)
    for kind in (_vertical(filled, gaps, _first), _vertical(filled, gaps, _last), _broken(filled), _in_line(filled)):
        yield from islice(kind, _MOST)


def _in_line(lines: Iterable[Line]) -> Iterator[Line]:
    """The words whose lettering is unusual within their line."""
    for line in lines:
        words = line.words
        for found in _SPACED.finditer(words):
            yield _at(line, close_letters(found[0]), line.place or _SPACED_LETTERS)
        if words[1:2].isspace() and _ONLY_LETTERS.fullmatch(words):
            # In the gaps of a wide spacing no blank can be told.
            yield _at(line, "".join(words.split()), line.place or _SPACED_LETTERS)
        if not words.isascii() and (plain := fold_letters(words)) != words:
            for start in range(0, len(plain), _LONGEST):
                yield _at(line, plain[start : start + _LONGEST], line.place or _SPECIAL)
        for found in _GLUED.finditer(words):
            # A PDF gives the words of a watermark and those below it as one.
            yield _at(line, found[0], line.place or _OVERPRINT)
        for found in _ENCODED.finditer(words):
            yield _at(line, _decoded(found[0]), line.place or "encoded words")
        for mark in (line.note, *line.notes):
            if len(mark) >= _FEWEST:
                yield _at(line, mark, line.place or _FOOTNOTE_MARK)


def _decoded(words: str) -> str:
    """A word as it was before an e-mail put it in letters that any machine can send."""
    from email.errors import HeaderParseError
    from email.header import decode_header

    try:
        pieces = decode_header(words)
        return "".join(
            piece if isinstance(piece, str) else piece.decode(code or "ascii", "replace") for piece, code in pieces
        )
    except (HeaderParseError, ValueError, LookupError):
        return words


def spell_reversed(words: str) -> Iterator[str]:
    """The stretches that are shown from right to left, as a reader sees them.

    >>> list(spell_reversed("Lamps \u202eETIMIL\u202c of the north"))
    ['LIMITE']
    """
    if "\u202e" in words:
        yield from (found[1][::-1] for found in _REVERSED.finditer(words))


def reversed_lines(words: str, number: int = 0) -> Iterator[Line]:
    """The same as lines."""
    for stretch in spell_reversed(words):
        yield Line(stretch.strip(), number, place=_REVERSE)


def close_letters(spaced: str) -> str:
    """Spaced letters as words; a wider gap than the others parts two words.

    >>> close_letters("L.I.M.I.T.E"), close_letters("E U  S E C R E T")
    ('LIMITE', 'EU SECRET')
    """
    separators = re.findall(_SEPARATORS, spaced)
    narrow = min(map(len, separators))
    return re.sub(_SEPARATORS, lambda found: "" if len(found[0]) == narrow else " ", spaced)


def fold_letters(words: str) -> str:
    """The words with letters of other forms as plain ones: small capitals, wide, in circles, of a symbol font.

    >>> fold_letters("ʟɪᴍɪᴛᴇ ＵＥ 𝐄𝐔 № 1º")
    'LIMITE UE EU № 1º'
    """
    return "".join(c if c.isascii() else _plain(c) for c in unicodedata.normalize("NFC", words))


@cache
def _plain(letter: str) -> str:
    code = ord(letter)
    if 0xE0020 <= code <= 0xE007E:
        return chr(code - 0xE0000)
    if 0xF041 <= code <= 0xF07A and chr(code & 0xFF).isalpha():
        return chr(code & 0xFF)
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Mn", "Me") or letter in _FILLERS:
        return ""
    name = unicodedata.name(letter, "")
    if found := _LETTER_NAME.fullmatch(name):
        return found[1].lower() if "SMALL" in name and "CAPITAL" not in name else found[1]
    if letter.isalpha() and letter not in _ORDINALS:
        plain = unicodedata.normalize("NFKC", letter)
        return plain if plain.isascii() else letter
    return letter


def _at(line: Line, words: str, place: str) -> Line:
    """Words that stand where a line stands."""
    return Line(words, line.number, line.page, line.left, line.top, place=place)


# ---- one letter below the other, and words broken over lines


def _gaps(lines: Sequence[Line]) -> list[bool]:
    """Of each filled line whether an empty one stands above it."""
    gaps = []
    empty = False
    for line in lines:
        if line.words.strip():
            gaps.append(empty)
            empty = False
        else:
            empty = True
    return gaps


def _first(line: Line) -> str:
    """The letter that stands in the first column by itself."""
    words = line.text.strip() or line.mark
    return words[:1] if len(words) == 1 or (words[1:3].isspace() and words[1:3] != words[1:2]) else ""


def _last(line: Line) -> str:
    """The letter that stands in the last of several columns by itself."""
    words = line.text.strip()
    return words[-1] if len(words) > 3 and words[-3:-1].isspace() else ""


def _vertical(lines: Sequence[Line], gaps: Sequence[bool], edge: Callable[[Line], str]) -> Iterator[Line]:
    """The words whose letters stand one below the other in a column."""
    begun = 0
    letters: list[str] = []
    for at, line in enumerate([*lines, Line("", 0)]):
        letter = edge(line)
        if letter.isalnum() or (letter and letter in "/-–" and letters):
            begun = begun if letters else at
            letters.append(letter)
            continue
        if sum(map(str.isalpha, letters)) >= _FEWEST:
            words = _spelt(letters, gaps[begun : begun + len(letters)])
            yield _at(lines[begun], words, VERTICAL)
        letters = []


def _spelt(letters: Sequence[str], gaps: Sequence[bool]) -> str:
    """Letters as words: a gap parts two words, unless all letters stand apart."""
    apart = all(gaps[1:])
    return "".join(
        f" {letter}" if gap and at and not apart else letter
        for at, (letter, gap) in enumerate(zip(letters, gaps, strict=True))
    )


def _broken(lines: Iterable[Line]) -> Iterator[Line]:
    """Pieces in capitals on lines of their own, brought together: two and three of them, and all of a few."""
    run: list[tuple[Line, str]] = []
    for line in (*lines, Line("", 0)):
        words = line.text.strip()
        if _PIECE.fullmatch(words):
            run.append((line, words.rstrip("-")))
            continue
        if not all(len(piece) == 1 for _, piece in run):
            sizes = {2, 3} | ({len(run)} if len(run) <= _MOST_PIECES else set())
            for size in sorted(size for size in sizes if 2 <= size <= len(run)):
                for start in range(len(run) - size + 1):
                    words = "".join(piece for _, piece in run[start : start + size])
                    yield _at(run[start][0], words, VERTICAL)
        run = []
