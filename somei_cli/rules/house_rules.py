"""Rules of the house as rules of the check: what a register requires of its own documents, in `somei.toml`."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from somei_cli.formats.toml.bounded_patterns import MAX_TEXT, compile_pattern
from somei_cli.formats.toml.house_rules import find_fields, read_field_texts
from somei_cli.model.document import Document
from somei_cli.model.register.settings import FieldTest, HouseRule, Operator
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, Rule, RuleContext, Scope


class _FieldTester:
    """Tests the values of one field of documents."""

    def __init__(self, test: FieldTest) -> None:
        self.test = test
        self._fields = find_fields(test.field)
        first_array = next((position for position, field in enumerate(self._fields) if field.is_array), None)
        last = len(self._fields) if first_array is None else first_array + 1
        self._key_path = tuple(field.key for field in self._fields[:last])
        self._values = frozenset(test.values)
        self._pattern = compile_pattern(test.values[0]) if test.operator is Operator.MATCHES else None

    def passes(self, document: Document) -> bool:
        """Whether a document has values as they are required; `is`, `one_of` and `matches` are about each of them."""
        values = tuple(read_field_texts(document, self._fields))
        match self.test.operator:
            case Operator.PRESENT:
                return bool(values) == bool(self.test.values)
            case Operator.HAS:
                return any(not self._values.isdisjoint(texts) for texts in values)
            case Operator.NONE_OF:
                return all(self._values.isdisjoint(texts) for texts in values)
            case Operator.MATCHES:
                return bool(values) and all(self._matches(texts[0]) for texts in values)
        return bool(values) and all(not self._values.isdisjoint(texts) for texts in values)

    def is_untried(self, document: Document) -> bool:
        """Whether a text of the field is too long for the pattern."""
        if self._pattern is None:
            return False
        return any(len(texts[0]) > MAX_TEXT for texts in read_field_texts(document, self._fields))

    def flaw_in(self, document: Document, message: str, hint: str) -> Flaw:
        """Return what is to be said of the document, at the line of the field if it has one."""
        return Flaw(document.number, self._key_path, message, hint)

    def _matches(self, text: str) -> bool:
        return self._pattern is not None and len(text) <= MAX_TEXT and self._pattern.fullmatch(text) is not None


class _HouseJudge:
    """The function of a rule: one flaw for each document that meets all conditions and fails a requirement."""

    def __init__(self, rule: HouseRule) -> None:
        self.__doc__ = f"{rule.sentence}\n\n{reason_of(rule)}"
        self._rule = rule
        self._conditions = tuple(map(_FieldTester, rule.conditions))
        self._requirements = tuple(map(_FieldTester, rule.requirements))

    def __call__(self, document: Document, _: RuleContext) -> Iterator[Flaw]:
        # Whether it is meant cannot be said of a text that no pattern was tried on: it is told, not passed over.
        if not all(tester.passes(document) or tester.is_untried(document) for tester in self._conditions):
            return
        for tester in (*self._conditions, *self._requirements):
            if tester.is_untried(document):
                message = (
                    f"“{tester.test.field}” is longer than {MAX_TEXT} characters, so {self._rule.code} is undecided"
                )
                yield tester.flaw_in(document, message, "Look at it yourself, and waive it if it is right.")
                return
        failed = next((tester for tester in self._requirements if not tester.passes(document)), None)
        if failed:
            hint = self._rule.hint or f"Required here: {describe_test(failed.test)}."
            yield failed.flaw_in(document, self._rule.sentence.rstrip("."), hint)


@lru_cache(maxsize=16)
def make_house_rules(declared: tuple[HouseRule, ...]) -> tuple[Rule, ...]:
    """Return the rules that a register declares, in the order of their codes."""
    rules = (Rule(rule.code, Severity(rule.severity), Scope.DOCUMENT, _HouseJudge(rule)) for rule in declared)
    return tuple(sorted(rules, key=lambda rule: rule.code))


def reason_of(rule: HouseRule) -> str:
    """Return why a rule is there."""
    return rule.hint or "The register asks for it in its settings, somei.toml."


_WORDS = {
    Operator.IS: "is",
    Operator.ONE_OF: "is one of",
    Operator.NONE_OF: "is none of",
    Operator.HAS: "has",
    Operator.MATCHES: "matches",
}


def describe_test(test: FieldTest) -> str:
    """Return a requirement in words, as `from is one of “Presidency”, “Commission”`."""
    if test.operator is Operator.PRESENT:
        return f"{test.field} is {'there' if test.values else 'left out'}"
    return f"{test.field} {_WORDS[test.operator]} " + ", ".join(f"“{value}”" for value in test.values)


def describe_tests(tests: Iterable[FieldTest]) -> str:
    """Return requirements in words that must all hold."""
    return " and ".join(map(describe_test, tests))
