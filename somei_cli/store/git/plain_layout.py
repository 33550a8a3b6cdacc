"""What git's own files say in a clone of the usual layout, so that git need not be started; else git must be asked."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

_COMMIT_HASH: Final = r"[0-9a-f]{40}(?:[0-9a-f]{24})?"
# Only what git accepts as the name of a branch.
_BRANCH_REF: Final = r"ref: refs/(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[^\s~^:?*\[\\]+"
_PLAIN_CONFIG: Final = r'(?:[ \t]*(?:[#;].*|\[[A-Za-z][\w.-]*(?: "[^"\\\n]*")?\]|[A-Za-z][\w-]*(?: = [^"\\\n]*)?)?\n)*'
"""A file of settings in which every line is a section, a setting or a comment, and no value is quoted or continued."""
_PLAIN_CORE: Final = ("repositoryformatversion = 0\n", "bare = false\n")
_UNUSUAL_WORDS: Final = ("repositoryformatversion", "bare", "worktree", "extensions", "include")
"""What may give a repository another layout, other object names or other files of settings."""


def find_git_folder(root: Path) -> Path | None:
    """Return the git folder above the register, if it is an ordinary one."""
    # As git does: links are resolved first.
    for folder in (resolved := root.resolve(), *resolved.parents):
        marker = folder / ".git"
        # A `.git` file belongs to a linked worktree or a submodule: git must be asked, and nothing above counts.
        if marker.is_file():
            return None
        if marker.is_dir():
            # Git itself skips a `.git` folder that is not a repository, and looks further up.
            return marker if not marker.is_symlink() and (marker / "HEAD").is_file() else None
    return None


def read_plain_head(root: Path) -> str | None:
    """Return the commit of HEAD read from git's files; None if that is not safe, so that git must be asked."""
    branch_and_commit = read_plain_branch(root)
    return branch_and_commit[1] if branch_and_commit else None


def read_plain_branch(root: Path) -> tuple[str, str] | None:
    """Return the full name of the branch that HEAD is on and its commit, read from git's files; None as above.

    Whether git has that commit is not looked at.
    """
    with suppress(OSError, ValueError):
        if folder := find_git_folder(root):
            head_text = (folder / "HEAD").read_text(encoding="utf-8").strip()
            branch = head_text.removeprefix("ref: ")
            commit = (folder / branch).read_text(encoding="utf-8").strip()
            if re.fullmatch(_BRANCH_REF, head_text) and re.fullmatch(_COMMIT_HASH, commit):
                return branch, commit
    return None


def may_be_shallow(root: Path) -> bool:
    """Whether a clone may be shallow; if not, git need not be asked."""
    with suppress(OSError):
        folder = find_git_folder(root)
        return folder is None or os.path.lexists(folder / "shallow")
    return True


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
    has_head = re.fullmatch(f"{_BRANCH_REF}|{_COMMIT_HASH}", head_text)
    # As bytes: git takes a single carriage return for no end of a line.
    return is_own and is_whole and bool(has_head) and _is_plain_config((git_dir / "config").read_bytes().decode())


def _is_plain_config(text: str) -> bool:
    if not re.fullmatch(_PLAIN_CONFIG, text):
        return False
    rest = text.casefold()
    for line in _PLAIN_CORE:
        if line not in rest:
            return False
        rest = rest.replace(line, "\n")
    return not any(word in rest for word in _UNUSUAL_WORDS)


def list_attribute_files(top: Path, common_dir: Path, paths: Iterable[PurePosixPath]) -> list[Path]:
    """Return the files from which git takes the attributes of some files of a work tree, whether they exist or not.

    The setting `core.attributesFile`, which may name another one, is not looked at.
    """
    folders = {folder for path in paths for folder in path.parents}
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path(os.environ.get("HOME", "/"), ".config"))
    program = next((file for folder in os.get_exec_path() if (file := Path(folder, "git")).exists()), Path("/bin/git"))
    # A git with a prefix of its own, such as /opt/homebrew, has its system-wide files there.
    prefixes = {Path("/"), program.parent.parent, program.resolve().parent.parent}
    return [
        *(top / folder / ".gitattributes" for folder in sorted(folders)),
        common_dir / "info/attributes",
        settings / "git/attributes",
        *(prefix / "etc/gitattributes" for prefix in sorted(prefixes)),
    ]
