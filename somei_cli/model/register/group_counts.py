"""Counting documents by what they have in common."""

from collections import Counter
from typing import NamedTuple

from somei_cli.model.query.group_by import By, Value
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot


class Count(NamedTuple):
    """How many documents have these values, one for each thing counted by; None where they have none."""

    values: tuple[Value, ...]
    documents: int


class Tally(NamedTuple):
    """Counts in order, and of how many documents in all; a document with two codes is counted under both."""

    by: tuple[By, ...]
    counts: tuple[Count, ...]
    total: int


def count(snapshot: Snapshot, wanted: Selection, by: tuple[By, ...]) -> Tally:
    """Count by one thing, or by one within the other.

    Years and months stand in their order, everything else by how often it occurs; what lacks it comes last.
    """
    held = snapshot.counted(wanted, by)
    counter: Counter[tuple[Value, ...]] = Counter()
    for values, many in held.times.items():
        counter[tuple(_named(one, value, snapshot) for one, value in zip(by, values, strict=True))] += many
    weights = [Counter[Value]() for _ in by]
    for keys, many in counter.items():
        for weight, value in zip(weights, keys, strict=True):
            weight[value] += many

    def place(keys: tuple[Value, ...]) -> tuple[tuple[bool, int, str], ...]:
        return tuple(
            (value is None, 0 if one in _IN_ORDER else -weight[value], str(value))
            for one, value, weight in zip(by, keys, weights, strict=True)
        )

    return Tally(by, tuple(Count(keys, counter[keys]) for keys in sorted(counter, key=place)), held.total)


_IN_ORDER = frozenset({By.YEAR, By.MONTH})


def _named(by: By, value: Value, snapshot: Snapshot) -> Value:
    """Headings and bodies in the spelling of the vocabulary."""
    if not isinstance(value, str):
        return value
    if by is By.TYPE:
        heading = snapshot.vocabulary.type_named(value)
        return heading.heading if heading else value
    if by is By.BODY:
        body = snapshot.vocabulary.body_named(value)
        return body.key if body else value
    return value
