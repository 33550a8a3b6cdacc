"""Edit documents by a sheet that `export` wrote: find the cells that were edited, and edit their documents."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out_decision
from somei_cli.actions.classify import remark_not_public
from somei_cli.errors import NotFound, Refused
from somei_cli.formats.export.document_rows import export_internal
from somei_cli.formats.export.sheet import find_different_cells
from somei_cli.formats.table.cells import TableCell
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.document import Document
from somei_cli.model.document_edits import EditDecision, EditRequest, edit_each_document
from somei_cli.model.importing.table_rows import OutsideMarking, find_unheeded
from somei_cli.model.register.change import ActResult
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.blobs import decode_blob, read_blobs
from somei_cli.store.git.command import Git
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register

_BLOB = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_ROWS_AT_ONCE = 2_000


class BlobRow(NamedTuple):
    """A row of a sheet: its number, the blob id of its entry, its cells by the words of their columns.

    `fault` says what is wrong with the row, if anything; `outside` are the markings in a person's own columns.
    """

    row: int
    blob: str
    cells: Mapping[str, TableCell]
    fault: str = ""
    outside: tuple[OutsideMarking, ...] = ()


class ChangedRow(NamedTuple):
    """A row with edited cells, and the document as it was when the sheet was written; or what is wrong with the row."""

    row: int
    original: Document | None
    cells: Mapping[str, TableCell]
    fault: str = ""


def find_changed_rows(register: Register, rows: Iterable[BlobRow]) -> Iterator[ChangedRow]:
    """Yield the rows in which a cell differs from what the sheet said when it was written."""
    git = Git(register.root)
    remaining = iter(rows)
    while batch := list(islice(remaining, _ROWS_AT_ONCE)):
        named = [row for row in batch if _BLOB.fullmatch(row.blob) and not row.fault]
        texts = read_blobs(git, (row.blob for row in named), LARGEST_DOCUMENT)
        contents = dict(zip((row.row for row in named), texts, strict=True))
        for row in batch:
            if row.row not in contents:
                fault = row.fault or "the blob id of the entry is missing; for new rows: import --table"
                yield ChangedRow(row.row, None, {}, fault)
                continue
            text = decode_blob(contents[row.row])
            document = codec.load(text).document if isinstance(text, str) else None
            if document is None:
                yield ChangedRow(row.row, None, {}, "this clone does not have the entry as the sheet has it")
                continue
            changed = _find_changed_cells(document, row.cells)
            if "marking" not in changed and (unheeded := find_unheeded(document, row.outside)):
                yield ChangedRow(row.row, document, {}, str(unheeded).removesuffix("."))
            elif changed:
                yield ChangedRow(row.row, document, changed)


def _find_changed_cells(document: Document, cells: Mapping[str, TableCell]) -> dict[str, TableCell]:
    """Return the cells that no longer say what they said; line ends and blanks around a text do not count."""
    different = find_different_cells(export_internal(document), {word: cell.text for word, cell in cells.items()})
    return {word: cell for word, cell in cells.items() if cell.fault or word in different}


def edit_from_sheet(
    register: Register,
    requests: Sequence[EditRequest],
    circumstances: Circumstances,
    *,
    agreed: EditDecision | None = None,
) -> ActResult[EditDecision]:
    """Edit documents, each by its own edits, in one commit; those that may not be edited are left out and named.

    `agreed` is what a person was shown and agreed to.

    Raises:
        NotFound: if nothing was edited.
        Refused: if no document may be edited, or what was shown has changed since.
    """
    if not requests:
        raise NotFound("No cell of the sheet differs from the entry it was written from.", "Nothing was written.")

    def decide(before: Snapshot) -> EditDecision:
        decision = edit_each_document(before, requests, circumstances.reason)
        if agreed and decision.edited != agreed.edited:
            raise Refused("What was shown has changed meanwhile; nothing was written.", "Repeat the command.")
        return decision

    result = carry_out_decision(register, partial(open_snapshot, register), decide, circumstances, action="edit")
    receipt, decision = result
    left_out = [f"left out {number}: {refusal}" for number, refusal in (decision.left_out if decision else ())]
    remarks = (*receipt.remarks, *left_out, *remark_not_public(register, receipt))
    return result._replace(receipt=receipt._replace(remarks=remarks))
