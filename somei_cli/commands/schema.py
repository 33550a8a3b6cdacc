"""somei schema."""

from typing import Annotated

import typer

from somei_cli.formats.toml.json_and_schema import build_json_schema
from somei_cli.render.output.formats import print_json


def schema(
    settings: Annotated[bool, typer.Option("--settings", help="Of somei.toml instead of a document.")] = False,
) -> None:
    """Print the JSON Schema of a document file, for editors."""
    if settings:
        from somei_cli.formats.toml.settings_schema import build_settings_schema

        print_json(build_settings_schema())
        return
    print_json(build_json_schema())
