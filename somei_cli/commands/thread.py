"""somei thread."""

from typing import Annotated

import typer

from somei_cli.actions.read.dossiers import follow_dossier
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.as_of import AsOf, KnownAt, open_then
from somei_cli.commands.shared.open import readable
from somei_cli.render.output.streams import columns, say, write
from somei_cli.render.views.dossiers import ThreadForm, knot_words, thread_text


def _form(typed: str) -> ThreadForm:
    return ThreadForm(params.one_of(ThreadForm, typed, "the form of the thread"))


def thread(
    number: params.Number,
    form: Annotated[
        ThreadForm, typer.Option("--format", parser=_form, metavar="FORM", help="tree, mermaid, dot or json.")
    ] = ThreadForm.TREE,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="No more documents: the nearest ones.")] = 500,
    as_json: params.AsJson = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> int:
    """Follow a dossier through the Council: proposal, working party, Coreper, Council, outcome.

    Documents belong together by No. prev. doc., by No. Cion doc. and by their interinstitutional file. Forks, circles
    and days that run backwards are told.
    """
    past = open_then(as_of, known_at)
    past.need(number)
    snapshot, status = readable(past.register, about=[number])
    dossier = follow_dossier(snapshot, number, most)
    width = columns() if session.is_watched() else None
    write(thread_text(ThreadForm.JSON if as_json else form, dossier, width))
    for knot in dossier.knots:
        session.tell(knot_words(knot))
    if dossier.left_out:
        say(f"Left out: {dossier.left_out} or more; --most says how many documents are shown.")
    return status
