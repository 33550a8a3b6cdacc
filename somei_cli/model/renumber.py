"""Give a document its right number: the old number becomes void, and whatever names it follows."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

from somei_cli.errors import NotANumber, NotAValue, Refused, WrongUsage, shell_word
from somei_cli.model.agenda.lifecycle import is_issued_agenda
from somei_cli.model.classified_entries import refuse_classified_text
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.item_refs import NAME_IN_TITLE, FollowUpName
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.numbers.number_allotment import find_reserved, keep_reserved_fields
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.change import Change, NewNumber
from somei_cli.model.register.snapshot import Snapshot

_HISTORY_AREA = "HIST"
"""The area of the rules on what happened under a number: a waiver of one of them stays with that number."""
_LEFT_FIELDS = frozenset({"number", "status", "reason", "marking", "allotted", "note", "waive", "extra"})
"""The fields that an entry may have when its document has gone to another number."""

_OF_NUMBER = ("allotted", "note", "extra")
"""The fields that may have been written for a reserved number, before there was a document."""


def renumber_document(
    snapshot: Snapshot, old: DocumentNumber, new: DocumentNumber, reason: str, *, was_sent: bool = True
) -> Change:
    """Return the change that moves a document to another number, with every document that names it.

    What an issued agenda prints stays; `find_printed_names` yields those agendas.

    Args:
        snapshot: The whole register.
        old: The number that the document has.
        new: A number that is free or reserved.
        reason: Why; it stays in the entry of the old number.
        was_sent: Whether others may know the old number; else the document does not say that it replaces it.

    Raises:
        NumberUnknown: if the old number has no entry.
        NumberTaken: if the new number has a document.
        Refused: if the old number has no document or was allotted by the office, if documents of its family build on
            it, or if the new number is void or would have to be allotted.
        Classified: if a reserved entry says more than the marking of the document allows.
    """
    if old == new:
        raise WrongUsage(f"{old} has this number already.", "Give the number that it has, and the one it should have.")
    document = snapshot.require(old)
    _refuse_unmovable(snapshot, document)
    _refuse_dependent_members(snapshot, document, new)
    numbers = NewNumber(old, new)
    _refuse_void(snapshot, new)
    reserved = find_reserved(snapshot, new)
    if reserved is None:
        _refuse_new_number(snapshot, new)
    refers = was_sent or bool(find_printed_names(snapshot, old))
    renumbered = keep_reserved_fields(renumbered_entry(document, numbers, refers=refers), reserved)
    if reserved:
        # What was noted for the number may be more than a classified entry says.
        refuse_classified_text(renumbered)
    followers = (
        follower
        for candidate in _list_naming_documents(snapshot, document, new)
        if (follower := follow_new_number(candidate, numbers)) != candidate
    )
    puts = (emptied_entry(document, reason), renumbered, *followers)
    return Change("renumber", f"Renumber {old} as {new}", puts=puts, reason=reason, renumbered=numbers)


def _refuse_unmovable(snapshot: Snapshot, document: Document) -> None:
    number, typed = document.number, shell_word(document.number)
    if document.status is Status.VOID:
        raise Refused(f"{number} is void; there is no document under it.", f"See why: somei show {typed}")
    if document.status is Status.RESERVED:
        hint = f"Give it up, and reserve the other one: somei number release {typed} -m TEXT"
        raise Refused(f"{number} is only reserved; there is no document to renumber.", hint)
    hint = f"Take back the act that took it: somei history {typed}, somei undo COMMIT -m TEXT"
    refuse_provisional(number, "renumbered by hand", hint)
    if document.allotted or number.series in snapshot.settings.own_series:
        end = "number release" if document.status is Status.DRAFT else "withdraw"
        hint = f"Enter the document under its number, and end this one: somei {end} {typed} -m TEXT"
        if document.status is Status.WITHDRAWN:
            hint = "Enter the document under its number: somei add NUMBER --subject TEXT, or somei import FILE"
        raise Refused(f"{number} was given out by the office; it stays with its document.", hint)


def _refuse_dependent_members(snapshot: Snapshot, document: Document, new: DocumentNumber) -> None:
    number = document.number
    for member in reversed(snapshot.family(number)):
        suffixes = member.number.suffixes
        builds_on = len(suffixes) > len(number.suffixes) and suffixes[: len(number.suffixes)] == number.suffixes
        if not builds_on or member.status in {Status.VOID, Status.WITHDRAWN}:
            continue
        moved = new._replace(suffixes=(*new.suffixes, *suffixes[len(number.suffixes) :]))
        typed = shell_word(member.number)
        hint = f"Renumber that one first: somei renumber {typed} {shell_word(moved)} -m TEXT"
        if member.status is Status.RESERVED:
            hint = f"Give that one up first: somei number release {typed} -m TEXT"
        raise Refused(f"{member.number} builds on {number}, which would become void.", hint)


def _refuse_void(snapshot: Snapshot, number: DocumentNumber) -> None:
    existing = snapshot.get(number)
    if existing and existing.status is Status.VOID:
        typed = shell_word(number)
        hint = f"If it is void by mistake: somei undo COMMIT -m TEXT; somei history {typed} names the commit."
        raise Refused(f"{number} is void; a number is never given twice.", hint)


def _refuse_new_number(snapshot: Snapshot, number: DocumentNumber) -> None:
    refuse_provisional(number, "taken by hand", "Give the number that is printed.")
    if number.series in snapshot.settings.own_series:
        hint = f"Take the next one first: somei number next --series {number.series}; then renumber to it"
        raise Refused(f"{number} has not been given out, and the office gives out {number.series} itself.", hint)


# ---- the two entries


def renumbered_entry(document: Document, numbers: NewNumber, *, refers: bool = True) -> Document:
    """Return the entry under the new number: all facts of the old one, and if it `refers`, that it replaces it."""
    own = (numbers.old, numbers.new)
    moved = _with_new_name(document, numbers)
    return replace(
        moved,
        number=numbers.new,
        # A paper that named its right number as another document does not name itself.
        previous_documents=tuple(number for number in moved.previous_documents if number not in own),
        commission_documents=tuple(target for target in moved.commission_documents if target not in own),
        references=(
            *(reference for reference in moved.references if reference.to not in own),
            *((Reference(numbers.old, ReferenceKind.REPLACES),) if refers else ()),
        ),
        waive=tuple(waiver for waiver in document.waive if not _is_about_history(waiver)),
    )


def refers_to_old_number(document: Document | None, old: DocumentNumber) -> bool:
    """Whether a document that was renumbered says that it replaces its old number."""
    return document is not None and Reference(old, ReferenceKind.REPLACES) in document.references


def emptied_entry(document: Document, reason: str) -> Document:
    """Return what stays under the old number: that it is void, why, and the marking, which a merge would not lower."""
    waivers = tuple(waiver for waiver in document.waive if _is_about_history(waiver))
    return Document(document.number, Status.VOID, reason, marking=document.marking, waive=waivers)


def _is_about_history(waiver: tuple[str, str]) -> bool:
    return waiver[0].startswith(_HISTORY_AREA)


EntryVersions = tuple[Document | None, Document | None]
"""An entry before and after an act; None if it was not there, or is not."""


def find_new_number(vacated: EntryVersions, entries: Iterable[EntryVersions]) -> NewNumber | None:
    """Return the number to which a document went with all its facts, if one of the entries of the same act has them.

    `vacated` is the entry of the old number.
    """
    old, emptied = vacated
    if old is None or emptied is None:
        return None
    candidates = ((former, new) for former, new in entries if new and new.number != old.number)
    return next(
        (NewNumber(old.number, new.number) for former, new in candidates if _is_renumbered(old, emptied, former, new)),
        None,
    )


def _is_renumbered(old: Document, emptied: Document, former: Document | None, new: Document) -> bool:
    """Return whether an entry took over a document, and nothing of it stayed.

    `former` is what stood under the new number before.
    """
    if emptied.status not in {Status.VOID, Status.RESERVED}:
        return False
    if emptied.status is Status.VOID and emptied.marking != old.marking:
        return False
    if any(getattr(emptied, field.name) for field in fields(Document) if field.name not in _LEFT_FIELDS):
        return False
    if former and former.status not in {Status.VOID, Status.RESERVED}:
        return False
    numbers = NewNumber(old.number, new.number)
    reserved = former if former and former.status is Status.RESERVED else None
    # What was written for the number, as to whom it was given, stays with a number that is only reserved again.
    staying = {name: getattr(new, name) for name in _OF_NUMBER if getattr(emptied, name) == getattr(old, name)}
    expected = keep_reserved_fields(replace(renumbered_entry(old, numbers), **staying), reserved)
    return _facts(expected, numbers) == _facts(new, numbers)


def with_old_number(document: Document, old: Document) -> Document:
    """Return a document that was renumbered as if it still had the old number, to compare it with what it was."""
    return replace(_facts(document, NewNumber(old.number, document.number)), number=old.number)


def _facts(document: Document, numbers: NewNumber) -> Document:
    """Return the document without what the two entries say of each other, and without waivers of their histories."""
    return replace(
        document,
        previous_documents=tuple(number for number in document.previous_documents if number not in numbers),
        commission_documents=tuple(target for target in document.commission_documents if target not in numbers),
        references=tuple(reference for reference in document.references if reference.to not in numbers),
        waive=tuple(waiver for waiver in document.waive if not _is_about_history(waiver)),
    )


# ---- the documents that name the old number


def _list_naming_documents(snapshot: Snapshot, document: Document, new: DocumentNumber) -> Iterator[Document]:
    """Yield the documents that may name a document or one of its follow-ups, each once, without void ones."""
    old = document.number
    citing = (citing_document for citing_document, _ in snapshot.citing(old))
    candidates = {member.number: member for member in (*citing, *snapshot.family(old), *snapshot.family(new))}
    # The facts of a meeting document may be all that was read of it.
    named = snapshot.meeting_documents() if document.has_follow_ups else ()
    candidates |= {paper.number: snapshot.require(paper.number) for paper in named if paper.number not in candidates}
    for number, candidate in sorted(candidates.items()):
        if number not in {old, new} and candidate.status is not Status.VOID:
            yield candidate


def follow_new_number(document: Document, numbers: NewNumber) -> Document:
    """Return a document that names the new number in place of the old one.

    What an issued agenda prints stays as it was printed; which agenda it revises is not printed.
    """
    if not is_issued_agenda(document):
        return _with_new_name(document, numbers)
    agenda = document.agenda
    if agenda and agenda.revises == numbers.old:
        return replace(document, agenda=agenda._replace(revises=numbers.new))
    return document


def find_printed_names(snapshot: Snapshot, number: DocumentNumber) -> tuple[DocumentNumber, ...]:
    """Return the issued agendas that name a document, and go on doing so when it gets another number."""
    return tuple(
        dict.fromkeys(document.number for document, _ in snapshot.citing(number) if is_issued_agenda(document))
    )


def _with_new_name(document: Document, numbers: NewNumber) -> Document:
    """Return the document with the number replaced in every field that holds one, and in names of follow-ups."""
    values = {
        field.name: _replace_number(getattr(document, field.name), numbers)
        for field in fields(Document)
        if field.name not in {"number", "allotted"}
    }
    changed = replace(document, **values)
    if not any("#" in item.title for item in changed.walk_items()):
        return changed
    return replace(changed, items=tuple(_with_new_titles(item, numbers) for item in changed.items))


def _replace_number(value: Any, numbers: NewNumber) -> Any:
    """Return a value, as a tuple of references or an item, with the number replaced wherever it is one."""
    if isinstance(value, DocumentNumber):
        return numbers.new if value == numbers.old else value
    if not isinstance(value, tuple):
        return value
    members = tuple(_replace_number(member, numbers) for member in value)
    if members == value:
        return value
    return type(value)(*members) if hasattr(value, "_fields") else tuple(_without_repeats(members))


def _without_repeats(members: Iterable[Any]) -> Iterator[Any]:
    """Yield members; a number or reference that occurs once more only since it was replaced is left out."""
    listed: list[Any] = []
    for member in members:
        if not isinstance(member, DocumentNumber | Reference) or member not in listed:
            yield member
        listed.append(member)


def _with_new_titles(item: Item, numbers: NewNumber) -> Item:
    title = re.sub(NAME_IN_TITLE, lambda match: f"({_new_name(match['name'], numbers)})", item.title)
    return item._replace(title=title, subitems=tuple(_with_new_titles(line, numbers) for line in item.subitems))


def _new_name(typed: str, numbers: NewNumber) -> str:
    """Return the name of a follow-up under the new number of its document; any other name as it is."""
    with suppress(NotAValue, NotANumber):
        name = FollowUpName.parse(typed)
        if name.document == numbers.old:
            return str(name._replace(document=numbers.new))
    return typed
