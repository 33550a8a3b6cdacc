"""The files of a register in a commit or in git's index."""

import os
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.register_paths import SETTINGS, VOCABULARY
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import PLAIN, TEXTS
from somei_cli.store.git.blobs import decode_blob, read_blobs
from somei_cli.store.git.command import Git
from somei_cli.store.register.work_tree_files import PathWithText

_CONFLICT_MODE = "conflict"
_EMPTY_BLOBS = frozenset(
    (
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    )
)
"""The ids of an empty blob, in SHA-1 and SHA-256."""
_BATCH_SIZE = 500
"""The number of paths that git is asked for in one call."""


class GitFile(NamedTuple):
    """A file in a commit or in git's index."""

    path: PurePosixPath
    mode: str
    blob: str


class _GitFiles:
    """Files of a register in git; see `RegisterFiles`.

    `prefix` is the path of the register in its repository; it is needed only if there is no work tree.
    """

    def __init__(self, git: Git, prefix: str | None = None) -> None:
        self.git = git
        self._prefix = prefix
        self._prefetched: dict[PurePosixPath, str | Unreadable] = {}

    @property
    def has_work_tree(self) -> bool:
        """Whether it was opened in a work tree that has the same register."""
        return self._prefix is None

    @property
    def _named_prefix(self) -> str | None:
        """The prefix if somebody named it; None if git can tell it."""
        return self.git.bare_prefix if self._prefix is None else self._prefix

    @cached_property
    def prefix(self) -> str:
        """The path of the register in its repository, with a slash at the end; empty if it is the whole repository."""
        return self.git.prefix() if self._prefix is None else self._prefix

    @property
    def path_in_repository(self) -> PurePosixPath:
        """See `RegisterFiles.path_in_repository`."""
        return PurePosixPath(self.prefix)

    def prefetch_settings(self) -> None:
        """See `RegisterFiles.prefetch_settings`."""
        files = (file for file in self._list_at((SETTINGS, VOCABULARY)) if file.mode in TEXTS)
        self._prefetched = dict(self._read_files(files))

    def read(self, path: PurePosixPath) -> str:
        """See `RegisterFiles.read`."""
        prefetched = self._prefetched.get(path)
        files = (
            [(path, prefetched)]
            if prefetched is not None
            else self._read_files(file for file in self.list_files(path) if file.path == path)
        )
        for _, text in files:
            if isinstance(text, Unreadable):
                raise text
            return text
        raise FileNotFoundError(path)

    def names(self, folder: PurePosixPath) -> list[str]:
        """See `RegisterFiles.names`."""
        depth = len(folder.parts)
        return list(dict.fromkeys(file.path.parts[depth] for file in self.list_files(folder) if file.path != folder))

    def texts(self, folder: PurePosixPath) -> Iterator[PathWithText]:
        """See `RegisterFiles.texts`."""
        yield from self._read_files(sorted(filter(_is_listed, self.list_files(folder))))

    def read_existing(self, paths: Iterable[PurePosixPath]) -> Iterator[PathWithText]:
        """See `RegisterFiles.read_existing`."""
        yield from self._read_files(file for path in paths for file in self.list_files(path) if file.path == path)

    def read_among(self, paths: Collection[PurePosixPath]) -> Iterator[PathWithText]:
        """Read those of these files that `texts` would yield, in the same way."""
        yield from self._read_files(filter(_is_listed, self.list_existing(paths)))

    def list_files(self, path: PurePosixPath) -> Iterator[GitFile]:
        """Yield the file at a path, or every file below it."""
        return self._list_at([path])

    def list_below(self, paths: Iterable[PurePosixPath]) -> Iterator[GitFile]:
        """Yield the files at or below some paths."""
        return self._list_at(paths)

    def list_existing(self, paths: Collection[PurePosixPath]) -> Iterator[GitFile]:
        """Yield the files at some paths, as far as they exist."""
        remaining_paths = iter(paths)
        while batch := frozenset(islice(remaining_paths, _BATCH_SIZE)):
            yield from (file for file in self._list_at(sorted(batch)) if file.path in batch)

    def _list_at(self, paths: Iterable[PurePosixPath]) -> Iterator[GitFile]:
        """Yield the files at or below some paths."""
        raise NotImplementedError

    def _read_files(self, files: Iterable[GitFile]) -> Iterator[PathWithText]:
        files = list(files)
        contents = read_blobs(self.git, (file.blob for file in files if file.mode in TEXTS), LARGEST_DOCUMENT)
        for file in files:
            yield file.path, _text(file, next(contents) if file.mode in TEXTS else None)


class Committed(_GitFiles):
    """The files of a register in a commit, given by its hash."""

    def __init__(self, git: Git, commit: str, prefix: str | None = None) -> None:
        super().__init__(git, prefix)
        self.commit = commit
        self.place = f"in commit {commit[:10]}"

    def names(self, folder: PurePosixPath) -> list[str]:
        """See `RegisterFiles.names`; deeper folders are not listed."""
        return [name.rpartition("/")[2] for name in self._list_tree("--name-only", names=[f"{folder}/"])]

    def read_existing(self, paths: Iterable[PurePosixPath]) -> Iterator[PathWithText]:
        """See `RegisterFiles.read_existing`; all are read at once, and a link gives its target as text."""
        paths = tuple(paths)
        # Git reads the names line by line, so a path with a line break needs a call of its own.
        yield from super().read_existing(path for path in paths if "\n" in str(path))
        batched = [path for path in paths if "\n" not in str(path)]
        object_names = (f"{self.commit}:{self.prefix}{path}" for path in batched)
        absent: list[PurePosixPath] = []
        for path, content in zip(batched, read_blobs(self.git, object_names, LARGEST_DOCUMENT), strict=True):
            if content is not None:
                yield path, _text(GitFile(path, PLAIN, ""), content)
            else:
                absent.append(path)
        # Git gives the same answer for a path that the commit does not have and for a blob that it has lost.
        yield from ((file.path, _text(file, None)) for file in self.list_existing(absent) if file.mode in TEXTS)

    def _list_at(self, paths: Iterable[PurePosixPath]) -> Iterator[GitFile]:
        for line in self._list_tree("-r", names=map(str, paths)):
            header, _, name = line.partition("\t")
            mode, _, blob = header.split(" ")
            yield GitFile(PurePosixPath(name.removeprefix(self._named_prefix or "")), mode, blob)

    def _list_tree(self, option: str, names: Iterable[str]) -> Iterable[str]:
        """Return git's lines about some names; without a prefix git itself takes them for relative to its folder."""
        prefix = self._named_prefix
        options = (option, "-z") if prefix is None else (option, "-z", "--full-tree")
        output = self.git.run("ls-tree", *options, self.commit, "--", *(f"{prefix or ''}{name}" for name in names))
        return filter(None, os.fsdecode(output).split("\0"))


class Staged(_GitFiles):
    """The files of a register in git's index; inside a hook, those of the commit that is being made."""

    place = "in the index"

    @property
    def index_env(self) -> dict[str, str]:
        """The variable that names the git index of the commit that is being made."""
        index = os.environ.get("GIT_INDEX_FILE")
        return {"GIT_INDEX_FILE": index} if index else {}

    def _list_at(self, paths: Iterable[PurePosixPath]) -> Iterator[GitFile]:
        paths = list(paths)
        rows = [line.partition("\t") for line in self._list_index("ls-files", "--stage", "--full-name", paths=paths)]
        # An empty entry may only announce a file (`git add -N`).
        has_empty = any(header.split(" ")[1] in _EMPTY_BLOBS for header, _, _ in rows)
        seen_names = (
            set(self._list_index("diff-files", "--name-only", "--diff-filter=A", paths=paths)) if has_empty else set()
        )
        for header, _, name in rows:
            mode, blob, stage = header.split(" ")
            # A file in conflict has up to three entries, one for each stage.
            if name not in seen_names:
                seen_names.add(name)
                yield GitFile(
                    PurePosixPath(name.removeprefix(self.prefix)), mode if stage == "0" else _CONFLICT_MODE, blob
                )

    def _list_index(self, *words: str, paths: Iterable[PurePosixPath]) -> Iterable[str]:
        pathspecs = (f":(literal){path}" for path in paths)
        return filter(None, os.fsdecode(self.git.run(*words, "-z", "--", *pathspecs, env=self.index_env)).split("\0"))


def _is_listed(file: GitFile) -> bool:
    return file.path.suffix == ".toml" or file.mode not in TEXTS


def _text(file: GitFile, content: bytes | int | None) -> str | Unreadable:
    if file.mode == _CONFLICT_MODE:
        return Unreadable(file.path, "is in conflict: two sides of a merge are staged")
    if file.mode not in TEXTS:
        return Unreadable(file.path, "is a link; a register holds plain files only")
    return decode_blob(content, file.path, file.blob)
