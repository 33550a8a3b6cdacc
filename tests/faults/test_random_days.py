"""Days of three clerks who do everything that clerks do: nothing is lost, nothing hangs, and the history holds.

A usual run plays a few days, `CASES=all pytest tests/faults/test_random_days.py` all 500; it prints what was done.
"""

import sys

import pytest
from clerks import colleague, hub_of
from conftest import EVERYTHING, Clerk
from faults.random_days import Day, Desk, Diary, faults_of_evening

REGISTERS = 10
DAYS = 50 if EVERYTHING else 5
ACTS = 9
"""Acts of a day, of all three together."""
NAMES = ("ada", "ben", "cyn")


@pytest.mark.one_in(REGISTERS)
@pytest.mark.parametrize("seed", range(REGISTERS))
def test_days_of_three_clerks(clerk: Clerk, seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    clerk.ok("init", "--git")
    hub = hub_of(clerk)
    desks = [Desk(colleague(hub, name)) for name in NAMES]
    for desk in desks:
        desk.clerk.ok("init", "--git")
    diary = Diary()
    day = Day(hub, desks, seed, diary)

    for count in range(1, DAYS + 1):
        day.play(ACTS)
        faults = list(faults_of_evening(hub, desks, diary))
        assert faults == [], "\n".join([f"day {count}", *faults, diary.last_acts()])

    with capsys.disabled():
        sys.stdout.write(f"\n{DAYS} days, register {seed}: {diary}\n")
    assert diary.share_done >= 0.6
