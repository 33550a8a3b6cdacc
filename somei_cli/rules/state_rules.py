"""The rules about one state of a register: all of the catalogue but those about its history and about a list of others.

Most checks need no more of the catalogue, and the others load much of the model.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType, ModuleType

from somei_cli.model.register.settings import HouseRule
from somei_cli.rules.areas import (
    access,
    access_request_files,
    agenda_documents,
    agenda_meetings,
    follow_ups,
    git_setup,
    number_families,
    waivers,
)
from somei_cli.rules.definition.rule import Rule
from somei_cli.rules.document_errors import AREAS_OF_DOCUMENTS

AREAS: Mapping[str, str] = MappingProxyType(
    {
        "FILE": "the form of the files, and waivers",
        "NUM": "numbers, suffixes, families and series",
        "DATE": "days",
        "XREF": "cross-references",
        "CODE": "subject codes and their serials",
        "MARK": "markings, classified information, access",
        "AGD": "agendas, items and outcomes",
        "FUP": "follow-ups agreed at meetings",
        "TEXT": "characters",
        "HIST": "what became of the register, commit by commit",
        "GIT": "git: attributes, drivers, and how it holds the files",
        "REQ": "requests: what is kept beside the documents",
        "LIST": "a list of others, compared with the register",
    }
)
"""The letters of the codes, in order, and the subject of each area."""

_AREA_ORDER = tuple(AREAS)


def rules_of(modules: Iterable[ModuleType]) -> Iterable[Rule]:
    """Return the rules that some modules define."""
    return (member for module in modules for member in vars(module).values() if isinstance(member, Rule))


def by_code(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    """Return rules by their codes, in the order of the areas."""
    in_order = sorted(rules, key=lambda rule: (_AREA_ORDER.index(rule.area), rule.code))
    return MappingProxyType({rule.code: rule for rule in in_order})


STATE_RULES = by_code(
    rules_of(
        (
            *AREAS_OF_DOCUMENTS,
            access,
            access_request_files,
            agenda_documents,
            agenda_meetings,
            follow_ups,
            git_setup,
            number_families,
            waivers,
        )
    )
)
"""These rules by their codes."""


def with_house_rules(rules: Mapping[str, Rule], house: tuple[HouseRule, ...]) -> Mapping[str, Rule]:
    """Return rules by their codes, and behind them those of the house."""
    if not house:
        return rules
    from somei_cli.rules.house_rules import make_house_rules

    return {**rules, **{rule.code: rule for rule in make_house_rules(house)}}
