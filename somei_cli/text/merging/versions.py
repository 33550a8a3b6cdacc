"""Three versions of one value, and what can be said of any field: taken from one side, or in conflict."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from somei_cli.model.merges import Clash, Conflict, MergeSide
from somei_cli.text.json_form import plain
from somei_cli.text.messages import one_line


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
