"""Views of agendas: the items, the board of their readiness, and the comparison of two documents item by item."""

from datetime import date
from typing import TYPE_CHECKING

from somei_cli.errors import shell_word
from somei_cli.formats.toml.json_and_schema import to_json
from somei_cli.model.agenda.issue_and_revision import find_current_number
from somei_cli.model.agenda.item_match import ItemComparison, ItemMatch
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_words import remarks_on_item
from somei_cli.model.items_and_follow_ups import Item, with_depth
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.acts_and_history import receipt_record
from somei_cli.rules.agenda_readiness import AgendaReadiness, ReadinessRow
from somei_cli.rules.definition.findings import Severity

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm


def board_view(board: AgendaReadiness, today: date) -> View:
    """One row per item and document, with what is still to be done about it."""
    columns = (
        Column("item", "item", unbroken=True, style="bold"),
        Column("document", "document", unbroken=True, style="bold cyan"),
        Column("title", "title"),
        Column("circulated", "circulated", unbroken=True, labelled=True),
        Column("deadline", "by", unbroken=True, labelled=True),
        Column("marking", "marking", unbroken=True, labelled=True),
        Column("state", "state", unbroken=True, labelled=True),
        Column("concerns", "to see to", labelled=True, text=_concerns),
    )

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.agenda_on_terminal import board_form

        return board_form(board, today)

    records = tuple(map(_board_record, board.rows))
    return View(
        "board",
        columns,
        records,
        _describe_empty(board.agenda),
        terminal=form,
        empty_hint=_add_first_item(board.agenda),
    )


def _describe_empty(agenda: Document) -> str:
    return f"{agenda.number} has no items yet."


def _add_first_item(agenda: Document) -> tuple[str, ...]:
    return "Put the first on it:", f"  somei agenda add-item {shell_word(agenda.number)} TITLE"


def _board_record(row: ReadinessRow) -> Record:
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
        "concerns": [
            {"severity": str(c.severity), "message": c.message, "command": c.command or None} for c in row.concerns
        ],
    }


def _state(row: ReadinessRow) -> str:
    severity = max((c.severity for c in row.concerns), default=None)
    return "ok" if severity is None or severity is Severity.INFO else str(severity)


def _concerns(record: Record) -> str:
    return "; ".join(concern["message"] for concern in record["concerns"])


_CHANGE_WORDS = {
    "withdrawn": "withdrawn",
    "kind": "kind",
    "legislative": "part of the agenda",
    "possible": "(poss.)",
    "by": "who presents it",
    "subitems": "lines below",
}


def comparison_view(comparison: ItemComparison) -> View:
    """One row per item of either document."""

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.agenda_on_terminal import comparison_form

        return comparison_form(comparison, [words_of_changes(match) for match in comparison.matches])

    records = _comparison_records(comparison)
    return View("comparison", _comparison_columns(), records, "There are no items.", terminal=form)


def item_differences_view(comparison: ItemComparison) -> View:
    """One row per item that differs."""
    rows = tuple(
        record for record in _comparison_records(comparison) if record["change"] != "same" or _change_words(record)
    )
    return View("comparison", _comparison_columns(), rows, "The items are the same.")


def receipt_with_comparison_view(receipt: Receipt, comparison: ItemComparison, name: str) -> View:
    """The receipt of an act with the comparison of the items; tables show only the items that differ."""
    record = {
        **receipt_record(receipt),
        **_compared_documents(comparison),
        "items": list(_comparison_records(comparison)),
    }
    return View(name, (), (record,), tabular=item_differences_view(comparison))


def describe_comparison(comparison: ItemComparison) -> str:
    """Return the comparison in one sentence, for standard error."""
    counts: dict[str, int] = {}
    for match in comparison.matches:
        word = "dropped as announced" if match.is_expected else str(match.kind)
        counts[word] = counts.get(word, 0) + 1
    summary = ", ".join(f"{count} {word}" for word, count in counts.items())
    return f"Items of {comparison.later} against {comparison.earlier}: {summary or 'none'}."


def _comparison_columns() -> tuple[Column, ...]:
    return (
        Column("change", "change", unbroken=True, style="bold", text=_change),
        Column("before", "item", unbroken=True, labelled=True),
        Column("after", "now", unbroken=True, labelled=True),
        Column("title", "title"),
        Column("title_before", "title before", labelled=True),
        Column("changed", "also changed", labelled=True, text=lambda record: ", ".join(_change_words(record))),
    )


def _compared_documents(comparison: ItemComparison) -> Record:
    return {"earlier": str(comparison.earlier), "later": str(comparison.later)}


def _comparison_records(comparison: ItemComparison) -> tuple[Record, ...]:
    return tuple({**match_record(match), **_compared_documents(comparison)} for match in comparison.matches)


def words_of_changes(match: ItemMatch) -> list[str]:
    """Return what else changed in an item, in words."""
    return _change_words(match_record(match))


def match_record(match: ItemMatch) -> Record:
    """Return the items of two documents that are the same, as a record."""
    title = _titles(match.later or match.earlier)
    before = _titles(match.earlier)
    return {
        "change": str(match.kind),
        "before": _numbers(match.earlier),
        "after": _numbers(match.later),
        "title": title,
        "title_before": before if before and before != title else None,
        "changed": list(match.changed_fields),
        "documents": [str(number) for item in match.later for number in item.documents],
        "moved": match.moved,
        "expected": match.is_expected,
    }


def _numbers(items: tuple[Item, ...]) -> str | None:
    return ", ".join(item.number for item in items if item.number) or None


def _titles(items: tuple[Item, ...]) -> str:
    return " / ".join(item.title for item in items)


def _change(record: Record) -> str:
    """Return what became of an item; an item with the same title may have moved, or differ in other fields."""
    if record["change"] != "same" or not _change_words(record):
        return str(record["change"])
    return "changed" if record.get("changed") else "moved"


def _change_words(record: Record) -> list[str]:
    """Return what else changed, with the current documents of the item."""
    documents = f" {', '.join(record['documents']) or 'none'}" if "documents" in record else ""
    words = [
        f"documents{documents}" if name == "documents" else _CHANGE_WORDS[name] for name in record.get("changed") or ()
    ]
    words += [word for word, key in (("moved", "moved"), ("as announced", "expected")) if record.get(key)]
    return words


def agenda_view(agenda: Document, snapshot: Snapshot) -> View:
    """One row per item and sub-item, with the current state of their documents; JSON has the agenda as a document."""
    rows = tuple(_item_record(item, depth, snapshot) for item, depth in with_depth(agenda.items))
    columns = (
        Column("item", "item", unbroken=True, style="bold"),
        Column("title", "title"),
        Column("documents", "documents", labelled=True),
        Column("remark", "remark", labelled=True),
    )

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.agenda_on_terminal import agenda_form

        return agenda_form(agenda, snapshot)

    tabular = View("agenda", columns, rows, _describe_empty(agenda), empty_hint=_add_first_item(agenda))
    return View("agenda", (), (to_json(agenda),), tabular=tabular, terminal=form)


def _item_record(item: Item, depth: int, snapshot: Snapshot) -> Record:
    return {
        "item": item.number or "",
        "title": ("   " * (depth - 1) + "– " if depth else "") + item.title,
        "documents": [_number_with_state(number, snapshot) for number in item.documents],
        "remark": ", ".join(remarks_on_item(item, "(poss.)")),
    }


def _number_with_state(number: DocumentNumber, snapshot: Snapshot) -> str:
    if number not in snapshot:
        return f"{number} (not registered)"
    current = find_current_number(snapshot, number)
    return f"{number} (now {current})" if current != number else str(number)
