"""Saved searches: reading `@name` as the words that somei.toml keeps under it, and the line that keeps one."""

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from somei_cli.errors import NoSavedSearch, NotAValue, SomeiError, Unreadable

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_WITH_A_VALUE = frozenset({"--save", "-C", "--register", "--color"})
_HELP = frozenset({"-h", "--help"})
_ALONE = frozenset({"--no-input", "-q", "--quiet", "-v", "--verbose"})


def is_saved(words: Sequence[str]) -> bool:
    """Whether the first word names a saved search."""
    return bool(words) and words[0].startswith("@")


def run_saved(context: typer.Context, words: Sequence[str], searches: Mapping[str, str]) -> int:
    """Search as the saved words and options say, with those that were typed beside the name.

    An option typed now goes before the saved one; where one may be given several times, both count.

    Raises:
        NoSavedSearch: for a name that there is not.
        Unreadable: where what is saved is no search.
    """
    name = words[0][1:]
    if name not in searches:
        raise NoSavedSearch(name, searches)
    inner = _read(context, name, searches[name])
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


def _read(context: typer.Context, name: str, line: str) -> Any:
    """The saved words as the command reads them.

    Raises:
        Unreadable: naming the search.
    """
    try:
        saved = shlex.split(line)
    except ValueError as wrong:
        raise _broken(name, "a quotation mark is not closed") from wrong
    if not _HELP.isdisjoint(saved[: saved.index("--")] if "--" in saved else saved):
        raise _broken(name, "--help is no part of a search")
    try:
        inner: Any = context.command.make_context(context.info_name, saved, parent=context.parent)
    except typer.TyperException as wrong:
        raise _broken(name, wrong.format_message()) from wrong
    except SomeiError as wrong:
        raise _broken(name, str(wrong)) from wrong
    if is_saved(inner.params["words"] or ()):
        raise _broken(name, "it names another saved search")
    if inner.params["save"] is not None or inner.params["register"]:
        raise _broken(name, "--save and --register are no part of a search")
    return inner


def _broken(name: str, why: str) -> Unreadable:
    return Unreadable("somei.toml", f"the saved search “{name}”: {why}")


def search_name(typed: str) -> str:
    """The name of a saved search, with or without the @.

    Raises:
        NotAValue: where it could not be typed at a shell.
    """
    name = typed.removeprefix("@")
    if not _NAME.fullmatch(name):
        raise NotAValue("the name of a search", typed, "letters, figures, - and _")
    return name


def line_of(typed: Sequence[str]) -> str:
    """What was typed behind `search`, without the options that are no part of the search."""
    words = list(typed[typed.index("search") + 1 :])
    kept: list[str] = []
    while words:
        word = words.pop(0)
        if word == "--":
            kept += [word, *words]
            break
        if word in _WITH_A_VALUE:
            words = words[1:]
        elif word not in _ALONE and word.partition("=")[0] not in _WITH_A_VALUE:
            kept.append(word)
    return shlex.join(kept)
