"""somei log."""

from typing import Annotated

from somei_cli.actions.history.recent_acts import list_recent_acts
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import Answer, open_register, read_snapshot, say_cut_off
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.recent_acts import ALL_ACTS, ActFilter
from somei_cli.render.views.recent_acts import describe_older_acts, log_view

_USUAL_LIMIT = 25
"""Acts that are shown where nothing says which, or how many."""


def log(
    numbers: Annotated[
        list[DocumentNumber] | None,
        params.argument("[NUMBER]…", "Only what was done to these documents.", params.number),
    ] = None,
    since: params.FromDay = None,
    until: params.ToDay = None,
    person: Annotated[str, params.option("--by", "WHO", "Part of the clerk's name or address.")] = "",
    documents: Annotated[
        list[DocumentNumber] | None, params.option("--document", "N", "The same; may be repeated.", params.number)
    ] = None,
    codes: params.Code = None,
    wide: params.Wide = False,
    *,
    answer: Answer,
) -> int:
    """Show what happened in the register, newest first.

    Each line is one act with its clerk, its reason and its commit. Without --since, --until or --limit you see the
    newest 25. An act that the server does not have yet is “not sent”. A commit that no command of somei made is
    shown with its own words and the documents that it changed.
    """
    register = open_register()
    say_cut_off(register)
    typed, status = {*(numbers or ()), *(documents or ())}, 0
    about = typed or None
    if codes:
        from somei_cli.model.register.conditions import Selection

        snapshot, status = read_snapshot(register)
        with_code = {document.number for document in snapshot.select(Selection(codes=tuple(codes)))}
        about = with_code if about is None else about & with_code
    act_filter = ActFilter(since, until, person, about, codes[0].code.name if codes and not typed else "")
    is_limited = answer.limit is None and not (since or until)
    limit = _USUAL_LIMIT if is_limited else answer.limit
    # One more tells whether there are older ones; those sorted otherwise are all read.
    most = None if answer.sort or limit is None else limit + 1
    acts = list_recent_acts(register, most, act_filter)
    newest = acts if answer.sort else acts[:limit]
    answer.show(log_view(newest, narrowed=act_filter != ALL_ACTS, wide=wide))
    if is_limited and len(acts) > len(newest):
        session.talk(describe_older_acts(len(newest)))
    return status
