"""Running a check: make its plan, carry it out, show the answer, and return the exit status."""

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING

from somei_cli.actions.check.check import (
    carry_out_check,
    note_scheduled_run,
    open_source,
    read_earlier_checks,
    refuse_register_files,
    rules_of_report,
)
from somei_cli.actions.check.plan import CheckPlan, CheckResult, Source
from somei_cli.commands.check.options import CheckOptions, counted_form
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import open_register, say_first_index, show_view
from somei_cli.render.findings.formats import FORMATTERS, CheckFormat
from somei_cli.render.findings.records import (
    CheckAnswer,
    as_findings_json,
    describe_refused_push,
    describe_verification,
    statistics_view,
    summarise_check,
)
from somei_cli.render.output.streams import print_text
from somei_cli.render.output.view import ViewFormat
from somei_cli.rules.engine.report_comparison import compare_with_earlier

if TYPE_CHECKING:
    from somei_cli.store.git.status import PendingEdits


def run_check(check_options: CheckOptions, status_query: "PendingEdits | None") -> int:
    """Run the check, show the answer, and return the exit status.

    `status_query` is a `git status` that is running already.
    """
    session.current().writes = check_options.fix
    counted = counted_form(check_options.form) if check_options.statistics else None
    earlier = read_earlier_checks(check_options.baseline, check_options.compare, check_options.keep)
    refuse_register_files(session.folder(), [report_file.path for report_file in check_options.reports])
    plan, indexed = _make_plan(check_options), not session.current().no_index
    fix_status = 0
    if check_options.fix:
        # What writes is loaded only where something is to be written.
        from somei_cli.commands.check.fix import run_fix

        # The check afterwards compares with the same commit, which is HEAD no more.
        register, plan = open_source(plan, session.folder(), indexed=indexed)
        as_json = check_options.form is CheckFormat.JSON
        fix_status = run_fix(register, plan, check_options.message, dry_run=check_options.dry_run, as_json=as_json)
        if check_options.dry_run:
            return fix_status
    is_scheduled = check_options.keep and check_options.against is None
    run = (
        note_scheduled_run(check_options.keep, plan, session.folder()) if check_options.keep and is_scheduled else None
    )
    if check_options.against is not None:
        # Tables, and what reads typed fields, are loaded for a list alone.
        from somei_cli.actions.check.against import check_against
        from somei_cli.commands.shared.incoming_table import column_of_field, describe_columns, open_incoming_table

        table = open_incoming_table(check_options.against, map(column_of_field, check_options.mapped))
        session.talk(*describe_columns(table.columns, table.source.remarks))
        checked = check_against(session.folder(), plan, table.name, table.rows())
    else:
        if status_query:
            say_first_index(open_register())
        checked = carry_out_check(plan, session.folder(), indexed=indexed, status_query=status_query)
    report = checked.report
    if plan.source is Source.PUSH:
        return _answer_push(checked, check_options)
    compared = compare_with_earlier(
        report,
        check_options.fail_on,
        baseline=earlier.baseline,
        earlier=report.findings if earlier.is_first else earlier.compared,
    )
    status = 3 if report.unread else fix_status or int(compared.fails)
    check_answer = CheckAnswer(compared, cache(partial(rules_of_report, report)), checked.place, plan.today)
    _write_reports(check_options, check_answer, run and (lambda answer: run.note_in(answer, status)))
    summary = summarise_check(compared)
    check_answer = check_answer.without_standing() if check_options.hides_standing else check_answer
    form = check_options.form or (CheckFormat.TABLE if session.has_terminal() else CheckFormat.CONCISE)
    if check_options.statistics:
        show_view(statistics_view(check_answer), view_format=counted)
    elif form is CheckFormat.TABLE:
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.findings.findings_on_terminal import findings_page_view, summarise_for_people

        shows_information = check_options.shows_information or bool(session.current().verbose)
        if check_answer.account.findings:
            view = findings_page_view(check_answer, shows_information=shows_information)
            show_view(view, view_format=ViewFormat.TABLE)
        summary = summarise_for_people(compared, shows_information=shows_information)
    else:
        print_text(FORMATTERS[form](check_answer))
    session.talk(*describe_verification(report.history, verbose=bool(session.current().verbose)))
    session.talk(summary, *([_FIRST_OF_SERIES] if earlier.is_first else []), *checked.remarks)
    return status


_FIRST_OF_SERIES = "note: this is the first check: what it found counts as standing from now on."


def _write_reports(check_options: CheckOptions, answer: CheckAnswer, note_run: Callable[[str], bytes] | None) -> None:
    """Write the answer into the files that were named; `note_run` adds the note of a scheduled run."""
    if not (check_options.keep or check_options.reports):
        return
    from somei_cli.store.disk.output_files import write_output_file

    if check_options.keep:
        kept_answer = as_findings_json(answer)
        content = note_run(kept_answer) if note_run else kept_answer.encode()
        write_output_file(check_options.keep, content, replace=True)
    for report_file in check_options.reports:
        write_output_file(report_file.path, report_file.content(answer), replace=True)


def _make_plan(check_options: CheckOptions) -> CheckPlan:
    today, since = session.today(), check_options.since
    if check_options.hub:
        old, new = check_options.hub
        return CheckPlan(today, since=old, revision=new, source=Source.PUSH)
    source = Source.WORK_TREE if check_options.revision is None else Source.COMMIT
    if check_options.staged:
        source = Source.GIT_INDEX
    if check_options.untrusted:
        source = Source.UNTRUSTED
    history = None
    if check_options.history:
        from somei_cli.model.history.moments_and_ranges import HistoryRange

        history = HistoryRange(since, check_options.accept_rewritten)
    return CheckPlan(
        today,
        check_options.numbers,
        _split_codes(check_options.select),
        _split_codes(check_options.ignore),
        since is not None or check_options.staged or check_options.untrusted,
        since,
        history,
        source,
        check_options.revision,
        check_options.trusting,
    )


def _split_codes(typed: tuple[str, ...]) -> tuple[str, ...]:
    """Split codes and areas that are separated by commas."""
    return tuple(word.strip().upper() for argument in typed for word in argument.split(",") if word.strip())


def _answer_push(checked: CheckResult, check_options: CheckOptions) -> int:
    """Show a person what stops a push, and a program every finding; return the exit status."""
    report, form, fail_on = checked.report, check_options.form or CheckFormat.CONCISE, check_options.fail_on
    stopping = report.at_least(fail_on)
    if stopping:
        # First: a git that is told much passes on the beginning of it.
        session.talk(describe_refused_push(stopping))
    compared = compare_with_earlier(
        report._replace(findings=stopping) if form is CheckFormat.CONCISE else report, fail_on
    )
    if form is not CheckFormat.CONCISE or compared.fails:
        check_answer = CheckAnswer(compared, cache(partial(rules_of_report, report)), checked.place, session.today())
        print_text(FORMATTERS[form](check_answer))
    return 3 if report.unread else int(compared.fails)
