"""What holds for one call of somei: the register, the talk, the day; set by the options that stand anywhere."""

import os
import sys
from contextvars import ContextVar
from datetime import date
from pathlib import Path

from somei_cli.errors import CannotWork, NotADate, WrongUsage


class Session:
    """The options of one call; the edge begins a new one each time."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.color = "auto"
        self.no_input = False
        self.no_index = False
        self.quiet = False
        self.verbose = 0
        self.words: tuple[str, ...] = ()


_current: ContextVar[Session] = ContextVar("session")


def begin() -> Session:
    """Begin a new call."""
    session = Session()
    _current.set(session)
    return session


def current() -> Session:
    """The call under way."""
    try:
        return _current.get()
    except LookupError:
        return begin()


def folder() -> Path:
    """Where the register is looked for: -C DIR, else SOMEI_REGISTER, else here."""
    named = current().folder or (Path(os.environ["SOMEI_REGISTER"]) if os.environ.get("SOMEI_REGISTER") else None)
    if named is not None and not _is_folder(named):
        raise WrongUsage(f"{named} is not a folder.", "Name the folder of a register with -C DIR.")
    return named or here()


def here() -> Path:
    """The working directory.

    Raises:
        CannotWork: where somebody has removed it.
    """
    try:
        return Path.cwd()
    except OSError as error:
        hint = "Go to a folder that is there, or name one with -C DIR."
        raise CannotWork(f"The folder that you are in cannot be looked at: {error.strerror}.", hint) from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def today() -> date:
    """The day of the act; SOMEI_TODAY fixes it, for tests and for nights that straddle midnight."""
    fixed = os.environ.get("SOMEI_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - the clerk's own calendar day is meant
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        raise NotADate(fixed) from None


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return not current().no_input and sys.stdin.isatty() and sys.stderr.isatty()


def is_watched() -> bool:
    """Whether somebody looks at the answer, which then may hold more than one table."""
    return sys.stdout.isatty()


def agrees(question: str) -> bool:
    """Ask at the terminal; only where `can_ask` holds."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def tell(*lines: str) -> None:
    """Talk on standard error, unless -q was given; a line break inside of a line is shown, and makes none."""
    if not current().quiet:
        from somei_cli.render.output.streams import say

        for line in lines:
            say(line)
