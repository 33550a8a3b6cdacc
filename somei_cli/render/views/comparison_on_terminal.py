"""Two documents compared on a terminal: what they are to each other, then what differs, the first before the second."""

from collections.abc import Iterator, Sequence

from somei_cli.model.document_comparison import DocumentComparison
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
    shorten_address,
)
from somei_cli.render.output.table import marking_style
from somei_cli.render.output.view import Record, cell
from somei_cli.render.views.document_comparison import describe_comparison_of_documents, own_members

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
            yield PageLine(words, label=label, label_width=width + 4, indent=_INDENT)


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
        return f"{shorten_address(name)}{separator}{item}"
    if value is None or isinstance(value, bool):
        return value_in_words("", value)
    return value_in_words(
        str(row.get("field") or ""), value if isinstance(value, list) else cell(value), _LONGEST_VALUE
    )
