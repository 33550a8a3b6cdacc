"""somei xref graph."""

from typing import Annotated

import typer

from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import read_snapshot
from somei_cli.commands.shared.pages import show_page
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.reference_graph import Collapse, Direction, limit_texts, merge_families, walk_links
from somei_cli.render.output.streams import print_message, print_text, terminal_width
from somei_cli.render.views.references_and_graph import GraphFormat, describe_left_out, graph_text

_form = params.choice(GraphFormat, "the form of the graph")
_direction = params.choice(Direction, "the direction")


_collapse = params.choice(Collapse, "what becomes one node")


def draw_references(
    number: Annotated[
        DocumentNumber | None, params.argument("[NUMBER]", "Only around this document.", params.number_in_register)
    ] = None,
    form: Annotated[
        GraphFormat, typer.Option("--as", parser=_form, metavar="FORM", help="tree, dot, mermaid, svg or json.")
    ] = GraphFormat.TREE,
    depth: Annotated[int, typer.Option("--depth", min=1, metavar="N", help="Steps from the document.")] = 3,
    direction: Annotated[
        Direction,
        typer.Option(
            "--direction", parser=_direction, metavar="D", help="to: what refers to it; from: what it refers to; both."
        ),
    ] = Direction.BOTH,
    collapse: Annotated[
        Collapse,
        typer.Option("--collapse", parser=_collapse, metavar="C", help="family: one node for each family; none."),
    ] = Collapse.NONE,
    most: Annotated[
        int | None,
        typer.Option("--most", min=2, metavar="N", help="Draw at most N texts: the nearest, or the most linked."),
    ] = None,
    as_json: params.AsJson = False,
    *,
    moment: AsOf,
) -> int:
    """Draw the references between documents.

    It draws all documents of the register, or those around one document. A picture (--as svg) holds at most 1,000
    texts; what --most leaves out is reported.
    """
    past = moment.open()
    snapshot, status = read_snapshot(past.register, by_index=number is None, about=[number] if number else ())
    if number and not snapshot.citing(number):
        past.require(number)
    links = walk_links(snapshot, number, depth, direction)
    if collapse is Collapse.FAMILY:
        links, number = merge_families(links), number and number.base
    drawn = limit_texts(links, most, number)
    if not links:
        print_message("No cross-references.")
    for sentence in describe_left_out(drawn):
        print_message(sentence)
    if session.has_terminal() and form is GraphFormat.TREE and not as_json:
        # Only what draws on a terminal is loaded for it.
        from somei_cli.render.views.references_on_terminal import draw_graph

        lines = draw_graph(drawn.links, number, snapshot, terminal_width()) if links else ()
        show_page(lines)
        return status
    print_text(graph_text(GraphFormat.JSON if as_json else form, drawn.links, number))
    return status
