"""somei check."""

import sys
from typing import Annotated

import typer

from somei_cli.actions.checking import check_register
from somei_cli.actions.questions import Question
from somei_cli.commands import check_options as options
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer
from somei_cli.commands.proving import rules_asked, tell_remarks, wanted_proof
from somei_cli.model.numbers import DocumentNumber
from somei_cli.render.findings.answer import CheckAnswer
from somei_cli.render.findings.forms import FORMATTERS, CheckFormat
from somei_cli.render.findings.tables import as_findings_json, findings_view, statistics_view
from somei_cli.render.findings.words import summary
from somei_cli.render.streams import write
from somei_cli.render.view import Format
from somei_cli.rules.comparing import account
from somei_cli.rules.findings import Finding, Severity
from somei_cli.store.outgoing import hand_out
from somei_cli.store.states import place_of


def check(
    numbers: Annotated[
        list[DocumentNumber] | None,
        typer.Argument(parser=params.number, metavar="[NUMBER]…", help="Only these documents.", show_default=False),
    ] = None,
    *,
    form: options.Form = None,
    fail_on: options.FailOn = Severity.ERROR,
    select: options.Select = None,
    ignore: options.Ignore = None,
    since: options.Since = None,
    staged: options.IsStaged = False,
    at: options.At = None,
    baseline: options.Baseline = None,
    compare: options.Compare = None,
    keep: options.Keep = None,
    statistics: options.Statistics = False,
    hub: options.Hub = None,
    untrusted: options.Untrusted = False,
    trusting: options.Trusting = None,
    fix: options.Fix = False,
    history: options.History = False,
    accept_rewritten: options.AcceptRewritten = False,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> int:
    """Check the register: status 0 when in order, 1 with findings, 3 where a file could not be read.

    A file that cannot be read is reported, and all others are checked all the same.
    """
    form = CheckFormat.JSON if as_json else form
    if hub:
        # What looks into a push is loaded only in a hook.
        from somei_cli.commands.check_push import check_push

        return check_push(hub, form or CheckFormat.CONCISE, fail_on)
    if untrusted or trusting is not None:
        from somei_cli.commands.check_branch import check_strange, refuse_beside

        refuse_beside(
            asked=untrusted,
            others=(staged, fix, history, accept_rewritten, statistics, dry_run, baseline, compare, keep),
        )
        question = Question(
            session.today(), tuple(numbers or ()), options.words_of(select), options.words_of(ignore), True, since
        )
        return check_strange(at, trusting, question, form, fail_on)
    counted = options.counted_form(form) if statistics else None
    options.refuse_mending_elsewhere(at, staged=staged, fix=fix, dry_run=dry_run)
    passing, earlier = _findings_in(baseline), _findings_in(compare)
    proof = wanted_proof(since, asked=history, accept_rewritten=accept_rewritten, elsewhere=staged or at is not None)
    register = options.register_meant(at, staged=staged)
    changed = staged or since is not None
    question = Question(
        session.today(),
        tuple(numbers or ()),
        options.words_of(select),
        options.words_of(ignore),
        changed,
        options.commit_meant(register, since) if changed else None,
        proof,
    )
    left = 0
    if fix:
        # What writes is loaded only where something is to be written.
        from somei_cli.commands.check_fix import fix_found

        left = fix_found(register, question, message, dry_run=dry_run, as_json=form is CheckFormat.JSON)
        if dry_run:
            return left
    checked = check_register(register, question)
    told = account(checked.report, fail_on, baseline=passing, earlier=earlier)
    found = CheckAnswer(told, lambda: rules_asked(checked.report), place_of(register), session.today())
    if keep:
        hand_out(keep, as_findings_json(found).encode(), replace=True)
    if statistics:
        answer(statistics_view(found), how=counted)
    else:
        _answer(found, form)
    tell_remarks(checked.report.history)
    for words in (summary(told), *checked.remarks):
        session.tell(words)
    return 3 if checked.report.unread else left or int(told.fails)


def _findings_in(file: str | None) -> tuple[Finding, ...] | None:
    if file is None:
        return None
    from somei_cli.actions.earlier_answers import findings_in

    return findings_in(file)


def _answer(found: CheckAnswer, form: CheckFormat | None) -> None:
    """In a pipe one line a finding, on a terminal a table; an empty table is not worth a word."""
    form = form or (CheckFormat.TABLE if sys.stdout.isatty() else CheckFormat.CONCISE)
    if form is not CheckFormat.TABLE:
        write(FORMATTERS[form](found))
    elif found.account.told:
        answer(findings_view(found), how=Format.TABLE)
