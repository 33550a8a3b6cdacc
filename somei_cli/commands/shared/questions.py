"""Questions to a person at the terminal: yes or no, a line of text, one of several lines."""

import sys
from collections.abc import Sequence

from somei_cli.render.output.streams import print_message


def confirm(question: str, *, default: bool = False) -> bool:
    """Ask a yes-or-no question at the terminal; call it only if `session.can_ask()`. Enter is the default."""
    sys.stderr.write(f"{question} [{'Y/n' if default else 'y/N'}] ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
    typed = line.strip().casefold()
    return typed not in {"n", "no"} if default else typed in {"y", "yes"}


def ask(question: str) -> str:
    """Ask for a line of text at the terminal; it is empty if nothing was typed. Call it only if `session.can_ask()`."""
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip()


def ask_line(question: str) -> str:
    """Ask for a line of text at the terminal, and return it as it was typed, without the line end.

    Raises:
        EOFError: if the terminal ends instead.
    """
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        raise EOFError
    return line.strip()


def choose(lines: Sequence[str], question: str) -> int | None:
    """Show numbered lines and return the index of the chosen one, or None; call it only if `session.can_ask()`."""
    for line in lines:
        print_message(line)
    while typed := ask(f"{question} [1{f'-{len(lines)}' if len(lines) > 1 else ''}, Enter: none]"):
        if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(lines):
            return int(typed) - 1
        print_message(f"Type a number from 1 to {len(lines)}, or nothing.")
    return None
