"""What had happened by a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents

from somei_cli.formats.diff.document import differences
from somei_cli.model.document import AccessEvent, AccessKind, Agenda, AgendaState, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.history.document_without_later_events import document_on_day
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, Move

NUMBER = DocumentNumber.parse("13735/19")
ISSUED, ADOPTED, LATER = date(2019, 11, 8), date(2019, 12, 4), date(2020, 1, 31)
BEFORE = timedelta(days=-1)

AGENDA = Document(
    NUMBER,
    date=date(2019, 11, 1),
    agenda=Agenda(AgendaState.ADOPTED, issued=ISSUED, adopted=ADOPTED),
    items=(Item("Adoption of the agenda", "1", result="Adopted."), Item("Counter Terrorism", "2", result="Noted.")),
)


def _told(document: Document) -> Iterator[date]:
    """Every day that a document tells something happened on."""
    agenda = document.agenda or Agenda()
    yield from (day for day in (document.date, agenda.issued, agenda.adopted) if day)
    yield from (event.on for event in document.access)
    for item in document.walk_items():
        for follow_up in item.follow_ups:
            yield from (move.on for move in follow_up.moved)
            yield from [follow_up.closed] if follow_up.closed else []


@settings(max_examples=50)
@given(documents(), st.dates())
def test_nothing_is_told_of_later_days(document: Document, day: date) -> None:
    then = document_on_day(document, day)

    assert then is None or all(told <= day for told in _told(then))


@settings(max_examples=50)
@given(documents())
def test_at_the_end_of_all_days_nothing_is_left_out(document: Document) -> None:
    assert document_on_day(document, date.max) == document


@settings(max_examples=50)
@given(documents(), st.dates(), st.dates())
def test_going_back_twice_is_going_back_to_the_earlier_day(document: Document, one: date, other: date) -> None:
    first = document_on_day(document, one)

    assert (first and document_on_day(first, other)) == document_on_day(document, min(one, other))


@settings(max_examples=50)
@given(documents(), st.dates())
def test_what_bears_no_day_of_its_own_stays(document: Document, day: date) -> None:
    then = document_on_day(document, day)
    changed = {d.field.split()[0] for d in differences(document, then)} if then else set()

    assert changed <= {"status", "agenda", "access", "items"}
    assert then is None or [item.title for item in then.walk_items()] == [i.title for i in document.walk_items()]


@settings(max_examples=50)
@given(documents(), st.dates())
def test_only_a_later_date_takes_a_document_away(document: Document, day: date) -> None:
    assert (document_on_day(document, day) is None) == (document.date is not None and document.date > day)


def test_an_agenda_is_adopted_from_the_day_of_the_meeting() -> None:
    before = document_on_day(AGENDA, ADOPTED + BEFORE)

    assert document_on_day(AGENDA, ADOPTED) == AGENDA
    assert before
    assert before.agenda == Agenda(AgendaState.PROVISIONAL, issued=ISSUED)
    assert before.status is Status.ISSUED
    assert [item.result for item in before.items] == [None, "Noted."]


def test_an_agenda_is_a_draft_until_it_is_issued() -> None:
    before = document_on_day(AGENDA, ISSUED + BEFORE)

    assert before
    assert (before.status, before.agenda) == (Status.DRAFT, Agenda())
    assert document_on_day(replace(AGENDA, date=ISSUED), ISSUED + BEFORE) is None


def test_a_withdrawn_agenda_is_no_draft() -> None:
    then = document_on_day(replace(AGENDA, status=Status.WITHDRAWN), ISSUED + BEFORE)

    assert then
    assert then.status is Status.WITHDRAWN


def test_decisions_on_access_come_on_their_day() -> None:
    partly = AccessEvent(AccessKind.PARTLY_RELEASED, ADOPTED)
    released = AccessEvent(AccessKind.RELEASED, LATER)
    document = Document(NUMBER, access=(partly, released))

    held = {day: document_on_day(document, day) for day in (ADOPTED + BEFORE, ADOPTED, LATER)}

    assert [document and document.access for document in held.values()] == [(), (partly,), (partly, released)]


def test_a_follow_up_is_open_until_it_was_closed_and_due_as_it_was_then() -> None:
    due, moved = date(2020, 1, 31), date(2020, 3, 31)
    promise = FollowUp(
        "Second questionnaire",
        due=moved,
        state=FollowUpState.DONE,
        closed=date(2020, 3, 1),
        reason="Sent",
        moved=(Move(on=date(2020, 1, 20), before=due),),
    )
    document = Document(NUMBER, items=(Item("One", subitems=(Item("Below", follow_ups=(promise,)),)),))

    def then(day: date) -> FollowUp:
        held = document_on_day(document, day)
        assert held
        return held.items[0].subitems[0].follow_ups[0]

    assert then(date(2020, 3, 1)) == promise
    assert then(date(2020, 2, 29)) == promise._replace(state=FollowUpState.OPEN, closed=None, reason=None)
    assert then(date(2020, 1, 19)) == FollowUp("Second questionnaire", due=due)
