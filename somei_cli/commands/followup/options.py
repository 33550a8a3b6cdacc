"""Arguments and options of the follow-up commands."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

import typer

from somei_cli.commands.shared import params
from somei_cli.model.item_refs import FollowUpName, ItemPlace
from somei_cli.model.items_and_follow_ups import FollowUpState


def follow_up(typed: str) -> FollowUpName:
    """Read the name of a follow-up; its document number may have any written form."""
    return FollowUpName.parse(typed, params.number)


def states(typed: Iterable[str]) -> tuple[FollowUpState, ...]:
    """Return the states to show: without a word the open ones; for `all` an empty tuple, which means every state."""
    words = list(typed) or [FollowUpState.OPEN]
    if "all" in map(str.casefold, words):
        return ()
    return tuple(FollowUpState(params.one_of(FollowUpState, word, "the state")) for word in words)


Name = Annotated[
    FollowUpName,
    typer.Argument(parser=follow_up, metavar="ID", help="Its name, as 15070/19#2.1.", show_default=False),
]
Place = Annotated[
    ItemPlace,
    typer.Option(
        "--item",
        parser=ItemPlace.parse,
        metavar="N",
        help="The item, as printed; N/1 is the first line below it.",
        show_default=False,
    ),
]
DUE = "A day, next-meeting, or words as “end of Croatian Presidency”."
AsSaid = Annotated[
    str | None,
    typer.Option(
        "--as-said",
        parser=params.line,
        metavar="TEXT",
        help="Words to keep instead of those of --due.",
        show_default=False,
    ),
]
On = Annotated[
    date | None,
    typer.Option("--on", parser=params.day, metavar="D", help="The day; else today.", show_default=False),
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", parser=params.line, metavar="TEXT", help="Kept with the follow-up.", show_default=False),
]
