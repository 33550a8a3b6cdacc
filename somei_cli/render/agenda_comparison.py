"""Two documents compared item by item: an outcome and its agenda, an agenda and its revision."""

from somei_cli.model.agenda_comparison import Comparison, Match
from somei_cli.model.changes import Receipt
from somei_cli.model.items import Item
from somei_cli.render.changes import receipt_record
from somei_cli.render.view import Column, Record, View

_WORDS = {
    "withdrawn": "withdrawn",
    "kind": "kind",
    "legislative": "part of the agenda",
    "possible": "(poss.)",
    "by": "who presents it",
    "subitems": "lines below",
}


def comparison_view(comparison: Comparison) -> View:
    """One line for each item of both documents."""
    return View("comparison", _columns(), _records(comparison), "There are no items.")


def differences_of_items_view(comparison: Comparison) -> View:
    """Only what differs."""
    rows = tuple(record for record in _records(comparison) if record["change"] != "same" or _words(record))
    return View("comparison", _columns(), rows, "The items are the same.")


def compared_receipt_view(receipt: Receipt, comparison: Comparison, name: str) -> View:
    """An act together with what it means for the items; tables show only the items that differ."""
    record = {**receipt_record(receipt), **_ends(comparison), "items": list(_records(comparison))}
    return View(name, (), (record,), shown=differences_of_items_view(comparison))


def comparison_words(comparison: Comparison) -> str:
    """The comparison in one sentence, for standard error."""
    counts: dict[str, int] = {}
    for match in comparison.matches:
        word = "dropped as announced" if match.expected else str(match.kind)
        counts[word] = counts.get(word, 0) + 1
    told = ", ".join(f"{count} {word}" for word, count in counts.items())
    return f"Items of {comparison.later} against {comparison.earlier}: {told or 'none'}."


def _columns() -> tuple[Column, ...]:
    return (
        Column("change", "change", kept=True, style="bold", text=_change),
        Column("before", "item", kept=True, told=True),
        Column("after", "now", kept=True, told=True),
        Column("title", "title"),
        Column("title_before", "title before", told=True),
        Column("changed", "also changed", told=True, text=lambda record: ", ".join(_words(record))),
    )


def _ends(comparison: Comparison) -> Record:
    return {"earlier": str(comparison.earlier), "later": str(comparison.later)}


def _records(comparison: Comparison) -> tuple[Record, ...]:
    return tuple({**_record(match), **_ends(comparison)} for match in comparison.matches)


def _record(match: Match) -> Record:
    title = _titles(match.later or match.earlier)
    before = _titles(match.earlier)
    return {
        "change": str(match.kind),
        "before": _numbers(match.earlier),
        "after": _numbers(match.later),
        "title": title,
        "title_before": before if before and before != title else None,
        "changed": list(match.changed),
        "documents": [str(number) for item in match.later for number in item.documents],
        "moved": match.moved,
        "expected": match.expected,
    }


def _numbers(items: tuple[Item, ...]) -> str | None:
    return ", ".join(item.number for item in items if item.number) or None


def _titles(items: tuple[Item, ...]) -> str:
    return " / ".join(item.title for item in items)


def _change(record: Record) -> str:
    """What became of the item; one that is the same may still stand elsewhere, or say other things."""
    if record["change"] != "same" or not _words(record):
        return str(record["change"])
    return "changed" if record.get("changed") else "moved"


def _words(record: Record) -> list[str]:
    """What else changed; documents by the numbers that stand there now."""
    documents = f" {', '.join(record['documents']) or 'none'}" if "documents" in record else ""
    words = [f"documents{documents}" if name == "documents" else _WORDS[name] for name in record.get("changed") or ()]
    words += [word for word, key in (("moved", "moved"), ("as announced", "expected")) if record.get(key)]
    return words
