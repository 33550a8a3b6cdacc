"""The first check in a fresh clone and the first search after it, killed or refused by the disk at each call."""

import signal

import pytest
from conftest import Clerk
from faults.clerk_clone import Desk
from faults.shim import chosen

CHECK = ("check", "--format", "concise")
SEARCH = ("search", "paper")


@pytest.mark.one_in(2)
@pytest.mark.parametrize("mode", ["enospc", "eio", "erofs", "kill"])
def test_the_first_search_after_a_check_overlooks_nothing(desk: Desk, mode: str) -> None:
    desk.restore()
    assert desk.run(CHECK, "", 0).status in (0, 1)
    usual = desk.run(SEARCH, "", 0)
    assert usual.calls

    for at in chosen(usual.calls, 1 + usual.calls // 8):
        desk.restore()
        checked = desk.run(CHECK, "", 0)
        ran = desk.run(SEARCH, mode, at)
        if mode == "kill":
            assert ran.status == -signal.SIGKILL, at
        else:
            assert ran[:3] == usual[:3], at
        assert desk.run(SEARCH, "", 0)[:3] == usual[:3], at
        assert desk.run(CHECK, "", 0)[:3] == checked[:3], at
        assert [file.name for file in (Clerk(desk.place).folder / ".git/somei").glob("index-*.db.[0-9]*")] == [], at


@pytest.mark.one_in(2)
@pytest.mark.parametrize("mode", ["enospc", "eio", "erofs", "kill"])
def test_a_check_from_nothing_overlooks_nothing(desk: Desk, mode: str) -> None:
    _forget(desk)
    usual = desk.run(CHECK, "", 0)
    assert usual.calls
    assert usual.out

    for at in chosen(usual.calls, 1 + usual.calls // 8):
        _forget(desk)
        ran = desk.run(CHECK, mode, at)
        if mode == "kill":
            assert ran.status == -signal.SIGKILL, at
        else:
            assert ran[:3] == usual[:3], at
        assert desk.run(CHECK, "", 0)[:3] == usual[:3], at


def _forget(desk: Desk) -> None:
    """Restore the clone as it is when it has just been cloned."""
    for file in (desk.restore().folder / ".git/somei").glob("index-*"):
        file.unlink()
