"""Deciding on new entries made by hand.

Names that stand in no list of the vocabulary, and what may be meant: new ones are taken, and so are slips.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from somei_cli.errors import NumberTaken
from somei_cli.model.classification import check_codes, with_codes
from somei_cli.model.classified_entries import refuse_classified_text
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document, Status
from somei_cli.model.register.change import Change
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import LazyVocabulary


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


def unlisted(document: Document, vocabulary: LazyVocabulary) -> Iterator[str]:
    """A sentence for the type and for the body of an entry, where the vocabulary has no such one."""
    if document.type and not vocabulary().type_named(document.type):
        yield _told(document.type, "type", [listed.heading for listed in vocabulary().types])
    body = document.meeting.body if document.meeting else None
    if body and not vocabulary().body_named(body):
        yield _told(body, "body", [listed.key for listed in vocabulary().bodies])


def _told(name: str, kind: str, listed: Sequence[str]) -> str:
    # Loaded where something was misspelt only.
    from difflib import get_close_matches

    near = get_close_matches(name.upper(), listed, n=1, cutoff=0.7)
    return f"“{name}” is no {kind} of the vocabulary" + (f"; {near[0]} may be meant." if near else ".")
