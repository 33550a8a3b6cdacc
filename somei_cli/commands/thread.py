"""somei thread."""

from typing import Annotated

import typer

from somei_cli.actions.read.dossiers import follow_dossier
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import read_snapshot
from somei_cli.render.output.streams import print_message, print_text, terminal_width
from somei_cli.render.views.dossiers import (
    ThreadFormat,
    describe_irregularity,
    describe_left_out_documents,
    thread_text,
)

_form = params.choice(ThreadFormat, "the form of the thread")


def thread(
    number: params.Number,
    form: Annotated[
        ThreadFormat, typer.Option("--format", parser=_form, metavar="FORM", help="tree, mermaid, dot or json.")
    ] = ThreadFormat.TREE,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="No more documents: the nearest ones.")] = 500,
    as_json: params.AsJson = False,
    *,
    moment: AsOf,
) -> int:
    """Follow a dossier through the Council: proposal, working party, Coreper, Council, outcome.

    Documents belong together by No. prev. doc., by No. Cion doc. and by their interinstitutional file. Forks, circles
    and days that run backwards are told.
    """
    past = moment.open()
    past.require(number)
    snapshot, status = read_snapshot(past.register, about=[number])
    dossier = follow_dossier(snapshot, number, most)
    width = terminal_width() if session.has_terminal() else None
    print_text(thread_text(ThreadFormat.JSON if as_json else form, dossier, width))
    for knot in dossier.irregularities:
        session.talk(describe_irregularity(knot))
    if dossier.left_out:
        print_message(describe_left_out_documents(dossier))
    return status
