"""The table of presidencies that somei brings along; it is the same for every register."""

from somei_cli.model.presidencies import Presidencies
from somei_cli.store.packaged import data_text
from somei_cli.text import presidencies


def packaged_presidencies() -> Presidencies:
    """Every term from 2009 to 2030."""
    return presidencies.load(data_text(presidencies.FILE))
