"""Making git helpful in a clone: its diff and merge drivers set up, and named in the register's .gitattributes.

Tuning git for the size of a register: whether it is worth it, what would be set, and setting it.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.act import Circumstances
from somei_cli.formats.git.attributes import with_drivers
from somei_cli.model.register.health import Examined, Health
from somei_cli.store.git import config as tuning
from somei_cli.store.git.config import held_settings, read_attributes, wanted_settings, write_settings
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.register.find import find_register
from somei_cli.store.transaction.create import commit_attributes


class Helped(NamedTuple):
    """What was set up, or would be: settings that were not so yet, whether .gitattributes changed, its commit."""

    settings: Mapping[str, str]
    attributes: bool
    commit: str | None


def help_git(root: Path, circumstances: Circumstances) -> Helped:
    """Set up the drivers for a register that is there; what is so already stays as it is."""
    clone = open_clone(root)
    configured = held_settings(clone.git)
    missing = {key: value for key, value in wanted_settings().items() if configured.get(key) != value}
    before = read_attributes(root)
    after = with_drivers(before)
    if circumstances.dry_run:
        return Helped(missing, after != before, None)
    commit = commit_attributes(clone, root, after, circumstances.reason) if after != before else None
    write_settings(clone.git, missing)
    return Helped(missing, after != before, commit)


LARGE = 2_000
"""Commits from which on the history of one document is slow enough to be noticed."""


class Tuned(NamedTuple):
    """Settings as they were before and are now, over how many commits, and whether the changed paths are kept."""

    settings: tuple[tuple[str, str | None, str], ...]
    commits: int
    paths: bool


def tune(start: Path, *, dry_run: bool) -> Tuned:
    """Set what makes git quick in this clone; what is so already stays as it is."""
    clone = open_clone(find_register(start))
    before = tuning.missing_settings(clone)
    settings = tuple((key, value, tuning.WANTED[key]) for key, value in before.items())
    return Tuned(settings, tuning.commits(clone), tuning.has_changed_paths(clone) if dry_run else tuning.tune(clone))


def examine_tuning(clone: Clone) -> Examined | None:
    """Whether git is tuned; nothing where the history is short, and nobody would feel it."""
    count = tuning.commits(clone)
    if tuning.has_changed_paths(clone) and not tuning.missing_settings(clone):
        return Examined("tuning", Health.GOOD, f"git keeps the changed paths of {count:,} commits")
    if count < LARGE:
        return None
    words = f"{count:,} commits: git looks through all for the history of one document; set up: somei doctor --tune"
    return Examined("tuning", Health.NOTE, words)
