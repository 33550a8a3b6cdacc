"""The order of the elements of a list, where both sides may have moved some and added others."""

from collections.abc import Callable

from somei_cli.model.merges import Clash
from somei_cli.text.merging.versions import Choose, Pick, Versions, disputed

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
