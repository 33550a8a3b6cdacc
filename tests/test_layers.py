"""The layers: each imports only what is below it, and a module that does not is found."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

BREACHES = {
    "a layer that imports from above": ("model/document_number.py", "from somei_cli.store.register import register\n"),
    "a pure layer that knows the terminal": ("formats/toml/document.py", "import typer\n"),
    "a pure layer that knows git": ("rules/definition/rule.py", "import subprocess\n"),
    "a command that knows git": ("commands/show.py", "import git\n"),
    "layers side by side that know each other": ("render/output/view.py", "from somei_cli.actions import act\n"),
    "a circle inside a layer": ("model/markings.py", "from somei_cli.model import document\n"),
    "a folder that is no layer": ("attic/__init__.py", '"""No layer."""\n'),
    "a folder of the store that imports from above": ("store/git/head.py", "from somei_cli.store.index import keys\n"),
}
"""What is written at the end of a module: its name and an import that a contract forbids."""


def lint_imports(project: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([linter, "--no-cache"], cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the package with the contracts."""
    shutil.copytree(PROJECT / "somei_cli", tmp_path / "somei_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept(project: Path) -> None:
    done = lint_imports(project)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_found(project: Path, breach: str) -> None:
    name, line = BREACHES[breach]
    file = project / "somei_cli" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text((file.read_text() if file.exists() else "") + line)

    done = lint_imports(project)

    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout or "not listed" in done.stdout or "exhaustive" in done.stdout.lower()
