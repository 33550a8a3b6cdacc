"""The entries of a sheet: items with their marks, treatments and text, below the headings of their parts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from somei_cli.model.documents import Document
from somei_cli.model.items import Item, ItemKind
from somei_cli.render.paper.notes import Cited
from somei_cli.render.paper.sheet import DASH, Paragraph, SheetItem, SheetPart
from somei_cli.text.cleaning import clean_line
from somei_cli.text.reading.items.treatments import is_treatment, kind_of, presenter

_LEGISLATIVE = (
    "Legislative deliberations",
    "(Public deliberation in accordance with Article 16(8) of the Treaty on European Union)",
)
_OTHERS = ("Non-legislative activities", "")
_COREPER = {ItemKind.I: ("Non-discussion items", ""), ItemKind.II: ("Discussion items", "")}
_KINDS = {
    ItemKind.A: '"A" item',
    ItemKind.B: '"B" item',
    ItemKind.INFORMATION: "Information",
    ItemKind.DISCUSSION: "Discussion",
    ItemKind.DECISION: "Decision",
}
_POSSIBLE = "(poss.)"
_SMALL_ROMAN = "i ii iii iv v vi vii viii ix x".split()
_LISTED = re.compile(r"(?P<mark>[-*•–]|[a-z]{1,4}\)|[0-9]{1,2}\))\s+(?P<words>\S.*)")


def parts_of(document: Document, cited: Cited) -> Iterator[SheetPart]:
    """The items below the headings that their treatment gives them."""
    lettered = "AGENDA" in (document.type or "").upper() or document.agenda is not None
    before = ""
    legislative = False
    for above, items in groupby(document.items, _heading):
        heading, below = above or (_OTHERS if legislative else ("", ""))
        entries = tuple(_item(item, cited, lettered=lettered) for item in items)
        yield SheetPart(entries, *((heading, below) if heading != before else ()))
        before = heading
        legislative = above == _LEGISLATIVE


def _heading(item: Item) -> tuple[str, str] | None:
    if item.kind in _COREPER:
        return _COREPER[item.kind]
    return _LEGISLATIVE if item.legislative else None


def _item(item: Item, cited: Cited, *, lettered: bool) -> SheetItem:
    mark = f"{_line(item.number)}." if item.number else ""
    aside = _POSSIBLE if item.possible and mark else ""
    return _entry(item, mark, aside, _below(item.subitems, 0, lettered=lettered), cited)


def _below(items: Sequence[Item], depth: int, *, lettered: bool) -> tuple[SheetItem, ...]:
    """Sub-items: letters, then small Roman figures, on agendas; dashes in records, and where letters run out."""
    marks = [DASH] * len(items)
    if lettered and depth == 0 and len(items) <= 26:
        marks = [f"({chr(ord('a') + at)})" for at in range(len(items))]
    elif lettered and depth == 1 and len(items) <= len(_SMALL_ROMAN):
        marks = [f"({figure})" for figure in _SMALL_ROMAN[: len(items)]]
    return tuple(
        _entry(item, mark, "", _below(item.subitems, depth + 1, lettered=lettered))
        for item, mark in zip(items, marks, strict=True)
    )


def _entry(item: Item, mark: str, aside: str, below: tuple[SheetItem, ...], cited: Cited | None = None) -> SheetItem:
    treatments, text = _parted(item)
    title = _line(item.title)
    return SheetItem(
        mark=mark,
        title=title if aside or not item.possible else f"{title} {_POSSIBLE}",
        aside=aside,
        documents=tuple(map(str, item.documents)),
        withdrawn=item.withdrawn,
        treatments=(*treatments, *_told(item, treatments)),
        below=below,
        text=text,
        notes=cited.notes(item) if cited else (),
    )


def _told(item: Item, treatments: Sequence[str]) -> Iterator[str]:
    """How the item is treated and who presents it, where the words below the title do not say so already."""
    said = (*treatments, *(sub.title for sub in item.subitems if is_treatment(sub.title)))
    tells_kind = (
        item.kind not in _KINDS or kind_of(said) is item.kind or (item.kind is ItemKind.A and _is_approved(item))
    )
    tells_who = not item.by or presenter(said) == item.by
    if not tells_who and not tells_kind and item.kind is ItemKind.INFORMATION:
        yield f"Information from {_line(item.by)}"
        return
    if item.kind and not tells_kind:
        yield _KINDS[item.kind]
    if not tells_who:
        yield f"Presentation by {_line(item.by)}"


def _is_approved(item: Item) -> bool:
    return "approved by" in (item.summary or "").casefold()


def _parted(item: Item) -> tuple[tuple[str, ...], tuple[Paragraph, ...]]:
    """The first paragraphs that only say how the item is treated, and the others; the result comes last."""
    paragraphs = [*_paragraphs(item.summary), *_paragraphs(item.result)]
    first = next((at for at, p in enumerate(paragraphs) if p.mark or not is_treatment(p.words)), len(paragraphs))
    return tuple(p.words for p in paragraphs[:first]), tuple(paragraphs[first:])


def _paragraphs(text: str | None) -> Iterable[Paragraph]:
    """Paragraphs are parted by an empty line; a list inside one has a line for each of its parts."""
    for block in re.split(r"\n\s*\n", text or ""):
        gathered: list[Paragraph] = []
        for raw in block.split("\n"):
            words = _line(raw)
            if listed := _LISTED.fullmatch(words):
                mark = listed["mark"] if listed["mark"][-1] == ")" else DASH
                gathered.append(Paragraph(listed["words"], mark, close=bool(gathered)))
            elif gathered and words:
                gathered[-1] = gathered[-1]._replace(words=f"{gathered[-1].words} {words}")
            elif words:
                gathered.append(Paragraph(words))
        yield from gathered


def _line(words: str | None) -> str:
    return " ".join(clean_line(words or "").split())
