"""The rules for holidays that somei brings along."""

from somei_cli.formats.toml import holidays
from somei_cli.model.working_days import Holidays
from somei_cli.store.disk.packaged_data import data_text


def packaged_holidays() -> Holidays:
    """The rules for the holidays, which are the same for every register."""
    return holidays.load(data_text(holidays.FILE))
