"""The line of a branch on a server with the hook: a pull is turned around, and no merge drops what others did."""

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from clerks import colleague, hub_of, on_hub, prepared_at_hub
from commands.test_pre_receive import FILE, push
from commands.test_pre_receive_hidden import guarded
from commands.test_sync_two_clerks import killed_when_taken
from conftest import PROJECT, Clerk


@pytest.fixture(autouse=True)
def _own_somei(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook runs this somei."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))


@prepared_at_hub
def office(clerk: Clerk) -> Clerk:
    """A clerk at a server without a hook yet, with a text and a number."""
    hub_of(clerk)
    clerk.ok("add", "15070/19", "--subject", "Lamps")
    clerk.ok("number", "next")
    return clerk


APPROVED = "\n\nApproved-by: Ada <ada@example.org>"


def two(office: Clerk) -> tuple[Clerk, Clerk]:
    """Two clerks at a guarded server: the first has work of her own, and the second has sent some."""
    hub = guarded(office)
    ada, ben = colleague(hub, "ada"), colleague(hub, "ben")
    ada.ok("add", "12/20", "--subject", "Own")
    ben.ok("add", "2/20", "--subject", "Theirs")
    ben.git("push", "-q")
    return ada, ben


def pull(clerk: Clerk, *words: str) -> None:
    clerk.git("pull", "-q", "--no-rebase", "--no-edit", *words)


def merged_and_pushed(clerk: Clerk) -> subprocess.CompletedProcess[str]:
    """The branch `feat` is merged into that of the server, and sent."""
    clerk.git("checkout", "-q", "main")
    clerk.git("merge", "-q", "--no-ff", "-m", "Merge feat", "feat")
    return push(clerk)


def proved(clerk: Clerk) -> bool:
    return clerk.run("check", "--history", "--fail-on", "error").status == 0


def test_a_pull_is_turned_around_by_sync(office: Clerk) -> None:
    ada, ben = two(office)
    before = ada.git("rev-parse", "origin/main")
    pull(ada)
    done = push(ada)
    assert done.returncode == 1
    assert "merged into other work" in done.stderr
    assert "somei sync" in done.stderr
    answer = ada.run("sync")
    assert answer.status == 0, answer.err
    hub = ada.folder.parent / "hub.git"
    line = on_hub(hub, "log", "--first-parent", "--format=%s", f"{before}..main").splitlines()
    assert line[-1] == "Add 2/20"
    assert len(line) == 2
    assert ada.git("rev-parse", "HEAD") == on_hub(hub, "rev-parse", "main")
    assert "Ada Add 12/20" in ada.git("log", "--format=%an %s", "HEAD^2").splitlines()
    assert ben.run("sync").status == 0
    assert ben.read("documents/2020/000/ST-12-2020-INIT.toml")
    assert proved(ben)


def test_what_was_done_after_pulls_goes_along_and_still_knows_what_it_took_back(office: Clerk) -> None:
    ada, ben = two(office)
    pull(ada)
    ada.ok("add", "13/20", "--subject", "More")
    ada.ok("undo", "-m", "Not ours")
    ben.ok("add", "3/20", "--subject", "Theirs too")
    ben.git("push", "-q")
    pull(ada)
    ada.ok("add", "14/20", "--subject", "Last")
    assert ada.run("sync").status == 0
    undone = ada.git("log", "--format=%(trailers:key=Somei-Undoes,valueonly)", "--grep", "Undo").split()
    assert undone
    assert all(ada.git("log", "-1", "--format=%s", one) == "Add 13/20" for one in undone)
    assert all(ada.git("merge-base", "--is-ancestor", one, "HEAD") == "" for one in undone)
    assert proved(ada)
    assert not ada.git("status", "--porcelain")


def test_a_pull_that_was_turned_is_sent_once_where_the_answer_is_lost(office: Clerk) -> None:
    ada, ben = two(office)
    pull(ada)
    hub = ada.folder.parent / "hub.git"
    killed_when_taken(ada, hub)
    sent = on_hub(hub, "rev-parse", "main")
    assert on_hub(hub, "show", "main:documents/2020/000/ST-12-2020-INIT.toml")
    ben.ok("sync")
    ada.ok("add", "13/20", "--subject", "More")
    assert ada.run("sync").status == 0
    assert on_hub(hub, "rev-parse", "main^") == sent
    assert on_hub(hub, "log", "--format=%s", "main").splitlines().count("Add 12/20") == 1
    assert ada.git("rev-parse", "HEAD") == on_hub(hub, "rev-parse", "main")


@pytest.mark.parametrize("by", ["push", "sync"])
def test_a_merge_that_keeps_only_its_own_side_is_refused(office: Clerk, by: str) -> None:
    ada, _ = two(office)
    ada.git("fetch", "-q")
    ada.git("merge", "-q", "-s", "ours", "--no-edit", "origin/main")
    if by == "push":
        tree = ada.git("rev-parse", "HEAD^{tree}")
        made = ada.git("commit-tree", tree, "-p", "origin/main", "-p", "HEAD^1", "-m", "The other way round")
        ada.git("reset", "-q", "--hard", made)
        said = push(ada).stderr
    else:
        said = ada.run("sync").err
    assert "2/20 vanished" in said
    assert "HIST001" in said


def test_what_was_done_around_a_pull_is_judged(office: Clerk) -> None:
    office.ok("classify", "15070/19", "--marking", "LIMITE")
    ada, _ = two(office)
    pull(ada)
    ada.enter(FILE, ada.read(FILE).replace('marking = "LIMITE"\n', ""))
    said = ada.run("sync").err
    assert "HIST006" in said
    ada.git("reset", "-q", "--hard", "@{upstream}")
    assert ada.run("sync").status == 0


def approved_and_merged(office: Clerk) -> tuple[Clerk, Clerk]:
    """A marking lowered on a branch of one clerk, with the reason, that another clerk approved and merged."""
    office.ok("classify", "15070/19", "--marking", "LIMITE")
    office.write("somei.toml", office.read("somei.toml") + "\n[two_persons]\nlower_marking = true\n")
    office.git("commit", "-qam", "Two persons")
    hub = guarded(office)
    ada, ben, cleo = (colleague(hub, name) for name in ("ada", "ben", "cleo"))
    ben.git("checkout", "-qb", "feat")
    ben.write(FILE, ben.read(FILE).replace('marking = "LIMITE"\n', ""))
    ben.git("commit", "-qam", "Lower\n\nReason: The Council decided")
    ben.git("push", "-q", "origin", "feat")
    ada.git("fetch", "-q")
    ada.git("merge", "-q", "--no-ff", "-m", f"Merge feat{APPROVED}", "origin/feat")
    return ada, cleo


@pytest.mark.parametrize("touched", ["another", "same"])
def test_a_branch_that_another_merged_in_order_may_be_pulled_upon(office: Clerk, touched: str) -> None:
    """The approval stands in the merge that brought it, wherever the line of the branch goes afterwards."""
    ada, cleo = approved_and_merged(office)
    cleo.ok("add", "7/20", "--subject", "Seven")
    if touched == "same":
        cleo.ok("xref", "add", "15070/19", "7/20")
    cleo.git("push", "-q")
    with suppress(subprocess.CalledProcessError):
        pull(ada)
    if touched == "same":
        ada.ok("resolve", "15070/19", "--take", "ours", "--field", "marking")
        ada.git("commit", "-q", "--no-edit")
    answer = ada.run("sync")
    assert answer.status == 0, answer.err
    assert proved(ada)


def test_who_pulls_upon_what_was_approved_makes_no_fault_of_it(office: Clerk) -> None:
    """On a server without the hook the line of the branch becomes that of whoever pulled."""
    ada, cleo = approved_and_merged(office)
    ada.git("push", "-q")
    hub = ada.folder.parent / "hub.git"
    (hub / "hooks/pre-receive").unlink()
    cleo.ok("add", "7/20", "--subject", "Seven")
    pull(cleo)
    cleo.git("push", "-q")
    assert proved(cleo)


def test_a_branch_where_a_void_was_taken_back_in_order_may_be_merged(office: Clerk) -> None:
    guarded(office)
    office.ok("number", "release", "SN 1/20", "--reason", "unused")
    office.git("checkout", "-qb", "feat")
    released = office.git("log", "-1", "--format=%H", "--grep", "Release")
    office.ok("undo", released, "-m", "It is used")
    office.ok("add", "SN 1/20", "--subject", "Used after all")
    done = merged_and_pushed(office)
    assert done.returncode == 0, done.stderr
    assert proved(office)


def test_a_void_number_is_not_used_again_by_a_branch_that_only_says_so(office: Clerk) -> None:
    guarded(office)
    file = "documents/2020/000/SN-1-2020-INIT.toml"
    text = office.read(file)
    office.ok("number", "release", "SN 1/20", "--reason", "unused")
    office.git("checkout", "-qb", "feat")
    office.write(file, text.replace('status = "reserved"', 'status = "issued"\nsubject = "Used"'))
    office.git("commit", "-qam", "Use it\n\nReason: It is used")
    done = merged_and_pushed(office)
    assert done.returncode == 1
    assert "HIST003" in done.stderr


def test_what_was_entered_and_undone_before_it_was_sent_is_sent(office: Clerk) -> None:
    hub = guarded(office)
    ada = colleague(hub, "ada")
    ada.ok("add", "SN 1/20", "--subject", "Wrong one")
    ada.ok("undo", "-m", "Wrong number")
    answer = ada.run("sync")
    assert answer.status == 0, answer.err
    assert proved(ada)


def test_a_number_that_was_entered_again_before_it_was_sent_is_sent(office: Clerk) -> None:
    hub = guarded(office)
    ada = colleague(hub, "ada")
    ada.ok("add", "17000/20", "--subject", "Wrong one")
    ada.ok("undo", "-m", "Wrong number")
    ada.ok("add", "17000/20", "--subject", "Right one", "--type", "NOTE")
    office.ok("add", "9/20", "--subject", "Another")
    office.git("push", "-q")
    answer = ada.run("sync")
    assert answer.status == 0, answer.err
    assert proved(ada)
    assert "Right one" in on_hub(hub, "show", "main:documents/2020/170/ST-17000-2020-INIT.toml")
    undo = ada.git("log", "-1", "--format=%H", "--grep", "^Undo")
    assert f"Somei-Undoes: {undo}" in ada.git("log", "-1", "--format=%B")


def test_a_void_number_that_was_sent_is_not_entered_again(office: Clerk) -> None:
    guarded(office)
    office.ok("add", "9/20", "--subject", "Wrong one")
    office.ok("undo", "-m", "Wrong number")
    undo = office.git("rev-parse", "HEAD")
    office.git("push", "-q")
    answer = office.run("add", "9/20", "--subject", "Right one")
    assert answer.status == 5
    assert "9/20 is void; it was sent, or given out, so it is not entered again." in answer.err
    assert f"somei undo {undo[:10]} -m TEXT, then somei edit 9/20 subject=TEXT" in " ".join(answer.err.split())
    office.ok("undo", undo, "-m", "It is right")
    office.ok("edit", "9/20", "subject=Right one")
    assert push(office).returncode == 0


def test_a_reason_for_something_else_does_not_lower_a_marking(office: Clerk) -> None:
    office.ok("classify", "15070/19", "--marking", "LIMITE")
    ada = colleague(guarded(office), "ada")
    ada.git("checkout", "-qb", "feat")
    text = ada.read(FILE)
    ada.write(FILE, text.replace("Lamps", "Lamps and ports"))
    ada.git("commit", "-qam", "Subject\n\nReason: As printed")
    ada.enter(FILE, ada.read(FILE).replace('marking = "LIMITE"\n', ""))
    done = merged_and_pushed(ada)
    assert done.returncode == 1
    assert "HIST006" in done.stderr


@pytest.mark.parametrize("hides", ["goes and comes", "breaks and is mended"])
def test_a_reason_for_something_else_does_not_hide_what_a_file_became(office: Clerk, hides: str) -> None:
    office.ok("classify", "15070/19", "--marking", "RESTREINT UE/EU RESTRICTED", "--keep-subject", "-m", "The cover")
    ada = colleague(guarded(office), "ada")
    ada.git("checkout", "-qb", "feat")
    ada.ok("classify", "15070/19", "--marking", "LIMITE", "--reason", "The Council decided")
    text = ada.read(FILE)
    if hides == "goes and comes":
        ada.git("rm", "-q", FILE)
        ada.git("commit", "-qm", "Away")
    else:
        ada.enter(FILE, "broken\n")
    ada.enter(FILE, text.replace('marking = "LIMITE"\n', ""))
    done = merged_and_pushed(ada)
    assert done.returncode == 1
    assert "HIST006" in done.stderr


def test_who_approves_a_branch_from_a_newer_state_may_send_it(office: Clerk) -> None:
    """Their own branch is older: the line of the server is that of the branch which was merged."""
    office.ok("classify", "15070/19", "--marking", "LIMITE")
    office.enter("somei.toml", office.read("somei.toml") + "\n[two_persons]\nlower_marking = true\n")
    hub = guarded(office)
    ada, ben = colleague(hub, "ada"), colleague(hub, "ben")
    ben.ok("add", "9/20", "--subject", "Own")
    office.ok("add", "8/20", "--subject", "Newer")
    office.git("push", "-q")
    ada.git("pull", "-q")
    ada.git("checkout", "-qb", "feat")
    ada.enter(FILE, ada.read(FILE).replace('marking = "LIMITE"\n', ""))
    ada.git("push", "-q", "origin", "feat")
    ben.git("fetch", "-q")
    words = "Merge feat\n\nReason: The Council decided\nApproved-by: Ben <ben@example.org>"
    ben.git("merge", "-q", "--no-ff", "-m", words, "origin/feat")
    answer = ben.run("sync")
    assert answer.status == 0, answer.err
    assert proved(ben)


def released_and_taken_back_twice(office: Clerk) -> tuple[Clerk, Clerk]:
    """Two clerks took back one release; the first released the number again, the second used it."""
    hub = guarded(office)
    office.ok("number", "release", "SN 1/20", "--reason", "called off")
    ada, ben = colleague(hub, "ada"), colleague(hub, "ben")
    released = ada.git("log", "-1", "--format=%H", "--grep", "Release")
    for clerk in (ada, ben):
        clerk.ok("undo", released, "-m", "It is used")
    ben.ok("add", "SN 1/20", "--subject", "Quite else")
    ada.ok("sync")
    ada.ok("number", "release", "SN 1/20", "--reason", "called off")
    return ada, ben


@pytest.mark.parametrize("how", ["turned by hand", "sync"])
def test_a_release_that_was_made_again_is_not_taken_back_by_an_older_undo(office: Clerk, how: str) -> None:
    _, ben = released_and_taken_back_twice(office)
    with suppress(subprocess.CalledProcessError):
        pull(ben)
    if ben.git("status", "--porcelain"):
        ben.ok("resolve", "--take", "ours")
        ben.git("commit", "-q", "--no-edit")
    if how == "sync":
        said = ben.run("sync").err
    else:
        tree = ben.git("rev-parse", "HEAD^{tree}")
        ben.git(
            "reset", "-q", "--hard", ben.git("commit-tree", tree, "-p", "origin/main", "-p", "HEAD", "-m", "Turned")
        )
        said = push(ben).stderr
    assert "HIST003" in said
    hub = ben.folder.parent / "hub.git"
    assert 'status = "void"' in on_hub(hub, "show", "main:documents/2020/000/SN-1-2020-INIT.toml")


def test_a_merge_itself_gives_no_void_number_again(office: Clerk) -> None:
    """On the branch it was taken back in order, and then that was taken back too."""
    hub = guarded(office)
    office.ok("number", "release", "SN 1/20", "--reason", "unused")
    ben = colleague(hub, "ben")
    ben.git("checkout", "-qb", "feat")
    ben.ok("undo", ben.git("log", "-1", "--format=%H", "--grep", "Release"), "-m", "It is used")
    file = "documents/2020/000/SN-1-2020-INIT.toml"
    text = ben.read(file)
    ben.git("revert", "--no-edit", "HEAD")
    ben.git("checkout", "-q", "main")
    ben.git("merge", "-q", "--no-ff", "--no-commit", "feat")
    ben.write(file, text.replace('status = "reserved"', 'status = "draft"\nsubject = "Quite else"'))
    ben.git("commit", "-qam", "Merge feat")
    done = push(ben)
    assert done.returncode == 1
    assert "HIST003" in done.stderr


def pushed(clerk: Clerk, what: str) -> subprocess.CompletedProcess[str]:
    """A plain push of one commit to one name."""
    words = ["git", "-C", str(clerk.folder), "push", "-q", "origin", what]
    return subprocess.run(words, check=False, capture_output=True, text=True)


def edited(clerk: Clerk, old: str, new: str, message: str = "Edit") -> str:
    clerk.write(FILE, clerk.read(FILE).replace(old, new))
    clerk.git("commit", "-qam", message)
    return clerk.git("rev-parse", "HEAD")


def merge_of(clerk: Clerk, tree: str, *parents: str) -> str:
    """A merge that holds what one commit does, whatever its parents hold."""
    words = [word for parent in parents for word in ("-p", parent)]
    return clerk.git("commit-tree", f"{tree}^{{tree}}", *words, "-m", "Merge")


MARKED = 'subject = "Lamps"\nmarking = "LIMITE"'


def test_no_merge_of_many_drops_what_one_of_them_did(office: Clerk) -> None:
    ada = colleague(guarded(office), "ada")
    start = ada.git("rev-parse", "HEAD")
    raised = edited(ada, 'subject = "Lamps"', MARKED)
    ada.git("reset", "-q", "--hard", start)
    other = edited(ada, 'subject = "Lamps"', 'subject = "Street lamps"')
    ada.git("reset", "-q", "--hard", start)
    first = edited(ada, 'subject = "Lamps"', 'subject = "Lamps"\ndate = 2020-02-10')
    ada.git("reset", "-q", "--hard", merge_of(ada, other, first, other, raised))
    done = push(ada)
    assert done.returncode == 1
    assert "HIST006" in done.stderr


def test_no_merge_of_what_was_merged_before_both_ways_drops_what_was_done_since(office: Clerk) -> None:
    office.ok("classify", "15070/19", "--marking", "LIMITE")
    ada = colleague(guarded(office), "ada")
    start = ada.git("rev-parse", "HEAD")
    lowered = edited(ada, MARKED, 'subject = "Lamps"', "Lower\n\nReason: Agreed")
    ada.git("reset", "-q", "--hard", start)
    ada.ok("add", "1/20", "--subject", "Beside")
    beside = ada.git("rev-parse", "HEAD")
    ada.git("merge", "-q", "--no-edit", lowered)
    raised = edited(ada, 'subject = "Lamps"', MARKED)
    ada.git("reset", "-q", "--hard", lowered)
    ada.git("merge", "-q", "--no-edit", beside)
    ours = ada.git("rev-parse", "HEAD")
    assert len(ada.git("merge-base", "--all", ours, raised).splitlines()) == 2
    ada.git("merge", "-q", "--no-edit", raised)
    assert 'marking = "LIMITE"' in ada.read(FILE)
    assert push(ada).returncode == 0
    ada.git("reset", "-q", "--hard", ours)
    ada.git("update-ref", "refs/remotes/origin/main", start)
    on_hub(ada.folder.parent / "hub.git", "update-ref", "refs/heads/main", start)
    ada.git("reset", "-q", "--hard", merge_of(ada, ours, ours, raised))
    done = push(ada)
    assert done.returncode == 1
    assert "HIST006" in done.stderr


def not_taken(hub: Path, name: str) -> Clerk:
    """A clerk to whom the server refuses such a name."""
    ada = colleague(hub, "ada")
    done = pushed(ada, f"HEAD:{name}")
    assert done.returncode == 1
    assert "could be taken for refs/heads/main" in done.stderr
    return ada


@pytest.mark.parametrize("name", ["refs/tags/refs/heads/main", "refs/heads/refs/heads/main", "refs/refs/heads/main"])
def test_nothing_is_called_as_the_branch_that_all_follow(office: Clerk, name: str) -> None:
    hub = guarded(office)
    ada = not_taken(hub, name)
    on_hub(hub, "update-ref", name, "main")
    ada.ok("add", "1/20", "--subject", "One")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "matches more than one" in answer.err
    on_hub(hub, "update-ref", "-d", name)
    assert ada.run("sync").status == 0


@pytest.mark.parametrize("name", ["refs/tags/HEAD", "refs/tags/main", "refs/tags/origin/main", "refs/heads/HEAD"])
def test_no_tag_is_called_as_what_all_look_at(office: Clerk, name: str) -> None:
    not_taken(guarded(office), name)


def test_one_that_stands_stops_nobody_and_deceives_nobody(office: Clerk) -> None:
    office.ok("classify", "15070/19", "--marking", "LIMITE")
    ada = colleague(guarded(office), "ada")
    ada.git("switch", "-qc", "evil")
    edited(ada, 'marking = "LIMITE"\n', "", "Open it")
    ada.git("tag", "HEAD")
    ada.git("tag", "main")
    ada.git("switch", "-q", "main")
    ada.ok("add", "1/20", "--subject", "One")
    assert ada.run("sync").status == 0
    answer = ada.run("review", "refs/heads/evil")
    assert answer.status == 4
    assert "“main” is the name of more than one thing here." in answer.err
    answer = ada.run("review", "--base", "refs/heads/main", "refs/heads/evil")
    assert answer.status == 1
    assert "marking lowered" in answer.out


def test_what_was_proved_before_a_sync_put_it_elsewhere_is_not_taken_for_lost(office: Clerk) -> None:
    ada, ben = two(office)
    assert proved(ada)
    pull(ada)
    assert proved(ada)
    ada.git("commit", "-q", "--amend", "-m", "Together")
    assert proved(ada)
    ada.ok("sync")
    assert proved(ada)
    ben.ok("sync")
    ben.ok("add", "3/20", "--subject", "Theirs too")
    ben.git("push", "-q")
    ada.ok("sync")
    assert proved(ada)
    hub = ada.folder.parent / "hub.git"
    on_hub(hub, "config", "receive.denyNonFastForwards", "false")
    on_hub(hub, "update-ref", "refs/heads/main", "main~1")
    ada.git("fetch", "-q")
    ada.git("reset", "-q", "--hard", "origin/main")
    answer = ada.run("check", "--history", "--fail-on", "error")
    assert answer.status == 1
    assert "HIST016" in answer.out
