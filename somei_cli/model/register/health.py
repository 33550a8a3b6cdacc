"""How one thing stands that somei needs, and what was done about it."""

from enum import StrEnum
from typing import NamedTuple


class Health(StrEnum):
    """How one thing stands."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


class Examined(NamedTuple):
    """One thing that was looked at."""

    thing: str
    health: Health
    words: str


class Repair(StrEnum):
    """What became of one thing that was amiss."""

    MENDED = "mended"
    WOULD = "would be mended"
    LEFT = "left"


class Repaired(NamedTuple):
    """One thing that was amiss in a clone."""

    thing: str
    repair: Repair
    words: str
