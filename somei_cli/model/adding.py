"""Deciding on new entries: by hand, or read from a document's text."""

from collections.abc import Iterable
from dataclasses import replace

from somei_cli.errors import NumberTaken
from somei_cli.model.changes import Change
from somei_cli.model.classifying import check_codes, refuse_classified_text, with_codes
from somei_cli.model.codes import CodeEntry
from somei_cli.model.documents import Document
from somei_cli.model.snapshot import Snapshot


def add(snapshot: Snapshot, document: Document, codes: Iterable[CodeEntry], new_title: str | None = None) -> Change:
    """Enter a document whose number is not yet taken, with its codes.

    Raises:
        NumberTaken: where it is.
        CodeUnknown, SerialTaken, Classified: as the codes and the marking demand.
    """
    if document.number in snapshot:
        raise NumberTaken(document.number)
    codes = tuple(codes)
    new_codes = check_codes(snapshot, codes, new_title)
    document = with_codes(snapshot, document, codes)
    refuse_classified_text(document)
    return Change("add", f"Add {document.number}", puts=(document,), codes=new_codes)


def register_readings(snapshot: Snapshot, documents: Iterable[Document], *, replacing: bool) -> Change:
    """Enter documents as they were read; their printed serials stand as they are.

    One that is already there with the same content is passed over.

    Raises:
        NumberTaken: where it is there with other content and is not to be replaced.
        CodeUnknown, SerialTaken, Classified: as the codes and the marking demand.
    """
    puts: list[Document] = []
    for document in documents:
        held = snapshot.get(document.number)
        if held is not None and not replacing and replace(held, source=None) != replace(document, source=None):
            raise NumberTaken(document.number)
        if held is not None and replace(held, source=document.source) == document:
            continue
        check_codes(snapshot, document.subject_codes, None)
        numbered = tuple(e for e in document.subject_codes if e.serial is not None)
        with_codes(snapshot, replace(document, subject_codes=()), numbered)
        refuse_classified_text(document)
        puts.append(document)
        snapshot = snapshot.with_documents([document])
    names = ", ".join(str(d.number) for d in puts[:3]) + (f" and {len(puts) - 3} more" if len(puts) > 3 else "")
    return Change("import", f"Import {names}", puts=tuple(puts))
