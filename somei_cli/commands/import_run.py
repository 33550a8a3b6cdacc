"""Importing one file, field by field, or several, a line each; doubts are shown and asked about."""

from collections.abc import Sequence

from somei_cli.actions.importing.read import InputFiles, ReadingOptions, read_files
from somei_cli.actions.importing.register import (
    ImportOptions,
    ImportResult,
    can_be_asked_about,
    collect_registrations,
    count_kept_doubts,
    find_closed_documents,
    judge_readings,
    keep_source_files,
    postpones_question,
    raise_refusal,
    register_files,
    status_of_doubts,
    status_of_import,
)
from somei_cli.commands.shared import session
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.commands.shared.pages import talk_with_commands
from somei_cli.commands.shared.receipts import report_act
from somei_cli.errors import Interrupted, SomeiError
from somei_cli.model.importing.draft_entry import Doubt, FileReading
from somei_cli.model.importing.import_decisions import ImportOutcome, ImportVerdict, Registration
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.page import shorten_commits
from somei_cli.render.output.progress import show_progress
from somei_cli.render.output.streams import print_message
from somei_cli.render.views.acts_and_history import differences_rows, differences_view
from somei_cli.render.views.documents import describe_closed_documents
from somei_cli.render.views.imports import (
    describe_doubts,
    describe_import,
    describe_kept_doubts,
    describe_postponed_question,
    describe_same_entry,
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
    (verdict,) = judge_readings(register, [name], [reading], wishes, options)
    if as_json and options.circumstances.dry_run:
        (registration,) = register_files(register, [verdict], options)
        show_view(import_verdicts_view([registration]), as_json=True)
        refused = registration.verdicts[0].refusal
        return refused.exit_status if refused else _show_postponed_question(registration.verdicts, options)
    asks = can_be_asked_about(verdict, options, alone=True) and session.can_ask() and not as_json
    _show_doubts(reading, () if asks else verdict.file_reading.doubts)
    is_shown = verdict.refusal is not None and not as_json
    if is_shown:
        # Before the clerk is asked. Otherwise what was read is shown once it is done, and a full disk loses words only.
        show_view(draft_entry_view(reading))
    if asks:
        # Only a person at a terminal is asked.
        from somei_cli.commands.import_questions import ask_about_file

        verdict = ask_about_file(verdict, wishes)
    raise_refusal(verdict, options)
    (registration,) = register_files(register, [verdict], options)
    if not (is_shown or as_json):
        show_view(draft_entry_view(verdict.file_reading))
    _show_differences([registration], as_json=as_json)
    raise_refusal(registration.verdicts[0], options)
    if as_json:
        show_view(import_receipts_view([registration]), as_json=True)
    report_act(registration.receipt)
    _keep_files(register, registration.verdicts, options)
    (result,) = registration.verdicts
    if result.outcome is ImportOutcome.SAME and (result.remark or session.has_terminal()):
        session.talk(*describe_same_entry(result, replacing=options.replacing))
    talk_with_commands(*describe_kept_doubts(*count_kept_doubts([registration])))
    talk_with_commands(*describe_closed_documents(find_closed_documents(register, [registration.receipt])))
    return _show_postponed_question(registration.verdicts, options)


def import_many(
    register: Register, names: InputFiles, wishes: ReadingOptions, options: ImportOptions, *, as_json: bool
) -> int:
    """Import several files and return the exit status; a file that fails does not stop the others."""
    reading = read_files(names.files, register.vocabulary, wishes)
    reads = show_progress(reading, len(names.files), "reading", quiet=session.current().quiet)
    first_verdicts = judge_readings(register, names.files, reads, wishes, options)
    if session.can_ask() and not as_json:
        from somei_cli.commands.import_questions import ask_about_files

        first_verdicts = ask_about_files(first_verdicts, wishes, options)
    registrations, stop = _register(register, first_verdicts, options)
    verdicts = [verdict for registration in registrations for verdict in registration.verdicts]
    if as_json and not options.circumstances.dry_run:
        show_view(import_receipts_view(registrations), as_json=True)
    else:
        show_view(import_verdicts_view(registrations), as_json=as_json)
    _show_differences(registrations, as_json=as_json)
    words = describe_import(registrations, names.skipped)
    session.talk(*(map(shorten_commits, words) if session.has_terminal() else words))
    _keep_files(register, verdicts, options)
    talk_with_commands(*describe_kept_doubts(*count_kept_doubts(registrations)))
    talk_with_commands(
        *describe_closed_documents(find_closed_documents(register, (entry.receipt for entry in registrations)))
    )
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


def _show_doubts(reading: FileReading, doubts: Sequence[Doubt]) -> None:
    for line in describe_doubts("doubt", doubts, reading):
        print_message(line)
    session.talk(*describe_doubts("note", reading.remarks, reading))


def _show_postponed_question(verdicts: Sequence[ImportVerdict], options: ImportOptions) -> int:
    """Say what a dry run did not ask about; return the status of doubts."""
    if postpones_question(options):
        talk_with_commands(*describe_postponed_question(verdicts, can_ask=session.can_ask()))
    return status_of_doubts(verdicts, options, can_ask=session.can_ask())


def _show_differences(registrations: Sequence[Registration], *, as_json: bool) -> None:
    """Show on a terminal how files differ from their entries, or what changes in these; a pipe gets one table only."""
    rows = [
        row
        for registration in registrations
        for row in differences_rows((*registration.differences, *registration.replacements))
    ]
    if rows and not as_json and session.has_terminal():
        show_view(differences_view(rows))


def _keep_files(register: Register, verdicts: Sequence[ImportVerdict], options: ImportOptions) -> None:
    if copies := len(list(keep_source_files(register, verdicts, options))):
        session.talk("A copy is kept." if copies == 1 else f"{copies} copies are kept.")
