"""FUP: promises that were entered twice, run out of order, or are put off for ever."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from somei_cli.errors import as_typed
from somei_cli.model.documents import Document
from somei_cli.model.followup_names import FollowUpName
from somei_cli.model.items import FollowUpState
from somei_cli.model.wording import folded
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import follow_ups
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.rules.traits import Trait

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
