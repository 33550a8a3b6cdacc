"""The examples in docstrings give what they say."""

import doctest
import importlib
from pathlib import Path

import pytest

import somei_cli

ROOT = Path(somei_cli.__file__).parent
MODULES = [
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
    for path in sorted(ROOT.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


def test_docstrings_have_examples() -> None:
    assert len(MODULES) > 1


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))

    assert results.attempted > 0
    assert results.failed == 0
