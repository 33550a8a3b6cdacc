"""XREF: documents that claim the same place behind another one."""

from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import FOLLOWING, ReferenceKind
from somei_cli.model.snapshot import Snapshot
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import pointers
from somei_cli.rules.roles import is_issued
from somei_cli.rules.rule import Background, Flaw, Scope, Whole, rule
from somei_cli.rules.traits import Trait
from somei_cli.text.fields import KeyPath

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
