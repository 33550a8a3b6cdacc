"""Refusals by the environment: no register, no git, no disk, no reader, a missing optional part."""

import errno
import os
from typing import Final, Self

from somei_cli.errors.base_and_usage import CannotWork, SomeiError, WrongUsage

_TOO_MANY_OPEN: Final = frozenset({errno.EMFILE, errno.ENFILE})
_OBSTRUCTED: Final = frozenset({errno.EEXIST, errno.EISDIR, errno.ENOTDIR})
"""The errors if something else has the name that is to be written."""
_FEWEST_OPEN: Final = 16
"""With fewer, a thread of the system's own may end the whole process without a word."""
_ALLOW_MORE: Final = "Allow more open files, for example: ulimit -n 1024"


class NoRegister(CannotWork):
    """There is no register in this folder or above it."""

    hint = "Go to one with cd, name one with -C DIR, or start one: somei init"

    def __init__(self, where: object) -> None:
        super().__init__(f"No register found in {where} or above it.")


class BareRepository(NoRegister):
    """The repository has no work tree."""

    hint = "Work in a clone of it. To check a commit here: somei check --at COMMIT"

    def __init__(self, where: object) -> None:
        CannotWork.__init__(self, f"{where} is a bare repository, without files to work on.")


class Unreadable(CannotWork):
    """A file cannot be read. Path, reason and line are lost when the error is sent to another process."""

    path: str = ""
    why: str = ""
    line: int = 0

    def __init__(self, path: object, why: str, line: int = 0, hint: str = "") -> None:
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {why}", hint)
        self.path, self.why, self.line = str(path), why, line


class NoRegisterInState(Unreadable):
    """A commit, git's index or the work tree has no settings, and so no register."""


class NewerSchema(CannotWork):
    """The register was written by a newer somei."""

    hint = "Install a newer somei."

    def __init__(self, schema: int, newest: int) -> None:
        super().__init__(f"The register has schema {schema}; this somei knows {newest}.")


class SystemUnsupported(CannotWork):
    """The operating system lacks what somei is built on, such as locks of files that git inherits."""

    def __init__(self, system: str) -> None:
        super().__init__(f"{system} is not supported; Linux and macOS are, and so is WSL on Windows (wsl --install).")


class GitMissing(CannotWork):
    """There is no git program."""

    hint = "Install git 2.34 or newer."

    def __init__(self) -> None:
        super().__init__("git was not found.")


class GitRefuses(CannotWork):
    """Git refused an operation; nothing was changed."""

    def __init__(self, operation: str, why: str, hint: str = "") -> None:
        super().__init__(f"{operation}: {why}" if why else operation, hint)


class RepositoryAmongFiles(GitRefuses):
    """A folder of the work tree looks like a git repository."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"{folder} looks like a git repository inside another one.",
            "",
            "Such files can come with a clone and make git run programs. Check and remove HEAD, objects and config.",
        )


class NotARepository(CannotWork):
    """The folder is not in a git repository to which somei may write."""

    def __init__(self, where: object, why: str, hint: str = "") -> None:
        super().__init__(f"{where}: {why}", hint)


class CannotWrite(CannotWork):
    """The disk is full, read-only or failing; nothing was changed."""

    hint = "Nothing was changed. Make room or check the disk, then repeat the command."

    def __init__(self, why: str, hint: str = "") -> None:
        super().__init__(f"Cannot write: {why}.", hint)

    @classmethod
    def from_error(cls, error: OSError) -> Self:
        """Return the refusal for an error of the system, with the hint that fits it."""
        why = error.strerror or str(error)
        if error.errno in _TOO_MANY_OPEN:
            return cls(why, f"Nothing was changed. {_ALLOW_MORE}")
        if error.errno in _OBSTRUCTED and error.filename is not None:
            hint = "Nothing was changed. Look what it is and move it away, then repeat the command."
            return cls(f"{os.fsdecode(error.filename)} is in the way: {why}", hint)
        return cls(why)


class TooFewFiles(CannotWork):
    """The system does not let this process open another file."""

    hint = _ALLOW_MORE

    def __init__(self) -> None:
        super().__init__("The system does not let somei open as many files as it needs.")


class AnswerLost(CannotWork):
    """The act is done, but its answer could not be written to standard output."""

    hint = "The command did its work; only its answer was lost."

    def __init__(self, why: str) -> None:
        super().__init__(f"The answer could not be written: {why}.")


class ReaderGone(SomeiError):
    """Nobody reads standard output any more, as with `| head`. Nothing is printed."""

    exit_status = 141

    def __init__(self) -> None:
        super().__init__("Nobody reads the answer.")


class Unfinished(CannotWork):
    """The commit was made, but not all of its files could be put in place."""

    hint = "Check the disk. The next command that writes puts the rest in place, and so does: somei doctor --repair"

    def __init__(self, commit: str, why: str) -> None:
        super().__init__(f"Commit {commit[:10]} was made, but its files are not all in place: {why}.")


class ExtraMissing(CannotWork):
    """An optional part of somei is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        from somei_cli.errors.installation import suggest_installation

        super().__init__(f"{feature} needs the part “{extra}”, which is not installed.", suggest_installation(extra))


class Unprintable(CannotWork):
    """The typesetting program cannot set a document."""

    def __init__(self, output_format: str) -> None:
        super().__init__(f"This cannot be printed as {output_format}.", "Print it in another form, such as: --as html")


def refusal_of(error: OSError) -> SomeiError | None:
    """Return the refusal for an error of the operating system that can occur anywhere; None for any other."""
    if error.errno == errno.ENAMETOOLONG:
        return WrongUsage("The name of a file or a folder is too long for this disk.", "Choose a shorter one.")
    if error.errno == errno.ENOSPC:
        return AnswerLost(error.strerror or "the disk is full")
    if error.errno in _TOO_MANY_OPEN:
        return TooFewFiles()
    return None


def refuse_few_open_files() -> None:
    """Raise TooFewFiles if the system lets this process open fewer files than every command needs."""
    if os.sysconf("SC_OPEN_MAX") < _FEWEST_OPEN:
        raise TooFewFiles
