"""Read the lines of a document, from whatever file, into a register entry with its evidence.

`read_document` is the importer's entry point. The fields of the header table, the items, the citations and the meeting
are read here too.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from somei_cli.extraction.broken_lines import find_broken_words, join_broken_lines, join_wrapped_page
from somei_cli.extraction.citations import (
    DAMAGED_NUMBER,
    UNUSUAL_NUMBER,
    Citation,
    CitingPart,
    find_citations,
    find_glued_numbers,
    find_targets,
)
from somei_cli.extraction.contradictions import doubt_contradictions
from somei_cli.extraction.contributions import (
    ADDRESSEE,
    DATE,
    ITEMS,
    MARKING,
    MEETING,
    NUMBER,
    ORIGINATOR,
    OUTSIDE_REFERENCES,
    REFERENCES,
    SUBJECT,
    SUBJECT_CODES,
    Contribution,
    EntryField,
    join_contributions,
)
from somei_cli.extraction.cover.classified_refusal import (
    DocumentParts,
    find_levels_of_other_documents,
    refuse_classified,
)
from somei_cli.extraction.cover.doubtful_levels import find_doubtful_levels
from somei_cli.extraction.cover.record_titles import announces_items
from somei_cli.extraction.cover.stamps import find_stamp_spans
from somei_cli.extraction.cover.type_heading import carries_items, carries_no_items
from somei_cli.extraction.cover_fields import read_letterhead, read_type
from somei_cli.extraction.damaged_values import doubt_damaged_values, doubt_unreadable_page
from somei_cli.extraction.document_contradictions import (
    doubt_documents,
    doubt_other_letterheads,
    doubt_own_number_among_references,
    doubt_untaken_documents,
)
from somei_cli.extraction.footers import split_footers
from somei_cli.extraction.header_fields import read_header_fields
from somei_cli.extraction.header_table.glued_labels import part_glued_labels
from somei_cli.extraction.header_table.labels import without_repeated_header_values
from somei_cli.extraction.header_table.text_beginnings import is_bracketed_document
from somei_cli.extraction.header_table.well_known_names import known_names
from somei_cli.extraction.improbable_values import doubt_improbable_codes, doubt_improbable_values
from somei_cli.extraction.items.blocks import Block, MainText, split_annexed_text, split_main_text
from somei_cli.extraction.items.item_doubts import find_doubts, find_overlooked, find_unread_entry, find_unread_numbers
from somei_cli.extraction.items.items import are_items, read_items
from somei_cli.extraction.items.lost_numbers import find_flat_list
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.letterhead_codes import doubt_parted_serials, doubt_unknown_words, read_misplaced_codes
from somei_cli.extraction.levels_in_fields import find_field_lines, remark_on_levels
from somei_cli.extraction.markings.detection import find_markings, without_markings
from somei_cli.extraction.masthead import Masthead, find_mastheads
from somei_cli.extraction.masthead_copies import MastheadCopies, choose_masthead
from somei_cli.extraction.meeting_of_document import read_meeting
from somei_cli.extraction.number_proposals import file_name_of, find_lines_of_page_numbers
from somei_cli.extraction.offered_documents import find_offered_documents
from somei_cli.extraction.printed_number import find_cover_number, read_number
from somei_cli.extraction.register_page import find_number_on_page, find_register_page, read_register_page
from somei_cli.extraction.sources.hidden_lines import remark_on_struck_words
from somei_cli.extraction.suspicious_values import doubt_suspicious_values, line_of, words_of
from somei_cli.extraction.unlabelled_titles import (
    find_unlabelled_title,
    read_heading_sender,
)
from somei_cli.extraction.value_guards import DocumentFacts, guard_contributions
from somei_cli.formats.notation.leftover_markup import find_markup
from somei_cli.formats.notation.reference_scan import find_damaged_numbers, find_unusual_numbers
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Evidence, Line, Reading, SourceText
from somei_cli.model.importing.language_words import recognise_text_language
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.references import OutsideReference, Reference
from somei_cli.model.register.vocabulary import Vocabulary


def read_main_text(
    source: NumberedText,
    copies: MastheadCopies,
    heading: str,
    vocabulary: Vocabulary,
    number: DocumentNumber | None,
    subject: str = "",
) -> Iterator[Contribution]:
    """Read the items and the citations of the main text; the `subject` may announce items, as the `heading` may."""
    code_names = vocabulary.code_names
    main_text = split_main_text(tuple(without_repeated_header_values(copies.main_text_lines(source))))
    # Below the subject a document may stand alone, above further labels.
    table_lines = source.lines_between(copies.first.table_start, copies.main_text_start)
    below_subject = (line for line in table_lines if is_bracketed_document(line.text.strip()))
    parts = [CitingPart((*below_subject, *main_text.lead))]
    by_nature = carries_items(heading, vocabulary.types) or announces_items(subject)
    if announces_items(subject):
        main_text = split_annexed_text(main_text)
    if not carries_no_items(heading) and are_items(main_text.blocks, by_nature=by_nature):
        items, blocks = read_items(main_text.blocks, lambda lines: find_targets(lines, code_names))
        parts += [CitingPart(block.source_lines, block.number) for block in blocks]
        yield from _contribute_items(items, blocks)
        yield from _doubt_around_items(items, main_text)
    else:
        parts += [CitingPart(block.source_lines) for block in main_text.blocks]
        if by_nature and len(main_text.blocks) > 1:
            message = f"{len(main_text.blocks)} numbered parts were taken for sections, not for items"
            yield ITEMS.remark(message, main_text.blocks[0].lines[0].line.number)
        elif by_nature and (flat := find_flat_list((*main_text.lead, *main_text.annex))):
            yield ITEMS.doubt("the items have no numbers, or lost them", flat.line, flat.words)
        elif by_nature and (numbered := find_unread_numbers([line for part in parts for line in part.lines])):
            yield ITEMS.doubt("these numbers may be those of items", numbered.number, numbered.text)
    parts.append(CitingPart(main_text.annex))
    if number is None:
        own_lines = frozenset(line.number for line in find_lines_of_page_numbers(source.lines))
        parts = [
            replace(part, lines=tuple(line for line in part.lines if line.number not in own_lines)) for part in parts
        ]
    cited_lines = [line for part in parts for line in part.lines]
    for unusual in find_unusual_numbers(cited_lines):
        yield REFERENCES.doubt(UNUSUAL_NUMBER, unusual.number, unusual.text)
    for damaged in (*find_damaged_numbers(cited_lines), *find_glued_numbers(cited_lines)):
        if number is None or damaged.text != str(number.number):
            yield REFERENCES.doubt(DAMAGED_NUMBER, damaged.number, damaged.text)
    yield from map(_contribute_citation, find_citations(parts, number, code_names))


_MOST_ITEM_DOUBTS = 3


def _contribute_items(items: tuple[Item, ...], blocks: Sequence[Block]) -> Iterator[Contribution]:
    """Contribute items with the place of each, or the doubts about them as a whole."""
    doubts = tuple(find_doubts(items, blocks))
    yield from (ITEMS.doubt(*doubt) for doubt in doubts)
    if doubts:
        return
    line = blocks[0].lines[0].line.number
    yield ITEMS.read(items, line, f"{len(items)} items")
    yield from (ITEMS.doubt(*doubt) for doubt in islice(find_overlooked(items, blocks), _MOST_ITEM_DOUBTS))
    for item, block in zip(items, blocks, strict=True):
        place = f"items.{item.number}" if item.number else "items"
        line = block.lines[0].line.number
        yield Contribution(ITEMS, evidence=(Evidence(place, line, item.title),))
        yield from _doubt_item_markup(item, line)


def _doubt_around_items(items: Sequence[Item], main_text: MainText) -> Iterator[Contribution]:
    """Doubt the items for what stands above and below them: a longer list of contents, another agenda."""
    if entry := find_unread_entry(main_text.lead, items):
        yield ITEMS.doubt("the list of contents has more items", entry.number, entry.text)
    if line := main_text.second_agenda:
        yield ITEMS.doubt("the agenda of another meeting begins here, and was left out", line.number, line.text)


def _contribute_citation(citation: Citation) -> Contribution:
    if isinstance(citation.to, DocumentNumber):
        field: EntryField[Any] = REFERENCES
        reference: Reference | OutsideReference = Reference(
            citation.to, citation.kind, citation.item, citation.languages
        )
        candidates = ((citation.to, citation.candidates),) if citation.candidates else ()
    else:
        field, candidates = OUTSIDE_REFERENCES, ()
        reference = OutsideReference(citation.to, citation.kind, citation.item)
    evidence = Evidence(field.key, citation.line, citation.words)
    return Contribution(field, (reference,), (evidence,), candidates=candidates)


def _doubt_item_markup(item: Item, line: int) -> Iterator[Contribution]:
    """Doubt an item with mark-up left in its words: the marks decided where items begin and end."""
    for part in item.walk():
        for words in (part.title, part.summary or ""):
            if markup := find_markup(words):
                name = f"item {item.number}" if item.number else "an item without a number"
                yield ITEMS.doubt(f"mark-up is left in the text of {name}", line, markup)
                return


_COVER_PAGE_BELOW_TABLE = 600
"""So many characters below its header table a cover page may still speak of the document it covers."""


def read_document(text: SourceText, vocabulary: Vocabulary, quoted: Collection[int | str] = ()) -> Reading:
    """Read a document; what cannot be read with certainty stays empty, with a doubt.

    `quoted` are the line numbers and the fields of which the clerk says that they only quote a marking.

    Raises:
        Classified: if the document carries an EU classification.
        LevelNamed: if a field names one, and does more than speak of it.
    """
    page_lines = join_wrapped_page(text.lines)
    joined = join_broken_lines(page_lines)
    offered = find_offered_documents(joined.lines)
    text_lines, footers = split_footers(tuple(line for line in joined.lines if line.number not in offered))
    markings = sorted(
        (m for m in find_markings(page_lines, text.outside_text, vocabulary) if m.line not in quoted),
        key=lambda marking: marking.line in offered,
    )
    source = NumberedText.of(part_glued_labels(without_markings(text_lines, markings)))
    mastheads = find_mastheads(source.text, vocabulary)
    names = known_names(tuple(name for body in vocabulary.bodies for name in (body.name, *body.also)))
    copies = choose_masthead(mastheads, source.text, names, source)
    masthead = copies.first
    cover_number = find_cover_number(source, masthead)
    contributions = list(read_number(source, masthead, cover_number, footers, text.outside_text))
    register_page = find_register_page(source.lines)
    own_number = NUMBER.joined_value(contributions) or find_number_on_page(register_page)
    letterhead_lines = source.lines_between(masthead.start, masthead.end)
    cover_lines = source.lines_between(masthead.start, masthead.table_start + _COVER_PAGE_BELOW_TABLE)
    pages = DocumentParts(letterhead_lines, cover_lines, text.lines, footers, text.outside_text, quoted, vocabulary)
    if not (quoted_fields := frozenset(place for place in quoted if isinstance(place, str))):
        refuse_classified(pages, own_number)
    contributions += (
        *_doubt_levels(pages, own_number, quoted),
        *read_letterhead(source, masthead, vocabulary, markings, cover_number, own_number),
    )
    contributions = list(_without_offered_marking(contributions, offered))
    misplaced_codes, misplaced_spans = read_misplaced_codes(
        source,
        [masthead, *(copied for copied in mastheads if copied.start > masthead.start)],
        vocabulary,
        SUBJECT_CODES.joined_value(contributions) or (),
        own_number,
    )
    contributions += misplaced_codes
    if blanked_spans := [*misplaced_spans, *find_stamp_spans(source.text)]:
        copies = choose_masthead(mastheads, source.text_without(*blanked_spans), names, source)
    contributions += (*read_type(source, masthead, vocabulary), *read_heading_sender(source, masthead))
    title = find_unlabelled_title(source, masthead, vocabulary)
    contributions += read_header_fields(source, masthead, copies.table, title, vocabulary)
    table_words = source.text[masthead.table_start : masthead.table_start + _COVER_PAGE_BELOW_TABLE]
    subject = SUBJECT.joined_value(contributions) or " ".join(table_words.split())
    contributions += read_main_text(source, copies, masthead.type, vocabulary, own_number, subject)
    contributions = read_register_page(contributions, register_page, vocabulary)
    guarded = list(guard_contributions(contributions, DocumentFacts(own_number, vocabulary, quoted)))
    later = read_meeting(guarded, source, masthead, copies.table, title, vocabulary)
    draft = join_contributions([*guarded, *later])
    later += _check_fields(draft, masthead)
    later += doubt_suspicious_values(draft, source, masthead.labels, copies.table)
    doubted = _doubted_fields([*guarded, *later])
    later += (
        *doubt_improbable_values(draft, source, copies, names, doubted),
        *doubt_improbable_codes(draft, source, masthead, vocabulary, doubted),
        *doubt_damaged_values(
            draft, (*text.uncertain_words, *joined.uncertain_words, *find_broken_words(text_lines)), doubted
        ),
        *doubt_parted_serials(letterhead_lines),
        *doubt_unknown_words(letterhead_lines, vocabulary),
        *doubt_unreadable_page(draft, source),
    )
    later += (
        *doubt_contradictions(draft, source, copies),
        *doubt_documents(draft),
        *doubt_own_number_among_references(draft, source),
        *doubt_untaken_documents(draft, source, masthead),
        *doubt_other_letterheads(draft, source, masthead, has_other_table=any(each.labels for each in mastheads)),
    )
    draft = join_contributions([*guarded, *later])
    # A level that a field names is refused, or a remark, whether the field may stay or not.
    unguarded_draft = draft if guarded == contributions else join_contributions([*contributions, *later])
    # Only now it is known which lines hold the quoted fields.
    quoted_lines = frozenset(quoted).union(find_field_lines(unguarded_draft.evidence, quoted_fields, text.lines))
    if quoted_fields:
        refuse_classified(replace(pages, quoted=quoted_lines), own_number)
    if any(marking.line in quoted_lines for marking in markings):
        return read_document(text, vocabulary, quoted_lines)
    remarks = (
        *remark_on_struck_words(text.outside_text, text.lines),
        *draft.remarks,
        *remark_on_levels(unguarded_draft, quoted),
    )
    language = recognise_text_language(
        source.text, [footer.words for footer in footers], file_name_of(text.outside_text)
    )
    evidence = tuple(_with_places(draft.evidence, text.lines))
    return replace(draft, evidence=evidence, remarks=remarks, language=language)


def _without_offered_marking(
    contributions: Iterable[Contribution], offered_lines: Container[int]
) -> Iterator[Contribution]:
    """Take no marking from the lines on which a site offers other documents: it is theirs, with a doubt."""
    for contribution in contributions:
        if contribution.field is MARKING and contribution.value and contribution.line in offered_lines:
            words = f"{contribution.value}"
            doubt = MARKING.doubt("it stands among other documents that a site offers", contribution.line, words)
            yield replace(contribution, value=None, evidence=(), doubts=(*contribution.doubts, *doubt.doubts))
        else:
            yield contribution


def _doubted_fields(contributions: Iterable[Contribution]) -> set[str]:
    return {doubt.field for contribution in contributions for doubt in contribution.doubts}


def _doubt_levels(
    pages: DocumentParts, own_number: DocumentNumber | None, quoted: Collection[int | str]
) -> Iterator[Contribution]:
    """Doubt, or remark on, levels that are probably another document's, and doubt those that may be this one's."""
    lines = set()
    for level, line, in_doubt in find_levels_of_other_documents(pages, own_number):
        if line not in quoted:
            lines.add(line)
            report = MARKING.doubt if in_doubt else MARKING.remark
            yield report(f"“{level}” is taken for the level of another document", line)
    for level, line in find_doubtful_levels(pages, own_number):
        if line not in quoted and line not in lines:
            yield MARKING.doubt(f"“{level}” may be the level of this document", line, str(level))


def _with_places(evidence: Iterable[Evidence], lines: Iterable[Line]) -> Iterator[Evidence]:
    """Add page and position to the evidence, if the format has pages."""
    places = {line.number: line for line in lines if line.page is not None}
    for piece in evidence:
        line = places.get(piece.line)
        yield piece if line is None else replace(piece, page=line.page, left=line.left, top=line.top)


def _check_fields(draft: Reading, masthead: Masthead) -> Iterator[Contribution]:
    """Doubt fields with mark-up left in their words, and a date that does not fit the number, or that is missing."""
    for field in (ORIGINATOR, ADDRESSEE, SUBJECT):
        if markup := find_markup(field.value_in(draft) or ""):
            line = next((evidence.line for evidence in draft.evidence if evidence.field == field.key), 0)
            yield field.doubt("mark-up is left in the words", line, markup)
    number, day = NUMBER.value_in(draft), DATE.value_in(draft)
    if number and day and not 0 <= day.year - number.year <= (99 if number.suffixes else 1):
        yield DATE.doubt(f"{day} does not fit the year of {number}", line_of(draft, DATE), words_of(draft, DATE))
    # A text of a meeting may bear no other day than the meeting's.
    doubted = {doubt.field for doubt in draft.doubts}
    has_meeting = MEETING.value_in(draft) is not None or MEETING.key in doubted
    is_dated = day is not None or (has_meeting and masthead.place_date is not None)
    if not is_dated and DATE.key not in doubted:
        yield DATE.doubt("no date was found")
