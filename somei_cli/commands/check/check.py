"""somei check."""

from typing import Annotated

import typer

from somei_cli.commands.check import options
from somei_cli.commands.check.failure import failure_reported
from somei_cli.commands.shared import params, session
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.rules.definition.findings import Severity


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
    revision: options.At = None,
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
    with failure_reported(form):
        if hub:
            # What looks into a push is loaded only in a hook.
            from somei_cli.commands.check.pre_receive import check_push

            other_options = (
                numbers,
                select,
                ignore,
                since,
                staged,
                revision,
                baseline,
                compare,
                keep,
                statistics,
                untrusted,
                trusting,
            )
            return check_push(
                hub, form, fail_on, other_options=(*other_options, fix, history, accept_rewritten, dry_run, message)
            )
        if untrusted or trusting is not None:
            from somei_cli.actions.check.options import CheckRequest
            from somei_cli.commands.check.untrusted import check_untrusted_branch, refuse_other_options

            refuse_other_options(
                is_untrusted=untrusted,
                other_options=(staged, fix, history, accept_rewritten, statistics, dry_run, baseline, compare, keep),
            )
            question = CheckRequest(
                session.today(),
                tuple(numbers or ()),
                options.split_codes(select),
                options.split_codes(ignore),
                True,
                since,
            )
            return check_untrusted_branch(revision, trusting, question, form, fail_on)
        options.require_work_tree(revision, staged=staged, fix=fix, dry_run=dry_run)
        looking = options.start_git_status((numbers, since, staged, revision, fix))
        # What judges and tells is loaded while git looks.
        from somei_cli.commands.check.run import CheckOptions, run_check

        check_options = CheckOptions(
            tuple(numbers or ()),
            options.split_codes(select),
            options.split_codes(ignore),
            since,
            revision,
            form,
            fail_on,
            baseline,
            compare,
            keep,
            message,
            staged=staged,
            statistics=statistics,
            fix=fix,
            dry_run=dry_run,
            history=history,
            accept_rewritten=accept_rewritten,
        )
        return run_check(check_options, looking)
