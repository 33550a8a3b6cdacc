"""Find what a merge decided itself, field by field: where it did not simply take what one side had changed."""

from collections.abc import Iterator, Sequence

from somei_cli.formats.diff.document import differences, without_repeats
from somei_cli.formats.diff.version_alignment import align_versions
from somei_cli.model.document import Document
from somei_cli.model.field_changes import Difference, Shown


def find_merge_decisions(
    merged: Document | None, sides: Sequence[Document | None], bases: Sequence[Document | None]
) -> tuple[Difference, ...]:
    """Return a difference for each value that a merge gave up, with the value that it kept.

    Nothing was decided if only one side had changed a field since the bases, or all had changed it alike, and the merge
    has that value.
    """
    if all(side == sides[0] for side in sides):
        return differences(sides[0], merged)
    return tuple(_compare_with_sides(merged, sides, bases or (None,)))


def _compare_with_sides(
    merged: Document | None, sides: Sequence[Document | None], bases: Sequence[Document | None]
) -> Iterator[Difference]:
    for names, (merged_value, *other_values) in align_versions(merged, *sides, *bases):
        side_values, base_values = other_values[: len(sides)], other_values[len(sides) :]
        changed = without_repeats(value for value in side_values if value not in base_values)
        for value in changed or without_repeats(side_values):
            if value != merged_value:
                yield Difference(_latest_name(names, (merged_value, *side_values)), value, merged_value)


def _latest_name(names: Sequence[str], values: Sequence[Shown]) -> str:
    """Return the name of the field in the first version that has a value; the merged version comes first."""
    return next((name for name, value in zip(names, values, strict=False) if value is not None), names[0])
