"""Merge the three versions of a file for git, by field, else by lines; and resolve conflicts of a git merge."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.errors import NotFound, Refused, WrongUsage
from somei_cli.formats.merge.conflict_markers import is_unedited_conflict, write_both_versions, write_conflict
from somei_cli.formats.merge.documents import lowers_marking, merge
from somei_cli.formats.register_paths import is_vocabulary_path, number_of_path
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.comments import find_comments
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import Conflict, ConflictReason, Decisions, MergeSide, ResolvedFile
from somei_cli.store.git.merge_driver import MergeFileNames, merge_lines, read_version, write_merged
from somei_cli.store.git.repository import open_clone
from somei_cli.store.transaction.merge_conflicts import (
    ConflictedFile,
    list_conflicted_files,
    read_work_tree_text,
    write_resolution,
)


class MergedFile(NamedTuple):
    """The result of a merge: the document's number if known, its conflicts, and why lines were merged, if so."""

    document: str | None
    conflicts: tuple[Conflict, ...] = ()
    reason_for_lines: str = ""
    is_clean: bool = True


def merge_file(folder: Path, sides: MergeFileNames, size: int, path: str = "") -> MergedFile:
    """Merge three versions and write the result over ours; `path` says where the file lies.

    Raises:
        GitRefuses: if git cannot even merge lines; nothing was written.
        Refused: if they are two entries; the file then holds both, which no commit overlooks.
    """
    texts = [read_version(folder, name) for name in sides]
    if is_vocabulary_path(path):
        return _merge_vocabulary(folder, sides, size, path, texts)
    base, ours, theirs = (codec.load(text).document if text is not None else None for text in texts)
    # Git passes an empty base file if both sides added the file.
    has_base = bool(texts[0]) or texts[0] is None
    reason = _reason_for_lines(texts, has_base and base is None, ours, theirs)
    if reason or ours is None or theirs is None:
        return _merge_by_lines(folder, sides, size, reason, (ours, theirs))
    try:
        merged = merge(base, ours, theirs)
    except Refused:
        write_merged(folder, sides, write_both_versions(ours, theirs, size))
        raise
    text = (
        write_conflict(base, ours, theirs, merged.conflicts, size) if merged.conflicts else codec.dump(merged.document)
    )
    write_merged(folder, sides, text)
    return MergedFile(str(ours.number), merged.conflicts, is_clean=not merged.conflicts)


def _merge_vocabulary(
    folder: Path, sides: MergeFileNames, size: int, path: str, texts: Sequence[str | None]
) -> MergedFile:
    """Merge a file of the vocabulary row by row; if that cannot be, or both sides changed a row, line by line."""
    # Git has few such files to merge: import only then.
    from somei_cli.formats.merge.vocabulary_rows import merge_vocabulary_file

    merged = merge_vocabulary_file(PurePosixPath(path).name, texts) if texts[1] and texts[2] else None
    if merged and not merged.conflicts:
        write_merged(folder, sides, merged.text)
        return MergedFile(None)
    is_clean = merge_lines(folder, sides, size)
    # Two sides that changed one row may still have changed different lines.
    conflicts = merged.conflicts if merged else ()
    return MergedFile(None, conflicts, is_clean=is_clean and not conflicts)


def _reason_for_lines(texts: list[str | None], baseless: bool, ours: Document | None, theirs: Document | None) -> str:
    if ours is None or theirs is None or baseless:
        which = "our version" if ours is None else "the other version" if theirs is None else "the common version"
        return f"{which} cannot be read as a document"
    if any(find_comments(text) for text in texts if text):
        return "it has comments, which the form of a document would lose"
    return ""


def _merge_by_lines(
    folder: Path, sides: MergeFileNames, size: int, reason: str, documents: tuple[Document | None, Document | None]
) -> MergedFile:
    """Merge by lines as git does; a clean result does not count if it gives no document or a lower marking."""
    is_clean = merge_lines(folder, sides, size)
    readable = [document for document in documents if document]
    number = str(readable[0].number) if readable else None
    text = read_version(folder, sides.ours)
    result = codec.load(text).document if text is not None else None
    if result and lowers_marking(result, *readable):
        markings = [str(document.marking) if document.marking else None for document in (*readable, result)]
        return MergedFile(
            number, (Conflict("marking", ConflictReason.LOWERED, markings[0], markings[1]),), reason, is_clean=False
        )
    return MergedFile(number, (), reason, is_clean=is_clean and result is not None)


_EDITED_REASON = "has edits of your own; git checkout --merge -- FILE puts the conflict back"


def resolve_conflicts(
    root: Path, numbers: Collection[DocumentNumber], decisions: Decisions, *, dry_run: bool
) -> tuple[ResolvedFile, ...]:
    """Merge the documents in conflict, some or all; write and stage each one that is wholly decided.

    Raises:
        NotFound: if a document or a field is not in conflict.
        WrongUsage: if fields are decided for more than one document.
    """
    clone = open_clone(root)
    files = list_conflicted_files(clone, root)
    chosen = select_files(files, numbers)
    if decisions.fields and len(chosen) > 1:
        raise WrongUsage("Fields are decided for one document at a time.", "Name its number too.")
    resolved = tuple(resolve_file(root, file, decisions) for file in chosen)
    _refuse_unknown_fields(resolved, decisions.fields)
    for resolution in resolved if not dry_run else ():
        if resolution.document:
            write_resolution(clone, root, resolution.path, codec.dump(resolution.document))
    return resolved


def has_conflicts(root: Path) -> bool:
    """Return whether any file of the register is still in conflict."""
    return bool(list_conflicted_files(open_clone(root), root))


def select_files(files: Iterable[ConflictedFile], asked_numbers: Collection[DocumentNumber]) -> list[ConflictedFile]:
    """Return the files of some documents, or all.

    Raises:
        NotFound: if one is not in conflict.
    """
    files = tuple(files)
    numbers = {number_of_path(file.path): file for file in files}
    for number in asked_numbers:
        if number not in numbers:
            raise NotFound(f"{number} is not in conflict.", "See those in conflict: somei resolve --dry-run")
    return [numbers[number] for number in asked_numbers] if asked_numbers else list(files)


def resolve_file(root: Path, file: ConflictedFile, decisions: Decisions) -> ResolvedFile:
    """Merge a file in conflict; nothing is written."""
    number = number_of_path(file.path)
    documents = [
        codec.load(text).document if text is not None else None for text in (file.base, file.ours, file.theirs)
    ]
    base, ours, theirs = documents
    reason = _reason_to_leave(file, documents) if number else "is not a document of the register"
    if reason or ours is None or theirs is None:
        return ResolvedFile(file.path, number, reason=reason)
    conflicts = merge(base, ours, theirs).conflicts
    decided = tuple((conflict, decisions.side_for(conflict)) for conflict in conflicts)
    sides = {conflict.field: side for conflict, side in decided if side}
    is_decided = len(sides) == len(decided)
    document = merge(base, ours, theirs, sides).document if is_decided else None
    if _is_edited(root, file, document):
        return ResolvedFile(file.path, number, reason=_EDITED_REASON)
    return ResolvedFile(file.path, number, decided, document)


def _reason_to_leave(file: ConflictedFile, documents: Iterable[Document | None]) -> str:
    """Return why a document is not merged here, without any of its words."""
    base, ours, theirs = documents
    if file.ours is None or file.theirs is None:
        return "was removed on one side and changed on the other, or is not text"
    if ours is None or theirs is None or (base is None and not file.both_added):
        return "cannot be read as a document in every version"
    if any(find_comments(text) for text in file.versions):
        return "has comments, which the form of a document would lose"
    return ""


def _is_edited(root: Path, file: ConflictedFile, document: Document | None) -> bool:
    """Return whether the file is neither as git left it nor, after a killed call, as it should become."""
    text = read_work_tree_text(root, file.path)
    if text is None or is_unedited_conflict(text, file.versions):
        return False
    return document is None or text != codec.dump(document)


def _refuse_unknown_fields(resolved: tuple[ResolvedFile, ...], fields: Mapping[str, MergeSide]) -> None:
    field_names = [conflict.field for resolution in resolved for conflict, _ in resolution.conflicts]
    for name in fields:
        if name not in field_names:
            hint = "In conflict: " + "; ".join(field_names) if field_names else ""
            raise NotFound(f"The field “{name}” is not in conflict.", hint)
