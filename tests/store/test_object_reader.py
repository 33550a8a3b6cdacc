"""Objects are read from one running git, whatever that git says and however it ends."""

from pathlib import Path

import pytest
from git_starts import noted_starts, put_git_first
from store.conftest import Repository

from somei_cli.errors import GitMissing, GitRefuses
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import Git

NAMES = ["HEAD:st/1.toml", "HEAD:st/none.toml", "HEAD:st", "HEAD:st/large.toml", "HEAD:st/2.toml", "HEAD:st/1.toml"]
CONTENTS = [b"doc 1\n", None, None, LARGEST_DOCUMENT + 1, b"doc 2\n", b"doc 1\n"]


@pytest.fixture
def filled(repository: Repository) -> Repository:
    repository.write("st/large.toml", "x" * (LARGEST_DOCUMENT + 1))
    repository.git("add", ".")
    repository.git("commit", "-qm", "large")
    return repository


def _read(repository: Repository, names: list[str]) -> list[bytes | int | None]:
    return list(read_blobs(Git(repository.path), names, LARGEST_DOCUMENT))


def test_sizes_and_contents_come_from_one_git(filled: Repository, tmp_path: Path) -> None:
    with noted_starts(tmp_path) as starts:
        assert _read(filled, NAMES) == CONTENTS

    assert starts == ["cat-file --batch-command --buffer"]


def test_a_git_that_is_older_answers_the_same(filled: Repository, tmp_path: Path) -> None:
    with noted_starts(tmp_path, older=True) as starts:
        assert _read(filled, NAMES) == CONTENTS
        assert _read(filled, NAMES[1:3]) == [None, None]

    older = ["cat-file --batch-command --buffer", "cat-file --batch-check", "cat-file --batch"]
    assert starts == [*older, *older[:2]]


def test_more_names_than_a_pipe_holds(filled: Repository) -> None:
    assert _read(filled, NAMES * 1500) == CONTENTS * 1500


def test_more_complaints_than_a_pipe_holds(filled: Repository) -> None:
    blobs = [filled.git("rev-parse", name) for name in (NAMES[0], NAMES[4])]
    for blob in blobs:
        file = filled.path / ".git/objects" / blob[:2] / blob[2:]
        file.chmod(0o600)
        file.write_bytes(b"")

    assert _read(filled, blobs * 900) == [None, None] * 900


UNREADABLE = "git cat-file: an answer that cannot be read"
SIZE_OF_THREE = "read line; read line; echo 0123 blob 3; read line; read line"


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'fatal: no such thing' >&2; exit 128", "git cat-file: no such thing"),
        ("kill -9 $$", "git cat-file: killed by signal 9"),
        ("exit 0", UNREADABLE),
        ("printf '0123 blob'", UNREADABLE),
        (f"{SIZE_OF_THREE}; printf '0123 blob 3\\nab'", UNREADABLE),
        (f"{SIZE_OF_THREE}; printf '0123 blob 9\\nabcdefghi\\n'", UNREADABLE),
        (f"{SIZE_OF_THREE}; printf '0123 tree 3\\nabc\\n'", UNREADABLE),
        (f"{SIZE_OF_THREE}; echo 'error: it is lost' >&2; exit 128", "git cat-file: it is lost"),
        (f"{SIZE_OF_THREE}; printf '0123 blob 3\\nabc\\n'; echo 'error: late' >&2; exit 3", "git cat-file: late"),
    ],
)
def test_a_git_that_breaks_off_is_refused(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    put_git_first(tmp_path / "broken", monkeypatch, f"#!/bin/sh\n{script}\n")

    with pytest.raises(GitRefuses, match="git cat-file:") as refusal:
        _read(repository, NAMES[:1])

    assert str(refusal.value).removesuffix(".") == words


def test_a_git_that_is_missing_is_named(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(GitMissing):
        _read(repository, NAMES[:1])
