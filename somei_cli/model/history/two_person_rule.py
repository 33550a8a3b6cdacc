"""Which changes of a document the register wants a second person for."""

from collections.abc import Iterator

from somei_cli.model.agenda.lifecycle import is_altered
from somei_cli.model.document import Document, Status
from somei_cli.model.markings import level_of
from somei_cli.model.register.settings import TwoPersons


def needs_approval(asks: TwoPersons, before: Document | None, after: Document) -> Iterator[str]:
    """What a change does that somebody else must approve, in words behind the number of the document."""
    if before is None:
        return
    if asks.lower_marking and level_of(after.marking) < level_of(before.marking):
        yield "has its marking lowered"
    if asks.void_number and after.status is Status.VOID and before.status is not Status.VOID:
        yield "is made void"
    if asks.alter_agenda and is_altered(before, after):
        yield "is an issued agenda and is altered"


def switched_off(before: TwoPersons, after: TwoPersons) -> tuple[str, ...]:
    """The keys that ask for a second person no more."""
    return tuple(key for key, old, new in zip(before._fields, before, after, strict=True) if old and not new)
