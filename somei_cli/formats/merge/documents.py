"""Merge two versions of a document: a field that one side changed is taken, one that both changed is a conflict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from somei_cli.errors import Refused
from somei_cli.formats.merge.agenda_items import merge_items
from somei_cli.formats.merge.three_way import (
    ChooseSide,
    MergeFunction,
    Pick,
    Versions,
    merge_access_events,
    merge_fields,
    merge_members,
    merge_references,
    merge_subject_codes,
    merge_table,
    merge_versions,
    merge_whole,
    pick_disputed,
)
from somei_cli.formats.toml.canonical import dump_table
from somei_cli.formats.toml.comments import find_comments
from somei_cli.formats.toml.document import dump, load, to_table
from somei_cli.formats.toml.fields import SHAPES, WAIVE
from somei_cli.model.agenda.items import follow_items
from somei_cli.model.document import Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS, MergeWay
from somei_cli.model.document_number import Status
from somei_cli.model.merge import (
    NO_DECISIONS,
    Conflict,
    ConflictReason,
    Decisions,
    MergeResult,
    MergeSide,
    level_of_text,
)
from somei_cli.model.numbers.provisional_numbers import allotment_key, is_only_reserved

_STATUS_FIELDS: Final = ("status", "reason")
_NO_SIDES: Final[Mapping[str, MergeSide]] = MappingProxyType({})


def merge(
    base: Document | None,
    ours: Document,
    theirs: Document,
    decisions: Mapping[str, MergeSide] = _NO_SIDES,
    favoured: MergeSide = MergeSide.OURS,
) -> MergeResult:
    """Merge two versions of a document. References and waivers go with the items that they name on their side.

    Args:
        base: The common ancestor; None if both sides entered the document.
        ours: The version of this side.
        theirs: The version of the other side.
        decisions: The side to take for fields in conflict, by their names.
        favoured: The side to take for all other fields in conflict.

    Raises:
        Refused: if both versions together are too large for one file, or are two different entries.
    """
    _refuse_different_entries(base, ours, theirs)
    return _merge_versions(Versions(base, ours, theirs), ChooseSide(decisions, favoured))


def revert(before: Document, after: Document, now: Document) -> MergeResult:
    """Return the present version without the change from `before` to `after`, by a merge whose base is `after`.

    A marking that the change raised is lowered again. Conflicts are what was changed again since.

    Raises:
        Refused: if both versions together are too large for one file.
    """
    return _merge_versions(Versions(after, now, before), ChooseSide({}, reverts=True))


def _merge_versions(versions: Versions, choose: ChooseSide) -> MergeResult:
    result = _merge_once(versions, choose)
    # What was said of an item that one side removed is said of the whole document, as when an item is removed.
    with_merged_numbers = versions.each(
        lambda version: version and follow_items(version, result.document, keeps_free_numbers=choose.reverts)
    )
    return result if with_merged_numbers == versions else _merge_once(with_merged_numbers, choose)


def _merge_once(versions: Versions, choose: ChooseSide) -> MergeResult:
    base, ours, theirs = versions
    values = versions.each(lambda document: _table_with_status(document) if document else None)
    merged = merge_fields("", values, choose, _DOCUMENT_FIELDS)
    ended_number = () if choose.reverts else _find_ended_number(base, ours, theirs)
    chosen = ours if choose.side_for("status") is MergeSide.OURS else theirs
    text = dump_table(_with_status_of(merged.value, chosen) if ended_number else merged.value)
    document = load(text).document
    if document is None:
        raise Refused(f"{ours.number}: both versions together are too large for one file.")
    return MergeResult(document, (*_find_double_reservation(base, ours, theirs), *ended_number, *merged.conflicts))


def lowers_marking(result: Document, *sides: Document) -> bool:
    """Return whether a document has a lower marking than one of the versions it was made from."""
    return any(_level(result) < _level(side) for side in sides)


def _level(document: Document) -> int:
    return level_of_text(str(document.marking) if document.marking else None)


def _table_with_status(document: Document) -> dict[str, Any]:
    """Return the nested values with the status always written: "issued" is a decision too, not an absent value."""
    return {**to_table(document), "status": str(document.status)}


def _refuse_different_entries(base: Document | None, ours: Document, theirs: Document) -> None:
    """Refuse two entries that git took for one file under a new name: of several similar files git picks any."""
    allotted = [version for version in (base, ours, theirs) if version and not version.number.is_provisional]
    former_numbers = {number for version in allotted if version.allotted for number in version.allotted.provisional}
    numbers = sorted({version.number for version in (base, ours, theirs) if version})
    requests = {version.allotted.request for version in (ours, theirs) if version.allotted}
    unrelated = any(number.is_provisional and number.base not in former_numbers for number in numbers)
    requested_anew = len(requests) > 1 and ours.number.is_provisional is not theirs.number.is_provisional
    if len(numbers) > 1 and (unrelated or requested_anew):
        raise Refused(
            f"{numbers[0]} and {numbers[1]} are two entries, and git took them for one.",
            "Start again: git merge --abort, git merge -X find-renames=100% BRANCH, git add documents, git commit "
            "(with cherry-pick and rebase likewise); somei sync then puts each text under its number.",
        )
    requesters = {
        allotment_key(version.allotted)
        for version in (ours, theirs)
        if version.allotted and version.number.is_provisional
    }
    base_requester = allotment_key(base.allotted) if base and base.allotted else None
    if len(requesters) > 1 and base_requester not in requesters:
        names = " and ".join(sorted(requester.address for requester in requesters))
        raise Refused(
            f"{numbers[0]} is the name of two entries, asked for by {names}.",
            "Go back, and send yours first: git merge --abort, somei sync",
        )


def _find_double_reservation(base: Document | None, ours: Document, theirs: Document) -> tuple[Conflict, ...]:
    """Return a conflict if two people reserved one number, even if both wrote the same; none if one act wrote both."""
    if ours.allotted and theirs.allotted and allotment_key(ours.allotted) == allotment_key(theirs.allotted):
        return ()
    if base is None and ours.status is theirs.status is Status.RESERVED:
        return (Conflict("number", ConflictReason.TAKEN_TWICE, str(ours.number), str(theirs.number)),)
    return ()


def _find_ended_number(base: Document | None, ours: Document, theirs: Document) -> tuple[Conflict, ...]:
    """Return a conflict if one side made the number void and the other continued to use it."""
    void = Status.VOID
    if base is None or base.status is void or (ours.status is void) is (theirs.status is void):
        return ()
    other_version = theirs if ours.status is void else ours
    # If the other side changed the status too, that is a conflict of its own.
    if other_version == base or other_version.status is not base.status:
        return ()
    return (Conflict("status", ConflictReason.ENDED, str(ours.status), str(theirs.status)),)


def _with_status_of(value: dict[str, Any], side: Document) -> dict[str, Any]:
    """Return the values with the status of one side and the reason that belongs to it."""
    table = _table_with_status(side)
    remaining = {key: field_value for key, field_value in value.items() if key not in _STATUS_FIELDS}
    return {**remaining, **{key: table[key] for key in _STATUS_FIELDS if key in table}}


def _merge_marking(name: str, values: Versions, choose: ChooseSide) -> Pick:
    """Merge the marking; a merge never lowers it, even if only one side did: a person must decide that."""
    merged = merge_whole(name, values, choose)
    highest = max(level_of_text(values.ours), level_of_text(values.theirs))
    if merged.conflicts or choose.reverts or level_of_text(merged.value) >= highest:
        return merged
    return pick_disputed(name, values, choose, ConflictReason.LOWERED)


def _merge_waivers(name: str, values: Versions, choose: ChooseSide) -> Pick:
    merged = merge_table(name, values.each(lambda waivers: waivers or {}), choose, {})
    return merged._replace(value=merged.value or None)


def _merge_by_keys(shape: str) -> MergeFunction:
    return partial(merge_table, fields={field.key: merge_whole for field in SHAPES[shape].fields})


_MERGE_FUNCTIONS: Final[Mapping[MergeWay, Callable[[str], MergeFunction]]] = MappingProxyType(
    {
        "value": lambda _: merge_whole,
        "set": lambda _: merge_members,
        "table": _merge_by_keys,
        "marking": lambda _: _merge_marking,
        "codes": lambda _: merge_subject_codes,
        "events": lambda _: merge_access_events,
        "references": lambda _: merge_references,
        "items": lambda _: merge_items,
        "versions": lambda _: merge_versions,
        "waivers": lambda _: _merge_waivers,
    }
)
"""For each way to merge the function that does it, made from the shape of the field."""
_WAYS: Final[Mapping[str, MergeWay]] = MappingProxyType({field.name: field.merge for field in DOCUMENT_FIELDS})
_DOCUMENT_FIELDS: Final[Mapping[str, MergeFunction]] = MappingProxyType(
    {field.key: _MERGE_FUNCTIONS[_WAYS[field.name]](field.shape) for field in SHAPES["document"].fields}
    | {WAIVE: _MERGE_FUNCTIONS[_WAYS[WAIVE]]("")}
)


def list_possible_merges(base: Document | None, ours: Document, theirs: Document) -> tuple[Document, ...]:
    """Return the documents that a merge may result in: one if it is clean, else one for each way to decide.

    A marking that only one side changed is taken from that side. The merge driver asks a person before it lowers one,
    but here an act of that side lowered it already.
    """
    if base is None:
        return (ours, theirs)
    decisions = {}
    if theirs.marking == base.marking:
        decisions["marking"] = MergeSide.OURS
    elif ours.marking == base.marking:
        decisions["marking"] = MergeSide.THEIRS
    try:
        results = [merge(base, ours, theirs, decisions, side).document for side in MergeSide]
    except Refused:
        results = [ours, theirs]
    return tuple(result for index, result in enumerate(results) if result not in results[:index])


_OTHER_SIDE: Final = {MergeSide.OURS: MergeSide.THEIRS, MergeSide.THEIRS: MergeSide.OURS}


def merge_with_remote(texts: Sequence[str | None], decisions: Decisions = NO_DECISIONS) -> str | tuple[Conflict, ...]:
    """Return the merged document, or the fields in conflict that are not decided; none if a version cannot be read.

    Args:
        texts: The common version, that of the remote and the own one.
        decisions: The sides to take in fields that both changed. Whether a number is in use, and who reserved it, is
            not decided so: two texts under one number are two documents.
    """
    documents: list[Document | None] = [load(text).document if text is not None else None for text in texts]
    base, theirs, ours = documents
    is_unreadable = theirs is None or ours is None or (texts[0] is not None and base is None)
    if theirs is None or ours is None or is_unreadable or any(find_comments(text) for text in texts if text):
        return ()
    if (
        base is None
        and ours.allotted
        and theirs.allotted
        and allotment_key(ours.allotted) == allotment_key(theirs.allotted)
    ):
        # Both sides hold one act that reached the remote by another way, as after a lost answer: the spelling of a name
        # or the day may differ. What the remote has counts.
        if ours.allotted.purpose != theirs.allotted.purpose:
            return (Conflict("allotted for", ConflictReason.CHANGED, ours.allotted.purpose, theirs.allotted.purpose),)
        ours = replace(ours, allotted=theirs.allotted)
        base = next((document for document in (ours, theirs) if is_only_reserved(document)), None)
    merged = merge(base, theirs, ours)
    # In messages "ours" is what is here and "theirs" what the remote has; in a rebase git has it the other way round.
    conflicts = tuple(conflict._replace(ours=conflict.theirs, theirs=conflict.ours) for conflict in merged.conflicts)
    sides = {conflict.field: decisions.side_for(conflict) for conflict in conflicts}
    if any(sides[conflict.field] is None or conflict.is_about_number for conflict in conflicts):
        return conflicts
    flipped = {name: _OTHER_SIDE[side] for name, side in sides.items() if side}
    return dump(merge(base, theirs, ours, flipped).document)
