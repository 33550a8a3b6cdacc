"""How entries began, and how they stood when both sides last had the same, as the commits tell."""

from collections.abc import Iterator
from typing import NamedTuple

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.acts import Touch, acts
from somei_cli.store.contents import Contents
from somei_cli.store.git import Git
from somei_cli.store.sharing.acting import Desk
from somei_cli.store.sharing.landing import done_by
from somei_cli.text.paths import number_at, path_of


class Beginnings(NamedTuple):
    """What can be asked of the server's commits, which end in `base`, and of those with the own ones, in `tip`."""

    desk: Desk
    base: str
    tip: str

    def begun(self, number: DocumentNumber) -> Document | None:
        """How an entry that the server has was entered there."""
        return self._document(next((touch.after for touch in self._touches(self.base, number)), None))

    def shared(self, number: DocumentNumber) -> Document | None:
        """How an entry stood last that the own commits and those of the server both know, text by text."""
        there = {blob for touch in self._touches(self.base, number) for blob in (touch.before, touch.after)}
        for touch in reversed(list(self._touches(f"{self.base}..{self.tip}", number))):
            for blob in (touch.after, touch.before):
                if blob and blob in there:
                    return self._document(blob)
        return None

    def born_with(self, number: DocumentNumber) -> frozenset[DocumentNumber]:
        """What was entered on the server by the act that entered a provisional number, itself too."""
        path = self._git.literally(path_of(number))
        commits = self._git.run("rev-list", "--full-history", "--topo-order", self.base, "--", path).decode().split()
        touches = done_by(self.desk.clone, commits[-1]) if commits else ()
        below = [touch.path for touch in touches if touch.path.is_relative_to(self.desk.inside) and touch.after]
        return frozenset(filter(None, (number_at(path.relative_to(self.desk.inside)) for path in below)))

    def versions(self, number: DocumentNumber) -> Iterator[Document]:
        """How an entry has ever stood."""
        stood = (self._document(touch.after) for touch in self._touches(self.tip, number))
        yield from (document for document in stood if document)

    def _touches(self, revisions: str, number: DocumentNumber) -> Iterator[Touch]:
        for act in acts(self._git, revisions, below=str(path_of(number)), full=True):
            yield from act.touches

    def _document(self, blob: str | None) -> Document | None:
        return Contents(self._git).of(blob).document if blob else None

    @property
    def _git(self) -> Git:
        return Git(self.desk.clone.top / self.desk.inside)
