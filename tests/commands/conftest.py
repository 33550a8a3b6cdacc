"""Clerks at one server; who needs another one says so in its own module."""

from pathlib import Path

import pytest
from clerks import colleague, hub_of
from conftest import Clerk


@pytest.fixture
def hub(clerk: Clerk) -> Path:
    """The server, with a document that all have."""
    hub = hub_of(clerk)
    clerk.ok("add", "15070/19", "--subject", "Lamps", "--place", "Brussels", "--code", "COSI 254")
    clerk.git("push", "-q")
    return hub


@pytest.fixture
def ada(hub: Path) -> Clerk:
    return colleague(hub, "ada")


@pytest.fixture
def ben(hub: Path) -> Clerk:
    return colleague(hub, "ben")
