"""What a merge decided by itself, field by field: where it did not simply take what one side had changed."""

from collections.abc import Iterable, Iterator, Sequence

from somei_cli.formats.diff.alignment import side_by_side
from somei_cli.formats.diff.document import differences
from somei_cli.model.document import Document
from somei_cli.model.field_changes import Difference, Shown


def decided_by_merge(
    merged: Document | None, sides: Sequence[Document | None], bases: Sequence[Document | None]
) -> tuple[Difference, ...]:
    """A difference for each value that the merge gave up, with the one it kept.

    Nothing is decided where one side alone had changed a field since the bases, or all had changed it alike, and
    that is what stands.
    """
    if all(side == sides[0] for side in sides):
        return differences(sides[0], merged)
    return tuple(_decided(merged, sides, bases or (None,)))


def _decided(
    merged: Document | None, sides: Sequence[Document | None], bases: Sequence[Document | None]
) -> Iterator[Difference]:
    for names, (kept, *others) in side_by_side(merged, *sides, *bases):
        offered, begun = others[: len(sides)], others[len(sides) :]
        changed = _distinct(value for value in offered if value not in begun)
        for value in changed or _distinct(offered):
            if value != kept:
                yield Difference(_called(names, (kept, *offered)), value, kept)


def _distinct(values: Iterable[Shown]) -> list[Shown]:
    found: list[Shown] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _called(names: Sequence[str], held: Sequence[Shown]) -> str:
    """What the field is called where it stands last; the merged version comes first."""
    return next((name for name, value in zip(names, held, strict=False) if value is not None), names[0])
