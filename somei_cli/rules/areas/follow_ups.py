"""FUP: what was promised at a meeting.

FUP: promises that were entered twice, run out of order, or are put off for ever.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from somei_cli.errors import as_typed
from somei_cli.model.document import Document
from somei_cli.model.followup.list import FollowUpName
from somei_cli.model.items import FollowUpState
from somei_cli.model.register.words import folded
from somei_cli.rules.definition.document_parts import follow_ups
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Background, Flaw, Scope, rule
from somei_cli.rules.definition.traits import Trait

_SAYING_WHEN = {
    FollowUpState.OPEN: "Write in the file whether it is done or dropped: {}",
    FollowUpState.DONE: "Say when: somei followup done {} --on D",
    FollowUpState.DROPPED: "Say when: somei followup drop {} --on D",
}


def _promised_on(document: Document) -> date | None:
    return document.meeting.start if document.meeting else None


@rule("FUP001", Severity.INFO, Scope.DOCUMENT, Trait.PROMISE)
def overdue(document: Document, background: Background) -> Iterator[Flaw]:
    """A promise is overdue.

    The day has passed and nobody has recorded what came of it. It is no fault of the register, but it is what the
    chair is asked at the next meeting.
    """
    for at, promise, name in follow_ups(document):
        if promise.state is FollowUpState.OPEN and promise.due and background.is_over(promise.due):
            hint = f"Ask what came of it, then: somei followup done {as_typed(name)}"
            yield Flaw(document.number, (*at, "due"), f"follow-up {name.within} was due on {promise.due}", hint)


@rule("FUP002", Severity.INFO, Scope.DOCUMENT, Trait.PROMISE)
def no_due_day(document: Document, _: Background) -> Iterator[Flaw]:
    """An open promise has no day by which it is due.

    Without a day it never becomes overdue and is never asked for. Words such as “before the summer” can be kept in
    “due_as_said” beside the day that they were understood as.
    """
    for at, promise, name in follow_ups(document):
        if promise.state is FollowUpState.OPEN and promise.due is None:
            hint = f"Give it one: somei followup move {as_typed(name)} --due D"
            yield Flaw(document.number, at, f"follow-up {name.within} has no day", hint)


@rule("FUP003", Severity.WARNING, Scope.DOCUMENT, Trait.PROMISE, Trait.MEETING)
def closed_before_promised(document: Document, _: Background) -> Iterator[Flaw]:
    """A promise was closed before the meeting at which it was made.

    What is done before it is promised is no follow-up of this meeting. Most often the year of “closed” is misread.
    """
    promised = _promised_on(document)
    for at, promise, name in follow_ups(document) if promised else ():
        if promise.closed and promised and promise.closed < promised:
            hint = "Compare “closed” with the day of the meeting."
            message = f"follow-up {name.within} was closed on {promise.closed}, before the meeting of {promised}"
            yield Flaw(document.number, (*at, "closed"), message, hint)


@rule("FUP004", Severity.WARNING, Scope.DOCUMENT, Trait.PROMISE)
def state_and_day_disagree(document: Document, _: Background) -> Iterator[Flaw]:
    """The state of a promise and its closing day disagree.

    An open promise has no closing day, a done or dropped one has it. Otherwise it counts as open in one list and as
    closed in another.
    """
    for at, promise, name in follow_ups(document):
        if (promise.state is FollowUpState.OPEN) != (promise.closed is None):
            day = "a closing day" if promise.closed else "no closing day"
            hint = _SAYING_WHEN[promise.state].format(as_typed(name))
            yield Flaw(document.number, at, f"follow-up {name.within} is {promise.state} and has {day}", hint)


@rule("FUP005", Severity.WARNING, Scope.DOCUMENT, Trait.PROMISE)
def dropped_without_reason(document: Document, _: Background) -> Iterator[Flaw]:
    """A promise was dropped and nobody says why.

    Whoever relied on the promise will ask. “Overtaken by the recast of the regulation” is an answer; an empty field
    looks as if it had been forgotten.
    """
    for at, promise, name in follow_ups(document):
        if promise.state is FollowUpState.DROPPED and not promise.reason:
            hint = f"Say it in one line: somei followup drop {as_typed(name)} --reason TEXT"
            yield Flaw(document.number, at, f"follow-up {name.within} was dropped without a reason", hint)


@rule("FUP006", Severity.WARNING, Scope.DOCUMENT, Trait.PROMISE, Trait.MEETING)
def due_before_promised(document: Document, _: Background) -> Iterator[Flaw]:
    """A promise is due before the meeting at which it was made.

    “By the end of January”, said in December 2019, means January 2020. The day was worked out with the wrong year,
    and the promise is overdue from its first day.
    """
    promised = _promised_on(document)
    for at, promise, name in follow_ups(document) if promised else ():
        if promise.due and promised and promise.due < promised:
            hint = "Work the day out anew from the words, due_as_said, and mend it in the file."
            message = f"follow-up {name.within} is due on {promise.due}, before the meeting of {promised}"
            yield Flaw(document.number, (*at, "due"), message, hint)


@rule("FUP007", Severity.INFO, Scope.DOCUMENT, Trait.PROMISE)
def nobody_named(document: Document, _: Background) -> Iterator[Flaw]:
    """An open promise names nobody.

    A promise of nobody is kept by nobody. Records often say “it was agreed to …”; the chair or the Secretariat
    knows who took it on.
    """
    for at, promise, name in follow_ups(document):
        if promise.state is FollowUpState.OPEN and not promise.who:
            yield Flaw(
                document.number, at, f"follow-up {name.within} names nobody", "Enter the body or person in “who”."
            )


_FAR = timedelta(days=5 * 366)
_OFTEN = 3


@rule("FUP008", Severity.WARNING, Scope.DOCUMENT, Trait.PROMISE)
def promised_twice(document: Document, _: Background) -> Iterator[Flaw]:
    """An open promise stands twice in a document.

    The same words of the same body, under one item or two. When it is kept, one of the two is recorded as done and
    the other one becomes overdue.
    """
    seen: dict[tuple[str, str], FollowUpName] = {}
    for at, promise, name in follow_ups(document):
        if promise.state is not FollowUpState.OPEN:
            continue
        first = seen.setdefault((folded(promise.who), folded(promise.what)), name)
        if first != name:
            hint = f"Drop one: somei followup drop {as_typed(name)} --reason 'entered twice'"
            yield Flaw(document.number, at, f"follow-up {name.within} promises the same as {first.within}", hint)


@rule("FUP009", Severity.WARNING, Scope.DOCUMENT, Trait.PROMISE, Trait.MEETING)
def due_far_away(document: Document, _: Background) -> Iterator[Flaw]:
    """A promise is due more than five years after the meeting.

    Meetings promise things for the next one, for the end of a presidency, for a year at most. A day far beyond that
    has a misprint in its year, and the promise is asked for when nobody remembers it.
    """
    promised = document.meeting.start if document.meeting else None
    for at, promise, name in follow_ups(document) if promised else ():
        if promised and promise.due and promise.due - promised > _FAR:
            hint = f"If the year is wrong: somei followup move {as_typed(name)} --due D"
            message = f"follow-up {name.within} is due on {promise.due}, and was promised on {promised}"
            yield Flaw(document.number, (*at, "due"), message, hint)


@rule("FUP010", Severity.WARNING, Scope.DOCUMENT, Trait.PROMISE)
def moves_out_of_order(document: Document, _: Background) -> Iterator[Flaw]:
    """A promise was put off before it was made, after it was closed, or in no order.

    “moved” tells, the oldest first, how the day came to be another one. Out of order it tells a story that did not
    happen, and the words in force are those of the wrong day.
    """
    promised = document.meeting.start if document.meeting else None
    for at, promise, name in follow_ups(document):
        moves = [((*at, "moved", index, "on"), move.on) for index, move in enumerate(promise.moved)]
        if not moves:
            continue
        before = [(at, promised)] if promised else []
        after = (
            [((*at, "closed"), promise.closed)]
            if promise.closed and promise.closed >= (promised or moves[0][1])
            else []
        )
        for (_earlier, first), (place, then) in pairwise([*before, *moves, *after]):
            if then < first:
                hint = "Put the moves in order, the oldest first, and compare their days."
                yield Flaw(document.number, place, f"follow-up {name.within}: {then} stands behind {first}", hint)


@rule("FUP011", Severity.INFO, Scope.DOCUMENT, Trait.PROMISE)
def put_off_again(document: Document, _: Background) -> Iterator[Flaw]:
    """An open promise has been put off three times or more.

    Each time it got a day, so it is never overdue, and it never comes. The chair may want to ask whether it is still
    meant, and drop it with a reason if it is not.
    """
    for at, promise, name in follow_ups(document):
        if promise.state is FollowUpState.OPEN and len(promise.moved) >= _OFTEN:
            hint = f"Ask whether it is still meant; if not: somei followup drop {as_typed(name)} --reason TEXT"
            message = f"follow-up {name.within} has been put off {len(promise.moved)} times"
            yield Flaw(document.number, (*at, "moved"), message, hint)
