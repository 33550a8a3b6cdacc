"""What two clerks did to one thing before they met: neither passes the other by, and nobody's work goes with it."""

import os
import time
from pathlib import Path

import pytest
from clerks import held_by, hook, on_hub, provisional
from conftest import PROJECT, Clerk

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"
SN = "documents/2020/000/SN-{}-2020-INIT.toml"


DRAFT = ("add", "next", "--subject", "Lamps", "--request", "request1")


def test_what_was_done_to_a_draft_offline_comes_to_the_number_that_its_request_has(ada: Clerk, hub: Path) -> None:
    ada.ok(*DRAFT, "--offline")
    ada.ok("classify", provisional(ada), "--marking", "LIMITE")
    ada.ok(*DRAFT)
    offline = provisional(ada)
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert f"{offline} became SN 1/20." in answer.err
    assert 'marking = "LIMITE"' in on_hub(hub, "show", f"main:{SN.format(1)}")
    assert len(held_by(hub)) == 2


def test_what_others_did_to_it_since_stays_too(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok(*DRAFT, "--offline")
    ada.ok("classify", provisional(ada), "--marking", "LIMITE")
    ada.ok(*DRAFT)
    ben.ok("sync")
    ben.ok("classify", "SN 1/20", "COSI 255")
    ben.ok("sync")
    assert ada.run("sync").status == 0
    text = on_hub(hub, "show", f"main:{SN.format(1)}")
    assert 'marking = "LIMITE"' in text
    assert "COSI 255" in text


@pytest.mark.parametrize("act", [("number", "next", "--request", "request1"), DRAFT])
def test_a_request_that_another_clerk_had_too_takes_no_draft(
    ada: Clerk, ben: Clerk, hub: Path, act: tuple[str, ...]
) -> None:
    ada.ok(*DRAFT, "--offline")
    ada.ok("classify", provisional(ada), "--marking", "LIMITE")
    ben.ok(*act)
    offline = provisional(ada)
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert f"{offline} became SN 2/20." in answer.err
    assert 'marking = "LIMITE"' in on_hub(hub, "show", f"main:{SN.format(2)}")


def test_who_takes_an_act_back_does_not_take_back_that_of_another(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("classify", "15070/19", "--marking", "LIMITE")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "--marking", "LIMITE")
    ada.ok("undo", "-m", "A mistake of mine")
    assert ada.run("sync").status == 0
    assert 'marking = "LIMITE"' in on_hub(hub, "show", f"main:{FILE}")
    assert 'marking = "LIMITE"' in ada.read(FILE)


def test_a_number_that_both_entered_and_one_gave_up_is_for_a_person(ada: Clerk, ben: Clerk, hub: Path) -> None:
    words = ("add", "300/20", "--subject", "Ports", "--date", "2020-02-02")
    ben.ok(*words)
    ben.ok("sync")
    ada.ok(*words)
    ada.ok("undo", "-m", "A mistake of mine")
    answer = ada.run("sync")
    assert answer.status == 5
    assert answer.out.splitlines()[1].split("\t")[1] == "status"
    assert "void" not in on_hub(hub, "show", "main:documents/2020/003/ST-300-2020-INIT.toml")


def test_an_act_taken_back_behind_others_is_told_by_the_hash_it_has(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("add", "1/20", "--subject", "One")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "JAI 7")
    ada.ok("undo", "-m", "A mistake of mine")
    assert ada.run("sync").status == 0
    assert on_hub(hub, "log", "-1", "--format=%(trailers:key=Somei-Undoes,valueonly)", "main") == on_hub(
        hub, "rev-parse", "main~1"
    )


def killed_when_taken(clerk: Clerk, hub: Path) -> None:
    """A sync that ends as soon as the server has what was sent."""
    pid = hub / "pid"
    hook(hub, "post-receive", f"rm hooks/post-receive; kill -9 $(cat {pid})")
    clerk.process("sync", before=("sh", "-c", f'echo $$ > {pid}; exec "$@"', "sh"))
    # The push that it had begun outlives it for a moment, and may still write down where the server is.
    end = time.monotonic() + 2
    while clerk.git("rev-parse", "origin/main") != on_hub(hub, "rev-parse", "main") and time.monotonic() < end:
        time.sleep(0.02)


def test_an_act_taken_back_after_a_sync_that_was_killed_leaves_what_others_did(
    ada: Clerk, ben: Clerk, hub: Path
) -> None:
    """The server has the act under another hash, and the clone never heard of it."""
    ben.ok("classify", "15070/19", "--marking", "LIMITE")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "CT 9", "--marking", "LIMITE")
    killed_when_taken(ada, hub)
    assert "CT 9" in on_hub(hub, "show", f"main:{FILE}")
    assert ada.git("rev-parse", "main") != on_hub(hub, "rev-parse", "main")
    ada.ok("undo", "-m", "A mistake of mine")
    assert ada.run("sync").status == 0
    text = on_hub(hub, "show", f"main:{FILE}")
    assert 'marking = "LIMITE"' in text
    assert "CT 9" not in text
    subject, undone = on_hub(hub, "log", "-1", "--format=%s%n%(trailers:key=Somei-Undoes,valueonly)", "main").split(
        "\n"
    )
    assert undone == on_hub(hub, "rev-parse", "main~1")
    assert undone[:10] in subject


def test_what_the_server_has_is_known_also_after_a_sync_that_was_refused(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Else the act would be done again over the undo of another clerk."""
    ben.ok("add", "7/20", "--subject", "Seven")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "CT 9")
    killed_when_taken(ada, hub)
    ada.ok("add", "8/20", "--subject", "Eight")
    hook(ada.folder / ".git", "pre-push", "exit 1")
    assert ada.run("sync").status == 5
    (ada.folder / ".git/hooks/pre-push").unlink()
    ben.ok("sync")
    ben.ok("undo", "-m", "Wrong")
    ben.ok("sync")
    assert ada.run("sync").status == 0
    assert "CT 9" not in on_hub(hub, "show", f"main:{FILE}")
    subjects = on_hub(hub, "log", "--format=%s", "main").splitlines()
    assert subjects.count("Add subject codes to 15070/19") == 1
    assert subjects[0] == "Add 8/20"


def test_a_sync_asked_for_again_while_the_server_still_judges_the_first_sends_nothing_twice(
    ada: Clerk, ben: Clerk, hub: Path
) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok("add", "1/20", "--subject", "One")
    ada.ok("classify", "1/20", "CT 9")
    ada.ok("undo", "-m", "A mistake of mine")
    # Only the first push is slow: it is taken when the second has already been prepared.
    waits, lets_go = "touch pushed; while [ ! -e again ]; do sleep 0.05; done", "touch again; sleep 0.5"
    hook(hub, "pre-receive", f"if [ ! -e pushed ]; then {waits}; else {lets_go}; fi")
    ada.git("config", "somei.patience", "2")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "it is not known yet" in answer.err
    ada.git("config", "somei.patience", "30")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    subjects = on_hub(hub, "log", "--format=%s", "main").splitlines()
    assert subjects.count("Add 1/20") == 1
    assert sum(subject.startswith("Undo") for subject in subjects) == 1
    assert ada.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")


@pytest.mark.parametrize("between", [(), ("JAI 7",)])
def test_of_what_both_did_only_the_own_part_is_taken_back(
    ada: Clerk, ben: Clerk, hub: Path, between: tuple[str, ...]
) -> None:
    ben.ok("classify", "15070/19", "CATS 7", "--marking", "LIMITE")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "CATS 7", "CT 9")
    ada.ok("classify", "15070/19", "--marking", "LIMITE")
    for code in between:
        ada.ok("classify", "15070/19", code)
    for back in (len(between), len(between) + 2):
        ada.ok("undo", f"HEAD~{back}", "-m", "A mistake of mine")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    text = on_hub(hub, "show", f"main:{FILE}")
    assert 'marking = "LIMITE"' in text
    assert "CATS 7" in text
    assert "CT 9" not in text
    assert all(code in text for code in between)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("guarded", [False, True])
@pytest.mark.parametrize("how", [("pull", "-q", "--no-rebase", "--no-edit"), ("pull", "-q", "--rebase")])
def test_what_others_did_in_order_is_no_act_of_who_merges_it(
    ada: Clerk, ben: Clerk, hub: Path, how: tuple[str, ...], guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    ada.ok("classify", "15070/19", "--marking", "LIMITE")
    ada.ok("sync")
    ada.ok("number", "next")
    ada.ok("number", "release", "SN 1/20", "--reason", "unused")
    ben.ok("sync")
    if guarded:
        ada.ok("nightly", "hub", "-o", str(hub / "hooks"))
    ada.ok("classify", "15070/19", "--marking", "none", "-m", "The Council decided")
    ada.ok("undo", "HEAD~1", "-m", "It is used")
    ada.ok("sync")
    ben.ok("add", "4/20", "--subject", "Four")
    ben.git(*how)
    answer = ben.run("sync")
    assert answer.status == 0, answer
    assert ben.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")


def test_what_breaks_a_rule_of_the_history_is_told_with_the_way_out(ada: Clerk, hub: Path) -> None:
    ada.ok("classify", "15070/19", "--marking", "LIMITE")
    ada.ok("sync")
    ada.enter(FILE, ada.read(FILE).replace('marking = "LIMITE"\n', ""))
    answer = ada.run("sync")
    assert answer.status == 5
    assert "HIST006" in answer.err
    assert "somei sync --drop COMMIT -m WHY" in answer.err
    ada.git("commit", "-q", "--amend", "-m", "By hand\n\nReason: The Council decided")
    assert ada.run("sync").status == 0


@pytest.mark.parametrize("how", [("pull", "-q", "--rebase"), ("pull", "-q", "--no-rebase", "--no-edit")])
def test_a_serial_doubled_by_git_is_not_sent(ada: Clerk, ben: Clerk, how: tuple[str, ...]) -> None:
    ada.ok("add", "200/20", "--subject", "A", "--code", "COSI 50")
    ada.ok("sync")
    ben.ok("add", "201/20", "--subject", "B", "--code", "COSI 50")
    ben.git(*how)
    answer = ben.run("sync")
    assert answer.status == 5
    assert "COSI 50" in answer.err


def test_an_agenda_that_was_issued_meanwhile_keeps_its_numbers(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("agenda", "create", "SOMEI", "2020-06-10")
    for title in ("Lamps", "Ports", "Harbours"):
        ada.ok("agenda", "add-item", "SN 1/20", title)
    ada.ok("sync")
    ben.ok("sync")
    ada.ok("agenda", "issue", "SN 1/20", "--date", "2020-06-01")
    ada.ok("sync")
    ben.ok("agenda", "move-item", "SN 1/20", "3", "--to", "2")
    answer = ben.run("sync")
    assert answer.status == 5, answer
    assert "HIST005" in answer.err
    assert on_hub(hub, "show", f"main:{SN.format(1)}").index("Ports") < on_hub(
        hub, "show", f"main:{SN.format(1)}"
    ).index("Harbours")


def test_a_number_given_up_takes_no_work_of_another(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("number", "next")
    ben.ok("sync")
    ben.ok("number", "release", "SN 1/20", "--reason", "unused")
    ada.enter(SN.format(1), ada.read(SN.format(1)) + 'subject = "Lamps"\n')
    answer = ada.run("sync")
    assert answer.status == 5
    assert answer.out.splitlines()[1].split("\t")[1] == "status"
    assert "void" in on_hub(hub, "show", f"main:{SN.format(1)}")


@pytest.mark.parametrize("behind", [False, True])
def test_a_sparse_checkout_follows_what_it_leaves_out(ada: Clerk, ben: Clerk, hub: Path, behind: bool) -> None:
    ada.git("sparse-checkout", "set", "--no-cone", "/somei.toml", "/vocabulary/", "/documents/2020/")
    ben.ok("classify", "15070/19", "JAI 7")
    ben.ok("sync")
    if behind:
        ada.ok("add", "1/20", "--subject", "One")
    ada.write("notes.txt", "mine")
    ada.git("add", "--sparse", "notes.txt")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert ada.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")
    assert ada.git("status", "--porcelain") == "A  notes.txt"
    assert not (ada.folder / FILE).exists()
    ben.ok("classify", "15070/19", "JAI 8")
    ben.ok("sync")
    assert "stays behind" not in ada.run("number", "next").err
    assert ada.git("status", "--porcelain") == "A  notes.txt"


@pytest.mark.parametrize("words", [("add", "15070/19", "--subject", "S"), ("classify", "15070/19", "JAI 7")])
def test_what_a_sparse_checkout_leaves_out_is_not_written_anew(ada: Clerk, words: tuple[str, ...]) -> None:
    ada.git("sparse-checkout", "set", "--cone", "vocabulary", "documents/2020")
    answer = ada.run(*words)
    assert answer.status in {4, 5}
    assert "sparse checkout" in answer.err
    ada.git("sparse-checkout", "add", "documents/2019/150")
    assert ada.run("classify", "15070/19", "JAI 7").status == 0


@pytest.mark.parametrize("name", [b"notes/a\xff", b"notes\n/a", b"notes/a\nb"])
def test_a_name_that_somei_would_not_write_is_no_fault(ada: Clerk, ben: Clerk, name: bytes) -> None:
    """Somewhere beside the register, committed by hand, while others were at the server."""
    ben.ok("add", "1/20", "--subject", "One")
    ben.ok("sync")
    file = Path(os.fsdecode(os.fsencode(ada.folder) + b"/" + name))
    file.parent.mkdir()
    file.write_text("x")
    ada.git("add", ".")
    ada.git("commit", "-qm", "By hand")
    before = ada.git("rev-parse", "main")
    answer = ada.run("sync")
    assert answer.status in {0, 5}, answer
    assert answer.status == 0 or ada.git("rev-parse", "main") == before
    ada.git("merge", "-q", "--no-edit", "origin/main")
    assert ada.run("sync").status == 0
