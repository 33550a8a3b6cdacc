"""Which files of a register differ from those of a commit, whatever git believes of the work tree."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

from somei_cli.model.entries import DocumentFile
from somei_cli.store.ancestry import is_within
from somei_cli.store.git import Git
from somei_cli.store.objects import Object
from somei_cli.store.register import Register
from somei_cli.store.stored import Committed, GitFile
from somei_cli.text.paths import DOCUMENTS, SETTINGS, VOCABULARY_FILES, number_at, vocabulary_path

Blobs = Mapping[PurePosixPath, str]


def documents_of(register: Register, commit: str | None, among: Collection[PurePosixPath] | None = None) -> Blobs:
    """The documents that a commit holds, or those of them at some paths, each with its blob.

    There are none where there is no commit.
    """
    if among is None:
        return _blobs(_held_by(register, commit).held(DOCUMENTS)) if commit else {}
    return _blobs(_held_by(register, commit).held_among(among)) if commit else {}


def differing(entries: Iterable[DocumentFile], held: Blobs, commit: str | None) -> frozenset[PurePosixPath]:
    """The documents whose bytes the commit does not have at their path; all of them where there is no commit.

    The bytes themselves are compared: git is not asked what it remembers of a file, and files it does not know
    differ too. One that could not be read may hold anything, and so differs.
    """
    return frozenset(
        entry.path for entry in entries if entry.document is None or _id(entry.text, commit) != held.get(entry.path)
    )


def gone_since(register: Register, entries: Iterable[DocumentFile], held: Blobs, commit: str | None) -> tuple[str, ...]:
    """The documents of a commit that are not there any more, by their paths.

    Of a state that is older than the commit nothing went: it had not come yet.
    """
    at = register.holding.commit if isinstance(register.holding, Committed) else None
    if commit and at and not is_within(Git(register.root), commit, at):
        return ()
    here = {entry.path for entry in entries}
    return tuple(str(path) for path in sorted(held) if path not in here and number_at(path))


def rest_differs(register: Register, commit: str | None) -> bool:
    """Whether the settings or the vocabulary, which concern every document, are others than in the commit."""
    paths = (SETTINGS, *map(vocabulary_path, VOCABULARY_FILES))
    held = documents_of(register, commit, paths)
    return any(_id(register.holding.read(path), commit) != held.get(path) for path in paths)


def _held_by(register: Register, commit: str) -> Committed:
    inside = register.holding.inside if isinstance(register.holding, Committed) else None
    return Committed(Git(register.root), commit, inside)


def _blobs(files: Iterable[GitFile]) -> dict[PurePosixPath, str]:
    return {held.path: held.blob for held in files}


def _id(text: str, commit: str | None) -> str:
    """The id that git gives a file of these words; commit hashes tell which kind of ids a repository has."""
    return Object.of("blob", text.encode(), "sha256" if commit and len(commit) == 64 else "sha1").id
