"""somei number release."""

from typing import Annotated

import typer

from somei_cli.actions.numbers.allot import give_up
from somei_cli.commands import numbering, params
from somei_cli.commands.acts import answer_receipt, asking
from somei_cli.commands.answers import open_register


def number_release(
    number: params.Number,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", "-m", "--message", parser=params.line, metavar="TEXT", help="Why.", show_default=False
        ),
    ],
    approved_by: params.ApprovedBy = None,
    request: numbering.Request = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> None:
    """Give up a number that was not used: it stays as void, with the reason, and is never given again."""
    how = asking(None, request, dry_run=dry_run, approved_by=approved_by, quoted=quoted)
    answer_receipt(give_up(open_register(), number, reason, how), as_json=as_json)
