"""The moment as of which a register is read: the end of a day, or a commit."""

from datetime import date
from typing import NamedTuple


class Moment(NamedTuple):
    """The end of a day, or a commit by any name that git knows; without both, the files as they are now."""

    day: date | None = None
    revision: str | None = None


NOW = Moment()
