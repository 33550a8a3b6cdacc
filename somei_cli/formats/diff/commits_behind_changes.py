"""Find the commit of a range that made a change of a file, and whether its message declares the change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.formats.diff.file_field_changes import WHOLE_DOCUMENT, list_file_differences
from somei_cli.formats.git.commit_messages import REASON, SETTINGS_KEY, read_trailers
from somei_cli.formats.register_paths import SETTINGS, VOCABULARY
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.groups import group_pairs
from somei_cli.model.history.change_consequences import as_list
from somei_cli.model.history.changes_with_origins import IntroducingCommit, WeighedChange
from somei_cli.model.register.files_and_faults import FileContent

_ROW_FIELDS = frozenset("references outside_references access follow_ups moved waivers types bodies terms".split())

_FILE_FIELDS = frozenset((WHOLE_DOCUMENT, "file"))


class CommitEffect(NamedTuple):
    """An ordinary commit (not a merge) that changed a file, with the blobs before and after it and their texts."""

    commit: str
    author: str
    moment: datetime
    message: str
    before: str | None
    after: str | None
    old: FileContent
    new: FileContent


class _StepDifferences(NamedTuple):
    """The differences that a commit made, indexed: a long document may have thousands of them in each commit."""

    step: CommitEffect
    by_field: Mapping[str, Sequence[Difference]]
    keys: frozenset[tuple[object, ...]]
    heads: frozenset[str]

    @classmethod
    def from_step(cls, step: CommitEffect, differences: Sequence[Difference]) -> "_StepDifferences":
        by_field = group_pairs((difference.field, difference) for difference in differences)
        heads = frozenset(field.split(" ")[0] for field in by_field)
        return cls(step, by_field, frozenset(map(change_key, differences)), heads)


class FileTimeline(NamedTuple):
    """The way of one file from a first blob to a last one: the commits of the range that changed it, oldest first."""

    path: PurePosixPath
    number: DocumentNumber | None
    first: str | None
    last: str | None
    steps: Sequence[CommitEffect]


def find_origins(timeline: FileTimeline, changes: Sequence[WeighedChange]) -> Iterator[IntroducingCommit | None]:
    """Yield the origin of each change; None if only a merge made it, which has what neither of its sides had."""
    changes_fields = any(change.difference.field not in _FILE_FIELDS for change in changes)
    # The newest first: a later commit overwrites what an earlier one did.
    newest = reversed(timeline.steps) if changes_fields else ()
    differences_by_step = [
        _StepDifferences.from_step(step, list_file_differences(timeline.path, step.old, step.new)) for step in newest
    ]
    for change in changes:
        steps = _find_steps(timeline, differences_by_step, change.difference)
        yield _describe_origin(timeline, steps, change) if steps else None


def _describe_origin(timeline: FileTimeline, steps: Sequence[CommitEffect], change: WeighedChange) -> IntroducingCommit:
    step = steps[0]
    reason = next(iter(read_trailers(step.message).get(REASON, [])), None)
    declared = all(_declares(effect, timeline, change) for effect in steps)
    return IntroducingCommit(step.commit, step.author, step.moment, reason, declared)


def _declares(step: CommitEffect, timeline: FileTimeline, change: WeighedChange) -> bool:
    trailers = read_trailers(step.message)
    if timeline.number is None:
        return _declares_setting(timeline.path, trailers, change)
    if str(timeline.number) not in trailers.get("Somei-Document", []):
        return False
    return bool(trailers.get(REASON)) or not change.needs_reason


def _declares_setting(path: PurePosixPath, trailers: dict[str, list[str]], change: WeighedChange) -> bool:
    """Return whether a change outside of documents is declared.

    Acts of somei write the vocabulary. A setting must be named. A file where no document belongs is never declared.
    """
    key = change.difference.field.split(" ")[0]
    if path.is_relative_to(VOCABULARY):
        return bool(trailers.get("Somei-Action") or trailers.get(REASON))
    if path != SETTINGS or key not in trailers.get(SETTINGS_KEY, []):
        return False
    return bool(trailers.get(REASON)) or not change.needs_reason


def _find_steps(
    timeline: FileTimeline, differences_by_step: Sequence[_StepDifferences], difference: Difference
) -> list[CommitEffect]:
    """Return the commits that made a change, the one to be named first; several if each made a part of it."""
    if difference.field == WHOLE_DOCUMENT:
        return _find_entry_or_removal(timeline, entered=difference.before is None)
    if difference.field in _FILE_FIELDS:
        return [step for step in reversed(timeline.steps) if step.after == timeline.last][:1]
    key = change_key(difference)
    for step_differences in differences_by_step:
        if key in step_differences.keys:
            return [step_differences.step]
        if any(_reverts(change, difference) for change in step_differences.by_field.get(difference.field, ())):
            return []
    partial_steps = (
        _find_partial_steps(difference, differences_by_step)
        if isinstance(difference.before, list) or isinstance(difference.after, list)
        else []
    )
    if partial_steps or not _is_unbroken(timeline):
        return partial_steps
    # Only these commits wrote the file; one of them made the change under another field name, since items move.
    head = difference.field.split(" ")[0]
    touching = [step_differences.step for step_differences in differences_by_step if head in step_differences.heads]
    return (touching or [step_differences.step for step_differences in differences_by_step])[:1]


def _find_entry_or_removal(timeline: FileTimeline, *, entered: bool) -> list[CommitEffect]:
    """Return the commit that entered or removed a document; for a new one, all others must declare it too."""
    for step in reversed(timeline.steps):
        absent_side, present_side = (step.before, step.after) if entered else (step.after, step.before)
        if present_side is None:
            return []
        if absent_side is None:
            other_steps = [effect for effect in timeline.steps if effect is not step]
            return ([step, *other_steps] if _is_unbroken(timeline) else []) if entered else [step]
    return []


def _reverts(later: Difference, difference: Difference) -> bool:
    """Return whether a later change of this field undid the difference; if it is there, a merge restored it."""
    if _is_row(difference) and difference.after is None:
        return later.after == difference.before
    return later.before == difference.after


def change_key(difference: Difference) -> tuple[object, ...]:
    """Return a key that is equal for differences of the same change; an item may have been renumbered between them."""
    words = difference.field.split(" ")
    before = difference.before if _is_row(difference) and difference.after is None else None
    return words[0], words[-1], str(difference.after), str(before)


def _is_row(difference: Difference) -> bool:
    """Return whether the difference is a whole row that was added or removed."""
    return difference.field.split(" ")[-1] in _ROW_FIELDS


def _find_partial_steps(difference: Difference, differences_by_step: Sequence[_StepDifferences]) -> list[CommitEffect]:
    """Return the commits that together added and removed the elements of a list; none if an element is missing."""
    added = set(as_list(difference.after)) - set(as_list(difference.before))
    removed = set(as_list(difference.before)) - set(as_list(difference.after))
    steps = []
    for step_differences in differences_by_step:
        for change in step_differences.by_field.get(difference.field, ()):
            step_added = added & (set(as_list(change.after)) - set(as_list(change.before)))
            step_removed = removed & (set(as_list(change.before)) - set(as_list(change.after)))
            if step_added or step_removed:
                steps.append(step_differences.step)
            added, removed = added - step_added, removed - step_removed
    return [] if added or removed else steps


def _is_unbroken(timeline: FileTimeline) -> bool:
    """Return whether every text of the file in this range is the first one or was written by an ordinary commit."""
    final_blobs = {timeline.first, *(step.after for step in timeline.steps)}
    seen_blobs = {timeline.first}
    for step in timeline.steps:
        if step.before not in seen_blobs:
            return False
        seen_blobs.add(step.after)
    return timeline.last in final_blobs
