"""What a clone remembers of the history it has proved: in its own corner, never in a commit, and never needed."""

import json
import os
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from somei_cli.store.disk.durable import write_over
from somei_cli.store.git.ancestry import Tip
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.register.register import Register

_NAME = "proof.json"
_SCHEMA = "somei/proof/1"
_LARGEST = 64 * 1024 * 1024
_MOST_LINES = 50


class Memory(NamedTuple):
    """The place of one line in what a clone remembers: a register on a branch."""

    clone: Clone
    line: str

    @classmethod
    def of(cls, register: Register, tip: Tip) -> "Memory | None":
        """The place for a register on the branch of its clone; none where it is on no branch."""
        if tip.branch is None:
            return None
        clone = open_clone(register.root)
        inside = PurePosixPath(register.root.resolve().relative_to(clone.top))
        return cls(clone, f"{tip.branch} {inside}")


def recall(memory: Memory) -> Any:
    """The record of a line as JSON holds it; None where there is none.

    Raises:
        ValueError: where the file is damaged, or not one of ours.
    """
    lines = _lines(memory.clone)
    return lines.get(memory.line)


def remember(memory: Memory, record: dict[str, Any]) -> bool:
    """Keep the record of a line; tells whether it could be kept, which a read-only disk may forbid."""
    try:
        lines = _lines(memory.clone)
    except ValueError:
        lines = {}
    lines.pop(memory.line, None)
    lines[memory.line] = record
    kept = dict(list(lines.items())[-_MOST_LINES:])
    text = json.dumps({"schema": _SCHEMA, "lines": kept}, separators=(",", ":"))
    try:
        write_over(memory.clone.make_private() / _NAME, text.encode(), mode=0o600)
    except OSError:
        return False
    return True


def _lines(clone: Clone) -> dict[str, Any]:
    try:
        # Never through a link, and never waiting for a pipe.
        file = os.open(clone.private / _NAME, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ValueError(error.strerror) from error
    try:
        with os.fdopen(file, "rb") as opened:
            text = opened.read(_LARGEST + 1)
        whole = json.loads(text) if len(text) <= _LARGEST else None
    except (OSError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(whole, dict) or whole.get("schema") != _SCHEMA or not isinstance(whole.get("lines"), dict):
        raise ValueError("not what somei wrote")
    return dict(whole["lines"])
