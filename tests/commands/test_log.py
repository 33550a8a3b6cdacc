"""somei log: what happened in a register, newest first."""

import ast
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from clerks import colleague, day_of_last_act, hub_of
from conftest import Clerk, prepared

import somei_cli
from somei_cli.model.access_decisions_and_lag import _SUMMARIES
from somei_cli.model.followup.follow_up_edits import _SUMMARY_WORDS
from somei_cli.model.history.recent_acts import PAST_WORDS


@prepared
def busy(clerk: Clerk) -> Clerk:
    """A clerk who entered a document, corrected it, and entered another one."""
    clerk.ok("add", "1/20", "--subject", "One", "--date", "2020-01-10", "--code", "COSI 5")
    clerk.ok("edit", "1/20", "subject=The first", "-m", "typing error")
    clerk.ok("add", "2/20", "--subject", "Two", "--date", "2020-01-11")
    return clerk


def _told(clerk: Clerk, *words: str) -> list[str]:
    return [record["what"] for record in _records(clerk, *words)]


def _records(clerk: Clerk, *words: str) -> list[dict[str, object]]:
    records: list[dict[str, object]] = json.loads(clerk.ok("log", "--json", *words))["records"]
    return records


def test_the_newest_act_comes_first_in_plain_words(busy: Clerk) -> None:
    assert _told(busy) == ["Added 2/20", "Edited the subject of 1/20", "Added 1/20", "Started the register"]
    _, corrected, *_ = _records(busy)
    assert (corrected["action"], corrected["documents"], corrected["reason"]) == ("edit", ["1/20"], "typing error")
    assert corrected["commit"] == busy.git("rev-parse", "HEAD~1")
    assert (corrected["sent"], corrected["taken_back"]) == (None, False)


def test_a_pipe_gets_one_line_an_act(busy: Clerk) -> None:
    heading, newest, *_ = busy.ok("log").splitlines()

    assert heading.split("\t") == ["when", "who", "what", "reason", "sent", "commit"]
    assert newest.split("\t")[2:5] == ["Added 2/20", "", ""]


def test_acts_are_chosen_by_document_code_person_and_day(busy: Clerk) -> None:
    day = str(day_of_last_act(busy))

    assert _told(busy, "--document", "2/20") == ["Added 2/20"]
    assert _told(busy, "--code", "COSI") == ["Edited the subject of 1/20", "Added 1/20"]
    assert _told(busy, "--document", "2/20", "--code", "COSI") == []
    assert len(_told(busy, "--by", busy.git("config", "user.email").upper())) == 4
    assert _told(busy, "--by", "nobody") == []
    assert len(_told(busy, "--since", day, "--until", day)) == 4
    assert _told(busy, "--until", "2001-01-01") == []
    assert _told(busy, "--limit", "1") == ["Added 2/20"]


def test_documents_may_be_named_without_an_option(busy: Clerk) -> None:
    busy.ok("add", "2/20 REV 1", "--subject", "Two, revised", "--date", "2020-01-12")

    assert _told(busy, "2/20") == _told(busy, "--document", "2/20") == ["Added 2/20"]
    assert _told(busy, "2/1/20", "REV", "1") == ["Added 2/1/20 REV 1"]
    assert _told(busy, "--limit", "9", "ST", "2/20", "1/20") == [
        "Added 2/20",
        "Edited the subject of 1/20",
        "Added 1/20",
    ]
    assert _told(busy, "1/20", "--document", "2/20") == ["Added 2/20", "Edited the subject of 1/20", "Added 1/20"]
    assert _told(busy, "2/20", "--code", "COSI") == []
    assert busy.run("log", "yesterday").status == 2


def test_days_may_be_named_by_word(busy: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    day = day_of_last_act(busy)
    monkeypatch.setenv("SOMEI_TODAY", str(day + timedelta(1)))

    assert len(_told(busy, "--since", "yesterday", "--until", "today")) == 4
    assert _told(busy, "--since", "Today") == []
    assert busy.run("log", "--since", "sometimes").status == 2


def test_an_act_on_the_code_itself_is_one_of_that_code(busy: Clerk) -> None:
    busy.ok("codes", "edit", "COSI", "Internal security")

    assert _told(busy, "--code", "COSI")[0] == "Changed the title of COSI"


def test_an_unknown_choice_finds_nothing_and_says_so(busy: Clerk) -> None:
    answer = busy.run("log", "--by", "nobody", terminal=True)

    assert (answer.status, "No act fits." in answer.out + answer.err) == (0, True)


def test_the_newest_are_shown_unless_more_are_asked_for(clerk: Clerk) -> None:
    for number in range(1, 28):
        clerk.ok("add", f"{number}/20", "--subject", "One")

    answer = clerk.run("log", "--json")

    assert len(json.loads(answer.out)["records"]) == 25
    assert answer.err.strip() == "These are the 25 newest; more: somei log --limit 250, or --since DATE"
    assert len(_told(clerk, "--limit", "27")) == 27
    assert len(_told(clerk, "--since", "2001-01-01")) == 28


def test_an_act_that_was_taken_back_is_told_so(busy: Clerk) -> None:
    busy.ok("undo", "HEAD~1")

    undo, _, corrected, *_ = _records(busy)

    assert (undo["what"], corrected["taken_back"]) == ("Undid: Edited the subject of 1/20", True)
    assert "Edited the subject of 1/20 (taken back since)" in busy.ok("log")


def test_work_by_hand_is_told_with_its_documents(busy: Clerk) -> None:
    path = "documents/2020/000/ST-1-2020-INIT.toml"
    busy.enter(path, busy.read(path).replace("The first", "First"))

    newest = _records(busy)[0]

    assert (newest["action"], newest["what"], newest["documents"]) == (None, "By hand", ["1/20"])
    assert "By hand (by hand: 1/20)" in busy.ok("log")


def test_what_the_server_has_not_got_is_not_sent(clerk: Clerk) -> None:
    hub = hub_of(clerk)
    ada = colleague(hub, "ada")
    ada.ok("add", "1/20", "--subject", "One")
    ada.ok("sync")
    ada.ok("add", "2/20", "--subject", "Two")

    newest, sent, *_ = _records(ada)

    assert (newest["sent"], sent["sent"]) == (False, True)
    assert ada.ok("log", "--limit", "1").splitlines()[1].split("\t")[4] == "not sent"


def test_a_register_below_the_top_of_its_repository_has_a_log_of_its_own(clerk: Clerk) -> None:
    inner = Clerk(clerk.folder / "inner")
    inner.folder.mkdir()
    inner.ok("init")
    inner.ok("add", "9/20", "--subject", "Nine")

    assert _told(inner) == ["Added 9/20", "Started the register"]


@pytest.mark.parametrize("words", [(), ("--document", "1/20"), ("--since", "2020-01-01")])
def test_before_the_first_commit_nothing_was_done(empty: Clerk, words: tuple[str, ...]) -> None:
    empty.git("init", "-q")
    empty.write("somei.toml", "schema = 1\n")

    answer = empty.run("log", "--json", *words)

    assert (answer.status, json.loads(answer.out)["records"]) == (0, [])


def _subjects() -> Iterator[str]:
    """The beginnings of all subjects of acts in the source, and the tables from which others are made."""
    package = Path(somei_cli.__file__).parent
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Change" and len(node.args) > 1:
                subject = node.args[1]
                first = subject.values[0] if isinstance(subject, ast.JoinedStr) else subject
                if isinstance(first, ast.Constant):
                    yield str(first.value)
    yield from (*_SUMMARIES.values(), *_SUMMARY_WORDS.values())


def test_the_log_has_a_report_for_every_act() -> None:
    verbs = {subject.split()[0] for subject in _subjects()}

    assert verbs - PAST_WORDS.keys() == set()
    assert len(verbs) > 25


def test_a_lowered_marking_stands_out_on_a_terminal(busy: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    busy.ok("classify", "1/20", "--marking", "LIMITE")
    busy.ok("classify", "1/20", "--marking", "none", "-m", "released")

    for words, report in (
        (("log",), "d the marking of 1/20 from "),
        (("history", "1/20"), "d the marking from "),
    ):
        out = busy.run(*words, "--color", "always", terminal=True).out
        lines = [line for line in out.splitlines() if report in line]
        assert ["Lowere" in line for line in lines] == [True, False], out
        assert ["33m" in line for line in lines] == [True, False], out
    assert (
        busy.ok("log", "--limit", "1").splitlines()[1].split("\t")[2]
        == "Lowered the marking of 1/20 from LIMITE to none"
    )


def test_work_by_hand_on_other_files_is_told_with_their_paths(busy: Clerk) -> None:
    busy.enter("vocabulary/subject_codes.toml", busy.read("vocabulary/subject_codes.toml") + "\n# A remark.\n")

    newest = _records(busy)[0]

    assert (newest["documents"], newest["files"]) == ([], ["vocabulary/subject_codes.toml"])
    assert "By hand (by hand: subject codes)" in busy.ok("log")
