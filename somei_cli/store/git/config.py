"""What makes git quick in a large register: settings of the repository, and the commit-graph with changed paths.

Somei as git's diff and merge driver: what a clone's configuration must say, and whether it does.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from types import MappingProxyType
from typing import Final

from somei_cli.formats.git.attributes import ATTRIBUTES
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.store.disk.files import read_text
from somei_cli.store.git.command import Git
from somei_cli.store.git.repository import Clone

WANTED: Final = MappingProxyType(
    {
        # The history of one document is found without comparing the trees of every commit.
        "commitGraph.changedPaths": "true",
        "fetch.writeCommitGraph": "true",
        "gc.writeCommitGraph": "true",
        # git status need not open every folder, and the index is a third smaller. Not feature.manyFiles: with it an
        # index has no checksum, which not every reader of it takes.
        "core.untrackedCache": "true",
        "index.version": "4",
    }
)
_CHUNKS_AT = 8
_CHANGED_PATHS = b"BIDX"


def missing_settings(clone: Clone) -> dict[str, str | None]:
    """The settings that are not as wanted, with what they are now."""
    # git writes the names in small letters.
    held = clone.git.settings("|".join(key.replace(".", r"\.").lower() for key in WANTED))
    now = {key: held.get(key.lower()) for key in WANTED}
    return {key: value for key, value in now.items() if value != WANTED[key]}


def commits(clone: Clone) -> int:
    """How many commits the branch has."""
    if clone.git.call("rev-parse", "--verify", "--quiet", "HEAD").status:
        return 0
    return int(clone.git.run("rev-list", "--count", "HEAD", "--"))


def has_changed_paths(clone: Clone) -> bool:
    """Whether there is a commit-graph, and each of its files tells the changed paths."""
    info = clone.common_dir / "objects/info"
    files = [*info.glob("commit-graph"), *info.glob("commit-graphs/graph-*.graph")]
    return bool(files) and all(_tells_paths(file.read_bytes()[:512]) for file in files)


def _tells_paths(start: bytes) -> bool:
    # Behind eight bytes, of which the seventh counts them, stands a table of the parts, twelve bytes each.
    ends = range(_CHUNKS_AT, _CHUNKS_AT + 12 * start[6], 12) if len(start) > _CHUNKS_AT else ()
    return any(start[at : at + 4] == _CHANGED_PATHS for at in ends)


def tune(clone: Clone) -> bool:
    """Set what is wanted and write the commit-graph anew; False where git writes none, as in a shallow clone."""
    for key in missing_settings(clone):
        clone.git.run("config", "--local", "--replace-all", key, WANTED[key])
    if clone.index.exists():
        # The setting is for an index that is made anew.
        clone.git.run("update-index", "--index-version", WANTED["index.version"])
    clone.git.run("commit-graph", "write", "--reachable", "--changed-paths", "--no-progress")
    return has_changed_paths(clone)


_KEYS = r"(diff|merge)\.somei\..*"


def wanted_settings() -> dict[str, str]:
    """The settings that make this somei git's driver.

    Git starts drivers in the top folder of the work tree: with -P nothing that lies there passes for a part of somei.
    """
    somei = f"{quote(sys.executable)} -P -m somei_cli git"
    return {
        # Git keeps what was shown as long as this stays the same word for word: with other words it shows all anew.
        "diff.somei.textconv": f"{somei} text --",
        "diff.somei.cachetextconv": "true",
        "merge.somei.name": "documents of a register, field by field",
        "merge.somei.driver": f"{somei.replace('%', '%%')} merge --path=%P --marker-size=%L -- %O %A %B",
    }


def held_settings(git: Git) -> dict[str, str]:
    """What the configuration says of the drivers now."""
    return git.settings(_KEYS)


def write_settings(git: Git, settings: Mapping[str, str]) -> None:
    """Write settings into the repository's own configuration."""
    for key, value in settings.items():
        git.run("config", "--local", "--replace-all", key, value)


def read_attributes(root: Path) -> str:
    """The register's .gitattributes; empty where there is none."""
    try:
        return read_text(root, ATTRIBUTES, LARGEST)
    except FileNotFoundError:
        return ""
