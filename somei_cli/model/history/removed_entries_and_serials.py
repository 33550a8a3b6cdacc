"""What steps of a history took away and gave: entries and their meaning, serials, files that broke; the state after."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.steps import (
    BlobState,
    FileEdit,
    HistoryState,
    HistoryStep,
    Serial,
    watched_settings,
)


class RemovedEntry(NamedTuple):
    """A number whose file was removed; `reappeared` is the edit of the same step that added the entry elsewhere."""

    edit: FileEdit
    document: Document
    reappeared: FileEdit | None

    @property
    def keeps_number(self) -> bool:
        """Whether the number is still in the register, at its own path."""
        new_state = self.reappeared.after if self.reappeared else None
        same_number = (
            new_state is not None
            and new_state.document is not None
            and new_state.document.number == self.document.number
        )
        return same_number and self.reappeared is not None and self.reappeared.number == self.document.number


def find_removed_entries(edits: Sequence[FileEdit]) -> Iterator[RemovedEntry]:
    """Yield the removed files whose number no other file has."""
    for edit in edits:
        document = edit.before.document if edit.before else None
        # A provisional number is removed when the remote has given the real one; that is not a loss.
        if (
            edit.before
            and document
            and edit.after is None
            and not edit.number_remains
            and not document.number.is_provisional
        ):
            yield RemovedEntry(edit, document, _find_reappearance(edit.before, document, edits))


def _find_reappearance(before: BlobState, document: Document, edits: Sequence[FileEdit]) -> FileEdit | None:
    """Find the file to which a removed entry moved: by its number, else by equal content, else by equal meaning."""
    new_edits = [edit for edit in edits if edit.before is None and edit.after and edit.after.document]
    new_documents = [(edit, edit.after.document) for edit in new_edits if edit.after and edit.after.document]
    same_number = [edit for edit, new_document in new_documents if new_document.number == document.number]
    similar = [edit for edit in new_edits if edit.after and edit.after.blob == before.blob]
    similar += [
        edit
        for edit, new_document in new_documents
        if document.subject and meaning_hash(new_document) == meaning_hash(document)
    ]
    # A file with the number is the entry itself, even if another new file has its old text.
    return next(iter((*same_number, *similar)), None)


def meaning_hash(document: Document) -> str:
    """Return a hash of type, subject and date, which shows that two entries are about the same document.

    A checkpoint keeps it: from the hash nobody can read the words of a removed entry.
    """
    # Only a check of the history needs this import, but every check imports this module.
    import hashlib

    words = repr((document.type, document.subject, str(document.date)))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def state_after(step: HistoryStep) -> HistoryState:
    """Return what is known after a step."""
    past, commit = step.past, step.commit
    return HistoryState(
        vanished=_vanished_after(past, commit.edits),
        freed_serials=_freed_after(past, commit.edits),
        broken_files=_broken_after(past, commit.edits),
        time=commit.time,
        **watched_settings(past if commit.two_persons is None else commit),
    )


def find_freed_serials(edits: Sequence[FileEdit]) -> dict[Serial, DocumentNumber]:
    """Return the serials that documents had before and no longer have."""
    # The walk keeps one object for each blob: the same object before and after means that only the mode changed.
    return {
        serial: old.number
        for edit in edits
        if not edit.number_remains
        and (old := _document_before(edit))
        and (new := _document_after(edit)) is not old
        and not old.number.is_provisional
        for serial in _serials_of(old) - (_serials_of(new) if new else set())
    }


def find_taken_serials(edits: Sequence[FileEdit]) -> Iterator[tuple[Serial, FileEdit, DocumentNumber]]:
    """Yield the serials that documents have now and did not have before."""
    for edit in edits:
        old, new = _document_before(edit), _document_after(edit)
        if new and edit.after and edit.after.is_readable:
            for serial in sorted(_serials_of(new) - (_serials_of(old) if old else set())):
                yield serial, edit, new.number


def _document_before(edit: FileEdit) -> Document | None:
    return edit.before.document if edit.before else None


def _document_after(edit: FileEdit) -> Document | None:
    """Return the document after the edit; for an unreadable file, the last version that could be read."""
    return edit.after.document if edit.after else None


def _serials_of(document: Document) -> set[Serial]:
    year = document.number.year
    return {(entry.code.name, year, entry.serial) for entry in document.subject_codes if entry.serial is not None}


def _vanished_after(past: HistoryState, edits: Sequence[FileEdit]) -> Mapping[DocumentNumber, str]:
    removed = {
        removal.document.number: meaning_hash(removal.document)
        for removal in find_removed_entries(edits)
        if not removal.keeps_number
    }
    added = {new.number for edit in edits if (new := _document_after(edit)) and edit.before is None}
    # Nearly all commits change nothing here: returning the same mapping saves a copy for each commit of the history.
    if not removed and past.vanished.keys().isdisjoint(added):
        return past.vanished
    return {number: mark for number, mark in {**past.vanished, **removed}.items() if number not in added}


def _freed_after(past: HistoryState, edits: Sequence[FileEdit]) -> Mapping[Serial, DocumentNumber]:
    freed = find_freed_serials(edits)
    taken_serials = {serial for serial, _, _ in find_taken_serials(edits)} if past.freed_serials or freed else set()
    if not freed and past.freed_serials.keys().isdisjoint(taken_serials):
        return past.freed_serials
    return {serial: number for serial, number in {**past.freed_serials, **freed}.items() if serial not in taken_serials}


def _broken_after(past: HistoryState, edits: Sequence[FileEdit]) -> Mapping[str, str]:
    if not past.broken_files and not any(edit.after and edit.after.faults for edit in edits):
        return past.broken_files
    # The last readable blob is kept until the file is repaired. The walk then compares the repaired document with it,
    # so that breaking a file, and repairing it with other content, cannot hide a change.
    broken = dict(past.broken_files)
    for edit in edits:
        path = str(edit.path)
        if edit.after is None or not edit.after.faults:
            broken.pop(path, None)
        elif edit.before and edit.before.is_readable:
            broken[path] = edit.before.blob
    return broken
