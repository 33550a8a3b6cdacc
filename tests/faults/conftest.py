"""A furnished desk, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest
from conftest import Clerk
from faults.clerk_clone import Desk, furnish


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the model of the desk is, or will be: it needs the surroundings of a test to be made."""
    return tmp_path_factory.mktemp("furnished") / "desk"


@pytest.fixture
def desk(furnished: Path, tmp_path: Path) -> Desk:
    if not furnished.exists():
        made = Clerk(tmp_path / "made")
        made.folder.mkdir()
        furnish(made)
        shutil.copytree(made.folder, furnished)
    return Desk.prepared(furnished, tmp_path / "spoilt")


@pytest.fixture
def at_desk(desk: Desk) -> Clerk:
    """A clerk at the furnished desk."""
    return desk.restore()
