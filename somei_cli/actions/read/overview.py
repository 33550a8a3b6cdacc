"""Look how a register stands: documents, follow-ups, conflicts, what is not sent, the last check and the last acts."""

from collections import Counter
from datetime import date
from functools import cache

from somei_cli.actions.history.recent_acts import count_acts_since, find_unsent_commits, list_marked_acts
from somei_cli.errors import Unreadable
from somei_cli.model.document import Document, Status
from somei_cli.model.followup.list import DueOf, ListedFollowUp, list_follow_ups
from somei_cli.model.history.overview import LastCheck, Overview
from somei_cli.model.items_and_follow_ups import FollowUp
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.git.head import is_detached
from somei_cli.store.git.status import PendingEdits
from somei_cli.store.register.last_check import read_last_check
from somei_cli.store.register.merging_clone import find_stopped_merge
from somei_cli.store.register.register import Register

_LAST_ACTS = 5


def read_overview(register: Register, snapshot: Snapshot, today: date, edits: PendingEdits) -> Overview:
    """Return how the register in the work tree stands; `edits` is a `git status` that is running already."""
    open_days = [entry.days_left(today) for entry in _list_open_follow_ups(snapshot)]
    stopped = find_stopped_merge(register.root)
    unsent, edited = find_unsent_commits(register), edits.answer()
    last_check, check_fault = _read_check(register)
    return Overview(
        _count_by_status(snapshot),
        len(open_days),
        sum(days is not None and days < 0 for days in open_days),
        _count_doubts(snapshot),
        str(stopped) if stopped else None,
        None if edited is None else len({*edited.all_paths, *edited.deleted}),
        None if unsent is None else len(unsent),
        unsent is None and is_detached(Git(register.root)),
        last_check,
        check_fault,
        list_marked_acts(register, lambda: unsent, _LAST_ACTS),
    )


def _count_doubts(snapshot: Snapshot) -> int:
    """Return how many documents keep doubts about what was read of them."""
    return snapshot.group_counts(Selection(doubts=True), (GroupBy.STATUS,)).total


def _count_by_status(snapshot: Snapshot) -> Counter[Status]:
    counts = Counter[Status]()
    for (value,), count in snapshot.group_counts(Selection(), (GroupBy.STATUS,)).times.items():
        counts[Status(str(value or Status.ISSUED))] += count
    return counts


def _read_check(register: Register) -> tuple[LastCheck | None, str | None]:
    """Return what the last scheduled check said, or why its answer cannot be read."""
    try:
        answer = read_last_check(register.root)
    except Unreadable as fault:
        return None, str(fault)
    if answer is None:
        return None, None
    run, counts = answer.run, Counter(answer.severities)
    acts_since = count_acts_since(register, run.commit) if run.commit else None
    findings = (counts["error"], counts["warning"], counts["info"])
    return LastCheck(run.day, run.commit, run.status, run.is_whole, *findings, acts_since), None


def _list_open_follow_ups(snapshot: Snapshot) -> list[ListedFollowUp]:
    """Return the open follow-ups without the agendas that name them; only documents that have any are read.

    The meetings of the register are read only if one is due at a next meeting.
    """

    @cache
    def make_reader() -> DueOf:
        # The words of a due time are read by what most registers have no use for.
        from somei_cli.actions.followup.followups import make_due_of

        return make_due_of(snapshot)

    def due_of(document: Document, follow_up: FollowUp) -> date | None:
        return make_reader()(document, follow_up)

    documents = snapshot.select(Selection(follow_ups=True))
    return [entry for entry in list_follow_ups(documents, due_of) if entry.is_open]
