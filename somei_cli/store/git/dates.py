"""What time it is, and the time of the commit that a register stands at."""

from datetime import UTC, datetime
from pathlib import Path
from secrets import randbelow

from somei_cli.store.git.command import Git
from somei_cli.store.git.history_dates import moment_of, tip

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
