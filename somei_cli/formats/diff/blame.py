"""Which commit of a range brought a change of a file, and whether its message says so."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.formats.diff.file import WHOLE, Held, differing
from somei_cli.formats.git.commit_messages import REASON, trailers_in
from somei_cli.formats.register_paths import SETTINGS, VOCABULARY
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.history.consequence import listed
from somei_cli.model.history.net_changes import Bringing, WeighedChange

_ROWS = frozenset("references outside_references access follow_ups moved waivers types bodies terms".split())

_OF_FILES = frozenset((WHOLE, "file"))


class CommitEffect(NamedTuple):
    """One ordinary commit that touched a file, with the blobs and their texts."""

    commit: str
    who: str
    when: datetime
    message: str
    before: str | None
    after: str | None
    old: Held
    new: Held


class _Told(NamedTuple):
    """What a step changed, found by what is asked of it: a long document has thousands of changes in each."""

    step: CommitEffect
    by_field: Mapping[str, Sequence[Difference]]
    keys: frozenset[tuple[object, ...]]
    heads: frozenset[str]

    @classmethod
    def of(cls, step: CommitEffect, found: Sequence[Difference]) -> "_Told":
        by_field: dict[str, list[Difference]] = {}
        for one in found:
            by_field.setdefault(one.field, []).append(one)
        heads = frozenset(field.split(" ")[0] for field in by_field)
        return cls(step, by_field, frozenset(map(key_of, found)), heads)


class Course(NamedTuple):
    """How one file came from a first blob to a last one: the steps of the range, oldest first."""

    path: PurePosixPath
    number: DocumentNumber | None
    first: str | None
    last: str | None
    steps: Sequence[CommitEffect]


def brought(course: Course, changes: Sequence[WeighedChange]) -> Iterator[Bringing | None]:
    """Who brought each change; None where no ordinary commit did: a merge holds what neither of its sides had."""
    fields = any(change.difference.field not in _OF_FILES for change in changes)
    # The newest first: what a later commit did over is not what stands now.
    newest = reversed(course.steps) if fields else ()
    told = [_Told.of(step, differing(course.path, step.old, step.new)) for step in newest]
    for change in changes:
        steps = _bringers(course, told, change.difference)
        yield _bringing(course, steps, change) if steps else None


def _bringing(course: Course, steps: Sequence[CommitEffect], change: WeighedChange) -> Bringing:
    step = steps[0]
    reason = next(iter(trailers_in(step.message).get(REASON, [])), None)
    declared = all(_declares(one, course, change) for one in steps)
    return Bringing(step.commit, step.who, step.when, reason, declared)


def _declares(step: CommitEffect, course: Course, change: WeighedChange) -> bool:
    trailers = trailers_in(step.message)
    if course.number is None:
        return _declares_setting(course.path, trailers, change)
    if str(course.number) not in trailers.get("Somei-Document", []):
        return False
    return bool(trailers.get(REASON)) or not change.needs_reason


def _declares_setting(path: PurePosixPath, trailers: dict[str, list[str]], change: WeighedChange) -> bool:
    """Whether a change of what belongs to no document is declared.

    Acts of somei write the vocabulary; a setting must be named, and what lies where no document belongs is by nobody.
    """
    key = change.difference.field.split(" ")[0]
    if path.is_relative_to(VOCABULARY):
        return bool(trailers.get("Somei-Action") or trailers.get(REASON))
    if path != SETTINGS or key not in trailers.get("Somei-Settings", []):
        return False
    return bool(trailers.get(REASON)) or not change.needs_reason


def _bringers(course: Course, told: Sequence[_Told], wanted: Difference) -> list[CommitEffect]:
    """The steps that a change comes from, the one to be named first; several where each gave a part."""
    if wanted.field == WHOLE:
        return _coming_or_going(course, came=wanted.before is None)
    if wanted.field in _OF_FILES:
        return [step for step in reversed(course.steps) if step.after == course.last][:1]
    key = key_of(wanted)
    for one in told:
        if key in one.keys:
            return [one.step]
        if any(_takes_back(change, wanted) for change in one.by_field.get(wanted.field, ())):
            return []
    parts = _parts(wanted, told) if isinstance(wanted.before, list) or isinstance(wanted.after, list) else []
    if parts or not _closed(course):
        return parts
    # Nothing but these steps wrote the file; one of them told the change under another name, as items move.
    head = wanted.field.split(" ")[0]
    under = [one.step for one in told if head in one.heads]
    return (under or [one.step for one in told])[:1]


def _coming_or_going(course: Course, *, came: bool) -> list[CommitEffect]:
    """The step that a document came or went with; whatever else was done to a new one must be declared too."""
    for step in reversed(course.steps):
        here, other = (step.before, step.after) if came else (step.after, step.before)
        if other is None:
            return []
        if here is None:
            others = [one for one in course.steps if one is not step]
            return ([step, *others] if _closed(course) else []) if came else [step]
    return []


def _takes_back(one: Difference, wanted: Difference) -> bool:
    """Whether a later change of this field undid just this: if it stands all the same, a merge brought it back."""
    if _is_row(wanted) and wanted.after is None:
        return one.after == wanted.before
    return one.before == wanted.after


def key_of(one: Difference) -> tuple[object, ...]:
    """What makes two differences the same change: an item may have had another number meanwhile."""
    words = one.field.split(" ")
    before = one.before if _is_row(one) and one.after is None else None
    return words[0], words[-1], str(one.after), str(before)


def _is_row(one: Difference) -> bool:
    """Whether the difference is a whole row that came or went."""
    return one.field.split(" ")[-1] in _ROWS


def _parts(wanted: Difference, told: Sequence[_Told]) -> list[CommitEffect]:
    """The steps that together put in and took out the elements of a list; none where an element is unaccounted for."""
    come = set(listed(wanted.after)) - set(listed(wanted.before))
    gone = set(listed(wanted.before)) - set(listed(wanted.after))
    steps = []
    for one in told:
        for change in one.by_field.get(wanted.field, ()):
            adds = come & (set(listed(change.after)) - set(listed(change.before)))
            takes = gone & (set(listed(change.before)) - set(listed(change.after)))
            if adds or takes:
                steps.append(one.step)
            come, gone = come - adds, gone - takes
    return [] if come or gone else steps


def _closed(course: Course) -> bool:
    """Whether every text of the file in this range is the first one, or was written by an ordinary commit."""
    known = {course.first, *(step.after for step in course.steps)}
    begun = {course.first}
    for step in course.steps:
        if step.before not in begun:
            return False
        begun.add(step.after)
    return course.last in known
