"""A small disk that fills up, and disks that are read-only: mounted for the test alone, where that is allowed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Clerk
from faults.clerk_clone import (
    SOMEI,
    Desk,
    environment,
    faults_of_clone,
    faults_of_own_work,
    faults_of_words,
    git,
    state_of,
)
from faults.shim import EVERY_CALL

ACT = ("classify", "15070/19", "NEWCODE", "--new-code", "A new thing")


def apart(script: str, *words: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Run a script where mounts are its own; skipped where nobody may mount."""
    command = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    return subprocess.run(
        [*command, "sh", "-c", script, "sh", *words],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


# A copy of the desk on a disk of 3 MiB is filled up but for some KiB; what became of it is brought back out.
FILLING = """
set -e
place=$1 room=$2 back=$3; shift 3
mkdir -p "$place"
mount -t tmpfs -o size=3m none "$place"
cp -a "$place-model/." "$place"
free=$(( $(stat -f -c '%a*%S/1024' "$place") - room ))
[ $free -le 0 ] || head -c ${free}K /dev/zero > "$place/.git/ballast"
cd "$place"
set +e
"$@" >&2
status=$?
rm -f "$place/.git/ballast"
cp -a "$place/." "$back"
exit $status
"""


@pytest.mark.one_in(2)
@pytest.mark.parametrize("room", range(0, 200, 4) if EVERY_CALL else (0, 12, 40, 64, 96))
def test_a_disk_that_fills_up(desk: Desk, tmp_path: Path, room: int) -> None:
    clerk = desk.restore()
    before = state_of(clerk)
    desk.run(ACT, "", 0)
    after = state_of(clerk)
    place, back = tmp_path / "small", tmp_path / "back"
    shutil.copytree(desk.model, f"{place}-model", symlinks=True)
    back.mkdir()

    ran = apart(FILLING, str(place), str(room), str(back), *SOMEI, *ACT, cwd=tmp_path)

    brought = Clerk(back)
    assert ran.returncode in (0, 3), ran
    assert list(faults_of_words(ran.stderr)) == []
    assert state_of(brought).tree == (before.tree if ran.returncode else after.tree)
    assert ran.returncode == 0 or "No space left on device" in ran.stderr
    assert [*faults_of_own_work(brought), *faults_of_clone(brought)] == []
    assert ran.returncode == 0 or brought.run(*ACT).status == 0


@pytest.mark.one_in(2)
@pytest.mark.parametrize("disk", [".", ".git", "documents", ".git/somei", ".git/objects"])
def test_a_read_only_disk(at_desk: Clerk, disk: str) -> None:
    before = state_of(at_desk)
    mounted = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"'

    read = apart(mounted, disk, *SOMEI, "show", "15070/19", cwd=at_desk.folder)
    ran = apart(mounted, disk, *SOMEI, *ACT, cwd=at_desk.folder)
    repaired = apart(mounted, disk, *SOMEI, "doctor", "--repair", cwd=at_desk.folder)

    assert read.returncode == 0, read
    assert ran.returncode == 3, ran
    assert "Read-only file system" in ran.stderr
    assert repaired.returncode == 0, repaired
    assert state_of(at_desk) == before
    assert list(faults_of_own_work(at_desk)) == list(faults_of_clone(at_desk)) == []
    assert at_desk.run(*ACT).status == 0


@pytest.mark.parametrize("stream", ["/dev/full", "closed", "nobody reads"])
def test_the_act_stands_where_the_answer_cannot_be_told(at_desk: Clerk, stream: str) -> None:
    """One line, never a traceback; the status tells that the answer was lost."""
    script = {
        "/dev/full": '"$@" >/dev/full',
        "closed": '"$@" >&-',
        "nobody reads": '{ "$@"; echo $? >../status; } | :; exit $(cat ../status)',
    }[stream]
    done = subprocess.run(
        ["sh", "-c", script, "sh", sys.executable, "-m", "somei_cli", *ACT],
        cwd=at_desk.folder, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert list(faults_of_words(done.stderr)) == []
    assert done.returncode in {"/dev/full": (3,), "closed": (3,), "nobody reads": (0, 141)}[stream]
    assert at_desk.log()[0].startswith("Add subject codes to 15070/19")
    assert list(faults_of_own_work(at_desk)) == list(faults_of_clone(at_desk)) == []
    assert git(at_desk, "status", "--porcelain", "documents") == ""
