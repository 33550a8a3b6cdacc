"""Registering what was read: judged, held against the rules, and written as one commit or as one for each file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from somei_cli.actions.act import Circumstances, act
from somei_cli.actions.numbers.allot import Wish, next_numbers
from somei_cli.errors import NumberTaken, OtherContent, RulesBroken
from somei_cli.formats.diff.document import differences
from somei_cli.formats.toml.quoted_levels import unexplained, with_quotation
from somei_cli.model.document import Document, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.importing.draft_entry import Intake
from somei_cli.model.importing.outcome import (
    ImportOutcome,
    ImportVerdict,
    Registration,
    Rivals,
    find_rivals,
    replacement,
    sift,
)
from somei_cli.model.register.change import Change, Receipt, Wording, after
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.engine.check import guard
from somei_cli.store.index.open import snapshot_for
from somei_cli.store.register.register import Register


def register_files(
    register: Register,
    verdicts: Sequence[ImportVerdict],
    how: Circumstances,
    *,
    replacing: bool,
    each: bool,
    wish: Wish | None = None,
) -> Iterator[Registration]:
    """Register every file that may enter; those already left out are passed on.

    With `each` there is a commit, and a registration, for each file; else one for all. With a wish each file becomes a
    draft under the next number of the office's own series.
    """
    # What is named by the office has the number of none of the files.
    rivals = {} if wish else find_rivals(verdict.intake for verdict in verdicts)
    for at, part in enumerate([[verdict] for verdict in verdicts] if each else [verdicts], 1):
        # Each commit is an asking of its own, and is found again when all of it is asked for again.
        asking = replace(how, request=f"{how.request}-{at}") if each and len(verdicts) > 1 else how
        yield _register(register, part, asking, replacing=replacing, wish=wish, rivals=rivals)


def _register(
    register: Register,
    verdicts: Sequence[ImportVerdict],
    how: Circumstances,
    *,
    replacing: bool,
    wish: Wish | None,
    rivals: Rivals,
) -> Registration:
    read = [_with_quotations(v.intake, how.reason) for v in verdicts if v.refusal is None]
    seen: list[tuple[Snapshot, tuple[ImportVerdict, ...]]] = []

    def decide(now: Snapshot) -> Change:
        intakes = _numbered(register, read, wish, how) if wish else read
        sifted = sift(now, intakes, replacing=replacing, rivals=rivals, reason=how.reason)
        judged = _without_broken(now, sifted, how)
        seen.append((now, judged))
        return _change(judged)

    if not read:
        return Registration(tuple(verdicts), Receipt(_change(()), None))
    on_server = wish is not None and not wish.offline
    receipt = act(register, partial(snapshot_for, register), decide, how, allots=on_server, action="import")
    if not seen:  # it was asked for before, and was done then
        return Registration(tuple(_as_done(verdicts, receipt.change.puts)), receipt)
    now, judged = seen[-1]
    others = iter(judged)
    final = tuple(verdict if verdict.refusal else next(others) for verdict in verdicts)
    held = tuple(_differing(now, judged))
    return Registration(tuple(_with_fields(v, dict(held)) for v in final), receipt, held)


def _with_quotations(intake: Intake, reason: str | None) -> Intake:
    """The intake whose entry says which of its words only quote a level: as the clerk named them, lines and fields."""
    if intake.document is None or not intake.quoted or not unexplained(intake.document):
        return intake
    places = [f"line {place}" if isinstance(place, int) else place for place in intake.quoted]
    return replace(intake, document=with_quotation(intake.document, places, reason or ""))


def _numbered(register: Register, read: Sequence[Intake], wish: Wish, how: Circumstances) -> list[Intake]:
    """The readings under the next numbers there are."""
    given = next_numbers(register, wish, how, len(read))
    return [
        replace(one, document=replace(one.document, number=number, status=Status.DRAFT, allotted=allotted))
        for one, (number, allotted) in zip(read, given, strict=True)
        if one.document
    ]


def _as_done(verdicts: Sequence[ImportVerdict], puts: Sequence[Document]) -> Iterator[ImportVerdict]:
    """Numbers were given in the order of the files."""
    entered = iter(puts)
    for verdict in verdicts:
        document = None if verdict.refusal else next(entered, None)
        yield verdict._replace(outcome=ImportOutcome.REGISTERED, document=document) if document else verdict


def _without_broken(
    now: Snapshot, verdicts: tuple[ImportVerdict, ...], how: Circumstances
) -> tuple[ImportVerdict, ...]:
    """Leave out what would bring an error into the register, so that it does not stop the rest."""
    while True:
        change = _change(verdicts)
        fresh = guard(now, after(now, change), change.numbers, how.today)
        broken = {DocumentNumber.parse(f.document).base: f for f in fresh if f.document}
        if not any(v.enters and v.document and v.document.number.base in broken for v in verdicts):
            return verdicts
        verdicts = tuple(
            v.refused(RulesBroken([f"{finding.document}: {finding.message} [{finding.code}]"]))
            if v.enters and v.document and (finding := broken.get(v.document.number.base))
            else v
            for v in verdicts
        )


def _with_fields(verdict: ImportVerdict, held: Mapping[DocumentNumber, tuple[Difference, ...]]) -> ImportVerdict:
    """The verdict on a known document, naming the fields in which the file says something else."""
    if verdict.document is None or not isinstance(verdict.refusal, NumberTaken):
        return verdict
    found = held.get(verdict.document.number, ())
    fields = dict.fromkeys(difference.field.split(" ")[0] for difference in found)
    return verdict._replace(refusal=OtherContent(verdict.document.number, fields)) if fields else verdict


def _change(verdicts: Sequence[ImportVerdict]) -> Change:
    entering = [(v.document, v.intake) for v in verdicts if v.enters and v.document]
    puts = tuple(document for document, _ in entering)
    quoted = tuple((document.number, line) for document, intake in entering for line in intake.quoted)
    names = ", ".join(str(d.number) for d in puts[:3]) + (f" and {len(puts) - 3} more" if len(puts) > 3 else "")
    return Change("import", f"Import {names}", puts=puts, quoted=quoted, wording=Wording.READ)


def _differing(
    now: Snapshot, verdicts: Sequence[ImportVerdict]
) -> Iterator[tuple[DocumentNumber, tuple[Difference, ...]]]:
    """How a file differs from the entry that is there, or that enters with it, for those that were left out for it."""
    entering = {v.document.number: v.document for v in verdicts if v.enters and v.document}
    for verdict in verdicts:
        if verdict.outcome is ImportOutcome.OTHER and verdict.document:
            read = verdict.document
            held = entering.get(read.number) or now.get(read.number)
            if held is not None:
                yield read.number, differences(replace(held, source=read.source), replacement(held, read))
