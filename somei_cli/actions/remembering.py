"""What a proof leaves for the next one: a checkpoint, to and from the record that a clone keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from somei_cli.errors import SomeiError
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.settings import PublicUnmarked, TwoPersons
from somei_cli.model.steps import HistoryState, Serial
from somei_cli.rules.findings import Finding, Severity
from somei_cli.rules.history import edition
from somei_cli.text.number_forms import read_number

_HASH_LENGTHS = frozenset({40, 64})
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The newest commit that was proved, what was found up to it, and what must be known beyond it."""

    newest: str
    first: str | None
    count: int
    past: HistoryState
    findings: tuple[Finding, ...]


class Damaged(ValueError):
    """A record that this version of somei did not write.

    `newest` is the commit up to which other rules proved the line: what they found is worth nothing to these, but
    the line must lead back to it all the same.
    """

    def __init__(self, why: str = "it is damaged", newest: str | None = None) -> None:
        super().__init__(why)
        self.newest = newest


def record_of(checkpoint: Checkpoint) -> dict[str, Any]:
    """A checkpoint as JSON holds it; of documents it holds numbers only."""
    past = checkpoint.past
    return {
        "edition": edition(),
        "newest": checkpoint.newest,
        "first": checkpoint.first,
        "count": checkpoint.count,
        "gone": {number.register_id: mark for number, mark in past.gone.items()},
        "freed": [[*serial, number.register_id] for serial, number in past.freed.items()],
        "broken": dict(past.broken),
        "two_persons": past.two_persons._asdict(),
        "public_unmarked": str(past.public_unmarked),
        "when": past.when.isoformat() if past.when else None,
        "findings": [finding._asdict() for finding in checkpoint.findings],
    }


def checkpoint_of(record: Any) -> Checkpoint:
    """Read a record; whatever does not fit makes it worthless as a whole.

    Raises:
        Damaged: where it was damaged, made up, or made by other rules.
    """
    try:
        _refuse_other_rules(record["edition"], _hash(record["newest"]))
        return Checkpoint(
            _hash(record["newest"]),
            None if record["first"] is None else _hash(record["first"]),
            _count(record["count"]),
            HistoryState(
                MappingProxyType({read_number(_text(n)): _text(mark) for n, mark in record["gone"].items()}),
                MappingProxyType(dict(map(_freed, record["freed"]))),
                MappingProxyType({_text(path): _hash(blob) for path, blob in record["broken"].items()}),
                _two_persons(record["two_persons"]),
                None if record["when"] is None else _time(record["when"]),
                PublicUnmarked(record["public_unmarked"]),
            ),
            tuple(map(_finding, record["findings"])),
        )
    except Damaged:
        raise
    except (TypeError, KeyError, AttributeError, ValueError, SomeiError) as error:
        raise Damaged from error


def _refuse_other_rules(made_by: Any, newest: str) -> None:
    if made_by != edition():
        raise Damaged("it was made by other rules", newest)


def _freed(row: Any) -> tuple[Serial, DocumentNumber]:
    code, year, serial, number = row
    return (_text(code), _count(year), _count(serial)), read_number(_text(number))


def _two_persons(table: Mapping[str, Any]) -> TwoPersons:
    if table.keys() != set(TwoPersons._fields) or not all(isinstance(value, bool) for value in table.values()):
        raise Damaged
    return TwoPersons(**table)


def _finding(row: Any) -> Finding:
    finding = Finding(**{**row, "severity": Severity(row["severity"])})
    words = (finding.code, finding.path, finding.message, finding.hint, finding.document or "", finding.commit)
    if not all(isinstance(word, str) for word in words):
        raise Damaged
    _count(finding.line)
    _count(finding.column)
    return finding


def _hash(told: Any) -> str:
    if not isinstance(told, str) or len(told) not in _HASH_LENGTHS or not _HEX.issuperset(told):
        raise Damaged
    return told


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise Damaged
    return told


def _count(told: Any) -> int:
    if type(told) is not int or told < 0:
        raise Damaged
    return told


def _time(told: Any) -> datetime:
    when = datetime.fromisoformat(_text(told))
    if when.tzinfo is None:
        raise Damaged
    return when
