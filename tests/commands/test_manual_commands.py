"""Every command that a page of the manual shows is there, with the options that are typed behind it."""

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import typer
from conftest import PROGRAM

from somei_cli.commands.shared.command_pages import COMMAND_PAGES
from somei_cli.commands.shared.help_pages import OLD_NAMES
from somei_cli.commands.shared.lazy_groups import HELP
from somei_cli.commands.shared.table import COMMANDS
from somei_cli.store.disk.packaged_data import list_help_topics, read_help_page

_BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"(?<!`)`(somei [^`]+)`(?!`)")
_TYPED = re.compile(r"(?:^|[$|] |- |&& )(somei .*)")
_REMARK = re.compile(r" {3,}\S.*$")
"""What a block says behind a command, parted from it by several blanks."""


def _typed_commands(page: str) -> Iterator[str]:
    for block in _BLOCK.findall(page):
        for line in block.splitlines():
            if typed := _TYPED.search(line):
                yield _REMARK.sub("", typed[1])
    for inline in _INLINE.findall(_BLOCK.sub("", page)):
        yield " ".join(inline.split())


def _unknown_in(line: str) -> str:
    """Return what is wrong with a command: a word that is no command, or an option that it does not have."""
    words = [word for word in shlex.split(line.partition(" | ")[0].partition(" > ")[0].partition(";")[0]) if word][1:]
    context: Any = typer.Context(PROGRAM, info_name="somei")
    command: Any = PROGRAM
    while isinstance(getattr(command, "table", None), Mapping):
        words = command._with_default_command(context, words)  # noqa: SLF001 - as the program reads its words
        if not words or words[0] in HELP["help_option_names"] or words[0].startswith("-"):
            return ""
        if words[0] not in command.table:
            return "" if words[0].isupper() else words[0]
        context = typer.Context(command, info_name=words[0], parent=context)
        command, words = command.get_command(context, words[0]), words[1:]
    options = {name for param in command.params for name in (*param.opts, *param.secondary_opts)} | {"-h", "--help"}
    typed = [word.partition("=")[0] for word in words[: words.index("--") if "--" in words else None]]
    return " ".join(word for word in typed if re.fullmatch(r"-[a-z]|--[a-z-]+", word) and word not in options)


@pytest.mark.parametrize("topic", list_help_topics())
def test_every_command_of_a_page_is_there_with_its_options(topic: str) -> None:
    lines = list(_typed_commands(read_help_page(topic)))

    assert {line: wrong for line in lines if (wrong := _unknown_in(line))} == {}


def test_a_command_that_is_not_there_would_be_found() -> None:
    page = "```\nsomei lisst --year 2020   all\nsomei show 1/20 --wide\n```\n`somei codes COSI`, `somei log --who X`\n"

    assert [_unknown_in(line) for line in _typed_commands(page)] == ["lisst", "--wide", "", "--who"]


def test_a_former_name_of_a_page_shows_the_page(empty: Any) -> None:
    assert OLD_NAMES
    for former, now in OLD_NAMES.items():
        assert former not in list_help_topics()
        assert empty.ok("help", former) == empty.ok("help", now)


def test_the_help_of_a_command_names_its_page(empty: Any) -> None:
    assert set(COMMAND_PAGES) <= set(COMMANDS)
    assert set(COMMAND_PAGES.values()) <= set(list_help_topics())
    for command in ("import", "edit", "number", "sync"):
        assert f"\nThe page of the manual: somei help {COMMAND_PAGES[command]}\n" in empty.ok("help", command)
