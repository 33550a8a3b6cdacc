"""somei number list."""

from typing import Annotated

import typer

from somei_cli.commands import numbering, params, session
from somei_cli.commands.answers import answer, open_register
from somei_cli.commands.reading import readable
from somei_cli.model.document import Status
from somei_cli.model.numbers.number_allotment import gap_words, gaps
from somei_cli.model.register.conditions import Selection
from somei_cli.render.views.numbers import gaps_view, numbers_view


def number_list(
    series: numbering.Series = None,
    year: Annotated[
        str | None, typer.Option("--year", metavar="Y", help="Of one year only.", show_default=False)
    ] = None,
    status: Annotated[
        Status | None,
        typer.Option("--status", parser=params.status, metavar="S", help="As reserved, or void.", show_default=False),
    ] = None,
    only_gaps: Annotated[bool, typer.Option("--gaps", help="What is missing between the numbers, and why.")] = False,
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
) -> int:
    """List the numbers of the office's own series: who took each, when, for what, and what became of it.

    With --gaps: the numbers without a document, each with its reason; status 1 where one has no entry at all.
    """
    register = open_register()
    snapshot, unread = readable(register, by_index=only_gaps)
    own = (series,) if series else register.settings.own_series
    years = (params.year(year),) if year else ()
    wanted = Selection(series=own, years=years)
    if only_gaps:
        found = tuple(gaps(snapshot.outlined(wanted) if own else (), own))
        answer(gaps_view(found), as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
        if found:  # a table without any says so itself
            session.tell(gap_words(found))
        return unread or int(any(gap.document is None for gap in found))
    documents = snapshot.chosen(wanted._replace(statuses=(status,) if status else ())) if own else ()
    view = numbers_view(documents)
    answer(view, as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
    return unread or int(not view.records)
