"""somei followup carry."""

from typing import Annotated

from somei_cli.actions.followup import followups
from somei_cli.commands.followup import options as following_up
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import FollowUpName, ItemPlace


def carry_follow_ups(
    agenda: Annotated[DocumentNumber, params.argument("AGENDA", "A draft, as 5000/20.", params.number_in_register)],
    names: Annotated[list[FollowUpName] | None, params.argument("[ID]…", "Only these.", following_up.follow_up)] = None,
    item: Annotated[
        ItemPlace | None, params.option("--item", "N", "Below this item; else below one of its own.", ItemPlace.parse)
    ] = None,
    *,
    act: Act,
) -> None:
    """Put the open follow-ups of a body on its next agenda.

    Each comes with its name. Those that the agenda names already are left out.
    """
    act.answer(followups.carry_follow_ups(open_register(), agenda, names or (), item, act.circumstances()))
