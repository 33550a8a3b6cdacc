"""Files read apart: what hangs, swells or crashes is refused, and the others do not notice."""

import os
import signal
import time
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path

import pytest

from somei_cli.errors import NotANumber, SomeiError, Unreadable
from somei_cli.store.process.background_query import wait_for_background_git
from somei_cli.store.process.fork_pool import sharing_turns, working_beside
from somei_cli.store.process.limited_workers import WorkerPool


def _work(name: str) -> str:
    if name == "hangs":
        while True:
            pass
    if name == "swells":
        return "x" * 10**12
    if name == "crashes":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "refused":
        raise NotANumber("15070", "the year is missing")
    if name == "slow":
        time.sleep(0.3)
    return name.upper()


def _results(*names: str, work: Callable[[str], str] = _work) -> list[str]:
    return [str(result) for result in WorkerPool(work, seconds=1.5, memory=2 * 1024**3).results(names)]


def test_results_come_in_the_order_of_the_files() -> None:
    assert _results("slow", "b", "c", "slow", "e") == ["SLOW", "B", "C", "SLOW", "E"]
    assert _results() == []


def test_a_bad_file_is_refused_and_the_others_are_read() -> None:
    assert _results("a", "hangs", "b", "crashes", "swells", "c") == [
        "A",
        "hangs: it takes too long to read",
        "B",
        "crashes: its reader crashes on it: the file is damaged or hostile",
        "swells: it needs too much memory to read",
        "C",
    ]


def test_a_refusal_crosses_as_it_is() -> None:
    (refusal,) = WorkerPool(_work).results(["refused"])

    assert isinstance(refusal, NotANumber)
    assert (refusal.exit_status, refusal.hint) == (2, NotANumber.hint)
    assert str(refusal) == str(NotANumber("15070", "the year is missing"))


def test_every_refusal_survives_the_crossing() -> None:
    """A refusal is made from facts, so it must not be made anew from its sentence."""
    import pickle

    refusal: SomeiError = Unreadable("a.txt", "is empty", 3)
    again = pickle.loads(pickle.dumps(refusal))

    assert (type(again), str(again), again.hint) == (Unreadable, str(refusal), refusal.hint)


def test_a_fault_of_somei_ends_all_and_leaves_no_process() -> None:
    def broken(name: str) -> str:
        raise ZeroDivisionError(name)

    # A test before this one may have been refused while git was still at work for it.
    wait_for_background_git()
    with pytest.raises(ZeroDivisionError):
        _results("a", "b", work=broken)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_two_processes_take_each_turn_once(tmp_path: Path) -> None:
    def take_from_the_end() -> None:
        taken = takewhile(lambda _: take_turn(), reversed(range(1_000)))
        (tmp_path / "other").write_text("\n".join(map(str, taken)))

    with sharing_turns(1_000) as take_turn, working_beside(take_from_the_end) as wait:
        own = list(takewhile(lambda _: take_turn(), range(1_000)))
        wait()
    assert [*own, *map(int, reversed((tmp_path / "other").read_text().split()))] == list(range(1_000))


def test_work_beside_that_fails_or_is_not_waited_for_leaves_no_process() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ChildProcessError), working_beside(fail) as wait:
        wait()
    with working_beside(lambda: time.sleep(60)):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
