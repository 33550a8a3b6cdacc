"""somei check."""

from typing import Annotated

from somei_cli.commands.check import options
from somei_cli.commands.check.failure import failure_reported
from somei_cli.commands.shared import params
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.rules.definition.findings import Severity


def check(
    numbers: Annotated[
        list[DocumentNumber] | None,
        params.argument("[NUMBER]…", "Only these documents.", params.number),
    ] = None,
    *,
    information: options.Information = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    fix: options.Fix = False,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    against: options.Against = None,
    mapped: options.Mapped = None,
    since: options.Since = None,
    statistics: options.Statistics = False,
    history: options.History = False,
    accept_rewritten: options.AcceptRewritten = False,
    form: options.Form = None,
    as_json: params.AsJson = False,
    fail_on: options.FailOn = Severity.ERROR,
    reports: options.Reports = None,
    baseline: options.Baseline = None,
    compare: options.Compare = None,
    hides_standing: options.HidesStanding = False,
    keep: options.Keep = None,
    staged: options.IsStaged = False,
    revision: options.At = None,
    untrusted: options.Untrusted = False,
    trusting: options.Trusting = None,
    hub: options.Hub = None,
) -> int:
    """Check the register against the rules.

    The status is 0 if all is in order, 1 with findings, and 3 if a file could not be read; the other files are
    checked all the same. Name documents to check only those.
    """
    check_options = options.CheckOptions(
        tuple(numbers or ()),
        CheckFormat.JSON if as_json else form,
        fail_on,
        tuple(select or ()),
        tuple(ignore or ()),
        since,
        baseline,
        compare,
        keep,
        tuple(reports or ()),
        hub,
        revision,
        trusting,
        message,
        staged=staged,
        statistics=statistics,
        untrusted=untrusted,
        fix=fix,
        history=history,
        accept_rewritten=accept_rewritten,
        dry_run=dry_run,
        information=information,
        against=against,
        mapped=tuple(mapped or ()),
        hides_standing=hides_standing,
    )
    with failure_reported(check_options.form, check_options.reports):
        options.refuse_combinations(check_options)
        status_query = options.start_git_status(check_options)
        # What judges and tells is loaded while git looks.
        from somei_cli.commands.check.run import run_check

        return run_check(check_options, status_query)
