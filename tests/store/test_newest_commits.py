"""Commits, and blobs, are read from the files of objects or asked of git: they are the same."""

from pathlib import Path

import pytest
from git_starts import noted_starts
from store.conftest import Repository

from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import Commit, list_newest_commits, read_commits_with_files, read_plain_commit

MESSAGES = (
    "Add 1/20\n\nSomei-Action: add\nSomei-Document: ST-1-2020-INIT\n",
    "No line end",
    "\n\nLines before\n\n\n",
    "Zoë: “été”\n\n\tIndented\n",
    "",
    "\x01 and \x7f\n",
)


def _commit(repository: Repository, message: str, *options: str) -> None:
    (repository.path / "message").write_bytes(message.encode())
    settings = ("-c", "i18n.commitEncoding=UTF-8")
    words = ("commit", "-q", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "-F", "message")
    repository.git(*settings, *words, *options)


def _newest(repository: Repository, count: int) -> list[Commit]:
    return list(list_newest_commits(Git(repository.path), repository.head, paths=(), count=count))


def _newest_by_git(repository: Repository) -> list[Commit]:
    """More than are read one by one."""
    return _newest(repository, 1000)


def test_both_ways_read_the_same(repository: Repository, tmp_path: Path) -> None:
    people = ("Zoë d'Été <zoe@example.org>", "A. Clerk, Unit 2 <>", '"Q" <q+r@example.org>')
    for number, message in enumerate(MESSAGES):
        date = f"{1_600_000_000 + number} {('+0000', '-0330', '+1400')[number % 3]}"
        _commit(repository, message, f"--author={people[number % 3]}", f"--date={date}")
    with noted_starts(tmp_path) as starts:
        newest = {count: _newest(repository, count) for count in (1, 5, 10)}
    assert starts == []
    assert all(commits == _newest_by_git(repository)[:count] for count, commits in newest.items())
    assert len(newest[10]) == len(MESSAGES) + 1


@pytest.mark.parametrize("kind", ["merge", "encoding", "header", "packed", "shallow", "wide"])
def test_other_commits_are_asked_of_git(repository: Repository, tmp_path: Path, kind: str) -> None:
    _commit(repository, "Second\n")
    first = repository.git("rev-parse", "HEAD~1")
    match kind:
        case "merge":
            repository.git("switch", "-q", "-c", "side", first)
            _commit(repository, "Side\n")
            repository.git("merge", "-q", "--no-edit", "main")
        case "encoding":
            repository.git("-c", "i18n.commitEncoding=latin1", "commit", "-q", "--allow-empty", "-m", "Zoë")
        case "header":
            text = repository.git("cat-file", "commit", "HEAD").replace("\n\n", "\nmood calm\n\n", 1) + "\n"
            (repository.path / "commit").write_text(text, encoding="utf-8")
            made = repository.git("hash-object", "-t", "commit", "-w", "commit")
            repository.git("reset", "-q", "--soft", made)
        case "packed":
            repository.git("gc", "-q")
        case "shallow":
            (repository.path / ".git/shallow").write_text(f"{first}\n", encoding="utf-8")
        case "wide":
            repository.git("config", "alias.x", '"quoted"')
    with noted_starts(tmp_path) as starts:
        newest = _newest(repository, 2)
    assert [start.split()[0] for start in starts] == ["log"]
    assert newest == _newest_by_git(repository)[:2]


def _write(repository: Repository, files: dict[str, str | None]) -> str:
    """Make a commit that writes files, and removes those without a text."""
    for name, text in files.items():
        path = repository.path / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "Files")
    return repository.git("rev-parse", "HEAD")


def test_the_files_of_a_commit_are_the_same_both_ways(repository: Repository, tmp_path: Path) -> None:
    names = ("a-b", "a/b", "a/c/d", "a.b", "é", "z", "deep/er/still")
    commits = [_write(repository, dict.fromkeys(names, "one"))]
    commits.append(_write(repository, {"a/b": "two", "z": None, "new": "one", "deep/er/still": None}))
    commits.append(_write(repository, {"a-b": None, "a-b/file": "a folder now", "a/c/d": None}))
    commits.append(_write(repository, {"a-b/file": None}))
    (repository.path / "é").chmod(0o755)
    (repository.path / "link").symlink_to("new")
    commits.append(_write(repository, {}))
    with noted_starts(tmp_path) as starts:
        loose = [commit for name in commits for commit in read_commits_with_files(Git(repository.path), [name])]
        plain = [read_plain_commit(Git(repository.path), name) for name in commits]
    assert starts == []
    assert loose == list(read_commits_with_files(Git(repository.path), commits))
    assert plain == [commit._replace(deltas=()) for commit in loose]
    assert [len(commit.deltas) for commit in loose] == [7, 4, 3, 1, 2]


def test_the_files_of_a_packed_commit_are_asked_of_git(repository: Repository, tmp_path: Path) -> None:
    commit = _write(repository, {"a/b": "one"})
    (loose,) = read_commits_with_files(Git(repository.path), [commit])
    repository.git("gc", "-q")
    with noted_starts(tmp_path) as starts:
        (packed,) = read_commits_with_files(Git(repository.path), [commit])
        assert read_plain_commit(Git(repository.path), commit) is None
    assert [start.split()[0] for start in starts] == ["log"]
    assert packed == loose


@pytest.mark.parametrize("kind", ["loose", "packed", "damaged", "lost"])
def test_blobs_are_the_same_whoever_reads_them(repository: Repository, tmp_path: Path, kind: str) -> None:
    _write(repository, {"short": "one", "long": "o" * 100})
    names = [repository.git("rev-parse", f"HEAD:{name}") for name in ("short", "long")]
    file = repository.path / f".git/objects/{names[0][:2]}/{names[0][2:]}"
    match kind:
        case "packed":
            repository.git("gc", "-q")
        case "damaged":
            file.chmod(0o644)
            file.write_bytes(b"damaged")
        case "lost":
            file.unlink()
    with noted_starts(tmp_path) as starts:
        contents = [
            content for name in (names[1], names[0]) for content in read_blobs(Git(repository.path), [name], 50)
        ]
    assert contents == [100, None if kind in {"damaged", "lost"} else b"one"]
    assert len(starts) == {"loose": 0, "packed": 2}.get(kind, 1)
