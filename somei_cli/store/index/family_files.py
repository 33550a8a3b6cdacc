"""The present files of a family or of a faulty file, for a check, and whether they differ from what the index knows."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.files_and_faults import DocumentFile, Fault
from somei_cli.store.disk.files import read_text
from somei_cli.store.index.text_digests import digest_of
from somei_cli.store.register.register import Register
from somei_cli.store.register.work_tree_files import WorkTree

RunQuery = Callable[..., list[tuple[Any, ...]]]


class UnitFiles(NamedTuple):
    """The files of one family, or one file without a document; `is_stale` if one has changed since it was indexed."""

    name: str
    entries: tuple[DocumentFile, ...]
    is_stale: bool


_SELECT_FAMILIES = (
    "SELECT base.value, folder.path, file.name, digest FROM json_each(?) AS base"
    " JOIN document ON document.key >= base.value AND document.key < base.value || ':'"
    " JOIN file ON file.id = document.id JOIN folder ON folder.id = file.folder"
)
_SELECT_FAULTY_FILE = (
    "SELECT path, name, digest FROM file JOIN folder ON folder.id = file.folder"
    " WHERE path = ? AND name = ? AND fault IS NOT NULL"
)
_SELECT_FILES = (
    "SELECT folder.path, file.name, digest FROM json_each(?) AS place"
    " JOIN folder ON folder.path = json_extract(place.value, '$[0]')"
    " JOIN file ON file.folder = folder.id AND file.name = json_extract(place.value, '$[1]')"
)


def is_family(unit: str) -> bool:
    """Return whether a unit is a family, and not a file without a document."""
    return not unit.startswith("/")


def read_units(register: Register, query: RunQuery, units: Sequence[str]) -> Iterator[UnitFiles]:
    """Read units one by one; a unit whose files are gone has no entries."""
    rows = query(_SELECT_FAMILIES, (json.dumps([unit for unit in units if is_family(unit)]),))
    families = group_pairs((base, (folder, name, digest)) for base, folder, name, digest in rows)
    for unit in units:
        folder, _, name = unit[1:].rpartition("/")
        yield _read_unit(
            register, unit, families.get(unit, []) if is_family(unit) else query(_SELECT_FAULTY_FILE, (folder, name))
        )


def read_files(register: Register, query: RunQuery, paths: Iterable[PurePosixPath]) -> UnitFiles:
    """Read those of some files that the index knows, whatever they hold, as one unit without a name."""
    return _read_unit(
        register, "", query(_SELECT_FILES, (json.dumps([(str(path.parent), path.name) for path in paths]),))
    )


def _read_unit(register: Register, name: str, rows: Iterable[Sequence[Any]]) -> UnitFiles:
    results = [_read_file(register, PurePosixPath(folder, name), digest) for folder, name, digest in rows]
    entries = sorted((entry for entry, _ in results), key=lambda entry: entry.path)
    return UnitFiles(name, tuple(entries), not all(is_current for _, is_current in results))


def _read_file(register: Register, path: PurePosixPath, digest: bytes | None) -> tuple[DocumentFile, bool]:
    source = register.files
    try:
        # The index has checked that no folder of the work tree on the way is a link.
        text = read_text(register.root, path, LARGEST_DOCUMENT) if isinstance(source, WorkTree) else source.read(path)
    except Unreadable as refusal:
        return DocumentFile(path, "", None, (Fault(str(refusal).removeprefix(f"{path}: ")),)), digest is None
    except FileNotFoundError:
        return DocumentFile(path, "", None, (Fault("is gone"),)), False
    return register.parse_entry(path, text), digest_of(text) == digest
