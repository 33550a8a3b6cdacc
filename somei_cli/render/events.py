"""The entries of a calendar for machines, and what was made of them in one sentence."""

from collections import Counter
from collections.abc import Iterable

from somei_cli.model.events import Event, EventKind
from somei_cli.render.view import View


def events_view(events: Iterable[Event]) -> View:
    """The entries of a calendar for machines."""
    records = tuple(
        {
            "id": event.uid,
            "kind": str(event.kind),
            "start": event.first.isoformat(),
            "end": event.last.isoformat(),
            "title": event.title,
            "lines": list(event.lines),
            "place": event.place,
            "sequence": event.sequence,
            "status": str(event.holding),
        }
        for event in events
    )
    return View("calendar", (), records)


def schedule_words(events: Iterable[Event], held_back: int) -> str:
    """How many entries there are of each kind, and what is not told."""
    counts = Counter(event.kind for event in events)
    told = ", ".join(f"{counts[kind]} {kind}{'s' * (counts[kind] != 1)}" for kind in EventKind)
    left_out = f"; documents marked above LIMITE are left out: {held_back}" if held_back else ""
    return f"{told}{left_out}."
