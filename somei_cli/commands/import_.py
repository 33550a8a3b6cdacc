"""somei import."""

from collections.abc import Sequence
from typing import Annotated

import typer

from somei_cli.actions.importing.read import ReadingOptions, list_input_files
from somei_cli.actions.importing.register import ImportOptions
from somei_cli.actions.importing.table_import import TableOptions
from somei_cli.actions.numbers.reservations import NumberRequest
from somei_cli.commands.import_run import import_many, import_one
from somei_cli.commands.shared import allotment_options as numbering
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.act import ApprovedBy, circumstances_of_request
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.commands.shared.typed_fields import assignment
from somei_cli.errors import WrongUsage


def import_(
    files: Annotated[
        list[str] | None,
        params.argument("[FILE…]", "PDF, DOCX, HTML, Markdown, text; folders of them; - for standard input."),
    ] = None,
    table: Annotated[
        str | None, params.option("--table", "FILE", "A table, a document a row: CSV, TSV, JSON lines, XLSX.")
    ] = None,
    mapped: Annotated[
        list[str] | None,
        params.option("--map", "COLUMN=FIELD", "With --table: what a column holds, as Title=subject."),
    ] = None,
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help="With --table: leave out rows in which something is wrong.")
    ] = False,
    dates: params.Dates = None,
    set_: Annotated[
        list[str] | None,
        params.option("--set", "FIELD=VALUE", "Fill in or override a field."),
    ] = None,
    titles_only: Annotated[
        bool, typer.Option("--titles-only", help="Leave out the text under the items; keep their titles.")
    ] = False,
    follow_ups: Annotated[
        bool, typer.Option("--follow-ups", help="Record the follow-ups that the text contains.")
    ] = False,
    quoted: Annotated[
        list[str] | None,
        params.option("--quoted", "LINE|FIELD", "It only quotes an EU classification; needs -m.", params.quoted_place),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Read existing entries again.")] = False,
    each: Annotated[bool, typer.Option("--each", help="Make one commit for each file or row.")] = False,
    keep_file: Annotated[
        bool, typer.Option("--keep-file", help="Keep a copy in this clone, outside of the commits.")
    ] = False,
    accept_doubts: Annotated[bool, typer.Option("--accept-doubts", help="Register in spite of doubts.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse whatever is doubtful.")] = False,
    series: numbering.Series = None,
    offline: numbering.Offline = False,
    request: numbering.Request = None,
    approved_by: ApprovedBy = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    *,
    as_json: params.AsJson = False,
) -> int:
    """Register documents from their files.

    It shows each value with the line it was read from, then writes everything as one commit. It never guesses: what
    is missing or doubtful is reported. On a terminal it asks about each doubt; elsewhere it stops, unless you say
    --accept-doubts.

    Of several files, each one that can be registered is registered. With --set number=next each becomes a draft
    under the next number of the office's own series.

    With --table each row of a table becomes an entry. A cell is read as strictly as a typed word. While something is
    wrong with a row, nothing is taken, unless you say --skip-faulty; what is wrong is shown by row and column.
    """
    files = files or []
    if table is None and (mapped or skip_faulty or dates):
        raise WrongUsage(
            "--map, --dates and --skip-faulty are about the rows of a table.", "Name the table with --table FILE."
        )
    if table is not None:
        has_other_options = files or set_ or titles_only or follow_ups or keep_file or strict or series or offline
        if has_other_options:
            raise WrongUsage("With --table, the rows of the table are all that is read.", "See: somei help tables")
        # Few imports are of tables.
        from somei_cli.commands.import_table import import_table

        act = circumstances_of_request(message, request, dry_run=dry_run, approved_by=approved_by, quoted=quoted)
        return import_table(
            open_register(),
            table,
            mapped or (),
            TableOptions(act, replace, skip_faulty, accept_doubts),
            dates=dates,
            each=each,
            as_json=as_json,
        )
    if not files:
        raise WrongUsage("No file is named.", "Name files, folders, - for standard input, or a table: --table FILE")
    if keep_file and "-" in files:
        raise WrongUsage("Standard input cannot be kept.", "Save it as a file and import that with --keep-file.")
    if quoted and not message:
        raise WrongUsage("Accepting words with an EU classification needs a reason.", "Give it with -m TEXT.")
    wish = _read_number_request(set_ or (), series, offline=offline)
    register = open_register()
    wishes = ReadingOptions(
        dict(assignment(words) for words in set_ or ()),
        titles_only=titles_only,
        follow_ups=follow_ups,
        quoted=tuple(int(place) if place.isdigit() else place for place in quoted or ()),
        reason=message,
    )
    options = ImportOptions(
        circumstances_of_request(message, request, dry_run=dry_run, approved_by=approved_by, quoted=quoted),
        replacing=replace,
        separately=each,
        keep_file=keep_file,
        accept_doubts=accept_doubts,
        strict=strict,
        wish=wish,
    )
    names = list_input_files(files)
    if len(files) == 1 and names.files == tuple(files):
        return import_one(register, files[0], wishes, options, as_json=as_json)
    if quoted:
        raise WrongUsage("--quoted names a line or a field of one file.", "Import that file by itself.")
    return import_many(register, names, wishes, options, as_json=as_json)


def _read_number_request(typed: Sequence[str], series: str | None, *, offline: bool) -> NumberRequest | None:
    """Return which number to allot; None if the number is known."""
    wants_number = any(words.replace(" ", "").casefold() == "number=next" for words in typed)
    if not wants_number and (series or offline):
        raise WrongUsage("There is no number to be given.", "--series and --offline go with --set number=next.")
    return NumberRequest(session.today().year, series, None, offline) if wants_number else None
