"""The catalogue: every rule in order, selected by code or area."""

import difflib
from collections.abc import Iterable, Mapping

from somei_cli.errors import NotFound
from somei_cli.model.register.settings import HouseRule
from somei_cli.rules.areas import RETIRED_CODES, history_content, history_numbers, irregular_commits, other_lists
from somei_cli.rules.definition.findings import UNREADABLE
from somei_cli.rules.definition.rule import Rule
from somei_cli.rules.state_rules import AREAS, STATE_RULES, by_code, rules_of, with_house_rules

CATALOGUE = by_code(
    (*STATE_RULES.values(), *rules_of((history_content, history_numbers, irregular_commits, other_lists)))
)
"""Every rule by its code, in the order of the areas."""


def can_be_waived(code: str, house: Iterable[HouseRule] = ()) -> bool:
    """Whether a waiver may name this code."""
    if code in CATALOGUE:
        return CATALOGUE[code].can_be_waived
    return any(rule.code == code for rule in house)


def next_code(area: str) -> str:
    """Return the code that a new rule of this area takes: the one after all that are used and all that are retired."""
    codes = (code for code in (*CATALOGUE, *RETIRED_CODES) if code.rstrip("0123456789") == area)
    return f"{area}{max(int(code.removeprefix(area)) for code in codes) + 1:03}"


def all_rules(house: tuple[HouseRule, ...]) -> Mapping[str, Rule]:
    """Return the catalogue, and behind it the rules of the house, by their codes."""
    return with_house_rules(CATALOGUE, house)


def select_rules(
    select: Iterable[str] = (), ignore: Iterable[str] = (), house: tuple[HouseRule, ...] = ()
) -> tuple[Rule, ...]:
    """Return the rules that these codes and areas select, in order; FILE001 is always among them.

    `house` are the rules of the register's own.

    Raises:
        NotFound: if a word is not a rule or an area: a misspelt code must not make a check pass.
    """
    rules = all_rules(house)
    selected, ignored = _codes_of(select, rules) or frozenset(rules), _codes_of(ignore, rules)
    return tuple(
        rule for code, rule in rules.items() if code == UNREADABLE or (code in selected and code not in ignored)
    )


def _codes_of(words: Iterable[str], rules: Mapping[str, Rule]) -> frozenset[str]:
    selected: set[str] = set()
    for word in words:
        typed = word.strip().upper()
        codes = {typed} if typed in rules else {code for code, rule in rules.items() if rule.area == typed}
        if not codes:
            raise _unknown_code(word, "a rule or an area of rules", rules)
        selected |= codes
    return frozenset(selected)


def _unknown_code(typed: str, expected: str, rules: Iterable[str]) -> NotFound:
    near = difflib.get_close_matches(typed.strip().upper(), [*rules, *AREAS], n=3, cutoff=0.5)
    listing = "All of them: somei explain --all"
    return NotFound(f"“{typed}” is not {expected}.", f"Near it: {', '.join(near)}. {listing}" if near else listing)
