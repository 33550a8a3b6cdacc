"""somei agenda add-item."""

from typing import Annotated

import typer

from somei_cli.actions.drafting import put_item
from somei_cli.commands import params
from somei_cli.commands.acts import answer_receipt, circumstances
from somei_cli.commands.answers import open_register
from somei_cli.model.drafting import make_item
from somei_cli.model.items import ItemKind
from somei_cli.model.numbers import DocumentNumber


def agenda_add_item(
    agenda: params.Number,
    title: Annotated[str, typer.Argument(parser=params.line, metavar="TITLE", help="As it will be printed.")],
    sub: Annotated[
        list[str] | None,
        typer.Option("--sub", parser=params.line, metavar="TEXT", help="A line below it.", show_default=False),
    ] = None,
    doc: Annotated[
        list[DocumentNumber] | None,
        typer.Option("--doc", parser=params.number, metavar="N", help="A document of the item.", show_default=False),
    ] = None,
    kind: Annotated[
        ItemKind | None,
        typer.Option("--kind", parser=params.item_kind, metavar="K", help=", ".join(ItemKind), show_default=False),
    ] = None,
    at: Annotated[
        int | None,
        typer.Option("--at", min=1, metavar="N", help="Place; else before any other business.", show_default=False),
    ] = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Put an item on a draft agenda; the items behind it are numbered anew."""
    item = make_item(title, sub or (), doc or (), kind)
    receipt = put_item(open_register(), agenda, item, at, circumstances(message, dry_run=dry_run))
    answer_receipt(receipt, as_json=as_json)
