"""somei request list."""

from somei_cli.actions.requesting import kept_requests
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer, open_register
from somei_cli.render.requests import requests_view


def request_list(
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
) -> None:
    """List the requests that are kept, with the days on which their replies are due."""
    view = requests_view(kept_requests(open_register()), session.today())
    answer(view, as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
