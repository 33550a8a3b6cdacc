"""Merges proved against each of their sides: what a merge drops is its own doing, what a side did is not."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Clerk

ONE = "documents/2020/001/ST-102-2020-INIT.toml"
NEW = "documents/2020/001/ST-110-2020-INIT.toml"
BOTH = "[two_persons]\nlower_marking = true\nvoid_number = true\nalter_agenda = true\n"
BEN = "Ben <ben@example.org>"


@pytest.fixture
def ada(clerk: Clerk) -> Clerk:
    """A clerk whose register is on a hub that another one works with as well."""
    clerk.ok("add", "102/20", "--subject", "Lamps", "--date", "2020-01-10")
    clerk.git("init", "-q", "--bare", "-b", "main", str(clerk.folder.parent / "hub"))
    clerk.git("remote", "add", "origin", str(clerk.folder.parent / "hub"))
    clerk.git("push", "-q", "-u", "origin", "main")
    return clerk


@pytest.fixture
def ben(ada: Clerk) -> Clerk:
    return cloned(ada, "ben")


def cloned(clerk: Clerk, name: str) -> Clerk:
    folder = clerk.folder.parent / name
    clerk.git("clone", "-q", str(clerk.folder.parent / "hub"), str(folder))
    other = Clerk(folder)
    other.git("config", "user.name", name)
    other.git("config", "user.email", f"{name}@example.org")
    return other


def records(clerk: Clerk) -> list[dict[str, Any]]:
    answer = clerk.run("check", "--history", "--json", "--select", "HIST")
    told: list[dict[str, Any]] = json.loads(answer.out)["records"]
    return [record for record in told if record["code"] != "HIST009"]


def found(clerk: Clerk) -> set[tuple[str, str | None]]:
    return {(record["code"], record["document"]) for record in records(clerk)}


def edit(clerk: Clerk, old: str, new: str, path: str = ONE, message: str = "By hand") -> None:
    text = clerk.read(path)
    assert old in text
    clerk.write(path, text.replace(old, new))
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", message)


def both_work(ada: Clerk, ben: Clerk) -> None:
    """One marks a document and enters another, the other corrects the first."""
    ada.ok("classify", "102/20", "--marking", "LIMITE")
    ada.ok("add", "110/20", "--subject", "New", "--date", "2020-01-11")
    ada.git("push", "-q")
    edit(ben, '"Lamps"', '"Fog"')
    ben.git("fetch", "-q")


def begin_merge(clerk: Clerk) -> None:
    """Merge what the other one did, and stop before the commit, in conflict or not."""
    words = ["git", "merge", "--no-commit", "origin/main"]
    subprocess.run(words, cwd=clerk.folder, capture_output=True, check=False)


def dropped_by_hand(clerk: Clerk) -> None:
    begin_merge(clerk)
    clerk.git("checkout", "-q", "HEAD", "--", ONE)
    clerk.git("rm", "-qf", NEW)
    clerk.git("commit", "-qm", "Merge")


def dropped_by_strategy(clerk: Clerk) -> None:
    clerk.git("merge", "-q", "-s", "ours", "-m", "Merge", "origin/main")


@pytest.mark.parametrize("drop", [dropped_by_hand, dropped_by_strategy], ids=lambda drop: drop.__name__)
def test_what_a_merge_drops_of_the_other_side_is_found_in_a_fresh_clone(
    ada: Clerk, ben: Clerk, drop: Callable[[Clerk], None]
) -> None:
    both_work(ada, ben)
    drop(ben)
    ben.git("push", "-q")
    fresh = cloned(ada, "fresh")

    told = records(fresh)

    assert {(one["code"], one["document"]) for one in told} == {("HIST001", "110/20"), ("HIST006", "102/20")}
    assert {one["commit"] for one in told} == {fresh.git("rev-parse", "HEAD")}
    assert fresh.run("check", "--history").status == 1


def test_a_merge_on_a_side_line_is_judged_as_one_on_the_line(ada: Clerk, ben: Clerk) -> None:
    both_work(ada, ben)
    dropped_by_hand(ben)
    ben.git("push", "-q", "origin", "HEAD:side")
    ada.git("fetch", "-q")
    ada.ok("add", "120/20", "--subject", "Later", "--date", "2020-01-12")
    ada.git("merge", "-q", "--no-ff", "-m", "Merge side", "origin/side")

    assert {("HIST001", "110/20"), ("HIST006", "102/20")} <= found(ada)


def test_pulling_each_other_s_work_is_clean(ada: Clerk, ben: Clerk) -> None:
    for turn in range(3):
        ada.ok("classify", "102/20", "--marking", "LIMITE" if turn % 2 == 0 else "none", "--reason", "asked")
        ada.ok("add", f"11{turn}/20", "--subject", f"New {turn}", "--date", "2020-01-11")
        ada.git("push", "-q")
        ben.ok("add", f"12{turn}/20", "--subject", f"Other {turn}", "--date", "2020-01-11")
        ben.git("pull", "-q", "--no-rebase", "--no-edit")
        ben.git("push", "-q")
        ada.git("pull", "-q", "--no-rebase", "--no-edit")

    assert found(ada) == set()
    assert found(cloned(ada, "fresh")) == set()


def test_a_marking_lowered_on_one_side_and_an_edit_on_the_other_merge_cleanly(ada: Clerk, ben: Clerk) -> None:
    ada.ok("classify", "102/20", "--marking", "LIMITE")
    ada.git("push", "-q")
    ben.git("pull", "-q")
    ada.ok("classify", "102/20", "--marking", "none", "--reason", "asked for")
    ada.git("push", "-q")
    ben.ok("add", "120/20", "--subject", "Beside", "--date", "2020-01-11")
    edit(ben, '"Lamps"', '"Fog"')
    ben.git("fetch", "-q")
    begin_merge(ben)
    ben.write(ONE, ben.git("show", f"HEAD:{ONE}").replace('marking = "LIMITE"', "") + "\n")
    ben.git("add", "-A")
    ben.git("commit", "-qm", "Merge")

    assert found(ben) == set()


def test_two_persons_switched_on_by_one_side_and_dropped_by_the_merge(ada: Clerk, ben: Clerk) -> None:
    ada.enter("somei.toml", ada.read("somei.toml") + BOTH)
    ada.git("push", "-q")
    ben.ok("add", "120/20", "--subject", "Beside", "--date", "2020-01-11")
    ben.git("fetch", "-q")
    dropped_by_strategy(ben)

    (told,) = records(ben)

    assert (told["code"], told["path"]) == ("HIST015", "somei.toml")


def test_a_merge_that_goes_further_than_the_approved_side(ada: Clerk) -> None:
    ada.ok("classify", "102/20", "--marking", "LIMITE JUR")
    ada.enter("somei.toml", ada.read("somei.toml") + BOTH)
    ada.git("switch", "-qc", "side")
    ada.ok("classify", "102/20", "--marking", "LIMITE", "--reason", "asked for", "--approved-by", BEN)
    ada.git("switch", "-q", "main")
    ada.git("merge", "-q", "--no-ff", "--no-commit", "side")
    edit(ada, 'marking = "LIMITE"\n', "", message="Merge side")

    assert {("HIST006", "102/20"), ("HIST015", "102/20")} <= found(ada)


def test_a_graft_hides_nothing(ada: Clerk) -> None:
    ada.ok("classify", "102/20", "--marking", "LIMITE")
    edit(ada, 'marking = "LIMITE"\n', "")
    ada.ok("add", "110/20", "--subject", "New", "--date", "2020-01-11")
    before, head = ada.git("rev-parse", "HEAD~3"), ada.git("rev-parse", "HEAD")
    (ada.folder / ".git/info").mkdir(exist_ok=True)
    (ada.folder / ".git/info/grafts").write_text(f"{head} {before}\n")

    assert ("HIST006", "102/20") in found(ada)


def test_an_entry_that_came_and_went_on_a_side_is_not_hidden_by_the_merge(ada: Clerk, ben: Clerk) -> None:
    ada.ok("add", "110/20", "--subject", "New", "--date", "2020-01-11")
    ada.git("rm", "-q", NEW)
    ada.git("commit", "-qm", "Gone")
    ada.git("push", "-q")
    ben.ok("add", "120/20", "--subject", "Beside", "--date", "2020-01-11")
    ben.git("pull", "-q", "--no-rebase", "--no-edit")

    assert found(ben) == {("HIST001", "110/20")}


def pulled(ada: Clerk, ben: Clerk) -> None:
    """One adds and pushes, the other adds, pulls and pushes, and the first one pulls: her tip is a second parent."""
    ada.ok("add", "110/20", "--subject", "New", "--date", "2020-01-11")
    ada.git("push", "-q")
    ada.run("check", "--history")
    ben.ok("add", "120/20", "--subject", "Beside", "--date", "2020-01-11")
    ben.git("pull", "-q", "--no-rebase", "--no-edit")
    ben.git("push", "-q")
    ada.git("pull", "-q", "--ff-only")


def test_the_ordinary_day_of_two_clones_is_no_rewriting(ada: Clerk, ben: Clerk) -> None:
    assert found(ada) == found(ben) == set()
    pulled(ada, ben)

    assert found(ada) == found(ben) == set()
    assert ada.run("check", "--history").status == 0


def test_behind_a_pull_nothing_is_skipped_and_nothing_forgotten(ada: Clerk, ben: Clerk) -> None:
    ada.ok("classify", "102/20", "--marking", "LIMITE")
    ada.git("push", "-q")
    ben.git("pull", "-q")
    edit(ben, 'marking = "LIMITE"\n', "")
    edit(ada, '"Lamps"', '"Fog"')
    text = ada.read(ONE)
    edit(ada, text, text + "[[[\n")
    edit(ada, text + "[[[\n", text)
    assert found(ada) == {("HIST012", "102/20")}
    pulled(ada, ben)

    told = {("HIST012", "102/20"), ("HIST006", "102/20")}
    assert found(ada) == told
    assert found(ada) == told
