"""FUP: what was promised at a meeting."""

from collections.abc import Iterator
from datetime import date

from somei_cli.errors import as_typed
from somei_cli.model.documents import Document
from somei_cli.model.items import FollowUpState
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import follow_ups
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.rules.traits import Trait

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
