"""Read commits, trees and blobs that have a file of their own, as after an act of somei, without a start of git."""

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath, PurePosixPath
from typing import Final, NamedTuple

from somei_cli.store.git.plain_clone import find_plain_clone

TREE_MODE: Final = b"40000"
"""The mode of a folder in a tree, as git writes it."""
_MOST_TREES: Final = 100
"""Of more trees git finds the differences faster."""
_SHA1_DIGITS: Final = 40
_LARGEST_LOOSE: Final = 16 << 20
"""Bytes up to which an object is read without git."""

try:
    from _sha1 import sha1 as _sha1  # type: ignore[import-not-found]
except ImportError:
    _sha1 = None


class TreeEntry(NamedTuple):
    """A name in a tree: its mode and the id of its object."""

    mode: bytes
    id: str


FileChanges = dict[str, tuple[TreeEntry | None, TreeEntry | None]]
"""Files by their paths, each as it was before and after; None for no file."""


def read_loose_trees(
    git_dir: Path, commit: str, folders: Iterable[PurePosixPath]
) -> dict[PurePosixPath, Mapping[bytes, TreeEntry]] | None:
    """Return the trees of a commit at some folders, parents first; None if an object has no file of its own."""
    top_id = _read_loose_top(git_dir, commit)
    if top_id is None:
        return None
    trees: dict[PurePosixPath, Mapping[bytes, TreeEntry]] = {}
    for folder in folders:
        entry = (
            trees.get(folder.parent, {}).get(os.fsencode(folder.name)) if folder.parts else TreeEntry(TREE_MODE, top_id)
        )
        if entry and entry.mode == TREE_MODE:
            tree = _read_loose_tree(git_dir, entry.id)
            if tree is None:
                return None
            trees[folder] = tree
    return trees


def list_loose_differences(root: Path, old: str, new: str, folder: PurePosixPath) -> FileChanges | None:
    """Return the files below a folder of a register that differ between two commits; None if git must be asked.

    That is so if a tree which differs has no file of its own, or if many differ. After an act of somei each has one.
    """
    git_dir = find_plain_clone(root)
    if git_dir is None:
        return None
    path_in_repository = root.resolve().relative_to(git_dir.parent) / folder
    before, after = (_read_loose_folder(git_dir, commit, path_in_repository) for commit in (old, new))
    return _compare_loose_trees(git_dir, f"{folder}/", before, after) if before and after else None


def list_loose_changes(git_dir: Path, old: str, new: str) -> FileChanges | None:
    """Return all files that differ between two commits, in git's order; None if git must be asked, as above."""
    before, after = (_read_loose_top(git_dir, commit) for commit in (old, new))
    differences = _compare_loose_trees(git_dir, "", before, after) if before and after else None
    return None if differences is None else dict(sorted(differences.items(), key=lambda item: os.fsencode(item[0])))


def _compare_loose_trees(git_dir: Path, folder: str, old: str, new: str) -> FileChanges | None:
    """Return the files in which two trees differ; `folder` is the path of both, with a slash at its end."""
    changes: FileChanges = {}
    pending: list[tuple[str, str | None, str | None]] = [(folder, old, new)]
    read_trees = 0
    while pending:
        (place, *tree_ids), read_trees = pending.pop(), read_trees + 1
        if read_trees > _MOST_TREES:
            return None
        before, after = (_read_loose_tree(git_dir, tree_id) if tree_id else {} for tree_id in tree_ids)
        if before is None or after is None:
            return None
        for name in before.keys() | after.keys():
            entries = (before.get(name), after.get(name))
            if entries[0] == entries[1]:
                continue
            path = f"{place}{os.fsdecode(name)}"
            files = [entry if entry and entry.mode != TREE_MODE else None for entry in entries]
            if any(files):
                changes[path] = (files[0], files[1])
            folders = [entry.id if entry and entry.mode == TREE_MODE else None for entry in entries]
            if any(folders):
                pending.append((f"{path}/", folders[0], folders[1]))
    return changes


def _read_loose_folder(git_dir: Path, commit: str, folder: PurePath) -> str | None:
    """Return the id of the tree of a folder in a commit; None if it has none, or if git must be asked."""
    tree_id = _read_loose_top(git_dir, commit)
    for name in folder.parts:
        tree = _read_loose_tree(git_dir, tree_id) if tree_id else None
        entry = tree.get(os.fsencode(name)) if tree else None
        tree_id = entry.id if entry and entry.mode == TREE_MODE else None
    return tree_id


def _read_loose_top(git_dir: Path, commit: str) -> str | None:
    """Return the id of the top tree of a commit; None if git must be asked."""
    content = read_loose_object(git_dir, "commit", commit)
    return content[5 : 5 + len(commit)].decode() if content and content.startswith(b"tree ") else None


def _read_loose_tree(git_dir: Path, tree_id: str) -> dict[bytes, TreeEntry] | None:
    """Return the entries of a tree by their names; None if git must be asked."""
    content = read_loose_object(git_dir, "tree", tree_id)
    if content is None:
        return None
    try:
        entries = list(parse_tree(content, len(tree_id) // 2))
    except ValueError:
        return None
    by_name = dict(entries)
    return by_name if len(by_name) == len(entries) else None


def read_loose_object(git_dir: Path, kind: str, object_id: str) -> bytes | None:
    """Return the content of an object that has a file of its own; None if git must be asked, as for a damaged one."""
    try:
        compressed = (git_dir / "objects" / object_id[:2] / object_id[2:]).read_bytes()
        header, _, content = zlib.decompressobj().decompress(compressed, _LARGEST_LOOSE).partition(b"\0")
    except (OSError, zlib.error):
        return None
    is_whole = header == b"%s %d" % (kind.encode(), len(content))
    object_format = "sha1" if len(object_id) == _SHA1_DIGITS else "sha256"
    is_sound = is_whole and name_object(kind, content, object_format) == object_id
    return content if is_sound else None


def parse_tree(content: bytes, id_size: int) -> Iterator[tuple[bytes, TreeEntry]]:
    """Yield each name in the content of a tree with its entry; an id has `id_size` bytes.

    A name comes as often as the tree has it: a tree that no git wrote may repeat one.
    """
    position = 0
    while position < len(content):
        space, nul = content.index(b" ", position), content.index(b"\0", position)
        end = nul + 1 + id_size
        yield content[space + 1 : nul], TreeEntry(content[position:space], content[nul + 1 : end].hex())
        position = end


def name_object(kind: str, content: bytes, object_format: str) -> str:
    """Return the id of an object with this content, in a repository of this format (sha1, sha256)."""
    return hash_bytes(object_format, b"%s %d\0" % (kind.encode(), len(content)) + content).hex()


def hash_bytes(object_format: str, content: bytes) -> bytes:
    """Return the hash by which a repository of this format names an object.

    Loading `hashlib` loads OpenSSL, a twentieth of a whole command, so Python's own SHA-1 is taken where it is there.
    """
    if object_format == "sha1" and _sha1:
        return bytes(_sha1(content).digest())
    import hashlib

    return hashlib.new(object_format, content).digest()
