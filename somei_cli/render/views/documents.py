"""Views of documents: the list, and the page of one document."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from somei_cli.errors import shell_word
from somei_cli.formats.toml.fields import DOCUMENT_KEYS
from somei_cli.formats.toml.json_and_schema import to_json_parts
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.render.output.view import Column, Record, View, ViewFormat

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm


def _subject(record: Record) -> str:
    """Return the subject; if there is none, the status, since a number that is not issued has no subject to miss."""
    status = record.get("status", Status.ISSUED)
    return record.get("subject") or (f"({status})" if status != Status.ISSUED else "")


_CODES = Column("subject_codes", "codes")
STATUS = Column("status", "status", unbroken=True, style="magenta", usual=str(Status.ISSUED))
LIST_COLUMNS = (
    Column("number", "number", unbroken=True, style="cyan"),
    Column("date", "date", unbroken=True),
    Column("marking", "marking", unbroken=True),
    Column("type", "type"),
    Column("subject", "subject", text=_subject),
    _CODES,
    STATUS,
)
EMPTY_REGISTER = "The register is empty. Register the first document: somei import FILE"
DOCUMENT_FIELDS = ("id", *DOCUMENT_KEYS)
"""The fields that a document may have."""


_LIST_KEYS = frozenset(column.key for column in LIST_COLUMNS)
_INDEXED_KEYS = _LIST_KEYS | {"id"}
"""The fields that are known from the index, without reading the document."""
_WHOLE_RECORD_FORMATS = frozenset({ViewFormat.JSON, ViewFormat.JSONL})


def list_view(
    documents: Iterable[Document],
    keys: Collection[str] | None = None,
    *,
    empty_message: str = "No document fits.",
    wide: bool = False,
    lists_doubts: bool = False,
) -> View:
    """One row per document. If only some `keys` are shown, the documents need not have been read.

    `wide`: a terminal shows all columns, and whole subjects. `lists_doubts`: it shows the doubts that they keep.
    """

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.lists_on_terminal import doubts_form, list_form

        return doubts_form() if lists_doubts else list_form(wide=wide)

    records = tuple(with_status(record, keys) for record in to_json_parts(documents, keys))
    return View("list", LIST_COLUMNS, records, empty_message, fields=DOCUMENT_FIELDS, terminal=form)


def with_status(record: Record, keys: Collection[str] | None = None) -> Record:
    """Return the record with its status, which the files leave out if a document is issued."""
    if "status" in record or not (keys is None or "status" in keys):
        return record
    return {**record, "status": str(Status.ISSUED)}


def indexed_list_keys(view_format: ViewFormat | None, fields: str, sort: str) -> frozenset[str] | None:
    """Return the keys that a list shows or sorts by, if the index has them all; None if documents must be read."""
    names = {name.strip() for name in fields.split(",")} - {""}
    if not names and view_format in _WHOLE_RECORD_FORMATS:
        return None
    shown_keys = names or ({"id"} if view_format is ViewFormat.IDS else _LIST_KEYS)
    keys = frozenset({*shown_keys, sort.removeprefix("-") or "number"})
    return keys if keys <= _INDEXED_KEYS else None


def describe_closed_documents(numbers: Sequence[DocumentNumber]) -> list[str]:
    """Return a note on registered documents whose text is not public, because they have no marking."""
    if len(numbers) == 1:
        command = f"somei classify {shell_word(numbers[0])} --marking PUBLIC"
        entry = f"{numbers[0]} has no marking. The public sees its entry only; if its text is public: {command}"
    else:
        entry = f"{len(numbers)} documents have no marking. The public sees their entries only: somei help access"
    return [f"note: {entry}"] if numbers else []
