"""A register of a hundred documents and two thousand commits: what looks back agrees with a plain recomputation."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from histories import BEGIN, History, Made, git, make_history, path_of
from plain_history import FAULT, Recomputed

from somei_cli.actions.history.as_of import Moment, open_register_as_of
from somei_cli.actions.history.blame import blame
from somei_cli.actions.history.log import list_field_changes
from somei_cli.errors import NotFound
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import FieldChange
from somei_cli.store.register.register import Register

ZONE = ZoneInfo("Europe/Brussels")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> History:
    """With what `git maintenance` writes for a history of this length, by which git finds the commits of a file."""
    history = make_history(tmp_path_factory.mktemp("long") / "register")
    git(history.folder, "commit-graph", "write", "--reachable", "--changed-paths")
    return history


@pytest.fixture(scope="module")
def plain(long: History) -> Recomputed:
    return Recomputed(long)


def _some(long: History, count: int) -> Iterator[tuple[DocumentNumber, str]]:
    for number in random.Random(2).sample(long.numbers, count):
        yield DocumentNumber.parse(number), path_of(number)


def test_git_holds_the_history_as_it_was_made(long: History) -> None:
    assert len(long.numbers) == 100
    assert len(long.commits) >= 2_000
    assert sum(len(commit.parents) > 1 for commit in long.commits) > 100
    assert git(long.folder, "rev-parse", "HEAD").strip() == long.hashes[long.head.ordinal]
    for commit in random.Random(3).sample(long.commits, 20):
        listed = git(long.folder, "ls-tree", "-r", "--name-only", long.hashes[commit.ordinal]).split("\n")
        assert set(listed) - {""} == set(commit.tree)


def test_the_history_of_every_document(long: History, plain: Recomputed) -> None:
    register = Register(long.folder)
    merges = 0
    for number, path in _some(long, 100):
        if not plain.told(path):
            with pytest.raises(NotFound):
                list_field_changes(register, number)
            continue
        everything = list_field_changes(register, number)
        # An act that left the file as it was has a row of its own, and no field.
        changes = [change for change in everything if change.difference.field != "act"]
        empty = {long.hashes.index(change.commit) for change in everything if change not in changes}
        assert all(long.commits[at].tree == long.commits[long.commits[at].parents[0]].tree for at in empty)
        rows = [(c.commit, c.difference) for c in changes]
        told = [(commit, d.field, _words(d.before), _words(d.after)) for commit, d in rows]
        assert sorted(told, key=repr) == plain.history_of(path), number
        for change in changes:
            _tells_the_circumstances(change, long.commits[long.hashes.index(change.commit)])
        merges += sum(change.merge for change in changes)
    assert merges > 50


def test_who_set_what_stands(long: History, plain: Recomputed) -> None:
    register = Register(long.folder)
    for number, path in _some(long, 60):
        if path in long.head.tree:
            origins = blame(register, number)
            found = {o.field: (o.setting and o.setting.commit, o.value) for o in origins}
            assert found == plain.blame_of(path), number
            told = {plain.history.hashes[at] for at in plain.told(path)}
            assert {o.setting.commit for o in origins if o.setting} <= told


def test_the_register_at_the_end_of_any_day(long: History, plain: Recomputed) -> None:
    dice = random.Random(4)
    for ago in dice.sample(range(-60, 480), 40):
        day = (BEGIN + timedelta(days=ago)).date()
        expected = plain.as_of(day, ZONE)
        if expected is None:
            with pytest.raises(NotFound):
                open_register_as_of(long.folder, Moment(day=day), None, day)
            continue
        past = open_register_as_of(long.folder, Moment(day=day), None, day)
        assert past.commit
        assert past.commit.commit == long.hashes[expected.ordinal]
        papers = {path: text for path, text in expected.tree.items() if path.startswith("documents/")}
        assert {str(entry.path): entry.text for entry in past.register.entries()} == papers


def _tells_the_circumstances(change: FieldChange, made: Made) -> None:
    assert (change.author, change.mail) == made.who
    assert change.time == made.at
    assert change.declared == (f"Somei-Document: {change.document}" in made.message.split("\n"))
    assert (change.reason or "") == made.message.partition("Reason: ")[2]
    assert change.merge == (len(made.parents) > 1)


def _words(value: object) -> object:
    return FAULT if isinstance(value, str) and value.startswith("not valid TOML") else value


def test_two_seeds_are_two_histories_and_one_is_one(tmp_path: Path) -> None:
    one, same, other = (
        make_history(tmp_path / name, documents=5, commits=30, seed=seed)
        for name, seed in (("one", 7), ("same", 7), ("other", 8))
    )

    assert one.hashes == same.hashes
    assert one.hashes[-1] != other.hashes[-1]
