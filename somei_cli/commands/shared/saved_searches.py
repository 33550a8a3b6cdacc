"""Saved searches: `@name` stands for words of a search that somei.toml keeps."""

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from somei_cli.commands.shared import session
from somei_cli.errors import NoSavedSearch, NotAValue, SomeiError, Unreadable
from somei_cli.render.output.streams import print_text
from somei_cli.render.views.search import saved_search_toml

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WITH_A_VALUE = frozenset({"--save", "-C", "--register", "--color"})
_HELP = frozenset({"-h", "--help"})
_ALONE = frozenset({"--no-input", "-q", "--quiet", "-v", "--verbose"})


def run_saved(context: typer.Context, words: Sequence[str], searches: Mapping[str, str]) -> int:
    """Search with the saved words and options, and with those typed after the name.

    An option typed now replaces the saved one; an option that may be repeated is added to it.

    Raises:
        NoSavedSearch: there is no saved search of that name.
        Unreadable: the saved words are not a search.
    """
    name = words[0][1:]
    if name not in searches:
        raise NoSavedSearch(name, searches)
    inner = _read_saved(context, name, searches[name])
    for option, typed in context.params.items():
        saved = inner.params.get(option)
        if option == "words":
            inner.params[option] = [*(saved or ()), *words[1:]]
        elif type(typed) in {list, tuple}:
            inner.params[option] = [*(saved or ()), *typed]
        elif typed or type(typed) is int:
            inner.params[option] = typed
    with inner:
        status: int = context.command.invoke(inner)
    return status


def _read_saved(context: typer.Context, name: str, line: str) -> Any:
    """Parse the saved words as the command parses typed ones.

    Raises:
        Unreadable: they cannot be parsed; names the search.
    """
    try:
        saved = shlex.split(line)
    except ValueError as wrong:
        raise _broken_search(name, "a quotation mark is not closed") from wrong
    if not _HELP.isdisjoint(saved[: saved.index("--")] if "--" in saved else saved):
        raise _broken_search(name, "--help cannot be part of a search")
    try:
        inner: Any = context.command.make_context(context.info_name, saved, parent=context.parent)
    except typer.TyperException as wrong:
        raise _broken_search(name, wrong.format_message()) from wrong
    except SomeiError as wrong:
        raise _broken_search(name, str(wrong)) from wrong
    if (inner.params["words"] or [""])[0].startswith("@"):
        raise _broken_search(name, "it names another saved search")
    if inner.params["save"] is not None or inner.params["register"]:
        raise _broken_search(name, "--save and --register cannot be part of a search")
    return inner


def _broken_search(name: str, why: str) -> Unreadable:
    return Unreadable("somei.toml", f"the saved search “{name}”: {why}")


def search_name(typed: str) -> str:
    """Return the name of a saved search, without the @.

    Raises:
        NotAValue: the name could not be typed at a shell.
    """
    name = typed.removeprefix("@")
    if not _NAME.fullmatch(name):
        raise NotAValue("the name of a search", typed, "letters, figures, - and _")
    return name


def search_line(typed: Sequence[str]) -> str:
    """Return the words typed after `search`, without the options that are not part of the search."""
    words = list(typed[typed.index("search") + 1 :])
    kept_words: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            kept_words += [word, *words]
            break
        if word in _WITH_A_VALUE:
            words = words[1:]
        elif word not in _ALONE and word.partition("=")[0] not in _WITH_A_VALUE:
            kept_words.append(word)
    return shlex.join(kept_words)


def print_lines_to_save(typed_name: str) -> None:
    """Print the lines of somei.toml that keep the search that was typed."""
    name = search_name(typed_name)
    print_text(saved_search_toml(name, search_line(session.current().words)))
    session.talk("Put these lines into somei.toml; the search is then: somei search @" + name)
