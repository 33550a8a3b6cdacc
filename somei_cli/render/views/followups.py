"""Follow-ups as a list: who promised what, by when, and what became of it.

Follow-ups that texts seem to promise, with the numbers by which they are taken.
"""

from collections.abc import Iterable
from datetime import date

from somei_cli.model.followup.list import FollowUpName, Promise
from somei_cli.model.followup.proposals import PromisesFound, Proposal
from somei_cli.model.items import Move
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.words import counted
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.history import receipt_view


def _said(record: Record) -> str:
    """The words of the meeting, else the first day; and how often another one took its place."""
    moved = record["moved"]
    first = record["due_as_said"] or (moved[0]["from"] if moved else None)
    often = f"moved {len(moved)} times" if len(moved) > 1 else "moved once" if moved else None
    return ", ".join(filter(None, (first, often)))


COLUMNS = (
    Column("id", "follow-up", kept=True, style="bold cyan"),
    Column("due", "due", kept=True, told=True),
    Column("standing", "state", kept=True, told=True),
    Column("who", "who"),
    Column("what", "what"),
    Column("due_as_said", "as said", told=True, text=_said),
)


def follow_ups_view(promises: Iterable[Promise], today: date) -> View:
    """One line a follow-up."""
    records = tuple(_record(one, today) for one in promises)
    return View("followup-list", COLUMNS, records, "No follow-up fits.")


def recorded_view(receipt: Receipt, name: FollowUpName) -> View:
    """The receipt of a new follow-up, with its name in JSON."""
    view = receipt_view(receipt)
    return view._replace(records=tuple({**record, "follow_up": str(name)} for record in view.records))


def _record(promise: Promise, today: date) -> Record:
    follow_up, meeting = promise.follow_up, promise.document.meeting
    left = promise.days_left(today)
    return {
        "id": str(promise.name),
        "document": str(promise.name.document),
        "item": str(promise.name.place),
        "title": promise.item.title,
        "body": meeting.body if meeting else None,
        "meeting": _day(meeting.start if meeting else None),
        "who": follow_up.who,
        "what": follow_up.what,
        "due": _day(promise.due),
        "due_as_said": follow_up.due_as_said,
        "state": str(follow_up.state),
        "standing": _standing(promise, left),
        "overdue": left is not None and left < 0,
        "days": left,
        "closed": _day(follow_up.closed),
        "reason": follow_up.reason,
        "moved": [_move(one) for one in follow_up.moved],
        "agendas": [str(number) for number in promise.agendas],
    }


def _move(move: Move) -> Record:
    return {"on": _day(move.on), "from": _day(move.before), "as_said": move.as_said, "reason": move.reason}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _standing(promise: Promise, days: int | None) -> str:
    """How late or how soon, in few words; what became of it where it is closed."""
    follow_up = promise.follow_up
    if not promise.is_open:
        return " ".join(filter(None, (follow_up.state, _day(follow_up.closed))))
    if days is None:
        return "open"
    count = counted(abs(days), "day")
    return f"{count} late" if days < 0 else f"in {count}" if days else "today"


def promises_view(found: Iterable[PromisesFound]) -> View:
    """One line a proposal, in order of appearance; JSON holds the sentences too."""
    texts = tuple(found)
    columns: tuple[Column, ...] = (
        Column("proposal", "no.", kept=True, style="bold cyan"),
        Column("item", "item", kept=True, told=True),
        Column("who", "who"),
        Column("what", "what"),
        Column("due", "due", kept=True, told=True),
        Column("due_as_said", "as said"),
        Column("line", "line", kept=True, told=True),
        Column("known", "held", kept=True, told=True),
    )
    if len(texts) > 1:
        columns = (Column("file", "file"), *columns)
    pairs = [(text, one) for text in texts for one in text.proposals]
    records = tuple(_promises_record(at, text, one) for at, (text, one) in enumerate(pairs, start=1))
    return View("followup-scan", columns, records, "Nothing is promised by a time.")


def _promises_record(at: int, text: PromisesFound, one: Proposal) -> Record:
    return {
        "proposal": at,
        "file": text.file,
        "document": str(text.document) if text.document else None,
        "item": one.item,
        "who": one.who,
        "what": one.what,
        "due": one.due.isoformat() if one.due else None,
        "due_as_said": one.due_as_said,
        "sentence": one.sentence,
        "line": one.line or None,
        "known": one.known,
    }
