"""Where the clone stands: its branch and commit, and whether one more commit may follow now.

Who git takes the clerk for.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from somei_cli.errors import GitRefuses, RepositoryInMotion
from somei_cli.store.git.command import PROGRAMS, Git
from somei_cli.store.git.repository import Clone

_UNFINISHED_OPERATIONS: Final = {
    "MERGE_HEAD": "A merge",
    "CHERRY_PICK_HEAD": "A cherry-pick",
    "REVERT_HEAD": "A revert",
    "rebase-merge": "A rebase",
    "rebase-apply": "A rebase",
    "sequencer": "A cherry-pick or revert",
    "BISECT_LOG": "A bisect",
}
"""What git leaves in its folder while it waits for its user."""

_SETTINGS: Final = rf"commit\.gpgsign|user\.(name|email)|{PROGRAMS}"
_IDENTITY_COMMANDS: Final = (
    'git config --global user.name "Your Name" and git config --global user.email you@example.org'
)


class Head(NamedTuple):
    """What the next commit builds on, and how it is to be made."""

    branch: str
    commit: str | None
    signed: bool
    settings: Mapping[str, str]


def read_head(clone: Clone) -> Head:
    """Return where the clone stands.

    Raises:
        RepositoryInMotion: a commit now would go astray: no branch, or a merge or its like under way.
        GitRefuses: git does not know who commits.
    """
    _refuse_unfinished_operation(clone)
    branch, commit = _branch_and_commit(clone)
    settings = clone.git.settings(_SETTINGS)
    if not {"user.name", "user.email"} <= settings.keys():
        _require_identity(clone)
    signed = settings.get("commit.gpgsign", "false").lower() in ("", "true", "yes", "on", "1")
    return Head(branch, commit, signed, settings)


def is_rebasing(clone: Clone) -> bool:
    """Whether a rebase waits for its user: what git calls ours is then what the own commits are put upon."""
    return any(
        (clone.git_dir / name).exists() for name, operation in _UNFINISHED_OPERATIONS.items() if operation == "A rebase"
    )


def standstill(clone: Clone) -> None:
    """Make sure that the clone is on a branch whose commit can be read, and waits for nobody.

    Raises:
        RepositoryInMotion: as by `read_head`.
        GitRefuses: git cannot read what the branch names.
    """
    _refuse_unfinished_operation(clone)
    _branch_and_commit(clone)
    clone.git.run("ls-files", "--unmerged", "-z")


def commit_of(clone: Clone, branch: str) -> str | None:
    """Return the commit that a branch names, None if it has none yet.

    Raises:
        GitRefuses: nobody can tell, since it is damaged.
    """
    return clone.git.find(branch)


def upstream_of(git: Git) -> str | None:
    """Return the commit of the server's branch that this one follows, as git saw it last; None without one."""
    answer = git.call("rev-parse", "--verify", "--quiet", "@{upstream}^{commit}")
    return answer.output.decode().strip() or None


def current_branch(clone: Clone) -> str:
    """Return the full name of the branch that commits go to.

    Raises:
        RepositoryInMotion: there is none.
    """
    output = clone.git.ask("symbolic-ref", "--quiet", "HEAD")
    if output is None:
        hint = "Switch to the branch of the register first: git switch BRANCH"
        raise RepositoryInMotion("The clone is on no branch (detached HEAD).", hint)
    return output.decode().strip()


def _refuse_unfinished_operation(clone: Clone) -> None:
    for name, operation in _UNFINISHED_OPERATIONS.items():
        if (clone.git_dir / name).exists():
            raise RepositoryInMotion(
                f"{operation} is under way in this clone.", "Finish it or abort it first: git status"
            )


def _branch_and_commit(clone: Clone) -> tuple[str, str | None]:
    """With one call, unless there is no branch or no commit yet."""
    answer = clone.git.call("rev-parse", "HEAD^{commit}", "--symbolic-full-name", "HEAD")
    if answer.status == 0:
        commit, *branches = answer.output.decode().split()
        # Git tells none where a tag is called HEAD too.
        branch = branches[0] if branches else current_branch(clone)
        if branch != "HEAD":
            return branch, commit
    head_commit = clone.git.find("HEAD")
    return current_branch(clone), head_commit


def _require_identity(clone: Clone) -> None:
    """Git asks the system for a name and makes up an address, unless it is told not to."""
    for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if clone.git.call("var", variable).status:
            raise GitRefuses(
                "git does not know who commits", "name and address are not set", f"Set them: {_IDENTITY_COMMANDS}"
            )


def own_name(root: Path) -> str:
    """Who the next commit will be by, as `Name <mail>`; empty where git knows nobody."""
    answer = Git(root).call("var", "GIT_AUTHOR_IDENT")
    name, _, address = answer.output.decode(errors="replace").partition(" <")
    return f"{name} <{address.partition('>')[0]}>" if address else ""


def own_mails(root: Path) -> frozenset[str]:
    """The addresses that the next commit will carry, of its author and its committer; none where git knows none."""
    answers = (Git(root).call("var", variable) for variable in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"))
    identities = (answer.output.decode(errors="replace") for answer in answers if answer.status == 0)
    return frozenset(identity.partition("<")[2].partition(">")[0] for identity in identities)
