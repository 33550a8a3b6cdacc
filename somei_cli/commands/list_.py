"""somei list."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.commands import params
from somei_cli.commands.answers import answer
from somei_cli.commands.moments import AsOf, KnownAt, open_then
from somei_cli.commands.reading import readable
from somei_cli.model.documents import Status
from somei_cli.model.selection import Selection
from somei_cli.render.documents import list_view
from somei_cli.render.view import KNOWN_BY


def list_(
    year: Annotated[
        list[str] | None, typer.Option("--year", metavar="Y", help="Year of the number.", show_default=False)
    ] = None,
    since: Annotated[
        date | None, typer.Option("--since", parser=params.day, metavar="D", help="Dated from.", show_default=False)
    ] = None,
    until: Annotated[
        date | None, typer.Option("--until", parser=params.day, metavar="D", help="Dated to.", show_default=False)
    ] = None,
    code: params.Code = None,
    marking: Annotated[
        list[str] | None, typer.Option("--marking", metavar="M", help="Marking, or none.", show_default=False)
    ] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", metavar="T", help="Heading.", show_default=False)] = None,
    body: params.BodyThatMet = None,
    language: Annotated[
        list[str] | None, typer.Option("--lang", metavar="XX", help="Original language.", show_default=False)
    ] = None,
    status: Annotated[
        list[Status] | None,
        typer.Option(
            "--status",
            parser=params.status,
            metavar="S",
            help="issued, draft, reserved, withdrawn or void.",
            show_default=False,
        ),
    ] = None,
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """List documents, in the order of their numbers.

    An option given several times means any of them; different options must all hold.
    """
    snapshot, status_of_files = readable(open_then(as_of, known_at).register)
    wanted = Selection(
        years=tuple(map(params.year, year or ())),
        since=since,
        until=until,
        codes=tuple(code or ()),
        markings=tuple(map(params.marking_or_none, marking or ())),
        types=tuple(type_ or ()),
        bodies=tuple(body or ()),
        languages=tuple(map(params.language, language or ())),
        statuses=tuple(status or ()),
    )
    # Which fields there are is told by more records than may be shown.
    most = None if sort or limit is None else max(limit, KNOWN_BY if fields else 0)
    found = snapshot.chosen(wanted, most)
    answer(list_view(found), as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
    return status_of_files
