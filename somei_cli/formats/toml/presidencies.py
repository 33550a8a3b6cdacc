"""The table of Presidencies that somei brings along, from TOML."""

from datetime import date

from somei_cli.formats.toml.parser import read_toml
from somei_cli.model.working_days import Country, Presidencies, PresidencyTerm

FILE = "presidencies.toml"


def load(text: str) -> Presidencies:
    """Read the table; it comes with the program, so that a fault in it is a fault of somei."""
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
