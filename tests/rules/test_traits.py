"""What a rule is about: where one of its traits is missing, its judge says nothing."""

from collections.abc import Iterator, Sequence
from datetime import date

import pytest
from conftest import EVERYTHING
from extraction.typing_slips import slipped
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.builders import VOCABULARY, Case, entry_at, entry_of, note
from rules.examples import EXAMPLES
from strategies import documents

from somei_cli.formats.toml.document import dump
from somei_cli.model.document import Document
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.rule import Flaw, RegisterSubject, Rule, RuleContext, Scope
from somei_cli.rules.engine.dispatch import RuleRunner, run_rules

JUDGED = tuple(
    rule
    for rule in CATALOGUE.values()
    if rule.scope in set(Scope) - {Scope.HISTORY, Scope.CLONE, Scope.CHECK, Scope.LIST}
)
DAYS = (date(2020, 6, 1), date(2000, 1, 1))
SETTINGS = (Settings(), Settings(complete=True, own_series=("ST",)), Settings(complete=True, review_months=1))
Told = list[tuple[str, Flaw]]


def put(held: Sequence[DocumentFile], context: RuleContext) -> tuple[Told, Told]:
    """What all rules say of these files, chosen by traits and put plainly one after the other."""
    snapshot = Snapshot((entry.document for entry in held if entry.document), lambda: VOCABULARY, context.settings)
    bench = RuleRunner(JUDGED, context)
    chosen = [(rule, flaw) for rule, _, flaws in bench.judge_files(held) for flaw in flaws]
    families = [snapshot.family(base) for base in dict.fromkeys(document.number.base for document in snapshot)]
    chosen += [(rule, flaw) for rule, _, flaws in bench.judge_families(families) for flaw in flaws]
    chosen += [(rule, flaw) for rule, _, flaws in bench.judge_register(snapshot, (tuple(snapshot),)) for flaw in flaws]
    plain = [(rule.code, flaw) for rule in JUDGED for flaw in plainly(rule, held, snapshot, context)]
    return sorted_by_words((rule.code, flaw) for rule, flaw in chosen), sorted_by_words(plain)


def plainly(rule: Rule, held: Sequence[DocumentFile], snapshot: Snapshot, context: RuleContext) -> Iterator[Flaw]:
    subjects: Sequence[object] = [RegisterSubject(snapshot, tuple(snapshot))]
    if rule.scope is Scope.FILE:
        subjects = held
    elif rule.scope is Scope.DOCUMENT:
        subjects = [entry.document for entry in held if entry.document]
    elif rule.scope is Scope.FAMILY:
        subjects = [snapshot.family(base) for base in dict.fromkeys(document.number.base for document in snapshot)]
    for subject in subjects:
        yield from rule.judge(subject, context)


def sorted_by_words(told: Iterator[tuple[str, Flaw]] | Told) -> Told:
    return sorted(told, key=lambda one: (one[0], str(one[1])))


@pytest.mark.parametrize("code", [rule.code for rule in JUDGED])
@pytest.mark.parametrize("which", [0, 1], ids=["faulty", "sound"])
def test_choosing_by_traits_changes_nothing_in_any_example(code: str, which: int) -> None:
    held: Case = EXAMPLES[code][which]
    chosen, plain = put(held.entries, RuleContext(VOCABULARY, held.settings, DAYS[0]))
    assert chosen == plain


@given(st.lists(documents(), max_size=3), st.sampled_from(DAYS), st.sampled_from(SETTINGS))
@settings(max_examples=150 if EVERYTHING else 60)
def test_choosing_by_traits_changes_nothing_whatever_is_judged(
    held: list[Document], today: date, own: Settings
) -> None:
    one_of_each = {document.number: document for document in held}.values()
    chosen, plain = put([entry_of(document) for document in one_of_each], RuleContext(VOCABULARY, own, today))
    assert chosen == plain


@given(slipped(documents().map(dump)))
@settings(max_examples=300 if EVERYTHING else 100)
def test_choosing_by_traits_changes_nothing_however_a_file_is_written(text: str) -> None:
    chosen, plain = put([entry_at("documents/x.toml", text)], RuleContext(VOCABULARY, SETTINGS[0], DAYS[0]))
    assert chosen == plain


def test_every_rule_that_can_have_traits_has_them() -> None:
    """Those put to everything are few, and named here."""
    assert {rule.code for rule in JUDGED if not rule.traits} == {"NUM008", "TEXT008"}


@given(st.lists(slipped(documents().map(dump)), min_size=2, max_size=4))
@settings(max_examples=100 if EVERYTHING else 30)
def test_files_that_are_judged_together_are_judged_as_each_by_itself(texts: list[str]) -> None:
    bench = RuleRunner(JUDGED, RuleContext(VOCABULARY, SETTINGS[0], DAYS[0]))
    held = [entry_at(f"documents/{place}.toml", text) for place, text in enumerate(texts)]
    together = [(place, rule.code, flaws) for rule, place, flaws in bench.judge_files(held) if flaws]
    alone = [
        (place, rule.code, flaws)
        for place, entry in enumerate(held)
        for rule, _, flaws in bench.judge_files([entry])
        if flaws
    ]
    assert sorted(together, key=str) == sorted(alone, key=str)


def test_a_day_to_come_is_that_of_the_family_that_waits_for_it() -> None:
    today = date(2019, 12, 1)
    families = [(entry_of(note(f"{number}/19", date=day)),) for number, day in enumerate((DAYS[0], today), start=1)]
    judged = run_rules(RuleRunner(JUDGED, RuleContext(VOCABULARY, SETTINGS[0], today)), families)
    assert [family.turning_days for family in judged] == [{DAYS[0]}, set()]


@pytest.mark.parametrize(
    "words",
    "tba|t.b.c.|to be added|todo|fixme|lorem ipsum dolor|xx|n/a|na|n.a.|none|unknown|untitled|test|--|_".split("|"),
)
def test_a_placeholder_is_found_whatever_its_case(words: str) -> None:
    context = RuleContext(VOCABULARY, Settings(), DAYS[0])
    for spelling in (words, words.upper(), words.title(), f" {words}"):
        assert list(CATALOGUE["TEXT008"].judge(note(subject=spelling), context)), spelling
