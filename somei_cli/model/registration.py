"""What became of files that were brought in together."""

from typing import NamedTuple

from somei_cli.model.changes import Receipt
from somei_cli.model.fieldchanges import Difference
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.sifting import ImportVerdict


class Registration(NamedTuple):
    """A verdict for each file, the receipt of the commit, and how entries that are there already differ."""

    verdicts: tuple[ImportVerdict, ...]
    receipt: Receipt
    held: tuple[tuple[DocumentNumber, tuple[Difference, ...]], ...] = ()
