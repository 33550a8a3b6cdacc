"""Search a register: select documents, match them, rank them, and stop a pattern that takes too long."""

from collections.abc import Iterator
from itertools import islice
from time import process_time

from somei_cli.errors import PatternWithoutEnd
from somei_cli.model.document import Document
from somei_cli.model.query.terms import Pattern
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.plan import Conditions, seek
from somei_cli.model.search.rank import Best, Query, SearchHit

PATTERN_SECONDS = 5.0
"""The limit of processor time for patterns; a sensible one searches 100,000 documents in a tenth of it."""

_BATCH_SIZE = 50


def look_for(
    snapshot: Snapshot,
    query: Query,
    selection: Selection,
    conditions: Conditions,
    seconds: float = PATTERN_SECONDS,
    most: int | None = None,
) -> tuple[SearchHit, ...]:
    """Return the documents that match everything, the best first, at most `limit`.

    Raises:
        PatternWithoutEnd: if a pattern takes longer than `seconds`; the time to read documents does not count.
    """
    matches = conditions.sieve(snapshot)
    candidates = (
        (least, document)
        for least, document in snapshot.candidates(seek(query, selection, conditions, most))
        if selection.holds(document, lambda: snapshot.vocabulary) and matches(document)
    )
    best = Best(query, most)
    if any(isinstance(term, Pattern) for term in query.terms):
        _search_within_time(best, candidates, seconds)
    else:
        best.look_into(candidates)
    return best.found()


def _search_within_time(best: Best, candidates: Iterator[tuple[int, Document]], seconds: float) -> None:
    """Search batch by batch: only the matching is timed, the documents of a batch are read before it."""
    from somei_cli.store.process.signals import time_limit

    refusal, seconds_left = PatternWithoutEnd(seconds), seconds
    while batch := list(islice(candidates, _BATCH_SIZE)):
        start = process_time()
        with time_limit(seconds_left, refusal):
            if best.look_into(batch):
                return
        seconds_left -= process_time() - start
        if seconds_left <= 0:
            raise refusal
