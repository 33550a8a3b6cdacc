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
    return has_conflict_marks(held) and all(line in known or line.startswith(_MARKS) for line in lines)


def has_conflict_marks(text: str) -> bool:
    """Whether git left both sides of a merge in a text."""
    return any(line.startswith(_MARKS[0]) for line in text.split("\n"))
