"""Read files from outside in workers: processes with a limit of time and of memory."""

import multiprocessing
import resource
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from somei_cli.errors import SomeiError, Unreadable
from somei_cli.store.process.signals import leave_signals_to_parent

WorkResult = TypeVar("WorkResult")
TIMEOUT_SECONDS = 60.0
"""The time limit for one file; the longest document seen so far takes two seconds."""
MEMORY_BYTES = 2 * 1024**3
"""The limit of address space of one worker, in bytes."""
WORKER_COUNT = 2


class WorkerPool(Generic[WorkResult]):
    """Workers (two, unless asked for more) that call `work` with each file name.

    A file is refused if it takes too long, needs too much memory or crashes its worker; other files are not affected.
    Nothing of a file is left behind: no temporary file, no core dump. A limit that the system does not support is left
    out (`refused_limits` names it); the time on the clock is always limited.
    """

    def __init__(
        self,
        work: Callable[[str], WorkResult],
        *,
        processes: int = WORKER_COUNT,
        seconds: float = TIMEOUT_SECONDS,
        memory: int = MEMORY_BYTES,
    ) -> None:
        self._work = work
        self._processes = processes
        self._seconds = seconds
        self._memory = memory

    def results(self, names: Iterable[str]) -> Generator[WorkResult | SomeiError]:
        """Yield for each file, in order, the result of the work or the refusal.

        Raises:
            Exception: if the work raises anything but a SomeiError: that is a fault of somei, and ends everything.
        """
        queue = deque(enumerate(names))
        done: dict[int, WorkResult | SomeiError] = {}
        workers = [_Worker(self._work, self._seconds, self._memory) for _ in range(min(self._processes, len(queue)))]
        next_position = 0
        try:
            while queue or any(worker.is_busy for worker in workers):
                for worker in workers:
                    if queue and not worker.is_busy:
                        worker.start(*queue.popleft())
                for worker in _wait_for_workers(workers):
                    position, result = worker.receive()
                    done[position] = result
                while next_position in done:
                    yield done.pop(next_position)
                    next_position += 1
        finally:
            for worker in workers:
                worker.kill()


def run_in_worker(
    work: Callable[[str], WorkResult], name: str, *, seconds: float = TIMEOUT_SECONDS, memory: int = MEMORY_BYTES
) -> WorkResult:
    """Do the work on one file in a worker and return its result.

    Raises:
        SomeiError: if the work refuses the file, or if the file exceeds a limit.
    """
    (result,) = WorkerPool(work, processes=1, seconds=seconds, memory=memory).results([name])
    if isinstance(result, SomeiError):
        raise result
    return result


def refused_limits() -> tuple[str, ...]:
    """Return the limits that this system does not set for a process that reads a file from outside."""
    return run_in_worker(_try_limits, "limits")


class _Worker:
    """One process and the file it reads; started when it is first needed, and again after it was killed."""

    def __init__(self, work: Callable[[str], Any], seconds: float, memory: int) -> None:
        self._work = work
        self._seconds = seconds
        self._memory = memory
        self._process: Any = None
        self._connection: Connection | None = None
        self._position = 0
        self._name = ""
        self.is_busy = False
        self.deadline = 0.0

    @property
    def connection(self) -> Connection:
        """The connection to the process, which is started if none runs."""
        if self._connection is None:
            # Forked, so that the worker has all that this process has read. This is safe: no other thread is running.
            context = multiprocessing.get_context("fork")
            self._connection, worker_end = context.Pipe()
            self._process = context.Process(
                target=_run_worker,
                args=(worker_end, self._connection, self._work, self._seconds, self._memory),
                daemon=True,
            )
            self._process.start()
            worker_end.close()
        return self._connection

    def start(self, position: int, name: str) -> None:
        self._position, self._name, self.is_busy = position, name, True
        self.connection.send(name)
        self.deadline = time.monotonic() + self._seconds

    def receive(self) -> tuple[int, Any]:
        """Return the position and the result of the file, or the reason why there is none."""
        self.is_busy = False
        if not self.connection.poll():
            self.kill()
            return self._position, Unreadable(self._name, "it takes too long to read")
        try:
            result = self.connection.recv()
        except (EOFError, ConnectionError):
            self.kill()
            return self._position, Unreadable(self._name, "its reader crashes on it: the file is damaged or hostile")
        if isinstance(result, MemoryError):
            self.kill()
            return self._position, Unreadable(self._name, "it needs too much memory to read")
        if isinstance(result, Exception) and not isinstance(result, SomeiError):
            raise result
        return self._position, result

    def kill(self) -> None:
        """Kill the process, whatever it is doing."""
        if self._connection is not None:
            if self._process is not None and self._process.pid is not None:
                self._process.kill()
                self._process.join()
                self._process.close()
            self._connection.close()
            self._connection = None
        self.is_busy = False


def _wait_for_workers(workers: Iterable[_Worker]) -> list[_Worker]:
    """Wait for the first result or deadline, and return the workers that have one."""
    busy_workers = [worker for worker in workers if worker.is_busy]
    seconds_left = max(0.0, min((worker.deadline for worker in busy_workers), default=0.0) - time.monotonic())
    answered = wait([worker.connection for worker in busy_workers], timeout=seconds_left)
    now = time.monotonic()
    return [worker for worker in busy_workers if worker.connection in answered or worker.deadline <= now]


def _run_worker(
    connection: Connection, parent_end: Connection, work: Callable[[str], Any], seconds: float, memory: int
) -> None:
    """Read one file after another until this process is killed.

    If the parent dies without killing it, its own limit of processor time ends it.
    """
    # If this process kept the parent's end open, it would never see that the parent is dead.
    parent_end.close()
    leave_signals_to_parent()
    _set_limit("RLIMIT_CORE", 0)
    _set_limit("RLIMIT_AS", memory)
    while True:
        try:
            name = connection.recv()
        except (EOFError, ConnectionError):
            return
        _set_limit("RLIMIT_CPU", int(time.process_time() + 2 * seconds) + 1)
        try:
            result: Any = work(name)
        except Exception as error:  # noqa: BLE001 - sent to the parent, which raises it
            result = error
        try:
            connection.send(result)
        except ConnectionError:  # the parent was killed
            return


def _set_limit(name: str, amount: int) -> bool:
    """Set a limit of this process, or keep a lower one; whether the system accepted it.

    macOS refuses every limit of address space (RLIMIT_AS); other systems do not have it.
    """
    limit = getattr(resource, name, None)
    if limit is None:
        return False
    try:
        _, hard_limit = resource.getrlimit(limit)
        resource.setrlimit(
            limit, (amount if hard_limit == resource.RLIM_INFINITY else min(amount, hard_limit), hard_limit)
        )
    except (ValueError, OSError):
        return False
    return True


def _try_limits(_name: str) -> tuple[str, ...]:
    """Set every limit of this process again, and return those that the system refuses."""
    seconds = int(time.process_time() + 2 * TIMEOUT_SECONDS) + 1
    amounts = {
        "memory": ("RLIMIT_AS", MEMORY_BYTES),
        "processor time": ("RLIMIT_CPU", seconds),
        "dumps": ("RLIMIT_CORE", 0),
    }
    return tuple(words for words, (name, amount) in amounts.items() if not _set_limit(name, amount))
