"""somei xref list."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer, read_snapshot
from somei_cli.model.reference_graph import links_of
from somei_cli.render.views.references_and_graph import cross_references_view


def list_references(
    number: params.Number,
    to: Annotated[bool, typer.Option("--to", help="Only what refers to it.")] = False,
    from_: Annotated[bool, typer.Option("--from", help="Only what it refers to.")] = False,
    *,
    answer: Answer,
    moment: AsOf,
) -> int:
    """List what a document refers to and what refers to it.

    The references to a document are found in the others; nobody has to record them.
    """
    past = moment.open()
    snapshot, status = read_snapshot(past.register, about=[number])
    if not snapshot.citing(number):
        past.require(number)
    links = [link for link in links_of(snapshot, number) if to == from_ or (from_ if link.origin == number else to)]
    view = cross_references_view(links, number, snapshot)
    answer.show(view)
    return status
