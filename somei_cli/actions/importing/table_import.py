"""Import the rows of a table: judge each against the register, and write those that may enter, together or one by one.

Nothing is taken while a row is faulty, unless the clerk leaves such rows out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out_decision
from somei_cli.actions.importing.register import (
    find_differences,
    make_change,
    with_differing_fields,
    without_rule_errors,
)
from somei_cli.errors import (
    Classified,
    CodeUnknown,
    Interrupted,
    LowersMarking,
    Refused,
    SerialTaken,
    SomeiError,
    UnknownCodeRead,
)
from somei_cli.formats.diff.document import differences
from somei_cli.formats.toml.classified_words import find_unexplained_level_words, is_quoted, with_quotation_waiver
from somei_cli.model.add_document import with_listed_names
from somei_cli.model.document import Document
from somei_cli.model.document_edits import DocumentEdits, edit_document, refuse_field
from somei_cli.model.document_fields import DOCUMENT_FIELDS, EDIT
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.field_changes import Difference
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import FileReading
from somei_cli.model.importing.import_decisions import (
    ConflictingFiles,
    ImportOutcome,
    ImportVerdict,
    find_conflicting_files,
    judge_files,
)
from somei_cli.model.importing.table_rows import (
    CellFault,
    ParsedRow,
    RowVerdict,
    TableImport,
    find_unheeded,
    with_doubted_marking,
)
from somei_cli.model.kept_doubts import without_answered_doubts
from somei_cli.model.register.change import Decision, Receipt, Wording
from somei_cli.model.register.settings import Waiver
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.rules.areas.file_form import NO_SUBJECT_RULE
from somei_cli.rules.areas.waivers import is_expired
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


class TableRead(NamedTuple):
    """The rows of a table without a fault, and what is wrong with the others, by cell."""

    rows: Sequence[ParsedRow]
    faults: tuple[CellFault, ...]


def read_rows(rows: Iterable[ParsedRow]) -> TableRead:
    """Read all rows; of one without a fault only its values are kept, not its cells."""
    sound, faults = list[ParsedRow](), list[CellFault]()
    for row in rows:
        if row.faults:
            faults += row.faults
        else:
            sound.append(row._replace(texts={}))
    return TableRead(sorted(sound, key=lambda row: row.row), tuple(faults))


class TableOptions(NamedTuple):
    """How the clerk wants rows imported."""

    circumstances: Circumstances
    replacing: bool = False
    skip_faulty: bool = False
    accept_doubts: bool = False


@dataclass(frozen=True, slots=True)
class TableDecision(Decision):
    """The decision on the rows of a table, with a verdict on each."""

    verdicts: tuple[ImportVerdict, ...]


def import_rows(
    register: Register, table: TableRead, options: TableOptions, *, agreed: int | None = None
) -> TableImport:
    """Import the rows in one commit; nothing is written if some are left and the clerk does not skip them.

    `agreed` is the fingerprint of the documents that were shown to a person, who agreed to them.

    Raises:
        Refused: if they would become different now.
    """

    def decide(before: Snapshot) -> TableDecision:
        verdicts = _judge(before, table.rows, options)
        is_taken = options.skip_faulty or not (table.faults or any(verdict.refusal for verdict in verdicts))
        change = make_change(verdicts if is_taken else ())._replace(wording=_wording_of(table.rows, options))
        if agreed is not None and _fingerprint_documents(change.puts) != agreed:
            raise Refused("What was shown has changed meanwhile; nothing was written.", "Repeat the command.")
        return TableDecision(change, before, verdicts)

    receipt, decision = carry_out_decision(
        register,
        partial(open_snapshot, register),
        decide,
        options.circumstances,
        action="import",
        lists_new_fields=False,
    )
    if decision is None:  # an earlier call with this request id did it
        entered = set(receipt.change.numbers)
        verdicts = tuple(
            RowVerdict(row.row, row.number, ImportOutcome.REGISTERED)
            for row in table.rows
            if row.number and row.number in entered
        )
        return TableImport(verdicts, table.faults, (), (receipt,), len(receipt.change.puts))
    differing = (
        *find_differences(decision.before, decision.verdicts),
        *_find_untyped_differences(decision.before, table.rows, decision.verdicts),
    )
    by_number = dict(differing)
    row_verdicts = tuple(
        RowVerdict(
            row.row,
            row.number,
            verdict.outcome,
            *_name_refused_field(with_differing_fields(verdict, by_number).refusal, row, decision.before.vocabulary),
        )
        for row, verdict in zip(table.rows, decision.verdicts, strict=True)
        if row.number
    )
    replaced = {verdict.number for verdict in row_verdicts if verdict.outcome is ImportOutcome.REPLACED}
    differing += tuple(entry for entry in receipt.differences if entry[0] in replaced)
    receipts = (receipt,) if receipt.change.puts else ()
    puts = receipt.change.puts
    return TableImport(row_verdicts, table.faults, differing, receipts, len(puts), _fingerprint_documents(puts))


def _wording_of(rows: Sequence[ParsedRow], options: TableOptions) -> Wording:
    """Return where the words of the rows come from: those of whole entries were checked cell by cell.

    The fields that have no column of their own may say what the file of an entry may.
    """
    is_read = any(row.is_whole for row in rows) and not options.circumstances.quoted
    return Wording.READ if is_read else Wording.TYPED


_LONGEST_CODE = 24
"""Letters of a code that a refusal may repeat; more may be words of a document."""


def _name_refused_field(
    refusal: SomeiError | None, row: ParsedRow, vocabulary: Vocabulary
) -> tuple[SomeiError | None, str]:
    """Return why a row does not enter and the word of the field for that, or ""; an unknown code is named if short."""
    if isinstance(refusal, Classified):
        refusal.hint = Classified.hint  # no line or place of a file can be given as only quoting the words
    if isinstance(refusal, Classified | LowersMarking):
        return refusal, "marking"
    if isinstance(refusal, SerialTaken):
        return refusal, "subject_codes"
    if isinstance(refusal, _SubjectMissing):
        return refusal, "subject"
    if not isinstance(refusal, UnknownCodeRead):
        return refusal, ""
    codes = (entry.code for edit in row.edits if edit.attribute == "subject_codes" for entry in edit.value)
    unknown = next((code for code in codes if code not in vocabulary.codes), None)
    if unknown is None or len(str(unknown)) > _LONGEST_CODE:
        return refusal, "subject_codes"
    return CodeUnknown(unknown, vocabulary.nearest_codes(unknown), "somei codes add CODE TITLE."), "subject_codes"


def _fingerprint_documents(documents: Iterable[Document]) -> int:
    return hash(tuple(map(_hash_document, documents)))


def _hash_document(document: Document) -> int:
    try:
        return hash(document)
    except TypeError:  # a key that this version does not know may hold a list
        return hash(repr(document))


def import_each_row(
    register: Register, table: TableRead, options: TableOptions, preview: TableImport
) -> Iterator[Receipt]:
    """Import the rows that enter by a preview, each in a commit of its own; yield the receipts."""
    circumstances = options.circumstances
    entering = {verdict.row for verdict in preview.verdicts if verdict.is_entered}
    for ordinal, row in enumerate((row for row in table.rows if row.row in entering), 1):
        own = circumstances._replace(request=f"{circumstances.request}-{ordinal}")
        result = import_rows(register, TableRead((row,), ()), options._replace(circumstances=own, skip_faulty=False))
        refusal = next((verdict.refusal for verdict in result.verdicts if verdict.refusal), None)
        if refusal:
            raise refusal
        yield from result.receipts


def collect_receipts(preview: TableImport, receipts: Iterable[Receipt]) -> TableImport:
    """Return what became of a table that is imported row by row; what stops it before a commit is raised."""
    done: list[Receipt] = []
    try:
        done.extend(receipts)
    except (SomeiError, Interrupted) as stop:
        if not done:
            raise
        if isinstance(stop, SomeiError):
            stop.hint = f"{len(done)} rows are in the register; repeat the command for the others."
        return preview._replace(receipts=tuple(done), stop=stop)
    return preview._replace(receipts=tuple(done))


def _judge(before: Snapshot, rows: Sequence[ParsedRow], options: TableOptions) -> tuple[ImportVerdict, ...]:
    """Return a verdict on each row, in their order; it does not keep what was read."""
    refused, judged = _judge_readings(before, rows, options)
    remaining = iter(without_rule_errors(before, judged, options.circumstances))
    return tuple(refusal or next(remaining) for refusal in refused)


def _judge_readings(
    before: Snapshot, rows: Sequence[ParsedRow], options: TableOptions
) -> tuple[list[ImportVerdict | None], tuple[ImportVerdict, ...]]:
    """Return for each row why it cannot be a document, or None; and the verdicts on the others."""
    refused: list[ImportVerdict | None] = []
    readings: list[FileReading] = []
    completed = (_complete_row(before, row, options) for row in rows)
    for entry in options.circumstances.track(completed, len(rows), "judging"):
        if isinstance(entry, FileReading):
            readings.append(entry)
        refused.append(None if isinstance(entry, FileReading) else entry)
    verdicts = judge_files(
        before,
        readings,
        replacing=options.replacing,
        conflicting_files={**find_conflicting_files(readings), **_find_contradicting_rows(rows, readings)},
        reason=options.circumstances.reason,
    )
    return refused, tuple(verdict._replace(file_reading=_NO_READING) for verdict in verdicts)


def _find_contradicting_rows(rows: Sequence[ParsedRow], readings: Sequence[FileReading]) -> ConflictingFiles:
    """Return the numbers that stand in several rows of a table with more than typed fields, if these differ at all.

    Otherwise a decision on access in the second of two rows would be lost: no text of a document has one.
    """
    if not any(row.is_whole or row.untyped for row in rows):
        return {}
    counts = Counter(row.number for row in rows)
    repeated = [
        (reading.document.number, reading)
        for reading in readings
        if reading.document and counts[reading.document.number] > 1
    ]
    return {
        number: tuple(reading.file for reading in same_number)
        for number, same_number in group_pairs(repeated).items()
        if any(reading.document != same_number[0].document for reading in same_number)
    }


_NO_READING = FileReading("", None)


def _complete_row(before: Snapshot, row: ParsedRow, options: TableOptions) -> FileReading | ImportVerdict:
    """Return a row as a document: what it does not say is as in the entry that is there; or why that cannot be."""
    name = f"row {row.row}"
    existing = before.get(row.number) if row.number else None
    try:
        if existing is None or existing.status is Status.RESERVED:
            document = row.as_document()
            if not row.is_whole:
                document = with_listed_names(document, before.vocabulary)
            if document.marking is None and not row.is_whole:
                # Nobody has said yet that it is public: as of an imported file, `public_unmarked` decides.
                document = replace(document, source=row.source)
            _require_subject(before.settings.waivers, document, existing, options.circumstances.today)
            if existing is not None:
                _refuse_another_reservation(existing, document)
        elif changed := row.find_untyped_changes(existing):
            return _refuse_untyped_changes(name, row, existing, changed, options)
        else:
            document = _fill_entry(before, existing, row, options)
    except SomeiError as refusal:
        return ImportVerdict(FileReading(name, existing or row.as_document()), ImportOutcome.REFUSED, refusal=refusal)
    is_decided = existing is not None and existing.marking is not None and existing.marking == document.marking
    if not is_decided and (unheeded := find_unheeded(document, row.outside)):
        if not options.accept_doubts:
            doubt = Refused(str(unheeded), "Map the column to the marking, or take it so with --accept-doubts.")
            return ImportVerdict(FileReading(name, document), ImportOutcome.DOUBTFUL, refusal=doubt)
        document = with_doubted_marking(document, unheeded)
    # The clerk gives every value: what file the entry was once read from decides nothing.
    return FileReading(name, _with_quotations(document, options.circumstances), corrected=True)


def _with_quotations(document: Document, circumstances: Circumstances) -> Document:
    """Return a document that says which of its fields only quote a level, as the clerk named them."""
    if not circumstances.quoted:
        return document
    names = [
        words.name for words in find_unexplained_level_words(document) if is_quoted(words.name, circumstances.quoted)
    ]
    return with_quotation_waiver(document, names, circumstances.reason or "") if names else document


class _SubjectMissing(Refused):
    def __init__(self) -> None:
        super().__init__(
            "A subject is missing.", f"If nobody knows it, say why in a column waive: {NO_SUBJECT_RULE}: WHY"
        )


def _require_subject(waivers: Iterable[Waiver], document: Document, existing: Document | None, today: date) -> None:
    """Require that an issued document has a subject, or that a waiver says why nobody knows it.

    The waiver stands in the row, in the entry of the reserved number, or in the settings of the register.

    Raises:
        Refused: if neither is there.
    """
    if document.subject or document.status is not Status.ISSUED:
        return
    number = str(document.number)
    own = [code for entry in (document, existing) if entry for code, _ in entry.waive]
    of_register = [
        waiver.code for waiver in waivers if waiver.document in {None, number} and not is_expired(waiver.until, today)
    ]
    if NO_SUBJECT_RULE not in (*own, *of_register):
        raise _SubjectMissing


def _refuse_another_reservation(existing: Document, document: Document) -> None:
    """Raise Refused if a row says otherwise than the entry of a reserved number what that entry keeps."""
    for field in DOCUMENT_FIELDS:
        value, row_value = getattr(existing, field.name), getattr(document, field.name)
        if field.replace == "kept" and field.name != "status" and value and row_value not in (value, None, ()):
            raise Refused(f"{existing.number} is reserved here, with another “{field.called}” than the row has.")


def _refuse_untyped_changes(
    name: str, row: ParsedRow, existing: Document, changed: Sequence[str], options: TableOptions
) -> ImportVerdict:
    """Return the verdict on a row that says otherwise than its entry what only acts of their own change."""
    acts = {field.name: (field.called, field.act) for field in DOCUMENT_FIELDS}
    called, act = acts.get(changed[0], (changed[0], f"{EDIT} NUMBER"))
    act_refusal = refuse_field(called, act, {"NUMBER": existing.number})
    if options.replacing:
        return ImportVerdict(FileReading(name, existing), ImportOutcome.REFUSED, refusal=act_refusal)
    fields = dict.fromkeys(difference.field.split(" ")[0] for difference in differences(existing, row.fill(existing)))
    refusal = Refused(
        f"{existing.number} is already in the register, and differs in: {', '.join(fields)}.", act_refusal.hint
    )
    return ImportVerdict(FileReading(name, existing), ImportOutcome.OTHER, refusal=refusal)


def _find_untyped_differences(
    before: Snapshot, rows: Sequence[ParsedRow], verdicts: Sequence[ImportVerdict]
) -> Iterator[tuple[DocumentNumber, tuple[Difference, ...]]]:
    """Yield how rows differ from entries that they may not replace."""
    for row, verdict in zip(rows, verdicts, strict=True):
        existing = before.get(row.number) if row.number and verdict.outcome is ImportOutcome.OTHER else None
        if existing is not None and verdict.document is None:
            yield existing.number, differences(existing, row.fill(existing))


def _fill_entry(before: Snapshot, existing: Document, row: ParsedRow, options: TableOptions) -> Document:
    """Return an entry with the values of a row.

    Raises:
        Refused: if the entry is to be replaced, and may not be edited like that.
    """
    if row.fill(existing) == existing:
        return existing
    codes = [edit for edit in row.edits if edit.attribute == "subject_codes"]
    other_edits = tuple(edit for edit in row.edits if edit.attribute != "subject_codes")
    try:
        edited = edit_document(before, existing, DocumentEdits(other_edits), options.circumstances.reason)
    except SomeiError:
        if options.replacing:
            raise
        return row.fill(existing)
    return without_answered_doubts(existing, row._replace(edits=tuple(codes)).fill(edited))
