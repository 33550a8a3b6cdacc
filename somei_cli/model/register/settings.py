"""The settings of one register, as `somei.toml` holds them."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

SCHEMA = 1
"""The form of the files that this version writes and reads."""


class LateNumbers(StrEnum):
    """How an item is numbered that comes onto an agenda when its numbers are printed: 4 bis, or 4.1."""

    BIS = "bis"
    POINT = "point"


class PublicUnmarked(StrEnum):
    """What the public sees of an imported document without a marking before a person said that its text is public."""

    TEXT = "text"
    ENTRY = "entry"


class Waiver(NamedTuple):
    """A rule that the register lets pass, everywhere or for one document, until a day.

    `line` is where it stands in somei.toml; 0 for one in the file of a document.
    """

    code: str
    reason: str
    document: str | None = None
    owner: str | None = None
    until: date | None = None
    line: int = 0


class TwoPersons(NamedTuple):
    """Which steps a second person must approve."""

    lower_marking: bool = False
    void_number: bool = False
    alter_agenda: bool = False


class Settings(NamedTuple):
    """Name and habits of a register; `complete` says whether every number of its series is held.

    `deadlines` are days before a meeting, by the key of the body, where they differ from the Rules of Procedure;
    `review_months` after which a restricted document is looked at again, 0 for never; `public_unmarked` what
    is shown of imports without a marking that nobody has looked at, `text` where it is not set; `searches` are saved
    searches by their names, as they are typed; `strange` are keys that nobody reads, with their lines.
    """

    name: str = "Register of documents"
    place: str = "Brussels"
    time_zone: str = "Europe/Brussels"
    complete: bool = False
    own_series: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    late_items: LateNumbers = LateNumbers.BIS
    deadlines: Mapping[str, int] = MappingProxyType({})
    review_months: int = 60
    public_unmarked: PublicUnmarked = PublicUnmarked.TEXT
    two_persons: TwoPersons = TwoPersons()
    searches: Mapping[str, str] = MappingProxyType({})
    strange: tuple[tuple[str, int], ...] = ()
