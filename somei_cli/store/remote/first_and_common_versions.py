"""The origins of entries, read from commits: their first version, and the last that both sides had in common."""

from collections.abc import Iterator
from typing import NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS, number_of_path, path_of
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.number_allotment import MOST_NUMBERS
from somei_cli.store.git.blobs import DocumentCache
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, list_commits
from somei_cli.store.remote.fast_forward import list_changes_of
from somei_cli.store.remote.remote import RemoteRegister


class EntryOrigins(NamedTuple):
    """Answers from the remote's commits, which end in `base`, and the own ones on top of them, which end in `tip`."""

    remote: RemoteRegister
    base: str
    tip: str

    def first_version(self, number: DocumentNumber) -> Document | None:
        """Return the first version of an entry on the remote."""
        return self._read_document(next((delta.after for delta in self._list_deltas(self.base, number)), None))

    def last_common_version(self, number: DocumentNumber) -> Document | None:
        """Return the version of an entry before the own changes that the remote does not know.

        The versions here are compared with those there one by one, from a common one on: a value that was changed and
        changed back has two changes.
        """
        remote_states = _blob_states(list(self._list_deltas(self.base, number)))
        own_states = _blob_states(_chain_to_last(list(self._list_deltas(f"{self.base}..{self.tip}", number))))
        starts = [start for start, blob in enumerate(remote_states) if own_states and blob == own_states[0]]
        common_length = max((_common_length(remote_states[start:], own_states) for start in starts), default=0)
        return self._read_document(own_states[common_length - 1]) if common_length else None

    def entered_together(self, first: DocumentNumber, second: DocumentNumber) -> bool:
        """Return whether one commit entered both."""
        return not set(self._entering_commits(first)).isdisjoint(self._entering_commits(second))

    def position_in_act(self, number: DocumentNumber) -> int:
        """Return the position of a number among those that one act took, from 0; some of them may be gone."""
        register_path = self.remote.register_path
        entering = self._entering_commits(number)[-1:]
        added_paths = (
            delta.path
            for commit in entering
            for delta in list_changes_of(self.remote.clone, commit)
            if not delta.before
        )
        entered = {
            number_of_path(path.relative_to(register_path))
            for path in added_paths
            if path.is_relative_to(register_path / DOCUMENTS)
        }
        lower_bound = number.number - MOST_NUMBERS
        return sum(
            1
            for entered_number in entered
            if entered_number
            and entered_number.is_provisional
            and entered_number.year == number.year
            and entered_number == entered_number.base
            and lower_bound < entered_number.number < number.number
        )

    def own_versions(self, number: DocumentNumber) -> Iterator[Document]:
        """Yield every version that an entry had in the own commits."""
        contents = DocumentCache(self._git)
        blobs = (delta.after for delta in self._list_deltas(f"{self.base}..{self.tip}", number))
        yield from (document for blob in blobs if blob and (document := contents.load(blob).document))

    def _entering_commits(self, number: DocumentNumber) -> list[str]:
        arguments = ("log", "--format=%H", "--full-history", "--diff-filter=A", "--no-renames", self.tip, "--")
        return self._git.run(*arguments, self._git.literal_pathspec(path_of(number))).decode().split()

    def _list_deltas(self, revisions: str, number: DocumentNumber) -> Iterator[FileDelta]:
        for commit in list_commits(self._git, revisions, path=str(path_of(number)), full_history=True):
            yield from commit.deltas

    def _read_document(self, blob: str | None) -> Document | None:
        return DocumentCache(self._git).load(blob).document if blob else None

    @property
    def _git(self) -> Git:
        return Git(self.remote.clone.top / self.remote.register_path)


def _chain_to_last(deltas: list[FileDelta]) -> list[FileDelta]:
    """Return, of changes made on several lines of history, those that lead step by step to the last one."""
    chain: list[FileDelta] = deltas[-1:]
    for delta in reversed(deltas[:-1]):
        if delta.after == chain[-1].before:
            chain.append(delta)
    return chain[::-1]


def _blob_states(deltas: list[FileDelta]) -> list[str | None]:
    """Return the blobs of a file before the first change, and after each one."""
    return [deltas[0].before, *(delta.after for delta in deltas)] if deltas else []


def _common_length(remote_states: list[str | None], own_states: list[str | None]) -> int:
    """Return how many blobs of two lists are the same, from the first on."""
    pairs = list(zip(remote_states, own_states, strict=False))
    return next((index for index, (theirs, ours) in enumerate(pairs) if theirs != ours), len(pairs))
