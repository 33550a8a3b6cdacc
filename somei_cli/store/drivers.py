"""Somei as git's diff and merge driver: what a clone's configuration must say, and whether it does."""

import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

from somei_cli.store.files import read_text
from somei_cli.store.git import Git
from somei_cli.text.attributes import ATTRIBUTES
from somei_cli.text.limits import LARGEST

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
