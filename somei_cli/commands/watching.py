"""Showing how far a long work has come, unless -q was given."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from somei_cli.commands import session
from somei_cli.render.output.progress import tracked

Step = TypeVar("Step")


def watch(steps: Iterable[Step], total: int, words: str) -> Iterator[Step]:
    """The steps as they come, with a bar on standard error where that is a terminal."""
    return tracked(steps, total, words, quiet=session.current().quiet)
