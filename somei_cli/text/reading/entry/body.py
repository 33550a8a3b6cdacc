"""The body: its items, and what it cites."""

from somei_cli.model.items import Item
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.readings import Evidence
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.markup import find_markup
from somei_cli.text.reading.box.furtherheaders import without_further_headers
from somei_cli.text.reading.citations import (
    UNUSUAL,
    CitingPart,
    ambiguous,
    find_citations,
    outside_references,
    references,
    targets,
)
from somei_cli.text.reading.entry.draft import DraftEntry
from somei_cli.text.reading.headings.headings import carries_items
from somei_cli.text.reading.items.blocks import cut_body
from somei_cli.text.reading.items.items import are_items, doubtful, read_items
from somei_cli.text.reading.scroll import Scroll
from somei_cli.text.reading.twins import Copies
from somei_cli.text.references import find_unusual_numbers


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
                _doubt_markup(draft, item, block.lines[0].line.number)
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


def _doubt_markup(draft: DraftEntry, item: Item, line: int) -> None:
    """Doubt an item whose words are still marked up: where items begin and end was told by the marks."""
    for part in item.walk():
        for words in (part.title, part.summary or ""):
            if marked := find_markup(words):
                name = f"item {item.number}" if item.number else "an item without a number"
                draft.doubt("items", f"mark-up is left in the text of {name}", line, marked)
                return
