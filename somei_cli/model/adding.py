"""Deciding on new entries made by hand."""

from collections.abc import Iterable

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
