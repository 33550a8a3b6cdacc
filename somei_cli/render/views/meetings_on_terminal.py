"""Meetings on a terminal: a line for each, the page of one, and the days of a calendar."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from somei_cli.errors import shell_word
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.followup.list import ListedFollowUp
from somei_cli.model.meeting.calendar_events import Event, EventKind
from somei_cli.model.meeting.meetings import AgendaStage, MeetingCertainty, MeetingRole, agenda_stage, role_of
from somei_cli.model.meeting.place_and_deadlines import MeetingFacts, OutcomeState
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import (
    days_in_words,
    distance_in_words,
    near_day,
    short_day,
    short_period,
)
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    EMPTY_LINE,
    ERROR,
    HEADING,
    WARNING,
    ListColumn,
    PageLine,
    StyledWords,
    TerminalForm,
    join_words,
    last_line,
    marking_style,
)
from somei_cli.render.output.view import Column, Record

_LABEL_WIDTH = 13

# ---- the list


def meetings_form(meetings: Sequence[MeetingFacts], bodiless: Sequence[DocumentNumber], *, wide: bool) -> TerminalForm:
    """Return what a terminal shows of meetings; `bodiless` are documents that name a day but no body."""
    one_line = (
        ListColumn(Column("start", "date", text=_days), to_the_right=True),
        ListColumn(Column("body", "body"), cut=True),
        ListColumn(Column("agenda", "agenda", style=CODE)),
        ListColumn(Column("agenda_state", "", text=_stage), leaves=3),
        ListColumn(Column("outcomes", "outcome", text=_outcomes)),
        ListColumn(Column("open", "follow-ups", text=_follow_ups), leaves=2),
        ListColumn(Column("presidency", "pres."), leaves=1),
    )

    def describe(count: int, is_short: bool) -> str:
        more = ("all columns: --wide",) if is_short else ()
        facts = (pluralise(count, "meeting"), *_describe_next(meetings))
        return " · ".join((*facts, "somei meeting BODY", *more))

    return TerminalForm(
        one_line=() if wide else one_line,
        below=_warning_lines,
        legend=(lambda _: _bodiless_lines(bodiless)) if bodiless else None,
        is_dim=lambda record: record.get("state") == MeetingCertainty.CANCELLED,
        note=describe,
        texts={"start": _days},
        styles={"outcomes": _style_of_outcome, "open": _style_of_follow_ups},
    )


def _day(text: object) -> date:
    return date.fromisoformat(str(text))


def _days(record: Record) -> str:
    last = record.get("end")
    return short_period(_day(record["start"]), _day(last) if last else None)


def _stage(record: Record) -> str:
    if record.get("state") == MeetingCertainty.CANCELLED:
        return str(MeetingCertainty.CANCELLED)
    stage = str(record.get("agenda_state") or "")
    # That it is issued is the usual case.
    return "" if stage == AgendaStage.ISSUED else stage


def _outcomes(record: Record) -> str:
    missing = "missing" if record.get("outcome_state") == OutcomeState.MISSING else ""
    return ", ".join(record["outcomes"]) or missing


def _style_of_outcome(record: Record) -> str:
    return CODE if record.get("outcomes") else WARNING


def _style_of_follow_ups(record: Record) -> str:
    return ERROR if record.get("overdue") else ""


def _follow_ups(record: Record) -> str:
    if not record.get("open"):
        return ""
    late = f", {record['overdue']} overdue" if record.get("overdue") else ""
    return f"{record['open']} open{late}"


def _warning_lines(record: Record, _: int) -> Iterator[PageLine]:
    for warning in record.get("warnings") or ():
        yield PageLine(((warning, WARNING),), label=("!", WARNING), label_width=2, indent=2)


def _bodiless_lines(numbers: Sequence[DocumentNumber]) -> Iterator[PageLine]:
    yield PageLine(((_describe_bodiless(numbers), WARNING),), label=("!", WARNING), label_width=2)


def _describe_bodiless(numbers: Sequence[DocumentNumber]) -> str:
    are = "name a day but no body, and are no meeting" if len(numbers) > 1 else "names a day but no body: no meeting"
    shown = ", ".join(map(str, numbers[:5])) + (" …" if len(numbers) > 5 else "")
    return f"{pluralise(len(numbers), 'document')} {are}: {shown}"


def _describe_next(meetings: Iterable[MeetingFacts]) -> Iterator[str]:
    """Yield which meeting comes next, and when."""
    coming = [facts for facts in meetings if facts.meeting.last >= facts.today and not _is_cancelled(facts)]
    if coming:
        first = min(coming, key=lambda facts: facts.meeting.first)
        yield f"next: {first.meeting.body} {_describe_distance(first.meeting.first, first.today)}"


def _is_cancelled(facts: MeetingFacts) -> bool:
    return facts.meeting.certainty is MeetingCertainty.CANCELLED


def _describe_distance(day: date, today: date) -> str:
    days = (day - today).days
    if days in {-1, 0, 1}:
        return near_day(day, today)
    return f"in {distance_in_words(days)}" if days > 0 else f"{distance_in_words(days)} ago"


# ---- one meeting


def meeting_form(facts: MeetingFacts) -> TerminalForm:
    """Return what a terminal shows of one meeting."""
    return TerminalForm(page=lambda _: _page_lines(facts))


def _page_lines(facts: MeetingFacts) -> Iterator[PageLine]:
    meeting, name = facts.meeting, facts.meeting.name
    title: list[StyledWords] = [(meeting.body, f"{HEADING} {CODE}")]
    if meeting.certainty is not MeetingCertainty.CONFIRMED:
        title += [("  ", ""), (str(meeting.certainty).upper(), ERROR if _is_cancelled(facts) else WARNING)]
    distance = _describe_distance(meeting.first, facts.today)
    yield PageLine(tuple(title), right=((days_in_words(meeting.first, meeting.last), HEADING), (f", {distance}", DIM)))
    if name != meeting.body:
        yield PageLine(((name, HEADING),))
    yield EMPTY_LINE
    yield from _role_lines(facts)
    yield from _deadline_lines(facts)
    yield from _follow_up_lines(facts)
    yield from _presidency_lines(facts)
    for index, warning in enumerate(facts.warnings):
        yield _labelled("" if index else "WARNINGS", ((f"! {warning}", WARNING),))
    counts = pluralise(len(meeting.documents), "document")
    yield last_line(counts, _next_command(facts))


def _next_command(facts: MeetingFacts) -> str:
    if facts.agenda and facts.outcome_state is OutcomeState.EXPECTED:
        return f"somei agenda board {shell_word(facts.agenda.number)}"
    if facts.agenda and facts.outcome_state is OutcomeState.MISSING:
        return f"somei agenda outcome {shell_word(facts.agenda.number)} --number N"
    first = next(iter(facts.in_role(MeetingRole.OUTCOME)), None)
    return f"somei show {shell_word(first.number)}" if first else "somei meeting list"


def _labelled(label: str, words: tuple[StyledWords, ...], right: tuple[StyledWords, ...] = ()) -> PageLine:
    return PageLine(words, label=(label, HEADING), label_width=_LABEL_WIDTH, right=right)


def _role_lines(facts: MeetingFacts) -> Iterator[PageLine]:
    """Yield the documents by what they are to the meeting, those in force first; a missing outcome in their place."""
    current = {document.number for document in facts.current_documents}
    for role in MeetingRole:
        documents = [document for document in facts.meeting.documents if role_of(document) is role]
        documents.sort(key=lambda document: document.number not in current)
        if role is MeetingRole.OUTCOME and facts.outcome_state is not OutcomeState.REGISTERED:
            is_missing = facts.outcome_state is OutcomeState.MISSING
            yield _labelled("OUTCOME", (("missing", WARNING) if is_missing else ("not before the meeting", DIM),))
        width = max((len(str(document.number)) for document in documents), default=0)
        states = [_state_of(document, is_current=document.number in current) for document in documents]
        state_width = max(map(len, states), default=0)
        for index, document in enumerate(documents):
            label = "" if index else f"{role}s".upper() if len(documents) > 1 else str(role).upper()
            words = tuple(
                _document_words(
                    document, width, f"{states[index]:<{state_width}}", is_current=document.number in current
                )
            )
            yield _labelled(label, words)
            # The subjects of agendas and outcomes only repeat the name of the meeting.
            if document.subject and role in {MeetingRole.NOTICE, MeetingRole.PAPER}:
                yield PageLine(((document.subject, ""),), indent=_LABEL_WIDTH + 2, cut=True)


def _state_of(document: Document, *, is_current: bool) -> str:
    """Return how a document stands, if that is not the usual."""
    is_agenda = role_of(document) is MeetingRole.AGENDA
    state = str(agenda_stage(document)) if is_current and is_agenda else str(document.status)
    if not is_current and document.status is Status.ISSUED:
        state = "replaced"
    return "" if not is_agenda and state == Status.ISSUED else state


def _document_words(document: Document, width: int, state: str, *, is_current: bool) -> Iterator[StyledWords]:
    yield str(document.number), CODE if is_current else DIM
    yield " " * (width - len(str(document.number)) + 2), ""
    parts: list[StyledWords] = []
    if document.marking:
        parts.append((str(document.marking), marking_style(str(document.marking))))
    parts += [(words, DIM) for words in (state, short_day(document.date) if document.date else "") if words]
    yield from join_words([[part] for part in parts], "  ")


def _deadline_lines(facts: MeetingFacts) -> Iterator[PageLine]:
    for index, deadline in enumerate(facts.deadlines):
        is_past = deadline.by < facts.today
        words = f"{near_day(deadline.by, facts.today)}  {deadline.task}"
        grounds = f"  ({deadline.days} days, {deadline.ground})"
        yield _labelled("" if index else "DEADLINES", ((words, DIM if is_past else ""), (grounds, DIM)))


def _follow_up_lines(facts: MeetingFacts) -> Iterator[PageLine]:
    listed = [entry for entry in facts.follow_ups if entry.is_open]
    for index, entry in enumerate(listed):
        yield _labelled("" if index else "FOLLOW-UPS", tuple(_follow_up_words(entry, facts)))


def _follow_up_words(entry: ListedFollowUp, facts: MeetingFacts) -> Iterator[StyledWords]:
    follow_up = entry.follow_up
    person = f"{follow_up.who}: " if follow_up.who else ""
    yield str(entry.name), CODE
    yield f"  {person}{follow_up.what}", ""
    if entry.due:
        is_late = facts.is_overdue(entry)
        yield f", due {near_day(entry.due, facts.today)}", ERROR if is_late else ""
        if is_late:
            yield ", overdue", ERROR
    elif follow_up.due_as_said:
        yield f", due {follow_up.due_as_said}", ""


def _presidency_lines(facts: MeetingFacts) -> Iterator[PageLine]:
    terms = [term for term in (facts.presidency, facts.incoming_presidency) if term]
    if terms:
        words = ", then ".join(f"{t.country.name} ({t.country.code}) to {short_day(t.last)}" for t in terms)
        yield _labelled("PRESIDENCY", ((words, ""),))
    if facts.place:
        yield _labelled("PLACE", ((facts.place, ""),))


# ---- a calendar


_KIND_STYLES = {EventKind.MEETING: HEADING, EventKind.DEADLINE: WARNING, EventKind.FOLLOW_UP: ""}


def calendar_form(events: Sequence[Event], today: date, withheld: int) -> TerminalForm:
    """Return what a terminal shows of the days of a calendar: those to come, and how many are over."""
    return TerminalForm(page=lambda _: _calendar_lines(events, today, withheld))


def _calendar_lines(events: Sequence[Event], today: date, withheld: int) -> Iterator[PageLine]:
    coming = sorted((event for event in events if event.last >= today), key=lambda event: event.first)
    days = [near_day(e.first, today) if e.first == e.last else short_period(e.first, e.last) for e in coming]
    width = max(map(len, days), default=0) + 2
    yield PageLine(((f"{pluralise(len(coming), 'date') if coming else 'No date'} to come", HEADING),))
    for event, day in zip(coming, days, strict=True):
        label = (f"{day:>{width - 2}}", DONE if event.first <= today else "")
        kind = (f"{event.kind:<9}  ", DIM)
        words = (kind, (event.title, _KIND_STYLES[event.kind]))
        yield PageLine(words, label=label, label_width=width, indent=1)
    over = len(events) - len(coming)
    left_out = f" · {withheld} marked above LIMITE left out" if withheld else ""
    yield last_line(f"{pluralise(over, 'date')} past{left_out}", "somei calendar -o somei.ics")
