"""Merge an own version of a document with that of the remote, field by field, as a sync does."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from somei_cli.formats.merge.documents import merge
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.comments import find_comments
from somei_cli.model.document import Document
from somei_cli.model.merge import NO_DECISIONS, Conflict, ConflictReason, Decisions, MergeSide
from somei_cli.model.numbers.provisional_numbers import allotment_key, is_only_reserved

_OTHER_SIDE: Final = {MergeSide.OURS: MergeSide.THEIRS, MergeSide.THEIRS: MergeSide.OURS}


def merge_with_remote(texts: Sequence[str | None], decisions: Decisions = NO_DECISIONS) -> str | tuple[Conflict, ...]:
    """Return the merged document, or the fields in conflict that are not decided; none if a version cannot be read.

    Args:
        texts: The common version, that of the remote and the own one.
        decisions: The sides to take in fields that both changed. Whether a number is in use, and who reserved it, is
            not decided so: two texts under one number are two documents.
    """
    documents: list[Document | None] = [codec.load(text).document if text is not None else None for text in texts]
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
    return codec.dump(merge(base, theirs, ours, flipped).document)
