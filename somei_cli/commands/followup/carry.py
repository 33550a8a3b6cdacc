"""somei followup carry."""

from typing import Annotated

import typer

from somei_cli.actions.followup import followups
from somei_cli.commands.followup import options as following_up
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import FollowUpName, ItemPlace


def carry_follow_ups(
    agenda: Annotated[
        DocumentNumber,
        typer.Argument(parser=params.number, metavar="AGENDA", help="A draft, as 5000/20.", show_default=False),
    ],
    names: Annotated[
        list[FollowUpName] | None,
        typer.Argument(parser=following_up.follow_up, metavar="[ID]...", help="Only these.", show_default=False),
    ] = None,
    item: Annotated[
        ItemPlace | None,
        typer.Option(
            "--item",
            parser=ItemPlace.parse,
            metavar="N",
            help="Below this item; else below one of its own.",
            show_default=False,
        ),
    ] = None,
    *,
    act: Act,
) -> None:
    """Put the open follow-ups of a body on the draft of its next agenda, each with its name.

    What the agenda names already is passed over.
    """
    act.answer(followups.carry_follow_ups(open_register(), agenda, names or (), item, act.circumstances()))
