"""Views of follow-ups: who is to do what by when and what became of it; and the follow-up proposals found in texts."""

from collections.abc import Iterable
from datetime import date

from somei_cli.model.followup.list import ListedFollowUp
from somei_cli.model.followup.proposals import Proposal, ProposedFollowUps
from somei_cli.model.item_refs import FollowUpName
from somei_cli.model.items_and_follow_ups import Move
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.acts_and_history import receipt_view


def _due_history(record: Record) -> str:
    """Return the due date in the words of the meeting, or the first date, and how often it was moved."""
    moves = record["moved"]
    first_due = record["due_as_said"] or (moves[0]["from"] if moves else None)
    frequency = f"moved {len(moves)} times" if len(moves) > 1 else "moved once" if moves else None
    return ", ".join(filter(None, (first_due, frequency)))


COLUMNS = (
    Column("id", "follow-up", unbroken=True, style="bold cyan"),
    Column("due", "due", unbroken=True, labelled=True),
    Column("standing", "state", unbroken=True, labelled=True),
    Column("who", "who"),
    Column("what", "what"),
    Column("due_as_said", "as said", labelled=True, text=_due_history),
)


def follow_ups_view(follow_ups: Iterable[ListedFollowUp], today: date) -> View:
    """One row per follow-up."""
    records = tuple(_record(follow_up, today) for follow_up in follow_ups)
    return View("followup-list", COLUMNS, records, "No follow-up fits.")


def recorded_follow_up_view(receipt: Receipt, name: FollowUpName) -> View:
    """The receipt of a new follow-up; JSON has its name too."""
    view = receipt_view(receipt)
    return view._replace(records=tuple({**record, "follow_up": str(name)} for record in view.records))


def _record(entry: ListedFollowUp, today: date) -> Record:
    follow_up, meeting = entry.follow_up, entry.document.meeting
    days_left = entry.days_left(today)
    return {
        "id": str(entry.name),
        "document": str(entry.name.document),
        "item": str(entry.name.place),
        "title": entry.item.title,
        "body": meeting.body if meeting else None,
        "meeting": _day(meeting.start if meeting else None),
        "who": follow_up.who,
        "what": follow_up.what,
        "due": _day(entry.due),
        "due_as_said": follow_up.due_as_said,
        "state": str(follow_up.state),
        "standing": _state_text(entry, days_left),
        "overdue": days_left is not None and days_left < 0,
        "days": days_left,
        "closed": _day(follow_up.closed),
        "reason": follow_up.reason,
        "moved": [_move_record(move) for move in follow_up.moved],
        "agendas": [str(number) for number in entry.agendas],
    }


def _move_record(move: Move) -> Record:
    return {"on": _day(move.on), "from": _day(move.before), "as_said": move.as_said, "reason": move.reason}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _state_text(entry: ListedFollowUp, days: int | None) -> str:
    """Return how late it is or how soon it is due, in a few words; if it is closed, how and when."""
    follow_up = entry.follow_up
    if not entry.is_open:
        return " ".join(filter(None, (follow_up.state, _day(follow_up.closed))))
    if days is None:
        return "open"
    count = pluralise(abs(days), "day")
    return f"{count} late" if days < 0 else f"in {count}" if days else "today"


def follow_up_proposals_view(found_by_text: Iterable[ProposedFollowUps]) -> View:
    """One row per follow-up proposal, in order of appearance; JSON has the sentences too."""
    found_texts = tuple(found_by_text)
    columns: tuple[Column, ...] = (
        Column("proposal", "no.", unbroken=True, style="bold cyan"),
        Column("item", "item", unbroken=True, labelled=True),
        Column("who", "who"),
        Column("what", "what"),
        Column("due", "due", unbroken=True, labelled=True),
        Column("due_as_said", "as said"),
        Column("line", "line", unbroken=True, labelled=True),
        Column("known", "held", unbroken=True, labelled=True),
    )
    if len(found_texts) > 1:
        columns = (Column("file", "file"), *columns)
    pairs = [(text, proposal) for text in found_texts for proposal in text.proposals]
    records = tuple(
        _proposal_record(ordinal, text, proposal) for ordinal, (text, proposal) in enumerate(pairs, start=1)
    )
    return View("followup-scan", columns, records, "Nothing is promised by a time.")


def _proposal_record(ordinal: int, text: ProposedFollowUps, proposal: Proposal) -> Record:
    return {
        "proposal": ordinal,
        "file": text.file,
        "document": str(text.document) if text.document else None,
        "item": proposal.item,
        "who": proposal.who,
        "what": proposal.what,
        "due": proposal.due.isoformat() if proposal.due else None,
        "due_as_said": proposal.due_as_said,
        "sentence": proposal.sentence,
        "line": proposal.line or None,
        "known": proposal.is_recorded,
    }
