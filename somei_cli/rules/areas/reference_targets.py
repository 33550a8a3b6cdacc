"""XREF: cross-references against the documents that they point to.

XREF: references against what their readers can follow: not there yet, not for them, not the newest any more.

Which registered document a dangling reference means, if its number is one slip away and that document fits better.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from somei_cli.errors import as_typed
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.agenda.lifecycle import is_draft
from somei_cli.model.document import Document, Status
from somei_cli.model.document_number import DocumentNumber, SuffixKind
from somei_cli.model.numbers.slips import is_number_slip, is_swap, swaps_of
from somei_cli.model.references import FOLLOWING, Reference, ReferenceKind
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.document_parts import (
    is_agenda,
    is_expected,
    is_issued,
    is_replaced,
    is_withheld,
    pointers,
)
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Background, Flaw, Scope, Whole, rule
from somei_cli.rules.definition.traits import Trait

_FEWEST_CODES = 2
_LONG_WORD = 4


class Meant(NamedTuple):
    """The document that a reference seems to mean, and the reference with its place."""

    number: DocumentNumber
    at: KeyPath
    reference: Reference


def find_meant(document: Document, number: DocumentNumber, snapshot: Snapshot) -> Meant | None:
    """The one registered document that fits better than this number, which the document names and nobody holds."""
    if snapshot.family(number):
        return None
    named = list(pointers(document))
    taken = {reference.to for _, reference in named}
    for at, reference in named:
        if reference.to != number:
            continue
        expected = set(_expected(document, reference, snapshot)) or set(_similar(document, number, snapshot))
        fitting = [other for other in expected - taken if _may_be_cited(snapshot.get(other), document)]
        if len(fitting) == 1:
            return Meant(fitting[0], at, reference)
    return None


def correction(document: DocumentNumber, meant: Meant) -> str:
    """What mends the reference: commands, or a hand, as no command changes the documents of an item."""
    reference = meant.reference
    if meant.at[0] == "items":
        return f"put {meant.number} in its place by hand"
    words = [f"--kind {reference.kind}", *([f"--item {as_typed(reference.item)}"] if reference.item else [])]
    add = f"somei xref add {as_typed(document)} {as_typed(meant.number)} {' '.join(words)}"
    return f"somei xref remove {as_typed(document)} {as_typed(reference.to)}; {add}"


def _may_be_cited(other: Document | None, document: Document) -> bool:
    """Whether it was issued, not later than the document, and is no text of the same number."""
    if other is None or not is_issued(other) or other.number.base == document.number.base:
        return False
    return other.date is None or document.date is None or other.date <= document.date


def _expected(document: Document, reference: Reference, snapshot: Snapshot) -> Iterator[DocumentNumber]:
    """What stands in this place elsewhere, or must stand in it."""
    number = reference.to
    siblings = [other for other in snapshot.family(document.number) if other.number != document.number]
    beside = list(_of_same_meeting(document, snapshot))
    for other in beside:
        agenda = reference.kind is ReferenceKind.AGENDA and is_agenda(other) and is_number_slip(number, other.number)
        if agenda or is_swap(number, other.number):
            yield other.number
    for other in siblings if reference.item is None else (*siblings, *beside):
        named = [held for _, held in pointers(other)]
        if all(held.to != number for held in named):
            same = (held for held in named if (held.kind, held.item) == (reference.kind, reference.item))
            yield from (held.to for held in same if is_number_slip(number, held.to))


def _of_same_meeting(document: Document, snapshot: Snapshot) -> Iterator[Document]:
    meeting = document.meeting
    if meeting is None or meeting.start is None or meeting.body is None:
        return
    for other in snapshot.meeting_on(meeting.start):
        same = other.meeting is not None and other.meeting.body == meeting.body
        if same and other.number.base != document.number.base:
            yield other


def _similar(document: Document, number: DocumentNumber, snapshot: Snapshot) -> Iterator[DocumentNumber]:
    """What is of the same matter, and differs by a common slip."""
    codes = _codes(document)
    if len(codes) < _FEWEST_CODES or not document.subject:
        return
    for near in swaps_of(number):
        other = snapshot.get(near)
        if other and _shares_codes(codes, _codes(other)) and _share_words(document.subject, other.subject or ""):
            yield near


def _codes(document: Document) -> frozenset[str]:
    return frozenset(entry.code.name for entry in document.subject_codes)


def _shares_codes(codes: frozenset[str], others: frozenset[str]) -> bool:
    """Whether one of both has all codes of the other, and these are several."""
    fewest = min(len(codes), len(others))
    return fewest >= _FEWEST_CODES and len(codes & others) == fewest


def _share_words(subject: str, other: str) -> bool:
    """Whether half of the words of the shorter subject stand in the other one too."""
    left, right = _words(subject), _words(other)
    fewest = min(len(left), len(right))
    return fewest > 0 and 2 * len(left & right) >= fewest


def _words(subject: str) -> frozenset[str]:
    words = re.findall(r"\w+", subject.casefold())
    return frozenset(word for word in words if len(word) >= _LONG_WORD) or frozenset(words)


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
