"""The life of a document as acts: a draft is issued, what was issued is withdrawn, and what that answers elsewhere."""

import json
from pathlib import Path
from typing import Any

import pytest
from clerks import on_hub
from conftest import Clerk, prepared

AGENDA, OUTCOME, NOTE = "11/20", "12/20", "20/20"
OUTCOME_FILE = "documents/2020/000/ST-12-2020-INIT.toml"
NOTE_FILE = "documents/2020/000/ST-20-2020-INIT.toml"


@prepared
def meeting(clerk: Clerk) -> Clerk:
    """A register with an adopted agenda, the draft of its outcome, a draft note, and a number of each other status."""
    clerk.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", AGENDA)
    clerk.ok("agenda", "issue", AGENDA, "--date", "2020-02-05")
    clerk.ok("agenda", "adopt", AGENDA, "--on", "2020-02-12")
    clerk.ok("agenda", "outcome", AGENDA, "--number", OUTCOME)
    note = 'number = "20/20"\nstatus = "draft"\ntype = "NOTE"\nsubject = "Fog"\ndate = 2020-02-10\nplace = "Riga"\n'
    clerk.enter(NOTE_FILE, note)
    clerk.ok("number", "reserve", "21/20", "22/20")
    clerk.ok("number", "release", "22/20", "-m", "not needed")
    clerk.ok("add", "23/20", "--subject", "Lamps", "--date", "2020-02-10", "--marking", "LIMITE")
    return clerk


def document(clerk: Clerk, number: str) -> dict[str, Any]:
    (record,) = json.loads(clerk.ok("show", number, "--json"))["records"]
    found: dict[str, Any] = record
    return found


def refused(clerk: Clerk, *words: str) -> str:
    before = clerk.log()
    answer = clerk.run(*words)
    assert (answer.status, answer.out) == (5, ""), answer
    assert (clerk.log(), clerk.git("status", "--porcelain")) == (before, "")
    return answer.err


def proved(clerk: Clerk) -> list[tuple[str, str]]:
    records = json.loads(clerk.run("check", "--history", "--json", "--select", "HIST").out)["records"]
    return [(record["code"], record["severity"]) for record in records if record["code"] != "HIST009"]


# ---- issue


def test_a_draft_outcome_is_issued_today_at_the_place_of_the_register(meeting: Clerk) -> None:
    answer = meeting.run("issue", OUTCOME)

    assert answer.status == 0, answer
    issued = document(meeting, OUTCOME)
    assert (issued.get("status"), issued["date"], issued["place"]) == (None, "2020-02-14", "Brussels")
    assert meeting.git("log", "-1", "--format=%B").splitlines() == [
        "Issue 12/20",
        "",
        "Somei-Action: issue",
        "Somei-Document: 12/20",
    ]
    assert meeting.run("check", OUTCOME, "--fail-on", "warning").status == 0
    assert proved(meeting) == []


def test_a_draft_keeps_the_date_and_the_place_that_it_bears(meeting: Clerk) -> None:
    meeting.ok("issue", NOTE)

    issued = document(meeting, NOTE)
    assert (issued.get("status"), issued["date"], issued["place"]) == (None, "2020-02-10", "Riga")


def test_a_day_that_is_given_is_the_date(meeting: Clerk) -> None:
    meeting.ok("issue", NOTE, "--date", "2020-02-13", "-m", "out at last")

    assert document(meeting, NOTE)["date"] == "2020-02-13"
    assert "Reason: out at last" in meeting.git("log", "-1", "--format=%B")
    assert "out at last" in meeting.ok("history", NOTE)


def test_a_day_that_a_rule_forbids_is_refused(meeting: Clerk) -> None:
    words = refused(meeting, "issue", NOTE, "--date", "2018-02-13")

    assert "Refused by rule DATE002: 20/20: dated 2018-02-13" in words
    assert "somei explain DATE002" in words


def test_an_agenda_is_issued_as_by_its_own_command(meeting: Clerk) -> None:
    meeting.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    meeting.ok("agenda", "add-item", "9/20", "Fog", "--doc", "23/20")

    meeting.ok("issue", "9/20", "--date", "2020-02-13")

    assert document(meeting, "9/20")["agenda"]["issued"] == "2020-02-13"
    assert "Somei-Action: agenda issue" in meeting.git("log", "-1", "--format=%B")
    late = refused(meeting, "issue", "9/20")
    assert "The agenda 9/20 has been issued on 2020-02-13 already." in late
    assert "hint: Draft a revised agenda: somei agenda revise 9/20" in late


def test_who_issues_an_outcome_as_an_agenda_learns_the_command(meeting: Clerk) -> None:
    assert "hint: Issue it with: somei issue 12/20" in refused(meeting, "agenda", "issue", OUTCOME)


NOT_ISSUED = {
    "23/20": ("23/20 has been issued on 2020-02-10 already.", "somei show 23/20"),
    "21/20": ("21/20 is only reserved; there is no draft to issue.", "somei add 21/20 --subject TEXT"),
    "22/20": ("22/20 is void; nothing is issued under it.", "somei show 22/20"),
    "24/20": (
        "24/20 has been withdrawn, and is not issued again.",
        "somei undo COMMIT -m TEXT; somei history 24/20",
    ),
}


@pytest.mark.parametrize("number", NOT_ISSUED)
def test_only_a_draft_is_issued(meeting: Clerk, number: str) -> None:
    meeting.ok("add", "24/20", "--subject", "Ports", "--date", "2020-02-10")
    meeting.ok("withdraw", "24/20", "-m", "two of one kind")
    sentence, hint = NOT_ISSUED[number]

    words = refused(meeting, "issue", number)

    assert sentence in words
    assert hint in words


def test_a_provisional_number_is_not_issued(meeting: Clerk) -> None:
    path = "documents/2020/001/PROV-100-2020-INIT.toml"
    text = meeting.read(NOTE_FILE).replace('"20/20"', '"PROV 100/20"')
    meeting.enter(path, text)

    assert "hint: Get the number when the server can be reached: somei sync" in refused(meeting, "issue", "PROV 100/20")


def test_of_a_classified_draft_not_even_the_place_is_written(meeting: Clerk) -> None:
    meeting.enter(NOTE_FILE, 'number = "20/20"\nstatus = "draft"\nmarking = "SECRET UE/EU SECRET"\n')

    meeting.ok("issue", NOTE, "--date", "2020-02-13")

    assert "place" not in meeting.read(NOTE_FILE)


# ---- withdraw


def test_what_was_issued_is_withdrawn_with_the_reason(meeting: Clerk) -> None:
    answer = meeting.run("withdraw", "23/20", "-m", "sent by mistake")

    assert answer.status == 0, answer
    withdrawn = document(meeting, "23/20")
    assert (withdrawn["status"], withdrawn["reason"], withdrawn["subject"]) == ("withdrawn", "sent by mistake", "Lamps")
    assert meeting.git("log", "-1", "--format=%B").splitlines() == [
        "Withdraw 23/20",
        "",
        "Somei-Action: withdraw",
        "Somei-Document: 23/20",
        "Reason: sent by mistake",
    ]
    assert "sent by mistake" in meeting.ok("history", "23/20")
    assert proved(meeting) == []


def test_to_withdraw_needs_a_reason(meeting: Clerk) -> None:
    answer = meeting.run("withdraw", "23/20")

    assert answer.status == 2
    assert "--reason" in answer.err


def test_a_terminal_asks_for_the_reason(meeting: Clerk) -> None:
    answer = meeting.run("withdraw", "23/20", stdin="issued twice\n", terminal=True)

    assert answer.status == 0
    assert "Why? " in answer.err
    assert meeting.git("log", "-1", "--format=%B").endswith("Reason: issued twice")


NOT_WITHDRAWN = {
    "21/20": ("21/20 is only reserved; only what has been issued", "somei number release 21/20 -m TEXT"),
    OUTCOME: ("12/20 is a draft; only what has been issued", "somei number release 12/20 -m TEXT"),
    "22/20": ("22/20 is void already.", "somei history 22/20"),
    "24/20": ("24/20 is withdrawn already.", "somei history 24/20"),
    AGENDA: ("The meeting has adopted the agenda 11/20;", "somei agenda outcome 11/20 --number N"),
}


@pytest.mark.parametrize("number", NOT_WITHDRAWN)
def test_only_what_was_issued_is_withdrawn(meeting: Clerk, number: str) -> None:
    meeting.ok("add", "24/20", "--subject", "Ports", "--date", "2020-02-10")
    meeting.ok("withdraw", "24/20", "-m", "two of one kind")
    sentence, hint = NOT_WITHDRAWN[number]

    words = refused(meeting, "withdraw", number, "-m", "No")

    assert sentence in words
    assert hint in words


def test_an_issued_agenda_is_withdrawn_and_its_page_stays(meeting: Clerk) -> None:
    meeting.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    meeting.ok("agenda", "issue", "9/20", "--date", "2020-02-13")
    items = document(meeting, "9/20")["items"]

    meeting.ok("withdraw", "9/20", "-m", "the meeting is called off")

    assert (document(meeting, "9/20")["status"], document(meeting, "9/20")["items"]) == ("withdrawn", items)
    assert proved(meeting) == []


def test_who_gives_up_an_issued_number_learns_the_command(meeting: Clerk) -> None:
    assert "somei withdraw 23/20 -m TEXT" in refused(meeting, "number", "release", "23/20", "-m", "No")
    meeting.ok("withdraw", "23/20", "-m", "sent by mistake")
    assert "hint: Look at it with: somei show 23/20" in refused(meeting, "number", "release", "23/20", "-m", "No")


@pytest.mark.parametrize("words", [("issue", NOTE), ("withdraw", "23/20", "-m", "WHY")], ids=["issue", "withdraw"])
def test_a_dry_run_and_json_tell_the_same(meeting: Clerk, words: tuple[str, ...]) -> None:
    before = meeting.log()
    tried = json.loads(meeting.ok(*words, "-n", "--json"))["records"][0]
    assert meeting.log() == before
    done = json.loads(meeting.ok(*words, "--json"))["records"][0]

    assert tried["changes"] == done["changes"] != []
    assert (tried["commit"], done["commit"]) == (None, meeting.git("rev-parse", "HEAD"))


# ---- undo


@pytest.mark.parametrize(
    ("words", "problem", "severities"),
    [
        (("issue", NOTE), "20/20 would no longer be issued; that needs a reason.", ["warning"]),
        (("withdraw", "23/20", "-m", "A"), "23/20 would no longer be withdrawn; that needs a reason.", ["warning"]),
    ],
    ids=["issue", "withdraw"],
)
def test_a_step_is_taken_back_with_a_reason(
    meeting: Clerk, words: tuple[str, ...], problem: str, severities: list[str]
) -> None:
    before = document(meeting, words[1])
    meeting.ok(*words)
    assert problem in refused(meeting, "undo")

    meeting.ok("undo", "-m", "the wrong one")

    assert document(meeting, words[1]) == before
    assert proved(meeting) == [("HIST007", severity) for severity in severities]


def test_what_was_done_with_an_issued_document_is_taken_back_first(meeting: Clerk) -> None:
    meeting.ok("issue", NOTE)
    act = meeting.git("rev-parse", "HEAD")
    meeting.ok("classify", NOTE, "--marking", "LIMITE")

    words = refused(meeting, "undo", act, "-m", "the wrong one")

    assert "20/20 would no longer be issued, and has been changed since." in words


# ---- two clerks


def test_one_withdraws_what_another_classifies(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("classify", "15070/19", "--marking", "LIMITE")
    ben.ok("sync")
    ada.ok("withdraw", "15070/19", "-m", "sent by mistake")

    assert ada.run("sync").status == 0

    text = on_hub(hub, "show", "main:documents/2019/150/ST-15070-2019-INIT.toml")
    assert 'marking = "LIMITE"' in text
    assert 'status = "withdrawn"\nreason = "sent by mistake"' in text


def test_two_reasons_to_withdraw_are_for_a_person(ada: Clerk, ben: Clerk) -> None:
    ben.ok("withdraw", "15070/19", "-m", "sent by mistake")
    ben.ok("sync")
    ada.ok("withdraw", "15070/19", "-m", "the wrong text")

    answer = ada.run("sync")

    assert answer.status == 5
    assert answer.out.splitlines()[1].split("\t")[1] == "reason"


def test_a_review_tells_the_withdrawal_first(meeting: Clerk) -> None:
    meeting.git("switch", "-qc", "side")
    meeting.ok("classify", "23/20", "COSI")
    meeting.ok("withdraw", "23/20", "-m", "sent by mistake")
    meeting.git("switch", "-q", "main")

    (first, *_) = json.loads(meeting.run("review", "side", "--json").out)["records"][0]["changes"]

    assert (first["field"], first["words"], first["reason"]) == ("status", "withdrawn", "sent by mistake")
