"""Three-way merge of single values, tables, and lists whose elements are identified by a label."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from somei_cli.formats.git.commit_messages import one_line
from somei_cli.formats.toml.json_and_schema import to_json_value
from somei_cli.model.codes import CodeEntry
from somei_cli.model.merge import Conflict, ConflictReason, MergeSide


class Versions(NamedTuple):
    """A value in the base and on each side; None where it is absent."""

    base: Any
    ours: Any
    theirs: Any

    def each(self, function: Callable[[Any], Any]) -> "Versions":
        """Return the results of a function for all three."""
        return Versions(function(self.base), function(self.ours), function(self.theirs))

    def at_key(self, key: Any) -> "Versions":
        """Return the values of all three at a key."""
        return self.each(lambda value: value.get(key) if value else None)


class Pick(NamedTuple):
    """The value that a field gets, and the conflicts in it."""

    value: Any
    conflicts: tuple[Conflict, ...] = ()


class ChooseSide(NamedTuple):
    """How fields in conflict are decided, by their names.

    Attributes:
        decisions: The side to take for single fields.
        favoured: The side to take for all other fields.
        reverts: Whether the merge reverts a change: the base is the version after it, theirs the one before it, and
            ours the present one. Rows that it removed return to their old places; rows that it added and that are gone
            since, or that it put into another order, are a conflict.
    """

    decisions: Mapping[str, MergeSide]
    favoured: MergeSide = MergeSide.OURS
    reverts: bool = False

    def side_for(self, name: str) -> MergeSide:
        """Return the side to take for a field."""
        return self.decisions.get(name, self.favoured)


MergeFunction = Callable[[str, Versions, ChooseSide], Pick]
"""Merges one kind of field; the name of the field comes first."""


def is_same_value(value: Any, other_value: Any) -> bool:
    """Return whether two TOML values are the same; for Python, 1, 1.0 and True are equal."""
    return repr(value) == repr(other_value)


def pick_undisputed(values: Versions) -> Pick | None:
    """Return the value if both sides agree or only one of them changed it, else None."""
    base, ours, theirs = values
    if is_same_value(ours, theirs) or is_same_value(theirs, base):
        return Pick(ours)
    return Pick(theirs) if is_same_value(ours, base) else None


def pick_disputed(name: str, values: Versions, choose: ChooseSide, clash: ConflictReason | None = None) -> Pick:
    """Return the value of the chosen side, and the conflict."""
    if clash is None:
        absent = values.ours is None or values.theirs is None
        clash = (
            ConflictReason.ADDED
            if values.base is None
            else ConflictReason.REMOVED
            if absent
            else ConflictReason.CHANGED
        )
    value = values.ours if choose.side_for(name) is MergeSide.OURS else values.theirs
    ours, theirs, base = map(to_json_value, (values.ours, values.theirs, values.base))
    return Pick(value, (Conflict(name, clash, ours, theirs, base),))


def merge_whole(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge a field whose value is a single fact."""
    return pick_undisputed(values) or pick_disputed(name, values, choose)


def merge_table(name: str, values: Versions, choose: ChooseSide, fields: Mapping[str, MergeFunction]) -> Pick:
    """Merge the fields of a table; it is a conflict as a whole if one side removed it and the other changed it."""
    undisputed = pick_undisputed(values)
    if undisputed:
        return undisputed
    if None in (values.ours, values.theirs) or (values.base is None and choose.reverts):
        return pick_disputed(name, values, choose)
    return merge_fields(name, values, choose, fields)


def merge_fields(name: str, values: Versions, choose: ChooseSide, fields: Mapping[str, MergeFunction]) -> Pick:
    """Merge each field on its own; fields that are not declared come last and are single facts."""
    keys = dict.fromkeys([*fields, *_order_keys(values, choose)])
    picks = {key: fields.get(key, merge_whole)(nested_name(name, key), values.at_key(key), choose) for key in keys}
    merged = {key: pick.value for key, pick in picks.items() if pick.value is not None}
    return Pick(merged, collect_conflicts(picks.values()))


def _order_keys(values: Versions, choose: ChooseSide) -> list[str]:
    """Return the keys of both sides, ours first; a revert puts them in their old order if nobody moved them since."""
    if not choose.reverts:
        return [*values.ours, *values.theirs]
    after, now, before = map(list, values)
    has_moved = _keep_labels(now, set(after)) != _keep_labels(after, set(now))
    return interleave_added(now, before) if has_moved else interleave_added(before, now)


def collect_conflicts(picks: Iterable[Pick]) -> tuple[Conflict, ...]:
    """Return all conflicts of several fields, in order."""
    return tuple(conflict for pick in picks for conflict in pick.conflicts)


def nested_name(name: str, key: str) -> str:
    """Return the name of a nested field; an undeclared key may hold anything and is put on one line."""
    return f"{name} {one_line(key)}".strip()


JoinOrder = Callable[[list[str], list[str]], list[str]]


def merge_order(name: str, labels: Versions, choose: ChooseSide, join: JoinOrder) -> Pick:
    """Merge the order of the labels of both sides; `join` inserts what the other side added into the leading side.

    A label that only one side moved is moved. If both sides moved labels differently, the order is a conflict.
    """
    if choose.reverts:
        return _revert_order(name, labels, choose)
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
    pick = pick_disputed(f"{name} order", labels, choose, ConflictReason.ORDER)
    return pick._replace(value=join(ours, theirs) if pick.value is ours else join(theirs, ours))


def _revert_order(name: str, labels: Versions, choose: ChooseSide) -> Pick:
    """Return the present labels with those that a change removed, each behind the label that it followed before."""
    after, now, before = labels
    gone = next((label for label in after if label not in now and label not in before), "")
    if gone or _keep_labels(after, set(before)) != _keep_labels(before, set(after)):
        return pick_disputed(f"{name} {gone}".strip(), labels, choose, ConflictReason.ORDER)
    has_moved = _keep_labels(now, set(before)) != _keep_labels(before, set(now))
    return Pick(interleave_added(now, before) if has_moved else interleave_added(before, now))


def append_added(leading_labels: list[str], other_labels: list[str]) -> list[str]:
    """Return the leading labels, then what the other side added, in its own order."""
    return list(dict.fromkeys([*leading_labels, *other_labels]))


def interleave_added(leading_labels: list[str], other_labels: list[str]) -> list[str]:
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


LabelOf = Callable[[Any], str]


def merge_members(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge a list of facts: what either side added is in it, what either side removed is not."""
    return merge_labelled_rows(name, values, choose, label=str)


def merge_subject_codes(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge subject codes; two serials for one code are a conflict."""
    return merge_labelled_rows(name, values, choose, label=lambda entry: str(CodeEntry.parse(entry).code))


def merge_references(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge references by target, kind and item; if both sides changed one into different ones, it is a conflict."""
    return merge_labelled_rows(name, values, choose, label=_label_reference, subject=lambda row: str(row["to"]))


def merge_access_events(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge access events by day and kind, field by field; they are sorted by day."""
    undisputed = pick_undisputed(values)
    if undisputed:
        return undisputed
    if _have_different_decisions(values):
        return pick_disputed(name, values, choose)
    event: MergeFunction = partial(merge_table, fields=dict.fromkeys(("kind", "on", "ground", "by"), merge_whole))
    pick = merge_labelled_rows(name, values, choose, label=lambda row: f"{row['on']} {row['kind']}", element=event)
    return pick._replace(value=sorted(pick.value, key=lambda row: row["on"]) if pick.value else None)


def merge_versions(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge the texts in other languages by language, field by field; they are sorted by language."""
    undisputed = pick_undisputed(values)
    if undisputed:
        return undisputed
    version: MergeFunction = partial(merge_table, fields=dict.fromkeys(("language", "title", "source"), merge_whole))
    pick = merge_labelled_rows(name, values, choose, label=lambda row: row["language"], element=version)
    return pick._replace(value=sorted(pick.value, key=lambda row: row["language"]) if pick.value else None)


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


def merge_labelled_rows(
    name: str,
    values: Versions,
    choose: ChooseSide,
    *,
    label: LabelOf,
    subject: LabelOf = lambda _: "",
    element: MergeFunction = merge_whole,
    join: JoinOrder = append_added,
) -> Pick:
    """Merge a list by the labels of its elements; if a label occurs twice, the whole list is a single fact.

    `subject` says which elements may replace each other. If both sides removed an element and one has another with the
    same subject instead, both changed that element: a conflict, not an addition. Elements without a subject are a
    conflict only if both sides replaced one.
    """
    undisputed = pick_undisputed(values)
    if undisputed:
        return undisputed
    rows = values.each(lambda side_rows: {label(row): row for row in side_rows or ()})
    if any(len(side_rows or ()) != len(labelled) for side_rows, labelled in zip(values, rows, strict=True)):
        return pick_disputed(name, values, choose)
    if _have_replaced_same(rows, subject):
        return pick_disputed(name, values, choose, ConflictReason.CHANGED)
    order = merge_order(name, rows.each(list), choose, join)
    # An element that both sides removed needs no decision; all others are in the order.
    picks = {key: element(nested_name(name, key), rows.at_key(key), choose) for key in order.value}
    merged_rows = [pick.value for pick in picks.values() if pick.value is not None]
    return Pick(merged_rows or None, (*collect_conflicts(picks.values()), *order.conflicts))


def _have_replaced_same(rows: Versions, subject: LabelOf) -> bool:
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
