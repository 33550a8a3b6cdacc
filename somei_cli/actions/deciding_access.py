"""Recording decisions on access."""

from somei_cli.actions.acting import Circumstances, act
from somei_cli.model.changes import Receipt
from somei_cli.model.deciding_access import AccessDecision, decide_access
from somei_cli.model.documents import AccessEvent
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.register import Register


def decide(
    register: Register, number: DocumentNumber, wanted: AccessDecision, event: AccessEvent, how: Circumstances
) -> Receipt:
    """Record one decision on one document."""
    return act(
        register,
        lambda: register.family(number),
        lambda before: decide_access(before, number, wanted, event, how.today),
        how,
    )
