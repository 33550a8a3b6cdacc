"""Every command of the program with every place for a word: found by walking, so that a new one is met unnamed."""

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import typer

from somei_cli import cli
from somei_cli.commands.shared.table import COMMANDS, Command

Thing = TypeVar("Thing")

ALL = os.environ.get("ATTACKS") == "all"
"""Whether everything is tried with everything, which takes an hour; else every place with a few words."""

_EVERYWHERE = frozenset({"register", "color", "no_input", "no_index", "quiet", "verbose"})
_FORMS = frozenset({"--format", "--as"})

_SOUND = {
    "NUMBER": "15070/19", "NUMBER|next": "7/20", "NUMBER…": "15070/19", "[NUMBER]": "15070/19", "BODY": "SOMEI",
    "BODY|NUMBER": "15070/19", "AGENDA": "5000/20", "DATE": "2020-03-04", "D": "2020-03-04", "ID": "13735/19#1.1",
    "FILE": "letter.md", "FILE…": "letter.md", "FILE…|NUMBER": "letter.md", "BASE": "base.toml", "OURS": "ours.toml",
    "THEIRS": "theirs.toml", "BRANCH": "HEAD", "DOC": "13735/19", "N": "1", "M": "1", "K": "type", "WHAT": "github",
    "SHELL": "bash", "CODE": "CATS", "KEY": "SOMEI", "NAME": "A name", "TITLE": "A title",
    "TEXT": "1/19", "NUMBER… [CODE…]": "15070/19",
    "[NUMBER… FIELD=VALUE…]": "15070/19",
    "OLD": "15070/19", "NEW": "15079/19",
}  # fmt: skip
"""Sound words for what must be given, by what the help calls it; a new kind is given the last resort."""
_LAST_RESORT = "15070/19"
_ASKED = frozenset({"[NUMBER]", "[NUMBER… FIELD=VALUE…]"})
"""What is asked for at a terminal if it is not given."""


class Place(NamedTuple):
    """One place of a command line where a word may stand; of an argument `option` is empty."""

    command: tuple[str, ...]
    name: str
    option: str
    count: int = 1

    def __str__(self) -> str:
        return " ".join((*self.command, self.option or self.name))


def table() -> dict[str, Command]:
    """What the table says of every command, by its words: `xref add`."""
    groups = {name: {"": entry} if isinstance(entry, Command) else entry.commands for name, entry in COMMANDS.items()}
    return {f"{name} {sub}".strip(): command for name, group in groups.items() for sub, command in group.items()}


def commands() -> list[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with its path."""
    return list(_below((), typer.main.get_command(cli.app)))


def _below(path: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not hasattr(command, "table"):
        yield path, command
        return
    for name in command.table:
        yield from _below((*path, name), command.get_command(None, name))


def places(path: tuple[str, ...], command: Any) -> list[Place]:
    """The places of one command."""
    return [Place(path, one.name, _option(one), max(one.nargs, 1)) for one in _taking_words(command)]


def forms(command: Any) -> list[list[str]]:
    """The words that ask for each form a command can answer in; the usual one first, JSON and verbosity among them."""
    asked: list[list[str]] = [[], ["-vv"]]
    for one in command.params:
        if "--json" in one.opts:
            asked.append(["--json"])
        if not _FORMS.isdisjoint(one.opts):
            asked += [[f"{_option(one)}={form}"] for form in re.findall(r"\b[a-z]{2,}\b", one.help) if form != "or"]
    return asked


def line(path: tuple[str, ...], command: Any, place: Place | None = None, word: str = "") -> list[str]:
    """A command line that says what must be said in sound words, and in one place another word."""
    options: list[str] = []
    arguments: list[str] = []
    for one in _taking_words(command):
        here = place is not None and one.name == place.name
        if not here and not one.required and one.metavar not in _ASKED:
            continue
        words = [word if here else _SOUND.get(one.metavar, _LAST_RESORT)] * max(one.nargs, 1)
        if not _option(one):
            arguments += words
        elif len(words) == 1:
            options.append(f"{_option(one)}={words[0]}")
        else:
            options += [_option(one), *words]
    return [*path, *options, *(("--", *arguments) if word.startswith("-") else arguments)]


def sampled(things: Sequence[Thing], turn: int, most: int) -> list[Thing]:
    """A few of many, others at each turn, so that all are met as the turns go on; or all of them."""
    if ALL or len(things) <= most:
        return list(things)
    return [things[(turn * most + at) % len(things)] for at in range(most)]


def _taking_words(command: Any) -> list[Any]:
    return [one for one in command.params if one.name not in _EVERYWHERE and not getattr(one, "is_flag", False)]


def _option(one: Any) -> str:
    return max(one.opts, key=len) if one.opts[0].startswith("-") else ""
