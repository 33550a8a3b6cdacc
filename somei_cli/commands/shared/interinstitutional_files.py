"""Interinstitutional files as people type them."""

import re
from contextlib import suppress

from somei_cli.errors import NotAValue, WrongUsage
from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.model.references import ExternalReference, OutsideKind


def read_interinstitutional_file(typed: str) -> str:
    """An interinstitutional file; without its procedure, `2018/0330` stands for all with that number: `2018/0330(`."""
    number = typed.strip()
    if match := re.fullmatch(r"([12][0-9]{3})/([0-9]{1,4})", number):
        return f"{match[1]}/{match[2]:0>4}("
    return str(parse_interinstitutional_file(number))


def parse_interinstitutional_file(typed: str) -> ExternalReference:
    """Return an interinstitutional file that was typed whole.

    Raises:
        WrongUsage: if it is another text.
    """
    reference = None
    with suppress(NotAValue):
        reference = parse_external_reference(typed)
    if reference is None or reference.kind is not OutsideKind.FILE:
        raise WrongUsage(f"“{typed}” is not an interinstitutional file.", "They look like 2018/0330(COD).")
    return reference
