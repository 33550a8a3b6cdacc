"""somei sync --take: what two clerks changed in one field is decided without git, and both acts stay in the history."""

import json
from pathlib import Path

import pytest
from clerks import on_hub
from conftest import Clerk

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"
BEN = "Discussions of the summer"


@pytest.fixture
def ada(ada: Clerk, ben: Clerk) -> Clerk:
    """Ada changes what Ben has changed and sent."""
    ben.ok("edit", "15070/19", f"subject={BEN}", "place=Zagreb", "-m", "as printed")
    ben.ok("sync")
    ada.ok("edit", "15070/19", "subject=Oil", "from=Presidency", "-m", "misread")
    return ada


def test_without_a_decision_nothing_is_sent_and_the_hint_is_the_command(ada: Clerk, hub: Path) -> None:
    before = on_hub(hub, "rev-parse", "main")
    answer = ada.run("sync")

    assert answer.status == 5
    assert "Decide with somei sync --take ours, or --take theirs." in answer.err
    assert on_hub(hub, "rev-parse", "main") == before


@pytest.mark.parametrize(("side", "subject"), [("ours", "Oil"), ("theirs", BEN)])
def test_one_side_is_taken_and_all_else_of_both_stays(ada: Clerk, ben: Clerk, side: str, subject: str) -> None:
    answer = ada.run("sync", "--take", side)
    ben.ok("sync")

    assert answer.status == 0, answer
    assert ada.log() == ben.log()
    for words in (f'subject = "{subject}"', 'place = "Zagreb"', 'from = "Presidency"'):
        assert words in ben.read(FILE)
    reasons = ben.git("log", "--format=%(trailers:key=Reason,valueonly,separator=%x20)").split("\n")
    assert reasons[:2] == ["misread", "as printed"]
    assert ben.run("check", "--history", "--fail-on", "error").status == 0


def test_each_field_has_its_side(ada: Clerk, ben: Clerk) -> None:
    ada.ok("edit", "15070/19", "place=Vienna")
    pairs = ("--take", "ours", "--field", "subject", "--take", "theirs", "--field", "place")

    answer = ada.run("sync", *pairs[:4])
    assert answer.status == 5
    assert "on the server, in place." in answer.err
    ada.ok("sync", *pairs)
    ben.ok("sync")
    assert 'subject = "Oil"' in ben.read(FILE)
    assert 'place = "Zagreb"' in ben.read(FILE)
    assert ada.run("sync", "--take", "ours", "--take", "theirs").status == 2


def test_an_act_of_which_nothing_is_left_stays_with_its_reason(ada: Clerk, ben: Clerk) -> None:
    ada.ok("sync", "--take", "theirs")
    ben.ok("edit", "15070/19", "subject=Autumn")
    ben.ok("sync")
    ada.ok("edit", "15070/19", "subject=Winter", "-m", "the cold")

    answer = ada.run("sync", "--take", "theirs")

    assert "1 act of yours changes nothing: the side of others was taken" in answer.err
    assert ada.git("log", "-1", "--format=%(trailers:key=Reason,valueonly,separator=)") == "the cold"
    assert 'subject = "Autumn"' in ada.read(FILE)


def test_what_was_taken_back_before_takes_nothing_of_others_along(ada: Clerk) -> None:
    ada.ok("undo", "-m", "a mistake of mine")
    ada.ok("sync", "--take", "theirs")

    assert f'subject = "{BEN}"' in ada.read(FILE)
    assert 'place = "Zagreb"' in ada.read(FILE)


def test_a_marking_is_lowered_only_by_its_name(ada: Clerk, ben: Clerk) -> None:
    ada.ok("sync", "--take", "theirs")
    ben.ok("sync")
    ben.ok("classify", "15070/19", "--marking", "RESTREINT UE/EU RESTRICTED", "--keep-subject", "-m", "it is")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "--marking", "LIMITE", "-m", "printed")

    assert ada.run("sync", "--take", "ours").status == 5


def test_a_number_that_both_gave_is_no_matter_of_sides(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("sync", "--take", "theirs")
    ada.git("config", "somei.share", "false")
    for clerk in (ben, ada):
        clerk.ok("number", "reserve", "300/20")

    answer = ada.run("sync", "--take", "theirs")

    assert answer.status == 5
    assert "--take" not in answer.err


def test_a_dry_run_shows_what_would_come_and_go(ada: Clerk, hub: Path) -> None:
    before = on_hub(hub, "rev-parse", "main")
    answer = ada.run("sync", "--take", "ours", "-n", "--json")

    (record,) = json.loads(answer.out)["records"]
    assert record["stuck"] is None
    assert on_hub(hub, "rev-parse", "main") == before


def test_own_merges_are_decided_too(ada: Clerk, ben: Clerk) -> None:
    ada.ok("sync", "--take", "ours")
    ben.ok("add", "300/20", "--subject", "Ports")
    ben.ok("sync", "--take", "theirs")
    ada.ok("edit", "15070/19", "note=mine")
    ben.ok("edit", "15070/19", "note=his")
    ben.ok("sync")
    ada.git("branch", "side")
    ada.ok("add", "301/20", "--subject", "Harbours")
    ada.git("switch", "-q", "side")
    ada.ok("add", "302/20", "--subject", "Piers")
    ada.git("switch", "-q", "main")
    ada.git("merge", "-q", "--no-edit", "side")

    assert ada.run("sync").status == 5
    ada.ok("sync", "--take", "theirs")
    assert 'note = "his"' in ada.read(FILE)
