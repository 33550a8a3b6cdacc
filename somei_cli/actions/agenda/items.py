"""Add, move and withdraw the items of an agenda."""

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.errors import Unreadable
from somei_cli.model.agenda import items
from somei_cli.model.agenda.lifecycle import is_draft
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


def read_for_renumbering(register: Register, agenda: DocumentNumber) -> Snapshot:
    """Return what renumbering an agenda needs: its family, and all that may name follow-ups on a draft."""
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
    same_title_remarks = items.describe_same_titles(
        item, (agenda_item for document in receipt.change.puts for agenda_item in document.items)
    )
    return receipt._replace(remarks=(*receipt.remarks, *same_title_remarks, *_document_remarks(register, item)))


def add_sub_item(
    register: Register, agenda: DocumentNumber, item: Item, parent_place: ItemPlace, circumstances: Circumstances
) -> Receipt:
    """Add a line below an item of a draft."""
    receipt = carry_out(
        register, agenda, lambda before: items.add_sub_item(before, agenda, item, parent_place), circumstances
    )
    return receipt._replace(remarks=(*receipt.remarks, *_document_remarks(register, item)))


def _document_remarks(register: Register, item: Item) -> tuple[str, ...]:
    """Return a sentence for each document of an item that is void or withdrawn."""
    try:
        documents = [register.family(number).get(number) for number in item.documents]
    except Unreadable:
        # The item has been added already; a check reports the unreadable file.
        return ()
    return tuple(items.describe_unusable_documents(document for document in documents if document))


def move_item(
    register: Register, agenda: DocumentNumber, item: ItemPlace, place: int, circumstances: Circumstances
) -> Receipt:
    """Move an item of a draft to another place."""

    def decide(before: Snapshot) -> Change:
        return items.move_item(before, agenda, item, place)

    return carry_out(register, lambda: read_for_renumbering(register, agenda), decide, circumstances)


def withdraw_item(
    register: Register, agenda: DocumentNumber, item: ItemPlace, reason: str, circumstances: Circumstances
) -> Receipt:
    """Withdraw an item; it stays on the page."""
    return carry_out(register, agenda, lambda before: items.withdraw_item(before, agenda, item, reason), circumstances)
