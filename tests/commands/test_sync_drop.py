"""Giving up an act of one's own that was never sent, in a clone beside another: nothing that was sent ever goes."""

import json
from pathlib import Path

import pytest
from clerks import on_hub
from conftest import Clerk

ONE, TWO, THREE = (f"documents/2019/000/ST-{number}-2019-INIT.toml" for number in (1, 2, 3))


def head(clerk: Clerk) -> str:
    return clerk.git("rev-parse", "HEAD")


@pytest.fixture
def refused(ada: Clerk, ben: Clerk) -> Clerk:
    """A clerk whose first of two acts the server cannot take, since a colleague has its serial."""
    ada.ok("add", "1/19", "--subject", "One", "--code", "COSI 300")
    ada.ok("sync")
    ben.ok("add", "2/19", "--subject", "Two", "--code", "COSI 300")
    ben.ok("add", "3/19", "--subject", "Three", "-m", "by post")
    return ben


def test_an_act_that_the_server_forbids_is_given_up_without_git(refused: Clerk, hub: Path) -> None:
    ben, act = refused, refused.git("rev-parse", "HEAD~")
    assert ben.run("check", "--history").status == 0
    assert ben.run("sync").status == 5
    server = on_hub(hub, "rev-parse", "main")

    answer = ben.run("sync", "--drop", act[:10], "-m", "the serial was taken")

    assert answer.status == 0, answer
    assert f"Given up, never sent: Add 2/19 (Ben, {act[:10]}).\n1 later act of yours stayed as before.\n" in answer.err
    assert [line.split("\t")[0] for line in answer.out.splitlines()[1:]] == ["2/19"]
    assert not (ben.folder / TWO).exists()
    assert ben.git("status", "--porcelain") == ""
    assert ben.git("log", "-1", "--format=%an %B") == (
        "Ben Add 3/19\n\nSomei-Action: add\nSomei-Document: 3/19\nReason: by post"
    )
    assert f"drop {act[:10]}: the serial was taken" in ben.git("reflog", "-1", "--format=%gs")
    assert "Two" in ben.git("show", f"{act}:{TWO}")
    assert on_hub(hub, "rev-parse", "main") == server
    ben.ok("sync")
    assert {ONE, THREE} <= set(on_hub(hub, "ls-tree", "-r", "--name-only", "main").split())
    assert TWO not in on_hub(hub, "ls-tree", "-r", "--name-only", "main").split()
    assert ben.run("check", "--history").status == 0


def test_everything_that_goes_is_said_before_it_goes(refused: Clerk) -> None:
    before, act = head(refused), refused.git("rev-parse", "HEAD~")

    answer = refused.run("sync", "--drop", act, "-m", "why", "--dry-run", "--json")

    (record,) = json.loads(answer.out)["records"]
    assert (record["commit"], record["summary"], record["kept_on_top"]) == (act, "Add 2/19", 1)
    assert [(change["document"], change["words"]) for change in record["changes"]] == [("2/19", "entered, not marked")]
    assert "Would be given up, never sent: Add 2/19" in answer.err
    assert (head(refused), (refused.folder / TWO).exists()) == (before, True)


def test_a_refusal_names_the_way_out(refused: Clerk, ada: Clerk) -> None:
    refused.ok("sync", "--drop", "HEAD~", "-m", "x")
    refused.ok("add", "1/19", "--subject", "Another one")
    stuck = refused.run("sync")
    assert f"Or give up yours: somei sync --drop {head(refused)[:10]} -m WHY" in stuck.err.replace("\n", " ")
    refused.ok("sync", "--drop", "HEAD", "-m", "it is there")
    refused.ok("sync")
    assert "One" in refused.read(ONE)
    ada.enter("documents/2020/000/ST-9-2020-INIT.toml", 'number = "9/20"\nsubject = "Nine"\nmarking = "LIMITE"\n')
    ada.ok("sync")
    ada.enter("documents/2020/000/ST-9-2020-INIT.toml", 'number = "9/20"\nsubject = "Nine"\n')
    lowered = ada.run("sync")
    assert lowered.status == 5
    assert "somei sync --drop COMMIT -m WHY" in lowered.err
    assert "rebase" not in lowered.err
    # Another act cannot help: the history would still hold the one without a reason.
    ada.ok("undo", "-m", "no")
    assert ada.run("sync").status == 5
    ada.ok("sync", "--drop", "HEAD", "-m", "no")
    ada.ok("sync", "--drop", "HEAD", "-m", "no reason was given")
    ada.ok("sync")


def test_what_was_sent_is_never_given_up(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "1/19", "--subject", "One")
    ada.ok("sync")
    sent, server = head(ada), on_hub(hub, "rev-parse", "main")
    ada.ok("add", "2/19", "--subject", "Two")
    before = head(ada)

    answer = ada.run("sync", "--drop", sent, "-m", "x")

    assert answer.status == 5
    assert f"{sent[:10]} was sent to origin/main" in answer.err
    assert f"hint: Take it back with an act of its own: somei undo {sent[:10]} -m WHY" in answer.err
    # Nor what somebody sent by hand, to this branch unnoticed or to another one.
    ada.git("push", "-q", "origin", "HEAD:refs/heads/review")
    assert "was sent to origin/review" in ada.run("sync", "--drop", before, "-m", "x").err
    ada.git("push", "-q", str(hub), "HEAD:main")
    assert "was sent to origin/main" in ada.run("sync", "--drop", before, "-m", "x").err
    assert head(ada) == before
    assert on_hub(hub, "rev-parse", "main") == before != server
    ben.ok("sync")
    assert ben.read(TWO)


def test_what_was_sent_under_another_hash_is_not_given_up(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "1/19", "--subject", "One")
    act = head(ada)
    ada.git("push", "-q", "origin", "HEAD:main")
    # The server has the act as if a rebase had sent it, and this clone has not followed.
    ben.ok("add", "2/19", "--subject", "Two")
    ben.git("fetch", "-q")
    ben.git("cherry-pick", "origin/main")
    copy = head(ben)

    answer = ben.run("sync", "--drop", copy, "-m", "x")

    assert (answer.status, "was sent to" in answer.err) == (5, True)
    assert head(ben) == copy != act
    assert on_hub(hub, "rev-parse", "main") == act


def test_what_later_acts_build_on_stays_until_they_go(ada: Clerk) -> None:
    ada.ok("add", "1/19", "--subject", "One")
    added = head(ada)
    ada.ok("edit", "1/19", "subject=Uno")
    edited = head(ada)

    answer = ada.run("sync", "--drop", added, "-m", "x")

    assert answer.status == 5
    assert f"A later act of yours builds on it, in 1/19: {edited[:10]} “Edit the subject of 1/19”." in answer.err
    assert f"hint: Give up that one first: somei sync --drop {edited[:10]} -m WHY" in answer.err
    assert head(ada) == edited
    ada.ok("undo", edited, "-m", "no")
    undone = head(ada)
    assert f"was taken back by {undone[:10]}" in ada.run("sync", "--drop", edited, "-m", "x").err
    for act in (undone, edited, added):
        ada.ok("sync", "--drop", act, "-m", "x")
    assert not (ada.folder / ONE).exists()


def test_own_edits_and_merges_are_not_lost(ada: Clerk, ben: Clerk) -> None:
    ada.ok("add", "1/19", "--subject", "One")
    act = head(ada)
    ada.write(ONE, ada.read(ONE).replace("One", "Uno"))

    assert ada.run("sync", "--drop", act, "-m", "x").status == 5
    assert ("Uno" in ada.read(ONE), head(ada)) == (True, act)
    ada.git("checkout", "-q", "--", ONE)
    ben.ok("add", "2/19", "--subject", "Two")
    ben.ok("sync")
    ada.git("fetch", "-q")
    ada.git("merge", "-q", "--no-edit", "origin/main")
    for commit in (act, "HEAD"):
        assert "it is a merge, or one comes after it" in ada.run("sync", "--drop", commit, "-m", "x").err
    assert ada.read(TWO)


def test_what_cannot_be_meant_is_refused(ada: Clerk, clerk: Clerk) -> None:
    for words in (("--drop", "HEAD"), ("-m", "x"), ("--drop", "HEAD", "-m", "x", "--take", "ours")):
        assert ada.run("sync", *words).status == 2
    assert ada.run("sync", "--drop", "0123456789", "-m", "x").status == 4


def test_without_a_server_undo_takes_an_act_back(clerk: Clerk) -> None:
    clerk.git("branch", "--unset-upstream") if clerk.git("branch", "--format=%(upstream)") else None
    clerk.ok("add", "1/19", "--subject", "One")
    assert clerk.run("sync", "--drop", "HEAD", "-m", "x").status == 3


def test_a_server_that_is_away_tells_nothing(ada: Clerk, hub: Path) -> None:
    ada.ok("add", "1/19", "--subject", "One")
    before = head(ada)
    hub.rename(hub.with_name("away"))

    assert ada.run("sync", "--drop", "HEAD", "-m", "x").status == 3
    assert head(ada) == before
