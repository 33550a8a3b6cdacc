"""A reference found in a text, with its place."""

from typing import NamedTuple

from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Target


class Scanned(NamedTuple):
    """One reference as it stands in a file; `candidates` hold every number that could be meant."""

    file: str
    line: int
    column: int
    target: Target
    text: str
    candidates: tuple[DocumentNumber, ...] = ()
