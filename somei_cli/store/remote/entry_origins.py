"""How entries began, and how they stood when both sides last had the same, as the commits tell."""

from collections.abc import Iterator
from typing import NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS, number_at, path_of
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.number_allotment import MOST_AT_ONCE
from somei_cli.store.git.blobs import Contents
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, acts
from somei_cli.store.remote.allot import Desk
from somei_cli.store.remote.fast_forward import done_by


class Beginnings(NamedTuple):
    """What can be asked of the server's commits, which end in `base`, and of those with the own ones, in `tip`."""

    desk: Desk
    base: str
    tip: str

    def begun(self, number: DocumentNumber) -> Document | None:
        """How an entry that the server has was entered there."""
        return self._document(next((touch.after for touch in self._touches(self.base, number)), None))

    def shared(self, number: DocumentNumber) -> Document | None:
        """How an entry stood before the own commits did to it what the server does not know.

        What was done here is held against what was done there, step by step from where both are the same: who changed
        a thing and changed it back has done both.
        """
        there = _states(list(self._touches(self.base, number)))
        own = _states(_leading_to_the_last(list(self._touches(f"{self.base}..{self.tip}", number))))
        starts = [at for at, blob in enumerate(there) if own and blob == own[0]]
        together = max((_alike_from(there[at:], own) for at in starts), default=0)
        return self._document(own[together - 1]) if together else None

    def met(self, one: DocumentNumber, other: DocumentNumber) -> bool:
        """Whether one commit entered both."""
        return not set(self._entering(one)).isdisjoint(self._entering(other))

    def place(self, number: DocumentNumber) -> int:
        """Which of the numbers it was that one act took, from 0: others of them may be gone."""
        inside = self.desk.inside
        entering = self._entering(number)[-1:]
        brought = (touch.path for commit in entering for touch in done_by(self.desk.clone, commit) if not touch.before)
        entered = {number_at(path.relative_to(inside)) for path in brought if path.is_relative_to(inside / DOCUMENTS)}
        first = number.number - MOST_AT_ONCE
        return sum(
            1
            for one in entered
            if one
            and one.is_provisional
            and one.year == number.year
            and one == one.base
            and first < one.number < number.number
        )

    def versions(self, number: DocumentNumber) -> Iterator[Document]:
        """How an entry has ever stood in the own commits."""
        held = Contents(self._git)
        blobs = (touch.after for touch in self._touches(f"{self.base}..{self.tip}", number))
        yield from (document for blob in blobs if blob and (document := held.of(blob).document))

    def _entering(self, number: DocumentNumber) -> list[str]:
        words = ("log", "--format=%H", "--full-history", "--diff-filter=A", "--no-renames", self.tip, "--")
        return self._git.run(*words, self._git.literally(path_of(number))).decode().split()

    def _touches(self, revisions: str, number: DocumentNumber) -> Iterator[FileDelta]:
        for act in acts(self._git, revisions, below=str(path_of(number)), full=True):
            yield from act.touches

    def _document(self, blob: str | None) -> Document | None:
        return Contents(self._git).of(blob).document if blob else None

    @property
    def _git(self) -> Git:
        return Git(self.desk.clone.top / self.desk.inside)


def _leading_to_the_last(touches: list[FileDelta]) -> list[FileDelta]:
    """Of what was done on several lines, that which leads step by step to how it stands in the end."""
    steps: list[FileDelta] = touches[-1:]
    for touch in reversed(touches[:-1]):
        if touch.after == steps[-1].before:
            steps.append(touch)
    return steps[::-1]


def _states(touches: list[FileDelta]) -> list[str | None]:
    """How a file stood before the first of some changes, and after each."""
    return [touches[0].before, *(touch.after for touch in touches)] if touches else []


def _alike_from(there: list[str | None], own: list[str | None]) -> int:
    """How many states of two lines are the same, from the first on."""
    pairs = list(zip(there, own, strict=False))
    return next((at for at, (one, other) in enumerate(pairs) if one != other), len(pairs))
