"""Running a check: open the state that is asked for, check it, show the answer, and return the exit status."""

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.actions.check.check import check_register
from somei_cli.actions.check.options import Question
from somei_cli.commands.check import options
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open import answer
from somei_cli.commands.shared.verify import rules_asked, tell_remarks, wanted_proof
from somei_cli.errors import Refused, Unreadable, WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.findings.formats import FORMATTERS, CheckFormat
from somei_cli.render.findings.records import CheckAnswer, as_findings_json, findings_view, statistics_view, summary
from somei_cli.render.output.streams import write
from somei_cli.render.output.view import ViewFormat
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.engine.baseline import account
from somei_cli.store.disk.output_files import hand_out
from somei_cli.store.git.command import Git
from somei_cli.store.register.find import find_register, place_in_repository
from somei_cli.store.register.register import Register
from somei_cli.store.register.work_tree_files import WorkTree

if TYPE_CHECKING:
    from somei_cli.store.git.status import EditsAsked


class CheckOptions(NamedTuple):
    """The options of one call of `somei check`."""

    numbers: tuple[DocumentNumber, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    since: str | None
    at: str | None
    form: CheckFormat | None
    fail_on: Severity
    baseline: str | None
    compare: str | None
    keep: Path | None
    message: str | None
    staged: bool
    statistics: bool
    fix: bool
    dry_run: bool
    history: bool
    accept_rewritten: bool


def check_and_tell(check_options: CheckOptions, looking: "EditsAsked | None") -> int:
    """Run the check, show the answer, and return the exit status. `looking`: a `git status` that already runs."""
    counted = options.counted_form(check_options.form) if check_options.statistics else None
    passing, earlier = _read_findings(check_options.baseline), _read_findings(check_options.compare)
    # What was read just now is an answer of a check.
    if check_options.keep and str(check_options.keep) not in (check_options.baseline, check_options.compare):
        _refuse_overwriting(check_options.keep)
    register = _open_register(check_options)
    question = _question(check_options, register)
    fix_status = 0
    if check_options.fix:
        # What writes is loaded only where something is to be written.
        from somei_cli.commands.check.fix import fix_found

        as_json = check_options.form is CheckFormat.JSON
        fix_status = fix_found(
            register, question, check_options.message, dry_run=check_options.dry_run, as_json=as_json
        )
        if check_options.dry_run:
            return fix_status
    checked = check_register(register, question, looking)
    compared = account(checked.report, check_options.fail_on, baseline=passing, earlier=earlier)
    check_answer = CheckAnswer(compared, lambda: rules_asked(checked.report), _place_of(register), session.today())
    if check_options.keep:
        hand_out(check_options.keep, as_findings_json(check_answer).encode(), replace=True)
    if check_options.statistics:
        answer(statistics_view(check_answer), how=counted)
    else:
        answer_findings(check_answer, check_options.form)
    tell_remarks(checked.report.history)
    for words in (summary(compared), *checked.remarks):
        session.tell(words)
    return 3 if checked.report.unread else fix_status or int(compared.fails)


def _open_register(check_options: CheckOptions) -> Register:
    """Open the register in the state that the options name: work tree, git index or commit."""
    if check_options.staged and check_options.at is not None:
        raise WrongUsage("--staged and --at name two states of the register.", "Give one of them.")
    indexed = not session.current().no_index
    if not check_options.staged and check_options.at is None:
        return Register(find_register(session.folder()), indexed=indexed)
    # What reads commits is loaded only where one is asked about.
    from somei_cli.store.register.states import committed_register, staged_register

    if check_options.staged:
        return staged_register(session.folder(), indexed=indexed)
    return committed_register(session.folder(), str(check_options.at), indexed=indexed)


def _place_of(register: Register) -> PurePosixPath:
    if isinstance(register.holding, WorkTree):
        return place_in_repository(register.root)
    from somei_cli.store.register.states import place_of

    return place_of(register)


def _question(check_options: CheckOptions, register: Register) -> Question:
    elsewhere = check_options.staged or check_options.at is not None
    proof = wanted_proof(
        check_options.since,
        asked=check_options.history,
        accept_rewritten=check_options.accept_rewritten,
        elsewhere=elsewhere,
    )
    changed = check_options.staged or check_options.since is not None
    since = _find_base(register, check_options.since) if changed else None
    return Question(
        session.today(), check_options.numbers, check_options.select, check_options.ignore, changed, since, proof
    )


def _find_base(register: Register, since: str | None) -> str | None:
    """Return the commit to compare with: the named one, else HEAD; None before the first commit."""
    from somei_cli.store.register.states import last_commit

    return Git(register.root).resolve(since) if since is not None else last_commit(register)


def _read_findings(file: str | None) -> tuple[Finding, ...] | None:
    if file is None:
        return None
    from somei_cli.actions.check.check import findings_in

    return findings_in(file)


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
    form = form or (CheckFormat.TABLE if session.is_watched() else CheckFormat.CONCISE)
    if form is not CheckFormat.TABLE:
        write(FORMATTERS[form](check_answer))
    elif check_answer.account.told:
        answer(findings_view(check_answer), how=ViewFormat.TABLE)
