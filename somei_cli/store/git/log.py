"""Read commits from git: each with its author, its message and the files of the register that it changed."""

import os
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.store.git.command import Git
from somei_cli.store.git.plain_clone import find_plain_clone
from somei_cli.store.git.plain_layout import may_be_shallow

_FORMAT = "--format=%x01%H%x00%P%x00%an%x00%ae%x00%ad%x00%cd%x00%B"
_FIELD_COUNT = 7
_MOST_LOOSE = 10
"""Up to so many commits are read one by one; git reads more of them faster."""
_PLAIN_COMMIT = (
    r"tree [0-9a-f]+\n(?:parent (?P<parent>[0-9a-f]+)\n)?"
    r"author (?P<name>[^<>\s](?:[^<>\n]*[^<>\s])?) <(?P<email>[^<>\s]*)> (?P<authored>[0-9]{1,10} [+-][0-9]{4})\n"
    r"committer [^<>\n]+ <[^<>\n]*> (?P<committed>[0-9]{1,10} [+-][0-9]{4})\n\n(?P<message>[^\0]*)"
)
"""A commit without further headers: not signed, of one encoding, with at most one parent."""
_NULL_ID_DIGITS = frozenset("0")
_LATEST = int(datetime(9999, 12, 30, tzinfo=UTC).timestamp())


class FileDelta(NamedTuple):
    """One file that a commit changed, with its blobs before and after; None if it was absent.

    `path` is relative to the register. `mode` and `mode_before` are git's file modes (`100644`); empty if absent.
    """

    path: PurePosixPath
    before: str | None
    after: str | None
    mode: str
    mode_before: str = ""


class Commit(NamedTuple):
    """A commit and the files it changed, relative to its first parent; `authored` and `committed` are its dates."""

    hash: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: datetime
    committed: datetime
    message: str
    deltas: tuple[FileDelta, ...]


def list_commits(
    git: Git,
    revisions: str,
    *,
    oldest: str | None = None,
    path: str = "",
    first_parent: bool = False,
    full_history: bool = False,
) -> Iterator[Commit]:
    """Yield the commits of a range of hashes (`HASH`, `HASH..HASH`) that touch the register, oldest first.

    `git` works in the folder of the register; `revisions` are hashes, never text as it was typed. What led to the
    commit `oldest` is left out. `path` keeps to one path of the register. `first_parent` follows first parents only,
    so a merge stands for all that it brought. `full_history` also yields side branches of which nothing is left; the
    parents are those among the yielded commits.
    """
    options = ["log", "--reverse", "--topo-order", "--raw", "-z", "--no-abbrev", "--no-renames", "--date=raw", _FORMAT]
    options += ["--first-parent", "--diff-merges=first-parent"] if first_parent else ["--parents"]
    options += ["--full-history"] if full_history else []
    options.append(f"--relative={git.bare_prefix}" if git.bare_prefix else "--relative")
    left_out = (f"^{oldest}^@",) if oldest else ()
    output = git.run(
        *options, revisions, *left_out, "--", git.literal_pathspec(path or "."), config=("log.showRoot=true",)
    )
    yield from _parse_log(output)


def read_commits(git: Git, commits: Iterable[str]) -> Iterator[Commit]:
    """Yield these commits in any order, each without its deltas."""
    hashes = "\n".join(commits)
    if hashes:
        options = ("log", "--no-walk=unsorted", "--stdin", "-s", "-z", "--date=raw", _FORMAT)
        yield from _parse_log(git.run(*options, stdin=hashes.encode()))


def list_newest_commits(
    git: Git, head: str, *, paths: Collection[str], count: int, skipped: int = 0, person: str = ""
) -> Iterator[Commit]:
    """Yield at most `count` commits that lead to `head`, the newest first, without merges and without their deltas.

    `paths` are pathspecs of which they changed one, none for all; `person` is part of a name or address of the author.
    """
    if count <= _MOST_LOOSE and not (paths or skipped or person):
        chain = _list_loose_chain(git, head, count)
        if chain is not None:
            yield from chain
            return
    options = ["log", "--no-merges", f"--max-count={count}", f"--skip={skipped}", "-s", "-z", "--date=raw", _FORMAT]
    options += ["--fixed-strings", "--regexp-ignore-case", f"--author={person}"] if person else []
    yield from _parse_log(git.run(*options, head, "--", *paths))


def _list_loose_chain(git: Git, head: str, count: int) -> list[Commit] | None:
    """Return the newest commits, read from the files of git's objects; None if git must be asked.

    So it is if one of them has no file of its own, is a merge or signed, or is not written as somei writes commits.
    """
    git_dir = _find_loose_objects(git)
    commits: list[Commit] = []
    while head and len(commits) < count:
        commit = _read_loose_commit(git_dir, head) if git_dir else None
        if commit is None:
            return None
        commits.append(commit)
        head = next(iter(commit.parents), "")
    return commits


def _find_loose_objects(git: Git) -> Path | None:
    """Return the git folder in whose files commits may be read; None if git must be asked."""
    is_unusual = git.bare_prefix is not None or git.extra_env or may_be_shallow(git.folder)
    return None if is_unusual else find_plain_clone(git.folder)


def _read_loose_commit(git_dir: Path, commit: str) -> Commit | None:
    # In a clone that git has packed, nothing need be loaded to see it.
    if not (git_dir / "objects" / commit[:2] / commit[2:]).exists():
        return None
    from somei_cli.store.git.loose_objects import read_loose_object

    content = read_loose_object(git_dir, "commit", commit)
    try:
        match = re.fullmatch(_PLAIN_COMMIT, content.decode(), re.DOTALL) if content else None
    except UnicodeDecodeError:
        return None
    if match is None:
        return None
    parents = (match["parent"],) if match["parent"] else ()
    authored, committed = _parse_time(match["authored"]), _parse_time(match["committed"])
    return Commit(commit, parents, match["name"], match["email"], authored, committed, match["message"], ())


def read_plain_commit(git: Git, commit: str) -> Commit | None:
    """Return a commit, given by its full hash, without its deltas; None if only git can read it, or nobody."""
    git_dir = _find_loose_objects(git)
    return _read_loose_commit(git_dir, commit) if git_dir else None


def _read_loose_commit_with_files(git: Git, commit: str) -> Commit | None:
    """Return a commit with the files that it changed; None if git must be asked, as of the first one."""
    from somei_cli.store.git.loose_objects import list_loose_changes

    git_dir = _find_loose_objects(git)
    plain = _read_loose_commit(git_dir, commit) if git_dir else None
    changes = list_loose_changes(git_dir, plain.parents[0], commit) if git_dir and plain and plain.parents else None
    if plain is None or changes is None:
        return None
    deltas = (
        FileDelta(
            PurePosixPath(path),
            before.id if before else None,
            after.id if after else None,
            after.mode.decode() if after else "",
            before.mode.decode() if before else "",
        )
        for path, (before, after) in changes.items()
    )
    return plain._replace(deltas=tuple(deltas))


def read_commits_with_files(git: Git, commits: Iterable[str]) -> Iterator[Commit]:
    """Yield these commits in the same order, with every file of the repository that they changed; a merge has none."""
    commits = list(commits)
    if len(commits) == 1 and (loose_commit := _read_loose_commit_with_files(git, commits[0])):
        yield loose_commit
        return
    hashes = "\n".join(commits)
    if hashes:
        options = ("log", "--no-walk=unsorted", "--stdin", "--raw", "-z", "--no-abbrev", "--no-renames", "--date=raw")
        yield from _parse_log(git.run(*options, _FORMAT, stdin=hashes.encode(), config=("log.showRoot=true",)))


def diff_commits(git: Git, before: str, after: str, *paths: str) -> Iterator[FileDelta]:
    """Yield the files that differ between two commits of the repository; paths are relative to its top folder."""
    options = ("diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-renames")
    tokens = os.fsdecode(git.run(*options, before, after, "--", *paths)).split("\0")
    return (parse_raw_delta(tokens[index], tokens[index + 1]) for index in range(0, len(tokens) - 1, 2))


def _parse_log(output: bytes) -> Iterator[Commit]:
    tokens = output.decode("utf-8", "surrogateescape").split("\0")
    index = 0
    while index < len(tokens) and tokens[index].startswith("\x01"):
        commit, parents, author, email, authored, committed, message = tokens[index : index + _FIELD_COUNT]
        index += _FIELD_COUNT
        deltas = []
        while index < len(tokens) and tokens[index].lstrip("\n").startswith(":"):
            deltas.append(parse_raw_delta(tokens[index].lstrip("\n"), tokens[index + 1]))
            index += 2
        while index < len(tokens) and not tokens[index].strip("\n"):
            index += 1
        yield Commit(
            commit[1:],
            tuple(parents.split()),
            author,
            email,
            _parse_time(authored),
            _parse_time(committed),
            message,
            tuple(deltas),
        )


_NO_TIME = datetime.fromtimestamp(0, UTC)


def _parse_time(text: str) -> datetime:
    """Read a date from its seconds and its UTC offset; a forged one may exceed every calendar and every clock."""
    seconds, _, offset = text.partition(" ")
    if not (seconds.lstrip("-").isdecimal() and offset.lstrip("+-").isdecimal()):
        # Some program wrote this commit without a valid date.
        return _NO_TIME
    hours, minutes = divmod(int(offset.removeprefix("-")), 100)
    utc_offset = timedelta(hours=hours, minutes=minutes) * (-1 if offset.startswith("-") else 1)
    zone = timezone(utc_offset) if abs(utc_offset) < timedelta(days=1) else UTC
    return datetime.fromtimestamp(min(max(int(seconds), 0), _LATEST), zone)


def parse_raw_delta(header: str, path: str) -> FileDelta:
    """Read a file from a line of git's raw diff format; `path` is relative to the register."""
    old, new, before, after, _ = header.removeprefix(":").split(" ")
    return FileDelta(PurePosixPath(path), _parse_blob(before), _parse_blob(after), _parse_mode(new), _parse_mode(old))


def _parse_mode(mode: str) -> str:
    return "" if mode == "000000" else mode


def _parse_blob(blob: str) -> str | None:
    return None if frozenset(blob) == _NULL_ID_DIGITS else blob


_MESSAGE_FORMAT = "%an%n%ae%n%cn%n%ce%n%B"


def read_messages(git: Git, commit: str) -> str:
    """Return the names, addresses and messages of a commit and all its ancestors."""
    return git.run("log", f"--format={_MESSAGE_FORMAT}", commit, "--").decode("utf-8", "replace")


def list_all_paths(git: Git, commit: str) -> str:
    """Return the paths of all files of a commit, also those outside the register, one a line."""
    listed = git.run("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit)
    return listed.decode("utf-8", "replace").replace("\0", "\n")
