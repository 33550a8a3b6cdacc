"""somei check."""

import sys
from typing import Annotated

import typer

from somei_cli.actions.checking import check_register
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer, open_register
from somei_cli.commands.proving import rules_asked, tell_remarks, wanted_proof
from somei_cli.model.numbers import DocumentNumber
from somei_cli.render.findings import FORMATTERS, CheckFormat, findings_view, summary
from somei_cli.render.streams import write
from somei_cli.render.view import Format
from somei_cli.rules.findings import Severity


def _format(typed: str) -> CheckFormat:
    return CheckFormat(params.one_of(CheckFormat, typed, "the format"))


def _severity(typed: str) -> Severity:
    return Severity(params.one_of(Severity, typed, "the severity"))


def check(
    numbers: Annotated[
        list[DocumentNumber] | None,
        typer.Argument(parser=params.number, metavar="[NUMBER]…", help="Only these documents.", show_default=False),
    ] = None,
    form: Annotated[
        CheckFormat | None,
        typer.Option(
            "--format",
            parser=_format,
            metavar="FORMAT",
            help="table, concise, json, jsonl, junit, sarif or github.",
            show_default=False,
        ),
    ] = None,
    fail_on: Annotated[
        Severity,
        typer.Option("--fail-on", parser=_severity, metavar="S", help="error, warning or info: status 1 from here on."),
    ] = Severity.ERROR,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODE", help="Only these rules or areas, as XREF.", show_default=False),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODE", help="Without these rules or areas.", show_default=False),
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="Prove the history too, commit by commit.")] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="REV", help="With --history: only from here on.", show_default=False),
    ] = None,
    accept_rewritten: Annotated[
        bool, typer.Option("--accept-rewritten", help="With --history: take a rewritten history for the right one.")
    ] = False,
    as_json: params.AsJson = False,
) -> int:
    """Check the register: status 0 when in order, 1 with findings, 3 where a file could not be read.

    A file that cannot be read is reported, and all others are checked all the same.
    """
    report = check_register(
        open_register(),
        numbers or (),
        today=session.today(),
        select=_words(select),
        ignore=_words(ignore),
        history=wanted_proof(since, asked=history, accept_rewritten=accept_rewritten),
    )
    form = CheckFormat.JSON if as_json else form or (CheckFormat.TABLE if sys.stdout.isatty() else CheckFormat.CONCISE)
    if form is not CheckFormat.TABLE:
        write(FORMATTERS[form](report, rules_asked(report)))
    elif report.findings:
        answer(findings_view(report), how=Format.TABLE)
    tell_remarks(report.history)
    session.tell(summary(report))
    if report.unread:
        return 3
    return 1 if any(f.severity >= fail_on for f in report.findings) else 0


def _words(given: list[str] | None) -> tuple[str, ...]:
    return tuple(word.strip().upper() for one in given or () for word in one.split(",") if word.strip())
