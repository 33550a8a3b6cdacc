"""Read merges from git: the commits that each brought, and the files that differ from what a clean merge would hold."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, parse_raw_delta

_NO_FILE = "000000"


class ParentFile(NamedTuple):
    """A file in one parent of a merge."""

    blob: str
    mode: str


ParentFiles = Mapping[PurePosixPath, tuple[ParentFile | None, ...]]
"""The file in each parent by path, in the order of the parents; None if a parent does not have it."""


def list_combined_changes(git: Git, revisions: str) -> Mapping[str, ParentFiles]:
    """Return the files of each first-parent merge in a range of hashes that differ from those of every parent."""
    inside = git.prefix()
    options = ("log", "--first-parent", "--min-parents=2", "--diff-merges=combined", "--raw", "-z", "--no-abbrev")
    more_options = ("--no-renames", "--format=%x01%H")
    output = git.run(*options, *more_options, revisions, "--", git.literal_pathspec())
    files_by_merge: dict[str, dict[PurePosixPath, tuple[ParentFile | None, ...]]] = {}
    for commit, path, parent_files in _parse_combined_log(os.fsdecode(output), inside):
        files_by_merge.setdefault(commit, {})[path] = parent_files
    return files_by_merge


def read_graph(git: Git, revisions: str) -> tuple[dict[str, list[str]], list[str]]:
    """Return the parents of every commit in a range of hashes, and its first-parent line, oldest first."""
    parents = {}
    for line_text in git.run("rev-list", "--parents", revisions, "--").decode().splitlines():
        commit, *parent_hashes = line_text.split(" ")
        parents[commit] = parent_hashes
    # The tip of a range is what git lists first.
    line, commit = [], next(iter(parents), "")
    while commit in parents:
        line.append(commit)
        commit = next(iter(parents[commit]), "")
    return parents, line[::-1]


def commits_by_merge(parents: Mapping[str, Sequence[str]], line: Sequence[str]) -> dict[str, frozenset[str]]:
    """Return the commits that each merge brings onto a first-parent line, also those that do not touch the register."""
    visited = set(line)
    new_by_merge = {}
    for merge in line:
        new_commits = _reachable_commits(parents, parents[merge][1:], visited)
        visited |= new_commits
        if new_commits:
            new_by_merge[merge] = frozenset(new_commits)
    return new_by_merge


def commits_of_merge(parents: Mapping[str, Sequence[str]], merge: str) -> frozenset[str]:
    """Return the commits of a range that can be reached from a merge's other parents, and not from its first one."""
    first, *other_parents = parents[merge]
    return frozenset(_reachable_commits(parents, other_parents, _reachable_commits(parents, [first], ())))


def _reachable_commits(
    parents: Mapping[str, Sequence[str]], commits: Sequence[str], excluded: Collection[str]
) -> set[str]:
    """Return these commits and their ancestors in the range, without those excluded."""
    reached: set[str] = set()
    queue = list(commits)
    while queue:
        commit = queue.pop()
        if commit in parents and commit not in reached and commit not in excluded:
            reached.add(commit)
            queue.extend(parents[commit])
    return reached


def find_deletions_elsewhere(git: Git, revisions: str) -> Mapping[PurePosixPath, str]:
    """Return the documents that were deleted from other folders of the repository, with the folder each was in.

    Paths are those that the documents would have in the register.
    """
    options = (
        "log",
        "--first-parent",
        "--diff-merges=first-parent",
        "--diff-filter=D",
        "--name-only",
        "-z",
        "--format=",
    )
    elsewhere = (":(top,glob)**/documents/**/*.toml", f":(exclude,literal){git.bare_prefix or ''}documents")
    output = os.fsdecode(git.run(*options, "--no-renames", revisions, "--", *elsewhere))
    former_folders = {}
    for name in filter(None, (token.strip("\n") for token in output.split("\0"))):
        folder, _, path = name.rpartition("documents/")
        former_folders[PurePosixPath("documents", path)] = folder.rstrip("/") or "."
    return former_folders


def _parse_combined_log(answer: str, inside: str) -> Iterator[tuple[str, PurePosixPath, tuple[ParentFile | None, ...]]]:
    tokens = (token.lstrip("\n") for token in answer.split("\0"))
    commit = ""
    for token in tokens:
        if token.startswith("\x01"):
            commit = token[1:]
        elif token.startswith("::"):
            yield commit, PurePosixPath(next(tokens).removeprefix(inside)), _parse_combined_line(token)


def _parse_combined_line(line: str) -> tuple[ParentFile | None, ...]:
    """Read `::100644 100644 100644 A B C MM`: the modes of the parents and of the merge, then their blobs."""
    parents = len(line) - len(line.lstrip(":"))
    words = line.lstrip(":").split(" ")
    modes, blobs = words[:parents], words[parents + 1 : 2 * parents + 1]
    return tuple(ParentFile(blob, mode) if mode != _NO_FILE else None for mode, blob in zip(modes, blobs, strict=True))


_MAX_BASES = 8
"""The most merge bases that are looked at: no honest merge has more, and each is compared with both parents."""
_Diff = Mapping[PurePosixPath, FileDelta]


class UncleanFile(NamedTuple):
    """A file of a merge that a clean merge would not hold as it is, or that must be read to know.

    If only one parent changed the file, `expected` holds one file: that of a clean merge. If several did, it holds the
    base and what two of the parents have.
    """

    path: PurePosixPath
    expected: tuple[ParentFile | None, ...]
    after: ParentFile | None


def find_unclean_files(git: Git, merges: Mapping[str, Sequence[str]]) -> dict[str, tuple[UncleanFile, ...]]:
    """Return, for each merge by its hash, the files that differ from a clean merge or must be read to know."""
    bases_by_merge = {
        merge: [_find_bases(git, parents[0], parent) for parent in parents[1:]] for merge, parents in merges.items()
    }
    comparisons = list(dict.fromkeys(_list_comparisons(merges, bases_by_merge)))
    diffs = dict(zip(comparisons, _run_comparisons(git, comparisons), strict=True))
    return {
        merge: tuple(_compare_with_clean_merge(merge, parents, bases_by_merge[merge], diffs))
        for merge, parents in merges.items()
    }


class _MergeBases(NamedTuple):
    """The merge bases of two commits, and for each but the first its own merge base with the first."""

    bases: tuple[str, ...]
    earlier_bases: tuple[str | None, ...]


def _find_bases(git: Git, first: str, second: str) -> _MergeBases:
    bases = _all_merge_bases(git, first, second)[:_MAX_BASES]
    return _MergeBases(bases, tuple(next(iter(_all_merge_bases(git, bases[0], base)), None) for base in bases[1:]))


def _all_merge_bases(git: Git, first: str, second: str) -> tuple[str, ...]:
    return tuple((git.run_or_none("merge-base", "--all", first, second) or b"").decode().split())


def _list_comparisons(
    merges: Mapping[str, Sequence[str]], bases_by_merge: Mapping[str, Sequence[_MergeBases]]
) -> Iterator[tuple[str, str]]:
    """Yield every pair of a commit and an earlier one that must be compared."""
    for merge, parents in merges.items():
        yield from ((merge, parent) for parent in parents)
        for other_parent, (bases, earlier_bases) in zip(parents[1:], bases_by_merge[merge], strict=True):
            yield from ((side, base) for base in bases for side in (parents[0], other_parent))
            yield from ((bases[0], earlier) for earlier in earlier_bases if earlier)


def _run_comparisons(git: Git, comparisons: Sequence[tuple[str, str]]) -> Iterator[_Diff]:
    inside = git.prefix()
    options = ("diff-tree", "--stdin", "--always", "-r", "--raw", "-z", "--no-abbrev", "--no-renames")
    # A line with a commit and one hash makes git compare those two, whatever the real parents are.
    lines = "".join(f"{commit} {earlier}\n" for commit, earlier in comparisons).encode()
    output = git.run(*options, "--", git.literal_pathspec(), stdin=lines) if comparisons else b""
    tokens = os.fsdecode(output).split("\0")[:-1]
    index = 0
    while index < len(tokens):
        index += 1
        diff: dict[PurePosixPath, FileDelta] = {}
        while index < len(tokens) and tokens[index].startswith(":"):
            delta = parse_raw_delta(tokens[index], tokens[index + 1].removeprefix(inside))
            diff[delta.path] = delta
            index += 2
        yield diff


def _compare_with_clean_merge(
    merge: str,
    parents: Sequence[str],
    bases_of_parents: Sequence[_MergeBases],
    diffs: Mapping[tuple[str, str], _Diff],
) -> Iterator[UncleanFile]:
    parent_diffs = [diffs[merge, parent] for parent in parents]
    for path in dict.fromkeys(path for diff in parent_diffs for path in diff):
        after = next(_file_after(diff[path]) for diff in parent_diffs if path in diff)
        # The other parents are merged into the first one by one; `clean_so_far` is what that gives without a conflict.
        parent_files = [_file_before(diff[path]) if path in diff else after for diff in parent_diffs]
        clean_so_far: ParentFile | None = parent_files[0]
        for other_parent, theirs, (bases, earlier_bases) in zip(
            parents[1:], parent_files[1:], bases_of_parents, strict=True
        ):
            base_diffs = [(diffs[parents[0], base], diffs[other_parent, base]) for base in bases]
            base_files = [_file_in_base(path, parent_files[0], pair) for pair in base_diffs] or [None]
            earlier = [
                _file_in_base(path, base_files[0], (diffs[bases[0], earlier_base],)) if earlier_base else None
                for earlier_base in earlier_bases
            ]
            # After a criss-cross merge there are several bases, and git merges these first. If they conflict, the merge
            # counts as clean if it is so from any of them.
            base_files = _merge_bases(base_files, earlier)
            results = [_merge_cleanly(base, clean_so_far, theirs) for base in base_files]
            if any(result is not None and result[0] == after for result in results):
                clean_so_far = after
            elif results[0] is None:
                yield UncleanFile(path, (base_files[0], clean_so_far, theirs), after)
                # In an octopus merge the next parent is compared with the result of these two.
                clean_so_far = after
            else:
                clean_so_far = results[0][0]
        if clean_so_far != after:
            yield UncleanFile(path, (clean_so_far,), after)


def _merge_bases(
    base_files: list[ParentFile | None], earlier_files: Sequence[ParentFile | None]
) -> list[ParentFile | None]:
    """Return the merge of several base files, as git itself computes it; all of them if they do not merge cleanly."""
    merged = base_files[0]
    for base_file, earlier_file in zip(base_files[1:], earlier_files, strict=True):
        clean = _merge_cleanly(earlier_file, merged, base_file)
        if clean is None:
            return base_files
        merged = clean[0]
    return [merged]


def _file_in_base(path: PurePosixPath, ours: ParentFile | None, diffs: tuple[_Diff, ...]) -> ParentFile | None:
    """Return what a merge base has at a path; `ours` if no comparison names the path, so that it is unchanged."""
    return next((_file_before(diff[path]) for diff in diffs if path in diff), ours)


def _merge_cleanly(
    base: ParentFile | None, ours: ParentFile | None, theirs: ParentFile | None
) -> tuple[ParentFile | None] | None:
    """Return the file that a clean merge holds, in a tuple; None if both sides changed it."""
    if theirs in (ours, base):
        return (ours,)
    return (theirs,) if ours == base else None


def _file_before(delta: FileDelta) -> ParentFile | None:
    return ParentFile(delta.before, delta.mode_before) if delta.before else None


def _file_after(delta: FileDelta) -> ParentFile | None:
    return ParentFile(delta.after, delta.mode) if delta.after else None
