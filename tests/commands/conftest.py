"""Clerks at one server; who needs another one says so in its own module."""

from pathlib import Path

import pytest
from clerks import copied_colleague, hub_of, prepared_at_hub
from conftest import Clerk


@prepared_at_hub
def hub(clerk: Clerk) -> Path:
    """The server, with a document that all have."""
    hub = hub_of(clerk)
    clerk.ok("add", "15070/19", "--subject", "Lamps", "--place", "Brussels", "--code", "COSI 254")
    clerk.git("push", "-q")
    return hub


@pytest.fixture
def ada(hub: Path, tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    return copied_colleague(hub, "ada", tmp_path_factory)


@pytest.fixture
def ben(hub: Path, tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    return copied_colleague(hub, "ben", tmp_path_factory)
