"""Read the meeting of a document: its days from the title, the field On or the lines below the title, and its body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from somei_cli.extraction.contributions import DATE, MEETING, ORIGINATOR, SUBJECT, Contribution
from somei_cli.extraction.cover.act_titles import is_title_of_conclusions
from somei_cli.extraction.cover.printed_dates import Days, find_days
from somei_cli.extraction.cover.printed_titles import PrintedTitle, UnclearTitle
from somei_cli.extraction.cover.record_titles import find_day_of_record, is_meeting_title
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable
from somei_cli.extraction.items.agenda_phrases import find_first_item
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.masthead import Masthead
from somei_cli.extraction.meeting_days import (
    find_day_before,
    find_days_with_hours,
    find_meeting_days,
    find_roman_days,
    part_glued_days,
)
from somei_cli.model.document import Meeting
from somei_cli.model.register.vocabulary import Vocabulary

_FIRST_PAGE_LENGTH = 3000
_DAYS_WITHIN = 400


def read_meeting(
    contributions: Sequence[Contribution],
    source: NumberedText,
    masthead: Masthead,
    table: HeaderTable,
    title: PrintedTitle | UnclearTitle | None,
    vocabulary: Vocabulary,
) -> list[Contribution]:
    """Read the meeting from the first piece that names its days, or is doubted; `title` has no label."""
    if contributed := list(_read_days_in_title(source, title, vocabulary)):
        return contributed
    if not (isinstance(title, PrintedTitle) and title.several_meetings):
        contributed = list(_read_days(contributions, source, masthead, table, vocabulary))
    if MEETING.joined_value(contributed) is None:
        contributed += _read_days_below_title(source, title, vocabulary)
    if not contributed and not masthead.labels:
        contributed = [*_read_days_of_conclusions(contributions)] or [*_read_days_of_event(source)]
    return contributed


def _read_days_of_conclusions(contributions: Sequence[Contribution]) -> Iterator[Contribution]:
    """Read the days of the European Council from the title of its conclusions; a note that covers them has none."""
    subject = SUBJECT.joined_value(contributions) or ""
    all_days = list(find_days(subject)) if is_title_of_conclusions(subject) else []
    if len(all_days) == 1:
        days = all_days[0]
        line = next((part.line for part in contributions if part.field is SUBJECT and part.line), 0)
        meeting = Meeting(None, days.first, None if days.single else days.last)
        yield MEETING.read(meeting, line, subject[days.start : days.end])


# The title of a page about one meeting, without a label: `Indicative programme – Lamp Council of 2 and 3 May 2019`.
_EVENT = re.compile(
    r"(?m)(?:^[ \t*#_]{0,8}(?:Indicative programme|Draft programme|Main topics|Background(?: brief| note)?)\s?[–—:-]\s|"
    r"(?<![^\s*_#])(?:Informal|Extraordinary|Joint) (?:video[- ]?conference|meeting) of (?:the )?)"
    r"(?:[^.;:\n]|\n(?!\n)){4,170}?(?:,? (?:of|on)|,|\)|\n| [–—-])?\s(?:[A-Z][a-z]{5,8}day,?\s)?"
    r"(?=[0-9]{1,2}(?:\s|-|–))|"
    r"^[ \t*#_]{0,8}[A-Z][^.;:\n]{2,70}(?<! the) Council meeting[ \t]*\n[ \t*#_]{0,8}(?:Brussels|Luxembourg), "
)
_EVENT_WITHIN = 1500
_LONGEST_DAYS = 60


def _read_days_of_event(source: NumberedText) -> Iterator[Contribution]:
    """Read the days at the end of a title above the text that names one meeting; none if such titles differ."""
    by_days: dict[tuple[date, date], tuple[int, str]] = {}
    for title in _EVENT.finditer(source.text, 0, _EVENT_WITHIN):
        words = source.text[title.end() : title.end() + _LONGEST_DAYS]
        days = next(find_days(words), None)
        if days and days.start == 0:
            by_days.setdefault((days.first, days.last), (title.end(), words[: days.end]))
    if len(by_days) == 1:
        ((first, last), (offset, words)) = by_days.popitem()
        yield MEETING.read(Meeting(None, first, None if first == last else last), source.line_number(offset), words)


def _read_days(
    contributions: Sequence[Contribution],
    source: NumberedText,
    masthead: Masthead,
    table: HeaderTable,
    vocabulary: Vocabulary,
) -> Iterator[Contribution]:
    """Read the days of the meeting: the field On, or what an agenda, minutes or a press text say.

    The body is named in the originator or the subject that were read. An outcome is not issued before its meeting.
    """
    is_outcome = bool(re.search("OUTCOME|SUMMARY|MINUTES", masthead.type))
    date_value = table.first(LabelKind.ON) or (table.first(LabelKind.DATED) if is_outcome else None)
    days: Days | None = None
    first_day: date | None = None
    line, words = 0, ""
    if date_value:
        days = next(iter(find_days_with_hours(date_value.text)), None)
        line, words = source.line_number(date_value.start), date_value.text
        if days and (longer := _days_with_next_line(source.text, date_value.start, days)):
            days, words = longer, " ".join(source.text[date_value.start : date_value.start + longer.end].split())
        first_day = find_day_before(words, days) if days else None
        if days is None:
            yield MEETING.doubt("what stands there is no date", line, words)
    elif found_days := find_meeting_days(source.text, masthead, table, masthead.type):
        days, line = found_days, source.line_number(found_days.start)
        words = source.text[found_days.start : found_days.end]
        first_day = find_day_before(source.text, found_days)
    if days is None:
        return
    cover = source.text[masthead.start : masthead.start + _FIRST_PAGE_LENGTH]
    days = part_glued_days(words, days, find_roman_days(cover))
    if days is None:
        yield MEETING.doubt("two days may have lost what parts them", line, words)
        return
    if first_day:
        yield MEETING.doubt(
            "two days without a sign between them were taken for a span", line, f"{first_day.day} {words}"
        )
        days = replace(days, first=first_day)
    names = (name for field in (ORIGINATOR, SUBJECT) if (name := field.joined_value(contributions)))
    meeting_body = next((term.key for name in names if (term := vocabulary.body_named(name))), None)
    yield MEETING.read(Meeting(meeting_body, days.first, None if days.single else days.last), line, words)
    issued = DATE.joined_value(contributions)
    if issued and is_outcome and issued < days.first:
        yield DATE.doubt(f"{issued} is before the meeting of {days.first}", line, words)


def _days_with_next_line(text: str, start: int, days: Days) -> Days | None:
    """Return the days from an offset on, if the next line has the next day with its hours, which is no part of a value.

    `Date: 20 May 2016 (10.00)` / `21 May 2016 (09.30)`
    """
    longer = next(iter(find_days_with_hours(text[start : start + _LONGEST_DAYS])), None)
    return longer if longer and longer.first == days.first and longer.last > days.last else None


def _read_days_below_title(
    source: NumberedText, title: PrintedTitle | UnclearTitle | None, vocabulary: Vocabulary
) -> Iterator[Contribution]:
    """Read the days that stand right below the name of a body, for a meeting whose days no other piece has read."""
    if not isinstance(title, PrintedTitle) or title.several_meetings:
        return
    items_start = find_first_item(source.text, title.end)
    if items_start is None:
        return
    region = source.text[title.end : min(items_start, title.end + _DAYS_WITHIN)]
    all_days = list(find_days(region))
    if len(all_days) != 1:
        return
    days = all_days[0]
    body = vocabulary.body_named(title.text) or vocabulary.body_named(title.text.partition("(")[0].strip())
    meeting = Meeting(body.key if body else None, days.first, None if days.single else days.last)
    words = region[days.start : days.end]
    yield MEETING.read(meeting, source.line_number(title.end + days.start), words)


def _read_days_in_title(
    source: NumberedText, title: PrintedTitle | UnclearTitle | None, vocabulary: Vocabulary
) -> Iterator[Contribution]:
    """Read the days of the meeting from the title of its record or agenda; a doubt if it has none that can be read."""
    if not isinstance(title, PrintedTitle) or not is_meeting_title(title.text):
        return
    line = source.line_number(title.start)
    days = find_day_of_record(title.text)
    if days is None:
        yield MEETING.doubt("the day of the meeting could not be read", line, title.text)
        return
    body = vocabulary.body_named(title.text)
    meeting = Meeting(body.key if body else None, days.first, None if days.single else days.last)
    yield MEETING.read(meeting, line, title.text[days.start : days.end])
