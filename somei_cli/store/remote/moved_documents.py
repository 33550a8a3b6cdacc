"""Rebasing over a renumbering: what one side did to a document goes to the number that the other side gave it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import starmap
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.errors import NotANumber
from somei_cli.formats.git.commit_messages import DOCUMENT, RENUMBERED, UNDOES, read_trailers
from somei_cli.formats.register_paths import number_of_path, path_of
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.comments import find_comments
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.merge import Conflict, ConflictReason
from somei_cli.model.numbers.number_allotment import keep_reserved_fields
from somei_cli.model.register.change import NewNumber
from somei_cli.model.register.files_and_faults import PLAIN
from somei_cli.model.renumber import (
    EntryVersions,
    emptied_entry,
    find_new_number,
    follow_new_number,
    refers_to_old_number,
    renumbered_entry,
)
from somei_cli.store.git.ancestry import find_merge_base
from somei_cli.store.git.blobs import decode_blob_or_none, read_blobs
from somei_cli.store.git.log import FileDelta
from somei_cli.store.git.objects import GitObject, Trees, read_trees, store_objects
from somei_cli.store.git.repository import Clone
from somei_cli.store.remote.fast_forward import list_changed_files


class OthersMoves(NamedTuple):
    """The commits of others that an own one lacks, and the documents that they renumbered, with their numbers now."""

    own: str
    until: str
    numbers: Mapping[DocumentNumber, DocumentNumber]


NO_MOVES = OthersMoves("", "", MappingProxyType({}))


def find_others_moves(clone: Clone, register_path: PurePosixPath, own: str, until: str) -> OthersMoves:
    """Return what others renumbered since an own commit parted from theirs.

    A document that has its old number again is not among it.
    """
    command = ("log", "--format=%B%x00", f"--grep={RENUMBERED}: ", f"{own}..{until}", "--")
    messages = clone.git.run(*command).decode(errors="replace").split("\0")
    trailers = (read_trailers(message).get(RENUMBERED, ()) for message in messages)
    typed_numbers = list(dict.fromkeys(number for names in trailers for number in names))
    entries = Entries(clone, register_path)
    moves = {number: entries.find_last_move(until, number) for number in _parse_numbers(typed_numbers)}
    return OthersMoves(own, until, {old: new for old, new in moves.items() if new})


class MovedDeltas(NamedTuple):
    """The changes of a commit at the numbers that documents have at its new place, and its message with these.

    `clash` is the change of a number from which each side moved the document to another one. `is_remade` says that the
    commit renumbers a document to which others did something too: to undo that needs a person.
    """

    deltas: tuple[FileDelta, ...]
    message: str
    clash: tuple[FileDelta, Conflict] | None = None
    is_remade: bool = False


class Entries(NamedTuple):
    """The entries of a register in the commits of a clone."""

    clone: Clone
    register_path: PurePosixPath

    def path_of(self, number: DocumentNumber) -> PurePosixPath:
        """Return the path of an entry from the top of the repository."""
        return self.register_path / path_of(number)

    def number_of(self, path: PurePosixPath) -> DocumentNumber | None:
        """Return the number of the entry at a path; None for any other file."""
        in_register = path.is_relative_to(self.register_path)
        return number_of_path(path.relative_to(self.register_path)) if in_register else None

    def read(self, *blobs: str | None) -> tuple[Document | None, ...]:
        """Return the entries of blobs; None for what is missing, or what somei would not rewrite."""
        contents = read_blobs(self.clone.git, [blob for blob in blobs if blob], LARGEST_DOCUMENT)
        texts = [decode_blob_or_none(content) if (content := next(contents)) else None for blob in blobs if blob]
        documents = iter([None if not text or find_comments(text) else codec.load(text).document for text in texts])
        return tuple(next(documents) if blob else None for blob in blobs)

    def store(self, document: Document) -> str:
        """Store an entry, and return the id of its blob."""
        blob = GitObject.from_content("blob", codec.dump(document).encode(), self.clone.object_format)
        store_objects(self.clone, [blob])
        return blob.id

    def find_last_move(self, commit: str, number: DocumentNumber) -> DocumentNumber | None:
        """Return the number that the document of a void one has in a commit, perhaps after several moves."""
        visited: set[DocumentNumber] = {number}
        last = None
        while (new := self._find_move(commit, last or number)) and new not in visited:
            visited.add(new)
            last = new
        return last

    def _find_move(self, until: str, number: DocumentNumber) -> DocumentNumber | None:
        git = self.clone.git
        output = git.run("log", "-1", "--format=%H%x00%B", until, "--", git.literal_pathspec(self.path_of(number)))
        commit, _, message = output.decode(errors="replace").partition("\0")
        trailers = read_trailers(message)
        if str(number) not in trailers.get(RENUMBERED, ()):
            return None
        paths = [self.path_of(name) for name in (number, *_parse_numbers(trailers.get(DOCUMENT, ())))]
        before = self.read(*(f"{commit}^:{path}" for path in paths))
        after = self.read(*(f"{commit}:{path}" for path in paths))
        vacated, *entries = zip(before, after, strict=True)
        numbers = find_new_number(vacated, entries)
        return numbers.new if numbers else None


class MoveFollower(NamedTuple):
    """What puts a commit on top of another one across the renumberings of both sides."""

    entries: Entries
    new_parent: str
    trees: Trees
    moves: OthersMoves

    def follow(self, deltas: tuple[FileDelta, ...], message: str) -> MovedDeltas:
        """Return the changes and the message of a commit as they are after the renumberings of both sides.

        What an own commit does to a document that others renumbered goes to its number now, and what it makes name
        that document names it so. If the commit renumbers a document itself, it is made anew from what others left.
        """
        trailers = read_trailers(message)
        # An undo is judged by what became of the act that it takes back.
        declares_move = RENUMBERED in trailers and UNDOES not in trailers
        if not declares_move and not self.moves.numbers:
            return MovedDeltas(deltas, message)
        versions = self._read_versions(deltas)
        own_move = self._find_own_move(versions, message) if declares_move else None
        if own_move and own_move.old in self.moves.numbers:
            return self._compare_moves(deltas, message, own_move)
        if own_move:
            return self._move_anew(deltas, versions, message, own_move)
        for numbers in starmap(NewNumber, self.moves.numbers.items()):
            vacated = versions.get(self.entries.path_of(numbers.old), (None, None))
            if all(version and version.status is not Status.VOID for version in vacated):
                message = _name_in_message(message, numbers)
        return MovedDeltas(tuple(self._follow_delta(delta, versions) for delta in deltas), message)

    def _read_versions(self, deltas: Iterable[FileDelta]) -> dict[PurePosixPath, EntryVersions]:
        documents = [delta for delta in deltas if self.entries.number_of(delta.path)]
        before = self.entries.read(*(delta.before for delta in documents))
        after = self.entries.read(*(delta.after for delta in documents))
        return dict(zip([delta.path for delta in documents], zip(before, after, strict=True), strict=True))

    def _find_own_move(self, versions: Mapping[PurePosixPath, EntryVersions], message: str) -> NewNumber | None:
        """Return the renumbering that the commit itself makes, if its files show what its message says."""
        declared = read_trailers(message).get(RENUMBERED, ())
        vacated = (pair for pair in versions.values() if pair[0] and str(pair[0].number) in declared)
        return next(filter(None, (find_new_number(pair, versions.values()) for pair in vacated)), None)

    def _compare_moves(self, deltas: tuple[FileDelta, ...], message: str, own_move: NewNumber) -> MovedDeltas:
        """Return what is left of a renumbering that others made too: nothing, or a clash if theirs is another one."""
        vacated = next(delta for delta in deltas if delta.path == self.entries.path_of(own_move.old))
        others_new = self.moves.numbers[own_move.old]
        if others_new == own_move.new:
            return MovedDeltas(tuple(delta._replace(before=delta.after) for delta in deltas), message, is_remade=True)
        conflict = Conflict("number", ConflictReason.CHANGED, str(own_move.new), str(others_new))
        return MovedDeltas(deltas, message, (vacated, conflict))

    def _follow_delta(self, delta: FileDelta, versions: Mapping[PurePosixPath, EntryVersions]) -> FileDelta:
        """Return an own change as it is after the renumberings of others."""
        number, (before, after) = self.entries.number_of(delta.path), versions.get(delta.path, (None, None))
        new = self.moves.numbers.get(number) if number else None
        if number and new:
            if before is None or after is None or Status.VOID in {before.status, after.status}:
                return delta
            blobs = [self.entries.store(renumbered_entry(each, NewNumber(number, new))) for each in (before, after)]
            return delta._replace(path=self.entries.path_of(new), before=blobs[0], after=blobs[1])
        return delta._replace(
            before=self._store_followed(before, delta.before), after=self._store_followed(after, delta.after)
        )

    def _store_followed(self, document: Document | None, blob: str | None) -> str | None:
        """Return the blob of an entry that names documents by their numbers now."""
        changed = document
        for numbers in starmap(NewNumber, self.moves.numbers.items()):
            changed = changed and follow_new_number(changed, numbers)
        return self.entries.store(changed) if changed and changed != document else blob

    def _move_anew(
        self,
        deltas: tuple[FileDelta, ...],
        versions: Mapping[PurePosixPath, EntryVersions],
        message: str,
        numbers: NewNumber,
    ) -> MovedDeltas:
        """Return an own renumbering made anew: with what others did to the document, and what they made name it."""
        old_path, new_path = self.entries.path_of(numbers.old), self.entries.path_of(numbers.new)
        changed = {delta.path: delta for delta in deltas}
        emptied, former = versions[old_path][1], versions[new_path][0]
        (current,) = self.entries.read(self.trees.file(old_path))
        if current and emptied and current.status is not Status.VOID:
            reserved = former if former and former.status is Status.RESERVED else None
            refers = refers_to_old_number(versions[new_path][1], numbers.old)
            entry = keep_reserved_fields(renumbered_entry(current, numbers, refers=refers), reserved)
            void = emptied_entry(current, emptied.reason or "")
            changed[old_path] = changed[old_path]._replace(
                before=self.trees.file(old_path), after=self.entries.store(void)
            )
            changed[new_path] = changed[new_path]._replace(after=self.entries.store(entry))
        followers = self._list_others_files() - {old_path, new_path}
        trees = read_trees(self.entries.clone, self.new_parent, followers)
        blobs = {path: trees.file(path) for path in sorted(followers)}
        for (path, blob), document in zip(blobs.items(), self.entries.read(*blobs.values()), strict=True):
            before, after = versions.get(path, (None, None))
            followed = document and follow_new_number(document, numbers)
            if not document or not followed or followed == document:
                continue
            if before is None or after == follow_new_number(before, numbers):
                delta = changed.get(path, FileDelta(path, blob, blob, PLAIN, PLAIN))
                changed[path] = delta._replace(before=blob, after=self.entries.store(followed))
                message = _with_document(message, document.number)
        is_remade = self.trees.file(old_path) != next(delta.before for delta in deltas if delta.path == old_path)
        return MovedDeltas(tuple(changed.values()), message, is_remade=is_remade)

    def _list_others_files(self) -> set[PurePosixPath]:
        """Return the files of entries that others wrote."""
        fork = find_merge_base(self.entries.clone.git, self.moves.own, self.moves.until)
        deltas = list_changed_files(self.entries.clone, fork, self.moves.until)
        return {delta.path for delta in deltas if delta.after and self.entries.number_of(delta.path)}


def _parse_numbers(typed_numbers: Iterable[str]) -> Iterator[DocumentNumber]:
    for typed in typed_numbers:
        with suppress(NotANumber):
            yield DocumentNumber.parse(typed)


def _name_in_message(message: str, numbers: NewNumber) -> str:
    """Return the message with the new number in its first line and in the trailer that names the document."""
    first, separator, body = message.partition("\n")
    body = body.replace(f"{DOCUMENT}: {numbers.old}\n", f"{DOCUMENT}: {numbers.new}\n")
    # Not within 1100/20, and not in 100/20 ADD 1, which is another document.
    pattern = rf"(?<![\w/-]){re.escape(str(numbers.old))}(?![\w/]| [A-Z]{{3}} [0-9])"
    return f"{re.sub(pattern, str(numbers.new), first)}{separator}{body}"


def _with_document(message: str, number: DocumentNumber) -> str:
    """Return the message with one more document among those that it names."""
    line = f"{DOCUMENT}: {number}\n"
    if line in message:
        return message
    before, trailer, after = message.partition(f"{RENUMBERED}: ")
    return f"{before}{line}{trailer}{after}"
