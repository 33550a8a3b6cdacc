"""The rules for the Council's holidays that somei brings along, from TOML."""

from collections.abc import Iterator, Mapping
from typing import Any

from somei_cli.formats.toml.parser import read_toml
from somei_cli.model.working_days import Feast, Holidays

FILE = "holidays.toml"


def load(text: str) -> Holidays:
    """Read the rules; they come with the program, so that a fault in them is a fault of somei."""
    table = read_toml(text)
    fixed = (feast for row in table["fixed"] for feast in _fixed(row))
    movable = (Feast(row["name"], from_easter=row["days"], **_bounds(row)) for row in table["easter"])
    return Holidays((*fixed, *movable), table["first"], table["last"])


def _fixed(row: Mapping[str, Any]) -> Iterator[Feast]:
    """A day, or all days up to another one of the same month."""
    month, first = map(int, row["day"].split("-"))
    _, last = map(int, row.get("to", row["day"]).split("-"))
    for day in range(first, last + 1):
        yield Feast(row["name"], month, day, **_bounds(row))


def _bounds(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("place", "since", "until") if key in row}
