"""Undo an act: what forbids it, and what the register contains afterwards."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.errors import LowersMarking, NeedsReason, Refused, shell_word
from somei_cli.model.agenda.lifecycle import (
    can_restore_item,
    find_alterations,
    is_draft,
    is_issued_agenda,
    printed_numbers,
)
from somei_cli.model.classified_entries import is_closed, is_reduction, refuse_classified_text
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import AgendaState, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.document_status import MILD_STEPS_BACK, is_step_back
from somei_cli.model.markings import level_of
from somei_cli.model.references import OutsideReference, Reference
from somei_cli.model.register.change import Change, NewNumber, default_undo_reason
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary

_MAX_NAMED = 3
"""Documents that the subject of a commit names."""


class TouchedEntry(NamedTuple):
    """A document that the act changed: before the act, after it, now, and now without the act.

    `is_last_change` says that no later act changed the document.
    """

    number: DocumentNumber
    before: Document | None
    after: Document | None
    current: Document | None
    without: Document | None
    is_last_change: bool = True


class DependentDocument(NamedTuple):
    """A document that builds on one that the act entered."""

    document: DocumentNumber
    base: DocumentNumber
    relation: str


class UndoneLists(NamedTuple):
    """The vocabulary without what an act did to it, and the words of saved searches before the act."""

    vocabulary: Vocabulary
    searches: Mapping[str, str]


class ActToUndo(NamedTuple):
    """The act that is undone: the full hash of its commit, and what of it is left unchanged, in words.

    `renumbered` is the document that it gave another number, `lists` are those of the register without the act, if it
    changed them.
    """

    commit: str
    remains: str = ""
    renumbered: NewNumber | None = None
    lists: UndoneLists | None = None


def undo(act: ActToUndo, touched: Sequence[TouchedEntry], reason: str | None, today: date) -> Change:
    """Return the change that undoes an act; an entered number becomes void, a provisional one is removed.

    A document that was renumbered goes back to its old number, and nothing of it stays under the other.

    Args:
        act: The act.
        touched: The documents that it changed; fields changed again later were refused before.
        reason: As given; without one, the undo is its own reason if that is enough.
        today: A withdrawal can be undone only before the meeting.

    Raises:
        Refused: if an agenda has been issued, a reason is missing, nothing of the act is left, or classified text would
            return.
        Classified: if an entry with text would become classified.
    """
    commit, back = act.commit, act.renumbered and NewNumber(act.renumbered.new, act.renumbered.old)
    documents = []
    drops = tuple(
        entry.number for entry in touched if entry.before is None and entry.current and entry.number.is_provisional
    )
    staying = [entry for entry in touched if entry.number not in drops]
    for entry in staying:
        refuse_issued(entry)
        document = _made_void(entry, reason) if entry.before is None and entry.current else entry.without
        if document and back and entry.number == back.old and entry.before is None:
            # What few acts need is imported only for those.
            from somei_cli.model.renumber import emptied_entry

            document = emptied_entry(document, document.reason or "")
        if document is None:
            raise Refused(f"{entry.number} is no longer in the register, so nothing of it can be undone.")
        _refuse_reduction(entry, document, reason)
        if entry.current:
            _require_reason_to_lower(entry.current, document, reason)
            if not back or entry.number != back.old:
                _refuse_altered(entry, document, today)
            _refuse_unsound_return(entry, entry.current, document, reason)
        if entry.current is None or document.marking != entry.current.marking:
            refuse_classified_text(document)
        documents.append(document)
    is_unchanged = all(document == entry.current for document, entry in zip(documents, staying, strict=True))
    if not drops and not act.lists and is_unchanged:
        raise Refused(f"Nothing of {commit[:10]} is left to be undone.")
    numbers = (
        ", ".join(str(entry.number) for entry in touched) if len(touched) <= _MAX_NAMED else f"{len(touched)} documents"
    )
    lowering = ""
    if lowered := _lowered_markings(staying, documents):
        from somei_cli.model.history.recent_acts import describe_lowering

        lowering = describe_lowering(lowered, is_only_document=len(touched) == 1)
    summary = f"Undo {commit[:10]} ({numbers or 'the vocabulary'}){act.remains}{lowering}"
    change = Change(
        "undo",
        summary,
        tuple(documents),
        drops=drops,
        reason=default_undo_reason(commit),
        undoes=commit,
        renumbered=back,
    )
    lists = act.lists
    return change._replace(vocabulary=lists.vocabulary, searches=lists.searches) if lists else change


def is_final(entry: TouchedEntry, today: date) -> bool:
    """Whether an act is refused to be undone for what it did to a document, whatever the reason and the later acts.

    So it is with the issue of an agenda, its adoption, and a late item. `entry.without` need not be known.
    """
    if entry.before is None or entry.after is None or entry.current is None:
        return False
    try:
        refuse_issued(entry)
        _refuse_reduction(entry, entry.before, "any")
        _refuse_altered(entry._replace(current=entry.after), entry.before, today)
    except Refused:
        return True
    return False


def _lowered_markings(entries: Sequence[TouchedEntry], documents: Sequence[Document]) -> list[tuple[str, str, str]]:
    """Return the documents whose marking becomes lower, each with the marking that it has and the one that it gets."""
    return [
        (str(document.number), str(entry.current.marking), str(document.marking or "none"))
        for entry, document in zip(entries, documents, strict=True)
        if entry.current
        and document.status is not Status.VOID
        and level_of(document.marking) < level_of(entry.current.marking)
    ]


def find_renumbering(touched: Iterable[TouchedEntry], declared: Collection[str]) -> NewNumber | None:
    """Return the document that an act gave another number, if its message declares the old number."""
    versions = {entry.number: (entry.before, entry.after) for entry in touched}
    vacated = [pair for number, pair in versions.items() if str(number) in declared]
    if not vacated:
        return None
    from somei_cli.model.renumber import find_new_number

    return next(filter(None, (find_new_number(pair, versions.values()) for pair in vacated)), None)


def refuse_missing_names(snapshot: Snapshot, change: Change) -> None:
    """Refuse to take a code or a meeting body away that documents name since.

    Raises:
        Refused: with one of these documents.
    """
    if change.vocabulary is None:
        return
    from somei_cli.model.register.conditions import Selection

    changed = {document.number: document for document in change.puts}
    for code in snapshot.vocabulary.codes.keys() - change.vocabulary.codes.keys():
        carriers = snapshot.select(Selection(codes=(CodeEntry(code),)))
        for document in (changed.get(carrier.number, carrier) for carrier in carriers):
            if document.entry_for(code):
                hint = f"Take it off first: somei classify {shell_word(document.number)} --drop {shell_word(code)}"
                raise Refused(f"{document.number} carries {code}, which would no longer be a code.", hint)
    keys = {body.key for body in change.vocabulary.bodies}
    for body in snapshot.vocabulary.bodies:
        for document in snapshot.select(Selection(bodies=(body.key,)), most=1) if body.key not in keys else ():
            hint = f"Look at it first: somei show {shell_word(document.number)}"
            raise Refused(f"{document.number} names {body.key}, which would no longer be a meeting body.", hint)


def has_positional_numbers(snapshot: Snapshot, versions: Sequence[Document]) -> bool:
    """Return whether the item numbers only repeat the positions, as in the first draft of an agenda."""
    from somei_cli.model.agenda.items import number_by_place

    drafts = all(
        version.agenda and is_draft(version) and version.items == number_by_place(version.items) for version in versions
    )
    return drafts and not printed_numbers(snapshot, versions[0])


def without_item_numbers(document: Document) -> Document:
    """Return the document without item numbers."""
    return replace(document, items=tuple(item._replace(number=None) for item in document.items))


def with_positional_numbers(document: Document) -> Document:
    """Return the document with its items numbered by position."""
    from somei_cli.model.agenda.items import number_by_place

    return replace(document, items=number_by_place(document.items))


def has_lost_item(restored: Document, before: Document, current: Document) -> bool:
    """Return whether a reference was made on an item that an undo takes off, so that it would name no item any more."""
    earlier_references = [reference for document in (before, current) for reference in _references_of_whole(document)]
    return any(reference not in earlier_references for reference in _references_of_whole(restored))


def _references_of_whole(document: Document) -> Iterator[Reference | OutsideReference]:
    """Yield the references that the document makes as a whole, not one of its items."""
    yield from (reference for reference in document.references if reference.item is None)
    yield from (reference for reference in document.outside_references if reference.item is None)


def find_dependents(snapshot: Snapshot, entered: Collection[DocumentNumber]) -> Iterator[DependentDocument]:
    """Yield the documents that build on one of these numbers, except these themselves and void ones."""
    related = (document for number in entered for document in _related_documents(snapshot, number))
    candidates = {document.number: document for document in (*related, *snapshot.meeting_documents())}
    for document in sorted(candidates.values(), key=lambda document: document.number.sort_key):
        if document.number in entered or document.status is Status.VOID:
            continue
        number = document.number
        revises = document.agenda.revises if document.agenda else None
        for base, relation in ((number.parent, "belongs to"), (revises, "revises")):
            if base in entered and base is not None:
                yield DependentDocument(number, base, relation)
        yield from (
            DependentDocument(number, reference.to, reference.kind.forward_words)
            for reference in document.all_references()
            if reference.to in entered
        )


def _related_documents(snapshot: Snapshot, number: DocumentNumber) -> Iterator[Document]:
    """Yield the family of a number and the documents that refer to it; `find_dependents` adds the agendas."""
    yield from snapshot.family(number)
    yield from (document for document, _ in snapshot.citing(number))


def refuse_dependent(dependent: DependentDocument) -> None:
    """Raise Refused because a later act built on an entered number.

    Raises:
        Refused: with the document that builds on it.
    """
    hint = f"Look at it first: somei history {shell_word(dependent.document)}"
    raise Refused(f"{dependent.document} {dependent.relation} {dependent.base}, which would become void.", hint)


def _made_void(entry: TouchedEntry, reason: str | None) -> Document | None:
    if not reason:
        raise NeedsReason(
            f"A number once entered stays for ever: {entry.number} would become void, which needs a reason."
        )
    return replace(entry.current, status=Status.VOID, reason=reason) if entry.current else None


def refuse_issued(entry: TouchedEntry) -> None:
    """Refuse an act before which an issued agenda was a draft, or nothing, and one that issued it."""
    if entry.current is None or entry.after is None or not is_issued_agenda(entry.current):
        return
    if Status.VOID in {entry.current.status, entry.after.status}:
        return
    hint = f"Draft a revised agenda: somei agenda revise {shell_word(entry.number)}"
    if is_draft(entry.after):
        raise Refused(f"The agenda {entry.number} has been issued since.", hint)
    if entry.before is not None and is_draft(entry.before):
        raise Refused(f"The agenda {entry.number} has been issued; it does not become a draft again.", hint)


def _refuse_reduction(entry: TouchedEntry, restored: Document, reason: str | None) -> None:
    """Raise Refused if text that was removed as classified would return; with a wrong marking a reason is enough."""
    if not is_reduction(entry.before, entry.after):
        return
    if is_closed(restored):
        raise Refused(
            f"{entry.number} was reduced to what may be kept of a document marked {restored.marking}; "
            "that is not undone.",
            "What is still in git's history, and whom to tell: somei help classified",
        )
    if not reason:
        raise Refused(
            f"Undoing it puts text of {entry.number} back that was removed as EU classified; that needs a reason.",
            "Only if the marking was wrong: give it with -m TEXT. Else leave it, and see: somei help classified",
        )


def _refuse_altered(entry: TouchedEntry, restored: Document, today: date) -> None:
    """Raise Refused if an issued agenda would be altered, unless the act to undo was such an alteration itself."""
    if entry.current is None or entry.before is None or entry.after is None:
        return
    if any(alteration.is_grave for alteration in find_alterations(entry.before, entry.after)):
        return
    number = shell_word(entry.number)
    for alteration in find_alterations(entry.current, restored):
        if alteration.restores_item and can_restore_item(entry.current, today):
            continue
        adopted = entry.current.agenda is not None and entry.current.agenda.state is AgendaState.ADOPTED
        if alteration.is_grave and adopted:
            hint = f"Record what was different in the outcome: somei agenda outcome {number} --number N"
            raise Refused(f"The agenda {entry.number} has been adopted; that is not taken back.", hint)
        if alteration.restores_item:
            hint = f"Record what became of the item in the outcome: somei agenda outcome {number} --number N"
            raise Refused(f"The meeting of {entry.number} is no longer to come, so its withdrawals stay.", hint)
        if alteration.is_grave:
            hint = (
                f"Withdraw an item with somei agenda withdraw-item, or draft a revision: somei agenda revise {number}"
            )
            raise Refused(f"The agenda {entry.number} has been issued, and {alteration.description} then.", hint)


def _refuse_unsound_return(entry: TouchedEntry, current: Document, restored: Document, reason: str | None) -> None:
    """Raise Refused if a status would run back, or a withdrawn item return, without a reason or after later acts."""
    step = (current.status, restored.status)
    is_back = is_step_back(*step) and current.status is not Status.DRAFT
    if not is_back and not any(alteration.restores_item for alteration in find_alterations(current, restored)):
        return
    problem = f"would no longer be {current.status}" if is_back else "would have an item that is no longer withdrawn"
    if not entry.is_last_change and step not in MILD_STEPS_BACK:
        hint = f"Undo the later acts first, beginning with the newest: somei history {shell_word(entry.number)}"
        raise Refused(f"{entry.number} {problem}, and has been changed since.", hint)
    if not reason:
        raise NeedsReason(f"{entry.number} {problem}; that needs a reason.")


def _require_reason_to_lower(current: Document, restored: Document, reason: str | None) -> None:
    if level_of(restored.marking) < level_of(current.marking) and not reason:
        raise LowersMarking(current.number, current.marking, restored.marking)
