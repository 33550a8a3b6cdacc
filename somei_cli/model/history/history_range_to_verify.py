"""The range in which a history is verified."""

from typing import NamedTuple


class HistoryRange(NamedTuple):
    """The revision to start from (None: the first commit), and whether a rewritten history is accepted."""

    since: str | None = None
    accept_rewritten: bool = False
