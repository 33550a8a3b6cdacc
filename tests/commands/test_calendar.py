"""The calendar: read back with icalendar's own parser."""

import json
import re
import sys
from datetime import UTC, date, datetime
from itertools import pairwise

import icalendar
import pytest
from conftest import PROJECT, SAMPLE_ENTRIES, Clerk, prepared
from hypothesis import given
from hypothesis import strategies as st
from strategies import lines

from somei_cli.formats.export.icalendar import icalendar_text
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.meeting.calendar_events import Event, EventKind
from somei_cli.model.meeting.meetings import MeetingCertainty

STAMP = datetime(2020, 2, 13, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _commit_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", STAMP.isoformat())


@prepared
def sample(clerk: Clerk) -> Clerk:
    """A register that holds the sample documents."""
    for file in SAMPLE_ENTRIES:
        clerk.enter(str(file.relative_to(PROJECT / "register")), file.read_text(encoding="utf-8"))
    return clerk


def _events(text: str) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(text)
    assert (str(calendar["version"]), str(calendar["prodid"])) == ("2.0", "-//somei//Register of documents//EN")
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(calendar.walk("VEVENT")), "every name is used once"
    assert not any(event.errors for event in events.values())
    return events


def _made(clerk: Clerk, *words: str) -> dict[str, icalendar.Event]:
    return _events(clerk.ok("calendar", *words))


def _add(clerk: Clerk, number: str, on: str, body: str = "JHA", **fields: str) -> None:
    held = {"subject": "S", "type": "PROVISIONAL AGENDA", "date": on, **fields}
    options = [word for key, value in held.items() for word in (f"--{key}", value)]
    clerk.ok("add", number, "--body", body, "--on", on, *options)


def test_days_stand_in_words(clerk: Clerk) -> None:
    _add(clerk, "1/20", "2020-02-05")

    deadlines = [str(event["summary"]) for uid, event in _made(clerk).items() if "deadline" in uid]
    assert deadlines
    assert all(summary.startswith("JHA of 5 February 2020: ") for summary in deadlines)


def test_the_sample_as_a_client_reads_it(sample: Clerk) -> None:
    events = _made(sample)

    meeting = events["ST-13735-2019-INIT@somei"]
    assert str(meeting["summary"]) == "SOMEI: JHA Senior Officials Meeting EU-Interpol"
    assert (meeting.decoded("dtstart"), meeting.decoded("dtend")) == (date(2019, 12, 4), date(2019, 12, 5))
    assert meeting.decoded("dtstamp") == STAMP
    assert (int(meeting["sequence"]), str(meeting["status"])) == (0, "CONFIRMED")
    assert str(meeting["description"]).splitlines() == [
        "Agenda 13735/19 (adopted)",
        "Outcome 15070/19",
        "Presidency: Finland",
        "Incoming Presidency: Croatia",
    ]
    assert sorted(events)[1:] == [
        "ST-15070-2019-INIT.follow-up-2.1@somei",
        "ST-15070-2019-INIT.follow-up-6.1@somei",
    ]
    assert events["ST-15070-2019-INIT.follow-up-6.1@somei"].decoded("dtstart") == date(2020, 6, 30)


def test_no_word_of_a_document_that_is_not_public(sample: Clerk) -> None:
    sample.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20", "--subject", "Drafted words")
    _add(sample, "1/20", "2020-01-15", "COSI", subject="Public words")
    _add(sample, "2/20", "2020-01-16", "COSI", subject="Limited words", marking="LIMITE")
    _add(sample, "3/20", "2020-01-17", "COSI", subject="Strange words", marking="EYES ONLY")

    for answer in (sample.run("calendar"), sample.run("calendar", "--json")):
        assert answer.status == 0
        whole = answer.out.replace("\r\n ", "")
        for kept in ("Summary of discussions", "questionnaire", "Eurojust", "Drafted", "Limited", "Strange", "3/20"):
            assert kept not in whole
        assert "Agenda 1/20 (issued): Public words" in whole
        assert "Agenda 2/20 (issued)" in whole
        assert "Follow-up (15070/19#2.1)" in whole
        assert "documents marked above LIMITE are left out: 1" in answer.err


def test_a_public_promise_is_told_in_full(sample: Clerk) -> None:
    path = "documents/2019/150/ST-15070-2019-INIT.toml"
    sample.enter(path, sample.read(path).replace('marking = "LIMITE"\n', 'marking = "PUBLIC"\n'))

    summary = str(_made(sample)["ST-15070-2019-INIT.follow-up-2.1@somei"]["summary"])

    assert summary.startswith("Eurojust: Second questionnaire on battlefield information")
    assert summary.endswith("(15070/19#2.1)")


def test_the_same_commit_gives_the_same_bytes(sample: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sample.ok("calendar")
    monkeypatch.setenv("SOMEI_TODAY", "2021-01-01")
    monkeypatch.setenv("TZ", "Pacific/Auckland")

    assert sample.ok("calendar") == before


def test_deadlines_before_a_council_meeting(clerk: Clerk) -> None:
    _add(clerk, "1/20", "2020-06-04")

    events = _made(clerk)

    assert {uid: event.decoded("dtstart") for uid, event in events.items()} == {
        "ST-1-2020-INIT.deadline-21@somei": date(2020, 5, 14),
        "ST-1-2020-INIT.deadline-16@somei": date(2020, 5, 19),
        "ST-1-2020-INIT.deadline-14@somei": date(2020, 5, 21),
        "ST-1-2020-INIT@somei": date(2020, 6, 4),
    }
    assert str(events["ST-1-2020-INIT@somei"]["location"]) == "Luxembourg"
    assert str(events["ST-1-2020-INIT.deadline-14@somei"]["transp"]) == "TRANSPARENT"


def test_a_place_in_doubt_is_not_told(clerk: Clerk) -> None:
    _add(clerk, "1/20", "2020-06-04", subject="Council in Brussels")

    assert "location" not in _made(clerk)["ST-1-2020-INIT@somei"]


def test_a_moved_meeting_keeps_its_name_and_gains_a_sequence(clerk: Clerk) -> None:
    _add(clerk, "1/20", "2020-01-15", "COSI")
    before = _made(clerk)["ST-1-2020-INIT@somei"]
    _add(clerk, "1/1/20 REV 1", "2020-01-22", "COSI")
    clerk.ok(
        "add", "7/20", "--subject", "S", "--type", "OUTCOME OF PROCEEDINGS", "--body", "COSI", "--on", "2020-01-22"
    )

    (after,) = _made(clerk).values()

    assert (str(after["uid"]), after.decoded("dtstart")) == (str(before["uid"]), date(2020, 1, 22))
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)


def test_drafts_are_tentative_and_what_is_withdrawn_is_cancelled(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")
    assert str(_made(clerk)["ST-5000-2020-INIT@somei"]["status"]) == "TENTATIVE"

    path = "documents/2020/050/ST-5000-2020-INIT.toml"
    clerk.enter(path, clerk.read(path).replace('status = "draft"', 'status = "void"\nreason = "R"'))
    assert str(_made(clerk)["ST-5000-2020-INIT@somei"]["status"]) == "CANCELLED"


def test_days_and_bodies_choose_entries(sample: Clerk) -> None:
    _add(sample, "1/20", "2020-06-04")

    assert sorted(_made(sample, "--since", "2020-05-20", "--until", "2020-06-03")) == [
        "ST-1-2020-INIT.deadline-14@somei"
    ]
    assert all("ST-1-2020" in uid for uid in _made(sample, "--body", "JHA"))
    assert len(_made(sample, "--body", "somei", "--since", "2020-01-01")) == 2
    assert _made(sample, "--body", "COSI") == {}


def test_a_file_is_never_written_over_unasked(sample: Clerk) -> None:
    assert sample.run("calendar", "-o", "meetings.ics").out == ""
    written = (sample.folder / "meetings.ics").read_bytes()
    assert written.decode() == sample.ok("calendar") == sample.ok("calendar", "-o", "-")

    _add(sample, "1/20", "2020-06-04")
    refused = sample.run("calendar", "-o", "meetings.ics")
    assert (refused.status, refused.err) == (
        5,
        "somei: meetings.ics is there already.\nhint: To write over it: --force\n",
    )
    assert (sample.folder / "meetings.ics").read_bytes() == written

    sample.ok("calendar", "-o", "meetings.ics", "--force")
    assert len(_events((sample.folder / "meetings.ics").read_bytes().decode())) == 7
    assert sorted(p.name for p in sample.folder.iterdir() if p.name.startswith(".somei")) == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("-o", "no/folder.ics"), 4),
        (("-o", "documents", "--force"), 5),
        (("-o", "-", "--json"), 2),
        (("--since", "x"), 2),
    ],
)
def test_where_no_calendar_can_go(sample: Clerk, words: tuple[str, ...], status: int) -> None:
    assert sample.run("calendar", *words).status == status


def test_entries_for_machines(sample: Clerk) -> None:
    answer = json.loads(sample.ok("calendar", "--json", "-o", "meetings.ics"))

    assert answer["schema"] == "somei/calendar/1"
    assert [record["kind"] for record in answer["records"]] == ["meeting", "follow-up", "follow-up"]
    assert (sample.folder / "meetings.ics").exists()


def test_no_library_is_needed(sample: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)

    assert sample.ok("calendar").startswith("BEGIN:VCALENDAR")


def test_the_name_of_a_calendar_is_a_text_as_any_other(sample: Clerk) -> None:
    settings = (sample.folder / "somei.toml").read_text()
    sample.enter("somei.toml", re.sub('name = ".*"', 'name = "Register; of, many"', settings))

    assert "X-WR-CALNAME:Register\\; of\\, many\r\n" in sample.ok("calendar")


def test_names_of_all_alphabets_fold_into_short_lines(clerk: Clerk) -> None:
    body = "Ομάδα «Δικαιοσύνη» и работна група „Сигурност“, Grupp tas-Sigurtà; ħaddiema – " + "ψ" * 120
    _add(clerk, "1/20", "2020-01-15", body, subject="Ċ" * 200)

    text = clerk.ok("calendar")

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = _events(text).values()
    assert str(event["summary"]) == body
    assert "Ċ" * 200 in str(event["description"])


def _event(uid: str, title: str, told: list[str], days: tuple[date, date]) -> Event:
    return Event(uid, EventKind.MEETING, *sorted(days), title, tuple(told), title, 0, MeetingCertainty.CONFIRMED)


@given(lines(), st.lists(lines(), max_size=3), st.tuples(*[st.dates(date(1952, 1, 1), date(2051, 12, 31))] * 2))
def test_whatever_documents_say_comes_back(title: str, told: list[str], days: tuple[date, date]) -> None:
    event = _event("1@somei", title, told, days)
    text = icalendar_text("Register of documents", "Register", [(event, STAMP)])

    (read,) = _events(text).values()
    assert str(read["summary"]) == str(read["location"]) == clean_line(title)
    assert str(read.get("description", "")) == "\n".join(map(clean_line, told))
    assert (read.decoded("dtstart"), (read.decoded("dtend") - max(days)).days) == (min(days), 1)
    assert all(
        after.startswith(" ") or re.match("[A-Z-]+[:;]", after) for _, after in pairwise(text.split("\r\n")[:-1])
    )
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", text)


def test_a_calendar_without_a_date_has_a_component_all_the_same(empty: Clerk) -> None:
    """RFC 5545, 3.6, and a library that writes and reads calendars, ask for one."""
    empty.ok("init", "none")

    read = icalendar.Calendar.from_ical(Clerk(empty.folder / "none").ok("calendar"))

    assert ([part.name for part in read.subcomponents], read.errors, read.walk("VEVENT")) == (["VTIMEZONE"], [], [])
