"""Read the tables of Presidencies and of the Council's holidays that are shipped with somei."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from somei_cli.formats.toml.parser import read_toml
from somei_cli.model.council_calendar import Country, Feast, Holidays, Presidencies, PresidencyTerm

PRESIDENCIES_FILE = "presidencies.toml"


def load_presidencies(text: str) -> Presidencies:
    """Read the table of Presidencies; it is part of the program, so a fault in it is a bug of somei."""
    table = read_toml(text)
    countries = {
        code: Country(code, row["name"], row["adjective"], tuple(row.get("also", ())))
        for code, row in table["countries"].items()
    }
    terms: list[PresidencyTerm] = []
    for year, (spring, autumn) in sorted((int(year), pair) for year, pair in table["terms"].items()):
        terms.append(PresidencyTerm(countries[spring], date(year, 1, 1), date(year, 6, 30)))
        terms.append(PresidencyTerm(countries[autumn], date(year, 7, 1), date(year, 12, 31)))
    return Presidencies(tuple(terms))


HOLIDAYS_FILE = "holidays.toml"


def load_holidays(text: str) -> Holidays:
    """Read the rules of the holidays; they are part of the program, so a fault in them is a bug of somei."""
    table = read_toml(text)
    fixed = (feast for row in table["fixed"] for feast in _read_fixed_feasts(row))
    movable = (Feast(row["name"], from_easter=row["days"], **_read_bounds(row)) for row in table["easter"])
    return Holidays((*fixed, *movable), table["first"], table["last"])


def _read_fixed_feasts(row: Mapping[str, Any]) -> Iterator[Feast]:
    """Yield the feasts of a row: one day, or all days up to another one of the same month."""
    month, first = map(int, row["day"].split("-"))
    _, last = map(int, row.get("to", row["day"]).split("-"))
    for day in range(first, last + 1):
        yield Feast(row["name"], month, day, **_read_bounds(row))


def _read_bounds(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("place", "since", "until") if key in row}
