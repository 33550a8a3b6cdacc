"""What is done on a server, killed or refused by the disk at each call: asked for again, it is there once.

The clerk has own commits and a provisional number, and others have been at the server since. The server lies on the
same disk and dies along, or is reached by a line and lives on, so that what was sent may still land.
"""

import re
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from clerks import colleague, held_by, hub_of, on_hub
from conftest import Clerk
from faults.clerk_clone import OWN_FILES, SOMEI, faults_of_clone, faults_of_own_work, faults_of_words, git
from faults.shim import EVERY_CALL, Run, chosen, run

REQUEST = "deadbeef0001"
ACTS = {
    "number": ("number", "next", "--request", REQUEST, "--for", "Lamps"),
    "add": ("add", "next", "--subject", "Lamps", "--code", "COSI", "--request", REQUEST),
    "sync": ("sync",),
}
MODES = ("kill", "enospc", "eio", "erofs")
BROKEN_OFF = re.compile(r"\.lock|doctor --repair|is busy")


@dataclass(frozen=True)
class Office:
    """Two clerks and a server, restored from a model for each fault."""

    model: Path
    place: Path
    far: bool

    @property
    def hub(self) -> Path:
        return self.place / "hub.git"

    def restore(self) -> Clerk:
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.model, self.place, symlinks=True)
        return Clerk(self.place / "ada")

    def run(self, act: str, mode: str, at: int) -> Run:
        """A server that is reached by a line is no part of the disk that fails."""
        return run([*SOMEI, *ACTS[act]], self.place / "ada", mode, at, self.place / "ada")

    def held(self) -> Counter[str]:
        """How often each thing stands on the server: what was asked for, and what was done before."""
        texts = on_hub(self.hub, "grep", "-h", "-e", "request = ", "-e", "for = ", "main", "--", "documents")
        return Counter(texts.splitlines())


@pytest.fixture(params=["beside", "by a line"])
def office(request: pytest.FixtureRequest, clerk: Clerk, tmp_path: Path) -> Office:
    place = tmp_path / "place"
    place.mkdir()
    hub = hub_of(clerk).rename(place / "hub.git")
    clerk.git("remote", "set-url", "origin", str(hub))
    clerk.ok("add", "15070/19", "--subject", "Lamps", "--code", "COSI 254")
    clerk.enter("notes.txt", "one\n")
    clerk.git("push", "-q")
    ada = colleague(hub, "ada")
    ada.git("config", "somei.patience", "4")
    ada.ok("add", "1/20", "--subject", "One")
    ada.ok("number", "next", "--offline", "--for", "Harbour")
    clerk.ok("number", "next", "--for", "Ports")
    ada.write("notes.txt", "two\n")
    ada.git("add", "notes.txt")
    for name, text in OWN_FILES.items():
        ada.write(name, text)
    ada.git("add", "staged.txt")
    ada.git("status")
    if request.param == "by a line":
        ssh = place / "ssh"
        ssh.write_text('#!/bin/sh\nfor word; do :; done\nunset LD_PRELOAD\nexec setsid sh -c "$word"\n')
        ssh.chmod(0o755)
        ada.git("remote", "set-url", "origin", f"ssh://localhost{hub}")
        ada.git("config", "core.sshCommand", str(ssh))
    model = tmp_path / "model"
    shutil.copytree(place, model, symlinks=True)
    return Office(model, place, request.param == "by a line")


@pytest.mark.one_in(5)
@pytest.mark.parametrize("act", ACTS)
def test_whatever_happens_it_is_there_once(office: Office, act: str) -> None:
    office.restore()
    before = office.held()
    usual = office.run(act, "", 0)
    assert usual.status == 0, usual
    after = office.held()
    assert after != before
    faults = []
    for turn, mode in enumerate(MODES):
        few = [usual.calls * 2 // 8, usual.calls * 5 // 8, usual.calls - 8] if mode == "kill" else []
        few += [usual.calls * 2 * turn // 8] if turn and office.far is False else []
        for at in chosen(usual.calls, 1) if EVERY_CALL else few:
            clerk = office.restore()
            ran = office.run(act, mode, at)
            told = [*_told_wrongly(ran, mode, at, before, office.held(), after)]
            told += _asked_again(office, clerk, act, after)
            faults += [f"{act} {mode} {at} of {usual.calls}: {fault}" for fault in told]
    assert faults == []


def _told_wrongly(
    ran: Run, mode: str, at: int, before: Counter[str], now: Counter[str], after: Counter[str]
) -> Iterator[str]:
    yield from faults_of_words(ran.err)
    if mode == "kill":
        if ran.status != -signal.SIGKILL and ran.calls >= at:
            yield f"it went on: {ran}"
    elif ran.status == 0 and now != after:
        yield f"said that it was done: {ran}"
    elif ran.status not in {0, 3, 5}:
        yield f"status {ran.status}: {ran.err}"
    elif ran.status and "othing was" in ran.err and now != before:
        yield f"said that nothing was done: {ran.err}"


def _asked_again(office: Office, clerk: Clerk, act: str, after: Counter[str]) -> Iterator[str]:
    """It is there once; what a killed git left is named, and put aside by the doctor or whoever keeps the server."""
    again = clerk.run(*ACTS[act])
    for _ in range(3):
        if again.status == 0 and "stays behind" not in again.err:
            break
        if not BROKEN_OFF.search(again.err):
            yield f"asked again: {again}"
            return
        clerk.run("doctor", "--repair")
        for lock in office.hub.rglob("*.lock"):
            lock.unlink()
        again = clerk.run(*ACTS[act])
    yield from faults_of_words(again.err)
    if again.status:
        yield f"asked again: {again}"
    if office.held() != after:
        yield f"it is not there once: {sorted((office.held() - after).elements())} {held_by(office.hub)}"
    synced = clerk.run("sync")
    if synced.status or git(clerk, "rev-parse", "HEAD") != on_hub(office.hub, "rev-parse", "main"):
        yield f"the sync after it: {synced}"
    yield from faults_of_own_work(clerk)
    yield from faults_of_clone(clerk)
    complaint = subprocess.run(
        ["git", "-C", office.hub, "fsck", "--full", "--strict", "--no-dangling", "--no-progress"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if complaint.returncode:
        yield f"the server: {complaint.stderr}"
