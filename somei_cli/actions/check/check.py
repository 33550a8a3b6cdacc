"""Carrying out the plan of a check, incrementally if the index can help; files with the findings of earlier checks."""

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.actions.check.plan import CheckPlan, CheckResult, Source
from somei_cli.errors import NotFound, Refused, Unreadable
from somei_cli.model.register.words import describe_sparse_checkout
from somei_cli.rules.definition.findings import Finding, Report, VerifiedHistory
from somei_cli.rules.engine.report_comparison import read_earlier_findings
from somei_cli.store.git.command import Git
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import Register, open_register
from somei_cli.store.register.sparse import list_sparse_documents
from somei_cli.store.register.work_tree_files import WorkTree

if TYPE_CHECKING:
    from somei_cli.rules.definition.rule import Rule
    from somei_cli.store.git.status import PendingEdits
    from somei_cli.store.register.last_check import CheckRun

# What judges is imported late: loading all rules takes longer than a check of an unchanged register.


def carry_out_check(
    plan: CheckPlan, start: Path, *, indexed: bool = True, status_query: "PendingEdits | None" = None
) -> CheckResult:
    """Carry out a plan, from a folder of the repository.

    `indexed` is whether the index may be used; `status_query` a `git status` of the whole work tree that is running
    already.

    Raises:
        SomeiError: if what the plan looks at cannot be opened or judged; see also `check_register`.
    """
    if plan.source is Source.UNTRUSTED:
        from somei_cli.actions.check.untrusted import check_branch

        return check_branch(start, plan)
    if plan.source is Source.PUSH:
        from somei_cli.actions.check.pre_receive import check_push

        return check_push(start, plan)
    return check_register(*open_source(plan, start, indexed=indexed), status_query)


def open_source(plan: CheckPlan, start: Path, *, indexed: bool) -> tuple[Register, CheckPlan]:
    """Open the work tree, git index or commit that a plan looks at; the plan then has the hash of the commit `since`.

    Raises:
        SomeiError: if there is no register, or a revision names no commit.
    """
    if plan.source is Source.WORK_TREE:
        register = open_register(find_register(start), indexed=indexed)
    else:
        from somei_cli.store.register.states import open_committed_register, open_staged_register

        if plan.revision is None:
            register = open_staged_register(start, indexed=indexed)
        else:
            register = open_committed_register(start, plan.revision, indexed=indexed)
    return register, plan._replace(since=_find_base(register, plan.since)) if plan.changed else plan


def _find_base(register: Register, since: str | None) -> str | None:
    """Return the commit to compare with: the named one, else HEAD; None before the first commit."""
    from somei_cli.store.register.states import find_last_commit

    return Git(register.root).resolve(since) if since is not None else find_last_commit(register)


def check_register(register: Register, plan: CheckPlan, status_query: "PendingEdits | None" = None) -> CheckResult:
    """Check every file of an opened register, or those to which the plan is narrowed.

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
    report, remarks, _ = judge_register(register, plan, status_query)
    if isinstance(register.files, WorkTree):
        remarks = (*remarks, *describe_sparse_checkout(len(list_sparse_documents(register.root))))
    return CheckResult(report, remarks, register.files.path_in_repository)


def judge_register(
    register: Register,
    plan: CheckPlan,
    status_query: "PendingEdits | None" = None,
    history: VerifiedHistory | None = None,
) -> CheckResult:
    """Judge an opened register with the index, or by reading all files. `history` is one that is verified already."""
    if isinstance(register.files, WorkTree) and list_sparse_documents(register.root):
        # The index knows only the files of the work tree, and would call the others missing.
        report = None
    elif not plan.is_whole:
        from somei_cli.actions.check.partial import check_part

        report = check_part(register, plan)
    elif isinstance(register.files, WorkTree):
        from somei_cli.actions.check.incremental import check_work_tree

        report = check_work_tree(register, plan, status_query)
    else:
        from somei_cli.actions.check.check_at import check_at

        report = check_at(register, plan, history)
    if report and plan.is_whole:
        return CheckResult(report)
    from somei_cli.actions.check.full import check_all, remarks_on_check

    return CheckResult(report, remarks_on_check(register, plan)) if report else check_all(register, plan, history)


class EarlierChecks(NamedTuple):
    """The findings of a baseline and of an earlier check.

    `is_first` if there is no earlier check yet, since this one will keep its answer in the file that was named.
    """

    baseline: tuple[Finding, ...] | None
    compared: tuple[Finding, ...] | None
    is_first: bool


def read_earlier_checks(baseline: str | None, compare: str | None, keep: Path | None) -> EarlierChecks:
    """Read the answers with which a check is compared; `keep` is the file for its own.

    Raises:
        Unreadable: if one is not the answer of a check.
        Refused: if the file for its own holds something else.
    """
    is_first = keep is not None and compare is not None and keep == Path(compare) and not os.path.lexists(keep)
    passing = None if baseline is None else _read_findings(baseline)
    compared = None if is_first or compare is None else _read_findings(compare)
    # What was read just now is an answer of a check.
    if keep and str(keep) not in {baseline, compare}:
        _refuse_other_files(keep)
    return EarlierChecks(passing, compared, is_first)


def _read_findings(path: str) -> tuple[Finding, ...]:
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
        raise Unreadable(path, "is not an answer of a check: it is not UTF-8") from None


def _refuse_other_files(path: Path) -> None:
    """Refuse to write the answer of a check over a file that is none.

    Raises:
        Refused: if the file holds something else.
    """
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        _read_findings(str(path))
    except Unreadable:
        sentence = f"{path} is not the answer of a check, so it is not overwritten."
        raise Refused(sentence, "Keep the answer in another file.") from None


def refuse_register_files(folder: Path, reports: Sequence[Path]) -> None:
    """Refuse to write a report over a file of the register. Any other file is replaced, as by the next run.

    Raises:
        Refused: if a report would replace one.
    """
    if not reports:
        return
    from somei_cli.formats.diff.file_field_changes import is_register_file

    root = find_register(folder).resolve()
    for path in reports:
        target = path.resolve()
        if target.is_relative_to(root) and target != root:
            inside = PurePosixPath(target.relative_to(root))
            if is_register_file(inside) or ".git" in inside.parts:
                raise Refused(f"{path} belongs to the register; no report is written over it.")


def note_scheduled_run(answer_file: Path, plan: CheckPlan, folder: Path) -> "CheckRun | None":
    """Return the note of a run whose answer is kept where the scheduled check keeps it; None for any other file."""
    from somei_cli.store.register.last_check import start_run

    is_whole = plan.is_whole and plan.source is Source.WORK_TREE and not (plan.select or plan.ignore)
    return start_run(answer_file, find_register(folder), plan.today, is_whole=is_whole)


def rules_of_report(report: Report) -> "dict[str, Rule]":
    """Return the rules that ran and those of the findings; all rules about history if it was verified only in part."""
    from somei_cli.rules.catalogue import all_rules
    from somei_cli.rules.definition.rule import Scope

    partly = report.history is not None and not report.history.from_root
    codes = report.codes.union(finding.code for finding in report.findings)
    rules = all_rules(report.house)
    return {code: rule for code, rule in rules.items() if code in codes or (partly and rule.scope is Scope.HISTORY)}
