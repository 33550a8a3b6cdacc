"""Views: records with columns, from which every output format is made."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from somei_cli.errors import NotANumber, WrongUsage
from somei_cli.formats.sanitize import has_invisible_characters
from somei_cli.model.document_number import DocumentNumber

Record = Mapping[str, Any]

SAMPLED_RECORDS = 200
"""How many records are looked at for the fields that exist."""


class ViewFormat(StrEnum):
    """The formats of an answer."""

    TABLE = "table"
    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    IDS = "ids"


def cell(value: Any) -> str:
    """Return a value of a record as text: lists are joined, None is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(cell, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {cell(item)}" for key, item in value.items())
    return str(value)


class Column(NamedTuple):
    """A column of a view.

    `unbroken`: the text is never cut or broken; the other columns share the remaining width. `labelled`: the heading
    stands before the value if a narrow terminal stacks the columns. `text`: makes the text from the record; it may read
    only this column's field if the user chose fields. `spans`: the parts of the text, after cleaning, to emphasise on a
    terminal. `usual`: a value that tables leave out; if all records have it, the column is left out. `machine_only`:
    a table on a terminal shows it only if it was chosen. Machine formats get every value.
    """

    key: str
    heading: str
    unbroken: bool = False
    labelled: bool = False
    text: Callable[[Record], str] | None = None
    style: str = ""
    spans: Callable[[Record], Sequence[tuple[int, int]]] | None = None
    usual: str = ""
    machine_only: bool = False

    def text_of(self, record: Record) -> str:
        """Return the text of this column for a record."""
        return self.text(record) if self.text else cell(record.get(self.key))


class View(NamedTuple):
    """Records and the columns that a table shows; JSON shows every field of the records.

    `tabular` is a different view for tables, for example a page for a single record. `fields` are the keys that a
    record may have, even if none has them. A `headless` view has two columns, field and value, without headings.
    `terminal` makes the `TerminalForm` of what a terminal shows; `empty_hint` are lines for it if there are no records.
    """

    name: str
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    empty_message: str = "Nothing found."
    tabular: "View | None" = None
    headless: bool = False
    fields: tuple[str, ...] = ()
    terminal: Callable[[], Any] | None = None
    empty_hint: tuple[str, ...] = ()


def arrange_view(view: View, fields: str, sort: str, limit: int | None) -> View:
    """Return the view with the chosen fields, order and number of records.

    Raises:
        WrongUsage: if no record has such a field; any field is accepted if there are no records.
    """
    record_keys = (key for record in view.records[:SAMPLED_RECORDS] for key in record)
    known_fields = (
        list(dict.fromkeys([*(c.key for c in view.columns), *record_keys, *view.fields])) if view.records else []
    )
    records = view.records
    if sort:
        key = sort.removeprefix("-")
        _refuse_unknown([key], known_fields)
        with_value = [r for r in records if cell(r.get(key))]
        without_value = [r for r in records if not cell(r.get(key))]
        with_value.sort(key=lambda r: _sort_key(r.get(key)), reverse=sort.startswith("-"))
        records = (*with_value, *without_value)
    if limit is not None:
        records = records[:limit]
    columns = view.columns
    if fields:
        names = [name.strip() for name in fields.split(",") if name.strip()]
        _refuse_unknown(names, known_fields)
        by_key = {c.key: c for c in view.columns}
        # A column chosen by name shows its usual value too.
        columns = tuple(
            by_key[name]._replace(usual="", machine_only=False)
            if name in by_key
            else Column(name, name.replace("_", " "))
            for name in names
        )
        records = tuple({name: r.get(name) for name in names} for r in records)
        return view._replace(columns=columns, records=records, tabular=None, headless=False, fields=())
    return view._replace(records=tuple(records))


def _refuse_unknown(names: list[str], known_fields: list[str]) -> None:
    for name in names:
        if known_fields and name not in known_fields:
            raise WrongUsage(f"There is no field “{name}” here.", "Fields: " + ", ".join(known_fields))
        # Without records the name would become the heading of a column as it is.
        if has_invisible_characters(name):
            raise WrongUsage(f"There is no field “{name}”.", "The names of fields are words in small letters.")


def _sort_key(value: Any) -> tuple[int, Any]:
    """Return the sort key of a value: document numbers sort as in the register, everything else as text."""
    if isinstance(value, int | float):
        return (0, value)
    try:
        return (1, DocumentNumber.parse(str(value)).sort_key)
    except NotANumber:
        return (2, cell(value).casefold())
