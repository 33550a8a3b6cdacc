"""somei agenda move-item."""

from typing import Annotated

import typer

from somei_cli.actions.agenda import items
from somei_cli.commands.agenda.options import Agenda, ItemNumber
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register


def move_item(
    agenda: Agenda,
    item: ItemNumber,
    to: Annotated[int, typer.Option("--to", min=1, metavar="M", help="Its new place, counted from 1.")],
    act: Act,
) -> None:
    """Move an item of a draft agenda.

    In a first draft the items get new numbers. In a revised agenda a printed number stays with its item.
    """
    act.answer(items.move_item(open_register(), agenda, item, to, act.circumstances()))
