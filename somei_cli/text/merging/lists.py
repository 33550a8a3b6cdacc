"""Lists whose elements have a name of their own: codes, languages, files, references, decisions on access."""

from collections.abc import Callable
from functools import partial
from typing import Any

from somei_cli.model.codes import CodeEntry
from somei_cli.model.merges import Clash
from somei_cli.text.merging.order import Join, appended, arranged
from somei_cli.text.merging.versions import (
    Choose,
    Merge,
    Pick,
    Versions,
    below,
    conflicts_of,
    disputed,
    settled,
    table,
    whole,
)

Label = Callable[[Any], str]


def members(name: str, values: Versions, choose: Choose) -> Pick:
    """A list in which each element is a fact: what either side added is there, what either took away is not."""
    return keyed(name, values, choose, label=str)


def subject_codes(name: str, values: Versions, choose: Choose) -> Pick:
    """Codes by their sigle: two serials for one code are a conflict."""
    return keyed(name, values, choose, label=lambda entry: str(CodeEntry.parse(entry).code))


def references(name: str, values: Versions, choose: Choose) -> Pick:
    """References by target, kind and item; one that both sides made another of is a conflict."""
    return keyed(name, values, choose, label=_reference, subject=lambda row: str(row["to"]))


def access(name: str, values: Versions, choose: Choose) -> Pick:
    """Decisions on access by their day and kind, field by field, in the order of their days."""
    known = settled(values)
    if known:
        return known
    if _decided_twice(values):
        return disputed(name, values, choose)
    event: Merge = partial(table, fields=dict.fromkeys(("kind", "on", "ground", "by"), whole))
    pick = keyed(name, values, choose, label=lambda row: f"{row['on']} {row['kind']}", element=event)
    return pick._replace(value=sorted(pick.value, key=lambda row: row["on"]) if pick.value else None)


def _decided_twice(values: Versions) -> bool:
    """Whether both sides entered a decision of one day, and not the same one."""
    base, ours, theirs = (
        {(row["on"], row["kind"]) for row in held or () if "on" in row and "kind" in row} for held in values
    )
    here, there = ours - base, theirs - base
    return any(day == other and kind != another for day, kind in here - there for other, another in there - here)


def keyed(
    name: str,
    values: Versions,
    choose: Choose,
    *,
    label: Label,
    subject: Label = lambda _: "",
    element: Merge = whole,
    join: Join = appended,
) -> Pick:
    """A list by the labels of its elements; one that has a label twice is one fact.

    `subject` tells which elements may stand for each other: where both sides gave up an element and one has another
    of its subject instead, that is one change made differently and no addition. Where elements have no subject, both
    must have another one.
    """
    known = settled(values)
    if known:
        return known
    rows = values.each(lambda held: {label(row): row for row in held or ()})
    if any(len(held or ()) != len(named) for held, named in zip(values, rows, strict=True)):
        return disputed(name, values, choose)
    if _replaced(rows, subject):
        return disputed(name, values, choose, Clash.CHANGED)
    order = arranged(name, rows.each(list), choose, join)
    # An element that both sides dropped is settled; every other one stands in the order.
    picks = {key: element(below(name, key), rows.of(key), choose) for key in order.value}
    kept = [pick.value for pick in picks.values() if pick.value is not None]
    return Pick(kept or None, (*conflicts_of(picks.values()), *order.conflicts))


def _replaced(rows: Versions, subject: Label) -> bool:
    base, ours, theirs = rows
    gone = {subject(row) for key, row in base.items() if key not in ours and key not in theirs}
    here, there = (
        {subject(row) for key, row in side.items() if key not in base and key not in other}
        for side, other in ((ours, theirs), (theirs, ours))
    )
    return bool(gone & here & there) or any(gone & (here | there))


def _reference(row: Any) -> str:
    item = f" item {row['item']}" if "item" in row else ""
    return f"{row['to']} {row['kind']}{item}"
