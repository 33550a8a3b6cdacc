"""Writes the words that the completion scripts offer: `python tests/completion_words.py`, after a command changed.

A line of the file is a place and what may be typed there. `access record` is a command: its sub-commands, options and
the words of its closed lists. `access record @` are the arguments of a command, `access record --by` the values of one
of its options, `--by` those of that option everywhere. A word with `@` stands for what the script looks up: @files,
@numbers, @codes, @bodies, @types, @followups, @searches. A `~` is a blank inside of a word.
"""

import re
import typing
from collections.abc import Iterable, Iterator
from enum import EnumType
from inspect import signature
from pathlib import Path
from typing import Any

import typer

from somei_cli import cli
from somei_cli.commands.completion import SHELLS
from somei_cli.commands.shared import filters
from somei_cli.commands.shared.option_groups import spread_options
from somei_cli.commands.shared.table import COMMANDS, Group
from somei_cli.commands.shared.typed_fields import EDITED_WORDS
from somei_cli.formats.table.columns import BLOB, OTHER_WORDS, TABLE_WORDS
from somei_cli.model.document import LANGUAGES
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.state_rules import AREAS
from somei_cli.store.disk.packaged_data import list_help_topics

FILE = Path(cli.__file__).parent / "data/completion/words.txt"

TYPED = {"edit": [f"{word}=" for word in EDITED_WORDS]}
"""What else is typed behind a command."""

MARKINGS = [
    "LIMITE",
    "PUBLIC",
    "RESTREINT~UE/EU~RESTRICTED",
    "CONFIDENTIEL~UE/EU~CONFIDENTIAL",
    "SECRET~UE/EU~SECRET",
    "none",
]
OPTIONS = {
    "--color": ["auto", "always", "never"],
    "--register": ["@folders"],
    "--marking": MARKINGS,
    "--body": ["@bodies"],
    "--type": ["@types"],
    "--lang": sorted(LANGUAGES),
    "--code": ["@codes"],
    "--drop-code": ["@codes"],
    "--replaced-by": ["@codes"],
    "--cites": ["@numbers"],
    "--previous": ["@numbers"],
    "--doc": ["@numbers"],
    "--document": ["@numbers"],
    "--output": ["@files"],
    "--baseline": ["@files"],
    "--compare": ["@files"],
    "--keep": ["@files"],
    "--select": ["@rules"],
    "--ignore": ["@rules"],
    "--take": ["ours", "theirs"],
    "--dates": ["dmy", "mdy", "iso"],
}
"""Values of options, wherever no closed list is declared for them."""
OPTIONS_OF = {
    "agenda create --from": ["@numbers"],
    "classify --drop": ["@codes"],
    "edit --where": ["@filters"],
    "edit --confirm": list(EDITED_WORDS),
    "edit --from": ["@files"],
    "export --fields": [word for word in (*TABLE_WORDS, *OTHER_WORDS) if word != BLOB],
    "export write --fields": [word for word in (*TABLE_WORDS, *OTHER_WORDS) if word != BLOB],
    "import --map": [f"{word.capitalize()}={word}" for word in TABLE_WORDS],
    "import --table": ["@files"],
    "followup list --state": ["open", "done", "dropped", "all"],
    "followup scan --from": ["@files"],
    "followup scan --take": ["all"],
}
ARGUMENTS = {
    "agenda create": ["@bodies"],
    "bodies add": [],
    "codes add": [],
    "bodies list": ["@bodies"],
    "codes list": ["@codes"],
    "codes rename": ["@codes"],
    "completion": list(SHELLS),
    "explain": ["@numbers", "@codes", "@rules", *MARKINGS],
    "help": [*sorted({*list_help_topics(), *COMMANDS})],
    "import": ["@files", "@numbers"],
    "search": ["@searches", "@numbers", "@codes"],
    "xref add": ["@numbers"],
    "xref remove": ["@numbers"],
}
"""Arguments of commands whose name in the help does not say what they are."""
KINDS = {
    "@files": r"\bFILE\b|\bDIR\b|\b(?:BASE|OURS|THEIRS)\b",
    "@numbers": r"NUMBER|AGENDA|OLD|NEW|EARLIER|OTHER|DOC",
    "@codes": r"CODE",
    "@bodies": r"BODY|KEY",
    "@followups": r"\bID\b",
}
"""What an argument takes, by its name in the help."""
RULE_CODES = sorted({*AREAS, *CATALOGUE})
FILTERS = [f"{name}=" for name in filters._PARAMETERS]  # noqa: SLF001 - what --where takes


def words() -> str:
    """The lines of the file."""
    root = typer.main.get_command(cli.app)
    places = [*_places("", root)]
    common = {
        option: common_values
        for option in {option for _, option, _ in places if option[:2] == "--"}
        if (common_values := _common_values(option, places))
    }
    values: dict[str, list[str]] = dict(common)
    for path, option, offered in places:
        if offered and common.get(option) != offered:
            values[f"{path} {option}".strip()] = offered
    values |= {f"help {name}": [*group.commands] for name, group in COMMANDS.items() if isinstance(group, Group)}
    for short, option in {"-C": "--register", "-o": "--output"}.items():
        values[short] = values[option]
    return "".join(sorted(f"{place}: {' '.join(offered)}\n" for place, offered in values.items()))


def _common_values(option: str, places: Iterable[tuple[str, str, list[str]]]) -> list[str]:
    """What an option takes in most commands; nothing if it takes any text in one of them."""
    offered = [values for _, name, values in places if name == option]
    return [] if [] in offered else max(offered, key=offered.count)


def _places(path: str, command: Any) -> Iterator[tuple[str, str, list[str]]]:
    """Each place of a command and below it: its path; an option, `@` for the arguments, or nothing; what is offered."""
    shown = command.get_command(None, command.unsaid) if getattr(command, "unsaid", None) else command
    names = list(getattr(command, "table", {}))
    all_params = [*command.params, *(shown.params if shown is not command else ())]
    params = [param for param in all_params if not getattr(param, "hidden", False)]
    options = {_name(param) for param in params if param.param_type_name == "option"} | {"--help"}
    lists = _closed_lists(shown)
    arguments = [param for param in shown.params if param.param_type_name == "argument"]
    choices = dict.fromkeys(word for param in arguments for word in lists.get(param.name, ()))
    yield path, "", [*names, *sorted(options), *choices, *TYPED.get(path, ())]
    yield from _arguments(path, shown)
    for param in params:
        if param.param_type_name == "option" and not (param.is_flag or param.count):
            yield path, _name(param), _expanded(_values(path, param, lists))
    for name in names:
        yield from _places(f"{path} {name}".strip(), command.get_command(None, name))


def _arguments(path: str, shown: Any) -> Iterator[tuple[str, str, list[str]]]:
    own = f"{path} {shown.name}" if shown.name != path.rsplit(" ", maxsplit=1)[-1] else path
    if own in ARGUMENTS:
        kinds = ARGUMENTS[own]
    else:
        metavars = " ".join(param.metavar or "" for param in shown.params if param.param_type_name == "argument")
        kinds = [kind for kind, pattern in KINDS.items() if re.search(pattern, metavars)]
    if kinds:
        yield path, "@", _expanded(kinds)


def _values(path: str, param: Any, lists: dict[str, list[str]]) -> list[str]:
    name = _name(param)
    return OPTIONS_OF.get(f"{path} {name}") or lists.get(param.name) or OPTIONS.get(name, [])


def _expanded(kinds: Iterable[str]) -> list[str]:
    """The words, with the lists that stand in the program in the place of their names."""
    lists = {"@rules": RULE_CODES, "@filters": FILTERS}
    return list(dict.fromkeys(word for kind in kinds for word in lists.get(kind, [kind])))


def _name(param: Any) -> str:
    return max(param.opts, key=len)


def _closed_lists(command: Any) -> dict[str, list[str]]:
    """The words of closed lists by the parameter that takes them, read from the hints of the function."""
    function = getattr(command, "function", None)
    if function is None:
        return {}
    parameters = signature(spread_options(function)).parameters.values()
    return {
        parameter.name: [str(word) for kind in enums for word in kind]
        for parameter in parameters
        if (enums := _enums(parameter.annotation))
    }


def _enums(hint: Any) -> list[Any]:
    if isinstance(hint, EnumType):
        return [hint]
    return [kind for part in typing.get_args(hint) for kind in _enums(part)]


if __name__ == "__main__":
    FILE.write_text(words(), encoding="utf-8")
