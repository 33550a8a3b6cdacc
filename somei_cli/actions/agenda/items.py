"""Add, edit, move, remove and withdraw the items of an agenda."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from somei_cli.actions.act import Circumstances, carry_out, carry_out_decision
from somei_cli.errors import Unreadable, WrongUsage, shell_word
from somei_cli.model.agenda import item_edits, items
from somei_cli.model.agenda.issue_and_revision import find_issued_text
from somei_cli.model.agenda.lifecycle import is_draft, is_issued_agenda
from somei_cli.model.council_calendar import describe_foreign_kind, list_foreign_kinds
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.items_and_follow_ups import Item, ItemKind
from somei_cli.model.register.change import Change, Decision, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.agenda_readiness import find_marking_warnings
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


def read_for_renumbering(register: Register, agenda: DocumentNumber) -> Snapshot:
    """Return what renumbering items needs: the family, and all that may name follow-ups of a draft."""
    family = register.family(agenda)
    document = family.get(agenda)
    return open_snapshot(register) if document and is_draft(document) and document.has_follow_ups else family


def add_item(
    register: Register, agenda: DocumentNumber, item: Item, place: int | None, circumstances: Circumstances
) -> Receipt:
    """Add an item to an agenda."""

    def decide(before: Snapshot) -> Change:
        return items.add_item(before, agenda, item, place)

    receipt = carry_out(register, lambda: read_for_renumbering(register, agenda), decide, circumstances)
    remarks = (
        *_describe_printed_page(receipt),
        *_title_remarks(receipt, item.title),
        *describe_kind(register, agenda, item.kind),
        *_named_document_remarks(register, item.documents),
    )
    return with_marking_warnings(register, with_remarks(receipt, remarks), item.documents)


def add_sub_item(
    register: Register, agenda: DocumentNumber, item: Item, parent_place: ItemPlace, circumstances: Circumstances
) -> Receipt:
    """Add a line below an item of a draft."""
    receipt = carry_out(
        register, agenda, lambda before: items.add_sub_item(before, agenda, item, parent_place), circumstances
    )
    remarks = (*describe_kind(register, agenda, item.kind), *_named_document_remarks(register, item.documents))
    return with_marking_warnings(register, with_remarks(receipt, remarks), item.documents)


def with_marking_warnings(register: Register, receipt: Receipt, numbers: Collection[DocumentNumber]) -> Receipt:
    """Return a receipt that warns of what the markings of documents mean for the agenda that names them."""
    agenda = next((document for document in receipt.change.puts if document.agenda), None)
    if agenda is None or not numbers:
        return receipt
    try:
        snapshot = register.family(agenda.number)
        for base in {number.base for number in numbers} - {agenda.number.base}:
            snapshot = snapshot.with_documents(register.family(base))
    except Unreadable:
        # The act was written already; a check reports the unreadable file.
        return receipt
    return receipt._replace(warnings=tuple(find_marking_warnings(agenda, snapshot, numbers)))


def with_remarks(receipt: Receipt, remarks: Iterable[str]) -> Receipt:
    """Return a receipt with more remarks."""
    return receipt._replace(remarks=(*receipt.remarks, *remarks))


def _title_remarks(receipt: Receipt, title: str) -> tuple[str, ...]:
    """Return a sentence if several items of the document have this title."""
    changed_items = (item for document in receipt.change.puts[:1] for item in document.items)
    return tuple(item_edits.describe_same_titles(title, changed_items))


def describe_kind(register: Register, agenda: DocumentNumber, kind: ItemKind | None) -> tuple[str, ...]:
    """Return a sentence if the body of an agenda has no items of this kind."""
    document = None
    with suppress(Unreadable):
        document = register.find(agenda) if kind else None
    meeting_body = document.meeting.body if document and document.meeting else None
    body = register.vocabulary.body_named(meeting_body) if meeting_body else None
    return (describe_foreign_kind(kind),) if kind and body and kind in list_foreign_kinds(body.key) else ()


def document_remarks(register: Register, numbers: Iterable[DocumentNumber]) -> tuple[str, ...]:
    """Return a sentence for each document of an item that is void or withdrawn."""
    try:
        documents = [register.family(number).get(number) for number in numbers]
    except Unreadable:
        # The item has been written already; a check reports the unreadable file.
        return ()
    return tuple(item_edits.describe_unusable_documents(document for document in documents if document))


def _named_document_remarks(register: Register, numbers: Collection[DocumentNumber]) -> Iterator[str]:
    """Yield the same, and a sentence for each document that is not registered, as the board of the agenda says it."""
    yield from document_remarks(register, numbers)
    for number in numbers:
        with suppress(Unreadable):
            if not _is_registered(register, number):
                yield f"{number} is not registered"


def _is_registered(register: Register, number: DocumentNumber) -> bool:
    """Return whether the register has a document, or an issued revision if the number has no suffix."""
    if register.find(number):
        return True
    return not number.suffixes and find_issued_text(number, register.family(number)) is not None


def edit_item(
    register: Register,
    number: DocumentNumber,
    place: ItemPlace,
    values: Mapping[str, Any],
    circumstances: Circumstances,
) -> Receipt:
    """Give fields of an item of a draft other values, by the names of their attributes."""

    def decide(before: Snapshot) -> Change:
        return item_edits.edit_item(before, number, place, values)

    def read_snapshot() -> Snapshot:
        # Only lines that come to other places may take names of follow-ups along.
        return read_for_renumbering(register, number) if "subitems" in values else register.family(number)

    receipt = carry_out(register, read_snapshot, decide, circumstances)
    title_remarks = _title_remarks(receipt, values["title"]) if "title" in values and not place.places else ()
    kind_remarks = describe_kind(register, number, values.get("kind"))
    named_remarks = _named_document_remarks(register, values.get("documents") or ())
    return with_remarks(receipt, (*title_remarks, *kind_remarks, *named_remarks))


def remove_item(register: Register, number: DocumentNumber, place: ItemPlace, circumstances: Circumstances) -> Receipt:
    """Remove an item or a line of a draft."""

    def decide(before: Snapshot) -> Decision:
        return Decision(item_edits.remove_item(before, number, place), before)

    reads = partial(read_for_renumbering, register, number)
    receipt, decision = carry_out_decision(register, reads, decide, circumstances)
    before = decision.before.require(number) if decision else None
    return with_remarks(receipt, item_edits.describe_references_of_whole(before, place) if before else ())


def move_item(
    register: Register, agenda: DocumentNumber, item: ItemPlace, place: int, circumstances: Circumstances
) -> Receipt:
    """Move an item of a draft to another place."""

    def decide(before: Snapshot) -> Change:
        return items.move_item(before, agenda, item, place)

    return carry_out(register, lambda: read_for_renumbering(register, agenda), decide, circumstances)


def withdraw_item(
    register: Register, agenda: DocumentNumber, item: ItemPlace, reason: str | None, circumstances: Circumstances
) -> Receipt:
    """Withdraw an item; it stays on the page, with the reason, or else with that of the act.

    Raises:
        WrongUsage: if there is no reason at all.
    """
    why = reason or circumstances.reason
    if not why:
        words = f"{shell_word(agenda)} {shell_word(item)}"
        raise WrongUsage("An item is withdrawn for a reason.", f"Give it: somei agenda withdraw-item {words} -m TEXT")
    receipt = carry_out(register, agenda, lambda before: items.withdraw_item(before, agenda, item, why), circumstances)
    return with_remarks(receipt, _describe_printed_page(receipt))


def _describe_printed_page(receipt: Receipt) -> Iterator[str]:
    """Yield a sentence if the agenda had gone out before: a late item and a withdrawal are not on that page."""
    for agenda in receipt.change.puts[:1]:
        if is_issued_agenda(agenda):
            command = f"somei agenda revise {shell_word(agenda.number)}"
            yield f"people have the page as it was; for a new one: {command}"
