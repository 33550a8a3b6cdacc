"""Judging a push before the remote accepts it: each of its commits, and the errors that it would add.

Besides documents it looks at access requests, git attributes, and files with which no clone could work.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from somei_cli.actions.check.full import CheckedFiles, check_files
from somei_cli.actions.check.plan import CheckPlan, CheckResult
from somei_cli.actions.check.repository_files import CommitSides, find_damaging_files, find_special_files
from somei_cli.actions.check.untrusted import MEMORY, SECONDS
from somei_cli.actions.history.history_walk import walk_history
from somei_cli.actions.history.verify import verify_range
from somei_cli.errors import SomeiError
from somei_cli.formats.git.commit_messages import REASON, read_trailers
from somei_cli.formats.register_paths import (
    REQUESTS,
    SETTINGS,
    folder_of,
    number_of_path,
    path_of,
)
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.steps import CommitView, HistoryState, HistoryStep
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.reference_cycles import followed_numbers
from somei_cli.model.register.vocabulary import find_renamed_codes
from somei_cli.rules.areas.numbers import find_provisional_references
from somei_cli.rules.definition.findings import Finding, Report, Severity, VerifiedHistory
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.rules.document_errors import AWAITED_CODES
from somei_cli.rules.engine.added_errors import rename_codes
from somei_cli.rules.engine.commit_check import judge_step
from somei_cli.store.git.ancestry import is_on_first_parent_line
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import refuse_unknown_zone
from somei_cli.store.git.log import FileDelta, list_commits
from somei_cli.store.history.entry_search import find_files_with_words
from somei_cli.store.process.limited_workers import run_in_worker
from somei_cli.store.register.access_requests import list_faulty_among
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.remote.pre_receive import (
    Push,
    changed_documents,
    changed_files,
    find_register_folder,
    folder_of_register,
    git_in_register,
    is_fast_forward,
    open_register_at,
    read_push,
    whole_commit,
)


def check_other_files(push: Push, new: str, before: Register | None, after: Register) -> tuple[Finding, ...]:
    """Find the errors of a push outside documents; errors that were there before do not count."""
    deltas = changed_files(push, push.old, new)
    sides = CommitSides(
        whole_commit(push, push.old) if push.old else None,
        whole_commit(push, new),
        PurePosixPath(folder_of_register(after)),
    )
    return (
        *_faulty_requests(deltas, sides, before, after),
        *_altered_requests(deltas, sides, push, before, after),
        *find_damaging_files(deltas, sides),
    )


def _faulty_requests(
    deltas: Sequence[FileDelta], sides: CommitSides, before: Register | None, after: Register
) -> Iterator[Finding]:
    folder = sides.place / REQUESTS
    if any(delta.path == folder and delta.after for delta in deltas):
        message, hint = "not a request: the kept requests lie here, but this is not a folder", "Remove it."
        yield sides.make_error("REQ001", folder, message, hint)
    paths = [delta.path.relative_to(sides.place) for delta in deltas if delta.after and folder in delta.path.parents]
    if not paths or not isinstance(after.files, Committed):
        return
    holding = before.files if before else None
    known_faults = (
        {(fault.path, fault.reason) for fault in list_faulty_among(holding, paths)}
        if isinstance(holding, Committed)
        else set()
    )
    for path, why, line in list_faulty_among(after.files, paths):
        if (path, why) not in known_faults:
            hint = "Keep a request with: somei request new NUMBER --received DAY --keep"
            yield Finding("REQ001", Severity.ERROR, path, line, 1, None, f"not a request: {why}", hint)


def _altered_requests(
    deltas: Sequence[FileDelta], sides: CommitSides, push: Push, before: Register | None, after: Register
) -> Iterator[Finding]:
    """Report access requests that were changed or removed without a reason.

    Each commit that does so must give one, unless the file was faulty before.
    """
    folder = sides.place / REQUESTS
    altered = [delta for delta in deltas if delta.before and folder in delta.path.parents]
    if not altered or before is None or not isinstance(before.files, Committed):
        return
    faulty = {
        fault.path for fault in list_faulty_among(before.files, [t.path.relative_to(sides.place) for t in altered])
    }
    is_unexplained: dict[PurePosixPath, bool] = {}
    for commit in list_commits(
        git_in_register(push, after), f"{push.old}..{push.new}", path=str(REQUESTS), full_history=True
    ):
        has_reason = bool(read_trailers(commit.message).get(REASON))
        for delta in (delta for delta in commit.deltas if delta.before):
            is_unexplained[delta.path] = is_unexplained.get(delta.path, False) or not has_reason
    for delta in altered:
        path = delta.path.relative_to(sides.place)
        if is_unexplained.get(path, True) and str(path) not in faulty:
            message = f"this kept request {'says something else' if delta.after else 'is gone'}, without a reason"
            hint = "Give the reason in the last paragraph of the commit's message, as “Reason: …”: git commit --amend"
            yield sides.make_error("REQ002", delta.path, message, hint)


NOT_REMOVED_HINT = "The branch that clerks share is never removed."
TURNED_MERGE_HINT = "Without somei: git pull --rebase, or merge the work into the branch and not the other way round."
KEEP_PLACE_HINT = f"Leave it where it is, and add no other {SETTINGS} at the top or beside documents."


def check_push(start: Path, plan: CheckPlan) -> CheckResult:
    """Return the errors that a push would add, and the findings in its commits.

    Only what it touches is judged, and the documents with the same serials; errors that were there before do not count,
    and
    nothing is stored. A reference may point to a document that the push does not contain, or that comes with the next
    one:
    no push is refused for it.

    A push onto a commit of the remote is judged in a worker with limited time and memory, as an untrusted branch is: a
    few trees can stand for billions of files. The person who pushes the first register is trusted.

    Raises:
        CannotWork: if the register cannot be read at all, so that nobody can call it sound.
    """
    push = read_push(start, str(plan.since), str(plan.revision))
    if push.old is None:
        return CheckResult(_judge(push, plan.today))
    name = f"the push of {(push.new or push.old)[:10]}"
    return CheckResult(run_in_worker(lambda _: _judge(push, plan.today), name, seconds=SECONDS, memory=MEMORY))


def _judge(push: Push, today: date) -> Report:
    if push.new is None:
        return _refused("the branch would be removed", NOT_REMOVED_HINT)
    # The next push must find exactly one register in what this one leaves, in the same folder.
    old_place, place = find_register_folder(push, push.old) if push.old else None, find_register_folder(push, push.new)
    if old_place is not None and place != old_place:
        return _refused(
            "people would find the register in another folder, and none of its numbers would be known",
            KEEP_PLACE_HINT,
        )
    before = _old_register(push, old_place)
    after = open_register_at(push, push.new, place)
    refuse_unknown_zone(after.settings)
    context = RuleContext(after.vocabulary, after.settings, today)
    if push.old is not None and not is_fast_forward(push):
        rewritten = HistoryStep(CommitView(push.new, "", "", datetime.now(UTC)), lost_checkpoint=push.old)
        return Report(tuple(judge_step(rewritten, context)), history=VerifiedHistory())
    if push.old is not None and not is_on_first_parent_line(push.git, push.new, push.old):
        return _refused(
            "the branch was merged into other work, as git pull does: somei sync turns that around", TURNED_MERGE_HINT
        )
    history_findings = _verify_commits(git_in_register(push, after), push, push.new, context)
    report = _added_findings(push, before, after, today)
    findings = tuple(sorted({*report.findings, *history_findings, *check_other_files(push, push.new, before, after)}))
    return report._replace(findings=findings, history=VerifiedHistory(history_findings, from_root=False))


def _refused(message: str, hint: str) -> Report:
    return Report(
        (Finding("HIST016", Severity.ERROR, str(SETTINGS), 1, 1, None, message, hint),), history=VerifiedHistory()
    )


def _old_register(push: Push, place: str | None) -> Register | None:
    """Return the register before the push; None if there was none, or none that can be read."""
    try:
        return open_register_at(push, push.old, place) if push.old and place is not None else None
    except SomeiError:
        return None


def _verify_commits(git: Git, push: Push, new: str, context: RuleContext) -> tuple[Finding, ...]:
    """Return the findings in each commit of the push."""
    if push.old:
        return tuple(verify_range(git, push.old, new, context))
    return tuple(finding for step, _ in walk_history(git, new, HistoryState()) for finding in judge_step(step, context))


def _added_findings(push: Push, before: Register | None, after: Register, today: date) -> Report:
    """Report the errors that the new state has and the old one had not."""
    if push.new is None:
        return Report(())
    deltas = changed_documents(push, after, push.old if before else None, push.new)
    if before is None:
        new = _check_entries(after, tuple(after.entries()), today)
        return new._replace(findings=(*map(_with_provisional_as_error, new.findings), *find_special_files(deltas)))
    paths = dict.fromkeys(path for delta in deltas for path in _family_paths(before, after, delta.path))
    entries = tuple(after.entries_at(paths))
    sharing_paths = _paths_with_serials(after, entries)
    if sharing_paths is None:
        old, new = (
            _check_entries(before, tuple(before.entries()), today),
            _check_entries(after, tuple(after.entries()), today),
        )
    else:
        paths.update(dict.fromkeys((*sharing_paths, *_predecessor_paths(after, entries))))
        old = _check_entries(before, tuple(before.entries_at(paths)), today)
        new = _check_entries(after, tuple(after.entries_at(paths)), today)
    renamed = find_renamed_codes(before.vocabulary, after.vocabulary)
    known_findings = {finding.identity for finding in rename_codes(old.findings, renamed)}
    added = (finding for finding in new.findings if finding.identity not in known_findings)
    return new._replace(findings=(*map(_with_provisional_as_error, added), *find_special_files(deltas)))


def _with_provisional_as_error(finding: Finding) -> Finding:
    """Make a provisional number an error: it is fine in a clone, and has no place on the remote."""
    return finding._replace(severity=Severity.ERROR) if finding.code == "NUM017" else finding


def _family_paths(before: Register, after: Register, path: PurePosixPath) -> Iterator[PurePosixPath]:
    """Yield the file itself and the other files of its family, in both states."""
    yield path
    number = number_of_path(path)
    if number:
        folder, stem = folder_of(number), number.base.register_id.removesuffix("INIT")
        for register in (before, after):
            names = register.files.names(folder)
            yield from (folder / name for name in sorted(names) if name.startswith(stem) and name.endswith(".toml"))


def _paths_with_serials(register: Register, entries: Sequence[DocumentFile]) -> list[PurePosixPath] | None:
    """Return the files with a serial that these have too; None if there are too many to search for."""
    documents: list[Document] = [entry.document for entry in entries if entry.document]
    serials = {str(code) for document in documents for code in document.subject_codes if code.serial is not None}
    if not isinstance(register.files, Committed):
        return None
    return find_files_with_words(register.files, serials, (document.number.year for document in documents))


def _predecessor_paths(register: Register, entries: Iterable[DocumentFile]) -> Iterator[PurePosixPath]:
    """Yield the files of all texts that these follow, however far back: they may form a cycle."""
    visited: set[DocumentNumber] = set()
    while numbers := {number for entry in entries for number in followed_numbers(entry.document)} - visited:
        visited |= numbers
        entries = tuple(register.entries_at(path_of(number) for number in numbers))
        yield from (entry.path for entry in entries)


def _check_entries(register: Register, entries: tuple[DocumentFile, ...], today: date) -> Report:
    plan = CheckPlan(today, ignore=tuple(AWAITED_CODES))
    report = check_files(plan, CheckedFiles(register, entries, register.snapshot_of(entries)))
    return report._replace(findings=(*report.findings, *find_provisional_references(entries)))
