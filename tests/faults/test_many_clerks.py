"""A few clerks who want numbers at once, some calls killed; `tests/benchmarks/test_allotment.py` has many of them."""

import pytest
from conftest import Clerk
from faults.concurrent_clerks import allot


@pytest.mark.one_in(2)
@pytest.mark.parametrize("way", ["line", "ageing", "clone", "offline"])
def test_nothing_is_doubled_lost_or_left_out(clerk: Clerk, way: str) -> None:
    run = allot(clerk, way, clerks=3, numbers=3, kills=0.4)

    assert (run.twice, run.lost, run.gaps, run.untold, run.complaints) == (0, 0, 0, 0, []), run
    assert len(run.held) == 9
