"""Trees on a terminal, a line for each document: the graph of references, and the thread of a dossier."""

from collections.abc import Iterable, Iterator, Sequence

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.dossier.thread import Dossier, ThreadEntry
from somei_cli.model.reference_graph import Link, linked_texts
from somei_cli.model.references import Target
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import short_day
from somei_cli.render.output.page import (
    CODE,
    DIM,
    HEADING,
    NARROW_WIDTH,
    WARNING,
    PageLine,
    StyledWords,
    lead_to,
    shorten_address,
)
from somei_cli.render.views.dossiers import TreeLine, describe_irregularity, list_thread_rows
from somei_cli.render.views.references_and_graph import list_graph_rows


def draw_graph(
    links: tuple[Link, ...], centre: DocumentNumber | None, snapshot: Snapshot, width: int
) -> Iterator[PageLine]:
    """Yield a graph as a tree: a line for each reference, with the subject of the document."""
    for row in list_graph_rows(links, centre):
        ending: list[StyledWords] = [("  see above", DIM)] if row.is_repeated else _subject_of(row.text, snapshot)
        name = shorten_address(clean_line(str(row.text)))
        style = lead_to(str(row.text), CODE if row.words else f"{HEADING} {CODE}")
        words = ((f"{row.words} ", DIM),) if row.words else ()
        yield _tree_line(row.lead, (*words, (name, style)), ending, width)
    texts = len(linked_texts(links))
    yield PageLine(
        ((f"{pluralise(texts, 'text')}, {pluralise(len(links), 'reference')} · somei xref list NUMBER", DIM),)
    )


def _subject_of(text: Target, snapshot: Snapshot) -> list[StyledWords]:
    if not isinstance(text, DocumentNumber):
        return []
    document = snapshot.get(text)
    return [(f"  {document.subject or ''}", "") if document else ("  not in the register", DIM)]


def _tree_line(lead: str, words: Sequence[StyledWords], ending: Iterable[StyledWords], width: int) -> PageLine:
    """Return a line of a tree; however deep it is, what the line is about is whole."""
    room = width - sum(len(text) for text, _ in words)
    if len(lead) > max(room, 3):
        lead = f"…{lead[-max(room - 1, 2) :]}"
    return PageLine(((lead, DIM), *words, *ending), cut=True)


def draw_thread(dossier: Dossier, width: int) -> Iterator[PageLine]:
    """Yield a dossier as a tree: a line for each document, with its day, stage, type and subject."""
    for row in list_thread_rows(dossier):
        yield _thread_line(row, dossier.document, width)
    yield from (
        PageLine(((describe_irregularity(irregularity), ""),), label=("!", WARNING), label_width=2)
        for irregularity in dossier.irregularities
    )
    yield PageLine(((f"{pluralise(len(dossier.entries), 'document')} · somei show NUMBER", DIM),))


def _thread_line(row: TreeLine, around: DocumentNumber, width: int) -> PageLine:
    if row.entry is None:
        return PageLine(((row.words, HEADING),))
    mark = ((" ◀", WARNING),) if row.entry.number == around else ()
    style = f"{HEADING} {CODE}" if mark else CODE
    ending = list(_facts(row.entry, is_short=width < NARROW_WIDTH))
    return _tree_line(row.lead, ((str(row.entry.number), style), *mark), ending, width)


def _facts(entry: ThreadEntry, *, is_short: bool) -> Iterator[StyledWords]:
    document = entry.document
    if document is None:
        yield "  not in the register", DIM
        return
    day = short_day(document.date) if document.date else "no date"
    yield f"  {day}", DIM
    if not is_short:
        stage = "" if str(entry.stage) == "other" else str(entry.stage)
        type_ = document.type or ""
        stage = "" if stage.casefold() in type_.casefold() else stage
        yield "".join(f"  {word}" for word in (stage, type_) if word), DIM
    yield f"  {document.subject or ''}", ""
