"""Explain a word: a rule, a number, a subject code, a marking or an abbreviation."""

import difflib
from collections.abc import Iterator

from somei_cli.errors import NotFound, SomeiError
from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.model.explanations import Explanation, explain_number, explain_term
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.rule import Rule
from somei_cli.store.register.register import Register


def explain(word: str, vocabulary: Vocabulary, register: Register | None) -> tuple[Explanation, ...]:
    """Return every meaning of a word.

    Raises:
        NotFound: if it has none; it names similar words.
    """
    meanings = tuple(_list_meanings(word, vocabulary, register))
    if not meanings:
        names = [*CATALOGUE, *(c.name for c in vocabulary.codes), *(s for t in vocabulary.terms for s in t.spellings)]
        similar = difflib.get_close_matches(word, names, n=4, cutoff=0.6)
        raise NotFound(f"“{word}” is not known here.", "Near it: " + ", ".join(similar) if similar else "")
    return meanings


def explain_rule(rule: Rule) -> Explanation:
    """Return the explanation of a rule: its title and the reason for it."""
    parts = (("severity", str(rule.severity)), ("scope", str(rule.scope)), ("reason", _unwrapped(rule.reason)))
    return Explanation(rule.code, "rule", rule.title, parts)


def _unwrapped(text: str) -> str:
    """Remove the line breaks of the source from paragraphs."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def explain_all_rules() -> tuple[Explanation, ...]:
    """Return the explanations of all rules, in order of their codes."""
    return tuple(map(explain_rule, CATALOGUE.values()))


def _list_meanings(word: str, vocabulary: Vocabulary, register: Register | None) -> Iterator[Explanation]:
    rule = CATALOGUE.get(word.upper())
    if rule:
        yield explain_rule(rule)
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
