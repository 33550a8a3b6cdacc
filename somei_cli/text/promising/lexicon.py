"""The names that a text may use for those who meet and promise, as patterns."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from somei_cli.model.presidencies import Presidencies
from somei_cli.model.vocabulary import Vocabulary

_KINDS = frozenset({"agency", "institution", "body", "organisation", "person or function"})
# What the vocabulary of a register need not hold: everybody promises something some day.
_ALWAYS = (
    "European Commission",
    "Commission services",
    "Commission",
    "COM",
    "EEAS",
    "Council Secretariat",
    "Council General Secretariat",
    "General Secretariat of the Council",
    "General Secretariat",
    "Secretariat",
    "EU Member States",
    "Member States",
    "Member states",
    "EU MSs",
    "MSs",
    "MS",
    "Delegations",
    "delegations",
)
_NOTHING = "(?!)"
_PRESIDENCY = r"(?:[Ii]ncoming |[Cc]urrent |[Nn]ext |[Oo]utgoing )?(?:(?:{}) )?(?:Council )?Presidency"


class Lexicon(NamedTuple):
    """`actors` and `bodies` are alternations without groups, longest names first; `presidencies` gives the terms."""

    actors: str
    bodies: str
    presidencies: Presidencies


def lexicon(vocabulary: Vocabulary, presidencies: Presidencies) -> Lexicon:
    """The names of one register."""
    bodies = [name for body in vocabulary.bodies for name in (body.key, body.name)]
    bodies += [name for term in vocabulary.terms if term.kind == "body" for name in term.spellings]
    actors = [name for term in vocabulary.terms if term.kind in _KINDS for name in term.spellings]
    countries = [word for country in presidencies.countries for word in country.spellings]
    presidency = _PRESIDENCY.format(_any_of(countries))
    bare = (name.removeprefix("The ") for name in (*bodies, *actors, *_ALWAYS) if "Presidency" not in name)
    return Lexicon(rf"(?:{presidency}|{_any_of(bare)})(?![\w-])", rf"(?:{_any_of(bodies)})(?![\w-])", presidencies)


def _any_of(names: Iterable[str]) -> str:
    longest_first = sorted(set(names), key=lambda n: (-len(n), n))
    return "|".join(map(re.escape, longest_first)) or _NOTHING
