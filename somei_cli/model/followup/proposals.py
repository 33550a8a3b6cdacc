"""Follow-ups that a text seems to contain: proposed first, recorded on its items if a clerk accepts them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import NotFound, WrongUsage
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.model.register.change import Change, Wording
from somei_cli.model.register.words import casefold_text, pluralise


class Proposal(NamedTuple):
    """Words that seem to contain a follow-up with a time.

    `item` is the printed number of the item with the words. `due` is None if the words give no certain day. `line` is
    the line of the sentence in the file, 0 if there is none. `is_recorded` says that the entry has the follow-up
    already.
    """

    what: str
    due_as_said: str
    sentence: str
    item: str | None = None
    who: str | None = None
    due: date | None = None
    line: int = 0
    is_recorded: bool = False

    @property
    def follow_up(self) -> FollowUp:
        """The follow-up to record on an item."""
        return FollowUp(self.what, self.who, self.due, self.due_as_said)


class ProposedFollowUps(NamedTuple):
    """The proposals from one text: its file, and the number of the document if it is known."""

    file: str
    document: DocumentNumber | None
    proposals: tuple[Proposal, ...]


def reference_day(document: Document) -> date | None:
    """Return the day from which times in a document are counted: the first day of its meeting, else its date."""
    return reference_day_from(document.meeting, document.date)


def reference_day_from(meeting: Meeting | None, issued: date | None) -> date | None:
    """Return the same day for fields that are not yet a document."""
    return (meeting.start if meeting else None) or issued


def mark_recorded(proposals: Iterable[Proposal], document: Document) -> tuple[Proposal, ...]:
    """Mark the proposals that the entry has recorded: the same words for the time in the same item.

    If an item has two proposals “at the next meeting” and one recorded follow-up, the proposal with the same `what`
    matches, else the first: a clerk may have changed the words.
    """
    marked = list(proposals)
    recorded = [
        (item.number, follow_up) for item in document.items for part in item.walk() for follow_up in part.follow_ups
    ]
    exact_counts = Counter(
        (number, casefold_text(follow_up.due_as_said), casefold_text(follow_up.what)) for number, follow_up in recorded
    )
    counts = Counter((number, casefold_text(follow_up.due_as_said)) for number, follow_up in recorded)
    for exact_match in (True, False):
        for index, proposal in enumerate(marked):
            key = (proposal.item, casefold_text(proposal.due_as_said))
            exact_key = (*key, casefold_text(proposal.what))
            if not proposal.is_recorded and counts[key] and (exact_counts[exact_key] or not exact_match):
                marked[index] = proposal._replace(is_recorded=True)
                counts[key] -= 1
                exact_counts[exact_key] -= 1
    return tuple(marked)


def with_new_proposals(document: Document, proposals: Iterable[Proposal]) -> Document:
    """Return the document with the new proposals recorded on its items; proposals without an item are left out."""
    return _with_proposed(
        document, [proposal for proposal in mark_recorded(proposals, document) if not proposal.is_recorded]
    )


def _with_proposed(document: Document, proposals: Sequence[Proposal]) -> Document:
    items: list[Item] = []
    seen_numbers: set[str | None] = set()
    for item in document.items:
        # A number may be printed twice by mistake; a name then finds the first item.
        follow_ups = tuple(
            proposal.follow_up
            for proposal in proposals
            if proposal.item == item.number and item.number not in seen_numbers
        )
        seen_numbers.add(item.number)
        items.append(item._replace(follow_ups=(*item.follow_ups, *follow_ups)) if follow_ups and item.number else item)
    return replace(document, items=tuple(items))


def take_proposals(document: Document, proposals: Sequence[Proposal], numbers: Sequence[int] | None) -> Change:
    """Return the change that records proposals by their numbers, from 1; None means all. Recorded ones are ignored.

    Raises:
        WrongUsage: if no proposal has a number.
        NotFound: if a proposal does not belong to an item of the entry.
    """
    chosen = proposals if numbers is None else [_proposal_at(proposals, number) for number in dict.fromkeys(numbers)]
    new_proposals = [proposal for proposal in chosen if not proposal.is_recorded]
    for proposal in new_proposals:
        _refuse_without_item(document, proposal, proposals.index(proposal) + 1)
    changed = _with_proposed(document, new_proposals)
    amount = pluralise(len(new_proposals), "follow-up")
    puts = (changed,) if changed != document else ()
    return Change("followup scan", f"Take {amount} into {document.number}", puts=puts, wording=Wording.READ)


def _proposal_at(proposals: Sequence[Proposal], number: int) -> Proposal:
    if not 1 <= number <= len(proposals):
        hint = f"Proposals run from 1 to {len(proposals)}." if proposals else "Nothing is proposed."
        raise WrongUsage(f"There is no proposal {number}.", hint)
    return proposals[number - 1]


def _refuse_without_item(document: Document, proposal: Proposal, number: int) -> None:
    if proposal.item is not None and document.item(proposal.item) is not None:
        return
    where = f"item {proposal.item}, which {document.number} does not have" if proposal.item else "no item"
    item_numbers = ", ".join(item.number for item in document.items if item.number)
    hint = f"Items: {item_numbers}. Take the others by their numbers: --take N" if item_numbers else ""
    raise NotFound(f"Proposal {number} belongs to {where}.", hint)
