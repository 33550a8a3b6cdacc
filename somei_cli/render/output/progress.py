"""A progress bar for long work: on standard error, only on a terminal, only after half a second."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Step = TypeVar("Step")
_FIRST_SHOWN_AFTER = 0.5
_REFRESH_INTERVAL = 0.1


def show_progress(steps: Iterable[Step], total: int, label: str, *, quiet: bool = False) -> Iterator[Step]:
    """Yield the steps, and show a bar of how many are done."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # Refreshed by hand: Rich's refresh thread would be in the way of forking worker processes.
    bar = Progress(
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, markup=False, highlight=False),
        transient=True,
        auto_refresh=False,
    )
    task = bar.add_task(label, total=total)
    next_refresh = time.monotonic() + _FIRST_SHOWN_AFTER
    try:
        for step in steps:
            yield step
            bar.advance(task)
            if time.monotonic() >= next_refresh:
                bar.start()
                bar.refresh()
                next_refresh = time.monotonic() + _REFRESH_INTERVAL
    finally:
        bar.stop()
