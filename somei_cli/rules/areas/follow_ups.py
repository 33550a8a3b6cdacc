"""FUP: follow-ups that are overdue or incomplete, contradict themselves, are entered twice, or are always put off."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from somei_cli.errors import shell_word
from somei_cli.model.document import Document
from somei_cli.model.items_and_follow_ups import FollowUpState
from somei_cli.model.register.words import casefold_text
from somei_cli.rules.definition.document_parts import follow_ups_with_paths
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RuleContext, Scope, rule

if TYPE_CHECKING:
    from somei_cli.model.item_refs import FollowUpName

_CLOSING_HINTS = {
    FollowUpState.OPEN: "Write in the file whether it is done or dropped: {}",
    FollowUpState.DONE: "Say when: somei followup done {} --on D",
    FollowUpState.DROPPED: "Say when: somei followup drop {} --on D",
}


def _meeting_day_of(document: Document) -> date | None:
    return document.meeting.start if document.meeting else None


@rule("FUP001", Severity.INFO, Scope.DOCUMENT, Trait.FOLLOW_UP)
def overdue(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """A follow-up is overdue.

    The day has passed and nobody has recorded what came of it. This is not a fault of the register, but the chair is
    asked about it at the next meeting.
    """
    for key_path, follow_up, name in follow_ups_with_paths(document):
        if follow_up.state is FollowUpState.OPEN and follow_up.due and context.is_over(follow_up.due):
            hint = f"Ask what came of it, then: somei followup done {shell_word(name)}"
            yield Flaw(document.number, (*key_path, "due"), f"follow-up {name.within} was due on {follow_up.due}", hint)


@rule("FUP002", Severity.INFO, Scope.DOCUMENT, Trait.FOLLOW_UP)
def no_due_day(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An open follow-up has no day by which it is due.

    Without a day it never becomes overdue, and nobody asks for it. Words such as “before the summer” can be kept in
    “due_as_said”, beside the day that they were taken to mean.
    """
    for key_path, follow_up, name in follow_ups_with_paths(document):
        if follow_up.state is FollowUpState.OPEN and follow_up.due is None:
            hint = f"Give it one: somei followup move {shell_word(name)} --due D"
            yield Flaw(document.number, key_path, f"follow-up {name.within} has no day", hint)


@rule("FUP003", Severity.WARNING, Scope.DOCUMENT, Trait.FOLLOW_UP, Trait.MEETING)
def closed_before_meeting(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A follow-up was closed before the meeting that agreed on it.

    What was done before a meeting is not a follow-up of that meeting. Most often the year of “closed” is misread.
    """
    meeting_day = _meeting_day_of(document)
    for key_path, follow_up, name in follow_ups_with_paths(document) if meeting_day else ():
        if follow_up.closed and meeting_day and follow_up.closed < meeting_day:
            hint = "Compare “closed” with the day of the meeting."
            message = f"follow-up {name.within} was closed on {follow_up.closed}, before the meeting of {meeting_day}"
            yield Flaw(document.number, (*key_path, "closed"), message, hint)


@rule("FUP004", Severity.WARNING, Scope.DOCUMENT, Trait.FOLLOW_UP)
def state_and_day_disagree(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The state of a follow-up and its closing day disagree.

    An open follow-up has no closing day; a done or dropped one has one. If they disagree, it counts as open in one list
    and as closed in another.
    """
    for key_path, follow_up, name in follow_ups_with_paths(document):
        if (follow_up.state is FollowUpState.OPEN) != (follow_up.closed is None):
            day = "a closing day" if follow_up.closed else "no closing day"
            hint = _CLOSING_HINTS[follow_up.state].format(shell_word(name))
            yield Flaw(document.number, key_path, f"follow-up {name.within} is {follow_up.state} and has {day}", hint)


@rule("FUP005", Severity.WARNING, Scope.DOCUMENT, Trait.FOLLOW_UP)
def dropped_without_reason(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A follow-up was dropped without a reason.

    Whoever relied on it will ask why. “Overtaken by the recast of the regulation” is an answer; an empty field looks as
    if somebody had forgotten it.
    """
    for key_path, follow_up, name in follow_ups_with_paths(document):
        if follow_up.state is FollowUpState.DROPPED and not follow_up.reason:
            hint = f"Give the reason in one line: somei followup drop {shell_word(name)} -m TEXT"
            yield Flaw(document.number, key_path, f"follow-up {name.within} was dropped without a reason", hint)


@rule("FUP006", Severity.WARNING, Scope.DOCUMENT, Trait.FOLLOW_UP, Trait.MEETING)
def due_before_meeting(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A follow-up is due before the meeting that agreed on it.

    “By the end of January”, said in December 2019, means January 2020. The day was worked out with the wrong year, and
    the follow-up is overdue from its first day.
    """
    meeting_day = _meeting_day_of(document)
    for key_path, follow_up, name in follow_ups_with_paths(document) if meeting_day else ():
        if follow_up.due and meeting_day and follow_up.due < meeting_day:
            hint = "Work the day out again from the words in “due_as_said”, and correct it in the file."
            message = f"follow-up {name.within} is due on {follow_up.due}, before the meeting of {meeting_day}"
            yield Flaw(document.number, (*key_path, "due"), message, hint)


@rule("FUP007", Severity.INFO, Scope.DOCUMENT, Trait.FOLLOW_UP)
def no_actor_named(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An open follow-up names nobody.

    If nobody is named, nobody does it. Records often say “it was agreed to …”; the chair or the Secretariat knows who
    took it on.
    """
    for key_path, follow_up, name in follow_ups_with_paths(document):
        if follow_up.state is FollowUpState.OPEN and not follow_up.who:
            yield Flaw(
                document.number, key_path, f"follow-up {name.within} names nobody", "Enter the body or person in “who”."
            )


_MAX_TIME_TO_DUE = timedelta(days=5 * 366)
_MANY_MOVES = 3


@rule("FUP008", Severity.WARNING, Scope.DOCUMENT, Trait.FOLLOW_UP)
def follow_up_entered_twice(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A document has the same open follow-up twice.

    Both have the same words and the same body, under one item or two. When it is done, one of them is recorded as done
    and the other one becomes overdue.
    """
    first_names: dict[tuple[str, str], FollowUpName] = {}
    for key_path, follow_up, name in follow_ups_with_paths(document):
        if follow_up.state is not FollowUpState.OPEN:
            continue
        first_name = first_names.setdefault((casefold_text(follow_up.who), casefold_text(follow_up.what)), name)
        if first_name != name:
            hint = f"Drop one: somei followup drop {shell_word(name)} -m 'entered twice'"
            yield Flaw(document.number, key_path, f"follow-up {name.within} is the same as {first_name.within}", hint)


@rule("FUP009", Severity.WARNING, Scope.DOCUMENT, Trait.FOLLOW_UP, Trait.MEETING)
def due_far_away(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A follow-up is due more than five years after the meeting.

    Meetings agree on follow-ups for the next meeting, for the end of a presidency, for a year at most. A much later day
    has a misprint in its year, and the follow-up is asked for when nobody remembers it.
    """
    meeting_day = document.meeting.start if document.meeting else None
    for key_path, follow_up, name in follow_ups_with_paths(document) if meeting_day else ():
        if meeting_day and follow_up.due and follow_up.due - meeting_day > _MAX_TIME_TO_DUE:
            hint = f"If the year is wrong: somei followup move {shell_word(name)} --due D"
            message = f"follow-up {name.within} is due on {follow_up.due}, but was agreed on {meeting_day}"
            yield Flaw(document.number, (*key_path, "due"), message, hint)


@rule("FUP010", Severity.WARNING, Scope.DOCUMENT, Trait.FOLLOW_UP)
def moves_out_of_order(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A follow-up was put off before its meeting, after it was closed, or in no order.

    “moved” lists, the oldest first, how the due day changed. If it is out of order, it shows changes that did not
    happen so, and the words that count belong to the wrong day.
    """
    meeting_day = document.meeting.start if document.meeting else None
    for key_path, follow_up, name in follow_ups_with_paths(document):
        moves = [((*key_path, "moved", index, "on"), move.on) for index, move in enumerate(follow_up.moved)]
        if not moves:
            continue
        start = [(key_path, meeting_day)] if meeting_day else []
        end = (
            [((*key_path, "closed"), follow_up.closed)]
            if follow_up.closed and follow_up.closed >= (meeting_day or moves[0][1])
            else []
        )
        for (_earlier, earlier_day), (path_of_day, later_day) in pairwise([*start, *moves, *end]):
            if later_day < earlier_day:
                hint = "Put the moves in order, the oldest first, and compare their days."
                yield Flaw(
                    document.number,
                    path_of_day,
                    f"follow-up {name.within}: {later_day} comes after {earlier_day}",
                    hint,
                )


@rule("FUP011", Severity.INFO, Scope.DOCUMENT, Trait.FOLLOW_UP)
def put_off_again(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An open follow-up has been put off three times or more.

    Each time it got a new day, so it is never overdue and never done. The chair may want to ask whether it is still
    needed, and drop it with a reason if it is not.
    """
    for key_path, follow_up, name in follow_ups_with_paths(document):
        if follow_up.state is FollowUpState.OPEN and len(follow_up.moved) >= _MANY_MOVES:
            hint = f"Ask whether it is still needed; if not: somei followup drop {shell_word(name)} -m TEXT"
            message = f"follow-up {name.within} has been put off {len(follow_up.moved)} times"
            yield Flaw(document.number, (*key_path, "moved"), message, hint)
