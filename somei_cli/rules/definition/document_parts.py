"""The parts of a document with their key paths (items, references, follow-ups, texts), and what it is to a rule."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.formats.toml.document import to_table, walk_texts
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status, SuffixKind
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.model.markings import Level, level_of
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.access_status import is_declassified, is_open_to_all
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot

if TYPE_CHECKING:
    from somei_cli.model.item_refs import FollowUpName


class ItemPart(NamedTuple):
    """An item or sub-item; `top_item` is the item of the first level to which it belongs."""

    key_path: KeyPath
    item: Item
    top_item: Item

    @property
    def name(self) -> str:
        """Its name in messages: by its printed number, else by its position."""
        _, index, *below = self.key_path
        steps = [f"item {self.top_item.number}" if self.top_item.number else f"the item at place {int(index) + 1}"]
        steps += [f"sub-item {int(step) + 1}" for step in below if isinstance(step, int)]
        return ", ".join(steps)


LOWEST_LEVELS = {SubjectCode("NCI"): Level.RESTRICTED, SubjectCode("NACN"): Level.LIMITE}
"""The codes that imply a level: NATO classified information, and for Member States only."""


def items_with_paths(document: Document) -> Iterator[ItemPart]:
    """Yield every item and sub-item, in printed order."""
    for index, item in enumerate(document.items):
        yield from _item_and_subitems(("items", index), item, item)


def _item_and_subitems(key_path: KeyPath, item: Item, top: Item) -> Iterator[ItemPart]:
    yield ItemPart(key_path, item, top)
    for index, sub in enumerate(item.subitems):
        yield from _item_and_subitems((*key_path, "subitems", index), sub, top)


def follow_ups_with_paths(document: Document) -> "Iterator[tuple[KeyPath, FollowUp, FollowUpName]]":
    """Yield every follow-up with its key path and name."""
    if not document.items:
        return
    # Every act loads this module, and few documents have items.
    from somei_cli.model.followup.list import named_follow_ups

    for name, located, follow_up in named_follow_ups(document):
        top, *below = located.path
        steps = (part for index in below for part in ("subitems", index))
        yield ("items", top, *steps, "follow_ups", name.ordinal - 1), follow_up, name


def references_with_paths(document: Document) -> Iterator[tuple[KeyPath, Reference]]:
    """Yield every reference to a Council document, from any field, with its key path."""
    for index, number in enumerate(document.previous_documents):
        yield ("previous_documents", index), Reference(number, ReferenceKind.PREVIOUS)
    for index, target in enumerate(document.commission_documents):
        if isinstance(target, DocumentNumber):
            yield ("commission_documents", index), Reference(target, ReferenceKind.COMMISSION)
    for index, reference in enumerate(document.references):
        yield ("references", index), reference
    for paper in document.listed_documents():
        yield paper.path, Reference(paper.number, ReferenceKind.CITES, paper.top_number)


def texts_with_paths(document: Document) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text of the document with its key path, as its file contains it."""
    return walk_texts(to_table(document))


_LATE = frozenset({SuffixKind.COR, SuffixKind.EXT, SuffixKind.DCL})


def is_issued(document: Document) -> bool:
    """Whether it was issued and not withdrawn."""
    return document.status is Status.ISSUED


def is_agenda(document: Document) -> bool:
    """Whether it is the agenda of a meeting."""
    return document.agenda is not None or "AGENDA" in (document.type or "").upper()


def may_come_late(number: DocumentNumber) -> bool:
    """Whether its date may be years after that of the number."""
    return any(suffix.kind in _LATE for suffix in number.suffixes)


def is_classified(document: Document) -> bool:
    """Whether it is EU classified information today."""
    return document.marking is not None and document.marking.classified and not is_declassified(document)


def is_replaced(document: Document, snapshot: Snapshot) -> bool:
    """Whether a later revision of this text was issued."""
    texts = (member for member in snapshot.family(document.number) if member.number.is_main_text and is_issued(member))
    return document.number.is_main_text and any(t.number.revision > document.number.revision for t in texts)


def is_withheld(document: Document) -> bool:
    """Whether its text is not public today; an unknown marking counts as the highest."""
    marked = level_of(document.marking) > Level.UNMARKED
    return marked and not is_declassified(document) and not is_open_to_all(document)


def is_expected(number: DocumentNumber, settings: Settings) -> bool:
    """Whether the register claims to hold this number. A complete register without own series claims all."""
    return settings.complete and (not settings.own_series or number.series in settings.own_series)
