"""The rules for holidays that somei brings along."""

from somei_cli.model.calendars import Holidays
from somei_cli.store.packaged import data_text
from somei_cli.text import holidays


def packaged_holidays() -> Holidays:
    """The rules for the holidays, which are the same for every register."""
    return holidays.load(data_text(holidays.FILE))
