"""Run git in a background thread while something else is done."""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Said = TypeVar("Said")

_RUNNING: list[Thread] = []


def until_all_is_answered() -> None:
    """Wait for every background call: no process may be forked while another thread is running."""
    for thread in _RUNNING:
        thread.join()
    _RUNNING.clear()


class BackgroundQuestion(Generic[Said]):
    """A call in a background thread; its exception is raised by `answer`."""

    def __init__(self, ask: Callable[[], Said]) -> None:
        self._ask = ask
        self._said: list[Said] = []
        self._wrong: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)
        _RUNNING.append(self._thread)
        self._thread.start()

    def answer(self) -> Said:
        """Wait for the call and return its result."""
        self._thread.join()
        if self._wrong:
            raise self._wrong
        return self._said[0]

    def _run(self) -> None:
        try:
            self._said.append(self._ask())
        except Exception as error:  # noqa: BLE001 - raised by `answer`
            self._wrong = error
