"""Read the subject codes of the cover page, wherever they stand on it, and doubt those that may be lost.

They stand between number and type heading. Columns that came out in another order put them above the number, below the
heading, between the labels and the values of the header table, or beside a value. Running text has none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from somei_cli.extraction.contributions import ADDRESSEE, ORIGINATOR, SUBJECT, SUBJECT_CODES, Contribution, EntryField
from somei_cli.extraction.cover.letterhead_details import find_press_code, is_meeting_date
from somei_cli.extraction.cover.meeting_ordinals import CODES_BEHIND_ORDINAL, find_ordinals
from somei_cli.extraction.cover.own_number import OwnNumber
from somei_cli.extraction.cover.subject_codes import (
    FoundCode,
    code_of_words,
    find_code_words_beside,
    find_codes,
)
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.markings.ignorable_parts import IgnorableParts
from somei_cli.extraction.masthead import Masthead
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import LANGUAGES
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.register.vocabulary import Vocabulary

_MISPLACED_CODES_WITHIN = 600
_CODES_BELOW_NUMBER = 300
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
    elif not masthead.labels and (above := _find_codes_above_ordinal(source.text, masthead, vocabulary)):
        run, offset = above
        yield SUBJECT_CODES.read(_entries_of(run), source.line_number(offset), _words_of(run))
    for code in codes:
        if code.doubt:
            yield SUBJECT_CODES.doubt(code.doubt, source.line_number(start + code.start), code.text)
    for words, offset in find_code_words_beside(source.text[start:end], codes, vocabulary.codes):
        message = "a code beside those that were taken was not taken"
        yield SUBJECT_CODES.doubt(message, source.line_number(start + offset), words)
    if own and start == own.end:
        yield from _read_codes_above(source, masthead, own, vocabulary)


_ORDINAL_WITHIN = 400
_ABOVE_ORDINAL = 200
# PRESS RELEASE, and other headings in capitals.
_HEADING_IN_CAPITALS = re.compile(r"[^a-zß-ÿ\d]{0,80}")


def _find_codes_above_ordinal(
    text: str, masthead: Masthead, vocabulary: Vocabulary
) -> tuple[Sequence[FoundCode], int] | None:
    """Find the codes right above the ordinal of a press text, or behind it, and where they begin.

    A site may put its own words, or the title of its page, between the number and these codes.
    """
    for ordinal in find_ordinals(text, 0, min(len(text), masthead.end + _ORDINAL_WITHIN)):
        start = max(0, ordinal.start() - _ABOVE_ORDINAL)
        part = text[start : ordinal.start()]
        codes = [code for code in find_codes(part, vocabulary.codes, bounded=False) if code.entry and code.entry.serial]
        if codes and _HEADING_IN_CAPITALS.fullmatch(part, codes[-1].end):
            run = _group_runs(part, codes)[-1]
            return run, start + run[0].start
        # A column may put them between the ordinal and the configuration.
        below = CODES_BEHIND_ORDINAL.match(text, ordinal.end())
        if below and (codes := find_codes(below[0], vocabulary.codes, bounded=False)):
            return codes, ordinal.end()
    return None


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
    elif own is None and masthead.place_date and is_meeting_date(text, masthead.place_date):
        # A press text that lost its number: the codes are above the ordinal, as its place and date are below.
        end = masthead.place_date.start
        start = min(masthead.start, end)
    elif own and own.start >= masthead.heading_end and not masthead.labels:
        start, end = own.end, min(len(text), own.end + _CODES_BELOW_NUMBER)
    if (
        masthead.place_date
        and own
        and own.end <= masthead.place_date.start
        and is_meeting_date(text, masthead.place_date)
    ):
        start, end = own.end, masthead.place_date.start
    ordinal = next(find_ordinals(text, start, end), None)
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
    source: NumberedText,
    mastheads: Sequence[Masthead],
    vocabulary: Vocabulary,
    codes_above: Sequence[CodeEntry],
    own_number: DocumentNumber | None,
) -> tuple[list[Contribution], list[tuple[int, int]]]:
    """Read subject codes that text extraction put into the first header table, and return their spans too.

    The document's own number right before them is in the first span.

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
        return reading, _with_number(source.text, spans, own_number)
    untaken = [code for code in codes if code.entry not in codes_above]
    message = "codes in the header table were not taken; they may belong to those of the letterhead"
    return [SUBJECT_CODES.doubt(message, line, _words_of(untaken))] if untaken else [], []


_BEFORE_CODES = 60


def _with_number(text: str, spans: list[tuple[int, int]], number: DocumentNumber | None) -> list[tuple[int, int]]:
    """Return the spans of misplaced codes, the first with the document's own number if that stands right before it."""
    if not spans or number is None:
        return spans
    start, end = spans[0]
    printed = re.compile(
        rf"(?<![\w/]){number.number}(?:/[0-9]{{1,2}})?/{number.year % 100:02}(?: (?:REV|ADD|COR) [0-9]{{1,2}})*"
        r"(?:\s+(?:LIMITE|PUBLIC))*\s*\Z"
    )
    before = printed.search(text[max(0, start - _BEFORE_CODES) : start])
    if before is None:
        return spans
    return [(max(0, start - _BEFORE_CODES) + before.start(), end), *spans[1:]]


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
    known_codes = [
        code for code in find_codes(words, vocabulary.codes, bounded=False) if code.entry and code.entry.serial
    ]
    return bool(known_codes) or len(re.findall(_CODE, words)) >= _FEWEST_UNKNOWN


_SEARCHED_TABLE = 1500
_SURE_LINES = 2
_BELOW_A_NUMBER = "it stands below the number of another document, and may be the code of that one"
_BEHIND_CITED_CODES = "codes of another document seem to stand before it"
_ONLY_CAPITALS = re.compile(r"[\sA-Z/,;-]{1,40}")
_ENDS_WITH_A_NUMBER = re.compile(
    r"(?:/\s?[0-9]{2,4}|(?:REV|ADD|COR|EXT|DCL) ?[0-9]{1,2}(?:-[0-9]{1,2})?|\bfinal)[)\s]*$"
)
# COVID-19 1. The text: the number of the first paragraph.
_FIRST_PARAGRAPH = re.compile(r"\s1\.\s{1,4}[^\W\d_a-zß-ÿ]")
_NUMBER_BEFORE = re.compile(r"(?:/\s?[0-9]{2,4}|[0-9]|(?:REV|ADD|COR|EXT|DCL) [0-9]{1,2}|\+|\bdocs?\.?:?|,|\()\s*$")


def find_misplaced_codes(
    text: str, start: int, end: int, vocabulary: Mapping[SubjectCode, str]
) -> tuple[list[FoundCode], list[tuple[int, int]]]:
    """Find the codes with serials in the header table that follow no document number, and their spans.

    Codes after a number are those of the document it names: `No. prev. doc.: 6298/15 EUROJUST 47`. Codes on lines of
    their own below a number are those of a torn letterhead; only one such line may be wrapped, and has a doubt.

    >>> codes = {SubjectCode("JAI"): "", SubjectCode("COSI"): ""}
    >>> text = "From: To: Presidency COSI 12 JAI 7 Council No. prev. doc.: 6298/15 JAI 3"
    >>> [str(code.entry) for code in find_misplaced_codes(text, 0, len(text), codes)[0]]
    ['COSI 12', 'JAI 7']
    """
    end = min(end, start + _SEARCHED_TABLE)
    # Neither a serial nor a number is cut in two.
    while end < len(text) and (text[end].isalnum() or text[end] == "/"):
        end += 1
    part = text[start:end]
    numbered = [
        code
        for code in find_codes(part, vocabulary, bounded=False)
        if code.entry and code.entry.serial is not None and not _FIRST_PARAGRAPH.match(part, code.end - 2)
    ]
    misplaced: list[FoundCode] = []
    spans = []
    cited_end = 0
    for run in _with_unknown_codes(part, _group_runs(part, numbered), vocabulary):
        run = _with_bare_code(part, run, vocabulary)  # noqa: PLW2901 - the same codes
        if _NUMBER_BEFORE.search(part[: run[0].start]):
            above = _line_above(part, run)
            if above is None:
                cited_end = run[-1].end
                continue
            if len(run) < _SURE_LINES and _ENDS_WITH_A_NUMBER.search(above):
                run = [replace(code, doubt=_BELOW_A_NUMBER) for code in run]  # noqa: PLW2901 - the same codes
        elif cited_end and _ONLY_CAPITALS.fullmatch(part, cited_end, run[0].start):
            run = [replace(code, doubt=_BEHIND_CITED_CODES) for code in run]  # noqa: PLW2901 - the same codes
        misplaced += run
        spans.append((start + run[0].start, start + run[-1].end))
    return misplaced, spans


_LIKE_A_CODE = (
    r"(?!(?:REV|ADD|COR|EXT|DCL|AMD|AT|ON|NO|DE|LA) )[A-Z][A-Z/-]{1,13}(?: [A-Z]{2,4})?[ \t]{1,3}"
    r"[1-9][0-9]{0,3}(?![\w/.:])"
)
_LIKE_CODES_BEHIND = re.compile(rf"(?:[\s,;]{{1,3}}{_LIKE_A_CODE}){{1,30}}")


def _with_unknown_codes(
    part: str, runs: Sequence[list[FoundCode]], vocabulary: Mapping[SubjectCode, str]
) -> Iterator[list[FoundCode]]:
    """Yield the runs, each with the words like codes behind it and the run behind these: COSI 3 JAI 12 FRT 4 MIGR 2.

    A code that is not known is read as in a letterhead, with its doubt.
    One that only a blank parts has none: COE ST 212.
    """
    done_until = 0
    for run in runs:
        if run[0].start < done_until:
            continue
        behind = _LIKE_CODES_BEHIND.match(part, run[-1].end) if len(run) >= _SURE_LINES else None
        if behind is None:
            yield run
            continue
        start, done_until = run[0].start, behind.end()
        codes = find_codes(part[start:done_until], vocabulary)
        yield [
            replace(
                code, start=start + code.start, end=start + code.end, doubt="" if _is_only_parted(code) else code.doubt
            )
            for code in codes
        ]


def _is_only_parted(code: FoundCode) -> bool:
    """Whether a known code has a blank in it, which is no reason for a doubt among several known codes."""
    printed = code.text.rpartition(" ")[0]
    return " " in printed and code.entry is not None and printed.replace(" ", "") == code.entry.code.name


# On the line below, or before the ordinal of a meeting: `TRANS 142 ENER 3017th meeting`.
_BARE_BELOW = re.compile(
    r"(?:[ \t]*\n[ \t]*|[ \t]+(?=[A-Z]{3,14}[ \t][0-9]{1,4}(?:\.?[ªº]|st|nd|rd|th|e|ème|\.)\s))"
    r"(?P<code>[A-Z][A-Z/-]{1,14})[ \t]*(?=\n|[0-9])"
)


def _with_bare_code(part: str, run: Sequence[FoundCode], vocabulary: Mapping[SubjectCode, str]) -> list[FoundCode]:
    """Add the known code on the line below the last of several codes: it lost its serial, and has a doubt."""
    below = _BARE_BELOW.match(part, run[-1].end) if len(run) >= _SURE_LINES else None
    code = code_of_words(below["code"], vocabulary) if below else None
    if below is None or code is None:
        return list(run)
    lost = FoundCode(CodeEntry(code, None), code.name, below.start("code"), below.end("code"), f"{code} has no number")
    return [*run, lost]


def _line_above(part: str, run: Sequence[FoundCode]) -> str | None:
    """Return the line above codes that have a line each; None if they share a line with other words."""
    lines = part[: run[-1].end].count("\n", run[0].start) + 1
    before, _, indent = part[: run[0].start].rpartition("\n")
    behind = part[run[-1].end :].partition("\n")[0]
    is_alone = lines == len(run) and not indent.strip() and not behind.strip()
    return before.rstrip().rpartition("\n")[2] if is_alone else None


def _group_runs(part: str, codes: Sequence[FoundCode]) -> list[list[FoundCode]]:
    """Group codes that are together, with only blanks and commas between them."""
    runs: list[list[FoundCode]] = []
    for code in codes:
        if runs and not part[runs[-1][-1].end : code.start].strip(" \n,;"):
            runs[-1].append(code)
        else:
            runs.append([code])
    return runs


_SERIAL_LAST = re.compile(r".*[A-Z]{2,} [0-9]{1,3}")
_FIGURES_ALONE = re.compile(r"[0-9]{1,3}")


def doubt_parted_serials(letterhead_lines: Sequence[Line]) -> Iterator[Contribution]:
    """Doubt the codes if nothing but one to three figures is on the line right below a code and its serial."""
    filled = [line for line in letterhead_lines if line.text.strip()]
    for above, below in pairwise(filled):
        is_parted = below.number == above.number + 1 and _FIGURES_ALONE.fullmatch(below.text.strip())
        if is_parted and _SERIAL_LAST.fullmatch(above.text.strip()):
            words = f"{above.text.strip()} / {below.text.strip()}"
            yield SUBJECT_CODES.doubt("a figure below may belong to its number", below.number, words)


_OWN_NUMBER_LINE = re.compile(
    r"(?:CM|DS|WK)\s?[0-9]{1,5}(?:/[0-9]{1,2})?/(?:19|20)?[0-9]{2}(?: (?:REV|ADD|COR) ?[0-9]{1,2})*"
)
_WORD_IN_CAPITALS = re.compile(r"[A-Z]{2,14}")
_TYPES_OF_NOTICES = frozenset(
    {
        "COMMUNICATION",
        "CONVOCATION",
        "MITTEILUNG",
        "COMUNICAZIONE",
        "MEDEDELING",
        "MEDDELELSE",
        "MEDDELANDE",
        "KOMUNIKAT",
        "AGENDA",
        "NOTE",
        "LIMITE",
        "PUBLIC",
    }
)


def doubt_unknown_words(letterhead_lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Contribution]:
    """Doubt the codes of a notice, which have no serials, if a word in capitals below its number is no known code."""
    filled = [line for line in letterhead_lines if line.text.strip()]
    is_below_number = False
    for line in filled:
        words = " ".join(line.text.split())
        if _OWN_NUMBER_LINE.fullmatch(words):
            is_below_number = True
        elif is_below_number and code_of_words(words, vocabulary.codes) is None:
            is_word = _WORD_IN_CAPITALS.fullmatch(words) and words.lower() not in LANGUAGES
            if is_word and words not in _TYPES_OF_NOTICES:
                yield SUBJECT_CODES.doubt("a word that is no code of the vocabulary stands there", line.number, words)
            is_below_number = False
