"""Questions to git that are under way while something else is done."""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Said = TypeVar("Said")

_RUNNING: list[Thread] = []


def until_all_is_answered() -> None:
    """Wait for every question under way: no process may be forked off while another thread is at work."""
    for thread in _RUNNING:
        thread.join()
    _RUNNING.clear()


class BackgroundQuestion(Generic[Said]):
    """A question under way; what goes wrong with it is raised where the answer is wanted."""

    def __init__(self, ask: Callable[[], Said]) -> None:
        self._ask = ask
        self._said: list[Said] = []
        self._wrong: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)
        _RUNNING.append(self._thread)
        self._thread.start()

    def answer(self) -> Said:
        """Wait for the answer."""
        self._thread.join()
        if self._wrong:
            raise self._wrong
        return self._said[0]

    def _run(self) -> None:
        try:
            self._said.append(self._ask())
        except Exception as error:  # noqa: BLE001 - raised by `answer`
            self._wrong = error
