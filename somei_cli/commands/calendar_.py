"""somei calendar."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.read.meetings_and_calendar import MeetingFilter, build_schedule
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import open_register, read_snapshot, show_view
from somei_cli.errors import WrongUsage
from somei_cli.formats.export.icalendar import icalendar_text
from somei_cli.render.output.streams import print_text
from somei_cli.render.views.meetings import calendar_view, describe_calendar
from somei_cli.store.disk.output_files import PUBLIC_FILE, write_output_file


def calendar_(
    output: Annotated[str, params.option("-o --output", "FILE", "The file to write; - is standard output.")] = "",
    body: params.BodyThatMeets = None,
    since: params.FromDay = None,
    until: params.ToDay = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
    as_json: params.AsJson = False,
) -> int:
    """Make a calendar file of meetings, deadlines and follow-ups.

    The file (.ics) works in any calendar program. Of a document that is not public it holds only the number, the
    body and the date. Without -o a terminal shows the dates to come.
    """
    if as_json and output == "-":
        raise WrongUsage("Standard output takes the calendar or JSON, not both.", "Leave out -o - or --json.")
    register = open_register()
    snapshot, status = read_snapshot(register, by_index=True)
    calendar = build_schedule(register, snapshot, MeetingFilter(tuple(body or ()), since, until), session.today())
    is_shown = not (output or as_json) and session.has_terminal()
    if is_shown:
        show_view(calendar_view(calendar.events, session.today(), calendar.withheld_count))
    elif output or not as_json:
        events = ((event, calendar.stamp) for event in calendar.events)
        text = icalendar_text("Register of documents", calendar.name, events)
        if output in {"", "-"}:
            print_text(text)
        else:
            write_output_file(Path(output), text.encode(), replace=force, mode=PUBLIC_FILE)
    if as_json:
        show_view(calendar_view(calendar.events, session.today(), calendar.withheld_count), as_json=True)
    if not is_shown:
        written = output if session.has_terminal() and not as_json and output != "-" else ""
        session.talk(describe_calendar(calendar.events, calendar.withheld_count, written))
    return status
