"""Two versions of a document merged into one: what only one side changed is taken, what both did is a conflict.

What a merge of two versions may come to: one document where it is clean, else one for each way to decide.
"""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from somei_cli.errors import Refused
from somei_cli.formats.merge.agenda_items import items
from somei_cli.formats.merge.three_way import (
    Choose,
    Merge,
    Pick,
    Versions,
    access,
    disputed,
    fieldwise,
    members,
    references,
    subject_codes,
    table,
    whole,
)
from somei_cli.formats.toml.canonical import dump_table
from somei_cli.formats.toml.document import load, to_table
from somei_cli.formats.toml.fields import SHAPES, WAIVE
from somei_cli.model.document import Document, Status
from somei_cli.model.merge import Clash, Conflict, Merged, MergeSide, level_named
from somei_cli.model.numbers.provisional_numbers import asked_by

_OF_AN_END: Final = ("status", "reason")
_UNDECIDED: Final[Mapping[str, MergeSide]] = MappingProxyType({})


def merge(
    base: Document | None,
    ours: Document,
    theirs: Document,
    taken: Mapping[str, MergeSide] = _UNDECIDED,
    favoured: MergeSide = MergeSide.OURS,
) -> Merged:
    """Merge two versions of a document.

    Args:
        base: What both began from; None where both sides entered the document.
        ours: The version here.
        theirs: The other version.
        taken: The side that fields in conflict are taken from, by their names.
        favoured: The side of all other fields in conflict.

    Raises:
        Refused: where the two together are too much for one file, or two entries.
    """
    _refuse_two_entries(base, ours, theirs)
    values = Versions(base, ours, theirs).each(lambda document: _table(document) if document else None)
    pick = fieldwise("", values, lambda name: taken.get(name, favoured), _DOCUMENT)
    ended = _ended(base, ours, theirs)
    chosen = ours if taken.get("status", favoured) is MergeSide.OURS else theirs
    text = dump_table(_as_decided(pick.value, chosen) if ended else pick.value)
    document = load(text).document
    if document is None:
        raise Refused(f"{ours.number}: both versions together are too large for one file.")
    return Merged(document, (*_taken_twice(base, ours, theirs), *ended, *pick.conflicts))


def lowers(result: Document, *sides: Document) -> bool:
    """Whether a document has a lower marking than one of those it was made from."""
    return any(_level(result) < _level(side) for side in sides)


def _level(document: Document) -> int:
    return level_named(str(document.marking) if document.marking else None)


def _table(document: Document) -> dict[str, Any]:
    """The nested values; an absent status says something, and must not pass for one that nobody set."""
    return {**to_table(document), "status": str(document.status)}


def _refuse_two_entries(base: Document | None, ours: Document, theirs: Document) -> None:
    """Git took one entry for another under a new name: of several that look alike it takes any."""
    settled = [one for one in (base, ours, theirs) if one and not one.number.is_provisional]
    stood = {number for one in settled if one.allotted for number in one.allotted.provisional}
    numbers = sorted({one.number for one in (base, ours, theirs) if one})
    requests = {one.allotted.request for one in (ours, theirs) if one.allotted}
    strange = any(number.is_provisional and number.base not in stood for number in numbers)
    anew = len(requests) > 1 and ours.number.is_provisional is not theirs.number.is_provisional
    if len(numbers) > 1 and (strange or anew):
        raise Refused(
            f"{numbers[0]} and {numbers[1]} are two entries, and git took them for one.",
            "Begin anew: git merge --abort, git merge -X find-renames=100% BRANCH, git add documents, git commit (with "
            "cherry-pick and rebase likewise); somei sync then puts each text under its number.",
        )
    takers = {asked_by(one.allotted) for one in (ours, theirs) if one.allotted and one.number.is_provisional}
    begun = asked_by(base.allotted) if base and base.allotted else None
    if len(takers) > 1 and begun not in takers:
        names = " and ".join(sorted(one.address for one in takers))
        raise Refused(
            f"{numbers[0]} is the name of two entries, asked for by {names}.",
            "Go back, and send yours first: git merge --abort, somei sync",
        )


def _taken_twice(base: Document | None, ours: Document, theirs: Document) -> tuple[Conflict, ...]:
    """Two people reserved one number: a conflict even where both wrote the same, but for one act of one person."""
    if ours.allotted and theirs.allotted and asked_by(ours.allotted) == asked_by(theirs.allotted):
        return ()
    if base is None and ours.status is theirs.status is Status.RESERVED:
        return (Conflict("number", Clash.TAKEN_TWICE, str(ours.number), str(theirs.number)),)
    return ()


def _ended(base: Document | None, ours: Document, theirs: Document) -> tuple[Conflict, ...]:
    """One side gave the number up while the other went on with it: neither may pass the other by."""
    void = Status.VOID
    if base is None or base.status is void or (ours.status is void) is (theirs.status is void):
        return ()
    other = theirs if ours.status is void else ours
    # Where the other gave it another status, that is in conflict by itself.
    if other == base or other.status is not base.status:
        return ()
    return (Conflict("status", Clash.ENDED, str(ours.status), str(theirs.status)),)


def _as_decided(value: dict[str, Any], chosen: Document) -> dict[str, Any]:
    """With the status of one side, and the reason that goes with it."""
    table = _table(chosen)
    rest = {key: held for key, held in value.items() if key not in _OF_AN_END}
    return {**rest, **{key: table[key] for key in _OF_AN_END if key in table}}


def _marking(name: str, values: Versions, choose: Choose) -> Pick:
    """Never lowered by a merge, not even where only one side did so: a person takes it by name."""
    pick = whole(name, values, choose)
    highest = max(level_named(values.ours), level_named(values.theirs))
    if pick.conflicts or level_named(pick.value) >= highest:
        return pick
    return disputed(name, values, choose, Clash.LOWERED)


def _waivers(name: str, values: Versions, choose: Choose) -> Pick:
    pick = table(name, values.each(lambda held: held or {}), choose, {})
    return pick._replace(value=pick.value or None)


def _fields(shape: str) -> Merge:
    return partial(table, fields={field.key: whole for field in SHAPES[shape].fields})


_SPECIAL: Final[Mapping[str, Merge]] = MappingProxyType(
    {
        "marking": _marking,
        "languages": members,
        "subject_codes": subject_codes,
        "interinstitutional_files": members,
        "previous_documents": members,
        "commission_documents": members,
        "meeting": _fields("meeting"),
        "agenda": _fields("agenda"),
        "access": access,
        "references": references,
        "outside_references": references,
        "items": items,
    }
)
_DOCUMENT: Final[Mapping[str, Merge]] = MappingProxyType(
    {field.key: _SPECIAL.get(field.key, whole) for field in SHAPES["document"].fields} | {WAIVE: _waivers}
)


def expected(base: Document | None, ours: Document, theirs: Document) -> tuple[Document, ...]:
    """The documents that decide each conflict for one side.

    A marking that one side alone changed is as that side has it: a merge driver asks a person before it lowers one,
    but it was lowered by an act of that side.
    """
    if base is None:
        return (ours, theirs)
    taken = {}
    if theirs.marking == base.marking:
        taken["marking"] = MergeSide.OURS
    elif ours.marking == base.marking:
        taken["marking"] = MergeSide.THEIRS
    try:
        ways = [merge(base, ours, theirs, taken, side).document for side in MergeSide]
    except Refused:
        ways = [ours, theirs]
    return tuple(way for at, way in enumerate(ways) if way not in ways[:at])
