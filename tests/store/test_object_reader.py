"""Objects are read from one running git, whatever that git says and however it ends."""

from pathlib import Path

import pytest
from git_starts import noted_starts
from store.conftest import Repository

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


@pytest.mark.xfail(strict=True, reason="git is started once for the sizes and once more for the contents")
def test_sizes_and_contents_come_from_one_git(filled: Repository, tmp_path: Path) -> None:
    with noted_starts(tmp_path) as starts:
        assert _read(filled, NAMES) == CONTENTS

    assert starts == ["cat-file --batch-command --buffer"]


def test_more_names_than_a_pipe_holds(filled: Repository) -> None:
    assert _read(filled, NAMES * 1500) == CONTENTS * 1500


def test_more_complaints_than_a_pipe_holds(filled: Repository) -> None:
    blobs = [filled.git("rev-parse", name) for name in (NAMES[0], NAMES[4])]
    for blob in blobs:
        file = filled.path / ".git/objects" / blob[:2] / blob[2:]
        file.chmod(0o600)
        file.write_bytes(b"")

    assert _read(filled, blobs * 900) == [None, None] * 900
