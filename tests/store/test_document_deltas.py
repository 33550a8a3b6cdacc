"""The documents that differ between two commits, read from the files of objects or asked of git: they are the same."""

import random
import shutil
from itertools import permutations
from pathlib import Path, PurePosixPath

import pytest
from git_starts import noted_starts
from store.conftest import Repository

from somei_cli.errors import GitRefuses
from somei_cli.store.git.document_deltas import list_changed_documents, list_document_deltas

PLACES = ("1.toml", "a/1.toml", "a/2.toml", "a/b/1.toml", "a-b/1.toml", "a.toml", "ü/é.toml")


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _change(documents: Path, dice: random.Random) -> None:
    """Write, remove or link a file, change its mode, or put it in the place of its folder."""
    file = documents / dice.choice(PLACES)
    for folder in file.relative_to(documents).parents[:-1]:
        if (documents / folder).is_symlink() or (documents / folder).is_file():
            (documents / folder).unlink()
    kind = dice.choice(("write", "write", "run", "link", "remove", "folder"))
    file = file.parent if kind == "folder" and file.parent != documents else file
    _clear(file)
    if kind == "remove":
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if kind == "link":
        file.symlink_to("elsewhere")
    else:
        file.write_text(f"{dice.random()}\n", encoding="utf-8")
        file.chmod(0o755 if kind == "run" else 0o644)


def _history(repository: Repository, root: Path, seed: int) -> list[str]:
    dice, commits = random.Random(seed), []
    repository.write(str((root / "documents/kept/0.toml").relative_to(repository.path)), "kept\n")
    for _ in range(6):
        for _ in range(dice.randint(1, 3)):
            _change(root / "documents", dice)
        repository.write("outside.txt", f"{dice.random()}\n")
        repository.git("add", "-A")
        repository.git("commit", "-q", "-m", "more")
        commits.append(repository.head)
    return commits


def _differences_by_git(repository: Repository, folder: str, old: str, new: str) -> list[str]:
    options = ("-r", "-z", "--no-renames", "--name-only", f"--relative={folder}")
    return repository.git("diff-tree", *options, old, new, "--", f"{folder}documents").split("\0")[:-1]


def _modes_by_git(repository: Repository, folder: str, old: str, new: str) -> set[tuple[str, str, str]]:
    options = ("-r", "-z", "--no-renames", "--raw", f"--relative={folder}")
    tokens = repository.git("diff-tree", *options, old, new, "--", f"{folder}documents").split("\0")
    modes = (header.lstrip(":").replace("000000", "").split(" ")[:2] for header in tokens[:-1:2])
    return {(path, after, before) for path, (before, after) in zip(tokens[1::2], modes, strict=True)}


@pytest.mark.parametrize("folder", ["", "register/"])
def test_modes_are_the_same_packed_and_not(repository: Repository, tmp_path: Path, folder: str) -> None:
    root = repository.path / folder
    pairs = list(permutations(_history(repository, root, 2), 2))
    expected = {pair: _modes_by_git(repository, folder, *pair) for pair in pairs}
    list_document_deltas(root, *pairs[0])
    with noted_starts(tmp_path) as starts:
        loose = [list_document_deltas(root, *pair) for pair in pairs]
    assert starts == []
    repository.git("gc", "-q")
    packed = [list_document_deltas(root, *pair) for pair in pairs]

    for pair, *both in zip(pairs, loose, packed, strict=True):
        assert [{(str(delta.path), *delta[1:]) for delta in deltas} for deltas in both] == [expected[pair]] * 2
    assert {"", "100644", "100755", "120000"} <= {
        mode for modes in expected.values() for _, *both in modes for mode in both
    }


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("folder", ["", "register/"])
def test_both_ways_find_the_same(repository: Repository, tmp_path: Path, folder: str, seed: int) -> None:
    root = repository.path / folder
    commits = _history(repository, root, seed)
    list_changed_documents(root, commits[0], commits[0])
    with noted_starts(tmp_path) as starts:
        found = {pair: list_changed_documents(root, *pair) for pair in permutations(commits, 2)}

    assert found == {pair: _differences_by_git(repository, folder, *pair) for pair in found}
    assert any(found.values())
    assert starts == []


def test_what_is_packed_or_not_there_is_asked_of_git(repository: Repository, tmp_path: Path) -> None:
    first, last = _history(repository, repository.path, 1)[::5]
    found = list_changed_documents(repository.path, first, last)
    repository.git("gc", "-q")
    with noted_starts(tmp_path) as starts:
        assert list_changed_documents(repository.path, first, last) == found
    assert [start.split()[0] for start in starts] == ["diff-tree"]
    with pytest.raises(GitRefuses):
        list_changed_documents(repository.path, "1" * 40, last)


def test_many_folders_are_left_to_git(repository: Repository, tmp_path: Path) -> None:
    for text in ("one", "two"):
        for number in range(120):
            repository.write(f"documents/{number}/1.toml", f"{text}\n")
        repository.git("add", "-A")
        repository.git("commit", "-q", "-m", text)
    with noted_starts(tmp_path) as starts:
        found = list_changed_documents(repository.path, repository.git("rev-parse", "HEAD~1"), repository.head)
    assert len(found) == 120
    assert PurePosixPath(found[0]).parts[0] == "documents"
    assert len(starts) == 1
