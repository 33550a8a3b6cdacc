"""The meeting a document is about: its days, and the body that met."""

import re
from datetime import date

from somei_cli.model.documents import Meeting
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.reading.box.labels import LabelKind
from somei_cli.text.reading.box.values import BoxReading
from somei_cli.text.reading.entry.draft import DraftEntry
from somei_cli.text.reading.letterhead.dates import Days
from somei_cli.text.reading.masthead import Masthead
from somei_cli.text.reading.meetings import days_held, meeting_days
from somei_cli.text.reading.scroll import Scroll


def read_meeting(draft: DraftEntry, scroll: Scroll, head: Masthead, box: BoxReading, vocabulary: Vocabulary) -> None:
    """The days of the meeting: the field On, or what an agenda, minutes or a press text say."""
    on = box.first(LabelKind.ON) or (box.first(LabelKind.DATED) if _is_outcome(draft) else None)
    days: Days | None = None
    line, words = 0, ""
    if on:
        days = next(iter(days_held(on.text)), None)
        line, words = scroll.number(on.start), on.text
        if days is None:
            draft.doubt("meeting.start", "what stands there is no date", line, words)
    elif found_days := meeting_days(scroll.text, head, box, draft.type):
        days, line = found_days, scroll.number(found_days.start)
        words = scroll.text[found_days.start : found_days.end]
    body = _body_that_met(draft, vocabulary)
    if days:
        end = None if days.single else days.last
        draft.put("meeting", Meeting(body, days.first, end), line, words, "meeting.start")
    if (
        days
        and (issued := draft.fields.get("date"))
        and isinstance(issued, date)
        and _is_outcome(draft)
        and issued < days.first
    ):
        draft.doubt("date", f"{issued} is before the meeting of {days.first}", line)


def _body_that_met(draft: DraftEntry, vocabulary: Vocabulary) -> str | None:
    for name in ("originator", "subject"):
        text = draft.fields.get(name)
        if isinstance(text, str) and (body := vocabulary.body_named(text)):
            return body.key
    return None


def _is_outcome(draft: DraftEntry) -> bool:
    return bool(re.search("OUTCOME|SUMMARY|MINUTES", draft.type))
