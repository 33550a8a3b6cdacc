"""What somei needs in a clone: the state of each thing, what was done about it, and what was set up anew."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Health(StrEnum):
    """Whether a thing is in order."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


class HealthItem(NamedTuple):
    """One thing that was examined, with its state, and whether commands that write are refused because of it."""

    topic: str
    health: Health
    message: str
    refuses_acts: bool = False


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


class DriverSetup(NamedTuple):
    """What was set up, or would be: the changed settings, whether .gitattributes changed, and the commit of that."""

    settings: Mapping[str, str]
    attributes: bool
    commit: str | None


class NewRegister(NamedTuple):
    """A register that was started, or would be: its files and its commit."""

    files: tuple[str, ...]
    commit: str | None


class InitResult(NamedTuple):
    """The folder of a register, what was started there, and what was set up for git; None if that was not asked."""

    folder: Path
    started: NewRegister | None
    drivers: DriverSetup | None
