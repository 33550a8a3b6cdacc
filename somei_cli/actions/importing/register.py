"""Register imported files: their doubts, the checks against the register and its rules, commits, copies and status."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out_decision, refuse_errors
from somei_cli.actions.importing.read import ReadingOptions, gives_known_values
from somei_cli.actions.numbers.reservations import NumberRequest, next_numbers
from somei_cli.errors import DifferentContent, Interrupted, NumberTaken, Refused, SomeiError
from somei_cli.formats.diff.document import differences
from somei_cli.formats.toml.classified_words import find_unexplained_level_words, with_quotation_waiver
from somei_cli.model.add_document import draft_under_number
from somei_cli.model.classified_entries import is_closed
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.field_changes import Difference
from somei_cli.model.importing.draft_entry import FileReading
from somei_cli.model.importing.import_decisions import (
    ConflictingFiles,
    ImportOutcome,
    ImportVerdict,
    Registration,
    find_conflicting_files,
    judge_files,
    make_first_verdict,
    make_same_file_verdict,
    make_unread_verdict,
    merge_reading,
)
from somei_cli.model.register.access_status import is_unconfirmed
from somei_cli.model.register.change import Change, Decision, Receipt, Wording, apply_change
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.engine.added_errors import find_added_errors
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register
from somei_cli.store.register.source_copies import keep_file


class ImportOptions(NamedTuple):
    """How the clerk wants files registered.

    With `separately` each file gets a commit and a Registration of its own. With a wish each file becomes a draft under
    the next number of the office's own series. `strict` refuses whatever is doubtful.
    """

    circumstances: Circumstances
    replacing: bool = False
    separately: bool = False
    keep_file: bool = False
    accept_doubts: bool = False
    strict: bool = False
    wish: NumberRequest | None = None


def judge_readings(
    register: Register,
    names: Sequence[str],
    readings: Iterable[FileReading | SomeiError],
    wishes: ReadingOptions,
    options: ImportOptions,
) -> list[ImportVerdict]:
    """Return the verdict on each file before anybody is asked: a file that was registered before is in no doubt."""
    readings = list(readings)
    may_be_known = not options.replacing and options.wish is None
    snapshot = open_snapshot(register) if may_be_known else None
    verdicts = []
    for name, reading in zip(names, readings, strict=True):
        if isinstance(reading, SomeiError):
            verdicts.append(make_unread_verdict(name, reading))
            continue
        entry = _find_entry_of_file(snapshot, reading) if snapshot else None
        if not (entry and gives_known_values(entry, wishes)):
            verdicts.append(_judge_reading(reading, options))
        elif options.circumstances.request_given and reading.document:
            # An earlier call with this request id may have registered it; that is known once the request is found.
            verdicts.append(_judge_reading(replace(reading, doubts=()), options))
        else:
            verdicts.append(make_same_file_verdict(reading, entry))
    return verdicts


def _find_entry_of_file(snapshot: Snapshot, reading: FileReading) -> Document | None:
    """Return the entry that was imported from this very file, or has its text in another language from it."""
    entries = [snapshot.require(number) for number in snapshot.numbers_from_source(reading.sha256)]
    read_number = reading.document.number if reading.document else None
    if not entries and read_number and (entry := snapshot.get(read_number)):
        entries = [entry] if any(version.source.sha256 == reading.sha256 for version in entry.versions) else []
    entries = [entry for entry in entries if entry.status is not Status.VOID and not is_closed(entry)]
    return min(entries, key=lambda entry: entry.number != read_number, default=None)


def _judge_reading(reading: FileReading, options: ImportOptions) -> ImportVerdict:
    # A dry run shows what an accepted import would do.
    accepting = (options.accept_doubts or options.circumstances.dry_run) and not options.strict
    return make_first_verdict(reading, accepting=accepting)


def can_be_asked_about(verdict: ImportVerdict, options: ImportOptions, *, alone: bool) -> bool:
    """Whether a person may say what is right in a file that is in doubt.

    A number or a subject that was not found is asked for only if the file is imported alone.
    """
    if options.strict or verdict.outcome is not ImportOutcome.DOUBTFUL or verdict.file_reading.draft is None:
        return False
    doubted = {doubt.field for doubt in verdict.file_reading.doubts}
    return doubted.issuperset(verdict.file_reading.missing) if alone else not verdict.file_reading.missing


def make_answered_verdict(reading: FileReading) -> ImportVerdict:
    """Return the verdict on a file after a person said of each doubt what is right, or took what was read."""
    return make_first_verdict(reading, accepting=True)


def raise_refusal(verdict: ImportVerdict, options: ImportOptions) -> None:
    """Raise the refusal of a verdict, if it has one; for doubts the hint names the options that help."""
    if _is_only_doubtful(verdict):
        hint = "Correct it with --set FIELD=VALUE" + ("." if options.strict else ", or register with --accept-doubts.")
        raise Refused(str(verdict.refusal), hint)
    if verdict.refusal:
        raise verdict.refusal


def postpones_question(options: ImportOptions) -> bool:
    """Whether this is a dry run of an import that would ask about doubts."""
    return options.circumstances.dry_run and not options.accept_doubts and not options.strict


def status_of_doubts(verdicts: Iterable[ImportVerdict], options: ImportOptions, *, can_ask: bool) -> int:
    """Return the exit status of a refusal if doubts keep a file out; a dry run returns what the import would return."""
    keeps_out = options.strict or (postpones_question(options) and not can_ask)
    return Refused.exit_status if keeps_out and any(verdict.file_reading.doubts for verdict in verdicts) else 0


def status_of_import(verdicts: Iterable[ImportVerdict], options: ImportOptions, *, can_ask: bool) -> int:
    """Return the exit status of an import of several files: the highest of its refusals and doubts."""
    verdicts = tuple(verdicts)
    refusals = (verdict.refusal.exit_status for verdict in verdicts if verdict.refusal)
    return max(status_of_doubts(verdicts, options, can_ask=can_ask), *refusals, 0)


def _is_only_doubtful(verdict: ImportVerdict) -> bool:
    """Whether nothing but doubts keeps a file out: it has a number and a subject."""
    return verdict.outcome is ImportOutcome.DOUBTFUL and not verdict.file_reading.missing


@dataclass(frozen=True, slots=True)
class ImportDecision(Decision):
    """The decision on files that were read, with a verdict on each of them."""

    verdicts: tuple[ImportVerdict, ...]


def register_files(
    register: Register, verdicts: Sequence[ImportVerdict], options: ImportOptions
) -> Iterator[Registration]:
    """Register every file that may enter; verdicts that are refusals already are passed on."""
    circumstances = options.circumstances
    # With a wish the files get new numbers, so their printed numbers cannot conflict.
    conflicting_files = {} if options.wish else find_conflicting_files(verdict.file_reading for verdict in verdicts)
    for ordinal, group in enumerate([[verdict] for verdict in verdicts] if options.separately else [verdicts], 1):
        # Each commit needs its own request id, so that a repeated call finds every one of them.
        group_circumstances = (
            circumstances._replace(request=f"{circumstances.request}-{ordinal}")
            if options.separately and len(verdicts) > 1
            else circumstances
        )
        yield _register(register, group, options._replace(circumstances=group_circumstances), conflicting_files)


def _register(
    register: Register,
    verdicts: Sequence[ImportVerdict],
    options: ImportOptions,
    conflicting_files: ConflictingFiles,
) -> Registration:
    circumstances, wish = options.circumstances, options.wish
    readings = [
        _with_quotations(verdict.file_reading, circumstances.reason)
        for verdict in verdicts
        if verdict.outcome is ImportOutcome.READ
    ]

    def decide(snapshot: Snapshot) -> ImportDecision:
        file_readings = _with_next_numbers(register, readings, wish, circumstances) if wish else readings
        verdicts_of_files = judge_files(
            snapshot,
            file_readings,
            replacing=options.replacing,
            conflicting_files=conflicting_files,
            reason=circumstances.reason,
        )
        judged = without_rule_errors(snapshot, verdicts_of_files, circumstances)
        return ImportDecision(make_change(judged), snapshot, judged)

    if not readings:
        return Registration(tuple(verdicts), Receipt(make_change(()), None))
    on_remote = wish is not None and not wish.offline
    receipt, decision = carry_out_decision(
        register, partial(open_snapshot, register), decide, circumstances, allots=on_remote, action="import"
    )
    if decision is None:  # an earlier call with this request id did it
        return Registration(tuple(_verdicts_of_earlier_act(verdicts, receipt.change.puts)), receipt)
    judged_verdicts = iter(decision.verdicts)
    final = tuple(next(judged_verdicts) if verdict.outcome is ImportOutcome.READ else verdict for verdict in verdicts)
    differing = tuple(find_differences(decision.before, decision.verdicts))
    return Registration(tuple(with_differing_fields(verdict, dict(differing)) for verdict in final), receipt, differing)


class ImportResult(NamedTuple):
    """What was registered, and what stopped the import after that; earlier commits stand."""

    registrations: list[Registration]
    stop: SomeiError | Interrupted | None = None


def collect_registrations(registering: Iterable[Registration]) -> ImportResult:
    """Register file by file until something stops it; what stops it before the first commit is raised."""
    registrations: list[Registration] = []
    try:
        registrations.extend(registering)
    except (SomeiError, Interrupted) as stop:
        if not any(registration.receipt.commit for registration in registrations):
            raise
        if isinstance(stop, SomeiError):
            stop.hint = "The files shown above are registered; repeat the command for the others, which are not."
        return ImportResult(registrations, stop)
    return ImportResult(registrations)


def keep_source_files(
    register: Register, verdicts: Iterable[ImportVerdict], options: ImportOptions
) -> Iterator[tuple[str, Path]]:
    """Keep a copy of each file whose document was registered, if the clerk wants that; yield the file and its copy."""
    for verdict in verdicts if options.keep_file and not options.circumstances.dry_run else ():
        name, document = verdict.file_reading.file, verdict.file_reading.document
        if document and document.source and verdict.refusal is None:
            yield name, keep_file(register, name, document.source.sha256)


def count_kept_doubts(registrations: Iterable[Registration]) -> tuple[int, int]:
    """Return how many doubts stay with how many of the registered documents."""
    doubt_counts = [
        len(document.doubts)
        for registration in registrations
        if registration.receipt.commit
        for document in registration.receipt.change.puts
        if document.doubts
    ]
    return sum(doubt_counts), len(doubt_counts)


def find_closed_documents(register: Register, receipts: Iterable[Receipt]) -> list[DocumentNumber]:
    """Return the registered documents whose text stays closed until a person marks them PUBLIC."""
    setting = register.settings.public_unmarked
    return [
        document.number
        for receipt in receipts
        for document in receipt.change.puts
        if document.status is Status.ISSUED and is_unconfirmed(document, setting)
    ]


def _with_quotations(file_reading: FileReading, reason: str | None) -> FileReading:
    """Return the reading with an entry that says which lines and fields only quote a level, as the clerk named them."""
    if (
        file_reading.document is None
        or not file_reading.quoted
        or not find_unexplained_level_words(file_reading.document)
    ):
        return file_reading
    places = [f"line {place}" if isinstance(place, int) else place for place in file_reading.quoted]
    return replace(file_reading, document=with_quotation_waiver(file_reading.document, places, reason or ""))


def _with_next_numbers(
    register: Register, readings: Sequence[FileReading], wish: NumberRequest, circumstances: Circumstances
) -> list[FileReading]:
    """Return the readings as drafts under the next free numbers."""
    allotted_numbers = next_numbers(register, wish, circumstances, len(readings))
    return [
        replace(reading, document=draft_under_number(reading.document, number, allotted))
        for reading, (number, allotted) in zip(readings, allotted_numbers, strict=True)
        if reading.document
    ]


def _verdicts_of_earlier_act(verdicts: Sequence[ImportVerdict], puts: Sequence[Document]) -> Iterator[ImportVerdict]:
    """Return the verdicts of an earlier act with this request id; it gave numbers in the order of the files."""
    entered, by_number = iter(puts), {document.number: document for document in puts}
    for verdict in verdicts:
        reading = verdict.file_reading.document
        same_number = by_number.get(reading.number) if reading else None
        is_read = verdict.outcome is ImportOutcome.READ
        document = (same_number or next(entered, None)) if is_read else None
        yield verdict._replace(outcome=ImportOutcome.REGISTERED, document=document) if document else verdict


def without_rule_errors(
    snapshot: Snapshot, verdicts: tuple[ImportVerdict, ...], circumstances: Circumstances
) -> tuple[ImportVerdict, ...]:
    """Refuse the files that would add an error to the register, so that the others can still enter."""
    while True:
        change = make_change(verdicts)
        new_findings = find_added_errors(
            snapshot, apply_change(snapshot, change), change.numbers, circumstances.today, track=circumstances.track
        )
        broken = {DocumentNumber.parse(finding.document).base: finding for finding in new_findings if finding.document}
        if not any(
            verdict.is_entered and verdict.document and verdict.document.number.base in broken for verdict in verdicts
        ):
            return verdicts
        verdicts = tuple(
            verdict.as_refused(refuse_errors([finding]))
            if verdict.is_entered and verdict.document and (finding := broken.get(verdict.document.number.base))
            else verdict
            for verdict in verdicts
        )


def with_differing_fields(
    verdict: ImportVerdict, differences: Mapping[DocumentNumber, tuple[Difference, ...]]
) -> ImportVerdict:
    """Return the verdict on a known document with the fields in which the file differs."""
    if verdict.document is None or not isinstance(verdict.refusal, NumberTaken):
        return verdict
    field_differences = differences.get(verdict.document.number, ())
    fields = dict.fromkeys(difference.field.split(" ")[0] for difference in field_differences)
    if not fields:
        return verdict
    alike = [name for name in ("subject", "date") if getattr(verdict.document, name) and name not in fields]
    return verdict._replace(refusal=DifferentContent(verdict.document.number, fields, alike))


def make_change(verdicts: Sequence[ImportVerdict]) -> Change:
    """Return the change that writes what enters, with a summary that names the first numbers."""
    entering = [
        (verdict.document, verdict.file_reading) for verdict in verdicts if verdict.is_entered and verdict.document
    ]
    # A text in another language has the number of the entry that it is added to.
    puts = tuple({document.number: document for document, _ in entering}.values())
    quoted = tuple((document.number, line) for document, file_reading in entering for line in file_reading.quoted)
    names = ", ".join(str(document.number) for document in puts[:3]) + (
        f" and {len(puts) - 3} more" if len(puts) > 3 else ""
    )
    return Change("import", f"Import {names or 'nothing'}", puts=puts, quoted=quoted, wording=Wording.READ)


def find_differences(
    snapshot: Snapshot, verdicts: Sequence[ImportVerdict]
) -> Iterator[tuple[DocumentNumber, tuple[Difference, ...]]]:
    """Yield how a refused file differs from the existing entry, or from the one that enters with it."""
    entering = {
        verdict.document.number: verdict.document for verdict in verdicts if verdict.is_entered and verdict.document
    }
    for verdict in verdicts:
        if verdict.outcome is ImportOutcome.OTHER and verdict.document:
            reading = verdict.document
            existing = entering.get(reading.number) or snapshot.get(reading.number)
            if existing is not None:
                yield (
                    reading.number,
                    differences(
                        replace(existing, source=reading.source, doubts=reading.doubts),
                        merge_reading(existing, reading),
                    ),
                )
