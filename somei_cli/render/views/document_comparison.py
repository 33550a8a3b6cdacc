"""The view of two documents side by side: the fields, items and references in which they differ."""

from collections.abc import Iterator, Sequence

from somei_cli.model.agenda.item_match import ItemMatch, MatchKind
from somei_cli.model.document_comparison import DocumentComparison
from somei_cli.model.field_changes import Difference, Shown
from somei_cli.model.history.change_consequences import label_field
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.field_names import name_field, value_in_words
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    ERROR,
    HEADING,
    WARNING,
    PageLine,
    StyledWords,
    TerminalForm,
    marking_style,
    shorten_address,
)
from somei_cli.render.output.view import Column, Record, View, cell
from somei_cli.render.views.acts_and_history import shorten, value_for_people
from somei_cli.render.views.agenda_board_and_comparison import match_record, words_of_changes


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

    return View("compare", (), (record,), tabular=table, terminal=lambda: comparison_form(comparison, rows))


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


_INDENT, _LONGEST_NAME, _LONGEST_VALUE = 2, 28, 200
_HEADINGS = {"field": "FIELDS", "item": "ITEMS", "text": "TEXT OF THE ITEMS", "reference": "REFERENCES"}
_ONE_SIDED = {"added": ("+", DONE), "removed": ("-", ERROR)}


def comparison_form(comparison: DocumentComparison, rows: Sequence[Record]) -> TerminalForm:
    """Return what a terminal shows of a comparison; the rows are those of its table."""
    return TerminalForm(page=lambda _: _page_lines(comparison, rows))


def _page_lines(comparison: DocumentComparison, rows: Sequence[Record]) -> Iterator[PageLine]:
    relation, counts = describe_comparison_of_documents(comparison)
    yield PageLine(((relation, HEADING),))
    first, second = str(comparison.first), str(comparison.second)
    yield PageLine(((first, CODE), ("  →  ", DIM), (second, CODE)))
    for part, heading in _HEADINGS.items():
        section = [row for row in rows if row["part"] == part]
        if section:
            yield PageLine(((heading, HEADING),))
            yield from _row_lines(section)
    yield PageLine(((counts.removesuffix("."), DIM),))


def _row_lines(rows: Sequence[Record]) -> Iterator[PageLine]:
    names = [_name(row) for row in rows]
    width = max((len(name) for name in names if len(name) <= _LONGEST_NAME), default=0)
    for row, name in zip(rows, names, strict=True):
        sign, style = _ONE_SIDED.get(row["change"], ("~", WARNING))
        label = (f"{sign} {name}", style)
        words = tuple(_values(row))
        if len(name) > _LONGEST_NAME:
            yield PageLine((label,), indent=_INDENT)
            yield PageLine(words, indent=_INDENT + 2)
        else:
            yield PageLine(words, label=label, label_width=width + 3, indent=_INDENT)


def _name(row: Record) -> str:
    """Return what differs, in words; an item's number stands before its title, so that both can be seen."""
    if row["part"] == "field":
        return name_field(str(row["field"]))
    return "item" if row["part"] == "item" else str(row["name"])


def _values(row: Record) -> Iterator[StyledWords]:
    before, after = (_value(row, side) for side in ("before", "after"))
    style = marking_style if row.get("field") == "marking" else lambda _: ""
    change = str(row["change"])
    if change not in {"changed", "added", "removed"}:
        yield f"{change}: ", DIM
    if row["before"] is not None:
        yield before or "none", style(before)
    if row["before"] is not None and row["after"] is not None:
        yield "  →  ", DIM
    if row["after"] is not None:
        yield after or "none", style(after)


def _value(row: Record, side: str) -> str:
    value = own_members(row, side)
    if row["part"] == "reference" and isinstance(value, str):
        name, separator, item = value.partition(" (item ")
        # A long address stays whole if its item may stand on the next line.
        return shorten_address(name) + (f" · item {item.removesuffix(')')}" if separator else "")
    if value is None or isinstance(value, bool):
        return value_in_words("", value)
    return value_in_words(
        str(row.get("field") or ""), value if isinstance(value, list) else cell(value), _LONGEST_VALUE
    )
