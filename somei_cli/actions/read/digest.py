"""Make a digest of what is new, changed and due since a day or a commit, from the history and the documents."""

from collections.abc import Callable
from datetime import date, timedelta

from somei_cli.actions.access_requests import list_kept_requests
from somei_cli.actions.followup.followups import all_follow_ups
from somei_cli.actions.history.diff import StateRange, compare, has_diverged
from somei_cli.actions.read.meetings_and_calendar import MeetingFilter, Meetings
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.list import SOON, FollowUpFilter, ListedFollowUp
from somei_cli.model.history.change_consequences import Consequence
from somei_cli.model.history.changes_with_origins import NetChange
from somei_cli.model.history.digest import DAYS_AFTER, Digest, DigestFacts, make_digest
from somei_cli.model.history.moments_and_ranges import Moment
from somei_cli.model.meeting.place_and_deadlines import MeetingFacts
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import find_head_commit, find_last_commit_of_day, load_zone
from somei_cli.store.git.rebased_hashes import resolve_revision
from somei_cli.store.register.register import Register


def digest_register(
    register: Register, snapshot: Snapshot, since: Moment, selection: Selection, today: date
) -> tuple[Digest, tuple[str, ...]]:
    """Return the digest, and remarks on it. It is about what is committed; what is due is read from the files.

    Raises:
        NotFound: if `since` names no commit.
    """
    git = Git(register.root)
    head = find_head_commit(git)
    before = _find_state_before(register, git, since)
    matches = _make_filter(snapshot, selection)
    new_numbers, changes = _list_changes(register, before, head, snapshot)
    new = [document for number in new_numbers if (document := snapshot.get(number)) and matches(document)]
    is_narrow = selection != Selection()
    facts = DigestFacts(
        sorted(new, key=lambda document: document.number),
        [change for change in changes if _is_selected(change, snapshot, matches, is_narrow=is_narrow)],
        _list_due(snapshot, today, matches),
        _list_meetings(snapshot, today, matches),
        () if is_narrow else list_kept_requests(register).requests,
    )
    since_words = str(since.day) if since.day else f"commit {(before or '')[:10]}"
    remarks: tuple[str, ...] = ()
    if before and head and has_diverged(register.root, StateRange(before, head, head)):
        remarks = ("This branch does not contain that commit; what only the commit has is told as gone.",)
    return make_digest(register.settings.name, since_words, today, facts, snapshot.get), remarks


def _find_state_before(register: Register, git: Git, since: Moment) -> str | None:
    """Return the commit to compare with: the last one before the day, or the one that is named; None before the first.

    Raises:
        NotFound: if nothing has this name.
    """
    if since.day is None:
        return resolve_revision(git, since.revision or "")
    if since.day <= date.min + timedelta(days=1):
        return None
    zone = load_zone(register.settings.time_zone)
    return find_last_commit_of_day(git, since.day - timedelta(days=1), zone)


def _list_changes(
    register: Register, before: str | None, head: str | None, snapshot: Snapshot
) -> tuple[list[DocumentNumber], list[NetChange]]:
    """Return the numbers of documents that are new since a commit, and the changes of all others."""
    if before is None or head is None:
        return [document.number for document in snapshot], []
    if before == head:
        return [], []
    changes = compare(register, StateRange(before, head, head))
    new = {change.document for change in changes if change.consequence is Consequence.NEW and change.document}
    return sorted(new), [change for change in changes if change.document not in new]


def _make_filter(snapshot: Snapshot, selection: Selection) -> Callable[[Document], bool]:
    return lambda document: selection.matches(document, lambda: snapshot.vocabulary)


def _is_selected(
    change: NetChange, snapshot: Snapshot, matches: Callable[[Document], bool], *, is_narrow: bool
) -> bool:
    """Whether a change is told; of what is gone, and of settings, only where every document is meant."""
    document = snapshot.get(change.document) if change.document else None
    return matches(document) if document else not is_narrow


def _list_due(snapshot: Snapshot, today: date, matches: Callable[[Document], bool]) -> list[ListedFollowUp]:
    due = FollowUpFilter(today=today, late=True, soon=SOON)
    return [entry for entry in due.select(all_follow_ups(snapshot), snapshot.vocabulary) if matches(entry.document)]


def _list_meetings(snapshot: Snapshot, today: date, matches: Callable[[Document], bool]) -> list[MeetingFacts]:
    meetings = Meetings(snapshot, today).list_matching(MeetingFilter(since=today - DAYS_AFTER))
    return [facts for facts in meetings if any(map(matches, facts.current_documents))]
