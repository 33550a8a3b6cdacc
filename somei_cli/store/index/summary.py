"""Counts of a register that the index answers alone, so that nothing of a document need be loaded or read."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from somei_cli.model.document_number import Status
from somei_cli.store.index.keys import HAS_DOUBTS, HAS_FOLLOW_UPS
from somei_cli.store.index.open import open_index
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_documents

_COUNT_STATUSES = "SELECT status, count(*) FROM document WHERE live GROUP BY status"
_COUNT = "SELECT count(*) FROM document WHERE live AND "


class RegisterCounts(NamedTuple):
    """How many documents have each status, and how many keep doubts."""

    statuses: Mapping[Status, int]
    doubts: int


def count_without_reading(register: Register) -> RegisterCounts | None:
    """Return the counts if the index knows all that an overview tells; None if documents must be read.

    They must if there is no index, a file gives no document, a sparse checkout leaves files out, or there are
    follow-ups, whose days are not in the index.
    """
    index = open_index(register)
    if index is None or list_sparse_documents(register.root):
        return None
    from somei_cli.store.index.database import DatabaseError

    try:
        ((follow_ups,),) = index.query(_COUNT + HAS_FOLLOW_UPS)
        if follow_ups or index.faulty_files():
            return None
        counts = Counter({Status(status or Status.ISSUED): count for status, count in index.query(_COUNT_STATUSES)})
        ((doubts,),) = index.query(_COUNT + HAS_DOUBTS)
    except DatabaseError:
        return None
    return RegisterCounts(counts, doubts)
