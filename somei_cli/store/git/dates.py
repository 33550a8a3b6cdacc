"""Moments of a history: the commit at HEAD, and the one that a day ended with.

What time it is, and the time of the commit that a register stands at.
"""

from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path, PurePosixPath
from secrets import randbelow
from typing import NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.register_paths import SETTINGS
from somei_cli.model.register.settings import Settings
from somei_cli.store.git.command import Git
from somei_cli.store.git.head_files import may_be_cut_off, plain_head

_USUAL = Settings().time_zone
_LATEST = int(datetime(9999, 12, 30, tzinfo=UTC).timestamp())
"""A forged commit may bear a time that no calendar has."""


class DatedCommit(NamedTuple):
    """A commit and the time it was made."""

    commit: str
    committed: datetime


def tip(git: Git) -> str | None:
    """The commit at HEAD; None where there is none yet.

    Raises:
        GitRefuses: where nobody can tell, since the repository or the branch is damaged.
    """
    if _lies_plainly(git) and (plain := plain_head(git.folder)):
        return plain
    return git.find("HEAD")


def is_whole(git: Git) -> bool:
    """Whether this clone has the whole history, and not only the newest part of it."""
    if _lies_plainly(git) and not may_be_cut_off(git.folder):
        return True
    return git.run("rev-parse", "--is-shallow-repository").strip() != b"true"


def _lies_plainly(git: Git) -> bool:
    """Whether its repository is that of a work tree, as it stands on the disk."""
    return git.inside is None and not git.more


def refuse_unknown_zone(settings: Settings) -> None:
    """Stop where the time zone of a register is not here.

    Raises:
        Unreadable: naming it.
    """
    # To look for the usual one costs more than it tells.
    if settings.time_zone != _USUAL:
        zone_of(settings.time_zone)


def moment_of(git: Git, commit: str, zone: tzinfo | None) -> DatedCommit:
    """When a commit was made, on the clocks of a zone."""
    told = git.run("rev-list", "--no-walk", "--no-commit-header", "--format=%ct", commit).decode()
    return DatedCommit(commit, datetime.fromtimestamp(min(_seconds(told), _LATEST), zone))


def _seconds(told: str) -> int:
    """A time as git tells it; a commit that some program wrote without one is of the first second."""
    return int(told) if told.strip().isdecimal() else 0


def at_the_end_of(git: Git, day: date, zone: tzinfo | None) -> str | None:
    """The newest commit on the line of the branch that was made by the end of a day; None before the first.

    Clocks jump: older commits of that line may bear a later time.
    """
    # Where the clocks go back at midnight the last second comes twice.
    ends = int(datetime.combine(day, time(23, 59, 59), zone).replace(fold=1).timestamp())
    head = tip(git)
    if head is None or ends < 0:
        return None
    found = git.run("rev-list", "--first-parent", "--max-count=1", f"--min-age={ends}", head)
    return found.decode().strip() or None


def beginning_of(git: Git, zone: tzinfo | None) -> DatedCommit | None:
    """The first commit on the line of the branch; None where nothing is committed."""
    head = tip(git)
    found = git.run("rev-list", "--first-parent", "--reverse", head).decode().split() if head else []
    return moment_of(git, found[0], zone) if found else None


def coming_of(git: Git, path: PurePosixPath, zone: tzinfo | None, *, after: str | None = None) -> DatedCommit | None:
    """The commit that first brought a file onto the line of the branch, or first again after a commit."""
    head = tip(git)
    if head is None:
        return None
    told = git.run(
        "log",
        "--first-parent",
        "--diff-merges=first-parent",
        "--diff-filter=A",
        "--no-patch",
        "--no-renames",
        "--format=%H",
        f"{after}..{head}" if after else head,
        "--",
        f":(literal){path}",
    )
    commits = told.decode().split()
    return moment_of(git, commits[-1], zone) if commits else None


def day_of(made: DatedCommit, zone: str) -> date:
    """The day on which a commit was made, where the office is."""
    return made.committed.astimezone(zone_of(zone)).date()


def in_zone(when: datetime, zone: tzinfo) -> datetime:
    """The same moment on the clocks of a zone; a forged one at the end of all calendars as it is."""
    try:
        return when.astimezone(zone)
    except OverflowError:
        return when


def zone_of(name: str) -> tzinfo:
    """The time zone with this name.

    Raises:
        Unreadable: where there is none.
    """
    # Most commands ask for no zone.
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise Unreadable(SETTINGS, f"“time_zone”: there is no zone “{name}” here") from error


_BY_CHANCE = 10_000


def committed_at(root: Path) -> datetime | None:
    """When the commit at HEAD was made, in UTC; None where there is none yet."""
    git = Git(root)
    head = tip(git)
    return moment_of(git, head, UTC).committed if head else None


def time_of_year() -> int:
    """How far the year has come, in seconds, and four figures by chance behind: in two clones hardly alike."""
    now = datetime.now(UTC)
    return int((now - datetime(now.year, 1, 1, tzinfo=UTC)).total_seconds()) * _BY_CHANCE + randbelow(_BY_CHANCE)
