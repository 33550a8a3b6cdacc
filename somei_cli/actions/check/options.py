"""What a check is asked.

The history of a register, proved where a check is asked for it.
"""

from datetime import date
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.proof_options import HistoryRange
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.definition.findings import Proved
from somei_cli.rules.definition.rule import Background
from somei_cli.store.register.register import Register


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


def prove_history(register: Register, context: Background, request: Question) -> Proved | None:
    """What is found in the history, where that is asked for."""
    if request.history is None:
        return None
    # What walks a history is imported where one is walked, and a misspelt code is told before.
    from somei_cli.actions.history.verify import prove

    chosen(request.select, request.ignore)
    return prove(register, request.history, context)
