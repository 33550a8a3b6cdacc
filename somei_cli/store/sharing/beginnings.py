"""How entries began, here and on the server, as the commits tell."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.acts import Act, acts
from somei_cli.store.contents import Contents
from somei_cli.store.git import Git
from somei_cli.store.sharing.acting import Desk
from somei_cli.store.sharing.settled import made_by
from somei_cli.text.paths import path_of


@dataclass(slots=True)
class Beginnings:
    """What can be asked of the server's commits, which end in `base`, and of those with the own ones, in `tip`."""

    desk: Desk
    base: str | None
    tip: str
    _firsts: dict[DocumentNumber, Act | None] = field(default_factory=dict)
    _settled: dict[str, dict[DocumentNumber, DocumentNumber]] = field(default_factory=dict)

    def begun(self, number: DocumentNumber) -> Document | None:
        """How an entry that the server has was entered there."""
        first = self._first(number)
        blob = next((touch.after for touch in first.touches), None) if first else None
        return Contents(self._git).of(blob).document if blob else None

    def stood_in(self, number: DocumentNumber) -> DocumentNumber | None:
        """The provisional number that an entry on the server took the place of."""
        first = self._first(number)
        if first is None:
            return None
        if first.commit not in self._settled:
            self._settled[first.commit] = {new: old for old, new, _ in made_by(self.desk.clone, first.commit)}
        return self._settled[first.commit].get(number)

    def versions(self, number: DocumentNumber) -> Iterator[Document]:
        """How an entry has ever stood."""
        held = Contents(self._git)
        blobs = (touch.after for act in acts(self._git, self.tip, below=str(path_of(number))) for touch in act.touches)
        yield from (document for blob in blobs if blob and (document := held.of(blob).document))

    def _first(self, number: DocumentNumber) -> Act | None:
        if number not in self._firsts:
            found = acts(self._git, self.base, below=str(path_of(number))) if self.base else iter(())
            self._firsts[number] = next(found, None)
        return self._firsts[number]

    @property
    def _git(self) -> Git:
        return Git(self.desk.clone.top / self.desk.inside)
