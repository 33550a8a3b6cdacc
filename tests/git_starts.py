"""How often git is started: a git on the search path that notes down its command and then does the work."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SCRIPT = """#!/bin/sh
for word do
    if [ "$skip" ]; then skip=; continue; fi
    case "$word" in
    -c|-C) skip=1 ;;
    *) printf '%s ' "$word" >> '{log}' ;;
    esac
done
echo >> '{log}'
{refusal}
exec '{git}' "$@"
"""
_NO_BATCH_COMMAND = """case " $* " in *" --batch-command "*)
    echo 'error: unknown option `batch-command'"'" >&2; exit 129 ;;
esac"""


def put_git_first(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a script be the git that is found first."""
    folder.mkdir(exist_ok=True)
    (folder / "git").write_text(script, encoding="utf-8")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)


@contextmanager
def noted_starts(folder: Path, *, older: bool = False) -> Iterator[list[str]]:
    """Fill a list with the commands with which git was started in the block; an `older` git knows no --batch-command.

    What git itself starts is not among them.
    """
    starts: list[str] = []
    log = folder / "starts"
    log.touch()
    with pytest.MonkeyPatch.context() as monkeypatch:
        script = _SCRIPT.format(log=log, git=shutil.which("git"), refusal=_NO_BATCH_COMMAND if older else "")
        put_git_first(folder / "noting", monkeypatch, script)
        yield starts
    starts += [line.strip() for line in log.read_text(encoding="utf-8").splitlines()]
    log.unlink()
