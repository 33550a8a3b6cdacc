"""somei agenda add-item."""

from contextlib import suppress
from typing import Annotated

import typer

from somei_cli.actions.agenda import items
from somei_cli.commands.agenda.options import Agenda
from somei_cli.commands.shared import document_values, params, session
from somei_cli.commands.shared.act import ApprovedAct
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.commands.shared.questions import ask
from somei_cli.errors import NotAValue, WrongUsage
from somei_cli.model.agenda.items import make_item
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.item_refs import ItemPlace
from somei_cli.model.items_and_follow_ups import ItemKind


def add_item(
    agenda: Agenda,
    title: Annotated[str, typer.Argument(parser=params.line, metavar="TITLE", help="As it will be printed.")],
    sub: Annotated[
        list[str] | None, params.option("--sub", "TEXT", "A line below it; may be repeated.", params.line)
    ] = None,
    doc: Annotated[
        list[DocumentNumber] | None, params.option("--doc", "N", "A document of the item.", params.number)
    ] = None,
    kind: Annotated[
        ItemKind | None, params.option("--kind", "K", ", ".join(ItemKind), document_values.item_kind)
    ] = None,
    by: Annotated[str | None, params.option("--by", "WHO", "Who presents it.", params.line)] = None,
    legislative: Annotated[bool, typer.Option("--legislative", help="In the public, legislative part.")] = False,
    possible: Annotated[bool, typer.Option("--poss", help="(poss.): may be dropped.")] = False,
    position: Annotated[int | None, params.option("--at", "N", "Place; else before any other business.", min=1)] = None,
    under: Annotated[ItemPlace | None, params.option("--under", "N", "A line below item N.", ItemPlace.parse)] = None,
    *,
    act: ApprovedAct,
) -> None:
    """Put an item on an agenda.

    In a first draft the items after it get new numbers. On an issued agenda, and in a revised one, printed numbers
    stay: the new item gets a number below the item before it, as 4 bis, or 4.1 if somei.toml says so.
    """
    register = open_register()
    if session.can_ask() and not act.dry_run:
        kind = _ask_kind(kind, items.describe_kind(register, agenda, kind))
    item = make_item(title, sub or (), doc or (), kind)._replace(by=by, legislative=legislative, possible=possible)
    if under is None:
        receipt = items.add_item(register, agenda, item, position, act.circumstances())
    elif position is None:
        receipt = items.add_sub_item(register, agenda, item, under, act.circumstances())
    else:
        raise WrongUsage("--at and --under exclude each other.", "A new line goes after those that the item has.")
    act.answer(receipt)


def _ask_kind(typed_kind: ItemKind | None, doubts: tuple[str, ...]) -> ItemKind | None:
    """Ask for another kind if the body of the agenda does not have this one; Enter keeps it."""
    for doubt in doubts:
        while typed := ask(f"{doubt}. Which kind? [Enter: {typed_kind}]"):
            with suppress(NotAValue):
                return document_values.item_kind(typed)
    return typed_kind
