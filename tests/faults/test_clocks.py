"""A clock that is wrong, or jumps while a command runs: what is done does not hang on it."""

import pytest
from conftest import Clerk
from faults.clerk_clone import NEXT, Desk, faults_of_clone, faults_of_own_work, faults_of_words, state_of
from faults.shim import chosen

TEN_DAYS = 864_000
WORDS = ("classify", "15070/19", "CIVCOM")


@pytest.mark.parametrize("off", [-TEN_DAYS, TEN_DAYS])
def test_a_jump_at_any_call(desk: Desk, off: int) -> None:
    desk.restore()
    calls = desk.run(WORDS, "", 0).calls
    after = state_of(Clerk(desk.place))
    for at in chosen(calls, 67, 9):
        clerk = desk.restore()
        ran = desk.run(WORDS, "jump", at, off)
        assert (ran.status, state_of(clerk).tree) == (0, after.tree), (at, ran)
        assert list(faults_of_own_work(clerk)) == list(faults_of_clone(clerk)) == []


@pytest.mark.parametrize("off", [-TEN_DAYS, TEN_DAYS])
def test_a_command_that_died_at_another_time(desk: Desk, off: int) -> None:
    """Its clock was wrong, or is wrong now: what it left is settled without waiting for its time to come."""
    before = state_of(desk.restore())
    calls = desk.run(WORDS, "", 0).calls
    after = state_of(Clerk(desk.place))
    for at in chosen(calls, 67, 31):
        clerk = desk.restore()
        desk.run(WORDS, "kill", at, off)
        following = clerk.run(*NEXT)
        assert following.status == 0, (at, following)
        clerk.ok("undo", "-m", "only to see")
        assert clerk.git("rev-parse", "HEAD~2^{tree}") in {before.tree, after.tree}
        assert [*faults_of_own_work(clerk), *faults_of_clone(clerk), *faults_of_words(following.err)] == []


def test_commits_of_the_future_stop_nobody(desk: Desk) -> None:
    clerk = desk.restore()
    desk.run(WORDS, "", 0, 40 * 365 * 86_400)

    assert clerk.run(*NEXT).status == 0
    assert "40" not in clerk.ok("doctor", "--repair")
    assert clerk.run("history", "15070/19").status == 0
    assert clerk.run("check", "--history").status in {0, 1}
