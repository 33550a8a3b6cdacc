"""somei edit --from: the cells that a person changed in a sheet become edits, which are shown and agreed to."""

from collections.abc import Iterator

from somei_cli.actions.sheet_edits import BlobRow, ChangedRow, edit_from_sheet, find_changed_rows
from somei_cli.commands.shared import questions, session
from somei_cli.commands.shared.act import ActOptions
from somei_cli.commands.shared.incoming_table import IncomingTable, describe_columns, open_incoming_table
from somei_cli.commands.shared.open_and_show import watch
from somei_cli.commands.shared.receipts import answer_receipt
from somei_cli.commands.shared.table_cells import DateOrders, read_changed_cell
from somei_cli.errors import Refused, SomeiError, WrongUsage
from somei_cli.formats.table.columns import BLOB, fault_in_column
from somei_cli.model.document_edits import EditDecision, EditRequest, FieldEdit
from somei_cli.model.importing.table_rows import CellFault
from somei_cli.model.register.change import ActResult
from somei_cli.model.register.words import pluralise
from somei_cli.store.register.register import Register


def edit_by_sheet(register: Register, path: str, act: ActOptions, *, dates: str | None, yes: bool) -> int:
    """Edit documents by a sheet; return the exit status, which is that of a refusal if a row was left out.

    Raises:
        SomeiError: if it is no such sheet, nothing may be edited, or a person does not want it.
    """
    table = open_incoming_table(
        path, is_sheet=True, vocabulary=register.vocabulary, quoted=act.quoted or (), date_order=dates
    )
    if table.columns.place(BLOB) is None:
        raise WrongUsage(
            f"{path} does not say which texts it was written from: it has no column “{BLOB}”.",
            "Write a sheet with: somei export --fields number,subject -o FILE. Other tables: somei import --table FILE",
        )
    own = [heading for heading, word in zip(table.columns.headings, table.columns.words, strict=True) if not word]
    session.talk(*describe_columns(table.columns._replace(unread=tuple(filter(None, own))), table.source.remarks))
    requests, faults = _read_requests(register, table, act)
    left_out = [f"left out {fault}{f' {fault.hint}' if fault.hint else ''}" for fault in faults]
    if faults and not requests:
        session.talk(*left_out[1:])
        raise Refused(f"{str(faults[0])[:1].upper()}{str(faults[0])[1:]}", faults[0].hint or "Nothing was written.")
    circumstances = act.circumstances()
    agreed = None
    if not (yes or act.dry_run):
        agreed = _ask(edit_from_sheet(register, requests, act._replace(dry_run=True).circumstances()), left_out, act)
    receipt, decision = edit_from_sheet(register, requests, circumstances, agreed=agreed)
    act.answer(receipt._replace(remarks=(*left_out, *receipt.remarks)))
    return Refused.exit_status if faults or (decision and decision.left_out) else 0


def _ask(preview: ActResult[EditDecision], left_out: list[str], act: ActOptions) -> EditDecision | None:
    """Show what would become of the documents, and ask; return what was agreed to.

    Raises:
        Refused: if the answer is no, or nobody can be asked.
    """
    count = len(preview.decision.edited) if preview.decision else 0
    if not count:
        return preview.decision
    documents = pluralise(count, "document")
    if not session.can_ask() or act.as_json:
        hint = "Look at them with --dry-run, then repeat the command with --yes."
        raise Refused(f"{documents} would be edited, and nobody can be asked.", hint)
    receipt = preview.receipt._replace(remarks=(*left_out, *preview.receipt.remarks))
    answer_receipt(receipt, as_json=False, is_preview=True)
    if not questions.confirm(f"Edit {documents}?"):
        raise Refused("Nothing was written.")
    return preview.decision


def _read_requests(
    register: Register, table: IncomingTable, act: ActOptions
) -> tuple[list[EditRequest], list[CellFault]]:
    """Return what shall change in each document, and what is wrong with the cells of the other rows that changed."""
    requests: list[EditRequest] = []
    faults: list[CellFault] = []
    rows = watch(_sheet_rows(table), table.source.estimated_rows, "reading")
    changed_rows = list(find_changed_rows(register, rows))
    orders = table.find_orders((word, cell.text) for row in changed_rows for word, cell in row.cells.items())
    for changed in changed_rows:
        if changed.original is None or changed.fault:
            number = changed.original.number if changed.original else None
            faults.append(CellFault(changed.row, "", "", f"{changed.fault}.", number=number))
            continue
        read = [_read_cell(table, changed, word, orders, act) for word in changed.cells]
        row_faults = [fault for fault in read if isinstance(fault, CellFault)]
        faults += row_faults
        if not row_faults:
            edits = tuple(edit for edit in read if isinstance(edit, FieldEdit))
            requests.append(EditRequest(changed.original, edits))
    return requests, faults


def _sheet_rows(table: IncomingTable) -> Iterator[BlobRow]:
    for row in table.source.rows:
        cells = {word: cell for word, cell in zip(table.columns.words, row.cells, strict=True) if word}
        outside, faults = table.scan_row(row)
        fault = row.fault or next((f"column {fault.column}: {fault.message}".removesuffix(".") for fault in faults), "")
        yield BlobRow(row.number, cells.pop(BLOB).text, cells, fault, outside)


def _read_cell(
    table: IncomingTable, row: ChangedRow, word: str, orders: DateOrders, act: ActOptions
) -> FieldEdit | CellFault:
    """Return the edit of a cell, or why there is none."""
    if row.original is None:
        raise ValueError(row.row)
    number = row.original.number
    try:
        return read_changed_cell(row.cells[word], word, number, act.quoted or (), orders)
    except SomeiError as refusal:
        index = table.columns.words.index(word)
        return fault_in_column(row.row, table.columns, index, str(refusal), refusal.hint)._replace(number=number)
