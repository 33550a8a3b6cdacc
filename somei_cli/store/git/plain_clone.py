"""A clone of the usual layout, and the settings of git in it, read from their files so that git need not be started."""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from somei_cli.store.git.plain_layout import COMMIT_HASH, find_git_folder, names_branch

_USUAL_CORE: Final = {"core.repositoryformatversion": "0", "core.bare": "false"}
_UNUSUAL_KEYS: Final = ("core.worktree", "extensions.")
"""How the keys begin that give a repository another layout, other object names or other files of settings."""


def find_plain_clone(folder: Path) -> Path | None:
    """Return the git folder of a work tree if git would open it, with objects named in SHA-1; None if git must tell.

    It is a `.git` folder at the top of the work tree, of the clerk's own, on one disk with `folder`. Its settings have
    the form in which git writes them, and name neither another work tree nor an extension of the format.
    """
    with suppress(OSError, ValueError):
        start, git_dir = folder.resolve(), find_git_folder(folder)
        if git_dir and git_dir not in (start, *start.parents) and "\n" not in str(git_dir):
            between = [start, *(parent for parent in start.parents if parent.is_relative_to(git_dir.parent))]
            if _has_ceiling_below(git_dir.parent):
                return None
            if _is_own_repository(git_dir) and len({path.stat().st_dev for path in (git_dir, *between)}) == 1:
                return git_dir
    return None


def _has_ceiling_below(top: Path) -> bool:
    """Whether git may be kept from looking upwards as far as a folder."""
    ceilings = os.environ.get("GIT_CEILING_DIRECTORIES", "")
    return any(not folder or Path(folder).resolve().is_relative_to(top) for folder in ceilings.split(":") if ceilings)


def _is_own_repository(git_dir: Path) -> bool:
    # To a repository of somebody else git says no, unless a setting trusts it.
    is_own = {path.lstat().st_uid for path in (git_dir.parent, git_dir)} == {os.geteuid()}
    is_whole = (git_dir / "objects").is_dir() and (git_dir / "refs").is_dir() and not (git_dir / "commondir").exists()
    head_text = (git_dir / "HEAD").read_bytes().decode().removesuffix("\n")
    has_head = names_branch(head_text) or bool(re.fullmatch(COMMIT_HASH, head_text))
    return is_own and is_whole and has_head and _has_usual_settings(git_dir)


def _has_usual_settings(git_dir: Path) -> bool:
    settings = _read_file(git_dir / "config")
    if settings is None or not _USUAL_CORE.items() <= settings.items():
        return False
    return not any(key.startswith(_UNUSUAL_KEYS) for key in settings)


# ---- the settings

_BLANKS: Final = " \t"
_NOT_PLAIN: Final = frozenset('"\\#;')
"""What may quote, continue or end a value, so that git must read it."""
_USUAL_GIT: Final = Path("/usr/bin/git")
_ELF: Final = b"\x7fELF"
"""The first bytes of a program that is not a script."""


def read_plain_settings(folder: Path) -> dict[str, str] | None:
    """Return all of git's settings in a work tree as `git config` lists them, by key; None if git must be asked.

    Of a setting with several values the last counts. Files are read as git reads them, those of the system and of the
    user first. Git is asked if one of them includes another, quotes a value, or stands where only git knows.
    """
    with suppress(OSError, ValueError):
        git_dir = find_plain_clone(folder)
        shared_files = _list_shared_files() if git_dir else None
        if git_dir is None or shared_files is None:
            return None
        settings: dict[str, str] = {}
        for file in (*shared_files, git_dir / "config"):
            entries = _read_file(file)
            if entries is None:
                return None
            settings.update(entries)
        return settings
    return None


def _list_shared_files() -> list[Path] | None:
    """Return the files that exist of the settings that hold for all clones; None if only git knows where they are."""
    system_files = _list_system_files()
    if system_files is None:
        return None
    if named := os.environ.get("GIT_CONFIG_GLOBAL"):
        return [*system_files, Path(named)]
    home = Path(os.environ.get("HOME", ""))
    settings_folder = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    if "GIT_CONFIG_GLOBAL" in os.environ or not (home.is_absolute() and settings_folder.is_absolute()):
        return None
    own_files = (settings_folder / "git/config", home / ".gitconfig")
    return [*system_files, *(file for file in own_files if os.path.lexists(file))]


def _list_system_files() -> list[Path] | None:
    """Return the file of the system's settings if there is one; None if it may stand where only git knows."""
    without = os.environ.get("GIT_CONFIG_NOSYSTEM")
    if without:
        return [] if without == "1" else None
    if named := os.environ.get("GIT_CONFIG_SYSTEM"):
        return [Path(named)]
    if "GIT_CONFIG_SYSTEM" in os.environ or not _is_usual_git():
        return None
    file = Path("/etc/gitconfig")
    return [file] if os.path.lexists(file) else []


def _is_usual_git() -> bool:
    """Whether the git that is started is that of a Linux system, which has its settings in `/etc`; no script."""
    candidates = (Path(folder, "git") for folder in os.get_exec_path())
    program = next((file for file in candidates if os.access(file, os.X_OK)), None)
    if sys.platform != "linux" or program is None or program.resolve() != _USUAL_GIT:
        return False
    with program.open("rb") as file:
        return file.read(len(_ELF)) == _ELF


def _read_file(file: Path) -> dict[str, str] | None:
    """Return the settings of a file by their keys; None if a line is not one that git reads in the same way for sure.

    As git prints a key: section and name in small letters, the part in quotes between them as it is written.
    """
    # As bytes: git takes a single carriage return for no end of a line.
    text = file.read_bytes().decode()
    if text and not text.endswith("\n"):
        return None
    settings: dict[str, str] = {}
    section = ""
    for line in text.split("\n"):
        words = line.strip(_BLANKS)
        if not words or words[0] in "#;":
            continue
        if words[0] == "[":
            section = _parse_section(words)
            if not section:
                return None
            continue
        name, _, value = (part.strip(_BLANKS) for part in words.partition("="))
        if not (section and _is_name(name) and name[0].isalpha() and value.isprintable()):
            return None
        if not _NOT_PLAIN.isdisjoint(value):
            return None
        settings[f"{section}{name.lower()}"] = value
    return settings


def _parse_section(words: str) -> str:
    """Return how the keys of a section begin; empty if git must read it, or if it includes another file."""
    name, has_part, part = words[1:-1].partition(' "')
    part, is_closed = part.removesuffix('"'), part.endswith('"')
    if words[-1] != "]" or not _is_name(name) or name.lower().startswith("include") or is_closed != bool(has_part):
        return ""
    if not part.isprintable() or not _NOT_PLAIN.isdisjoint(part):
        return ""
    return f"{name.lower()}.{part}." if has_part else f"{name.lower()}."


def _is_name(word: str) -> bool:
    return word.isascii() and word.replace("-", "").isalnum()
