"""A push judged where it arrives: in a bare repository, from a pre-receive hook, before it is taken."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from clerks import OWN, held_by, hub_of, on_hub, prepared_at_hub
from conftest import PROJECT, Clerk

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"


@pytest.fixture(autouse=True)
def _own_somei(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook runs this somei."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))


@prepared_at_hub
def hub(clerk: Clerk) -> Path:
    """A server with a document and the hook that somei makes."""
    hub = hub_of(clerk)
    clerk.ok("add", "15070/19", "--subject", "Lamps", "--code", "COSI 254")
    clerk.git("push", "-q")
    clerk.ok("nightly", "hub", "-o", str(hub / "hooks"))
    return hub


def push(clerk: Clerk, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "push", *words], cwd=clerk.folder, capture_output=True, text=True, check=False)


def test_the_hook_calls_somei_with_what_git_tells(hub: Path) -> None:
    text = (hub / "hooks/pre-receive").read_text()
    assert os.access(hub / "hooks/pre-receive", os.X_OK)
    assert 'check --hub "$old" "$new"' in text
    assert sys.executable in text or "somei" in text


def test_what_is_in_order_is_taken(ada: Clerk, hub: Path) -> None:
    ada.ok("add", "1/20", "--subject", "One", "--code", "COSI 1")
    done = push(ada)
    assert done.returncode == 0, done.stderr
    assert len(held_by(hub)) == 2
    assert ada.ok("number", "next") == "SN 1/20\n"


def test_a_number_that_vanishes_is_refused(ada: Clerk, hub: Path) -> None:
    before = on_hub(hub, "rev-parse", "main")
    ada.git("rm", "-q", FILE)
    ada.git("commit", "-qm", "Away with it")
    done = push(ada)
    assert done.returncode == 1
    assert "15070/19 vanished" in done.stderr
    assert "The register does not take this: 1 finding." in done.stderr
    assert on_hub(hub, "rev-parse", "main") == before
    answer = ada.run("sync")
    assert answer.status == 5
    assert "15070/19 vanished" in answer.err


def test_a_serial_that_another_document_holds_is_refused(ada: Clerk, hub: Path) -> None:
    ada.enter("documents/2019/000/ST-1-2019-INIT.toml", ada.read(FILE).replace("15070/19", "1/19"))
    done = push(ada)
    assert done.returncode == 1
    assert "COSI 254" in done.stderr


def test_a_broken_file_is_refused(ada: Clerk) -> None:
    ada.enter(FILE, 'number = "15070/19\n')
    done = push(ada)
    assert done.returncode == 1
    assert FILE in done.stderr


def test_a_provisional_number_is_refused(ada: Clerk) -> None:
    ada.ok("number", "next", "--offline")
    done = push(ada)
    assert done.returncode == 1
    assert "the number is provisional" in done.stderr
    assert ada.run("sync").status == 0


def test_what_is_no_plain_file_is_refused(ada: Clerk) -> None:
    link = ada.folder / "documents/2019/000/ST-1-2019-INIT.toml"
    link.parent.mkdir(parents=True)
    link.symlink_to("/etc/passwd")
    ada.git("add", ".")
    ada.git("commit", "-qm", "A link")
    assert "this is not a plain file" in push(ada).stderr


def test_a_rewritten_history_and_a_branch_that_goes_are_refused(ada: Clerk, hub: Path) -> None:
    for key in ("receive.denyNonFastForwards", "receive.denyDeletes"):
        on_hub(hub, "config", key, "false")
    on_hub(hub, "config", "receive.denyDeleteCurrent", "ignore")
    ada.git("commit", "-q", "--amend", "-m", "Another past")
    assert "the branch no longer contains" in push(ada, "--force").stderr
    assert "the branch would be removed" in push(ada, "origin", ":main").stderr


@pytest.mark.parametrize("keeps", [False, True])
def test_a_register_that_moves_is_refused(ada: Clerk, hub: Path, keeps: bool) -> None:
    """In another folder it would begin with no number given, whatever stands in the old one."""
    ada.ok("number", "next")
    (ada.folder / "register").mkdir()
    moved = ["somei.toml", "vocabulary"] if keeps else ["somei.toml", "vocabulary", "documents"]
    ada.git("mv", *moved, "register")
    ada.git("commit", "-qm", "Move")
    assert "people would find the register in another folder" in push(ada).stderr


def test_the_first_register_may_come_upon_a_branch_without_one(ada: Clerk) -> None:
    bare = ada.git("commit-tree", "-m", "Nothing", ada.git("hash-object", "-w", "-t", "tree", "/dev/null"))
    ada.git("reset", "-q", "--soft", bare)
    ada.git("commit", "-qm", "A register")
    assert ada.run("check", "--hub", bare, ada.git("rev-parse", "HEAD")).status == 0


def test_other_branches_are_not_looked_at(ada: Clerk) -> None:
    ada.git("switch", "-qc", "draft")
    ada.git("rm", "-q", FILE)
    ada.git("commit", "-qm", "Away with it")
    assert push(ada, "-u", "origin", "draft").returncode == 0


def test_the_branch_that_head_of_the_server_names_is_guarded(ada: Clerk, hub: Path) -> None:
    for words in (("branch", "-m", "main", "trunk"), ("symbolic-ref", "HEAD", "refs/heads/trunk")):
        on_hub(hub, *words)
    before = on_hub(hub, "rev-parse", "trunk")
    ada.git("rm", "-q", FILE)
    ada.git("commit", "-qm", "Away with it")

    done = push(ada, "origin", "HEAD:trunk")

    assert done.returncode == 1
    assert "15070/19 vanished" in done.stderr
    assert on_hub(hub, "rev-parse", "trunk") == before
    assert "could be taken for refs/heads/trunk" in push(ada, "origin", "HEAD:refs/tags/trunk").stderr
    assert push(ada, "origin", "HEAD:draft").returncode == 0


def test_main_is_guarded_whatever_head_names(ada: Clerk, hub: Path) -> None:
    on_hub(hub, "symbolic-ref", "HEAD", "refs/heads/trunk")
    ada.git("rm", "-q", FILE)
    ada.git("commit", "-qm", "Away with it")
    assert "15070/19 vanished" in push(ada).stderr
    assert push(ada, "origin", "HEAD:draft").returncode == 0
    on_hub(hub, "update-ref", "--no-deref", "HEAD", "main")
    assert "15070/19 vanished" in push(ada).stderr


def test_a_server_that_has_no_branch_to_guard_says_so(ada: Clerk, hub: Path) -> None:
    for words in (("branch", "-m", "main", "trunk"), ("symbolic-ref", "HEAD", "refs/heads/master")):
        on_hub(hub, *words)
    ada.git("rm", "-q", FILE)
    ada.git("commit", "-qm", "Away with it")

    done = push(ada, "origin", "HEAD:trunk")

    assert done.returncode == 1
    assert "HEAD of this server names master, which it does not have" in done.stderr
    assert "git symbolic-ref HEAD refs/heads/trunk" in done.stderr
    on_hub(hub, "symbolic-ref", "HEAD", "refs/heads/trunk")
    assert "15070/19 vanished" in push(ada, "origin", "HEAD:trunk").stderr


def test_old_faults_stop_nobody(ada: Clerk, hub: Path) -> None:
    (hub / "hooks/pre-receive").rename(hub / "hooks/asleep")
    ada.enter("documents/2019/000/ST-1-2019-INIT.toml", 'number = "1/19"\nstatus = "void"\nsubject = "X"\n')
    assert push(ada).returncode == 0
    (hub / "hooks/asleep").rename(hub / "hooks/pre-receive")
    ada.ok("add", "2/20", "--subject", "Two")
    done = push(ada)
    assert done.returncode == 0, done.stderr


def test_without_a_hook_the_same_is_asked_by_hand(ada: Clerk, hub: Path) -> None:
    old, new = on_hub(hub, "rev-parse", "main~1"), on_hub(hub, "rev-parse", "main")
    bare = Clerk(hub)
    assert bare.run("check", "--hub", old, new).status == 0
    assert bare.run("check", "--hub", "0" * 40, new).status == 0
    assert bare.run("check", "--hub", "main~1", new).status == 4
    assert ada.run("check", "--hub", old, new).status == 0
    assert ada.run("check", "--hub", old, new, "--at", "main").status == 2


def follows(clerk: Clerk, path: str, to: str, kind: str = "previous") -> None:
    """A reference, written by hand."""
    clerk.enter(path, clerk.read(path) + f'\n[[references]]\nto = "{to}"\nkind = "{kind}"\n')


def test_a_circle_is_found_over_texts_that_are_not_sent(ada: Clerk, hub: Path) -> None:
    for number in range(1, 4):
        ada.ok("add", f"{number}/20", "--subject", "Ports")
    file = "documents/2020/000/ST-{}-2020-INIT.toml".format
    follows(ada, file(1), "2/20")
    follows(ada, file(2), "3/20")
    done = push(ada)
    assert done.returncode == 0, done.stderr
    follows(ada, file(3), "1/20")
    done = push(ada)
    assert done.returncode == 1
    assert "XREF006" in done.stderr


def test_nobody_else_learns_of_a_number_that_is_still_to_come(ada: Clerk, hub: Path) -> None:
    """Whoever had a provisional number of that name would settle it into one of their own."""
    follows(ada, FILE, "PROV 1/20", "cites")
    done = push(ada)
    assert done.returncode == 1
    assert "PROV 1/20 is named here, but is provisional" in done.stderr
    answer = ada.run("sync")
    assert answer.status == 5
    assert "PROV 1/20 is named here" in answer.err
    assert "PROV" not in on_hub(hub, "show", f"main:{FILE}")


def test_a_reference_to_what_the_push_does_not_touch_stops_nobody(ada: Clerk, hub: Path) -> None:
    """A complete register takes a dangling reference for an error, and a push is only a part of it."""
    text = ada.read("somei.toml").replace("complete = false", "complete = true").replace(OWN, "own_series = []\n")
    ada.enter("somei.toml", text)
    assert push(ada).returncode == 0
    ada.ok("add", "1/20", "--subject", "One", "--code", "COSI 1")
    ada.ok("xref", "add", "1/20", "15070/19")
    ada.ok("xref", "add", "1/20", "2/20")

    done = push(ada)

    assert done.returncode == 0, done.stderr
    answer = ada.run("check", "--select", "XREF")
    assert answer.status == 1
    assert "2/20 is not in the register" in answer.out
    assert "15070/19 is" not in answer.out
