"""When each body meets, as far as documents tell: read off their meetings, drafts of agendas among them."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from somei_cli.model.documents import Document, Status
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.model.wording import folded

_CALLED_OFF = frozenset({Status.WITHDRAWN, Status.VOID})


class MeetingDays:
    """The first days of all meetings, in order, by body; one body may be spelled in many ways."""

    def __init__(self, documents: Iterable[Document], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._keys: dict[str, str] = {}
        days: dict[str, set[date]] = {}
        for document in documents:
            meeting = document.meeting
            if meeting and meeting.body and meeting.start and document.status not in _CALLED_OFF:
                days.setdefault(self.key(meeting.body), set()).add(meeting.start)
        self._days = {key: sorted(found) for key, found in days.items()}

    def key(self, body: str) -> str:
        """The one name of a body: its key in the vocabulary, else as it is printed, without case."""
        if body not in self._keys:
            known = self._vocabulary.body_named(body)
            self._keys[body] = known.key if known else folded(body)
        return self._keys[body]

    def next(self, body: str, after: date) -> date | None:
        """The first day of the body's next meeting after a day, if it is known."""
        days = self._days.get(self.key(body), [])
        at = bisect_right(days, after)
        return days[at] if at < len(days) else None


def day_behind(last: date) -> date:
    """The first day behind some days; the last one of the calendar has none but itself."""
    return last if last == date.max else last + timedelta(days=1)
