"""Writes the words that the completion scripts offer: `python tests/completion_words.py`, after a command changed."""

import inspect
import typing
from enum import EnumType
from pathlib import Path
from typing import Any

import typer

from somei_cli import cli
from somei_cli.commands.shared.typed_fields import EDITED_WORDS

TYPED = {"edit": [f"{word}=" for word in EDITED_WORDS]}
"""What else is typed behind a command."""
FILE = Path(cli.__file__).parent / "data/completion/words.txt"


def words() -> str:
    """A line for each command and group: its path, and its sub-commands or options with the words of closed lists."""
    root = typer.main.get_command(cli.app)
    return "\n".join(sorted(_lines("", root))) + "\n"


def _lines(path: str, command: Any) -> list[str]:
    options = [max(p.opts, key=len) for p in command.params if p.opts[0].startswith("-")] + ["--help"]
    names = list(getattr(command, "table", {}))
    choices = [*_choices(command), *TYPED.get(path, ())]
    if getattr(command, "unsaid", None):
        unsaid = command.get_command(None, command.unsaid)
        options += [max(p.opts, key=len) for p in unsaid.params if p.opts[0].startswith("-")]
        choices += _choices(unsaid)
    lines = [f"{path}: {' '.join([*names, *sorted(set(options)), *choices])}"]
    for name in names:
        lines += _lines(f"{path} {name}".strip(), command.get_command(None, name))
    return lines


def _choices(command: Any) -> list[str]:
    """The words of closed lists, read from the hints: what typer makes of them differs between its versions."""
    hints = typing.get_type_hints(inspect.unwrap(command.callback)).values() if command.callback else ()
    lists = [kind for hint in hints for kind in (hint, *typing.get_args(hint)) if isinstance(kind, EnumType)]
    return list(dict.fromkeys(str(one) for kind in lists for one in kind))


if __name__ == "__main__":
    FILE.write_text(words(), encoding="utf-8")
