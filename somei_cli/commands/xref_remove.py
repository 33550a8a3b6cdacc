"""somei xref remove."""

from typing import Annotated

import typer

from somei_cli.actions.xref import refer_no_longer
from somei_cli.commands import params
from somei_cli.commands.acts import answer_receipt, circumstances
from somei_cli.commands.answers import open_register
from somei_cli.model.references import ReferenceKind


def xref_remove(
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
    how = circumstances(message, dry_run=dry_run, quoted=quoted)
    answer_receipt(refer_no_longer(open_register(), origin, params.target(to), kind, how), as_json=as_json)
