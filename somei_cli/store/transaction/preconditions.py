"""Checks before files are written: no uncommitted work is lost, and git stores the bytes unchanged."""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath
from unicodedata import normalize

from somei_cli.errors import GitRefuses, OutsideSparseCheckout, UncommittedEdits, UnsafePath
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.store.git.objects import Trees
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.register.changed_files import find_differing_documents, list_document_blobs
from somei_cli.store.register.register import Register
from somei_cli.store.register.sparse import list_sparse_files
from somei_cli.store.register.states import find_last_commit
from somei_cli.store.transaction.git_index_and_hooks import list_staged_changes
from somei_cli.store.transaction.journal import scratch_folder
from somei_cli.store.transaction.worktree import blob_id_at


def refuse_uncommitted_edits(
    clone: Clone,
    base: str | None,
    committed: Mapping[PurePosixPath, str | None],
    settings: Mapping[str, str] | None = None,
) -> None:
    """Refuse if the work tree or the git index differs from the last commit at these paths.

    Bytes are compared, and not what git caches about files: `git update-index --assume-unchanged` hides edits. A file
    that git does not know, ignored or not, is the clerk's own work too. For `settings` see `list_staged_changes`.
    """
    for path, blob in committed.items():
        present_blob = blob_id_at(clone.top, path, clone.object_format)
        if present_blob != blob:
            raise (
                OutsideSparseCheckout(path)
                if present_blob is None and list_sparse_files(clone.top, str(path))
                else UncommittedEdits(path)
            )
    in_index = list_staged_changes(clone, base, settings)
    for path in committed:
        if path in in_index:
            raise UncommittedEdits(path, staged=True)


def refuse_second_spelling(trees: Trees, paths: Collection[PurePosixPath], hint: str = "") -> None:
    """Refuse a new name that differs from an existing one only in case or in the encoding of accents.

    If a file system takes both for one, a clone there could never have both. `hint` says what to do.
    """
    names_by_folder: dict[PurePosixPath, set[str]] = {}
    for path in paths:
        for part in (path, *path.parents[:-1]):
            names_by_folder.setdefault(part.parent, set()).add(part.name)
    for folder, names in names_by_folder.items():
        existing = trees.folders.get(folder, {})
        new = [name for name in sorted(names) if os.fsencode(name) not in existing]
        if new:
            folded_names = {fold_name(name.decode(errors="replace")) for name in existing}
            for name in new:
                if fold_name(name) in folded_names:
                    raise UnsafePath(folder / name, "the register has this name in another spelling", hint)
                folded_names.add(fold_name(name))


def refuse_conversion(clone: Clone, paths: Iterable[PurePosixPath]) -> None:
    """Refuse if attributes make git change the bytes between its store and the work tree."""
    names = os.fsencode("".join(f"{path}\0" for path in paths))
    arguments = ("check-attr", "--stdin", "-z", "text", "eol", "working-tree-encoding")
    # A git index that does not exist: git would read all of the real one, and needs nothing of it.
    output = clone.git.run(
        *arguments, stdin=names, env={"GIT_INDEX_FILE": str(scratch_folder(clone.somei_dir) / "none")}
    )
    fields = iter(output.decode(errors="replace").split("\0"))
    attributes: dict[str, dict[str, str]] = {}
    for path, attribute, value in zip(fields, fields, fields, strict=False):
        attributes.setdefault(path, {})[attribute] = value
    for path, values in attributes.items():
        line_ends = values["eol"] == "crlf" and values["text"] != "unset"
        if line_ends or values["working-tree-encoding"] not in ("unspecified", "unset", "UTF-8"):
            raise GitRefuses(
                f"{path} would be converted by git",
                "its line ends or its encoding are set in .gitattributes",
                "Add a line to .gitattributes, so that git converts nothing: *.toml -text",
            )


def fold_name(name: str) -> str:
    """Return a name as file systems compare it that ignore case, or know only one encoding of accents."""
    return normalize("NFC", normalize("NFC", name).casefold())


def find_uncommitted_files(register: Register, entries: Iterable[DocumentFile]) -> frozenset[PurePosixPath]:
    """Return those of the files that were edited, staged or created since the last commit.

    Raises:
        RepositoryBusy: if the git index holds an unresolved conflict.
        NotARepository: if there is no clone to write to.
    """
    clone, commit = open_clone(register.root), find_last_commit(register)
    inside = register.root.resolve().relative_to(clone.top)
    in_index = {path.relative_to(inside) for path in list_staged_changes(clone, commit) if path.is_relative_to(inside)}
    entries = tuple(entries)
    return find_differing_documents(entries, list_document_blobs(register, commit), commit) | {
        entry.path for entry in entries if entry.path in in_index
    }
