"""The items of an agenda or an outcome as a view, with their documents as they stand now."""

from collections.abc import Iterator

from somei_cli.model.documents import Document
from somei_cli.model.items import Item, with_depth
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.render.view import Column, Record, View
from somei_cli.text.json_form import json_of


def agenda_view(agenda: Document, snapshot: Snapshot) -> View:
    """One line an item and line below it; JSON holds the document."""
    rows = tuple(_row(item, depth, snapshot) for item, depth in with_depth(agenda.items))
    columns = (
        Column("item", "item", kept=True, style="bold"),
        Column("title", "title"),
        Column("documents", "documents", told=True),
        Column("remark", "remark", told=True),
    )
    return View("agenda", (), (json_of(agenda),), shown=View("agenda", columns, rows, "The agenda has no items."))


def _row(item: Item, depth: int, snapshot: Snapshot) -> Record:
    return {
        "item": item.number or "",
        "title": ("   " * (depth - 1) + "– " if depth else "") + item.title,
        "documents": [_standing(number, snapshot) for number in item.documents],
        "remark": ", ".join(_remarks(item)),
    }


def _remarks(item: Item) -> Iterator[str]:
    if item.kind:
        yield str(item.kind)
    if item.legislative:
        yield "legislative"
    if item.possible:
        yield "(poss.)"
    if item.by:
        yield f"by {item.by}"
    if item.withdrawn:
        yield f"withdrawn: {item.reason}" if item.reason else "withdrawn"


def _standing(number: DocumentNumber, snapshot: Snapshot) -> str:
    if number not in snapshot:
        return f"{number} (not registered)"
    current = snapshot.current(number)
    newer = current is not None and current.number != number and number.is_main_text
    return f"{number} (now {current.number})" if newer and current else str(number)
