"""MARK: decisions on access that contradict each other, the marking or the rules, and reviews that are overdue."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise

from somei_cli.errors import shell_word
from somei_cli.model.document import AccessKind, Document
from somei_cli.model.document_number import DocumentNumber, Status, SuffixKind
from somei_cli.model.markings import Level, level_of
from somei_cli.model.references import FOLLOWING
from somei_cli.model.register.access_status import (
    EXCEPTION_CODES,
    REPLY_CODES,
    WITHHOLDING_DECISIONS,
    AccessStatus,
    access_status,
    codes_in,
)
from somei_cli.rules.definition.document_parts import is_issued, is_withheld, references_with_paths
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RegisterSubject, RuleContext, Scope, rule

_NOT_ISSUED = frozenset({Status.VOID, Status.DRAFT})
_MONTHS_AFTER_ACT = 6


@rule("MARK008", Severity.INFO, Scope.DOCUMENT, Trait.MARKING)
def not_reviewed(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """A restricted document has not been reviewed for years.

    LIMITE does not end by itself: it stays until the act is adopted, somebody asks, or the originator decides (Annex II
    to the Rules of Procedure, Article 11). In 2018 the Ombudsman found that nobody looks at these documents again.
    Classified documents are to be reviewed every five years. Every decision on access counts as a review.
    “review_months” in somei.toml sets the months: 60 by default, 0 for never.
    """
    months = context.settings.review_months
    last = max((event.on for event in document.access), default=document.date)
    if not months or last is None or not is_issued(document) or not is_withheld(document):
        return
    due = _months_after(last, months)
    if due and context.has_come(due) and level_of(document.marking) is not Level.UNKNOWN:
        hint = f"Ask the originator, then record the answer: somei access {shell_word(document.number)} DECISION"
        message = f"{document.marking}, and no decision on access since {last}"
        yield Flaw(document.number, ("marking",), message, hint)


def _months_after(day: date, months: int) -> date | None:
    """Return the day so many months later; if the month has no such day, the first of the following month."""
    years, month = divmod(day.month - 1 + months, 12)
    with suppress(ValueError):  # no such day, or none that a calendar has
        return date(day.year + years, month + 1, day.day)
    years, month = divmod(day.month + months, 12)
    with suppress(ValueError):
        return date(day.year + years, month + 1, 1)
    return None


@rule("MARK010", Severity.WARNING, Scope.DOCUMENT, Trait.ACCESS)
def refused_after_release(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """Access was refused, or given in part, after the document had been released.

    “Released” means that anybody may have the document. That cannot be taken back: under Article 2(1) of Regulation
    1049/2001 access is not given to one person and refused to another. The last decision counts, so a public document
    is now treated as withheld.
    """
    for index, (before, after) in enumerate(pairwise(document.access), start=1):
        if before.kind is AccessKind.RELEASED and after.kind in WITHHOLDING_DECISIONS:
            hint = "Compare both decisions: one belongs to another document, or only a part was released."
            key_path = ("access", index, "kind")
            yield Flaw(document.number, key_path, f"“{after.kind}” after it was released on {before.on}", hint)


@rule("MARK011", Severity.WARNING, Scope.DOCUMENT, Trait.MARKING, Trait.ACCESS)
def released_while_classified(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A classified document was released without being declassified first.

    Nobody may be given the text of EU classified information before its originator has declassified it (Decision
    2013/488/EU, Article 3). Either that decision is missing here, or an extract (EXT) or a declassified version (DCL)
    was released, and the event belongs there.
    """
    if document.marking is None or not document.marking.classified:
        return
    for index, event in enumerate(document.access):
        if event.kind is AccessKind.DECLASSIFIED:
            return
        if event.kind is AccessKind.RELEASED:
            hint = "Record the declassification before it, or move the release to the version that was released."
            key_path = ("access", index, "kind")
            yield Flaw(document.number, key_path, f"released on {event.on} while {document.marking}", hint)


@rule("MARK012", Severity.WARNING, Scope.DOCUMENT, Trait.ACCESS, Trait.NOT_ISSUED)
def access_to_unissued_document(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A void number or a draft has a decision on access.

    Nobody can be given, or refused, a void number or a draft. Either the document was issued and its status was never
    changed, or the decision was entered under a wrong number and is missing at the right one.
    """
    if document.status in _NOT_ISSUED and document.access:
        hint = "Correct the status, or move the decision to the document that it is about."
        message = f"there is a decision on access, but the status is “{document.status}”"
        yield Flaw(document.number, ("access", 0), message, hint)


@rule("MARK013", Severity.WARNING, Scope.DOCUMENT, Trait.ACCESS)
def unknown_ground(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A ground is not one of the Council's reply codes.

    Access is refused only under Article 4 of Regulation 1049/2001, and each interest has its code: 4.1a.1 public
    security, 4.1a.2 defence, 4.1a.3 international relations, 4.1a.4 financial policy, 4.1b personal data, 4.2.1
    commerce, 4.2.2 court proceedings and legal advice, 4.2.3 inspections and audits, 4.3(i) a decision being made,
    4.3(ii) after it. Any other words are not counted. The codes 1 and 2 say that access was given.
    """
    for index, event in enumerate(document.access):
        if event.kind is AccessKind.DECLASSIFIED or not event.ground:
            continue
        valid_codes = EXCEPTION_CODES if event.kind is AccessKind.REFUSED else {*EXCEPTION_CODES, *REPLY_CODES}
        codes = codes_in(event.ground)
        if not codes or not set(codes).issubset(valid_codes):
            hint = "Write its code, such as 4.1a.1 or 4.3(i), several with commas. All codes: somei explain MARK013"
            yield Flaw(
                document.number, ("access", index, "ground"), f"the ground of “{event.kind}” is not a code", hint
            )


@rule("MARK014", Severity.WARNING, Scope.DOCUMENT, Trait.ACCESS)
def declassified_without_class(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A document was declassified although it is not classified.

    Only EU classified information can be declassified. LIMITE is not a classification; it ends with a release. The
    printed marking stays in the entry whatever is decided later: perhaps somebody removed it, or the document was only
    released.
    """
    if any(suffix.kind is SuffixKind.DCL for suffix in document.number.suffixes):
        return
    if level_of(document.marking) >= Level.RESTRICTED:
        return
    for index, event in enumerate(document.access):
        if event.kind is AccessKind.DECLASSIFIED:
            hint = "Enter the classification of the first page as “marking”, or change this to “released”."
            message = f"declassified on {event.on}, but it is marked {document.marking or 'not at all'}"
            yield Flaw(document.number, ("access", index, "kind"), message, hint)


@rule("MARK018", Severity.WARNING, Scope.REGISTER, Trait.DATE, Trait.POINTER)
def still_limite_after_the_act(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """A text is still LIMITE long after its act was adopted.

    Once a legislative act has been adopted, its preparatory documents are made public, unless an exception of Article 4
    of Regulation 1049/2001 applies (Annex II to the Rules of Procedure, Article 11(6)). Six months after the act, each
    text that the act follows should have a decision: a release, or a refusal with its ground. somei thread shows the
    rest of the dossier.
    """
    for document in subject.documents:
        due = _months_after(document.date, _MONTHS_AFTER_ACT) if document.date and _is_act(document) else None
        if due is None or not context.has_come(due):
            continue
        reported: set[DocumentNumber] = set()
        for key_path, reference in references_with_paths(document):
            text = subject.snapshot.get(reference.to) if reference.kind in FOLLOWING else None
            if text is None or text.number in reported or not _awaits_decision(text):
                continue
            reported.add(text.number)
            hint = f"Release it, or say why not: somei access {shell_word(text.number)} release --on DATE"
            message = f"{text.number} is still {text.marking}, and this act is dated {document.date}"
            yield Flaw(document.number, key_path, message, hint)


def _is_act(document: Document) -> bool:
    act = document.number.series == "PE-CONS" or (document.type or "").startswith("LEGISLATIVE ACTS")
    return act and is_issued(document) and document.number.is_main_text


def _awaits_decision(text: Document) -> bool:
    return is_issued(text) and level_of(text.marking) is Level.LIMITE and access_status(text) is AccessStatus.UNDECIDED
