"""Merges on the line of a branch: the commits they bring, and the files they hold as none of their parents does.

What merges made of their sides: the files that are not as a clean merge of all parents would leave them.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, touch_of

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


_MOST_BASES = 8
"""Of more commits that two sides began from no honest merge comes, and each is compared with both."""
_Diff = Mapping[PurePosixPath, FileDelta]


class Result(NamedTuple):
    """A file of a merge.

    `sides` holds one, where only one of the parents changed the file: what a clean merge would have. Where several
    did, it holds what they began from, and what two of them have.
    """

    path: PurePosixPath
    sides: tuple[ParentFile | None, ...]
    after: ParentFile | None


def unclean(git: Git, merges: Mapping[str, Sequence[str]]) -> dict[str, tuple[Result, ...]]:
    """The files of each merge, by its hash, that differ from a clean merge or have to be read to know."""
    pairs = {merge: [_begin(git, parents[0], other) for other in parents[1:]] for merge, parents in merges.items()}
    asked = list(dict.fromkeys(_asked(merges, pairs)))
    diffs = dict(zip(asked, _diffs(git, asked), strict=True))
    return {merge: tuple(_results(merge, parents, pairs[merge], diffs)) for merge, parents in merges.items()}


class _Beginning(NamedTuple):
    """The commits from which two sides began, and for each but the first what it and the first began from."""

    bases: tuple[str, ...]
    before: tuple[str | None, ...]


def _begin(git: Git, one: str, other: str) -> _Beginning:
    bases = _bases(git, one, other)[:_MOST_BASES]
    return _Beginning(bases, tuple(next(iter(_bases(git, bases[0], base)), None) for base in bases[1:]))


def _bases(git: Git, one: str, other: str) -> tuple[str, ...]:
    return tuple((git.ask("merge-base", "--all", one, other) or b"").decode().split())


def _asked(merges: Mapping[str, Sequence[str]], pairs: Mapping[str, Sequence[_Beginning]]) -> Iterator[tuple[str, str]]:
    """Every commit that is compared with an earlier one."""
    for merge, parents in merges.items():
        yield from ((merge, parent) for parent in parents)
        for other, (bases, before) in zip(parents[1:], pairs[merge], strict=True):
            yield from ((side, base) for base in bases for side in (parents[0], other))
            yield from ((bases[0], earlier) for earlier in before if earlier)


def _diffs(git: Git, asked: Sequence[tuple[str, str]]) -> Iterator[_Diff]:
    inside = git.prefix()
    words = ("diff-tree", "--stdin", "--always", "-r", "--raw", "-z", "--no-abbrev", "--no-renames")
    # Told a commit and one parent, git compares with that one, whatever the true parents are.
    lines = "".join(f"{commit} {earlier}\n" for commit, earlier in asked).encode()
    answer = git.run(*words, "--", git.literally(), stdin=lines) if asked else b""
    tokens = os.fsdecode(answer).split("\0")[:-1]
    at = 0
    while at < len(tokens):
        at += 1
        diff: dict[PurePosixPath, FileDelta] = {}
        while at < len(tokens) and tokens[at].startswith(":"):
            touch = touch_of(tokens[at], tokens[at + 1].removeprefix(inside))
            diff[touch.path] = touch
            at += 2
        yield diff


def _results(
    merge: str,
    parents: Sequence[str],
    pairs: Sequence[_Beginning],
    diffs: Mapping[tuple[str, str], _Diff],
) -> Iterator[Result]:
    against = [diffs[merge, parent] for parent in parents]
    for path in dict.fromkeys(path for diff in against for path in diff):
        after = next(_after(diff[path]) for diff in against if path in diff)
        held = [_before(diff[path]) if path in diff else after for diff in against]
        whole: ParentFile | None = held[0]
        for other, theirs, (bases, before) in zip(parents[1:], held[1:], pairs, strict=True):
            around = [(diffs[parents[0], base], diffs[other, base]) for base in bases]
            begun = [_begun(path, held[0], pair) for pair in around] or [None]
            earlier = [_begun(path, begun[0], (diffs[bases[0], one],)) if one else None for one in before]
            begun = _together(begun, earlier)
            clean = [_clean(base, whole, theirs) for base in begun]
            if any(one is not None and one[0] == after for one in clean):
                whole = after
            elif clean[0] is None:
                yield Result(path, (begun[0], whole, theirs), after)
                # What others of several sides did to it is held against what came of these two.
                whole = after
            else:
                whole = clean[0][0]
        if whole != after:
            yield Result(path, (whole,), after)


def _together(begun: list[ParentFile | None], earlier: Sequence[ParentFile | None]) -> list[ParentFile | None]:
    """What several beginnings come to, merged, as git itself takes it; all of them where that is not clean."""
    whole = begun[0]
    for other, before in zip(begun[1:], earlier, strict=True):
        clean = _clean(before, whole, other)
        if clean is None:
            return begun
        whole = clean[0]
    return [whole]


def _begun(path: PurePosixPath, ours: ParentFile | None, around: tuple[_Diff, ...]) -> ParentFile | None:
    """What the commit that two sides began from has at a path."""
    return next((_before(diff[path]) for diff in around if path in diff), ours)


def _clean(
    base: ParentFile | None, ours: ParentFile | None, theirs: ParentFile | None
) -> tuple[ParentFile | None] | None:
    """What a clean merge holds; nothing where both sides changed the file."""
    if theirs in (ours, base):
        return (ours,)
    return (theirs,) if ours == base else None


def _before(touch: FileDelta) -> ParentFile | None:
    return ParentFile(touch.before, touch.mode_before) if touch.before else None


def _after(touch: FileDelta) -> ParentFile | None:
    return ParentFile(touch.after, touch.mode) if touch.after else None
