"""Meetings, read off the documents of a register."""

import csv
import io
import json
from typing import Any

import pytest
from conftest import PROJECT, SAMPLE_ENTRIES, Clerk, prepared


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    answer = json.loads(clerk.ok("meeting", *words, "--json"))
    assert answer["schema"] == f"somei/meeting-{words[0]}/1"
    records: list[dict[str, Any]] = answer["records"]
    return records


@prepared
def sample(clerk: Clerk) -> Clerk:
    """A register that holds the sample documents."""
    for file in SAMPLE_ENTRIES:
        clerk.enter(str(file.relative_to(PROJECT / "register")), file.read_text(encoding="utf-8"))
    return clerk


def _add(clerk: Clerk, number: str, on: str, body: str = "JHA", **fields: str) -> None:
    held = {"subject": "S", "type": "PROVISIONAL AGENDA", "date": on, **fields}
    options = [word for key, value in held.items() for word in (f"--{key}", value)]
    clerk.ok("add", number, "--body", body, "--on", on, *options)


def test_agenda_and_outcome_come_together(sample: Clerk) -> None:
    (meeting,) = _records(sample, "list")

    assert (meeting["id"], meeting["state"], meeting["place"]) == ("SOMEI 2019-12-04", "confirmed", None)
    assert (meeting["agenda"], meeting["agenda_state"]) == ("13735/19", "adopted")
    assert (meeting["outcomes"], meeting["outcome_state"]) == (["15070/19"], "there")
    assert (meeting["presidency"], meeting["incoming"]) == ("FI", "HR")
    assert (meeting["open"], meeting["overdue"]) == (3, 1)
    assert [f["id"] for f in meeting["follow_ups"]] == ["15070/19#2.1", "15070/19#6.1", "15070/19#6.2"]
    assert (meeting["deadlines"], meeting["warnings"]) == ([], [])


def test_a_line_a_meeting(sample: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [line.split("\t") for line in sample.ok("meeting", "list").splitlines()] == [
        ["start", "body", "agenda", "outcomes", "open", "presidency", "warnings", "end"],
        ["2019-12-04", "SOMEI", "13735/19 adopted", "15070/19", "3 (1 overdue)", "FI, then HR", "", "2019-12-04"],
    ]
    assert sample.ok("meeting", "list", "--fields", "start,outcomes,open") == (
        "start\toutcomes\topen\n2019-12-04\t15070/19\t3\n"
    )
    monkeypatch.setenv("NO_COLOR", "1")
    shown = sample.run("meeting", "list", terminal=True).out
    assert "13735/19  adopted" in shown
    assert "3 open, 1 overdue" in shown


def test_the_days_of_a_meeting_are_two_fields_for_machines_and_one_for_people(clerk: Clerk) -> None:
    options = ("--type", "NOTE", "--date", "2019-02-20", "--body", "SOMEI", "--on", "2019-02-24")
    clerk.ok("add", "5/19", "--subject", "Lamps", *options)
    path = "documents/2019/000/ST-5-2019-INIT.toml"
    clerk.enter(path, clerk.read(path).replace("start = 2019-02-24", "start = 2019-02-24\nend = 2019-02-25"))

    (row,) = csv.DictReader(io.StringIO(clerk.ok("meeting", "list", "--format", "csv")))
    assert (row["start"], row["end"]) == ("2019-02-24", "2019-02-25")
    shown = clerk.run("meeting", "list", terminal=True).out
    assert "24-25 Feb 2019" in shown
    assert "LAST DAY" not in shown
    assert "LAST DAY" in clerk.run("meeting", "list", "--fields", "start,end", terminal=True).out


def test_the_page_of_a_meeting(sample: Clerk) -> None:
    rows = [line.split("\t") for line in sample.ok("meeting", "show", "SOMEI", "2019-12-04").splitlines()]

    assert rows[:6] == [
        ["body", "SOMEI, JHA Senior Officials Meeting EU-Interpol"],
        ["date", "2019-12-04"],
        ["presidency", "Finland (FI), to 2019-12-31"],
        ["incoming", "Croatia (HR), to 2020-06-30"],
        ["agenda", "13735/19   adopted"],
        ["outcome", "15070/19   LIMITE   issued   2020-02-13   Summary of discussions"],
    ]
    assert rows[6][0] == "follow-up"
    assert rows[6][1].endswith("in national court proceedings, due 2020-01-31 (overdue)")


@pytest.mark.parametrize(
    "words",
    [
        ("somei", "2019-12-04"),
        ("EU-Interpol Senior Officials Meeting", "2019-12-04"),
        ("SOMEI 2019-12-04",),
        ("SOMEI",),
        ("15070/19",),
        ("ST-13735-2019-INIT",),
    ],
)
def test_a_meeting_has_many_names(sample: Clerk, words: tuple[str, ...]) -> None:
    assert [m["id"] for m in _records(sample, "show", *words)] == ["SOMEI 2019-12-04"]


def test_the_next_meeting_else_the_last(sample: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")

    def shown() -> str:
        (meeting,) = _records(sample, "show", "SOMEI")
        return f"{meeting['start']} {meeting['state']} {meeting['agenda_state']} {meeting['outcome_state']}"

    assert shown() == "2020-06-10 tentative draft expected"
    monkeypatch.setenv("SOMEI_TODAY", "2020-07-01")
    assert shown() == "2020-06-10 tentative draft missing"
    monkeypatch.setenv("SOMEI_TODAY", "2019-12-04")
    assert shown().startswith("2019-12-04 confirmed")


def test_what_is_due_at_the_next_meeting_is_late_once_it_is_over(
    sample: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")
    monkeypatch.setenv("SOMEI_TODAY", "2020-06-11")

    held, _ = _records(sample, "list")

    assert [(f["due"], f["overdue"]) for f in held["follow_ups"]] == [
        ("2020-01-31", True), ("2020-06-10", True), ("2020-06-30", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("SOMEI", "2019-12-05"), 4, "No document names a meeting of SOMEI on 2019-12-05.\nhint: Nearest: 2019-12-04."),
        (("COSI", "2019-12-05"), 4, "No document names a meeting of COSI.\nhint: Bodies that meet: SOMEI"),
        (("No such body",), 4, "No document names a meeting of No such body."),
        (("1/20",), 4, "1/20 is not in the register."),
        (("SOMEI", "2019-13-05"), 2, "“2019-13-05” is not a date."),
        (("SOMEI", "tomorrow"), 2, "“tomorrow” is not a date."),
    ],
)
def test_no_such_meeting(sample: Clerk, words: tuple[str, ...], status: int, said: str) -> None:
    answer = sample.run("meeting", "show", *words)

    assert answer.status == status
    assert said in answer.err


def test_a_refusal_tells_no_body_that_only_a_document_names(clerk: Clerk) -> None:
    _add(clerk, "1/20", "2020-01-15", "Friends of something secret")

    assert "secret" not in clerk.run("meeting", "show", "SOMEI").err


def test_choosing_meetings(clerk: Clerk) -> None:
    for number, on, body in (
        ("1/19", "2019-12-03", "JHA"),
        ("1/20", "2020-01-24", "JHA"),
        ("2/20", "2020-02-05", "COSI"),
    ):
        _add(clerk, number, on, body)

    def found(*words: str) -> list[str]:
        return clerk.ok("meeting", "list", *words, "--format", "ids").splitlines()

    assert found() == ["JHA 2019-12-03", "JHA 2020-01-24", "COSI 2020-02-05"]
    assert found("--body", "Justice and Home Affairs Council") == ["JHA 2019-12-03", "JHA 2020-01-24"]
    assert found("--body", "JHA", "--body", "cosi", "--year", "20") == ["JHA 2020-01-24", "COSI 2020-02-05"]
    assert found("--since", "2020-01-24", "--until", "2020-02-04") == ["JHA 2020-01-24"]
    assert found("--sort", "-start", "--limit", "1") == ["COSI 2020-02-05"]
    assert found("--body", "SOMEI") == []


NOT_BRUSSELS = "1/19 says Brussels; in October the Council meets in Luxembourg"
NOT_LUXEMBOURG = "1/19 says Luxembourg; in December the Council meets in Brussels"


@pytest.mark.parametrize(
    ("fields", "warnings"),
    [
        ({"subject": "JHA Council, Brussels, 7 October 2019"}, [NOT_BRUSSELS]),
        ({"subject": "JHA Council (Luxembourg, 7 October 2019)"}, []),
        ({"subject": "Between Brussels and Luxembourg"}, []),
        ({"subject": "Brussels", "type": "NOTE"}, []),
        ({"on": "2019-10-12"}, ["2019-10-12 is a Saturday"]),
        ({"on": "2019-12-02", "subject": "Held in Luxembourg"}, [NOT_LUXEMBOURG]),
        ({"on": "2020-06-23"}, ["2020-06-23 is a holiday: Luxembourg National Holiday"]),
        ({"on": "2020-06-23", "body": "SOMEI"}, []),
        ({"on": "2019-12-24", "body": "SOMEI"}, ["2019-12-24 is a holiday: End-of-year days"]),
    ],
)  # fmt: skip
def test_warnings(clerk: Clerk, fields: dict[str, str], warnings: list[str]) -> None:
    _add(clerk, "1/19", **{"on": "2019-10-07", **fields, "date": "2019-09-20"})

    assert _records(clerk, "list")[0]["warnings"] == warnings


def test_the_place_above_a_date_counts_only_when_it_is_that_of_the_meeting(clerk: Clerk) -> None:
    _add(clerk, "1/19", "2019-10-07", date="2019-09-20")
    path = "documents/2019/000/ST-1-2019-INIT.toml"
    text = clerk.read(path).replace("date = 2019-09-20", 'date = 2019-09-20\nplace = "Brussels"')
    clerk.enter(path, text)
    assert _records(clerk, "list")[0]["warnings"] == []

    clerk.enter(path, text.replace("date = 2019-09-20", "date = 2019-10-07"))
    assert len(_records(clerk, "list")[0]["warnings"]) == 1


def test_deadlines_of_a_council_meeting_and_of_the_register(clerk: Clerk) -> None:
    _add(clerk, "1/20", "2020-06-04")
    _add(clerk, "2/20", "2020-06-10", "SOMEI")
    assert [[d["by"] for d in m["deadlines"]] for m in _records(clerk, "list")] == [
        ["2020-05-14", "2020-05-19", "2020-05-21"], [],
    ]  # fmt: skip

    clerk.enter("somei.toml", clerk.read("somei.toml") + "\n[deadlines]\nSOMEI = 7\n")
    assert [d["by"] for d in _records(clerk, "show", "SOMEI")[0]["deadlines"]] == ["2020-06-03"]


def test_documents_with_a_day_and_no_body_are_counted(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "S", "--on", "2020-01-15")

    answer = clerk.run("meeting", "list")

    assert answer.err.endswith("1 document names a day but no body, and no meeting: 1/20\n")
    assert clerk.run("meeting", "show", "1/20").status == 4
    assert clerk.run("-q", "meeting", "list").err == ""


def test_a_replaced_text_and_a_cancelled_meeting(clerk: Clerk) -> None:
    _add(clerk, "1/20", "2020-01-15", "COSI")
    _add(clerk, "1/1/20 REV 1", "2020-01-15", "COSI")
    assert "agenda\t1/20   replaced" in clerk.ok("meeting", "show", "COSI")

    for path in ("documents/2020/000/ST-1-2020-INIT.toml", "documents/2020/000/ST-1-2020-REV-1.toml"):
        text = clerk.read(path)
        clerk.enter(path, text.replace("\n", '\nstatus = "withdrawn"\nreason = "R"\n', 1))
    shown = clerk.ok("meeting", "show", "COSI")
    assert "state\tcancelled" in shown
    assert "agenda\t1/20   withdrawn" in shown
