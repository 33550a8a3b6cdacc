"""What shall be: the change that a decision makes, what it leads to, and the receipt for one carried out."""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.register.persons import Person
from somei_cli.model.register.snapshot import Snapshot

if TYPE_CHECKING:
    from somei_cli.model.register.access_requests import AccessRequest


class Wording(Enum):
    """Where the words come from that a change adds to documents.

    TYPED words are the clerk's; COPIED ones may also stand in other documents, which the decision looked at; READ ones
    come from a file, whose reading answers for them.
    """

    TYPED = auto()
    COPIED = auto()
    READ = auto()


class Change(NamedTuple):
    """What to write and what to remove, and why.

    `summary` is one line that names numbers, never subjects: it becomes the subject of a commit.
    `relayout` lets files be rewritten that stand in another layout than the canonical one. `quoted` are the
    lines of texts that were read, and the fields, in which a clerk said an EU classification is only quoted; without a
    number it is one of the commit itself. `undoes` is the hash of an
    earlier act that this one takes back, `approved_by` the second person. `request` names the asking for numbers, which
    may have to be repeated, and is found again by it. `access_requests` are kept beside the documents.
    """

    action: str
    summary: str
    puts: tuple[Document, ...] = ()
    drops: tuple[DocumentNumber, ...] = ()
    codes: Mapping[SubjectCode, str] = MappingProxyType({})
    reason: str | None = None
    relayout: bool = False
    quoted: tuple[tuple[DocumentNumber | None, int | str], ...] = ()
    undoes: str | None = None
    approved_by: Person | None = None
    request: str | None = None
    access_requests: "tuple[AccessRequest, ...]" = ()
    wording: Wording = Wording.TYPED

    @property
    def numbers(self) -> tuple[DocumentNumber, ...]:
        """Every document the change touches, in order."""
        return tuple(sorted({*(d.number for d in self.puts), *self.drops}))


class Sent(NamedTuple):
    """Where an act was sent, as `origin/main`, and how the clone stands to it since.

    `own_on_top` counts the clerk's acts that are not sent yet and were put on top of it, `others` those of others that
    came along.
    """

    server: str
    own_on_top: int = 0
    others: int = 0


class Receipt(NamedTuple):
    """A change that was carried out (`commit` is its full hash), or would be (`commit` is None).

    `unapproved` tells what the register asks a second person for and has none yet, a sentence each;
    `remarks` what else should be known. An act that was done on the server tells how it was `sent`.
    """

    change: Change
    commit: str | None
    differences: tuple[tuple[DocumentNumber, tuple[Difference, ...]], ...] = ()
    unapproved: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sent: Sent | None = None


def after(before: Snapshot, change: Change) -> Snapshot:
    """How it would stand after a change."""
    return before.with_codes(change.codes).with_documents(change.puts, change.drops)


def own_reason(undone_commit: str) -> str:
    """The reason of an act that undoes another one, where nobody gave one."""
    return f"{_UNDO_OF}{undone_commit[:10]}"


def is_own_reason(reason: str) -> bool:
    """Whether a reason is that one, and not the words of a person."""
    return reason.startswith(_UNDO_OF)


_UNDO_OF = "undo of "
