"""How long clerks wait for a number when many want one at once, and that nobody's is lost, doubled or left out.

    CLERKS=16 NUMBERS=25 KILLS=0.25 pytest tests/benchmarks/test_allotment.py

Each clerk takes numbers one after the other, each with a command of its own, undisturbed and with a part of the
commands killed at random. WAYS chooses among those of `faults/allotting.py`: `line` (as somei does where the server is
on this disk), `ageing` (as it does elsewhere), `plain` (a back-off that grows, for everybody alike), `clone` (without a
server, all in one clone), `offline` (provisional numbers, and one sync at the end) and `git` (git pull --rebase &&
git push, until it goes).
"""

import os
import sys

import pytest
from conftest import Clerk
from faults.concurrent_clerks import WAYS as EVERY_WAY
from faults.concurrent_clerks import allot

CLERKS = int(os.environ.get("CLERKS", "16"))
NUMBERS = int(os.environ.get("NUMBERS", "25"))
KILLS = float(os.environ.get("KILLS", "0.25"))
WAYS = os.environ.get("WAYS", ",".join(EVERY_WAY)).split(",")


@pytest.mark.parametrize("kills", [0.0, KILLS], ids=["undisturbed", "killed"])
@pytest.mark.parametrize("way", WAYS)
def test_many_clerks(clerk: Clerk, way: str, kills: float, capsys: pytest.CaptureFixture[str]) -> None:
    run = allot(clerk, way, CLERKS, NUMBERS, kills)
    with capsys.disabled():
        sys.stdout.write(f"\n{CLERKS} clerks x {NUMBERS}, {run}\n")
    if way != "git":
        assert (run.twice, run.lost, run.gaps, run.untold, run.complaints) == (0, 0, 0, 0, [])
        assert len(run.held) == CLERKS * NUMBERS
