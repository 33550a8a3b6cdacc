"""Views of follow-ups: who is to do what by when and what became of it; and the follow-up proposals found in texts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from somei_cli.errors import shell_word
from somei_cli.formats.register_paths import path_of
from somei_cli.model.followup.list import ListedFollowUp
from somei_cli.model.followup.proposals import Proposal, ProposedFollowUps
from somei_cli.model.item_refs import FollowUpName
from somei_cli.model.items_and_follow_ups import FollowUpState, Move
from somei_cli.model.register.change import Receipt
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import describe_days_left, short_day, short_day_of
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    ERROR,
    HEADING,
    WARNING,
    ListColumn,
    PageLine,
    StyledWords,
    TerminalForm,
    join_words,
)
from somei_cli.render.output.view import Column, Record, View, cell
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


_NO_FOLLOW_UPS = "No follow-up is open."
_RECORD_ONE = ("Record one:", "  somei followup add TEXT --doc NUMBER --item N --due DAY")


def follow_ups_view(
    follow_ups: Iterable[ListedFollowUp], today: date, *, narrowed: bool = False, wide: bool = False
) -> View:
    """One row per follow-up. `narrowed`: some were asked for only; `wide`: a terminal shows all columns."""
    records = tuple(_record(follow_up, today) for follow_up in follow_ups)
    message, hint = ("No follow-up fits.", ()) if narrowed else (_NO_FOLLOW_UPS, _RECORD_ONE)
    form = follow_ups_form(wide=wide)
    return View("followup-list", COLUMNS, records, message, terminal=lambda: form, empty_hint=hint)


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

    return View(
        "followup-scan",
        columns,
        records,
        "No sentence promises something by a certain time.",
        terminal=lambda: proposals_form(found_texts),
    )


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


# ---- on a terminal

_SOON = 7
"""Days: what is due within them has the colour of what is to be noted."""

# ---- the list


def follow_ups_form(*, wide: bool) -> TerminalForm:
    """Return what a terminal shows of follow-ups."""
    one_line = (
        ListColumn(Column("id", "follow-up", style=CODE)),
        ListColumn(Column("due", "due", text=_due), to_the_right=True),
        ListColumn(Column("standing", "state", text=_short_standing)),
        ListColumn(Column("what", "who and what", text=_who_and_what), cut=True),
    )
    return TerminalForm(
        one_line=() if wide else one_line,
        is_dim=lambda record: record.get("state") not in {None, FollowUpState.OPEN},
        note=_describe_list,
        texts={"due": _due, "standing": _standing, "due_as_said": _due_history_in_words},
        styles={"standing": _style_of_standing},
    )


def _due(record: Record) -> str:
    return short_day_of(cell(record.get("due")))


def _short_standing(record: Record) -> str:
    """Return how late a follow-up is or how soon it is due; if it is closed, how."""
    return _standing(record) if record.get("state") == FollowUpState.OPEN else cell(record.get("state"))


def _standing(record: Record) -> str:
    """Return how late a follow-up is or how soon it is due; if it is closed, how and when."""
    days = record.get("days")
    if "days" not in record or record.get("state") != FollowUpState.OPEN:
        words, _, day = cell(record.get("standing")).rpartition(" ")
        return f"{words} {short_day_of(day)}" if words else day
    return "open" if days is None else describe_days_left(days)


def _style_of_standing(record: Record) -> str:
    days = record.get("days")
    if days is None:
        return ""
    return ERROR if days < 0 else WARNING if days <= _SOON else ""


def _who_and_what(record: Record) -> str:
    return ": ".join(filter(None, (record.get("who"), record.get("what"))))


def _due_history_in_words(record: Record) -> str:
    """Return the due date in the words of the meeting, or the first date, and how often it was moved."""
    moves = record.get("moved") or ()
    first = record.get("due_as_said") or (short_day_of(str(moves[0]["from"])) if moves else None)
    frequency = f"moved {len(moves)} times" if len(moves) > 1 else "moved once" if moves else None
    return ", ".join(filter(None, (first, frequency)))


def _describe_list(count: int, is_short: bool) -> str:
    more = ("all columns: --wide",) if is_short else ()
    return " · ".join((pluralise(count, "follow-up"), "somei followup done ID", *more))


# ---- those found in texts


def proposals_form(texts: Sequence[ProposedFollowUps]) -> TerminalForm:
    """Return what a terminal shows of follow-ups that were found in texts."""
    return TerminalForm(page=lambda _: _proposal_pages(texts))


def _proposal_pages(texts: Sequence[ProposedFollowUps]) -> Iterator[PageLine]:
    total = sum(len(text.proposals) for text in texts)
    width = len(str(total)) + 2
    ordinal = 0
    for text in texts:
        recorded = sum(proposal.is_recorded for proposal in text.proposals)
        title = str(text.document) if text.document else text.file
        counts = pluralise(len(text.proposals), "follow-up") + " found"
        counts += f", {recorded} recorded already" if recorded else ""
        yield PageLine(((title, f"{HEADING} {CODE}" if text.document else HEADING), (f"  {counts}", "")))
        for proposal in text.proposals:
            ordinal += 1
            yield from _proposal_lines(ordinal, proposal, width)
    document = next((text.document for text in texts if text.document), None)
    if len(texts) == 1 and document and any(not proposal.is_recorded for proposal in texts[0].proposals):
        yield PageLine((("Record those that are right, as 1,3:", DIM),))
        source = "" if texts[0].file == str(path_of(document)) else f" --from {shell_word(texts[0].file)}"
        command = f"somei followup scan {shell_word(document)}{source} --take 1"
        yield PageLine(((command, ""),), indent=2, whole=True)
    else:
        yield PageLine(((pluralise(total, "follow-up"), DIM),))


def _proposal_lines(ordinal: int, proposal: Proposal, width: int) -> Iterator[PageLine]:
    person = f"{proposal.who}: " if proposal.who else ""
    style = DIM if proposal.is_recorded else ""
    due: tuple[StyledWords, ...] = ((f"due {short_day(proposal.due)}", style),) if proposal.due else (("no day", DIM),)
    label = (f"{ordinal:>{width - 2}}", CODE)
    yield PageLine(((f"{person}{proposal.what}", style),), label=label, label_width=width, right=due, indent=1)
    facts = [f"item {proposal.item}"] if proposal.item else []
    facts += [f"line {proposal.line}"] if proposal.line else []
    facts.append(f"“{proposal.due_as_said}”")
    parts: list[StyledWords] = [(fact, DIM) for fact in facts]
    if proposal.is_recorded:
        parts.append(("recorded already", DONE))
    yield PageLine(tuple(join_words([[part] for part in parts])), indent=1 + width)
