"""Read the lines of a document, from whatever file, into a register entry with its evidence.

`read_document` is the importer's entry point. The fields of the header table, the items, the citations and the meeting
are read here too.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from somei_cli.extraction.citations import (
    UNUSUAL_NUMBER,
    CitingPart,
    ambiguous_numbers,
    find_citations,
    find_targets,
    outside_references,
    references,
)
from somei_cli.extraction.cover.classified_refusal import (
    DocumentParts,
    find_levels_of_other_documents,
    refuse_classified,
)
from somei_cli.extraction.cover.doubtful_levels import find_doubtful_levels
from somei_cli.extraction.cover.printed_dates import Days
from somei_cli.extraction.cover.stamps import find_stamp_spans
from somei_cli.extraction.cover.type_heading import carries_items
from somei_cli.extraction.cover_fields import find_unread_heading, read_letterhead, read_misplaced_codes, read_number
from somei_cli.extraction.draft_entry import DraftEntry
from somei_cli.extraction.footers import split_footers
from somei_cli.extraction.header_table.labels import LabelKind, without_repeated_header_values
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable, LabelValue
from somei_cli.extraction.items.blocks import split_main_text
from somei_cli.extraction.items.items import are_items, describe_doubts, read_items
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.levels_in_fields import check_level_words, find_field_lines
from somei_cli.extraction.markings.detection import find_markings, without_markings
from somei_cli.extraction.masthead import Masthead, MastheadCopies, choose_masthead, find_mastheads
from somei_cli.extraction.meeting_days import find_days_with_hours, find_meeting_days
from somei_cli.formats.notation.leftover_markup import find_markup
from somei_cli.formats.notation.reference_scan import find_unusual_numbers
from somei_cli.model.document import Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Evidence, Line, Reading, SourceText
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.references import ExternalReference, OutsideKind
from somei_cli.model.register.vocabulary import Vocabulary

_TEXT_FIELDS = (
    (LabelKind.FROM, "originator", "from"),
    (LabelKind.TO, "addressee", "to"),
    (LabelKind.SUBJECT, "subject", "subject"),
)


def read_header_fields(draft: DraftEntry, source: NumberedText, table: HeaderTable, vocabulary: Vocabulary) -> None:
    """Read From, To, Subject, and the documents that the header table names."""
    for label, name, key in _TEXT_FIELDS:
        value = table.first(label)
        if value and value.text:
            draft.set_field(name, value.text, source.line_number(value.start), value.text, key)
        elif label in table.unclear:
            draft.add_doubt(
                key, "the columns of the box could not be told apart", source.line_number(table.main_text_start)
            )
    if "subject" not in draft.fields:
        draft.add_doubt("subject", "no subject was found")
    _read_header_documents(draft, source, table.values_of(LabelKind.PREVIOUS), vocabulary, "previous_documents")
    _read_header_documents(draft, source, table.values_of(LabelKind.COMMISSION), vocabulary, "commission_documents")


def _read_header_documents(
    draft: DraftEntry, source: NumberedText, values: Sequence[LabelValue], vocabulary: Vocabulary, name: str
) -> None:
    """Read the documents in the fields No. prev. doc. and No. Cion doc.

    Subject codes after a number are those of the other document.
    """
    cited: list[DocumentNumber | ExternalReference] = []
    for value in values:
        cited += find_targets(
            [Line(value.text, source.line_number(value.start))], frozenset(code.name for code in vocabulary.codes)
        )
    documents = [
        to
        for to in dict.fromkeys(cited)
        if isinstance(to, DocumentNumber) or (name == "commission_documents" and to.kind is OutsideKind.COMMISSION)
    ]
    line = source.line_number(values[0].start) if values else 0
    for unusual in find_unusual_numbers(
        [Line(value.text, source.line_number(value.start)) for value in values] if documents else []
    ):
        draft.add_doubt(name, UNUSUAL_NUMBER, unusual.number, unusual.text)
    if documents:
        draft.set_field(name, tuple(documents), line, "; ".join(value.text for value in values))
    elif values:
        draft.add_doubt(
            name, "no document could be read from what stands there", line, "; ".join(value.text for value in values)
        )


def read_main_text(
    draft: DraftEntry,
    source: NumberedText,
    copies: MastheadCopies,
    vocabulary: Vocabulary,
    number: DocumentNumber | None,
) -> None:
    """Read the items and the citations of the main text."""
    main_text = split_main_text(tuple(without_repeated_header_values(copies.main_text_lines(source))))
    parts = [CitingPart(main_text.lead)]
    by_nature = carries_items(draft.type, vocabulary.types)
    if are_items(main_text.blocks, by_nature=by_nature):
        code_names = frozenset(code.name for code in vocabulary.codes)
        items, blocks = read_items(main_text.blocks, lambda lines: find_targets(lines, code_names))
        parts += [CitingPart(block.source_lines, block.number) for block in blocks]
        doubts = list(describe_doubts(items))
        line = blocks[0].lines[0].line.number
        for doubt in doubts:
            draft.add_doubt("items", doubt, line)
        if not doubts:
            draft.set_field("items", items, line, f"{len(items)} items")
            for item, block in zip(items, blocks, strict=True):
                place = f"items.{item.number}" if item.number else "items"
                draft.evidence.append(Evidence(place, block.lines[0].line.number, item.title))
                _doubt_item_markup(draft, item, block.lines[0].line.number)
    else:
        parts += [CitingPart(block.source_lines) for block in main_text.blocks]
        if by_nature and len(main_text.blocks) > 1:
            line = main_text.blocks[0].lines[0].line.number
            draft.add_remark(
                "items", f"{len(main_text.blocks)} numbered parts were taken for sections, not for items", line
            )
    parts.append(CitingPart(main_text.annex))
    citations = list(find_citations(parts, number, frozenset(code.name for code in vocabulary.codes)))
    for unusual in find_unusual_numbers([line for part in parts for line in part.lines]):
        draft.add_doubt("references", UNUSUAL_NUMBER, unusual.number, unusual.text)
    for name, values in (("references", references(citations)), ("outside_references", outside_references(citations))):
        if values:
            draft.fields[name] = values
    draft.candidates |= ambiguous_numbers(citations)
    for citation in citations:
        name = "references" if isinstance(citation.to, DocumentNumber) else "outside_references"
        draft.evidence.append(Evidence(name, citation.line, citation.words))


def _doubt_item_markup(draft: DraftEntry, item: Item, line: int) -> None:
    """Doubt an item with mark-up left in its words: the marks decided where items begin and end."""
    for part in item.walk():
        for words in (part.title, part.summary or ""):
            if markup := find_markup(words):
                name = f"item {item.number}" if item.number else "an item without a number"
                draft.add_doubt("items", f"mark-up is left in the text of {name}", line, markup)
                return


def read_meeting(
    draft: DraftEntry, source: NumberedText, masthead: Masthead, table: HeaderTable, vocabulary: Vocabulary
) -> None:
    """Read the days of the meeting: the field On, or what an agenda, minutes or a press text say."""
    date_value = table.first(LabelKind.ON) or (table.first(LabelKind.DATED) if _is_outcome(draft) else None)
    days: Days | None = None
    line, words = 0, ""
    if date_value:
        days = next(iter(find_days_with_hours(date_value.text)), None)
        line, words = source.line_number(date_value.start), date_value.text
        if days is None:
            draft.add_doubt("meeting.start", "what stands there is no date", line, words)
    elif found_days := find_meeting_days(source.text, masthead, table, draft.type):
        days, line = found_days, source.line_number(found_days.start)
        words = source.text[found_days.start : found_days.end]
    meeting_body = _find_meeting_body(draft, vocabulary)
    if days:
        end = None if days.single else days.last
        draft.set_field("meeting", Meeting(meeting_body, days.first, end), line, words, "meeting.start")
    if (
        days
        and (issued := draft.fields.get("date"))
        and isinstance(issued, date)
        and _is_outcome(draft)
        and issued < days.first
    ):
        draft.add_doubt("date", f"{issued} is before the meeting of {days.first}", line)


def _find_meeting_body(draft: DraftEntry, vocabulary: Vocabulary) -> str | None:
    for name in ("originator", "subject"):
        text = draft.fields.get(name)
        if isinstance(text, str) and (meeting_body := vocabulary.body_named(text)):
            return meeting_body.key
    return None


def _is_outcome(draft: DraftEntry) -> bool:
    return bool(re.search("OUTCOME|SUMMARY|MINUTES", draft.type))


_COVER_PAGE_BELOW_TABLE = 600
"""So many characters below its header table a cover page may still speak of the document it covers."""


def read_document(text: SourceText, vocabulary: Vocabulary, quoted: Collection[int | str] = ()) -> Reading:
    """Read a document; what cannot be read with certainty stays empty, with a doubt.

    `quoted` are the line numbers and the fields of which the clerk says that they only quote an EU classification.

    Raises:
        Classified: if the document carries an EU classification.
        LevelNamed: if a field names one, and does more than speak of it.
    """
    text_lines, footers = split_footers(text.lines)
    markings = find_markings(text.lines, text.outside_text, vocabulary)
    source = NumberedText.of(without_markings(text_lines, markings))
    mastheads = find_mastheads(source.text, vocabulary)
    copies = choose_masthead(mastheads, source.text)
    draft = DraftEntry()
    masthead = copies.first
    own_number = read_number(draft, source, masthead, footers)
    letterhead_lines = source.lines_between(masthead.start, masthead.end)
    cover_lines = source.lines_between(masthead.start, masthead.table_start + _COVER_PAGE_BELOW_TABLE)
    pages = DocumentParts(letterhead_lines, cover_lines, text.lines, footers, text.outside_text, quoted, vocabulary)
    quoted_fields = frozenset(place for place in quoted if isinstance(place, str))
    if not quoted_fields:
        refuse_classified(pages, own_number)
    for level, line, in_doubt in find_levels_of_other_documents(pages, own_number):
        if line not in quoted:
            report = draft.add_doubt if in_doubt else draft.add_remark
            report("marking", f"“{level}” is taken for the level of another document", line)
    doubted_lines = {doubt.line for doubt in (*draft.doubts, *draft.remarks) if doubt.field == "marking"}
    for level, line in find_doubtful_levels(pages, own_number):
        if line not in quoted and line not in doubted_lines:
            draft.add_doubt("marking", f"“{level}” may be the level of this document", line)
    read_letterhead(draft, source, masthead, vocabulary, markings)
    if blanked_spans := [*read_misplaced_codes(draft, source, masthead, vocabulary), *find_stamp_spans(source.text)]:
        copies = choose_masthead(mastheads, source.text_without(*blanked_spans))
    _read_type(draft, source, masthead, vocabulary)
    table = copies.table
    read_header_fields(draft, source, table, vocabulary)
    read_main_text(draft, source, copies, vocabulary, own_number)
    read_meeting(draft, source, masthead, table, vocabulary)
    _doubt_field_markup(draft)
    _check_dates(draft, masthead)
    if quoted_fields:
        # Only now it is known which lines hold these fields.
        lines = frozenset(find_field_lines(draft, quoted_fields, text.lines))
        refuse_classified(replace(pages, quoted=frozenset(quoted) | lines), own_number)
    check_level_words(draft, quoted)
    evidence = tuple(_with_places(draft.evidence, text.lines))
    candidates = tuple(draft.candidates.items())
    return Reading(draft.fields, evidence, tuple(draft.doubts), candidates, tuple(draft.remarks))


def _with_places(evidence: Iterable[Evidence], lines: Iterable[Line]) -> Iterator[Evidence]:
    """Add page and position to the evidence, if the format has pages."""
    places = {line.number: line for line in lines if line.page is not None}
    for piece in evidence:
        line = places.get(piece.line)
        yield piece if line is None else replace(piece, page=line.page, left=line.left, top=line.top)


def _read_type(draft: DraftEntry, source: NumberedText, masthead: Masthead, vocabulary: Vocabulary) -> None:
    if masthead.heading is None:
        if unread_heading := find_unread_heading(source.text, masthead, vocabulary):
            draft.add_doubt(
                "type",
                "what stands in the place of the heading is no known type",
                source.line_number(unread_heading[1]),
                unread_heading[0],
            )
        return
    line = source.line_number(masthead.heading.start)
    draft.set_field("type", masthead.heading.text, line, source.text[masthead.heading.start : masthead.heading.end])
    if not masthead.heading.is_registered:
        draft.add_doubt("type", "the heading is no type of this register", line, draft.type)


def _doubt_field_markup(draft: DraftEntry) -> None:
    """Doubt fields of the header table with mark-up left in their words."""
    for key, name in (("from", "originator"), ("to", "addressee"), ("subject", "subject")):
        if markup := find_markup(str(draft.fields.get(name) or "")):
            line = next((evidence.line for evidence in draft.evidence if evidence.field == key), 0)
            draft.add_doubt(key, "mark-up is left in the words", line, markup)


def _check_dates(draft: DraftEntry, masthead: Masthead) -> None:
    """Doubt a date that does not fit the number, or that is missing."""
    number, day = draft.fields.get("number"), draft.fields.get("date")
    latest = 1 if isinstance(number, DocumentNumber) and not number.suffixes else 99
    if isinstance(number, DocumentNumber) and isinstance(day, date) and not 0 <= day.year - number.year <= latest:
        draft.add_doubt("date", f"{day} does not fit the year of {number}")
    # A text of a meeting may bear no other day than the meeting's.
    if "date" in draft.fields or ("meeting" in draft.fields and masthead.place_date is not None):
        return
    if not any(doubt.field == "date" for doubt in draft.doubts):
        draft.add_doubt("date", "no date was found")
