"""Explain a word: a rule, a number, a subject code, a marking or an abbreviation."""

import difflib
from collections.abc import Iterator

from somei_cli.errors import NotFound, SomeiError
from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.model.explanations import OWN_WORDS, Explanation, explain_number, explain_term
from somei_cli.model.register.settings import HouseRule
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.rule import Rule
from somei_cli.rules.house_rules import describe_tests, reason_of
from somei_cli.store.register.register import Register

_ALL = "What is known here: somei explain --all, somei codes list, somei bodies list"


def explain(word: str, vocabulary: Vocabulary, register: Register | None) -> tuple[Explanation, ...]:
    """Return every meaning of a word.

    Raises:
        NotFound: if it has none; it names similar words.
    """
    meanings = tuple(_list_meanings(word, vocabulary, register))
    if not meanings:
        house = (rule.code for rule in _house_rules(register))
        names = [
            *CATALOGUE,
            *house,
            *(c.name for c in vocabulary.codes),
            *(s for t in vocabulary.terms for s in t.spellings),
            *OWN_WORDS,
        ]
        similar = difflib.get_close_matches(word, names, n=4, cutoff=0.6)
        raise NotFound(f"“{word}” is not known here.", "Near it: " + ", ".join(similar) if similar else _ALL)
    return meanings


def explain_rule(rule: Rule) -> Explanation:
    """Return the explanation of a rule: its title and the reason for it."""
    parts = (("severity", str(rule.severity)), ("scope", str(rule.scope)), ("reason", _unwrapped(rule.reason)))
    return Explanation(rule.code, "rule", rule.title, parts)


def _unwrapped(text: str) -> str:
    """Remove the line breaks of the source from paragraphs."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def explain_house_rule(rule: HouseRule) -> Explanation:
    """Return the explanation of a rule of the house: what it requires, of which documents, and where that is said."""
    conditions = (("if", describe_tests(rule.conditions)),) if rule.conditions else ()
    parts = (
        ("severity", rule.severity),
        ("scope", "document"),
        *conditions,
        ("then", describe_tests(rule.requirements)),
        ("reason", reason_of(rule)),
        ("where", f"somei.toml, line {rule.line}"),
    )
    return Explanation(rule.code, "rule", rule.sentence.rstrip("."), parts)


def explain_all_rules(register: Register | None) -> tuple[Explanation, ...]:
    """Return the explanations of all rules, in order of their codes; those of the house come last."""
    house = sorted(_house_rules(register), key=lambda rule: rule.code)
    return (*map(explain_rule, CATALOGUE.values()), *map(explain_house_rule, house))


def _house_rules(register: Register | None) -> tuple[HouseRule, ...]:
    return register.settings.rules if register else ()


def _list_meanings(word: str, vocabulary: Vocabulary, register: Register | None) -> Iterator[Explanation]:
    rule = CATALOGUE.get(word.upper())
    if rule:
        yield explain_rule(rule)
        return
    house = [rule for rule in _house_rules(register) if rule.code == word.upper()]
    if house:
        yield from map(explain_house_rule, house)
        return
    try:
        number = read_number(word)
    except SomeiError:
        yield from explain_term(word, vocabulary)
        return
    explained = explain_number(number)
    if register is not None:
        status = "registered" if register.find(number) else "not in this register"
        explained = explained._replace(parts=(*explained.parts, ("here", status)))
    yield explained
