"""Which of the documents that were read enter the register, as what, and why the others do not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.errors import (
    AnotherDocument,
    AnotherReading,
    CodeUnknown,
    LowersMarking,
    NumberTaken,
    Refused,
    SerialTaken,
    SomeiError,
    TwoFiles,
    as_typed,
)
from somei_cli.model.agenda_freezing import refuse_renumbered
from somei_cli.model.classified_entries import is_closed, refuse_classified_text, way_back
from somei_cli.model.classifying import check_codes, with_codes
from somei_cli.model.codes import SubjectCode
from somei_cli.model.documents import Document, Status
from somei_cli.model.markings import level_of
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.promises import with_follow_ups
from somei_cli.model.readings import Intake
from somei_cli.model.replacing import newly_read, promises_lost, replacement, says_the_same, told_apart
from somei_cli.model.resolving import resolved
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.wording import counted


class ImportOutcome(StrEnum):
    """What becomes of a file that was brought in."""

    READ = "read"
    REGISTERED = "registered"
    REPLACED = "replaced"
    SAME = "already there"
    OTHER = "differs"
    DOUBTFUL = "in doubt"
    UNREAD = "not read"
    REFUSED = "refused"


_UNKNOWN = "Look at what was read with --dry-run, and give the codes with --set subject_codes=…"


Rivals = Mapping[DocumentNumber, tuple[str, ...]]
"""Numbers that several files have which do not say the same, with the names of these files."""


class ImportVerdict(NamedTuple):
    """A file and what becomes of it: `document` as it is or would be written, `refusal` where it is left out."""

    intake: Intake
    outcome: ImportOutcome
    document: Document | None = None
    refusal: SomeiError | None = None

    @property
    def enters(self) -> bool:
        """Whether it is written."""
        return self.outcome in (ImportOutcome.REGISTERED, ImportOutcome.REPLACED)

    def refused(self, refusal: SomeiError) -> "ImportVerdict":
        """The same file, left out after all."""
        return self._replace(outcome=ImportOutcome.REFUSED, refusal=refusal)


def unread(file: str, refusal: SomeiError) -> ImportVerdict:
    """A file of which nothing could be read."""
    return ImportVerdict(Intake(file, None), ImportOutcome.UNREAD, refusal=refusal)


def first_look(intake: Intake, *, accepting: bool) -> ImportVerdict:
    """The verdict before the register is asked: what lacks a number or subject, or has doubts, is left out."""
    if intake.missing:
        field_ = intake.missing[0]
        refusal = Refused(f"{intake.file}: no {field_} was found.", f"Give it with --set {field_}=…")
        return ImportVerdict(intake, ImportOutcome.DOUBTFUL, intake.document, refusal)
    if intake.doubts and not accepting:
        refusal = Refused(f"The reading leaves {counted(len(intake.doubts), 'doubt')}; nothing was registered.")
        return ImportVerdict(intake, ImportOutcome.DOUBTFUL, intake.document, refusal)
    return ImportVerdict(intake, ImportOutcome.READ, intake.document)


def _losing(number: DocumentNumber, items: tuple[str, ...]) -> Refused:
    return Refused(
        f"{number}: follow-ups hang on item {', '.join(items)}, which the text no longer has.",
        f"Look at them with: somei followup list --doc {as_typed(number)}",
    )


def _marked(held: Document) -> Refused:
    return Refused(
        f"{held.number} stands in the register as {held.marking}; no text is read into its entry.",
        way_back(held),
    )


def _hint_on_serial(taken: SerialTaken, document: Document) -> str:
    """What to do about a taken serial that is printed on a paper: to leave it out would not take another one."""
    codes = (f"{e.code} SERIAL" if e == taken.entry else str(e) for e in document.subject_codes)
    given = as_typed(f"subject_codes={', '.join(codes)}")
    return f"Compare it with that entry: somei show {as_typed(taken.holder)}. If it was misread: --set {given}"


def find_rivals(intakes: Iterable[Intake]) -> Rivals:
    """The files that have one number and do not say the same, by that number: none of them shall win by its name."""
    by_number: dict[DocumentNumber, list[Intake]] = {}
    for intake in intakes:
        if intake.document is not None:
            by_number.setdefault(intake.document.number, []).append(intake)
    return {number: tuple(i.file for i in found) for number, found in by_number.items() if not _agree(found)}


def _agree(intakes: Sequence[Intake]) -> bool:
    first, *others = [intake.document for intake in intakes if intake.document]
    return all(says_the_same(first, other, by_file=True) for other in others)


def sift(
    snapshot: Snapshot,
    intakes: Iterable[Intake],
    *,
    replacing: bool,
    rivals: Rivals = MappingProxyType({}),
    reason: str | None = None,
) -> tuple[ImportVerdict, ...]:
    """Judge readings one after the other, each also against those that enter before it; `rivals` do not enter.

    `reason` says why an entry that is read anew may have a lower marking than before.
    """
    sieve = _Sieve(snapshot, replacing=replacing, rivals=rivals, reason=reason)
    return tuple(sieve.judge(intake) for intake in intakes)


@dataclass
class _Sieve:
    """What the register holds, and what has passed so far."""

    snapshot: Snapshot
    replacing: bool
    rivals: Rivals
    reason: str | None = None
    passed: dict[DocumentNumber, Document] = field(default_factory=dict)
    serials: dict[tuple[SubjectCode, int, int], DocumentNumber] = field(default_factory=dict)

    def judge(self, intake: Intake) -> ImportVerdict:
        document = intake.document
        if document is None:
            raise ValueError(intake.file)
        document = resolved(document, intake.candidates, lambda n: n in self.passed or n in self.snapshot)
        held = self.passed.get(document.number) or self.snapshot.get(document.number)
        if held is not None and is_closed(held):
            return ImportVerdict(intake, ImportOutcome.REFUSED, document, _marked(held))
        if held is not None and (known := self._compare(intake, document, held)):
            return known
        if held is not None and held.status is Status.RESERVED:
            # The number was taken for a document, and this is it.
            document, held = replace(replacement(held, document), status=document.status), None
        if files := self.rivals.get(document.number):
            return ImportVerdict(intake, ImportOutcome.OTHER, document, TwoFiles(document.number, files))
        if held is not None:
            if refused := self._refusal_to_replace(held, document):
                return ImportVerdict(intake, ImportOutcome.REFUSED, document, refused)
            document = replacement(held, document)
        document = with_follow_ups(document, intake.proposals)
        try:
            refuse_renumbered(self.snapshot, [document])
            self._admit(document)
        except SomeiError as refusal:
            if isinstance(refusal, SerialTaken):
                refusal.hint = _hint_on_serial(refusal, document)
            return ImportVerdict(intake, ImportOutcome.REFUSED, document, refusal)
        return ImportVerdict(intake, ImportOutcome.REGISTERED if held is None else ImportOutcome.REPLACED, document)

    def _compare(self, intake: Intake, document: Document, held: Document) -> ImportVerdict | None:
        """The verdict on a document whose number is taken, None if it may take the place of what is held."""
        by_file = not self.replacing and not intake.corrected
        if says_the_same(held, document, by_file=by_file):
            if by_file and (new := newly_read(held, document)):
                return ImportVerdict(intake, ImportOutcome.OTHER, document, AnotherReading(document.number, new))
            return ImportVerdict(intake, ImportOutcome.SAME, held)
        if held.status is Status.RESERVED or (self.replacing and document.number not in self.passed):
            return None
        different = told_apart(held, document)
        taken = AnotherDocument(document.number, different) if different else NumberTaken(document.number)
        return ImportVerdict(intake, ImportOutcome.OTHER, document, taken)

    def _refusal_to_replace(self, held: Document, read: Document) -> SomeiError | None:
        """Why a document that was read may not take the place of the entry that is held; None if it may."""
        if lost := promises_lost(held, read):
            return _losing(held.number, lost)
        if level_of(read.marking) < level_of(held.marking) and not self.reason:
            return LowersMarking(held.number, held.marking, read.marking, "-m")
        return None

    def _admit(self, document: Document) -> None:
        """Let a document pass, if its codes and its marking allow it; printed serials stand as they are."""
        try:
            check_codes(self.snapshot, document.subject_codes, None)
        except CodeUnknown:
            # The word may be any word of the document.
            raise Refused("A subject code that was read is none of this register.", _UNKNOWN) from None
        numbered = [e for e in document.subject_codes if e.serial is not None]
        with_codes(self.snapshot, replace(document, subject_codes=()), numbered)
        refuse_classified_text(document)
        keys = {(e.code, document.number.year, e.serial): e for e in numbered if e.serial is not None}
        for key, entry in keys.items():
            holder = self.serials.get(key)
            if holder is not None and holder.base != document.number.base:
                raise SerialTaken(entry, document.number.year, holder)
        self.serials.update(dict.fromkeys(keys, document.number))
        self.passed[document.number] = document
