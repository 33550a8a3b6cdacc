"""The table of presidencies that somei brings along; it is the same for every register.

The rules for holidays that somei brings along.
"""

from somei_cli.formats.toml.calendar_tables import HOLIDAYS_FILE, PRESIDENCIES_FILE, load_holidays, load_presidencies
from somei_cli.model.working_days import Holidays, Presidencies
from somei_cli.store.disk.packaged_data import data_text


def packaged_presidencies() -> Presidencies:
    """Every term from 2009 to 2030."""
    return load_presidencies(data_text(PRESIDENCIES_FILE))


def packaged_holidays() -> Holidays:
    """The rules for the holidays, which are the same for every register."""
    return load_holidays(data_text(HOLIDAYS_FILE))
