"""Compare the register with a list of others: its rows become values that the rules about lists judge."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from somei_cli.actions.check.check import open_source
from somei_cli.actions.check.full import read_every_file
from somei_cli.actions.check.plan import CheckPlan, CheckResult
from somei_cli.errors import Unreadable
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.table_rows import ParsedRow
from somei_cli.model.register.words import pluralise
from somei_cli.rules.definition.rule import ListComparison, ListedRow
from somei_cli.rules.engine.check import check

AREA = "LIST"
_COMPARED = frozenset({"subject", "date", "subject_codes", "marking"})


def check_against(start: Path, plan: CheckPlan, name: str, rows: Iterable[ParsedRow]) -> CheckResult:
    """Compare the register that a plan looks at with the rows of a list; of the other rules only FILE001 is judged.

    Raises:
        Unreadable: if the list has no row, or breaks off: compared with nothing, a register would seem to be in order.
    """
    listed = tuple(_list_documents(rows))
    if not listed:
        raise Unreadable(name, "holds no row to compare with")
    register, plan = open_source(plan, start, indexed=False)
    files = read_every_file(register)
    by_number = {row.number: row for row in listed if row.number and not row.fault}
    report = check(
        files.entries,
        files.snapshot,
        today=plan.today,
        select=plan.select or (AREA,),
        ignore=plan.ignore,
        comparison=ListComparison(name, listed, by_number, files.snapshot),
    )
    compared = f"{pluralise(len(by_number), 'document')} of {name} compared with {len(files.snapshot.documents)} here."
    return CheckResult(report, (compared,), register.files.path_in_repository)


def _list_documents(rows: Iterable[ParsedRow]) -> Iterator[ListedRow]:
    first_rows: dict[DocumentNumber, int] = {}
    for parsed in rows:
        values = {edit.attribute: edit.value for edit in parsed.edits if edit.attribute in _COMPARED}
        if parsed.texts.get("marking") == "":
            values["marking"] = None
        fault = "; ".join(map(str, parsed.faults))
        if parsed.number and not fault:
            first = first_rows.setdefault(parsed.number, parsed.row)
            fault = f"row {parsed.row}: {parsed.number} is in row {first} already" if first != parsed.row else ""
        yield ListedRow(parsed.row, parsed.number, values, fault)
