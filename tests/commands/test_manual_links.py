"""Every page and every command that a text names is there: the manual, messages, README.md and CONTRIBUTING.md."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import PROGRAM, PROJECT, Clerk

from somei_cli.commands.shared.command_pages import COMMAND_PAGES
from somei_cli.commands.shared.help_pages import OLD_NAMES, PAGES
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


_GUIDES = ("README.md", "CONTRIBUTING.md")
_TEXTS = {**{topic: f"somei_cli/manual/{topic}.md" for topic in list_help_topics()}, **{name: name for name in _GUIDES}}


@pytest.mark.parametrize("name", _TEXTS)
def test_every_command_of_a_text_is_there_with_its_options(name: str) -> None:
    lines = list(_typed_commands((PROJECT / _TEXTS[name]).read_text(encoding="utf-8")))

    assert {line: wrong for line in lines if (wrong := _unknown_in(line))} == {}


def test_a_command_that_is_not_there_would_be_found() -> None:
    page = "```\nsomei lisst --year 2020   all\nsomei show 1/20 --wide\n```\n`somei codes COSI`, `somei log --who X`\n"

    assert [_unknown_in(line) for line in _typed_commands(page)] == ["lisst", "--wide", "", "--who"]


# ---- pages


def _files_that_name_pages() -> list[Path]:
    package = PROJECT / "somei_cli"
    files = [path for path in package.rglob("*") if path.suffix in {".py", ".md", ".service"}]
    return [*files, *(PROJECT / name for name in _GUIDES)]


def test_every_page_that_a_text_names_is_there_under_its_present_name() -> None:
    named = {
        (name, str(path.relative_to(PROJECT)))
        for path in _files_that_name_pages()
        for name in re.findall(r"\bsomei help ([a-z-]+)", path.read_text(encoding="utf-8"))
    }

    assert {name for name, _ in named} >= {"engineers", "repair", "automate", "settings", "register", "correct"}
    assert sorted(place for place in named if place[0] not in {*list_help_topics(), *COMMANDS}) == []


def test_every_page_is_named_by_another_one() -> None:
    named = {
        name
        for topic in list_help_topics()
        for name in re.findall(r"\bsomei help ([a-z-]+)", read_help_page(topic))
        if name != topic
    }

    assert set(list_help_topics()) - named == {"first-day"}


def test_an_earlier_name_shows_the_page_that_holds_its_content(empty: Clerk) -> None:
    assert set(OLD_NAMES.values()) <= set(list_help_topics())
    assert not set(OLD_NAMES) & {*list_help_topics(), *COMMANDS}
    for old, new in OLD_NAMES.items():
        assert empty.ok("help", old) == empty.ok("help", new), old
    assert empty.ok("help", "trust").startswith("# For engineers\n")


def test_the_help_of_a_command_names_its_page(empty: Clerk) -> None:
    assert set(COMMAND_PAGES) <= set(COMMANDS)
    assert set(COMMAND_PAGES.values()) <= set(list_help_topics())
    for command, page in COMMAND_PAGES.items():
        assert f"\nThe page of the manual: somei help {page}\n" in empty.ok(command, "--help"), command
    assert "\nThe page of the manual: somei help publish\n" in empty.ok("help", "export", "check")
    assert set(COMMANDS) - set(COMMAND_PAGES) == {"completion", "explain", "help"}
    assert "The page of the manual" not in empty.ok("completion", "--help")


def test_no_sentence_in_the_list_of_pages_needs_a_second_line_at_60_columns() -> None:
    longest = max(len(topic) for pages in PAGES.values() for topic in pages)

    assert [text for pages in PAGES.values() for text in pages.values() if longest + 4 + len(text) > 60] == []
