"""The files of a register that git holds: those of a commit, and those of the next one."""

import os
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.register.files import PLAIN, TEXTS
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import DAMAGED, Git
from somei_cli.store.register.work_tree_files import Read

_IN_CONFLICT = "conflict"
_NOTHING = frozenset(
    (
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    )
)
"""The ids of a file without contents, in either format."""
_NAMED_AT_ONCE = 500
"""How many files git is asked for in one call."""


class GitFile(NamedTuple):
    """A file as git holds it."""

    path: PurePosixPath
    mode: str
    blob: str


class _Stored:
    """Files that git holds.

    Where the register lies in the repository need be said only where no work tree tells it.
    """

    def __init__(self, git: Git, inside: str | None = None) -> None:
        self.git = git
        self._told = inside
        self._known: dict[PurePosixPath, str | Unreadable] = {}

    @property
    def has_work_tree(self) -> bool:
        """Whether it was opened where a work tree holds the same register."""
        return self._told is None

    @cached_property
    def inside(self) -> str:
        """Where the register lies in the repository, with a slash at the end; nothing for the whole of it."""
        if self._told is not None:
            return self._told
        return self.git.prefix()

    def remember(self, places: Iterable[PurePosixPath]) -> None:
        """Read some files and folders that will be asked for one by one, all at once."""
        self._known = dict(self._read(held for held in self._listed(places) if held.mode in TEXTS))

    def read(self, path: PurePosixPath) -> str:
        """As `Holding.read`."""
        known = self._known.get(path)
        read = [(path, known)] if known is not None else self._read(h for h in self.held(path) if h.path == path)
        for _, text in read:
            if isinstance(text, Unreadable):
                raise text
            return text
        raise FileNotFoundError(path)

    def names(self, folder: PurePosixPath) -> list[str]:
        """As `Holding.names`."""
        depth = len(folder.parts)
        return list(dict.fromkeys(held.path.parts[depth] for held in self.held(folder) if held.path != folder))

    def texts(self, folder: PurePosixPath) -> Iterator[Read]:
        """As `Holding.texts`."""
        yield from self._read(sorted(filter(_is_told, self.held(folder))))

    def some(self, paths: Iterable[PurePosixPath]) -> Iterator[Read]:
        """As `Holding.some`."""
        yield from self._read(held for path in paths for held in self.held(path) if held.path == path)

    def among(self, paths: Collection[PurePosixPath]) -> Iterator[Read]:
        """Those of these files that `texts` tells, as it does."""
        yield from self._read(filter(_is_told, self.held_among(paths)))

    def held(self, path: PurePosixPath) -> Iterator[GitFile]:
        """The file at a path, or every file below it."""
        return self._listed([path])

    def below(self, places: Iterable[PurePosixPath]) -> Iterator[GitFile]:
        """The files at some places, or below them."""
        return self._listed(places)

    def held_among(self, paths: Collection[PurePosixPath]) -> Iterator[GitFile]:
        """The files at some paths."""
        rest = iter(paths)
        while some := frozenset(islice(rest, _NAMED_AT_ONCE)):
            yield from (held for held in self._listed(sorted(some)) if held.path in some)

    def _listed(self, places: Iterable[PurePosixPath]) -> Iterator[GitFile]:
        """What lies at some places, or below them."""
        raise NotImplementedError

    def _read(self, files: Iterable[GitFile]) -> Iterator[Read]:
        files = list(files)
        contents = read_blobs(self.git, (held.blob for held in files if held.mode in TEXTS), LARGEST)
        for held in files:
            yield held.path, _text(held, next(contents) if held.mode in TEXTS else None)


class Committed(_Stored):
    """The files of a commit, which is named by its hash."""

    def __init__(self, git: Git, commit: str, inside: str | None = None) -> None:
        super().__init__(git, inside)
        self.commit = commit

    def names(self, folder: PurePosixPath) -> list[str]:
        """As `Holding.names`; what lies deeper is not looked at."""
        words = ("ls-tree", "-z", "--name-only", "--full-tree", self.commit, "--", f"{self.inside}{folder}/")
        listed = os.fsdecode(self.git.run(*words)).split("\0")
        return [name.rpartition("/")[2] for name in listed if name]

    def some(self, paths: Iterable[PurePosixPath]) -> Iterator[Read]:
        """As `Holding.some`, all read at once; a link is read as the words that it holds."""
        paths = tuple(paths)
        # Of the names on its lines git is asked for many at once; another one takes a call of its own.
        yield from super().some(path for path in paths if "\n" in str(path))
        asked = [path for path in paths if "\n" not in str(path)]
        names = (f"{self.commit}:{self.inside}{path}" for path in asked)
        absent: list[PurePosixPath] = []
        for path, content in zip(asked, read_blobs(self.git, names, LARGEST), strict=True):
            if content is not None:
                yield path, _text(GitFile(path, PLAIN, ""), content)
            else:
                absent.append(path)
        # Git says the same of a path that the commit does not have and of one whose text it has lost.
        yield from ((held.path, _text(held, None)) for held in self.held_among(absent) if held.mode in TEXTS)

    def _listed(self, places: Iterable[PurePosixPath]) -> Iterator[GitFile]:
        words = ("ls-tree", "-r", "-z", "--full-tree", self.commit, "--")
        answer = self.git.run(*words, *(f"{self.inside}{place}" for place in places))
        for line in filter(None, os.fsdecode(answer).split("\0")):
            told, _, name = line.partition("\t")
            mode, _, blob = told.split(" ")
            yield GitFile(PurePosixPath(name.removeprefix(self.inside)), mode, blob)


class Staged(_Stored):
    """The files as the next `git commit` would have them; inside a hook, as the commit under way has them."""

    @property
    def of_index(self) -> dict[str, str]:
        """The variable that leads git to the index of the commit under way."""
        index = os.environ.get("GIT_INDEX_FILE")
        return {"GIT_INDEX_FILE": index} if index else {}

    def _listed(self, places: Iterable[PurePosixPath]) -> Iterator[GitFile]:
        places = list(places)
        listed = [line.partition("\t") for line in self._ask("ls-files", "--stage", "--full-name", places=places)]
        # An entry without contents may be nothing but the announcement of a file: `git add -N`.
        bare = any(told.split(" ")[1] in _NOTHING for told, _, _ in listed)
        met = set(self._ask("diff-files", "--name-only", "--diff-filter=A", places=places)) if bare else set()
        for told, _, name in listed:
            mode, blob, stage = told.split(" ")
            # A file in conflict has an entry for each side.
            if name not in met:
                met.add(name)
                yield GitFile(
                    PurePosixPath(name.removeprefix(self.inside)), mode if stage == "0" else _IN_CONFLICT, blob
                )

    def _ask(self, *words: str, places: Iterable[PurePosixPath]) -> Iterable[str]:
        named = (f":(literal){place}" for place in places)
        return filter(None, os.fsdecode(self.git.run(*words, "-z", "--", *named, env=self.of_index)).split("\0"))


def _is_told(held: GitFile) -> bool:
    return held.path.suffix == ".toml" or held.mode not in TEXTS


def _text(held: GitFile, content: bytes | int | None) -> str | Unreadable:
    if held.mode == _IN_CONFLICT:
        return Unreadable(held.path, "is in conflict: two sides of a merge are staged")
    if held.mode not in TEXTS:
        return Unreadable(held.path, "is a link; a register holds plain files only")
    if content is None:
        return Unreadable(held.path, f"git has lost its text, {held.blob[:10]}", hint=DAMAGED)
    if isinstance(content, int):
        return Unreadable(held.path, f"is larger than {LARGEST // 1024} KiB")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Unreadable(held.path, f"is not UTF-8 (byte {error.start + 1})")
