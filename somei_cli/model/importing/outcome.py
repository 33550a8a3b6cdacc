"""Which of the documents that were read enter the register, as what, and why the others do not.

An entry read anew: what the text says takes the place of what stood there, what clerks added stays.
Citations that could mean several documents, settled by what the register holds.
What became of files that were brought in together.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from somei_cli.model.agenda.lifecycle import refuse_renumbered
from somei_cli.model.classification import check_codes, with_codes
from somei_cli.model.classified_entries import is_closed, refuse_classified_text, way_back
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.followup.proposals import with_follow_ups
from somei_cli.model.importing.draft_entry import Candidates, Intake
from somei_cli.model.items import Item
from somei_cli.model.markings import level_of
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import counted, folded

_READ = frozenset({ReferenceKind.CITES, ReferenceKind.AGENDA})
"""The kinds of references that a text shows; the others are a clerk's judgement."""

_TOLD_BY_TEXT = (
    "type",
    "date",
    "place",
    "languages",
    "marking",
    "subject_codes",
    "interinstitutional_files",
    "originator",
    "addressee",
    "previous_documents",
    "commission_documents",
    "meeting",
    "references",
    "outside_references",
)


def replacement(held: Document, read: Document) -> Document:
    """The entry that was read, with all that no text tells: status, access, remarks, waivers, promises, judgements."""
    meeting = read.meeting
    if meeting is not None and meeting.body is None and held.meeting is not None:
        meeting = meeting._replace(body=held.meeting.body)
    kept = tuple(r for r in held.references if r.kind not in _READ)
    return replace(
        read,
        status=held.status,
        reason=held.reason,
        note=read.note or held.note,
        meeting=meeting or held.meeting,
        agenda=held.agenda,
        allotted=held.allotted,
        access=held.access,
        references=_with(read.references, kept),
        items=tuple(_item(item, held.items) for item in read.items),
        waive=tuple((dict(held.waive) | dict(read.waive) | dict(held.waive)).items()),
        extra=held.extra,
    )


def says_the_same(held: Document, read: Document, *, by_file: bool) -> bool:
    """Whether reading a text anew would change nothing.

    `by_file`: the very file that an entry was made from is no news, whatever clerks have corrected since.
    """
    if by_file and held.source and read.source and held.source.sha256 == read.source.sha256:
        return True
    return replace(replacement(held, read), source=None) == replace(held, source=None)


def told_apart(held: Document, read: Document) -> tuple[str, ...]:
    """In which fields a text that was read is plainly another document than the entry of its number; else none.

    A subject may be corrected, and a date; a serial of a subject code is given to one document only.
    """
    if held.source and read.source and held.source.sha256 == read.source.sha256:
        return ()
    codes, others = _serials(held), _serials(read)
    if codes & others:
        return ()
    different = {
        "subject": _are_different(held.subject, read.subject),
        "date": bool(held.date and read.date and held.date != read.date),
        "type": bool(held.type and read.type and folded(held.type) != folded(read.type)),
        "from": _are_different(held.originator, read.originator),
        "subject codes": bool(codes and others),
    }
    fields = tuple(name for name, differs in different.items() if differs)
    return fields if different["subject"] or len(fields) > 1 else ()


def _serials(document: Document) -> frozenset[object]:
    return frozenset(entry for entry in document.subject_codes if entry.serial is not None)


def _are_different(one: str | None, other: str | None) -> bool:
    """Whether two texts share less than half of the words of the shorter one."""
    words, others = (set(re.findall(r"\w{2,}", folded(text))) for text in (one, other))
    return bool(words and others) and 2 * len(words & others) < min(len(words), len(others))


def newly_read(held: Document, read: Document) -> tuple[str, ...]:
    """What another reading of the same file has found that the entry has no place for: items, and fields left empty.

    A value that stands there otherwise is a clerk's correction, and no news.
    """
    items = [item for item in read.items if _before(item, held.items) is None]
    known = [(item, before) for item in read.items if (before := _before(item, held.items))]
    parted = [item for item, before in known if item.subitems and not before.subitems]
    empty = [name for name in _TOLD_BY_TEXT if getattr(read, name) and not getattr(held, name)]
    named = {"originator": "from", "addressee": "to"}
    return (
        *(named.get(name, name.replace("_", " ")) for name in empty),
        *_named("item", items),
        *_named("the sub-items of item", parted),
    )


def _named(what: str, items: Sequence[Item]) -> Iterator[str]:
    """Items by their numbers or else their titles, those that count on in one: item 2, items 3 to 10."""
    numbers = [item.number or item.title for item in items]
    first = int(numbers[0]) if numbers and numbers[0].isdecimal() else None
    if first is not None and len(numbers) > 2 and numbers == [str(first + at) for at in range(len(numbers))]:
        yield f"{what}s {numbers[0]} to {numbers[-1]}"
    elif numbers:
        yield f"{what}{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


def _with(read: tuple[Reference, ...], kept: tuple[Reference, ...]) -> tuple[Reference, ...]:
    return (*read, *(r for r in kept if r not in read))


def _item(read: Item, held: tuple[Item, ...]) -> Item:
    """An item with the follow-ups of the one that it was before."""
    before = _before(read, held)
    if before is None:
        return read
    return read._replace(
        follow_ups=before.follow_ups,
        extra=before.extra,
        subitems=tuple(_item(sub, before.subitems) for sub in read.subitems),
    )


def _before(read: Item, held: tuple[Item, ...]) -> Item | None:
    """The same item as it is held: with the same title, else with the same number."""
    same = [item for item in held if item.title == read.title] or [i for i in held if i.number == read.number]
    numbered = [item for item in same if item.number == read.number]
    return next(iter(numbered or same), None)


def promises_lost(held: Document, read: Document) -> tuple[str, ...]:
    """The items that hold follow-ups and are not in the text any more, by their numbers or else their titles."""
    kept = [_before(item, held.items) for item in read.items]
    return tuple(
        item.number or item.title
        for item in held.items
        if any(part.follow_ups for part in item.walk()) and not any(item is one for one in kept)
    )


def resolved(document: Document, candidates: Candidates, is_here: Callable[[DocumentNumber], bool]) -> Document:
    """The document with each ambiguous number settled where just one of those it could mean is here.

    `14860/1/18 REV 1 + ADD 1` means the addendum to the revision or to the first issue: the likelier stands
    until the register knows better.
    """
    settled: dict[DocumentNumber, DocumentNumber] = {}
    for likeliest, could_be in candidates:
        here = [number for number in could_be if is_here(number)]
        if len(here) == 1 and here[0] != likeliest:
            settled[likeliest] = here[0]
    if not settled:
        return document

    def item(one: Item) -> Item:
        documents = tuple(settled.get(n, n) for n in one.documents)
        return one._replace(documents=tuple(dict.fromkeys(documents)), subitems=tuple(map(item, one.subitems)))

    return replace(
        document,
        previous_documents=tuple(settled.get(n, n) for n in document.previous_documents),
        references=tuple(dict.fromkeys(r._replace(to=settled.get(r.to, r.to)) for r in document.references)),
        items=tuple(map(item, document.items)),
    )


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


class Registration(NamedTuple):
    """A verdict for each file, the receipt of the commit, and how entries that are there already differ."""

    verdicts: tuple[ImportVerdict, ...]
    receipt: Receipt
    held: tuple[tuple[DocumentNumber, tuple[Difference, ...]], ...] = ()
