"""somei history."""

from somei_cli.actions.looking_back import history as history_of
from somei_cli.commands import params
from somei_cli.commands.answers import answer, open_register
from somei_cli.render.changes import history_view


def history(
    number: params.Number,
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
) -> None:
    """Show what changed in a document, field by field, newest last: when, who, before, after, why."""
    view = history_view(history_of(open_register(), number))
    answer(view, as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
