"""The disk of the server is full, or read-only: nothing is given out, and that is said."""

import pytest
from clerks import colleague, hub_of
from conftest import Clerk
from faults.clerk_clone import SOMEI, faults_of_words
from faults.test_full_disk import apart

READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"; shift; "$@"'
FULL = """
hub=$1; shift
mount -t tmpfs -o size=1m none "$hub" && cp -a "$hub-model/." "$hub" && head -c 2M /dev/zero > "$hub/ballast"
"$@"
status=$?
git -C "$hub" log --format="%s" main -- documents
exit $status
"""


DISKS = {"read-only": (READ_ONLY, "unable to create"), "full": (FULL, "No space left on device")}


@pytest.mark.one_in(2)
@pytest.mark.parametrize("disk", DISKS)
@pytest.mark.parametrize("words", [("number", "next"), ("sync",)], ids=" ".join)
def test_nothing_is_given_out(clerk: Clerk, disk: str, words: tuple[str, ...]) -> None:
    script, why = DISKS[disk]
    hub = hub_of(clerk)
    ada = colleague(hub, "ada")
    ada.git("config", "somei.patience", "3")
    ada.ok("add", "1/20", "--subject", "One")
    ada.git("clone", "-q", "--mirror", str(hub), f"{hub}-model")

    ran = apart(script, str(hub), *SOMEI, *words, cwd=ada.folder)
    again = ada.run(*words)

    assert ran.stdout == ""
    assert ran.returncode == 5, ran
    assert "The server “origin” refused the push: " in ran.stderr
    assert why in ran.stderr
    assert list(faults_of_words(ran.stderr)) == []
    assert again.status == 0
