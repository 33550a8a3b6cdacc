"""What an entry may say of EU classified information, and reducing an entry to that."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from somei_cli.errors import Classified, Refused, as_typed
from somei_cli.model.document import LANGUAGES, AccessEvent, AccessKind, Agenda, Allotment, Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Level, Marking
from somei_cli.model.references import Reference
from somei_cli.model.register.access import is_declassified, reply_codes

WITHHELD = "(withheld)"
"""What stands for a value that was taken out, wherever a change is shown."""
_REASON_TAKEN_OUT = "taken out when the entry was reduced to what may stand"
_OPENING = frozenset({AccessKind.RELEASED, AccessKind.PARTLY_RELEASED, AccessKind.DECLASSIFIED})


def is_classified(marking: Marking | None) -> bool:
    """Whether a marking is one of the four levels of EU classified information."""
    return marking is not None and marking.classified


def is_closed(document: Document) -> bool:
    """Whether a document is EU classified information today, of which an entry tells next to nothing."""
    return is_classified(document.marking) and not is_declassified(document)


def refuse_classified_text(document: Document) -> None:
    """Stop where an entry for classified information holds more than it may.

    RESTRICTED keeps a title that is not itself sensitive; above it not even that (Decision 2013/488/EU,
    Article 9 of Regulation 1049/2001): number and level alone.

    Raises:
        Classified: naming the level.
    """
    marking = document.marking
    if marking is None or not marking.classified:
        return
    named = document.subject is not None and marking.level > Level.RESTRICTED
    if document.items or document.note or named:
        raise Classified(str(marking))


def way_back(held: Document) -> str:
    """The hint for an entry whose classification is wrong: what was taken out of it only an undo brings back."""
    number = as_typed(held.number)
    if held.subject is None:
        return f"If that marking is wrong: somei undo COMMIT -m TEXT; somei history {number} names the commit."
    return f"If that marking is wrong: somei classify {number} --marking MARKING -m TEXT"


def reduce_entry(document: Document, marking: Marking, *, keep_subject: bool = False) -> Document:
    """The entry with a classification, and nothing that a paper of that level may not tell here.

    Kept are number, status, level, type, days, languages, codes, and the numbers that it points to. Decisions that
    would open it go: they were taken on another marking. A reason that a rule asks for is replaced by fixed words.
    """
    return Document(
        number=document.number,
        status=document.status,
        reason=_REASON_TAKEN_OUT if document.reason else None,
        type=document.type,
        subject=document.subject if keep_subject else None,
        date=document.date,
        languages=tuple(language for language in document.languages if language in LANGUAGES),
        marking=marking,
        subject_codes=document.subject_codes,
        previous_documents=document.previous_documents,
        commission_documents=tuple(to for to in document.commission_documents if isinstance(to, DocumentNumber)),
        allotted=_reduce_allotment(document.allotted),
        meeting=_reduce_meeting(document.meeting),
        agenda=_reduce_agenda(document.agenda),
        access=tuple(
            AccessEvent(e.kind, e.on, reply_codes(e.ground)) for e in document.access if e.kind not in _OPENING
        ),
        references=tuple(dict.fromkeys(Reference(one.to, one.kind) for one in document.references)),
        waive=tuple((code, _REASON_TAKEN_OUT) for code, _ in document.waive),
    )


def is_reduction(before: Document | None, after: Document | None) -> bool:
    """Whether a change took out of an entry what its classification forbids, and did nothing else but to its codes."""
    if before is None or after is None or after.marking is None or not after.marking.classified:
        return False
    same = replace(before, subject_codes=after.subject_codes)
    kept = replace(same, marking=after.marking)
    if kept == after:
        return False
    keeping = (False, True) if after.marking.level is Level.RESTRICTED else (False,)
    return any(after == reduce_entry(same, after.marking, keep_subject=keep) for keep in keeping)


def raise_marking(document: Document, marking: Marking, reason: str | None, *, keep_subject: bool) -> Document:
    """The entry of a document that turned out to be classified.

    Raises:
        Refused: nobody says why, or the subject cannot be kept at this level.
    """
    if keep_subject and marking.level > Level.RESTRICTED:
        raise Refused(
            f"{document.number}: of a document marked {marking} not even the subject is kept.",
            "Leave out --keep-subject.",
        )
    marked = replace(document, marking=marking)
    reduced = reduce_entry(document, marking, keep_subject=keep_subject)
    if reduced == marked:
        return marked
    if not reason:
        raise Refused(
            f"{document.number}: {marking} takes out what the entry tells of the document; that needs a reason.",
            "Give it with -m TEXT. Only number, level, type, days and codes stay: somei help classified",
        )
    return reduced


def find_same_subject(documents: Iterable[Document], subject: str | None) -> Iterator[Document]:
    """The documents that say a subject too: as theirs, as the title of an item, or anywhere in their words."""
    sought = _fold(subject or "")
    if not sought:
        return
    for document in documents:
        if any(sought in _fold(text) for text in _texts(document)):
            yield document


def _fold(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")


def _texts(document: Document) -> Iterator[str]:
    yield from filter(None, (document.subject, document.note))
    for item in document.walk_items():
        yield from filter(None, (item.title, item.result, item.summary))
        yield from (promise.what for promise in item.follow_ups)


def _reduce_allotment(allotted: Allotment | None) -> Allotment | None:
    return allotted._replace(purpose=None, extra=()) if allotted else None


def _reduce_meeting(meeting: Meeting | None) -> Meeting | None:
    return Meeting(start=meeting.start, end=meeting.end) if meeting and meeting.start else None


def _reduce_agenda(agenda: Agenda | None) -> Agenda | None:
    return agenda._replace(extra=()) if agenda else None
