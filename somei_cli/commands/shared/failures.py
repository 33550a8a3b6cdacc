"""What a call ends with that fails: a message on standard error and an exit status. A start loads none of this."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise

import typer

from somei_cli.commands.shared import session
from somei_cli.errors import (
    AnswerLost,
    CannotWork,
    Interrupted,
    NumberUnknown,
    ReaderGone,
    SomeiError,
    SystemUnsupported,
    shell_word,
)
from somei_cli.formats.sanitize import clean_json
from somei_cli.render.output.streams import has_printed, print_messages, print_text

_HINTS_AT_EXTRA_WORDS = {
    "somei list": "Words are looked for with: somei search WORDS",
    "somei blame": "A field is named with --field, as in: somei blame NUMBER --field marking",
    "somei history": "A field is named with --field, as in: somei history NUMBER --field marking",
}
"""For whoever gives a command more words than it takes."""

_OF_THE_SYSTEM = frozenset({"fcntl", "resource"})
"""Modules of Python's own that a system lacks if it is not a POSIX one."""


def report_failure(failure: BaseException, words: Sequence[str], *, is_merge_stopped: Callable[[], bool]) -> int:
    """Print why a call failed, and return its exit status; with -vv a fault of somei itself is raised again."""
    if isinstance(failure, RuntimeError) and isinstance(failure.__cause__, KeyboardInterrupt):
        # Before Python 3.12 an interruption while a class is being made comes wrapped.
        failure = failure.__cause__
    if isinstance(failure, ModuleNotFoundError) and failure.name in _OF_THE_SYSTEM:
        failure = SystemUnsupported("This system")
    if isinstance(failure, ReaderGone):
        _discard_stdout()
        return failure.exit_status
    if isinstance(failure, SomeiError):
        if isinstance(failure, AnswerLost):
            _discard_stdout()
        _report_refusal(failure, words, is_merge_stopped=is_merge_stopped())
        return failure.exit_status
    if isinstance(failure, typer.TyperException):
        command = getattr(getattr(failure, "ctx", None), "command_path", "somei")
        sentence = failure.format_message()
        _report(sentence, _hint_at_usage(command, sentence), failure.exit_code, words)
        return failure.exit_code
    if isinstance(failure, typer.Abort) or not isinstance(failure, Exception):
        from somei_cli.store.process.interrupt_note import describe_interruption

        stop = failure if isinstance(failure, Interrupted) else failure.__cause__
        if isinstance(stop, Interrupted) and (message := stop.outcome or describe_interruption()):
            _report(message, "", stop.exit_status, words)
        return 130
    if session.current().verbose > 1 or "-vv" in words:
        raise failure
    sentence = f"A fault of somei itself: {type(failure).__name__}."
    _report(sentence, _ask_for_report(), 70, words)
    return 70


_HINTS_AT_MISSING_WORDS = {
    "somei add": "With the number that is printed: somei add 7126/20 --subject TEXT --type NOTE --date 2020-04-02; with"
    " the next number of your own series: somei add next --subject TEXT; from its file: somei import FILE. See: somei"
    " add --help",
}


def _hint_at_usage(command: str, sentence: str) -> str:
    """Return what shows how a command is called; if something is missing, first an example of it."""
    see = f"See: {command} --help"
    if "extra arg" in sentence:
        return _HINTS_AT_EXTRA_WORDS.get(command, see)
    if not sentence.startswith("Missing"):
        return see
    if command in _HINTS_AT_MISSING_WORDS:
        return _HINTS_AT_MISSING_WORDS[command]
    # Few calls lack something.
    from somei_cli.commands.shared.examples import EXAMPLES

    example = EXAMPLES.get(command.removeprefix("somei "), "").strip().partition("\n")[0]
    return f"For example: {example}. {see}" if example else see


def _ask_for_report() -> str:
    from somei_cli.errors.installation import find_issue_address

    address = find_issue_address()
    place = f" at {address}" if address else ""
    return f"Please report it{place}, with what somei doctor says; -vv shows where it happened."


def _report_refusal(refusal: SomeiError, words: Sequence[str], *, is_merge_stopped: bool) -> None:
    """Print a refusal, and whether a merge is stopped: that may be why, and is then said in its place."""
    if isinstance(refusal, NumberUnknown) and (hint := _hint_for_gone_document(refusal)):
        refusal.hint = hint
    if not is_merge_stopped:
        _report(str(refusal), refusal.hint, refusal.exit_status, words)
        return
    from somei_cli.commands.shared.stopped_merge import describe_refusal, say_stopped_merge

    sentence, hint, names_merge = describe_refusal(refusal)
    _report(sentence, hint, refusal.exit_status, words)
    if not (names_merge or _wants_json(words)):
        say_stopped_merge()


def _hint_for_gone_document(refusal: NumberUnknown) -> str:
    """Return how to put a document back whose file is gone; it must not be entered a second time."""
    from somei_cli.actions.read.named_documents import find_gone_document

    path = find_gone_document(session.folder(), refusal.number)
    if path is None:
        return ""
    return (
        f"It is gone, but not from the last commit. Put it back: git restore --staged --worktree -- {shell_word(path)}"
    )


def _report(sentence: str, hint: str, status: int, words: Sequence[str]) -> None:
    """Print an error on standard error: as sentences, or as one line of JSON if the command was asked for JSON.

    If nobody knows the answer (status 3), that line is also the answer: a program that reads standard output must not
    find nothing there. A person at a terminal sees it once.
    """
    if _wants_json(words):
        line = clean_json(json.dumps({"error": sentence, "hint": hint or None, "status": status}, ensure_ascii=False))
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{line}\n")
        if status == CannotWork.exit_status and not (has_printed() or sys.stdout.isatty()):
            with contextlib.suppress(SomeiError):
                print_text(f"{line}\n")
        return
    print_messages([f"somei: {sentence}", *([f"hint: {hint}"] if hint else [])])


def _wants_json(words: Sequence[str]) -> bool:
    options = {*words, *map("=".join, pairwise(words))}
    return not options.isdisjoint({"--json", "--format=json", "--as=json"})


def _discard_stdout() -> None:
    """Send standard output to /dev/null: its reader is gone, and flushing the buffer at exit must not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
