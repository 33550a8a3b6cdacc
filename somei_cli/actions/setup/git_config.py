"""Set up git in a clone: somei's diff and merge drivers, and settings for a long history."""

from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.act import Circumstances
from somei_cli.formats.git.attributes import add_drivers
from somei_cli.model.register.health import DriverSetup, Health, HealthItem
from somei_cli.store.git import config as tuning
from somei_cli.store.git.config import driver_settings, read_attributes, read_driver_settings, write_settings
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.register.find import find_register
from somei_cli.store.transaction.create import commit_attributes


def set_up_drivers(root: Path, circumstances: Circumstances) -> DriverSetup:
    """Set up the drivers for an existing register; what is set up already stays as it is."""
    clone = open_clone(root)
    configured = read_driver_settings(clone.git)
    missing = {key: value for key, value in driver_settings().items() if configured.get(key) != value}
    before = read_attributes(root)
    after = add_drivers(before)
    if circumstances.dry_run:
        return DriverSetup(missing, after != before, None)
    commit = commit_attributes(clone, root, after, circumstances.reason) if after != before else None
    write_settings(clone.git, missing)
    return DriverSetup(missing, after != before, commit)


LARGE_HISTORY = 2_000
"""From this number of commits on, reading the history of one document is noticeably slow."""


class TuningResult(NamedTuple):
    """Settings with their value before and after, the number of commits, and whether git keeps changed-path filters."""

    settings: tuple[tuple[str, str | None, str], ...]
    commits: int
    paths: bool


def tune_clone(start: Path, *, dry_run: bool) -> TuningResult:
    """Write the settings that make git fast in this clone; what is set already stays as it is."""
    clone = open_clone(find_register(start))
    before = tuning.list_untuned_settings(clone)
    settings = tuple((key, value, tuning.TUNED_SETTINGS[key]) for key, value in before.items())
    return TuningResult(
        settings,
        tuning.count_commits(clone),
        tuning.has_changed_path_filters(clone) if dry_run else tuning.tune_repository(clone),
    )


def examine_tuning(clone: Clone) -> HealthItem | None:
    """Return whether git is tuned; None if the history is too short for it to matter."""
    count = tuning.count_commits(clone)
    if tuning.has_changed_path_filters(clone) and not tuning.list_untuned_settings(clone):
        return HealthItem("tuning", Health.GOOD, f"git keeps the changed paths of {count:,} commits")
    if count < LARGE_HISTORY:
        return None
    words = f"{count:,} commits: git looks through all for the history of one document; set up: somei doctor --tune"
    return HealthItem("tuning", Health.NOTE, words)
