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

_DEFAULT_ZONE = Settings().time_zone
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
    if _is_ordinary_work_tree(git) and (commit := plain_head(git.folder)):
        return commit
    return git.find("HEAD")


def is_whole(git: Git) -> bool:
    """Whether this clone has the whole history, and not only the newest part of it."""
    if _is_ordinary_work_tree(git) and not may_be_cut_off(git.folder):
        return True
    return git.run("rev-parse", "--is-shallow-repository").strip() != b"true"


def _is_ordinary_work_tree(git: Git) -> bool:
    """Whether its repository is that of a work tree, as it stands on the disk."""
    return git.inside is None and not git.more


def refuse_unknown_zone(settings: Settings) -> None:
    """Stop where the time zone of a register is not here.

    Raises:
        Unreadable: naming it.
    """
    # To look for the usual one costs more than it tells.
    if settings.time_zone != _DEFAULT_ZONE:
        zone_of(settings.time_zone)


def moment_of(git: Git, commit: str, zone: tzinfo | None) -> DatedCommit:
    """When a commit was made, on the clocks of a zone."""
    output = git.run("rev-list", "--no-walk", "--no-commit-header", "--format=%ct", commit).decode()
    return DatedCommit(commit, datetime.fromtimestamp(min(_parse_seconds(output), _LATEST), zone))


def _parse_seconds(text: str) -> int:
    """A time as git tells it; a commit that some program wrote without one is of the first second."""
    return int(text) if text.strip().isdecimal() else 0


def at_the_end_of(git: Git, day: date, zone: tzinfo | None) -> str | None:
    """The newest commit on the line of the branch that was made by the end of a day; None before the first.

    Clocks jump: older commits of that line may bear a later time.
    """
    # Where the clocks go back at midnight the last second comes twice.
    end_of_day = int(datetime.combine(day, time(23, 59, 59), zone).replace(fold=1).timestamp())
    head = tip(git)
    if head is None or end_of_day < 0:
        return None
    output = git.run("rev-list", "--first-parent", "--max-count=1", f"--min-age={end_of_day}", head)
    return output.decode().strip() or None


def beginning_of(git: Git, zone: tzinfo | None) -> DatedCommit | None:
    """The first commit on the line of the branch; None where nothing is committed."""
    head = tip(git)
    commits = git.run("rev-list", "--first-parent", "--reverse", head).decode().split() if head else []
    return moment_of(git, commits[0], zone) if commits else None


def coming_of(git: Git, path: PurePosixPath, zone: tzinfo | None, *, after: str | None = None) -> DatedCommit | None:
    """The commit that first brought a file onto the line of the branch, or first again after a commit."""
    head = tip(git)
    if head is None:
        return None
    output = git.run(
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
    commits = output.decode().split()
    return moment_of(git, commits[-1], zone) if commits else None


def day_of(commit: DatedCommit, zone: str) -> date:
    """The day on which a commit was made, where the office is."""
    return commit.committed.astimezone(zone_of(zone)).date()


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The same moment on the clocks of a zone; a forged one at the end of all calendars as it is."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


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


_RANDOM_RANGE = 10_000


def committed_at(root: Path) -> datetime | None:
    """When the commit at HEAD was made, in UTC; None where there is none yet."""
    git = Git(root)
    head = tip(git)
    return moment_of(git, head, UTC).committed if head else None


def time_of_year() -> int:
    """How far the year has come, in seconds, and four figures by chance behind: in two clones hardly alike."""
    now = datetime.now(UTC)
    return int((now - datetime(now.year, 1, 1, tzinfo=UTC)).total_seconds()) * _RANDOM_RANGE + randbelow(_RANDOM_RANGE)
