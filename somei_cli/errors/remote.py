"""The server that clerks share says no, or nothing."""

import shlex

from somei_cli.errors.base import CannotWork, Refused
from somei_cli.errors.register import Busy, UnsafePath


class ServerUnreachable(CannotWork):
    """The server that clerks share does not answer."""

    hint = (
        "Nothing was given out. Try again when it is there; what needs no number of the server can be done meanwhile."
    )

    def __init__(self, server: object, why: str) -> None:
        super().__init__(f"The server “{server}” cannot be reached: {why.rstrip('.')}.")


class ServerBusy(Busy):
    """So many clerks are at the server that no turn came in time, or a `lock` there that git names stays."""

    def __init__(self, seconds: float, lock: str = "") -> None:
        lock_note = f" Its git is kept off by a lock: {lock}" if lock else ""
        lock_hint = (
            " If the lock stays, a git that died left it: whoever keeps the server removes that file." if lock else ""
        )
        super().__init__(
            f"The server is busy: no turn came within {seconds:.0f} seconds, and nothing was given out.{lock_note}",
            f"Repeat the command.{lock_hint}",
        )


class AnswerOfServerLost(Refused):
    """The line to the server broke at a moment when it may or may not have taken what was sent."""

    def __init__(self, request: str = "") -> None:
        again = f"Repeat the command with --request {request}" if request else "Repeat the command"
        super().__init__(
            "The line broke, and nobody can tell yet whether the server took it.",
            f"{again}: what the server took is then found, and not done twice.",
        )


class SentAndBehind(CannotWork):
    """The server took what was sent, and the clone could not follow."""

    hint = "When that is mended: somei sync brings this clone up, and sends nothing twice."

    def __init__(self, server: object, why: object) -> None:
        # Of other refusals the hint says that nothing was done, and here something was.
        more = f" {why.hint}" if isinstance(why, UnsafePath) and why.hint else ""
        super().__init__(
            f"What was here is on {server} now, but this clone could not follow: {why}", f"{self.hint}{more}"
        )


class ServerRefuses(Refused):
    """The server says no, and would say so another time; nothing was given out."""

    def __init__(self, server: object, why: str, reply: str = "") -> None:
        reply_note = f" It says: {reply}" if reply else ""
        super().__init__(
            f"The server “{server}” does not take it: {why.rstrip('.')}.{reply_note}",
            "Nothing was given out. Ask whoever keeps the server, if you may push to this branch.",
        )


class NothingToSync(CannotWork):
    """Neither the clone nor the server has a commit."""

    def __init__(self, branch: object) -> None:
        super().__init__(f"There is no commit here, and none in {branch}.", "Start a register: somei init")


class NoServer(CannotWork):
    """The branch follows no server."""

    def __init__(self, branch: str) -> None:
        hint = f"Name the server and send the branch there once: git push --set-upstream origin {shlex.quote(branch)}"
        super().__init__(f"The branch {branch} follows no server.", hint)


class CannotReplay(Refused):
    """Merges among the commits that only this clone has do not tell what both sides set out from."""

    def __init__(self, commit: object, branch: object = "the server's branch") -> None:
        super().__init__(
            f"Commit {commit} and {branch} were merged crosswise, and cannot be put together.",
            "Merge it yourself, then sync again, also if others were quicker: git merge @{upstream}",
        )


class HistoryRewritten(Refused):
    """What the server had before is no part of what it has now."""

    hint = "Do not go on. Ask who rewrote it; every clone that was synced before still holds the old one."

    def __init__(self, branch: object) -> None:
        super().__init__(f"The history of {branch} was rewritten on the server; nothing was given out or sent.")


class BranchGone(Refused):
    """The server had the branch before, and has it no more."""

    hint = "Do not go on. Ask who removed it; somei help sharing tells how to begin anew with another server."

    def __init__(self, branch: object) -> None:
        super().__init__(f"{branch} is gone from the server, which had it before; nothing was given out or sent.")
