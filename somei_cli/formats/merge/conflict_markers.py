"""A file in conflict: the merged document, and git's markers around the fields that a person must decide.

Telling a file that git left in conflict from one that a clerk has been at work on.
"""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from somei_cli.formats.merge.documents import merge
from somei_cli.formats.toml.document import dump
from somei_cli.model.document import Document
from somei_cli.model.merge import Conflict, MergeSide

GITS_SIZE = 7
"""The length of a conflict marker, unless git asks for another one."""

_MOST_NAMED = 50
"""So many fields are named by their markers: each one costs a merge of its own."""


class _Hunk(NamedTuple):
    """Lines of our version, and what stands there in theirs."""

    begin: int
    end: int
    theirs: list[str]
    fields: tuple[str, ...]


def marked(
    base: Document | None, ours: Document, theirs: Document, conflicts: Sequence[Conflict], size: int = GITS_SIZE
) -> str:
    """Both merged versions in one text: the same but for the fields in conflict, which the markers name."""
    here = _lines(dump(merge(base, ours, theirs).document))
    there = _lines(dump(merge(base, ours, theirs, favoured=MergeSide.THEIRS).document))
    fields = tuple(dict.fromkeys(conflict.field for conflict in conflicts))
    if len(fields) > _MOST_NAMED:
        return "".join(_written(here, _compared(here, there, ()), size))
    hunks = sorted(hunk for hunk in (_hunk_of(base, ours, theirs, here, field) for field in fields) if hunk)
    if _applied(here, hunks) != there:
        # Values of another kind on both sides stand in two places of the file.
        hunks = _compared(here, there, fields)
    return "".join(_written(here, hunks, size))


def set_apart(ours: Document, theirs: Document, size: int = GITS_SIZE) -> str:
    """Both versions with markers wherever they differ: nothing of one passes for the other's."""
    here, there = _lines(dump(ours)), _lines(dump(theirs))
    return "".join(_written(here, _compared(here, there, ("number",)), size))


def sides_of(text: str) -> tuple[str, str]:
    """Both versions that a text in conflict holds, whoever set the markers; what both began from is left out."""
    lines = tuple(lines_with_sides(text))
    ours = "".join(line for line, sides in lines if ConflictSide.OURS in sides)
    return ours, "".join(line for line, sides in lines if ConflictSide.THEIRS in sides)


class ConflictSide(Enum):
    """A version that a line of a text in conflict belongs to."""

    OURS = "ours"
    BASE = "base"
    THEIRS = "theirs"


def lines_with_sides(text: str) -> Iterator[tuple[str, tuple[ConflictSide, ...]]]:
    """Each line of a text in conflict, with its line end and the versions that have it; a marker belongs to none."""
    sides = tuple(ConflictSide)
    for line in _lines(text):
        mark = line[:GITS_SIZE] if line[GITS_SIZE : GITS_SIZE + 1] in {" ", "\n"} else ""
        if mark in _BEHIND:
            sides = _BEHIND[mark]
            yield line, ()
        else:
            yield line, sides


_BEHIND = {
    "<" * GITS_SIZE: (ConflictSide.OURS,),
    "|" * GITS_SIZE: (ConflictSide.BASE,),
    "=" * GITS_SIZE: (ConflictSide.THEIRS,),
    ">" * GITS_SIZE: tuple(ConflictSide),
}
"""Which versions the lines behind a marker belong to."""


def _hunk_of(base: Document | None, ours: Document, theirs: Document, here: list[str], field: str) -> _Hunk | None:
    other = _lines(dump(merge(base, ours, theirs, {field: MergeSide.THEIRS}).document))
    return _hunk(here, other, (field,)) if other != here else None


def _hunk(here: list[str], there: list[str], fields: tuple[str, ...]) -> _Hunk:
    """What is left of both without the lines that they begin with and end with alike."""
    shorter = min(len(here), len(there))
    begin = next((at for at in range(shorter) if here[at] != there[at]), shorter)
    most = shorter - begin
    tail = next((at for at in range(most) if here[-1 - at] != there[-1 - at]), most)
    return _Hunk(begin, len(here) - tail, there[begin : len(there) - tail], fields)


def _compared(here: list[str], there: list[str], fields: tuple[str, ...]) -> list[_Hunk]:
    """Where the lines differ, whatever the field."""
    return [
        _Hunk(begin, end, there[also:until], fields)
        for kind, begin, end, also, until in SequenceMatcher(None, here, there).get_opcodes()
        if kind != "equal"
    ]


def _applied(here: list[str], hunks: list[_Hunk]) -> list[str] | None:
    """Our lines with every hunk as theirs; None where hunks overlap."""
    lines: list[str] = []
    at = 0
    for hunk in hunks:
        if hunk.begin < at:
            return None
        lines += [*here[at : hunk.begin], *hunk.theirs]
        at = hunk.end
    return [*lines, *here[at:]]


def _written(here: list[str], hunks: list[_Hunk], size: int) -> list[str]:
    lines: list[str] = []
    at = 0
    for hunk in hunks:
        label = f": {', '.join(hunk.fields)}" if hunk.fields else ""
        lines += here[at : hunk.begin]
        lines += [f"{'<' * size} ours{label}\n", *here[hunk.begin : hunk.end], f"{'=' * size}\n"]
        lines += [*hunk.theirs, f"{'>' * size} theirs{label}\n"]
        at = hunk.end
    return [*lines, *here[at:]]


def _lines(text: str) -> list[str]:
    # Not splitlines: a value may hold other characters that Python takes for line ends.
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")]


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
