"""Keep copies of imported files in somei's own folder of the clone, outside the register and every commit."""

import hashlib
from pathlib import Path

from somei_cli.errors import CannotWork, Unreadable
from somei_cli.model.document import Document
from somei_cli.store.disk.durable import replace_file
from somei_cli.store.disk.input_files import read_incoming
from somei_cli.store.git.repository import open_clone
from somei_cli.store.register.register import Register

_FOLDER = "files"


def keep_file(register: Register, path: str, sha256: str) -> bool:
    """Keep a copy of a file under its SHA-256, readable by its owner only; whether there was none.

    Raises:
        Unreadable: if the file has changed since it was read.
        CannotWork: if the disk refuses.
    """
    file = read_incoming(path)
    if hashlib.sha256(file.content).hexdigest() != sha256:
        raise Unreadable(path, "it has changed since it was read")
    try:
        folder = open_clone(register.root).make_somei_dir() / _FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"{sha256}{Path(file.name).suffix.lower()}"
        if target.exists():
            return False
        replace_file(target, file.content, mode=0o600)
    except OSError as error:
        raise CannotWork(f"{path} could not be kept: {error.strerror}.") from error
    return True


def find_kept_copy(register: Register, sha256: str) -> Path | None:
    """Return the copy of a file that was kept in this clone, or None; of several, by the names of their formats.

    Raises:
        CannotWork: if the folder cannot be read.
    """
    folder = open_clone(register.root).somei_dir / _FOLDER
    try:
        copies = sorted(file for file in folder.iterdir() if file.stem == sha256) if folder.is_dir() else []
    except OSError as error:
        raise CannotWork(f"{folder} cannot be read: {error.strerror}.") from error
    return next((copy for copy in copies if copy.is_file() and not copy.is_symlink()), None)


def delete_copies_of(register: Register, document: Document) -> bool:
    """Delete the copies of a document's files that were kept in this clone; whether there were any.

    Raises:
        CannotWork: if one cannot be deleted.
    """
    folder = open_clone(register.root).make_somei_dir() / _FOLDER
    sources = (document.source, *(version.source for version in document.versions))
    names = {source.sha256 for source in sources if source}
    try:
        copies = [file for file in folder.iterdir() if file.stem in names] if folder.is_dir() else []
        for file in copies:
            file.unlink()
    except OSError as error:
        raise CannotWork(f"{folder} still holds a copy of the file: {error.strerror}.") from error
    return bool(copies)
