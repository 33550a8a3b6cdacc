"""Changes of a document for which the register requires a second person."""

from collections.abc import Iterator

from somei_cli.model.agenda.lifecycle import is_altered
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.markings import level_of
from somei_cli.model.register.settings import TwoPersons


def acts_needing_approval(rule: TwoPersons, before: Document | None, after: Document) -> Iterator[str]:
    """Yield what a change does that a second person must approve, in words that follow the document number."""
    if before is None:
        return
    if rule.lower_marking and level_of(after.marking) < level_of(before.marking):
        yield "has its marking lowered"
    if rule.void_number and after.status is Status.VOID and before.status is not Status.VOID:
        yield "is made void"
    if rule.alter_agenda and is_altered(before, after):
        yield "is an issued agenda and is altered"


def switched_off_keys(before: TwoPersons, after: TwoPersons) -> tuple[str, ...]:
    """Return the keys of the rule that no longer require a second person."""
    return tuple(key for key, old, new in zip(before._fields, before, after, strict=True) if old and not new)
