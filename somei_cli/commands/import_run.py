"""Importing one file, field by field, or several, a line each; doubts are shown and asked about."""

from collections.abc import Sequence
from typing import NamedTuple

from somei_cli.actions.act import Circumstances
from somei_cli.actions.importing.read import ReadingOptions, read_files
from somei_cli.actions.importing.register import register_files
from somei_cli.actions.numbers.reservations import NumberRequest
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.errors import Interrupted, NotFound, Refused, SomeiError, shell_word
from somei_cli.extraction.sources.detect import READABLE_SUFFIXES
from somei_cli.model.document import Status
from somei_cli.model.importing.draft_entry import Doubt, FileReading
from somei_cli.model.importing.import_decisions import (
    ImportOutcome,
    ImportVerdict,
    Registration,
    make_first_verdict,
    make_unread_verdict,
)
from somei_cli.model.register.access_status import is_unconfirmed
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.progress import show_progress
from somei_cli.render.output.streams import print_message
from somei_cli.render.views.acts_and_history import describe_receipt, differences_rows, differences_view
from somei_cli.render.views.imports import (
    describe_doubt,
    describe_import,
    draft_entry_view,
    import_receipts_view,
    import_verdicts_view,
)
from somei_cli.store.disk.input_files import list_files_below, names_folder
from somei_cli.store.register.register import Register
from somei_cli.store.register.source_copies import keep_file

_KINDS = "Files are taken from a folder by their endings: " + ", ".join(sorted(READABLE_SUFFIXES))


class ImportOptions(NamedTuple):
    """How the clerk wants the import done."""

    circumstances: Circumstances
    replace: bool = False
    each: bool = False
    keep_file: bool = False
    accept_doubts: bool = False
    strict: bool = False
    as_json: bool = False
    wish: NumberRequest | None = None

    @property
    def accepts_doubts(self) -> bool:
        """Whether doubts are accepted without asking: a dry run shows what an accepted import would do."""
        return (self.accept_doubts or self.circumstances.dry_run) and not self.strict


class InputFiles(NamedTuple):
    """The files to read, and how many others in the named folders were skipped."""

    files: tuple[str, ...]
    passed_over: int = 0


def list_input_files(typed: Sequence[str]) -> InputFiles:
    """Return the files that were named and those in the folders that were named, each once.

    Raises:
        NotFound: there is no file to read.
    """
    files: list[str] = []
    passed_over = 0
    for name in typed:
        if names_folder(name):
            documents, skipped = list_files_below(name, READABLE_SUFFIXES)
            files += documents
            passed_over += skipped
        else:
            files.append(name)
    if not files:
        remark = f" {pluralise(passed_over, 'file')} of other kinds lie there." if passed_over else ""
        raise NotFound(f"There is no document to read in {', '.join(typed)}.{remark}", _KINDS)
    return InputFiles(tuple(dict.fromkeys(files)), passed_over)


def import_one(register: Register, name: str, wishes: ReadingOptions, manner: ImportOptions) -> int:
    """Import one file and return the exit status.

    Raises:
        SomeiError: the file cannot be read or registered.
    """
    (read,) = read_files([name], register.vocabulary, wishes)
    if isinstance(read, SomeiError):
        raise read
    verdict = make_first_verdict(read, accepting=manner.accepts_doubts)
    if manner.as_json and manner.circumstances.dry_run:
        (registration,) = register_files(
            register, [verdict], manner.circumstances, replacing=manner.replace, separately=False, wish=manner.wish
        )
        show_view(import_verdicts_view(registration.verdicts), as_json=True)
        refused = registration.verdicts[0].refusal
        return refused.exit_status if refused else _status_of_doubts([read], manner)
    _tell_doubts(read)
    is_shown = verdict.refusal is not None and not manner.as_json
    if is_shown:
        # Before the clerk is asked. Otherwise what was read is shown once it is done, and a full disk loses words only.
        show_view(draft_entry_view(read))
    verdict = _ask_about_doubts(read, verdict, manner)
    _raise_refusal(verdict, manner)
    (registration,) = register_files(
        register, [verdict], manner.circumstances, replacing=manner.replace, separately=False, wish=manner.wish
    )
    verdict = registration.verdicts[0]
    _keep_files(register, [(name, verdict)], manner)
    if not (is_shown or manner.as_json):
        show_view(draft_entry_view(read))
    _show_differences([registration], manner)
    _raise_refusal(verdict, manner)
    if manner.as_json:
        show_view(import_receipts_view([registration]), as_json=True)
    session.talk(*describe_receipt(registration.receipt))
    _tell_unconfirmed(register, [registration])
    return _status_of_doubts([read], manner)


def import_many(register: Register, names: InputFiles, wishes: ReadingOptions, manner: ImportOptions) -> int:
    """Import several files and return the exit status; a file that fails does not stop the others."""
    reading = read_files(names.files, register.vocabulary, wishes)
    quiet = session.current().quiet
    reads = list(show_progress(reading, len(names.files), "reading", quiet=quiet))
    verdicts_before = [
        make_unread_verdict(name, read)
        if isinstance(read, SomeiError)
        else make_first_verdict(read, accepting=manner.accepts_doubts)
        for name, read in zip(names.files, reads, strict=True)
    ]
    verdicts_before = _ask_about_all(verdicts_before, manner)
    registrations, stop = _register(register, verdicts_before, manner)
    verdicts = [verdict for registration in registrations for verdict in registration.verdicts]
    if manner.as_json and not manner.circumstances.dry_run:
        show_view(import_receipts_view(registrations), as_json=True)
    else:
        show_view(import_verdicts_view(verdicts), as_json=manner.as_json)
    _show_differences(registrations, manner)
    _keep_files(register, list(zip(names.files[: len(verdicts)], verdicts, strict=True)), manner)
    session.talk(*describe_import(registrations, names.passed_over))
    _tell_unconfirmed(register, registrations)
    if stop:
        stop.hint = "The files told above are registered; repeat the command for the others, which are not."
        raise stop
    doubted = _status_of_doubts([v.file_reading for v in verdicts], manner)
    return max([doubted, *(v.refusal.exit_status for v in verdicts if v.refusal)])


def _status_of_doubts(read: Sequence[FileReading], manner: ImportOptions) -> int:
    """Return status 5 if doubts keep a file out; a dry run returns what the import itself would return."""
    doubtful = [intake for intake in read if intake.doubts]
    if doubtful and manner.strict:
        return 5
    if not doubtful or manner.accept_doubts or not manner.circumstances.dry_run:
        return 0
    sentence = (
        f"{pluralise(sum(len(intake.doubts) for intake in doubtful), 'doubt')} in {pluralise(len(doubtful), 'file')}."
    )
    if session.can_ask():
        session.talk(f"{sentence} The import itself asks.")
        return 0
    session.talk(f"{sentence} Without --accept-doubts the import itself leaves it out.")
    return 5


def _register(
    register: Register, looked: Sequence[ImportVerdict], manner: ImportOptions
) -> tuple[list[Registration], SomeiError | None]:
    """Register the files; return what was registered, and the error that stopped it. Earlier commits stand."""
    registering = register_files(
        register, looked, manner.circumstances, replacing=manner.replace, separately=manner.each, wish=manner.wish
    )
    done: list[Registration] = []
    try:
        steps = len(looked) if manner.each else 1
        done.extend(show_progress(registering, steps, "registering", quiet=session.current().quiet))
    except SomeiError as stop:
        if not any(registration.receipt.commit for registration in done):
            raise
        return done, stop
    except Interrupted:
        if count := sum(bool(registration.receipt.commit) for registration in done):
            session.talk(f"{pluralise(count, 'file')} registered before, each in a commit of its own.")
        raise
    return done, None


def _ask_about_doubts(intake: FileReading, verdict: ImportVerdict, manner: ImportOptions) -> ImportVerdict:
    """Ask whether to register in spite of doubts, if a person is there to answer; return the verdict after it."""
    if verdict.refusal is None or intake.missing or manner.strict or not session.can_ask():
        return verdict
    agreed = session.confirm(f"Register in spite of {pluralise(len(intake.doubts), 'doubt')}?")
    return make_first_verdict(intake, accepting=True) if agreed else verdict


def _ask_about_all(looked: list[ImportVerdict], manner: ImportOptions) -> list[ImportVerdict]:
    doubtful = [v for v in looked if v.outcome is ImportOutcome.DOUBTFUL and not v.file_reading.missing]
    if not doubtful or manner.strict or not session.can_ask():
        return looked
    for verdict in doubtful:
        _tell_doubts(verdict.file_reading)
    doubts = pluralise(sum(len(v.file_reading.doubts) for v in doubtful), "doubt")
    if not session.confirm(f"Register {pluralise(len(doubtful), 'file')} in spite of {doubts}?"):
        return looked
    return [make_first_verdict(v.file_reading, accepting=True) if v in doubtful else v for v in looked]


def _raise_refusal(verdict: ImportVerdict, manner: ImportOptions) -> None:
    """Raise the refusal of a verdict, if it has one; for doubts the hint names the options that help."""
    if verdict.refusal is None:
        return
    if verdict.outcome is ImportOutcome.DOUBTFUL and not verdict.file_reading.missing:
        hint = "Correct it with --set FIELD=VALUE" + ("." if manner.strict else ", or register with --accept-doubts.")
        raise Refused(str(verdict.refusal), hint)
    raise verdict.refusal


def _tell_doubts(intake: FileReading) -> None:
    for doubt in intake.doubts:
        print_message(f"doubt: {intake.file}{_place(doubt)}: {doubt.field}: {describe_doubt(doubt, intake)}")
    for remark in intake.remarks:
        session.talk(f"note: {intake.file}{_place(remark)}: {describe_doubt(remark, intake)}")


def _place(doubt: Doubt) -> str:
    return f", line {doubt.line}" if doubt.line else ""


def _tell_unconfirmed(register: Register, registrations: Sequence[Registration]) -> None:
    """Say that the text of a document without a marking stays closed until a person marks it PUBLIC."""
    setting = register.settings.public_unmarked
    entered = [d for registration in registrations for d in registration.receipt.change.puts]
    closed = [d.number for d in entered if d.status is Status.ISSUED and is_unconfirmed(d, setting)]
    if len(closed) == 1:
        command = f"somei classify {shell_word(closed[0])} --marking PUBLIC"
        session.talk(
            f"note: {closed[0]} has no marking. The public sees its entry only; if its text is public: {command}"
        )
    elif closed:
        session.talk(
            f"note: {len(closed)} documents have no marking. The public sees their entries only: somei help access"
        )


def _show_differences(registrations: Sequence[Registration], manner: ImportOptions) -> None:
    """Show how files differ from existing entries, at a terminal; a pipe gets one table only."""
    rows = [row for registration in registrations for row in differences_rows(registration.differences)]
    if rows and not manner.as_json and session.has_terminal():
        show_view(differences_view(rows))


def _keep_files(register: Register, files: Sequence[tuple[str, ImportVerdict]], manner: ImportOptions) -> None:
    """Keep a copy of each file whose document was registered."""
    if not manner.keep_file or manner.circumstances.dry_run:
        return
    for name, verdict in files:
        source = verdict.file_reading.document.source if verdict.file_reading.document else None
        if source is not None and verdict.refusal is None:
            session.talk(f"Kept {name} as {keep_file(register, name, source.sha256)}")
