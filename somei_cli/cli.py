"""The program: builds the commands from the table, and turns errors into a message and an exit status.

Everything that depends on the internals of typer is in this module and in `commands/shared/lazy_groups.py`.
"""

import contextlib
import io
import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from typing import Annotated, Any, ClassVar, NoReturn

import typer

from somei_cli import __version__
from somei_cli.commands.shared import session
from somei_cli.commands.shared.interrupts import interrupt_on_signals
from somei_cli.commands.shared.lazy_groups import (
    HELP,
    GlobalOptions,
    LazyGroup,
    first_command_word,
    is_number_first,
    load_command,
)
from somei_cli.commands.shared.option_groups import options_of, spread_options
from somei_cli.errors import AnswerLost, NoRegister, ReaderGone, SomeiError, refusal_of

# ---- the root group


class _InterruptedRun(BaseException):
    """Carries an interruption through typer, which would swallow a KeyboardInterrupt."""


class RootGroup(LazyGroup):
    """The root group: the one place where errors of all commands are caught; `failures.py` says what they become."""

    words_unsaid: ClassVar[tuple[str, ...]] = ()

    def _with_default_command(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ARG002 - see LazyGroup
        """Return the words with `show` in front, if a document number stands in the place of the command."""
        first = first_command_word(args)
        is_number = first not in self.table and first is not None and is_number_first(args[args.index(first) :])
        return ["show", *args] if is_number else args

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run a command line and exit with its status."""
        words = [_decode_word(word) for word in (sys.argv[1:] if args is None else args)]
        session.begin().words = tuple(words)
        _prepare_streams()
        if sys.stdout.isatty():
            from somei_cli.commands.shared.terminal import serve_terminal

            serve_terminal()
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
        except (Exception, KeyboardInterrupt, _InterruptedRun) as failure:  # noqa: BLE001 - each has a status
            try:
                from somei_cli.commands.shared.failures import report_failure

                return report_failure(failure, words, is_merge_stopped=_is_merge_stopped)
            except OSError as error:
                return _report_without_modules(error, words)

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
        if _is_merge_stopped():
            from somei_cli.commands.shared.stopped_merge import say_stopped_merge

            say_stopped_merge(exit_status)
        return exit_status


def _report_without_modules(error: OSError, words: Sequence[str]) -> int:
    """Print a refusal with what is loaded already: the system opens no file more, so none of a module either."""
    refusal = refusal_of(error)
    if refusal is None:
        raise error
    text = f"somei: {refusal}\nhint: {refusal.hint}\n"
    if "--json" in words or "--format=json" in words:
        text = f'{{"error": "{refusal}", "hint": "{refusal.hint}", "status": {refusal.exit_status}}}\n'
    with contextlib.suppress(OSError):
        sys.stderr.write(text)
    return refusal.exit_status


def _decode_word(word: str) -> str:
    """Read a word as UTF-8. In an ASCII locale, Python decodes each byte of a letter as a surrogate."""
    if word.isascii():
        return word
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeError:
        return word


def _prepare_streams() -> None:
    """Escape characters that a terminal cannot encode, and replace the streams that the shell closed."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from somei_cli.commands.shared.closed_streams import replace_closed_streams

        replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _is_merge_stopped() -> bool:
    """Return whether a merge is stopped in the register that the command needs."""
    if not session.current().needs_register:
        return False
    from somei_cli.store.register.find import find_merging_clone

    try:
        return find_merging_clone(session.folder()) is not None
    except SomeiError:  # no such folder, which has been said
        return False


# ---- the application

app = typer.Typer(
    cls=RootGroup,
    name="somei",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    invoke_without_command=True,
    context_settings=HELP,
)


@app.callback()
@spread_options
def root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.")] = False,
    *,
    options: Annotated[GlobalOptions, options_of(GlobalOptions)],
) -> int:
    """Keep a register of Council documents as plain TOML files in a git repository."""
    options.apply()
    if version:
        sys.stdout.write(f"somei {__version__}\n")
    elif ctx.invoked_subcommand is None:
        from somei_cli.store.register.find import find_register

        with contextlib.suppress(NoRegister):
            find_register(session.folder())
            return int(load_command("status", "status:status").main([], standalone_mode=False))
        sys.stdout.write(ctx.get_help() + "\n")
        session.talk(str(NoRegister(session.folder())), f"hint: {NoRegister.hint}")
    return 0


def main() -> None:
    """Run the console script."""
    try:
        app()
    except SystemExit as exit_request:
        # Shutting the interpreter down takes a tenth of the time of a command, so exit without it.
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, AnswerLost):
                stream.flush()
        os._exit(exit_request.code if isinstance(exit_request.code, int) else 0)


if __name__ == "__main__":
    main()
