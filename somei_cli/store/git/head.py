"""Read the branch and the commit at HEAD, whether a commit may be made now, and who its author will be."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from somei_cli.errors import GitRefuses, RepositoryBusy
from somei_cli.formats.git.stopped_merges import STOPPED_MERGES
from somei_cli.store.git.command import PROGRAM_SETTINGS, Git
from somei_cli.store.git.plain_clone import read_plain_settings
from somei_cli.store.git.plain_layout import read_plain_branch, read_plain_head

if TYPE_CHECKING:
    from somei_cli.store.git.repository import Clone

_OTHER_OPERATIONS: Final = {"sequencer": "A cherry-pick or revert", "BISECT_LOG": "A bisect"}
"""Files of operations that hold no merge, with the name for messages."""

_SETTINGS: Final = (
    r"commit\.gpgsign|core\.(hookspath|attributesfile)|(user|author|committer)\.(name|email)|" + PROGRAM_SETTINGS
)
_IDENTITY_VARIABLES: Final = tuple(
    f"GIT_{person}_{part}" for person in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL", "DATE")
)
_PLAIN_NAME: Final = r"\w(?:[\w .'()-]*[\w)])?"
_PLAIN_ADDRESS: Final = r"\w[\w.+-]*@\w(?:[\w.-]*\w)?"
_IDENTITY_COMMANDS: Final = (
    'git config --global user.name "Your Name" and git config --global user.email you@example.org'
)


class Head(NamedTuple):
    """The branch and the commit that the next commit builds on, and whether it is to be signed."""

    branch: str
    commit: str | None
    signed: bool
    settings: Mapping[str, str]

    def plain_identity(self) -> str | None:
        """Return author and committer of the next commit as git writes them; None if only git itself can tell.

        That is so if a variable or a setting of its own names one of them, or if git might leave out a letter.
        """
        name, address = self.settings.get("user.name", ""), self.settings.get("user.email", "")
        if not (re.fullmatch(_PLAIN_NAME, name) and re.fullmatch(_PLAIN_ADDRESS, address)):
            return None
        if any(key.startswith(("author.", "committer.")) for key in self.settings):
            return None
        return None if any(variable in os.environ for variable in _IDENTITY_VARIABLES) else f"{name} <{address}>"


def require_committable_head(clone: "Clone", more_settings: str = "") -> Head:
    """Return the branch and the commit at HEAD, with the settings for the next commit.

    `more_settings` is a pattern of other settings that the caller needs.

    Raises:
        RepositoryInMotion: if HEAD is detached, or if an operation such as a merge is unfinished.
        GitRefuses: if git does not know who commits.
    """
    _refuse_unfinished_operation(clone)
    # The trees of the commit are read next: one that git has lost is noticed there.
    branch, commit = read_plain_branch(clone.top) or _branch_and_commit(clone)
    settings = clone.git.read_settings(f"{_SETTINGS}|{more_settings}" if more_settings else _SETTINGS)
    if not {"user.name", "user.email"} <= settings.keys():
        _require_identity(clone)
    signed = settings.get("commit.gpgsign", "false").lower() in ("", "true", "yes", "on", "1")
    return Head(branch, commit, signed, settings)


def require_head(clone: "Clone") -> str | None:
    """Return the commit at HEAD; None before the first one.

    Raises:
        RepositoryInMotion: if HEAD is detached, or if an operation such as a merge is unfinished.
        GitRefuses: if git cannot read the commit.
    """
    _refuse_unfinished_operation(clone)
    return _branch_and_commit(clone)[1]


def is_rebasing(clone: "Clone") -> bool:
    """Whether a rebase is unfinished: git's "ours" is then the commit that own commits are rebased onto."""
    return any((clone.git_dir / name).exists() for name, operation in STOPPED_MERGES.items() if operation == "rebase")


def require_idle_clone(clone: "Clone") -> None:
    """Refuse a clone in which an operation is unfinished, HEAD is detached, or the commit of the branch cannot be read.

    Raises:
        RepositoryInMotion: if HEAD is detached, or if an operation such as a merge is unfinished.
        GitRefuses: if git cannot read the commit or its own index.
    """
    require_head(clone)
    clone.git.run("ls-files", "--unmerged", "-z")


def find_branch_commit(clone: "Clone", branch: str) -> str | None:
    """Return the commit that a branch names; None if it has none yet.

    Raises:
        GitRefuses: if git cannot tell because something is damaged.
    """
    return clone.git.find(branch)


def find_upstream_commit(git: Git) -> str | None:
    """Return the commit of the upstream branch as git last saw it; None if there is no upstream."""
    answer = git.call("rev-parse", "--verify", "--quiet", "@{upstream}^{commit}")
    return answer.output.decode().strip() or None


def follows_no_branch(folder: Path) -> bool:
    """Return whether no branch of a clone follows another, for sure; False if git must be asked."""
    settings = read_plain_settings(folder)
    return settings is not None and not any(key.startswith("branch.") and key.endswith(".merge") for key in settings)


def current_branch(git: Git) -> str:
    """Return the full ref name of the branch that HEAD is on.

    Raises:
        RepositoryInMotion: if HEAD is detached.
    """
    output = git.run_or_none("symbolic-ref", "--quiet", "HEAD")
    if output is None:
        hint = "Switch to the branch of the register first: git switch BRANCH"
        raise RepositoryBusy("The clone is on no branch (detached HEAD).", hint)
    return output.decode().strip()


def is_detached(git: Git) -> bool:
    """Return whether HEAD is on no branch."""
    if git.bare_prefix is None and read_plain_head(git.folder):
        return False
    return git.call("symbolic-ref", "--quiet", "HEAD").status == 1


def _refuse_unfinished_operation(clone: "Clone") -> None:
    if any((clone.git_dir / name).exists() for name in STOPPED_MERGES):
        # Hardly ever is one stopped.
        from somei_cli.store.git.stopped_merge import name_stopped_merge

        stopped = name_stopped_merge(clone.top, clone.git_dir)
        if stopped:
            raise stopped
    for name, operation in _OTHER_OPERATIONS.items():
        if (clone.git_dir / name).exists():
            raise RepositoryBusy(f"{operation} is under way in this clone.", "Finish it or abort it first: git status")


def _branch_and_commit(clone: "Clone") -> tuple[str, str | None]:
    """Return the branch and the commit at HEAD, with one call of git in the usual case."""
    answer = clone.git.call("rev-parse", "HEAD^{commit}", "--symbolic-full-name", "HEAD")
    if answer.status == 0:
        commit, *branches = answer.output.decode().split()
        # Git prints no ref name if a tag is called HEAD too.
        branch = branches[0] if branches else current_branch(clone.git)
        if branch != "HEAD":
            return branch, commit
    head_commit = clone.git.find("HEAD")
    return current_branch(clone.git), head_commit


def _require_identity(clone: "Clone") -> None:
    """Refuse if git does not know who commits; `user.useConfigOnly` keeps it from making up an address."""
    for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if clone.git.call("var", variable).status:
            raise GitRefuses(
                "git does not know who commits", "name and address are not set", f"Set them: {_IDENTITY_COMMANDS}"
            )


def read_own_identity(root: Path) -> str:
    """Return the author of the next commit as `Name <address>`; empty if git knows none."""
    answer = Git(root).call("var", "GIT_AUTHOR_IDENT")
    name, _, address = answer.output.decode(errors="replace").partition(" <")
    return f"{name} <{address.partition('>')[0]}>" if address else ""


def read_own_addresses(root: Path) -> frozenset[str]:
    """Return the addresses of author and committer that the next commit will have; empty if git knows none."""
    answers = (Git(root).call("var", variable) for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"))
    identities = (answer.output.decode(errors="replace") for answer in answers if answer.status == 0)
    return frozenset(identity.partition("<")[2].partition(">")[0] for identity in identities)
