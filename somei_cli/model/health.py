"""How one thing stands that somei needs, and what was done about it."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How one thing stands."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at."""

    thing: str
    health: Health
    words: str


class Repair(StrEnum):
    """What became of one thing that was amiss."""

    MENDED = "mended"
    WOULD = "would be mended"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Repaired:
    """One thing that was amiss in a clone."""

    thing: str
    repair: Repair
    words: str
