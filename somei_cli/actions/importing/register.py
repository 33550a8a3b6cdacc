"""Register imported files: judge them, check them against the rules, and commit them together or one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from somei_cli.actions.act import Circumstances, carry_out_decision
from somei_cli.actions.numbers.reservations import NumberRequest, next_numbers
from somei_cli.errors import DifferentContent, NumberTaken, RulesBroken
from somei_cli.formats.diff.document import differences
from somei_cli.formats.toml.classified_words import find_unexplained_level_words, with_quotation_waiver
from somei_cli.model.document import Document, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.importing.draft_entry import FileReading
from somei_cli.model.importing.import_decisions import (
    ConflictingFiles,
    ImportOutcome,
    ImportVerdict,
    Registration,
    find_conflicting_files,
    judge_files,
    merge_reading,
)
from somei_cli.model.register.change import Change, Decision, Receipt, Wording, apply_change
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.engine.check import find_added_errors
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


@dataclass(frozen=True, slots=True)
class ImportDecision(Decision):
    """The decision on files that were read, with a verdict on each of them."""

    verdicts: tuple[ImportVerdict, ...]


def register_files(
    register: Register,
    verdicts: Sequence[ImportVerdict],
    circumstances: Circumstances,
    *,
    replacing: bool,
    separately: bool,
    wish: NumberRequest | None = None,
) -> Iterator[Registration]:
    """Register every file that may enter; verdicts that are refusals already are passed on.

    With `separately` each file gets a commit and a Registration of its own. With a wish each file becomes a draft under
    the next number of the office's own series.
    """
    # With a wish the files get new numbers, so their printed numbers cannot conflict.
    conflicting_files = {} if wish else find_conflicting_files(verdict.file_reading for verdict in verdicts)
    for ordinal, group in enumerate([[verdict] for verdict in verdicts] if separately else [verdicts], 1):
        # Each commit needs its own request id, so that a repeated call finds every one of them.
        group_circumstances = (
            replace(circumstances, request=f"{circumstances.request}-{ordinal}")
            if separately and len(verdicts) > 1
            else circumstances
        )
        yield _register(
            register, group, group_circumstances, replacing=replacing, wish=wish, conflicting_files=conflicting_files
        )


def _register(
    register: Register,
    verdicts: Sequence[ImportVerdict],
    circumstances: Circumstances,
    *,
    replacing: bool,
    wish: NumberRequest | None,
    conflicting_files: ConflictingFiles,
) -> Registration:
    readings = [
        _with_quotations(verdict.file_reading, circumstances.reason) for verdict in verdicts if verdict.refusal is None
    ]

    def decide(snapshot: Snapshot) -> ImportDecision:
        file_readings = _with_next_numbers(register, readings, wish, circumstances) if wish else readings
        verdicts_of_files = judge_files(
            snapshot,
            file_readings,
            replacing=replacing,
            conflicting_files=conflicting_files,
            reason=circumstances.reason,
        )
        judged = _without_rule_errors(snapshot, verdicts_of_files, circumstances)
        return ImportDecision(_make_change(judged), snapshot, judged)

    if not readings:
        return Registration(tuple(verdicts), Receipt(_make_change(()), None))
    on_remote = wish is not None and not wish.offline
    receipt, decision = carry_out_decision(
        register, partial(open_snapshot, register), decide, circumstances, allots=on_remote, action="import"
    )
    if decision is None:  # an earlier call with this request id did it
        return Registration(tuple(_verdicts_of_earlier_act(verdicts, receipt.change.puts)), receipt)
    judged_verdicts = iter(decision.verdicts)
    final = tuple(verdict if verdict.refusal else next(judged_verdicts) for verdict in verdicts)
    differing = tuple(_find_differences(decision.before, decision.verdicts))
    return Registration(
        tuple(_with_differing_fields(verdict, dict(differing)) for verdict in final), receipt, differing
    )


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
        replace(reading, document=replace(reading.document, number=number, status=Status.DRAFT, allotted=allotted))
        for reading, (number, allotted) in zip(readings, allotted_numbers, strict=True)
        if reading.document
    ]


def _verdicts_of_earlier_act(verdicts: Sequence[ImportVerdict], puts: Sequence[Document]) -> Iterator[ImportVerdict]:
    """Return the verdicts of an earlier act with this request id; it gave numbers in the order of the files."""
    entered = iter(puts)
    for verdict in verdicts:
        document = None if verdict.refusal else next(entered, None)
        yield verdict._replace(outcome=ImportOutcome.REGISTERED, document=document) if document else verdict


def _without_rule_errors(
    snapshot: Snapshot, verdicts: tuple[ImportVerdict, ...], circumstances: Circumstances
) -> tuple[ImportVerdict, ...]:
    """Refuse the files that would add an error to the register, so that the others can still enter."""
    while True:
        change = _make_change(verdicts)
        new_findings = find_added_errors(snapshot, apply_change(snapshot, change), change.numbers, circumstances.today)
        broken = {DocumentNumber.parse(finding.document).base: finding for finding in new_findings if finding.document}
        if not any(
            verdict.is_entered and verdict.document and verdict.document.number.base in broken for verdict in verdicts
        ):
            return verdicts
        verdicts = tuple(
            verdict.as_refused(RulesBroken([f"{finding.document}: {finding.message} [{finding.code}]"]))
            if verdict.is_entered and verdict.document and (finding := broken.get(verdict.document.number.base))
            else verdict
            for verdict in verdicts
        )


def _with_differing_fields(
    verdict: ImportVerdict, differences: Mapping[DocumentNumber, tuple[Difference, ...]]
) -> ImportVerdict:
    """Return the verdict on a known document with the fields in which the file differs."""
    if verdict.document is None or not isinstance(verdict.refusal, NumberTaken):
        return verdict
    field_differences = differences.get(verdict.document.number, ())
    fields = dict.fromkeys(difference.field.split(" ")[0] for difference in field_differences)
    return verdict._replace(refusal=DifferentContent(verdict.document.number, fields)) if fields else verdict


def _make_change(verdicts: Sequence[ImportVerdict]) -> Change:
    entering = [
        (verdict.document, verdict.file_reading) for verdict in verdicts if verdict.is_entered and verdict.document
    ]
    puts = tuple(document for document, _ in entering)
    quoted = tuple((document.number, line) for document, file_reading in entering for line in file_reading.quoted)
    names = ", ".join(str(document.number) for document in puts[:3]) + (
        f" and {len(puts) - 3} more" if len(puts) > 3 else ""
    )
    return Change("import", f"Import {names}", puts=puts, quoted=quoted, wording=Wording.READ)


def _find_differences(
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
                    differences(replace(existing, source=reading.source), merge_reading(existing, reading)),
                )
