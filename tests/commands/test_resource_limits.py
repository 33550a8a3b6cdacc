"""A system that does not know a limit, or refuses it: files are read all the same, within the limits that are left."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, SAMPLE, Clerk

NOTE = "limits\tnote\tthis system does not limit the memory"

REFUSED = """
import resource

usual = resource.setrlimit

def setrlimit(what, limits):
    if what == resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")
    usual(what, limits)

resource.setrlimit = setrlimit
"""
"""What macOS does."""

UNKNOWN = """
import resource

del resource.RLIMIT_AS
"""

SYSTEMS = {"refused": REFUSED, "unknown": UNKNOWN}


@pytest.fixture(params=SYSTEMS)
def other_system(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a process in which the system's own function answers as on another system."""
    folder = tmp_path / "system"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SYSTEMS[request.param])
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{PROJECT}"}


def test_a_document_is_imported_without_a_limit_of_memory(clerk: Clerk, other_system: dict[str, str]) -> None:
    done = clerk.process("import", str(SAMPLE), env=other_system)

    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    assert "15070/19" in clerk.ok("list")


def test_a_strange_branch_is_judged_without_a_limit_of_memory(registered: Clerk, other_system: dict[str, str]) -> None:
    done = registered.process("check", "--untrusted", "--trusting", "HEAD", env=other_system)

    assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr


def test_the_limits_of_time_stay(other_system: dict[str, str]) -> None:
    script = """
import time
from somei_cli.store.process.limited_workers import WorkerPool

def work(name):
    while name == "hangs":
        pass
    return name.upper()

print([str(result) for result in WorkerPool(work, seconds=1).results(["hangs", "a"])])
"""
    done = subprocess.run([sys.executable, "-c", script], env=other_system, capture_output=True, text=True, check=False)

    assert done.stdout == "['hangs: it takes too long to read', 'A']\n", done.stderr


def test_doctor_says_which_limit_is_missing(clerk: Clerk, other_system: dict[str, str]) -> None:
    done = clerk.process("doctor", "--format", "tsv", env=other_system)

    assert done.returncode == 0
    assert NOTE in done.stdout.decode()
    assert NOTE not in clerk.ok("doctor", "--format", "tsv")
