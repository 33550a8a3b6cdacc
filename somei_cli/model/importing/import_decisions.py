"""Decide which imported files enter the register, compare them with existing entries, and explain refusals."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from somei_cli.errors import (
    AnotherDocument,
    CodeUnknown,
    DifferentContent,
    LowersMarking,
    NumberInTwoFiles,
    NumberTaken,
    Refused,
    SerialTaken,
    SomeiError,
    UnknownCodeRead,
    shell_word,
)
from somei_cli.model.agenda.items import follow_items
from somei_cli.model.agenda.lifecycle import refuse_renumbered
from somei_cli.model.classification import require_known_codes, with_codes
from somei_cli.model.classified_entries import correct_marking_hint, is_closed, refuse_classified_text
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_fields import DOCUMENT_FIELDS, require_answers
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.field_changes import Difference
from somei_cli.model.followup.proposals import with_new_proposals
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.document_identity import (
    are_versions_of_one,
    find_existing_item,
    find_identity_conflicts,
    find_new_content,
    find_version,
    find_version_language,
    has_same_version,
    in_order_of_languages,
    with_version,
)
from somei_cli.model.importing.draft_entry import FileReading, keep_doubts, resolve_candidates
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.kept_doubts import doubted_key
from somei_cli.model.markings import level_of
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise

_READ_KINDS = frozenset({ReferenceKind.CITES, ReferenceKind.AGENDA})
"""The kinds of references that the text shows; a clerk adds the others."""

_KEPT_FIELDS = tuple(field.name for field in DOCUMENT_FIELDS if field.replace == "kept")
_FILLED_FIELDS = tuple(field.name for field in DOCUMENT_FIELDS if field.replace == "filled")


def merge_reading(existing: Document, reading: Document) -> Document:
    """Return the new reading of an entry with everything that the text does not show.

    Status, access, notes, waivers, follow-ups and a clerk's own references are kept; references and waivers go
    with the items that they name.
    """
    existing = follow_items(existing, reading)
    return replace(
        reading,
        **{name: getattr(existing, name) for name in _KEPT_FIELDS},
        **{name: getattr(reading, name) or getattr(existing, name) for name in _FILLED_FIELDS},
        **{name: join(existing, reading) for name, join in _JOINS.items()},
        extra=existing.extra,
    )


def _join_meeting(existing: Document, reading: Document) -> Meeting | None:
    """Return the meeting that was read, with the body that is known if none was read."""
    meeting = reading.meeting
    if meeting is not None and meeting.body is None and existing.meeting is not None:
        meeting = meeting._replace(body=existing.meeting.body)
    return meeting or existing.meeting


def _join_references(existing: Document, reading: Document) -> tuple[Reference, ...]:
    """Return the references that were read, then those that a clerk added."""
    clerks = (reference for reference in existing.references if reference.kind not in _READ_KINDS)
    return (*reading.references, *(reference for reference in clerks if reference not in reading.references))


def _join_items(existing: Document, reading: Document) -> tuple[Item, ...]:
    return tuple(_item_with_follow_ups(item, existing.items) for item in reading.items)


def _join_waivers(existing: Document, reading: Document) -> tuple[tuple[str, str], ...]:
    return tuple((dict(existing.waive) | dict(reading.waive) | dict(existing.waive)).items())


_JOINS: dict[str, Callable[[Document, Document], Any]] = {
    "meeting": _join_meeting,
    "references": _join_references,
    "items": _join_items,
    "waive": _join_waivers,
}
"""How the fields are joined of which a reading and a clerk each have a part."""
require_answers(
    "model/importing/import_decisions.py",
    _JOINS,
    [field.name for field in DOCUMENT_FIELDS if field.replace == "joined"],
)


def has_same_content(existing: Document, reading: Document, *, by_file: bool) -> bool:
    """Return whether the new reading would change nothing.

    With `by_file`, the same source file counts as the same content, even if clerks have corrected the entry since.
    """
    if by_file and existing.source and reading.source and existing.source.sha256 == reading.source.sha256:
        return True
    read_anew = merge_reading(existing, reading)
    return replace(read_anew, source=None, doubts=()) == replace(existing, source=None, doubts=())


def _item_with_follow_ups(read_item: Item, existing_items: tuple[Item, ...]) -> Item:
    """Return an item with the follow-ups of the existing item."""
    existing_item = find_existing_item(read_item, existing_items)
    if existing_item is None:
        return read_item
    return read_item._replace(
        follow_ups=existing_item.follow_ups,
        extra=existing_item.extra,
        subitems=tuple(_item_with_follow_ups(sub, existing_item.subitems) for sub in read_item.subitems),
    )


def find_lost_follow_ups(existing: Document, reading: Document) -> tuple[str, ...]:
    """Return the items, by number or title, that have follow-ups and are no longer in the text."""
    kept_items = [find_existing_item(item, existing.items) for item in reading.items]
    return tuple(
        item.number or item.title
        for item in existing.items
        if any(part.follow_ups for part in item.walk()) and not any(item is kept_item for kept_item in kept_items)
    )


class ImportOutcome(StrEnum):
    """What became of an imported file."""

    READ = "read"
    REGISTERED = "registered"
    REPLACED = "replaced"
    LANGUAGE = "language added"
    SAME = "already there"
    OTHER = "differs"
    DOUBTFUL = "in doubt"
    UNREAD = "not read"
    REFUSED = "refused"


ConflictingFiles = Mapping[DocumentNumber, tuple[str, ...]]
"""Numbers for which several files have different content, with the names of these files."""


class ImportVerdict(NamedTuple):
    """What becomes of a file: `document` as it is or would be written, `refusal` if the file does not enter.

    `remark` is what a clerk should know of a file that is in the register already.
    """

    file_reading: FileReading
    outcome: ImportOutcome
    document: Document | None = None
    refusal: SomeiError | None = None
    remark: str = ""

    @property
    def is_entered(self) -> bool:
        """Whether the document is written."""
        return self.outcome in (ImportOutcome.REGISTERED, ImportOutcome.REPLACED, ImportOutcome.LANGUAGE)

    def as_refused(self, refusal: SomeiError) -> "ImportVerdict":
        """Return the verdict as a refusal."""
        return self._replace(outcome=ImportOutcome.REFUSED, refusal=refusal)


def make_unread_verdict(file: str, refusal: SomeiError) -> ImportVerdict:
    """Return the verdict for a file that could not be read."""
    return ImportVerdict(FileReading(file, None), ImportOutcome.UNREAD, refusal=refusal)


def make_same_file_verdict(file_reading: FileReading, existing: Document) -> ImportVerdict:
    """Return the verdict on the file from which an entry was imported: whatever was in doubt has been answered.

    If it gives more than at that time, that is a remark; a field in doubt may have been left empty on purpose.
    """
    new_content = find_new_content(existing, file_reading.draft) if file_reading.draft else {}
    doubted = {doubted_key(doubt.field) for doubt in file_reading.doubts}
    words = [part for key, parts in new_content.items() if key not in doubted for part in parts]
    remark = f"the same file now gives more: {', '.join(words)}" if words else ""
    return ImportVerdict(replace(file_reading, doubts=()), ImportOutcome.SAME, existing, remark=remark)


def make_first_verdict(file_reading: FileReading, *, accepting: bool) -> ImportVerdict:
    """Return the verdict before the register is read: a file without number or subject, or with doubts, is refused."""
    if file_reading.missing:
        missing = file_reading.missing
        verb, pronoun = ("was", "it") if len(missing) == 1 else ("were", "them")
        refusal = Refused(
            f"{file_reading.file}: {' and '.join(f'no {name}' for name in missing)} {verb} found.",
            f"Give {pronoun} with {' '.join(f'--set {name}=…' for name in missing)}",
        )
        return ImportVerdict(file_reading, ImportOutcome.DOUBTFUL, file_reading.document, refusal)
    if file_reading.doubts and not accepting:
        refusal = Refused(f"The reading leaves {pluralise(len(file_reading.doubts), 'doubt')}; nothing was registered.")
        return ImportVerdict(file_reading, ImportOutcome.DOUBTFUL, file_reading.document, refusal)
    if file_reading.doubts and file_reading.document:
        document = replace(file_reading.document, doubts=keep_doubts(file_reading.doubts))
        file_reading = replace(file_reading, document=document)
    return ImportVerdict(file_reading, ImportOutcome.READ, file_reading.document)


def _lost_follow_ups_refusal(number: DocumentNumber, items: tuple[str, ...]) -> Refused:
    return Refused(
        f"{number}: follow-ups belong to item {', '.join(items)}, which the text no longer has.",
        f"Look at them with: somei followup list --doc {shell_word(number)}",
    )


def _classified_entry_refusal(document: Document) -> Refused:
    return Refused(
        f"{document.number} is in the register as {document.marking}; no text is read into its entry.",
        correct_marking_hint(document),
    )


def _taken_serial_hint(refusal: SerialTaken, document: Document) -> str:
    """Say what to do about a printed serial that is taken; leaving it out would not give the document another one."""
    codes = (f"{entry.code} SERIAL" if entry == refusal.entry else str(entry) for entry in document.subject_codes)
    typed = shell_word(f"subject_codes={', '.join(codes)}")
    return f"Compare it with that entry: somei show {shell_word(refusal.holder)}. If it was misread: --set {typed}"


def find_conflicting_files(file_readings: Iterable[FileReading]) -> ConflictingFiles:
    """Return the numbers for which files have different content; the order of file names must not decide."""
    numbered = [(reading.document.number, reading) for reading in file_readings if reading.document]
    counts = Counter(number for number, _ in numbered)
    repeated = group_pairs(pair for pair in numbered if counts[pair[0]] > 1)
    return {
        number: tuple(file_reading.file for file_reading in same_number)
        for number, same_number in repeated.items()
        if not _are_compatible(same_number)
    }


def _are_compatible(file_readings: Sequence[FileReading]) -> bool:
    """Return whether files with one number say the same, or the same in different languages."""
    by_language = group_pairs((reading.language, reading) for reading in file_readings).values()
    return _have_same_content(file_readings) or (
        all(map(_have_same_content, by_language)) and are_versions_of_one([readings[0] for readings in by_language])
    )


def _have_same_content(file_readings: Sequence[FileReading]) -> bool:
    first, *other_documents = [file_reading.document for file_reading in file_readings if file_reading.document]
    return all(has_same_content(first, document, by_file=True) for document in other_documents)


def judge_files(
    snapshot: Snapshot,
    file_readings: Iterable[FileReading],
    *,
    replacing: bool,
    conflicting_files: ConflictingFiles = MappingProxyType({}),
    reason: str | None = None,
) -> tuple[ImportVerdict, ...]:
    """Judge files one after the other, also against those that entered before; `conflicting_files` do not enter.

    Of texts of one document in several languages the original is judged first. `reason` says why the new reading of an
    entry may have a lower marking.
    """
    import_judge = _ImportJudge(snapshot, replacing=replacing, rivals=conflicting_files, reason=reason)
    readings = list(file_readings)
    verdicts = {id(reading): import_judge.judge(reading) for reading in in_order_of_languages(readings)}
    return tuple(import_judge.complete(verdicts[id(reading)]) for reading in readings)


@dataclass
class _ImportJudge:
    """The register, and what was accepted so far."""

    snapshot: Snapshot
    replacing: bool
    rivals: ConflictingFiles
    reason: str | None = None
    accepted: dict[DocumentNumber, Document] = field(default_factory=dict)
    serials: dict[tuple[SubjectCode, int, int], DocumentNumber] = field(default_factory=dict)

    def judge(self, file_reading: FileReading) -> ImportVerdict:
        document = file_reading.document
        if document is None:
            raise ValueError(file_reading.file)
        document = resolve_candidates(
            document, file_reading.candidates, lambda number: number in self.accepted or number in self.snapshot
        )
        existing = self.accepted.get(document.number) or self.snapshot.get(document.number)
        if existing is not None and is_closed(existing):
            return ImportVerdict(file_reading, ImportOutcome.REFUSED, document, _classified_entry_refusal(existing))
        if existing is not None and (verdict := self._compare(file_reading, document, existing)):
            return verdict
        if existing is not None and existing.status is Status.RESERVED:
            # The number was reserved for a document, and this is that document.
            own = {name: value for name in _KEPT_FIELDS if (value := getattr(document, name))}
            extra = tuple({**dict(existing.extra), **dict(document.extra)}.items())
            document, existing = replace(merge_reading(existing, document), **own, extra=extra), None
        if files := self.rivals.get(document.number):
            return ImportVerdict(file_reading, ImportOutcome.OTHER, document, NumberInTwoFiles(document.number, files))
        if existing is not None:
            if refused := self._refusal_to_replace(existing, document):
                return ImportVerdict(file_reading, ImportOutcome.REFUSED, document, refused)
            document = merge_reading(existing, document)
        document = with_new_proposals(document, file_reading.proposals)
        try:
            refuse_renumbered(self.snapshot, [document])
            self._admit(document)
        except SomeiError as refusal:
            if isinstance(refusal, SerialTaken):
                refusal.hint = _taken_serial_hint(refusal, document)
            return ImportVerdict(file_reading, ImportOutcome.REFUSED, document, refusal)
        return ImportVerdict(
            file_reading, ImportOutcome.REGISTERED if existing is None else ImportOutcome.REPLACED, document
        )

    def complete(self, verdict: ImportVerdict) -> ImportVerdict:
        """Return a verdict with what later files added to its document: the text in other languages."""
        number = verdict.document.number if verdict.document else None
        if not (verdict.is_entered and number) or verdict.document is self.accepted[number]:
            return verdict
        return verdict._replace(document=self.accepted[number])

    def _judge_version(
        self, file_reading: FileReading, existing: Document, reading: Document, language: str
    ) -> ImportVerdict:
        """Judge the text of an entry in another language; only its subject and its file are added."""
        if has_same_version(existing, reading, language):
            return ImportVerdict(file_reading, ImportOutcome.SAME, existing)
        if find_version(existing, language) and not self.replacing:
            refusal = DifferentContent(existing.number, [f"title in the language {language}"])
            return ImportVerdict(file_reading, ImportOutcome.OTHER, existing, refusal)
        document = with_version(existing, reading, language)
        # Of this text only its title enters.
        in_title = [doubt._replace(field="versions") for doubt in reading.doubts if doubt.field == "subject"]
        new_doubts = (doubt for doubt in in_title if doubt not in existing.doubts)
        document = replace(document, doubts=(*existing.doubts, *new_doubts))
        try:
            refuse_classified_text(document)
        except SomeiError as level_named:
            return ImportVerdict(file_reading, ImportOutcome.REFUSED, existing, level_named)
        self.accepted[document.number] = document
        return ImportVerdict(file_reading, ImportOutcome.LANGUAGE, document)

    def _compare(self, file_reading: FileReading, document: Document, existing: Document) -> ImportVerdict | None:
        """Return the verdict on a document whose number is taken; None if it may replace the existing entry."""
        if language := find_version_language(existing, document, file_reading.language):
            return self._judge_version(file_reading, existing, document, language)
        by_file = not self.replacing and not file_reading.corrected
        if has_same_content(existing, document, by_file=by_file):
            return ImportVerdict(file_reading, ImportOutcome.SAME, existing)
        if existing.status is Status.RESERVED or (self.replacing and document.number not in self.accepted):
            return None
        fields = find_identity_conflicts(existing, document)
        refusal = AnotherDocument(document.number, fields) if fields else NumberTaken(document.number)
        return ImportVerdict(file_reading, ImportOutcome.OTHER, document, refusal)

    def _refusal_to_replace(self, existing: Document, reading: Document) -> SomeiError | None:
        """Return why a document may not replace the existing entry; None if it may."""
        if lost_items := find_lost_follow_ups(existing, reading):
            return _lost_follow_ups_refusal(existing.number, lost_items)
        if level_of(reading.marking) < level_of(existing.marking) and not self.reason:
            return LowersMarking(existing.number, existing.marking, reading.marking)
        return None

    def _admit(self, document: Document) -> None:
        """Accept a document if its codes and marking allow it; printed serials stay as they are."""
        try:
            require_known_codes(self.snapshot, document.subject_codes, None)
        except CodeUnknown:
            # The message does not repeat the code: it may be any word of the document.
            raise UnknownCodeRead from None
        numbered = [entry for entry in document.subject_codes if entry.serial is not None]
        with_codes(self.snapshot, replace(document, subject_codes=()), numbered)
        refuse_classified_text(document)
        keys = {
            (entry.code, document.number.year, entry.serial): entry for entry in numbered if entry.serial is not None
        }
        for key, entry in keys.items():
            holder = self.serials.get(key)
            if holder is not None and holder.base != document.number.base:
                raise SerialTaken(entry, document.number.year, holder)
        self.serials.update(dict.fromkeys(keys, document.number))
        self.accepted[document.number] = document


class Registration(NamedTuple):
    """A verdict for each file, the receipt of the commit, and the differences from existing entries."""

    verdicts: tuple[ImportVerdict, ...]
    receipt: Receipt
    differences: tuple[tuple[DocumentNumber, tuple[Difference, ...]], ...] = ()

    @property
    def replacements(self) -> tuple[tuple[DocumentNumber, tuple[Difference, ...]], ...]:
        """What changes, or would change, in each entry that was there before."""
        replaced = {
            verdict.document.number
            for verdict in self.verdicts
            if verdict.outcome in {ImportOutcome.REPLACED, ImportOutcome.LANGUAGE} and verdict.document
        }
        return tuple((number, fields) for number, fields in self.receipt.differences if number in replaced)
