"""Agendas: beginning one, and putting items into it."""

from datetime import date

from somei_cli.actions.acting import Circumstances, act
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.drafting import add_item, create_agenda, next_number
from somei_cli.model.items import Item
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.register import Register


def begin_agenda(
    register: Register,
    body: str,
    day: date,
    *,
    number: DocumentNumber | None,
    pattern: DocumentNumber | None,
    subject: str | None,
    how: Circumstances,
) -> Receipt:
    """Begin an agenda as a draft; without a number the next one of the office's own series is taken."""

    def decided(before: Snapshot) -> Change:
        chosen = number or next_number(before, how.today.year)
        taken_over = register.get(pattern) if pattern else None
        return create_agenda(before, chosen, body, day, subject=subject, pattern=taken_over)

    look = register.snapshot if number is None else lambda: register.family(number)
    return act(register, look, decided, how)


def put_item(
    register: Register,
    agenda: DocumentNumber,
    item: Item,
    at: int | None,
    how: Circumstances,
) -> Receipt:
    """Put an item on a draft agenda."""
    return act(register, lambda: register.family(agenda), lambda before: add_item(before.need(agenda), item, at), how)
