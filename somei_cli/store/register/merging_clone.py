"""The merge that is stopped in the clone of a register, and what it waits for."""

from pathlib import Path

from somei_cli.errors import MergeStopped
from somei_cli.store.git.stopped_merge import name_stopped_merge
from somei_cli.store.register.find import find_merging_clone


def find_stopped_merge(start: Path) -> MergeStopped | None:
    """Return the refusal that names the merge which is stopped in the register around a folder; None if none is."""
    clone = find_merging_clone(start)
    return name_stopped_merge(*clone) if clone else None
