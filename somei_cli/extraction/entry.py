"""The one entry point: the lines of a document, whatever file they came from, to a register entry with its evidence.

The fields of the box.
The body: its items, and what it cites.
The meeting a document is about: its days, and the body that met.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from somei_cli.extraction.citations import (
    UNUSUAL,
    CitingPart,
    ambiguous,
    find_citations,
    outside_references,
    references,
    targets,
)
from somei_cli.extraction.cover.dates import Days
from somei_cli.extraction.cover.doubtful_levels import find_doubtful_levels
from somei_cli.extraction.cover.eu_classified import Pages, find_levels_of_others, refuse_classified
from somei_cli.extraction.cover.stamps import find_stamps
from somei_cli.extraction.cover.type_heading import carries_items
from somei_cli.extraction.cover_fields import find_unread_heading, read_letterhead, read_number, read_stray_codes
from somei_cli.extraction.draft_entry import DraftEntry
from somei_cli.extraction.footers import take_footers
from somei_cli.extraction.header_table.columns import BoxReading, LabelValue
from somei_cli.extraction.header_table.labels import LabelKind, without_further_headers
from somei_cli.extraction.items.blocks import cut_body
from somei_cli.extraction.items.items import are_items, doubtful, read_items
from somei_cli.extraction.level_words import find_lines_of_fields, take_level_words
from somei_cli.extraction.lines import Scroll
from somei_cli.extraction.markings.detection import find_markings, without_markings
from somei_cli.extraction.masthead import Copies, Masthead, copies_of, find_mastheads
from somei_cli.extraction.meeting_days import days_held, meeting_days
from somei_cli.formats.notation.markup import find_markup
from somei_cli.formats.notation.references import find_unusual_numbers
from somei_cli.model.document import Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Evidence, Line, Reading, Text
from somei_cli.model.items import Item
from somei_cli.model.references import ExternalReference, OutsideKind
from somei_cli.model.register.vocabulary import Vocabulary

_TEXTS = (
    (LabelKind.FROM, "originator", "from"),
    (LabelKind.TO, "addressee", "to"),
    (LabelKind.SUBJECT, "subject", "subject"),
)


def read_fields(draft: DraftEntry, scroll: Scroll, box: BoxReading, vocabulary: Vocabulary) -> None:
    """From, To, Subject, and the documents that the header names."""
    for field_, name, key in _TEXTS:
        value = box.first(field_)
        if value and value.text:
            draft.put(name, value.text, scroll.number(value.start), value.text, key)
        elif field_ in box.unclear:
            draft.doubt(key, "the columns of the box could not be told apart", scroll.number(box.body))
    if "subject" not in draft.fields:
        draft.doubt("subject", "no subject was found")
    _header_documents(draft, scroll, box.all(LabelKind.PREVIOUS), vocabulary, "previous_documents")
    _header_documents(draft, scroll, box.all(LabelKind.COMMISSION), vocabulary, "commission_documents")


def _header_documents(
    draft: DraftEntry, scroll: Scroll, values: Sequence[LabelValue], vocabulary: Vocabulary, name: str
) -> None:
    """The documents that the fields No. prev. doc. and No. Cion doc. name; codes behind a number are not ours."""
    found: list[DocumentNumber | ExternalReference] = []
    for value in values:
        found += targets(
            [Line(value.text, scroll.number(value.start))], frozenset(code.name for code in vocabulary.codes)
        )
    wanted = [
        to
        for to in dict.fromkeys(found)
        if isinstance(to, DocumentNumber) or (name == "commission_documents" and to.kind is OutsideKind.COMMISSION)
    ]
    line = scroll.number(values[0].start) if values else 0
    for unusual in find_unusual_numbers([Line(v.text, scroll.number(v.start)) for v in values] if wanted else []):
        draft.doubt(name, UNUSUAL, unusual.number, unusual.text)
    if wanted:
        draft.put(name, tuple(wanted), line, "; ".join(v.text for v in values))
    elif values:
        draft.doubt(name, "no document could be read from what stands there", line, "; ".join(v.text for v in values))


def read_body(
    draft: DraftEntry, scroll: Scroll, copies: Copies, vocabulary: Vocabulary, number: DocumentNumber | None
) -> None:
    """Items and citations."""
    body = cut_body(tuple(without_further_headers(copies.body_lines(scroll))))
    parts = [CitingPart(body.lead)]
    by_nature = carries_items(draft.type, vocabulary.types)
    if are_items(body.blocks, by_nature=by_nature):
        known = frozenset(code.name for code in vocabulary.codes)
        items, blocks = read_items(body.blocks, lambda lines: targets(lines, known))
        parts += [CitingPart(block.source, block.number) for block in blocks]
        doubts = list(doubtful(items))
        line = blocks[0].lines[0].line.number
        for doubt in doubts:
            draft.doubt("items", doubt, line)
        if not doubts:
            draft.put("items", items, line, f"{len(items)} items")
            for item, block in zip(items, blocks, strict=True):
                place = f"items.{item.number}" if item.number else "items"
                draft.evidence.append(Evidence(place, block.lines[0].line.number, item.title))
                _body_doubt_markup(draft, item, block.lines[0].line.number)
    else:
        parts += [CitingPart(block.source) for block in body.blocks]
        if by_nature and len(body.blocks) > 1:
            line = body.blocks[0].lines[0].line.number
            draft.remark("items", f"{len(body.blocks)} numbered parts were taken for sections, not for items", line)
    parts.append(CitingPart(body.annex))
    citations = list(find_citations(parts, number, frozenset(code.name for code in vocabulary.codes)))
    for unusual in find_unusual_numbers([line for part in parts for line in part.lines]):
        draft.doubt("references", UNUSUAL, unusual.number, unusual.text)
    for name, found in (("references", references(citations)), ("outside_references", outside_references(citations))):
        if found:
            draft.fields[name] = found
    draft.candidates |= ambiguous(citations)
    for citation in citations:
        name = "references" if isinstance(citation.to, DocumentNumber) else "outside_references"
        draft.evidence.append(Evidence(name, citation.line, citation.words))


def _body_doubt_markup(draft: DraftEntry, item: Item, line: int) -> None:
    """Doubt an item whose words are still marked up: where items begin and end was told by the marks."""
    for part in item.walk():
        for words in (part.title, part.summary or ""):
            if marked := find_markup(words):
                name = f"item {item.number}" if item.number else "an item without a number"
                draft.doubt("items", f"mark-up is left in the text of {name}", line, marked)
                return


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
    for level, line, in_doubt in find_levels_of_others(pages, number):
        if line not in quoted:
            told = draft.doubt if in_doubt else draft.remark
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
