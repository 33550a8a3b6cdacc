"""Searching a register: what is selected, sieved and looked through, with an end to patterns that have none."""

from somei_cli.errors import PatternWithoutEnd
from somei_cli.model.search_conditions import Conditions
from somei_cli.model.searching import Found, Query, search
from somei_cli.model.selection import Selection
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.terms import Pattern

PATTERN_SECONDS = 5.0
"""Processor time for patterns: an honest one looks through 100,000 documents in a tenth of it."""


def look_for(
    snapshot: Snapshot, query: Query, selection: Selection, conditions: Conditions, seconds: float = PATTERN_SECONDS
) -> tuple[Found, ...]:
    """The documents that fit all, the best first.

    Raises:
        PatternWithoutEnd: where a pattern takes longer than the seconds.
    """
    vocabulary = snapshot.vocabulary
    fits = conditions.sieve(snapshot)
    documents = (d for d in snapshot if selection.holds(d, vocabulary) and fits(d))
    if not any(isinstance(term, Pattern) for term in query.terms):
        return search(documents, query)
    from somei_cli.store.timelimit import time_limit

    with time_limit(seconds, PatternWithoutEnd(seconds)):
        return search(documents, query)
