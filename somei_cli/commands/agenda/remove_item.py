"""somei agenda remove-item."""

from somei_cli.actions.agenda import items
from somei_cli.commands.agenda.options import Agenda, ItemNumber
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register


def remove_item(
    agenda: Agenda,
    item: ItemNumber,
    act: Act,
) -> None:
    """Remove an item from a draft.

    It removes an item, or a line below one. The items after it get new numbers, and whatever names them follows. An
    item that was printed is withdrawn instead: somei agenda withdraw-item
    """
    act.answer(items.remove_item(open_register(), agenda, item, act.circumstances()))
