"""Merges on the line of a branch: the commits they bring, and the files they hold as none of their parents does."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.store.git import Git

_NO_FILE = "000000"


class ParentFile(NamedTuple):
    """What one parent of a merge has at a path."""

    blob: str
    mode: str


Sides = Mapping[PurePosixPath, tuple[ParentFile | None, ...]]
"""What the parents have, in their order; None where there is no file."""


def of_neither(git: Git, revisions: str) -> Mapping[str, Sides]:
    """The files of each merge on a line of hashes that differ from those of every parent."""
    inside = git.prefix()
    words = ("log", "--first-parent", "--min-parents=2", "--diff-merges=combined", "--raw", "-z", "--no-abbrev")
    told = ("--no-renames", "--format=%x01%H")
    answer = git.run(*words, *told, revisions, "--", git.literally())
    found: dict[str, dict[PurePosixPath, tuple[ParentFile | None, ...]]] = {}
    for commit, path, sides in _merges(os.fsdecode(answer), inside):
        found.setdefault(commit, {})[path] = sides
    return found


def graph(git: Git, revisions: str) -> tuple[dict[str, list[str]], list[str]]:
    """The parents of every commit in a range of hashes, and its line, the oldest first."""
    parents = {}
    for told in git.run("rev-list", "--parents", revisions, "--").decode().splitlines():
        commit, *above = told.split(" ")
        parents[commit] = above
    return parents, git.run("rev-list", "--first-parent", "--reverse", revisions, "--").decode().split()


def brought_by(parents: Mapping[str, Sequence[str]], line: Sequence[str]) -> dict[str, frozenset[str]]:
    """The commits that each merge brings onto a line, whether they touch the register or not."""
    seen = set(line)
    brought = {}
    for merge in line:
        came = _behind(parents, parents[merge][1:], seen)
        seen |= came
        if came:
            brought[merge] = frozenset(came)
    return brought


def carried_by(parents: Mapping[str, Sequence[str]], merge: str) -> frozenset[str]:
    """The commits of a range that came to a line of their own by a merge: behind its other parents, not its first."""
    first, *others = parents[merge]
    return frozenset(_behind(parents, others, _behind(parents, [first], ())))


def _behind(parents: Mapping[str, Sequence[str]], commits: Sequence[str], known: Collection[str]) -> set[str]:
    """These commits and those before them, but for what is known."""
    found: set[str] = set()
    waiting = list(commits)
    while waiting:
        commit = waiting.pop()
        if commit in parents and commit not in found and commit not in known:
            found.add(commit)
            waiting.extend(parents[commit])
    return found


def went_elsewhere(git: Git, revisions: str) -> Mapping[PurePosixPath, str]:
    """The files of documents that went from other folders of the repository on a line: path to the folder it was in."""
    inside = git.prefix()
    words = ("log", "--first-parent", "--diff-merges=first-parent", "--diff-filter=D", "--name-only", "-z", "--format=")
    beside = (":(top,glob)**/documents/**/*.toml", f":(top,exclude,literal){inside}documents")
    answer = os.fsdecode(git.run(*words, "--no-renames", revisions, "--", *beside))
    found = {}
    for name in filter(None, (token.strip("\n") for token in answer.split("\0"))):
        folder, _, path = name.rpartition("documents/")
        found[PurePosixPath("documents", path)] = folder.rstrip("/") or "."
    return found


def _merges(answer: str, inside: str) -> Iterator[tuple[str, PurePosixPath, tuple[ParentFile | None, ...]]]:
    tokens = (token.lstrip("\n") for token in answer.split("\0"))
    commit = ""
    for token in tokens:
        if token.startswith("\x01"):
            commit = token[1:]
        elif token.startswith("::"):
            yield commit, PurePosixPath(next(tokens).removeprefix(inside)), _sides(token)


def _sides(told: str) -> tuple[ParentFile | None, ...]:
    """From `::100644 100644 100644 A B C MM`: the modes of the parents and of the merge, then their blobs."""
    parents = len(told) - len(told.lstrip(":"))
    words = told.lstrip(":").split(" ")
    modes, blobs = words[:parents], words[parents + 1 : 2 * parents + 1]
    return tuple(ParentFile(blob, mode) if mode != _NO_FILE else None for mode, blob in zip(modes, blobs, strict=True))
