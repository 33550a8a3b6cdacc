"""Histories made fast, with `git fast-import`: commits and merges of files, without somei and without a work tree."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from somei_cli.formats.register_paths import vocabulary_path
from somei_cli.formats.toml import settings
from somei_cli.model.register.settings import Settings
from somei_cli.store.disk.packaged_data import read_vocabulary_texts


class Link(NamedTuple):
    """A symbolic link."""

    target: str


Content = str | Link | None
_BEGUN = 1_577_836_800
_DAY = 86_400


class Stream:
    """A history under way; marks stand for the commits made so far, from 1."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self.commits = 0

    def commit(
        self,
        files: Mapping[str, Content],
        message: str = "By hand",
        *,
        branch: str = "main",
        parents: tuple[int, ...] = (),
        mail: str = "clerk@example.org",
        ago: int = 0,
    ) -> int:
        """One commit on top of its parents; without any, on top of the branch; `ago` are days into the past."""
        self.commits += 1
        text, time = message.encode(), _BEGUN + 60 * self.commits - _DAY * ago
        head = [f"commit refs/heads/{branch}", f"mark :{self.commits}", f"committer A Clerk <{mail}> {time} +0000"]
        self._lines += [*(line.encode() for line in head), b"data %d" % len(text), text]
        words = ("from", *("merge" for _ in parents[1:]))
        self._lines += [f"{word} :{mark}".encode() for word, mark in zip(words, parents, strict=False)]
        for path, content in files.items():
            if content is None:
                self._lines.append(f"D {path}".encode())
                continue
            mode, data = ("120000", content.target) if isinstance(content, Link) else ("100644", content)
            self._lines += [f"M {mode} inline {path}".encode(), b"data %d" % len(data.encode()), data.encode()]
        self._lines.append(b"")
        return self.commits

    def write(self, folder: Path) -> list[str]:
        """Make a repository of it; tells the hashes of its commits by their marks."""
        marks = folder / ".git/made"
        subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
        words = ["git", "-C", str(folder), "fast-import", "--quiet", f"--export-marks={marks}"]
        subprocess.run(words, input=b"\n".join(self._lines), check=True)
        rows = dict(line.split(" ") for line in marks.read_text().splitlines())
        return [rows[f":{mark}"] for mark in range(1, self.commits + 1)]


def foundation() -> dict[str, Content]:
    """The files of a new register."""
    lists = {str(vocabulary_path(name)): text for name, text in read_vocabulary_texts().items()}
    return {"somei.toml": settings.dump(Settings()), **lists}
