"""The somei that runs here: how it is called by whoever has no path to find it on, and which one it is."""

import sys
from functools import cache
from pathlib import Path

import somei_cli


def program() -> tuple[str, ...]:
    """The words that start it: the command beside the interpreter, else the interpreter with the module."""
    command = Path(sys.executable).with_name("somei")
    return (str(command),) if command.is_file() else (sys.executable, "-m", "somei_cli")


@cache
def edition_of_program() -> str:
    """A mark of this program: what another one found is worth nothing to it."""
    package = Path(somei_cli.__file__).parent
    files = (file for layer in _JUDGING_FOLDERS for file in (package / layer).rglob("*.py"))
    newest = max((file.stat().st_mtime_ns for file in files), default=0)
    return f"{somei_cli.__version__} {newest}"


_JUDGING_FOLDERS = ("model", "formats", "extraction", "rules", "store/index")
"""The layers that have a say in what is found in a document."""
