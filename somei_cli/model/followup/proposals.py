"""Follow-ups that a document's text seems to promise: proposed first, taken into its items when somebody says so.

A follow-up that a text seems to promise, as it is proposed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import NotFound, WrongUsage
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items import FollowUp, Item
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.words import counted, folded


class Proposal(NamedTuple):
    """Words that promise something by a time.

    `item` is the printed number of the item they stand in; `due` stays empty where the words name no day that is
    certain; `line` is that of the sentence in the file it was read from, 0 where there is none; `known` says that
    the entry holds the promise already.
    """

    what: str
    due_as_said: str
    sentence: str
    item: str | None = None
    who: str | None = None
    due: date | None = None
    line: int = 0
    known: bool = False

    @property
    def follow_up(self) -> FollowUp:
        """The promise as an item holds it."""
        return FollowUp(self.what, self.who, self.due, self.due_as_said)


class PromisesFound(NamedTuple):
    """What one text promises: the file it stands in, and the number of the document if it is known."""

    file: str
    document: DocumentNumber | None
    proposals: tuple[Proposal, ...]


def said_on(document: Document) -> date | None:
    """The day from which the times in a document's text are reckoned: the first of its meeting, else its date."""
    return meant_on(document.meeting, document.date)


def meant_on(meeting: Meeting | None, issued: date | None) -> date | None:
    """The same where there is no document yet."""
    return (meeting.start if meeting else None) or issued


def with_known(proposals: Iterable[Proposal], document: Document) -> tuple[Proposal, ...]:
    """Mark those that the entry holds: the same words for the time in the same item.

    Where an item promises two things “at the next meeting” and holds one of them, the one with the same `what` is
    known, else the first; a clerk may have put it into other words.
    """
    marked = list(proposals)
    held = [(item.number, f) for item in document.items for part in item.walk() for f in part.follow_ups]
    same = Counter((number, folded(f.due_as_said), folded(f.what)) for number, f in held)
    left = Counter((number, folded(f.due_as_said)) for number, f in held)
    for exactly in (True, False):
        for at, one in enumerate(marked):
            place = (one.item, folded(one.due_as_said))
            whole = (*place, folded(one.what))
            if not one.known and left[place] and (same[whole] or not exactly):
                marked[at] = one._replace(known=True)
                left[place] -= 1
                same[whole] -= 1
    return tuple(marked)


def with_follow_ups(document: Document, proposals: Iterable[Proposal]) -> Document:
    """The document with what is proposed and not known yet in its items; what belongs to none of them is left out."""
    return _holding(document, [one for one in with_known(proposals, document) if not one.known])


def _holding(document: Document, fresh: Sequence[Proposal]) -> Document:
    items: list[Item] = []
    seen: set[str | None] = set()
    for item in document.items:
        # A printed number may stand twice by mistake; the first item is the one that is found by it.
        mine = tuple(one.follow_up for one in fresh if one.item == item.number and item.number not in seen)
        seen.add(item.number)
        items.append(item._replace(follow_ups=(*item.follow_ups, *mine)) if mine and item.number else item)
    return replace(document, items=tuple(items))


def take_proposals(document: Document, proposals: Sequence[Proposal], numbers: Sequence[int] | None) -> Change:
    """Take proposals into the items, by their numbers counted from 1; None takes all.

    What the entry holds already is passed over.

    Raises:
        WrongUsage: where there is no proposal of a number.
        NotFound: where one belongs to no item of the entry.
    """
    chosen = proposals if numbers is None else [_numbered(proposals, number) for number in dict.fromkeys(numbers)]
    fresh = [one for one in chosen if not one.known]
    for one in fresh:
        _refuse_homeless(document, one, proposals.index(one) + 1)
    changed = _holding(document, fresh)
    told = counted(len(fresh), "follow-up")
    puts = (changed,) if changed != document else ()
    return Change("followup scan", f"Take {told} into {document.number}", puts=puts, wording=Wording.READ)


def _numbered(proposals: Sequence[Proposal], number: int) -> Proposal:
    if not 1 <= number <= len(proposals):
        hint = f"Proposals run from 1 to {len(proposals)}." if proposals else "Nothing is proposed."
        raise WrongUsage(f"There is no proposal {number}.", hint)
    return proposals[number - 1]


def _refuse_homeless(document: Document, proposal: Proposal, number: int) -> None:
    if proposal.item is not None and document.item(proposal.item) is not None:
        return
    where = f"item {proposal.item}, which {document.number} has not" if proposal.item else "no item"
    held = ", ".join(item.number for item in document.items if item.number)
    hint = f"Items: {held}. Take the others by their numbers: --take N" if held else ""
    raise NotFound(f"Proposal {number} belongs to {where}.", hint)
