"""What a call of somei has made so far: for its last words, where it is asked to end before it could tell."""

from contextvars import ContextVar

_last_commit: ContextVar[str] = ContextVar("last", default="")


def note(commit: str) -> None:
    """Remember a commit that is made."""
    _last_commit.set(commit)


def what_stands(commit: str | None = None) -> str:
    """The sentence about a commit; without one about the last that was noted, and empty where there is none."""
    commit = _last_commit.get() if commit is None else commit
    return f"Interrupted; commit {commit[:10]} was made, and is whole." if commit else ""
