"""Checking a register, incrementally if the index can help; reading the findings of an earlier check."""

from typing import TYPE_CHECKING, NamedTuple

from somei_cli.actions.check.options import CheckRequest
from somei_cli.errors import NotFound, Unreadable
from somei_cli.model.register.words import describe_sparse_checkout
from somei_cli.rules.definition.findings import Finding, Report
from somei_cli.rules.engine.report_comparison import read_earlier_findings
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents
from somei_cli.store.register.work_tree_files import WorkTree

if TYPE_CHECKING:
    from somei_cli.store.git.status import PendingEdits


class CheckResult(NamedTuple):
    """The report of a check, and remarks on it."""

    report: Report
    remarks: tuple[str, ...] = ()


def check_register(
    register: Register, request: CheckRequest, status_query: "PendingEdits | None" = None
) -> CheckResult:
    """Check every file, or those to which the request is narrowed.

    `status_query` is a `git status` of the whole work tree that is running already.

    Raises:
        NumberUnknown: if a requested document is not here, so that nobody can call it sound.
        CannotWork: if the documents are missing from the work tree.
        Unreadable: if the vocabulary cannot be read, or the settings name an unknown time zone.
        NotFound: if a selected rule does not exist.
    """
    # What knows zones takes long to load, beside a check of an unchanged register.
    if not register.settings.has_default_time_zone:
        from somei_cli.store.git.dates import refuse_unknown_zone

        refuse_unknown_zone(register.settings)
    # Imports below are late: loading all rules takes longer than a check of an unchanged register.
    report = None
    if request.is_whole and isinstance(register.files, WorkTree):
        from somei_cli.actions.check.incremental import check_work_tree

        report = check_work_tree(register, request, status_query)
    elif request.is_whole:
        from somei_cli.actions.check.check_at import check_at

        report = check_at(register, request)
    else:
        from somei_cli.actions.check.partial import check_part

        report = check_part(register, request)
    sparse_remarks = (
        describe_sparse_checkout(len(list_sparse_documents(register.root)))
        if isinstance(register.files, WorkTree)
        else ()
    )
    if report and request.is_whole:
        return CheckResult(report, sparse_remarks)
    from somei_cli.actions.check.full import check_all, remarks_on_check

    if report:
        return CheckResult(report, (*remarks_on_check(register, request), *sparse_remarks))
    report, check_remarks = check_all(register, request)
    return CheckResult(report, (*check_remarks, *sparse_remarks))


def read_findings(path: str) -> tuple[Finding, ...]:
    """Read the findings of an earlier check from a file, or from standard input for `-`.

    Raises:
        Unreadable: if it is not the answer of a check, or is missing: compared with nothing, a check would be wrong.
    """
    from somei_cli.store.disk.input_files import read_incoming

    try:
        content = read_incoming(path).content
    except NotFound:
        raise Unreadable(path, "there is no such file", hint="Make one with: somei check --format json") from None
    try:
        return read_earlier_findings(content.decode("utf-8"), path)
    except UnicodeDecodeError:
        raise Unreadable(path, "is no answer of a check: it is not UTF-8") from None
