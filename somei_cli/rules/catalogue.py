"""The catalogue: every rule in order, selected by code or area."""

import difflib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from somei_cli.errors import NotFound
from somei_cli.rules.areas import access, agendas, dates, history_numbers, markings, numbers, text, waivers
from somei_cli.rules.areas import access_request_files as requests
from somei_cli.rules.areas import agenda_documents as papers
from somei_cli.rules.areas import agenda_meetings as meetings
from somei_cli.rules.areas import agenda_meetings as outcomes
from somei_cli.rules.areas import agendas as adoptions
from somei_cli.rules.areas import agendas as items
from somei_cli.rules.areas import dates as periods
from somei_cli.rules.areas import faulty_references as followers
from somei_cli.rules.areas import faulty_references as references
from somei_cli.rules.areas import file_form as form
from somei_cli.rules.areas import file_form as sources
from somei_cli.rules.areas import follow_ups as followups
from somei_cli.rules.areas import follow_ups as promises
from somei_cli.rules.areas import git_setup as clones
from somei_cli.rules.areas import history_content as history_agendas
from somei_cli.rules.areas import history_content as history_lives
from somei_cli.rules.areas import history_content as history_persons
from somei_cli.rules.areas import irregular_commits as history_files
from somei_cli.rules.areas import irregular_commits as history_lines
from somei_cli.rules.areas import markings as secrets
from somei_cli.rules.areas import number_families as chains
from somei_cli.rules.areas import numbers as families
from somei_cli.rules.areas import reference_targets as readers
from somei_cli.rules.areas import reference_targets as targets
from somei_cli.rules.areas import subject_codes as codes
from somei_cli.rules.areas import subject_codes as counters
from somei_cli.rules.areas import text as damage
from somei_cli.rules.definition.findings import UNREADABLE
from somei_cli.rules.definition.rule import Rule, Scope

AREAS: Mapping[str, str] = MappingProxyType(
    {
        "FILE": "the form of the files, and waivers",
        "NUM": "numbers, suffixes, families and series",
        "DATE": "days",
        "XREF": "cross-references",
        "CODE": "subject codes and their serials",
        "MARK": "markings, classified information, access",
        "AGD": "agendas, items and outcomes",
        "FUP": "promises made at meetings",
        "TEXT": "characters",
        "HIST": "what became of the register, commit by commit",
        "GIT": "git: attributes, drivers, and how it holds the files",
        "REQ": "requests: what is kept beside the documents",
    }
)
"""The letters of the codes, in order, and the subject of each area."""

_MODULES = (
    form,
    sources,
    waivers,
    numbers,
    families,
    chains,
    dates,
    periods,
    references,
    targets,
    readers,
    followers,
    codes,
    counters,
    markings,
    access,
    secrets,
    agendas,
    items,
    papers,
    meetings,
    outcomes,
    adoptions,
    followups,
    promises,
    text,
    damage,
    history_numbers,
    history_agendas,
    history_lives,
    history_files,
    history_lines,
    history_persons,
    clones,
    requests,
)
_AREA_ORDER = tuple(AREAS)

CATALOGUE: Mapping[str, Rule] = MappingProxyType(
    {
        rule.code: rule
        for rule in sorted(
            (member for module in _MODULES for member in vars(module).values() if isinstance(member, Rule)),
            key=lambda rule: (_AREA_ORDER.index(rule.area), rule.code),
        )
    }
)
"""Every rule by its code, in the order of the areas."""

_NEVER_WAIVED = frozenset((UNREADABLE, "HIST015", "HIST016"))
"""One person can write a waiver: it must not excuse what two must agree on, or a rewritten history."""


def can_be_waived(code: str) -> bool:
    """Whether a waiver may name this code: not those above, nor the rules about waivers."""
    return code not in _NEVER_WAIVED and code in CATALOGUE and CATALOGUE[code].scope is not Scope.CHECK


def select_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules that these codes and areas select, in order; FILE001 is always among them.

    Raises:
        NotFound: if a word is not a rule or an area: a misspelt code must not make a check pass.
    """
    selected, ignored = _codes_of(select) or frozenset(CATALOGUE), _codes_of(ignore)
    return tuple(
        rule for code, rule in CATALOGUE.items() if code == UNREADABLE or (code in selected and code not in ignored)
    )


def _codes_of(words: Iterable[str]) -> frozenset[str]:
    selected: set[str] = set()
    for word in words:
        typed = word.strip().upper()
        codes = {typed} if typed in CATALOGUE else {code for code, rule in CATALOGUE.items() if rule.area == typed}
        if not codes:
            raise _unknown_code(word, "a rule or an area of rules")
        selected |= codes
    return frozenset(selected)


def _unknown_code(typed: str, expected: str) -> NotFound:
    near = difflib.get_close_matches(typed.strip().upper(), [*CATALOGUE, *AREAS], n=3, cutoff=0.5)
    listing = "All of them: somei explain --all"
    return NotFound(f"“{typed}” is not {expected}.", f"Near it: {', '.join(near)}. {listing}" if near else listing)
