"""What of a history is read: the moment as of which a register is shown, and the range that is verified."""

from datetime import date
from typing import NamedTuple


class Moment(NamedTuple):
    """The end of a day, or a commit by any name that git knows; without both, the files as they are now."""

    day: date | None = None
    revision: str | None = None


NOW = Moment()


class HistoryRange(NamedTuple):
    """The revision to start from (None: the first commit), and whether a rewritten history is accepted."""

    since: str | None = None
    accept_rewritten: bool = False
