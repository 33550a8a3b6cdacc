"""somei list."""

from somei_cli.commands.shared import filters as selecting
from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_as_of
from somei_cli.commands.shared.open_and_show import read_snapshot, show_view
from somei_cli.render.output.view import SAMPLED_RECORDS, ViewFormat
from somei_cli.render.views.documents import indexed_list_keys, list_view


@selecting.takes_filters()
def list_(
    filters: selecting.TypedFilters,
    view_format: params.How = None,
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
    keys = indexed_list_keys(ViewFormat.JSON if as_json else view_format, fields, sort)
    selection = filters.selection()
    # A few documents are read sooner than told from the index.
    outlined = keys is not None and limit is None
    by_index = outlined and (lambda held: held.has_many(selection))
    snapshot, status_of_files = read_snapshot(open_as_of(as_of, known_at).register, by_index=by_index)
    # Which fields there are is told by more records than may be shown.
    most = None if sort or limit is None else max(limit, SAMPLED_RECORDS if fields else 0)
    documents = snapshot.select_lazily(selection) if outlined else snapshot.select(selection, most)
    show_view(
        list_view(documents, keys), as_json=as_json, view_format=view_format, fields=fields, sort=sort, limit=limit
    )
    return status_of_files
