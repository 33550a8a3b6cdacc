"""Cycles of documents that follow each other, found with Tarjan's algorithm."""

from collections import deque
from collections.abc import Callable, Iterator

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import FOLLOWING

_Component = frozenset[DocumentNumber]
_GetDocument = Callable[[DocumentNumber], Document | None]


def followed_numbers(document: Document | None) -> Iterator[DocumentNumber]:
    """Yield the numbers of the other texts that a document follows."""
    for reference in document.all_references() if document else ():
        if document and reference.kind in FOLLOWING and reference.to != document.number:
            yield reference.to


class ReferenceCycles:
    """The cycles found so far. Each document is visited once, and without recursion: chains may be very long.

    The function that gets a document is an argument of each call: a snapshot keeps its cycles, and if these kept a
    method of the snapshot, the two would stay in memory, with the open index, until both are collected.
    """

    def __init__(self) -> None:
        self._order: dict[DocumentNumber, int] = {}
        self._components: dict[DocumentNumber, _Component] = {}

    def cycle_through(self, number: DocumentNumber, get: _GetDocument) -> tuple[DocumentNumber, ...]:
        """Return the shortest cycle through a document, beginning with it; empty if there is none."""
        if number not in self._order:
            self._explore(number, get)
        component = self._components.get(number)
        return self._shortest_cycle(number, component, get) if component else ()

    def members_with(self, number: DocumentNumber, get: _GetDocument) -> frozenset[DocumentNumber]:
        """Return every document on a cycle with this one, and itself; empty if there is none."""
        self.cycle_through(number, get)
        return self._components.get(number, frozenset())

    def _explore(self, start: DocumentNumber, get: _GetDocument) -> None:
        """Find strongly connected components: sets of documents of which each leads to all others."""
        low_links: dict[DocumentNumber, int] = {}
        open_numbers: list[DocumentNumber] = []
        path = [(start, self._enter(get(start), start, low_links, open_numbers))]
        while path:
            current, successors = path[-1]
            for number in successors:
                if number not in self._order:
                    path.append((number, self._enter(get(number), number, low_links, open_numbers)))
                    break
                if number in low_links:
                    low_links[current] = min(low_links[current], self._order[number])
            else:
                path.pop()
                if path:
                    low_links[path[-1][0]] = min(low_links[path[-1][0]], low_links[current])
                if low_links[current] == self._order[current]:
                    self._close(current, low_links, open_numbers)

    def _enter(
        self,
        document: Document | None,
        number: DocumentNumber,
        low_links: dict[DocumentNumber, int],
        open_numbers: list[DocumentNumber],
    ) -> Iterator[DocumentNumber]:
        self._order[number] = low_links[number] = len(self._order)
        open_numbers.append(number)
        return followed_numbers(document)

    def _close(
        self, first: DocumentNumber, low_links: dict[DocumentNumber, int], open_numbers: list[DocumentNumber]
    ) -> None:
        index = open_numbers.index(first) if open_numbers[-1] != first else len(open_numbers) - 1
        component = frozenset(open_numbers[index:])
        del open_numbers[index:]
        for number in component:
            # A number without a low link is in a finished component, which no cycle can reach again.
            del low_links[number]
            if len(component) > 1:
                self._components[number] = component

    def _shortest_cycle(
        self, start: DocumentNumber, component: _Component, get: _GetDocument
    ) -> tuple[DocumentNumber, ...]:
        predecessors: dict[DocumentNumber, DocumentNumber] = {}
        queue = deque([start])
        while start not in predecessors:
            current = queue.popleft()
            for number in followed_numbers(get(current)):
                if number in component and number not in predecessors:
                    predecessors[number] = current
                    queue.append(number)
        path = [predecessors[start]]
        while path[-1] != start:
            path.append(predecessors[path[-1]])
        return tuple(reversed(path))
