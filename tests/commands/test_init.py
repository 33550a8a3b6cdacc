"""Starting a register: where, what, and what is left alone."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands.terminal_runs import run_on_terminal
from conftest import PROJECT, SAMPLE, Clerk


def test_a_fresh_folder_becomes_a_register_in_a_repository(empty: Clerk) -> None:
    answer = empty.run("init")

    assert answer.status == 0
    assert answer.err.startswith("Started a register in ")
    assert empty.log() == ["Start the register"]
    assert "Somei-Action: init" in empty.git("log", "--format=%B")
    assert set(empty.git("ls-files").splitlines()) == {
        ".gitattributes",
        "somei.toml",
        "taplo.toml",
        "vocabulary/bodies.toml",
        "vocabulary/document_types.toml",
        "vocabulary/subject_codes.toml",
        "vocabulary/terms.toml",
    }
    assert "schema = 1\n" in empty.read("somei.toml")
    assert 'ENFOPOL = "Law enforcement: police"' in empty.read("vocabulary/subject_codes.toml")
    assert empty.git("status", "--porcelain") == ""


def test_a_second_register_in_the_same_place_is_refused(clerk: Clerk) -> None:
    answer = clerk.run("init")

    assert answer.status == 5
    assert "There is a register in" in answer.err
    assert clerk.log() == ["Start the register"]


def test_in_an_existing_repository_only_the_own_files_are_committed(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.write("notes.txt", "mine\n")
    empty.write("staged.txt", "staged\n")
    empty.git("add", "staged.txt")

    empty.ok("init", "records")

    assert "records/somei.toml" in empty.git("ls-tree", "-r", "--name-only", "HEAD")
    assert empty.git("status", "--porcelain") == "A  staged.txt\n?? notes.txt"


def test_files_of_the_clerk_are_never_overwritten(empty: Clerk) -> None:
    empty.write("vocabulary/terms.toml", "mine\n")

    answer = empty.run("init")

    assert answer.status == 5
    assert empty.read("vocabulary/terms.toml") == "mine\n"
    assert not (empty.folder / ".git").exists()


@pytest.mark.parametrize("name", ["taplo.toml", ".taplo.toml"])
def test_settings_of_taplo_that_are_there_stay(empty: Clerk, name: str) -> None:
    empty.write(name, "mine\n")

    empty.ok("init")

    assert empty.read(name) == "mine\n"
    assert empty.git("status", "--porcelain") == f"?? {name}"


def test_an_editor_that_lays_out_toml_leaves_the_canonical_form(clerk: Clerk) -> None:
    taplo = Path(sys.executable).with_name("taplo")
    if not taplo.exists():
        pytest.skip("not installed: the package taplo")
    shutil.copytree(PROJECT / "register/documents", clerk.folder / "documents")
    clerk.git("add", "-A")

    done = subprocess.run([taplo, "fmt"], cwd=clerk.folder, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done
    assert clerk.git("diff", "--name-only") == ""
    assert (PROJECT / "register/taplo.toml").read_text() == clerk.read("taplo.toml")


def test_a_dry_run_writes_nothing(empty: Clerk) -> None:
    answer = empty.run("init", "--dry-run")

    assert answer.status == 0
    assert "somei.toml" in answer.out
    assert list(empty.folder.iterdir()) == []


def test_without_an_identity_nothing_is_left_behind(empty: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")

    answer = empty.run("init")

    assert answer.status == 3
    assert "user.name" in answer.err
    assert list(empty.folder.iterdir()) == []


@pytest.mark.parametrize(("typed", "is_kept"), [("\n", True), ("n\n", False)])
def test_at_a_terminal_it_asks_once_whether_files_are_kept(empty: Clerk, typed: str, is_kept: bool) -> None:
    screen = run_on_terminal(empty, "init", after="[Y/n]", keys=typed)

    assert screen.status == 0
    assert ("keep = false" in empty.read("somei.toml")) is not is_kept
    shutil.copy(SAMPLE, empty.folder / "a.md")
    assert ("A copy is kept." in empty.run("import", "a.md").err) is is_kept
