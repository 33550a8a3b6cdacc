"""The change that an act decides on, and what is handed back of an act that was carried out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.register.git_identity import Person
from somei_cli.model.register.snapshot import Snapshot

if TYPE_CHECKING:
    from somei_cli.model.register.access_requests import AccessRequest
    from somei_cli.model.register.vocabulary import Vocabulary


class Wording(Enum):
    """Where the words come from that a change adds to documents.

    TYPED words are the clerk's. COPIED words may also be in other documents, which the act looked at. READ words come
    from an imported file, and were checked when it was read.
    """

    TYPED = auto()
    COPIED = auto()
    READ = auto()


class NewNumber(NamedTuple):
    """The number that a document had, and the one that it has instead."""

    old: DocumentNumber
    new: DocumentNumber


class Change(NamedTuple):
    """What to write and what to remove, and why.

    `summary` becomes the subject of the commit: one line that names numbers, never subjects. `relayout` allows files
    that are not in canonical form to be rewritten. `quoted` are lines of read texts, or fields, in which a clerk
    declared that an EU classification is only quoted; without a number it is one of the commit message itself. `undoes`
    is the hash of the commit that this one takes back, `approved_by` the second person. `request` is the request id, by
    which a repeated act is recognised. `access_requests` are written beside the documents. `renumbered` says that a
    document goes from one number to another. `codes` are added to the vocabulary; `vocabulary` is the whole of it, of a
    change that does more. `searches` are the saved searches that the settings shall have in other words, by their
    names.
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
    renumbered: NewNumber | None = None
    vocabulary: "Vocabulary | None" = None
    searches: Mapping[str, str] = MappingProxyType({})

    @property
    def numbers(self) -> tuple[DocumentNumber, ...]:
        """The number of every document that the change touches, in order."""
        return tuple(sorted({*(d.number for d in self.puts), *self.drops}))


Step = TypeVar("Step")


class Tracker(Protocol):
    """Reports the progress of long work."""

    def __call__(self, steps: Iterable[Step], total: int, words: str) -> Iterable[Step]:
        """Return the steps unchanged, and report each."""


def track_silently(steps: Iterable[Step], total: int, words: str) -> Iterable[Step]:  # noqa: ARG001 - as a Tracker
    """Return the steps, and report nothing."""
    return steps


@dataclass(frozen=True, slots=True)
class Decision:
    """What an act decides: the change, and the snapshot that it was decided on.

    An act that finds out more has a subclass with it.
    """

    change: Change
    before: Snapshot


D = TypeVar("D", bound=Decision)


class SendResult(NamedTuple):
    """Where a commit was pushed, as `origin/main`, and the clone's commits on top of it since.

    `own_on_top` counts the clerk's unpushed commits that were rebased onto it, `others_commits` those of others that
    were fetched with it.
    """

    server: str
    own_on_top: int = 0
    others: int = 0


class Receipt(NamedTuple):
    """A change that was carried out (`commit` is its full hash), or would be (`commit` is None).

    `unapproved` says what a second person must still approve, a sentence each; `remarks` what else should be known.
    `sent` says where it was pushed, `before` how documents were; `other_differences` are of vocabulary and settings.
    `warnings` are for a person at a terminal alone, a sentence each. `is_final` says that it will not be undone.
    """

    change: Change
    commit: str | None
    differences: tuple[tuple[DocumentNumber, tuple[Difference, ...]], ...] = ()
    unapproved: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    sent: SendResult | None = None
    other_differences: tuple[Difference, ...] = ()
    before: tuple[Document, ...] = ()
    warnings: tuple[str, ...] = ()
    is_final: bool = False


class ActResult(NamedTuple, Generic[D]):
    """The receipt of an act, and the decision that it carries out.

    The decision is None if an earlier call with the same request id did the act: then only its commit is known.
    """

    receipt: Receipt
    decision: D | None


def apply_change(before: Snapshot, change: Change) -> Snapshot:
    """Return the snapshot after a change."""
    after = before.with_vocabulary(change.vocabulary) if change.vocabulary else before.with_codes(change.codes)
    return after.with_documents(change.puts, change.drops)


def default_undo_reason(undone_commit: str) -> str:
    """Return the reason of an undo for which nobody gave one."""
    return f"{_UNDO_OF}{undone_commit[:10]}"


def is_default_undo_reason(reason: str) -> bool:
    """Whether a reason is that one, and not written by a person."""
    return reason.startswith(_UNDO_OF)


_UNDO_OF = "undo of "
