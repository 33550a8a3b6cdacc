"""Three-way merge of single values, tables, and lists whose elements are identified by a label."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from somei_cli.formats.git.commit_messages import one_line
from somei_cli.formats.toml.json import plain
from somei_cli.model.codes import CodeEntry
from somei_cli.model.merge import Clash, Conflict, MergeSide


class Versions(NamedTuple):
    """A value in the base and on each side; None where it is absent."""

    base: Any
    ours: Any
    theirs: Any

    def each(self, function: Callable[[Any], Any]) -> "Versions":
        """Return the results of a function for all three."""
        return Versions(function(self.base), function(self.ours), function(self.theirs))

    def of(self, key: Any) -> "Versions":
        """Return the values of all three at a key."""
        return self.each(lambda value: value.get(key) if value else None)


class Pick(NamedTuple):
    """The value that a field gets, and the conflicts in it."""

    value: Any
    conflicts: tuple[Conflict, ...] = ()


Choose = Callable[[str], MergeSide]
"""Returns the side to take for a field in conflict, by its name."""

Merge = Callable[[str, Versions, Choose], Pick]
"""Merges one kind of field; the name of the field comes first."""


def same(value: Any, other_value: Any) -> bool:
    """Return whether two TOML values are the same; for Python, 1, 1.0 and True are equal."""
    return repr(value) == repr(other_value)


def settled(values: Versions) -> Pick | None:
    """Return the value if both sides agree or only one of them changed it, else None."""
    base, ours, theirs = values
    if same(ours, theirs) or same(theirs, base):
        return Pick(ours)
    return Pick(theirs) if same(ours, base) else None


def disputed(name: str, values: Versions, choose: Choose, clash: Clash | None = None) -> Pick:
    """Return the value of the chosen side, and the conflict."""
    if clash is None:
        absent = values.ours is None or values.theirs is None
        clash = Clash.ADDED if values.base is None else Clash.REMOVED if absent else Clash.CHANGED
    value = values.ours if choose(name) is MergeSide.OURS else values.theirs
    return Pick(value, (Conflict(name, clash, plain(values.ours), plain(values.theirs)),))


def whole(name: str, values: Versions, choose: Choose) -> Pick:
    """Merge a field whose value is a single fact."""
    return settled(values) or disputed(name, values, choose)


def table(name: str, values: Versions, choose: Choose, fields: Mapping[str, Merge]) -> Pick:
    """Merge the fields of a table; it is a conflict as a whole if one side removed it and the other changed it."""
    undisputed = settled(values)
    if undisputed:
        return undisputed
    if values.base is not None and (values.ours is None or values.theirs is None):
        return disputed(name, values, choose)
    return fieldwise(name, values, choose, fields)


def fieldwise(name: str, values: Versions, choose: Choose, fields: Mapping[str, Merge]) -> Pick:
    """Merge each field on its own; fields that are not declared come last and are single facts."""
    keys = dict.fromkeys([*fields, *values.ours, *values.theirs])
    picks = {key: fields.get(key, whole)(below(name, key), values.of(key), choose) for key in keys}
    merged = {key: pick.value for key, pick in picks.items() if pick.value is not None}
    return Pick(merged, conflicts_of(picks.values()))


def conflicts_of(picks: Iterable[Pick]) -> tuple[Conflict, ...]:
    """Return all conflicts of several fields, in order."""
    return tuple(conflict for pick in picks for conflict in pick.conflicts)


def below(name: str, key: str) -> str:
    """Return the name of a nested field; an undeclared key may hold anything and is put on one line."""
    return f"{name} {one_line(key)}".strip()


Join = Callable[[list[str], list[str]], list[str]]


def arranged(name: str, labels: Versions, choose: Choose, join: Join) -> Pick:
    """Merge the order of the labels of both sides; `join` inserts what the other side added into the leading side.

    A label that only one side moved is moved. If both sides moved labels differently, the order is a conflict.
    """
    base, ours, theirs = labels
    shared = set(ours) & set(theirs)
    our_order, their_order = _keep_labels(ours, shared), _keep_labels(theirs, shared)
    if our_order == their_order:
        return Pick(join(ours, theirs))
    if shared <= set(base):
        base_order = _keep_labels(base, shared)
        if their_order == base_order:
            return Pick(join(ours, theirs))
        if our_order == base_order:
            return Pick(join(theirs, ours))
    pick = disputed(f"{name} order", labels, choose, Clash.ORDER)
    return pick._replace(value=join(ours, theirs) if pick.value is ours else join(theirs, ours))


def appended(leading_labels: list[str], other_labels: list[str]) -> list[str]:
    """Return the leading labels, then what the other side added, in its own order."""
    return list(dict.fromkeys([*leading_labels, *other_labels]))


def woven(leading_labels: list[str], other_labels: list[str]) -> list[str]:
    """Return the leading labels with each addition of the other side behind the label that it follows there.

    Additions of the leading side at the same place come first.
    """
    result, leading = list(leading_labels), set(leading_labels)
    anchor = ""
    for label in other_labels:
        if label not in leading:
            position = result.index(anchor) + 1 if anchor else 0
            while position < len(result) and result[position] not in other_labels:
                position += 1
            result.insert(position, label)
        anchor = label
    return result


def _keep_labels(labels: list[str], wanted_labels: set[str]) -> list[str]:
    return [label for label in labels if label in wanted_labels]


Label = Callable[[Any], str]


def members(name: str, values: Versions, choose: Choose) -> Pick:
    """Merge a list of facts: what either side added is in it, what either side removed is not."""
    return keyed(name, values, choose, label=str)


def subject_codes(name: str, values: Versions, choose: Choose) -> Pick:
    """Merge subject codes; two serials for one code are a conflict."""
    return keyed(name, values, choose, label=lambda entry: str(CodeEntry.parse(entry).code))


def references(name: str, values: Versions, choose: Choose) -> Pick:
    """Merge references by target, kind and item; if both sides changed one into different ones, it is a conflict."""
    return keyed(name, values, choose, label=_label_reference, subject=lambda row: str(row["to"]))


def access(name: str, values: Versions, choose: Choose) -> Pick:
    """Merge access events by day and kind, field by field; they are sorted by day."""
    undisputed = settled(values)
    if undisputed:
        return undisputed
    if _have_different_decisions(values):
        return disputed(name, values, choose)
    event: Merge = partial(table, fields=dict.fromkeys(("kind", "on", "ground", "by"), whole))
    pick = keyed(name, values, choose, label=lambda row: f"{row['on']} {row['kind']}", element=event)
    return pick._replace(value=sorted(pick.value, key=lambda row: row["on"]) if pick.value else None)


def _have_different_decisions(values: Versions) -> bool:
    """Return whether both sides added decisions on the same day, and not the same ones."""
    base, ours, theirs = (
        {(row["on"], row["kind"]) for row in rows or () if "on" in row and "kind" in row} for rows in values
    )
    ours_added, theirs_added = ours - base, theirs - base
    return any(
        day == other_day and kind != other_kind
        for day, kind in ours_added - theirs_added
        for other_day, other_kind in theirs_added - ours_added
    )


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
    """Merge a list by the labels of its elements; if a label occurs twice, the whole list is a single fact.

    `subject` says which elements may replace each other. If both sides removed an element and one has another with the
    same subject instead, both changed that element: a conflict, not an addition. Elements without a subject are a
    conflict only if both sides replaced one.
    """
    undisputed = settled(values)
    if undisputed:
        return undisputed
    rows = values.each(lambda side_rows: {label(row): row for row in side_rows or ()})
    if any(len(side_rows or ()) != len(labelled) for side_rows, labelled in zip(values, rows, strict=True)):
        return disputed(name, values, choose)
    if _have_replaced_same(rows, subject):
        return disputed(name, values, choose, Clash.CHANGED)
    order = arranged(name, rows.each(list), choose, join)
    # An element that both sides removed needs no decision; all others are in the order.
    picks = {key: element(below(name, key), rows.of(key), choose) for key in order.value}
    merged_rows = [pick.value for pick in picks.values() if pick.value is not None]
    return Pick(merged_rows or None, (*conflicts_of(picks.values()), *order.conflicts))


def _have_replaced_same(rows: Versions, subject: Label) -> bool:
    base, ours, theirs = rows
    removed = {subject(row) for key, row in base.items() if key not in ours and key not in theirs}
    ours_added, theirs_added = (
        {subject(row) for key, row in side.items() if key not in base and key not in other_side}
        for side, other_side in ((ours, theirs), (theirs, ours))
    )
    return bool(removed & ours_added & theirs_added) or any(removed & (ours_added | theirs_added))


def _label_reference(row: Any) -> str:
    item = f" item {row['item']}" if "item" in row else ""
    return f"{row['to']} {row['kind']}{item}"
