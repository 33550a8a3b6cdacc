"""The findings of an earlier check, read back from the JSON it answered with."""

import json
from typing import Any

from somei_cli.errors import Unreadable
from somei_cli.rules.findings import Finding, Severity

_SCHEMA = "somei/check/1"
_GONE = "fixed"
_WORDS = ("code", "path", "message", "hint")


def earlier_findings(text: str, where: str) -> tuple[Finding, ...]:
    """The findings of an answer, without those that it tells as fixed.

    Raises:
        Unreadable: where the text is no such answer, whole and in order: half an answer must not pass for a clean one.
    """
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        raise _no_answer(where, "it is not JSON") from None
    if not isinstance(answer, dict) or answer.get("schema") != _SCHEMA:
        raise _no_answer(where, f"its schema is not {_SCHEMA}")
    records = answer.get("records")
    if not isinstance(records, list):
        raise _no_answer(where, "it has no records")
    return tuple(
        _finding(record, where, place)
        for place, record in enumerate(records, start=1)
        if not (isinstance(record, dict) and record.get("state") == _GONE)
    )


def _finding(record: Any, where: str, place: int) -> Finding:
    try:
        words = {key: record[key] for key in _WORDS}
        severity, document = Severity(record["severity"]), record["document"]
        line, column = record["line"], record["column"]
    except (TypeError, KeyError, ValueError):
        raise _no_answer(where, f"record {place} is no finding") from None
    fit = all(isinstance(word, str) for word in words.values()) and type(line) is int and type(column) is int
    if not fit or not (document is None or isinstance(document, str)):
        raise _no_answer(where, f"record {place} is no finding")
    return Finding(**words, severity=severity, document=document, line=line, column=column)


def _no_answer(where: str, why: str) -> Unreadable:
    return Unreadable(where, f"is no answer of a check: {why}", hint="Make one with: somei check --format json")
