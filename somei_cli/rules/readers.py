"""XREF: references against what their readers can follow: not there yet, not for them, not the newest any more."""

from collections.abc import Iterator
from datetime import date, timedelta

from somei_cli.errors import as_typed
from somei_cli.model.agenda_states import is_draft
from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber, SuffixKind
from somei_cli.model.references import FOLLOWING, Reference, ReferenceKind
from somei_cli.model.snapshot import Snapshot
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import pointers
from somei_cli.rules.roles import is_agenda, is_issued, is_replaced, is_withheld
from somei_cli.rules.rule import Background, Flaw, Scope, Whole, rule
from somei_cli.rules.targets import is_looked_up
from somei_cli.rules.traits import Trait
from somei_cli.text.fields import KeyPath

# What answers, implements, summarises or reports on another text was written after it.
_WRITTEN_AFTER = frozenset(
    {ReferenceKind.ANSWERS, ReferenceKind.IMPLEMENTS, ReferenceKind.SUMMARISES, ReferenceKind.AGENDA}
)
_TO_BE_ISSUED_SOON = timedelta(days=31)
_NAMED = 3


@rule("XREF010", Severity.WARNING, Scope.REGISTER, Trait.DATE, Trait.POINTER)
def from_the_future(whole: Whole, _: Background) -> Iterator[Flaw]:
    """A reference points to a document of a later date.

    An answer, a report or a summary is written after the text that it is about. Other documents may name a paper that
    is issued some days later, since its number is known before; where it came more than a month later this is no more
    than a hint that one of the two dates was misread. Papers of agenda items are passed over.
    """
    for document in whole.asked:
        told: set[DocumentNumber] = set()
        for at, reference in pointers(document) if document.date else ():
            other = whole.snapshot.get(reference.to)
            day = other.date if other else None
            if not (document.date and day and day > document.date):
                continue
            if reference.to in told or not _is_out_of_order(at, reference, document, day):
                continue
            told.add(reference.to)
            mild = None if reference.kind in _WRITTEN_AFTER else Severity.INFO
            hint = f"Compare both dates; somei show {as_typed(reference.to)}"
            message = f"{reference.to} is of {day}, and this document of {document.date}"
            yield Flaw(document.number, at, message, hint, severity=mild)


def _is_out_of_order(at: KeyPath, reference: Reference, document: Document, day: date) -> bool:
    # A number of a year that had not begun is told by itself.
    if document.date is None or at[0] == "items" or reference.to.year > document.date.year:
        return False
    if reference.kind in FOLLOWING:
        return False
    margin = timedelta() if reference.kind in _WRITTEN_AFTER else _TO_BE_ISSUED_SOON
    return day - document.date > margin


@rule("XREF011", Severity.INFO, Scope.REGISTER, Trait.POINTER)
def not_for_its_readers(whole: Whole, _: Background) -> Iterator[Flaw]:
    """A public document leads to texts that are not public.

    Everybody may read an unmarked document, and where it points to a LIMITE or a classified one they are told of a
    paper that they are not given. That is in order, and no more than information: the link is withheld and not
    broken, and if the paper has been released since, its entry does not say so. Papers of agenda items have their own
    rule.
    """
    for document in whole.asked:
        if is_withheld(document) or not is_issued(document):
            continue
        closed = [
            (at, reference.to)
            for at, reference in pointers(document)
            if at[0] != "items" and _is_closed(reference.to, document, whole.snapshot)
        ]
        numbers = tuple(dict.fromkeys(number for _, number in closed))
        if numbers:
            named = ", ".join(map(str, numbers[:_NAMED]))
            more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
            hint = f"If it has been released, record that under “access” of {numbers[0]}; else nothing is to be done."
            yield Flaw(document.number, closed[0][0], f"leads to what is not public: {named}{more}", hint)


def _is_closed(number: DocumentNumber, document: Document, snapshot: Snapshot) -> bool:
    """Whether a text, in another family, is withheld and has no public version beside it."""
    text = snapshot.get(number)
    if text is None or not is_withheld(text) or number.base == document.number.base:
        return False
    versions = (member.number for member in snapshot.family(number) if member.number.parent == number)
    return not any(version.suffixes[-1].kind is SuffixKind.DCL for version in versions)


@rule("XREF013", Severity.INFO, Scope.REGISTER, Trait.POINTER)
def stale_since(whole: Whole, background: Background) -> Iterator[Flaw]:
    """A document that is still to be used points to a text that has been replaced since.

    What was issued keeps its words, and when it cited 14860/18 that was the text. A draft, or the agenda of a meeting
    to come, will be read with the newer one beside it; there the reference can still be mended, or a revised agenda
    be drawn up.
    """
    for document in whole.asked:
        if not _is_to_be_used(document, whole.snapshot, background):
            continue
        for at, reference in pointers(document):
            newer = None if is_looked_up(document, at) else _newer_since(document, reference, whole.snapshot)
            if newer:
                hint = f"Point to {newer.number}, or revise the agenda: somei agenda revise {as_typed(document.number)}"
                if not is_agenda(document) or is_draft(document):
                    hint = (
                        f"Point to the newer one: somei xref add {as_typed(document.number)} {as_typed(newer.number)}"
                    )
                yield Flaw(document.number, at, f"{reference.to} has been replaced by {newer.number}", hint)


def _is_to_be_used(document: Document, snapshot: Snapshot, background: Background) -> bool:
    if is_draft(document):
        return True
    start = document.meeting.start if document.meeting else None
    to_come = is_issued(document) and is_agenda(document) and start is not None and not background.is_over(start)
    return to_come and not is_replaced(document, snapshot)


def _newer_since(document: Document, reference: Reference, snapshot: Snapshot) -> Document | None:
    """The newest text, issued after the document; one issued before it is told as replaced at the time."""
    cited = reference.to
    if reference.kind in FOLLOWING or cited.base == document.number.base or not cited.is_main_text:
        return None
    newer = [
        other
        for other in snapshot.family(cited)
        if other.number.is_main_text and other.number.revision > cited.revision and is_issued(other)
    ]
    told = any(not (document.date and other.date and other.date > document.date) for other in newer)
    return None if told else max(newer, key=lambda other: other.number.revision, default=None)
