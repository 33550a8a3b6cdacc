"""Why git is asked through somei's own runner: each promise here is kept by that, and not by GitPython.

They hold for the version that was tried. Any other is left out with a reason, so that a release of GitPython fails no
run; then try it, and look at the paragraph about GitPython in CONTRIBUTING.md again.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import git
import pytest
from gitdb.exc import BadName
from store.conftest import Repository

from somei_cli.errors import NotARepository, RepositoryAmongFiles
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import Git
from somei_cli.store.git.config import TUNED_SETTINGS
from somei_cli.store.git.repository import open_clone
from somei_cli.store.register.git_files import Committed, Staged

TRIED = "3.2.1"
pytestmark = pytest.mark.skipif(git.__version__ != TRIED, reason=f"tried with GitPython {TRIED}; try the new one")

FILE = "st/1.toml"
TEXT = b"doc 1\n"


@pytest.fixture
def opened(repository: Repository) -> Iterator[git.Repo]:
    """The repository as GitPython opens it."""
    with git.Repo(repository.path) as opened:
        yield opened


def _make(folder: Path, option: str) -> Repository:
    if subprocess.run(["git", "init", "-q", option, folder / "tried"], check=False, capture_output=True).returncode:
        pytest.skip(f"this git does not know {option}")
    return Repository.make(folder / "made", option).with_documents()


def _blob(repository: Repository, name: str = f"HEAD:{FILE}") -> str:
    return repository.git("rev-parse", name)


def _damage(repository: Repository, blob: str) -> None:
    """Leave of a blob what a loss of power leaves."""
    file = repository.path / ".git/objects" / blob[:2] / blob[2:]
    file.chmod(0o600)
    file.write_bytes(b"")


# ---- formats


def test_objects_named_by_sha_256(tmp_path: Path) -> None:
    repository = _make(tmp_path, "--object-format=sha256")
    blob = _blob(repository)
    assert list(read_blobs(Git(repository.path), [blob], LARGEST_DOCUMENT)) == [TEXT]

    with git.Repo(repository.path) as opened:
        attempts: tuple[Callable[[], Any], ...] = (
            lambda: opened.odb.info(bytes.fromhex(blob)),
            lambda: opened.odb.stream(bytes.fromhex(blob)),
            lambda: opened.commit(repository.head),
            lambda: opened.tree("HEAD"),
        )
        for attempt in attempts:
            with pytest.raises((ValueError, BadName), match=r"Failed to parse|did not resolve"):
                attempt()


def test_branches_in_a_reftable(tmp_path: Path) -> None:
    repository = _make(tmp_path, "--ref-format=reftable")
    assert Git(repository.path).find("HEAD") == repository.head

    with git.Repo(repository.path) as opened:
        assert list(opened.branches) == []
        with pytest.raises(ValueError, match="Invalid reference"):
            _ = opened.head.commit


def test_the_index_in_the_form_that_tuning_gives_it(repository: Repository, opened: git.Repo) -> None:
    repository.git("update-index", "--index-version", TUNED_SETTINGS["index.version"])
    assert sum(1 for _ in Staged(Git(repository.path)).list_files(PurePosixPath("st"))) == 5

    with pytest.raises(AssertionError, match="Unsupported git index version 4"):
        _ = opened.index.entries


# ---- the configuration that git follows


def test_settings_of_the_file_that_a_variable_names(
    repository: Repository, opened: git.Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "named").write_text("[somei]\n\tshare = false\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "named"))
    assert Git(repository.path).read_config(r"somei\.share") == {"somei.share": "false"}

    assert not opened.config_reader().has_option("somei", "share")


def test_settings_of_one_worktree(repository: Repository, opened: git.Repo) -> None:
    repository.configure(**{"extensions.worktreeConfig": "true"})
    repository.git("config", "--worktree", "somei.share", "false")
    assert Git(repository.path).read_config(r"somei\.share") == {"somei.share": "false"}

    assert not opened.config_reader().has_option("somei", "share")


# ---- the environment, and repositories that are not to be trusted


def test_a_variable_that_is_kept_from_git(
    repository: Repository, opened: git.Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`update_environment` adds variables for git; it cannot take away what the caller has."""
    monkeypatch.setenv("GIT_SSH_COMMAND", "a program")
    repository.configure(**{"alias.variables": "!env"})
    assert b"GIT_SSH_COMMAND" not in Git(repository.path).run("variables")

    opened.git.update_environment(GIT_SSH_COMMAND=None)

    assert "GIT_SSH_COMMAND=a program" in opened.git.variables()


def test_a_repository_of_another_user(
    repository: Repository, opened: git.Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The variable is git's own; so let git be asked, and not only the disk, whose the files are.
    repository.configure(**{"include.path": "nothing"})
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr("somei_cli.store.git.command._clean_environment", lambda: dict(os.environ))
    with pytest.raises(NotARepository, match="it belongs to another user"):
        open_clone(repository.path)

    with git.Repo(repository.path) as anew:
        assert anew.working_tree_dir == str(repository.path)
    # The object database waits for a process that git has ended, and does not say why.
    with pytest.raises((ValueError, BrokenPipeError)) as told:
        opened.odb.stream(bytes.fromhex("0" * 40))
    assert "belongs to" not in str(told.value)


def test_a_repository_among_the_files_of_another(repository: Repository) -> None:
    repository.git("init", "-q", "--bare", "inner")
    folder = repository.path / "inner" / "documents"
    folder.mkdir()
    with pytest.raises(RepositoryAmongFiles):
        open_clone(folder)

    with git.Repo(folder, search_parent_directories=True) as opened:
        assert opened.git_dir == str(repository.path / "inner")


# ---- objects that git has lost


def test_what_git_says_of_damaged_objects(repository: Repository, opened: git.Repo) -> None:
    """Its complaints wait in a pipe that GitPython does not read; when that is full, each waits for the other."""
    paths = [PurePosixPath(f"st/{number}.toml") for number in (1, 2, 3)]
    blobs = [_blob(repository, f"HEAD:{path}") for path in paths]
    for blob in blobs:
        _damage(repository, blob)
    answers = Committed(Git(repository.path), repository.head, "").read_existing(paths)
    assert ["git has lost its text" in str(text) for _, text in answers] == [True, True, True]

    for blob in blobs:
        with pytest.raises(ValueError, match="missing"):
            opened.odb.stream(bytes.fromhex(blob))

    process = opened.git.cat_file_all
    assert process is not None
    assert process.proc.stderr.peek().count(b"is empty") == 3
