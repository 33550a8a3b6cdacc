"""The least that a command can cost: a program of the same library that does nothing."""

import sys
from collections.abc import Sequence
from pathlib import Path

_EMPTY = """
import typer

app = typer.Typer(add_completion=False)


@app.command()
def show(number: str) -> None:
    print(number)


app()
"""


def empty_program(folder: Path) -> Sequence[str]:
    """Write it into a folder; tells the words that start it."""
    file = folder / "empty.py"
    file.write_text(_EMPTY)
    return (sys.executable, str(file), "15070/19")
