"""What a check is asked for, and the verification of the history if it is asked for."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.history_range_to_verify import HistoryRange
from somei_cli.rules.definition.findings import VerifiedHistory
from somei_cli.store.register.register import Register

if TYPE_CHECKING:
    from somei_cli.rules.definition.rule import RuleContext


class CheckRequest(NamedTuple):
    """What a check is asked for.

    `changed` narrows it to documents that differ from commit `since`; `since` None stands for an empty register, from
    which every document differs. `history` asks for a verification of the history too.
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
        """Whether the whole register is to be checked."""
        return not (self.numbers or self.changed)


def verify_history(register: Register, context: "RuleContext", request: CheckRequest) -> VerifiedHistory | None:
    """Verify the history if the request asks for it."""
    if request.history is None:
        return None
    # Imported late for start-up time, and codes are checked first, so that a misspelt one is reported at once.
    from somei_cli.actions.history.verify import verify_register_history
    from somei_cli.rules.catalogue import select_rules

    select_rules(request.select, request.ignore)
    return verify_register_history(register, request.history, context)
