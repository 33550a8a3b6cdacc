"""The one entry point: the lines of a document, whatever file they came from, to a register entry with its evidence."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.readings import Evidence, Line, Reading, Text
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.markup import find_markup
from somei_cli.text.reading.entry.body import read_body
from somei_cli.text.reading.entry.codes import read_stray_codes
from somei_cli.text.reading.entry.draft import DraftEntry
from somei_cli.text.reading.entry.fields import read_fields
from somei_cli.text.reading.entry.letterhead import read_letterhead
from somei_cli.text.reading.entry.meeting import read_meeting
from somei_cli.text.reading.entry.number import read_number
from somei_cli.text.reading.entry.unread import find_unread_heading
from somei_cli.text.reading.footers import take_footers
from somei_cli.text.reading.letterhead.classified import Pages, find_levels_of_others, refuse_classified
from somei_cli.text.reading.letterhead.doubtful_levels import find_doubtful_levels
from somei_cli.text.reading.letterhead.stamps import find_stamps
from somei_cli.text.reading.level_words import find_lines_of_fields, take_level_words
from somei_cli.text.reading.markings.detection import find_markings, without_markings
from somei_cli.text.reading.masthead import Masthead, find_mastheads
from somei_cli.text.reading.scroll import Scroll
from somei_cli.text.reading.twins import copies_of

_COVER = 600
"""So far below its box a cover page tells of the document that it covers."""


def read_document(text: Text, vocabulary: Vocabulary, quoted: Collection[int | str] = ()) -> Reading:
    """Read a document; what cannot be read with certainty stays empty, with a doubt.

    `quoted` are the numbers of lines, and the fields, of which the clerk says that they only quote an EU
    classification.

    Raises:
        Classified: where the document carries an EU classification.
        LevelNamed: where a field names one, and does not only speak of it.
    """
    kept, footers = take_footers(text.lines)
    markings = find_markings(text.lines, text.aside, vocabulary)
    scroll = Scroll.of(without_markings(kept, markings))
    mastheads = find_mastheads(scroll.text, vocabulary)
    copies = copies_of(mastheads, scroll.text)
    draft = DraftEntry()
    head = copies.first
    number = read_number(draft, scroll, head, footers)
    letterhead, cover = scroll.cut(head.start, head.end), scroll.cut(head.start, head.box + _COVER)
    pages = Pages(letterhead, cover, text.lines, footers, text.aside, quoted, vocabulary)
    by_field = frozenset(place for place in quoted if isinstance(place, str))
    if not by_field:
        refuse_classified(pages, number)
    for level, line, doubtful in find_levels_of_others(pages, number):
        if line not in quoted:
            told = draft.doubt if doubtful else draft.remark
            told("marking", f"“{level}” is taken for the level of another document", line)
    doubted = {doubt.line for doubt in (*draft.doubts, *draft.remarks) if doubt.field == "marking"}
    for level, line in find_doubtful_levels(pages, number):
        if line not in quoted and line not in doubted:
            draft.doubt("marking", f"“{level}” may be the level of this document", line)
    read_letterhead(draft, scroll, head, vocabulary, markings)
    if spans := [*read_stray_codes(draft, scroll, head, vocabulary), *find_stamps(scroll.text)]:
        copies = copies_of(mastheads, scroll.without(*spans))
    _type(draft, scroll, head, vocabulary)
    box = copies.box
    read_fields(draft, scroll, box, vocabulary)
    read_body(draft, scroll, copies, vocabulary, number)
    read_meeting(draft, scroll, head, box, vocabulary)
    _doubt_markup(draft)
    _check(draft, head)
    if by_field:
        # Only now it is known on which lines these fields stand.
        lines = frozenset(find_lines_of_fields(draft, by_field, text.lines))
        refuse_classified(replace(pages, quoted=frozenset(quoted) | lines), number)
    take_level_words(draft, quoted)
    evidence = tuple(_placed(draft.evidence, text.lines))
    candidates = tuple(draft.candidates.items())
    return Reading(draft.fields, evidence, tuple(draft.doubts), candidates, tuple(draft.remarks))


def _placed(evidence: Iterable[Evidence], lines: Iterable[Line]) -> Iterator[Evidence]:
    """The evidence with the page and the place on it, where the format has pages."""
    places = {line.number: line for line in lines if line.page is not None}
    for one in evidence:
        line = places.get(one.line)
        yield one if line is None else replace(one, page=line.page, left=line.left, top=line.top)


def _type(draft: DraftEntry, scroll: Scroll, head: Masthead, vocabulary: Vocabulary) -> None:
    if head.heading is None:
        if found := find_unread_heading(scroll.text, head, vocabulary):
            draft.doubt(
                "type", "what stands in the place of the heading is no known type", scroll.number(found[1]), found[0]
            )
        return
    line = scroll.number(head.heading.start)
    draft.put("type", head.heading.text, line, scroll.text[head.heading.start : head.heading.end])
    if not head.heading.known:
        draft.doubt("type", "the heading is no type of this register", line, draft.type)


def _doubt_markup(draft: DraftEntry) -> None:
    """Doubt fields of the box whose words are still marked up."""
    for key, name in (("from", "originator"), ("to", "addressee"), ("subject", "subject")):
        if marked := find_markup(str(draft.fields.get(name) or "")):
            line = next((one.line for one in draft.evidence if one.field == key), 0)
            draft.doubt(key, "mark-up is left in the words", line, marked)


def _check(draft: DraftEntry, head: Masthead) -> None:
    """What does not fit together."""
    number, day = draft.fields.get("number"), draft.fields.get("date")
    latest = 1 if isinstance(number, DocumentNumber) and not number.suffixes else 99
    if isinstance(number, DocumentNumber) and isinstance(day, date) and not 0 <= day.year - number.year <= latest:
        draft.doubt("date", f"{day} does not fit the year of {number}")
    # A text of a meeting may bear no other day than the meeting's.
    if "date" in draft.fields or ("meeting" in draft.fields and head.place_date is not None):
        return
    if not any(doubt.field == "date" for doubt in draft.doubts):
        draft.doubt("date", "no date was found")
