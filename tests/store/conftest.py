"""A real repository in a folder of its own, with the machine's git settings cut off, and what may be asked of it."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pytest
from store.one_commit import CHANGE

from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.transaction.transaction import transaction

Files = Mapping[PurePosixPath, bytes | None]


@dataclass(frozen=True)
class State:
    """All that a refused commit must leave as it was."""

    head: str
    index: str
    files: Mapping[str, bytes]
    rubbish: tuple[str, ...]


@dataclass(frozen=True)
class Repository:
    """A repository with five committed documents, and the clerk's hands on it."""

    path: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    @classmethod
    def make(cls, path: Path, *options: str) -> "Repository":
        (path / "st").mkdir(parents=True)
        made = cls(path)
        made.git("init", "-q", "-b", "main", *options)
        made.configure(**{"user.name": "A Clerk", "user.email": "clerk@example.org"})
        return made

    def with_documents(self) -> "Repository":
        for number in range(1, 6):
            self.write(f"st/{number}.toml", f"doc {number}\n")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "first")
        return self

    def git(self, *args: str, ok: bool = False) -> str:
        """Run git as the clerk would; `ok` when it may fail."""
        done = subprocess.run(
            ["git", *args],
            cwd=self.path,
            env=self.environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert ok or not done.returncode, (args, done.stderr)
        return os.fsdecode(done.stdout).rstrip()

    def configure(self, **settings: str) -> None:
        for key, value in settings.items():
            self.git("config", key, value)

    def write(self, path: str, text: str) -> None:
        (self.path / path).parent.mkdir(parents=True, exist_ok=True)
        (self.path / path).write_text(text)

    def read(self, path: str) -> str | None:
        return (self.path / path).read_text() if (self.path / path).exists() else None

    def hook(self, name: str, script: str) -> None:
        file = self.path / ".git/hooks" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def work_of_the_clerk(self) -> None:
        """One file staged and edited again, one edited, one that git does not know."""
        self.write("st/2.toml", "staged by the clerk\n")
        self.git("add", "st/2.toml")
        self.write("st/2.toml", "and edited again\n")
        self.write("st/3.toml", "edited by the clerk\n")
        self.write("note.txt", "not known to git\n")

    def open(self) -> Clone:
        return open_clone(self.path)

    def commit(self, files: Files = CHANGE, message: str = "Change") -> str | None:
        with transaction(self.open(), wait=5) as writing:
            return writing.commit(files, message)

    @property
    def head(self) -> str:
        return self.git("rev-parse", "--verify", "-q", "HEAD", ok=True)

    def changed_by_head(self) -> list[str]:
        return self.git("diff-tree", "-r", "--root", "--no-commit-id", "--name-status", "HEAD").splitlines()

    def status(self) -> set[str]:
        return set(self.git("--no-optional-locks", "status", "--porcelain", "-uall").splitlines())

    def state(self) -> State:
        return State(
            head=self.head + self.git("symbolic-ref", "-q", "HEAD", ok=True),
            index=self.git("ls-files", "-s", "-v", "-z"),
            files={str(p): _contents(p) for p in sorted(self.path.rglob("*")) if ".git" not in p.parts},
            rubbish=self.rubbish(),
        )

    def rubbish(self) -> tuple[str, ...]:
        """Locks, and what somei needs only while it writes."""
        folders = {self.path, *(Path(self.git("rev-parse", f"--git-{kind}dir", ok=True)) for kind in ("", "common-"))}
        found = {str(file) for folder in folders for file in (self.path / folder).rglob("*.lock")}
        found |= {str(file) for file in self.path.rglob("*.somei")}
        for folder in folders:
            private = self.path / folder / "somei"
            found |= {str(file) for file in private.rglob("*") if file.name not in ("lock", "scratch")}
        return tuple(sorted(found))

    def sound(self) -> bool:
        return not self.git("fsck", "--full", "--strict", "--no-dangling", "--no-progress")


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "nobodys-home"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_CONFIG_HOME", "GNUPGHOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.make(tmp_path / "register").with_documents()


def _contents(path: Path) -> bytes:
    if path.is_symlink():
        return b"-> " + os.fsencode(path.readlink())
    return path.read_bytes() if path.is_file() else b"folder"
