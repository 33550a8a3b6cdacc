"""Running a check: open the state that is asked for, check it, show the answer, and return the exit status."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.actions.check.check import check_register
from somei_cli.actions.check.options import CheckRequest
from somei_cli.commands.check import options
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.commands.shared.verify import read_history_range, rules_of_report, tell_remarks
from somei_cli.errors import Refused, Unreadable, WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.findings.formats import FORMATTERS, CheckFormat
from somei_cli.render.findings.records import (
    CheckAnswer,
    as_findings_json,
    findings_view,
    statistics_view,
    summarise_check,
)
from somei_cli.render.output.streams import print_text
from somei_cli.render.output.view import ViewFormat
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.engine.report_comparison import compare_with_earlier
from somei_cli.store.git.command import Git
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import Register, open_register

if TYPE_CHECKING:
    from somei_cli.store.git.status import PendingEdits


class CheckOptions(NamedTuple):
    """The options of one call of `somei check`."""

    numbers: tuple[DocumentNumber, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    since: str | None
    revision: str | None
    form: CheckFormat | None
    fail_on: Severity
    baseline: str | None
    compare: str | None
    report_file: Path | None
    message: str | None
    staged: bool
    statistics: bool
    fix: bool
    dry_run: bool
    history: bool
    accept_rewritten: bool


def run_check(check_options: CheckOptions, looking: "PendingEdits | None") -> int:
    """Run the check, show the answer, and return the exit status. `looking`: a `git status` that already runs."""
    counted = options.counted_form(check_options.form) if check_options.statistics else None
    passing, earlier = _read_findings(check_options.baseline), _read_findings(check_options.compare)
    # What was read just now is an answer of a check.
    if check_options.report_file and str(check_options.report_file) not in (
        check_options.baseline,
        check_options.compare,
    ):
        _refuse_overwriting(check_options.report_file)
    register = _open_register(check_options)
    question = _question(check_options, register)
    fix_status = 0
    if check_options.fix:
        # What writes is loaded only where something is to be written.
        from somei_cli.commands.check.fix import run_fix

        as_json = check_options.form is CheckFormat.JSON
        fix_status = run_fix(register, question, check_options.message, dry_run=check_options.dry_run, as_json=as_json)
        if check_options.dry_run:
            return fix_status
    checked = check_register(register, question, looking)
    compared = compare_with_earlier(checked.report, check_options.fail_on, baseline=passing, earlier=earlier)
    check_answer = CheckAnswer(
        compared, lambda: rules_of_report(checked.report), register.files.path_in_repository, session.today()
    )
    if check_options.report_file:
        from somei_cli.store.disk.output_files import write_output_file

        write_output_file(check_options.report_file, as_findings_json(check_answer).encode(), replace=True)
    if check_options.statistics:
        show_view(statistics_view(check_answer), view_format=counted)
    else:
        answer_findings(check_answer, check_options.form)
    tell_remarks(checked.report.history)
    for words in (summarise_check(compared), *checked.remarks):
        session.talk(words)
    return 3 if checked.report.unread else fix_status or int(compared.fails)


def _open_register(check_options: CheckOptions) -> Register:
    """Open the register in the state that the options name: work tree, git index or commit."""
    if check_options.staged and check_options.revision is not None:
        raise WrongUsage("--staged and --at name two states of the register.", "Give one of them.")
    indexed = not session.current().no_index
    if not check_options.staged and check_options.revision is None:
        return open_register(find_register(session.folder()), indexed=indexed)
    # What reads commits is loaded only where one is asked about.
    from somei_cli.store.register.states import open_committed_register, open_staged_register

    if check_options.staged:
        return open_staged_register(session.folder(), indexed=indexed)
    return open_committed_register(session.folder(), str(check_options.revision), indexed=indexed)


def _question(check_options: CheckOptions, register: Register) -> CheckRequest:
    elsewhere = check_options.staged or check_options.revision is not None
    proof = read_history_range(
        check_options.since,
        is_asked=check_options.history,
        accept_rewritten=check_options.accept_rewritten,
        elsewhere=elsewhere,
    )
    changed = check_options.staged or check_options.since is not None
    since = _find_base(register, check_options.since) if changed else None
    return CheckRequest(
        session.today(), check_options.numbers, check_options.select, check_options.ignore, changed, since, proof
    )


def _find_base(register: Register, since: str | None) -> str | None:
    """Return the commit to compare with: the named one, else HEAD; None before the first commit."""
    from somei_cli.store.register.states import find_last_commit

    return Git(register.root).resolve(since) if since is not None else find_last_commit(register)


def _read_findings(file: str | None) -> tuple[Finding, ...] | None:
    if file is None:
        return None
    from somei_cli.actions.check.check import read_findings

    return read_findings(file)


def _refuse_overwriting(keep: Path) -> None:
    """Refuse to overwrite a file that is not the answer of a check."""
    if not keep.is_file() or not keep.stat().st_size:
        return
    try:
        _read_findings(str(keep))
    except Unreadable:
        sentence = f"{keep} holds something else than the answer of a check; nothing is written over it."
        raise Refused(sentence, "Keep the answer in another file.") from None


def answer_findings(check_answer: CheckAnswer, form: CheckFormat | None) -> None:
    """Show the findings: one line each in a pipe, a table at a terminal; an empty table is not printed."""
    form = form or (CheckFormat.TABLE if session.has_terminal() else CheckFormat.CONCISE)
    if form is not CheckFormat.TABLE:
        print_text(FORMATTERS[form](check_answer))
    elif check_answer.account.findings:
        show_view(findings_view(check_answer), view_format=ViewFormat.TABLE)
