"""somei digest."""

from typing import Annotated

from somei_cli.actions.read.digest import digest_register
from somei_cli.commands.shared import filters as selecting
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import open_register, read_snapshot, say_cut_off, show_view
from somei_cli.errors import DateNotCertain, NotADate
from somei_cli.model.history.moments_and_ranges import Moment
from somei_cli.render.output.streams import print_text, terminal_width
from somei_cli.render.views.recent_acts import DigestFormat, digest_view, write_digest_markdown, write_digest_text


def _since(typed: str) -> Moment:
    """Read a day from which something counts; else the name of a commit."""
    try:
        return Moment(day=params.first_day(typed))
    except DateNotCertain:
        raise
    except NotADate:
        return Moment(revision=typed)


_Filters = Annotated[selecting.TypedFilters, selecting.filters_without("since")]
_Since = Annotated[
    Moment, params.option("--since", "DATE|COMMIT", "What happened on this day or later, or after this commit.", _since)
]
_form = params.choice(DigestFormat, "the format")


def digest(
    filters: _Filters,
    since: _Since,
    form: Annotated[
        DigestFormat, params.option("--format", "FORMAT", "text, markdown or json.", _form)
    ] = DigestFormat.TEXT,
    as_json: params.AsJson = False,
) -> int:
    """Tell the house what is new, changed and due since a day.

    It is made for a mail. New and changed documents are those of commits. What is due within 14 days are follow-ups,
    deadlines of meetings and replies to requests. LIMITE documents are named with their subjects, and it says so on
    top. A document with a higher marking is not named.
    """
    selection = filters.selection()
    register = open_register()
    say_cut_off(register)
    snapshot, status = read_snapshot(register)
    selecting.refuse_unknown(snapshot, selection)
    register_digest, remarks = digest_register(register, snapshot, since, selection, session.today())
    if as_json or form is DigestFormat.JSON:
        show_view(digest_view(register_digest), as_json=True)
    elif form is DigestFormat.MARKDOWN:
        print_text(write_digest_markdown(register_digest))
    elif session.has_terminal():
        from somei_cli.render.output.line_breaks import fold_message
        from somei_cli.render.output.terminal import print_for_people

        print_for_people(fold_message(write_digest_text(register_digest), terminal_width()))
    else:
        print_text(write_digest_text(register_digest))
    session.talk(*remarks)
    return status
