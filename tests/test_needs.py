"""What tests are skipped for: what could be installed is said in one way, by which `.ci/run` finds it."""

import re
import subprocess
import sys

import pytest
from conftest import PROJECT
from needs import PACKAGES, find, lacking, need

TEXTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in (PROJECT / "tests").rglob("*.py")
    if "benchmarks" not in path.parts
}


def test_a_skip_looks_for_no_program_by_itself() -> None:
    """Nobody would install what is on no list; `unshare` is there or its mounts are not allowed."""
    looks = re.compile(r'(?:skipif\(|\n *if )[^\n]*which\("(?!unshare")')
    assert [name for name, text in TEXTS.items() if looks.search(text)] == []


def test_a_reason_that_speaks_of_installing_begins_alike() -> None:
    reasons = [reason for text in TEXTS.values() for reason in re.findall(r'(?:skip\(|reason=)f?"([^"]+)"', text)]
    assert len(reasons) > 10
    assert [reason for reason in reasons if "install" in reason and not reason.startswith("not installed: ")] == []


def test_what_tests_ask_for_has_its_packages() -> None:
    asked = {name for text in TEXTS.values() for name in re.findall(r'\b(?:need|lacking)\("([^"]+)"', text)}
    assert {"sshd", "node", "cc"} <= asked <= set(PACKAGES)


def test_a_program_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("needs._SYSTEM_FOLDERS", ())

    assert find("fish") is None
    assert lacking("fish", "zsh") == "not installed: fish, zsh"
    with pytest.raises(pytest.skip.Exception, match=r"^not installed: fish$"):
        need("fish")


def test_the_packages_are_printed_without_any_library() -> None:
    command = [sys.executable, "-I", "-S", str(PROJECT / "tests/needs.py")]
    done = subprocess.run(command, env={"PATH": ""}, capture_output=True, text=True, check=True)

    assert {"zsh", "fish", "gcc"} <= set(done.stdout.split())
