"""A check as it was asked for: what is looked at, what comes of it, in which form it is told, and the status."""

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
    """The words of one call."""

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


def check_and_tell(asked: CheckOptions, looking: "EditsAsked | None") -> int:
    """Judge, tell, and give the status; `looking` is a look at the work tree that is under way."""
    counted = options.counted_form(asked.form) if asked.statistics else None
    passing, earlier = _findings_in(asked.baseline), _findings_in(asked.compare)
    # What was read just now is an answer of a check.
    if asked.keep and str(asked.keep) not in (asked.baseline, asked.compare):
        _refuse_to_lose(asked.keep)
    register = _register_meant(asked)
    question = _question(asked, register)
    left = 0
    if asked.fix:
        # What writes is loaded only where something is to be written.
        from somei_cli.commands.check.fix import fix_found

        as_json = asked.form is CheckFormat.JSON
        left = fix_found(register, question, asked.message, dry_run=asked.dry_run, as_json=as_json)
        if asked.dry_run:
            return left
    checked = check_register(register, question, looking)
    told = account(checked.report, asked.fail_on, baseline=passing, earlier=earlier)
    found = CheckAnswer(told, lambda: rules_asked(checked.report), _place_of(register), session.today())
    if asked.keep:
        hand_out(asked.keep, as_findings_json(found).encode(), replace=True)
    if asked.statistics:
        answer(statistics_view(found), how=counted)
    else:
        answer_findings(found, asked.form)
    tell_remarks(checked.report.history)
    for words in (summary(told), *checked.remarks):
        session.tell(words)
    return 3 if checked.report.unread else left or int(told.fails)


def _register_meant(asked: CheckOptions) -> Register:
    """The register in the state that is asked about."""
    if asked.staged and asked.at is not None:
        raise WrongUsage("--staged and --at name two states of the register.", "Give one of them.")
    indexed = not session.current().no_index
    if not asked.staged and asked.at is None:
        return Register(find_register(session.folder()), indexed=indexed)
    # What reads commits is loaded only where one is asked about.
    from somei_cli.store.register.states import committed_register, staged_register

    if asked.staged:
        return staged_register(session.folder(), indexed=indexed)
    return committed_register(session.folder(), str(asked.at), indexed=indexed)


def _place_of(register: Register) -> PurePosixPath:
    if isinstance(register.holding, WorkTree):
        return place_in_repository(register.root)
    from somei_cli.store.register.states import place_of

    return place_of(register)


def _question(asked: CheckOptions, register: Register) -> Question:
    elsewhere = asked.staged or asked.at is not None
    proof = wanted_proof(asked.since, asked=asked.history, accept_rewritten=asked.accept_rewritten, elsewhere=elsewhere)
    changed = asked.staged or asked.since is not None
    since = _commit_meant(register, asked.since) if changed else None
    return Question(session.today(), asked.numbers, asked.select, asked.ignore, changed, since, proof)


def _commit_meant(register: Register, since: str | None) -> str | None:
    """The commit to compare files with: the one that was named, else the last one; None before the first."""
    from somei_cli.store.register.states import last_commit

    return Git(register.root).resolve(since) if since is not None else last_commit(register)


def _findings_in(file: str | None) -> tuple[Finding, ...] | None:
    if file is None:
        return None
    from somei_cli.actions.check.check import findings_in

    return findings_in(file)


def _refuse_to_lose(keep: Path) -> None:
    """Stop where a file would be lost that no check made."""
    if not keep.is_file() or not keep.stat().st_size:
        return
    try:
        _findings_in(str(keep))
    except Unreadable:
        told = f"{keep} holds something else than the answer of a check; nothing is written over it."
        raise Refused(told, "Keep the answer in another file.") from None


def answer_findings(found: CheckAnswer, form: CheckFormat | None) -> None:
    """In a pipe one line a finding, on a terminal a table; an empty table is not worth a word."""
    form = form or (CheckFormat.TABLE if session.is_watched() else CheckFormat.CONCISE)
    if form is not CheckFormat.TABLE:
        write(FORMATTERS[form](found))
    elif found.account.told:
        answer(findings_view(found), how=ViewFormat.TABLE)
