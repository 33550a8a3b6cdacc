"""XREF: cross-references that are wrong in themselves.

XREF: documents that claim the same place behind another one.
"""

import re
from collections.abc import Iterator

from somei_cli.errors import as_typed
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
from somei_cli.rules.definition.document_parts import is_issued, items, pointers
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Background, Flaw, Scope, Whole, rule
from somei_cli.rules.definition.traits import Trait

_OF_NO_COMMISSION = frozenset(OutsideKind) - {OutsideKind.COMMISSION, OutsideKind.CELEX, OutsideKind.ELI}
_YEARS = {
    OutsideKind.COMMISSION: re.compile(r"\(([0-9]{4})\)"),
    OutsideKind.CASE: re.compile(r"/([0-9]{2})\b"),
    OutsideKind.FILE: re.compile(r"^([0-9]{4})/"),
    OutsideKind.ECLI: re.compile(r":([0-9]{4}):"),
}
"""Where the year stands in the normal form of a number, for the kinds whose numbers are given by year."""


@rule("XREF003", Severity.ERROR, Scope.DOCUMENT, Trait.POINTER)
def to_itself(document: Document, _: Background) -> Iterator[Flaw]:
    """A document refers to itself.

    The number in a running head or a footer was taken for a reference, or a digit is wrong. Whoever follows the
    chain of references never gets out of it.
    """
    for at, reference in pointers(document):
        if reference.to == document.number:
            hint = f"Remove it: somei xref remove {as_typed(document.number)} {as_typed(reference.to)}"
            yield Flaw(document.number, at, "the document refers to itself", hint)


@rule("XREF004", Severity.ERROR, Scope.DOCUMENT, Trait.REFERENCE)
def item_missing(document: Document, _: Background) -> Iterator[Flaw]:
    """A reference hangs on an item that the document does not have.

    15070/19 refers to 13735/19 at item 1. When an item is renumbered or removed and the reference stays behind,
    it says something about an item that nobody can find, or soon about a wrong one.
    """
    hung: list[tuple[KeyPath, str | None]] = [
        *((("references", at, "item"), reference.item) for at, reference in enumerate(document.references)),
        *((("outside_references", at, "item"), other.item) for at, other in enumerate(document.outside_references)),
    ]
    if not any(number for _, number in hung):
        return
    held = {part.item.number for part in items(document)}
    for at, number in hung:
        if number and number not in held:
            hint = "Correct “item”, or leave it out where the whole document is meant."
            yield Flaw(document.number, at, f"there is no item {number}", hint)


@rule("XREF005", Severity.WARNING, Scope.DOCUMENT)
def said_twice(document: Document, _: Background) -> Iterator[Flaw]:
    """The same reference stands twice in one list.

    It says nothing more, but it counts double in “cited by” and in statistics, and who removes one of them believes
    that the reference is gone.
    """
    said_of: list[tuple[KeyPath, Reference | OutsideReference]] = [*pointers(document)]
    said_of += [(("outside_references", index), outside) for index, outside in enumerate(document.outside_references)]
    seen: set[tuple[KeyPath, Target, ReferenceKind, str | None]] = set()
    for at, held in said_of if len(said_of) > 1 else ():
        said = (at[:-1], held.to, held.kind, held.item)
        if said in seen:
            yield Flaw(document.number, at, f"{held.to} stands here a second time", "Remove one of the two.")
        seen.add(said)


@rule("XREF008", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.POINTER)
def from_a_later_year(document: Document, _: Background) -> Iterator[Flaw]:
    """A reference points to a number of a year that had not begun.

    A document of December 2019 cannot know a number of 2020: the counter starts on 1 January. The year of the
    reference or the date of the document is misread; in scanned papers 16 and 19 are easily confused.
    """
    if document.date is None:
        return
    for at, reference in pointers(document):
        if reference.to.year > document.date.year:
            hint = "Compare the year of the reference and the date with the document."
            message = f"{reference.to} was numbered after {document.date}"
            yield Flaw(document.number, at, message, hint)


@rule("XREF014", Severity.WARNING, Scope.DOCUMENT, Trait.OUTSIDE)
def of_no_commission(document: Document, _: Background) -> Iterator[Flaw]:
    """A Commission document has no number of the Commission.

    “No. Cion doc.” names what the Commission sent: COM(2018) 302 final, SWD(2018) 195, JOIN, C, or the Council number
    under which it was passed on. A court case, an act or an interinstitutional file in its place was read from the
    line beside it.
    """
    named: list[tuple[KeyPath, Target]] = [
        *((("commission_documents", index), to) for index, to in enumerate(document.commission_documents)),
        *(
            (("outside_references", index, "kind"), outside.to)
            for index, outside in enumerate(document.outside_references)
            if outside.kind is ReferenceKind.COMMISSION
        ),
    ]
    for at, to in named:
        if isinstance(to, ExternalReference) and to.kind in _OF_NO_COMMISSION:
            hint = (
                "Compare “No. Cion doc.” with the first page; other texts belong into “outside_references”, as “cites”."
            )
            yield Flaw(document.number, at, f"{to} is no Commission document", hint)


@rule("XREF015", Severity.WARNING, Scope.DOCUMENT, Trait.PREDECESSOR)
def follows_its_own_successor(document: Document, _: Background) -> Iterator[Flaw]:
    """A document follows a later text of its own number.

    14860/18 cannot follow 14860/1/18 REV 1, which replaces it, nor 14860/18 ADD 1, which was put to it: what comes
    before what is said by the number. The field was taken over from the later text, or the two were exchanged.
    """
    for at, reference in pointers(document):
        if reference.kind in FOLLOWING and _comes_after(reference.to, document.number):
            hint = "Remove it here; if the other text follows this one, its number says so already."
            yield Flaw(document.number, at, f"{reference.to} comes after this document", hint)


def _comes_after(other: DocumentNumber, number: DocumentNumber) -> bool:
    """Whether one number of a family is built on another, or a later revision of the same text."""
    if other.base != number.base or other == number:
        return False
    if other.suffixes[: len(number.suffixes)] == number.suffixes:
        return True
    return other.is_main_text and number.is_main_text and other.revision > number.revision


@rule("XREF016", Severity.WARNING, Scope.DOCUMENT, Trait.DATE, Trait.OUTSIDE)
def outside_of_a_later_year(document: Document, _: Background) -> Iterator[Flaw]:
    """A text from outside was numbered in a year that had not begun.

    COM(2021) 206, case C-505/21 and file 2021/0106(COD) did not exist in 2019, so no document of that year can name
    them. The year was misread in the number or in the date; a link made of it leads to another text.
    """
    if document.date is None:
        return
    for at, outside in _outside(document):
        year = _year_of(outside)
        if year and year > document.date.year:
            hint = "Compare the year of the number and the date with the document."
            yield Flaw(document.number, at, f"{outside} was numbered after {document.date}", hint)


def _outside(document: Document) -> Iterator[tuple[KeyPath, ExternalReference]]:
    for index, file in enumerate(document.interinstitutional_files):
        yield ("interinstitutional_files", index), file
    for index, target in enumerate(document.commission_documents):
        if isinstance(target, ExternalReference):
            yield ("commission_documents", index), target
    for index, reference in enumerate(document.outside_references):
        yield ("outside_references", index), reference.to


def _year_of(outside: ExternalReference) -> int | None:
    pattern = _YEARS.get(outside.kind)
    found = pattern.search(outside.text) if pattern else None
    if found is None:
        return None
    year = int(found[1])
    return year if year > 99 else year + (1900 if year >= 52 else 2000)


_Place = tuple[DocumentNumber, ReferenceKind]


@rule("XREF012", Severity.WARNING, Scope.REGISTER, Trait.PREDECESSOR)
def fork(whole: Whole, _: Background) -> Iterator[Flaw]:
    """Two documents of different numbers replace, or follow, the same one.

    A text is replaced once; the second one that claims it replaces the first, or names the wrong text. With “No. prev.
    doc.” both may be right, when a file is taken up in two places, but more often one of them skips the text
    between, and whoever goes through the file from the front loses a branch: there it is only a hint.
    """
    first_behind: dict[_Place, DocumentNumber | None] = {}
    for document in whole.asked:
        for at, place in _behind(document):
            to, kind = place
            if place not in first_behind:
                first_behind[place] = _first_behind(place, whole.snapshot)
            first = first_behind[place]
            if first and first.base != document.number.base:
                mild = None if kind is ReferenceKind.REPLACES else Severity.INFO
                hint = f"If this one comes after {first}, point there: somei xref list {as_typed(to)} --to"
                message = f"{first} {kind.forth} {to} already"
                yield Flaw(document.number, at, message, hint, severity=mild)


def _behind(document: Document) -> Iterator[tuple[KeyPath, _Place]]:
    """The places that an issued document claims, outside its own family."""
    for at, reference in pointers(document) if is_issued(document) else ():
        if reference.kind in FOLLOWING and reference.to.base != document.number.base:
            yield at, (reference.to, reference.kind)


def _first_behind(place: _Place, snapshot: Snapshot) -> DocumentNumber | None:
    """The lowest of the numbers that claim a place."""
    to, kind = place
    return min((number for number in snapshot.followers(to, kind) if number.base != to.base), default=None)
