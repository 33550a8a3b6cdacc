"""What stands in for a stream that the shell closed, as in `somei list >&-`."""

import io
import os
import sys
from typing import Final

from somei_cli.errors import AnswerLost

_STDOUT_FD: Final = 1
_STDERR_FD: Final = 2


class _ClosedOutput(io.FileIO):
    """Standard output that is closed: the command does its work, and says that its answer is lost."""

    def write(self, _: object, /) -> int:
        raise AnswerLost("standard output is closed")


def replace_closed_streams() -> None:
    """Replace standard output and standard error if they are closed; standard input stays None."""
    # What is opened later must not get the number of a stream: a library could write its complaints there.
    while (null_fd := os.open(os.devnull, os.O_RDWR)) <= _STDERR_FD:
        pass
    os.close(null_fd)
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_ClosedOutput(_STDOUT_FD, "w")), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = os.fdopen(_STDERR_FD, "w", encoding="utf-8")
