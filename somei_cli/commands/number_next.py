"""somei number next."""

from typing import Annotated

import typer

from somei_cli.actions.numbers.allot import Wish, take_next
from somei_cli.commands import numbering, params
from somei_cli.commands.acts import asking
from somei_cli.commands.answers import open_register
from somei_cli.model.numbers.number_allotment import MOST_AT_ONCE


def number_next(
    series: numbering.Series = None,
    year: numbering.Year = None,
    count: Annotated[
        int, typer.Option("--count", min=1, max=MOST_AT_ONCE, metavar="N", help="So many, in one commit.")
    ] = 1,
    purpose: numbering.Purpose = None,
    offline: numbering.Offline = False,
    request: numbering.Request = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Take the next number of the office's own series; it is told once it is yours.

    Where the branch follows a server, that is when the server holds it, and nobody else is given it. --dry-run tells
    which number would be next, and takes none.
    """
    how = asking(message, request, dry_run=dry_run, quoted=quoted)
    receipt = take_next(open_register(), Wish(numbering.year_meant(year), series, purpose, offline), count, how)
    numbering.answer_numbers(receipt, as_json=as_json)
