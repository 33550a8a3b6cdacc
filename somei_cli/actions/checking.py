"""Checking the register: every file is looked at, what cannot be read is said."""

from dataclasses import dataclass
from datetime import date

from somei_cli.actions.verdicts import judged_anew, paths_in
from somei_cli.errors import CannotWork, NumberUnknown
from somei_cli.model.entries import Entry
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.proofs import Wanted
from somei_cli.model.surroundings import Surroundings
from somei_cli.model.wording import counted
from somei_cli.rules import checking
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.checking import check
from somei_cli.rules.findings import Proved, Report
from somei_cli.rules.judging import Narrowing
from somei_cli.rules.rule import Background
from somei_cli.store.differing import Blobs, differing, documents_of, gone_since, rest_differs
from somei_cli.store.edits import EditsAsked
from somei_cli.store.holding import WorkTree
from somei_cli.store.lookup.opening import index_of, may_be_indexed
from somei_cli.store.register import Register
from somei_cli.store.states import documents_committed
from somei_cli.store.surroundings import surroundings_of
from somei_cli.text.paths import number_at, path_of


@dataclass(frozen=True, slots=True)
class Question:
    """What a check is asked.

    `changed` narrows it to documents that `since` does not have as they are: the hash of a commit, or None for
    nothing at all, so that every document has changed. `history` asks for a proof of the history too.
    """

    today: date
    numbers: tuple[DocumentNumber, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    changed: bool = False
    since: str | None = None
    history: Wanted | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check, and what else should be said of it."""

    report: Report
    remarks: tuple[str, ...] = ()


def check_register(register: Register, question: Question) -> Checked:
    """Judge every file, or those that the question narrows it to; the whole register is read all the same.

    Raises:
        NumberUnknown: where a document that is asked about is not here; nobody can call it sound.
        CannotWork: where the documents are gone from the work tree.
        Unreadable: where the vocabulary cannot be read.
    """
    if not (question.numbers or question.changed):
        checked = check_what_changed(register, question)
        if checked:
            return checked
    entries = tuple(register.entries())
    _refuse_absent(register, entries, question.numbers)
    if not entries and isinstance(register.holding, WorkTree):
        _refuse_lost(register)
    snapshot = register.snapshot_of(entries)
    held = documents_of(register, question.since) if question.changed else None
    report = check(
        entries,
        snapshot,
        today=question.today,
        select=question.select,
        ignore=question.ignore,
        numbers=question.numbers or None,
        paths=None if held is None else differing(entries, held, question.since),
        history=_proved(register, Background(snapshot.vocabulary, snapshot.settings, question.today), question),
        surroundings=_surroundings(register, entries, held, question),
    )
    return Checked(report, tuple(_remarks(register, entries, question)))


def check_what_changed(register: Register, question: Question) -> Checked | None:
    """The same of the whole register, with what the index kept of earlier checks; None where there is no index."""
    if not may_be_indexed(register):
        return None
    asked = EditsAsked(register.root)
    rules = chosen(question.select, question.ignore)
    edits = asked.answer()
    index = index_of(register, edits.all) if edits else None
    judged = judged_anew(register, index, rules, question.today) if index else None
    # Where there is nothing, only looking tells why.
    if index is None or edits is None or judged is None or not judged.checked:
        return None
    background = Background(register.vocabulary, register.settings, question.today)
    surroundings = surroundings_of(
        register.root, lambda: paths_in(index), judged.checked if not (edits.unknown or edits.gone) else None
    )
    history = _proved(register, background, question)
    report = checking.report(
        rules, judged, background, lambda number: register.entry(path_of(number)), Narrowing(), history, surroundings
    )
    return Checked(report)


def _refuse_absent(register: Register, entries: tuple[Entry, ...], numbers: tuple[DocumentNumber, ...]) -> None:
    if not numbers:
        return
    here = {number_at(entry.path) for entry in entries} | {e.document.number for e in entries if e.document}
    for number in numbers:
        if number not in here:
            raise NumberUnknown(number, (d.number for d in register.snapshot_of(entries).family(number)))


def _surroundings(
    register: Register, entries: tuple[Entry, ...], held: Blobs | None, question: Question
) -> Surroundings | None:
    """What git says of the register; of a part of it, compared with what a commit held, only which documents went."""
    if held is not None:
        gone = gone_since(register, entries, held, question.since)
        return Surroundings("", pinned=True, tracked=(), drivers_set=None, gone=gone)
    # Only where the register itself is asked about, with the clone that it lies in.
    if question.numbers or question.changed or not isinstance(register.holding, WorkTree):
        return None
    return surroundings_of(register.root, lambda: {str(entry.path) for entry in entries})


def _proved(register: Register, background: Background, question: Question) -> Proved | None:
    if question.history is None:
        return None
    # What walks a history is imported where one is walked, and a misspelt code is told before.
    from somei_cli.actions.proving import prove

    chosen(question.select, question.ignore)
    return prove(register, question.history, background)


def _remarks(register: Register, entries: tuple[Entry, ...], question: Question) -> list[str]:
    if not entries:
        return ["The register holds no document."]
    if question.changed and question.since and rest_differs(register, question.since):
        return ["The settings or the vocabulary differ too, which concern every document: somei check looks at all."]
    return []


def _refuse_lost(register: Register) -> None:
    """Stop where there should be documents; a register that has none yet is in order."""
    held = documents_committed(register)
    if held is None:
        raise CannotWork(
            "There is no document here, and no commit that tells whether there should be any.",
            "Is this the register? Name another with -C DIR.",
        )
    if held:
        raise CannotWork(
            f"There is no document in documents, but the last commit holds {counted(held, 'document')}.",
            "Is the disk mounted? Put them back with: git restore documents",
        )
