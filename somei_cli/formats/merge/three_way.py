"""Three versions of one value, and what can be said of any field: taken from one side, or in conflict.

The order of the elements of a list, where both sides may have moved some and added others.
Lists whose elements have a name of their own: codes, languages, files, references, decisions on access.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from somei_cli.formats.git.commit_messages import one_line
from somei_cli.formats.toml.json import plain
from somei_cli.model.codes import CodeEntry
from somei_cli.model.merge import Clash, Conflict, MergeSide


class Versions(NamedTuple):
    """A value as both began with it, and as each side has it now; None where it is absent."""

    base: Any
    ours: Any
    theirs: Any

    def each(self, look: Callable[[Any], Any]) -> "Versions":
        """The same look at all three."""
        return Versions(look(self.base), look(self.ours), look(self.theirs))

    def of(self, key: Any) -> "Versions":
        """What each holds under a key."""
        return self.each(lambda held: held.get(key) if held else None)


class Pick(NamedTuple):
    """The value that a field gets, and the conflicts in it."""

    value: Any
    conflicts: tuple[Conflict, ...] = ()


Choose = Callable[[str], MergeSide]
"""Which side a field in conflict is taken from, by its name."""

Merge = Callable[[str, Versions, Choose], Pick]
"""How a field of some kind is merged; the name comes first."""


def same(one: Any, other: Any) -> bool:
    """Whether two TOML values are the same: for Python 1, 1.0 and true are equal."""
    return repr(one) == repr(other)


def settled(values: Versions) -> Pick | None:
    """The value where both sides agree or only one of them changed it."""
    base, ours, theirs = values
    if same(ours, theirs) or same(theirs, base):
        return Pick(ours)
    return Pick(theirs) if same(ours, base) else None


def disputed(name: str, values: Versions, choose: Choose, why: Clash | None = None) -> Pick:
    """The value of the side that is chosen, and the conflict."""
    if why is None:
        absent = values.ours is None or values.theirs is None
        why = Clash.ADDED if values.base is None else Clash.REMOVED if absent else Clash.CHANGED
    taken = values.ours if choose(name) is MergeSide.OURS else values.theirs
    return Pick(taken, (Conflict(name, why, plain(values.ours), plain(values.theirs)),))


def whole(name: str, values: Versions, choose: Choose) -> Pick:
    """A field that is one fact."""
    return settled(values) or disputed(name, values, choose)


def table(name: str, values: Versions, choose: Choose, fields: Mapping[str, Merge]) -> Pick:
    """Several fields as `fieldwise`, unless only one side changed them, or one took all of them away."""
    known = settled(values)
    if known:
        return known
    if values.base is not None and (values.ours is None or values.theirs is None):
        return disputed(name, values, choose)
    return fieldwise(name, values, choose, fields)


def fieldwise(name: str, values: Versions, choose: Choose, fields: Mapping[str, Merge]) -> Pick:
    """Each field for itself; those not named are one fact each, and stand behind the others."""
    keys = dict.fromkeys([*fields, *values.ours, *values.theirs])
    picks = {key: fields.get(key, whole)(below(name, key), values.of(key), choose) for key in keys}
    held = {key: pick.value for key, pick in picks.items() if pick.value is not None}
    return Pick(held, conflicts_of(picks.values()))


def conflicts_of(picks: Iterable[Pick]) -> tuple[Conflict, ...]:
    """All conflicts of several fields, in their order."""
    return tuple(conflict for pick in picks for conflict in pick.conflicts)


def below(name: str, key: str) -> str:
    """The name of a field inside another; a key that somei does not know may hold anything."""
    return f"{name} {one_line(key)}".strip()


Join = Callable[[list[str], list[str]], list[str]]


def arranged(name: str, labels: Versions, choose: Choose, join: Join) -> Pick:
    """The labels of both sides, each once; which side leads, `join` brings in what the other one added.

    What only one side moved is moved; where both did, differently, the order is a conflict.
    """
    base, ours, theirs = labels
    shared = set(ours) & set(theirs)
    mine, yours = _only(ours, shared), _only(theirs, shared)
    if mine == yours:
        return Pick(join(ours, theirs))
    if shared <= set(base):
        began = _only(base, shared)
        if yours == began:
            return Pick(join(ours, theirs))
        if mine == began:
            return Pick(join(theirs, ours))
    pick = disputed(f"{name} order", labels, choose, Clash.ORDER)
    return pick._replace(value=join(ours, theirs) if pick.value is ours else join(theirs, ours))


def appended(lead: list[str], other: list[str]) -> list[str]:
    """What the other side added, behind everything, in its own order."""
    return list(dict.fromkeys([*lead, *other]))


def woven(lead: list[str], other: list[str]) -> list[str]:
    """What the other side added, each behind what it stands behind there, and behind what the lead put there too."""
    result, known = list(lead), set(lead)
    anchor = ""
    for label in other:
        if label not in known:
            place = result.index(anchor) + 1 if anchor else 0
            while place < len(result) and result[place] not in other:
                place += 1
            result.insert(place, label)
        anchor = label
    return result


def _only(labels: list[str], some: set[str]) -> list[str]:
    return [label for label in labels if label in some]


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
