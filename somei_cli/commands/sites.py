"""What the commands about sites do alike: open a commit, and tell how far the work has come."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, NamedTuple, TypeVar

import typer

from somei_cli.actions.going_back import go_back
from somei_cli.commands import session
from somei_cli.model.entries import Entry
from somei_cli.model.moments import Moment
from somei_cli.render.progress import tracked
from somei_cli.store.finding import find_register
from somei_cli.store.git import Git
from somei_cli.store.register import Register

Step = TypeVar("Step")
SiteRevision = Annotated[str, typer.Option("--at", metavar="REV", help="The commit that is shown.")]


class At(NamedTuple):
    """A register as a commit has it."""

    register: Register
    commit: str


def open_at(revision: str) -> At:
    """The register in a commit."""
    root = find_register(session.folder())
    past = go_back(root, Moment(revision=revision), None, session.today())
    return At(past.register, past.made.commit if past.made else Git(root).resolve(revision))


def entries_told(register: Register) -> Iterator[Entry]:
    """Every entry; at a terminal it is told how far the reading has come."""
    if session.current().quiet or not sys.stderr.isatty():
        return register.entries()
    return iter(tracked(register.entries(), register.count_files(), "Reading"))


def watching(words: str) -> Callable[[Iterable[Step], int], Iterable[Step]]:
    """How a work is watched that goes on in steps."""
    return lambda steps, total: tracked(steps, total, words, quiet=session.current().quiet)
