"""What git itself knows beside the texts: names of files, who made commits, and what they wrote of them."""

from somei_cli.store.git import Git

_SHOWN = "%an%n%ae%n%cn%n%ce%n%B"


def told_by_commits(git: Git, commit: str) -> str:
    """Names, addresses and messages of a commit and all before it."""
    return git.run("log", f"--format={_SHOWN}", commit, "--").decode("utf-8", "replace")


def names_of_files(git: Git, commit: str) -> str:
    """The paths of everything that a commit holds, the register's files and others, one a line."""
    listed = git.run("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit)
    return listed.decode("utf-8", "replace").replace("\0", "\n")
