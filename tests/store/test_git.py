"""The runner of git: what it lets through, what it refuses, how it words it."""

import os

import pytest
from store.conftest import Repository

from somei_cli.errors import GitMissing, GitRefuses, NotFound
from somei_cli.store.git.blobs import open_object_reader
from somei_cli.store.git.command import Git
from somei_cli.store.git.size_limits import TreeSize, measure_tree


@pytest.fixture
def git(repository: Repository) -> Git:
    return Git(repository.path)


def test_output_comes_as_bytes(git: Git, repository: Repository) -> None:
    assert git.run("cat-file", "blob", "HEAD:st/1.toml") == b"doc 1\n"
    assert git.run("hash-object", "--stdin", stdin=b"doc 1\n").decode().strip() == repository.git(
        "rev-parse", "HEAD:st/1.toml"
    )


def test_no_is_an_answer_and_a_failure_is_none(git: Git) -> None:
    assert git.run_or_none("config", "--get", "no.such") is None
    assert git.run_or_none("config", "--get", "user.name") == b"A Clerk\n"
    with pytest.raises(GitRefuses, match=r"git cat-file: Not a valid object name nothing"):
        git.run_or_none("cat-file", "-p", "nothing")


def test_git_is_missing(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(GitMissing):
        git.run("version")


def test_revisions(git: Git, repository: Repository) -> None:
    repository.git("tag", "-a", "-m", "release", "v1")
    for revision in ("HEAD", "main", "v1", "@", repository.head, repository.head[:8]):
        assert git.resolve(revision) == repository.head


@pytest.mark.parametrize(
    "revision",
    [
        "nothing", "", "-h", "--all", "--output=x", "^HEAD", "HEAD..HEAD", "HEAD:st/1.toml", "HEAD\n", "HEAD^{tree}",
        "a" * 201, "main@{99}", "\x1b[2J",
    ],
)  # fmt: skip
def test_revisions_that_are_none(git: Git, revision: str) -> None:
    with pytest.raises(NotFound):
        git.resolve(revision)


def test_no_program_of_the_repository_shows_changes(git: Git, repository: Repository) -> None:
    marker = repository.path / "ran"
    repository.configure(**{"diff.external": f"touch {marker}; :", "diff.f.textconv": f"touch {marker}; cat"})
    repository.configure(**{"core.fsmonitor": f"touch {marker}; :", "filter.f.clean": f"touch {marker}; cat"})
    repository.write(".git/info/attributes", "*.toml diff=f filter=f\n")
    repository.write("st/1.toml", "other\n")
    for words in (["diff"], ["log", "-p"], ["show"], ["status"], ["blame", "st/1.toml"], ["diff-files", "-p"]):
        git.run(*words)
    assert not marker.exists()


def test_the_environment_is_clean(git: Git, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PAGER", "GIT_PAGER", "GIT_EXTERNAL_DIFF", "EDITOR", "GIT_SSH_COMMAND", "LESSOPEN", "GIT_TRACE"):
        monkeypatch.setenv(name, "touch ran")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    repository.configure(**{"alias.env": "!env"})
    seen = dict(line.split("=", 1) for line in os.fsdecode(git.run("env")).splitlines() if "=" in line)
    assert seen["GIT_AUTHOR_NAME"] == "Somebody"
    assert seen["LC_ALL"] == "C.UTF-8"
    assert not any("touch" in value for value in seen.values())


def test_git_never_waits_for_an_answer(git: Git) -> None:
    asked = git.call("credential", "fill", stdin=b"protocol=https\nhost=example.org\n\n")
    assert asked.status or b"password=\n" in asked.output


def test_a_name_that_a_tree_repeats_is_counted_each_time(git: Git, repository: Repository) -> None:
    """No git writes such a tree, but one may be pushed; each entry is a file that would be read."""
    blob = repository.git("rev-parse", "HEAD:st/1.toml")
    content = (b"100644 1.toml\0" + bytes.fromhex(blob)) * 3
    tree = git.run("hash-object", "-t", "tree", "-w", "--stdin", "--literally", stdin=content).decode().strip()

    with open_object_reader(git) as reader:
        assert measure_tree(reader, tree) == TreeSize(3, 3 * len(b"doc 1\n"))
