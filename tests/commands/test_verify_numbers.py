"""Numbers that were given out, in the proof of the history and in the hook: they stay with whoever was told them."""

import json
from pathlib import Path

import pytest
from clerks import hub_of, prepared_at_hub, provisional
from commands.test_pre_receive import push
from conftest import PROJECT, Clerk

SECOND = "documents/2020/000/SN-2-2020-INIT.toml"


@pytest.fixture(autouse=True)
def _own_somei(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook runs this somei."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))


@prepared_at_hub
def hub(clerk: Clerk) -> Path:
    """A server with the hook, where one number was given out."""
    hub = hub_of(clerk)
    clerk.ok("number", "next")
    clerk.ok("nightly", "hub", "-o", str(hub / "hooks"))
    return hub


def proved(clerk: Clerk) -> list[str]:
    records = json.loads(clerk.run("check", "--history", "--json", "--select", "HIST").out)["records"]
    return [record["code"] for record in records if record["code"] != "HIST009"]


def test_a_number_of_another_clerk_is_not_taken_by_hand(ada: Clerk, ben: Clerk) -> None:
    ben.ok("number", "next", "--for", "Lamps")
    ada.git("pull", "-q")
    own = ada.read(SECOND).replace("Ben <ben@example.org>", "Ada <ada@example.org>")

    ada.enter(SECOND, own)

    assert "SN 2/20 was given to one person and now is another's without a reason" in push(ada).stderr
    assert ada.run("sync").status == 5
    assert proved(ada) == ["HIST017"]
    ada.git("commit", "-q", "--amend", "-m", "Hand over\n\nReason: Ben is ill")
    assert push(ada).returncode == 0


@pytest.fixture
def twice(ada: Clerk, ben: Clerk) -> Clerk:
    """Ada, with a number that the server gave to Ben meanwhile."""
    ben.ok("number", "next", "--for", "Lamps")
    ada.git("config", "somei.share", "false")
    ada.ok("number", "next", "--for", "Fog")
    ada.git("config", "--unset", "somei.share")
    ada.git("fetch", "-q")
    return ada


def test_one_number_given_twice_is_not_decided_by_a_merge(twice: Clerk) -> None:
    twice.git("branch", "own")
    twice.git("reset", "-q", "--hard", "origin/main")
    twice.git("merge", "-q", "--no-edit", "-X", "theirs", "own")

    assert "SN 2/20 was given to one person and now is another's" in push(twice).stderr
    assert "HIST017" in proved(twice)


def test_a_merge_that_keeps_the_own_side_takes_the_number_from_the_other(twice: Clerk) -> None:
    twice.git("merge", "-q", "--no-edit", "-s", "ours", "origin/main")

    assert "HIST017" in proved(twice)


def test_what_somei_does_with_a_number_leaves_it_where_it_is(ada: Clerk, ben: Clerk) -> None:
    ben.ok("number", "next", "--for", "Lamps")
    ben.ok("add", "SN 2/20", "--subject", "Lamps")
    ben.ok("sync")
    ben.ok("classify", "SN 2/20", "COSI")
    ben.ok("undo", "-m", "A slip")
    ben.ok("sync")
    ben.ok("number", "next")
    ben.ok("undo", "-m", "Not wanted")
    ben.ok("sync")
    ben.ok("number", "release", "SN 1/20", "--reason", "unused")
    ben.ok("number", "next")
    ben.ok("agenda", "create", "COSI", "2020-06-18", "--number", "SN 4/20")
    ben.ok("sync")
    ada.ok("number", "next", "--offline", "--for", "Fog")
    ada.ok("number", "next", "--offline", "--for", f"Reply to {provisional(ada)}")
    ada.ok("sync")

    assert 'for = "Reply to SN 5/20"' in ada.read("documents/2020/000/SN-6-2020-INIT.toml")
    assert proved(ada) == []
