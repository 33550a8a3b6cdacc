"""Save and load the checkpoints of a clone in somei's own folder; without them history is verified from the root."""

import json
import os
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from somei_cli.store.disk.durable import replace_file
from somei_cli.store.git.ancestry import BranchTip
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.operating_system import READ_FILE
from somei_cli.store.register.register import Register

_FILE_NAME = "proof.json"
_SCHEMA = "somei/proof/1"
_MAX_BYTES = 64 * 1024 * 1024
_MAX_RECORDS = 50


class CheckpointSlot(NamedTuple):
    """Where the checkpoint of one register on one branch is saved."""

    clone: Clone
    key: str

    @classmethod
    def for_register(cls, register: Register, tip: BranchTip) -> "CheckpointSlot | None":
        """Return the slot of a register on the present branch; None if HEAD is detached."""
        if tip.branch is None:
            return None
        clone = open_clone(register.root)
        path = PurePosixPath(register.root.resolve().relative_to(clone.top))
        return cls(clone, f"{tip.branch} {path}")


def load_record(slot: CheckpointSlot) -> Any:
    """Return the saved record as JSON gives it; None if there is none.

    Raises:
        ValueError: if the file is damaged, or somei did not write it.
    """
    records = _load_records(slot.clone)
    return records.get(slot.key)


def save_record(slot: CheckpointSlot, record: dict[str, Any]) -> bool:
    """Save a record; whether that was possible, which a read-only disk may forbid."""
    try:
        records = _load_records(slot.clone)
    except ValueError:
        records = {}
    records.pop(slot.key, None)
    records[slot.key] = record
    newest_records = dict(list(records.items())[-_MAX_RECORDS:])
    text = json.dumps({"schema": _SCHEMA, "lines": newest_records}, separators=(",", ":"))
    try:
        replace_file(slot.clone.make_somei_dir() / _FILE_NAME, text.encode(), mode=0o600)
    except OSError:
        return False
    return True


def _load_records(clone: Clone) -> dict[str, Any]:
    try:
        # Follow no link, and do not wait for a named pipe.
        file = os.open(clone.somei_dir / _FILE_NAME, READ_FILE)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ValueError(error.strerror) from error
    try:
        with os.fdopen(file, "rb") as stream:
            text = stream.read(_MAX_BYTES + 1)
        table = json.loads(text) if len(text) <= _MAX_BYTES else None
    except (OSError, RecursionError) as error:
        raise ValueError(str(error)) from error
    if not isinstance(table, dict) or table.get("schema") != _SCHEMA or not isinstance(table.get("lines"), dict):
        raise ValueError("not what somei wrote")
    return dict(table["lines"])
