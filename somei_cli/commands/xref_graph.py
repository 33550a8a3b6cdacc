"""somei xref graph."""

from typing import Annotated

import typer

from somei_cli.commands import params
from somei_cli.commands.moments import AsOf, KnownAt, open_then
from somei_cli.commands.reading import readable
from somei_cli.model.links import graph
from somei_cli.model.numbers import DocumentNumber
from somei_cli.render.links import GraphForm, graph_text
from somei_cli.render.streams import say, write


def _form(typed: str) -> GraphForm:
    return GraphForm(params.one_of(GraphForm, typed, "the form of the graph"))


def xref_graph(
    number: Annotated[
        DocumentNumber | None,
        typer.Argument(parser=params.number, metavar="[NUMBER]", help="Around one document.", show_default=False),
    ] = None,
    form: Annotated[
        GraphForm, typer.Option("--as", parser=_form, metavar="FORM", help="tree, dot, mermaid or json.")
    ] = GraphForm.TREE,
    depth: Annotated[int, typer.Option("--depth", min=1, metavar="N", help="Steps from the document.")] = 3,
    as_json: params.AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """Draw the cross-references of the register, or those around one document."""
    past = open_then(as_of, known_at)
    snapshot, status = readable(past.register)
    if number and not snapshot.citing(number):
        past.need(number)
    links = graph(snapshot, number, depth)
    if not links:
        say("No cross-references.")
    write(graph_text(GraphForm.JSON if as_json else form, links, number))
    return status
