"""Find commits by date and read the dates of commits, in the time zone of a register."""

import os
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.register_paths import SETTINGS
from somei_cli.model.register.settings import Settings
from somei_cli.store.git.command import Git
from somei_cli.store.git.plain_layout import may_be_shallow, read_plain_head

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_LATEST = int(datetime(9999, 12, 30, tzinfo=UTC).timestamp())
"""The latest date in seconds that is shown: a forged commit may have one that no calendar has."""


class DatedCommit(NamedTuple):
    """A commit and its commit date."""

    commit: str
    committed: datetime


def find_head_commit(git: Git) -> str | None:
    """Return the commit at HEAD; None before the first commit.

    Raises:
        GitRefuses: if git cannot tell because the repository or the branch is damaged.
    """
    if _is_ordinary_work_tree(git) and (commit := read_plain_head(git.folder)):
        return commit
    return git.find("HEAD")


def has_whole_history(git: Git) -> bool:
    """Whether this clone has the whole history, so that it is not shallow."""
    if _is_ordinary_work_tree(git) and not may_be_shallow(git.folder):
        return True
    return git.run("rev-parse", "--is-shallow-repository").strip() != b"true"


def _is_ordinary_work_tree(git: Git) -> bool:
    """Whether the repository is that of a work tree on the disk, so that HEAD may be read from its file."""
    return git.bare_prefix is None and not git.extra_env


def refuse_unknown_zone(settings: Settings) -> None:
    """Refuse settings whose time zone this system does not know.

    Raises:
        Unreadable: if it is unknown; it names the zone.
    """
    # The default zone is not looked up: that would only cost time.
    if not settings.has_default_time_zone:
        load_zone(settings.time_zone)


def read_commit_date(git: Git, commit: str, zone: tzinfo | None) -> DatedCommit:
    """Return a commit with its commit date in a time zone."""
    output = git.run("rev-list", "--no-walk", "--no-commit-header", "--format=%ct", commit).decode()
    return DatedCommit(commit, datetime.fromtimestamp(min(_parse_seconds(output), _LATEST), zone))


def _parse_seconds(text: str) -> int:
    """Read a Unix time as git prints it; 0 for a commit that some program wrote without a date."""
    return int(text) if text.strip().isdecimal() else 0


def find_last_commit_of_day(git: Git, day: date, zone: tzinfo | None) -> str | None:
    """Return the newest commit on the first-parent line that was made by the end of a day; None before the first.

    Clocks differ: older commits of that line may have a later date.
    """
    # If clocks go back at midnight, the last second of the day occurs twice: take the later one.
    end_of_day = int(datetime.combine(day, time(23, 59, 59), zone).replace(fold=1).timestamp())
    head = find_head_commit(git)
    if head is None or end_of_day < 0:
        return None
    output = git.run("rev-list", "--first-parent", "--max-count=1", f"--min-age={end_of_day}", head)
    return output.decode().strip() or None


def find_first_commit(git: Git, zone: tzinfo | None) -> DatedCommit | None:
    """Return the first commit on the first-parent line; None if nothing is committed."""
    head = find_head_commit(git)
    commits = git.run("rev-list", "--first-parent", "--reverse", head).decode().split() if head else []
    return read_commit_date(git, commits[0], zone) if commits else None


def find_adding_commit(
    git: Git, path: PurePosixPath, zone: tzinfo | None, *, after: str | None = None
) -> DatedCommit | None:
    """Return the commit that first added a file on the first-parent line, or that first did so after a commit."""
    head = find_head_commit(git)
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
    return read_commit_date(git, commits[-1], zone) if commits else None


def local_day(commit: DatedCommit, zone: str) -> date:
    """Return the day on which a commit was made in a time zone."""
    return commit.committed.astimezone(load_zone(zone)).date()


def to_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return the same moment in a time zone; unchanged if a forged one is too near the end of the calendar."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


_ZONES = "/usr/share/zoneinfo"
_ZONE_FOLDERS = f"{_ZONES}:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
"""Where Python looks for time zones if it was not built to look elsewhere."""
_ZONE_VARIABLE = "PYTHONTZPATH"


def _load_zone_class(name: str) -> "type[ZoneInfo]":
    """Import the class of time zones, which most commands do not need.

    To know where zones are, Python loads all that it notes of how it was built. That takes longer than anything else
    here, so it is told for a zone that is in the first of the usual places.
    """
    is_told = _ZONE_VARIABLE not in os.environ and Path(_ZONES, name).is_file()
    if is_told:
        os.environ[_ZONE_VARIABLE] = _ZONE_FOLDERS
    try:
        from zoneinfo import ZoneInfo
    finally:
        if is_told:
            del os.environ[_ZONE_VARIABLE]
    return ZoneInfo


def load_zone(name: str) -> tzinfo:
    """Return the time zone with this name.

    Raises:
        Unreadable: if there is none.
    """
    try:
        return _load_zone_class(name)(name)
    except (KeyError, OSError, ValueError) as error:
        raise Unreadable(SETTINGS, f"“time_zone”: there is no zone “{name}” here") from error


_RANDOM_RANGE = 10_000


def read_head_date(root: Path) -> datetime | None:
    """Return the commit date of HEAD in UTC; None before the first commit."""
    git = Git(root)
    head = find_head_commit(git)
    return read_commit_date(git, head, UTC).committed if head else None


def provisional_number_seed() -> int:
    """Return the seconds since 1 January with four random figures: two clones hardly ever get the same number."""
    # Loading it takes longer than most commands that read dates.
    from secrets import randbelow

    now = datetime.now(UTC)
    return int((now - datetime(now.year, 1, 1, tzinfo=UTC)).total_seconds()) * _RANDOM_RANGE + randbelow(_RANDOM_RANGE)
