"""Follow-ups: recorded, listed, closed, moved, and carried onto the next agenda."""

import json
from typing import Any

import pytest
from conftest import Clerk, prepared

PATH = "documents/2019/150/ST-15070-2019-INIT.toml"
FIELDS = {
    "id", "document", "item", "title", "body", "meeting", "who", "what", "due", "due_as_said", "state", "standing",
    "overdue", "days", "closed", "reason", "moved", "agendas",
}  # fmt: skip


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    answer = json.loads(clerk.ok("followup", "list", *words, "--json"))
    assert answer["schema"] == "somei/followup-list/1"
    records: list[dict[str, Any]] = answer["records"]
    return records


def _ids(clerk: Clerk, *words: str) -> list[str]:
    return clerk.ok("followup", "list", *words, "--format", "ids").splitlines()


def _add(clerk: Clerk, what: str, item: str, *words: str) -> str:
    return clerk.ok("followup", "add", what, "--doc", "15070/19", "--item", item, *words)


@prepared
def promised(registered: Clerk) -> Clerk:
    """A clerk whose register holds the sample and the three promises in it."""
    registered.ok("followup", "scan", "15070/19", "--take", "all")
    return registered


@prepared
def drafted(promised: Clerk) -> Clerk:
    """The next agenda as a draft, marked as the promises are."""
    promised.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")
    promised.ok("classify", "5000/20", "--marking", "LIMITE")
    return promised


# ---- recording


def test_a_due_day_is_typed_as_people_write_it(registered: Clerk) -> None:
    for typed, due in (("4.12.2026", "2026-12-04"), ("2027-02", "2027-02-28"), ("2027", "2027-12-31")):
        assert (
            f"due {due}"
            in registered.run(
                "followup", "add", f"Report by {due}", "--doc", "15070/19", "--item", "2", "--due", typed
            ).err
        )
    assert (
        registered.run("followup", "add", "Report", "--doc", "15070/19", "--item", "2", "--due", "04/12/2026").status
        == 2
    )


def test_a_promise_is_recorded_as_one_commit_with_its_name(registered: Clerk) -> None:
    answer = registered.run("followup", "add", "Second questionnaire", "--doc", "st15070/2019", "--item", "2",
                            "--who", "Eurojust", "--due", "end of January 2020", "-m", "as agreed")  # fmt: skip

    assert answer.status == 0
    assert answer.err.startswith("Record the follow-up 15070/19#2.1, due 2020-01-31 (commit ")
    assert registered.git("log", "-1", "--format=%B") == (
        "Record the follow-up 15070/19#2.1, due 2020-01-31\n\n"
        "Somei-Action: followup add\nSomei-Document: 15070/19\nReason: as agreed"
    )
    assert (
        '[[items.follow_ups]]\nwho = "Eurojust"\nwhat = "Second questionnaire"\n'
        'due = 2020-01-31\ndue_as_said = "end of January 2020"\n\n[[items]]\nnumber = "3"'
    ) in registered.read(PATH)


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("2020-03-01", "2020-03-01"),
        ("end of Croatian Presidency", "2020-06-30"),
        ("before the summer break", None),
        ("next-meeting", None),
    ],
)
def test_the_day_is_worked_out_and_the_words_are_kept(registered: Clerk, due: str, day: str | None) -> None:
    _add(registered, "Draft mandate", "6", "--due", due)

    (record,) = _records(registered)
    assert set(record) == FIELDS
    assert (record["due"], record["due_as_said"]) == (day, None if due == day else due)


def test_other_words_can_be_kept_beside_a_day(registered: Clerk) -> None:
    _add(registered, "Draft mandate", "6", "--due", "2020-07-31", "--as-said", "before the summer break")

    (record,) = _records(registered)
    assert (record["due"], record["due_as_said"]) == ("2020-07-31", "before the summer break")


def test_a_promise_under_a_line_and_its_name_in_json(registered: Clerk) -> None:
    words = ("--doc", "15070/19", "--item", "2/1/2", "--due", "2020-03-01", "--json")

    (receipt,) = json.loads(registered.ok("followup", "add", "Report", *words))["records"]

    assert receipt["follow_up"] == "15070/19#2/1/2.1"
    assert _ids(registered) == ["15070/19#2/1/2.1"]


def test_nothing_is_written_on_trial(drafted: Clerk) -> None:
    before, commits = drafted.read(PATH), drafted.log()

    for words in (
        ("add", "X", "--doc", "15070/19", "--item", "2", "--due", "2020-03-01"),
        ("done", "15070/19#2.1"),
        ("drop", "15070/19#2.1", "--reason", "Overtaken"),
        ("move", "15070/19#2.1", "--due", "2020-03-01"),
        ("carry", "5000/20"),
    ):
        assert drafted.run("followup", *words, "-n").err.endswith(": nothing was written (dry run).\n")
    assert (drafted.read(PATH), drafted.log()) == (before, commits)


# ---- until the next meeting


def test_the_next_meeting_is_that_of_the_body_whoever_tells_of_it(registered: Clerk) -> None:
    registered.ok("agenda", "create", "SOMEI", "2020-12-02", "--number", "5001/20")
    registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")
    registered.ok("add", "5002/20", "--subject", "S", "--body", "JHA Senior Officials Meeting EU-Interpol",
                  "--on", "2019-12-04")  # fmt: skip
    registered.ok("agenda", "create", "COSI", "2020-03-02", "--number", "5003/20")

    _add(registered, "State of play", "6", "--due", "next-meeting")
    _add(registered, "Debrief", "6", "--due", "at the next COSI meeting")

    assert [(r["due"], r["due_as_said"]) for r in _records(registered)] == [
        ("2020-03-02", "at the next COSI meeting"),
        ("2020-06-10", "next-meeting"),
    ]


def test_a_next_meeting_that_is_registered_later_gives_the_day(
    promised: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [r["due"] for r in _records(promised, "--doc", "15070/19")] == ["2020-01-31", "2020-06-30", None]

    promised.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")
    monkeypatch.setenv("SOMEI_TODAY", "2020-06-11")

    assert [(r["id"], r["due"]) for r in _records(promised, "--overdue")] == [
        ("15070/19#2.1", "2020-01-31"),
        ("15070/19#6.2", "2020-06-10"),
    ]
    assert "2020-06-10" not in promised.read(PATH)


# ---- listing


def test_open_ones_are_listed_by_their_day(promised: Clerk) -> None:
    assert _ids(promised) == ["15070/19#2.1", "15070/19#6.1", "15070/19#6.2"]
    assert (
        promised.ok("followup", "list").splitlines()[1].startswith("15070/19#2.1\t2020-01-31\t14 days late\tEurojust\t")
    )
    first, *_ = _records(promised)
    assert (first["overdue"], first["days"], first["body"], first["meeting"]) == (True, -14, "SOMEI", "2019-12-04")


@pytest.mark.parametrize(
    ("today", "words", "ids"),
    [
        ("2020-01-31", ("--overdue",), []),
        ("2020-02-01", ("--overdue",), ["#2.1"]),
        ("2020-01-31", ("--due-soon",), ["#2.1"]),
        ("2020-01-31", ("--due-soon", "0"), ["#2.1"]),
        ("2020-06-15", ("--due-soon",), []),
        ("2020-06-16", ("--due-soon",), ["#6.1"]),
        ("2020-06-16", ("--due-soon", "13"), []),
        ("2020-06-16", ("--due-soon", "--overdue"), ["#2.1", "#6.1"]),
        ("2020-06-16", ("--due-soon", "99999999999"), ["#6.1"]),
    ],
)
def test_late_and_soon_are_told_by_the_day(
    promised: Clerk, monkeypatch: pytest.MonkeyPatch, today: str, words: tuple[str, ...], ids: list[str]
) -> None:
    monkeypatch.setenv("SOMEI_TODAY", today)

    assert _ids(promised, *words) == [f"15070/19{one}" for one in ids]


def test_by_body_by_actor_and_by_state(promised: Clerk) -> None:
    promised.ok("followup", "done", "15070/19#6.2")

    assert len(_ids(promised, "--body", "EU-Interpol Senior Officials Meeting")) == 2
    assert _ids(promised, "--body", "COSI") == []
    assert _ids(promised, "--who", "eurojust") == ["15070/19#2.1"]
    assert _ids(promised, "--who", "european commission", "--who", "Euro") == ["15070/19#6.1"]
    assert _ids(promised, "--state", "done") == ["15070/19#6.2"]
    assert len(_ids(promised, "--state", "all")) == 3
    assert _ids(promised, "--doc", "1/20") == []


def test_the_options_of_every_list(promised: Clerk) -> None:
    assert promised.ok("followup", "list", "--fields", "id,days", "--sort", "-due", "--limit", "1").splitlines() == [
        "id\tdays", "15070/19#6.1\t137",
    ]  # fmt: skip
    shown = promised.run("followup", "list", terminal=True)
    assert "14 days late" in shown.out
    nothing = promised.run("followup", "list", "--who", "Nobody", terminal=True)
    assert (nothing.status, nothing.err) == (0, "No follow-up fits.\n")


def test_a_file_that_cannot_be_read_is_named(promised: Clerk) -> None:
    promised.write("documents/2020/000/ST-1-2020-INIT.toml", "number = \n")

    answer = promised.run("followup", "list")

    assert answer.status == 3
    assert "15070/19#2.1" in answer.out
    assert "ST-1-2020-INIT.toml" in answer.err


# ---- closing


def test_done_and_dropped_stand_in_the_record_and_in_the_history(promised: Clerk) -> None:
    promised.ok("followup", "done", "15070/19#2.1", "--on", "2020-02-10", "--reason", "Sent to 24 States")
    promised.ok("followup", "drop", "15070/19#6.1", "--reason", "Overtaken")
    promised.ok("followup", "drop", "15070/19#6.2", "-m", "No longer asked for")

    assert promised.log()[:3] == ["Drop 15070/19#6.2", "Drop 15070/19#6.1", "Done: 15070/19#2.1"]
    assert 'state = "done"\nclosed = 2020-02-10\nreason = "Sent to 24 States"\n' in promised.read(PATH)
    closed = {r["id"]: (r["state"], r["closed"], r["reason"]) for r in _records(promised, "--state", "all")}
    assert closed["15070/19#6.1"] == ("dropped", "2020-02-14", "Overtaken")
    assert closed["15070/19#6.2"] == ("dropped", "2020-02-14", "No longer asked for")
    assert "items 2 follow_ups 1 state\t\tdone\tSent to 24 States" in promised.ok("history", "15070/19")
    assert "FUP" not in promised.run("check", "15070/19").out


def test_a_follow_up_is_not_dropped_without_a_reason(promised: Clerk) -> None:
    answer = promised.run("followup", "drop", "15070/19#6.1")

    assert answer.status == 2
    assert "somei followup drop '15070/19#6.1' -m TEXT" in answer.err
    assert "dropped" not in promised.read(PATH)


def test_a_terminal_asks_why_a_follow_up_is_dropped(promised: Clerk) -> None:
    silent = promised.run("followup", "drop", "15070/19#6.1", stdin="\n", terminal=True)
    unasked = promised.run("followup", "drop", "15070/19#6.1", "--no-input", stdin="Overtaken\n", terminal=True)
    assert (silent.status, unasked.status) == (2, 2)
    assert ("Why is it dropped?" in silent.err, "Why is it dropped?" in unasked.err) == (True, False)

    answer = promised.run("followup", "drop", "15070/19#6.1", stdin="Overtaken \n", terminal=True)

    assert answer.status == 0
    assert 'reason = "Overtaken"' in promised.read(PATH)


def test_what_is_said_twice_changes_nothing(promised: Clerk) -> None:
    promised.ok("followup", "done", "15070/19#2.1")
    commits = promised.log()

    again = promised.run("followup", "done", "15070/19#2.1")
    other = promised.run("followup", "drop", "15070/19#2.1", "--reason", "Really")

    assert (again.status, again.err) == (0, "Nothing to change.\n")
    assert (other.status, other.out) == (5, "")
    assert "15070/19#2.1 is done since 2020-02-14." in other.err
    assert promised.log() == commits


# ---- moving


def test_a_move_keeps_what_was_said(promised: Clerk) -> None:
    promised.ok("followup", "move", "15070/19#2.1", "--due", "end of March", "--reason", "Eurojust asked for it")
    promised.ok("followup", "move", "15070/19#2.1", "--due", "2020-04-30")

    record = _records(promised, "--who", "Eurojust")[0]
    assert (record["due"], record["due_as_said"], record["overdue"]) == (
        "2020-04-30",
        "by the end of January 2020",
        False,
    )
    assert record["moved"] == [
        {"on": "2020-02-14", "from": "2020-01-31", "as_said": "end of March", "reason": "Eurojust asked for it"},
        {"on": "2020-02-14", "from": "2020-03-31", "as_said": None, "reason": None},
    ]
    assert (
        'due = 2020-04-30\ndue_as_said = "by the end of January 2020"\n\n'
        '[[items.follow_ups.moved]]\non = 2020-02-14\nfrom = 2020-01-31\nas_said = "end of March"\n'
    ) in promised.read(PATH)
    assert promised.log()[0] == "Move 15070/19#2.1, now due 2020-04-30"
    assert "by the end of January 2020, moved 2 times" in promised.ok("followup", "list")
    assert "follow_ups 1 due\t2020-01-31\t2020-03-31\tEurojust asked for it" in promised.ok("history", "15070/19")
    assert promised.run("format", "--check").status == 0


def test_words_of_a_move_are_reckoned_from_today(promised: Clerk) -> None:
    promised.ok("agenda", "create", "SOMEI", "2020-01-10", "--number", "4000/20")
    promised.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")

    promised.ok("followup", "move", "15070/19#2.1", "--due", "next-meeting")
    promised.ok("followup", "move", "15070/19#6.1", "--due", "two weeks")

    assert {r["id"]: r["due"] for r in _records(promised)} == {
        "15070/19#6.2": "2020-01-10",
        "15070/19#6.1": "2020-02-28",
        "15070/19#2.1": "2020-06-10",
    }


def test_scanning_again_knows_what_was_moved_and_closed(promised: Clerk) -> None:
    promised.ok("followup", "move", "15070/19#2.1", "--due", "2020-04-30")
    promised.ok("followup", "drop", "15070/19#6.1", "--reason", "Overtaken")

    assert promised.run("followup", "scan", "15070/19", "--take", "all").err == "Nothing to change.\n"


# ---- carrying on


def _items(clerk: Clerk) -> list[dict[str, Any]]:
    (record,) = json.loads(clerk.ok("agenda", "show", "5000/20", "--json"))["records"]
    items: list[dict[str, Any]] = record["items"]
    return items


def test_what_is_open_comes_onto_the_next_agenda_with_its_name(drafted: Clerk) -> None:
    drafted.ok("followup", "done", "15070/19#6.1")

    answer = drafted.run("followup", "carry", "5000/20")

    assert answer.err.startswith("Carry 2 follow-ups onto the agenda 5000/20 (commit ")
    adoption, carried, other = _items(drafted)
    assert (adoption["number"], carried["number"], other["number"]) == ("1", "2", "3")
    assert carried["title"] == "Follow-up to previous meetings"
    first, second = carried["subitems"]
    assert first["title"].startswith("Eurojust: ")
    assert first["title"].endswith(" (15070/19#2.1)")
    assert (second["title"][-15:], second["documents"]) == (" (15070/19#6.2)", ["15070/19"])
    assert {r["id"]: r["agendas"] for r in _records(drafted)} == {
        "15070/19#2.1": ["5000/20"],
        "15070/19#6.2": ["5000/20"],
    }
    assert drafted.run("followup", "carry", "5000/20").err == "Nothing to change.\n"


def test_later_ones_join_the_item_that_is_there(drafted: Clerk) -> None:
    drafted.ok("followup", "carry", "5000/20", "15070/19#6.2")
    _add(drafted, "Report", "8", "--who", "Europol", "--due", "2020-05-01")

    drafted.ok("followup", "carry", "5000/20")

    titles = [line["title"] for line in _items(drafted)[1]["subitems"]]
    assert [title.rpartition("#")[2] for title in titles] == ["6.2)", "2.1)", "8.1)", "6.1)"]
    assert len(_items(drafted)) == 3


def test_they_can_go_below_another_item(drafted: Clerk) -> None:
    drafted.ok("agenda", "add-item", "5000/20", "Cooperation Agreement")

    drafted.ok("followup", "carry", "5000/20", "15070/19#6.1", "--item", "2")

    assert [item["title"] for item in _items(drafted)][1:] == ["Cooperation Agreement", "Any other business"]
    assert len(_items(drafted)[1]["subitems"]) == 1
    assert drafted.run("followup", "carry", "5000/20", "--item", "9").status == 4


def test_what_other_bodies_or_later_meetings_were_promised_stays(drafted: Clerk) -> None:
    drafted.ok("agenda", "create", "COSI", "2020-06-10", "--number", "5001/20")
    drafted.ok("agenda", "create", "SOMEI", "2019-06-10", "--number", "5002/19")

    assert drafted.run("followup", "carry", "5001/20").err == "Nothing to change.\n"
    assert drafted.run("followup", "carry", "5002/19").err == "Nothing to change.\n"


def test_an_agenda_for_more_readers_takes_nothing(promised: Clerk) -> None:
    promised.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")
    commits = promised.log()

    answer = promised.run("followup", "carry", "5000/20")

    assert answer.status == 5
    assert "15070/19 is LIMITE, and the agenda 5000/20 is not marked" in answer.err
    assert "somei classify 5000/20 --marking LIMITE" in answer.err
    assert "questionnaire" not in answer.err
    assert promised.log() == commits


# ---- refusing


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("add", "X", "--doc", "1/20", "--item", "2"), 4, "1/20 is not in the register."),
        (("add", "X", "--doc", "15070/19", "--item", "12"), 4, "Items: 1, 2, 3"),
        (("add", "X", "--doc", "15070/19", "--item", "2/9"), 4, "there is no item 2/9"),
        (("add", "X", "--doc", "15070/19"), 2, "--item"),
        (("add", "", "--doc", "15070/19", "--item", "2"), 2, "visible words"),
        (("add", "X", "--doc", "15070/19", "--item", "2", "--due", "soon"), 2, "does not fit the day"),
        (("add", "X", "--doc", "15070/19", "--item", "2", "--due", "2019-12-03"), 5, "at the meeting of 2019-12-04"),
        (("done", "15070/19#2.2"), 4, "There are: 15070/19#2.1, 15070/19#6.1, 15070/19#6.2"),
        (("done", "15070/19#3.1"), 4, "There is no follow-up 15070/19#3.1."),
        (("done", "15070/19"), 2, "as 15070/19#2.1"),
        (("done", "x#2.1"), 2, "is not a document number"),
        (("done", "15070/19#2.1", "--on", "2020-02-15"), 5, "that day has not come"),
        (("done", "15070/19#2.1", "--on", "2019-12-03"), 5, "at the meeting of 2019-12-04"),
        (("move", "15070/19#2.1"), 2, "--due"),
        (("move", "15070/19#2.1", "--due", "2019-01-31"), 5, "at the meeting of 2019-12-04"),
        (("list", "--state", "late"), 2, "open, done, dropped"),
        (("list", "30"), 2, "--due-soon 30"),
        (("list", "--sort", "subject"), 2, "There is no field"),
        (("carry", "1/20"), 4, "1/20 is not in the register."),
        (("carry", "15070/19"), 5, "15070/19"),
    ],
)
def test_what_cannot_be_done_is_refused(promised: Clerk, words: tuple[str, ...], status: int, said: str) -> None:
    commits = promised.log()

    answer = promised.run("followup", *words)

    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err
    assert promised.log() == commits


def test_the_same_promise_is_not_recorded_twice(promised: Clerk) -> None:
    _add(promised, "Report", "8", "--who", "Europol", "--due", "2020-05-01")

    answer = promised.run("followup", "add", "report", "--doc", "15070/19", "--item", "8", "--who", "EUROPOL")

    assert answer.status == 5
    assert "15070/19#8.1 already says the same." in answer.err


def test_an_agenda_in_draft_holds_no_promises(drafted: Clerk) -> None:
    answer = drafted.run("followup", "add", "X", "--doc", "5000/20", "--item", "1")

    assert answer.status == 5
    assert "no lasting numbers" in answer.err


def test_only_what_is_open_is_carried_on(drafted: Clerk) -> None:
    drafted.ok("followup", "done", "15070/19#2.1")

    answer = drafted.run("followup", "carry", "5000/20", "15070/19#2.1")

    assert answer.status == 5
    assert "only what is open is carried on" in answer.err


def test_hints_of_the_rules_name_commands_that_do_it(promised: Clerk) -> None:
    report = json.loads(promised.run("check", "15070/19", "--select", "FUP", "--format", "json").out)

    hints = {finding["code"]: finding["hint"] for finding in report["records"]}
    assert hints["FUP001"].endswith("somei followup done '15070/19#2.1'")
    assert hints["FUP002"].endswith("somei followup move '15070/19#6.2' --due D")
