"""The journal of a transaction: what another run needs to finish it or to undo it after a crash."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, NamedTuple, Self

from somei_cli.errors import UnsafePath
from somei_cli.store.disk.durable import discard, flush_folder, write_new
from somei_cli.store.git.command import FULL_HASH
from somei_cli.store.operating_system import READ_FILE
from somei_cli.store.transaction.worktree import refuse_unsafe_path

_KEY: Final = re.compile(r"[0-9a-f]{8}")
_SWAPS_AT_ONCE: Final = 1_000


class PlannedWrite(NamedTuple):
    """One file of the change: the blob ids before and after, None if there is no file."""

    path: PurePosixPath
    before: str | None
    after: str | None


class Journal(NamedTuple):
    """A transaction under way.

    While `new` is empty nothing has happened yet, and recovery undoes; once `new` is set, the branch may have moved,
    and if it has, recovery finishes.
    """

    key: str
    branch: str = ""
    new: str = ""
    swaps: tuple[PlannedWrite, ...] = ()
    folders: tuple[PurePosixPath, ...] = ()
    """The folders that the change creates, parents first."""

    @classmethod
    def begin(cls) -> Self:
        """Return the journal of a new transaction, with a key of its own."""
        return cls(os.urandom(4).hex())

    def draft_path(self, path: PurePosixPath) -> PurePosixPath:
        """Return the path of the draft that holds the new contents of a file.

        It is in the same folder, so that the final rename cannot fail for lack of space, rights or a common file
        system.
        """
        return path.with_name(f".{path.name}.{self.key}.somei")

    def dump(self) -> bytes:
        """Return the journal as a line of JSON."""
        return b"".join(self.dump_parts())

    def dump_parts(self) -> Iterator[bytes]:
        """Yield what `dump` returns in parts: the journal of many files is long."""
        # Written by hand: loading the library takes longer than anything else that an act does with its journal.
        for name in ("key", "branch", "new"):
            yield f'{"{" if name == "key" else ", "}"{name}": {_quote(getattr(self, name))}'.encode()
        yield b', "swaps": ['
        for start in range(0, len(self.swaps), _SWAPS_AT_ONCE):
            part = self.swaps[start : start + _SWAPS_AT_ONCE]
            yield f"{', ' if start else ''}{', '.join(map(_write_swap, part))}".encode()
        yield f'], "folders": [{", ".join(map(_quote, self.folders))}]}}\n'.encode()

    @classmethod
    def load(cls, content: bytes) -> Self | None:
        """Read a journal; None for anything else, such as a journal cut short by a power cut, or a forged one.

        A journal that matters, with `new` set, was complete on disk before the branch moved. Others may write into the
        git folder, and a forged journal may name any file: only paths that somei writes are accepted.
        """
        # Only what a crash left is read.
        import json

        try:
            fields = json.loads(content)
            swaps = tuple(
                PlannedWrite(_parse_path(s["path"]), _parse_id(s["before"]), _parse_id(s["after"]))
                for s in fields["swaps"]
            )
            folders = tuple(map(_parse_path, fields["folders"]))
            key, branch, new = fields["key"], fields["branch"], fields["new"]
            if not (
                _KEY.fullmatch(key) and (not branch or branch.startswith("refs/heads/")) and (not new or _parse_id(new))
            ):
                return None
            return cls(key, branch, new, swaps, folders)
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError, UnsafePath):
            return None


def _write_swap(write: PlannedWrite) -> str:
    return _write_object({name: _quote(value) for name, value in write._asdict().items()})


def _write_object(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join([f'"{name}": {value}' for name, value in fields.items()]) + "}"


def _quote(value: object) -> str:
    """Return a text or None in JSON."""
    if value is None:
        return "null"
    text = str(value)
    if text.isprintable() and text.isascii() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    # A branch may have such a name.
    import json

    return json.dumps(text)


def _parse_path(text: str) -> PurePosixPath:
    path = PurePosixPath(text)
    refuse_unsafe_path(path)
    return path


def _parse_id(text: Any) -> str | None:
    if text is not None and not FULL_HASH.fullmatch(text):
        raise ValueError(text)
    return None if text is None else str(text)


def write_journal(private: Path, journal: Journal) -> None:
    """Replace the journal on disk, whole or not at all."""
    draft = scratch_folder(private) / f"journal.{journal.key}"
    discard(draft)
    write_new(draft, journal.dump_parts())
    draft.rename(journal_file(private))
    flush_folder(private)


def read_journal(private: Path) -> Journal | None:
    """Read the journal; an empty one if it cannot be read, None if there is none."""
    try:
        # Do not follow a link, and do not block on a pipe.
        handle = os.open(journal_file(private), READ_FILE)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        plain = stat.S_ISREG(os.fstat(handle).st_mode)
        return (Journal.load(file.read()) if plain else None) or Journal.begin()


def journal_file(private: Path) -> Path:
    """Return the path of the journal."""
    return private / "journal"


def scratch_folder(private: Path) -> Path:
    """Return the folder for temporary files of a transaction; they may be deleted once there is no journal."""
    return private / "scratch"
