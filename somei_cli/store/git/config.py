"""Read and write git's configuration in a clone: settings for large registers, and somei's diff and merge drivers."""

import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from somei_cli.formats.git.attributes import ATTRIBUTES
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.store.disk.files import read_text
from somei_cli.store.git.command import Git

if TYPE_CHECKING:
    from somei_cli.store.git.repository import Clone

TUNED_SETTINGS: Final = MappingProxyType(
    {
        # With these filters git finds the history of one file without comparing the trees of every commit.
        "commitGraph.changedPaths": "true",
        "fetch.writeCommitGraph": "true",
        "gc.writeCommitGraph": "true",
        # git status need not open every folder, and git's index is a third smaller. Not feature.manyFiles: it leaves
        # out the checksum of the index, and some other programs then refuse to read it.
        "core.untrackedCache": "true",
        "index.version": "4",
    }
)
_CHUNK_TABLE_OFFSET = 8
_FILTER_INDEX_CHUNK = b"BIDX"


def list_untuned_settings(clone: "Clone") -> dict[str, str | None]:
    """Return the tuned settings that have another value, with the present one; None if it is not set."""
    # git prints keys in lower case.
    configured = clone.git.read_config("|".join(key.replace(".", r"\.").lower() for key in TUNED_SETTINGS))
    current = {key: configured.get(key.lower()) for key in TUNED_SETTINGS}
    return {key: value for key, value in current.items() if value != TUNED_SETTINGS[key]}


def count_commits(clone: "Clone") -> int:
    """Return the number of commits of the branch."""
    if clone.git.call("rev-parse", "--verify", "--quiet", "HEAD").status:
        return 0
    return int(clone.git.run("rev-list", "--count", "HEAD", "--"))


def has_changed_path_filters(clone: "Clone") -> bool:
    """Whether there is a commit-graph, and each of its files has changed-path filters."""
    folder = clone.common_dir / "objects/info"
    files = [*folder.glob("commit-graph"), *folder.glob("commit-graphs/graph-*.graph")]
    return bool(files) and all(_has_filter_chunk(file.read_bytes()[:512]) for file in files)


def _has_filter_chunk(header: bytes) -> bool:
    # After eight bytes, the seventh of which is the number of chunks, comes a table with twelve bytes a chunk.
    chunk_offsets = (
        range(_CHUNK_TABLE_OFFSET, _CHUNK_TABLE_OFFSET + 12 * header[6], 12)
        if len(header) > _CHUNK_TABLE_OFFSET
        else ()
    )
    return any(header[offset : offset + 4] == _FILTER_INDEX_CHUNK for offset in chunk_offsets)


def tune_repository(clone: "Clone") -> bool:
    """Write the tuned settings and the commit-graph; False if git writes no filters, as in a shallow clone."""
    for key in list_untuned_settings(clone):
        clone.git.run("config", "--local", "--replace-all", key, TUNED_SETTINGS[key])
    if clone.git_index.exists():
        # The setting alone only affects an index that git creates.
        clone.git.run("update-index", "--index-version", TUNED_SETTINGS["index.version"])
    clone.git.run("commit-graph", "write", "--reachable", "--changed-paths", "--no-progress")
    return has_changed_path_filters(clone)


_DRIVER_KEYS = r"(diff|merge)\.somei\..*"


def driver_settings() -> dict[str, str]:
    """Return the settings that make this somei git's diff and merge driver.

    Git starts drivers in the top folder of the work tree. With -P Python imports no module from there.
    """
    somei = f"{quote(sys.executable)} -P -m somei_cli git"
    return {
        # Git caches the converted texts under this exact command line: another wording would drop the cache.
        "diff.somei.textconv": f"{somei} text --",
        "diff.somei.cachetextconv": "true",
        "merge.somei.name": "documents of a register, field by field",
        "merge.somei.driver": f"{somei.replace('%', '%%')} merge --path=%P --marker-size=%L -- %O %A %B",
    }


def read_driver_settings(git: Git) -> dict[str, str]:
    """Return the present configuration of somei's drivers."""
    return git.read_config(_DRIVER_KEYS)


def write_settings(git: Git, settings: Mapping[str, str]) -> None:
    """Write settings into the repository's own configuration."""
    for key, value in settings.items():
        git.run("config", "--local", "--replace-all", key, value)


def read_attributes(root: Path) -> str:
    """Return the register's .gitattributes; empty if there is none."""
    try:
        return read_text(root, ATTRIBUTES, LARGEST_DOCUMENT)
    except FileNotFoundError:
        return ""
