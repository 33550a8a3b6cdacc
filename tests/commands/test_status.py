"""somei status, and somei alone: how a register stands, and what waits for somebody."""

import json
import subprocess
from pathlib import Path

import pytest
from clerks import colleague, hub_of
from commands.faulty_documents import FIRST, faulty
from conftest import Clerk
from registers import write_register


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
    assert _line(clerk, "not sent") == "not known; this branch follows no server"
    assert _line(clerk, "last check") == "no nightly check ran in this clone: somei help automate"
    assert _line(clerk, "last acts").endswith("Started the register")


def test_a_branch_of_its_own_is_not_called_a_register_without_a_server(clerk: Clerk) -> None:
    ada = colleague(hub_of(clerk), "ada")
    ada.git("switch", "-qc", "alone")

    answer = ada.run("--color", "never", "status", terminal=True)

    assert "NOT SENT       not known: this branch is not linked to one on the server" in answer.out
    assert _line(ada, "not sent") == "not known; this branch follows no server"


def test_a_document_whose_file_is_gone_is_told_alike_everywhere(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "One")
    clerk.ok("add", "2/20", "--subject", "Two")
    (path,) = (path for path in clerk.folder.glob("documents/*/*/*.toml") if "ST-1-" in path.name)
    path.unlink()
    (clerk.folder / "documents/2020/000/ST-2-2020-INIT.toml").write_text('number = "2/20"\nsubject = "Too"\n')

    assert _line(clerk, "not committed") == "1 file changed by hand, 1 document gone: somei check"
    assert _status(clerk)["documents_gone"] == 1
    assert "1/20 is gone" in clerk.run("check").out
    restore = f"git restore --staged --worktree -- '{path.relative_to(clerk.folder)}'"
    for words in (("show", "1/20"), ("edit", "1/20", "subject=New"), ("show", "1/20", "--json")):
        answer = clerk.run(*words)
        assert (answer.status, f"It is gone, but not from the last commit. Put it back: {restore}" in answer.err) == (
            4,
            True,
        )
    clerk.git("restore", "--staged", "--worktree", "--", str(path))
    assert clerk.run("show", "1/20").status == 0
    assert "somei add 3/20" in clerk.run("show", "3/20").err


def test_times_are_told_with_their_zone(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "One")

    for words in (("log",), ("status",), ("history", "1/20"), ("blame", "1/20")):
        assert clerk.run("--color", "never", *words, terminal=True).out.splitlines()[-1].endswith("Brussels time")
        assert "Brussels time" not in clerk.ok(*words)


def test_overdue_follow_ups_are_counted(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-03-02")
    registered.ok(
        "followup", "add", "Send it", "--doc", "15070/19", "--item", "2", "--who", "SK", "--due", "2020-03-01"
    )
    registered.ok("followup", "add", "Ask", "--doc", "15070/19", "--item", "3", "--who", "SK", "--due", "2020-04-01")

    record = _status(registered)

    assert (record["follow_ups_open"], record["follow_ups_overdue"]) == (2, 1)
    assert _line(registered, "follow-ups") == "2 open, of these 1 overdue: somei followup list --overdue"


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


def test_more_edits_than_a_pipe_holds_are_counted(clerk: Clerk) -> None:
    write_register(clerk.folder, 800)
    for file in (clerk.folder / "documents").rglob("*.toml"):
        file.write_text(file.read_text(encoding="utf-8").replace("subject = ", "subject  = "), encoding="utf-8")

    assert _line(clerk, "not committed") == "800 files changed by hand: somei diff"


def test_what_was_sent_is_known_however_git_is_set_up(clerk: Clerk) -> None:
    ada = colleague(hub_of(clerk), "ada")
    ada.ok("add", "1/20", "--subject", "One")
    for setting in ("false", "true"):
        ada.git("config", "status.aheadBehind", setting)
        assert _status(ada)["acts_not_sent"] == 1
    ada.ok("sync")
    for setting in ("false", "true"):
        ada.git("config", "status.aheadBehind", setting)
        assert _status(ada)["acts_not_sent"] == 0
    ada.git("update-ref", "-d", "refs/remotes/origin/main")
    assert _status(ada)["acts_not_sent"] is None
    ada.git("switch", "-q", "--detach")
    assert _line(ada, "not sent") == "not known; detached HEAD: git switch BRANCH"


def _nightly(clerk: Clerk, *words: str) -> Path:
    kept = Path(clerk.git("rev-parse", "--absolute-git-dir")) / "somei/last-check.json"
    clerk.run("check", "--keep", str(kept), *words)
    return kept


def test_where_git_would_be_slow_status_says_that_it_did_not_look(registered: Clerk) -> None:
    blob = registered.git("hash-object", "-w", "somei.toml").strip()
    names = "".join(f"100644 {blob}\tother/{'of-a-long-name-' * 4}{number}\n" for number in range(50_000))
    subprocess.run(["git", "update-index", "--index-info"], cwd=registered.folder, input=names.encode(), check=True)

    record = _status(registered)

    assert (record["files_not_committed"], record["edits_looked_for"]) == (None, False)
    assert _line(registered, "not committed") == "not looked for in so large a register: somei diff"


def test_the_last_scheduled_check_is_told_with_what_came_since(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-02-27")
    clerk.ok("add", "1/20", "--subject", "One", "--date", "2020-01-10")
    _nightly(clerk)
    checked = clerk.git("rev-parse", "HEAD")
    assert _line(clerk, "last check") == "2020-02-27: no errors, no warnings"
    clerk.ok("edit", "1/20", "subject=First")

    check = _status(clerk)["last_check"]

    assert isinstance(check, dict)
    assert [check[key] for key in ("day", "commit", "status", "errors", "acts_since")] == [
        "2020-02-27", checked, 0, 0, 1,
    ]  # fmt: skip
    monkeypatch.setenv("SOMEI_TODAY", "2020-02-28")
    assert _line(clerk, "last check") == "2020-02-27: no errors, no warnings; 1 act since"
    monkeypatch.setenv("SOMEI_TODAY", "2020-02-29")
    assert _line(clerk, "last check").endswith("; 1 act since; none since: see whether it still runs")


def test_the_kept_answer_notes_its_run_and_is_compared_with_as_before(clerk: Clerk) -> None:
    clerk.enter(FIRST, faulty("1/19"))
    kept = _nightly(clerk)

    run = json.loads(kept.read_text(encoding="utf-8"))["run"]

    assert (run["commit"], run["status"], run["errors"]) == (clerk.git("rev-parse", "HEAD"), 1, 1)
    assert clerk.run("check", "--compare", str(kept), "--keep", str(kept)).status == 0
    assert "1 error" in _line(clerk, "last check")
    assert clerk.git("status", "--porcelain") == ""


def test_a_check_of_less_than_everything_is_told_so(clerk: Clerk) -> None:
    clerk.enter(FIRST, faulty("1/19"))
    _nightly(clerk, "--select", "XREF")
    assert "; it looked at a part only" in _line(clerk, "last check")
    clerk.write(FIRST, "broken")
    _nightly(clerk)
    clerk.git("checkout", "-q", "--", FIRST)
    assert "; it could not look at everything (status 3)" in _line(clerk, "last check")


def test_each_linked_worktree_has_its_own_last_check(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("add", "1/20", "--subject", "One", "--date", "2020-01-10")
    clerk.git("worktree", "add", "-q", "-b", "side", str(tmp_path / "side"))
    side = Clerk(tmp_path / "side")
    _nightly(side)

    assert "no errors" in _line(side, "last check")
    assert _line(clerk, "last check").startswith("no nightly check ran")
    assert side.git("status", "--porcelain") == ""


def test_a_check_of_another_history_is_told_so(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "One", "--date", "2020-01-10")
    _nightly(clerk)
    clerk.git("reset", "-q", "--hard", "HEAD~1")
    assert "it looked at another history than this branch has" in _line(clerk, "last check")


def test_an_answer_without_a_note_of_its_run_says_what_is_not_known(clerk: Clerk) -> None:
    kept = Path(clerk.folder / ".git/somei/last-check.json")
    kept.write_text(clerk.run("check", "--json").out, encoding="utf-8")
    assert "its commit is not known" in _line(clerk, "last check")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        '{"records": [1]}',
        '{"records": null}',
        "[" * 9999,
        "\x00",
        '{"records": [], "run": {"day": "x"}}',
    ],
)
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


def test_a_detached_head_is_told_and_so_is_a_branch_without_commits(clerk: Clerk) -> None:
    clerk.git("checkout", "-q", "--detach")
    assert _line(clerk, "not sent").startswith("not known; detached HEAD")
    clerk.git("checkout", "-q", "--orphan", "new")
    assert _line(clerk, "last acts") == "nothing was committed on this branch yet"


def test_the_doctor_says_that_a_detached_head_refuses_acts(clerk: Clerk) -> None:
    clerk.git("checkout", "-q", "--detach")

    screen = clerk.run("doctor", terminal=True).out

    assert clerk.run("add", "1/20", "--subject", "One").status == 5
    assert "All that somei needs is in order" not in screen
    assert "Nothing is broken, but commands that write are refused" in screen
    records = json.loads(clerk.ok("doctor", "--json"))["records"]
    (branch,) = [record for record in records if record["refuses_acts"]]
    assert (branch["thing"], branch["state"]) == ("branch", "note")
    assert "git switch BRANCH" in branch["words"]


@pytest.mark.parametrize("command", ["log", "status"])
def test_a_bare_repository_and_a_shallow_clone_are_told_in_a_sentence(
    clerk: Clerk, tmp_path: Path, command: str
) -> None:
    clerk.ok("add", "1/20", "--subject", "One")
    clerk.git("clone", "-q", "--bare", ".", str(tmp_path / "hub.git"))
    clerk.git("clone", "-q", "--depth", "1", f"file://{clerk.folder}", str(tmp_path / "shallow"))

    bare = Clerk(tmp_path / "hub.git").run(command)
    shallow = Clerk(tmp_path / "shallow").run(command)

    assert (bare.status, "is a bare repository" in bare.err) == (3, True)
    assert (shallow.status, "only the newest part of the history" in shallow.err) == (0, True)
