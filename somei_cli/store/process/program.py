"""The running somei: the command that starts it, and a mark of its version for what it caches."""

import sys
from functools import cache
from pathlib import Path

import somei_cli


def program_command() -> tuple[str, ...]:
    """Return the command that starts somei: the script beside the interpreter, else the interpreter with the module."""
    command = Path(sys.executable).with_name("somei")
    return (str(command),) if command.is_file() else (sys.executable, "-m", "somei_cli")


@cache
def program_edition() -> str:
    """Return a mark of this program: findings that another program cached are not used."""
    package = Path(somei_cli.__file__).parent
    files = (file for layer in _JUDGING_FOLDERS for file in (package / layer).rglob("*.py"))
    newest = max((file.stat().st_mtime_ns for file in files), default=0)
    return f"{somei_cli.__version__} {newest}"


_JUDGING_FOLDERS = ("model", "formats", "extraction", "rules", "store/index")
"""The folders whose code decides what is found in a document."""
