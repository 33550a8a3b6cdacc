"""The subject codes: on the letterhead, or washed into the box."""

import re

from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.reading.box.strays import find_strays
from somei_cli.text.reading.entry.draft import DraftEntry
from somei_cli.text.reading.entry.number import own_number
from somei_cli.text.reading.letterhead.codes import find_codes
from somei_cli.text.reading.letterhead.councilmeetings import ORDINAL, is_of_a_meeting, press_code
from somei_cli.text.reading.letterhead.ownnumber import OwnNumber
from somei_cli.text.reading.masthead import Masthead
from somei_cli.text.reading.scroll import Scroll

_REACH = 600
_FIRST = re.compile(r"(?m)^[ \t]{0,40}(?:1|I)[.)]\s")


def read_codes(draft: DraftEntry, scroll: Scroll, head: Masthead, vocabulary: Vocabulary) -> None:
    """The codes between number and heading; a press text has its own behind its number."""
    own = own_number(scroll, head)
    start, end = _place_of_codes(scroll.text, head, own)
    found = find_codes(scroll.text[start:end], vocabulary.codes, bounded=bool(head.heading or head.labels))
    entries = tuple(dict.fromkeys(code.entry for code in found if code.entry))
    if not entries and own and own.number and (press := press_code(scroll.text, own.number)):
        draft.put("subject_codes", (press[0],), scroll.number(press[1]), str(press[0]))
    if entries:
        words = "; ".join(code.text for code in found)
        draft.put("subject_codes", entries, scroll.number(start + found[0].start), words)
    for code in found:
        if code.doubt:
            draft.doubt("subject_codes", code.doubt, scroll.number(start + code.start), code.text)


def _place_of_codes(text: str, head: Masthead, own: OwnNumber | None) -> tuple[int, int]:
    """Behind the number, before the heading; in a press text before the ordinal of the meeting."""
    start, end = head.place_date.end if head.place_date else head.start, head.end
    if own and head.start <= own.start < head.end:
        start = own.end
    if head.place_date and own and own.end <= head.place_date.start and is_of_a_meeting(text, head.place_date):
        start, end = own.end, head.place_date.start
    ordinal = ORDINAL.search(text, start, end)
    return start, ordinal.start() if ordinal else end


def read_stray_codes(
    draft: DraftEntry, scroll: Scroll, head: Masthead, vocabulary: Vocabulary
) -> list[tuple[int, int]]:
    """Codes that stand in the box where the letterhead has none, and the spans they take there."""
    if "subject_codes" in draft.fields or not head.labels:
        return []
    below = head.labels[-1].end
    # Codes on the lines of an agenda are those of the documents of its items.
    items = _FIRST.search(scroll.text, below, below + _REACH)
    codes, spans = find_strays(scroll.text, head.foot, items.start() if items else below + _REACH, vocabulary.codes)
    entries = tuple(dict.fromkeys(code.entry for code in codes if code.entry))
    if entries:
        words = "; ".join(code.text for code in codes)
        draft.put("subject_codes", entries, scroll.number(spans[0][0]), words)
    return spans
