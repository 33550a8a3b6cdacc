"""How commits descend from each other; each is named by its hash."""

from somei_cli.store.git import Git


def is_within(git: Git, older: str, newer: str) -> bool:
    """Whether one commit is part of the history of another, or that one itself."""
    return older == newer or git.ask("merge-base", "--is-ancestor", older, newer) is not None


def forked_at(git: Git, one: str, other: str) -> str | None:
    """The newest commit that two have in common; None where there is none."""
    found = git.ask("merge-base", one, other)
    return found.decode().split("\n")[0] if found else None
