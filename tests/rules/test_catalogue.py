"""Every rule is held to the same promise, by its faulty and its sound example."""

import ast
import importlib
import inspect
import pkgutil
import re

import pytest
from rules.builders import Case
from rules.examples import EXAMPLES

from somei_cli.errors import NotFound
from somei_cli.rules import areas, catalogue
from somei_cli.rules.catalogue import CATALOGUE, next_code, select_rules
from somei_cli.rules.definition.findings import UNREADABLE, Severity
from somei_cli.rules.definition.rule import Rule, Scope
from somei_cli.rules.document_errors import DOCUMENT_ERRORS
from somei_cli.rules.state_rules import AREAS


def told(case: Case) -> set[str]:
    return {finding.code for finding in case.check().findings}


@pytest.mark.parametrize("rule", CATALOGUE.values(), ids=CATALOGUE)
def test_a_rule_keeps_its_promise(rule: Rule) -> None:
    faulty, sound = EXAMPLES[rule.code]
    assert rule.title
    assert len(rule.reason) > 100, "a reason worth reading"
    assert told(faulty) == {rule.code}
    assert rule.code not in told(sound)
    assert not [f for f in sound.check().findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_finding_tells_where_what_and_how_to_mend_it(code: str) -> None:
    faulty, _ = EXAMPLES[code]
    paths = {str(entry.path): entry.text for entry in faulty.entries} | dict.fromkeys(faulty.touched, "")
    if faulty.surroundings:
        paths |= {".gitattributes": faulty.surroundings.attributes}
        paths |= {tracked.path: "" for tracked in faulty.surroundings.tracked_files}
        paths |= dict.fromkeys(faulty.surroundings.missing_documents, "")
        paths |= {one.path: "" for one in faulty.surroundings.faulty_requests}
        paths |= dict.fromkeys(faulty.surroundings.missing_requests, "")
    for finding in faulty.check().findings:
        assert finding.severity <= CATALOGUE[code].severity
        assert finding.path in paths or finding.path == "somei.toml"
        assert 1 <= finding.line <= paths.get(finding.path, "").count("\n") + 1
        assert finding.column >= 1
        assert finding.message
        assert not finding.message.endswith(".")
        assert len(finding.hint) > 5
        assert "\n" not in finding.message + finding.hint


SUBJECTS = {
    Scope.FILE: "entry",
    Scope.DOCUMENT: "document",
    Scope.FAMILY: "members",
    Scope.REGISTER: "subject",
    Scope.HISTORY: "step",
    Scope.CLONE: "clone_state",
    Scope.CHECK: "waivers",
    Scope.LIST: "comparison",
}


@pytest.mark.parametrize("rule", CATALOGUE.values(), ids=CATALOGUE)
def test_what_a_rule_looks_at_has_one_name_in_all_rules_of_a_scope(rule: Rule) -> None:
    first, second = inspect.signature(rule.judge).parameters
    assert first in {SUBJECTS[rule.scope], "_"}
    assert second in {"context", "_"}


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    assert list(EXAMPLES) == list(CATALOGUE)


def test_codes_are_an_area_and_three_digits_in_order() -> None:
    areas = list(AREAS)
    assert all(re.fullmatch(r"[A-Z]+[0-9]{3}", code) for code in CATALOGUE)
    keys = [(areas.index(rule.area), code) for code, rule in CATALOGUE.items()]
    assert keys == sorted(keys)
    assert {rule.area for rule in CATALOGUE.values()} == set(areas)


def test_no_rule_is_left_out_and_no_code_used_twice() -> None:
    names = [module.name for module in pkgutil.iter_modules(areas.__path__, "somei_cli.rules.areas.")]
    made = [held for name in names for held in vars(importlib.import_module(name)).values() if isinstance(held, Rule)]
    assert {rule.code for rule in made} == set(CATALOGUE)
    assert len(made) == len(CATALOGUE)


AREA_MODULES = [found.name for found in pkgutil.iter_modules(areas.__path__, f"{areas.__name__}.")]


def _lines_that_read_today(source: str) -> list[int]:
    """The lines that read `today`, but for those of rules whose verdicts nothing keeps."""
    judged_anew = {"Scope.CHECK", "Scope.CLONE"}
    return [
        node.lineno
        for statement in ast.parse(source).body
        if judged_anew.isdisjoint(map(ast.unparse, ast.walk(statement)))
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute) and node.attr == "today"
    ]


@pytest.mark.parametrize("module", AREA_MODULES)
def test_a_rule_asks_for_days_and_never_reads_today(module: str) -> None:
    lines = _lines_that_read_today(inspect.getsource(importlib.import_module(module)))
    assert not lines, (
        f"{module}, lines {lines}: ask context.has_come(day) or context.is_over(day). They note the day from which on "
        "the verdict may change; with context.today the index would keep a verdict that no longer holds"
    )


def test_reading_today_is_noticed_in_rules_and_in_what_they_call() -> None:
    rule = '@rule("DATE099", Severity.INFO, Scope.{})\ndef late(document, context):\n    yield context.today\n'
    helper = "def _is_late(context, day):\n    return day < context.today\n"

    assert [_lines_that_read_today(rule.format(scope)) for scope in ("FILE", "DOCUMENT", "FAMILY", "REGISTER")] == [
        [3]
    ] * 4
    assert _lines_that_read_today(rule.format("CHECK") + helper) == [5]


def test_a_retired_code_is_known_and_never_used_again() -> None:
    assert areas.RETIRED_CODES.keys() & CATALOGUE.keys() == set()
    assert all(areas.RETIRED_CODES.values())


@pytest.mark.parametrize("area", AREAS)
def test_the_next_code_of_an_area_follows_all_that_were_ever_given(area: str) -> None:
    given = [code for code in (*CATALOGUE, *areas.RETIRED_CODES) if re.fullmatch(f"{area}[0-9]{{3}}", code)]
    without_gap = [f"{area}{number:03}" for number in range(1, len(given) + 1)]
    assert sorted(given) == without_gap, "a removed rule goes into RETIRED_CODES, a new one takes the next code"
    assert next_code(area) == f"{area}{len(given) + 1:03}"


def test_a_code_that_was_retired_last_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "RETIRED_CODES", {next_code("REQ"): "A request was lost."})
    assert next_code("REQ") == f"REQ{max(int(code[3:]) for code in CATALOGUE if code.startswith('REQ')) + 2:03}"


def test_no_finding_repeats_the_words_of_a_document() -> None:
    for faulty, _ in EXAMPLES.values():
        for finding in faulty.check().findings:
            assert not re.search("discussions|Terrorism|questionnaire|Cybercrime", finding.message + finding.hint)


def test_codes_and_areas_choose_the_rules() -> None:
    assert {rule.code for rule in select_rules(select=["NUM", "xref002"], ignore=["NUM003"])} == {
        "FILE001",
        "XREF002",
        *(code for code in CATALOGUE if code.startswith("NUM") and code != "NUM003"),
    }
    assert len(select_rules()) == len(CATALOGUE)
    assert [rule.code for rule in select_rules(ignore=AREAS)] == ["FILE001"]


def test_a_misspelled_code_never_passes_for_a_clean_register() -> None:
    for words in ({"select": ["XREF02"]}, {"ignore": ["XRF"]}):
        with pytest.raises(NotFound):
            select_rules(**words)


def test_severities_are_ordered_words() -> None:
    assert Severity.INFO < Severity.WARNING < Severity.ERROR
    assert max(Severity) is Severity.ERROR
    assert sorted(Severity) == ["info", "warning", "error"]
    assert Severity.ERROR >= Severity("error") > Severity.INFO <= Severity.INFO


def test_an_act_knows_every_error_that_a_document_can_have() -> None:
    scopes = (Scope.FILE, Scope.DOCUMENT, Scope.FAMILY, Scope.REGISTER)
    errors = {
        code: rule for code, rule in CATALOGUE.items() if rule.severity is Severity.ERROR and rule.scope in scopes
    }

    assert {UNREADABLE: CATALOGUE[UNREADABLE], **DOCUMENT_ERRORS} == errors
