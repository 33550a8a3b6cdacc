"""XREF: cross-references that are wrong in themselves."""

from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.documents import Document
from somei_cli.model.references import OutsideReference, Reference, ReferenceKind, Target
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import items, pointers
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.text.fields import KeyPath


@rule("XREF003", Severity.ERROR, Scope.DOCUMENT)
def to_itself(document: Document, _: Background) -> Iterator[Flaw]:
    """A document refers to itself.

    The number in a running head or a footer was taken for a reference, or a digit is wrong. Whoever follows the
    chain of references never gets out of it.
    """
    for at, reference in pointers(document):
        if reference.to == document.number:
            hint = f"Remove it: somei xref remove {as_typed(document.number)} {as_typed(reference.to)}"
            yield Flaw(document.number, at, "the document refers to itself", hint)


@rule("XREF004", Severity.ERROR, Scope.DOCUMENT)
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
    for at, held in said_of:
        said = (at[:-1], held.to, held.kind, held.item)
        if said in seen:
            yield Flaw(document.number, at, f"{held.to} stands here a second time", "Remove one of the two.")
        seen.add(said)


@rule("XREF008", Severity.WARNING, Scope.DOCUMENT)
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
