"""A command that is asked to end at any call: it tidies up by itself, and says what stands."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from conftest import DOCUMENTS, Clerk
from faults.clerk_clone import (
    SOMEI,
    Desk,
    State,
    environment,
    faults_of_clone,
    faults_of_own_work,
    faults_of_words,
    state_of,
)
from faults.shim import Run, chosen

from somei_cli.commands.shared.interrupts import interrupt_on_signals
from somei_cli.errors import Interrupted

ACTS = {
    "a new code": ("classify", "15070/19", "NEWCODE", "--new-code", "A new thing"),
    "import": ("import", str(DOCUMENTS / "harbour_note.txt"), str(DOCUMENTS / "minutes.txt"), "--accept-doubts"),
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("act", ACTS)
def test_a_signal_at_any_call(desk: Desk, act: str, name: str) -> None:
    number = signal.Signals[name]
    before = state_of(desk.restore())
    usual = desk.run(ACTS[act], "", 0)
    after = state_of(Clerk(desk.place))
    faults = []
    for at in chosen(usual.calls, 41 * (1 + usual.calls // 200), 13 * number):
        clerk = desk.restore()
        ran = desk.run(ACTS[act], name, at)
        told = [*_told_wrongly(ran, number, state_of(clerk), before, after)]
        told += [*faults_of_own_work(clerk), *faults_of_clone(clerk)]
        faults += [f"{act} {name} {at}: {fault}" for fault in told]
    assert faults == []


def _told_wrongly(ran: Run, number: int, now: State, before: State, after: State) -> Iterator[str]:
    yield from faults_of_words(ran.err)
    if now.tree not in (before.tree, after.tree):
        yield "half of it was committed"
    if ran.status != 128 + number:
        yield f"status {ran.status}: {ran.err}"
    # Asked to end when its words were said already, and it was only putting things away, it need not say them again.
    told = "was made, and is whole" in ran.err or " (commit " in ran.err
    if told != (now.tree == after.tree):
        yield f"made: {now.tree == after.tree}, said: {ran.err!r}"


def test_a_signal_before_there_is_anything_to_tidy_up(at_desk: Clerk) -> None:
    """Python itself would show where it was, in twenty lines."""
    for moment in (0.01, 0.03, 0.06, 0.1):
        with subprocess.Popen(
            [*SOMEI, "list"],
            cwd=at_desk.folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as somei:
            time.sleep(moment)
            somei.send_signal(signal.SIGTERM)
            assert list(faults_of_words(somei.communicate()[1])) == []


def test_what_nohup_ignores_stays_ignored(at_desk: Clerk) -> None:
    script = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    at_desk.write(".git/hooks/pre-commit", "#!/bin/sh\nkill -HUP $PPID $(ps -o ppid= $PPID)\n")
    (at_desk.folder / ".git/hooks/pre-commit").chmod(0o755)

    done = at_desk.process("add", "1/20", "--subject", "S", before=(sys.executable, "-c", script))

    assert done.returncode == 0, done
    assert at_desk.log()[0] == "Add 1/20"


def test_an_interruption_while_something_is_thrown_away_comes_a_moment_later() -> None:
    """Python shows what is raised there, in ten lines, and goes on as if nothing had been asked."""

    class Thrown:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGTERM)

    came: list[int] = []
    done = []

    def work() -> None:
        with interrupt_on_signals(came):
            Thrown()
            done.append("gone on")
            time.sleep(20)

    with pytest.raises(Interrupted) as stop:
        work()
    assert done == ["gone on"]
    assert came == [signal.SIGTERM]
    assert stop.value.signal == signal.SIGTERM
