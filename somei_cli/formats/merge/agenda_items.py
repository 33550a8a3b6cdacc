"""Items by number, else by title, field by field; a promise by its ordinal, which is its name for ever."""

from collections import Counter
from typing import Any

from somei_cli.formats.merge.three_way import (
    Choose,
    Merge,
    Pick,
    Versions,
    arranged,
    conflicts_of,
    disputed,
    members,
    settled,
    table,
    whole,
    woven,
)
from somei_cli.formats.toml.fields import SHAPES
from somei_cli.model.merge import Clash

Row = dict[str, Any]
Key = tuple[str, str]
_LONGEST_NUMBER = 12


def items(name: str, values: Versions, choose: Choose) -> Pick:
    """The items of a document, named by their printed number: `items 2 title`."""
    return _rows(name, values, choose, f"{name} ")


def _subitems(name: str, values: Versions, choose: Choose) -> Pick:
    """The lines below an item, named by their place: `items 2/1 title`."""
    return _rows(name, values, choose, name.removesuffix(" subitems"))


def _rows(name: str, values: Versions, choose: Choose, prefix: str) -> Pick:
    known = settled(values)
    if known:
        return known
    lists: Versions = values.each(lambda held: held or [])
    keys = lists.each(lambda held: _keys(held, lists.base))
    rows = Versions(*(dict(zip(named, held, strict=True)) for named, held in zip(keys, lists, strict=True)))
    if any(len(set(named)) != len(named) for named in keys):
        return disputed(name, values, choose)
    if _renumbered(lists) or _replaced_on_both_sides(rows):
        return disputed(name, values, choose, Clash.MOVED)
    labels = _labels(keys, numbered=prefix.endswith(" "))
    order = arranged(name, keys.each(lambda named: [labels[key] for key in named]), choose, woven)
    named = {label: key for key, label in labels.items()}
    picks = [_item(prefix + label, rows.of(named[label]), choose) for label in order.value]
    kept = [pick.value for pick in picks if pick.value is not None]
    return Pick(kept or None, (*conflicts_of(picks), *order.conflicts))


def _keys(rows: list[Row], base: list[Row]) -> list[Key]:
    """What tells each item from its neighbours; a line whose title alone was changed is the line it was."""
    before = {row["title"] for row in base}
    now = {row["title"] for row in rows}
    keys = []
    for place, row in enumerate(rows):
        title = row["title"]
        if title not in before and len(rows) == len(base):
            held = base[place]
            title = title if "number" in held or held["title"] in now else held["title"]
        keys.append(("number", row["number"]) if "number" in row else ("title", title))
    return keys


def _renumbered(lists: Versions) -> bool:
    """Whether a title stands under one number here and under another there."""
    base, ours, theirs = lists.each(_numbers)
    pairs = ((base, ours), (base, theirs), (ours, theirs))
    return any(one[title] != other[title] for one, other in pairs for title in one.keys() & other.keys())


def _numbers(rows: list[Row]) -> dict[str, str | None]:
    count = Counter(row["title"] for row in rows)
    return {row["title"]: row.get("number") for row in rows if count[row["title"]] == 1}


def _replaced_on_both_sides(rows: Versions) -> bool:
    base, ours, theirs = rows.each(set)
    return bool(base - ours - theirs and ours - base - theirs and theirs - base - ours)


def _labels(keys: Versions, *, numbered: bool) -> dict[Key, str]:
    """A name for each item, none twice: its number, else its place where it was first met."""
    labels: dict[Key, str] = {}
    for side in keys:
        for place, (kind, word) in enumerate(side, start=1):
            if (kind, word) in labels:
                continue
            label = word if numbered and kind == "number" and _names(word) else f"/{place}"
            while label in labels.values():
                label += "+"
            labels[kind, word] = label
    return labels


def _names(number: str) -> bool:
    """Whether a printed number can stand in a name."""
    short = 0 < len(number) <= _LONGEST_NUMBER and number == number.strip()
    return short and number.isprintable() and not set(number) & set("/#")


def _item(name: str, values: Versions, choose: Choose) -> Pick:
    return _row(name, values, choose, "title", _ITEM)


def _row(name: str, values: Versions, choose: Choose, words: str, fields: dict[str, Merge]) -> Pick:
    """One row field by field, unless the two sides do not speak of the same thing."""
    known = settled(values)
    if known:
        return known
    if values.ours is None or values.theirs is None or _apart(values.of(words)):
        return disputed(name, values, choose)
    return table(name, values, choose, fields)


def _apart(words: Versions) -> bool:
    """Whether one side has quite other words: then the other side's fields are about something else."""
    if words.base is None:
        return bool(words.ours != words.theirs)
    base, ours, theirs = words.each(lambda text: set(text.casefold().split()))
    return not (base & ours and base & theirs)


def _follow_ups(name: str, values: Versions, choose: Choose) -> Pick:
    """Promises by their ordinal; one taken away, moved, or added differently on both sides is a conflict."""
    known = settled(values)
    if known:
        return known
    base, ours, theirs = lists = values.each(lambda held: held or [])
    if _shifted(base, ours) or _shifted(base, theirs):
        return disputed(name, values, choose, Clash.MOVED)
    count = max(len(ours), len(theirs))
    rows = [Versions(*(held[at] if at < len(held) else None for held in lists)) for at in range(count)]
    picks = [_row(f"{name} {at}", row, choose, "what", _FOLLOW_UP) for at, row in enumerate(rows, start=1)]
    return Pick([pick.value for pick in picks if pick.value is not None], conflicts_of(picks))


def _shifted(before: list[Row], after: list[Row]) -> bool:
    whats = [row["what"] for row in after]
    return len(after) < len(before) or any(
        row["what"] != whats[at] and row["what"] in whats for at, row in enumerate(before)
    )


_FOLLOW_UP: dict[str, Merge] = {field.key: whole for field in SHAPES["follow_up"].fields}
_SPECIAL: dict[str, Merge] = {"documents": members, "subitems": _subitems, "follow_ups": _follow_ups}
_ITEM: dict[str, Merge] = {field.key: _SPECIAL.get(field.key, whole) for field in SHAPES["item"].fields}
