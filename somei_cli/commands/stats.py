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
        list[GroupBy],
        params.option(
            "--by", "K", "year, month, series, type, code, marking, body or status; twice: one within the other.", _by
        ),
    ],
    filters: Annotated[selecting.TypedFilters, selecting.filters_without("access")],
    answer: Answer,
    moment: AsOf,
) -> int:
    """Count documents by year, code, type or another field.

    It draws bars on a terminal and prints numbers in a pipe. The options that select documents are those of
    somei list.
    """
    from somei_cli.render.views.statistics import bar_lines, describe_total, stats_view

    kinds = tuple(dict.fromkeys(by))
    if len(kinds) > 2:
        raise WrongUsage("Documents are counted by two things at most.", "Give --by once or twice.")
    snapshot, status_of_files = read_snapshot(moment.open().register, by_index=True)
    selection = filters.selection()
    selecting.refuse_unknown(snapshot, selection)
    tally = count_by_group(snapshot, selection, kinds)
    view = stats_view(tally)
    is_drawn = answer.is_on_screen or (answer.form is ViewFormat.TABLE and not answer.fields)
    if is_drawn and view.records:
        arranged = arrange_view(view, "", answer.sort, answer.limit)
        lines = bar_lines(arranged, tally, terminal_width(), blocks=can_encode("█▏"))
        session.show_page(lines)
    else:
        answer.show(view)
    if not is_drawn:
        session.talk(describe_total(tally))
    return status_of_files
