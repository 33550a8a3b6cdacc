"""Importing a table: its rows are read and judged; a terminal shows what would become of them, and asks."""

from collections.abc import Sequence
from functools import partial

from somei_cli.actions.importing.register import find_closed_documents
from somei_cli.actions.importing.table_import import (
    TableOptions,
    collect_receipts,
    import_each_row,
    import_rows,
    read_rows,
)
from somei_cli.commands.shared import questions, session
from somei_cli.commands.shared.incoming_table import column_of_field, describe_columns, open_incoming_table
from somei_cli.commands.shared.open_and_show import show_view, watch
from somei_cli.commands.shared.pages import talk_with_commands
from somei_cli.commands.shared.receipts import report_act
from somei_cli.errors import Refused
from somei_cli.formats.table.columns import ColumnMap
from somei_cli.model.add_document import describe_unknown_marking
from somei_cli.model.importing.table_rows import TableImport
from somei_cli.model.register.words import pluralise
from somei_cli.render.views.acts_and_history import differences_rows, differences_view
from somei_cli.render.views.documents import describe_closed_documents
from somei_cli.render.views.tables import (
    count_outcomes,
    describe_table_import,
    describe_unshown,
    left_rows_view,
    table_import_view,
)
from somei_cli.rules import catalogue
from somei_cli.store.register.register import Register

_MOST_SHOWN = 50
"""Rows, and entries that differ, that a terminal shows before it asks; the others are counted."""


def import_table(
    register: Register,
    path: str,
    mapped: Sequence[str],
    options: TableOptions,
    *,
    dates: str | None,
    each: bool,
    as_json: bool,
) -> int:
    """Import a table and return the exit status.

    Raises:
        SomeiError: if the table cannot be read, or a person does not want it.
    """
    fields, quoted = map(column_of_field, mapped), options.circumstances.quoted
    table = open_incoming_table(path, fields, vocabulary=register.vocabulary, quoted=quoted, date_order=dates)
    session.talk(*describe_columns(table.columns, table.source.remarks))
    can_be_waived = partial(catalogue.can_be_waived, house=register.settings.rules)
    rows = table.rows(quoted, can_be_waived)
    read = read_rows(watch(rows, table.source.estimated_rows, "reading"))
    options = options._replace(circumstances=options.circumstances._replace(track=watch))
    dry = options.circumstances.dry_run
    asks = session.can_ask() and not (as_json or dry)
    if dry or not (asks or each):
        result = import_rows(register, read, options)
    else:
        preview_options = options._replace(circumstances=options.circumstances._replace(dry_run=True))
        result = preview = import_rows(register, read, preview_options)
        if asks:
            _show_left(result, table.columns)
        if preview.entering:
            if asks:
                _ask(preview)
            if each:
                receipts = import_each_row(register, read, options, preview)
                result = collect_receipts(preview, watch(receipts, preview.entering, "registering"))
            else:
                agreed = preview.fingerprint
                # The documents of a long table are not held twice.
                del preview, result
                result = import_rows(register, read, options, agreed=agreed)
    if as_json:
        show_view(table_import_view(path, result, table.columns.names), as_json=True)
    elif not asks:
        _show_left(result, table.columns)
    return _report(register, result, options)


def _show_left(result: TableImport, columns: ColumnMap) -> None:
    """Show the rows that do not enter; a terminal also shows how rows differ from entries."""
    most = _MOST_SHOWN if session.has_terminal() else None
    if result.left:
        show_view(left_rows_view(result, columns.names, most))
    if session.has_terminal() and result.differences:
        show_view(differences_view(differences_rows(result.differences[:_MOST_SHOWN])))
    if most:
        session.talk(*describe_unshown(result, most))


def _ask(preview: TableImport) -> None:
    """Ask a person whether the rows shall enter.

    Raises:
        Refused: if the answer is no.
    """
    session.talk(f"{pluralise(preview.outcomes.total(), 'row')}: {count_outcomes(preview)}.")
    if not questions.confirm(f"Take {pluralise(preview.entering, 'row')}?"):
        raise Refused("Nothing was written.")


def _report(register: Register, result: TableImport, options: TableOptions) -> int:
    """Say what became of a table, and return the exit status."""
    session.talk(*describe_table_import(result, dry=options.circumstances.dry_run, skips=options.skip_faulty))
    documents = (document for receipt in result.receipts for document in receipt.change.puts)
    unknown_markings = (sentence for document in documents for sentence in describe_unknown_marking(document))
    session.talk(*(f"note: {sentence}" for sentence in dict.fromkeys(unknown_markings)))
    talk_with_commands(*describe_closed_documents(find_closed_documents(register, result.receipts)))
    if session.has_terminal() and len(result.receipts) == 1:
        report_act(result.receipts[0])
    if result.stop:
        raise result.stop
    return Refused.exit_status if result.left and not options.skip_faulty else 0
