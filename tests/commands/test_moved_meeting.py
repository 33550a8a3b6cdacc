"""A meeting that was moved: one meeting on its new day, for clerks and for the public, under one name."""

import json
from typing import Any

import icalendar
import pytest
from conftest import Clerk, prepared

UID = "ST-7000-2020-INIT@somei"


@prepared
def moved(clerk: Clerk) -> Clerk:
    """A meeting of 10 June that a revision of its agenda moved to 17 June, with an addendum and an outcome."""
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "7000/20")
    clerk.ok("agenda", "issue", "7000/20", "--date", "2020-05-20")
    clerk.ok("agenda", "revise", "7000/20")
    path = "documents/2020/070/ST-7000-2020-REV-1.toml"
    clerk.enter(path, clerk.read(path).replace("start = 2020-06-10", "start = 2020-06-17"))
    clerk.ok("agenda", "issue", "7000/1/20 REV 1", "--date", "2020-05-25")
    clerk.ok("add", "7000/20 ADD 1", "--subject", "Annotations", "--type", "NOTE", "--date", "2020-06-01")
    clerk.enter(
        "documents/2020/080/ST-8000-2020-INIT.toml",
        'number = "8000/20"\ntype = "OUTCOME OF PROCEEDINGS"\nsubject = "What was agreed"\ndate = 2020-06-20\n\n'
        '[[references]]\nto = "7000/20"\nkind = "agenda"\n',
    )
    return clerk


def _events(content: str | bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def _oparl(clerk: Clerk) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The meetings, and the papers by their references."""
    clerk.ok("export", "-o", "../export", "--format", "oparl", "--base", "https://r.example.org/")
    folder = clerk.folder.parent / "export/oparl"
    meetings = [one for file in sorted(folder.glob("meetings-*.json")) for one in json.loads(file.read_text())["data"]]
    papers = [one for file in folder.glob("papers-*.json") for one in json.loads(file.read_text())["data"]]
    return meetings, {paper["reference"]: paper for paper in papers}


def _site(clerk: Clerk) -> dict[str, str]:
    clerk.ok("site", "build", "-o", "../site")
    folder = clerk.folder.parent / "site"
    return {name: (folder / name).read_text(encoding="utf-8") for name in NAMES}


NAMES = ("meetings.ics", "bodies/SOMEI.ics", "bodies/SOMEI.html", "bodies/SOMEI.xml")
EVERY = ("7000/20", "7000/1/20 REV 1", "7000/20 ADD 1", "8000/20")


def _of_the_meeting(clerk: Clerk) -> tuple[icalendar.Event, icalendar.Event]:
    """The entry of the meeting in the calendar of the clerks and in that of the public."""
    (ours,) = [one for one in _events(clerk.ok("calendar")) if one["categories"].cats == ["Meeting"]]
    (theirs,) = _events(_site(clerk)["meetings.ics"])
    return ours, theirs


def test_both_calendars_have_one_name_and_one_sequence_at_every_step(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "7000/20")
    (draft,) = _events(clerk.ok("calendar"))
    clerk.ok("agenda", "issue", "7000/20", "--date", "2020-05-20")
    seen = [_of_the_meeting(clerk)]
    clerk.ok("agenda", "revise", "7000/20")
    path = "documents/2020/070/ST-7000-2020-REV-1.toml"
    clerk.enter(path, clerk.read(path).replace("start = 2020-06-10", "start = 2020-06-17"))
    seen.append(_of_the_meeting(clerk))
    clerk.ok("agenda", "issue", "7000/1/20 REV 1", "--date", "2020-05-25")
    seen.append(_of_the_meeting(clerk))
    clerk.enter(path, clerk.read(path).replace("\n\n", '\nstatus = "withdrawn"\nreason = "R"\n\n', 1))
    seen.append(_of_the_meeting(clerk))

    told = [[(str(one["uid"]), str(one.decoded("dtstart")), one["sequence"]) for one in pair] for pair in seen]
    assert draft["uid"] == UID
    assert [ours for ours, _ in told] == [
        (UID, "2020-06-10", 0),
        (UID, "2020-06-10", 0),
        (UID, "2020-06-17", 1),
        (UID, "2020-06-10", 1),
    ]
    assert [ours == theirs for ours, theirs in told[:3]] == [True] * 3
    # The public is told of a withdrawn revision that it is there, and nothing of its meeting.
    assert told[3][1][:2] == told[3][0][:2]


def test_clerks_see_one_meeting_on_the_new_day(moved: Clerk) -> None:
    (meeting,) = json.loads(moved.ok("meeting", "list", "--json"))["records"]

    (event,) = [one for one in _events(moved.ok("calendar")) if one["categories"].cats == ["Meeting"]]

    assert (meeting["start"], meeting["outcomes"]) == ("2020-06-17", ["8000/20"])
    assert (event["uid"], str(event.decoded("dtstart")), event["sequence"]) == (UID, "2020-06-17", 1)


@pytest.mark.parametrize("name", ["meetings.ics", "bodies/SOMEI.ics"])
def test_a_calendar_of_the_site_has_the_same_meeting(moved: Clerk, name: str) -> None:
    (event,) = _events(_site(moved)[name])

    assert (event["uid"], str(event.decoded("dtstart")), event["sequence"]) == (UID, "2020-06-17", 1)
    assert all(f"{number}:" in event["description"] for number in EVERY)


def test_the_page_and_the_feed_of_a_body_hold_what_belongs_to_its_meetings(moved: Clerk) -> None:
    files = _site(moved)

    page = files["bodies/SOMEI.html"]
    table = page[page.index("Meetings of") :]
    table = table[: table.index("</table>")]
    assert ("17 June 2020" in table, "10 June 2020" in table) == (True, False)
    assert all(f">{number}<" in table for number in EVERY)
    assert all(f"<title>{number} " in files["bodies/SOMEI.xml"] for number in EVERY)


def test_oparl_has_one_meeting_whose_address_stays(moved: Clerk) -> None:
    meetings, papers = _oparl(moved)

    (meeting,) = meetings
    assert meeting["start"].startswith("2020-06-17")
    assert meeting["id"].endswith("/meeting/ST-7000-2020-INIT")
    assert {papers[number]["somei:meeting"] for number in EVERY} == {meeting["id"]}
    assert set(meeting["somei:paper"]) == {papers[number]["id"] for number in EVERY}
    assert all(item["meeting"] == meeting["id"] for item in meeting["agendaItem"])


@pytest.mark.parametrize("marking", ["CONFIDENTIEL UE/EU CONFIDENTIAL", "RESTREINT UE/EU RESTRICTED"])
def test_the_public_learns_nothing_from_a_move_that_is_withheld(moved: Clerk, marking: str) -> None:
    path = "documents/2020/070/ST-7000-2020-REV-1.toml"
    moved.enter(path, moved.read(path).replace("\n\n", f'\nmarking = "{marking}"\n\n', 1))

    (event,) = _events(_site(moved)["meetings.ics"])
    meetings, _ = _oparl(moved)

    assert (event["uid"], str(event.decoded("dtstart")), event["sequence"]) == (UID, "2020-06-10", 0)
    assert "REV 1" not in event["description"]
    assert [one["start"][:10] for one in meetings] == ["2020-06-10"]
    assert "REV-1" not in str(meetings)


def test_what_moved_is_proved_and_built_again_to_the_same_bytes(moved: Clerk) -> None:
    before = _site(moved)
    moved.ok("export", "-o", "../export", "--format", "oparl")

    assert moved.run("site", "check", "../site").status == 0
    assert moved.run("export", "check", "../export").status == 0
    assert _site(moved) == before
    assert UID in before["meetings.ics"]


def test_a_first_issue_that_is_withheld_names_no_public_meeting(moved: Clerk) -> None:
    path = "documents/2020/070/ST-7000-2020-INIT.toml"
    moved.enter(path, moved.read(path).replace("\n\n", '\nmarking = "CONFIDENTIEL UE/EU CONFIDENTIAL"\n\n', 1))
    path = "documents/2020/070/ST-7000-2020-REV-1.toml"
    moved.enter(path, moved.read(path).replace("\n\n", '\nmarking = "PUBLIC"\n\n', 1))

    (event,) = _events(_site(moved)["meetings.ics"])
    meetings, _ = _oparl(moved)

    assert (event["uid"], event["sequence"]) == ("ST-7000-2020-REV-1@somei", 1)
    assert "ST-7000-2020-INIT" not in str(meetings)
