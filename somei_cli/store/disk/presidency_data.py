"""The table of presidencies that somei brings along; it is the same for every register."""

from somei_cli.formats.toml import presidencies
from somei_cli.model.working_days import Presidencies
from somei_cli.store.disk.packaged_data import data_text


def packaged_presidencies() -> Presidencies:
    """Every term from 2009 to 2030."""
    return presidencies.load(data_text(presidencies.FILE))
