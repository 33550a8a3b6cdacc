"""The pages that are played come out the same on every day of a month, whatever the width of its number."""

import os
import subprocess
import sys

import pytest
from conftest import PROJECT
from needs import need

PLAYED = [str(path) for path in sorted(PROJECT.glob("tests/commands/test_*_manual.py"))]
PLAYED += [str(PROJECT / "tests/commands/test_task_pages.py"), str(PROJECT / "tests/test_readme.py")]


@pytest.mark.parametrize("day", ["2026-12-04", "2026-12-14"])
def test_the_pages_come_out_the_same_on_this_day(day: str) -> None:
    # The worker that runs this test must not pass for one of the tests that it starts.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [need("faketime"), f"{day} 08:00:00", sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *PLAYED], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
