"""The state of one thing that somei needs, and what was done about it."""

from enum import StrEnum
from typing import NamedTuple


class Health(StrEnum):
    """Whether a thing is in order."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


class Examined(NamedTuple):
    """One thing that was examined, with its state."""

    thing: str
    health: Health
    words: str


class Repair(StrEnum):
    """What happened to one thing that was not in order."""

    MENDED = "mended"
    WOULD = "would be mended"
    LEFT = "left"


class Repaired(NamedTuple):
    """One thing in a clone that was not in order, with what happened to it."""

    thing: str
    repair: Repair
    words: str
