"""The commands somei xref add and somei xref remove."""

from typing import Annotated

import typer

from somei_cli.actions import xref
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import answer_receipt, gather_circumstances
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.model.references import ReferenceKind


def add_reference(
    origin: params.Number,
    to: Annotated[str, typer.Argument(metavar="TEXT", help="13735/19, C-505/19, an address …")],
    kind: Annotated[
        ReferenceKind,
        typer.Option("--kind", parser=params.reference_kind, metavar="K", help=", ".join(ReferenceKind) + "."),
    ] = ReferenceKind.CITES,
    item: Annotated[
        str | None,
        typer.Option("--item", parser=params.line, metavar="N", help="The item it hangs on.", show_default=False),
    ] = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Record that a document points to another text, in the register or not."""
    circumstances = gather_circumstances(message, dry_run=dry_run, quoted=quoted)
    answer_receipt(
        xref.add_reference(open_register(), origin, params.target(to), kind, item, circumstances), as_json=as_json
    )


def remove_reference(
    origin: params.Number,
    to: Annotated[str, typer.Argument(metavar="TEXT", help="What it points to.")],
    kind: Annotated[
        ReferenceKind | None,
        typer.Option("--kind", parser=params.reference_kind, metavar="K", help="Only this kind.", show_default=False),
    ] = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Take off what a document says of another text."""
    circumstances = gather_circumstances(message, dry_run=dry_run, quoted=quoted)
    answer_receipt(
        xref.remove_reference(open_register(), origin, params.target(to), kind, circumstances), as_json=as_json
    )
