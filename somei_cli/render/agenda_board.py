"""The board of an agenda: each item with its documents, and what is to be done about them."""

from somei_cli.render.view import Column, Record, View
from somei_cli.rules.board import Board, BoardRow
from somei_cli.rules.findings import Severity


def board_view(board: Board) -> View:
    """One line an item and document; what is wrong stands behind."""
    columns = (
        Column("item", "item", kept=True, style="bold"),
        Column("document", "document", kept=True, style="bold cyan"),
        Column("title", "title"),
        Column("circulated", "circulated", kept=True, told=True),
        Column("deadline", "by", kept=True, told=True),
        Column("marking", "marking", kept=True, told=True),
        Column("state", "state", kept=True, told=True),
        Column("concerns", "to see to", told=True, text=_concerns),
    )
    return View("board", columns, tuple(map(_record, board.rows)), "The agenda has no items.")


def _record(row: BoardRow) -> Record:
    return {
        "item": row.item,
        "title": row.title,
        "document": str(row.document) if row.document else None,
        "current": str(row.text.number) if row.text else None,
        "registered": row.text is not None if row.document else None,
        "circulated": row.circulated.isoformat() if row.circulated else None,
        "deadline": row.deadline.isoformat() if row.deadline else None,
        "marking": str(row.marking) if row.marking else None,
        "state": _state(row),
        "concerns": [{"severity": str(c.severity), "message": c.message} for c in row.concerns],
    }


def _state(row: BoardRow) -> str:
    worst = max((c.severity for c in row.concerns), default=None)
    return "ok" if worst is None or worst is Severity.INFO else str(worst)


def _concerns(record: Record) -> str:
    return "; ".join(concern["message"] for concern in record["concerns"])
