"""Deciding on the undoing of an act: what stands in the way, and what the register holds instead."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import LowersMarking, Refused, as_typed
from somei_cli.model.agenda.items import by_place
from somei_cli.model.agenda.lifecycle import alterations, is_draft, is_issued_agenda, may_be_taken_back, printed_numbers
from somei_cli.model.classified_entries import is_closed, is_reduction, refuse_classified_text
from somei_cli.model.document import AgendaState, Document, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import level_of
from somei_cli.model.register.change import Change, own_reason
from somei_cli.model.register.snapshot import Snapshot

_FEW = 3
"""Documents that the subject of a commit names."""


class Touched(NamedTuple):
    """One document of the act: before it, after it, now, and as it would be without the act.

    `last` says that no later act changed the document.
    """

    number: DocumentNumber
    before: Document | None
    after: Document | None
    now: Document | None
    without: Document | None
    last: bool = True


class Dependent(NamedTuple):
    """A document that builds on one that the act entered."""

    document: DocumentNumber
    on: DocumentNumber
    how: str


def undone(act: str, touched: Sequence[Touched], reason: str | None, today: date, stays: str = "") -> Change:
    """The change that takes an act back. A number that was entered stays, and becomes void; a provisional one goes.

    Args:
        act: The full hash of its commit.
        touched: What it touched; the field that stands in the way was looked for before.
        reason: As given; without one, undoing is its own reason where that is enough.
        today: A withdrawal is taken back only before the meeting.
        stays: What of the act is left as it is, in words.

    Raises:
        Refused: an agenda has been issued, a reason is needed, nothing of it is left, or classified text would come
            back.
        Classified: an entry that holds text would become classified.
    """
    puts = []
    drops = tuple(one.number for one in touched if one.before is None and one.now and one.number.is_provisional)
    for one in (one for one in touched if one.number not in drops):
        _refuse_issued(one)
        put = _void(one, reason) if one.before is None and one.now else one.without
        if put is None:
            raise Refused(f"{one.number} is no longer in the register, so nothing of it can be undone.")
        _refuse_reduction(one, put, reason)
        if one.now:
            _need_reason_to_lower(one.now, put, reason)
            _refuse_altered(one, put, today)
            _need_sound_return(one, one.now, put, reason)
        if one.now is None or put.marking != one.now.marking:
            refuse_classified_text(put)
        puts.append(put)
    if not drops and all(put == one.now for put, one in zip(puts, touched, strict=True)):
        raise Refused(f"Nothing of {act[:10]} is left to be undone.")
    numbers = ", ".join(str(one.number) for one in touched) if len(touched) <= _FEW else f"{len(touched)} documents"
    summary = f"Undo {act[:10]} ({numbers}){stays}"
    return Change("undo", summary, tuple(puts), drops=drops, reason=own_reason(act), undoes=act)


def follow_places(snapshot: Snapshot, versions: Sequence[Document]) -> bool:
    """Whether the numbers of items say no more than where they stand, as in the first draft of an agenda."""
    drafts = all(one.agenda and is_draft(one) and one.items == by_place(one.items) for one in versions)
    return drafts and not printed_numbers(snapshot, versions[0])


def unnumbered(document: Document) -> Document:
    """The document without the numbers of its items."""
    return replace(document, items=tuple(item._replace(number=None) for item in document.items))


def renumbered(document: Document) -> Document:
    """The document with its items numbered by their places."""
    return replace(document, items=by_place(document.items))


def dependents(snapshot: Snapshot, entered: Collection[DocumentNumber]) -> Iterator[Dependent]:
    """The documents that build on one of these, themselves and void ones aside."""
    near = (document for number in entered for document in _near(snapshot, number))
    candidates = {document.number: document for document in (*near, *snapshot.of_meetings())}
    for document in sorted(candidates.values(), key=lambda document: document.number.sort_key):
        if document.number in entered or document.status is Status.VOID:
            continue
        number = document.number
        revises = document.agenda.revises if document.agenda else None
        for on, how in ((number.parent, "belongs to"), (revises, "revises")):
            if on in entered and on is not None:
                yield Dependent(number, on, how)
        yield from (Dependent(number, one.to, one.kind.forth) for one in document.pointing() if one.to in entered)


def _near(snapshot: Snapshot, number: DocumentNumber) -> Iterator[Document]:
    """Who belongs to a number, or points to it; who revises it is an agenda."""
    yield from snapshot.family(number)
    yield from (document for document, _ in snapshot.citing(number))


def refuse_dependent(found: Dependent) -> None:
    """Stop where a later act built on a number.

    Raises:
        Refused: naming the document that does.
    """
    hint = f"Look at it first: somei history {as_typed(found.document)}"
    raise Refused(f"{found.document} {found.how} {found.on}, which would become void.", hint)


def _void(one: Touched, reason: str | None) -> Document | None:
    if not reason:
        hint = "Give it with -m TEXT."
        raise Refused(f"A number once entered never goes: {one.number} would become void, which needs a reason.", hint)
    return replace(one.now, status=Status.VOID, reason=reason) if one.now else None


def _refuse_issued(one: Touched) -> None:
    if one.now is None or one.after is None or not is_issued_agenda(one.now):
        return
    hint = f"Draft a revised agenda: somei agenda revise {as_typed(one.number)}"
    if is_draft(one.after):
        raise Refused(f"The agenda {one.number} has been issued since.", hint)
    if one.before is not None and is_draft(one.before):
        raise Refused(f"The agenda {one.number} has been issued; it does not become a draft again.", hint)


def _refuse_reduction(one: Touched, put: Document, reason: str | None) -> None:
    """Stop where text that was taken out as classified would come back, unless somebody says that it never was."""
    if not is_reduction(one.before, one.after):
        return
    if is_closed(put):
        raise Refused(
            f"{one.number} was reduced to what may stand of a document marked {put.marking}; that is not undone.",
            "What stands in git's history, and who is told: somei help classified",
        )
    if not reason:
        raise Refused(
            f"Undoing it puts text of {one.number} back that was taken out as EU classified; that needs a reason.",
            "Only if the marking was wrong: give it with -m TEXT. Else leave it, and see: somei help classified",
        )


def _refuse_altered(one: Touched, put: Document, today: date) -> None:
    """Stop where an agenda that others have would be altered, unless what is undone was that itself."""
    if one.now is None or one.before is None or one.after is None:
        return
    if any(found.grave for found in alterations(one.before, one.after)):
        return
    number = as_typed(one.number)
    for found in alterations(one.now, put):
        if found.gives_back and may_be_taken_back(one.now, today):
            continue
        adopted = one.now.agenda is not None and one.now.agenda.state is AgendaState.ADOPTED
        if found.grave and adopted:
            hint = f"Record what was different in the outcome: somei agenda outcome {number} --number N"
            raise Refused(f"The agenda {one.number} has been adopted; that is not taken back.", hint)
        if found.gives_back:
            hint = f"Record what became of the item in the outcome: somei agenda outcome {number} --number N"
            raise Refused(f"The meeting of {one.number} is no longer to come; its withdrawals stand.", hint)
        if found.grave:
            hint = (
                f"Withdraw an item with somei agenda withdraw-item, or draft a revision: somei agenda revise {number}"
            )
            raise Refused(f"The agenda {one.number} has been issued, and {found.what} then.", hint)


def _need_sound_return(one: Touched, now: Document, put: Document, reason: str | None) -> None:
    """Stop where a void number or a withdrawn item would come back without a reason, or after other acts."""
    void = now.status is Status.VOID and put.status is not Status.VOID
    if not void and not any(found.gives_back for found in alterations(now, put)):
        return
    what = "would no longer be void" if void else "would have an item that is withdrawn no more"
    if not one.last:
        hint = f"Undo the later acts first, the newest of all before: somei history {as_typed(one.number)}"
        raise Refused(f"{one.number} {what}, and has been changed since.", hint)
    if not reason:
        raise Refused(f"{one.number} {what}; that needs a reason.", "Give it with -m TEXT.")


def _need_reason_to_lower(now: Document, put: Document, reason: str | None) -> None:
    if level_of(put.marking) < level_of(now.marking) and not reason:
        raise LowersMarking(now.number, now.marking, put.marking, "-m")
