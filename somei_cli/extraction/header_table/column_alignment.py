"""Which lines belong to which label, if the labels of a header table came first and their values after them.

Every way to give each field its lines is weighed: known names, dates and numbers speak for a field, and a value that
is impossible excludes the way. If two ways are as good, the fields stay unclear.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from somei_cli.extraction.cover.own_number import is_document_number
from somei_cli.extraction.cover.printed_dates import find_days, is_day_and_month, is_mostly_date
from somei_cli.extraction.header_table.label_words import OPENING_PHRASE, LabelKind
from somei_cli.extraction.header_table.unlabelled_values import REFERENCES, LabelValue
from somei_cli.extraction.header_table.well_known_names import KnownNames, continues
from somei_cli.extraction.joined_lines import begins_a_sentence, is_unfinished, join_lines

Chunk = tuple[int, str]
"""The offset and the words of a line, or of a part of a line before a wide gap."""

NAME_KINDS = frozenset({LabelKind.FROM, LabelKind.TO})
_DOCUMENT_KINDS = frozenset({LabelKind.PREVIOUS, LabelKind.COMMISSION})
_DATE_KINDS = frozenset({LabelKind.ON, LabelKind.DATED})
_REFERENCE = re.compile(r"[0-9]{1,5}(?:/[0-9]{1,3})?\s?/\s?[0-9]{2}|\([0-9]{2,4}\)|[0-9]{4,5}")
_COUNCIL_NUMBER = re.compile(r"(?<![\w/])[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}(?![\w/])")
_COMMISSION_NUMBER = re.compile(r"(?:COM|SWD|SEC|JOIN|KOM|SEK) ?\(")
_MORE_CODES = re.compile(
    r"(?:[A-Z][A-Z0-9/-]{1,14}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}[\s,]*)+|\+?\s*(?:ADD|COR|REV) ?[0-9].*"
)
_HOUR = re.compile(r"^[0-2]?[0-9][.:h][0-5][0-9]")
_NUMBERED = re.compile(r"(?:[0-9]{1,2}|[IVX]{1,4}|[A-Za-z])[.)](?:\s|$)|[0-9]{1,3}$|[\W\d_]+$")
_NAME_WORD = re.compile(
    r"(?i)\b(?:party|group|committee|delegations?|director|secretar\w+|commission|coordinator|chair\w*|council|groupe|"
    r"gruppe|ausschuss|comité|comitato|groep|grupo|gruppo|grupa|mr|mrs|ms|agency|office|service)\b"
)
_EDGES_OF_CELLS = "|*_ \t\n"
_LABEL_ALONE = re.compile(r"[^\W\d_][\w. ]{0,24}:")
_LETTERS_BESIDE_DATE = 3
_LONGEST_NAME = 200
_LONG_NAME = 110
_MOST_LINES_OF_A_NAME = 5
_MOST_CHUNKS = 16
_CLEAR_MARGIN = 0.5
_LEAST_SCORE = -1.5
_IMPOSSIBLE = -100.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """The values of the fields, and the index of the first chunk that belongs to none of them."""

    values: tuple[LabelValue, ...]
    next_chunk: int


_Way = tuple[float, tuple[int, ...]]
"""How good a way is, and how many chunks each field takes."""


def align_lines(
    chunks: Sequence[Chunk], kinds: Sequence[LabelKind], names: KnownNames, *, before_subject: bool
) -> Alignment | None:
    """Return the values of the fields, or None if no way is possible or several are as good.

    With `before_subject` a subject must follow; else every chunk belongs to a field.
    """
    weighing = _Weighing(tuple(chunks[:_MOST_CHUNKS]), tuple(kinds), names, before_subject)
    ways = sorted(weighing.ways(0, 0), reverse=True)
    if not ways or ways[0][0] < _LEAST_SCORE or (len(ways) > 1 and ways[0][0] - ways[1][0] < _CLEAR_MARGIN):
        return None
    values, position = [], 0
    for kind, count in zip(kinds, ways[0][1], strict=True):
        if count:
            words = [words for _, words in chunks[position : position + count]]
            values.append(LabelValue(kind, join_names(words, names), chunks[position][0]))
        position += count
    return Alignment(tuple(values), position)


@dataclass(frozen=True, slots=True)
class _Weighing:
    chunks: tuple[Chunk, ...]
    kinds: tuple[LabelKind, ...]
    names: KnownNames
    before_subject: bool
    _best: dict[tuple[int, int], list[_Way]] = field(default_factory=dict)

    def ways(self, index: int, position: int) -> list[_Way]:
        """Return the two best ways to give the fields from `index` on the chunks from `position` on."""
        if (index, position) not in self._best:
            ways = sorted(self._all_ways(index, position), reverse=True)
            self._best[index, position] = ways[:2]
        return self._best[index, position]

    def _all_ways(self, index: int, position: int) -> Iterator[_Way]:
        if index == len(self.kinds):
            if (score := self._rest_score(position)) > _IMPOSSIBLE:
                yield score, ()
            return
        kind = self.kinds[index]
        for count in range(0 if kind not in NAME_KINDS else 1, _MOST_LINES_OF_A_NAME + 1):
            if position + count > len(self.chunks):
                break
            score = self._score(kind, [words for _, words in self.chunks[position : position + count]])
            if score > _IMPOSSIBLE:
                for rest_score, counts in self.ways(index + 1, position + count):
                    yield score + rest_score, (count, *counts)

    def _rest_score(self, position: int) -> float:
        if not self.before_subject:
            return 0.0 if position == len(self.chunks) else _IMPOSSIBLE
        if position >= len(self.chunks):
            return _IMPOSSIBLE
        words = self.chunks[position][1]
        if is_no_subject(words):
            return _IMPOSSIBLE
        return -3.0 if self.names.is_name(words) or begins_a_sentence(words) else 0.0

    def _score(self, kind: LabelKind, lines: list[str]) -> float:
        if kind in NAME_KINDS:
            return self._name_score(lines)
        if kind is LabelKind.SUBJECT:
            return _subject_score(lines)
        if not lines or kind in _DOCUMENT_KINDS:
            return _documents_score(kind, lines) if lines else _score_without_value(kind)
        if len(lines) > 1:
            return _IMPOSSIBLE
        if kind in _DATE_KINDS or kind is LabelKind.TIME:
            return 3.0 if fits(kind, lines[0]) else _IMPOSSIBLE
        return -0.5 if self.names.is_name(lines[0]) else 0.0

    def _name_score(self, lines: list[str]) -> float:
        if any(is_no_name(line) or _COUNCIL_NUMBER.search(line) for line in lines):
            return _IMPOSSIBLE
        joined = join_lines(lines)
        seams = sum(-1.5 if not (is_unfinished(line) or below[0].islower()) else 0.3 for line, below in pairwise(lines))
        end = self.names.match_end(joined, 0, len(joined))
        if end == len(joined):
            return 4.0
        if len(joined) > _LONGEST_NAME:
            return _IMPOSSIBLE
        if end is not None and joined[end : end + 1] != "/":
            remainder = joined[end:].lstrip()
            if self.names.match_end(remainder, 0, len(remainder)) is not None and not continues(joined, 0, end):
                return _IMPOSSIBLE if len(lines) == 1 else seams
            return (2.5 if joined[end] in ",;" or remainder[0].islower() or remainder[0] == "(" else -0.5) + seams
        known_word = 0.6 if _NAME_WORD.search(joined) else 0.0
        return known_word + seams - (2.0 if len(joined) > _LONG_NAME else 0.0)


def _score_without_value(kind: LabelKind) -> float:
    return -1.0 if kind in _DATE_KINDS else -0.6


def _subject_score(lines: list[str]) -> float:
    if not lines or any(is_no_subject(line) for line in lines):
        return _IMPOSSIBLE
    seams = sum(not (is_unfinished(line) or below[0].islower()) for line, below in pairwise(lines))
    return -0.1 * seams


def _documents_score(kind: LabelKind, lines: list[str]) -> float:
    first = REFERENCES.match(lines[0])
    if not _REFERENCE.search(lines[0]) or (first is None and (len(lines[0]) > _LONG_NAME or _is_text(lines[0]))):
        return _IMPOSSIBLE
    if any(not (_MORE_CODES.fullmatch(line) or REFERENCES.fullmatch(line)) for line in lines[1:]):
        return _IMPOSSIBLE
    of_commission = bool(_COMMISSION_NUMBER.search(lines[0]))
    fitting = of_commission == (kind is LabelKind.COMMISSION)
    further_numbers = sum(_MORE_CODES.fullmatch(line) is None for line in lines[1:])
    return (3.0 if first else 1.5) + (0.7 if fitting else 0.0) - 0.8 * further_numbers


_SMALL_WORDS = re.compile(r"(?<![\w'’-])[^\W\d_A-ZÀ-Þ]{2,24}(?![\w-])")
_MOST_SMALL_WORDS = 3


def _is_text(words: str) -> bool:
    """Whether words before a number are a sentence: a label may be among the words of a field, but no text."""
    return len(_SMALL_WORDS.findall(words)) > _MOST_SMALL_WORDS


def is_no_name(words: str) -> bool:
    """Whether words are little more than a date, or what is_no_subject excludes, and so never a name."""
    return is_mostly_date(words) or is_no_subject(words)


@lru_cache(maxsize=64)
def is_no_subject(words: str) -> bool:
    """Whether words are a date, a number, codes or the beginning of the text, and so never a subject.

    >>> [is_no_subject(words) for words in ("4 May 2016", "8100/16 COSI 3", "JAI 31", "Meeting of 4 May 2016")]
    [True, True, True, False]
    """
    return bool(
        _is_only_date(words)
        or _LABEL_ALONE.fullmatch(words)
        or is_document_number(words)
        or _NUMBERED.match(words)
        or OPENING_PHRASE.match(words)
        or _MORE_CODES.fullmatch(words)
        or REFERENCES.fullmatch(words)
    )


def _is_only_date(words: str) -> bool:
    days = next(find_days(words), None)
    return days is not None and sum(map(str.isalpha, words[: days.start] + words[days.end :])) <= _LETTERS_BESIDE_DATE


def fits(kind: LabelKind, words: str) -> bool:
    """Whether words have the form that the values of a field have."""
    match kind:
        case LabelKind.ON:
            return is_mostly_date(words) or is_day_and_month(words) or next(find_days(words), None) is not None
        case LabelKind.DATED:
            return is_mostly_date(words) or is_day_and_month(words)
        case LabelKind.TIME:
            return bool(_HOUR.match(words))
        case LabelKind.PREVIOUS | LabelKind.COMMISSION:
            return bool(_REFERENCE.search(words))
        case LabelKind.FROM | LabelKind.TO:
            return not is_no_name(words)
        case _:
            return True


def find_chunks(text: str, start: int, stop: int, most: int = 40) -> list[Chunk]:
    """Return the offsets and words of the filled lines between two offsets; a wide gap splits a line."""
    chunks = []
    line_start = start
    for line in text[start:stop].split("\n"):
        for part in re.finditer(r"\S(?:.*?\S)??(?=\s{3,}|\s*$)", line):
            words = part[0].strip(_EDGES_OF_CELLS)
            if words:
                chunks.append((line_start + part.start(), words))
        line_start += len(line) + 1
        if len(chunks) >= most:
            break
    return chunks


def split_chunks(chunks: Sequence[Chunk], names: KnownNames) -> Iterator[Chunk]:
    """Split the lines that are nothing but known names, and the number behind them: `Legal Service COREPER 8101/24`."""
    for offset, words in _split_off_numbers(chunks, names):
        parts = names.split_names(words)
        if len(parts) < 2 or names.is_name(words):
            yield offset, words
            continue
        position = 0
        for part in parts:
            position = words.index(part, position)
            yield offset + position, part
            position += len(part)


def _split_off_numbers(chunks: Sequence[Chunk], names: KnownNames) -> Iterator[Chunk]:
    for offset, words in chunks:
        number = _COUNCIL_NUMBER.search(words)
        before = words[: number.start()].rstrip() if number else ""
        behind = REFERENCES.fullmatch(words, number.start()) if number else None
        if before and behind and (names.is_name(before) or names.split_names(before)):
            yield offset, before
            yield offset + behind.start(), behind[0]
        else:
            yield offset, words


def join_names(lines: Sequence[str], names: KnownNames) -> str:
    """Join the lines of one value: another known name is a second addressee, all else continues."""
    text = ""
    for line in lines:
        second = text and not is_unfinished(text) and names.is_name(line)
        text = join_lines([text, line], " / " if second else " ") if text else line
    return " ".join(text.split())
