"""What a check is asked."""

from datetime import date
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.proof_options import HistoryRange


class Question(NamedTuple):
    """What a check is asked.

    `changed` narrows it to documents that `since` does not have as they are: the hash of a commit, or None for
    nothing at all, so that every document has changed. `history` asks for a proof of the history too.
    """

    today: date
    numbers: tuple[DocumentNumber, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    changed: bool = False
    since: str | None = None
    history: HistoryRange | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the whole register is asked about."""
        return not (self.numbers or self.changed)
