"""Remember the last commit that this call of somei made, for its message if it is interrupted."""

from contextvars import ContextVar

_last_commit: ContextVar[str] = ContextVar("last", default="")


def note_commit(commit: str) -> None:
    """Remember a commit that was made."""
    _last_commit.set(commit)


def describe_interruption(commit: str | None = None) -> str:
    """Return the message about a commit, or about the last one remembered; empty if there is none."""
    commit = _last_commit.get() if commit is None else commit
    return f"Interrupted; commit {commit[:10]} was made, and is whole." if commit else ""
