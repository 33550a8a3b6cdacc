"""somei schema."""

from somei_cli.formats.toml.json_and_schema import build_json_schema
from somei_cli.render.output.formats import print_json


def schema() -> None:
    """Print the JSON Schema of a document file, for editors."""
    print_json(build_json_schema())
