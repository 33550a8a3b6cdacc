"""The acts of a history: its commits, each with the files of the register that it touched.

What git itself knows beside the texts: names of files, who made commits, and what they wrote of them.
"""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.store.git.command import Git

_FORMAT = "--format=%x01%H%x00%P%x00%an%x00%ae%x00%ad%x00%cd%x00%B"
_FIELDS = 7
_NOTHING = frozenset("0")
_LATEST = int(datetime(9999, 12, 30, tzinfo=UTC).timestamp())


class FileDelta(NamedTuple):
    """One file of a commit, with the blobs before and after; None where it was absent.

    `path` is relative to the register, `mode` what git says of the kind of file (`100644`), empty where it went, and
    `mode_before` the same of what was there, empty where it came.
    """

    path: PurePosixPath
    before: str | None
    after: str | None
    mode: str
    mode_before: str = ""


class Commit(NamedTuple):
    """One commit: `when` is the author's time, `committed` that of the commit, as git tells them."""

    commit: str
    parents: tuple[str, ...]
    who: str
    mail: str
    when: datetime
    committed: datetime
    message: str
    touches: tuple[FileDelta, ...]


def acts(
    git: Git, revisions: str, *, below: str = "", first_parent: bool = False, full: bool = False
) -> Iterator[Commit]:
    """The commits of a range of hashes (`HASH`, `HASH..HASH`) that touch the register, oldest first.

    Args:
        git: At work where the register lies.
        revisions: Resolved before, never as it was typed.
        below: A path below that folder, where only some of it is asked for.
        first_parent: Only the line of the branch itself; a merge is told by what it brought onto that line.
        full: Also the side lines of which nothing is left in the end; parents are those among the commits told.
    """
    words = ["log", "--reverse", "--topo-order", "--raw", "-z", "--no-abbrev", "--no-renames", "--date=raw", _FORMAT]
    words += ["--first-parent", "--diff-merges=first-parent"] if first_parent else ["--parents"]
    words += ["--full-history"] if full else []
    words.append(f"--relative={git.inside}" if git.inside else "--relative")
    answer = git.run(*words, revisions, "--", git.literally(below or "."), config=("log.showRoot=true",))
    yield from _acts(answer)


def without_files(git: Git, commits: Iterable[str]) -> Iterator[Commit]:
    """These commits, in any order, each without what it touched."""
    hashes = "\n".join(commits)
    if hashes:
        words = ("log", "--no-walk=unsorted", "--stdin", "-s", "-z", "--date=raw", _FORMAT)
        yield from _acts(git.run(*words, stdin=hashes.encode()))


def all_files(git: Git, commits: Iterable[str]) -> Iterator[Commit]:
    """These commits, in the same order, with every file of the repository that they touched; of a merge with none."""
    hashes = "\n".join(commits)
    if hashes:
        words = ("log", "--no-walk=unsorted", "--stdin", "--raw", "-z", "--no-abbrev", "--no-renames", "--date=raw")
        yield from _acts(git.run(*words, _FORMAT, stdin=hashes.encode(), config=("log.showRoot=true",)))


def touches_between(git: Git, before: str, after: str, *places: str) -> Iterator[FileDelta]:
    """The files in which two commits differ, of the whole repository or of some places; paths are as from its top."""
    words = ("diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-renames")
    tokens = os.fsdecode(git.run(*words, before, after, "--", *places)).split("\0")
    return (touch_of(tokens[at], tokens[at + 1]) for at in range(0, len(tokens) - 1, 2))


def _acts(answer: bytes) -> Iterator[Commit]:
    tokens = answer.decode("utf-8", "surrogateescape").split("\0")
    at = 0
    while at < len(tokens) and tokens[at].startswith("\x01"):
        commit, parents, who, mail, when, committed, message = tokens[at : at + _FIELDS]
        at += _FIELDS
        touches = []
        while at < len(tokens) and tokens[at].lstrip("\n").startswith(":"):
            touches.append(touch_of(tokens[at].lstrip("\n"), tokens[at + 1]))
            at += 2
        while at < len(tokens) and not tokens[at].strip("\n"):
            at += 1
        yield Commit(
            commit[1:],
            tuple(parents.split()),
            who,
            mail,
            _time(when),
            _time(committed),
            message,
            tuple(touches),
        )


_NO_TIME = datetime.fromtimestamp(0, UTC)


def _time(told: str) -> datetime:
    """A time from its seconds and the offset of the clock; a forged one may have what no calendar and no clock has."""
    seconds, _, offset = told.partition(" ")
    if not (seconds.lstrip("-").isdecimal() and offset.lstrip("+-").isdecimal()):
        # A commit that some program wrote without a time.
        return _NO_TIME
    hours, minutes = divmod(int(offset.removeprefix("-")), 100)
    ahead = timedelta(hours=hours, minutes=minutes) * (-1 if offset.startswith("-") else 1)
    zone = timezone(ahead) if abs(ahead) < timedelta(days=1) else UTC
    return datetime.fromtimestamp(min(max(int(seconds), 0), _LATEST), zone)


def touch_of(told: str, path: str) -> FileDelta:
    """A file as git tells it in its raw form; `path` is relative to the register."""
    old, new, before, after, _ = told.removeprefix(":").split(" ")
    return FileDelta(PurePosixPath(path), _blob(before), _blob(after), _mode(new), _mode(old))


def _mode(told: str) -> str:
    return "" if told == "000000" else told


def _blob(told: str) -> str | None:
    return None if frozenset(told) == _NOTHING else told


_SHOWN = "%an%n%ae%n%cn%n%ce%n%B"


def told_by_commits(git: Git, commit: str) -> str:
    """Names, addresses and messages of a commit and all before it."""
    return git.run("log", f"--format={_SHOWN}", commit, "--").decode("utf-8", "replace")


def names_of_files(git: Git, commit: str) -> str:
    """The paths of everything that a commit holds, the register's files and others, one a line."""
    listed = git.run("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit)
    return listed.decode("utf-8", "replace").replace("\0", "\n")
