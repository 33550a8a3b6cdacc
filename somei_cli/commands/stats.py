"""somei stats."""

from typing import Annotated

import typer

from somei_cli.commands.shared import filters as selecting
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_as_of
from somei_cli.commands.shared.open_and_show import read_snapshot, show_view
from somei_cli.errors import WrongUsage
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.group_counts import count_by_group
from somei_cli.render.output.streams import can_encode, terminal_width
from somei_cli.render.output.view import ViewFormat, arrange_view


def _by(typed: str) -> GroupBy:
    return GroupBy(params.one_of(GroupBy, typed, "what is counted by"))


@selecting.takes_filters("access")
def stats(
    by: Annotated[
        list[GroupBy],
        typer.Option(
            "--by",
            parser=_by,
            metavar="K",
            help="year, month, series, type, code, marking, body or status; twice: one within the other.",
            show_default=False,
        ),
    ],
    filters: selecting.TypedFilters,
    view_format: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """Count documents: bars on a terminal, numbers in a pipe.

    The options that select documents are those of list.
    """
    from somei_cli.render.views.statistics import bars_view, describe_total, stats_view

    kinds = tuple(dict.fromkeys(by))
    if len(kinds) > 2:
        raise WrongUsage("Documents are counted by two things at most.", "Give --by once or twice.")
    snapshot, status_of_files = read_snapshot(open_as_of(as_of, known_at).register, by_index=True)
    selection = filters.selection()
    tally = count_by_group(snapshot, selection, kinds)
    view = stats_view(tally)
    if (
        not as_json
        and not fields
        and (view_format is ViewFormat.TABLE or (view_format is None and session.has_terminal()))
    ):
        view = bars_view(arrange_view(view, "", sort, limit), kinds, terminal_width(), blocks=can_encode("█▏"))
        sort, limit = "", None
    show_view(view, as_json=as_json, view_format=view_format, fields=fields, sort=sort, limit=limit)
    session.talk(describe_total(tally))
    return status_of_files
