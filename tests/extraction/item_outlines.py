"""What tests of agendas and records share: their letterhead, and the items that were read, in short form."""

from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.items_and_follow_ups import Item

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nOJ CRP2 31\n\n"
AGENDA = f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Working Party on Lamps\n\n"


def items(reading: Reading) -> tuple[Item, ...]:
    """Return the items that were read."""
    found = reading.fields.get("items", ())
    assert isinstance(found, tuple)
    assert all(isinstance(item, Item) for item in found)
    return found


def outline(reading: Reading) -> list[object]:
    """Return the number and title of each item, with the titles of its sub-items if it has any."""
    return [
        (item.number, item.title, [sub.title for sub in item.subitems]) if item.subitems else (item.number, item.title)
        for item in items(reading)
    ]
