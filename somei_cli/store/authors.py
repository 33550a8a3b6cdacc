"""What git itself knows beside the files: who made the commits of a history, and what they wrote of them."""

from somei_cli.store.git import Git

_SHOWN = "%an%n%ae%n%cn%n%ce%n%B"


def told_by_commits(git: Git, commit: str) -> str:
    """Names, addresses and messages of a commit and all before it."""
    return git.run("log", f"--format={_SHOWN}", commit, "--").decode("utf-8", "replace")
