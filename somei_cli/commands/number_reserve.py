"""somei number reserve."""

from typing import Annotated

import typer

from somei_cli.actions.numbers.allot import Wish, take, take_next
from somei_cli.commands import numbering, params
from somei_cli.commands.acts import asking
from somei_cli.commands.answers import open_register
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.number_allotment import MOST_AT_ONCE


def number_reserve(
    numbers: Annotated[
        list[DocumentNumber] | None,
        typer.Argument(
            parser=params.number, metavar="[NUMBER]…", help="Just these; else the next.", show_default=False
        ),
    ] = None,
    series: numbering.Series = None,
    year: numbering.Year = None,
    count: Annotated[
        int | None,
        typer.Option(
            "--count", min=1, max=MOST_AT_ONCE, metavar="N", help="So many, in one commit.", show_default=False
        ),
    ] = None,
    purpose: numbering.Purpose = None,
    offline: numbering.Offline = False,
    request: numbering.Request = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Reserve numbers for documents to come: the next ones, or those that another office gave you.

    They are told once they are yours. What is not used is given up with somei number release.
    """
    how = asking(message, request, dry_run=dry_run, quoted=quoted)
    if numbers and (series or year or count or offline):
        raise WrongUsage("The numbers say all themselves.", "Leave --series, --year, --count and --offline out.")
    register = open_register()
    if numbers:
        receipt = take(register, tuple(dict.fromkeys(numbers)), purpose, how)
    else:
        receipt = take_next(register, Wish(numbering.year_meant(year), series, purpose, offline), count or 1, how)
    numbering.answer_numbers(receipt, as_json=as_json)
