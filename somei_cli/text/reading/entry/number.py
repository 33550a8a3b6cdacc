"""The document's own number: on the letterhead, on the footers, or on a line of its own; compared where it can be."""

from collections.abc import Sequence

from somei_cli.model.numbers import DocumentNumber
from somei_cli.text.reading.entry.draft import DraftEntry
from somei_cli.text.reading.footers import Footer, usual_number
from somei_cli.text.reading.letterhead.councilmeetings import is_of_a_meeting
from somei_cli.text.reading.letterhead.letterhead import find_files
from somei_cli.text.reading.letterhead.ownnumber import OwnNumber, find_own_number, is_a_number, last_own_number, parsed
from somei_cli.text.reading.letterhead.pieces import pieces
from somei_cli.text.reading.masthead import Masthead
from somei_cli.text.reading.scroll import Scroll


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
