"""Records under headings: the one form that every output format is made from."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from somei_cli.errors import NotANumber, WrongUsage
from somei_cli.model.document_number import DocumentNumber

Record = Mapping[str, Any]

KNOWN_BY = 200
"""So many records tell which fields there are."""


class ViewFormat(StrEnum):
    """The forms of an answer; without one, a table on a terminal and tab-separated values in a pipe."""

    TABLE = "table"
    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    IDS = "ids"


def cell(value: Any) -> str:
    """A value of a record in words: lists are joined, absent is empty."""
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
    """One column. What is `kept` is never cut or broken, at any width; the others share what is left.

    What is `told` stands behind its heading where the columns of a narrow terminal are stacked. `spans` are the
    stretches of its text, cleaned as for one line, that a terminal emphasises. `text` tells of its own field alone
    where a record was cut to some fields. `usual` is the value that a terminal leaves out, and the whole column where
    all records have it; machines get every value.
    """

    key: str
    heading: str
    kept: bool = False
    told: bool = False
    text: Callable[[Record], str] | None = None
    style: str = ""
    spans: Callable[[Record], Sequence[tuple[int, int]]] | None = None
    usual: str = ""

    def of(self, record: Record) -> str:
        """The text of this column for a record."""
        return self.text(record) if self.text else cell(record.get(self.key))


class View(NamedTuple):
    """Records with the columns that a table shows; JSON holds the records whole.

    `shown` is another view for the tabular forms, where one record is better read as a page. `fields` are the keys that
    a record may have, also where none of these records has them.
    """

    name: str
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    empty: str = "Nothing found."
    shown: "View | None" = None
    headless: bool = False
    fields: tuple[str, ...] = ()


def chosen(view: View, fields: str, sort: str, limit: int | None) -> View:
    """The view with other fields, another order, or fewer records.

    Raises:
        WrongUsage: for a field that the records do not have; where there are none, any may be asked for.
    """
    record_keys = (key for record in view.records[:KNOWN_BY] for key in record)
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
        # What is asked for by name is shown, usual or not.
        columns = tuple(
            by_key[name]._replace(usual="") if name in by_key else Column(name, name.replace("_", " "))
            for name in names
        )
        records = tuple({name: r.get(name) for name in names} for r in records)
        return View(view.name, columns, records, view.empty)
    return view._replace(records=tuple(records))


def _refuse_unknown(names: list[str], known_fields: list[str]) -> None:
    for name in names:
        if known_fields and name not in known_fields:
            raise WrongUsage(f"There is no field “{name}” here.", "Fields: " + ", ".join(known_fields))


def _sort_key(value: Any) -> tuple[int, Any]:
    """Numbers of documents sort as the register lists them, everything else as text."""
    if isinstance(value, int | float):
        return (0, value)
    try:
        return (1, DocumentNumber.parse(str(value)).sort_key)
    except NotANumber:
        return (2, cell(value).casefold())
