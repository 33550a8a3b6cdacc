"""How the somei that runs here is called by whoever has no path to find it on."""

import sys
from pathlib import Path


def program() -> tuple[str, ...]:
    """The words that start it: the command beside the interpreter, else the interpreter with the module."""
    command = Path(sys.executable).with_name("somei")
    return (str(command),) if command.is_file() else (sys.executable, "-m", "somei_cli")
