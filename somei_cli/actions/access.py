"""Record decisions on access to documents."""

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.model import access_decisions_and_lag
from somei_cli.model.access_decisions_and_lag import AccessDecision
from somei_cli.model.document import AccessEvent
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.register.register import Register


def record_access(
    register: Register,
    number: DocumentNumber,
    decision: AccessDecision,
    event: AccessEvent,
    circumstances: Circumstances,
) -> Receipt:
    """Record one decision on one document."""

    def decide(before: Snapshot) -> Change:
        return access_decisions_and_lag.record_access(before, number, decision, event, circumstances.today)

    return carry_out(register, number, decide, circumstances)
