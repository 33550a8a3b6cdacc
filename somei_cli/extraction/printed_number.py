"""Read the number of a document from its letterhead, else from its footers or a line of its own, and compare them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from somei_cli.extraction.contributions import (
    NUMBER,
    Contribution,
)
from somei_cli.extraction.cover.letterhead_details import (
    find_press_number,
    is_meeting_date,
    split_pieces,
)
from somei_cli.extraction.cover.own_number import (
    OwnNumber,
    find_last_own_number,
    find_own_number,
    is_document_number,
    try_parse_number,
)
from somei_cli.extraction.cover.place_and_date import complete_yearless_day, is_due_about
from somei_cli.extraction.footers import Footer, find_initials, most_common_number
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.labels import find_labels
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.masthead import Masthead
from somei_cli.extraction.number_proposals import (
    file_name_of,
    find_numbers_in_file_name,
    parse_footers,
    propose_numbers,
)
from somei_cli.formats.notation.external_references import find_letterhead_references
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.references import ExternalReference, OutsideKind

NO_NUMBER = "no number was found"
"""The doubt about a document whose number stands nowhere, and for which nothing proposes one."""
_ABOVE_LETTERHEAD = 300
"""So many characters above the letterhead may belong to it: a number, a stamp."""
_BELOW_HEADING = 40
"""Right below a heading without a header table so many characters may hold the number that belongs above it."""
# In a working document the name of the Secretariat and the files stand above place and date.
_FILE_LABEL = re.compile(
    r"(?i:interinstitutional files?|dossiers? interinstitutionnels?|interinstitutionelle[sr]? dossiers?|"
    r"interinstitutionele dossiers?|expedientes? interinstituciona(?:l|les)|fascicol[oi] interistituzional[ei]|"
    r"międzyinstytucjonal\w{1,3} numer\w{0,2}[^\n:]{0,30})\s?:[\s0-9/(),;A-Z]{0,120}\Z"
)


def read_number(
    source: NumberedText,
    masthead: Masthead,
    own: OwnNumber | None,
    footers: Sequence[Footer],
    outside_text: Sequence[Line],
) -> Iterator[Contribution]:
    """Read the own number: on the letterhead, above it, on most footers, or on a line of its own above the main text.

    `own` is the one that `find_cover_number` returns. Without any of them, the numbers that the footers, the file name
    or addresses have are proposed.
    """
    if own and own.number and (series := _find_series_in_footers(own.number, footers)):
        own = replace(own, number=own.number._replace(series=series))
    cover_lines = source.lines_between(0, masthead.table_start)
    if own and own.number:
        line = source.line_number(own.start)
        yield NUMBER.read(own.number, line, own.text)
        yield from _compare_with_footers(own, footers, line)
        yield from _compare_with_file_name(own, own.number, outside_text, line)
        yield from _doubt_second_number(source, masthead, own)
        yield from _doubt_number_in_a_sentence(source, masthead, own)
        yield from _doubt_series(source, own)
    elif own:
        yield from propose_numbers((), cover_lines, outside_text, footers)
        yield NUMBER.doubt(f"“{own.text}”: {own.doubt}", source.line_number(own.start), own.text)
    elif footer := _find_footer_of_most_pages(footers):
        torn_year = _TORN_NUMBER.search(source.text, masthead.start, masthead.end)
        if torn_year and footer[1].number < _FOUR_FIGURES:
            message = "the letterhead lost figures of its number, and the footers may have too"
            yield NUMBER.doubt(message, footer[0].line, footer[0].number)
        else:
            is_torn, is_of_page = False, False
            if torn_year:
                is_torn = _is_rest_of(torn_year, footer[1])
                has_suffix = bool(torn_year["revision"] or torn_year["suffixes"])
                has_copy = has_suffix or _has_torn_copy(footers, footer[0])
                is_of_page = is_torn and has_copy and bool(masthead.labels)
            numbers = [number for _, number in parse_footers(footers)]
            day = masthead.place_date.day if masthead.place_date else None
            has_year = torn_year is None and day is not None and day.year == footer[1].year
            is_certain = is_torn or (has_year and len(set(numbers)) == 1)
            is_due = is_torn and _is_due(source.text, masthead, footer[1])
            is_certain = is_certain and (numbers.count(footer[1]) > 1 or is_due)
            is_certain = is_certain and (footer[1].series != "ST" or footer[1].number >= _FOUR_FIGURES)
            yield from _read_footer_number(*footer, outside_text, certain=is_certain or is_of_page)
    elif (number_line := _find_number_alone(cover_lines)) and (number := try_parse_number(number_line.text)):
        yield NUMBER.read(number, number_line.number, number_line.text)
        message = "the letterhead shows none; taken from a line of its own"
        yield NUMBER.doubt(message, number_line.number, number_line.text)
    elif (press := find_press_number(source.text)) and (number := try_parse_number(press[0])):
        yield from _read_press_number(source, number, press[0], press[1])
    elif damaged := _find_number_in_table(source, masthead) or _find_misread_number(source, masthead):
        line = source.line_number(damaged.start)
        yield NUMBER.read(damaged.number, line, damaged.words)
        yield NUMBER.doubt(damaged.doubt, line, damaged.words)
    else:
        proposals = list(propose_numbers(source.lines, cover_lines, outside_text, footers))
        yield from proposals or [NUMBER.doubt(NO_NUMBER)]


# The name of the Council right before a number, perhaps with letters lost, and the language: EUROPEA U IO EN
_INSTITUTION_ABOVE = re.compile(r"(?i:europ[^\W\d_]{2,9}|sju?ngos|savienības)\s(?:[^\W\d_a-zß-ÿ ]{1,8}\s){0,4}\Z")
_ABOVE_PRESS_NUMBER = 60


def _read_press_number(source: NumberedText, number: DocumentNumber, words: str, offset: int) -> Iterator[Contribution]:
    """Read the number beside the Presse number; it is certain right below the name of the Council."""
    yield NUMBER.read(number, source.line_number(offset), words)
    if not _INSTITUTION_ABOVE.search(source.text, max(0, offset - _ABOVE_PRESS_NUMBER), offset):
        message = "the letterhead shows none; taken from beside the Presse number"
        yield NUMBER.doubt(message, source.line_number(offset), words)


class DamagedNumber(NamedTuple):
    """A number that is not printed whole in its place: its words, their offset, and why it is in doubt."""

    number: DocumentNumber
    words: str
    start: int
    doubt: str


# A column of the letterhead in the place of a value: “Subject: 9368/1/16 REV 1 LIMITE JAI 478 COSI 92 FRONT 224 Lamps”.
_NUMBER_IN_TABLE = re.compile(
    r":\s{1,4}(?P<number>[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}(?: (?:REV|ADD|COR) [0-9]{1,2}){0,3})"
    r"(?:\s{1,8}(?:LIMITE|PUBLIC)){0,2}(?:\s{1,8}[A-Z][A-Z/-]{1,14} [0-9]{1,4}(?![/0-9])){3}"
)
_LONGEST_TABLE = 900


def _find_number_in_table(source: NumberedText, masthead: Masthead) -> DamagedNumber | None:
    """Return the only number behind the label of the subject and above codes.

    The label of an earlier document has a value of its own, which may be like that.
    """
    end = min(len(source.text), masthead.table_start + _LONGEST_TABLE)
    matches = [
        match
        for match in _NUMBER_IN_TABLE.finditer(source.text, masthead.table_start, end)
        if any(label.kind is LabelKind.SUBJECT and label.end == match.start() + 1 for label in masthead.labels)
    ]
    number = try_parse_number(matches[0]["number"]) if len(matches) == 1 else None
    if number is None:
        return None
    doubt = "it stands in the header table, above subject codes"
    return DamagedNumber(number, matches[0]["number"], matches[0].start("number"), doubt)


# 7I22/91: what a scan or a typewriter made of the number, set apart from other words.
_MISREAD_NUMBER = re.compile(r"(?=[^/]*[IlOoSB]|[^/]*/[0-9]?[IlO])[0-9IlOoSB]{4,5}(?:/[0-9]{1,2})?/[0-9IlO]{2}")
_FOUR_FIGURES = 1000
_USUAL_NUMBERS_BEGIN = 4000
_FIGURES = str.maketrans("IlOoSB", "110058")
_FEWEST_FIGURES = 4


def _find_misread_number(source: NumberedText, masthead: Masthead) -> DamagedNumber | None:
    """Return the number of a letterhead in which letters stand for some figures."""
    for piece, offset in split_pieces(source.text, masthead.start, masthead.end):
        if _MISREAD_NUMBER.fullmatch(piece) and sum(map(str.isdigit, piece)) >= _FEWEST_FIGURES:
            number = try_parse_number(piece.translate(_FIGURES))
            if number:
                return DamagedNumber(number, piece, offset, "letters stand for some of its figures")
    return None


_DAYS_AROUND = 15


def _is_due(text: str, masthead: Masthead, number: DocumentNumber) -> bool:
    """Whether the letterhead above a header table has about the day on which the number was due."""
    place_date = masthead.place_date
    if place_date is None or not masthead.labels or number.suffixes:
        return False
    day = place_date.day or complete_yearless_day(text, place_date, number)
    return day is not None and day.year == number.year and is_due_about(number, day, _DAYS_AROUND)


_TORN_NUMBER = re.compile(
    r"(?<![\w/.-])(?:/(?P<revision>[0-9]{1,2}))?/(?P<year>[0-9]{2})(?![\w/])"
    r"(?P<suffixes>(?: (?:REV|ADD|COR) [0-9]{1,2})*)"
)


def _is_rest_of(torn: re.Match[str], number: DocumentNumber) -> bool:
    """Whether a torn number can be what is left of a whole one: `/1/14 REV 1` of 5335/1/14 REV 1."""
    revision = f"/{torn['revision']}" if torn["revision"] else ""
    printed = f"{number.number}{revision}/{torn['year']}{torn['suffixes']}"
    return try_parse_number(printed) == number._replace(series="ST")


def _has_torn_copy(footers: Sequence[Footer], whole: Footer) -> bool:
    """Whether another foot, which lost the front of its number, has the initials of a whole one."""
    initials = find_initials(whole)
    return bool(initials) and any(f.number.startswith("/") and find_initials(f) == initials for f in footers)


def _find_footer_of_most_pages(footers: Sequence[Footer]) -> tuple[Footer, DocumentNumber] | None:
    """Return the first footer with the number that more than half of the footers show."""
    numbered_footers = parse_footers(footers)
    counts = Counter(number for _, number in numbered_footers)
    number, count = counts.most_common(1)[0] if counts else (None, 0)
    if 2 * count <= len(numbered_footers):
        return None
    return next(numbered for numbered in numbered_footers if numbered[1] == number)


def _read_footer_number(
    footer: Footer, number: DocumentNumber, outside_text: Sequence[Line], *, certain: bool
) -> Iterator[Contribution]:
    """Read the number of the footers.

    It is certain if the file name, in a form of the Council's, says the same, or if several footers show it and the
    letterhead has its end, `/06`, or nothing of it but its year in the date, and no footer shows another. A number
    of the standard series has four figures at least; a lower one lost its series or some of them.
    """
    yield NUMBER.read(number, footer.line, footer.number)
    named_numbers = find_numbers_in_file_name(outside_text)
    if named_numbers != [number] and not (certain and not named_numbers):
        yield NUMBER.doubt("the letterhead shows none; taken from the footers", footer.line, footer.number)
        for named_number in named_numbers:
            if named_number != number:
                message = f"the footers show {number}, the file name says {named_number}"
                yield NUMBER.doubt(message, footer.line, f"{footer.number} / {file_name_of(outside_text)}")


def _find_number_alone(lines: Sequence[Line]) -> Line | None:
    return next((line for line in lines if is_document_number(line.text)), None)


def find_cover_number(source: NumberedText, masthead: Masthead) -> OwnNumber | None:
    """Find the number on the letterhead, above it, or between type heading and header table."""
    text = _text_without_other_figures(source, masthead)
    after = masthead.place_date.end if masthead.place_date else masthead.start
    if masthead.place_date and is_meeting_date(source.text, masthead.place_date):
        above = find_own_number(text, masthead.start, masthead.place_date.start)
        return above or find_own_number(text, after, masthead.end) or _find_right_below(text, after)
    own = find_own_number(text, after, masthead.end)
    if own and _is_labelled(source.text, own):
        own = find_own_number(text, own.end, masthead.end)
    own = own or find_last_own_number(text, max(0, masthead.start - _ABOVE_LETTERHEAD), after)
    own = None if own and _is_labelled(source.text, own) else own
    if own or masthead.labels:
        return own or find_own_number(text, masthead.heading_end, masthead.table_start)
    return _find_right_below(text, masthead.heading_end) if masthead.heading else None


_LONGEST_LABEL = 40


def _is_labelled(text: str, own: OwnNumber) -> bool:
    """Whether a number is the value of the label of an earlier document, or of one of the Commission."""
    before = text[max(0, own.start - _LONGEST_LABEL) : own.start]
    labels = list(find_labels(before)) if ":" in before else []
    last = labels[-1] if labels else None
    return last is not None and last.kind in _OTHER_DOCUMENTS and not before[last.end :].strip()


_OTHER_DOCUMENTS = (LabelKind.PREVIOUS, LabelKind.COMMISSION)
# In Polish and Bulgarian dates a word for the year comes last.
_YEAR_WORD = re.compile(r"(?:\s?[rг]\.)?\s*")


def _find_right_below(text: str, start: int) -> OwnNumber | None:
    """Find the number that only blanks part from an offset, where a letterhead without a table ends."""
    below = find_own_number(text, start, start + _BELOW_HEADING)
    return below if below and _YEAR_WORD.fullmatch(text, start, below.start) else None


def _doubt_second_number(source: NumberedText, masthead: Masthead, own: OwnNumber) -> Iterator[Contribution]:
    """Doubt a letterhead on which two numbers are set apart from other words: either may be the document's own."""
    if own.number is None or masthead.heading is None:
        return
    for piece, offset in split_pieces(_text_without_other_figures(source, masthead), own.end, masthead.end):
        other_number = try_parse_number(piece) if is_document_number(piece) else None
        if other_number and other_number.base != own.number.base:
            message = f"the letterhead has {own.text}, and {other_number} too"
            yield NUMBER.doubt(message, source.line_number(offset), piece)


def _find_series_in_footers(number: DocumentNumber, footers: Sequence[Footer]) -> str | None:
    """Return the series that all footers have before the number of a letterhead that lost it: PE-CONS 3648/09.

    Only if the standard series has no such number: that of a room document, DS, may become the number of a note.
    """
    series = {other.series for _, other in parse_footers(footers) if other[1:3] == number[1:3]}
    is_lost = number.series == "ST" and number.number < _USUAL_NUMBERS_BEGIN and len(series) == 1
    return series.pop() if is_lost else None


# CHARTE 4105/00: a word in capitals alone before the number on its line.
_WORD_BEFORE_NUMBER = re.compile(r"(?m)^[ \t]{0,80}(?P<word>[A-Z]{4,8})[ ]{1,3}\Z")
TORN_SERIES = r"(?<![\w-])(?P<word>PE ?-(?!CONS\b)[A-Z]{0,4}(?: [A-Z]{1,3}){0,2})"
"""What a site left of PE-CONS, as a part of a pattern: `PE-CO S`."""
_BEFORE_NUMBER = re.compile(rf"{TORN_SERIES}[ ]{{1,3}}\Z")
_NO_SERIES = frozenset({"LIMITE", "PUBLIC", "NOTE", "COVER", "REPORT", "COUNCIL", "CONSEIL", "DRAFT"})


def _doubt_series(source: NumberedText, own: OwnNumber) -> Iterator[Contribution]:
    """Doubt a number behind a word in capitals that may be a series which is not known."""
    start = max(0, own.start - _ABOVE_PRESS_NUMBER)
    before = _WORD_BEFORE_NUMBER.search(source.text, start, own.start)
    before = before or _BEFORE_NUMBER.search(source.text, start, own.start)
    if before and before["word"] not in _NO_SERIES:
        message = f"“{before['word']}” before it may be its series"
        yield NUMBER.doubt(message, source.line_number(own.start), f"{before['word']} {own.text}")


_SMALL_WORD = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-Þ]{2,20}(?!\w)")
_MOST_SMALL_WORDS = 4


def _doubt_number_in_a_sentence(source: NumberedText, masthead: Masthead, own: OwnNumber) -> Iterator[Contribution]:
    """Doubt a number with words of a sentence before or behind it on its line, if there is no letterhead."""
    if masthead.place_date or masthead.labels:
        return
    text = source.text
    line_start, line_end = text.rfind("\n", 0, own.start) + 1, text.find("\n", own.end)
    beside = f"{text[line_start : own.start]} {text[own.end : line_end if line_end >= 0 else len(text)]}"
    if len(_SMALL_WORD.findall(beside)) > _MOST_SMALL_WORDS:
        message = "it stands in a sentence, on a page without a letterhead"
        yield NUMBER.doubt(message, source.line_number(own.start), own.text)


def _compare_with_footers(own: OwnNumber, footers: Sequence[Footer], line: int) -> Iterator[Contribution]:
    common_number = most_common_number(footers)
    footer_numbers = {try_parse_number(footer.number) for footer in footers if not footer.number.startswith("/")} - {
        None
    }
    if (
        common_number
        and footer_numbers
        and own.number
        and all(_contradicts(own.number, number) for number in footer_numbers if number)
    ):
        message = f"the letterhead has {own.text}, the footers {common_number[0]}"
        yield NUMBER.doubt(message, line, f"{own.text} / {common_number[0]}")


def _compare_with_file_name(
    own: OwnNumber, number: DocumentNumber, outside_text: Sequence[Line], line: int
) -> Iterator[Contribution]:
    named_numbers = find_numbers_in_file_name(outside_text)
    if named_numbers and all(_contradicts(number, named_number) for named_number in named_numbers):
        message = f"the letterhead has {own.text}, the file name says {named_numbers[0]}"
        yield NUMBER.doubt(message, line, f"{own.text} / {file_name_of(outside_text)}")


def _contradicts(own: DocumentNumber, footer_number: DocumentNumber) -> bool:
    """Whether a footer shows another document; a footer that lost the last suffixes of the number shows the same."""
    return own.base != footer_number.base or own.suffixes[: len(footer_number.suffixes)] != footer_number.suffixes


def find_cover_references(source: NumberedText, masthead: Masthead) -> list[tuple[int, int, ExternalReference]]:
    """Find the external references of the letterhead; a file above it or below the heading needs its label."""
    end = masthead.table_start if masthead.labels else masthead.end
    references = find_letterhead_references(source.text, max(0, masthead.start - _ABOVE_LETTERHEAD), end)
    return [
        hit
        for hit in references
        if masthead.start <= hit[0] < masthead.end
        or (hit[2].kind is not OutsideKind.FILE and hit[0] < masthead.end)
        or _FILE_LABEL.search(source.text, max(0, hit[0] - _ABOVE_LETTERHEAD), hit[0])
    ]


def _text_without_other_figures(source: NumberedText, masthead: Masthead) -> str:
    """Return the text without date and external references of the letterhead: their figures look like a number."""
    spans = [(start, end) for start, end, _ in find_cover_references(source, masthead)]
    if masthead.place_date:
        spans.append((masthead.place_date.start, masthead.place_date.end))
    return source.text_without(*spans)
