"""somei schema."""

from somei_cli.render.output import write_json
from somei_cli.text.schema import json_schema


def schema() -> None:
    """Print the JSON Schema of a document file, for editors."""
    write_json(json_schema())
