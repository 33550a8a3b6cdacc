"""Refusals by the shared remote, or because it cannot be reached."""

from somei_cli.errors.base_and_usage import CannotWork, Refused
from somei_cli.errors.refused_changes import Busy, UnsafePath


class RemoteUnreachable(CannotWork):
    """The remote does not answer."""

    hint = "Nothing was given out. Try again later; work that needs no number from the server can go on."

    def __init__(self, remote: object, why: str) -> None:
        super().__init__(f"The server “{remote}” cannot be reached: {why.rstrip('.')}.")


class RemoteBusy(Busy):
    """Too many clerks push at once, or a `lock` on the remote, named by git, does not go away."""

    def __init__(self, seconds: float, lock: str = "") -> None:
        lock_note = f" A lock keeps its git from writing: {lock}" if lock else ""
        lock_hint = (
            " If the lock stays, a crashed git left it: ask the server's administrator to remove it." if lock else ""
        )
        super().__init__(
            f"The server is busy: you got no turn within {seconds:.0f} seconds, and nothing was given out.{lock_note}",
            f"Repeat the command.{lock_hint}",
        )


class PushResultUnknown(Refused):
    """The connection broke when the remote may or may not have accepted the push."""

    def __init__(self, request: str = "") -> None:
        again = f"Repeat the command with --request {request}" if request else "Repeat the command"
        super().__init__(
            "The connection broke, and it is not known yet whether the server took it.",
            f"{again}: what the server took is found, and not done twice.",
        )


class CloneBehind(CannotWork):
    """The remote accepted the push, but the clone could not be updated."""

    hint = "When that is corrected: somei sync brings this clone up to date, and sends nothing twice."

    def __init__(self, remote: object, why: object) -> None:
        # The hints of other refusals say that nothing was done, which is wrong here.
        more = f" {why.hint}" if isinstance(why, UnsafePath) and why.hint else ""
        super().__init__(
            f"Your commits are on {remote} now, but this clone could not be updated: {why}",
            f"{self.hint}{more}",
        )


class PushRefused(Refused):
    """The remote refuses the push and would refuse it again; nothing was allotted."""

    def __init__(self, remote: object, why: str, reply: str = "") -> None:
        reply_note = f" It says: {reply}" if reply else ""
        super().__init__(
            f"The server “{remote}” refused the push: {why.rstrip('.')}.{reply_note}",
            "Nothing was given out. Ask the administrator of the server whether you may push to this branch.",
        )


class NothingToSync(CannotWork):
    """Neither the clone nor the remote has a commit."""

    def __init__(self, branch: object) -> None:
        super().__init__(f"There is no commit here, and none in {branch}.", "Start a register: somei init")


class NoRemote(CannotWork):
    """The branch has no upstream."""

    def __init__(self, branch: str) -> None:
        from shlex import quote

        hint = f"Name the server and send the branch there once: git push --set-upstream origin {quote(str(branch))}"
        super().__init__(f"The branch {branch} follows no server.", hint)


class CannotRebase(Refused):
    """Merges among the unpushed commits leave no single base for a rebase."""

    def __init__(self, commit: object, branch: object = "the server's branch") -> None:
        super().__init__(
            f"Commit {commit} and {branch} were merged crosswise, so there is no single base for a rebase.",
            "Merge it yourself, then sync again; do both again if others were quicker: git merge @{upstream}",
        )


class HistoryRewritten(Refused):
    """The remote's branch no longer contains commits that it had before."""

    hint = "Do not go on. Ask who rewrote it; every clone that was synced before still has the old history."

    def __init__(self, branch: object) -> None:
        super().__init__(f"The history of {branch} was rewritten on the server; nothing was given out or sent.")


class BranchGone(Refused):
    """The remote no longer has the branch."""

    hint = "Do not go on. Ask who removed it; how to start again with another server: somei help repair"

    def __init__(self, branch: object) -> None:
        super().__init__(f"{branch} is gone from the server, which had it before; nothing was given out or sent.")
