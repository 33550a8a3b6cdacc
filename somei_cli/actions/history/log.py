"""Read the history of a document, field by field, from its versions in the revisions of its file."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, tzinfo
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from somei_cli.errors import NotANumber, NotAValue, NotFound, Unreadable
from somei_cli.formats.diff.document import differences_to_show, withhold_values
from somei_cli.formats.git.commit_messages import ACTION, DOCUMENT, REASON, RENUMBERED, read_trailers
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.fields import DOCUMENT_KEYS
from somei_cli.model.classified_entries import is_closed, is_reduction
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.field_changes import WHOLE, Difference, FieldChange, FieldPath, LastChange
from somei_cli.model.renumber import find_new_number
from somei_cli.store.git.ancestry import find_ancestors
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import find_head_commit, load_zone, to_zone
from somei_cli.store.git.log import Commit
from somei_cli.store.history.empty_commits import find_empty_acts
from somei_cli.store.history.file_history import Revision, RevisionText, list_revisions, was_ever_committed
from somei_cli.store.register.register import Register


class DocumentVersion(NamedTuple):
    """A version of a document, or the last one that could be read and the fault of the present text."""

    document: Document | None
    fault: str | None = None


NO_VERSION = DocumentVersion(None)


class VersionStep(NamedTuple):
    """A revision with its version and those of its parents; a merge also has the documents in its merge bases."""

    revision: Revision
    version: DocumentVersion
    before: tuple[DocumentVersion, ...]
    bases: tuple[Document | None, ...] = ()

    @property
    def is_merge(self) -> bool:
        """Whether it has several parents."""
        return len(self.before) > 1


def read_version_steps(revisions: Iterable[Revision]) -> dict[str, VersionStep]:
    """Return every revision with its version, by its commit, oldest first; each text is parsed once."""
    load = cache(codec.load)
    steps: dict[str, VersionStep] = {}
    for revision in revisions:
        parent_steps = [steps[commit] for commit in revision.parents]
        parent_versions = {step.revision.text: step.version for step in reversed(parent_steps)}
        earlier = parent_steps[0].version if parent_steps else NO_VERSION
        steps[revision.commit.hash] = VersionStep(
            revision,
            _read_version(revision.text, earlier, load),
            tuple(parent_versions.get(text) or _read_version(text, NO_VERSION, load) for text in revision.sides)
            or (earlier,),
            tuple(_read_version(text, NO_VERSION, load).document for text in revision.bases),
        )
    return steps


def _read_version(
    text: RevisionText, earlier: DocumentVersion, load: Callable[[str], codec.LoadResult]
) -> DocumentVersion:
    if text is None:
        return NO_VERSION
    if isinstance(text, Unreadable):
        return DocumentVersion(earlier.document, str(text))
    loaded = load(text)
    return (
        DocumentVersion(loaded.document)
        if loaded.document
        else DocumentVersion(earlier.document, loaded.faults[0].message)
    )


def read_setting(number: DocumentNumber, step: VersionStep, zone: tzinfo) -> LastChange:
    """Return who made a step, when (in a time zone) and why; `declared` if the message names the document."""
    commit = step.revision.commit
    trailers = read_trailers(commit.message)
    return LastChange(
        to_zone(commit.authored, zone),
        commit.author,
        commit.email,
        commit.hash,
        next(iter(trailers.get(REASON, [])), None),
        str(number) in trailers.get("Somei-Document", []),
        step.is_merge,
        commit.message.strip().partition("\n")[0],
        next(iter(trailers.get(ACTION, [])), None),
    )


_FILE_FIELD = "file"
"""The field under which the history shows that a file could not be read."""
_ACT_FIELD = "act"
"""The field under which the history shows an act that changed nothing, since others had done the same."""


class HistoryFilter(NamedTuple):
    """Which changes are shown: by days in the register's time zone, by part of a name or address, by field."""

    since: date | None = None
    until: date | None = None
    person: str = ""
    field: FieldPath = WHOLE

    def matches(self, change: FieldChange) -> bool:
        """Whether a change is to be shown."""
        day = change.time.date()
        return (
            (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and self.person.casefold() in f"{change.author} <{change.mail}>".casefold()
            and self.field.holds(change.difference.field)
        )


ALL_CHANGES = HistoryFilter()


def list_field_changes(
    register: Register, number: DocumentNumber, change_filter: HistoryFilter = ALL_CHANGES
) -> tuple[FieldChange, ...]:
    """Return every change of a field, oldest first, also of a document that is not in the register any more.

    The history of a document that was renumbered goes on into that of the number which it had before.

    Raises:
        NumberUnknown: if the document was never in the register.
        NotFound: if only a side branch had it, and a merge left nothing of it.
        NotAValue: if no document has the field.
    """
    git, path = Git(register.root), path_of(number)
    steps = read_version_steps(list_revisions(git, path, bases=True))
    if not steps and register.find(number) is None:
        if was_ever_committed(git, path):
            message = f"{number} is not in the register, and a merge left nothing of it."
            raise NotFound(message, f"git keeps it: git log --full-history -- {path}")
        raise register.refuse_number(number)
    zone = load_zone(register.settings.time_zone)
    successor = _find_successor(register, git, number, steps)
    withheld = steps if successor and is_closed(successor) else _commits_to_withhold(register.find(number), steps)
    rows = _list_rows(git, number, steps, withheld, zone)
    changes = tuple(change for _, row_changes in _with_empty_acts(git, number, rows, zone) for change in row_changes)
    refuse_unknown_field(change_filter.field, (change.difference.field for change in changes))
    return tuple(change for change in changes if change_filter.matches(change))


_Rows = list[tuple[str, tuple[FieldChange, ...]]]
"""Commits, oldest first, each with its changes."""


class FormerNumber(NamedTuple):
    """The number that a document had, its revisions before it got another one, and the version that it then had."""

    number: DocumentNumber
    steps: Mapping[str, VersionStep]
    last: DocumentVersion


def _list_rows(
    git: Git, number: DocumentNumber, steps: Mapping[str, VersionStep], withheld: Collection[str], zone: tzinfo
) -> _Rows:
    """Return the commits on a document, and before them those on the number from which it was renumbered."""
    rows: _Rows = []
    for commit, step in steps.items():
        former, hidden = find_former_number(git, number, step), commit in withheld
        if former and not rows:
            # What was taken out as classified under the new number is not shown under the former one either.
            earlier = former.steps if withheld else _commits_to_withhold(step.version.document, former.steps)
            rows += _list_rows(git, former.number, former.steps, earlier, zone)
        if former:
            step_differences = _list_arrival(step, former)
        elif _find_move(git, number, step):
            step_differences = tuple(filter(_is_of_end, _find_differences(step)))
        else:
            step_differences = _find_differences(step)
        rows.append((commit, tuple(_list_changes(number, step, step_differences, zone, hidden=hidden))))
    return rows


def find_former_number(git: Git, number: DocumentNumber, step: VersionStep) -> FormerNumber | None:
    """Return the number that a document had before a commit, if message and files of that say so."""
    document, earlier = step.version.document, step.before[0].document
    commit = step.revision.commit
    if document is None or (earlier and earlier.status not in {Status.VOID, Status.RESERVED}):
        return None
    for declared in _numbers_of_trailer(commit.message, RENUMBERED):
        if declared == number:
            continue
        former_steps = read_version_steps(list_revisions(git, path_of(declared), bases=True))
        vacated = former_steps.get(commit.hash)
        if vacated and find_new_number((vacated.before[0].document, vacated.version.document), [(earlier, document)]):
            before = dict(takewhile(lambda item: item[0] != commit.hash, former_steps.items()))
            return FormerNumber(declared, before, vacated.before[0])
    return None


def _find_successor(
    register: Register, git: Git, number: DocumentNumber, steps: Mapping[str, VersionStep]
) -> Document | None:
    """Return the document that bore this number, as it is now, if it was renumbered since, perhaps several times."""
    visited: set[DocumentNumber] = {number}
    while steps and (moved := _find_move(git, number, list(steps.values())[-1])):
        number, steps = moved
        if number in visited:
            break
        visited.add(number)
    return register.find(number) if len(visited) > 1 else None


def _find_move(
    git: Git, number: DocumentNumber, step: VersionStep
) -> tuple[DocumentNumber, Mapping[str, VersionStep]] | None:
    """Return the number to which a commit moved the document of this one, with the revisions there."""
    message = step.revision.commit.message
    if number not in _numbers_of_trailer(message, RENUMBERED):
        return None
    for new_number in _numbers_of_trailer(message, DOCUMENT):
        if new_number == number:
            continue
        new_steps = read_version_steps(list_revisions(git, path_of(new_number)))
        entered = new_steps.get(step.revision.commit.hash)
        vacated = (step.before[0].document, step.version.document)
        if entered and find_new_number(vacated, [(entered.before[0].document, entered.version.document)]):
            return new_number, new_steps
    return None


def _numbers_of_trailer(message: str, name: str) -> Iterator[DocumentNumber]:
    for typed in read_trailers(message).get(name, ()):
        with suppress(NotANumber):
            yield DocumentNumber.parse(typed)


def _with_empty_acts(git: Git, number: DocumentNumber, rows: _Rows, zone: tzinfo) -> _Rows:
    """Insert the acts that changed nothing, each after the last change that is in its history."""
    head = find_head_commit(git)
    for empty_commit in reversed(find_empty_acts(git, number, head) if head and rows else ()):
        ancestors = find_ancestors(git, (commit for commit, _ in rows), empty_commit.hash)
        positions = (position for position in range(len(rows), 0, -1) if rows[position - 1][0] in ancestors)
        rows.insert(next(positions, 0), (empty_commit.hash, (_describe_empty_act(number, empty_commit, zone),)))
    return rows


def _describe_empty_act(number: DocumentNumber, commit: Commit, zone: tzinfo) -> FieldChange:
    trailers = read_trailers(commit.message)
    action, reason = (next(iter(trailers.get(name, ())), None) for name in (ACTION, REASON))
    difference = Difference(_ACT_FIELD, None, action or commit.message.partition("\n")[0])
    return FieldChange(
        number,
        difference,
        to_zone(commit.authored, zone),
        commit.author,
        commit.hash,
        reason,
        declared=True,
        mail=commit.email,
        summary=commit.message.strip().partition("\n")[0],
        action=action,
    )


def refuse_unknown_field(field: FieldPath, present_fields: Iterator[str]) -> None:
    """Refuse a field that no document has, and that is not present here either as a key of a later version.

    Raises:
        NotAValue: if it is unknown.
    """
    if (
        field.words
        and field.words[0] not in {*DOCUMENT_KEYS, _FILE_FIELD}
        and not any(map(field.holds, present_fields))
    ):
        raise NotAValue("the field", str(field), "its path in the file, as marking or items 2 title")


def _commits_to_withhold(current: Document | None, steps: Mapping[str, VersionStep]) -> frozenset[str]:
    """Return the commits whose values are not shown: up to the last that removed classified text from the document."""
    if current is None or not is_closed(current):
        return frozenset()
    commits = list(steps)
    reductions = [index for index, commit in enumerate(commits) if _removes_classified_text(steps[commit])]
    return frozenset(commits[: reductions[-1] + 1]) if reductions else frozenset()


def _removes_classified_text(step: VersionStep) -> bool:
    return any(is_reduction(side.document, step.version.document) for side in step.before)


def _list_arrival(step: VersionStep, former: FormerNumber) -> tuple[Difference, ...]:
    """Return what changed when a document got this number: mostly the number alone."""
    moved = differences_to_show(former.last.document, step.version.document)
    was_void = step.before[0].document is not None
    return (*filter(_is_of_end, _find_differences(step)), *moved) if was_void else moved


def _list_changes(
    number: DocumentNumber, step: VersionStep, differences: tuple[Difference, ...], zone: tzinfo, *, hidden: bool
) -> Iterator[FieldChange]:
    setting = read_setting(number, step, zone)
    for difference in (*_report_readability(step), *(withhold_values(differences) if hidden else differences)):
        yield FieldChange(
            number,
            difference,
            setting.time,
            setting.author,
            setting.commit,
            setting.reason,
            setting.declared,
            setting.mail,
            setting.merge,
            setting.summary,
            setting.action,
        )


def _is_of_end(difference: Difference) -> bool:
    """Return whether a difference says that a number became void, and why; all else went to another number."""
    return difference.field in {"status", "reason"}


def _find_differences(step: VersionStep) -> tuple[Difference, ...]:
    if not step.is_merge:
        return differences_to_show(step.before[0].document, step.version.document)
    if step.version.fault:
        return ()
    from somei_cli.formats.diff.version_alignment import find_merge_decisions

    return find_merge_decisions(step.version.document, [side.document for side in step.before], step.bases)


def _report_readability(step: VersionStep) -> Iterator[Difference]:
    """Yield a change if a text could no longer be read, or could be read again."""
    fault = step.version.fault
    if all(side.fault != fault for side in step.before):
        before = step.before[0]
        was = before.fault or ("readable" if before.document else None)
        yield Difference(_FILE_FIELD, was, fault or ("readable" if step.version.document else None))
