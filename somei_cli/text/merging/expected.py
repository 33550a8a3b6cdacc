"""What a merge of two versions may come to: one document where it is clean, else one for each way to decide."""

from somei_cli.errors import Refused
from somei_cli.model.documents import Document
from somei_cli.model.merges import MergeSide
from somei_cli.text.merging.documents import merge


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
