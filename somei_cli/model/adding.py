"""Deciding on new entries made by hand."""

from collections.abc import Iterable
from dataclasses import replace

from somei_cli.errors import NumberTaken
from somei_cli.model.changes import Change
from somei_cli.model.classified_entries import refuse_classified_text
from somei_cli.model.classifying import check_codes, with_codes
from somei_cli.model.codes import CodeEntry
from somei_cli.model.documents import Document, Status
from somei_cli.model.snapshot import Snapshot


def add(snapshot: Snapshot, document: Document, codes: Iterable[CodeEntry], new_title: str | None = None) -> Change:
    """Enter a document whose number is not yet taken, or only reserved, with its codes.

    Raises:
        NumberTaken: where it is.
        CodeUnknown, SerialTaken, Classified: as the codes and the marking demand.
    """
    held = snapshot.get(document.number)
    if held is not None and held.status is not Status.RESERVED:
        raise NumberTaken(document.number)
    if held is not None:
        document = replace(document, allotted=held.allotted, note=held.note)
    codes = tuple(codes)
    new_codes = check_codes(snapshot, codes, new_title)
    document = with_codes(snapshot, document, codes)
    refuse_classified_text(document)
    return Change("add", f"Add {document.number}", puts=(document,), codes=new_codes)
