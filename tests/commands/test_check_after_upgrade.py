"""What a check keeps for the next one holds for the program that found it, and for no other."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import PROJECT, Clerk

import somei_cli

JUDGING = ("somei_cli.rules.catalogue", "somei_cli.actions.check.family_verdicts")
"""What knows every rule, and what runs them on a family."""


class Program:
    """A copy of somei, and of the libraries that rules reach, which may be changed."""

    def __init__(self, folder: Path, libraries: set[str]) -> None:
        self.folder = folder
        for package in ("somei_cli", *libraries):
            source = Path(str(getattr(find_spec(package), "origin", None))).parent
            shutil.copytree(source, folder / package, ignore=shutil.ignore_patterns("__pycache__"))

    def run(self, *words: str, cwd: Path) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=cwd,
            # Its bytecode stays in the copy, and goes with it.
            env={**os.environ, "PYTHONPATH": str(self.folder), "PYTHONPYCACHEPREFIX": ""},
            check=False,
            capture_output=True,
            text=True,
        )
        assert "Traceback" not in done.stderr
        return done.stdout

    def change(self, path: str, old: str, new: str) -> None:
        """Change a file; it then looks older than the others, as a file out of an archive may."""
        file = self.folder / path
        text, changed = file.read_text("utf-8"), file.stat().st_mtime_ns
        assert text.count(old) == 1, path
        file.write_text(text.replace(old, new), encoding="utf-8")
        os.utime(file, ns=(changed - 10**9, changed - 10**9))


def reached() -> Iterator[tuple[str, str]]:
    """Every module that judging imports, late or at once, as `name, path`; a library by its own name alone."""
    waiting, seen = list(JUDGING), set(JUDGING)
    while waiting:
        name = waiting.pop()
        if name.split(".")[0] != "somei_cli":
            yield name, f"{name}/__init__.py"
            continue
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        yield name, str(Path(spec.origin).relative_to(PROJECT))
        for imported in imports_of(Path(spec.origin)):
            if imported not in seen:
                seen.add(imported)
                waiting.append(imported)


def imports_of(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text("utf-8"))
    # What is imported for types alone does not run.
    for_types = {
        node
        for test in ast.walk(tree)
        if isinstance(test, ast.If) and ast.unparse(test.test) == "TYPE_CHECKING"
        for node in ast.walk(test)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            library = name.split(".")[0]
            if library == "somei_cli":
                if (PROJECT / Path(*name.split("."))).is_dir() or (PROJECT / f"{name.replace('.', '/')}.py").is_file():
                    yield name
            elif library not in sys.stdlib_module_names:
                yield library


@pytest.fixture(scope="module")
def modules() -> dict[str, str]:
    return dict(reached())


EDITIONS = """
import os, sys
from somei_cli.store.process.program import program_edition
edition = program_edition()
for path in sys.argv[1:]:
    status = os.stat(path)
    os.utime(path, ns=(status.st_mtime_ns - 10**9,) * 2)
    program_edition.cache_clear()
    if edition == (edition := program_edition()):
        print(path)
"""


@pytest.fixture
def program(tmp_path: Path, modules: dict[str, str]) -> Program:
    assert Path(somei_cli.__file__).parent.parent == PROJECT
    return Program(tmp_path / "program", {name for name in modules if not name.startswith("somei_cli")})


def test_rules_reach_modules_in_many_places(modules: dict[str, str]) -> None:
    assert len(modules) > 100
    assert {"somei_cli.errors", "somei_cli.store.register.register", "somei_cli.model.document", "rtoml"} <= set(
        modules
    )


def test_another_text_of_any_module_that_rules_reach_makes_another_program(
    program: Program, modules: dict[str, str]
) -> None:
    assert program.run("-c", EDITIONS, *modules.values(), cwd=program.folder).split() == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (
            "somei_cli/actions/check/family_verdicts.py",
            "run_rules(runner, [unit.entries for unit in chosen], snapshot)",
            "[([], set()) for _ in chosen]",
        ),
        ("somei_cli/rules/areas/file_form.py", "an issued document without a subject", "no subject"),
    ],
)
def test_a_changed_program_judges_anew(registered: Clerk, program: Program, path: str, old: str, new: str) -> None:
    registered.enter("documents/2020/000/ST-1-2020-INIT.toml", 'number = "1/20"\ntype = "NOTE"\ndate = 2020-03-02\n')
    words = ("-m", "somei_cli", "check", "--select", "FILE008")
    before = program.run(*words, cwd=registered.folder)
    assert "an issued document without a subject" in before
    assert program.run(*words, cwd=registered.folder) == before

    program.change(path, old, new)

    after = program.run(*words, cwd=registered.folder)
    assert after != before
    assert "an issued document without a subject" not in after
