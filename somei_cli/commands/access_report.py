"""somei access report."""

from somei_cli.commands import params, selecting
from somei_cli.commands.answers import answer
from somei_cli.commands.moments import AsOf, KnownAt, open_then
from somei_cli.commands.reading import readable
from somei_cli.model.access_decisions import publish_lag
from somei_cli.model.document import Status
from somei_cli.model.markings import LIMITE
from somei_cli.render.views.access import lag_view


def access_report(
    year: selecting.Years = None,
    since: selecting.Since = None,
    until: selecting.Until = None,
    code: params.Code = None,
    type_: selecting.Types = None,
    body: params.BodyThatMet = None,
    how: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """Tell how long LIMITE documents waited to be released, a line a year and code, and how many never were.

    A document counts under each of its codes, and once in the line “all” of its year, which is that of the number.
    """
    past = open_then(as_of, known_at)
    snapshot, status = readable(past.register, by_index=True)
    wanted = selecting.selection(year, since, until, code, [str(LIMITE)], type_, body, None, [Status.ISSUED])
    lags = publish_lag(snapshot.outlined(wanted), past.today, {entry.code for entry in wanted.codes})
    answer(lag_view(lags), as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
    return status
