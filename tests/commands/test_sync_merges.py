"""A branch of the server that was merged into own work by hand, while the server goes on."""

import json
import threading
from pathlib import Path

import pytest
from clerks import held_by, hook, on_hub, provisional
from commands.test_sync_two_clerks import killed_when_taken
from conftest import Clerk

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"


def edit(clerk: Clerk, before: str, after: str) -> None:
    text = clerk.read(FILE)
    assert before in text
    clerk.enter(FILE, text.replace(before, after))


def merge_by_hand(clerk: Clerk) -> None:
    clerk.git("fetch", "-q")
    clerk.git("merge", "-q", "--no-edit", "origin/main")


@pytest.fixture
def merged(ada: Clerk, ben: Clerk) -> None:
    """Both changed one field; one of them has sent it, the other has merged, decided, and not sent."""
    edit(ben, 'subject = "Lamps"', 'subject = "Harbour lamps"')
    ben.ok("sync")
    edit(ada, 'subject = "Lamps"', 'subject = "Street lamps"')
    ada.ok("add", "1/20", "--subject", "One")
    ada.git("fetch", "-q")
    with pytest.raises(Exception, match="merge"):
        ada.git("merge", "-q", "origin/main")
    ada.ok("resolve", "--take", "ours")
    ada.git("commit", "-q", "--no-edit")


@pytest.mark.usefixtures("merged")
def test_a_merge_is_sent_though_the_server_went_on(ada: Clerk, ben: Clerk, hub: Path) -> None:
    edit(ben, 'place = "Brussels"', 'place = "Luxembourg"')
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    told = ada.git("rev-parse", "HEAD")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    text = on_hub(hub, "show", f"main:{FILE}")
    assert 'subject = "Street lamps"' in text
    assert 'place = "Luxembourg"' in text
    assert len(held_by(hub)) == 3
    # Every commit is there, and the line of the server's branch goes on from where it was.
    ada.git("merge-base", "--is-ancestor", told, "main")
    assert on_hub(hub, "log", "--first-parent", "--format=%s", "main").splitlines()[:2] == [
        "Merge own work",
        "Add 2/20",
    ]
    assert ada.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")
    assert ada.git("status", "--porcelain") == ""
    assert ada.run("check", "--history", "--fail-on", "error").status == 0
    assert ben.run("sync").status == 0
    assert ada.run("sync").err == "Nothing new here, nothing new in origin/main.\n"


@pytest.mark.usefixtures("merged")
def test_what_git_itself_would_merge_is_the_same(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok("add", "3/20", "--subject", "Three")
    ada.git("fetch", "-q")
    tree = ada.git("merge-tree", "--write-tree", "main", "origin/main")
    ada.ok("sync")
    assert on_hub(hub, "rev-parse", "main^{tree}") == tree


@pytest.mark.usefixtures("merged")
def test_an_allotting_act_does_not_leave_the_clone_behind(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("number", "next")
    for number in (2, 3):
        answer = ada.run("number", "next")
        assert answer.out == f"SN {number}/20\n"
        assert "stays behind" not in answer.err
    assert "2 acts of yours that are not sent yet were put on top of it." in answer.err
    # One merge of the clerk, and one that brings it on: those that were made for each number are not piled up.
    assert ada.git("rev-list", "--count", "--merges", "main", "--not", "origin/main") == "2"
    assert 'subject = "Street lamps"' in ada.read(FILE)
    assert ada.run("sync").status == 0
    assert "Street lamps" in on_hub(hub, "show", f"main:{FILE}")


@pytest.mark.usefixtures("merged")
def test_one_field_that_both_changed_since_stops_it_and_the_hint_leads_out(ada: Clerk, ben: Clerk, hub: Path) -> None:
    edit(ben, 'subject = "Harbour lamps"', 'subject = "Station lamps"')
    ben.ok("sync")
    before = ada.git("rev-parse", "main"), on_hub(hub, "rev-parse", "main")
    answer = ada.run("sync")
    assert answer.status == 5
    assert answer.out.splitlines()[1].split("\t")[:4] == [
        "15070/19", "subject", "Street lamps", "Station lamps",
    ]  # fmt: skip
    assert "git merge origin/main, then somei resolve, git commit, somei sync" in answer.err
    assert (ada.git("rev-parse", "main"), on_hub(hub, "rev-parse", "main")) == before
    with pytest.raises(Exception, match="merge"):
        ada.git("merge", "-q", "origin/main")
    ada.ok("resolve", "--take", "theirs")
    ada.git("commit", "-q", "--no-edit")
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    assert ada.run("sync").status == 0
    assert "Station lamps" in on_hub(hub, "show", f"main:{FILE}")


@pytest.mark.usefixtures("merged")
def test_a_dry_run_tells_it_and_moves_nothing(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    before = ada.git("rev-parse", "main"), on_hub(hub, "rev-parse", "main")
    assert "1/20" in ada.ok("sync", "--dry-run")
    assert (ada.git("rev-parse", "main"), on_hub(hub, "rev-parse", "main")) == before


def test_an_act_that_was_taken_back_on_the_server_stays_taken_back(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """A killed sync had sent it; the merge by hand knew nothing of that."""
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.git("fetch", "-q")
    seen = ada.git("rev-parse", "origin/main")
    ada.ok("classify", "15070/19", "CT 9")
    killed_when_taken(ada, hub)
    ben.ok("sync")
    ben.ok("undo", on_hub(hub, "log", "-1", "--format=%H", "--grep", "codes to 15070/19", "main"), "-m", "Wrong")
    ben.ok("sync")
    ada.git("merge", "-q", "--no-edit", seen)
    ada.ok("add", "9/20", "--subject", "Nine")
    assert ada.run("sync").status == 0
    assert "CT 9" not in on_hub(hub, "show", f"main:{FILE}")
    assert len(held_by(hub)) == 3


def test_provisional_numbers_beside_a_merge_are_settled(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("number", "next", "--offline", "--for", "Lamps")
    ada.ok("xref", "add", "15070/19", provisional(ada), "--kind", "cites")
    ben.ok("number", "next")
    merge_by_hand(ada)
    ben.ok("number", "next")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert "became SN 3/20." in answer.err
    assert 'to = "SN 3/20"' in on_hub(hub, "show", f"main:{FILE}")
    assert len(held_by(hub)) == 4


@pytest.mark.usefixtures("merged")
def test_somebody_who_is_quicker_each_time_keeps_nothing_out(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """The server moves between every fetch and the push behind it, three times."""
    for number in (2, 3, 4, 5):
        ben.ok("add", f"{number}/20", "--subject", "Other")
    quick = f"""test -e {hub}/over && exit 0
test "$(git -C {ben.folder} rev-list --count main --not origin/main)" = 1 && touch {hub}/over
next=$(git -C {ben.folder} rev-list --reverse main --not origin/main | head -1)
git -C {ben.folder} push -q --no-verify origin $next:main"""
    hook(ada.folder / ".git", "pre-push", quick)
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert len(held_by(hub)) == 6
    assert "Street lamps" in on_hub(hub, "show", f"main:{FILE}")
    assert ada.run("check", "--history", "--fail-on", "error").status == 0


def test_clerks_who_merge_by_hand_on_a_busy_server_lose_nothing(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Two clones, each with merges by hand between its syncs."""
    failed: list[object] = []

    def work(clerk: Clerk, first: int) -> None:
        for number in range(first, first + 4):
            clerk.process("add", f"{number}/20", "--subject", "One")
            clerk.git("fetch", "-q")
            clerk.git("merge", "-q", "--no-ff", "--no-edit", "origin/main")
            for words in (("number", "next"), ("sync",)):
                done = clerk.process(*words)
                failed.extend([done] if done.returncode or b"stays behind" in done.stderr else [])

    both = [threading.Thread(target=work, args=one) for one in ((ada, 1), (ben, 11))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert failed == []
    assert len(held_by(hub)) == 1 + 8 + 8
    assert ada.run("sync").status == 0
    assert json.loads(ada.ok("check", "--history", "--json", "--select", "HIST", "--fail-on", "error"))


def test_a_program_of_ones_own_goes_along_with_a_merge(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.write("run.sh", "x\n")
    (ada.folder / "run.sh").chmod(0o755)
    ada.git("add", "run.sh")
    ada.git("commit", "-qm", "A tool")
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    assert "git merge @{upstream}" in ada.run("sync").err
    merge_by_hand(ada)
    ben.ok("add", "3/20", "--subject", "Three")
    ben.ok("sync")
    ada.ok("number", "next")
    ada.ok("number", "next")
    assert ada.run("sync").status == 0
    assert on_hub(hub, "ls-tree", "main", "run.sh").startswith("100755")
    assert (ada.folder / "run.sh").stat().st_mode & 0o111
    assert len(held_by(hub)) == 5


@pytest.mark.usefixtures("merged")
def test_a_sync_that_was_killed_sends_the_merge_once(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    killed_when_taken(ada, hub)
    ben.ok("sync")
    ben.ok("add", "3/20", "--subject", "Three")
    ben.ok("sync")
    ada.ok("add", "4/20", "--subject", "Four")
    assert ada.run("sync").status == 0
    assert on_hub(hub, "log", "--format=%s", "main").splitlines().count("Merge own work") == 1
    assert on_hub(hub, "log", "--format=%s", "main").splitlines().count("Add 1/20") == 1
    assert len(held_by(hub)) == 5
