"""What an entry may say of classified information, and how to reduce an entry to that."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from somei_cli.errors import Classified, Refused, shell_word
from somei_cli.model.document import LANGUAGES, AccessEvent, AccessKind, Document, Meeting
from somei_cli.model.document_fields import DOCUMENT_FIELDS, content_texts, require_answers
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Level, Marking
from somei_cli.model.references import Reference
from somei_cli.model.register.access_status import is_declassified, reply_codes

WITHHELD = "(withheld)"
"""Replaces a removed value wherever a change is shown."""
_REASON_TAKEN_OUT = "taken out when the entry was reduced to what may stand"
_OPENING_EVENTS = frozenset({AccessKind.RELEASED, AccessKind.PARTLY_RELEASED, AccessKind.DECLASSIFIED})


def is_classified(marking: Marking | None) -> bool:
    """Return whether a marking is a level of EU, NATO, WEU or Euratom classified information."""
    return marking is not None and marking.classified


def is_closed(document: Document) -> bool:
    """Return whether a document is classified and not declassified, so that its entry says next to nothing."""
    return is_classified(document.marking) and not is_declassified(document)


def refuse_classified_text(document: Document) -> None:
    """Raise Classified if the entry of a classified document holds more than it may.

    RESTRICTED keeps a title that is not itself sensitive. Above RESTRICTED only number and level stay (Decision
    2013/488/EU; Article 9 of Regulation 1049/2001).

    Raises:
        Classified: with the level.
    """
    marking = document.marking
    if marking is None or not marking.classified:
        return
    refused = _REFUSED_FIELDS if marking.level <= Level.RESTRICTED else (*_REFUSED_FIELDS, *_TITLE_FIELDS)
    if any(getattr(document, name) for name in refused):
        raise Classified(str(marking))


def correct_marking_hint(document: Document) -> str:
    """Return the hint for an entry whose classification is wrong; only an undo restores a removed subject."""
    number = shell_word(document.number)
    if document.subject is None:
        return f"If that marking is wrong: somei undo COMMIT -m TEXT; somei history {number} names the commit."
    return f"If that marking is wrong: somei classify {number} --marking MARKING -m TEXT"


def reduce_entry(document: Document, marking: Marking, *, keep_subject: bool = False) -> Document:
    """Return the entry with a classification, reduced to what a register in git may say of a document of that level.

    It keeps number, status, level, type, dates, languages, codes and references to documents. Decisions that open the
    document are removed, because they were taken on another marking. A reason that a rule requires is replaced by fixed
    words.
    """
    names = (*_KEPT_FIELDS, *_TITLE_FIELDS) if keep_subject else _KEPT_FIELDS
    values: dict[str, Any] = {name: getattr(document, name) for name in names}
    reduced = {name: reduce(getattr(document, name)) for name, reduce in _REDUCTIONS.items() if getattr(document, name)}
    return Document(**{**values, **reduced, "marking": marking})


def is_reduction(before: Document | None, after: Document | None) -> bool:
    """Return whether a change only removed what the classification forbids; the subject codes may change with it."""
    if before is None or after is None or after.marking is None or not after.marking.classified:
        return False
    with_new_codes = replace(before, subject_codes=after.subject_codes)
    with_new_marking = replace(with_new_codes, marking=after.marking)
    if with_new_marking == after:
        return False
    subject_choices = (False, True) if after.marking.level is Level.RESTRICTED else (False,)
    return any(
        after == reduce_entry(with_new_codes, after.marking, keep_subject=keep_subject)
        for keep_subject in subject_choices
    )


def raise_marking(document: Document, marking: Marking, reason: str | None, *, keep_subject: bool) -> Document:
    """Return the entry of a document that turned out to be classified.

    Raises:
        Refused: if there is no reason, or the subject cannot be kept at this level.
    """
    if keep_subject and marking.level > Level.RESTRICTED:
        raise Refused(
            f"{document.number}: not even the subject is kept of a document marked {marking}.",
            "Leave out --keep-subject.",
        )
    marked = replace(document, marking=marking)
    reduced = reduce_entry(document, marking, keep_subject=keep_subject)
    if reduced == marked:
        return marked
    if not reason:
        raise Refused(
            f"{document.number}: {marking} removes what the entry says of the document; that needs a reason.",
            "Give it with -m TEXT. Only number, level, type, days and codes stay: somei help classified",
        )
    return reduced


def find_same_subject(documents: Iterable[Document], subject: str | None) -> Iterator[Document]:
    """Yield the documents that contain a subject: as their own, as the title of an item, or anywhere in their text."""
    wanted_words = _fold(subject or "")
    if not wanted_words:
        return
    for document in documents:
        if any(wanted_words in _fold(text) for text in _texts(document)):
            yield document


def _fold(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")


def _texts(document: Document) -> Iterator[str]:
    yield from content_texts(document)
    for item in document.walk_items():
        yield from filter(None, (item.title, item.result, item.summary))
        yield from (follow_up.what for follow_up in item.follow_ups)


def _reduce_meeting(meeting: Meeting) -> Meeting | None:
    return Meeting(start=meeting.start, end=meeting.end) if meeting.start else None


def _reduce_access(events: tuple[AccessEvent, ...]) -> tuple[AccessEvent, ...]:
    return tuple(
        AccessEvent(event.kind, event.on, reply_codes(event.ground))
        for event in events
        if event.kind not in _OPENING_EVENTS
    )


_KEPT_FIELDS = tuple(field.name for field in DOCUMENT_FIELDS if field.classified == "kept")
_TITLE_FIELDS = tuple(field.name for field in DOCUMENT_FIELDS if field.classified == "title")
_REFUSED_FIELDS = tuple(field.name for field in DOCUMENT_FIELDS if field.classified == "refused")
_REDUCTIONS: dict[str, Callable[[Any], Any]] = {
    "reason": lambda _: _REASON_TAKEN_OUT,
    "languages": lambda languages: tuple(language for language in languages if language in LANGUAGES),
    "commission_documents": lambda targets: tuple(to for to in targets if isinstance(to, DocumentNumber)),
    "allotted": lambda allotted: allotted._replace(purpose=None, extra=()),
    "meeting": _reduce_meeting,
    "agenda": lambda agenda: agenda._replace(extra=()),
    "access": _reduce_access,
    "references": lambda references: tuple(
        dict.fromkeys(Reference(to.to, to.kind, languages=to.languages) for to in references)
    ),
    "waive": lambda waivers: tuple((code, _REASON_TAKEN_OUT) for code, _ in waivers),
}
"""What remains of the fields of which a part may stand."""
require_answers(
    "model/classified_entries.py",
    _REDUCTIONS,
    [field.name for field in DOCUMENT_FIELDS if field.classified == "reduced"],
)
