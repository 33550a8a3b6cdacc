"""Two clerks who decided the same before they met: the second one's act stays in the history, without files."""

import json
from pathlib import Path

import pytest
from clerks import colleague, hook, on_hub
from commands.test_sync_two_clerks import killed_when_taken
from conftest import PROJECT, Clerk

DOCUMENT = "15070/19"


def decide(clerk: Clerk, reason: str, *more: str) -> None:
    clerk.ok("access", DOCUMENT, "release", "--on", "2020-02-01", "-m", reason, *more)


def reasons(hub: Path) -> list[str]:
    """The reasons on the server, the newest first."""
    told = on_hub(hub, "log", "--format=%(trailers:key=Reason,valueonly,separator=%x2C)", "main")
    return [line for line in told.splitlines() if line]


@pytest.fixture
def both(ada: Clerk, ben: Clerk) -> None:
    """Both have decided the same, and the first one has sent it."""
    decide(ada, "decided by COSI")
    ada.ok("sync")
    decide(ben, "decided by the Presidency, letter 77")


@pytest.mark.usefixtures("both")
def test_the_second_act_stays_with_its_reason_and_its_clerk(ada: Clerk, ben: Clerk, hub: Path) -> None:
    answer = ben.run("sync")
    assert answer.status == 0
    assert reasons(hub) == ["decided by the Presidency, letter 77", "decided by COSI"]
    assert on_hub(hub, "diff-tree", "-r", "--name-only", "main~1", "main") == ""
    assert on_hub(hub, "log", "-1", "--format=%an%n%(trailers:key=Somei-Document,valueonly)", "main") == (
        f"Ben\n{DOCUMENT}"
    )
    assert f"To origin/main went 1 act: {DOCUMENT}." in answer.err
    assert "1 act of yours changes nothing: others had decided the same. It stays in the history with its reason." in (
        answer.err
    )
    assert "already" not in answer.err
    assert [line.split("\t")[:2] for line in answer.out.splitlines()[1:]] == [["came", DOCUMENT], ["went", DOCUMENT]]
    assert ben.git("status", "--porcelain") == ""
    assert ben.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")
    answer = ada.run("sync")
    assert f"From origin/main came 1 act: {DOCUMENT}." in answer.err
    assert ada.run("sync").err == "Nothing new here, nothing new in origin/main.\n"


@pytest.mark.usefixtures("both")
def test_json_counts_it(ben: Clerk) -> None:
    record = json.loads(ben.ok("sync", "--json"))["records"][0]
    assert (record["agreed"], record["present"]) == (1, 0)


@pytest.mark.usefixtures("both")
def test_the_history_tells_it_and_nothing_else_is_disturbed(ada: Clerk, ben: Clerk) -> None:
    ben.ok("sync")
    rows = json.loads(ben.ok("history", DOCUMENT, "--json"))["records"]
    assert [(row["who"], row["field"], row["reason"]) for row in rows[-2:]] == [
        ("Ada", "access", "decided by COSI"),
        ("Ben", "act", "decided by the Presidency, letter 77"),
    ]
    assert (rows[-1]["before"], rows[-1]["after"]) == (None, "access release")
    assert "letter 77" not in ben.ok("history", DOCUMENT, "--field", "subject")
    assert "letter 77" in ben.ok("history", DOCUMENT, "--who", "ben")
    assert "HIST" not in ben.run("check", "--history").out
    assert "Ada" in ben.ok("blame", DOCUMENT)
    assert len(ben.ok("diff", "HEAD~1").splitlines()) == 1
    ben.git("branch", "topic")
    ben.git("reset", "-q", "--hard", "HEAD~1")
    assert ben.run("review", "topic", "--base", "main").status == 0
    assert ada.run("sync").status == 0


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("named", [True, False])
def test_undoing_it_says_whose_act_did_the_change(ben: Clerk, named: bool) -> None:
    told = ben.git("rev-parse", "--short=10", "HEAD")
    ben.ok("sync")
    before = ben.git("rev-parse", "HEAD")
    answer = ben.run("undo", *([told] if named else []), "-m", "Wrong")
    assert answer.status == 5
    first = ben.git("rev-parse", "--short=10", "HEAD~1")
    assert f"{before[:10]} changed nothing: the same was decided before, in {first}." in answer.err
    assert f"hint: Undo that one: somei undo {first}" in answer.err
    assert ben.git("rev-parse", "HEAD") == before
    ben.ok("undo", first, "-m", "Wrong")


@pytest.mark.usefixtures("both")
def test_the_hook_of_the_server_takes_it(ben: Clerk, hub: Path) -> None:
    hook(
        hub,
        "pre-receive",
        f"""while read old new ref; do
PYTHONPATH={PROJECT} {PROJECT}/.venv/bin/python -m somei_cli check --hub $old $new || exit 1
done""",
    )
    answer = ben.run("sync")
    assert answer.status == 0, answer
    assert reasons(hub)[0].endswith("letter 77")


def test_a_marking_that_both_lowered_has_both_reasons(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("classify", DOCUMENT, "--marking", "LIMITE")
    ada.ok("sync")
    ben.ok("sync")
    ada.ok("classify", DOCUMENT, "--marking", "none", "--reason", "A")
    ada.ok("sync")
    ben.ok("classify", DOCUMENT, "--marking", "none", "--reason", "B")
    ben.ok("number", "next")
    assert reasons(hub) == ["A"]
    answer = ben.run("number", "next")
    assert "1 act of yours that is not sent yet was put on top of it." in answer.err
    ben.ok("sync")
    assert reasons(hub) == ["B", "A"]
    assert "HIST" not in ben.run("check", "--history").out


@pytest.mark.usefixtures("both")
def test_a_sync_that_was_killed_sends_it_once(ben: Clerk, hub: Path) -> None:
    killed_when_taken(ben, hub)
    assert reasons(hub)[0].endswith("letter 77")
    answer = ben.run("sync")
    assert answer.status == 0
    assert len(reasons(hub)) == 2
    assert ben.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")


@pytest.mark.usefixtures("both")
def test_a_copy_of_the_clone_sends_it_once_too(ada: Clerk, ben: Clerk, hub: Path) -> None:
    copy = colleague(hub, "copy")
    copy.git("reset", "-q", "--hard", "HEAD~1")
    copy.git("pull", "-q", str(ben.folder), "main")
    ben.ok("sync")
    ada.ok("add", "1/20", "--subject", "One")
    ada.ok("sync")
    assert copy.run("sync").status == 0
    assert len(reasons(hub)) == 2


@pytest.mark.usefixtures("ada")
def test_one_request_asked_in_two_clones_is_one_act(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.git("config", "user.email", "ada@example.org")
    for clerk in (ada, ben):
        clerk.git("config", "somei.share", "false")
        clerk.ok("classify", DOCUMENT, "CT 9", "-m", "why", "--request", "request1")
    ada.ok("sync")
    assert "The server had 1 act of yours already." in ben.run("sync").err
    assert len(reasons(hub)) == 1


def test_one_request_of_two_clerks_is_two_acts(ada: Clerk, ben: Clerk, hub: Path) -> None:
    for clerk in (ada, ben):
        clerk.git("config", "somei.share", "false")
        clerk.ok("classify", DOCUMENT, "CT 9", "-m", f"why {clerk.folder.name}", "--request", "request1")
    ada.ok("sync")
    ben.ok("sync")
    assert reasons(hub) == ["why ben", "why ada"]


def test_a_commit_by_hand_that_others_made_too_leaves_nothing_behind(ada: Clerk, ben: Clerk, hub: Path) -> None:
    for clerk in (ada, ben):
        clerk.enter("documents/2020/000/ST-1-2020-INIT.toml", 'number = "1/20"\nsubject = "One"\n')
    ada.ok("sync")
    assert "The server had 1 act of yours already." in ben.run("sync").err
    assert ben.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")
