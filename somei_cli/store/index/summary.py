"""Counts of a register that the index answers alone, so that nothing of a document need be loaded or read."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.model.document_number import Status
from somei_cli.store.index.keys import HAS_DOUBTS, HAS_FOLLOW_UPS, IS_NOT_ISSUED
from somei_cli.store.index.open import open_index
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents

if TYPE_CHECKING:
    from somei_cli.store.index.database import Index

# A count of all documents, and of the few that are not live or not issued, reads indexes alone.
_COUNT_ALL = "SELECT (SELECT count(*) FROM document) - (SELECT count(*) FROM document WHERE live = 0)"
_COUNT_OTHER_STATUSES = f"SELECT status, count(*) FROM document WHERE {IS_NOT_ISSUED} AND live GROUP BY status"  # noqa: S608 - words of ours
_COUNT = "SELECT count(*) FROM document WHERE live AND "


class RegisterCounts(NamedTuple):
    """How many documents have each status, and how many keep doubts."""

    statuses: Mapping[Status, int]
    doubts: int


def count_without_reading(register: Register) -> "tuple[RegisterCounts | None, Index | None]":
    """Return the counts if the index knows all that an overview tells, else None; and the index, if there is one.

    Documents must be read if there is no index, a file gives no document, a sparse checkout leaves files out, or there
    are follow-ups, whose days are not in the index.
    """
    index = open_index(register)
    if index is None or list_sparse_documents(register.root):
        return None, index
    from somei_cli.store.index.database import DatabaseError

    try:
        ((follow_ups,),) = index.query(_COUNT + HAS_FOLLOW_UPS)
        if follow_ups or index.faulty_files():
            return None, index
        ((total,),) = index.query(_COUNT_ALL)
        counts = Counter({Status(status): count for status, count in index.query(_COUNT_OTHER_STATUSES)})
        if issued := total - counts.total():
            counts[Status.ISSUED] = issued
        ((doubts,),) = index.query(_COUNT + HAS_DOUBTS)
    except DatabaseError:
        return None, None
    return RegisterCounts(counts, doubts), index
