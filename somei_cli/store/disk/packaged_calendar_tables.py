"""Read the presidencies and the rules for holidays that are part of somei's package, the same for every register."""

from somei_cli.formats.toml.holidays_and_presidencies import (
    HOLIDAYS_FILE,
    PRESIDENCIES_FILE,
    load_holidays,
    load_presidencies,
)
from somei_cli.model.council_calendar import Holidays, Presidencies
from somei_cli.store.disk.packaged_data import read_data_text


def read_packaged_presidencies() -> Presidencies:
    """Return every presidency from 2009 to 2030."""
    return load_presidencies(read_data_text(PRESIDENCIES_FILE))


def read_packaged_holidays() -> Holidays:
    """Return the rules for the holidays."""
    return load_holidays(read_data_text(HOLIDAYS_FILE))
