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
    """Remove an item from a draft, or a line below an item.

    The items behind it are numbered anew, with what names them. An item that was printed stays: withdraw it.

    Example: somei agenda remove-item 13735/19 4
    """
    act.answer(items.remove_item(open_register(), agenda, item, act.circumstances()))
