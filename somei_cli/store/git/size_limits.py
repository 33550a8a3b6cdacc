"""Measure how many files and bytes a commit holds without checking it out, and refuse one that is too large.

A few tree objects that name each other many times can stand for more files than fit on any disk.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final, NamedTuple

from somei_cli.errors import CannotWork
from somei_cli.store.git.blobs import ObjectReader, open_object_reader
from somei_cli.store.git.command import Git
from somei_cli.store.git.loose_objects import TREE_MODE, TreeEntry, parse_tree

MAX_EXTRA_FILES: Final = 20_000
"""The number of files that an untrusted branch may hold beyond those of the trusted side."""
MAX_EXTRA_BYTES: Final = 64 * 1024 * 1024
"""The number of bytes that an untrusted branch may hold beyond those of the trusted side."""
_LARGEST_TREE: Final = 4 * 1024 * 1024
"""The most bytes of one tree object; a hundred times what a folder of a register has."""
_MAX_DEPTH: Final = 8
_MAX_TREES: Final = 200_000
_BATCH_SIZE: Final = 100


class TreeSize(NamedTuple):
    """The files below a folder, each counted as often as it occurs, and their bytes."""

    files: int = 0
    bytes: int = 0

    def add(self, other_size: "TreeSize") -> "TreeSize":
        """Return the sum of two sizes."""
        return TreeSize(self.files + other_size.files, self.bytes + other_size.bytes)


def refuse_oversized_commit(git: Git, trusted: str, commit: str, folder: str, hint: str) -> None:
    """Refuse a commit that holds far more than the trusted side does.

    Raises:
        CannotWork: if it does; it says how much the commit may hold, and the hint.
    """
    with open_object_reader(git) as reader:
        trusted_size, commit_size = (measure_tree(reader, f"{side}:{folder}") for side in (trusted, commit))
    if (
        commit_size.files > trusted_size.files + MAX_EXTRA_FILES
        or commit_size.bytes > trusted_size.bytes + MAX_EXTRA_BYTES
    ):
        limits = f"{MAX_EXTRA_FILES} files or {MAX_EXTRA_BYTES // 2**20} MiB"
        raise CannotWork(f"The branch holds more than {limits} above the trusted side.", hint)


def find_large_blobs(git: Git, ids: Iterable[str], most: int) -> frozenset[str]:
    """Return those of some blobs that have more than `most` bytes."""
    with open_object_reader(git) as reader:
        return frozenset(blob for blob, size in _read_sizes(reader, dict.fromkeys(ids), "blob").items() if size > most)


class _Tree(NamedTuple):
    folders: tuple[str, ...]
    files: tuple[str, ...]


def measure_tree(reader: ObjectReader, folder: str) -> TreeSize:
    """Return the size of a folder, named as `commit:path`; zero if it is not a folder.

    Raises:
        CannotWork: if it has deeper, larger or more folders than any register.
    """
    root_sizes = _read_sizes(reader, [folder], "tree")
    if not root_sizes:
        return TreeSize()
    (root,) = root_sizes
    levels: list[dict[str, _Tree]] = []
    tree_ids: Iterable[str] = root_sizes
    while tree_ids:
        levels.append(_read_trees(reader, tree_ids))
        tree_count = sum(map(len, levels))
        if len(levels) > _MAX_DEPTH or tree_count > _MAX_TREES:
            raise CannotWork("The commit has more folders, or deeper ones, than any register.")
        tree_ids = dict.fromkeys(subfolder for tree in levels[-1].values() for subfolder in tree.folders)
    blob_sizes = _read_sizes(
        reader, dict.fromkeys(blob for level in levels for tree in level.values() for blob in tree.files), "blob"
    )
    totals: dict[str, TreeSize] = {}
    for level in reversed(levels):
        for tree_id, tree in level.items():
            totals[tree_id] = _sum_tree(tree, blob_sizes, totals)
    return totals[root]


def _sum_tree(tree: _Tree, blob_sizes: Mapping[str, int], subfolder_totals: Mapping[str, TreeSize]) -> TreeSize:
    total = TreeSize(len(tree.files), sum(blob_sizes.get(blob, 0) for blob in tree.files))
    for subfolder in tree.folders:
        total = total.add(subfolder_totals[subfolder])
    return total


def _read_trees(reader: ObjectReader, tree_ids: Iterable[str]) -> dict[str, _Tree]:
    sizes = _read_sizes(reader, tree_ids, "tree")
    if any(size > _LARGEST_TREE for size in sizes.values()):
        raise CannotWork("The commit has a folder with more files than any register.")
    trees: dict[str, _Tree] = {}
    remaining_ids = iter(sizes)
    while batch := list(islice(remaining_ids, _BATCH_SIZE)):
        contents = reader.contents("tree", {tree_id: sizes[tree_id] for tree_id in batch})
        trees |= {tree_id: _split_tree(next(contents), len(tree_id) // 2) for tree_id in batch}
    return trees


def _split_tree(content: bytes, id_size: int) -> _Tree:
    entries = [entry for _, entry in parse_tree(content, id_size)]
    folders = tuple(entry.id for entry in entries if _is_folder(entry))
    return _Tree(folders, tuple(entry.id for entry in entries if not _is_folder(entry)))


def _is_folder(entry: TreeEntry) -> bool:
    return entry.mode.lstrip(b"0") == TREE_MODE


def _read_sizes(reader: ObjectReader, object_names: Iterable[str], kind: str) -> dict[str, int]:
    """Return the id and the size of those objects that are of a kind, in the order of the names."""
    rows = (line.decode(errors="replace").split(" ") for line in reader.headers(list(object_names)))
    return {words[0]: int(words[2]) for words in rows if len(words) == 3 and words[1] == kind}
