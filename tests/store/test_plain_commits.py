"""A commit that somei puts together is the one that `git commit-tree` makes; where only git can tell, git makes it."""

import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from git_starts import noted_starts
from store.conftest import Repository

PLAIN = ("A Clerk", "Zoë O'Neill (SOMEI)", "Ł", "J. R. Clerk", "Анна Иванова", "clerk-2")
BY_GIT = ("Clerk, J.", "J. R.", " a clerk ", "a <clerk>", '"A" Clerk', "-", "A\tClerk", "A  &  B", "'t Hart")


@pytest.fixture(autouse=True)
def _zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    time.tzset()


def _commit(repository: Repository, folder: Path) -> tuple[str, bool]:
    """Make a commit, and tell whether git put it together."""
    with noted_starts(folder) as starts:
        made = repository.commit(message="Change – a\n\nWhy: “so”.")
    assert made
    return made, any(start.startswith("commit-tree ") for start in starts)


def _made_again(repository: Repository, commit: str, env: Mapping[str, str]) -> str:
    """What git makes of the same tree, parent, message and time."""
    date, message = repository.git("show", "-s", "--format=%ad", "--date=raw", commit), "Change – a\n\nWhy: “so”.\n"
    dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    words = ["git", "commit-tree", f"{commit}^{{tree}}", "-p", f"{commit}^", "-F", "-"]
    environment = {**repository.environment, **dates, **env}
    done = subprocess.run(
        words, cwd=repository.path, env=environment, input=message.encode(), capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"])
def test_in_every_time_zone(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    before = int(time.time())

    made, by_git = _commit(repository, tmp_path)

    assert not by_git
    assert _made_again(repository, made, {}) == made
    date, offset = repository.git("show", "-s", "--format=%ad", "--date=raw", made).split()
    told = subprocess.run(["git", "var", "GIT_AUTHOR_IDENT"], cwd=repository.path, capture_output=True, check=True)
    assert told.stdout.decode().split()[-1] == offset
    assert before <= int(date) <= time.time()
    assert repository.sound()


@pytest.mark.parametrize("name", [*PLAIN, *BY_GIT])
def test_with_every_name(repository: Repository, tmp_path: Path, name: str) -> None:
    repository.configure(**{"user.name": name})

    made, by_git = _commit(repository, tmp_path)

    assert by_git == (name in BY_GIT)
    assert _made_again(repository, made, {}) == made


@pytest.mark.parametrize("setting", ["author.name", "author.email", "committer.name", "committer.email"])
def test_an_author_who_is_not_the_committer(repository: Repository, tmp_path: Path, setting: str) -> None:
    repository.configure(**{setting: "other@example.org"})

    made, by_git = _commit(repository, tmp_path)

    assert by_git
    assert _made_again(repository, made, {}) == made
    assert "other@example.org" in repository.git("cat-file", "commit", made)


@pytest.mark.parametrize("person", ["AUTHOR", "COMMITTER"])
@pytest.mark.parametrize(
    ("part", "value"), [("NAME", "Other"), ("EMAIL", "other@example.org"), ("DATE", "1234567890 +0100")]
)
def test_variables_that_name_somebody_count(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, person: str, part: str, value: str
) -> None:
    monkeypatch.setenv(f"GIT_{person}_{part}", value)

    made, by_git = _commit(repository, tmp_path)

    assert by_git
    assert value in repository.git("cat-file", "commit", made)


def test_hooks_see_a_commit_that_git_makes(repository: Repository, tmp_path: Path) -> None:
    repository.hook("commit-msg", "echo 'Checked: yes' >> \"$1\"")

    made, by_git = _commit(repository, tmp_path)

    assert by_git
    assert repository.git("show", "-s", "--format=%B", made).endswith("Checked: yes")
