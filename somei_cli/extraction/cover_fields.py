"""The fields of the letterhead, but for the number.

The document's own number: on the letterhead, on the footers, or on a line of its own; compared where it can be.
The subject codes: on the letterhead, or washed into the box.

What is printed on a letterhead in the place of a date or a type heading, and is neither.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from somei_cli.extraction.cover.dates import find_days
from somei_cli.extraction.cover.heading_match import label_follows
from somei_cli.extraction.cover.letterhead import (
    ORDINAL,
    find_files,
    find_languages,
    is_of_a_meeting,
    pieces,
    press_code,
)
from somei_cli.extraction.cover.own_number import OwnNumber, find_own_number, is_a_number, last_own_number, parsed
from somei_cli.extraction.cover.place_and_date import town, towns
from somei_cli.extraction.cover.stamps import find_marking, find_release, find_restriction, find_stamp
from somei_cli.extraction.cover.subject_codes import find_codes, find_strays
from somei_cli.extraction.draft_entry import DraftEntry
from somei_cli.extraction.footers import Footer, usual_number
from somei_cli.extraction.lines import Scroll
from somei_cli.extraction.markings.detection import FoundMarking, decide_marking
from somei_cli.extraction.markings.phrases import restricts
from somei_cli.extraction.masthead import Masthead, names_an_institution
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import LIMITE, classification_in
from somei_cli.model.register.vocabulary import Vocabulary

# 31 February 2020, the 3rd Febuary 2020, 31.02.2020, 2020-02-31, February 31, 2020
_MONTH = r"[^\W\d_]{3,12}"
_LIKE_A_DATE = (
    rf"(?:(?:(?:the|den|le|li|il|dnia|dne) )?[0-9]{{1,3}}(?:\.|st|nd|rd|th|er)?[ ]{{1,3}}(?:de )?{_MONTH}\.?,?"
    r"[ ]{1,3}(?:de )?[0-9]{2,5}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|"
    rf"{_MONTH} [0-9]{{1,2}}, ?[0-9]{{4}})"
)
_BEHIND_A_TOWN = re.compile(rf"[ ]?[,(]?[ ]{{0,3}}(?P<words>{_LIKE_A_DATE})(?![\w/])")
_ON_ITS_OWN = re.compile(rf"(?m)^[ \t*_|]{{0,20}}(?P<words>{_LIKE_A_DATE})[ \t*_|]{{0,20}}$")
_LIKE_A_HEADING = re.compile(r"[^\W\d_a-z][^\n:;.]{1,60}")
_CAPITALS = re.compile(
    r"(?m)^[ \t*_#|]{0,20}(?P<words>[^\W\d_a-zß-ÿ]{4,20}(?: [^\W\d_a-zß-ÿ]{1,20}){0,4})[ \t*_|]{0,20}$"
)
_EDGES = " \t*_#|-–—=\"'“”„«»"


class UnreadDate(NamedTuple):
    """Words that look like a date and name no day, with the town before them."""

    place: str | None
    words: str
    start: int


def find_unread_date(text: str, start: int, end: int) -> UnreadDate | None:
    """What stands where the date does, behind a town or on a line of its own.

    >>> find_unread_date("Brussels, 31 February 2020", 0, 26)
    UnreadDate(place='Brussels', words='31 February 2020', start=10)
    """
    for match in town().finditer(text, start, end):
        if found := _BEHIND_A_TOWN.match(text, match.end(), end):
            return UnreadDate(towns()[match[0]], " ".join(found["words"].split()), found.start("words"))
    for alone in _ON_ITS_OWN.finditer(text, start, end):
        if next(find_days(alone["words"]), None) is None:
            return UnreadDate(None, " ".join(alone["words"].split()), alone.start("words"))
    return None


def find_unread_heading(text: str, head: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """The words on the line right above the box, and where they stand, if nothing else explains them.

    If there is no box, or something else stands right above it, a line in capitals below place and date.
    """
    above = _find_above_box(text, head, vocabulary) if head.labels else None
    return above or _find_capitals(text, head, vocabulary)


def _find_above_box(text: str, head: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    if not label_follows(text, len(text[: head.box].rstrip())):
        return None
    lines = text[head.start : head.box].rstrip(" \t\n_-—–*=|").split("\n")
    words = lines[-1].strip(_EDGES)
    at = head.start + sum(len(line) + 1 for line in lines[:-1]) + max(lines[-1].find(words), 0)
    if not _LIKE_A_HEADING.fullmatch(words) or _is_explained(words, vocabulary):
        return None
    return " ".join(words.split()), at


def _find_capitals(text: str, head: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    # Above a box the letterhead is known, though its date may be one that no calendar has.
    start = head.place_date.end if head.place_date else head.start if head.labels else head.end
    for match in _CAPITALS.finditer(text, start, head.end):
        if not _is_explained(match["words"], vocabulary):
            return " ".join(match["words"].split()), match.start("words")
    return None


def _is_explained(words: str, vocabulary: Vocabulary) -> bool:
    """Whether a line of the letterhead is one of its other parts."""
    end = len(words)
    return bool(
        is_a_number(words)
        or names_an_institution(words)
        or find_languages(words, 0, end)
        or find_marking(words, 0, end)
        or find_restriction(words, 0, end)
        or restricts(words)
        or find_release(words, 0, end)
        or list(find_files(words, 0, end))
        or find_codes(words, vocabulary.codes)
        or town().match(words)
        or re.search(_LIKE_A_DATE, words)
    )


def read_number(draft: DraftEntry, scroll: Scroll, head: Masthead, footers: Sequence[Footer]) -> DocumentNumber | None:
    """The own number: on the letterhead, above it, or on every footer."""
    found = own_number(scroll, head)
    if found:
        line = scroll.number(found.start)
        if found.number:
            draft.put("number", found.number, line, found.text)
        else:
            draft.doubt("number", f"“{found.text}”: {found.doubt}", line)
        _compare_with_footers(draft, found, footers, line)
        _look_for_another(draft, scroll, head, found)
        return found.number
    usual = usual_number(footers)
    number = parsed(usual[0]) if usual else None
    if usual and number:
        line = next(f.line for f in footers if f.number == usual[0])
        draft.put("number", number, line, usual[0])
        draft.doubt("number", "the letterhead shows none; taken from the footers", line)
        return number
    if alone := next((line for line in scroll.lines if is_a_number(line.text)), None):
        number = parsed(alone.text)
        draft.put("number", number, alone.number, alone.text)
        draft.doubt("number", "the letterhead shows none; taken from a line of its own", alone.number)
        return number
    draft.doubt("number", "no number was found")
    return None


def own_number(scroll: Scroll, head: Masthead) -> OwnNumber | None:
    """The number on the letterhead, above it, or between heading and box."""
    masked = _masked(scroll, head)
    after = head.place_date.end if head.place_date else head.start
    if head.place_date and is_of_a_meeting(scroll.text, head.place_date):
        above = find_own_number(masked, head.start, head.place_date.start)
        return above or find_own_number(masked, after, head.end)
    found = find_own_number(masked, after, head.end) or last_own_number(masked, max(0, head.start - 300), after)
    return found or find_own_number(masked, head.foot, head.box)


def _look_for_another(draft: DraftEntry, scroll: Scroll, head: Masthead, found: OwnNumber) -> None:
    """Doubt a letterhead with two numbers that stand by themselves: nobody knows which is the document's own."""
    if found.number is None or head.heading is None:
        return
    for piece, at in pieces(_masked(scroll, head), found.end, head.end):
        other = parsed(piece) if is_a_number(piece) else None
        if other and other.base != found.number.base:
            draft.doubt("number", f"the letterhead has {found.text}, and {other} too", scroll.number(at))


def _compare_with_footers(draft: DraftEntry, found: OwnNumber, footers: Sequence[Footer], line: int) -> None:
    usual = usual_number(footers)
    shown = {parsed(f.number) for f in footers if not f.number.startswith("/")} - {None}
    if usual and shown and found.number and all(_contradicts(found.number, n) for n in shown if n):
        draft.doubt("number", f"the letterhead has {found.text}, the footers {usual[0]}", line)


def _contradicts(own: DocumentNumber, shown: DocumentNumber) -> bool:
    """Whether a footer shows another document: one that lost the last suffixes of its number shows the same."""
    return own.base != shown.base or own.suffixes[: len(shown.suffixes)] != shown.suffixes


def _masked(scroll: Scroll, head: Masthead) -> str:
    """The text without the date and the files of the letterhead, whose figures could be taken for a number."""
    spans = [(start, end) for _, start, end in find_files(scroll.text, head.start, head.end)]
    if head.place_date:
        spans.append((head.place_date.start, head.place_date.end))
    return scroll.without(*spans)


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


def read_letterhead(
    draft: DraftEntry, scroll: Scroll, head: Masthead, vocabulary: Vocabulary, markings: Sequence[FoundMarking]
) -> None:
    """Place, date, original languages, interinstitutional files, marking and subject codes."""
    text = scroll.text
    _read_place_and_date(draft, scroll, head)
    if languages := find_languages(text, head.start, head.end):
        draft.put("languages", languages[0], scroll.number(languages[1]), text[languages[1] : languages[2]])
    files = list(find_files(text, head.start, head.end))
    if files:
        unique = tuple(dict.fromkeys(f[0] for f in files))
        draft.put("interinstitutional_files", unique, scroll.number(files[0][1]), text[files[0][1] : files[-1][2]])
    _marking(draft, scroll, head, markings)
    read_codes(draft, scroll, head, vocabulary)


def _marking(draft: DraftEntry, scroll: Scroll, head: Masthead, markings: Sequence[FoundMarking]) -> None:
    """The highest marking of the file, or what seems to be one on the letterhead; beside LIMITE, a stamp of release."""
    text = scroll.text
    chosen, doubts = decide_marking(markings)
    if chosen:
        draft.put("marking", chosen.marking, chosen.line, chosen.words)
        draft.doubts += doubts
        if (chosen.marking == LIMITE) and (stamp := find_stamp(text, head.start, head.end)):
            words = " ".join(stamp[0].split())
            message = f"stamped {words}: enter the release as an access event"
            draft.remark("access", message, scroll.number(stamp.start()))
    elif public := find_marking(text, head.start, head.end):
        draft.put("marking", public[0], scroll.number(public[1]), str(public[0]))
    elif (meant := find_restriction(text, head.start, head.end)) and classification_in(str(meant[0])) is None:
        # A level that still stands here is one that the clerk says is only quoted.
        line = scroll.number(meant[1])
        draft.put("marking", meant[0], line, str(meant[0]))
        message = f"the words “{meant[0]}” are no marking of the Council's, and seem to restrict the document"
        draft.doubt("marking", message, line)


def _read_place_and_date(draft: DraftEntry, scroll: Scroll, head: Masthead) -> None:
    """Place and date; what looks like a date and is none is doubted, and its place kept."""
    text = scroll.text
    if place_date := head.place_date:
        words, line = text[place_date.start : place_date.end], scroll.number(place_date.start)
        if place_date.place:
            draft.put("place", place_date.place, line, words)
        if is_of_a_meeting(text, place_date):
            return
        if place_date.day:
            draft.put("date", place_date.day, line, words)
        else:
            draft.doubt("date", "what stands there is not one day", line, words)
    elif unread := find_unread_date(text, head.start, head.end):
        line = scroll.number(unread.start)
        if unread.place:
            draft.put("place", unread.place, line, f"{unread.place}, {unread.words}")
        draft.doubt("date", "what stands there is no date of the calendar", line, unread.words)
