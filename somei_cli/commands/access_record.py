"""somei access DOC release|partly-release|refuse|declassify."""

from datetime import date
from typing import Annotated

import typer

from somei_cli.actions.access import decide
from somei_cli.commands import params, session
from somei_cli.commands.acts import answer_receipt, circumstances
from somei_cli.commands.answers import open_register
from somei_cli.errors import NotAGround
from somei_cli.model.access_decisions import AccessDecision, event_of
from somei_cli.model.register.access import ANSWERS, EXCEPTIONS, codes_in


def _act(typed: str) -> AccessDecision:
    return AccessDecision(params.one_of(AccessDecision, typed, "the decision"))


def _grounds(typed: str) -> tuple[str, ...]:
    """Reply codes, one or several with commas.

    Raises:
        NotAGround: with those that are spelt nearly so.
    """
    known = (*EXCEPTIONS, *ANSWERS)
    words = codes_in(typed)
    for word in words:
        if word not in known:
            import difflib

            raise NotAGround(word, difflib.get_close_matches(word, known, n=4, cutoff=0.5), EXCEPTIONS)
    return words


def access_record(
    number: params.Number,
    act: Annotated[
        AccessDecision,
        typer.Argument(
            parser=_act,
            metavar="DECISION",
            help="release, partly-release, refuse or declassify.",
            show_default=False,
        ),
    ],
    on: Annotated[
        date | None,
        typer.Option(
            "--on", parser=params.day, metavar="DATE", help="Day of the decision; else today.", show_default=False
        ),
    ] = None,
    ground: Annotated[
        list[str] | None,
        typer.Option(
            "--ground",
            metavar="CODE",
            help="Reply code of Regulation 1049/2001, as 4.1a.1; several times, or with commas.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", parser=params.line, metavar="WHO", help="Who decided.", show_default=False),
    ] = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Record a decision on the access to a document; its marking stays as it is printed.

    A decision of an earlier day is put in its place among the others.
    """
    how = circumstances(message, dry_run=dry_run, quoted=quoted)
    grounds = tuple(dict.fromkeys(code for typed in ground or () for code in _grounds(typed)))
    event = event_of(act, on or session.today(), grounds, by)
    answer_receipt(decide(open_register(), number, act, event, how), as_json=as_json)
