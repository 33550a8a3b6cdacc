"""somei add."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.actions import add
from somei_cli.actions.numbers.reservations import NumberRequest
from somei_cli.commands.shared import allotment_options as numbering
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.act import answer_receipt, circumstances_of_request
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.errors import WrongUsage
from somei_cli.model.document import Document, Meeting, Status
from somei_cli.model.numbers.provisional_numbers import placeholder_number


def add_document(
    number: Annotated[
        str, typer.Argument(metavar="NUMBER|next", help="As printed: 15070/19; or next of the own series.")
    ],
    subject: Annotated[
        str,
        typer.Option("--subject", parser=params.line, metavar="TEXT", help="The field Subject.", show_default=False),
    ],
    type_: Annotated[
        str | None,
        typer.Option("--type", parser=params.line, metavar="T", help="Heading, as NOTE.", show_default=False),
    ] = None,
    dated: Annotated[
        date | None, typer.Option("--date", parser=params.day, metavar="D", help="Day of issue.", show_default=False)
    ] = None,
    place: Annotated[
        str | None,
        typer.Option("--place", parser=params.line, metavar="TOWN", help="Before the date.", show_default=False),
    ] = None,
    originator: Annotated[
        str | None, typer.Option("--from", parser=params.line, metavar="T", help="Originator.", show_default=False)
    ] = None,
    addressee: Annotated[
        str | None, typer.Option("--to", parser=params.line, metavar="T", help="Addressee.", show_default=False)
    ] = None,
    marking: Annotated[
        str | None, typer.Option("--marking", metavar="M", help="As LIMITE.", show_default=False)
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option("--lang", metavar="XX", help="Original language, as en.", show_default=False)
    ] = None,
    code: params.Code = None,
    body: Annotated[
        str | None,
        typer.Option("--body", parser=params.line, metavar="B", help="Body that met, as SOMEI.", show_default=False),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option("--on", parser=params.day, metavar="D", help="Day of the meeting.", show_default=False),
    ] = None,
    *,
    new_code: params.NewCode = None,
    series: numbering.Series = None,
    year: numbering.Year = None,
    offline: numbering.Offline = False,
    request: numbering.Request = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Enter a document by hand, as one commit.

    A code without a serial takes the next free one of the year of the number. With next, the document is a draft under
    the next number of the office's own series.
    """
    typed_number = params.number_or_next(number)
    if typed_number and (series or year or offline):
        raise WrongUsage(f"{typed_number} says all itself.", "--series, --year and --offline go with next.")
    wish = None if typed_number else NumberRequest(numbering.year_meant(year), series, None, offline)
    register = open_register()
    document = Document(
        number=typed_number or placeholder_number(session.today().year),
        status=Status.DRAFT if wish else Status.ISSUED,
        type=type_,
        subject=subject,
        date=dated,
        place=place,
        languages=tuple(map(params.language, language or ())),
        marking=params.marking_or_none(marking) if marking else None,
        originator=originator,
        addressee=addressee,
        meeting=Meeting(body=body, start=on) if body or on else None,
    )
    receipt = add.add_document(
        register,
        document,
        code or (),
        new_title=new_code,
        wish=wish,
        circumstances=circumstances_of_request(message, request, dry_run=dry_run, quoted=quoted),
    )
    answer_receipt(receipt, as_json=as_json)
