"""Find the git repository of a register: its work tree, its git folder and somei's own folder in there."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import GitMissing, GitRefuses, NotARepository, UnsafePath
from somei_cli.store.disk.durable import refuse_disk_errors
from somei_cli.store.git.command import Git, find_bare_repository
from somei_cli.store.git.plain_clone import find_plain_clone
from somei_cli.store.git.plain_layout import SOMEI_FOLDER

HOOKS_SETTING = "core.hookspath"
"""The setting that names another folder of hooks, as git spells it when it is asked."""


class Clone(NamedTuple):
    """A repository with a work tree; all paths are absolute and free of symbolic links."""

    top: Path
    git_dir: Path
    common_dir: Path
    object_format: str
    git: Git

    @property
    def somei_dir(self) -> Path:
        """Somei's own folder in the git folder; each linked worktree has its own."""
        return self.git_dir / SOMEI_FOLDER

    @property
    def git_index(self) -> Path:
        """The file of git's index; it does not exist before something is staged."""
        return self.git_dir / "index"

    @property
    def null_id(self) -> str:
        """The object id of zeros that git writes for "no object"."""
        return "0" * (64 if self.object_format == "sha256" else 40)

    def find_hooks(self, settings: Mapping[str, str] | None = None) -> Path:
        """Return the folder of the hooks; git is asked unless `settings` were read with `HOOKS_SETTING` and lack it."""
        if settings is not None and HOOKS_SETTING not in settings:
            return self.common_dir / "hooks"
        output = self.git.run("rev-parse", "--path-format=absolute", "--git-path", "hooks")
        return Path(os.fsdecode(output).removesuffix("\n"))

    def make_somei_dir(self) -> Path:
        """Create somei's own folder if need be, readable by its owner only, and return it.

        Raises:
            UnsafePath: if it is a symbolic link, so that files would be written somewhere else.
        """
        if self.somei_dir.is_symlink():
            raise UnsafePath(self.somei_dir, "this is a link")
        self.somei_dir.mkdir(mode=0o700, exist_ok=True)
        if self.somei_dir.stat().st_mode & 0o077:
            self.somei_dir.chmod(0o700)
        return self.somei_dir


def open_clone(folder: Path) -> Clone:
    """Find the repository that a folder belongs to.

    Raises:
        NotARepository: if there is none, if it is bare, or if it belongs to another user.
    """
    find_bare_repository(folder)  # refuses one inside the work tree
    if git_dir := find_plain_clone(folder):
        return Clone(git_dir.parent, git_dir, git_dir, "sha1", Git(git_dir.parent))
    places = ("--git-dir", "--git-common-dir", "--show-toplevel")
    try:
        answer = Git(folder).run("rev-parse", "--path-format=absolute", "--show-object-format", *places)
    except GitRefuses as refusal:
        raise _explain_refusal(_find_work_tree(folder), refusal) from refusal
    object_format, *lines = os.fsdecode(answer).removesuffix("\n").split("\n")
    if len(lines) != 3:
        raise NotARepository(folder, "its path contains a line break")
    git_dir, common_dir, git_top = (Path(line).resolve() for line in lines)
    top = _find_same_folder(git_top, folder.resolve())
    if top is None:
        hint = f"To work in {folder}: git config --unset core.worktree"
        raise NotARepository(folder, f"git keeps the files of this repository in {git_top} (core.worktree)", hint)
    return Clone(top, git_dir, common_dir, object_format, Git(top))


def _find_same_folder(top: Path, folder: Path) -> Path | None:
    """Return the folder `top` as `folder`, which lies in it, spells it; None if it lies elsewhere.

    On macOS git composes the letters of paths (ü is one character), and a disk may take capitals and small letters for
    the same: git and this process may spell one folder in two ways.
    """
    if folder.is_relative_to(top):
        return top
    for ancestor in (folder, *folder.parents):
        with suppress(OSError):
            if ancestor.samefile(top):
                return ancestor
    return None


def create_repository(folder: Path) -> Clone:
    """Create a repository with the branch main, and its folder if need be."""
    with refuse_disk_errors():
        folder.mkdir(parents=True, exist_ok=True)
    Git(folder).run("init", "--quiet", "--initial-branch=main")
    return open_clone(folder)


def _find_work_tree(folder: Path) -> Path:
    """Return the work tree around a folder that git itself refuses to open, or raise the reason.

    Called only after a refusal: importing GitPython takes longer than the rest of a command.
    """
    with _without_git_variables():
        try:
            import git
        except ImportError as error:  # GitPython runs git when it is imported
            raise GitMissing from error
        try:
            with git.Repo(folder, search_parent_directories=True, expand_vars=False) as repository:
                top = repository.working_tree_dir
        except git.NoSuchPathError as error:
            raise NotARepository(folder, "there is no such folder") from error
        except git.InvalidGitRepositoryError as error:
            hint = "Make one with: git init"
            raise NotARepository(folder, "it belongs to no git repository", hint) from error
    if top is None:
        raise NotARepository(folder, "it is a bare repository, without files to work on", "Work in a clone of it.")
    return Path(top)


@contextmanager
def _without_git_variables() -> Iterator[None]:
    """Hide GIT_DIR and the like from GitPython: inside a hook they name the hook's repository."""
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("GIT_")}
    try:
        yield
    finally:
        os.environ.update(hidden)


def _explain_refusal(top: Path, refusal: GitRefuses) -> NotARepository:
    if "dubious ownership" in str(refusal) or "safe.directory" in str(refusal):
        hint = f"If you trust them: git config --global --add safe.directory {top}"
        return NotARepository(top, "it belongs to another user", hint)
    if "must be run in a work tree" in str(refusal):
        return NotARepository(top, "it has no files to work on", "Work in a clone of it.")
    return NotARepository(top, str(refusal), refusal.hint)
