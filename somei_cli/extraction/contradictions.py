"""Doubts about values that another place of the same document contradicts: the meeting's days, the place, the box."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from somei_cli.extraction.contributions import (
    DATE,
    MEETING,
    PLACE,
    SUBJECT,
    TEXT_FIELDS,
    TYPE,
    Contribution,
    EntryField,
)
from somei_cli.extraction.cover.body_titles import LIKE_A_WEEKDAY
from somei_cli.extraction.cover.place_and_date import find_place_dates
from somei_cli.extraction.cover.printed_dates import Days, find_days
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.masthead import Masthead
from somei_cli.extraction.masthead_copies import MastheadCopies
from somei_cli.extraction.meeting_days import MEETING_HELD, find_roman_days
from somei_cli.extraction.suspicious_values import line_of, words_of
from somei_cli.model.document import Meeting
from somei_cli.model.importing.draft_entry import Reading

_ANNOUNCES = re.compile(r"AGENDA|NOTICE OF MEETING|ORDRE DU JOUR|CONVOCATION")
_REPORTS = re.compile(r"OUTCOME|SUMMARY|MINUTES|RECORD")
# A weekday, what was its day, and the weekday of the day that follows.
_JOINED_DAY = re.compile(
    rf"(?i){LIKE_A_WEEKDAY}[, ][^,;\n]{{1,30}}?\s(?:and|und|et|og|och|en|y|e|&)\s"
    rf"{LIKE_A_WEEKDAY},?\s{{1,3}}(?:den |le |the )?$"
)
_DAYS_OF_GRACE = timedelta(days=7)
"""An agenda may be issued so long after its meeting: a revision, a corrigendum."""
_LONGEST_AHEAD = timedelta(days=366)
_LONGEST_BACK = timedelta(days=2 * 366)
_COVER_LENGTH = 3000
_ABOVE_LENGTH = 1500
_SHORT_DATE = re.compile(r"(?<![\w./])[0-3]?[0-9](?:[/-][0-3]?[0-9])?\.[01]?[0-9]\.[0-9]{2}(?![\w./])")
_MANY_DATES = 4
_WORD_LENGTH = 30
_GLUED_WORD = re.compile(r"[0-9a-z][^\W\d_a-zß-ÿ]{4,}[ ]$")


def doubt_contradictions(draft: Reading, source: NumberedText, copies: MastheadCopies) -> Iterator[Contribution]:
    """Doubt the meeting, the place and the header table where another place of the document says otherwise."""
    yield from _doubt_meeting(draft, source, copies.first, copies.table)
    yield from _doubt_place(draft, source, copies.first)
    yield from _doubt_date(draft, source, copies.first)
    yield from _doubt_type(draft, source, copies.first)
    for copied, copy_table in copies.copies:
        yield from _compare_with_copy(draft, source, copies.first, copied, copy_table)


def _doubt_meeting(
    draft: Reading, source: NumberedText, masthead: Masthead, table: HeaderTable
) -> Iterator[Contribution]:
    meeting = MEETING.value_in(draft)
    if not isinstance(meeting, Meeting) or meeting.start is None:
        return
    line, words = line_of(draft, MEETING), words_of(draft, MEETING)
    first, last = meeting.start, meeting.end or meeting.start
    issued = DATE.value_in(draft)
    if issued:
        announces, reports = _ANNOUNCES.search(masthead.type), _REPORTS.search(masthead.type)
        if (
            (announces and not reports and last < issued - _DAYS_OF_GRACE)
            or (reports and not announces and issued < first)
            or first > issued + _LONGEST_AHEAD
            or last < issued - _LONGEST_BACK
        ):
            yield MEETING.doubt(f"it does not fit the date of the document, {issued}", line, words)
            return
    if meeting.end is None and (other_day := _find_day_before(first, line, source)):
        yield MEETING.doubt("a day before it could not be read", line, other_day)
        return
    contradiction = _find_other_days(Days(first, last, 0, 0), source, masthead, table)
    if contradiction:
        message = "another day is named for the meeting"
        yield MEETING.doubt(message, source.line_number(contradiction[1]), f"{words} / {contradiction[0]}")


def _find_day_before(day: date, line: int, source: NumberedText) -> str | None:
    """Return the words that join the day of the meeting to another: `Thursday l8 (10.00) and Friday` 19 December."""
    words = next((each.words for each in source.lines if each.number == line), "")
    for days in find_days(words):
        if days.first == days.last == day and (joined := _JOINED_DAY.search(words, 0, days.start)):
            return " ".join(words[joined.start() : days.end].split())
    return None


def _find_other_days(
    days: Days, source: NumberedText, masthead: Masthead, table: HeaderTable
) -> tuple[str, int] | None:
    """Return the words of other days for the meeting, and their offset: in the subject, in the foot of a press text.

    A text with many dates in figures is a calendar of several meetings.
    """
    if subject := table.first(LabelKind.SUBJECT):
        for subject_days in find_days(subject.text):
            before = subject.text[: subject_days.start]
            # In brackets stand the days of the meeting that this one prepares: First meeting (7 - 9 February 2017).
            in_brackets = before.count("(") > before.count(")")
            if MEETING_HELD.search(before) and not in_brackets and not _agree(days, subject_days):
                return subject.text[subject_days.start : subject_days.end], subject.start
    cover = source.text[masthead.start : masthead.start + _COVER_LENGTH]
    if not masthead.labels:
        # The title that a site gives the page may name the last day only.
        for printed in (place_date.days for place_date in find_place_dates(cover)):
            if days.first == days.last == printed.last > printed.first:
                return cover[printed.start : printed.end], masthead.start + printed.start
        for printed in find_roman_days(cover):
            if not _agree(days, printed):
                return cover[printed.start : printed.end], masthead.start + printed.start
        short_dates = list(dict.fromkeys(match[0] for match in _SHORT_DATE.finditer(cover)))
        if len(short_dates) >= _MANY_DATES:
            return ", ".join(short_dates[:_MANY_DATES]), masthead.start + cover.index(short_dates[0])
    return None


def _agree(days: Days, other_days: Days) -> bool:
    """Whether one span of days lies within the other: the days of a part of the meeting."""
    return (days.first <= other_days.first and other_days.last <= days.last) or (
        other_days.first <= days.first and days.last <= other_days.last
    )


def _doubt_place(draft: Reading, source: NumberedText, masthead: Masthead) -> Iterator[Contribution]:
    """Doubt the place if the title of the page above the letterhead has another one with the same day."""
    place, day = PLACE.value_in(draft), masthead.place_date.day if masthead.place_date else None
    start = max(0, masthead.start - _ABOVE_LENGTH)
    above = source.text[start : masthead.start]
    if not place or not day or not any(map(str.isdigit, above)):
        return
    for place_date in find_place_dates(above):
        if place_date.place and place_date.place != place and place_date.day == day:
            printed = " ".join(above[place_date.start : place_date.end].split())
            yield PLACE.doubt(
                "another place stands above the letterhead",
                source.line_number(start + place_date.start),
                f"{words_of(draft, PLACE)} / {printed}",
            )
            return


def _doubt_date(draft: Reading, source: NumberedText, masthead: Masthead) -> Iterator[Contribution]:
    """Doubt the date if the letterhead has another one behind the same town and a comma, as no day of a meeting has."""
    place_date = masthead.place_date
    if DATE.value_in(draft) is None or place_date is None or place_date.place is None:
        return
    remainder = source.text[place_date.end : max(place_date.end, masthead.end)]
    for repeated in find_place_dates(remainder):
        printed = " ".join(remainder[repeated.start : repeated.end].split())
        if repeated.place == place_date.place and "," in printed and repeated.day not in (None, place_date.day):
            line = source.line_number(place_date.end + repeated.start)
            yield DATE.doubt("another date stands behind the same town", line, f"{words_of(draft, DATE)} / {printed}")
            return


def _doubt_type(draft: Reading, source: NumberedText, masthead: Masthead) -> Iterator[Contribution]:
    """Doubt a heading if a word in capitals before it is glued to other words: “ECOFIN 82COVER NOTE”."""
    if masthead.heading is None or TYPE.value_in(draft) is None:
        return
    before = source.text[max(0, masthead.heading.start - _WORD_LENGTH) : masthead.heading.start]
    if glued := _GLUED_WORD.search(before):
        words = f"{glued[0].strip()} {masthead.type}"
        yield TYPE.doubt("its first word may be missing", source.line_number(masthead.heading.start), words)


def _compare_with_copy(
    draft: Reading,
    source: NumberedText,
    masthead: Masthead,
    copied: Masthead,
    copy_table: HeaderTable,
) -> Iterator[Contribution]:
    """Doubt what another copy of the same cover page has differently."""
    line = source.line_number(copied.start)
    for kind, field in TEXT_FIELDS.items():
        value, copy_value = field.value_in(draft), copy_table.first(kind)
        if value and copy_value and _differs(value, copy_value.text, field):
            message = "a copy of the cover page has other words"
            yield field.doubt(message, source.line_number(copy_value.start), f"{value} / {copy_value.text}")
    pairs: tuple[tuple[EntryField[Any], str, str], ...] = (
        (TYPE, masthead.type, copied.type),
        (PLACE, _place_of(masthead), _place_of(copied)),
        (DATE, _day_of(masthead), _day_of(copied)),
    )
    for field, own, copy_words in pairs:
        if own and copy_words and own != copy_words and field.value_in(draft) is not None:
            yield field.doubt("a copy of the cover page has another one", line, f"{own} / {copy_words}")


def _place_of(masthead: Masthead) -> str:
    return (masthead.place_date.place or "") if masthead.place_date else ""


def _day_of(masthead: Masthead) -> str:
    return str(masthead.place_date.day or "") if masthead.place_date else ""


def _differs(value: str, copy_value: str, field: EntryField[str]) -> bool:
    """Whether two readings differ in more than signs; of a subject the longer one may only be a run of later words."""
    own, copied = _letters(value), _letters(copy_value)
    if field is SUBJECT:
        return not own.startswith(copied)
    return own not in copied and copied not in own


def _letters(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())
