"""Start a program for a person at the terminal; but for git, no other module starts any.

The person's own environment or system names what is started, never a repository. It is given one word: a path of our
own, or the address that a document number makes in the Council's public register; a pager reads the answer instead.
"""

import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from somei_cli.errors import CannotWork
from somei_cli.formats.notation.document_numbers import PublicAddress
from somei_cli.store.process.environment import inherited_environment

_EDITORS = ("VISUAL", "EDITOR")
_OPENERS = {"darwin": "open", "win32": "explorer"}
_HINT = "Set it, as in: export EDITOR=nano. Without an editor: somei edit NUMBER FIELD=VALUE"


def find_editor() -> tuple[str, ...]:
    """Return the words of the editor that the person has set.

    Raises:
        CannotWork: if none is set, or its words cannot be told apart.
    """
    name = next((name for name in _EDITORS if os.environ.get(name, "").strip()), None)
    if name is None:
        raise CannotWork("No editor is set: neither VISUAL nor EDITOR.", _HINT)
    try:
        return tuple(shlex.split(os.environ[name]))
    except ValueError as error:
        raise CannotWork(f"{name} cannot be read: {error}.", _HINT) from error


def open_in_editor(editor: tuple[str, ...], path: Path) -> int:
    """Have a file edited at the terminal, wait until the editor has ended, and return its exit status.

    Raises:
        CannotWork: if the editor cannot be started.
    """
    import subprocess

    with _leave_interrupts_to_program():
        try:
            return subprocess.run([*editor, str(path)], check=False, env=inherited_environment()).returncode
        except OSError as error:
            raise CannotWork(f"The editor {editor[0]} could not be started: {error.strerror}.", _HINT) from error


def open_with_system(place: Path | PublicAddress) -> None:
    """Have the system open an address of the public register in the browser, or a file of our own in its viewer.

    Raises:
        CannotWork: if the system has no such program, or it could not open the place.
    """
    import shutil
    import subprocess

    hint = "Print it instead, with --print."
    opener = shutil.which(_OPENERS.get(sys.platform, "xdg-open"))
    if opener is None:
        raise CannotWork("This system has no program that opens addresses and files.", hint)
    with _leave_interrupts_to_program():
        try:
            status = subprocess.run([opener, str(place)], check=False, env=inherited_environment()).returncode
        except OSError as error:
            raise CannotWork(f"{opener} could not be started: {error.strerror}.", hint) from error
    # The Explorer of Windows ends with 1 when it has opened something.
    if status and sys.platform != "win32":
        raise CannotWork(f"{opener} could not open it: it ended with status {status}.", hint)


_PAGERS = ("SOMEI_PAGER", "PAGER")
_USUAL_PAGER = ("less", "-FRX")
_LESS_ENVIRONMENT = {"LESS": "FRX", "LV": "-c"}
"""What git sets too where the person has not: less and lv then show colours, and less leaves the screen as it was."""
_LESS_WITH_PROMPT = r"-FRX -Ps(?eend:space\: next page., q\: leave)$"
"""For the pager that nobody chose: its prompt says how to go on and how to leave. A less that knows no prompt shows its
own, since it need not read its variable."""
_LESS_PREPROCESSORS = frozenset({"LESSOPEN", "LESSCLOSE"})
_PAGER_HINT = "Set it, as in: export SOMEI_PAGER='less -FRX'. Without a pager: --no-pager"


def find_pager() -> tuple[str, ...]:
    """Return the words of the person's pager: SOMEI_PAGER, else PAGER, else less; none if that is empty or cat.

    Raises:
        CannotWork: if the words cannot be told apart.
    """
    name = next((name for name in _PAGERS if name in os.environ), None)
    if name is None:
        import shutil

        return _USUAL_PAGER if shutil.which(_USUAL_PAGER[0]) else ()
    try:
        words = tuple(shlex.split(os.environ[name]))
    except ValueError as error:
        raise CannotWork(f"{name} cannot be read: {error}.", _PAGER_HINT) from error
    return () if words == ("cat",) else words


def page_text(pager: tuple[str, ...], text: bytes) -> None:
    """Have a text shown by the pager, and wait until it has ended. It need not read all of it.

    Raises:
        CannotWork: if the pager cannot be started.
    """
    import subprocess

    is_chosen = any(name in os.environ for name in _PAGERS)
    own = {name: value for name, value in os.environ.items() if name.startswith("LESS")}
    default = _LESS_ENVIRONMENT if is_chosen else _LESS_ENVIRONMENT | {"LESS": _LESS_WITH_PROMPT}
    environment = default | {name: own[name] for name in own.keys() - _LESS_PREPROCESSORS}
    with _leave_signals_to_pager():
        try:
            process = subprocess.Popen([*pager], stdin=subprocess.PIPE, env=inherited_environment() | environment)
        except OSError as error:
            raise CannotWork(f"The pager {pager[0]} could not be started: {error.strerror}.", _PAGER_HINT) from error
        with process:
            process.communicate(text)


@contextmanager
def _leave_interrupts_to_program() -> Iterator[None]:
    """Ignore ^C here, as git does: it is meant for the program, which gets it too."""
    # A function and not SIG_IGN, which the program would inherit.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _leave_signals_to_pager() -> Iterator[None]:
    """Ignore ^C here, and put off what asks to end: the terminal is the pager's until that has ended."""
    deferred: list[int] = []
    handled = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is not signal.SIG_IGN]
    with _leave_interrupts_to_program():
        before = {number: signal.signal(number, lambda number, _: deferred.append(number)) for number in handled}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    if deferred:
        signal.raise_signal(deferred[0])
