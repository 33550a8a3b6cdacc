"""Making git helpful in a clone: its diff and merge drivers set up, and named in the register's .gitattributes."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.act import Circumstances
from somei_cli.formats.git.attributes import with_drivers
from somei_cli.store.git.config import held_settings, read_attributes, wanted_settings, write_settings
from somei_cli.store.git.repository import open_clone
from somei_cli.store.transaction.create import commit_attributes


class Helped(NamedTuple):
    """What was set up, or would be: settings that were not so yet, whether .gitattributes changed, its commit."""

    settings: Mapping[str, str]
    attributes: bool
    commit: str | None


def help_git(root: Path, how: Circumstances) -> Helped:
    """Set up the drivers for a register that is there; what is so already stays as it is."""
    clone = open_clone(root)
    held = held_settings(clone.git)
    missing = {key: value for key, value in wanted_settings().items() if held.get(key) != value}
    before = read_attributes(root)
    after = with_drivers(before)
    if how.dry_run:
        return Helped(missing, after != before, None)
    commit = commit_attributes(clone, root, after, how.reason) if after != before else None
    write_settings(clone.git, missing)
    return Helped(missing, after != before, commit)
