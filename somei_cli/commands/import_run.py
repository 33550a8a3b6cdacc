"""Importing one file, field by field, or several, a line each; doubts are shown and asked about."""

from collections.abc import Sequence

from somei_cli.actions.importing.read import InputFiles, ReadingOptions, read_files
from somei_cli.actions.importing.register import (
    ImportOptions,
    ImportResult,
    accept_doubts,
    collect_registrations,
    find_askable,
    find_closed_documents,
    judge_reading,
    keep_source_files,
    postpones_question,
    raise_refusal,
    register_files,
    status_of_doubts,
    status_of_import,
)
from somei_cli.commands.shared import questions, session
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.errors import Interrupted, SomeiError
from somei_cli.model.importing.draft_entry import FileReading
from somei_cli.model.importing.import_decisions import ImportVerdict, Registration
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.progress import show_progress
from somei_cli.render.output.streams import print_message
from somei_cli.render.views.acts_and_history import describe_receipt, differences_rows, differences_view
from somei_cli.render.views.imports import (
    describe_closed_documents,
    describe_doubts,
    describe_import,
    describe_postponed_question,
    draft_entry_view,
    import_receipts_view,
    import_verdicts_view,
)
from somei_cli.store.register.register import Register


def import_one(register: Register, name: str, wishes: ReadingOptions, options: ImportOptions, *, as_json: bool) -> int:
    """Import one file and return the exit status.

    Raises:
        SomeiError: the file cannot be read or registered.
    """
    (reading,) = read_files([name], register.vocabulary, wishes)
    if isinstance(reading, SomeiError):
        raise reading
    verdict = judge_reading(name, reading, options)
    if as_json and options.circumstances.dry_run:
        (registration,) = register_files(register, [verdict], options)
        show_view(import_verdicts_view(registration.verdicts), as_json=True)
        refused = registration.verdicts[0].refusal
        return refused.exit_status if refused else _show_postponed_question(registration.verdicts, options)
    _show_doubts(reading)
    is_shown = verdict.refusal is not None and not as_json
    if is_shown:
        # Before the clerk is asked. Otherwise what was read is shown once it is done, and a full disk loses words only.
        show_view(draft_entry_view(reading))
    question = f"Register in spite of {pluralise(len(reading.doubts), 'doubt')}?"
    if find_askable([verdict], options) and session.can_ask() and questions.confirm(question):
        (verdict,) = accept_doubts([verdict], [verdict])
    raise_refusal(verdict, options)
    (registration,) = register_files(register, [verdict], options)
    _keep_files(register, registration.verdicts, options)
    if not (is_shown or as_json):
        show_view(draft_entry_view(reading))
    _show_differences([registration], as_json=as_json)
    raise_refusal(registration.verdicts[0], options)
    if as_json:
        show_view(import_receipts_view([registration]), as_json=True)
    session.talk(*describe_receipt(registration.receipt))
    session.talk(*describe_closed_documents(find_closed_documents(register, [registration])))
    return _show_postponed_question(registration.verdicts, options)


def import_many(
    register: Register, names: InputFiles, wishes: ReadingOptions, options: ImportOptions, *, as_json: bool
) -> int:
    """Import several files and return the exit status; a file that fails does not stop the others."""
    reading = read_files(names.files, register.vocabulary, wishes)
    reads = show_progress(reading, len(names.files), "reading", quiet=session.current().quiet)
    first_verdicts = [judge_reading(name, read, options) for name, read in zip(names.files, reads, strict=True)]
    registrations, stop = _register(register, _ask_about_doubts(first_verdicts, options), options)
    verdicts = [verdict for registration in registrations for verdict in registration.verdicts]
    if as_json and not options.circumstances.dry_run:
        show_view(import_receipts_view(registrations), as_json=True)
    else:
        show_view(import_verdicts_view(verdicts), as_json=as_json)
    _show_differences(registrations, as_json=as_json)
    _keep_files(register, verdicts, options)
    session.talk(*describe_import(registrations, names.skipped))
    session.talk(*describe_closed_documents(find_closed_documents(register, registrations)))
    if stop:
        raise stop
    _show_postponed_question(verdicts, options)
    return status_of_import(verdicts, options, can_ask=session.can_ask())


def _register(register: Register, verdicts: Sequence[ImportVerdict], options: ImportOptions) -> ImportResult:
    """Register the files with a progress bar; an interruption says what was registered before."""
    registering = register_files(register, verdicts, options)
    steps = len(verdicts) if options.separately else 1
    result = collect_registrations(show_progress(registering, steps, "registering", quiet=session.current().quiet))
    if isinstance(result.stop, Interrupted):
        count = sum(bool(registration.receipt.commit) for registration in result.registrations)
        session.talk(f"{pluralise(count, 'file')} registered before, each in a commit of its own.")
        raise result.stop
    return result


def _ask_about_doubts(verdicts: Sequence[ImportVerdict], options: ImportOptions) -> Sequence[ImportVerdict]:
    """Ask whether to register files in spite of doubts, if a person is there; return the verdicts after it."""
    doubtful = find_askable(verdicts, options)
    if not doubtful or not session.can_ask():
        return verdicts
    for verdict in doubtful:
        _show_doubts(verdict.file_reading)
    doubts = pluralise(sum(len(verdict.file_reading.doubts) for verdict in doubtful), "doubt")
    agreed = questions.confirm(f"Register {pluralise(len(doubtful), 'file')} in spite of {doubts}?")
    return accept_doubts(verdicts, doubtful) if agreed else verdicts


def _show_doubts(reading: FileReading) -> None:
    for line in describe_doubts("doubt", reading.doubts, reading):
        print_message(line)
    session.talk(*describe_doubts("note", reading.remarks, reading))


def _show_postponed_question(verdicts: Sequence[ImportVerdict], options: ImportOptions) -> int:
    """Say what a dry run did not ask about; return the status of doubts."""
    if postpones_question(options):
        session.talk(*describe_postponed_question(verdicts, can_ask=session.can_ask()))
    return status_of_doubts(verdicts, options, can_ask=session.can_ask())


def _show_differences(registrations: Sequence[Registration], *, as_json: bool) -> None:
    """Show how files differ from existing entries, at a terminal; a pipe gets one table only."""
    rows = [row for registration in registrations for row in differences_rows(registration.differences)]
    if rows and not as_json and session.has_terminal():
        show_view(differences_view(rows))


def _keep_files(register: Register, verdicts: Sequence[ImportVerdict], options: ImportOptions) -> None:
    for name, copy in keep_source_files(register, verdicts, options):
        session.talk(f"Kept {name} as {copy}")
