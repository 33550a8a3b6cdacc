"""Gathering what git says of a register in this clone, with as few calls of git as can be."""

import os
from pathlib import Path

from somei_cli.errors import GitMissing, GitRefuses, Unreadable
from somei_cli.model.surroundings import Surroundings, Tracked
from somei_cli.store.clone import Clone
from somei_cli.store.drivers import held_settings, read_attributes
from somei_cli.store.git import Git
from somei_cli.text.attributes import leaves_bytes_alone, line_of_drivers
from somei_cli.text.paths import DOCUMENTS


def surroundings_of(root: Path) -> Surroundings | None:
    """The facts; None where the register is in no repository, or git cannot be asked."""
    git = Git(root)
    try:
        tracked = _tracked(git)
        attributes = read_attributes(root)
        pinned = leaves_bytes_alone(attributes) or _is_pinned_elsewhere(git)
        named = line_of_drivers(attributes) > 0
        drivers_set = "merge.somei.driver" in held_settings(git) if named else None
        return Surroundings(attributes, pinned, tracked, drivers_set)
    except (GitMissing, GitRefuses, Unreadable):
        return None


def edited_files(clone: Clone, root: Path) -> int:
    """How many files of the register are not as the last commit has them."""
    inside = root.resolve().relative_to(clone.top)
    listed = clone.git.run("status", "--porcelain", "-z", "--no-renames", "--", f":(literal){inside}")
    return listed.count(b"\0")


def _is_pinned_elsewhere(git: Git) -> bool:
    """Whether attributes above the register, or this clone's own, leave its line ends alone."""
    told = git.run("check-attr", "-z", "text", "--", f"{DOCUMENTS}/any.toml")
    return told.split(b"\0")[2:3] == [b"unset"]


def _tracked(git: Git) -> tuple[Tracked, ...]:
    listed = os.fsdecode(git.run("ls-files", "-z", "--stage", "--", str(DOCUMENTS)))
    pairs = (line.split("\t", 1) for line in listed.split("\0") if line)
    # A file in conflict stands there up to three times.
    held = {path: told.partition(" ")[0] for told, path in pairs}
    return tuple(Tracked(path, mode) for path, mode in held.items())
