"""Commits made under provisional numbers, read as if they had been made under the numbers that the remote gave."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS, number_of_path, path_of
from somei_cli.formats.renumber import find_provisional_numbers, renumber_document
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.comments import add_comments_to_note
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.document_number import PROVISIONAL, DocumentNumber
from somei_cli.model.numbers.provisional_numbers import GivenNumbers, RequestIds
from somei_cli.store.git.blobs import decode_blob, read_blobs
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, list_commits
from somei_cli.store.git.objects import GitObject, store_objects
from somei_cli.store.git.repository import Clone

NO_NUMBERS: GivenNumbers = MappingProxyType({})


def request_ids_of_commits(clone: Clone, register_path: PurePosixPath, base: str, local_head: str) -> RequestIds:
    """Return the provisional numbers in entries that own commits touch, with their request ids; None if only named."""
    own_commits = list_commits(
        Git(clone.top / register_path), f"{base}..{local_head}", path=str(DOCUMENTS), full_history=True
    )
    blobs = [blob for commit in own_commits for delta in commit.deltas for blob in (delta.before, delta.after) if blob]
    distinct_blobs = list(dict.fromkeys(blobs))
    contents = zip(distinct_blobs, read_blobs(clone.git, distinct_blobs, LARGEST_DOCUMENT), strict=True)
    texts = {blob: decode_blob(content, errors="replace") for blob, content in contents}
    return request_ids_in(text for text in map(texts.__getitem__, blobs) if isinstance(text, str))


def request_ids_in(texts: Iterable[str]) -> RequestIds:
    """Return the provisional numbers of entries with their request ids; None for numbers that an entry only names.

    An entry that has its final number names the provisional one that it replaced. Of several texts of one entry the
    last one gives the request id.
    """
    request_ids: dict[DocumentNumber, str | None] = {}
    for text in texts:
        document = codec.load(text).document if PROVISIONAL in text else None
        if document is None:
            continue
        allotment = document.allotted
        for number in set(find_provisional_numbers(text)) - set(allotment.provisional if allotment else ()):
            request_ids.setdefault(number, None)
        if allotment and document.number == document.number.base and document.number.is_provisional:
            request_ids[document.number] = allotment.request
    return request_ids


class CommitRenumbering(NamedTuple):
    """Numbers that the remote gave for provisional ones, applied to the files of commits."""

    clone: Clone
    register_path: PurePosixPath
    given_numbers: GivenNumbers = NO_NUMBERS

    def renumber_deltas(self, deltas: tuple[FileDelta, ...]) -> tuple[FileDelta, ...]:
        """Return the changes of a commit, with each entry under its final number and with its references renumbered."""
        return tuple(_merge_deltas(map(self._renumber_delta, deltas))) if self.given_numbers else deltas

    def is_given_number(self, path: PurePosixPath) -> bool:
        """Return whether a file is that of an entry which got its number on the remote."""
        path_in_register = path.relative_to(self.register_path) if path.is_relative_to(self.register_path) else path
        return number_of_path(path_in_register) in self.given_numbers.values()

    def _renumber_delta(self, delta: FileDelta) -> FileDelta:
        path = delta.path.relative_to(self.register_path) if delta.path.is_relative_to(self.register_path) else None
        number = number_of_path(path) if path else None
        if number is None:
            return delta
        before, after = self.renumber_blobs((delta.before, delta.after))
        # The path follows from the number of the old path, whatever the file holds.
        return delta._replace(path=self.register_path / path_of(self._renumber(number)), before=before, after=after)

    def _renumber(self, number: DocumentNumber) -> DocumentNumber:
        base = self.given_numbers.get(number.base)
        return base._replace(suffixes=number.suffixes) if base else number

    def renumber_blobs(self, blobs: tuple[str | None, ...]) -> Iterator[str | None]:
        """Yield the ids of entries under their final numbers; new blobs are stored."""
        contents = read_blobs(self.clone.git, (blob for blob in blobs if blob), LARGEST_DOCUMENT)
        for blob in blobs:
            text = decode_blob(next(contents), errors="replace") if blob else None
            yield self._renumber_blob(text) or blob if isinstance(text, str) else blob

    def _renumber_blob(self, text: str) -> str | None:
        """Store the entry under its final number and return its id; None if it is not an entry, or nothing changes."""
        document = codec.load(text).document
        if document is None:
            return None
        renumbered_document = renumber_document(document, self.given_numbers)
        if renumbered_document == document:
            return None
        # The canonical form has no comments.
        blob = GitObject.from_content(
            "blob", codec.dump(add_comments_to_note(renumbered_document, text)).encode(), self.clone.object_format
        )
        store_objects(self.clone, [blob])
        return blob.id


def _merge_deltas(deltas: Iterable[FileDelta]) -> Iterator[FileDelta]:
    """Yield one change for each path.

    An entry that is added under its final number while the provisional one is removed counts as a rewrite.
    """
    by_path: dict[PurePosixPath, FileDelta] = {}
    for delta in deltas:
        earlier = by_path.get(delta.path)
        removal, addition = (earlier, delta) if delta.after else (delta, earlier)
        if removal is None or addition is None or addition.before or not removal.before:
            by_path[delta.path] = addition or delta
        else:
            by_path[delta.path] = addition._replace(before=removal.before, mode_before=removal.mode_before)
    return iter(by_path.values())
