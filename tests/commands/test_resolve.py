"""Settling conflicts by hand where git merged without somei's driver."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from clerks import day_of_last_act
from conftest import Answer, Clerk, prepared
from git_by_hand import FILE, NUMBER, branch_off, edit, try_git, with_document
from hostile_texts import STEERING, TEXTS, written_by_hand

from somei_cli.render.output.dates import short_day

OTHER = "documents/2020/000/ST-1-2020-INIT.toml"


@prepared
def registered(clerk: Clerk) -> Clerk:
    """A clerk whose register holds a document."""
    return with_document(clerk)


@prepared
def stopped(registered: Clerk) -> Clerk:
    """A clerk whose merge stopped: subject, serial and marking are not as on the other side, the place merges."""
    branch_off(registered)
    edit(registered, "Summary of discussions", "Summary")
    edit(registered, '"COSI 254"', '"COSI 300"')
    registered.ok("classify", NUMBER, "--marking", "none", "-m", "Released")
    registered.git("switch", "-q", "other")
    edit(registered, "Summary of discussions", "Discussions")
    edit(registered, '"COSI 254"', '"COSI 400"')
    edit(registered, 'place = "Brussels"', 'place = "Luxembourg"')
    assert try_git(registered, "merge", "main").returncode == 1
    return registered


FIELDS = ["subject", "marking", "subject_codes COSI"]


def test_conflicts_are_told_by_field_and_nothing_is_written(stopped: Clerk) -> None:
    before = stopped.read(FILE)

    answer = stopped.run("resolve")

    assert answer.status == 5
    assert [line.split("\t")[:4] for line in answer.out.splitlines()[1:]] == [
        [NUMBER, "subject", "Discussions", "Summary"],
        [NUMBER, "marking", "LIMITE", ""],
        [NUMBER, "subject_codes COSI", "COSI 400", "COSI 300"],
    ]
    assert "15070/19: to be decided with --take SIDE --field F: subject; marking; subject_codes COSI." in answer.err
    assert stopped.read(FILE) == before
    assert stopped.git("status", "--porcelain") == f"UU {FILE}"


def test_a_file_in_conflict_is_answered_with_what_settles_it(stopped: Clerk) -> None:
    answer = stopped.run("show", "15070/19")

    assert answer.status == 3
    assert "somei resolve" in answer.err


def test_decided_fields_are_merged_and_staged_and_git_concludes(stopped: Clerk) -> None:
    pairs = ("--take", "ours", "--field", "subject", "--take", "theirs", "--field", "marking")

    answer = stopped.run("resolve", NUMBER, *pairs, "--take", "theirs", "--field", "subject_codes COSI")

    assert answer.status == 0
    assert "15070/19: merged and staged.\n" in answer.err
    assert "git commit, or git rebase --continue, concludes it" in answer.err
    assert stopped.git("status", "--porcelain") == f"M  {FILE}"
    stopped.git("commit", "-q", "--no-edit")
    text = stopped.read(FILE)
    assert 'subject = "Discussions"\ndate = 2020-02-13\nplace = "Luxembourg"\n' in text
    assert '"COSI 300"' in text
    assert "marking" not in text
    assert len(stopped.git("log", "-1", "--format=%P").split()) == 2
    assert stopped.ok("format", "--check") == ""


def test_a_side_taken_for_everything_never_lowers_a_marking(stopped: Clerk) -> None:
    answer = stopped.run("resolve", FILE, "--take", "theirs")

    assert answer.status == 5
    assert "The marking is lowered only by its name: --field marking." in answer.err
    assert stopped.git("status", "--porcelain") == f"UU {FILE}"
    assert stopped.run("resolve", FILE, "--take", "ours").status == 0
    assert 'marking = "LIMITE"' in stopped.read(FILE)


def test_one_side_decides_several_fields(stopped: Clerk) -> None:
    fields = [word for field in FIELDS for word in ("--field", field)]

    dry = stopped.run("resolve", "--take", "theirs", *fields, "--dry-run", "--json")

    assert dry.status == 0
    (record,) = json.loads(dry.out)["records"]
    assert (record["document"], record["path"], record["merged"]) == (NUMBER, FILE, True)
    assert [(one["field"], one["taken"]) for one in record["conflicts"]] == [(field, "theirs") for field in FIELDS]
    assert stopped.git("status", "--porcelain") == f"UU {FILE}"
    stopped.ok("resolve", "--take", "theirs", *fields)
    assert 'subject = "Summary"\n' in stopped.read(FILE)


def test_conflicts_fit_the_terminal(stopped: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (40, 60, 72, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = stopped.run("resolve", "--dry-run", "--color", "never", terminal=True).out.splitlines()

        for whole in (NUMBER, "LIMITE", "COSI 300", "COSI 400"):
            assert any(whole in line for line in lines), (whole, lines)
        assert all(len(line) <= width for line in lines)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_in_conflict_steers_the_terminal(clerk: Clerk, name: str) -> None:
    path = "documents/2019/001/ST-101-2019-INIT.toml"
    clerk.enter(path, written_by_hand("101/19", "as it was"))
    branch_off(clerk)
    clerk.enter(path, written_by_hand("101/19", TEXTS[name]))
    clerk.git("switch", "-q", "other")
    clerk.enter(path, written_by_hand("101/19", f"not {TEXTS[name]}"))
    merged = try_git(clerk, "merge", "main")
    assert merged.returncode == 1

    for words in (
        ("resolve", "--dry-run"),
        ("resolve", "--json"),
        ("resolve", "--take", "ours", "--field", TEXTS[name]),
    ):
        for terminal in (False, True):
            answer = clerk.run(*words, "--color", "never", terminal=terminal)
            assert STEERING.search(answer.out + answer.err) is None
            assert answer.status in {4, 5}
    asked = clerk.run("resolve", "--color", "never", stdin="e\nx\ns\n", terminal=True)
    assert "ours, theirs, edit or skip?" in asked.err
    assert (STEERING.search(asked.out + asked.err), asked.status) == (None, 5)
    for stage, file in enumerate(("base", "ours", "theirs"), start=1):
        clerk.write(file, clerk.git("show", f":{stage}:{path}") + "\n")
    told = clerk.run("git", "merge", "base", "ours", "theirs")
    assert told.status == 1
    assert "CONFLICT (items /1 title): 101/19" in told.err or "CONFLICT (items): 101/19" in told.err
    assert STEERING.search(told.err + clerk.run("git", "text", path).out) is None


MISTAKES = {
    "a field that is not in conflict": (["--take", "ours", "--field", "place"], 4, "“place” is not in conflict"),
    "a document that is not": (["1/19"], 4, "1/19 is not in conflict."),
    "a field without a side": (["--field", "subject"], 2, "which side goes with which field"),
    "sides without fields": (["--take", "ours", "--take", "theirs"], 2, "which side goes with which field"),
    "no side": (["--take", "mine"], 2, "expected one of ours, theirs"),
}


def test_what_cannot_be_meant_is_refused(stopped: Clerk) -> None:
    for case, (words, status, said) in MISTAKES.items():
        answer = stopped.run("resolve", *words)

        assert (answer.status, answer.out) == (status, ""), case
        assert said in answer.err, case
    assert stopped.git("status", "--porcelain") == f"UU {FILE}"


@pytest.mark.parametrize("marks", ["kept", "removed"])
def test_what_a_clerk_wrote_into_the_file_is_never_lost(stopped: Clerk, marks: str) -> None:
    held = stopped.read(FILE).replace("Discussions", "Both")
    own = (
        held
        if marks == "kept"
        else "\n".join(line for line in held.split("\n") if line[:7] not in "<<<<<<<=======>>>>>>>")
    )
    stopped.write(FILE, own)

    answer = stopped.run("resolve", "--take", "ours")

    assert answer.status == 5
    assert "has edits of your own; git checkout --merge -- FILE puts the conflict back" in answer.err
    assert stopped.read(FILE) == own
    stopped.git("checkout", "--merge", "--", FILE)
    stopped.ok("resolve", "--take", "ours")


def test_the_driver_s_own_conflicts_are_settled_too(registered: Clerk) -> None:
    registered.ok("init", "--git")
    branch_off(registered)
    edit(registered, "Summary of discussions", "Summary")
    registered.git("switch", "-q", "other")
    edit(registered, "Summary of discussions", "Discussions")
    try_git(registered, "merge", "main")

    registered.ok("resolve", "--take", "theirs", "--field", "subject")

    assert 'subject = "Summary"\n' in registered.read(FILE)


def test_one_number_entered_twice_a_removal_and_a_foreign_file(registered: Clerk) -> None:
    registered.ok("add", "2/20", "--subject", "Kept")
    registered.enter("notes.txt", "a\n")
    branch_off(registered)
    registered.ok("add", "1/20", "--subject", "Agenda")
    edit(registered, "a", "b", "notes.txt")
    registered.git("rm", "-q", FILE)
    registered.git("commit", "-qm", "Remove")
    registered.git("switch", "-q", "other")
    registered.ok("add", "1/20", "--subject", "Another", "--type", "NOTE")
    edit(registered, "a", "c", "notes.txt")
    edit(registered, "Summary of discussions", "Discussions")
    assert try_git(registered, "merge", "main").returncode == 1

    answer = registered.run("resolve", "--take", "theirs")

    assert answer.status == 5
    assert "1/20: merged and staged." in answer.err
    assert "15070/19 was removed on one side and changed on the other" in answer.err
    assert "notes.txt is not a document of the register: left as it is." in answer.err
    assert "What is left is decided with git: edit it, or git checkout --ours" in answer.err
    assert 'type = "NOTE"\nsubject = "Agenda"\n' in registered.read(OTHER)
    assert sorted(registered.git("diff", "--name-only", "--diff-filter=U").split("\n")) == sorted([FILE, "notes.txt"])


def test_a_stopped_rebase_goes_on(registered: Clerk) -> None:
    branch_off(registered)
    edit(registered, "Summary of discussions", "Summary")
    registered.git("switch", "-q", "other")
    edit(registered, "Summary of discussions", "Discussions")
    assert try_git(registered, "rebase", "main").returncode == 1

    registered.ok("resolve", "--take", "theirs")
    registered.git("-c", "core.editor=true", "rebase", "--continue")

    assert 'subject = "Discussions"\n' in registered.read(FILE)
    assert registered.run("resolve").err == "Nothing is in conflict.\n"


# ---- on a terminal, field by field

QUESTION = "ours, theirs, edit or skip? [o/t/e/S] "


def answered(clerk: Clerk, *typed: str, words: tuple[str, ...] = ()) -> Answer:
    return clerk.run("resolve", *words, stdin="".join(f"{line}\n" for line in typed), terminal=True)


def test_a_person_is_asked_field_by_field_with_what_each_side_said(stopped: Clerk) -> None:
    answer = answered(stopped, "o", "t", "y", "t")

    assert answer.status == 0, answer
    assert answer.err.count(QUESTION) == 3
    assert (
        "Ours is this branch, theirs is what is merged into it. Nothing is written before the last answer."
        in answer.err
    )
    assert "15070/19: subject, changed on both sides (1 of 3)\n" in answer.err
    assert "  before  Summary of discussions\n  ours    Discussions\n" in answer.err
    released = stopped.git("log", "-1", "--format=%h", "--abbrev=10", "main")
    by_whom = stopped.git("log", "-1", "--format=%an", "main")
    day = day_of_last_act(stopped, "main")
    who_and_when = f"{by_whom}, {short_day(day)}, {released[:7]}"
    lowered = f"Lowered the marking of 15070/19 from LIMITE to none ({who_and_when}): Released"
    assert f"theirs (none) {lowered} " in answer.messages
    assert "That lowers the marking from LIMITE to (none). Take it? [y/N]" in answer.err
    assert "15070/19: merged and staged.\n" in answer.err
    text = stopped.read(FILE)
    assert 'subject = "Discussions"\n' in text
    assert '"COSI 300"' in text
    assert "marking" not in text
    assert stopped.git("status", "--porcelain") == f"M  {FILE}"


def test_a_value_is_typed_and_a_wrong_one_asked_for_again(stopped: Clerk) -> None:
    answer = answered(stopped, "x", "e", "", "e", "Summary of what was said", "o", "e", "COSI 12", "t")

    assert answer.status == 0, answer
    assert "Type o, t, e or s; Enter skips the field." in answer.err
    assert "it has a command of its own" in answer.err
    assert "somei classify 15070/19" in answer.err
    assert 'subject = "Summary of what was said"\n' in stopped.read(FILE)
    assert '"COSI 300"' in stopped.read(FILE)
    assert stopped.ok("format", "--check") == ""


def test_what_is_skipped_leaves_the_document_as_it_is(stopped: Clerk) -> None:
    before = stopped.read(FILE)

    answer = answered(stopped, "o", "", "s")

    assert answer.status == 5
    assert "15070/19: to be decided with --take SIDE --field F: marking; subject_codes COSI." in answer.err
    assert (stopped.read(FILE), stopped.git("status", "--porcelain")) == (before, f"UU {FILE}")
    # A lowered marking is asked about once more, and a no asks for the field again.
    again = answered(stopped, "o", "t", "n", "o", "o")
    assert again.status == 0, again
    assert 'marking = "LIMITE"' in stopped.read(FILE)


def test_nobody_is_asked_without_a_terminal_or_with_an_answer_on_the_line(stopped: Clerk) -> None:
    for words in (("--no-input",), ("--dry-run",), ("--json",), ("--take", "theirs")):
        assert QUESTION not in answered(stopped, "o", "o", "o", words=words).err
    assert QUESTION not in stopped.run("resolve", stdin="o\no\no\n").err
    assert stopped.git("status", "--porcelain") == f"UU {FILE}"


def test_an_item_s_text_is_typed_too(registered: Clerk) -> None:
    branch_off(registered)
    edit(registered, 'title = "Counter Terrorism"', 'title = "Terrorism"')
    registered.git("switch", "-q", "other")
    edit(registered, 'title = "Counter Terrorism"', 'title = "Counter terrorism"')
    assert try_git(registered, "merge", "main").returncode == 1

    answer = answered(registered, "e", "Counter-terrorism")

    assert "15070/19: item 2 title, changed on both sides (1 of 1)" in answer.err
    assert answer.status == 0, answer
    assert 'title = "Counter-terrorism"' in registered.read(FILE)


def test_in_a_rebase_the_words_for_the_sides_are_explained(registered: Clerk) -> None:
    branch_off(registered)
    edit(registered, "Summary of discussions", "Summary")
    registered.git("switch", "-q", "other")
    registered.ok("edit", NUMBER, "subject=Discussions", "-m", "as printed")
    assert try_git(registered, "rebase", "main").returncode == 1

    answer = answered(registered, "t")

    assert "Ours is the branch that your commits are put upon, theirs is your commit." in answer.err
    assert re.search(r"  theirs  Discussions\n +Edited the subject of 15070/19 \(.*\): as printed\n", answer.err)
    assert answer.status == 0, answer
    assert 'subject = "Discussions"' in registered.read(FILE)


def test_an_interruption_writes_nothing_and_says_so(stopped: Clerk) -> None:
    before = stopped.read(FILE)
    leader, follower = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "somei_cli", "resolve"],
        cwd=stopped.folder, stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    )  # fmt: skip
    os.close(follower)
    said = _read_until(leader, QUESTION)
    os.write(leader, b"o\n")
    said += _read_until(leader, QUESTION)
    program.send_signal(signal.SIGINT)
    said += _read_until(leader, "no answer is kept.")

    assert program.wait(timeout=20) == 130
    assert "somei: Nothing was written, and no answer is kept." in said
    assert (stopped.read(FILE), stopped.git("status", "--porcelain")) == (before, f"UU {FILE}")


def _read_until(terminal: int, words: str) -> str:
    said = ""
    with suppress(OSError):
        while words not in said:
            said += os.read(terminal, 1024).decode()
    return said


# ---- while a merge is stopped, commands name it

STOPPED = "A merge is stopped: 1 document in conflict (15070/19)."
WAYS_OUT = "Finish it: somei resolve; or give it up: git merge --abort"


def test_a_document_in_conflict_is_not_called_damaged(stopped: Clerk) -> None:
    answer = stopped.run("show", NUMBER)

    assert (answer.status, answer.out) == (3, "")
    assert answer.err == f"somei: {FILE} is in conflict. {STOPPED}\nhint: {WAYS_OUT}\n"
    error = json.loads(stopped.run("show", NUMBER, "--json").err)
    assert (error["error"], error["hint"]) == (f"{FILE} is in conflict. {STOPPED}", WAYS_OUT)


@pytest.mark.parametrize(
    "words",
    [("list",), ("search", "anything"), ("stats", "--by", "year"), ("agenda", "show", "9/20"), ("diff",), ("doctor",)],
    ids=" ".join,
)
def test_every_command_names_a_stopped_merge(stopped: Clerk, words: tuple[str, ...]) -> None:
    line = f"{STOPPED} {WAYS_OUT}\n"

    assert stopped.run(*words).err.endswith(line)
    assert line not in stopped.run("resolve", "--dry-run").err
    stopped.git("merge", "--abort")
    assert "stopped" not in stopped.run(*words).err


def test_a_command_that_looks_at_no_register_names_no_merge(stopped: Clerk) -> None:
    assert stopped.run("explain", "XREF001").err == ""
    assert "stopped" not in stopped.run("edit", "1/20", "subject=x", "-C", "nowhere").err
    assert stopped.run("bodies", "list", "-q").err == ""


def test_what_writes_refuses_with_the_same_words(stopped: Clerk) -> None:
    answer = stopped.run("add", "1/20", "--subject", "Lamps", "--date", "2020-01-01")

    assert (answer.status, answer.err) == (5, f"somei: {STOPPED}\nhint: {WAYS_OUT}\n")
    assert stopped.run("sync").err == f"somei: {STOPPED}\nhint: {WAYS_OUT}\n"


def test_a_check_says_what_it_could_not_look_at(stopped: Clerk) -> None:
    answer = stopped.run("check", "-q")

    assert answer.status == 3
    assert answer.err.endswith(f"{STOPPED} {WAYS_OUT}\n")
    assert "FILE001" in answer.out


def test_a_merge_without_conflicts_waits_for_its_commit(stopped: Clerk) -> None:
    fields = [word for field in FIELDS for word in ("--field", field)]
    stopped.ok("resolve", "--take", "ours", *fields)

    says = (
        "A merge is stopped: nothing is in conflict any more. Finish it: git commit; or give it up: git merge --abort"
    )
    assert stopped.run("show", NUMBER).err == f"{says}\n"
    assert stopped.run("show", NUMBER).status == 0


@pytest.mark.parametrize("command", ["rebase", "cherry-pick", "revert"])
def test_each_way_to_stop_has_its_ways_out(registered: Clerk, command: str) -> None:
    branch_off(registered)
    edit(registered, "Summary of discussions", "Summary")
    if command == "revert":
        edit(registered, '"Summary"', '"The summary"')
    else:
        registered.git("switch", "-q", "other")
        edit(registered, "Summary of discussions", "Discussions")
    assert try_git(registered, command, "HEAD~" if command == "revert" else "main").returncode == 1

    says = f"A {command} is stopped: 1 document in conflict (15070/19)."
    ways_out = f"Finish it: somei resolve; or give it up: git {command} --abort"
    assert registered.run("list").err.endswith(f"{says} {ways_out}\n")
    registered.ok("resolve", "--take", "ours")
    assert f"Finish it: git {command} --continue; or" in registered.run("list").err
    registered.git(command, "--abort")
    assert registered.run("list").err == ""


def test_a_stopped_merge_is_named_in_a_folder_of_its_own_and_in_another_worktree(stopped: Clerk) -> None:
    other = stopped.folder.parent / "worktree"
    stopped.git("worktree", "add", "-q", str(other), "main")

    assert "stopped" not in Clerk(other).run("list").err
    assert STOPPED in stopped.run("list", "-C", "documents").err


def test_a_hook_of_the_commit_that_finishes_a_merge_does_not_name_it(stopped: Clerk) -> None:
    fields = [word for field in FIELDS for word in ("--field", field)]
    stopped.ok("resolve", "--take", "ours", *fields)
    hook = stopped.folder / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -m somei_cli check --staged --no-input\n")
    hook.chmod(0o755)

    committed = try_git(stopped, "commit", "--no-edit")

    assert committed.returncode == 0
    assert "stopped" not in committed.stderr
