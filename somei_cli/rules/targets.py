"""XREF: cross-references against the documents that they point to."""

from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.agenda_states import is_draft
from somei_cli.model.documents import Document, Status
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import FOLLOWING, Reference, ReferenceKind
from somei_cli.model.snapshot import Snapshot
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import pointers
from somei_cli.rules.roles import is_expected, is_issued
from somei_cli.rules.rule import Background, Flaw, Scope, Whole, rule
from somei_cli.rules.slips import correction, find_meant
from somei_cli.rules.traits import Trait
from somei_cli.text.fields import KeyPath

# What follows, replaces or summarises an older text points to that text on purpose.
_LOOKING_BACK = FOLLOWING | {ReferenceKind.SUMMARISES}


@rule("XREF001", Severity.ERROR, Scope.REGISTER, Trait.POINTER)
def dangling(whole: Whole, background: Background) -> Iterator[Flaw]:
    """A reference points to a document that is not in the register.

    In a register that holds everything this is an error: a slip in one digit, or a document that was forgotten; only
    papers of a draft agenda may still be on their way. In one that holds only a part it is normal, and no more than a
    hint what to enter next: who follows the reference finds nothing here.
    """
    for document, at, number in _dangling(whole):
        expected = is_expected(number, background.settings)
        meant = find_meant(document, number, whole.snapshot)
        if meant and not expected:
            continue
        other = f"if {meant.number} is meant: {correction(document.number, meant)}" if meant else ""
        mended = other or f"or enter it: somei add {as_typed(number)} --subject TEXT"
        hint = f"Compare the number with the document, {mended}"
        awaited = Severity.WARNING if is_looked_up(document, at) else None
        severity = awaited if expected else Severity.INFO
        yield Flaw(document.number, at, f"{number} is not in the register", hint, severity=severity)


@rule("XREF017", Severity.WARNING, Scope.REGISTER, Trait.POINTER)
def number_with_a_slip(whole: Whole, background: Background) -> Iterator[Flaw]:
    """A reference points to a number that nobody holds, one slip away from a document that fits better.

    A digit is wrong, lost or too many, two neighbours are swapped, or the year is another one: 13753/19 for 13735/19.
    The document named is the agenda of the same meeting, stands in the same place in a text beside this one, or is of
    the same meeting or matter; it is not dated later. Without such evidence, or in a register that holds everything,
    XREF001 tells of the number.
    """
    for document, _, number in _dangling(whole):
        meant = None if is_expected(number, background.settings) else find_meant(document, number, whole.snapshot)
        if meant:
            message = f"{number} is not in the register, and {meant.number} is, which fits better"
            hint = f"Compare the number with the document, and mend it: {correction(document.number, meant)}"
            yield Flaw(document.number, meant.at, message, hint)


def _dangling(whole: Whole) -> Iterator[tuple[Document, KeyPath, DocumentNumber]]:
    """Each number that a document points to and the register does not hold, once, where it stands first."""
    for document in whole.asked:
        told: set[DocumentNumber] = set()
        for at, reference in pointers(document):
            number = reference.to
            if number not in whole.snapshot and number not in told:
                told.add(number)
                yield document, at, number


@rule("XREF002", Severity.WARNING, Scope.REGISTER, Trait.POINTER)
def superseded(whole: Whole, _: Background) -> Iterator[Flaw]:
    """A reference points to a text that had already been replaced.

    When 14860/1/18 REV 1 is out, 14860/18 is no longer the text that counts. A document that still cites the older
    one sends its readers to the wrong words. Only revisions dated on or before the day of the citing document are
    meant; where one of the two days is not known this is no more than a hint.
    """
    for document in whole.asked:
        for at, reference in pointers(document):
            newer = None if is_looked_up(document, at) else _newer_at_the_time(document, reference, whole.snapshot)
            if newer:
                mild = None if document.date and newer.date else Severity.INFO
                words = f"{as_typed(document.number)} {as_typed(newer.number)}"
                hint = f"If the newer text is meant, point to it: somei xref add {words}"
                message = f"{reference.to} had been replaced by {newer.number}"
                yield Flaw(document.number, at, message, hint, severity=mild)


def is_looked_up(document: Document, at: KeyPath) -> bool:
    """Whether a document of an item stands for whatever text is current: it is pinned when the agenda is issued."""
    return document.agenda is not None and is_draft(document) and at[0] == "items"


def _newer_at_the_time(document: Document, reference: Reference, snapshot: Snapshot) -> Document | None:
    """The highest revision of the cited text that was, or may have been, out when the document was issued."""
    cited = reference.to
    if reference.kind in _LOOKING_BACK or not cited.is_main_text:
        return None
    family = snapshot.family(cited)
    alone = not family or (len(family) == 1 and family[0].number == cited)
    if alone or cited.base == document.number.base:
        return None
    newer = (
        other
        for other in family
        if other.number.is_main_text
        and other.number.revision > cited.revision
        and is_issued(other)
        and not (document.date and other.date and other.date > document.date)
    )
    return max(newer, key=lambda other: (other.date is not None, other.number.revision), default=None)


@rule("XREF006", Severity.ERROR, Scope.REGISTER, Trait.PREDECESSOR)
def circle(whole: Whole, _: Background) -> Iterator[Flaw]:
    """Documents follow each other in a circle.

    “No. prev. doc.” leads from a text back to the one before it, and in the end to the first. If 15070/19 follows
    13735/19 and that one 15070/19 again, one of the two is wrong, and the history of the file has no beginning.
    """
    for document in whole.asked:
        way = whole.snapshot.circles.through(document.number) if any(_followed(document)) else ()
        if way:
            at = next(at for at, to in _followed(document) if to == way[1])
            named = " → ".join(map(str, (*way, way[0])))
            yield Flaw(document.number, at, f"a circle: {named}", "Remove the reference that points forward in time.")


def _followed(document: Document | None) -> Iterator[tuple[KeyPath, DocumentNumber]]:
    if document is None:
        return
    for at, reference in pointers(document):
        if reference.kind in FOLLOWING and reference.to != document.number:
            yield at, reference.to


@rule("XREF007", Severity.WARNING, Scope.REGISTER, Trait.DATE, Trait.PREDECESSOR)
def previous_from_the_future(whole: Whole, _: Background) -> Iterator[Flaw]:
    """A previous document is dated later than the one that follows it.

    The field “No. prev. doc.” names the text before this one. If that text is the younger one, the two numbers were
    exchanged, or a date is wrong; the history of the file is told backwards.
    """
    for document in whole.asked:
        for at, number in _followed(document) if document.date else ():
            other = whole.snapshot.get(number)
            if other and other.date and document.date and other.date > document.date:
                hint = "Compare both dates; if the other text really is the younger one, turn the reference round."
                message = f"{number} is of {other.date}, and this document of {document.date}"
                yield Flaw(document.number, at, message, hint)


@rule("XREF009", Severity.WARNING, Scope.REGISTER, Trait.POINTER)
def to_nothing(whole: Whole, _: Background) -> Iterator[Flaw]:
    """A reference points to a number that never became a document.

    A void number stands for no text, and a reserved one for none yet. The reference was taken over from a draft, or
    the document was later given another number.
    """
    for document in whole.asked:
        for at, reference in pointers(document) if is_issued(document) else ():
            other = whole.snapshot.get(reference.to)
            if other and other.status in {Status.VOID, Status.RESERVED}:
                hint = f"Look up the reason: somei show {as_typed(reference.to)}; point to what was issued."
                yield Flaw(document.number, at, f"{reference.to} is {other.status}", hint)
