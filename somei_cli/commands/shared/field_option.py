"""The option --field: one field of a document, and all below it."""

from typing import Annotated

import typer

from somei_cli.model.field_changes import FieldPath

FieldAndBelow = Annotated[
    FieldPath | None,
    typer.Option(
        "--field",
        parser=FieldPath.parse,
        metavar="F",
        help="Only this field and all below it, as marking or 'items 2'.",
        show_default=False,
    ),
]
