"""The files of a register in one state, read from where that costs least: most are alike in the work tree."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from somei_cli.errors import Unreadable
from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.store.register.work_tree_files import Read, RegisterFiles, WorkTree

Texts = Mapping[PurePosixPath, str | Unreadable | None]
"""The text of each file, or what keeps it from being read; None where there is none."""


class Nearby:
    """As a state, whose documents are those of the work tree but for some, whose texts are at hand."""

    def __init__(self, root: Path, state: RegisterFiles, others: Texts) -> None:
        self._here = WorkTree(root)
        self.state = state
        self._others = others

    def read(self, path: PurePosixPath) -> str:
        """As `RegisterFiles.read`."""
        if path not in self._others:
            return (self._here if DOCUMENTS in path.parents else self.state).read(path)
        text = self._others[path]
        if text is None:
            raise FileNotFoundError(path)
        if isinstance(text, Unreadable):
            raise text
        return text

    def names(self, folder: PurePosixPath) -> list[str]:
        """As `RegisterFiles.names`."""
        return self.state.names(folder)

    def texts(self, folder: PurePosixPath) -> Iterator[Read]:
        """As `RegisterFiles.texts`."""
        return self.state.texts(folder)

    def some(self, paths: Iterable[PurePosixPath]) -> Iterator[Read]:
        """As `RegisterFiles.some`."""
        return self.state.some(paths)
