"""How much a commit holds, told without unfolding it: a few trees can stand for more files than there are atoms."""

import os
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final, NamedTuple

from somei_cli.errors import CannotWork
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.store.git.command import Git

MOST_FILES: Final = 20_000
"""So many files more than the trusted side has may a branch hold."""
MOST_BYTES: Final = 64 * 1024 * 1024
"""So many bytes more."""
_LARGEST_TREE: Final = 4 * 1024 * 1024
"""Bytes of one folder; a hundred times what a register has in one."""
_DEEPEST: Final = 8
_MOST_TREES: Final = 200_000
_AT_ONCE: Final = 100
_FOLDER: Final = "40000"
_HASH_BYTES: Final = {40: 20, 64: 32}


class Weight(NamedTuple):
    """The files below a folder, counted as often as they stand there, and their bytes, as far as they are read."""

    files: int = 0
    bytes: int = 0

    def plus(self, other: "Weight") -> "Weight":
        """Both together."""
        return Weight(self.files + other.files, self.bytes + other.bytes)


def refuse_excess(git: Git, trusted: str, commit: str, folder: str, hint: str) -> None:
    """Stop where a commit holds far more than the trusted side does.

    Raises:
        CannotWork: with how much it may hold, and what to do.
    """
    ours, theirs = weigh(git, f"{trusted}:{folder}"), weigh(git, f"{commit}:{folder}")
    if theirs.files > ours.files + MOST_FILES or theirs.bytes > ours.bytes + MOST_BYTES:
        bounds = f"{MOST_FILES} files or {MOST_BYTES // 2**20} MiB"
        raise CannotWork(f"The branch holds more than {bounds} above the trusted side.", hint)


class _Tree(NamedTuple):
    folders: tuple[str, ...]
    files: tuple[str, ...]


def weigh(git: Git, folder: str) -> Weight:
    """What lies below a folder, named as `commit:path`; nothing where it is none.

    Raises:
        CannotWork: where it is nested deeper, or has larger or more folders, than any register.
    """
    sizes = _sizes(git, [folder], "tree")
    if not sizes:
        return Weight()
    (root,) = sizes
    levels: list[dict[str, _Tree]] = []
    wanted: Iterable[str] = sizes
    while wanted:
        levels.append(_trees(git, wanted))
        known = sum(map(len, levels))
        if len(levels) > _DEEPEST or known > _MOST_TREES:
            raise CannotWork("The commit has more folders, or deeper ones, than any register.")
        wanted = dict.fromkeys(inner for tree in levels[-1].values() for inner in tree.folders)
    blobs = _sizes(git, dict.fromkeys(f for level in levels for tree in level.values() for f in tree.files), "blob")
    weights: dict[str, Weight] = {}
    for level in reversed(levels):
        for name, tree in level.items():
            weights[name] = _weight(tree, blobs, weights)
    return weights[root]


def _weight(tree: _Tree, blobs: Mapping[str, int], below: Mapping[str, Weight]) -> Weight:
    total = Weight(len(tree.files), sum(size for size in map(blobs.get, tree.files) if size and size <= LARGEST))
    for inner in tree.folders:
        total = total.plus(below[inner])
    return total


def _trees(git: Git, names: Iterable[str]) -> dict[str, _Tree]:
    sizes = _sizes(git, names, "tree")
    if any(size > _LARGEST_TREE for size in sizes.values()):
        raise CannotWork("The commit has a folder with more files than any register.")
    trees: dict[str, _Tree] = {}
    rest = iter(sizes)
    while some := list(islice(rest, _AT_ONCE)):
        answer = git.run("cat-file", "--batch", stdin=_lines(some))
        at = 0
        for name in some:
            begin = answer.index(b"\n", at) + 1
            end = begin + sizes[name]
            trees[name] = _tree(answer[begin:end], _HASH_BYTES[len(name)])
            at = end + 1
    return trees


def _tree(content: bytes, hash_bytes: int) -> _Tree:
    folders: list[str] = []
    files: list[str] = []
    at = 0
    while at < len(content):
        name = content.index(b"\0", at)
        mode = content[at : content.index(b" ", at)]
        end = name + 1 + hash_bytes
        into = folders if os.fsdecode(mode).lstrip("0") == _FOLDER else files
        into.append(content[name + 1 : end].hex())
        at = end
    return _Tree(tuple(folders), tuple(files))


def _sizes(git: Git, names: Iterable[str], kind: str) -> dict[str, int]:
    """The ids and sizes of those among these names that are of a kind, in their order."""
    listed = git.run("cat-file", "--batch-check", stdin=_lines(names)).decode(errors="replace")
    told = (line.split(" ") for line in listed.splitlines())
    return {words[0]: int(words[2]) for words in told if len(words) == 3 and words[1] == kind}


def _lines(names: Iterable[str]) -> bytes:
    return os.fsencode("".join(f"{name}\n" for name in names))
