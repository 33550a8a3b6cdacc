"""Read the subject codes of the cover page, wherever they stand on it, and doubt those that may be lost.

They stand between number and type heading. Columns that came out in another order put them above the number, below the
heading, between the labels and the values of the header table, or beside a value. Running text has none.
"""

import re
from collections.abc import Iterator, Sequence

from somei_cli.extraction.contributions import ADDRESSEE, ORIGINATOR, SUBJECT, SUBJECT_CODES, Contribution, EntryField
from somei_cli.extraction.cover.letterhead_details import find_press_code, is_meeting_date
from somei_cli.extraction.cover.meeting_ordinals import MEETING_ORDINAL
from somei_cli.extraction.cover.own_number import OwnNumber
from somei_cli.extraction.cover.subject_codes import (
    FoundCode,
    find_code_words_beside,
    find_codes,
    find_misplaced_codes,
)
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.markings.ignorable_parts import IgnorableParts
from somei_cli.extraction.masthead import Masthead
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.vocabulary import Vocabulary

_MISPLACED_CODES_WITHIN = 600
_FIRST_ITEM = re.compile(r"(?m)^[ \t]{0,40}(?:1|I)[.)]\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEW_WORDS = 3
"""A line of a letterhead has fewer words than these that are none of its known parts."""


def read_codes(
    source: NumberedText,
    masthead: Masthead,
    own: OwnNumber | None,
    vocabulary: Vocabulary,
    own_number: DocumentNumber | None,
) -> Iterator[Contribution]:
    """Read the subject codes of the letterhead; a press text has its code after its number.

    `own` is the number on the letterhead, `own_number` the one that was read, which may stand on later pages alone.
    """
    start, end = _span_of_codes(source, masthead, own, vocabulary)
    codes = find_codes(source.text[start:end], vocabulary.codes)
    entries = _entries_of(codes)
    if entries:
        yield SUBJECT_CODES.read(entries, source.line_number(start + codes[0].start), _words_of(codes))
    elif own_number and (press := find_press_code(source.text, own_number)):
        yield SUBJECT_CODES.read((press[0],), source.line_number(press[1]), str(press[0]))
    for code in codes:
        if code.doubt:
            yield SUBJECT_CODES.doubt(code.doubt, source.line_number(start + code.start), code.text)
    for words, offset in find_code_words_beside(source.text[start:end], codes, vocabulary.codes):
        message = "a code beside those that were taken was not taken"
        yield SUBJECT_CODES.doubt(message, source.line_number(start + offset), words)
    if own and start == own.end:
        yield from _read_codes_above(source, masthead, own, vocabulary)


def _entries_of(codes: Sequence[FoundCode]) -> tuple[CodeEntry, ...]:
    return tuple(dict.fromkeys(code.entry for code in codes if code.entry))


def _words_of(codes: Sequence[FoundCode]) -> str:
    return "; ".join(code.text for code in codes)


def _span_of_codes(
    source: NumberedText, masthead: Masthead, own: OwnNumber | None, vocabulary: Vocabulary
) -> tuple[int, int]:
    """Return the offsets between the number and the heading; in a press text, up to the ordinal of the meeting.

    Without a header table the span ends where running text begins: the heading may be that of a later page.
    """
    text = source.text
    start, end = masthead.place_date.end if masthead.place_date else masthead.start, masthead.end
    if own and masthead.start <= own.start < masthead.end:
        start = own.end
    if (
        masthead.place_date
        and own
        and own.end <= masthead.place_date.start
        and is_meeting_date(text, masthead.place_date)
    ):
        start, end = own.end, masthead.place_date.start
    ordinal = MEETING_ORDINAL.search(text, start, end)
    end = ordinal.start() if ordinal else end
    if masthead.labels:
        return start, end
    return start, _running_text_start(source, start, end, vocabulary)


def _running_text_start(source: NumberedText, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Return the offset of the first line, or the first words in a line, that no letterhead has."""
    ignorable_parts = IgnorableParts(vocabulary)
    codes = find_codes(source.text[start:end], vocabulary.codes, bounded=False)
    without_codes = source.text_without(*((start + code.start, start + code.end) for code in codes))
    offset = start
    for line in without_codes[start:end].split("\n"):
        for piece in ignorable_parts.cut_pieces(line):
            if len(_WORD.findall(piece.words)) >= _FEW_WORDS:
                return offset + piece.start
        offset += len(line) + 1
    return end


def _read_codes_above(
    source: NumberedText, masthead: Masthead, own: OwnNumber, vocabulary: Vocabulary
) -> Iterator[Contribution]:
    """Read the codes with serials that a column put above the number; those behind a number are another document's."""
    codes, spans = find_misplaced_codes(source.text, masthead.start, own.start, vocabulary.codes)
    if codes:
        yield SUBJECT_CODES.read(_entries_of(codes), source.line_number(spans[0][0]), _words_of(codes))


def read_misplaced_codes(
    source: NumberedText, mastheads: Sequence[Masthead], vocabulary: Vocabulary, codes_above: Sequence[CodeEntry]
) -> tuple[list[Contribution], list[tuple[int, int]]]:
    """Read subject codes that text extraction put into the first header table, and return their spans too.

    Beside codes of the letterhead, which were taken, they may be those of another document: they are doubts.
    """
    masthead, *later_mastheads = mastheads
    if not masthead.labels:
        return [], []
    below = masthead.labels[-1].end
    limit = min([below + _MISPLACED_CODES_WITHIN, *(later.start for later in later_mastheads)])
    # Codes on the lines of an agenda are those of the documents of its items.
    items = _FIRST_ITEM.search(source.text, below, limit)
    end = items.start() if items else limit
    codes, spans = find_misplaced_codes(source.text, masthead.heading_end, end, vocabulary.codes)
    if not codes:
        return [], []
    line = source.line_number(spans[0][0])
    if not codes_above:
        doubtful = [code for code in codes if code.doubt]
        reading = [SUBJECT_CODES.read(_entries_of(codes), line, _words_of(codes))]
        if doubtful:
            reading.append(SUBJECT_CODES.doubt(doubtful[0].doubt, line, _words_of(doubtful)))
        return reading, spans
    untaken = [code for code in codes if code.entry not in codes_above]
    message = "codes in the header table were not taken; they may belong to those of the letterhead"
    return [SUBJECT_CODES.doubt(message, line, _words_of(untaken))] if untaken else [], []


_CODE = r"[A-Z][A-Z/-]{2,14}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}"
_CODES_FIRST = re.compile(rf"(?:{_CODE}[ ,;]+){{1,30}}(?=[“\"(]?[A-ZÀ-Þ][a-zß-ÿ'’])")
_BARE_CODES_FIRST = re.compile(r"(?:[A-Z][A-Z/-]{2,14}[ ,;]+){2,30}(?=[“\"(]?[A-ZÀ-Þ][a-zß-ÿ'’])")
_CODES_LAST = re.compile(rf"(?:[ ,;]+{_CODE}){{1,30}}$")
_FEWEST_UNKNOWN = 2
_SEARCHED_LENGTH = 1000


def split_codes(field: EntryField[str], words: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return a value without the codes before it, or behind it if it is a name, and these codes.

    Two codes with serials need not be known; a single one, and codes without serials, must be.

    >>> split_codes(SUBJECT, "GVAL 31 FOPOL 7 Report on lamps", Vocabulary({}))
    ('Report on lamps', 'GVAL 31 FOPOL 7')
    """
    if field is SUBJECT:
        match = _CODES_FIRST.match(words[:_SEARCHED_LENGTH]) or _BARE_CODES_FIRST.match(words[:_SEARCHED_LENGTH])
    elif field in (ORIGINATOR, ADDRESSEE):
        match = _CODES_LAST.search(words[-_SEARCHED_LENGTH:])
    else:
        match = None
    if match is None or not _are_codes(match[0].strip(" ,;"), vocabulary):
        return words, ""
    remaining = words[match.end() :] if field is SUBJECT else words[: -len(match[0])]
    # The codes behind a number are those of another document.
    if not remaining or (field is not SUBJECT and any(map(str.isdigit, remaining))):
        return words, ""
    return remaining, match[0].strip(" ,;")


def _are_codes(words: str, vocabulary: Vocabulary) -> bool:
    if not any(map(str.isdigit, words)):
        names = {code.name for code in vocabulary.codes}
        return all(word in names for word in re.split(r"[ ,;]+", words))
    known = [code for code in find_codes(words, vocabulary.codes, bounded=False) if code.entry and code.entry.serial]
    return bool(known) or len(re.findall(_CODE, words)) >= _FEWEST_UNKNOWN
