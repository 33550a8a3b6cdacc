"""The branch of the shared repository that a clone follows: fetch, push, retries, and a queue for processes.

If the remote is on a disk here, processes queue for it: who came first goes first.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import PurePosixPath
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final, NamedTuple

from somei_cli.errors import BranchGone, GitRefuses, HistoryRewritten, HookRefused, PushRefused, RemoteUnreachable
from somei_cli.store.git.command import Git, GitAnswer, find_hint
from somei_cli.store.git.head import current_branch, find_branch_commit, require_committable_head
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.operating_system import READ_FOLDER
from somei_cli.store.process.fair_lock import acquire_lock
from somei_cli.store.register.register import Register

if TYPE_CHECKING:
    from somei_cli.store.register.git_files import Committed

DEFAULT_TIMEOUT: Final = 60.0
"""Seconds after which a clerk is told that the remote is busy."""
_FIRST_DELAY: Final = 0.03
_DOUBLINGS: Final = 4


@dataclass(slots=True)
class Backoff:
    """The retries of one act. The longer it has waited, the sooner it tries again, so that nobody is left behind."""

    timeout: float = DEFAULT_TIMEOUT
    losses: int = 0
    _started: float = field(default_factory=monotonic)

    @property
    def remaining(self) -> float:
        """Seconds that are left."""
        return self.timeout - (monotonic() - self._started)

    def wait(self) -> bool:
        """Wait after somebody else was first; return False if the time is up."""
        # Loaded only if a push lost.
        import random

        self.losses += 1
        if self.remaining <= 0:
            return False
        sleep(min(random.uniform(0, self._max_delay()), max(0.0, self.remaining)))  # noqa: S311 - nothing secret hangs on it
        return True

    def _max_delay(self) -> float:
        """Return the longest delay: it grows at first to spread clerks, then shrinks for those who lost often."""
        delay = _FIRST_DELAY * 2.0 ** min(self.losses, _DOUBLINGS)
        return delay / max(1, self.losses - _DOUBLINGS)


SHARE_SETTING: Final = "somei.share"
"""A setting of a clone: with `false`, the clone allots numbers itself and asks no remote."""
PROTOCOLS_SETTING: Final = "somei.protocols"
"""A setting of a clone: protocols besides ssh and https by which its remote may be reached, such as `http git`."""
TIMEOUT_SETTING: Final = "somei.patience"
"""A setting of a clone: the seconds after which its clerk is told that the remote is busy."""

_DEFAULT_PROTOCOLS: Final = ("file", "ssh", "https")
_UNENCRYPTED_PROTOCOLS: Final = frozenset({"http", "git"})
_REMOTE_NAME: Final = r"[A-Za-z0-9][A-Za-z0-9._/-]*"
REMOTE_SETTINGS: Final = r"branch\..*\.(remote|merge)|remote\..*\.(url|pushurl)|somei\.(share|protocols|patience)"
"""The settings of a clone that name its remotes, and how it works with them."""
_NETWORK_TIMEOUT: Final = 60.0
_MAX_TIMEOUT: Final = 3600
_LOCKED_SIGNS: Final = ("cannot lock ref", "Unable to create", "unable to update local ref")
_MOVED_SIGNS: Final = ("failed to update ref", "incorrect old value", "fetch first", "stale info", "but expected")
_LOCAL_FAILURE_SIGNS: Final = (*_LOCKED_SIGNS, "ref updates aborted by hook", "error: object file .git/")
"""What git prints if the remote answered, and its answer cannot be stored in the clone."""
_FORBIDDEN_SIGNS: Final = (
    r"matches more than one|403|[Pp]ermission|[Dd]enied|not enabled|[Uu]nauthori|could not read Username|hash algorithm"
    r"|end does not support|can't be (?:combined|used)|cannot be (?:combined|used)"
)
_HOOK_REFUSED_STATUS: Final = 1
"""The exit status of a push that a hook of the clone refused: nothing was sent, and no branch is reported."""
_GIT_CONFIG: Final = (
    "core.fsync=loose-object,reference",
    "fetch.fsckObjects=true",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=30",
)
_LOCK_PATH: Final = r"'([^'\n]+\.lock)'"
_UNPACK_ERROR: Final = r"remote unpack failed: (.+)"
_RETRY_DELAY: Final = 0.05
_MAX_TRIES: Final = 20
_MAX_LINES: Final = 5
_ADVICE_LINES: Final = (
    "Could not read from",
    "Please make sure",
    "and the repository",
    "error: failed to push",
    "Cloning",
    "hint:",
)


class PushOutcome(Enum):
    """What became of a push: the remote has it, somebody else was first, or nobody can tell."""

    ACCEPTED = auto()
    OVERTAKEN = auto()
    UNKNOWN = auto()


class PushAnswer(NamedTuple):
    """The answer to a push; `lock_file` is the file that git names if a lock on the remote kept it off."""

    outcome: PushOutcome
    lock_file: str = ""


class RemoteBranch(NamedTuple):
    """The branch of the remote that the branch here follows."""

    remote_name: str
    ref: str
    url: str
    protocols: tuple[str, ...] = _DEFAULT_PROTOCOLS
    timeout: float = DEFAULT_TIMEOUT
    fetches_elsewhere: bool = False
    """Whether git fetches from another URL than it pushes to: numbers are allotted where pushes go."""

    @property
    def tracking_ref(self) -> str:
        """The remote-tracking branch, which records where the remote was at the last fetch."""
        return f"refs/remotes/{self.remote_name}/{self.ref.removeprefix('refs/heads/')}"

    @property
    def seen_ref(self) -> str:
        """A ref of somei's own that records the same; `git fetch` moves the other one even if history was rewritten."""
        return f"refs/somei/seen/{self.short_name}"

    @property
    def short_name(self) -> str:
        """The branch as a clerk names it, such as origin/main."""
        return f"{self.remote_name}/{self.ref.removeprefix('refs/heads/')}"


def find_remote_branch(
    git: Git, branch: str, settings: Mapping[str, str], *, even_if_unshared: bool = False
) -> RemoteBranch | None:
    """Return the upstream of a branch by the settings that `REMOTE_SETTINGS` names; None if it has none.

    With `somei.share = false` the result is None too, unless `even_if_unshared` is set: a clerk asks for it by name.

    Raises:
        GitRefuses: if the upstream is not a branch of a named remote.
    """
    name = branch.removeprefix("refs/heads/")
    remote = settings.get(f"branch.{name}.remote", ".")
    upstream = settings.get(f"branch.{name}.merge", "")
    is_unshared = settings.get(SHARE_SETTING, "true").lower() in {"false", "no", "off", "0"}
    if remote == "." or not upstream or (is_unshared and not even_if_unshared):
        return None
    push_url = settings.get(f"remote.{remote}.pushurl", "")
    url = push_url or settings.get(f"remote.{remote}.url", "")
    if not (re.fullmatch(_REMOTE_NAME, remote) and url and upstream.startswith("refs/heads/")):
        raise GitRefuses(
            f"The upstream of {name} is not a branch of a named server", "", "Set it: git branch --set-upstream-to"
        )
    # With several push URLs, the fetch URL is the one that counts.
    fetches_elsewhere = (
        bool(push_url) and len(git.run("config", "--get-all", f"remote.{remote}.pushurl").split(b"\n")) == 2
    )
    extra_protocols = _UNENCRYPTED_PROTOCOLS.intersection(settings.get(PROTOCOLS_SETTING, "").replace(",", " ").split())
    seconds = settings.get(TIMEOUT_SETTING, "")
    timeout = float(min(int(seconds), _MAX_TIMEOUT)) if seconds.isascii() and seconds.isdigit() else DEFAULT_TIMEOUT
    return RemoteBranch(
        remote, upstream, url, (*_DEFAULT_PROTOCOLS, *sorted(extra_protocols)), timeout, fetches_elsewhere
    )


def has_no_upstream(git: Git) -> bool:
    """Return whether the clone has remotes, but its branch follows none of them."""
    settings = git.read_settings(REMOTE_SETTINGS)
    return (
        any(key.startswith("remote.") and key.endswith(".url") for key in settings)
        and find_remote_branch(git, current_branch(git), settings, even_if_unshared=True) is None
    )


class RemoteRegister(NamedTuple):
    """A clone with the remote branch that it follows, and the path of the register in the repository."""

    clone: Clone
    branch: RemoteBranch
    signed: bool
    register_path: PurePosixPath

    def files_at(self, commit: str) -> "Committed":
        """Return the files of the register in a commit."""
        # Whether there is a remote is asked for each number, and mostly there is none.
        from somei_cli.store.register.git_files import Committed

        return Committed(Git(self.clone.top), commit, f"{self.register_path}/" if self.register_path.parts else "")


def find_remote_register(register: Register, *, even_if_unshared: bool = False) -> RemoteRegister | None:
    """Return where the remote allots the numbers of a register; None if this clone allots them itself.

    With `even_if_unshared` the remote is returned whether numbers are allotted there or not.

    Raises:
        RepositoryBusy: if the clone is on no branch, or a merge is under way.
        GitRefuses: if git does not know who commits.
    """
    clone = open_clone(register.root)
    head = require_committable_head(clone, REMOTE_SETTINGS)
    branch = find_remote_branch(clone.git, head.branch, head.settings, even_if_unshared=even_if_unshared)
    register_path = PurePosixPath(register.root.resolve().relative_to(clone.top))
    return RemoteRegister(clone, branch, head.signed, register_path) if branch else None


def fetch(clone: Clone, branch: RemoteBranch, seconds: float = _NETWORK_TIMEOUT) -> str | None:
    """Fetch the branch and return its newest commit; None if the remote does not have it yet.

    Raises:
        RemoteUnreachable: if the remote does not answer.
        HistoryRewritten: if the earlier commit is not an ancestor of the present one.
        BranchGone: if the remote had the branch before.
        GitRefuses: if the answer cannot be stored here.
    """
    arguments = (
        "fetch",
        "--atomic",
        "--no-tags",
        "--no-recurse-submodules",
        "--no-write-fetch-head",
        "--end-of-options",
        branch.url if branch.fetches_elsewhere else branch.remote_name,
    )
    for _ in range(_MAX_TRIES):
        answer = _run_git(
            clone,
            branch,
            seconds,
            *arguments,
            *(f"{branch.ref}:{ref}" for ref in (branch.tracking_ref, branch.seen_ref)),
        )
        if answer.status == 0:
            return find_branch_commit(clone, branch.tracking_ref)
        if not any(sign in answer.stderr_text for sign in _LOCKED_SIGNS):
            break
        sleep(_RETRY_DELAY)  # children of a killed git may still hold a lock
    if "couldn't find remote ref" in answer.stderr_text:
        if any(find_branch_commit(clone, ref) for ref in (branch.tracking_ref, branch.seen_ref)):
            raise BranchGone(branch.short_name)
        return None
    if "(non-fast-forward)" in answer.stderr_text:
        raise HistoryRewritten(branch.short_name)
    if any(sign in answer.stderr_text for sign in _LOCAL_FAILURE_SIGNS):
        raise GitRefuses(
            f"What {branch.remote_name} has cannot be recorded in this clone",
            _error_text(answer),
            find_hint(answer.stderr_text),
        )
    raise RemoteUnreachable(branch.remote_name, _error_text(answer))


def fetch_with_retries(clone: Clone, branch: RemoteBranch, backoff: Backoff, *, may_hold_push: bool) -> str | None:
    """Fetch as `fetch` does; if the remote may hold what was pushed, retry until the backoff ends."""
    while True:
        try:
            return fetch(clone, branch, backoff.remaining)
        except RemoteUnreachable:
            if not may_hold_push or not backoff.wait():
                raise


def push(
    clone: Clone, branch: RemoteBranch, new: str, expected: str | None, seconds: float = _NETWORK_TIMEOUT
) -> PushAnswer:
    """Push a commit that follows the one which the remote is expected to have; nothing is ever forced.

    Raises:
        PushRefused: if the remote refuses it, and would refuse it another time.
        HookRefused: if the clone's own hook refuses it.
    """
    # The lease makes the push a compare-and-swap; `new` follows `expected`, so that nothing can be lost.
    lease = f"--force-with-lease={branch.ref}:{expected or ''}"
    arguments = ("push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no", lease, "--end-of-options")
    answer = _run_git(clone, branch, seconds, *arguments, branch.remote_name, f"{new}:{branch.ref}")
    if answer.status == 0:
        # If the ref moved meanwhile, another process has seen a newer commit: keep that.
        clone.git.call("update-ref", branch.seen_ref, new, expected or clone.null_id)
        return PushAnswer(PushOutcome.ACCEPTED)
    status = _read_push_status(answer.output)
    if status.startswith("[rejected]") or any(sign in status for sign in _MOVED_SIGNS):
        lock_match = re.search(_LOCK_PATH, _remote_messages(answer.stderr_text))
        return PushAnswer(PushOutcome.OVERTAKEN, lock_match[1] if lock_match else "")
    if status.startswith("[remote rejected]"):
        if fetch(clone, branch, seconds) != expected:
            return PushAnswer(PushOutcome.OVERTAKEN)
        reason, disk_error = status.partition("(")[2].rstrip(")"), re.search(_UNPACK_ERROR, answer.stderr_text)
        raise PushRefused(
            branch.remote_name, disk_error[1] if disk_error else reason, _remote_messages(answer.stderr_text)
        )
    is_refusal = answer.status == _HOOK_REFUSED_STATUS and not answer.output
    if is_refusal and os.access(clone.find_hooks() / "pre-push", os.X_OK):
        raise HookRefused("pre-push", _error_text(answer))
    if re.search(_FORBIDDEN_SIGNS, answer.stderr_text):
        raise PushRefused(branch.remote_name, _error_text(answer))
    return PushAnswer(PushOutcome.UNKNOWN)


def _run_git(clone: Clone, branch: RemoteBranch, seconds: float, *arguments: str) -> GitAnswer:
    env = {"GIT_ALLOW_PROTOCOL": ":".join(branch.protocols)}
    return clone.git.call(*arguments, env=env, config=_GIT_CONFIG, timeout=max(1.0, seconds))


def _read_push_status(output: bytes) -> str:
    """Return what git reports of the branch that was pushed; "" if the answer was cut off before."""
    for line in output.decode(errors="replace").splitlines():
        if line.startswith("!\t"):
            return line.rpartition("\t")[2]
    return ""


def _error_text(answer: GitAnswer) -> str:
    """Return git's error messages without the advice that it always prints."""
    lines = [line.strip().removeprefix("fatal: ") for line in answer.stderr_text.splitlines()]
    messages = [line for line in lines if line and not line.startswith(_ADVICE_LINES)]
    return " ".join([*dict.fromkeys(messages)][:_MAX_LINES]) or answer.complaint


def _remote_messages(talk: str) -> str:
    lines = (line.removeprefix("remote:").strip() for line in talk.splitlines() if line.startswith("remote:"))
    return " ".join([line for line in lines if line][:_MAX_LINES])


_QUEUE_SHARE: Final = 0.5
"""The part of the timeout that goes into queueing; the process in front may be stuck."""


@contextmanager
def wait_in_queue(clone: Clone, branch: RemoteBranch) -> Iterator[None]:
    """Wait for the turn of this process, and keep other processes waiting until the block ends.

    The queue is a courtesy: after a part of the timeout, or if the remote is not on a disk here, the block runs anyway.
    """
    # The folder of the repository itself is locked: nothing is written there, and all its users can wait for it.
    folder = clone.top / branch.url.removeprefix("file://")
    folder_fd = None
    with suppress(OSError, ValueError):
        folder_fd = os.open(folder, READ_FOLDER)
        acquire_lock(folder_fd, branch.timeout * _QUEUE_SHARE)
    try:
        yield
    finally:
        if folder_fd is not None:
            os.close(folder_fd)
