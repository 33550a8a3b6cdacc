"""The history of a document, field by field.

The versions of a document along its history, read from the texts of its revisions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, tzinfo
from functools import cache
from typing import NamedTuple

from somei_cli.errors import NotAValue, NotFound, NumberUnknown, Unreadable
from somei_cli.formats.diff.document import differences_to_show, withhold
from somei_cli.formats.git.commit_messages import ACTION, REASON, trailers_in
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.fields import DOCUMENT_KEYS
from somei_cli.model.classified_entries import is_closed, is_reduction
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import WHOLE, Difference, FieldChange, FieldPath, Setting
from somei_cli.store.git.ancestry import is_within
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import in_zone, tip, zone_of
from somei_cli.store.git.log import Commit
from somei_cli.store.history.empty_commits import empty_acts_on
from somei_cli.store.history.log import Revision, Text, revisions, was_ever
from somei_cli.store.register.register import Register


class DocumentVersion(NamedTuple):
    """What a text gave: a document, or the last one that could be read and the fault that hides what came after."""

    document: Document | None
    fault: str | None = None


NOTHING = DocumentVersion(None)


class VersionStep(NamedTuple):
    """A revision with its version and those before it: of the sides of a merge, with where they set out from."""

    revision: Revision
    version: DocumentVersion
    before: tuple[DocumentVersion, ...]
    bases: tuple[Document | None, ...] = ()

    @property
    def is_merge(self) -> bool:
        """Whether it brought several sides together."""
        return len(self.before) > 1


def read_steps(revisions: Iterable[Revision]) -> dict[str, VersionStep]:
    """Every revision with its version, by its commit, oldest first; each text is read once."""
    read = cache(codec.load)
    steps: dict[str, VersionStep] = {}
    for revision in revisions:
        follows = [steps[commit] for commit in revision.follows]
        seen = {step.revision.text: step.version for step in reversed(follows)}
        earlier = follows[0].version if follows else NOTHING
        steps[revision.act.commit] = VersionStep(
            revision,
            _version(revision.text, earlier, read),
            tuple(seen.get(text) or _version(text, NOTHING, read) for text in revision.sides) or (earlier,),
            tuple(_version(text, NOTHING, read).document for text in revision.bases),
        )
    return steps


def _version(text: Text, earlier: DocumentVersion, read: Callable[[str], codec.Loaded]) -> DocumentVersion:
    if text is None:
        return NOTHING
    if isinstance(text, Unreadable):
        return DocumentVersion(earlier.document, str(text))
    loaded = read(text)
    return (
        DocumentVersion(loaded.document)
        if loaded.document
        else DocumentVersion(earlier.document, loaded.faults[0].message)
    )


def setting_of(number: DocumentNumber, step: VersionStep, zone: tzinfo) -> Setting:
    """Who made a step, when on the clocks of a zone, and why; declared where the commit names the document."""
    act = step.revision.act
    trailers = trailers_in(act.message)
    return Setting(
        in_zone(act.when, zone),
        act.who,
        act.mail,
        act.commit,
        next(iter(trailers.get(REASON, [])), None),
        str(number) in trailers.get("Somei-Document", []),
        step.is_merge,
    )


_FILE = "file"
"""The field that tells when a file could not be read."""
_ACT = "act"
"""The field that tells of an act which changed nothing, since others had decided the same."""


class HistoryFilter(NamedTuple):
    """Which changes are asked for: days of their author's time in the register's zone, part of a name or address."""

    since: date | None = None
    until: date | None = None
    who: str = ""
    field: FieldPath = WHOLE

    def holds(self, change: FieldChange) -> bool:
        """Whether a change is asked for."""
        day = change.when.date()
        return (
            (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
            and self.who.casefold() in f"{change.who} <{change.mail}>".casefold()
            and self.field.holds(change.difference.field)
        )


EVERYTHING = HistoryFilter()


def history(register: Register, number: DocumentNumber, wanted: HistoryFilter = EVERYTHING) -> tuple[FieldChange, ...]:
    """Every field that any commit changed, oldest first; also of a document that is gone.

    Raises:
        NumberUnknown: where the document never was in the register.
        NotAValue: where no document has the field.
    """
    git, path = Git(register.root), path_of(number)
    steps = read_steps(revisions(git, path, bases=True))
    if not steps and register.find(number) is None:
        if was_ever(git, path):
            told = f"{number} is not in the register, and a merge left nothing of it."
            raise NotFound(told, f"git keeps it: git log --full-history -- {path}")
        raise NumberUnknown(number, (d.number for d in register.family(number)))
    zone = zone_of(register.settings.time_zone)
    secret = _steps_to_withhold(register.find(number), steps)
    rows = [
        (step.revision.act.commit, tuple(_changes(number, step, zone, hidden=commit in secret)))
        for commit, step in steps.items()
    ]
    changes = tuple(change for _, some in _with_empty_acts(git, number, rows, zone) for change in some)
    refuse_unknown(wanted.field, (change.difference.field for change in changes))
    return tuple(change for change in changes if wanted.holds(change))


_Rows = list[tuple[str, tuple[FieldChange, ...]]]
"""Commits, oldest first, each with what it is told by."""


def _with_empty_acts(git: Git, number: DocumentNumber, rows: _Rows, zone: tzinfo) -> _Rows:
    """The same with the acts that changed nothing, each behind the last change that it knew of."""
    head = tip(git)
    for act in reversed(empty_acts_on(git, number, head) if head and rows else ()):
        known = (at for at in range(len(rows), 0, -1) if is_within(git, rows[at - 1][0], act.commit))
        rows.insert(next(known, 0), (act.commit, (_empty_act(number, act, zone),)))
    return rows


def _empty_act(number: DocumentNumber, act: Commit, zone: tzinfo) -> FieldChange:
    trailers = trailers_in(act.message)
    action, reason = (next(iter(trailers.get(name, ())), None) for name in (ACTION, REASON))
    done = Difference(_ACT, None, action or act.message.partition("\n")[0])
    return FieldChange(number, done, in_zone(act.when, zone), act.who, act.commit, reason, declared=True, mail=act.mail)


def refuse_unknown(field: FieldPath, told: Iterator[str]) -> None:
    """Stop where no document has a field, not even this one, which may hold keys of a later version.

    Raises:
        NotAValue: saying so.
    """
    if field.words and field.words[0] not in {*DOCUMENT_KEYS, _FILE} and not any(map(field.holds, told)):
        raise NotAValue("the field", str(field), "its way in the file, as marking or items 2 title")


def _steps_to_withhold(now: Document | None, steps: Mapping[str, VersionStep]) -> frozenset[str]:
    """The commits whose values are not shown: those up to the last one that took classified text out of the entry."""
    if now is None or not is_closed(now):
        return frozenset()
    commits = list(steps)
    reducing = [at for at, commit in enumerate(commits) if _reduces(steps[commit])]
    return frozenset(commits[: reducing[-1] + 1]) if reducing else frozenset()


def _reduces(step: VersionStep) -> bool:
    return any(is_reduction(side.document, step.version.document) for side in step.before)


def _changes(number: DocumentNumber, step: VersionStep, zone: tzinfo, *, hidden: bool) -> Iterator[FieldChange]:
    when, who, mail, commit, reason, declared, merge = setting_of(number, step, zone)
    found = _differences(step)
    for difference in (*_readable(step), *(withhold(found) if hidden else found)):
        yield FieldChange(number, difference, when, who, commit, reason, declared, mail, merge)


def _differences(step: VersionStep) -> tuple[Difference, ...]:
    if not step.is_merge:
        return differences_to_show(step.before[0].document, step.version.document)
    if step.version.fault:
        return ()
    from somei_cli.formats.diff.merge_decisions import decided_by_merge

    return decided_by_merge(step.version.document, [side.document for side in step.before], step.bases)


def _readable(step: VersionStep) -> Iterator[Difference]:
    """A row where a text could no longer be read, or could be read again."""
    fault = step.version.fault
    if all(side.fault != fault for side in step.before):
        before = step.before[0]
        was = before.fault or ("readable" if before.document else None)
        yield Difference(_FILE, was, fault or ("readable" if step.version.document else None))
