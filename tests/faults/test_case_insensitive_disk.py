"""A register on a disk where capitals make no difference to names: a real one, mounted for the test."""

import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SAMPLE, Clerk
from faults.clerk_clone import OWN_FILES, OWN_STATUS, furnish
from needs import lacking

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"
MISSING = [
    what
    for what, there in (
        (lacking("fusermount3"), not lacking("fusermount3")),
        ("not installed: the package mfusepy", importlib.util.find_spec("mfusepy")),
        ("/dev/fuse", Path("/dev/fuse").exists()),
    )
    if not there
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=", ".join(MISSING))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk."""
    below, at = tmp_path / "below", tmp_path / "disk"
    below.mkdir()
    at.mkdir()
    script = Path(__file__).with_name("case_insensitive_disk.py")
    with subprocess.Popen([sys.executable, script, below, at], stderr=subprocess.PIPE) as server:
        end = time.monotonic() + 20
        while not at.is_mount():
            assert server.poll() is None, server.stderr and server.stderr.read()
            assert time.monotonic() < end
            time.sleep(0.02)
        yield at
        subprocess.run(["fusermount3", "-u", at], check=True)


@pytest.fixture
def there(disk: Path) -> Clerk:
    (disk / "desk").mkdir()
    return Clerk(disk / "desk")


def test_a_day_of_work(there: Clerk) -> None:
    furnish(there)
    assert there.git("config", "core.ignorecase") == "true"

    for words in (
        ("add", "77/18", "--subject", "One", "--code", "COSI 9"),
        ("classify", "77/18", "--marking", "LIMITE"),
        ("xref", "add", "77/18", "15070/19"),
        ("undo", "-m", "Not yet"),
        ("agenda", "add-item", "9/20", "Another item", "--doc", "77/18"),
        ("agenda", "issue", "9/20", "-m", "Sent"),
        ("import", str(SAMPLE)),
        ("list",),
        ("show", "77/18"),
        ("search", "one"),
        ("history", "77/18"),
        ("diff", "HEAD~2"),
        ("doctor",),
    ):
        answer = there.run(*words)
        assert answer.status == 0, (words, answer)
    assert there.run("check").out == there.run("check", "--no-index").out

    assert sorted(there.git("status", "--porcelain", "-uall").splitlines()) == sorted(OWN_STATUS)
    assert {name: there.read(name) for name in OWN_FILES} == OWN_FILES
    assert there.git("fsck", "--strict", "--no-dangling") == ""


def test_another_spelling_of_a_file_is_the_same_document(there: Clerk) -> None:
    there.ok("init")
    there.ok("import", str(SAMPLE))
    there.git("mv", FILE, FILE.replace("ST-15070", "st-15070-x"))
    there.git("mv", FILE.replace("ST-15070", "st-15070-x"), FILE.replace("ST-15070", "st-15070"))
    there.git("commit", "-qm", "Renamed by hand")

    found = there.run("check")
    again = there.run("add", "15070/19", "--subject", "A second one")

    assert "st-15070-2019-INIT.toml" in found.out
    assert found.status == 1
    assert again.status in {1, 3, 5}, again
    assert there.log()[0] == "Renamed by hand"


def test_two_files_that_this_disk_cannot_hold_apart_are_told(there: Clerk, clerk: Clerk) -> None:
    """They were committed where capitals count."""
    clerk.ok("import", str(SAMPLE))
    text = clerk.read(FILE)
    clerk.enter(FILE.replace("ST-15070", "st-15070"), text.replace("Summary", "Other"))
    there.git("clone", "-q", str(clerk.folder), ".")

    answer = there.run("check")

    assert answer.status in {1, 3}, answer
    assert "st-15070-2019-INIT.toml" in answer.out + answer.err
