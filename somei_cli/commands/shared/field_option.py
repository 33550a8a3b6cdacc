"""The option --field: one field of a document, and all below it."""

from typing import Annotated

from somei_cli.commands.shared import params
from somei_cli.model.field_changes import FieldPath

FieldAndBelow = Annotated[
    FieldPath | None,
    params.option("--field", "F", "Only this field and all below it, as marking or 'items 2'.", FieldPath.parse),
]
