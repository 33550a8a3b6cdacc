"""The arguments and options that the commands about agendas share."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.commands import params
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace

Agenda = Annotated[
    DocumentNumber,
    typer.Argument(parser=params.number, metavar="AGENDA", help="Its number: 13735/19.", show_default=False),
]
ItemNumber = Annotated[
    ItemPlace,
    typer.Argument(parser=ItemPlace.parse, metavar="N", help="The item, as printed; N/1: a line.", show_default=False),
]
Issued = Annotated[
    date | None,
    typer.Option("--date", parser=params.day, metavar="D", help="Day of issue; else today.", show_default=False),
]
