"""XREF: cross-references against the documents they point to: missing, replaced, later, void or not public.

If the number of a missing document is one slip away from a registered one that fits better, that one is proposed.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from somei_cli.errors import shell_word
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.agenda.lifecycle import is_draft
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status, SuffixKind
from somei_cli.model.numbers.number_slips import is_number_slip, is_swap, swaps_of
from somei_cli.model.references import FOLLOWING, Reference, ReferenceKind
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.document_parts import (
    is_agenda,
    is_expected,
    is_issued,
    is_replaced,
    is_withheld,
    references_with_paths,
)
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RegisterSubject, RuleContext, Scope, rule

_MIN_CODES = 2
_LONG_WORD = 4


class IntendedDocument(NamedTuple):
    """The document that a reference seems to mean, and the reference with its key path."""

    number: DocumentNumber
    key_path: KeyPath
    reference: Reference


def find_intended_document(document: Document, number: DocumentNumber, snapshot: Snapshot) -> IntendedDocument | None:
    """Return the one registered document that fits better than a missing number that the document refers to.

    None if the register holds the number's family, or no document or several fit.
    """
    if snapshot.family(number):
        return None
    references = list(references_with_paths(document))
    cited = {reference.to for _, reference in references}
    for key_path, reference in references:
        if reference.to != number:
            continue
        expected_numbers = set(_expected_numbers(document, reference, snapshot)) or set(
            _similar_numbers(document, number, snapshot)
        )
        candidates = [
            candidate for candidate in expected_numbers - cited if _can_be_meant(snapshot.get(candidate), document)
        ]
        if len(candidates) == 1:
            return IntendedDocument(candidates[0], key_path, reference)
    return None


def describe_correction(document: DocumentNumber, intended: IntendedDocument) -> str:
    """Describe how to correct the reference: by commands, or by hand, as no command changes documents of items."""
    reference = intended.reference
    if intended.key_path[0] == "items":
        return f"put {intended.number} in its place by hand"
    words = [f"--kind {reference.kind}", *([f"--item {shell_word(reference.item)}"] if reference.item else [])]
    add = f"somei xref add {shell_word(document)} {shell_word(intended.number)} {' '.join(words)}"
    return f"somei xref remove {shell_word(document)} {shell_word(reference.to)}; {add}"


def _can_be_meant(candidate: Document | None, document: Document) -> bool:
    """Return whether a document was issued, not later than this one, and belongs to another number."""
    if candidate is None or not is_issued(candidate) or candidate.number.base == document.number.base:
        return False
    return candidate.date is None or document.date is None or candidate.date <= document.date


def _expected_numbers(document: Document, reference: Reference, snapshot: Snapshot) -> Iterator[DocumentNumber]:
    """Yield numbers that related documents have in this place, or that must be in it."""
    number = reference.to
    siblings = [member for member in snapshot.family(document.number) if member.number != document.number]
    meeting_documents = list(_documents_of_meeting(document, snapshot))
    for member in meeting_documents:
        is_misread_agenda = (
            reference.kind is ReferenceKind.AGENDA and is_agenda(member) and is_number_slip(number, member.number)
        )
        if is_misread_agenda or is_swap(number, member.number):
            yield member.number
    for member in siblings if reference.item is None else (*siblings, *meeting_documents):
        references = [pointer for _, pointer in references_with_paths(member)]
        if all(pointer.to != number for pointer in references):
            alike = (
                pointer for pointer in references if (pointer.kind, pointer.item) == (reference.kind, reference.item)
            )
            yield from (pointer.to for pointer in alike if is_number_slip(number, pointer.to))


def _documents_of_meeting(document: Document, snapshot: Snapshot) -> Iterator[Document]:
    meeting = document.meeting
    if meeting is None or meeting.start is None or meeting.body is None:
        return
    for meeting_document in snapshot.meetings_on(meeting.start):
        same_body = meeting_document.meeting is not None and meeting_document.meeting.body == meeting.body
        if same_body and meeting_document.number.base != document.number.base:
            yield meeting_document


def _similar_numbers(document: Document, number: DocumentNumber, snapshot: Snapshot) -> Iterator[DocumentNumber]:
    """Yield numbers of documents on the same matter that differ by two swapped digits, or by one year."""
    codes = _code_names(document)
    if len(codes) < _MIN_CODES or not document.subject:
        return
    for similar_number in swaps_of(number):
        candidate = snapshot.get(similar_number)
        if (
            candidate
            and _shares_codes(codes, _code_names(candidate))
            and _share_words(document.subject, candidate.subject or "")
        ):
            yield similar_number


def _code_names(document: Document) -> frozenset[str]:
    return frozenset(entry.code.name for entry in document.subject_codes)


def _shares_codes(codes: frozenset[str], other_codes: frozenset[str]) -> bool:
    """Return whether one of both has all codes of the other, and these are several."""
    fewest = min(len(codes), len(other_codes))
    return fewest >= _MIN_CODES and len(codes & other_codes) == fewest


def _share_words(subject: str, other_subject: str) -> bool:
    """Return whether half of the words of the shorter subject are in the other one."""
    words, other_words = _long_words(subject), _long_words(other_subject)
    fewest = min(len(words), len(other_words))
    return fewest > 0 and 2 * len(words & other_words) >= fewest


def _long_words(subject: str) -> frozenset[str]:
    words = re.findall(r"\w+", subject.casefold())
    return frozenset(word for word in words if len(word) >= _LONG_WORD) or frozenset(words)


# A document that follows, replaces or summarises an older text points to that text on purpose.
_POINTS_TO_OLDER = FOLLOWING | {ReferenceKind.SUMMARISES}


@rule("XREF001", Severity.ERROR, Scope.REGISTER, Trait.POINTER)
def target_missing(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """A reference points to a document that is not in the register.

    In a complete register this is an error: a slip in one digit, or a forgotten document. Only papers of a draft agenda
    may still be on their way. In a partial register it is normal, and only hints at what to enter next: whoever follows
    the reference finds nothing here.
    """
    for document, key_path, number in _dangling_numbers(subject):
        expected_here = is_expected(number, context.settings)
        intended = find_intended_document(document, number, subject.snapshot)
        if intended and not expected_here:
            continue
        alternative = (
            f"if {intended.number} is meant: {describe_correction(document.number, intended)}" if intended else ""
        )
        remedy = alternative or f"or enter it: somei add {shell_word(number)} --subject TEXT"
        hint = f"Compare the number with the document, {remedy}"
        severity_if_expected = Severity.WARNING if is_unpinned(document, key_path) else None
        severity = severity_if_expected if expected_here else Severity.INFO
        yield Flaw(document.number, key_path, f"{number} is not in the register", hint, severity=severity)


@rule("XREF017", Severity.WARNING, Scope.REGISTER, Trait.POINTER)
def number_with_a_slip(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """A reference points to a missing number that is probably a misprint of a registered one.

    This rule speaks only if all of this is true. The numbers differ by one slip: one digit is wrong, lost or added,
    two digits next to each other are swapped, or the year differs (13753/19 for 13735/19). Exactly one registered
    document fits. It is the agenda of the same meeting, or a text beside this one names it in the same place, or it is
    of the same meeting or matter. It is issued, and not dated later. No text of the missing number is in the register.
    Otherwise, and always in a complete register, XREF001 reports the number.
    """
    for document, _, number in _dangling_numbers(subject):
        if is_expected(number, context.settings):
            continue
        intended = find_intended_document(document, number, subject.snapshot)
        if intended:
            message = f"{number} is not in the register; probably {intended.number} is meant"
            hint = f"Compare with the document, then correct it: {describe_correction(document.number, intended)}"
            yield Flaw(document.number, intended.key_path, message, hint)


def _dangling_numbers(subject: RegisterSubject) -> Iterator[tuple[Document, KeyPath, DocumentNumber]]:
    """Yield each number that a document refers to and the register lacks, once, with its first key path."""
    for document in subject.documents:
        seen_numbers: set[DocumentNumber] = set()
        for key_path, reference in references_with_paths(document):
            number = reference.to
            if number not in subject.snapshot and number not in seen_numbers:
                seen_numbers.add(number)
                yield document, key_path, number


@rule("XREF002", Severity.WARNING, Scope.REGISTER, Trait.POINTER)
def superseded(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """A reference points to a text that had already been replaced.

    Once 14860/1/18 REV 1 is out, 14860/18 no longer counts. A document that still cites the older text sends its
    readers to the wrong words. Only revisions dated on or before the day of the citing document are meant; if one of
    the two days is not known, this is only a hint.
    """
    for document in subject.documents:
        for key_path, reference in references_with_paths(document):
            newer = (
                None if is_unpinned(document, key_path) else _newer_at_the_time(document, reference, subject.snapshot)
            )
            if newer:
                severity = None if document.date and newer.date else Severity.INFO
                words = f"{shell_word(document.number)} {shell_word(newer.number)}"
                hint = f"If the newer text is meant, point to it: somei xref add {words}"
                message = f"{reference.to} had been replaced by {newer.number}"
                yield Flaw(document.number, key_path, message, hint, severity=severity)


def is_unpinned(document: Document, key_path: KeyPath) -> bool:
    """Return whether this is a document of an item on a draft agenda.

    It stands for whatever text is current, and is pinned when the agenda is issued.
    """
    return document.agenda is not None and is_draft(document) and key_path[0] == "items"


def _newer_at_the_time(document: Document, reference: Reference, snapshot: Snapshot) -> Document | None:
    """Return the highest revision of the cited text that was, or may have been, issued before the document."""
    cited = reference.to
    if reference.kind in _POINTS_TO_OLDER or not cited.is_main_text:
        return None
    family = snapshot.family(cited)
    has_no_newer = not family or (len(family) == 1 and family[0].number == cited)
    if has_no_newer or cited.base == document.number.base:
        return None
    newer = (
        member
        for member in family
        if member.number.is_main_text
        and member.number.revision > cited.revision
        and is_issued(member)
        and not (document.date and member.date and member.date > document.date)
    )
    return max(newer, key=lambda member: (member.date is not None, member.number.revision), default=None)


@rule("XREF006", Severity.ERROR, Scope.REGISTER, Trait.PREDECESSOR)
def circle(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """Documents follow each other in a circle.

    “No. prev. doc.” leads from a text back to the one before it, and in the end to the first. If 15070/19 follows
    13735/19 and 13735/19 follows 15070/19, one of the two is wrong, and the history of the file has no beginning.
    """
    for document in subject.documents:
        circle_numbers = (
            subject.snapshot.cycles.cycle_through(document.number, subject.snapshot.get)
            if any(_predecessors(document))
            else ()
        )
        if circle_numbers:
            key_path = next(key_path for key_path, number in _predecessors(document) if number == circle_numbers[1])
            names = " → ".join(map(str, (*circle_numbers, circle_numbers[0])))
            yield Flaw(
                document.number, key_path, f"a circle: {names}", "Remove the reference that points forward in time."
            )


def _predecessors(document: Document | None) -> Iterator[tuple[KeyPath, DocumentNumber]]:
    if document is None:
        return
    for key_path, reference in references_with_paths(document):
        if reference.kind in FOLLOWING and reference.to != document.number:
            yield key_path, reference.to


@rule("XREF007", Severity.WARNING, Scope.REGISTER, Trait.DATE, Trait.PREDECESSOR)
def previous_from_the_future(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """A previous document is dated later than the one that follows it.

    The field “No. prev. doc.” names the text before this one. If that text is the later one, the two numbers were
    swapped, or a date is wrong; the history of the file runs backwards.
    """
    for document in subject.documents:
        for key_path, number in _predecessors(document) if document.date else ():
            previous = subject.snapshot.get(number)
            if previous and previous.date and document.date and previous.date > document.date:
                hint = "Compare both dates; if the other text really is the later one, reverse the reference."
                message = f"{number} is dated {previous.date}, and this document {document.date}"
                yield Flaw(document.number, key_path, message, hint)


@rule("XREF009", Severity.WARNING, Scope.REGISTER, Trait.POINTER)
def to_a_void_number(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """A reference points to a number that never became a document.

    A void number has no text, and a reserved one has none yet. The reference was copied from a draft, or the document
    was later given another number. That document replaces the void number, and may say so.
    """
    for document in subject.documents:
        for key_path, reference in references_with_paths(document) if is_issued(document) else ():
            target = subject.snapshot.get(reference.to)
            if target and target.status is Status.VOID and reference.kind is ReferenceKind.REPLACES:
                continue
            if target and target.status in {Status.VOID, Status.RESERVED}:
                wrong = shell_word(reference.to)
                hint = f"Look up the reason: somei show {wrong}; point to what was issued."
                if key_path[0] == "references":
                    origin, kind = shell_word(document.number), reference.kind
                    hint = (
                        f"Look up the reason: somei show {wrong}; point to what was issued: somei xref add {origin}"
                        f" NUMBER --kind {kind}; then: somei xref remove {origin} {wrong}"
                    )
                yield Flaw(document.number, key_path, f"{reference.to} is {target.status}", hint)


# A document that answers, implements, summarises or reports on another text was written after it.
_WRITTEN_AFTER = frozenset(
    {ReferenceKind.ANSWERS, ReferenceKind.IMPLEMENTS, ReferenceKind.SUMMARISES, ReferenceKind.AGENDA}
)
_TO_BE_ISSUED_SOON = timedelta(days=31)
_MAX_NAMED = 3


@rule("XREF010", Severity.WARNING, Scope.REGISTER, Trait.DATE, Trait.POINTER)
def from_the_future(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """A reference points to a document of a later date.

    An answer, a report or a summary is written after the text that it is about. Other documents may name a paper that
    is issued some days later, since its number is known in advance. If the paper came more than a month later, one of
    the two dates may be misread, and this is only a hint. Papers of agenda items are not reported.
    """
    for document in subject.documents:
        seen_numbers: set[DocumentNumber] = set()
        for key_path, reference in references_with_paths(document) if document.date else ():
            target = subject.snapshot.get(reference.to)
            day = target.date if target else None
            if not (document.date and day and day > document.date):
                continue
            if reference.to in seen_numbers or not _is_out_of_order(key_path, reference, document, day):
                continue
            seen_numbers.add(reference.to)
            severity = None if reference.kind in _WRITTEN_AFTER else Severity.INFO
            hint = f"Compare both dates. See: somei show {shell_word(reference.to)}"
            message = f"{reference.to} is dated {day}, and this document {document.date}"
            yield Flaw(document.number, key_path, message, hint, severity=severity)


def _is_out_of_order(key_path: KeyPath, reference: Reference, document: Document, day: date) -> bool:
    # XREF008 reports a number of a year that had not begun.
    if document.date is None or key_path[0] == "items" or reference.to.year > document.date.year:
        return False
    if reference.kind in FOLLOWING:
        return False
    margin = timedelta() if reference.kind in _WRITTEN_AFTER else _TO_BE_ISSUED_SOON
    return day - document.date > margin


@rule("XREF011", Severity.INFO, Scope.REGISTER, Trait.POINTER)
def not_for_its_readers(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """A public document refers to documents that are not public.

    Everybody may read an unmarked document. If it refers to a LIMITE or a classified one, readers learn of a paper that
    they are not given. That is in order, and only information: the link is withheld, not broken. If the paper has been
    released since, its entry does not say so. Papers of agenda items have their own rule.
    """
    for document in subject.documents:
        if is_withheld(document) or not is_issued(document):
            continue
        withheld_references = [
            (key_path, reference.to)
            for key_path, reference in references_with_paths(document)
            if key_path[0] != "items" and _has_no_public_version(reference.to, document, subject.snapshot)
        ]
        numbers = tuple(dict.fromkeys(number for _, number in withheld_references))
        if numbers:
            names = ", ".join(map(str, numbers[:_MAX_NAMED]))
            more_words = f" and {len(numbers) - _MAX_NAMED} more" if len(numbers) > _MAX_NAMED else ""
            hint = f"If it has been released, record that: somei access {shell_word(numbers[0])} release"
            yield Flaw(
                document.number,
                withheld_references[0][0],
                f"refers to documents that are not public: {names}{more_words}",
                hint,
            )


def _has_no_public_version(number: DocumentNumber, document: Document, snapshot: Snapshot) -> bool:
    """Return whether a text of another family is withheld, and has no declassified version."""
    text = snapshot.get(number)
    if text is None or not is_withheld(text) or number.base == document.number.base:
        return False
    versions = (member.number for member in snapshot.family(number) if member.number.parent == number)
    return not any(version.suffixes[-1].kind is SuffixKind.DCL for version in versions)


@rule("XREF013", Severity.INFO, Scope.REGISTER, Trait.POINTER)
def replaced_since(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """A document that is still to be used points to a text that has been replaced since.

    An issued document keeps its words, and when it cited 14860/18 that was the text. A draft, or the agenda of a coming
    meeting, will be read together with the newer text: there the reference can still be corrected, or the agenda
    revised.
    """
    for document in subject.documents:
        if not _is_to_be_used(document, subject.snapshot, context):
            continue
        for key_path, reference in references_with_paths(document):
            newer = None if is_unpinned(document, key_path) else _newer_since(document, reference, subject.snapshot)
            if newer:
                hint = (
                    f"Point to {newer.number}, or revise the agenda: somei agenda revise {shell_word(document.number)}"
                )
                if not is_agenda(document) or is_draft(document):
                    numbers = f"{shell_word(document.number)} {shell_word(newer.number)}"
                    hint = f"Point to the newer one: somei xref add {numbers}"
                yield Flaw(document.number, key_path, f"{reference.to} has been replaced by {newer.number}", hint)


def _is_to_be_used(document: Document, snapshot: Snapshot, context: RuleContext) -> bool:
    if is_draft(document):
        return True
    start = document.meeting.start if document.meeting else None
    to_come = is_issued(document) and is_agenda(document) and start is not None and not context.is_over(start)
    return to_come and not is_replaced(document, snapshot)


def _newer_since(document: Document, reference: Reference, snapshot: Snapshot) -> Document | None:
    """Return the newest text issued after the document; None if XREF002 reports one that was issued before it."""
    cited = reference.to
    if reference.kind in FOLLOWING or cited.base == document.number.base or not cited.is_main_text:
        return None
    newer = [
        member
        for member in snapshot.family(cited)
        if member.number.is_main_text and member.number.revision > cited.revision and is_issued(member)
    ]
    replaced_at_the_time = any(not (document.date and member.date and member.date > document.date) for member in newer)
    return None if replaced_at_the_time else max(newer, key=lambda member: member.number.revision, default=None)
