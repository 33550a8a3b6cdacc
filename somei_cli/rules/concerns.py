"""What may be wrong with a document of an agenda: not there, not current, too late, marked for fewer people."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from somei_cli.model.agenda_pinning import issued_text
from somei_cli.model.documents import Document, Status
from somei_cli.model.items import Item
from somei_cli.model.markings import Level, level_of
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.rules.findings import Severity


class Concern(NamedTuple):
    """Something to be seen to."""

    severity: Severity
    message: str


def concerns_of(
    number: DocumentNumber,
    text: Document | None,
    item: Item,
    agenda: Document,
    snapshot: Snapshot,
    deadline: date | None,
    today: date,
) -> Iterator[Concern]:
    """What is to be said of the text, if any, that stands for a document of an item."""
    to_come = deadline is not None and today <= deadline
    if text is None:
        words = f"not registered; to be circulated by {deadline}" if to_come else "not registered"
        yield Concern(Severity.WARNING if to_come else Severity.ERROR, words)
        return
    if text.status is not Status.ISSUED:
        yield Concern(Severity.ERROR, f"not issued: its status is “{text.status}”")
        return
    current = issued_text(number, snapshot)
    if text.number.is_main_text and current and current.number != text.number:
        yield Concern(Severity.WARNING, f"no longer current: {current.number}")
    if deadline and text.date is None:
        yield Concern(Severity.WARNING, f"without a date, so nobody knows whether it was there by {deadline}")
    elif deadline and text.date and text.date > deadline:
        yield Concern(Severity.WARNING, f"circulated after the deadline of {deadline}")
    yield from marking_concerns(text, item, agenda)


def marking_concerns(text: Document, item: Item, agenda: Document) -> Iterator[Concern]:
    """What is to be said of the marking of a text beside those of its item and its agenda."""
    level = level_of(text.marking)
    if level is Level.UNKNOWN:
        yield Concern(Severity.WARNING, "its marking is not known")
    elif level >= Level.RESTRICTED:
        yield Concern(Severity.WARNING, "classified: only for a meeting where everybody is cleared for it")
    elif level > Level.UNMARKED and item.legislative:
        yield Concern(Severity.WARNING, f"{text.marking}, but the item is deliberated in public")
    elif level > level_of(agenda.marking):
        yield Concern(Severity.INFO, f"{text.marking}, and the agenda is not: its title must tell nothing of it")
