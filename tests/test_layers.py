"""The ladder holds, and each of its contracts is seen to break when a floor climbs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT

CLIMBING = {
    "a floor that imports from above": ("model/document_number.py", "from somei_cli.store.register import register\n"),
    "a pure floor that knows the terminal": ("formats/toml/document.py", "import typer\n"),
    "a pure floor that knows git": ("rules/definition/rule.py", "import subprocess\n"),
    "a command that knows git": ("commands/show.py", "import git\n"),
    "rooms that know each other": ("render/output/view.py", "from somei_cli.actions import act\n"),
    "a circle inside a floor": ("model/markings.py", "from somei_cli.model import document\n"),
    "a folder without a floor": ("attic/__init__.py", '"""No floor."""\n'),
}


def _contracts(house: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([linter, "--no-cache"], cwd=house, capture_output=True, text=True, check=False)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package with the contracts."""
    shutil.copytree(PROJECT / "somei_cli", tmp_path / "somei_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_ladder_stands(house: Path) -> None:
    done = _contracts(house)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("how", CLIMBING)
def test_a_climber_is_caught(house: Path, how: str) -> None:
    name, line = CLIMBING[how]
    file = house / "somei_cli" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text((file.read_text() if file.exists() else "") + line)

    done = _contracts(house)

    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout or "not listed" in done.stdout or "exhaustive" in done.stdout.lower()
