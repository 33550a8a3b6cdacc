"""An index that was built for a check has no full text: the first search adds it, and overlooks nothing."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, Clerk
from registers import write_register

from somei_cli.store.index import database

SEARCHES = (
    ("search", "fishing", "opportunities", "--json"),
    ("search", "--missing", "marking", "--json"),
    ("search", "zanzibar", "--json"),
    ("search", "fishing", "--fuzzy", "--json"),
)


@pytest.fixture
def checked(clerk: Clerk) -> Clerk:
    """A register whose only command so far was a check."""
    write_register(clerk.folder, 40)
    clerk.run("check")
    return clerk


def _index_file(clerk: Clerk) -> Path:
    (file,) = (clerk.folder / ".git/somei").glob("index-*.db")
    return file


def _has_full_text(clerk: Clerk) -> bool:
    db = sqlite3.connect(_index_file(clerk))
    try:
        return bool(db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'full_text'").fetchall())
    finally:
        db.close()


def _agree(clerk: Clerk) -> None:
    for words in SEARCHES:
        assert clerk.run(*words) == clerk.run(*words, "--no-index"), words


def _first_file(clerk: Clerk) -> Path:
    return min((clerk.folder / "documents").rglob("*.toml"))


def _put_word(file: Path) -> None:
    """Put a word into the subject, with the size of the file unchanged."""
    text = file.read_text()
    subject = next(line for line in text.splitlines() if line.startswith("subject"))
    file.write_text(text.replace(subject, f'subject = "zanzibar {"x" * (len(subject.encode()) - 21)}"'))


def test_only_a_search_needs_it(checked: Clerk) -> None:
    for words in (("list",), ("stats", "--by", "code"), ("check",), ("xref", "graph"), ("status",)):
        checked.run(*words)
        assert not _has_full_text(checked), words

    _agree(checked)
    assert _has_full_text(checked)
    _agree(checked)


def test_a_search_from_nothing_builds_all_at_once(checked: Clerk) -> None:
    _index_file(checked).unlink()

    checked.ok(*SEARCHES[0])
    assert _has_full_text(checked)
    _agree(checked)


def test_what_was_found_before_stays_with_the_index(checked: Clerk) -> None:
    before = checked.run("check", "--json")
    checked.ok(*SEARCHES[0])
    db = sqlite3.connect(_index_file(checked))
    assert db.execute("SELECT value FROM meta WHERE name = 'judged by'").fetchone()
    db.close()

    assert checked.run("check", "--json") == before == checked.run("check", "--json", "--no-index")


@pytest.mark.parametrize("limit", [0, database.SWEEP_LIMIT], ids=["large", "small"])
def test_an_edit_between_check_and_search_is_found(checked: Clerk, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(database, "SWEEP_LIMIT", limit)
    _put_word(_first_file(checked))

    assert "zanzibar" in checked.ok("search", "zanzibar")
    _agree(checked)


@pytest.fixture
def edited_meanwhile(checked: Clerk, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """An edit that comes after the index has looked at the files, and before their words are read."""
    from somei_cli.store.index import tables

    usual = tables.create_full_text

    def edit_and_create(db: sqlite3.Connection) -> None:
        _put_word(_first_file(checked))
        usual(db)

    monkeypatch.setattr(tables, "create_full_text", edit_and_create)
    return checked


def test_an_edit_while_the_words_are_read_is_found(edited_meanwhile: Clerk) -> None:
    assert "zanzibar" in edited_meanwhile.ok("search", "zanzibar")
    _agree(edited_meanwhile)
    assert edited_meanwhile.run("check", "--json") == edited_meanwhile.run("check", "--json", "--no-index")


def test_a_document_that_was_classified_in_between_leaves_no_words(checked: Clerk) -> None:
    file = _first_file(checked)
    words = re.findall(r"\w{6,}", file.read_text())
    text = re.sub(r"(?m)^(marking|subject|from|to) = .*\n", "", file.read_text())
    file.write_text(text.replace('type = "', 'subject = "EU SECRET"\nmarking = "SECRET UE/EU SECRET"\ntype = "', 1))

    _agree(checked)
    assert words


def test_two_searches_at_once_find_the_same(checked: Clerk) -> None:
    wanted = checked.ok(*SEARCHES[0])
    for _ in range(3):
        _index_file(checked).unlink()
        checked.run("check")
        assert not _has_full_text(checked)

        command = [sys.executable, "-m", "somei_cli", *SEARCHES[0]]
        where = {**os.environ, "PYTHONPATH": str(PROJECT)}
        searches = [
            subprocess.Popen(command, cwd=checked.folder, env=where, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            for _ in range(3)
        ]
        assert [search.communicate()[0].decode() for search in searches] == [wanted] * 3
        assert _has_full_text(checked)


def test_an_index_that_lost_its_full_text_is_not_believed(checked: Clerk) -> None:
    checked.ok(*SEARCHES[0])
    db = sqlite3.connect(_index_file(checked))
    db.executescript("DROP TABLE full_text; DROP TABLE spelling; DROP TABLE absence;")
    db.close()

    _agree(checked)
    assert _has_full_text(checked)


def test_half_of_a_full_text_is_not_believed(checked: Clerk) -> None:
    db = sqlite3.connect(_index_file(checked))
    db.executescript("CREATE TABLE spelling (length INTEGER, sketch INTEGER, word TEXT);")
    db.close()

    _agree(checked)
