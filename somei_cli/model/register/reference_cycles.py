"""Circles among documents that follow each other: who stands on one, and the way round."""

from collections import deque
from collections.abc import Callable, Iterator

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import FOLLOWING

_Round = frozenset[DocumentNumber]


def followed(document: Document | None) -> Iterator[DocumentNumber]:
    """The other texts that a document comes after."""
    for reference in document.pointing() if document else ():
        if document and reference.kind in FOLLOWING and reference.to != document.number:
            yield reference.to


class Circles:
    """What was found so far; every document is looked at once. Nothing recurses: chains may be very long."""

    def __init__(self, get: Callable[[DocumentNumber], Document | None]) -> None:
        self._get = get
        self._order: dict[DocumentNumber, int] = {}
        self._rounds: dict[DocumentNumber, _Round] = {}

    def through(self, number: DocumentNumber) -> tuple[DocumentNumber, ...]:
        """The shortest circle through a document, which comes first; nothing where it stands on none."""
        if number not in self._order:
            self._explore(number)
        members = self._rounds.get(number)
        return self._way_round(number, members) if members else ()

    def companions(self, number: DocumentNumber) -> frozenset[DocumentNumber]:
        """Every document on a circle with this one, and itself; nothing where there is none."""
        self.through(number)
        return self._rounds.get(number, frozenset())

    def _explore(self, start: DocumentNumber) -> None:
        """Tarjan's search for sets of documents of which each leads to all others."""
        low: dict[DocumentNumber, int] = {}
        open_: list[DocumentNumber] = []
        trail = [(start, self._enter(start, low, open_))]
        while trail:
            current, ahead = trail[-1]
            for number in ahead:
                if number not in self._order:
                    trail.append((number, self._enter(number, low, open_)))
                    break
                if number in low:
                    low[current] = min(low[current], self._order[number])
            else:
                trail.pop()
                if trail:
                    low[trail[-1][0]] = min(low[trail[-1][0]], low[current])
                if low[current] == self._order[current]:
                    self._close(current, low, open_)

    def _enter(
        self, number: DocumentNumber, low: dict[DocumentNumber, int], open_: list[DocumentNumber]
    ) -> Iterator[DocumentNumber]:
        self._order[number] = low[number] = len(self._order)
        open_.append(number)
        return followed(self._get(number))

    def _close(self, first: DocumentNumber, low: dict[DocumentNumber, int], open_: list[DocumentNumber]) -> None:
        at = open_.index(first) if open_[-1] != first else len(open_) - 1
        members = frozenset(open_[at:])
        del open_[at:]
        for number in members:
            # What is closed is no longer looked for.
            del low[number]
            if len(members) > 1:
                self._rounds[number] = members

    def _way_round(self, start: DocumentNumber, members: _Round) -> tuple[DocumentNumber, ...]:
        came_from: dict[DocumentNumber, DocumentNumber] = {}
        waiting = deque([start])
        while start not in came_from:
            current = waiting.popleft()
            for number in followed(self._get(current)):
                if number in members and number not in came_from:
                    came_from[number] = current
                    waiting.append(number)
        way = [came_from[start]]
        while way[-1] != start:
            way.append(came_from[way[-1]])
        return tuple(reversed(way))
