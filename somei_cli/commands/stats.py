"""somei stats."""

from typing import Annotated

from somei_cli.commands.shared import filters as selecting
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer, read_snapshot
from somei_cli.errors import WrongUsage
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.group_counts import count_by_group
from somei_cli.render.output.streams import can_encode, terminal_width
from somei_cli.render.output.view import ViewFormat, arrange_view

_by = params.choice(GroupBy, "what is counted by")


def stats(
    by: Annotated[
        list[GroupBy] | None,
        params.option(
            "--by",
            "K",
            "year (the default), month, series, type, code, marking, body, status; twice: one within the other.",
            _by,
        ),
    ] = None,
    *,
    filters: Annotated[selecting.TypedFilters, selecting.filters_without("access")],
    answer: Answer,
    moment: AsOf,
) -> int:
    """Count documents by year, code, type or another field.

    It draws bars on a terminal and prints numbers in a pipe. The options that select documents are those of
    somei list.
    """
    from somei_cli.render.views.statistics import describe_total, stats_view

    kinds = tuple(dict.fromkeys(by or (GroupBy.YEAR,)))
    if len(kinds) > 2:
        raise WrongUsage("Documents are counted by two things at most.", "Give --by once or twice.")
    snapshot, status_of_files = read_snapshot(moment.open().register, by_index=True)
    selection = filters.selection()
    selecting.refuse_unknown(snapshot, selection)
    tally = count_by_group(snapshot, selection, kinds)
    view = stats_view(tally)
    usual_form = ViewFormat.TABLE if session.has_terminal() else ViewFormat.TSV
    is_drawn = (answer.form or usual_form) is ViewFormat.TABLE and not answer.fields
    if is_drawn and view.records:
        # Only what draws on a terminal is loaded for it.
        from somei_cli.commands.shared.pages import show_page
        from somei_cli.render.views.lists_on_terminal import bar_lines

        arranged = arrange_view(view, "", answer.sort, answer.limit)
        lines = bar_lines(arranged, kinds, describe_total(tally), terminal_width(), blocks=can_encode("█▏"))
        show_page(lines)
    else:
        answer.show(view)
    if not is_drawn:
        session.talk(describe_total(tally))
    return status_of_files
