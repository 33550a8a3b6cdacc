"""Meetings as they are read off documents."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Agenda, Document, Meeting
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.meeting.meetings import (
    BodyMeeting,
    MeetingCertainty,
    MeetingRole,
    collect_meetings,
    find_agenda,
    role_of,
)
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import MeetingBody, Vocabulary

DAY = date(2019, 12, 4)
WORDS = Vocabulary(
    {SubjectCode("COSI"): ""}, bodies=(MeetingBody("SOMEI", "Senior Officials", also=("EU - Interpol",)),)
)


def _document(number: str, body: str | None = "SOMEI", start: date | None = DAY, **given: object) -> Document:
    held = {"meeting": Meeting(body, start)} if body or start else {}
    return replace(Document(DocumentNumber.parse(number)), **{**held, **given})  # type: ignore[arg-type]


def _snapshot(*held: Document) -> Snapshot:
    return Snapshot(held, lambda: WORDS, Settings())


def _meetings(*held: Document) -> list[tuple[str, str, list[str]]]:
    return [
        (m.body, str(m.first), [str(d.number) for d in m.documents])
        for m in collect_meetings(_snapshot(*held)).meetings
    ]


def test_one_body_in_many_spellings_meets_once() -> None:
    held = (_document("1/19"), _document("2/19", "eu – interpol"), _document("3/19", "EU - Interpol"))

    assert _meetings(*held) == [
        ("SOMEI", "2019-12-04", ["1/19", "3/19"]),
        ("eu – interpol", "2019-12-04", ["2/19"]),
    ]


def test_days_that_touch_are_one_meeting() -> None:
    two_days = Meeting("SOMEI", DAY, DAY + timedelta(1))
    held = (
        _document("1/19", meeting=two_days),
        _document("2/19", start=DAY + timedelta(1)),
        _document("3/19", start=DAY + timedelta(2)),
    )

    assert _meetings(*held) == [("SOMEI", "2019-12-04", ["1/19", "2/19"]), ("SOMEI", "2019-12-06", ["3/19"])]


def test_a_misprinted_last_day_swallows_no_other_meetings() -> None:
    held = (
        _document("1/19", meeting=Meeting("SOMEI", DAY, date(2091, 12, 5))),
        _document("2/19", meeting=Meeting("SOMEI", date(2020, 3, 5), date(2020, 3, 4))),
    )

    assert [(m.first, m.last) for m in collect_meetings(_snapshot(*held)).meetings] == [
        (DAY, DAY), (date(2020, 3, 5), date(2020, 3, 5)),
    ]  # fmt: skip


def test_a_revision_moves_the_meeting_once_it_is_issued() -> None:
    first = _document("1/19", agenda=Agenda())
    moved = _document("1/1/19 REV 1", start=DAY + timedelta(7), agenda=Agenda())

    assert _meetings(first, moved) == [("SOMEI", "2019-12-11", ["1/19", "1/1/19 REV 1"])]
    draft = replace(moved, status=Status.DRAFT)
    assert _meetings(first, draft) == [("SOMEI", "2019-12-04", ["1/19", "1/1/19 REV 1"])]


def test_who_names_no_meeting_of_its_own() -> None:
    agenda = _document("1/19", agenda=Agenda())
    outcome = _document("9/19", None, None, references=(Reference(agenda.number, ReferenceKind.AGENDA),))
    addendum = _document("9/19 ADD 1", None, None)
    stranger = _document("20/19", None)
    note = _document("21/19", None, None)

    assert _meetings(agenda, outcome, addendum, stranger, note) == [("SOMEI", "2019-12-04", ["1/19", "9/19"])]
    assert collect_meetings(_snapshot(agenda, outcome, addendum, stranger, note)).bodiless == (stranger.number,)
    assert _meetings(agenda, _document("1/19 ADD 1", None, None)) == [
        ("SOMEI", "2019-12-04", ["1/19", "1/19 ADD 1"]),
    ]  # fmt: skip


def test_what_a_document_is_to_its_meeting() -> None:
    roles = {
        "PROVISIONAL AGENDA": MeetingRole.AGENDA,
        "NOTICE OF MEETING AND PROVISIONAL AGENDA": MeetingRole.AGENDA,
        "NOTICE OF MEETING": MeetingRole.NOTICE,
        "OUTCOME OF PROCEEDINGS": MeetingRole.OUTCOME,
        "DRAFT MINUTES": MeetingRole.OUTCOME,
        "NOTE": MeetingRole.PAPER,
    }
    assert {heading: role_of(_document("1/19", type=heading)) for heading in roles} == roles


def _meeting(*held: Document) -> BodyMeeting:
    (meeting,) = collect_meetings(_snapshot(*held)).meetings
    return meeting


def test_the_agenda_that_stands() -> None:
    first = _document("1/19", agenda=Agenda())
    draft = _document("1/1/19 REV 1", agenda=Agenda(), status=Status.DRAFT)
    other = _document("5/19", agenda=Agenda(revises=first.number))

    def standing(*held: Document) -> str:
        agenda = find_agenda(_meeting(*held).current_documents)
        return str(agenda.number if agenda else None)

    assert standing(first, draft) == "1/19"
    assert standing(first, replace(draft, status=Status.ISSUED)) == "1/1/19 REV 1"
    assert standing(first, replace(draft, status=Status.VOID)) == "1/19"
    assert standing(first, other) == "5/19"
    assert standing(replace(first, status=Status.WITHDRAWN)) == "None"


def test_whether_it_will_be_held() -> None:
    def holding(*statuses: Status) -> MeetingCertainty:
        return _meeting(*(_document(f"{at}/19", status=s) for at, s in enumerate(statuses, start=1))).certainty

    assert holding(Status.DRAFT, Status.ISSUED) is MeetingCertainty.CONFIRMED
    assert holding(Status.RESERVED, Status.VOID) is MeetingCertainty.TENTATIVE
    assert holding(Status.WITHDRAWN, Status.VOID) is MeetingCertainty.CANCELLED


def _days(body: str | None, start: date | None, end: date | None) -> Meeting:
    return Meeting(body, start, end)


def _some() -> st.SearchStrategy[Document]:
    """Documents of a few families, bodies and days that lie close together."""
    near = st.integers(-3, 3).map(lambda days: DAY + timedelta(days))
    numbers = st.sampled_from(["1/19", "1/1/19 REV 1", "1/2/19 REV 2", "1/19 ADD 1", "1/1/19 REV 1 COR 1", "2/19"])
    to_agenda = st.sampled_from(["1/19", "2/19"]).map(DocumentNumber.parse)
    return st.builds(
        Document,
        number=numbers.map(DocumentNumber.parse),
        status=st.sampled_from(Status),
        meeting=st.none() | st.builds(_days, st.sampled_from([None, "SOMEI", "X"]), st.none() | near, st.none() | near),
        agenda=st.sampled_from([None, Agenda()]),
        references=st.lists(to_agenda.map(lambda to: Reference(to, ReferenceKind.AGENDA)), max_size=1).map(tuple),
    )


@given(st.lists(_some(), max_size=6, unique_by=lambda d: d.number))
def test_no_document_is_in_two_meetings_or_in_none_that_it_names(held: list[Document]) -> None:
    gathered = collect_meetings(_snapshot(*held))

    placed = [d.number for m in gathered.meetings for d in m.documents]
    assert len(placed) == len(set(placed))
    assert {d.number for d in held if d.meeting and d.meeting.body and d.meeting.start} <= set(placed)
    assert set(gathered.bodiless).isdisjoint(placed)
    for meeting in gathered.meetings:
        assert meeting.first <= meeting.last
        assert all(document in meeting.documents for document in meeting.current_documents)
        families = {d.number.base for d in meeting.documents if not d.number.suffixes}
        others = [m for m in gathered.meetings if m is not meeting]
        texts = {d.number.base for m in others for d in m.documents if d.number.is_main_text}
        assert families.isdisjoint(texts), "the texts of a family are of one meeting"
