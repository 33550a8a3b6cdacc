"""Groups that import a command only when it is called, and the options that every command takes.

Beside `cli.py` this is the one module that depends on the internals of typer.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from somei_cli.commands.shared import session
from somei_cli.commands.shared.option_groups import spread_options
from somei_cli.commands.shared.table import COMMANDS, Command, Group
from somei_cli.errors import WrongUsage

HELP: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 90}


# ---- global options, accepted anywhere in the command line


class GlobalOptions(NamedTuple):
    """The options that are accepted anywhere in the command line."""

    register: Annotated[
        str,
        typer.Option("-C", "--register", metavar="DIR", help="The register, or a folder in it.", show_default=False),
    ] = ""
    color: Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")] = ""
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask, even on a terminal.")] = False
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print long answers without a pager.")] = False
    no_index: Annotated[bool, typer.Option("--no-index", help="Read every file; use no index.")] = False
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print only answers and errors.")] = False
    verbose: Annotated[
        int, typer.Option("-v", "--verbose", count=True, help="Print more; -vv prints tracebacks.", show_default=False)
    ] = 0

    def apply(self) -> None:
        """Let them hold for this call."""
        current = session.current()
        current.folder = Path(self.register) if self.register else current.folder
        current.no_input |= self.no_input
        current.no_pager |= self.no_pager
        current.no_index |= self.no_index
        current.quiet |= self.quiet
        current.verbose += self.verbose
        if self.color:
            if self.color not in {"auto", "always", "never"}:
                raise WrongUsage(f"“{self.color}” is not a choice of colour.", "Choose auto, always or never.")
            current.color = self.color


@cache
def global_parameters() -> tuple[Any, ...]:
    """Return the global options as parameters of a command."""
    return tuple(_command_of(GlobalOptions, "globals").params)


def _add_global_options(command: Any) -> None:
    """Let a command accept the global options, and remove their values before the command function is called."""
    options = global_parameters()
    command.params += options
    names = [option.name for option in options]
    invoke = command.invoke

    def invoke_with_globals(ctx: Any) -> Any:
        GlobalOptions(**{name: ctx.params.pop(name) for name in names}).apply()
        late = {name: value for name, value in ctx.params.items() if isinstance(value, session.LateValue)}
        ctx.params |= {name: value.find() for name, value in late.items()}
        return invoke(ctx)

    command.invoke = invoke_with_globals


_TAKE_NUMBERS = ("NUMBER", "AGENDA", "OLD", "EARLIER")


def _join_numbers(command: Any) -> None:
    """Let a command that takes document numbers take them in several words: `6110/1/20 REV 1`."""
    parse_args = command.parse_args

    def parse_joined(ctx: Any, words: list[str]) -> Any:
        if len(words) > 1 and any(name in (param.metavar or "") for param in command.params for name in _TAKE_NUMBERS):
            from somei_cli.commands.shared.typed_numbers import join_numbers

            options = [param for param in command.params if _is_flag(param)]
            flags = {name for option in options for name in (*option.opts, *option.secondary_opts)}
            words = join_numbers(words, flags)
        return parse_args(ctx, words)

    command.parse_args = parse_joined


def _is_flag(param: Any) -> bool:
    return getattr(param, "is_flag", False) or getattr(param, "count", False)


class _HelpedCommand(TyperCommand):
    """A command that writes its own help."""

    function: Any = None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from somei_cli.commands.shared.help_text import write_command_help

        write_command_help(ctx, formatter, self.function, {param.name for param in global_parameters()})


def _command_of(function: Any, name: str) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name=name, cls=_HelpedCommand, context_settings=HELP)(function)
    return get_command(app)


# ---- the table of commands


class LazyGroup(TyperGroup):
    """A group that imports a command only when it is called."""

    table: Mapping[str, Command | Group] = COMMANDS
    unsaid: str | None = None
    takes_words = False
    words_unsaid: ClassVar[tuple[str, ...]] = ("--help",)

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse the words. Without words, run the default command of the group, or show its help."""
        return super().parse_args(ctx, self._with_default_command(ctx, args) or [*self.words_unsaid])

    def _with_default_command(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the words with the default command in front, if no command is named.

        Only an option or a number can stand in the place of the command: `access 15070/19 release` is `access record
        15070/19 release`. If the default command takes words, so can they: `codes COSI` is `codes list COSI`.
        """
        first = first_command_word(args)
        if first in self.table or first in HELP["help_option_names"]:
            return args
        default = self._default_command(ctx)
        if default is None or (first is None and any(param.required for param in default.params)):
            return args
        is_word = self.takes_words and not self._is_misspelt(args)
        if first is None or is_word or first.startswith("-") or any(map(str.isdigit, first)):
            return [default.name, *args]
        return [default.name, *args] if is_number_first(args[args.index(first) :]) else args

    def _is_misspelt(self, args: list[str]) -> bool:
        """Return whether the words are more than the default command takes, and begin with nearly a command."""
        if len(args) < 2 or any(word.startswith("-") for word in args[:2]):
            return False
        import difflib

        return bool(difflib.get_close_matches(args[0], self.table, n=1, cutoff=0.7))

    def _default_command(self, ctx: Any) -> Any:
        return self.get_command(ctx, self.unsaid) if self.unsaid else None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the group."""
        from somei_cli.commands.shared.help_text import write_group_help

        default = self._default_command(ctx)
        write_group_help(ctx, formatter, self.table, default, global_parameters() if ctx.parent is None else ())

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's signature
        """Return the names of the commands in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, made from the function in its module."""
        if cmd_name not in self.commands and cmd_name in self.table:
            entry = self.table[cmd_name]
            self.commands[cmd_name] = (
                _group_of(cmd_name, entry) if isinstance(entry, Group) else _load_entry(cmd_name, entry)
            )
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find a command by its name.

        Raises:
            WrongUsage: if there is no such command; the hint offers similar names.
        """
        if args and args[0] not in self.table and not args[0].startswith("-"):
            args = [self._complete(ctx, args[0]), *args[1:]]
        return super().resolve_command(ctx, args)

    def _complete(self, ctx: Any, typed: str) -> str:
        """Return the only command that begins with what was typed at a terminal; a script must write it in full."""
        from somei_cli.commands.shared.other_words import complete_command, hint_at_command

        # The options are read after the command is known.
        can_shorten = session.can_ask() and session.has_terminal() and "--no-input" not in session.current().words
        if can_shorten and (name := complete_command(typed, self.table, is_first=ctx.parent is None)):
            return name
        hint = hint_at_command(typed, self.table, is_first=ctx.parent is None)
        raise WrongUsage(f"There is no command “{typed}”.", hint or f"See: {ctx.command_path} --help")


def load_command(name: str, target: str) -> Any:
    """Make a command of a function, given as `module:function` below `somei_cli.commands`."""
    module, _, name_of_function = target.partition(":")
    function = getattr(import_module(f"somei_cli.commands.{module}"), name_of_function)
    command = _command_of(spread_options(function), name)
    command.function = function
    _join_numbers(command)
    _add_global_options(command)
    return command


def _load_entry(name: str, entry: Command) -> Any:
    """Make a command of a line of the table, and let the session know of each call what that line says."""
    command = load_command(name, entry.function)
    invoke = command.invoke

    def invoke_noted(ctx: Any) -> Any:
        current = session.current()
        current.needs_register = entry.needs_register and name != "resolve"
        current.writes = entry.acts or entry.writes_files
        return invoke(ctx)

    command.invoke = invoke_noted
    return command


def _group_of(name: str, entry: Group) -> Any:
    group = LazyGroup(name=name, help=entry.help, no_args_is_help=False, context_settings=HELP)
    group.rich_markup_mode = None
    group.table, group.unsaid, group.takes_words = entry.commands, entry.unsaid, entry.takes_words
    _add_global_options(group)
    return group


def is_number_first(words: list[str]) -> bool:
    """Return whether the first words are a document number; what is not written in ASCII is none."""
    if not any(word.isascii() and any(map(str.isdigit, word)) for word in words[:2]):
        return False
    from somei_cli.commands.shared.typed_numbers import begins_with_number as is_number

    return is_number(words)


def first_command_word(words: list[str]) -> str | None:
    """Return the first word that is neither a global option nor the value of one."""
    takes_no_value = {name: option.is_flag or option.count for option in global_parameters() for name in option.opts}
    remaining_words = iter(words)
    for word in remaining_words:
        if word.partition("=")[0] not in takes_no_value:
            return word
        if not takes_no_value[word.partition("=")[0]] and "=" not in word:
            next(remaining_words, None)
    return None
