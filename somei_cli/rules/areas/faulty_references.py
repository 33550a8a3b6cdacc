"""XREF: cross-references that are wrong in themselves, and documents that claim the same predecessor."""

from collections.abc import Iterator

from somei_cli.errors import shell_word
from somei_cli.formats.notation.external_references import find_year
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import (
    FOLLOWING,
    ExternalReference,
    OutsideKind,
    OutsideReference,
    Reference,
    ReferenceKind,
    Target,
)
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.document_parts import is_issued, items_with_paths, references_with_paths
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RegisterSubject, RuleContext, Scope, rule

_OTHER_KINDS = frozenset(OutsideKind) - {OutsideKind.COMMISSION, OutsideKind.CELEX, OutsideKind.ELI}


@rule("XREF003", Severity.ERROR, Scope.DOCUMENT, Trait.IRREGULAR_POINTER)
def to_itself(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A document refers to itself.

    The number in a running head or a footer was taken for a reference, or a digit is wrong. Whoever follows the
    references goes round in a circle.
    """
    for key_path, reference in references_with_paths(document):
        if reference.to == document.number:
            hint = f"Remove it: somei xref remove {shell_word(document.number)} {shell_word(reference.to)}"
            yield Flaw(document.number, key_path, "the document refers to itself", hint)


@rule("XREF004", Severity.ERROR, Scope.DOCUMENT, Trait.ITEM_REFERENCE)
def item_missing(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A reference belongs to an item that the document does not have.

    15070/19 refers to 13735/19 at item 1. If the item is renumbered or removed and the reference is not, the reference
    belongs to an item that nobody can find, or later to a wrong one.
    """
    linked_items: list[tuple[KeyPath, str | None]] = [
        *((("references", index, "item"), reference.item) for index, reference in enumerate(document.references)),
        *(
            (("outside_references", index, "item"), reference.item)
            for index, reference in enumerate(document.outside_references)
        ),
    ]
    if not any(number for _, number in linked_items):
        return
    item_numbers = {part.item.number for part in items_with_paths(document)}
    for key_path, number in linked_items:
        if number and number not in item_numbers:
            hint = "Correct “item”, or leave it out if the whole document is meant."
            yield Flaw(document.number, key_path, f"there is no item {number}", hint)


@rule("XREF005", Severity.WARNING, Scope.DOCUMENT, Trait.IRREGULAR_POINTER)
def reference_given_twice(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A list has the same reference twice.

    The second one adds nothing, but it counts twice in “cited by” and in statistics, and whoever removes one of them
    believes that the reference is gone.
    """
    references: list[tuple[KeyPath, Reference | OutsideReference]] = [*references_with_paths(document)]
    references += [
        (("outside_references", index), reference) for index, reference in enumerate(document.outside_references)
    ]
    earlier: set[tuple[KeyPath, Target, ReferenceKind, str | None]] = set()
    for key_path, reference in references if len(references) > 1 else ():
        identity = (key_path[:-1], reference.to, reference.kind, reference.item)
        if identity in earlier:
            yield Flaw(
                document.number, key_path, f"{reference.to} is listed here a second time", "Remove one of the two."
            )
        earlier.add(identity)


@rule("XREF008", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.IRREGULAR_POINTER)
def from_a_later_year(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A reference points to a number of a year that had not begun.

    A document of December 2019 cannot know a number of 2020: the counter starts on 1 January. The year of the
    reference or the date of the document is misread; in scanned papers 16 and 19 are easily confused.
    """
    if document.date is None:
        return
    for key_path, reference in references_with_paths(document):
        if reference.to.year > document.date.year:
            hint = "Compare the year of the reference and the date with the document."
            message = f"{reference.to} was numbered after {document.date}"
            yield Flaw(document.number, key_path, message, hint)


@rule("XREF014", Severity.WARNING, Scope.DOCUMENT, Trait.COMMISSION_DOCUMENT)
def not_a_commission_document(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A Commission document has no number of the Commission.

    “No. Cion doc.” names what the Commission sent: COM(2018) 302 final, SWD(2018) 195, JOIN, C, or the Council number
    under which it was passed on. If it names a court case, an act or an interinstitutional file, that was read from the
    line beside it.
    """
    targets: list[tuple[KeyPath, Target]] = [
        *((("commission_documents", index), target) for index, target in enumerate(document.commission_documents)),
        *(
            (("outside_references", index, "kind"), outside.to)
            for index, outside in enumerate(document.outside_references)
            if outside.kind is ReferenceKind.COMMISSION
        ),
    ]
    for key_path, target in targets:
        if isinstance(target, ExternalReference) and target.kind in _OTHER_KINDS:
            hint = (
                "Compare “No. Cion doc.” with the first page; other texts belong in “outside_references”, as “cites”."
            )
            yield Flaw(document.number, key_path, f"{target} is not a Commission document", hint)


@rule("XREF015", Severity.WARNING, Scope.DOCUMENT, Trait.PREDECESSOR, Trait.IRREGULAR_POINTER)
def follows_its_own_successor(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A document follows a later text of its own number.

    14860/18 cannot follow 14860/1/18 REV 1, which replaces it, nor 14860/18 ADD 1, which adds to it: the numbers show
    which comes first. The field was copied from the later text, or the two were swapped.
    """
    for key_path, reference in references_with_paths(document):
        if reference.kind in FOLLOWING and _comes_after(reference.to, document.number):
            hint = "Remove it here; if the other text follows this one, its number says so already."
            yield Flaw(document.number, key_path, f"{reference.to} comes after this document", hint)


def _comes_after(later: DocumentNumber, number: DocumentNumber) -> bool:
    """Return whether one number of a family is built on another, or is a later revision of the same text."""
    if later.base != number.base or later == number:
        return False
    if later.suffixes[: len(number.suffixes)] == number.suffixes:
        return True
    return later.is_main_text and number.is_main_text and later.revision > number.revision


@rule("XREF016", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.OUTSIDE_REFERENCE)
def external_reference_of_a_later_year(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An external reference has a number of a year that had not begun.

    COM(2021) 206, case C-505/21 and file 2021/0106(COD) did not exist in 2019, so no document of that year can name
    them. The year was misread in the number or in the date; a link made from it leads to another text.
    """
    if document.date is None:
        return
    for key_path, reference in _external_references(document):
        year = find_year(reference)
        if year and year > document.date.year:
            hint = "Compare the year of the number and the date with the document."
            yield Flaw(document.number, key_path, f"{reference} was numbered after {document.date}", hint)


def _external_references(document: Document) -> Iterator[tuple[KeyPath, ExternalReference]]:
    for index, file in enumerate(document.interinstitutional_files):
        yield ("interinstitutional_files", index), file
    for index, target in enumerate(document.commission_documents):
        if isinstance(target, ExternalReference):
            yield ("commission_documents", index), target
    for index, reference in enumerate(document.outside_references):
        yield ("outside_references", index), reference.to


_Claim = tuple[DocumentNumber, ReferenceKind]


@rule("XREF012", Severity.WARNING, Scope.REGISTER, Trait.PREDECESSOR)
def predecessor_claimed_twice(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """Two documents with different numbers replace or follow the same one.

    A text is replaced once: the second document that claims to replace it replaces the first, or names the wrong text.
    With “No. prev. doc.” both may be right if a file continues in two places, so there it is only a hint. More often
    one of them skips the text in between, and whoever reads the file from the beginning misses a branch.
    """
    first_claimants: dict[_Claim, DocumentNumber | None] = {}
    for document in subject.documents:
        for key_path, claim in _claims(document):
            target, kind = claim
            if claim not in first_claimants:
                first_claimants[claim] = _first_claimant(claim, subject.snapshot)
            first_claimant = first_claimants[claim]
            if first_claimant and first_claimant.base != document.number.base:
                severity = None if kind is ReferenceKind.REPLACES else Severity.INFO
                hint = (
                    f"If this one comes after {first_claimant}, point there: somei xref list {shell_word(target)} --to"
                )
                message = f"{first_claimant} {kind.forward_words} {target} already"
                yield Flaw(document.number, key_path, message, hint, severity=severity)


def _claims(document: Document) -> Iterator[tuple[KeyPath, _Claim]]:
    """Yield what an issued document claims to replace or follow, outside its own family."""
    for key_path, reference in references_with_paths(document) if is_issued(document) else ():
        if reference.kind in FOLLOWING and reference.to.base != document.number.base:
            yield key_path, (reference.to, reference.kind)


def _first_claimant(claim: _Claim, snapshot: Snapshot) -> DocumentNumber | None:
    """Return the lowest number that makes this claim."""
    target, kind = claim
    return min((number for number in snapshot.followers(target, kind) if number.base != target.base), default=None)
