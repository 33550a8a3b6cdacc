"""Search a register: select documents, match them, rank them, and stop a pattern that takes too long."""

from collections.abc import Iterator
from itertools import islice
from time import process_time

from somei_cli.errors import PatternWithoutEnd
from somei_cli.model.document import Document
from somei_cli.model.query.searched_words_and_patterns import PatternTerm
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.search.plan import Conditions, plan_search
from somei_cli.model.search.ranked_matches import BestHits, Query, SearchHit

PATTERN_SECONDS = 5.0
"""The limit of processor time for patterns; a sensible one searches 100,000 documents in a tenth of it."""

_BATCH_SIZE = 50


def find_documents(
    snapshot: Snapshot,
    query: Query,
    selection: Selection,
    conditions: Conditions,
    seconds: float = PATTERN_SECONDS,
    limit: int | None = None,
) -> tuple[SearchHit, ...]:
    """Return the documents that match everything, the best first, at most `limit`.

    Raises:
        PatternWithoutEnd: if a pattern takes longer than `seconds`; the time to read documents does not count.
    """
    matches = conditions.make_filter(snapshot)
    candidates = (
        (least, document)
        for least, document in snapshot.candidates(plan_search(query, selection, conditions, limit))
        if selection.matches(document, lambda: snapshot.vocabulary) and matches(document)
    )
    best = BestHits(query, limit)
    if any(isinstance(term, PatternTerm) for term in query.terms):
        _search_within_time(best, candidates, seconds)
    else:
        best.add(candidates)
    return best.hits()


def _search_within_time(best: BestHits, candidates: Iterator[tuple[int, Document]], seconds: float) -> None:
    """Search batch by batch: only the matching is timed, the documents of a batch are read before it."""
    from somei_cli.store.process.signals import time_limit

    refusal, seconds_left = PatternWithoutEnd(seconds), seconds
    while batch := list(islice(candidates, _BATCH_SIZE)):
        start = process_time()
        with time_limit(seconds_left, refusal):
            if best.add(batch):
                return
        seconds_left -= process_time() - start
        if seconds_left <= 0:
            raise refusal
