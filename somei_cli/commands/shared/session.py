"""What holds for one call of somei: the register's folder, global options, the day, and talk on standard error."""

import os
import sys
from contextvars import ContextVar
from datetime import date
from pathlib import Path

from somei_cli.errors import CannotWork, NotADate, WrongUsage


class Session:
    """The global options of one call."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.color = "auto"
        self.no_input = False
        self.no_pager = False
        self.no_index = False
        self.quiet = False
        self.verbose = 0
        self.words: tuple[str, ...] = ()
        self.needs_register = False
        self.writes = False


class LateValue:
    """A typed value that can be found only when the options have named the register."""

    def find(self) -> object:
        """Return the value."""
        raise NotImplementedError


_current: ContextVar[Session] = ContextVar("session")


def begin() -> Session:
    """Begin a new call."""
    session = Session()
    _current.set(session)
    return session


def current() -> Session:
    """Return the session of this call."""
    try:
        return _current.get()
    except LookupError:
        return begin()


def folder() -> Path:
    """Return the folder to look for the register in: -C DIR, else SOMEI_REGISTER, else the working directory."""
    named = current().folder or (Path(os.environ["SOMEI_REGISTER"]) if os.environ.get("SOMEI_REGISTER") else None)
    if named is not None and not _is_folder(named):
        raise WrongUsage(f"{named} is not a folder.", "Name the folder of a register with -C DIR.")
    return named or working_directory()


def working_directory() -> Path:
    """Return the working directory.

    Raises:
        CannotWork: the directory has been removed.
    """
    try:
        return Path.cwd()
    except OSError as error:
        hint = "Go to an existing folder, or name one with -C DIR."
        raise CannotWork(f"The folder that you are in cannot be accessed: {error.strerror}.", hint) from error


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def today() -> date:
    """Return the day of the act; SOMEI_TODAY sets it, for tests and for scheduled checks that run past midnight."""
    fixed = os.environ.get("SOMEI_TODAY")
    if not fixed:
        return date.today()  # noqa: DTZ011 - the clerk's own calendar day is meant
    try:
        return date.fromisoformat(fixed)
    except ValueError:
        raise NotADate(fixed) from None


def can_ask() -> bool:
    """Whether a person is there to answer a question."""
    return not current().no_input and sys.stdin.isatty() and sys.stderr.isatty()


def has_terminal() -> bool:
    """Whether standard output is a terminal; an answer may then hold more than one table."""
    return sys.stdout.isatty()


def talk(*lines: str) -> None:
    """Print lines on standard error unless -q was given; line breaks inside a line are shown as characters."""
    if not current().quiet:
        from somei_cli.render.output.streams import print_message

        for line in lines:
            print_message(line)
