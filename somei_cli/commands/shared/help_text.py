"""What `--help` prints: of the program, of a group and of a command. A start loads none of this."""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from inspect import cleandoc, signature
from itertools import pairwise
from typing import Any

from somei_cli.commands.shared import session
from somei_cli.commands.shared.command_pages import COMMAND_PAGES
from somei_cli.commands.shared.examples import EXAMPLES
from somei_cli.commands.shared.option_groups import OptionGroup
from somei_cli.commands.shared.table import SECTIONS, Command, Group
from somei_cli.render.output.line_breaks import fold_command

GLOBAL_OPTIONS_POINTER = "Options for every command: somei --help"
_ROOT_POINTERS = (
    ("somei help COMMAND", "What a command does, with its options and examples."),
    ("somei help", "The manual: the first day, agendas, checks and more."),
)
_MANY = 8
"""From so many options on they stand in groups."""
_HEADINGS = {
    "TypedFilters": "Which documents",
    "AsOfOptions": "At an earlier time",
    "AnswerOptions": "How the answer is shown",
    "ActOptions": "The act and its commit",
}
"""The headings of the options that commands share, by the class of their values."""


# ---- the program and its groups


def write_group_help(
    ctx: Any, formatter: Any, table: Mapping[str, Command | Group], default: Any, global_options: Sequence[Any]
) -> None:
    """Write the help of a group; that of the program, which has the global options, in sections."""
    is_root = bool(global_options)
    formatter.write_usage(ctx.command_path, "COMMAND …" if is_root or not default else "[COMMAND] …")
    _write_paragraphs(formatter, ctx.command.help)
    sections = {title: names.split() for title, names in SECTIONS.items()} if is_root else {"Commands": [*table]}
    width = max(map(len, table))
    for title, names in sections.items():
        with _section(formatter, title):
            formatter.write_dl([(f"{name:{width}}", table[name].help) for name in names])
    if is_root:
        global_names = {param.name for param in global_options}
        root_options = [param for param in ctx.command.get_params(ctx) if param.name not in global_names]
        with _section(formatter, "Options for every command"):
            _write_records(formatter, _records(ctx, [*global_options, *root_options]))
        with _section(formatter, "More"):
            formatter.write_dl(_ROOT_POINTERS)
        return
    if default:
        with _section(formatter, f"Without a command, {default.name} is meant"):
            formatter.write(f"  {ctx.command_path} {_usage(default)}\n")
            formatter.write(f"  See: {ctx.command_path} {default.name} --help\n")
    _write_pointers(ctx, formatter)


# ---- a command


def write_command_help(ctx: Any, formatter: Any, function: Any, global_names: Collection[str]) -> None:
    """Write the help of a command: what it does, its arguments, its options in groups, and its examples."""
    command = ctx.command
    formatter.write_usage(ctx.command_path, _usage(command))
    _write_paragraphs(formatter, cleandoc(command.help or ""))
    arguments = _arguments_of(command)
    if arguments:
        with _section(formatter, "Arguments"):
            _write_records(formatter, _records(ctx, arguments))
    options = [param for param in command.params if param not in arguments and param.name not in global_names]
    for heading, group in _grouped(options, function).items():
        with _section(formatter, heading):
            _write_records(formatter, _records(ctx, group))
    if examples := EXAMPLES.get(ctx.command_path.removeprefix("somei ")):
        with _section(formatter, "Examples"):
            formatter.write("".join(f"  {line}\n" for line in _example_lines(examples, formatter.width - 2)))
    _write_pointers(ctx, formatter)


def _example_lines(examples: str, width: int) -> list[str]:
    """Return examples in lines; a terminal gets long ones in several that can be typed as they stand."""
    lines = cleandoc(examples).splitlines()
    return [piece for line in lines for piece in fold_command(line, width)] if session.has_terminal() else lines


def _write_pointers(ctx: Any, formatter: Any) -> None:
    """Write where to read on: the page of the manual, if one is named for the command, and the options of all."""
    page = COMMAND_PAGES.get(ctx.command_path.split()[1])
    pointers = (f"The page of the manual: somei help {page}\n" if page else "") + f"{GLOBAL_OPTIONS_POINTER}\n"
    formatter.write(f"\n{pointers}")


def _grouped(options: Sequence[Any], function: Any) -> dict[str, list[Any]]:
    headings = dict(_headings_of(function)) if len(options) >= _MANY else {}
    groups: dict[str, list[Any]] = {"Options": []}
    for option in options:
        groups.setdefault(headings.get(option.name, "Options"), []).append(option)
    return {heading: group for heading, group in groups.items() if group}


def _headings_of(function: Any) -> Iterator[tuple[str, str]]:
    for parameter in signature(function).parameters.values():
        for group in getattr(parameter.annotation, "__metadata__", ()):
            if isinstance(group, OptionGroup):
                heading = _HEADINGS.get(getattr(group.make, "__name__", ""), "Options")
                yield from ((option.name, heading) for option in group.options)


# ---- pieces of a page


def _usage(command: Any) -> str:
    """Return the arguments of a command as its usage line shows them."""
    return " ".join(("[OPTIONS]", *map(_argument, _arguments_of(command))))


def _arguments_of(command: Any) -> list[Any]:
    return [param for param in command.params if param.param_type_name == "argument"]


def _argument(param: Any) -> str:
    name = str(param.metavar or param.name.upper()).strip("{}")
    return name if param.required or name.startswith("[") else f"[{name}]"


_UNBREAKABLE, _UNBREAKABLE_HYPHEN = "\xa0", "\u2011"
_COMMANDS = re.compile(r"\bsomei (?:COMMAND --help|[a-z-]+(?: [a-z-]+)?)")
_SERIALS = re.compile(r"\b[A-Z]{2,9} [0-9]+\b")
_LAST_WORDS = re.compile(r"(?<=\S{2}) (?=\S{1,12}(?:\n\n|\Z))")
_LIMIT = r"(?:required|[0-9x<>=. ]+)"
_LIMITS = re.compile(rf" *\[{_LIMIT}(?:; {_LIMIT})*\]$|(?:; {_LIMIT})+(?=\]$)")


def _records(ctx: Any, params: Iterable[Any]) -> list[tuple[str, str]]:
    """Return name and help of options and arguments, without the marks that only programmers read."""
    records = [(param, param.get_help_record(ctx)) for param in params]
    return [
        (_argument(param) if param.param_type_name == "argument" else record[0], _LIMITS.sub("", record[1]))
        for param, record in records
        if record
    ]


def _write_records(formatter: Any, records: Sequence[tuple[str, str]]) -> None:
    """Write names with their help; a word with a hyphen, as `marking-lowered`, stays on one line."""
    formatter.write_dl([(name, _keep_units(text).replace("-", _UNBREAKABLE_HYPHEN)) for name, text in records])
    formatter.buffer[:] = [
        piece.replace(_UNBREAKABLE_HYPHEN, "-").replace(_UNBREAKABLE, " ") for piece in formatter.buffer
    ]


def _keep_units(text: str) -> str:
    """Return a text in which a terminal gets a code with its serial on one line, and no last word alone on one."""
    if not session.has_terminal():
        return text
    whole = _SERIALS.sub(lambda unit: unit[0].replace(" ", _UNBREAKABLE), text)
    return _LAST_WORDS.sub(_UNBREAKABLE, whole)


def _write_paragraphs(formatter: Any, text: str) -> None:
    """Write paragraphs as they are wrapped; commands in them, and on a terminal options too, stay on one line."""
    formatter.write_paragraph()
    with formatter.indentation():
        text = _keep_units(_COMMANDS.sub(lambda command: command[0].replace(" ", _UNBREAKABLE), text))
        formatter.write_text(text.replace("-", _UNBREAKABLE_HYPHEN) if session.has_terminal() else text)
    formatter.buffer[-2] = formatter.buffer[-2].replace(_UNBREAKABLE, " ").replace(_UNBREAKABLE_HYPHEN, "-")


def _section(formatter: Any, title: str) -> Any:
    return formatter.section(draw_heading(title))


def draw_heading(title: str) -> str:
    """Return a heading, bold where that is wanted."""
    return f"\x1b[1m{title}\x1b[0m" if _is_bold() else title


def _is_bold() -> bool:
    """Return whether headings are bold: on a terminal that shows colours, unless that is unwanted."""
    words = session.current().words
    if "--color=never" in words or ("--color", "never") in pairwise(words):
        return False
    return session.has_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
