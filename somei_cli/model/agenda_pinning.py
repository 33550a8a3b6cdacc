"""The documents of items: looked up while an agenda is drafted, pinned to the current text when it is issued."""

from collections.abc import Callable, Iterable

from somei_cli.model.documents import Document, Status
from somei_cli.model.families import current_text
from somei_cli.model.items import Item
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot


def pinned(items: Iterable[Item], snapshot: Snapshot, *, anew: bool = False) -> tuple[Item, ...]:
    """Items whose documents are the texts that stand now; a revision named as such stays unless all is done anew."""

    def text_of(number: DocumentNumber) -> DocumentNumber:
        fixed = not number.is_main_text if anew else bool(number.suffixes)
        current = None if fixed else issued_text(number, snapshot)
        return current.number if current else number

    return tuple(_with_documents(item, text_of) for item in items)


def unpinned(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items whose documents are looked up anew: a first issue stands for whatever text is current."""
    return tuple(_with_documents(item, _first_issue) for item in items)


def issued_text(number: DocumentNumber, snapshot: Snapshot) -> Document | None:
    """The text of a family that has been issued and stands; drafts are nobody's text yet."""
    return current_text([member for member in snapshot.family(number) if member.status is Status.ISSUED])


def documents_of(items: Iterable[Item]) -> tuple[DocumentNumber, ...]:
    """Every document that items and their lines name, once."""
    return tuple(dict.fromkeys(number for item in items for part in item.walk() for number in part.documents))


def _first_issue(number: DocumentNumber) -> DocumentNumber:
    return number.base if number.is_main_text else number


def _with_documents(item: Item, chosen: Callable[[DocumentNumber], DocumentNumber]) -> Item:
    documents = tuple(dict.fromkeys(map(chosen, item.documents)))
    return item._replace(documents=documents, subitems=tuple(_with_documents(sub, chosen) for sub in item.subitems))
