"""The history of a register, proved where a check is asked for it."""

from somei_cli.actions.check.questions import Question
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.definition.findings import Proved
from somei_cli.rules.definition.rule import Background
from somei_cli.store.register.register import Register


def prove_history(register: Register, background: Background, question: Question) -> Proved | None:
    """What is found in the history, where that is asked for."""
    if question.history is None:
        return None
    # What walks a history is imported where one is walked, and a misspelt code is told before.
    from somei_cli.actions.history.verify import prove

    chosen(question.select, question.ignore)
    return prove(register, question.history, background)
