"""Writes the words that the completion scripts offer: `python tests/completion_words.py`, after a command changed."""

from pathlib import Path
from typing import Any

import typer

from somei_cli import cli

FILE = Path(cli.__file__).parent / "data/completion/words.txt"


def words() -> str:
    """A line for each command and group: its path, and its sub-commands or options with the words of closed lists."""
    root = typer.main.get_command(cli.app)
    return "\n".join(sorted(_lines("", root))) + "\n"


def _lines(path: str, command: Any) -> list[str]:
    options = [max(p.opts, key=len) for p in command.params if p.opts[0].startswith("-")] + ["--help"]
    names = list(getattr(command, "table", {}))
    choices = [str(c) for p in command.params for c in getattr(p.type, "choices", ())]
    lines = [f"{path}: {' '.join([*names, *sorted(set(options)), *choices])}"]
    for name in names:
        lines += _lines(f"{path} {name}".strip(), command.get_command(None, name))
    return lines


if __name__ == "__main__":
    FILE.write_text(words(), encoding="utf-8")
