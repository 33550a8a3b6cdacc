"""The journal of a write under way: what another run needs to finish it or to undo it."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Self

from somei_cli.store.disk import discard, flush_folder, write_new


@dataclass(frozen=True, slots=True)
class Swap:
    """One file of the change: the ids of its contents before and after, None where there is no file."""

    path: PurePosixPath
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """A write under way.

    With `new` empty nothing has happened yet, and recovery undoes; with `new` set the branch may stand there, and
    if it does, recovery finishes.
    """

    key: str = field(default_factory=lambda: os.urandom(4).hex())
    branch: str = ""
    new: str = ""
    swaps: tuple[Swap, ...] = ()
    folders: tuple[PurePosixPath, ...] = ()
    """The folders that the change makes, parents first."""

    def beside(self, path: PurePosixPath) -> PurePosixPath:
        """Return where the new contents of a file wait.

        In its own folder, so that putting them in place cannot fail for want of room, rights or a common file system.
        """
        return path.with_name(f".{path.name}.{self.key}.somei")

    def dump(self) -> bytes:
        """Return the journal as a line of JSON."""
        return json.dumps(asdict(self), default=str).encode() + b"\n"

    @classmethod
    def load(cls, data: bytes) -> Self | None:
        """Read a journal back; None for anything else, such as a journal cut short by a power cut.

        One that matters, with `new` set, was whole on the disk before the branch moved.
        """
        try:
            fields = json.loads(data)
            swaps = tuple(Swap(PurePosixPath(s["path"]), s["before"], s["after"]) for s in fields.pop("swaps"))
            folders = tuple(map(PurePosixPath, fields.pop("folders")))
            return cls(**fields, swaps=swaps, folders=folders)
        except (AttributeError, KeyError, TypeError, ValueError):
            return None


def write_journal(private: Path, journal: Journal) -> None:
    """Put the journal on the disk in place of the last one, whole or not at all."""
    draft = scratch(private) / f"journal.{journal.key}"
    discard(draft)
    write_new(draft, journal.dump())
    draft.rename(journal_file(private))
    flush_folder(private)


def read_journal(private: Path) -> Journal | None:
    """Return the journal that lies there, an empty one if it cannot be read, None if there is none."""
    try:
        data = journal_file(private).read_bytes()
    except FileNotFoundError:
        return None
    return Journal.load(data) or Journal()


def journal_file(private: Path) -> Path:
    """Where the journal lies."""
    return private / "journal"


def scratch(private: Path) -> Path:
    """The folder for what a write needs on its way; rubbish as soon as no journal lies there."""
    return private / "scratch"
