"""The program: builds the commands from the table, and turns errors into a message and an exit status.

Everything that depends on the internals of typer is in this module.
"""

import contextlib
import io
import os
import sys
from collections.abc import Mapping, Sequence
from contextvars import copy_context
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, ClassVar, NamedTuple, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command

from somei_cli import __version__
from somei_cli.commands.shared import session
from somei_cli.commands.shared.interrupts import interrupt_on_signals
from somei_cli.commands.shared.option_groups import options_of, spread_options
from somei_cli.commands.shared.table import COMMANDS, Command, Group
from somei_cli.errors import (
    AnswerLost,
    CannotWork,
    Interrupted,
    MergeStopped,
    NoRegister,
    ReaderGone,
    SomeiError,
    WrongUsage,
    refusal_of,
)
from somei_cli.formats.sanitize import clean_json, clean_message

_HELP = {"help_option_names": ["-h", "--help"]}


# ---- global options, accepted anywhere in the command line


class _GlobalOptions(NamedTuple):
    register: Annotated[
        str,
        typer.Option("-C", "--register", metavar="DIR", help="The register, or a folder in it.", show_default=False),
    ] = ""
    color: Annotated[str, typer.Option("--color", metavar="WHEN", help="auto, always or never.")] = ""
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask, even on a terminal.")] = False
    no_index: Annotated[bool, typer.Option("--no-index", help="Read every file; ask no index.")] = False
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but answers and refusals.")] = False
    verbose: Annotated[
        int, typer.Option("-v", "--verbose", count=True, help="Say more; twice: tracebacks.", show_default=False)
    ] = 0

    def apply(self) -> None:
        current = session.current()
        current.folder = Path(self.register) if self.register else current.folder
        current.no_input |= self.no_input
        current.no_index |= self.no_index
        current.quiet |= self.quiet
        current.verbose += self.verbose
        if self.color:
            if self.color not in {"auto", "always", "never"}:
                raise WrongUsage(f"“{self.color}” is no choice of colour.", "Choose auto, always or never.")
            current.color = self.color


@cache
def _global_parameters() -> tuple[Any, ...]:
    return tuple(_command_of(_GlobalOptions, "globals").params)


def _add_global_options(command: Any) -> None:
    """Let a command accept the global options, and remove their values before the command function is called."""
    options = _global_parameters()
    command.params += options
    names = [option.name for option in options]
    invoke = command.invoke

    def invoke_with_globals(ctx: Any) -> Any:
        _GlobalOptions(**{name: ctx.params.pop(name) for name in names}).apply()
        return invoke(ctx)

    command.invoke = invoke_with_globals


def _command_of(function: Any, name: str) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name=name, context_settings=_HELP)(function)
    return get_command(app)


# ---- the table of commands


class LazyGroup(TyperGroup):
    """A group that imports a command only when it is called."""

    table: Mapping[str, Command | Group] = COMMANDS
    unsaid: str | None = None
    takes_words = False
    words_unsaid: ClassVar[list[str]] = ["--help"]

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Parse the words. Without words, run the default command of the group, or show its help."""
        return super().parse_args(ctx, self._with_default_command(ctx, args) or self.words_unsaid)

    def _with_default_command(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the words with the default command in front, if no command is named.

        Only an option or a number can stand in the place of the command: `access 15070/19 release` is `access record
        15070/19 release`. If the default command takes words, so can they: `codes COSI` is `codes list COSI`.
        """
        first = _first_command_word(args)
        if first in self.table or first in _HELP["help_option_names"]:
            return args
        default = self._default_command(ctx)
        if default is None or (first is None and any(param.required for param in default.params)):
            return args
        is_word = self.takes_words and not self._is_misspelt(args)
        if first is None or is_word or first.startswith("-") or any(map(str.isdigit, first)):
            return [default.name, *args]
        return args

    def _is_misspelt(self, args: list[str]) -> bool:
        """Return whether the words are more than the default command takes, and begin with nearly a command."""
        if len(args) < 2 or any(word.startswith("-") for word in args[:2]):
            return False
        import difflib

        return bool(difflib.get_close_matches(args[0], self.table, n=1, cutoff=0.7))

    def _default_command(self, ctx: Any) -> Any:
        return self.get_command(ctx, self.unsaid) if self.unsaid else None

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Print the options and the commands, and how to call the default command."""
        super().format_options(ctx, formatter)
        if default := self._default_command(ctx):
            context = default.make_context(f"{ctx.command_path}", [], parent=ctx.parent, resilient_parsing=True)
            with formatter.section(f"Where no command is named, {default.name} is meant"):
                formatter.write_text(" ".join((ctx.command_path, *default.collect_usage_pieces(context))))
                formatter.write_text(f"See: {ctx.command_path} {default.name} --help")

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
            import difflib

            similar_names = difflib.get_close_matches(args[0], self.table, n=3, cutoff=0.5)
            hint = (
                "Did you mean: " + ", ".join(similar_names) + "?"
                if similar_names
                else f"See: {ctx.command_path} --help"
            )
            raise WrongUsage(f"There is no command “{args[0]}”.", hint)
        return super().resolve_command(ctx, args)


def load_command(name: str, target: str) -> Any:
    """Make a command of a function, given as `module:function` below `somei_cli.commands`."""
    module, _, function = target.partition(":")
    command = _command_of(spread_options(getattr(import_module(f"somei_cli.commands.{module}"), function)), name)
    _add_global_options(command)
    return command


def _load_entry(name: str, entry: Command) -> Any:
    """Make a command of a line of the table; one that needs a register says it if a merge is stopped there."""
    command = load_command(name, entry.function)
    if entry.needs_register and name != "resolve":
        invoke = command.invoke

        def invoke_in_register(ctx: Any) -> Any:
            session.current().needs_register = True
            return invoke(ctx)

        command.invoke = invoke_in_register
    return command


def _group_of(name: str, entry: Group) -> Any:
    group = LazyGroup(name=name, help=entry.help, no_args_is_help=False, context_settings=_HELP)
    group.rich_markup_mode = None
    group.table, group.unsaid, group.takes_words = entry.commands, entry.unsaid, entry.takes_words
    _add_global_options(group)
    return group


def _first_command_word(words: list[str]) -> str | None:
    """Return the first word that is neither a global option nor the value of one."""
    takes_no_value = {name: option.is_flag or option.count for option in _global_parameters() for name in option.opts}
    remaining_words = iter(words)
    for word in remaining_words:
        if word.partition("=")[0] not in takes_no_value:
            return word
        if not takes_no_value[word.partition("=")[0]] and "=" not in word:
            next(remaining_words, None)
    return None


# ---- the root group


class _InterruptedRun(BaseException):
    """Carries an interruption through typer, which would swallow a KeyboardInterrupt."""


class RootGroup(LazyGroup):
    """The root group: the one place where errors of all commands become a message and an exit status."""

    words_unsaid: ClassVar[list[str]] = []

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run a command line and exit with its status."""
        words = [_decode_word(word) for word in (sys.argv[1:] if args is None else args)]
        session.begin().words = tuple(words)
        _prepare_streams()
        signals: list[int] = []
        try:
            with interrupt_on_signals(signals):
                # A context of its own: context variables set by one call must not leak into the next.
                status = copy_context().run(self._run, words, extra)
        except KeyboardInterrupt:  # a second interruption, while the first was handled
            status = 130
        sys.exit(128 + signals[0] if signals else status)

    def invoke(self, ctx: Any) -> Any:
        """Run the command. An interruption passes typer by, which would drop its message."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            raise _InterruptedRun from stop

    def _run(self, words: list[str], extra: dict[str, Any]) -> int:
        try:
            return self._status_of(words, extra)
        except ReaderGone as closed:
            _discard_stdout()
            return closed.exit_status
        except SomeiError as refusal:
            if isinstance(refusal, AnswerLost):
                _discard_stdout()
            _report_stopped(refusal, words)
            return refusal.exit_status
        except typer.TyperException as error:
            command = getattr(getattr(error, "ctx", None), "command_path", "somei")
            _report_refusal(error.format_message(), f"See: {command} --help", error.exit_code, words)
            return error.exit_code
        except (_InterruptedRun, KeyboardInterrupt, typer.Abort) as end:
            from somei_cli.store.process.interrupt_note import describe_interruption

            stop = end if isinstance(end, Interrupted) else end.__cause__
            if isinstance(stop, Interrupted) and (message := stop.outcome or describe_interruption()):
                _report_refusal(message, "", stop.exit_status, words)
            return 130
        except Exception as fault:
            if session.current().verbose > 1 or "-vv" in words:
                raise
            sentence = f"A fault of somei itself: {type(fault).__name__}."
            _report_refusal(sentence, "Please report it; -vv shows where it happened.", 70, words)
            return 70

    def _status_of(self, words: list[str], extra: dict[str, Any]) -> int:
        extra.update(prog_name="somei", standalone_mode=False)
        try:
            status = super().main(words, **extra)
            sys.stdout.flush()
        except (SystemExit, BrokenPipeError) as closed:
            # Typer raises SystemExit itself only if a pipe breaks while it prints help.
            raise ReaderGone from closed
        except OSError as error:
            refusal = refusal_of(error)
            if refusal is None:
                raise
            raise refusal from error
        exit_status = status if isinstance(status, int) else 0
        if (exit_status == CannotWork.exit_status or not session.current().quiet) and _is_merge_stopped():
            from somei_cli.commands.shared.stopped_merge import say_stopped_merge

            say_stopped_merge()
        return exit_status


def _decode_word(word: str) -> str:
    """Read a word as UTF-8. In an ASCII locale, Python decodes each byte of a letter as a surrogate."""
    if word.isascii():
        return word
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def _prepare_streams() -> None:
    """Escape characters that a terminal cannot encode; open /dev/null for a stream that the shell closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _discard_stdout() -> None:
    """Send standard output to /dev/null: its reader is gone, and flushing the buffer at exit must not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report_refusal(sentence: str, hint: str, status: int, words: Sequence[str]) -> None:
    """Print an error on standard error: as sentences, or as one line of JSON if the command was asked for JSON."""
    if _wants_json(words):
        import json

        line = json.dumps({"error": sentence, "hint": hint or None, "status": status}, ensure_ascii=False)
        output = clean_json(line) + "\n"
    else:
        output = f"somei: {clean_message(sentence)}\n" + (f"hint: {clean_message(hint)}\n" if hint else "")
    with contextlib.suppress(OSError):
        sys.stderr.write(output)


def _report_stopped(refusal: SomeiError, words: Sequence[str]) -> None:
    """Print a refusal, and whether a merge is stopped: that may be why, and is then said in its place."""
    if isinstance(refusal, MergeStopped) or not _is_merge_stopped():
        _report_refusal(str(refusal), refusal.hint, refusal.exit_status, words)
        return
    from somei_cli.commands.shared.stopped_merge import describe_refusal, say_stopped_merge

    sentence, hint, names_merge = describe_refusal(refusal)
    _report_refusal(sentence, hint, refusal.exit_status, words)
    if not (names_merge or _wants_json(words) or session.current().quiet):
        say_stopped_merge()


def _is_merge_stopped() -> bool:
    """Return whether a merge is stopped in the register that the command needs."""
    if not session.current().needs_register:
        return False
    from somei_cli.store.register.find import find_merging_clone

    try:
        return find_merging_clone(session.folder()) is not None
    except SomeiError:  # no such folder, which has been said
        return False


def _wants_json(words: Sequence[str]) -> bool:
    options = {*words, *map("=".join, pairwise(words))}
    return not options.isdisjoint({"--json", "--format=json", "--as=json"})


# ---- the application

app = typer.Typer(
    cls=RootGroup,
    name="somei",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    invoke_without_command=True,
    context_settings=_HELP,
)


@app.callback()
@spread_options
def root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    *,
    options: Annotated[_GlobalOptions, options_of(_GlobalOptions)],
) -> int:
    """Keep a register of Council documents as plain TOML files in a git repository."""
    options.apply()
    if version:
        sys.stdout.write(f"somei {__version__}\n")
    elif ctx.invoked_subcommand is None:
        from somei_cli.store.register.find import find_register

        with contextlib.suppress(NoRegister):
            find_register(session.folder())
            status: int = load_command("status", "status:status").main([], standalone_mode=False)
            return status
        sys.stdout.write(ctx.get_help() + "\n")
    return 0


def main() -> None:
    """Run the console script."""
    try:
        app()
    except SystemExit as exit_request:
        # Shutting the interpreter down takes a tenth of the time of a command, so exit without it.
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                stream.flush()
        os._exit(exit_request.code if isinstance(exit_request.code, int) else 0)


if __name__ == "__main__":
    main()
