"""The JSON Schema of `somei.toml`, for editors that check the settings while they are typed."""

from typing import Any

from somei_cli.formats.toml.bounded_patterns import MAX_CHARACTERS
from somei_cli.formats.toml.house_rules import MAX_RULES, MAX_VALUES, SEVERITIES, list_field_paths
from somei_cli.model.register.settings import SCHEMA, FileKeeping, LateNumbers, Operator, PublicUnmarked, TwoPersons

_TEXT = {"type": "string", "minLength": 1}
_DAY = {"type": "string", "format": "date"}
_VALUES = {"type": "array", "items": {"type": ["string", "boolean", "integer"]}, "minItems": 1, "maxItems": MAX_VALUES}
_PLAIN_VALUE = {"type": ["string", "boolean", "integer"]}


def build_settings_schema() -> dict[str, Any]:
    """Return the schema of the settings; what it cannot say, as which patterns take too long, somei itself says."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The settings of a somei register",
        "type": "object",
        "required": ["schema"],
        "properties": {
            "schema": {"const": SCHEMA, "description": "the version of the file format"},
            "name": {"type": "string", "description": "the name of the register"},
            "place": {"type": "string", "description": "the place of issue if a document names none"},
            "time_zone": {"type": "string", "description": "the time zone of days and times"},
            "complete": {"type": "boolean", "description": "whether the register holds every number"},
            "own_series": {"type": "array", "items": _TEXT, "description": "series that the office numbers itself"},
            "waivers": {
                "type": "array",
                "items": _waiver_schema(),
                "description": "findings that are right as they are",
            },
            "late_items": {"enum": list(LateNumbers), "description": "the number of a late item"},
            "deadlines": {
                "type": "object",
                "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 366},
                "description": "days before a meeting by which its papers must be out",
            },
            "review_months": {"type": "integer", "minimum": 0, "maximum": 1200, "description": "months until a review"},
            "public_unmarked": {"enum": list(PublicUnmarked), "description": "what the public sees without a marking"},
            "public_fields": {"type": "array", "items": _TEXT, "description": "fields that are public if named here"},
            "two_persons": _switches_schema(TwoPersons._fields, "acts that a second person approves"),
            "files": _switches_schema(FileKeeping._fields, "whether clones keep a copy of each imported file"),
            "searches": {"type": "object", "additionalProperties": _TEXT, "description": "saved searches by name"},
            "rules": {
                "type": "array",
                "items": _rule_schema(),
                "maxItems": MAX_RULES,
                "description": "rules of the house",
            },
        },
        "$defs": {"test": _test_schema()},
    }


def _waiver_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["code", "reason"],
        "properties": {"code": _TEXT, "reason": _TEXT, "document": _TEXT, "owner": _TEXT, "until": _DAY},
    }


def _rule_schema() -> dict[str, Any]:
    test = {"$ref": "#/$defs/test"}
    tests = {"anyOf": [test, {"type": "array", "items": test, "minItems": 1}]}
    return {
        "type": "object",
        "required": ["id", "sentence", "then"],
        "properties": {
            "id": {"type": "string", "pattern": "^[A-Z]{2,12}[0-9]{3}$", "description": "as HOUSE001"},
            "severity": {"enum": list(SEVERITIES), "description": "absent: warning"},
            "sentence": {**_TEXT, "description": "what must hold; the check says it of each document that fails"},
            "hint": {**_TEXT, "description": "what to do"},
            "if": {**tests, "description": "which documents are meant; absent: all"},
            "then": {**tests, "description": "what must hold of them"},
        },
        "additionalProperties": False,
    }


def _switches_schema(names: tuple[str, ...], description: str) -> dict[str, Any]:
    properties = {name: {"type": "boolean"} for name in names}
    return {"type": "object", "properties": properties, "additionalProperties": False, "description": description}


def _test_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["field"],
        "properties": {
            "field": {"enum": list_field_paths(), "description": "a field, or a key of a table as meeting.body"},
            Operator.IS: {**_PLAIN_VALUE, "description": "the value, or all of a list"},
            Operator.ONE_OF: {**_VALUES, "description": "the value, or each of a list, is one of these"},
            Operator.NONE_OF: {**_VALUES, "description": "no value is one of these"},
            Operator.HAS: {**_PLAIN_VALUE, "description": "a value of the list"},
            Operator.MATCHES: {
                "type": "string",
                "maxLength": MAX_CHARACTERS,
                "description": "a pattern that the whole text matches",
            },
            Operator.PRESENT: {"type": "boolean", "description": "whether the field is there"},
        },
        "minProperties": 2,
        "maxProperties": 2,
        "additionalProperties": False,
    }
