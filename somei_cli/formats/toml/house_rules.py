"""Rules of the house in `somei.toml`: read them, and read and match the fields of documents that they name."""

import difflib
import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NoReturn

from somei_cli.errors import Unreadable
from somei_cli.formats.toml.bounded_patterns import UnboundedPattern, compile_pattern
from somei_cli.formats.toml.field_value_conversions import Malformed, ValueKind
from somei_cli.formats.toml.fields import SHAPES, Field, KeyPath
from somei_cli.formats.toml.positions import KeyLines
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.register.settings import FieldTest, HouseRule, Operator

MAX_RULES = 100
MAX_VALUES = 200
SEVERITIES = ("info", "warning", "error")
AREAS_OF_SOMEI = frozenset("FILE NUM DATE XREF CODE MARK AGD FUP TEXT HIST GIT REQ LIST".split())
"""The areas of the rules that somei has itself: no rule of the house takes a code of one."""

_MAX_SENTENCE = 300
_CODE = re.compile(r"(?P<area>[A-Z]{2,12})[0-9]{3}", re.ASCII)
_RULE_KEYS = ("id", "severity", "sentence", "hint", "if", "then")
_TEST_KEYS = ("field", *Operator)


def read_house_rules(tables: list[object], key_lines: KeyLines) -> tuple[HouseRule, ...]:
    """Read the tables `[[rules]]`.

    Raises:
        Unreadable: for the first fault, with its line: a rule that is not understood must not pass for one that holds.
    """
    if len(tables) > MAX_RULES:
        raise Unreadable("somei.toml", f"“rules”: at most {MAX_RULES} rules", key_lines.line_of(("rules", MAX_RULES)))
    rules = tuple(_RuleReader(key_lines, ("rules", index)).read(table) for index, table in enumerate(tables))
    codes: set[str] = set()
    for rule in rules:
        if rule.code in codes:
            raise Unreadable("somei.toml", f"“id”: two rules are called {rule.code}", rule.line)
        codes.add(rule.code)
    return rules


class _RuleReader:
    """Reads one table; every fault names its key and its line."""

    def __init__(self, key_lines: KeyLines, path: KeyPath) -> None:
        self._key_lines = key_lines
        self._path = path

    def read(self, table: object) -> HouseRule:
        raw = self._require_table(table, self._path, _RULE_KEYS)
        code = self._text(raw, "id")
        match = _CODE.fullmatch(code)
        if match is None:
            self._refuse(("id",), "expected capital letters and three figures, as HOUSE001")
        if match["area"] in AREAS_OF_SOMEI:
            self._refuse(("id",), f"{match['area']} is an area of somei's own rules; take other letters, as HOUSE001")
        severity = self._text(raw, "severity") if "severity" in raw else "warning"
        if severity not in SEVERITIES:
            self._refuse(("severity",), f"expected {', '.join(SEVERITIES)}{_near(severity, SEVERITIES)}")
        return HouseRule(
            code,
            severity,
            self._text(raw, "sentence"),
            self._text(raw, "hint") if "hint" in raw else "",
            self._tests(raw, "if") if "if" in raw else (),
            self._tests(raw, "then"),
            self._key_lines.line_of(self._path),
        )

    def _refuse(self, keys: KeyPath, problem: str) -> NoReturn:
        name = ".".join(key for key in keys if isinstance(key, str))
        line = self._key_lines.line_of((*self._path, *keys))
        raise Unreadable("somei.toml", f"“rules”: “{name}”: {problem}" if name else f"“rules”: {problem}", line)

    def _require_table(self, table: object, path: KeyPath, known_keys: Collection[str]) -> dict[str, Any]:
        within = path[len(self._path) :]
        if not isinstance(table, dict):
            self._refuse(within, "expected a table")
        for key in table:
            if key not in known_keys:
                self._refuse((*within, key), f"is not a key of a rule{_near(key, known_keys)}")
        return table

    def _text(self, raw: dict[str, Any], key: str) -> str:
        text = raw.get(key)
        if text is None:
            self._refuse((), f"“{key}” is missing")
        if not isinstance(text, str) or not text.strip() or not text.isprintable() or len(text) > _MAX_SENTENCE:
            self._refuse((key,), f"expected text of one line, of at most {_MAX_SENTENCE} characters")
        return text.strip()

    def _tests(self, raw: dict[str, Any], key: str) -> tuple[FieldTest, ...]:
        tests = raw.get(key)
        if isinstance(tests, dict):
            return (self._test(tests, (key,)),)
        if tests is None:
            self._refuse((), f"“{key}” is missing")
        if not isinstance(tests, list) or not tests:
            self._refuse((key,), "expected a table, or tables in brackets")
        return tuple(self._test(test, (key, index)) for index, test in enumerate(tests))

    def _test(self, table: object, keys: KeyPath) -> FieldTest:
        raw = self._require_table(table, (*self._path, *keys), _TEST_KEYS)
        path = raw.get("field")
        if not isinstance(path, str):
            self._refuse(keys, "“field” is missing")
        field = find_fields(path)
        if not field:
            self._refuse((*keys, "field"), f"“{path}” is not a field of a document{_near(path, list_field_paths())}")
        operators = [Operator(key) for key in raw if key != "field"]
        if len(operators) != 1:
            self._refuse(keys, f"expected “field” and one of: {', '.join(Operator)}")
        (operator,) = operators
        return FieldTest(path, operator, self._values(raw[operator], operator, field[-1], (*keys, operator)))

    def _values(self, raw: object, operator: Operator, field: Field, keys: KeyPath) -> tuple[str, ...]:
        if operator is Operator.PRESENT:
            if not isinstance(raw, bool):
                self._refuse(keys, "expected true or false")
            return ("true",) if raw else ()
        if field.kind is None:
            self._refuse(keys, f"“{field.key}” is a table: name a key of it, or ask with “present”")
        if operator is Operator.MATCHES:
            return (self._pattern(raw, keys),)
        if operator in {Operator.IS, Operator.HAS}:
            return (self._value(raw, field.kind, keys),)
        if not isinstance(raw, list) or not 1 <= len(raw) <= MAX_VALUES:
            self._refuse(keys, f"expected values in brackets, at most {MAX_VALUES}")
        return tuple(self._value(value, field.kind, keys) for value in raw)

    def _value(self, raw: object, kind: ValueKind, keys: KeyPath) -> str:
        try:
            return _text_of(kind.write(kind.read(raw)))
        except Malformed as malformed:
            options = kind.schema.get("enum")
            near = _near(raw, options) if isinstance(options, list) and isinstance(raw, str) else ""
            self._refuse(keys, f"{malformed}{near}")

    def _pattern(self, raw: object, keys: KeyPath) -> str:
        if not isinstance(raw, str):
            self._refuse(keys, "expected a pattern in quotes")
        try:
            compile_pattern(raw)
        except UnboundedPattern as refused:
            self._refuse(keys, str(refused))
        return raw


def _near(typed: str, names: Collection[str]) -> str:
    similar = difflib.get_close_matches(typed, names, n=3, cutoff=0.5)
    return f"; near it: {', '.join(similar)}" if similar else ""


# ---- the fields that a rule may name


def find_fields(path: str) -> tuple[Field, ...]:
    """Return the declared fields that a path such as `meeting.body` leads through; none if it leads nowhere."""
    steps: list[Field] = []
    shape = "document"
    for key in path.split("."):
        field = next((field for field in SHAPES[shape].fields if field.key == key), None) if shape else None
        if field is None:
            return ()
        steps.append(field)
        shape = field.shape
    return tuple(steps)


def list_field_paths() -> list[str]:
    """List the paths of the fields of a document, with the keys of its tables, but not those of tables within these."""
    inner = {field.key: SHAPES[field.shape].fields if field.shape else () for field in SHAPES["document"].fields}
    return [path for key, fields in inner.items() for path in (key, *(f"{key}.{field.key}" for field in fields))]


def read_field_texts(document: Document, fields: tuple[Field, ...]) -> Iterator[tuple[str, ...]]:
    """Yield every value at the end of a path as text; a subject code with a serial also as the bare code.

    A table is one value without text.
    """
    values: list[Any] = [document]
    for field in fields:
        inner = [getattr(value, field.name) for value in values]
        values = [value for group in inner if group for value in (group if field.is_array else (group,))]
        if field.default is not None:
            # What is not written has a value all the same: an issued document, a follow-up that is open.
            values = inner
    kind = fields[-1].kind
    for value in values:
        text = _text_of(kind.write(value)) if kind else ""
        yield (text, value.code.name) if isinstance(value, CodeEntry) else (text,)


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
