"""A register is opened in one way, and each of its states has its own settings and vocabulary."""

import ast
import os
from pathlib import Path

import pytest
from conftest import Clerk, prepared

import somei_cli
from somei_cli.errors import NoRegisterInState
from somei_cli.store.git.command import Git
from somei_cli.store.register.git_files import Committed, Staged
from somei_cli.store.register.register import open_register
from somei_cli.store.register.work_tree_files import RegisterFiles, WorkTree

PACKAGE = Path(somei_cli.__file__).parent


def test_only_one_function_makes_a_register() -> None:
    makers = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Register", "RegisterState"}
    }

    assert makers == {"store/register/register.py"}


@prepared
def changed(clerk: Clerk) -> Clerk:
    """A register whose last commit, git index and work tree have different names and titles of a code."""
    for name, title in (("Committed", "Iron"), ("Staged", "Tin"), ("Present", "Lead")):
        settings, codes = clerk.read("somei.toml"), clerk.read("vocabulary/subject_codes.toml")
        clerk.write("somei.toml", "\n".join(_named(line, name) for line in settings.splitlines()) + "\n")
        lines = (f'ACIER = "{title}"' if line.startswith("ACIER =") else line for line in codes.splitlines())
        clerk.write("vocabulary/subject_codes.toml", "\n".join(lines) + "\n")
        if name == "Committed":
            clerk.git("commit", "-qam", "Names")
        elif name == "Staged":
            clerk.git("add", ".")
    return clerk


def _named(line: str, name: str) -> str:
    return f'name = "{name}"' if line.startswith("name =") else line


def states(root: Path) -> dict[str, tuple[RegisterFiles | None, str]]:
    git = Git(root)
    return {
        "Present": (None, "Lead"),
        "Staged": (Staged(git), "Tin"),
        "Committed": (Committed(git, git.resolve("HEAD")), "Iron"),
    }


def test_each_state_has_its_settings_and_its_vocabulary(changed: Clerk) -> None:
    for name, (files, title) in states(changed.folder).items():
        register = open_register(changed.folder, files)
        codes = {str(code): words for code, words in register.snapshot().vocabulary.codes.items()}

        assert (register.settings.name, codes["ACIER"]) == (name, title)


def test_a_snapshot_keeps_the_vocabulary_of_its_state(changed: Clerk) -> None:
    register = open_register(changed.folder)
    files, title = states(changed.folder)["Committed"]
    assert files is not None
    with register.using_files(files):
        snapshot = register.snapshot()
        assert register.settings.name == "Committed"
    assert register.settings.name == "Present"

    codes = {str(code): words for code, words in snapshot.vocabulary.codes.items()}

    assert (snapshot.settings.name, codes["ACIER"]) == ("Committed", title)


def test_a_state_without_a_register_is_refused(empty: Clerk) -> None:
    git = Git(empty.folder)
    git.run("init", "-q")
    author = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    git.run("commit", "-q", "--allow-empty", "-m", "Nothing", env={**os.environ, **author})
    commit = git.resolve("HEAD")
    refusals = {
        "work tree": WorkTree(empty.folder),
        "index": Staged(git),
        f"commit {commit[:10]}": Committed(git, commit),
    }

    for place, files in refusals.items():
        with pytest.raises(NoRegisterInState) as refusal:
            open_register(empty.folder, files)

        assert str(refusal.value) == f"somei.toml: is not in {'the ' * (place in {'work tree', 'index'})}{place}"
