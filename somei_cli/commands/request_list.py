"""somei request list."""

from somei_cli.actions.access_requests import kept_requests
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer, open_register
from somei_cli.render.output.streams import say
from somei_cli.render.views.access import requests_view


def request_list(
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
) -> int:
    """List the requests that are kept, with the days on which their replies are due.

    Status 3 where one could not be read; the others are listed.
    """
    kept = kept_requests(open_register())
    answer(
        requests_view(kept.requests, session.today()),
        as_json=as_json,
        how=how,
        fields=fields,
        sort=sort,
        limit=limit,
    )
    for one in kept.faulty:
        say(f"somei: {one.path}: {one.why}")
    return 3 if kept.faulty else 0
