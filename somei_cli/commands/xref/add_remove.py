"""The commands somei xref add and somei xref remove."""

from typing import Annotated

import typer

from somei_cli.actions import xref
from somei_cli.commands.shared import document_values, params
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.formats.notation.number_suffixes import read_languages_behind
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ReferenceKind


def add_reference(
    origin: params.Number,
    to: Annotated[str, typer.Argument(metavar="TEXT", help="13735/19, 10119/18 COR 1 (mt), C-505/19, an address …")],
    kind: Annotated[
        ReferenceKind,
        typer.Option("--kind", parser=document_values.reference_kind, metavar="K", help=", ".join(ReferenceKind) + "."),
    ] = ReferenceKind.CITES,
    item: Annotated[str | None, params.option("--item", "N", "The item that refers to it.", params.line)] = None,
    *,
    act: Act,
) -> None:
    """Record that a document refers to another text.

    The other text may be a document, in the register or not, or something outside, as a judgment.
    """
    target = document_values.target(to)
    languages = read_languages_behind(to) if isinstance(target, DocumentNumber) else ()
    act.answer(xref.add_reference(open_register(), origin, target, kind, item, languages, act.circumstances()))


def remove_reference(
    origin: params.Number,
    to: Annotated[str, typer.Argument(metavar="TEXT", help="The text that it refers to.")],
    kind: Annotated[
        ReferenceKind | None, params.option("--kind", "K", "Only this kind.", document_values.reference_kind)
    ] = None,
    *,
    act: Act,
) -> None:
    """Remove a reference from a document."""
    act.answer(xref.remove_reference(open_register(), origin, document_values.target(to), kind, act.circumstances()))
