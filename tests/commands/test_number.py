"""Numbers of the office's own series: taken from the server that clerks share, given up, accounted for."""

import fcntl
import json
import os
import re
from pathlib import Path
from time import monotonic

import pytest
from clerks import OWN, colleague, held_by, hook, hub_of, on_hub, prepared_at_hub
from conftest import Clerk, prepared

FIRST = "documents/2020/000/SN-1-2020-INIT.toml"


@prepared
def alone(clerk: Clerk) -> Clerk:
    """A clerk whose clone follows no server, and whose office allots SN and WK."""
    clerk.enter("somei.toml", clerk.read("somei.toml").replace("own_series = []\n", OWN))
    return clerk


@prepared_at_hub
def hub(clerk: Clerk) -> Path:
    """The server that the clerk's branch follows."""
    return hub_of(clerk)


def test_without_a_server_the_clone_gives_numbers_out(alone: Clerk) -> None:
    assert alone.ok("number", "next") == "SN 1/20\n"
    assert alone.ok("number", "next", "--series", "wk", "--year", "19") == "WK 1/19\n"
    assert alone.ok("number", "reserve", "--count", "2", "--for", "Lamps") == "SN 2/20\nSN 3/20\n"
    assert alone.log()[0] == "Reserve SN 2/20, SN 3/20"
    text = alone.read("documents/2020/000/SN-3-2020-INIT.toml")
    assert 'number = "SN 3/20"\nstatus = "reserved"\n\n[allotted]\nby = "A Clerk <clerk@example.org>"\n' in text
    assert "on = 2020-02-14\n" in text
    assert 'for = "Lamps"\n' in text
    assert alone.ok("format", "--check") == ""


def test_an_office_without_a_series_is_told_so(clerk: Clerk) -> None:
    answer = clerk.run("number", "next")
    assert answer.status == 5
    assert "This register allots no numbers of its own.\nhint: Type the number of the document" in answer.err
    assert clerk.run("number", "next", "--series", "st x").status == 2


def test_another_series_is_refused(alone: Clerk) -> None:
    answer = alone.run("number", "next", "--series", "ST")
    assert (answer.status, answer.out) == (5, "")
    assert "This office does not allot ST." in answer.err


def test_two_clerks_never_get_one_number(ada: Clerk, ben: Clerk, hub: Path) -> None:
    assert ada.ok("number", "next", "--for", "Lamps") == "SN 1/20\n"
    assert ben.ok("number", "next") == "SN 2/20\n"
    assert ada.ok("number", "reserve", "--count", "2") == "SN 3/20\nSN 4/20\n"
    assert [path[-20:] for path in held_by(hub)] == [f"/SN-{n}-2020-INIT.toml"[-20:] for n in (1, 2, 3, 4)]
    assert on_hub(hub, "log", "--format=%s %an").splitlines()[:3] == [
        "Reserve SN 3/20, SN 4/20 Ada",
        "Reserve SN 2/20 Ben",
        "Reserve SN 1/20 Ada",
    ]
    assert ada.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")
    assert ada.git("status", "--porcelain") == ""


def test_the_clerk_sees_the_entry_and_own_work_stays(ada: Clerk, ben: Clerk) -> None:
    ben.ok("number", "next")
    ada.write("somei.toml", ada.read("somei.toml").replace("Register of documents", "Our register"))
    ada.write("staged.txt", "staged")
    ada.git("add", "staged.txt")
    ada.write("note.txt", "unknown to git")
    before = ada.git("status", "--porcelain")

    assert ada.ok("number", "next") == "SN 2/20\n"

    assert ada.git("status", "--porcelain") == before
    assert "reserved" in ada.ok("show", "SN 2/20")
    assert "Ben <ben@example.org>" in ada.read(FIRST)


def test_own_commits_stay_on_top_and_at_home(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("number", "next")
    ada.ok("add", "15070/19", "--subject", "Lamps")

    assert ada.ok("number", "next") == "SN 2/20\n"

    assert ada.log()[:3] == ["Add 15070/19", "Reserve SN 2/20", "Reserve SN 1/20"]
    assert not any("15070" in path for path in held_by(hub))
    assert ada.git("status", "--porcelain") == ""


def test_where_own_work_is_in_the_way_the_number_counts_all_the_same(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("number", "next")
    ada.write(FIRST, "my own\n")

    answer = ada.run("number", "next")

    assert (answer.status, answer.out) == (0, "SN 2/20\n")
    assert "note: This clone stays behind the server" in answer.err
    assert "somei sync" in answer.err
    assert ada.read(FIRST) == "my own\n"
    assert len(held_by(hub)) == 2


def test_a_dry_run_tells_the_next_number_and_takes_none(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("number", "next")
    before = on_hub(hub, "rev-parse", "main")
    assert ada.ok("number", "next", "--dry-run") == "SN 2/20\n"
    assert on_hub(hub, "rev-parse", "main") == before


def test_json(ada: Clerk, hub: Path) -> None:
    answer = json.loads(ada.ok("number", "reserve", "--count", "2", "--json"))
    (record,) = answer["records"]
    assert answer["schema"] == "somei/receipt/1"
    assert record["documents"] == ["SN 1/20", "SN 2/20"]
    assert record["commit"] == on_hub(hub, "rev-parse", "main")
    assert f"Somei-Request: {record['request']}" in on_hub(hub, "log", "-1", "--format=%B", "main")


def test_what_was_asked_before_is_found_and_not_done_twice(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("number", "next", "--request", "deadbeef0001")
    ben.ok("number", "next")
    assert ada.ok("number", "next", "--request", "deadbeef0001") == "SN 1/20\n"
    assert len(held_by(hub)) == 2


def test_it_is_found_too_where_the_clone_gives_numbers_out(alone: Clerk) -> None:
    asked = ("number", "next", "--request", "deadbeef0001")
    assert alone.ok(*asked) == "SN 1/20\n"
    assert alone.ok("number", "next") == "SN 2/20\n"
    assert alone.ok(*asked) == "SN 1/20\n"
    assert alone.log()[0] == "Reserve SN 2/20"


ASKED = {
    "add": ("add", "next", "--subject", "Lamps"),
    "agenda": ("agenda", "create", "SOMEI", "2020-06-10"),
    "import": ("import", "note.txt", "--set", "number=next", "--accept-doubts"),
    "import two": ("import", "note.txt", "other.txt", "--set", "number=next", "--accept-doubts"),
    "import each": ("import", "note.txt", "other.txt", "--set", "number=next", "--each", "--accept-doubts"),
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("shared", [True, False], ids=["shared", "alone"])
@pytest.mark.parametrize("name", ASKED)
def test_every_act_that_is_asked_for_again_is_done_once(ada: Clerk, name: str, shared: bool) -> None:
    ada.git("config", "somei.share", str(shared).lower())
    for file in ("note.txt", "other.txt"):
        ada.write(file, f"GENERAL SECRETARIAT\nNOTE\nSubject: Lamps of {file}\n")
    first = ada.run(*ASKED[name], "--request", "deadbeef0001")
    log = ada.log()
    again = ada.run(*ASKED[name], "--request", "deadbeef0001")
    assert (first.status, again.status) == (0, 0), (first, again)
    assert ada.log() == log
    assert again.err.splitlines()[-1] == first.err.splitlines()[-1]
    assert ada.run(*ASKED[name], "--request", "deadbeef0001", "--json").status == 0


@pytest.mark.parametrize("shared", ["true", "false"])
def test_the_request_of_another_person_is_not_taken_for_ones_own(ada: Clerk, ben: Clerk, shared: str) -> None:
    """As where the scripts of two offices name their requests by the day: both would use one number."""
    asked = ("number", "next", "--request", "2020-02-14-nightly")
    ada.ok(*asked)
    ben.git("config", "somei.share", shared)
    ben.git("pull", "-q")
    answer = ben.run(*asked)
    assert (answer.status, answer.out) == (5, "")
    assert "made by another person: Reserve SN 1/20." in answer.err
    assert ada.ok(*asked) == "SN 1/20\n"


def test_where_git_fetches_from_a_mirror_the_server_is_asked_that_pushes_go_to(ada: Clerk, hub: Path) -> None:
    mirror = hub.parent / "mirror.git"
    ada.git("clone", "-q", "--mirror", str(hub), str(mirror))
    ada.git("remote", "set-url", "origin", str(mirror))
    ada.git("remote", "set-url", "--push", "origin", str(hub))
    assert [ada.ok("number", "next") for _ in range(2)] == ["SN 1/20\n", "SN 2/20\n"]
    assert ada.run("sync").status == 0
    assert len(held_by(hub)) == 2


def test_a_clone_of_something_else_is_given_no_number(ada: Clerk, hub: Path) -> None:
    ada.git("checkout", "-q", "--orphan", "other")
    ada.git("commit", "-qm", "Something else")
    ada.git("branch", "-q", "-u", "origin/main")
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (3, "")
    assert "nothing in common" in answer.err
    assert held_by(hub) == []


@pytest.mark.parametrize("key", ["remote.origin.mirror", "push.gpgSign"])
def test_where_git_sends_nothing_nobody_doubts_whether_it_arrived(ada: Clerk, key: str) -> None:
    ada.git("config", key, "true")
    answer = ada.run("number", "next")
    assert answer.status == 5
    assert "nobody can tell" not in answer.err
    assert "refused the push" in answer.err


def test_the_request_of_another_act_is_not_taken_for_it(ada: Clerk) -> None:
    ada.ok("number", "next", "--request", "deadbeef0001")
    answer = ada.run("number", "reserve", "--count", "2", "--request", "deadbeef0001")
    assert (answer.status, answer.out) == (5, "")
    answer = ada.run("number", "release", "SN 1/20", "--reason", "Not needed", "--request", "deadbeef0001")
    assert answer.status == 5
    assert "The request deadbeef0001 was for another act: Reserve SN 1/20." in answer.err


def test_of_two_servers_behind_one_name_the_first_may_have_taken_it(ada: Clerk, hub: Path, tmp_path: Path) -> None:
    """The push is said to be lost; the number is the server's all the same, and not given twice."""
    mirror = tmp_path / "mirror.git"
    ada.git("clone", "-q", "--bare", str(hub), str(mirror))
    for url in (hub, mirror):
        ada.git("config", "--add", "remote.origin.pushurl", str(url))
    on_hub(mirror, "update-ref", "refs/heads/main", "main~1")
    ada.run("number", "next")
    assert len(held_by(hub)) == 1


def test_certain_numbers_are_reserved_once(ada: Clerk, ben: Clerk) -> None:
    assert ada.ok("number", "reserve", "10007/20", "10009/20") == "10007/20\n10009/20\n"
    answer = ben.run("number", "reserve", "10009/20")
    assert answer.status == 5
    assert "10009/20 is already in the register." in answer.err


def test_a_server_that_is_gone_gives_nothing_out(ada: Clerk, hub: Path) -> None:
    hub.rename(hub.with_name("away"))
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (3, "")
    assert "The server “origin” cannot be reached" in answer.err
    assert "Nothing was given out." in answer.err


def test_a_server_that_refuses_is_quoted(ada: Clerk, hub: Path) -> None:
    hook(hub, "pre-receive", "echo 'main is protected' >&2; exit 1")
    before = ada.git("rev-parse", "main")
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (5, "")
    assert "refused the push: pre-receive hook declined. It says: main is protected" in answer.err
    assert ada.git("rev-parse", "main") == before
    assert held_by(hub) == []


def test_a_hook_of_the_clone_that_does_not_let_it_go_is_quoted(ada: Clerk, hub: Path) -> None:
    hook(ada.folder / ".git", "pre-push", "echo 'not before noon' >&2; exit 1")
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (5, "")
    assert answer.err.startswith("somei: The pre-push hook refused the commit: not before noon\n")
    ada.ok("add", "1/20", "--subject", "One")
    assert "not before noon" in ada.run("sync").err
    assert held_by(hub) == []


def test_a_server_that_names_its_objects_otherwise(ada: Clerk, tmp_path: Path) -> None:
    other = tmp_path / "other.git"
    ada.git("init", "-q", "--bare", "-b", "main", "--object-format=sha256", str(other))
    ada.git("remote", "add", "other", str(other))
    ada.git("config", "branch.main.remote", "other")
    answer = ada.run("sync")
    assert (answer.status, len(answer.err.splitlines())) == (5, 2)
    assert "hash algorithm" in answer.err


def test_a_lock_in_the_clone_is_no_fault_of_the_server(ada: Clerk, ben: Clerk) -> None:
    ben.ok("number", "next")
    (ada.folder / ".git/refs/remotes/origin/main.lock").touch()
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (3, "")
    assert "What origin has cannot be recorded in this clone" in answer.err
    assert "somei doctor --repair" in answer.err
    ada.ok("doctor", "--repair")
    assert ada.ok("number", "next") == "SN 2/20\n"


def test_a_rewritten_server_is_told(ada: Clerk, clerk: Clerk, hub: Path) -> None:
    ada.ok("number", "next")
    on_hub(hub, "config", "receive.denyNonFastForwards", "false")
    clerk.git("commit", "-q", "--amend", "-m", "Another past")
    clerk.git("push", "-qf", "origin", "main")
    answer = ada.run("number", "next")
    assert answer.status == 5
    assert "The history of origin/main was rewritten on the server" in answer.err

    ada.git("fetch", "-q")
    screen = ada.run("doctor", terminal=True).out
    assert "All that somei needs is in order" not in screen
    assert "Nothing is broken, but commands that write are refused" in screen
    assert "the history of origin/main was rewritten" in ada.ok("doctor")


def test_an_answer_lost_on_the_way_gives_the_same_number(ada: Clerk, hub: Path) -> None:
    """The server takes the push, and the line breaks before it can say so: once."""
    hook(hub, "post-receive", "rm -f hooks/post-receive; kill -9 $(ps -o ppid= -p $$)")
    assert ada.ok("number", "next") == "SN 1/20\n"
    assert len(held_by(hub)) == 1


def test_a_race_that_was_lost_is_run_again(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """While Ada pushes, Ben's number comes in between: her act is done again."""
    push = f"cd {ben.folder} && git push -q origin main"
    ben.git("config", "somei.share", "false")
    ben.ok("number", "next")
    alone = "unset $(env | sed -n 's/^\\(GIT_[A-Z_]*\\)=.*/\\1/p')"
    hook(hub, "pre-receive", f"test -e {hub}/raced && exit 0; touch {hub}/raced; {alone}; {push}")
    assert ada.ok("number", "next") == "SN 2/20\n"
    assert on_hub(hub, "log", "--format=%an", "main").splitlines()[:2] == ["Ada", "Ben"]


def test_what_is_told_of_an_import_is_what_the_same_request_did_elsewhere(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """The script runs twice: while the first call pushes, the second one's commit comes in between, after Ben's."""
    script = ASKED["import two"]
    twin = colleague(hub, "twin")
    twin.git("config", "user.name", ada.git("config", "user.name"))
    twin.git("config", "user.email", ada.git("config", "user.email"))
    for clerk in (ada, twin):
        for file in ("note.txt", "other.txt"):
            clerk.write(file, f"GENERAL SECRETARIAT\nNOTE\nSubject: Lamps of {file}\n")
    for clerk in (ben, twin):
        clerk.git("config", "somei.share", "false")
    ben.ok("number", "next")
    twin.git("pull", "-q", str(ben.folder), "main")
    twin.ok(*script, "--request", "deadbeef0001")
    alone = "unset $(env | sed -n 's/^\\(GIT_[A-Z_]*\\)=.*/\\1/p')"
    push = f"cd {twin.folder} && git push -q origin main"
    hook(hub, "pre-receive", f"test -e {hub}/raced && exit 0; touch {hub}/raced; {alone}; {push}")
    answer = ada.run(*script, "--request", "deadbeef0001")
    assert answer.status == 0, answer
    assert [Path(path).stem for path in held_by(hub)] == [f"SN-{n}-2020-INIT" for n in (1, 2, 3)]
    told = [line.split("\t")[:3] for line in answer.out.splitlines()[1:]]
    assert told == [["note.txt", "SN 2/20", "registered"], ["other.txt", "SN 3/20", "registered"]]


def test_a_number_not_used_is_void_for_ever(ada: Clerk, ben: Clerk) -> None:
    ada.ok("number", "next")
    ada.ok("number", "next")
    ada.ok("number", "release", "SN 1/20", "--reason", "The meeting was called off")
    assert ben.ok("number", "next") == "SN 3/20\n"
    assert 'status = "void"\nreason = "The meeting was called off"' in ben.read(FIRST)
    answer = ben.run("number", "release", "SN 1/20", "--reason", "Again")
    assert answer.status == 5
    assert "SN 1/20 is void already." in answer.err


def test_an_issued_document_keeps_its_number(alone: Clerk) -> None:
    alone.ok("add", "15070/19", "--subject", "Lamps")
    answer = alone.run("number", "release", "15070/19", "--reason", "No")
    assert answer.status == 5
    assert "only an unused number is given up" in answer.err


def test_gaps_are_explained_or_told(alone: Clerk) -> None:
    alone.ok("number", "reserve", "--count", "2")
    alone.ok("number", "release", "SN 2/20", "--reason", "Not needed")
    alone.ok("number", "reserve", "SN 6/20")
    answer = alone.run("number", "list", "--gaps")
    assert answer.status == 1
    assert [line.split("\t")[:3] for line in answer.out.splitlines()[1:]] == [
        ["SN 2/20", "void", "Not needed"],
        ["SN 3/20 to SN 5/20", "missing", ""],
    ]
    assert "3 numbers without an entry, 1 number void." in answer.err


RESERVED_ENTRY = 'number = "SN 1/20"\nstatus = "reserved"\nnote = "For the lamps"\ncolour = "red"\n\n'
ENTERED = {
    "by hand": ("add", "SN 1/20", "--subject", "Lamps", "--type", "NOTE", "--date", "2020-02-14"),
    "agenda": ("agenda", "create", "SOMEI", "2020-06-10", "--number", "SN 1/20"),
}


@pytest.mark.parametrize("way", ENTERED)
def test_what_clerks_wrote_into_a_reserved_entry_stays(alone: Clerk, way: str) -> None:
    alone.ok("number", "reserve")
    allotment = alone.read(FIRST).partition("\n\n")[2]
    alone.enter(FIRST, f'{RESERVED_ENTRY}{allotment}\n[waive]\nNUM003 = "The old list has it"\n')

    alone.ok(*ENTERED[way])

    text = alone.read(FIRST)
    assert "reserved" not in text
    for kept in ('note = "For the lamps"\n', 'colour = "red"\n', allotment, 'NUM003 = "The old list has it"\n'):
        assert kept in text


def test_the_list_tells_who_has_what(alone: Clerk) -> None:
    alone.ok("number", "next", "--for", "Lamps")
    alone.ok("add", "SN 1/20", "--subject", "Lamps of the harbour")
    alone.ok("number", "next")
    rows = [line.split("\t")[:5] for line in alone.ok("number", "list").splitlines()[1:]]
    who = "A Clerk <clerk@example.org>"
    assert rows == [["SN 1/20", "issued", who, "2020-02-14", "Lamps"], ["SN 2/20", "reserved", who, "2020-02-14", ""]]
    assert alone.run("number", "list", "--status", "void").status == 1


def test_every_command_that_allots_asks_the_server(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "next", "--subject", "Lamps", "--code", "COSI")
    ben.ok("agenda", "create", "SOMEI", "2020-06-10")
    ben.write("note.txt", "GENERAL SECRETARIAT\nNOTE\nSubject: Lanterns\n")
    ben.ok("import", "note.txt", "--set", "number=next", "--set", "subject=Lanterns", "--accept-doubts")
    ada.ok("classify", "SN 2/20", "COSI")
    assert [Path(path).stem for path in held_by(hub)] == [f"SN-{n}-2020-INIT" for n in (1, 2, 3)]
    assert '"COSI 1"' in on_hub(hub, "show", "main:documents/2020/000/SN-1-2020-INIT.toml")
    assert '"COSI 2"' in on_hub(hub, "show", "main:documents/2020/000/SN-2-2020-INIT.toml")
    assert 'status = "draft"' in on_hub(hub, "show", "main:documents/2020/000/SN-3-2020-INIT.toml")


def test_what_only_this_clone_has_is_sent_first(ada: Clerk) -> None:
    ada.ok("add", "15070/19", "--subject", "Lamps")
    answer = ada.run("classify", "15070/19", "COSI")
    assert answer.status == 4
    assert "15070/19 is new in this clone, and origin/main does not have it yet." in answer.err
    assert "send it there first: somei sync" in answer.err


def test_a_clone_may_be_told_not_to_share(ada: Clerk, hub: Path) -> None:
    ada.git("config", "somei.share", "false")
    assert ada.ok("number", "next") == "SN 1/20\n"
    assert held_by(hub) == []


def test_serials_are_those_that_neither_the_server_nor_this_clone_has(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Own commits, edits and files that nobody knows hold serials, and the server has others since the last sync."""
    ada.ok("add", "1/20", "--subject", "One", "--code", "COSI 7")
    ada.ok("sync")
    ben.ok("add", "2/20", "--subject", "Two", "--code", "COSI 40")
    ben.write("documents/2020/000/ST-3-2020-INIT.toml", 'number = "3/20"\nsubject_codes = [\n    "COSI 90",\n]\n')
    ben.write("documents/2020/000/ST-4-2020-INIT.toml", "half written")
    ben.ok("classify", "1/20", "CATS")
    ada.ok("add", "5/20", "--subject", "Five", "--code", "COSI")
    ben.ok("add", "6/20", "--subject", "Six", "--code", "COSI", "--code", "LAMP", "--new-code", "Lamps")
    assert '"COSI 8"' in on_hub(hub, "show", "main:documents/2020/000/ST-5-2020-INIT.toml")
    assert '"COSI 91"' in on_hub(hub, "show", "main:documents/2020/000/ST-6-2020-INIT.toml")
    assert "LAMP" in on_hub(hub, "show", "main:vocabulary/subject_codes.toml")


def test_a_server_without_a_turn_is_busy_and_nothing_is_given_out(ada: Clerk, hub: Path) -> None:
    """A git that crashed on the server left a lock there."""
    ada.git("config", "somei.patience", "2")
    (hub / "refs/heads/main.lock").touch()
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (5, "")
    assert "The server is busy: you got no turn within 2 seconds, and nothing was given out." in answer.err
    assert re.search(r"A lock keeps its git from writing: \S+/refs/heads/main\.lock$", answer.err, re.MULTILINE)
    assert "ask the server's administrator to remove it" in answer.err
    ada.ok("add", "1/20", "--subject", "Lamps")
    assert "refs/heads/main.lock" in ada.run("sync").err
    (hub / "refs/heads/main.lock").unlink()
    assert held_by(hub) == []
    assert ada.ok("number", "next") == "SN 1/20\n"


def test_when_nobody_can_tell_the_request_finds_it(ada: Clerk, hub: Path) -> None:
    """The server takes the push and goes away before it answers; later it is there again."""
    ada.git("config", "somei.patience", "2")
    hook(hub, "post-receive", f"mv {hub} {hub}.away; kill -9 $(ps -o ppid= -p $$)")
    answer = ada.run("number", "next", "--request", "deadbeef0002")
    assert (answer.status, answer.out) == (5, "")
    assert "it is not known yet whether the server took it" in answer.err
    assert "--request deadbeef0002" in answer.err
    hub.with_name("hub.git.away").rename(hub)
    (hub / "hooks/post-receive").unlink()
    assert ada.ok("number", "next", "--request", "deadbeef0002") == "SN 1/20\n"
    assert len(held_by(hub)) == 1


@pytest.mark.parametrize("words", [("classify", "SN 1/20", "CATS"), ("number", "release", "SN 1/20", "-m", "No")])
def test_the_hint_of_an_answer_that_was_lost_can_be_followed(ada: Clerk, hub: Path, words: tuple[str, ...]) -> None:
    """What is told then is what the act changed, and nothing else of the document."""
    ada.ok("add", "next", "--subject", "Lamps")
    ada.git("config", "somei.patience", "2")
    hook(hub, "post-receive", f"mv {hub} {hub}.away; kill -9 $(ps -o ppid= -p $$)")
    lost = ada.run(*words)
    assert (lost.status, lost.out) == (5, "")
    hub.with_name("hub.git.away").rename(hub)
    (hub / "hooks/post-receive").unlink()
    told = re.search(r"Repeat the command with (--request \w+)", lost.err)
    assert told, lost.err
    for _ in range(2):
        again = ada.run(*words, *told[1].split())
        assert again.status == 0, again.err
        assert [line.split("\t")[1] for line in again.out.splitlines()[1:]] in (["subject_codes"], ["status", "reason"])
    assert on_hub(hub, "rev-list", "--count", "main") == str(int(on_hub(hub, "rev-list", "--count", "main~1")) + 1)
    other = ada.run("add", "next", "--subject", "Lanterns", *told[1].split())
    assert (other.status, "was for another act" in other.err) == (5, True)
    other = ada.run("classify", "SN 2/20", "CATS", *told[1].split())
    assert (other.status, "was for another act" in other.err) == (5, True)


def test_who_is_stuck_in_front_keeps_nobody_for_ever(ada: Clerk, hub: Path) -> None:
    """The line is a courtesy: half of the patience is for standing in it."""
    ada.git("config", "somei.patience", "2")
    stuck = os.open(hub, os.O_RDONLY)
    fcntl.flock(stuck, fcntl.LOCK_EX)
    try:
        began = monotonic()
        assert ada.ok("number", "next") == "SN 1/20\n"
        assert monotonic() - began >= 1
    finally:
        os.close(stuck)


@pytest.mark.parametrize("odd", ["a file", "a link", "nothing to be written"])
def test_what_an_earlier_somei_left_at_the_server_does_no_harm(ada: Clerk, hub: Path, tmp_path: Path, odd: str) -> None:
    """It kept a line of tickets there."""
    place = hub / "somei/line"
    place.parent.mkdir()
    if odd == "a file":
        place.touch()
    elif odd == "a link":
        place.symlink_to(tmp_path / "nowhere")
    else:
        place.mkdir()
        (place / "ticket-00000000000000000001-dead").mkdir()
    assert ada.ok("number", "next") == "SN 1/20\n"


def test_a_branch_that_follows_nothing_warns(ada: Clerk) -> None:
    ada.git("switch", "-qc", "draft")
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (0, "SN 1/20\n")
    assert "\nnote: This branch follows no server, so others may get the same number" in answer.err


def test_after_the_highest_number_of_a_series_there_is_none(alone: Clerk) -> None:
    alone.ok("number", "reserve", "SN 99998/20")
    answer = alone.run("number", "reserve", "--count", "2")
    assert (answer.status, answer.out) == (5, "")
    assert "SN has 1 number left in 2020: none is higher than SN 99999/20.\nhint: Take a free one" in answer.err
    assert alone.ok("number", "next") == "SN 99999/20\n"

    answer = alone.run("add", "next", "--subject", "Lamps")

    assert (answer.status, answer.out) == (5, "")
    assert "SN has no number left in 2020" in answer.err
    assert alone.ok("number", "reserve", "SN 12/20") == "SN 12/20\n"
