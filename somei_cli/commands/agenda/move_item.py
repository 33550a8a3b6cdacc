"""somei agenda move-item."""

from typing import Annotated

import typer

from somei_cli.actions.agenda import items
from somei_cli.commands.agenda.options import Agenda, ItemNumber
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import answer_receipt, gather_circumstances
from somei_cli.commands.shared.open_and_show import open_register


def move_item(
    agenda: Agenda,
    item: ItemNumber,
    to: Annotated[int, typer.Option("--to", min=1, metavar="M", help="Its new place, counted from 1.")],
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Move an item of a draft agenda to another place.

    Items of a first draft are numbered anew; in a revised agenda a printed number goes with its item.
    """
    circumstances = gather_circumstances(message, dry_run=dry_run, quoted=quoted)
    answer_receipt(items.move_item(open_register(), agenda, item, to, circumstances), as_json=as_json)
