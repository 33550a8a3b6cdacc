"""somei schema."""

from somei_cli.formats.toml.json import json_schema
from somei_cli.render.output.formats import write_json


def schema() -> None:
    """Print the JSON Schema of a document file, for editors."""
    write_json(json_schema())
