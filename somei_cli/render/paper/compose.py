"""Composes the sheet of a document: letterhead, header table, items and footnotes, decided once for all formats."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby
from types import MappingProxyType

from somei_cli.extraction.items.treatments import find_presenter, is_treatment, item_kind
from somei_cli.formats.notation.reference_scan import find_references
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.agenda.issue_and_revision import documents_of
from somei_cli.model.council_calendar import has_one_block_a_part
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.items_and_follow_ups import LEGISLATIVE_PART, Item, ItemKind, find_part, is_any_other_business
from somei_cli.model.references import ExternalReference, Target
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.render.output.dates import day_in_words, days_in_words
from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.sheet import DASH, Note, PaperSheet, Paragraph, SheetItem, SheetPart, SheetRow


class ItemReferences:
    """The references of a document, grouped by the item that they belong to."""

    def __init__(
        self,
        document: Document,
        codes: frozenset[str],
        paper_numbers: Mapping[DocumentNumber, DocumentNumber] = MappingProxyType({}),
    ) -> None:
        self._codes = codes
        self._paper_numbers = paper_numbers
        self._marks = count(1)
        numbers = {item.number for item in document.items}
        targets: list[tuple[str | None, Target]] = [(r.item, r.to) for r in document.references]
        targets += [(r.item, r.to) for r in document.outside_references]
        self._by_item = group_pairs((item if item in numbers else None, target) for item, target in targets)

    def take_footnotes(self, item: Item) -> tuple[Note, ...]:
        """Return the footnotes of an item: what its papers are called now, and references that its text lacks."""
        papers = [(paper, self._paper_numbers.get(paper, paper)) for paper in documents_of([item])]
        targets = self._by_item.pop(item.number, []) if item.number else []
        sentences = [f"{paper}: now {current}." for paper, current in papers if current != paper]
        sentences += [f"See {target}." for target in self._unprinted(targets, _item_texts(item))]
        return tuple(Note(str(next(self._marks)), sentence) for sentence in sentences)

    def take_general_line(self) -> Iterator[str]:
        """Yield one line with the references that belong to no item, if there are any."""
        targets = dict.fromkeys(self._by_item.pop(None, []))
        if targets:
            yield f"See {', '.join(map(str, targets))}."

    def _unprinted(self, targets: Iterable[Target], texts: Sequence[str]) -> list[Target]:
        text = "\n".join(texts)
        unprinted = [target for target in dict.fromkeys(targets) if str(target) not in text]
        if not unprinted:
            return []
        printed = {
            reference.target
            for reference in find_references([Line(line, 1) for line in texts], known_codes=self._codes)
        }
        return [target for target in unprinted if target not in printed]


def _item_texts(item: Item) -> list[str]:
    return [
        text
        for entry in item.walk()
        for text in (
            entry.title,
            " ".join(map(str, entry.documents)),
            *(entry.summary or "").split("\n"),
            *(entry.result or "").split("\n"),
        )
        if text
    ]


_LEGISLATIVE = (
    "Legislative deliberations",
    "(Public deliberation in accordance with Article 16(8) of the Treaty on European Union)",
)
_NON_LEGISLATIVE = ("Non-legislative activities", "")
_HEADINGS = {
    "I": ("Non-discussion items", ""),
    "II": ("Discussion items", ""),
    LEGISLATIVE_PART: _LEGISLATIVE,
}
_END_OF_PARTS = "_" * 12
"""The line after which items stand in no part."""
_TREATMENTS = {
    ItemKind.A: '"A" item',
    ItemKind.B: '"B" item',
    ItemKind.INFORMATION: "Information",
    ItemKind.DISCUSSION: "Discussion",
    ItemKind.DECISION: "Decision",
}
_POSSIBLE = "(poss.)"
_SMALL_ROMAN = "i ii iii iv v vi vii viii ix x".split()
_LIST_LINE = re.compile(r"(?P<mark>[-*•–]|[a-z]{1,4}\)|[0-9]{1,2}\))\s+(?P<words>\S.*)")


def compose_parts(document: Document, references: ItemReferences) -> Iterator[SheetPart]:
    """Yield the items, grouped under the headings that follow from their treatment."""
    has_letters = "AGENDA" in (document.type or "").upper() or document.agenda is not None
    is_arranged = document.agenda is not None and has_one_block_a_part(document.meeting)
    parts = _arrange_parts(document.items) if is_arranged else _find_parts(document.items)
    for (heading, explanation), items in parts:
        entries = tuple(_item(item, references, has_letters=has_letters) for item in items)
        yield SheetPart(entries, heading, explanation)


def _arrange_parts(items: Sequence[Item]) -> Iterator[tuple[tuple[str, str], Sequence[Item]]]:
    """Yield the items below each heading, and each heading once; what is in no part stands before and after them."""
    has_parts = any(map(find_part, items))
    opening: list[Item] = []
    closing: list[Item] = []
    parts: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        heading = _HEADINGS.get(find_part(item))
        is_outside = has_parts and is_any_other_business(item)
        if heading is None and _LEGISLATIVE in parts and not is_outside:
            heading = _NON_LEGISLATIVE
        if heading:
            parts.setdefault(heading, []).append(item)
        else:
            (closing if parts or is_outside else opening).append(item)
    yield ("", ""), opening
    yield from parts.items()
    if closing:
        yield ("", _END_OF_PARTS), closing


def _find_parts(items: Sequence[Item]) -> Iterator[tuple[tuple[str, str], Sequence[Item]]]:
    """Yield the items below each heading as they follow each other."""
    previous_heading = ""
    legislative = False
    for headings, group in groupby(items, lambda item: _HEADINGS.get(find_part(item))):
        heading, explanation = headings or (_NON_LEGISLATIVE if legislative else ("", ""))
        yield (heading, explanation) if heading != previous_heading else ("", ""), tuple(group)
        previous_heading = heading
        legislative = headings == _LEGISLATIVE


def _item(item: Item, references: ItemReferences, *, has_letters: bool) -> SheetItem:
    mark = f"{_one_line(item.number)}." if item.number else ""
    aside = _POSSIBLE if item.possible and mark else ""
    return _entry(item, mark, aside, _subitems(item.subitems, 0, has_letters=has_letters), references)


def _subitems(items: Sequence[Item], depth: int, *, has_letters: bool) -> tuple[SheetItem, ...]:
    """Return the sub-items with their marks.

    On agendas: letters, then small Roman numerals. In other documents, and if letters run out: dashes.
    """
    marks = [DASH] * len(items)
    if has_letters and depth == 0 and len(items) <= 26:
        marks = [f"({chr(ord('a') + index)})" for index in range(len(items))]
    elif has_letters and depth == 1 and len(items) <= len(_SMALL_ROMAN):
        marks = [f"({numeral})" for numeral in _SMALL_ROMAN[: len(items)]]
    return tuple(
        _entry(item, mark, "", _subitems(item.subitems, depth + 1, has_letters=has_letters))
        for item, mark in zip(items, marks, strict=True)
    )


def _entry(
    item: Item, mark: str, aside: str, below: tuple[SheetItem, ...], references: ItemReferences | None = None
) -> SheetItem:
    treatments, paragraphs = _split_treatments(item)
    title = _one_line(item.title)
    return SheetItem(
        mark=mark,
        title=title if aside or not item.possible else f"{title} {_POSSIBLE}",
        aside=aside,
        documents=tuple(map(str, item.documents)),
        withdrawn=item.withdrawn,
        treatments=(*treatments, *_missing_treatments(item, treatments)),
        below=below,
        text=paragraphs,
        notes=references.take_footnotes(item) if references else (),
    )


def _missing_treatments(item: Item, treatments: Sequence[str]) -> Iterator[str]:
    """Yield how the item is treated and who presents it, unless the lines below its title say so already."""
    lines = (*treatments, *(subitem.title for subitem in item.subitems if is_treatment(subitem.title)))
    shows_kind = (
        item.kind not in _TREATMENTS
        or item_kind(lines) is item.kind
        or (item.kind is ItemKind.A and _is_approved(item))
    )
    shows_presenter = not item.by or find_presenter(lines) == item.by
    if not shows_presenter and not shows_kind and item.kind is ItemKind.INFORMATION:
        yield f"Information from {_one_line(item.by)}"
        return
    if item.kind and not shows_kind:
        yield _TREATMENTS[item.kind]
    if not shows_presenter:
        yield f"Presentation by {_one_line(item.by)}"


def _is_approved(item: Item) -> bool:
    return "approved by" in (item.summary or "").casefold()


def _split_treatments(item: Item) -> tuple[tuple[str, ...], tuple[Paragraph, ...]]:
    """Return the first paragraphs, which only say how the item is treated, and the others; the result comes last."""
    paragraphs = [*split_paragraphs(item.summary), *split_paragraphs(item.result)]
    first = next((index for index, p in enumerate(paragraphs) if p.mark or not is_treatment(p.words)), len(paragraphs))
    return tuple(p.words for p in paragraphs[:first]), tuple(paragraphs[first:])


def split_paragraphs(text: str | None) -> Iterable[Paragraph]:
    """Yield the paragraphs of a text. An empty line separates them; each line of a list is a paragraph with a mark."""
    for block in re.split(r"\n\s*\n", text or ""):
        paragraphs: list[Paragraph] = []
        for line in block.split("\n"):
            words = _one_line(line)
            if match := _LIST_LINE.fullmatch(words):
                mark = match["mark"] if match["mark"][-1] == ")" else DASH
                paragraphs.append(Paragraph(match["words"], mark, close=bool(paragraphs)))
            elif paragraphs and words:
                paragraphs[-1] = paragraphs[-1]._replace(words=f"{paragraphs[-1].words} {words}")
            elif words:
                paragraphs.append(Paragraph(words))
        yield from paragraphs


_COUNCIL = ("Council of the", "European Union")
_INSTITUTIONS = {"EUCO": ("European Council",), "CM": (*_COUNCIL, "General Secretariat")}
_STATUS_WORDS = {Status.DRAFT: "Draft", Status.WITHDRAWN: "Withdrawn"}


def compose_sheet(
    document: Document,
    vocabulary: Vocabulary,
    style: Style,
    paper_numbers: Mapping[DocumentNumber, DocumentNumber] = MappingProxyType({}),
) -> PaperSheet:
    """Return what is printed of a document. Notes, access decisions, waivers and follow-ups are not printed.

    `paper_numbers` are those under which papers of its items are to be read now.
    """
    tail = " ".join(map(str, document.number.suffixes))
    day = day_in_words(document.date) if document.date else ""
    rows = tuple(_header_rows(document))
    references = ItemReferences(document, frozenset(code.name for code in vocabulary.codes), paper_numbers)
    return PaperSheet(
        number=str(document.number).removesuffix(tail).strip(),
        tail=tail,
        institution=style.institution or _INSTITUTIONS.get(document.number.series, _COUNCIL),
        place_and_date=", ".join(filter(None, (_one_line(document.place), day))),
        languages=f"(OR. {', '.join(map(_one_line, document.languages))})" if document.languages else "",
        files=tuple(map(_file_text, document.interinstitutional_files)),
        marking=str(document.marking or ""),
        codes=tuple(map(str, document.subject_codes)),
        heading=_one_line(document.type),
        standing=_STATUS_WORDS.get(document.status, ""),
        rows=rows,
        meeting=() if rows else tuple(_meeting_lines(document.meeting, vocabulary)),
        lead=tuple(Paragraph(words) for words in references.take_general_line()),
        parts=tuple(compose_parts(document, references)),
        subject=_one_line(document.subject),
        unit=style.unit,
        day=document.date,
    )


def _header_rows(document: Document) -> Iterable[SheetRow]:
    """Yield the rows of the header table; there is none if only the days of a meeting are known."""
    days = _meeting_days(document.meeting)
    values = (
        ("From:", _one_line(document.originator)),
        ("On:", days),
        ("To:", _one_line(document.addressee)),
        ("No. prev. doc.:", _join_numbers(document.previous_documents)),
        ("No. Cion doc.:", _join_numbers(document.commission_documents)),
        ("Subject:", _one_line(document.subject)),
    )
    if any(value for label, value in values if label != "On:"):
        yield from (SheetRow(label, value) for label, value in values if value)


def _meeting_lines(meeting: Meeting | None, vocabulary: Vocabulary) -> Iterable[str]:
    """Yield the meeting body and the days, for agendas without a header table."""
    if meeting is None:
        return
    if meeting.body:
        body = vocabulary.body_named(meeting.body)
        yield _one_line(body.name if body else meeting.body)
    if days := _meeting_days(meeting):
        yield days


def _meeting_days(meeting: Meeting | None) -> str:
    return days_in_words(meeting.start, meeting.end) if meeting and meeting.start else ""


def _join_numbers(documents: Sequence[DocumentNumber | ExternalReference]) -> str:
    return "; ".join(map(str, documents))


def _file_text(file: ExternalReference) -> str:
    """Return an interinstitutional file as printed: 2017/0144 (COD)."""
    return str(file).replace("(", " (")


def _one_line(words: str | None) -> str:
    return " ".join(clean_line(words or "").split())
