"""Read what is printed: a document, and the style of its paper that the register chose."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.errors import Refused, Unreadable
from somei_cli.model.agenda.issue_and_revision import documents_of, find_paper_number, pin_documents
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.markings import Level, level_of
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.register.access_status import is_unconfirmed
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register, open_register
from somei_cli.store.register.work_tree_files import WorkTree

STYLE = PurePosixPath("templates/paper.toml")
STYLE_SHEET = PurePosixPath("templates/paper.css")
_LARGEST = 64 * 1024
_NO_TEXT = {
    Status.RESERVED: "is reserved; there is nothing to print yet",
    Status.VOID: "is void; no document has this number",
}


class Manuscript(NamedTuple):
    """A document to be printed, and the register's two style files if it has them.

    `paper_numbers` are those under which papers of its items are to be read. If it `is_restricted`, only its owner may
    read the file that it is printed into.
    """

    document: Document
    style: str | None
    style_sheet: str | None
    paper_numbers: Mapping[DocumentNumber, DocumentNumber] = MappingProxyType({})
    is_restricted: bool = False


def read_manuscript(register: Register, number: DocumentNumber) -> Manuscript:
    """Return a document to be printed; the items of a draft show the current texts of their documents.

    Raises:
        NumberUnknown: if it is not in the register.
        Refused: if there is nothing to print, or it is classified.
    """
    document = register.get(number)
    refuse_provisional(number, "printed")
    if document.status in _NO_TEXT:
        raise Refused(f"{number} {_NO_TEXT[document.status]}.")
    _refuse_classified(document)
    if not isinstance(register.files, WorkTree):
        # An earlier, lower marking does not allow printing what is classified now.
        _refuse_classified(open_register(register.root).find(number))
    document, paper_numbers = _follow_papers(register, document)
    # An import without a marking may have lost it on the way.
    is_restricted = level_of(document.marking) > Level.UNMARKED or is_unconfirmed(
        document, register.settings.public_unmarked
    )
    styles = read_style_file(register, STYLE), read_style_file(register, STYLE_SHEET)
    return Manuscript(document, *styles, paper_numbers, is_restricted=is_restricted)


def _follow_papers(register: Register, document: Document) -> tuple[Document, Mapping[DocumentNumber, DocumentNumber]]:
    """Return the document as it is printed, and the numbers under which the papers of its items are to be read."""
    if not documents_of(document.items):
        return document, {}
    try:
        snapshot = read_with_papers(register, document.number)
    except Unreadable:
        if document.status is Status.DRAFT:
            raise
        # What was issued is printed as it was.
        return document, {}
    if document.status is Status.DRAFT:
        # Nothing is pinned before an agenda is issued.
        document = replace(document, items=pin_documents(document.items, snapshot))
    papers = documents_of(document.items)
    return document, {paper: find_paper_number(snapshot, document, paper) for paper in papers}


def _refuse_classified(document: Document | None) -> None:
    # An unknown marking counts as the highest until a person decides.
    if document and document.marking and level_of(document.marking) > Level.LIMITE:
        raise Refused(
            f"{document.number} is marked {document.marking}; it is never printed here.",
            "Ask the registry that keeps classified documents.",
        )


def read_with_papers(register: Register, agenda: DocumentNumber, read: Snapshot | None = None) -> Snapshot:
    """Return an agenda with the families of its papers, and what was read already.

    Only if a paper is void, the whole register is read, to find the number that it has now.
    """
    family = read or register.family(agenda)
    numbers = documents_of(family.require(agenda).items)
    bases = {number.base for number in numbers} - {agenda.base}
    snapshot = family.with_documents(document for base in sorted(bases) for document in register.family(base))
    papers = (snapshot.get(number) for number in numbers)
    if any(paper and paper.status is Status.VOID for paper in papers):
        # A file that cannot be read is reported by a check; it keeps no agenda back.
        with suppress(Unreadable):
            return open_snapshot(register)
    return snapshot


def read_style_file(register: Register, path: PurePosixPath) -> str | None:
    """Return the text of a style file of the register, None if it has none.

    Raises:
        Unreadable: if it is too large.
    """
    try:
        text = register.files.read(path)
    except FileNotFoundError:
        return None
    if len(text.encode()) > _LARGEST:
        raise Unreadable(path, f"is larger than {_LARGEST // 1024} KiB")
    return text
