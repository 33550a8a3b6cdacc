"""Paths follow from numbers alone."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from strategies import numbers

from somei_cli.formats.register_paths import folder_of, number_of_path, path_of
from somei_cli.model.document_number import DocumentNumber


@given(numbers(), numbers())
def test_two_numbers_never_share_a_path(one: DocumentNumber, other: DocumentNumber) -> None:
    assert (one == other) == (str(path_of(one)).casefold() == str(path_of(other)).casefold())


@given(numbers())
def test_a_path_gives_its_number_back(number: DocumentNumber) -> None:
    path = path_of(number)

    assert number_of_path(path) == number
    assert str(path).isascii()
    assert not set(str(path)) & set(' \\:*?"<>|')
    assert len(path.parts) == 4


@given(numbers())
def test_a_family_lives_in_one_folder(number: DocumentNumber) -> None:
    assert folder_of(number) == folder_of(number.base)


def test_the_paths_of_the_design() -> None:
    assert str(path_of(DocumentNumber.parse("15070/19"))) == "documents/2019/150/ST-15070-2019-INIT.toml"
    assert str(path_of(DocumentNumber.parse("CM 5125/1/19 REV 1"))) == "documents/2019/051/CM-5125-2019-REV-1.toml"


@pytest.mark.parametrize(
    "path",
    ["documents/2019/150/ST-15070-2019-INIT", "documents/2018/150/ST-15070-2019-INIT.toml",
     "documents/2019/150/st-15070-2019-INIT.toml", "documents/2019/ST-15070-2019-INIT.toml",
     "documents/2019/150/x.toml", "documents/2019/150/ST-015070-2019-INIT.toml",
     "documents/2019/000/ST-0-2019-INIT.toml", "documents/1951/000/ST-1-1951-INIT.toml",
     "documents/2019/000/ST-١-2019-INIT.toml", "documents/20/000/ST-1-20-INIT.toml",
     f"documents/2019/000/ST-{'9' * 5000}-2019-INIT.toml", "documents/2019/000/ST--2019-INIT.toml"],
)  # fmt: skip
def test_a_path_that_no_number_has(path: str) -> None:
    assert number_of_path(PurePosixPath(path)) is None
