"""The index answers as the files do, whatever was done to them, and whatever was done to it."""

import gc
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EVERYTHING, SAMPLE, Clerk
from hypothesis import given, settings
from hypothesis import strategies as st
from registers import write_register
from rules.shipped_register import untouched

from somei_cli.store.index import database as lookup
from somei_cli.store.index import disk_changes as watching
from somei_cli.store.index import snapshot as shelf
from somei_cli.store.index.database import Index

QUESTIONS = (
    ("list", "--json"),
    ("list", "--limit", "3"),
    ("list", "--limit", "1", "--fields", "number,meeting"),
    ("list", "--limit", "2", "--sort", "-date"),
    ("list", "--type", "note", "--marking", "none", "--json"),
    ("list", "--body", "somei", "--since", "2000-01-03", "--lang", "fr"),
    ("list", "--code", "COSI", "--status", "issued", "--marking", "LIMITE"),
    ("search", "fishing", "opportunities", "--json"),
    ("search", "norway OR", "--any", "--limit", "4"),
    ("search", "COSI", "--limit", "3", "--year", "00"),
    ("search", "3/00", "--fuzzy", "--json"),
    ("search", "--missing", "marking", "--limit", "2", "--code", "JAI"),
    ("codes",),
    ("codes", "--year", "2000"),
    ("list", "--format", "ids"),
    ("list", "--fields", "number,type,subject_codes", "--sort", "-date", "--json"),
    ("list", "--fields", "id,marking", "--code", "JAI", "--status", "issued"),
    ("stats", "--by", "year", "--by", "series"),
    ("stats", "--by", "code", "--by", "marking", "--json"),
    ("stats", "--by", "type", "--by", "code", "--since", "2000-01-04"),
    ("stats", "--by", "body", "--by", "month", "--marking", "LIMITE"),
    ("access", "report", "--json"),
    ("meeting", "list", "--json"),
    ("followup", "list", "--json"),
    ("calendar",),
    ("xref", "graph", "--as", "json"),
    ("xref", "graph", "3/00", "--depth", "2"),
    ("number", "list", "--series", "st", "--json"),
    ("number", "list", "--series", "ST", "--gaps", "--year", "00"),
    ("number", "list", "--series", "CM", "--status", "issued"),
    ("show", "3/00", "--json"),
    ("xref", "list", "1/00", "--json"),
    ("xref", "list", "5/00"),
    ("classify", "4/00", "COSI", "JAI", "-n", "--json"),
    ("check", "--format", "concise"),
    ("check", "--select", "XREF,NUM", "--json"),
    ("check", "--staged", "--json"),
    ("check", "--since", "HEAD", "--json"),
    ("check", "--at", "HEAD", "--json"),
)
BY_INDEX = (
    ("check", "--json"),
    ("check", "--since", "HEAD", "--json"),
    ("list",),
    ("list", "--fields", "id,marking,subject_codes"),
    ("list", "--format", "csv", "--sort", "-subject"),
    ("stats", "--by", "marking", "--by", "code"),
    ("access", "report"),
    ("meeting", "list"),
    ("xref", "graph"),
)
EXACT = lookup.SWEEP_LIMIT
BROKEN = 'number = "9/00"\nsubject = \n'


def file_of(clerk: Clerk) -> Path:
    (file,) = (clerk.folder / ".git/somei").glob("index-*.db")
    return file


def agree(clerk: Clerk) -> None:
    for words in QUESTIONS:
        assert clerk.run(*words) == clerk.run(*words, "--no-index"), words


@pytest.fixture
def filled(clerk: Clerk) -> Clerk:
    write_register(clerk.folder, 40)
    return clerk


def _files(clerk: Clerk) -> list[Path]:
    return sorted((clerk.folder / "documents").rglob("*.toml"))


def _edit(clerk: Clerk, chance: random.Random) -> None:
    """Within the same file, of the same size."""
    file = chance.choice(_files(clerk))
    text = file.read_text()
    file.write_text(text.replace("LIMITE", "PUBLIC") if "LIMITE" in text else text.replace("COSI", "CATS"))


def _remove(clerk: Clerk, chance: random.Random) -> None:
    chance.choice(_files(clerk)).unlink()


def _break(clerk: Clerk, chance: random.Random) -> None:
    chance.choice(_files(clerk)).write_text(BROKEN)


def _double(clerk: Clerk, chance: random.Random) -> None:
    folder = clerk.folder / "documents" / chance.choice(("1999", "2000", "zz/1"))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{chance.randint(1, 3)}.toml").write_text(chance.choice(_files(clerk)).read_text())


def _move(clerk: Clerk, chance: random.Random) -> None:
    file = chance.choice(_files(clerk))
    file.rename(file.with_name(f"moved-{file.name}"))


def _commit(clerk: Clerk, _: random.Random) -> None:
    clerk.git("add", "--all")
    clerk.git("commit", "-qm", "By hand", "--allow-empty")


def _reset(clerk: Clerk, chance: random.Random) -> None:
    clerk.git("reset", "-q", "--hard", chance.choice(clerk.git("rev-list", "HEAD").splitlines()[:-1]))


def _checkout(clerk: Clerk, chance: random.Random) -> None:
    _commit(clerk, chance)
    clerk.git("checkout", "-q", "-B", "side", chance.choice(clerk.git("rev-list", "HEAD").splitlines()[:-1]))


def _merge(clerk: Clerk, chance: random.Random) -> None:
    _commit(clerk, chance)
    clerk.git("merge", "-q", "-X", "ours", "--no-edit", "-s", "ours", "main")


def _add(clerk: Clerk, chance: random.Random) -> None:
    clerk.run("add", f"{chance.randint(500, 900)}/00", "--subject", "A", "--code", "COSI")


DEEDS: tuple[Callable[[Clerk, random.Random], None], ...] = (
    _edit,
    _remove,
    _break,
    _double,
    _move,
    _commit,
    _reset,
    _checkout,
    _merge,
    _add,
)
IN_PLACE = (_edit, _break, _double)


@pytest.mark.parametrize("swept", [EXACT, 8])
@settings(max_examples=6 if EVERYTHING else 1)
@given(
    deeds=st.lists(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=3), min_size=1, max_size=3),
    seed=st.integers(0, 99),
)
def test_the_answers_are_those_of_the_files(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    swept: int,
    deeds: list[list[Callable[[Clerk, random.Random], None]]],
    seed: int,
) -> None:
    clerk = Clerk(tmp_path_factory.mktemp("desk"))
    clerk.ok("init")
    # These have follow-ups, an agenda and references to texts outside.
    for path, text in untouched().files.items():
        clerk.write(str(path), text)
    write_register(clerk.folder, 30, seed)
    chance = random.Random(seed)
    monkeypatch.setattr(lookup, "SWEEP_LIMIT", swept)
    monkeypatch.setattr(shelf, "READ_LIMIT", 2)
    agree(clerk)
    for some in deeds:
        for deed in some:
            # In a large register an edit in place is sure to be found only once it is shown or committed.
            if swept == EXACT or deed not in IN_PLACE:
                deed(clerk, chance)
        agree(clerk)


@pytest.mark.parametrize("deed", [_edit, _break, _double, _remove])
def test_what_the_index_alone_tells_of_a_large_register_holds_for_edits_in_place(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch, deed: Callable[[Clerk, random.Random], None]
) -> None:
    monkeypatch.setattr(lookup, "SWEEP_LIMIT", 8)
    monkeypatch.setattr(shelf, "READ_LIMIT", 2)
    # Else a file that has just been written would be looked at in any case.
    monkeypatch.setattr(watching, "_MOMENTS", 0)
    before = [filled.run(*words) for words in BY_INDEX]
    chance = random.Random(7)
    for _ in range(3):
        deed(filled, chance)
        for words in BY_INDEX:
            assert filled.run(*words) == filled.run(*words, "--no-index"), words
    filled.git("checkout", "-q", "--", "documents")
    filled.git("clean", "-qfd")

    assert [filled.run(*words) for words in BY_INDEX] == before


@pytest.mark.parametrize("unknown", ["documents/2000", "documents", "."])
def test_an_edit_in_place_is_found_where_git_knows_no_more_than_a_folder(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch, unknown: str
) -> None:
    monkeypatch.setattr(lookup, "SWEEP_LIMIT", 8)
    monkeypatch.setattr(shelf, "READ_LIMIT", 2)
    monkeypatch.setattr(watching, "_MOMENTS", 0)
    register = Clerk(filled.folder / "below/register")
    shutil.copytree(filled.folder, register.folder, ignore=shutil.ignore_patterns(".git", "below"))
    filled.git("add", "--all")
    filled.git("rm", "-rq", "--cached", f"below/register/{unknown}")
    file = next((register.folder / "documents/2000").rglob("ST-3-2000-INIT.toml"))
    for words in (("list",), ("check", "--json")):
        for now in ("700/00", "900/00"):
            before = register.run(*words)
            file.write_text(re.sub("number = .*", f'number = "{now}"', file.read_text(), count=1))
            after = register.run(*words)
            assert after == register.run(*words, "--no-index")
            assert after != before


def test_a_large_register_that_is_read_for_the_first_time_says_so(clerk: Clerk) -> None:
    folder = clerk.folder / "documents/2000/000"
    folder.mkdir(parents=True)
    for serial in range(1, 2_050):
        (folder / f"ST-{serial}-2000-INIT.toml").write_text(f'number = "{serial}/00"\n')
    words = "Reading 2,049 documents for the first time."

    assert words in clerk.run("list", "--limit", "1", terminal=True).err
    assert words not in clerk.run("list", "--limit", "1", terminal=True).err, "it is indexed now"
    shutil.rmtree(clerk.folder / ".git/somei")
    assert words in clerk.run("check", "--statistics", terminal=True).err
    shutil.rmtree(clerk.folder / ".git/somei")
    assert clerk.run("list", "--limit", "1").err == "", "a pipe says nothing"


def test_it_is_private_and_git_does_not_see_it(filled: Clerk) -> None:
    filled.ok("list")

    assert file_of(filled).stat().st_mode & 0o777 == 0o600
    assert file_of(filled).parent.stat().st_mode & 0o777 == 0o700
    assert filled.git("status", "--porcelain") == ""


@pytest.mark.parametrize("content", [b"", b"no index", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_one_is_built_anew_without_a_word(filled: Clerk, content: bytes) -> None:
    before = filled.run("list")
    file_of(filled).write_bytes(content)

    assert filled.run("list") == before
    with sqlite3.connect(file_of(filled)) as db:
        assert db.execute("SELECT count(*) FROM document").fetchone() == (40,)
    db.close()


def test_one_of_another_edition_is_built_anew(filled: Clerk) -> None:
    filled.ok("list")
    with sqlite3.connect(file_of(filled)) as db:
        db.execute("UPDATE meta SET value = '0' WHERE name = 'edition'")
        db.execute("DELETE FROM document")
    db.close()

    agree(filled)


def test_where_it_cannot_be_kept_the_files_are_read(filled: Clerk) -> None:
    before = filled.run("list")
    file_of(filled).unlink()
    file_of_lock = next((filled.folder / ".git/somei").glob("*.lock"))
    file_of_lock.unlink()
    file_of_lock.mkdir()

    assert filled.run("list") == before
    assert not list((filled.folder / ".git/somei").glob("index-*.db"))


def test_a_linked_work_tree_has_its_own(filled: Clerk, tmp_path: Path) -> None:
    filled.ok("list")
    filled.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    other = Clerk(tmp_path / "other")
    next((other.folder / "documents").rglob("*.toml")).unlink()

    agree(other)
    agree(filled)
    assert len(filled.ok("list", "--format", "ids").split()) == 40
    assert len(other.ok("list", "--format", "ids").split()) == 39


def test_a_register_of_many_folders_forgets_one_that_went(filled: Clerk) -> None:
    filled.ok("list")
    (filled.folder / "documents/2000").rename(filled.folder / "documents/2001")

    agree(filled)
    (filled.folder / "documents/2001").rename(filled.folder / "elsewhere")
    agree(filled)


def test_a_command_that_has_ended_leaves_no_index_open(registered: Clerk) -> None:
    """Its process ends anyway; a program that calls one command after another would run out of files."""
    registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    gc.collect()
    gc.disable()
    try:
        registered.ok("meeting", "list")
        registered.ok("renumber", "9/20", "10/20", "-m", "as a test")
        registered.run("check")
        registered.ok("undo", "-m", "a slip")
        registered.run("import", "--replace", "--accept-doubts", str(SAMPLE))
        assert [thing for thing in gc.get_objects() if isinstance(thing, Index)] == []
    finally:
        gc.enable()
