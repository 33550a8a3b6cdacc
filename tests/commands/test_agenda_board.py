"""The clerk's morning table: what is to be seen to before a meeting."""

import json
import shlex
from typing import Any

import pytest
from commands.terminal_runs import run_on_terminal
from conftest import Clerk

AGENDA = "5000/20"


def _begin(clerk: Clerk, body: str, *options: str, day: str = "2020-03-13") -> Clerk:
    clerk.ok("agenda", "create", body, day, "--number", AGENDA)
    clerk.ok("agenda", "add-item", AGENDA, "Cyber", "--doc", "4999/20", *options)
    return clerk


def _add(clerk: Clerk, number: str = "4999/20", day: str = "2020-02-10", *options: str) -> None:
    clerk.ok("add", number, "--subject", "S", "--date", day, *options)


def _rows(clerk: Clerk, *options: str, status: int = 0) -> list[dict[str, Any]]:
    answer = clerk.run("agenda", "board", AGENDA, "--json", *options)
    assert answer.status == status, answer
    records: list[dict[str, Any]] = json.loads(answer.out)["records"]
    return records


def _said(clerk: Clerk, *options: str, status: int = 0) -> list[str]:
    rows = _rows(clerk, *options, status=status)
    return [f"{c['severity']}: {c['message']}" for row in rows for c in row["concerns"]]


def test_all_is_in_order(clerk: Clerk) -> None:
    _add(_begin(clerk, "SOMEI"))

    assert [row["state"] for row in _rows(clerk)] == ["ok"] * 4
    row = _rows(clerk)[2]
    assert (row["item"], row["document"], row["current"], row["circulated"]) == (
        "2",
        "4999/20",
        "4999/20",
        "2020-02-10",
    )
    assert row["deadline"] is None


def test_a_board_says_what_would_refuse_the_issue(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2020-02-13", "--number", AGENDA)
    begun = "warning: the meeting began on 2020-02-13: give the day on which it went out with --date"

    assert _said(clerk, status=1) == [begun]
    assert "Ready" not in clerk.run("agenda", "board", AGENDA, terminal=True).out.replace("Not ready", "")
    assert clerk.run("agenda", "issue", AGENDA).status == 5

    clerk.ok("agenda", "issue", AGENDA, "--date", "2020-02-12")
    assert _said(clerk) == []


def test_a_board_of_a_draft_without_items_is_not_ready(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2020-03-13", "--number", AGENDA)
    while clerk.run("agenda", "remove-item", AGENDA, "1").status == 0:
        pass

    assert _said(clerk, status=1) == ["warning: it has no items"]
    assert clerk.run("agenda", "issue", AGENDA).status == 5


def test_receipts_repeat_what_the_marking_of_a_document_means(clerk: Clerk) -> None:
    _add(clerk, "4999/20", "2020-02-10", "--marking", "LIMITE")
    clerk.ok("agenda", "create", "SOMEI", "2020-03-13", "--number", AGENDA)
    warning = "! 4999/20: LIMITE, but the agenda is not: mark the agenda too, or keep its title neutral"

    added = clerk.run("agenda", "add-item", AGENDA, "Cyber", "--doc", "4999/20", "--color", "never", terminal=True)
    assert warning in " ".join(added.out.split())
    piped = clerk.run("agenda", "add-item", AGENDA, "Other", "--doc", "4999/20")
    assert "must tell nothing" not in piped.out + piped.err
    issued = clerk.run("agenda", "issue", AGENDA, "--color", "never", terminal=True)
    assert " ".join(issued.out.split()).count(warning) == 1


@pytest.mark.parametrize(
    ("body", "own", "agenda", "documents"),
    [
        ("JHA", "", "2020-02-21", "2020-02-21"),
        ("Justice and Home Affairs Council", "", "2020-02-21", "2020-02-21"),
        ("ECOFIN", "", "2020-02-28", "2020-02-26"),
        ("COSI", "", None, None),
        ("SOMEI", "", None, None),
        ("SOMEI", "[deadlines]\nSOMEI = 7\n", "2020-03-06", "2020-03-06"),
        ("ECOFIN", "[deadlines]\nECOFIN = 21\n", "2020-02-21", "2020-02-21"),
    ],
)
def test_deadlines_are_counted_back_by_body(
    clerk: Clerk, body: str, own: str, agenda: str | None, documents: str | None
) -> None:
    clerk.write("somei.toml", clerk.read("somei.toml") + own)
    _add(_begin(clerk, body))

    rows = _rows(clerk)
    assert (rows[0]["deadline"], rows[2]["deadline"]) == (agenda, documents)


@pytest.mark.parametrize(
    ("today", "said", "status"),
    [
        ("2020-02-20", ["info: to be issued by 2020-02-21",
                        "warning: not registered; to be circulated by 2020-02-21"], 1),
        ("2020-02-22", ["warning: was to be issued by 2020-02-21", "error: not registered"], 1),
    ],
)  # fmt: skip
def test_a_document_that_is_not_there(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, today: str, said: list[str], status: int
) -> None:
    _begin(clerk, "JHA")
    monkeypatch.setenv("SOMEI_TODAY", today)

    assert _said(clerk, status=status) == said


def test_a_missed_deadline_is_a_warning(clerk: Clerk) -> None:
    _add(_begin(clerk, "JHA"), day="2020-02-22")
    clerk.ok("agenda", "issue", AGENDA, "--date", "2020-02-22")

    late = ["warning: issued after the deadline of 2020-02-21", "warning: circulated after the deadline of 2020-02-21"]
    assert _said(clerk, status=1) == late
    assert _said(clerk, "--fail-on", "error", status=0) == late


def test_a_text_that_was_replaced(clerk: Clerk) -> None:
    _add(_begin(clerk, "SOMEI"))
    clerk.ok("agenda", "add-item", AGENDA, "Drugs", "--doc", "4999/1/20 REV 1")
    _add(clerk, "4999/1/20 REV 1")
    # A draft looks its documents up.
    assert not _said(clerk)
    assert _rows(clerk)[2]["current"] == "4999/1/20 REV 1"
    _add(clerk, "4999/2/20 REV 2")
    assert _said(clerk, status=1) == ["warning: now 4999/2/20 REV 2"]

    clerk.ok("agenda", "issue", AGENDA, "--date", "2020-02-20")
    _add(clerk, "4999/3/20 REV 3")

    assert _said(clerk, status=1) == ["warning: now 4999/3/20 REV 3"] * 2


@pytest.mark.parametrize(
    ("marking", "options", "said"),
    [
        ("LIMITE", (), ["info: LIMITE, but the agenda is not: mark the agenda too, or keep its title neutral"]),
        ("LIMITE", ("--legislative",), ["warning: LIMITE, but the item is deliberated in public"]),
        ("RESTREINT UE", (), ["warning: classified: only for a meeting where everybody is cleared for it"]),
        ("SOMETHING", (), ["warning: its marking is not known"]),
        ("PUBLIC", ("--legislative",), []),
    ],
)
def test_markings_that_do_not_fit(clerk: Clerk, marking: str, options: tuple[str, ...], said: list[str]) -> None:
    _begin(clerk, "SOMEI", *options)
    _add(clerk, "4999/20", "2020-02-10", "--marking", marking)

    warned = any(words.startswith("warning") for words in said)
    assert _said(clerk, status=1 if warned else 0) == said


def test_withdrawn_items_need_nothing(clerk: Clerk) -> None:
    _begin(clerk, "SOMEI")
    clerk.ok("agenda", "withdraw-item", AGENDA, "2", "--reason", "no time")

    assert _said(clerk) == ["info: the item is withdrawn"]


def test_a_draft_text_and_one_without_a_date(clerk: Clerk) -> None:
    _begin(clerk, "JHA", "--doc", "4998/20")
    path = "documents/2020/049/ST-4999-2020-INIT.toml"
    clerk.enter(path, 'number = "4999/20"\nstatus = "draft"\nsubject = "S"\n')
    clerk.ok("add", "4998/20", "--subject", "S")

    assert _said(clerk, status=1)[1:] == [
        "error: not issued: its status is “draft”",
        "warning: without a date, so nobody knows whether it was there by 2020-02-21",
    ]


def test_lines_below_an_item_have_documents_too(clerk: Clerk) -> None:
    _add(_begin(clerk, "SOMEI"))
    clerk.ok("agenda", "add-item", AGENDA, "A line", "--under", "2", "--doc", "CM 9/20")

    rows = [(row["item"], row["title"], row["document"]) for row in _rows(clerk, status=1)]
    assert rows[2:4] == [("2", "Cyber", "4999/20"), ("2", "A line", "CM 9/20")]


def test_the_board_of_something_else(registered: Clerk) -> None:
    assert registered.run("agenda", "board", "15070/19").status == 5
    assert registered.run("agenda", "board", "9/19").status == 4


def test_the_board_as_a_table(clerk: Clerk) -> None:
    _begin(clerk, "JHA")

    shown = clerk.run("agenda", "board", AGENDA, terminal=True).out
    assert "4999/20" in shown
    assert "deadline of the documents: 21 Feb 2020" in shown
    assert "not registered" in clerk.run("agenda", "board", AGENDA, "--format", "csv").out


@pytest.mark.parametrize("days", ["-1", "367", "true", '"7"', "2.5"])
def test_deadlines_are_days(clerk: Clerk, days: str) -> None:
    clerk.write("somei.toml", f"schema = 1\n[deadlines]\nSOMEI = {days}\n")

    answer = clerk.run("list")

    assert answer.status == 3
    assert "line 3: “SOMEI” in [deadlines]: expected days before a meeting, from 0 to 366" in answer.err


# ---- parts, and the kinds of a body


@pytest.fixture
def coreper(clerk: Clerk) -> Clerk:
    """A draft of COREPER, whose items were put on it in no order."""
    clerk.ok("agenda", "create", "COREPER", "2020-03-06", "--number", AGENDA)
    for title, kind in (("Digital", "II"), ("Drones", "I"), ("Omnibus", "II"), ("Letters", "I")):
        clerk.ok("agenda", "add-item", AGENDA, title, "--kind", kind)
    return clerk


def _page(clerk: Clerk) -> list[str]:
    page = clerk.ok("agenda", "print", AGENDA)
    return [line.strip() for line in page[page.index("Adoption") - 5 :].splitlines() if line.strip()][:-2]


def test_each_part_of_the_page_stands_once_and_other_business_outside(coreper: Clerk) -> None:
    assert _page(coreper) == [
        "1.   Adoption of the agenda",
        "Discussion items", "2.   Digital", "3.   Omnibus",
        "Non-discussion items", "4.   Drones", "5.   Letters",
        "____________", "6.   Any other business",
    ]  # fmt: skip
    assert not [words for words in _said(coreper) if "apart" in words]


def test_an_item_that_was_moved_out_of_its_part_is_told_and_printed_in_it(coreper: Clerk) -> None:
    coreper.ok("agenda", "move-item", AGENDA, "3", "--to", "5")

    (told,) = _said(coreper, status=1)
    assert told == ("warning: item 5 is apart from the other II items")
    assert _page(coreper)[1:4] == ["Discussion items", "2.   Digital", "5.   Omnibus"]
    (command,) = [concern["command"] for row in _rows(coreper, status=1) for concern in row["concerns"]]
    coreper.ok(*shlex.split(command)[1:])
    assert not _said(coreper)


def test_a_kind_of_another_body_is_told_at_once_and_on_the_board(coreper: Clerk) -> None:
    words = "A and B items are for the Council; here it is I or II"

    assert f"note: {words}\n" in coreper.run("agenda", "add-item", AGENDA, "Innovation", "--kind", "A").err
    assert _said(coreper, status=1) == [f"warning: item 6: {words}"]


def test_at_a_terminal_another_kind_is_asked_for(coreper: Clerk) -> None:
    screen = run_on_terminal(
        coreper, "agenda", "add-item", AGENDA, "Innovation", "--kind", "A", after="Which kind?", keys="II\n"
    )

    assert screen.status == 0
    assert _page(coreper)[1:5] == ["Discussion items", "2.   Digital", "3.   Omnibus", "4.   Innovation"]


def test_ready_never_stands_above_an_open_note(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    _begin(clerk, "SOMEI")
    for number in ("4999/20", "4998/20"):
        clerk.ok("agenda", "add-item", AGENDA, f"Papers of {number}", "--doc", number)
        _add(clerk, number, "2020-02-10", "--marking", "LIMITE")

    monkeypatch.setenv("NO_COLOR", "1")
    lines = clerk.run("agenda", "board", AGENDA, terminal=True).out.splitlines()

    assert "! Ready but for 1 note: 2 LIMITE papers on an agenda without a marking" in lines
    command = next(line.strip() for line in lines if "classify" in line)
    clerk.ok(*shlex.split(command)[1:])
    assert "✓ Ready: nothing is left to do." in clerk.run("agenda", "board", AGENDA, terminal=True).out


def test_a_day_of_issue_before_the_year_of_the_number_names_the_option(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2021-01-13", "--number", "CM 100/21")
    clerk.enter("documents/2021/000/ST-5-2021-INIT.toml", 'number = "5/21"\nstatus = "draft"\nsubject = "Lamps"\n')

    for words in (("agenda", "issue", "CM 100/21"), ("issue", "5/21")):
        answer = clerk.run(*words)
        assert (answer.status, "--date YYYY-MM-DD" in answer.err) == (5, True)
        clerk.ok(*words, "--date", "2021-01-04")
