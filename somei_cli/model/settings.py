"""The settings of one register, as `somei.toml` holds them."""

from datetime import date
from typing import NamedTuple

SCHEMA = 1
"""The form of the files that this version writes and reads."""


class Waiver(NamedTuple):
    """A rule that the register lets pass, everywhere or for one document, until a day."""

    code: str
    reason: str
    document: str | None = None
    owner: str | None = None
    until: date | None = None


class Settings(NamedTuple):
    """Name and habits of a register; `complete` says whether every number of its series is held."""

    name: str = "Register of documents"
    place: str = "Brussels"
    time_zone: str = "Europe/Brussels"
    complete: bool = False
    own_series: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
