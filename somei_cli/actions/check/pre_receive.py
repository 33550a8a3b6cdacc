"""Judging a push before the server takes it: every step of it, and what it would bring into the register."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

from somei_cli.actions.check.pre_receive_files import brought_beside
from somei_cli.actions.check.untrusted import MEMORY, SECONDS
from somei_cli.actions.history.history_walk import steps
from somei_cli.actions.history.verify import prove_onto
from somei_cli.errors import SomeiError
from somei_cli.formats.register_paths import SETTINGS, folder_of, number_at, path_of
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.steps import CommitView, HistoryState, HistoryStep
from somei_cli.model.register.file_modes import PLAIN_OR_NONE
from somei_cli.model.register.files import DocumentFile
from somei_cli.model.register.reference_cycles import followed
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.areas.numbers import named_too_early
from somei_cli.rules.definition.findings import Finding, Proved, Report, Severity
from somei_cli.rules.definition.rule import Background
from somei_cli.rules.engine.check import AWAITED, check
from somei_cli.rules.engine.history_check import judged
from somei_cli.store.git.ancestry import leads_back
from somei_cli.store.git.command import Git
from somei_cli.store.git.history_dates import refuse_unknown_zone
from somei_cli.store.git.log import FileDelta
from somei_cli.store.history.find_entries import files_naming
from somei_cli.store.process.workers import alone
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.remote.pre_receive import Push, changed_documents, git_at, leads_on, place_in, register_at

NOT_GONE = "The branch that clerks share is never removed."
TURN = "Without somei: git pull --rebase, or merge the work into the branch and not the other way round."
STAYS = f"Leave it where it is, and no other {SETTINGS} on top or beside documents: those are registers too."


def judge_push(push: Push, today: date) -> Report:
    """What a push would bring: the errors that are new, and what the proof of the history says of its steps.

    Only what it touches is judged, and the documents that hold the same serials; what stood before is not held
    against it. Nothing is kept of it. A reference may point to what is only in the rest of the register, or comes with
    the next push: no push is refused for it.

    What follows a commit of the server is judged in a process of its own, with bounded time and memory, as a branch of
    strangers is: a few trees can stand for more files than there are atoms. Whoever begins a register on it is trusted.

    Raises:
        CannotWork: where the register cannot be read at all, so that nobody can call it sound.
    """
    if push.old is None:
        return _judged(push, today)
    name = f"the push of {(push.new or push.old)[:10]}"
    return alone(lambda _: _judged(push, today), name, seconds=SECONDS, memory=MEMORY)


def _judged(push: Push, today: date) -> Report:
    if push.new is None:
        return _refused("the branch would be removed", NOT_GONE)
    # Whoever comes next looks for the register in what this push leaves: there must be one answer, and the same.
    known, place = place_in(push, push.old) if push.old else None, place_in(push, push.new)
    if known is not None and place != known:
        return _refused(
            "the register would lie in another folder for whoever looks for it, and no number of it be known", STAYS
        )
    before = _before(push, known)
    after = register_at(push, push.new, place)
    refuse_unknown_zone(after.settings)
    background = Background(after.vocabulary, after.settings, today)
    if push.old is not None and not leads_on(push):
        lost = HistoryStep(CommitView(push.new, "", "", datetime.now(UTC)), lost=push.old)
        return Report(tuple(judged(lost, background)), history=Proved())
    if push.old is not None and not leads_back(push.git, push.new, push.old):
        return _refused("the branch was merged into other work, as git pull does: somei sync turns that around", TURN)
    proved = _proved(git_at(push, after), push, push.new, background)
    told = _state(push, before, after, today)
    findings = tuple(sorted({*told.findings, *proved, *brought_beside(push, push.new, before, after)}))
    return told._replace(findings=findings, history=Proved(proved, whole=False))


def _refused(message: str, hint: str) -> Report:
    return Report((Finding("HIST016", Severity.ERROR, str(SETTINGS), 1, 1, None, message, hint),), history=Proved())


def _before(push: Push, place: str | None) -> Register | None:
    """The register as it was; None where there was none yet, or none that can be read."""
    try:
        return register_at(push, push.old, place) if push.old and place is not None else None
    except SomeiError:
        return None


def _proved(git: Git, push: Push, new: str, background: Background) -> tuple[Finding, ...]:
    """What the proof says of each step."""
    if push.old:
        return tuple(prove_onto(git, push.old, new, background))
    return tuple(finding for step, _ in steps(git, new, HistoryState()) for finding in judged(step, background))


def _state(push: Push, before: Register | None, after: Register, today: date) -> Report:
    """The errors that the new state has and the old one had not."""
    if push.new is None:
        return Report(())
    touches = changed_documents(push, after, push.old if before else None, push.new)
    if before is None:
        new = _report(after, tuple(after.entries()), today)
        return new._replace(findings=(*map(_never_provisional, new.findings), *_no_plain_files(touches)))
    paths = dict.fromkeys(path for touch in touches for path in _family(before, after, touch.path))
    held = tuple(after.entries_at(paths))
    others = _sharing(after, held)
    if others is None:
        old, new = _report(before, tuple(before.entries()), today), _report(after, tuple(after.entries()), today)
    else:
        paths.update(dict.fromkeys((*others, *_followed(after, held))))
        old = _report(before, tuple(before.entries_at(paths)), today)
        new = _report(after, tuple(after.entries_at(paths)), today)
    known = {finding.identity for finding in old.findings}
    fresh = (one for one in new.findings if one.identity not in known)
    return new._replace(findings=(*map(_never_provisional, fresh), *_no_plain_files(touches)))


def _no_plain_files(touches: Sequence[FileDelta]) -> Iterator[Finding]:
    for touch in touches:
        if touch.mode not in PLAIN_OR_NONE:
            hint = "Put the file itself there: a register holds plain files only."
            yield Finding("GIT003", Severity.ERROR, str(touch.path), 1, 1, None, "this is no plain file", hint)


def _never_provisional(finding: Finding) -> Finding:
    """A provisional number is the clerk's own affair in a clone, and has no business on a server."""
    return finding._replace(severity=Severity.ERROR) if finding.code == "NUM017" else finding


def _family(before: Register, after: Register, path: PurePosixPath) -> Iterator[PurePosixPath]:
    """The file itself and the other files of its family, in both states."""
    yield path
    number = number_at(path)
    if number:
        folder, stem = folder_of(number), number.base.register_id.removesuffix("INIT")
        for register in (before, after):
            names = register.holding.names(folder)
            yield from (folder / name for name in sorted(names) if name.startswith(stem) and name.endswith(".toml"))


def _sharing(register: Register, entries: Sequence[DocumentFile]) -> list[PurePosixPath] | None:
    """The files that hold a serial which these hold too; None where they are too many to be looked for."""
    documents: list[Document] = [entry.document for entry in entries if entry.document]
    serials = {str(code) for document in documents for code in document.subject_codes if code.serial is not None}
    if not isinstance(register.holding, Committed):
        return None
    return files_naming(register.holding, serials, (document.number.year for document in documents))


def _followed(register: Register, entries: Iterable[DocumentFile]) -> Iterator[PurePosixPath]:
    """The files of all texts that these come after, however far back: they may lead round in a circle."""
    met: set[DocumentNumber] = set()
    while ahead := {number for entry in entries for number in followed(entry.document)} - met:
        met |= ahead
        entries = tuple(register.entries_at(path_of(number) for number in ahead))
        yield from (entry.path for entry in entries)


def _report(register: Register, entries: tuple[DocumentFile, ...], today: date) -> Report:
    snapshot: Snapshot = register.snapshot_of(entries)
    report = check(entries, snapshot, today=today, ignore=AWAITED)
    return report._replace(findings=(*report.findings, *named_too_early(entries)))
