"""How an import goes: one file is shown field by field, of many each is told in a line; doubts are asked about."""

from collections.abc import Sequence
from typing import NamedTuple

from somei_cli.actions.act import Circumstances
from somei_cli.actions.importing.read import Wishes, read_files
from somei_cli.actions.importing.register import register_files
from somei_cli.actions.numbers.allot import Wish
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open import answer
from somei_cli.errors import Interrupted, NotFound, Refused, SomeiError, as_typed
from somei_cli.extraction.sources.detect import ENDINGS
from somei_cli.model.document import Status
from somei_cli.model.importing.draft_entry import Doubt, Intake
from somei_cli.model.importing.outcome import ImportOutcome, ImportVerdict, Registration, first_look, unread
from somei_cli.model.register.access import is_unconfirmed
from somei_cli.model.register.words import counted
from somei_cli.render.output.progress import tracked
from somei_cli.render.output.streams import say
from somei_cli.render.views.history import differences_rows, differences_view, receipt_words
from somei_cli.render.views.imports import (
    doubt_words,
    reading_view,
    registration_words,
    registrations_view,
    verdicts_view,
)
from somei_cli.store.disk.input_files import files_below, is_folder
from somei_cli.store.register.kept_files import keep
from somei_cli.store.register.register import Register

_KINDS = "Files are taken from a folder by their endings: " + ", ".join(sorted(ENDINGS))


class Manner(NamedTuple):
    """How the clerk wants it done."""

    how: Circumstances
    replacing: bool = False
    each: bool = False
    keeping: bool = False
    accepting: bool = False
    strict: bool = False
    as_json: bool = False
    wish: Wish | None = None

    @property
    def lenient(self) -> bool:
        """Whether doubts are accepted unasked: a trial shows what would come of it if they were."""
        return (self.accepting or self.how.dry_run) and not self.strict


class Names(NamedTuple):
    """The files to read, and how many others lay in the folders that were named."""

    files: tuple[str, ...]
    passed_over: int = 0


def gathered(typed: Sequence[str]) -> Names:
    """The files that were named, and those in the folders that were; none twice.

    Raises:
        NotFound: where that is nothing at all.
    """
    files: list[str] = []
    passed_over = 0
    for name in typed:
        if is_folder(name):
            found, others = files_below(name, ENDINGS)
            files += found
            passed_over += others
        else:
            files.append(name)
    if not files:
        left = f" {counted(passed_over, 'file')} of other kinds lie there." if passed_over else ""
        raise NotFound(f"There is no document to read in {', '.join(typed)}.{left}", _KINDS)
    return Names(tuple(dict.fromkeys(files)), passed_over)


def bring_in_one(register: Register, name: str, wishes: Wishes, manner: Manner) -> int:
    """Import one file; what stands in the way is a refusal.

    Raises:
        SomeiError: whatever kept it from being read or registered.
    """
    (read,) = read_files([name], register.vocabulary, wishes)
    if isinstance(read, SomeiError):
        raise read
    verdict = first_look(read, accepting=manner.lenient)
    if manner.as_json and manner.how.dry_run:
        (registration,) = register_files(
            register, [verdict], manner.how, replacing=manner.replacing, each=False, wish=manner.wish
        )
        answer(verdicts_view(registration.verdicts), as_json=True)
        refused = registration.verdicts[0].refusal
        return refused.exit_status if refused else _status_of_doubts([read], manner)
    _tell_doubts(read)
    shown = verdict.refusal is not None and not manner.as_json
    if shown:
        # Before the clerk is asked. Otherwise what was read is shown once it is done, and a full disk loses words only.
        answer(reading_view(read))
    verdict = _settled(read, verdict, manner)
    _raise(verdict, manner)
    (registration,) = register_files(
        register, [verdict], manner.how, replacing=manner.replacing, each=False, wish=manner.wish
    )
    verdict = registration.verdicts[0]
    _keep(register, [(name, verdict)], manner)
    if not (shown or manner.as_json):
        answer(reading_view(read))
    _show_differences([registration], manner)
    _raise(verdict, manner)
    if manner.as_json:
        answer(registrations_view([registration]), as_json=True)
    session.tell(*receipt_words(registration.receipt))
    _tell_unconfirmed(register, [registration])
    return _status_of_doubts([read], manner)


def bring_in_many(register: Register, names: Names, wishes: Wishes, manner: Manner) -> int:
    """Import several files; one that cannot be read or registered does not stop the rest."""
    reading = read_files(names.files, register.vocabulary, wishes)
    quiet = session.current().quiet
    reads = list(tracked(reading, len(names.files), "reading", quiet=quiet))
    looked = [
        unread(name, read) if isinstance(read, SomeiError) else first_look(read, accepting=manner.lenient)
        for name, read in zip(names.files, reads, strict=True)
    ]
    looked = _all_settled(looked, manner)
    registrations, stop = _registered(register, looked, manner)
    verdicts = [verdict for registration in registrations for verdict in registration.verdicts]
    if manner.as_json and not manner.how.dry_run:
        answer(registrations_view(registrations), as_json=True)
    else:
        answer(verdicts_view(verdicts), as_json=manner.as_json)
    _show_differences(registrations, manner)
    _keep(register, list(zip(names.files[: len(verdicts)], verdicts, strict=True)), manner)
    session.tell(*registration_words(registrations, names.passed_over))
    _tell_unconfirmed(register, registrations)
    if stop:
        stop.hint = "The files told above are registered; repeat the command for the others, which are not."
        raise stop
    doubted = _status_of_doubts([v.intake for v in verdicts], manner)
    return max([doubted, *(v.refusal.exit_status for v in verdicts if v.refusal)])


def _status_of_doubts(read: Sequence[Intake], manner: Manner) -> int:
    """That of an act that doubts stop; a trial, which they do not stop, tells what the act itself would do."""
    doubtful = [intake for intake in read if intake.doubts]
    if doubtful and manner.strict:
        return 5
    if not doubtful or manner.accepting or not manner.how.dry_run:
        return 0
    told = f"{counted(sum(len(one.doubts) for one in doubtful), 'doubt')} in {counted(len(doubtful), 'file')}."
    if session.can_ask():
        session.tell(f"{told} The import itself asks.")
        return 0
    session.tell(f"{told} Without --accept-doubts the import itself leaves it out.")
    return 5


def _registered(
    register: Register, looked: Sequence[ImportVerdict], manner: Manner
) -> tuple[list[Registration], SomeiError | None]:
    """What was registered, and what stopped it then: commits that were made before stand."""
    registering = register_files(
        register, looked, manner.how, replacing=manner.replacing, each=manner.each, wish=manner.wish
    )
    done: list[Registration] = []
    try:
        steps = len(looked) if manner.each else 1
        done.extend(tracked(registering, steps, "registering", quiet=session.current().quiet))
    except SomeiError as stop:
        if not any(one.receipt.commit for one in done):
            raise
        return done, stop
    except Interrupted:
        if made := sum(bool(one.receipt.commit) for one in done):
            session.tell(f"{counted(made, 'file')} registered before, each in a commit of its own.")
        raise
    return done, None


def _settled(intake: Intake, verdict: ImportVerdict, manner: Manner) -> ImportVerdict:
    """The verdict after the clerk was asked, where somebody is there to answer."""
    if verdict.refusal is None or intake.missing or manner.strict or not session.can_ask():
        return verdict
    agreed = session.agrees(f"Register in spite of {counted(len(intake.doubts), 'doubt')}?")
    return first_look(intake, accepting=True) if agreed else verdict


def _all_settled(looked: list[ImportVerdict], manner: Manner) -> list[ImportVerdict]:
    doubtful = [v for v in looked if v.outcome is ImportOutcome.DOUBTFUL and not v.intake.missing]
    if not doubtful or manner.strict or not session.can_ask():
        return looked
    for verdict in doubtful:
        _tell_doubts(verdict.intake)
    doubts = counted(sum(len(v.intake.doubts) for v in doubtful), "doubt")
    if not session.agrees(f"Register {counted(len(doubtful), 'file')} in spite of {doubts}?"):
        return looked
    return [first_look(v.intake, accepting=True) if v in doubtful else v for v in looked]


def _raise(verdict: ImportVerdict, manner: Manner) -> None:
    """Refuse where the verdict does; doubts name the options that help."""
    if verdict.refusal is None:
        return
    if verdict.outcome is ImportOutcome.DOUBTFUL and not verdict.intake.missing:
        hint = "Correct it with --set FIELD=VALUE" + ("." if manner.strict else ", or register with --accept-doubts.")
        raise Refused(str(verdict.refusal), hint)
    raise verdict.refusal


def _tell_doubts(intake: Intake) -> None:
    for doubt in intake.doubts:
        say(f"doubt: {intake.file}{_place(doubt)}: {doubt.field}: {doubt_words(doubt, intake)}")
    for remark in intake.remarks:
        session.tell(f"note: {intake.file}{_place(remark)}: {doubt_words(remark, intake)}")


def _place(doubt: Doubt) -> str:
    return f", line {doubt.line}" if doubt.line else ""


def _tell_unconfirmed(register: Register, registrations: Sequence[Registration]) -> None:
    """Say of what entered without a marking that its text is closed until a person says otherwise."""
    setting = register.settings.public_unmarked
    entered = [d for registration in registrations for d in registration.receipt.change.puts]
    closed = [d.number for d in entered if d.status is Status.ISSUED and is_unconfirmed(d, setting)]
    if len(closed) == 1:
        command = f"somei classify {as_typed(closed[0])} --marking PUBLIC"
        session.tell(
            f"note: {closed[0]} has no marking. The public sees its entry only; if its text is public: {command}"
        )
    elif closed:
        session.tell(
            f"note: {len(closed)} documents have no marking. The public sees their entries only: somei help access"
        )


def _show_differences(registrations: Sequence[Registration], manner: Manner) -> None:
    """How files differ from the entries that are there; a pipe gets one table only, and the reasons name the fields."""
    rows = [row for registration in registrations for row in differences_rows(registration.held)]
    if rows and not manner.as_json and session.is_watched():
        answer(differences_view(rows))


def _keep(register: Register, files: Sequence[tuple[str, ImportVerdict]], manner: Manner) -> None:
    """Keep the files whose documents are in the register now."""
    if not manner.keeping or manner.how.dry_run:
        return
    for name, verdict in files:
        source = verdict.intake.document.source if verdict.intake.document else None
        if source is not None and verdict.refusal is None:
            session.tell(f"Kept {name} as {keep(register, name, source.sha256)}")
