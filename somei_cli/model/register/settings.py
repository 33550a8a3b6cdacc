"""The settings of a register, from `somei.toml`."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

SCHEMA = 1
"""The version of the file format that this somei reads and writes."""


class LateNumbers(StrEnum):
    """How an item is numbered that is added when the agenda's numbers are printed: 4 bis, or 4.1."""

    BIS = "bis"
    POINT = "point"


class PublicUnmarked(StrEnum):
    """What the public sees of an import without a marking until a person says that its text is public."""

    TEXT = "text"
    ENTRY = "entry"


class Waiver(NamedTuple):
    """A rule that the register waives, for everything or for one document, until a day.

    `line` is its line in somei.toml; 0 for a waiver in the file of a document.
    """

    code: str
    reason: str
    document: str | None = None
    owner: str | None = None
    until: date | None = None
    line: int = 0


class Operator(StrEnum):
    """What a rule of the house requires of the values of a field."""

    IS = "is"
    ONE_OF = "one_of"
    NONE_OF = "none_of"
    HAS = "has"
    MATCHES = "matches"
    PRESENT = "present"


class FieldTest(NamedTuple):
    """A requirement on one field: its keys in a file, as `meeting.body`, and the values or the pattern, as written.

    `PRESENT` has no value if the field must be absent.
    """

    field: str
    operator: Operator
    values: tuple[str, ...] = ()


class HouseRule(NamedTuple):
    """A rule of the register's own: documents that pass all `conditions` must pass all `requirements` too.

    `line` is its line in somei.toml.
    """

    code: str
    severity: str
    sentence: str
    hint: str
    conditions: tuple[FieldTest, ...]
    requirements: tuple[FieldTest, ...]
    line: int = 0


class TwoPersons(NamedTuple):
    """The acts that a second person must approve."""

    lower_marking: bool = False
    void_number: bool = False
    alter_agenda: bool = False


class FileKeeping(NamedTuple):
    """Whether a clone keeps a copy of each imported file, outside of its commits."""

    keep: bool = True


class Settings(NamedTuple):
    """Name and habits of a register. `complete` says whether it holds every number of its series.

    `deadlines` are days before a meeting, by the key of the body, if they differ from the Rules of Procedure.
    `review_months` is the time after which a restricted document is reviewed, 0 for never. `public_unmarked` is what
    the public sees of imports without a marking that nobody has confirmed, by default only the entry;
    `has_public_unmarked` is whether the file says it. `public_fields` are
    fields that are public only if a register wants it. `searches` are saved searches by name, as typed. `rules` are
    rules of the house. `strange` are unknown keys with their lines; one of another setting has its name before it, as
    `public_fields.text`. `deadline_lines` are the lines of `deadlines`.
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
    public_unmarked: PublicUnmarked = PublicUnmarked.ENTRY
    public_fields: tuple[str, ...] = ()
    two_persons: TwoPersons = TwoPersons()
    files: FileKeeping = FileKeeping()
    searches: Mapping[str, str] = MappingProxyType({})
    rules: tuple[HouseRule, ...] = ()
    strange: tuple[tuple[str, int], ...] = ()
    deadline_lines: Mapping[str, int] = MappingProxyType({})
    has_public_unmarked: bool = True

    @property
    def has_default_time_zone(self) -> bool:
        """Whether the time zone is the default one, which every system knows."""
        return self.time_zone == type(self)().time_zone
