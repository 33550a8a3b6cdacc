"""Merge agenda items by number or title, field by field, and follow-ups by their ordinal, which never changes."""

from collections import Counter
from typing import Any

from somei_cli.formats.merge.three_way import (
    ChooseSide,
    MergeFunction,
    Pick,
    Versions,
    collect_conflicts,
    interleave_added,
    merge_members,
    merge_order,
    merge_table,
    merge_whole,
    pick_disputed,
    pick_undisputed,
)
from somei_cli.formats.toml.fields import SHAPES
from somei_cli.model.merge import ConflictReason

ItemTable = dict[str, Any]
Key = tuple[str, str]
_MAX_NUMBER_LENGTH = 12


def merge_items(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge the items of a document; their fields are named by the printed number: `items 2 title`."""
    return _merge_rows(name, values, choose, f"{name} ")


def _merge_subitems(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge the sub-items of an item; their fields are named by their place: `items 2/1 title`."""
    return _merge_rows(name, values, choose, name.removesuffix(" subitems"))


def _merge_rows(name: str, values: Versions, choose: ChooseSide, prefix: str) -> Pick:
    undisputed = pick_undisputed(values)
    if undisputed:
        return undisputed
    lists: Versions = values.each(lambda side_rows: side_rows or [])
    keys = lists.each(lambda side_rows: _identify_rows(side_rows, lists.base))
    rows = Versions(
        *(dict(zip(side_keys, side_rows, strict=True)) for side_keys, side_rows in zip(keys, lists, strict=True))
    )
    if any(len(set(side_keys)) != len(side_keys) for side_keys in keys):
        return pick_disputed(name, values, choose)
    if _have_changed_numbers(lists) or _replaced_on_both_sides(rows):
        return pick_disputed(name, values, choose, ConflictReason.MOVED)
    labels = _label_rows(keys, numbered=prefix.endswith(" "))
    order = merge_order(name, keys.each(lambda side_keys: [labels[key] for key in side_keys]), choose, interleave_added)
    keys_by_label = {label: key for key, label in labels.items()}
    picks = [_merge_item(prefix + label, rows.at_key(keys_by_label[label]), choose) for label in order.value]
    merged_rows = [pick.value for pick in picks if pick.value is not None]
    return Pick(merged_rows or None, (*collect_conflicts(picks), *order.conflicts))


def _identify_rows(rows: list[ItemTable], base: list[ItemTable]) -> list[Key]:
    """Return the key of each item: its number or title; a new title in an unchanged place stands for the old one."""
    old_titles = {row["title"] for row in base}
    new_titles = {row["title"] for row in rows}
    keys = []
    for index, row in enumerate(rows):
        title = row["title"]
        if title not in old_titles and len(rows) == len(base):
            old_row = base[index]
            title = title if "number" in old_row or old_row["title"] in new_titles else old_row["title"]
        keys.append(("number", row["number"]) if "number" in row else ("title", title))
    return keys


def _have_changed_numbers(lists: Versions) -> bool:
    """Return whether a title has different numbers in two of the versions."""
    base, ours, theirs = lists.each(_numbers_by_title)
    pairs = ((base, ours), (base, theirs), (ours, theirs))
    return any(
        numbers[title] != other_numbers[title]
        for numbers, other_numbers in pairs
        for title in numbers.keys() & other_numbers.keys()
    )


def _numbers_by_title(rows: list[ItemTable]) -> dict[str, str | None]:
    count = Counter(row["title"] for row in rows)
    return {row["title"]: row.get("number") for row in rows if count[row["title"]] == 1}


def _replaced_on_both_sides(rows: Versions) -> bool:
    base, ours, theirs = rows.each(set)
    return bool(base - ours - theirs and ours - base - theirs and theirs - base - ours)


def _label_rows(keys: Versions, *, numbered: bool) -> dict[Key, str]:
    """Return a unique label for each item: its number, or its place in the version that has it first."""
    labels: dict[Key, str] = {}
    for side in keys:
        for place, (kind, word) in enumerate(side, start=1):
            if (kind, word) in labels:
                continue
            label = word if numbered and kind == "number" and _is_usable_label(word) else f"/{place}"
            while label in labels.values():
                label += "+"
            labels[kind, word] = label
    return labels


def _is_usable_label(number: str) -> bool:
    """Return whether a printed number can be part of the name of a field."""
    short = 0 < len(number) <= _MAX_NUMBER_LENGTH and number == number.strip()
    return short and number.isprintable() and not set(number) & set("/#")


def _merge_item(name: str, values: Versions, choose: ChooseSide) -> Pick:
    return _merge_row(name, values, choose, "title", _ITEM_FIELDS)


def _merge_row(
    name: str, values: Versions, choose: ChooseSide, identifying_key: str, fields: dict[str, MergeFunction]
) -> Pick:
    """Merge one row field by field, unless the two sides changed it into different things."""
    undisputed = pick_undisputed(values)
    if undisputed:
        return undisputed
    if values.ours is None or values.theirs is None or _have_different_words(values.at_key(identifying_key)):
        return pick_disputed(name, values, choose)
    return merge_table(name, values, choose, fields)


def _have_different_words(words: Versions) -> bool:
    """Return whether one side shares no word with the base, so that the other side's fields are about another thing."""
    if words.base is None:
        return bool(words.ours != words.theirs)
    base, ours, theirs = words.each(lambda text: set(text.casefold().split()))
    return not (base & ours and base & theirs)


def _merge_follow_ups(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge follow-ups by ordinal; one that is removed, moved, or added differently by both sides is a conflict.

    A change that is reverted takes those away that it added, if none was added behind them.
    """
    undisputed = pick_undisputed(values)
    if undisputed:
        return undisputed
    base, ours, theirs = lists = values.each(lambda side_rows: side_rows or [])
    may_be_fewer = choose.reverts and len(ours) == len(base)
    if _have_moved(base, ours) or _have_moved(base, theirs, may_be_fewer=may_be_fewer):
        return pick_disputed(name, values, choose, ConflictReason.MOVED)
    count = max(len(ours), len(theirs))
    rows = [
        Versions(*(side_rows[index] if index < len(side_rows) else None for side_rows in lists))
        for index in range(count)
    ]
    picks = [
        _merge_row(f"{name} {ordinal}", row, choose, "what", _FOLLOW_UP_FIELDS)
        for ordinal, row in enumerate(rows, start=1)
    ]
    return Pick([pick.value for pick in picks if pick.value is not None], collect_conflicts(picks))


def _have_moved(before: list[ItemTable], after: list[ItemTable], *, may_be_fewer: bool = False) -> bool:
    descriptions = [row["what"] for row in after]
    return (len(after) < len(before) and not may_be_fewer) or any(
        row["what"] in descriptions and row["what"] not in descriptions[index : index + 1]
        for index, row in enumerate(before)
    )


_FOLLOW_UP_FIELDS: dict[str, MergeFunction] = {field.key: merge_whole for field in SHAPES["follow_up"].fields}
_MERGE_FUNCTIONS: dict[str, MergeFunction] = {
    "documents": merge_members,
    "subitems": _merge_subitems,
    "follow_ups": _merge_follow_ups,
}
_ITEM_FIELDS: dict[str, MergeFunction] = {
    field.key: _MERGE_FUNCTIONS.get(field.key, merge_whole) for field in SHAPES["item"].fields
}
