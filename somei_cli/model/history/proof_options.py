"""How a history is to be proved."""

from typing import NamedTuple


class HistoryRange(NamedTuple):
    """From which revision on, else all of it; and whether a history that was rewritten is accepted."""

    since: str | None = None
    accept_rewritten: bool = False
