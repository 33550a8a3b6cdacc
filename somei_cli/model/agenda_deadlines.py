"""By when an agenda and its documents must be with the members: which of a meeting's deadlines holds for which."""

from datetime import date
from typing import NamedTuple

from somei_cli.model.calendars import deadlines
from somei_cli.model.documents import Document
from somei_cli.model.snapshot import Snapshot


class Deadlines(NamedTuple):
    """The last days in time; None where no rule sets one, as for working parties and dialogues.

    `binding` is that of the agenda where it is more than best efforts.
    """

    agenda: date | None = None
    documents: date | None = None
    binding: date | None = None


def deadlines_of(agenda: Document, snapshot: Snapshot) -> Deadlines:
    """The deadlines of an agenda's meeting, by its body or as the register sets them."""
    meeting = agenda.meeting
    if meeting is None or meeting.body is None or meeting.start is None:
        return Deadlines()
    known = snapshot.vocabulary.body_named(meeting.body)
    body = known.key if known else meeting.body
    own = snapshot.settings.deadlines.get(body)
    rows = deadlines(body, meeting.start, own)
    if not rows:
        return Deadlines()
    # The register's own deadline, and the one for justice and home affairs, hold for the agenda and its documents.
    together = own is not None or body == "JHA"
    return Deadlines(agenda=rows[0 if together else -1].by, documents=rows[0].by, binding=rows[-1].by)
