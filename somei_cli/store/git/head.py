"""Where the clone stands: its branch and commit, and whether one more commit may follow now.

Who git takes the clerk for.
Moments of a history: the commit at HEAD, and the one that a day ended with.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import GitRefuses, RepositoryInMotion, Unreadable
from somei_cli.formats.register_paths import SETTINGS
from somei_cli.model.register.settings import Settings
from somei_cli.store.git.command import PROGRAMS, Git
from somei_cli.store.git.head_files import may_be_cut_off, plain_head
from somei_cli.store.git.repository import Clone

_UNDER_WAY: Final = {
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
_WHO: Final = 'git config --global user.name "Your Name" and git config --global user.email you@example.org'


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
    _refuse_under_way(clone)
    branch, commit = _branch_and_commit(clone)
    settings = clone.git.settings(_SETTINGS)
    if not {"user.name", "user.email"} <= settings.keys():
        _check_identity(clone)
    signed = settings.get("commit.gpgsign", "false").lower() in ("", "true", "yes", "on", "1")
    return Head(branch, commit, signed, settings)


def is_rebasing(clone: Clone) -> bool:
    """Whether a rebase waits for its user: what git calls ours is then what the own commits are put upon."""
    return any((clone.git_dir / name).exists() for name, what in _UNDER_WAY.items() if what == "A rebase")


def standstill(clone: Clone) -> None:
    """Make sure that the clone is on a branch whose commit can be read, and waits for nobody.

    Raises:
        RepositoryInMotion: as by `read_head`.
        GitRefuses: git cannot read what the branch names.
    """
    _refuse_under_way(clone)
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
    told = git.call("rev-parse", "--verify", "--quiet", "@{upstream}^{commit}")
    return told.output.decode().strip() or None


def current_branch(clone: Clone) -> str:
    """Return the full name of the branch that commits go to.

    Raises:
        RepositoryInMotion: there is none.
    """
    found = clone.git.ask("symbolic-ref", "--quiet", "HEAD")
    if found is None:
        hint = "Switch to the branch of the register first: git switch BRANCH"
        raise RepositoryInMotion("The clone is on no branch (detached HEAD).", hint)
    return found.decode().strip()


def _refuse_under_way(clone: Clone) -> None:
    for name, what in _UNDER_WAY.items():
        if (clone.git_dir / name).exists():
            raise RepositoryInMotion(f"{what} is under way in this clone.", "Finish it or abort it first: git status")


def _branch_and_commit(clone: Clone) -> tuple[str, str | None]:
    """With one call, unless there is no branch or no commit yet."""
    answer = clone.git.call("rev-parse", "HEAD^{commit}", "--symbolic-full-name", "HEAD")
    if answer.status == 0:
        commit, *told = answer.output.decode().split()
        # Git tells none where a tag is called HEAD too.
        branch = told[0] if told else current_branch(clone)
        if branch != "HEAD":
            return branch, commit
    found = clone.git.find("HEAD")
    return current_branch(clone), found


def _check_identity(clone: Clone) -> None:
    """Git asks the system for a name and makes up an address, unless it is told not to."""
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if clone.git.call("var", who).status:
            raise GitRefuses("git does not know who commits", "name and address are not set", f"Set them: {_WHO}")


def own_name(root: Path) -> str:
    """Who the next commit will be by, as `Name <mail>`; empty where git knows nobody."""
    answer = Git(root).call("var", "GIT_AUTHOR_IDENT")
    name, _, rest = answer.output.decode(errors="replace").partition(" <")
    return f"{name} <{rest.partition('>')[0]}>" if rest else ""


def own_mails(root: Path) -> frozenset[str]:
    """The addresses that the next commit will carry, of its author and its committer; none where git knows none."""
    told = (Git(root).call("var", who) for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"))
    idents = (answer.output.decode(errors="replace") for answer in told if answer.status == 0)
    return frozenset(ident.partition("<")[2].partition(">")[0] for ident in idents)


_USUAL = Settings().time_zone
_LATEST = int(datetime(9999, 12, 30, tzinfo=UTC).timestamp())
"""A forged commit may bear a time that no calendar has."""


class DatedCommit(NamedTuple):
    """A commit and the time it was made."""

    commit: str
    committed: datetime


def tip(git: Git) -> str | None:
    """The commit at HEAD; None where there is none yet.

    Raises:
        GitRefuses: where nobody can tell, since the repository or the branch is damaged.
    """
    if _lies_plainly(git) and (plain := plain_head(git.folder)):
        return plain
    return git.find("HEAD")


def is_whole(git: Git) -> bool:
    """Whether this clone has the whole history, and not only the newest part of it."""
    if _lies_plainly(git) and not may_be_cut_off(git.folder):
        return True
    return git.run("rev-parse", "--is-shallow-repository").strip() != b"true"


def _lies_plainly(git: Git) -> bool:
    """Whether its repository is that of a work tree, as it stands on the disk."""
    return git.inside is None and not git.more


def refuse_unknown_zone(settings: Settings) -> None:
    """Stop where the time zone of a register is not here.

    Raises:
        Unreadable: naming it.
    """
    # To look for the usual one costs more than it tells.
    if settings.time_zone != _USUAL:
        zone_of(settings.time_zone)


def moment_of(git: Git, commit: str, zone: tzinfo | None) -> DatedCommit:
    """When a commit was made, on the clocks of a zone."""
    told = git.run("rev-list", "--no-walk", "--no-commit-header", "--format=%ct", commit).decode()
    return DatedCommit(commit, datetime.fromtimestamp(min(_seconds(told), _LATEST), zone))


def _seconds(told: str) -> int:
    """A time as git tells it; a commit that some program wrote without one is of the first second."""
    return int(told) if told.strip().isdecimal() else 0


def at_the_end_of(git: Git, day: date, zone: tzinfo | None) -> str | None:
    """The newest commit on the line of the branch that was made by the end of a day; None before the first.

    Clocks jump: older commits of that line may bear a later time.
    """
    # Where the clocks go back at midnight the last second comes twice.
    ends = int(datetime.combine(day, time(23, 59, 59), zone).replace(fold=1).timestamp())
    head = tip(git)
    if head is None or ends < 0:
        return None
    found = git.run("rev-list", "--first-parent", "--max-count=1", f"--min-age={ends}", head)
    return found.decode().strip() or None


def beginning_of(git: Git, zone: tzinfo | None) -> DatedCommit | None:
    """The first commit on the line of the branch; None where nothing is committed."""
    head = tip(git)
    found = git.run("rev-list", "--first-parent", "--reverse", head).decode().split() if head else []
    return moment_of(git, found[0], zone) if found else None


def coming_of(git: Git, path: PurePosixPath, zone: tzinfo | None, *, after: str | None = None) -> DatedCommit | None:
    """The commit that first brought a file onto the line of the branch, or first again after a commit."""
    head = tip(git)
    if head is None:
        return None
    told = git.run(
        "log",
        "--first-parent",
        "--diff-merges=first-parent",
        "--diff-filter=A",
        "--no-patch",
        "--no-renames",
        "--format=%H",
        f"{after}..{head}" if after else head,
        "--",
        f":(literal){path}",
    )
    commits = told.decode().split()
    return moment_of(git, commits[-1], zone) if commits else None


def day_of(made: DatedCommit, zone: str) -> date:
    """The day on which a commit was made, where the office is."""
    return made.committed.astimezone(zone_of(zone)).date()


def in_zone(when: datetime, zone: tzinfo) -> datetime:
    """The same moment on the clocks of a zone; a forged one at the end of all calendars as it is."""
    try:
        return when.astimezone(zone)
    except OverflowError:
        return when


def zone_of(name: str) -> tzinfo:
    """The time zone with this name.

    Raises:
        Unreadable: where there is none.
    """
    # Most commands ask for no zone.
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise Unreadable(SETTINGS, f"“time_zone”: there is no zone “{name}” here") from error
