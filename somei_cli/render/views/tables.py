"""Views of tables that are imported: what became of each row, and what is wrong with its cells."""

from collections.abc import Iterator, Mapping
from itertools import islice

from somei_cli.errors import SomeiError
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.import_decisions import ImportOutcome
from somei_cli.model.importing.table_rows import CellFault, RowVerdict, TableImport
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.acts_and_history import describe_missing_approvals, describe_push, differences_rows

_COLUMNS = (
    Column("row", "row", unbroken=True, labelled=True),
    Column("column", "column", unbroken=True, labelled=True),
    Column("number", "document", unbroken=True, style="bold cyan"),
    Column("outcome", "outcome", unbroken=True),
    Column("reason", "why", labelled=True),
)

_WORDS = {
    ImportOutcome.REGISTERED: "new",
    ImportOutcome.SAME: "same",
}
"""What a row is called before it enters, where that is another word than for a file."""


def _word(outcome: ImportOutcome) -> str:
    return _WORDS.get(outcome, str(outcome))


def count_outcomes(result: TableImport) -> str:
    """Return how many rows there are of each outcome, in words."""
    return ", ".join(f"{count} {_word(ImportOutcome(outcome))}" for outcome, count in result.outcomes.items())


ColumnNames = Mapping[str, tuple[str, str]]
"""The letters and the heading of the column of each field, by its word."""


def left_rows_view(result: TableImport, names: ColumnNames, most: int | None = None) -> View:
    """One row for each faulty cell, and for each row that does not enter for another reason; `most` are shown."""
    records = sorted(_left_records(result, names), key=lambda record: int(record["row"]))
    return View("table", _COLUMNS, tuple(islice(records, most)), "Every row enters.")


def _left_records(result: TableImport, names: ColumnNames) -> Iterator[Record]:
    for fault in result.faults:
        yield {"number": _number(fault), "outcome": str(ImportOutcome.REFUSED), **_fault_record(fault)}
    for verdict in result.verdicts:
        if verdict.refusal:
            yield {
                "row": verdict.row,
                "column": _describe_column(*names.get(verdict.word, ("", ""))),
                "number": str(verdict.number),
                "outcome": _word(verdict.outcome),
                "reason": str(verdict.refusal),
            }


def _number(fault: CellFault) -> str | None:
    return str(fault.number) if fault.number else None


def _fault_record(fault: CellFault) -> Record:
    return {"row": fault.row, "column": _describe_column(fault.column, fault.heading), "reason": fault.message}


def _describe_column(letters: str, heading: str) -> str:
    return f"{letters} ({heading})" if letters else ""


def table_import_view(table: str, result: TableImport, names: ColumnNames) -> View:
    """Return one record for a table: its commits, how many rows of each outcome it has, and all its rows."""
    faults = group_pairs((fault.row, fault) for fault in result.faults)
    rows: list[Record] = [
        {
            "row": row,
            "number": _number(cells[0]),
            "outcome": str(ImportOutcome.REFUSED),
            "reason": None,
            "faults": _faults(cells),
        }
        for row, cells in faults.items()
    ]
    rows += [
        {
            "row": verdict.row,
            "number": str(verdict.number),
            "outcome": _word(verdict.outcome),
            "reason": _reason(verdict.refusal),
            "faults": _faults(_refused_cells(verdict, names)),
        }
        for verdict in result.verdicts
    ]
    record = {
        "action": "import",
        "table": table,
        "commits": [receipt.commit for receipt in result.receipts if receipt.commit],
        "outcomes": {_word(ImportOutcome(outcome)): count for outcome, count in result.outcomes.items()},
        "left": result.left,
        "rows": sorted(rows, key=lambda record: int(record["row"])),
        "differences": list(differences_rows(result.differences)),
        "remarks": [remark for receipt in result.receipts for remark in receipt.remarks],
    }
    return View("table", (), (record,))


def _faults(cells: list[CellFault]) -> list[Record]:
    return [
        {"column": cell.column, "heading": cell.heading, "message": cell.message, "hint": cell.hint} for cell in cells
    ]


def _refused_cells(verdict: RowVerdict, names: ColumnNames) -> list[CellFault]:
    """Return the cell for which a row that was read does not enter, if it is one."""
    if verdict.refusal is None or verdict.word not in names:
        return []
    return [CellFault(verdict.row, *names[verdict.word], str(verdict.refusal), verdict.refusal.hint)]


def _reason(refusal: SomeiError | None) -> str | None:
    return str(refusal) if refusal else None


def describe_unshown(result: TableImport, most: int) -> list[str]:
    """Say how much of a table a terminal does not show, and where it can be seen."""
    records = len(list(_left_records(result, {})))
    unshown = max(records - most, len(result.differences) - most, 0)
    return [f"and {unshown} more; all of them: --dry-run --json"] if unshown else []


def describe_table_import(result: TableImport, *, dry: bool, skips: bool) -> list[str]:
    """Return what became of a table in one sentence, and what to do about rows that are left."""
    commits = [receipt.commit[:10] for receipt in result.receipts if receipt.commit]
    if result.left and not skips:
        written = "nothing was taken"
    elif dry:
        written = "nothing was written (dry run)"
    else:
        written = f"commit {commits[0]}" if len(commits) == 1 else f"{len(commits)} commits" if commits else "no commit"
    rows = pluralise(result.outcomes.total(), "row")
    lines = [f"{rows}: {count_outcomes(result) or 'nothing to read'} ({written})"]
    if result.left and not skips:
        hint = "Correct the table, or leave these rows out with --skip-faulty."
        differing = result.outcomes[str(ImportOutcome.OTHER)]
        replace = " With --replace, the table says what entries that differ become." if differing else ""
        doubts = result.outcomes[str(ImportOutcome.DOUBTFUL)]
        accept = " With --accept-doubts, rows in doubt enter with the marking that was found." if doubts else ""
        in_figures = any("--dates" in fault.hint for fault in result.faults)
        dates = " With --dates dmy or --dates mdy, dates in figures are read in that order." if in_figures else ""
        lines.append(f"{pluralise(result.left, 'row')} cannot enter. {hint}{replace}{accept}{dates}")
    elif result.left:
        lines.append(f"{pluralise(result.left, 'row')} left out, as shown.")
    sent = [receipt for receipt in result.receipts if receipt.sent][-1:]
    lines += [line for receipt in sent for line in describe_push(receipt)]
    return [*lines, *(line for receipt in result.receipts for line in describe_missing_approvals(receipt))]
