"""Run git in the background while something else is done: as a process of its own, or called from a thread."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from subprocess import Popen

Reply = TypeVar("Reply")

_RUNNING: "list[Thread | BackgroundProcess]" = []


def wait_for_background_git() -> None:
    """Wait for every background call: no process may be forked while another thread is running."""
    for running in tuple(_RUNNING):
        running.join()
    _RUNNING.clear()


class BackgroundProcess:
    """A process that runs by itself, and whose output is read at the end; an error of its start is raised by `answer`.

    No thread is needed, with which Python would share its time at each file that it opens. A process whose output
    fills a pipe waits until it is read.
    """

    def __init__(self, start: "Callable[[], Popen[bytes]]") -> None:
        self._output: tuple[bytes, bytes] | None = None
        self._process: Popen[bytes] | None = None
        self._error: Exception | None = None
        try:
            self._process = start()
        except Exception as error:  # noqa: BLE001 - raised by `answer`
            self._error = error
        else:
            _RUNNING.append(self)

    def join(self) -> None:
        """Wait for the process, and read what it wrote."""
        if self._process and self._output is None:
            self._output = self._process.communicate()

    def answer(self) -> tuple[int, bytes, bytes]:
        """Wait for the process; return its exit status, and what it wrote to standard output and standard error."""
        self.join()
        with suppress(ValueError):  # answered before
            _RUNNING.remove(self)
        if self._process is None or self._output is None:
            raise self._error or RuntimeError("not started")
        return self._process.returncode, *self._output


class BackgroundQuestion(Generic[Reply]):
    """A call in a background thread; its exception is raised by `answer`."""

    def __init__(self, ask: Callable[[], Reply]) -> None:
        self._ask = ask
        self._replies: list[Reply] = []
        self._error: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)
        _RUNNING.append(self._thread)
        self._thread.start()

    def answer(self) -> Reply:
        """Wait for the call and return its result."""
        self._thread.join()
        with suppress(ValueError):  # answered before
            _RUNNING.remove(self._thread)
        if self._error:
            raise self._error
        return self._replies[0]

    def _run(self) -> None:
        try:
            self._replies.append(self._ask())
        except Exception as error:  # noqa: BLE001 - raised by `answer`
            self._error = error
