"""Whether an agenda is ready for its meeting: each item and document with what is wrong with it.

A document may be missing, not current, too late, or marked for fewer readers than the agenda.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from somei_cli.errors import shell_word
from somei_cli.model.agenda.issue_and_revision import (
    AgendaDeadlines,
    agenda_deadlines,
    find_issue_obstacles,
    find_paper_number,
)
from somei_cli.model.agenda.lifecycle import is_draft, require_agenda
from somei_cli.model.council_calendar import describe_foreign_kind, has_one_block_a_part, list_foreign_kinds
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import Item, find_part
from somei_cli.model.markings import Level, Marking, level_of
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.findings import Severity


class Concern(NamedTuple):
    """Something that a clerk should look at, and the command that sees to it, if one does."""

    severity: Severity
    message: str
    command: str = ""


def find_concerns(
    number: DocumentNumber,
    text: Document | None,
    item: Item,
    agenda: Document,
    deadline: date | None,
    today: date,
) -> Iterator[Concern]:
    """Yield what is wrong with a document of an item. `text` is its current text, None if the register has none."""
    is_open = deadline is not None and today <= deadline
    if text is None:
        words = f"not registered; to be circulated by {deadline}" if is_open else "not registered"
        yield Concern(Severity.WARNING if is_open else Severity.ERROR, words)
        return
    if text.status is not Status.ISSUED:
        yield Concern(Severity.ERROR, f"not issued: its status is “{text.status}”")
        return
    # A draft that names no revision means the current one.
    if text.number != number and (number.suffixes or text.number.base != number or not is_draft(agenda)):
        yield Concern(Severity.WARNING, f"now {text.number}")
    if deadline and text.date is None:
        yield Concern(Severity.WARNING, f"without a date, so nobody knows whether it was there by {deadline}")
    elif deadline and text.date and text.date > deadline:
        yield Concern(Severity.WARNING, f"circulated after the deadline of {deadline}")
    yield from find_marking_concerns(text, item, agenda)


def find_marking_concerns(text: Document, item: Item, agenda: Document) -> Iterator[Concern]:
    """Yield what is wrong with the marking of a text, compared with its item and its agenda."""
    level = level_of(text.marking)
    if level is Level.UNKNOWN:
        yield Concern(Severity.WARNING, "its marking is not known")
    elif level >= Level.RESTRICTED:
        yield Concern(Severity.WARNING, "classified: only for a meeting where everybody is cleared for it")
    elif level > Level.UNMARKED and item.legislative:
        yield Concern(Severity.WARNING, f"{text.marking}, but the item is deliberated in public")
    elif level > level_of(agenda.marking):
        yield Concern(
            Severity.INFO,
            f"{text.marking}, but the agenda is not: mark the agenda too, or keep its title neutral",
            f"somei classify {shell_word(agenda.number)} --marking {shell_word(text.marking)}",
        )


class ReadinessRow(NamedTuple):
    """One document of an item, or an item without documents. The first row is the agenda itself.

    `document` is what the agenda names, `text` the current text of it, `circulated` its date.
    """

    item: str | None
    title: str
    document: DocumentNumber | None = None
    text: Document | None = None
    circulated: date | None = None
    deadline: date | None = None
    marking: Marking | None = None
    concerns: tuple[Concern, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaReadiness:
    """All rows of one agenda."""

    agenda: Document
    deadlines: AgendaDeadlines
    rows: tuple[ReadinessRow, ...] = field(default=())

    def has_concern(self, least: Severity) -> bool:
        """Whether there is a concern of at least this severity."""
        return any(concern.severity >= least for row in self.rows for concern in row.concerns)


def assess_agenda(snapshot: Snapshot, number: DocumentNumber, today: date) -> AgendaReadiness:
    """Examine an agenda and each of its documents.

    Raises:
        Refused: if the document is not an agenda.
    """
    agenda = snapshot.require(number)
    require_agenda(agenda)
    deadlines = agenda_deadlines(agenda, snapshot)
    rows = [_agenda_row(agenda, snapshot, deadlines.agenda, today)]
    for item in agenda.items:
        for part in item.walk():
            rows += _item_rows(part, item, agenda, snapshot, deadlines.documents, today)
    return AgendaReadiness(agenda, deadlines, tuple(rows))


def _agenda_row(agenda: Document, snapshot: Snapshot, deadline: date | None, today: date) -> ReadinessRow:
    concerns: list[Concern] = []
    issued = None if is_draft(agenda) else (agenda.agenda.issued if agenda.agenda else None) or agenda.date
    if agenda.meeting is None or agenda.meeting.start is None:
        concerns.append(Concern(Severity.WARNING, "the day of the meeting is not known, so no deadline is"))
    if deadline and issued and issued > deadline:
        concerns.append(Concern(Severity.WARNING, f"issued after the deadline of {deadline}"))
    elif deadline and is_draft(agenda):
        late = f"was to be issued by {deadline}" if today > deadline else f"to be issued by {deadline}"
        concerns.append(Concern(Severity.WARNING if today > deadline else Severity.INFO, late))
    if is_draft(agenda):
        concerns += _find_obstacles(agenda, snapshot, today)
        concerns += _find_faults_of_order(agenda, snapshot)
    title = agenda.subject or ""
    return ReadinessRow(None, title, agenda.number, agenda, issued, deadline, agenda.marking, tuple(concerns))


def _find_obstacles(draft: Document, snapshot: Snapshot, today: date) -> Iterator[Concern]:
    """Yield what refuses the issue of a draft today."""
    if draft.number.is_provisional:
        yield Concern(Severity.WARNING, "its number is provisional: send it first, with somei sync")
    for words, _ in find_issue_obstacles(draft, snapshot, today):
        yield Concern(Severity.WARNING, words)


def _find_faults_of_order(draft: Document, snapshot: Snapshot) -> Iterator[Concern]:
    """Yield items of a kind that the body does not have, and the first item that is apart from others of its part."""
    body = snapshot.vocabulary.body_named(draft.meeting.body) if draft.meeting and draft.meeting.body else None
    foreign_kinds = list_foreign_kinds(body.key) if body else frozenset()
    for item in draft.items:
        if item.kind in foreign_kinds:
            yield Concern(Severity.WARNING, f"item {item.number}: {describe_foreign_kind(item.kind)}")
    last_places: dict[str, int] = {}
    for place, item in enumerate(draft.items if has_one_block_a_part(draft.meeting) else (), start=1):
        part = find_part(item)
        if part and last_places.get(part, place - 1) < place - 1:
            command = f"somei agenda move-item {shell_word(draft.number)} {item.number} --to {last_places[part] + 1}"
            yield Concern(Severity.WARNING, f"item {item.number} is apart from the other {part} items", command)
            return
        last_places[part] = place


def find_marking_warnings(agenda: Document, snapshot: Snapshot, numbers: Collection[DocumentNumber]) -> Iterator[str]:
    """Yield what is wrong with the markings of some of the documents of an agenda, a sentence each."""
    for item in agenda.items:
        for part in () if item.withdrawn else item.walk():
            for row in _item_rows(part, item, agenda, snapshot, None, date.max):
                if row.document in numbers and row.text and row.text.status is Status.ISSUED:
                    yield from (f"{row.document}: {c.message}" for c in find_marking_concerns(row.text, item, agenda))


def _item_rows(
    part: Item, top_item: Item, agenda: Document, snapshot: Snapshot, deadline: date | None, today: date
) -> Iterator[ReadinessRow]:
    """Yield the rows of an item, or of a sub-item if it has documents."""
    if not part.documents and part is top_item:
        yield ReadinessRow(top_item.number, top_item.title, concerns=_withdrawal_concern(top_item))
    for number in part.documents:
        if top_item.withdrawn or part.withdrawn:
            yield ReadinessRow(top_item.number, part.title, number, concerns=_withdrawal_concern(top_item))
            continue
        text = snapshot.get(find_paper_number(snapshot, agenda, number))
        circulated = text.date if text and text.status is Status.ISSUED else None
        yield ReadinessRow(
            top_item.number,
            part.title,
            number,
            text,
            circulated,
            deadline,
            text.marking if text else None,
            tuple(find_concerns(number, text, top_item, agenda, deadline, today)),
        )


def _withdrawal_concern(item: Item) -> tuple[Concern, ...]:
    return (Concern(Severity.INFO, "the item is withdrawn"),) if item.withdrawn else ()
