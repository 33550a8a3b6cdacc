"""Write a file in conflict with git's markers around the fields to decide, and read such files back."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from somei_cli.formats.merge.documents import merge
from somei_cli.formats.toml.document import dump
from somei_cli.model.document import Document
from somei_cli.model.merge import Conflict, MergeSide

MARKER_LENGTH = 7
"""The length of a conflict marker, unless git asks for another one."""

_MAX_NAMED_FIELDS = 50
"""Up to this many fields are named at their markers; each costs a merge of its own."""


class _Hunk(NamedTuple):
    """A range of lines of our version, and the lines that theirs has instead."""

    begin: int
    end: int
    theirs: list[str]
    fields: tuple[str, ...]


def write_conflict(
    base: Document | None, ours: Document, theirs: Document, conflicts: Sequence[Conflict], size: int = MARKER_LENGTH
) -> str:
    """Return both merged versions as one text: equal except for the fields in conflict, which the markers name."""
    our_lines = _split_lines(dump(merge(base, ours, theirs).document))
    their_lines = _split_lines(dump(merge(base, ours, theirs, favoured=MergeSide.THEIRS).document))
    fields = tuple(dict.fromkeys(conflict.field for conflict in conflicts))
    if len(fields) > _MAX_NAMED_FIELDS:
        return "".join(_write_hunks(our_lines, _compare_lines(our_lines, their_lines, ()), size))
    hunks = sorted(hunk for hunk in (_hunk_of_field(base, ours, theirs, our_lines, field) for field in fields) if hunk)
    if _apply_hunks(our_lines, hunks) != their_lines:
        # A value that is plain on one side and a table on the other is in two places of the file.
        hunks = _compare_lines(our_lines, their_lines, fields)
    return "".join(_write_hunks(our_lines, hunks, size))


def write_both_versions(ours: Document, theirs: Document, size: int = MARKER_LENGTH) -> str:
    """Return both versions as one text with markers wherever they differ, for two entries that must not be mixed."""
    our_lines, their_lines = _split_lines(dump(ours)), _split_lines(dump(theirs))
    return "".join(_write_hunks(our_lines, _compare_lines(our_lines, their_lines, ("number",)), size))


class ConflictSide(Enum):
    """A version that a line of a text in conflict belongs to."""

    OURS = "ours"
    BASE = "base"
    THEIRS = "theirs"


def lines_with_sides(text: str) -> Iterator[tuple[str, tuple[ConflictSide, ...]]]:
    """Yield each line with its line end and the versions that contain it; a marker belongs to none."""
    sides = tuple(ConflictSide)
    for line in _split_lines(text):
        marker = line[:MARKER_LENGTH] if line[MARKER_LENGTH : MARKER_LENGTH + 1] in {" ", "\n"} else ""
        if marker in _SIDES_BEHIND_MARKER:
            sides = _SIDES_BEHIND_MARKER[marker]
            yield line, ()
        else:
            yield line, sides


_SIDES_BEHIND_MARKER = {
    "<" * MARKER_LENGTH: (ConflictSide.OURS,),
    "|" * MARKER_LENGTH: (ConflictSide.BASE,),
    "=" * MARKER_LENGTH: (ConflictSide.THEIRS,),
    ">" * MARKER_LENGTH: tuple(ConflictSide),
}
"""Which versions the lines behind a marker belong to."""


def _hunk_of_field(
    base: Document | None, ours: Document, theirs: Document, our_lines: list[str], field: str
) -> _Hunk | None:
    their_lines = _split_lines(dump(merge(base, ours, theirs, {field: MergeSide.THEIRS}).document))
    return _make_hunk(our_lines, their_lines, (field,)) if their_lines != our_lines else None


def _make_hunk(our_lines: list[str], their_lines: list[str], fields: tuple[str, ...]) -> _Hunk:
    """Return what differs once the lines that both begin and end with are removed."""
    shorter = min(len(our_lines), len(their_lines))
    begin = next((index for index in range(shorter) if our_lines[index] != their_lines[index]), shorter)
    longest_tail = shorter - begin
    tail = next(
        (index for index in range(longest_tail) if our_lines[-1 - index] != their_lines[-1 - index]), longest_tail
    )
    return _Hunk(begin, len(our_lines) - tail, their_lines[begin : len(their_lines) - tail], fields)


def _compare_lines(our_lines: list[str], their_lines: list[str], fields: tuple[str, ...]) -> list[_Hunk]:
    """Return the hunks where the lines differ, whatever the field."""
    return [
        _Hunk(begin, end, their_lines[their_begin:their_end], fields)
        for kind, begin, end, their_begin, their_end in SequenceMatcher(None, our_lines, their_lines).get_opcodes()
        if kind != "equal"
    ]


def _apply_hunks(our_lines: list[str], hunks: list[_Hunk]) -> list[str] | None:
    """Return our lines with every hunk replaced by theirs; None if hunks overlap."""
    lines: list[str] = []
    position = 0
    for hunk in hunks:
        if hunk.begin < position:
            return None
        lines += [*our_lines[position : hunk.begin], *hunk.theirs]
        position = hunk.end
    return [*lines, *our_lines[position:]]


def _write_hunks(our_lines: list[str], hunks: list[_Hunk], size: int) -> list[str]:
    lines: list[str] = []
    position = 0
    for hunk in hunks:
        label = f": {', '.join(hunk.fields)}" if hunk.fields else ""
        lines += our_lines[position : hunk.begin]
        lines += [f"{'<' * size} ours{label}\n", *our_lines[hunk.begin : hunk.end], f"{'=' * size}\n"]
        lines += [*hunk.theirs, f"{'>' * size} theirs{label}\n"]
        position = hunk.end
    return [*lines, *our_lines[position:]]


def _split_lines(text: str) -> list[str]:
    # Not splitlines: a value may hold other characters that Python takes for line ends.
    return [f"{line}\n" for line in text.removesuffix("\n").split("\n")]


_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def is_unedited_conflict(text: str, versions: Iterable[str]) -> bool:
    """Return whether a file is still as the merge left it: one of the versions, or these with conflict markers only."""
    versions = tuple(versions)
    if text in versions:
        return True
    known_lines = {line for version in versions for line in version.split("\n")}
    lines = text.split("\n")
    return has_conflict_markers(text) and all(line in known_lines or line.startswith(_MARKERS) for line in lines)


def has_conflict_markers(text: str) -> bool:
    """Return whether a text contains conflict markers of git."""
    return any(line.startswith(_MARKERS[0]) for line in text.split("\n"))
