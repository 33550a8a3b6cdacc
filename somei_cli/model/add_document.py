"""Add a document that a clerk enters by hand, and point out names that the vocabulary does not list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from somei_cli.errors import WrongUsage, shell_word
from somei_cli.model.classification import require_known_codes, with_codes
from somei_cli.model.classified_entries import refuse_classified_text
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Allotment, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.markings import Level
from somei_cli.model.numbers.number_allotment import find_reserved, keep_reserved_fields
from somei_cli.model.register.change import Change
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import LazyVocabulary, Vocabulary


def add_document(
    snapshot: Snapshot,
    document: Document,
    codes: Iterable[CodeEntry],
    new_title: str | None = None,
    voided_by: str | None = None,
) -> Change:
    """Return the change that enters a document under a number that is free or only reserved, with its subject codes.

    `voided_by` is the commit that made the number void before anybody else got it: then it is as good as free.

    Raises:
        NumberTaken: if the number has a document.
        CodeUnknown, SerialTaken: if a code or its serial cannot be used.
        Classified: if the entry says more than its marking allows.
        WrongUsage: if its meeting body is misspelt.
    """
    if document.meeting and document.meeting.body:
        refuse_misspelt_body(document.meeting.body, snapshot.vocabulary)
    if not voided_by:
        document = keep_reserved_fields(document, find_reserved(snapshot, document.number))
    codes = tuple(codes)
    new_codes = require_known_codes(snapshot, codes, new_title)
    document = with_codes(snapshot, document, codes)
    refuse_classified_text(document)
    reason = _ENTERED_AGAIN if voided_by else None
    summary = f"Add {document.number}"
    return Change("add", summary, puts=(document,), codes=new_codes, undoes=voided_by, reason=reason)


_ENTERED_AGAIN = "void before it was sent, so entered again"


def draft_under_number(document: Document, number: DocumentNumber, allotted: Allotment) -> Document:
    """Return a document as a draft under the number that the office gave it: nobody has printed it yet."""
    return replace(document, number=number, status=Status.DRAFT, allotted=allotted)


def with_listed_names(document: Document, vocabulary: Vocabulary) -> Document:
    """Return a document whose type and meeting body are written as the vocabulary writes them, if it lists them."""
    listed_type = vocabulary.type_named(document.type) if document.type else None
    meeting = document.meeting
    body = vocabulary.body_named(meeting.body) if meeting and meeting.body else None
    return replace(
        document,
        type=listed_type.heading if listed_type else document.type,
        meeting=meeting._replace(body=body.key) if meeting and body else meeting,
    )


def refuse_misspelt_body(name: str, vocabulary: Vocabulary) -> None:
    """Refuse the name of a meeting body that the vocabulary lacks, if it is nearly that of one.

    Raises:
        WrongUsage: with the bodies that may be meant.
    """
    if vocabulary.body_named(name):
        return
    near = _find_similar(name, [body.key for body in vocabulary.bodies])
    if near:
        raise WrongUsage(
            f"“{name}” is not a body of the vocabulary.",
            f"Near it: {', '.join(near)}. To add it to the vocabulary: somei bodies add {shell_word(name)} NAME",
        )


def describe_unlisted_names(document: Document, vocabulary: LazyVocabulary) -> Iterator[str]:
    """Yield a sentence for the type and for the meeting body of a document, if the vocabulary does not list it.

    Yield one for its marking too, if it is not one that somei knows.
    """
    yield from describe_unknown_marking(document)
    if document.type and not vocabulary().type_named(document.type):
        yield _describe_unlisted(document.type, "type", [document_type.heading for document_type in vocabulary().types])
    body = document.meeting.body if document.meeting else None
    if body and not vocabulary().body_named(body):
        yield _describe_unlisted(body, "body", [known_body.key for known_body in vocabulary().bodies])


def describe_unknown_marking(document: Document) -> Iterator[str]:
    """Yield what the marking of a document counts as, if it is not one that somei knows."""
    if document.marking and document.marking.level is Level.UNKNOWN:
        yield f"“{document.marking}” is not a marking that somei knows. It counts as the highest: somei help markings"


def _describe_unlisted(name: str, kind: str, known_names: Sequence[str]) -> str:
    similar = _find_similar(name, known_names)
    return f"“{name}” is not a {kind} of the vocabulary" + (f"; {similar[0]} may be meant." if similar else ".")


def _find_similar(name: str, known_names: Sequence[str]) -> list[str]:
    # Imported only if a name was misspelt.
    from difflib import get_close_matches

    return get_close_matches(name.upper(), known_names, n=3, cutoff=0.7)
