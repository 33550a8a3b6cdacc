"""Telling a file that git left in conflict from one that a clerk has been at work on."""

from collections.abc import Iterable

_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def is_as_git_left_it(held: str, versions: Iterable[str]) -> bool:
    """Whether a file still has its conflict markers, or is one of the versions, and has no line of anybody else."""
    versions = tuple(versions)
    if held in versions:
        return True
    known = {line for version in versions for line in version.split("\n")}
    lines = held.split("\n")
    return any(line.startswith(_MARKS[0]) for line in lines) and all(
        line in known or line.startswith(_MARKS) for line in lines
    )
