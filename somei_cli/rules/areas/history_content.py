"""HIST: issued agendas, markings, statuses, access decisions and follow-ups that changed; two-person approval."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from somei_cli.errors import NotAValue, shell_word
from somei_cli.formats.git.commit_messages import APPROVED_BY
from somei_cli.formats.register_paths import SETTINGS
from somei_cli.model.agenda.lifecycle import can_restore_item, find_alterations
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.document_status import MILD_STEPS_BACK, is_step_back
from somei_cli.model.history.steps import CommitView, HistoryStep
from somei_cli.model.history.two_person_rule import acts_needing_approval, switched_off_keys
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState
from somei_cli.model.markings import level_of
from somei_cli.model.register.git_identity import Person
from somei_cli.model.register.settings import TwoPersons
from somei_cli.rules.areas.history_numbers import is_given_again
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, rule


@rule("HIST005", Severity.ERROR, Scope.HISTORY)
def issued_agenda_changed(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """An issued agenda was changed other than by its adoption, a late item or a withdrawal.

    Delegations prepare with the agenda that they were sent. Its printed numbers and its meeting stay. A withdrawn item
    stays on the page, unless that is undone with a reason before the meeting. Once the meeting has adopted the agenda,
    nothing changes any more. Corrected words of an item are a warning: the page that others have still shows the old
    ones.
    """
    for edit, old, new in step.document_edits:
        # A withdrawal may be taken back while the delegations can still prepare for the item.
        may_give_back = step.is_taken_back(edit, _gives_back) and can_restore_item(old, step.commit.time.date())
        for alteration in (
            alteration for alteration in find_alterations(old, new) if not (may_give_back and alteration.restores_item)
        ):
            hint = f"Draft a revised agenda instead: somei agenda revise {shell_word(old.number)}"
            severity = None if alteration.is_grave else Severity.WARNING
            yield Flaw(
                old.number, (), f"{old.number} was issued, and {alteration.description}", hint, severity, path=edit.path
            )


def _gives_back(before: Document, after: Document) -> bool:
    return any(alteration.restores_item for alteration in find_alterations(before, after))


@rule("HIST006", Severity.ERROR, Scope.HISTORY)
def lowered_without_reason(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A marking was lowered without a reason.

    A lower marking lets more people see a document. The commit must give the reason, so that people can ask about it:
    as a trailer, which a commit by hand may have too (“Reason: …” in its last paragraph). The same holds for two
    settings in somei.toml: “public_unmarked” makes the text of all imports without a marking public, and
    “public_fields” can make one more field of all documents public.
    """
    for name in step.commit.opened_settings(step.past):
        if not _is_opening_reasoned(step, name):
            closed = "public_unmarked = “entry”" if name == "public_unmarked" else f"{name} without the new field"
            hint = f"Find out why; then waive this with the reason, or set it back: {closed}"
            yield Flaw(None, (), f"{name} was opened to the public without a reason", hint, path=SETTINGS)
    for edit, old, new in step.document_edits:
        if _lowers_marking(old, new) and not step.has_reason(edit, _lowers_marking):
            change = f"from {old.marking} to {new.marking or 'no marking'}"
            hint = f"Find out why: somei history {shell_word(new.number)}; then waive this with the reason, or undo it."
            yield Flaw(
                new.number, (), f"the marking of {new.number} went {change} without a reason", hint, path=edit.path
            )


def _opening_commits(step: HistoryStep, setting: str) -> list[CommitView]:
    return [commit for commit in step.merged_commits if setting in commit.opened_settings(step.past)]


def _is_opening_reasoned(step: HistoryStep, setting: str) -> bool:
    opening_commits = _opening_commits(step, setting)
    return bool(step.commit.reason) or (bool(opening_commits) and all(commit.reason for commit in opening_commits))


@rule("HIST007", Severity.ERROR, Scope.HISTORY)
def status_runs_backwards(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """The status of a document went backwards.

    A number is reserved, drafted, issued; then it may be withdrawn or made void. An issued document is in other hands
    and cannot be a draft again. A void number stays void, unless the act that made it void is undone with a reason
    before anything else was done with it. It is a warning to undo, in the same way, an act that issued a document; so
    it is to take back a withdrawal, or to turn a draft back into a reservation.
    """
    for edit, old, new in step.document_edits:
        if not _status_runs_back(old, new) or is_given_again(step, edit):
            continue
        is_undone = step.is_taken_back(edit, _status_runs_back)
        if old.status is Status.VOID and is_undone:
            continue
        severity = Severity.WARNING if is_undone or (old.status, new.status) in MILD_STEPS_BACK else None
        hint = "Enter what came later under its own number or as a revision, and set the status back."
        message = f"{new.number} was {old.status} and became {new.status}"
        yield Flaw(new.number, (), message, hint, severity, path=edit.path)


@rule("HIST008", Severity.WARNING, Scope.HISTORY)
def dated_fact_vanished(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """A decision on access or a closed follow-up disappeared or changed without a reason.

    Both are dated facts: an applicant got an answer, a delegation was told that something was done. Add new ones; do
    not rewrite them. To correct a slip, give the reason in the commit.
    """
    for edit, old, new in step.document_edits:
        if step.has_reason(edit):
            continue
        hint = f"Put it back, or commit the correction with a reason: somei history {shell_word(new.number)}"
        decisions = Counter(old.access) - Counter(new.access) if old.access else Counter()
        follow_ups = _closed_follow_ups(old) - _closed_follow_ups(new)
        for lost, fact_name in ((decisions, "decision on access"), (follow_ups, "closed follow-up")):
            if lost:
                words = f"{lost.total()} {fact_name}{'s' if lost.total() > 1 else ''}"
                message = f"{new.number} lost or changed {words}"
                yield Flaw(new.number, (), message, hint, path=edit.path)


def _lowers_marking(before: Document, after: Document) -> bool:
    return level_of(after.marking) < level_of(before.marking)


def _status_runs_back(before: Document, after: Document) -> bool:
    return is_step_back(before.status, after.status)


def _closed_follow_ups(document: Document) -> Counter[FollowUp]:
    return Counter(
        follow_up
        for item in document.walk_items()
        for follow_up in item.follow_ups
        if follow_up.state is not FollowUpState.OPEN and follow_up.closed
    )


@rule("HIST015", Severity.ERROR, Scope.HISTORY)
def without_second_person(step: HistoryStep, _: RuleContext) -> Iterator[Flaw]:
    """One person did something for which the register requires two.

    The table [two_persons] of somei.toml names the steps: lower_marking, void_number, alter_agenda. A person other than
    the author approves with “Approved-by: Name <mail>” in the commit, or merges the branch and says so in the message
    of the merge. The setting from before the commit counts, so switching it off needs approval too. If lower_marking is
    named there, two persons are also needed to make the text of imports without a marking public (public_unmarked), or
    one more field of all documents (public_fields). A person with the author's name or address does not count as
    another person. Git does not verify the names that it is given; if that is not enough, sign commits. One person
    could waive this alone, so it cannot be waived.
    """
    settings = step.past.two_persons
    if not any(settings):
        return
    hint = (
        "Let another person review it, and approve it by a merge with their “Approved-by”; or undo it."
        " Once it was sent it stays in the history, and “somei help automate” says how to go on."
    )
    for edit, old, new in chain(step.commit.document_edits, step.renumbered_edits):
        for change in acts_needing_approval(settings, old, new):
            commits = [commit for commit, _ in step.edits_doing(edit, partial(_needs_approval_for, settings, change))]
            if not _are_approved(step, commits or [step.commit]):
                yield Flaw(
                    edit.concerned_number,
                    (),
                    f"{edit.concerned_number} {change}, and only one person did it",
                    hint,
                    path=edit.path,
                )
    switched = switched_off_keys(settings, step.commit.two_persons) if step.commit.two_persons is not None else ()
    commits = [
        commit
        for commit in step.merged_commits
        if commit.two_persons is not None and switched_off_keys(settings, commit.two_persons)
    ]
    if switched and not _are_approved(step, commits or [step.commit]):
        yield Flaw(None, (), f"{', '.join(switched)} was switched off by one person", hint, path=SETTINGS)
    for name in step.commit.opened_settings(step.past) if settings.lower_marking else ():
        if not _are_approved(step, _opening_commits(step, name) or [step.commit]):
            yield Flaw(None, (), f"{name} was opened to the public by one person", hint, path=SETTINGS)


def _needs_approval_for(settings: TwoPersons, change: str, before: Document, after: Document) -> bool:
    return change in acts_needing_approval(settings, before, after)


def _are_approved(step: HistoryStep, commits: Iterable[CommitView]) -> bool:
    return all(
        _is_approved_by_another(commit, commit)
        or any(_is_merged_by_another(merge, commit) for merge in step.merges_of(commit))
        for commit in commits
    )


def _is_merged_by_another(merge: CommitView, commit: CommitView) -> bool:
    return not Person(merge.author, merge.mail).is_same(commit.author, commit.mail) and _is_approved_by_another(
        merge, commit
    )


def _is_approved_by_another(approving_commit: CommitView, commit: CommitView) -> bool:
    return any(not person.is_same(commit.author, commit.mail) for person in _approvers(approving_commit))


def _approvers(commit: CommitView) -> Iterator[Person]:
    # Typed by hand, “Approved-By” is just as frequent; git too ignores case in the names of trailers.
    approvals = (values for name, values in commit.trailers.items() if name.casefold() == APPROVED_BY.casefold())
    for value in chain.from_iterable(approvals):
        try:
            yield Person.parse(value)
        except NotAValue:
            continue
