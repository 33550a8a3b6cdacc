"""somei status, and somei alone: how a register stands, and what waits for somebody."""

import json
import os
from pathlib import Path

import pytest
from clerks import colleague, hub_of
from conftest import Clerk


def _status(clerk: Clerk) -> dict[str, object]:
    (record,) = json.loads(clerk.ok("status", "--json"))["records"]
    return dict(record)


def _line(clerk: Clerk, what: str) -> str:
    rows = dict(line.split("\t", 1) for line in clerk.ok("status").splitlines())
    return rows[what]


def test_documents_are_counted_by_status(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "One")
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")
    clerk.ok("withdraw", "1/20", "-m", "sent by mistake")

    record = _status(clerk)

    assert [record[key] for key in ("documents", "draft", "withdrawn", "issued", "void")] == [2, 1, 1, 0, 0]
    assert _line(clerk, "documents") == "2 (1 draft, 1 withdrawn)"


def test_an_empty_register_says_how_to_begin(clerk: Clerk) -> None:
    assert _line(clerk, "documents") == "none yet; register the first: somei import FILE"
    assert _line(clerk, "follow-ups") == "none open"
    assert _line(clerk, "not sent") == "this branch follows no server"
    assert _line(clerk, "last check") == "no scheduled check left an answer in this clone: somei help nights"
    assert _line(clerk, "last acts").endswith("Started the register")


def test_overdue_follow_ups_are_counted(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-03-02")
    registered.ok(
        "followup", "add", "Send it", "--doc", "15070/19", "--item", "2", "--who", "SK", "--due", "2020-03-01"
    )
    registered.ok("followup", "add", "Ask", "--doc", "15070/19", "--item", "3", "--who", "SK", "--due", "2020-04-01")

    record = _status(registered)

    assert (record["follow_ups_open"], record["follow_ups_overdue"]) == (2, 1)
    assert _line(registered, "follow-ups") == "2 open, 1 overdue: somei followup list --overdue"


def test_what_is_not_sent_and_not_committed_is_counted(clerk: Clerk) -> None:
    hub = hub_of(clerk)
    ada = colleague(hub, "ada")
    assert _line(ada, "not sent") == "nothing; all acts were sent"
    ada.ok("add", "1/20", "--subject", "One")
    ada.ok("add", "2/20", "--subject", "Two")
    path = "documents/2020/000/ST-1-2020-INIT.toml"
    ada.write(path, ada.read(path).replace("One", "First"))

    record = _status(ada)

    assert (record["acts_not_sent"], record["files_not_committed"]) == (2, 1)
    assert _line(ada, "not sent") == "2 acts: somei sync"
    assert _line(ada, "not committed") == "1 file changed by hand: somei diff"


def test_the_last_scheduled_check_is_told_with_what_came_since(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk.ok("add", "1/20", "--subject", "One", "--date", "2020-01-10")
    kept = clerk.folder / ".git/somei/last-check.json"
    clerk.run("check", "--keep", str(kept))
    os.utime(kept, (1582804800, 1582804800))  # 27 February 2020, 12:00 UTC
    monkeypatch.setenv("SOMEI_TODAY", "2020-02-28")

    check = _status(clerk)["last_check"]

    assert isinstance(check, dict)
    assert (check["when"], check["errors"], check["acts_since"]) == ("2020-02-27T13:00:00+01:00", 0, 2)
    assert _line(clerk, "last check").startswith("2020-02-27 13:00: ")
    assert "see whether it still runs" not in _line(clerk, "last check")
    monkeypatch.setenv("SOMEI_TODAY", "2020-02-29")
    assert _line(clerk, "last check").endswith("; 2 acts since; none since: see whether it still runs")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"records": [1]}', '{"records": null}', "[" * 9999, "\x00"])
def test_an_answer_that_cannot_be_read_is_never_called_fine(clerk: Clerk, content: str) -> None:
    clerk.ok("add", "1/20", "--subject", "One")
    kept = Path(clerk.folder / ".git/somei/last-check.json")
    kept.write_text(content, encoding="utf-8")

    assert _line(clerk, "last check") == ("its answer cannot be read: last-check.json: it is not the answer of a check")
    record = _status(clerk)
    assert (record["last_check"], bool(record["last_check_fault"])) == (None, True)


def test_a_file_that_cannot_be_read_gives_status_3(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "One")
    clerk.write("documents/2020/000/ST-1-2020-INIT.toml", "number = \n")

    answer = clerk.run("status")

    assert (answer.status, "could not be read" in answer.err) == (3, True)


def test_somei_alone_shows_the_status_inside_a_register_and_help_outside(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("add", "1/20", "--subject", "One")

    assert clerk.run().out == clerk.ok("status")
    assert Clerk(clerk.folder / "documents").run().out == clerk.ok("status")
    outside = Clerk(tmp_path).run()
    assert (outside.status, outside.out.lstrip()[:6]) == (0, "Usage:")
    assert Clerk(tmp_path).run("-C", str(clerk.folder)).out == clerk.ok("status")


def test_a_stopped_merge_comes_first(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "One")
    clerk.git("branch", "other")
    clerk.ok("edit", "1/20", "subject=Here")
    clerk.git("switch", "-q", "other")
    clerk.ok("edit", "1/20", "subject=There")
    clerk.git("switch", "-q", "main")
    with pytest.raises(Exception, match="merge"):
        clerk.git("merge", "other")

    answer = clerk.run("status", "--json")

    assert answer.status == 3
    (record,) = json.loads(answer.out)["records"]
    assert "1/20" in record["stopped_merge"]
