"""The state of one thing that somei needs, and what was done about it."""

from enum import StrEnum
from typing import NamedTuple


class Health(StrEnum):
    """Whether a thing is in order."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


class HealthItem(NamedTuple):
    """One thing that was examined, with its state."""

    topic: str
    health: Health
    message: str


class Repair(StrEnum):
    """What happened to one thing that was not in order."""

    REPAIRED = "mended"
    PLANNED = "would be mended"
    LEFT = "left"


class RepairItem(NamedTuple):
    """One thing in a clone that was not in order, with what happened to it."""

    topic: str
    repair: Repair
    message: str
