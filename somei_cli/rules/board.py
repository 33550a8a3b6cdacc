"""What must hold of the documents of an agenda before the meeting: a line an item and document, with its concerns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from somei_cli.model.agenda_deadlines import Deadlines, deadlines_of
from somei_cli.model.agenda_pinning import issued_text
from somei_cli.model.agenda_states import is_draft, need_agenda
from somei_cli.model.documents import Document, Status
from somei_cli.model.items import Item
from somei_cli.model.markings import Marking
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.rules.concerns import Concern, concerns_of
from somei_cli.rules.findings import Severity


class BoardRow(NamedTuple):
    """One document of an item, or an item without any; the first row of a board is the agenda itself.

    `document` is what the page names, `text` what of it stands now, `circulated` its date.
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
class Board:
    """All rows of one agenda."""

    agenda: Document
    deadlines: Deadlines
    rows: tuple[BoardRow, ...] = field(default=())

    def holds(self, least: Severity) -> bool:
        """Whether there is a concern of at least this severity."""
        return any(concern.severity >= least for row in self.rows for concern in row.concerns)


def board(snapshot: Snapshot, number: DocumentNumber, today: date) -> Board:
    """Look at an agenda and at each of its documents.

    Raises:
        Refused: where the document is no agenda.
    """
    agenda = snapshot.need(number)
    need_agenda(agenda)
    deadlines = deadlines_of(agenda, snapshot)
    rows = [_of_agenda(agenda, deadlines.agenda, today)]
    for item in agenda.items:
        for part in item.walk():
            rows += _of_item(part, item, agenda, snapshot, deadlines.documents, today)
    return Board(agenda, deadlines, tuple(rows))


def _of_agenda(agenda: Document, deadline: date | None, today: date) -> BoardRow:
    concerns: list[Concern] = []
    issued = None if is_draft(agenda) else (agenda.agenda.issued if agenda.agenda else None) or agenda.date
    if agenda.meeting is None or agenda.meeting.start is None:
        concerns.append(Concern(Severity.WARNING, "the day of the meeting is not known, so no deadline is"))
    if deadline and issued and issued > deadline:
        concerns.append(Concern(Severity.WARNING, f"issued after the deadline of {deadline}"))
    elif deadline and is_draft(agenda):
        late = f"was to be issued by {deadline}" if today > deadline else f"to be issued by {deadline}"
        concerns.append(Concern(Severity.WARNING if today > deadline else Severity.INFO, late))
    title = agenda.subject or ""
    return BoardRow(None, title, agenda.number, agenda, issued, deadline, agenda.marking, tuple(concerns))


def _of_item(
    part: Item, top: Item, agenda: Document, snapshot: Snapshot, deadline: date | None, today: date
) -> Iterator[BoardRow]:
    """The rows of an item, or of a line below one, which is named only where it has documents."""
    if not part.documents and part is top:
        yield BoardRow(top.number, top.title, concerns=_withdrawn(top))
    for number in part.documents:
        if top.withdrawn or part.withdrawn:
            yield BoardRow(top.number, part.title, number, concerns=_withdrawn(top))
            continue
        # A draft names a family by its first issue; what an issued agenda names is a text.
        looked_up = is_draft(agenda) and not number.suffixes
        text = (issued_text(number, snapshot) if looked_up else None) or snapshot.get(number)
        circulated = text.date if text and text.status is Status.ISSUED else None
        yield BoardRow(
            top.number,
            part.title,
            number,
            text,
            circulated,
            deadline,
            text.marking if text else None,
            tuple(concerns_of(number, text, top, agenda, snapshot, deadline, today)),
        )


def _withdrawn(item: Item) -> tuple[Concern, ...]:
    return (Concern(Severity.INFO, "the item is withdrawn"),) if item.withdrawn else ()
