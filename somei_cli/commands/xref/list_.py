"""somei xref list."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_as_of
from somei_cli.commands.shared.open_and_show import read_snapshot, show_view
from somei_cli.model.reference_graph import links_of
from somei_cli.render.views.references_and_graph import cross_references_view


def list_references(
    number: params.Number,
    to: Annotated[bool, typer.Option("--to", help="Only what points to it.")] = False,
    from_: Annotated[bool, typer.Option("--from", help="Only what it points to.")] = False,
    view_format: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """List the cross-references of a document in both directions; the reverse ones are worked out."""
    past = open_as_of(as_of, known_at)
    snapshot, status = read_snapshot(past.register, about=[number])
    if not snapshot.citing(number):
        past.require(number)
    links = [link for link in links_of(snapshot, number) if to == from_ or (from_ if link.origin == number else to)]
    view = cross_references_view(links, number, snapshot)
    show_view(view, as_json=as_json, view_format=view_format, fields=fields, sort=sort, limit=limit)
    return status
