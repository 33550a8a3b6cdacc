"""The view of two documents side by side: the fields, items and references in which they differ."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from somei_cli.model.agenda.item_match import ItemMatch, MatchKind
from somei_cli.model.document_comparison import DocumentComparison
from somei_cli.model.field_changes import Difference, Shown
from somei_cli.model.history.change_consequences import label_field
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.view import Column, Record, View, cell
from somei_cli.render.views.acts_and_history import shorten, value_for_people
from somei_cli.render.views.agenda_board_and_comparison import match_record, words_of_changes

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm


def comparison_of_documents_view(comparison: DocumentComparison) -> View:
    """One row per field, item and reference that differs; JSON has one record for both documents."""
    fields = tuple(
        _field_record("field", difference, label_field(difference.field)) for difference in comparison.fields
    )
    texts = tuple(_field_record("text", difference, difference.field) for difference in comparison.texts)
    items = tuple(map(_item_record, comparison.items))
    references = tuple(_field_record("reference", difference, difference.field) for difference in comparison.references)
    columns = (
        Column("part", "part", unbroken=True),
        Column("name", "what", style="bold"),
        Column("change", "change"),
        Column("before", str(comparison.first), labelled=True, text=lambda r: shorten(own_members(r, "before"))),
        Column("after", str(comparison.second), labelled=True, text=lambda r: shorten(own_members(r, "after"))),
    )
    record = {
        "first": str(comparison.first),
        "second": str(comparison.second),
        "relation": comparison.relation.words,
        "newer": str(comparison.relation.newer) if comparison.relation.newer else None,
        "fields": fields,
        "items": tuple(match_record(match) for match in comparison.items),
        "texts": texts,
        "references": references,
    }
    rows = (*fields, *items, *texts, *references)
    table = View("compare", columns, rows, "They do not differ in anything.")

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.comparison_on_terminal import comparison_form

        return comparison_form(comparison, rows)

    return View("compare", (), (record,), tabular=table, terminal=form)


def describe_comparison_of_documents(comparison: DocumentComparison) -> tuple[str, str]:
    """Return what two documents are to each other, and how much differs; for one document only the first sentence."""
    if comparison.first == comparison.second:
        return f"{comparison.first} was named twice; name another document to compare it with.", ""
    parts = (
        ("field", comparison.fields),
        ("item", comparison.items),
        ("text", comparison.texts),
        ("reference", comparison.references),
    )
    counts = [pluralise(len(rows), noun) for noun, rows in parts if rows]
    differ = "differs" if sum(len(rows) for _, rows in parts) == 1 else "differ"
    return str(comparison.relation), f"{', '.join(counts)} {differ}." if counts else ""


def _field_record(part: str, difference: Difference, name: str) -> Record:
    before, after = difference.before, difference.after
    change = "added" if before is None else "removed" if after is None else "changed"
    if isinstance(before, list) and isinstance(after, list) and sorted(before) == sorted(after):
        change = "in another order"
    return {"part": part, "name": name, "change": change, "field": difference.field, "before": before, "after": after}


def own_members(record: Record, side: str) -> Shown:
    """Return a value for a table: of two lists only the members that the other has not, and access put into words."""
    value, other = record[side], record["after" if side == "before" else "before"]
    if isinstance(value, list) and isinstance(other, list):
        return value if sorted(value) == sorted(other) else [member for member in value if member not in other]
    return cell(value_for_people(record, side))


def _item_record(match: ItemMatch) -> Record:
    later, earlier = (_item_words(items) for items in (match.later, match.earlier))
    return {
        "part": "item",
        "name": ", ".join(f"item {item.number}" if item.number else "item" for item in match.later or match.earlier),
        "change": ", ".join(_changes_of(match)),
        "before": earlier,
        "after": later,
    }


_WORDS = {MatchKind.RENAMED: "retitled", MatchKind.DROPPED: "removed", MatchKind.RENUMBERED: "renumbered"}


def _changes_of(match: ItemMatch) -> Iterator[str]:
    """Yield what became of an item: that it was added, moved, got another title or other fields."""
    if match.kind is MatchKind.SAME:
        yield from () if match.moved else ("changed",)
    elif not (match.kind is MatchKind.RENUMBERED and match.moved):
        yield _WORDS.get(match.kind, str(match.kind))
    words = words_of_changes(match)
    yield from words


def _item_words(items: tuple[Item, ...]) -> str | None:
    return " / ".join(" ".join(filter(None, (item.number, item.title))) for item in items) or None
