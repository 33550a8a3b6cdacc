"""The new contents of the files of a change: the same come out as went in, however many there are."""

from pathlib import PurePosixPath

import pytest
from store.conftest import Repository

from somei_cli.store.transaction.file_contents import FileContents


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 1000])
def test_every_content_comes_out_in_any_order(count: int) -> None:
    files = {PurePosixPath(f"st/{number}.toml"): None if number % 7 == 3 else b"x" * number for number in range(count)}

    contents = FileContents(files.items())

    assert len(contents) == count
    assert dict(contents) == files
    assert {path: contents[path] for path in reversed(files)} == files


def test_of_two_contents_for_one_path_the_later_is_right() -> None:
    path, other = PurePosixPath("st/1.toml"), PurePosixPath("st/2.toml")

    contents = FileContents([(path, b"first"), (other, b"other"), (path, None), (other, b"later")])

    assert dict(contents) == {path: None, other: b"later"}


def test_a_commit_of_many_files_has_all_of_them(repository: Repository) -> None:
    # Of the same content more than once, git has one object.
    files = {
        PurePosixPath(f"st/{number // 100}/{number}.toml"): b"number = %d\n" % (number % 500)
        for number in range(1, 700)
    }

    repository.commit(files)

    assert repository.sound()
    listed = repository.git("ls-tree", "-r", "--name-only", "HEAD").splitlines()
    assert set(map(str, files)) <= set(listed)
    for path, content in files.items():
        assert (repository.path / path).read_bytes() == content
