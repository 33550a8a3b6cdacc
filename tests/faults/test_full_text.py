"""The first search after a check, killed or refused by the disk while it adds the full text to the index."""

import signal

import pytest
from conftest import Clerk
from faults.clerk_clone import Desk
from faults.shim import chosen

SEARCH = ("search", "paper")


@pytest.mark.one_in(2)
@pytest.mark.parametrize("mode", ["enospc", "eio", "erofs", "kill"])
def test_the_first_search_after_a_check_overlooks_nothing(desk: Desk, mode: str) -> None:
    desk.restore()
    assert desk.run(("check", "--format", "concise"), "", 0).status in (0, 1)
    usual = desk.run(SEARCH, "", 0)
    assert usual.calls

    for at in chosen(usual.calls, 1 + usual.calls // 8):
        desk.restore()
        checked = desk.run(("check", "--format", "concise"), "", 0)
        ran = desk.run(SEARCH, mode, at)
        if mode == "kill":
            assert ran.status == -signal.SIGKILL, at
        else:
            assert ran[:3] == usual[:3], at
        assert desk.run(SEARCH, "", 0)[:3] == usual[:3], at
        assert desk.run(("check", "--format", "concise"), "", 0)[:3] == checked[:3], at
        assert [file.name for file in (Clerk(desk.place).folder / ".git/somei").glob("index-*.db.[0-9]*")] == [], at
