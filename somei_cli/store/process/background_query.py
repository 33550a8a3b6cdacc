"""Run git in a background thread while something else is done."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any, Generic, TypeVar

Reply = TypeVar("Reply")

RUNNING: list[Any] = []
"""Threads, and processes that are joined like them."""


def wait_for_background_git() -> None:
    """Wait for every background call: no process may be forked while another thread is running."""
    for running in RUNNING:
        running.join()
    RUNNING.clear()


class BackgroundQuestion(Generic[Reply]):
    """A call in a background thread; its exception is raised by `answer`."""

    def __init__(self, ask: Callable[[], Reply]) -> None:
        self._ask = ask
        self._replies: list[Reply] = []
        self._error: Exception | None = None
        self._thread = Thread(target=self._run, daemon=True)
        RUNNING.append(self._thread)
        self._thread.start()

    def answer(self) -> Reply:
        """Wait for the call and return its result."""
        self._thread.join()
        with suppress(ValueError):  # answered before
            RUNNING.remove(self._thread)
        if self._error:
            raise self._error
        return self._replies[0]

    def _run(self) -> None:
        try:
            self._replies.append(self._ask())
        except Exception as error:  # noqa: BLE001 - raised by `answer`
            self._error = error
