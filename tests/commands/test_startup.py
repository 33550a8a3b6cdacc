"""What a start costs: commands load only what they need."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import Clerk

from somei_cli.__main__ import _LOADED_BY_USE

pytestmark = pytest.mark.fast

PROBE = """
import json, sys
from somei_cli.cli import app
try:
    app({words!r})
except SystemExit as left:
    status = left.code
loaded = sorted(sys.modules)
print(json.dumps([status, loaded]), file=sys.stderr)
"""


def _refuse_unknown(modules: Iterable[str]) -> None:
    """A name that no module bears is forbidden in vain."""
    assert [name for name in modules if name.startswith("somei_cli") and find_spec(name) is None] == []


def _loaded(clerk: Clerk, *words: str) -> frozenset[str]:
    command = [sys.executable, "-c", PROBE.format(words=list(words))]
    done = subprocess.run(command, cwd=clerk.folder, capture_output=True, text=True, check=True, env=os.environ)
    status, modules = json.loads(done.stderr.splitlines()[-1])
    assert not status
    return frozenset(modules)


HEAVY = (
    "rich",
    "git",
    "somei_cli.model",
    "somei_cli.rules",
    "somei_cli.store.register.register",
    "sqlite3",
    "tomllib",
    "rtoml",
    "tomli_w",
)


@pytest.mark.parametrize(
    "words", [("--version",), ("completion", "bash"), ("completion", "zsh"), ("completion", "fish")]
)
def test_the_lightest_commands_load_no_register(empty: Clerk, words: tuple[str, ...]) -> None:
    _refuse_unknown(HEAVY)
    assert _loaded(empty, *words) & set(HEAVY) == set()


def test_the_help_of_the_program_loads_no_command(empty: Clerk) -> None:
    loaded = _loaded(empty, "--help")

    assert loaded & set(HEAVY) == set()
    assert {name.split(".")[2] for name in loaded if name.startswith("somei_cli.commands.")} == {"shared"}
    assert not {"somei_cli.commands.xref.graph", "somei_cli.commands.xref.scan"} & _loaded(empty, "xref", "--help")


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("show", "15070/19"),
        ("show", "15070/19", "--json"),
        ("codes", "COSI"),
        ("search", "terrorism"),
        ("stats", "--by", "year"),
    ],
)
def test_reading_in_a_pipe_loads_neither_rich_nor_git(registered: Clerk, words: tuple[str, ...]) -> None:
    assert _loaded(registered, *words) & {"rich", "git", "somei_cli.rules", "jsonschema"} == set()


@pytest.mark.parametrize("words", [("show", "15070/19"), ("xref", "list", "15070/19")])
def test_a_page_needs_neither_git_nor_the_lists_of_the_register(registered: Clerk, words: tuple[str, ...]) -> None:
    unneeded = {
        "somei_cli.store.git.command",
        "somei_cli.formats.toml.vocabulary",
        "somei_cli.model.register.public_view",
    }
    _refuse_unknown(unneeded)
    assert _loaded(registered, *words) & unneeded == set()


@pytest.mark.parametrize("words", [("list",), ("show", "15070/19"), ("status",), ("log",)])
def test_modules_of_python_that_nobody_uses_are_not_loaded(registered: Clerk, words: tuple[str, ...]) -> None:
    used = {"subprocess"} if words[0] in {"status", "log"} else set()
    command = [sys.executable, "-X", "importtime", "-m", "somei_cli", *words]
    done = subprocess.run(command, cwd=registered.folder, capture_output=True, text=True, check=True)

    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "typer" in loaded
    assert loaded & (set(_LOADED_BY_USE) - used) == set()


STAND_INS = """
import sys, threading
from somei_cli.__main__ import _LOADED_BY_USE, _load_by_use
already = [name for name in _LOADED_BY_USE if name in sys.modules]
for name in _LOADED_BY_USE:
    sys.modules.pop(name, None)
    _load_by_use(name)
import bz2, ipaddress, locale, lzma, platform, subprocess, sysconfig, tokenize
stand_ins = [bz2, ipaddress, locale, lzma, platform, subprocess, sysconfig, tokenize]
assert all(sys.modules[module.__name__] is module and not hasattr(module, "__file__") for module in stand_ins)
found = []
def ask():
    found.append((ipaddress.ip_address, subprocess.run, lzma.LZMAError, bz2.compress, platform.system))
threads = [threading.Thread(target=ask) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(found) == 8 and len(set(found)) == 1
from tokenize import TokenError, generate_tokens
from sysconfig import *
import ipaddress as loaded
assert loaded is not ipaddress and loaded.__file__ and loaded.ip_address is ipaddress.ip_address
assert not hasattr(ipaddress, "no_such_name") and not hasattr(ipaddress, "__getattr__")
assert callable(get_paths)
"""


def test_what_stands_in_for_a_module_loads_it_at_its_first_use() -> None:
    subprocess.run([sys.executable, "-c", STAND_INS], check=True)


def test_a_table_needs_no_markdown(registered: Clerk) -> None:
    loaded = _loaded(registered, "list", "--format", "table")
    assert "rich.table" in loaded
    assert loaded & {"markdown_it", "pygments"} == set()


def test_a_status_in_a_pipe_loads_neither_pages_nor_how_python_was_built(registered: Clerk) -> None:
    if not Path("/usr/share/zoneinfo/Europe/Brussels").is_file():
        pytest.skip("this system has its time zones elsewhere")
    loaded = _loaded(registered, "status")

    _refuse_unknown({"somei_cli.render.output.page"})
    assert "zoneinfo" in loaded
    assert {
        name for name in loaded if name.startswith("_sysconfigdata") or name == "somei_cli.render.output.page"
    } == set()


def test_writing_asks_git_and_no_library_about_it(registered: Clerk) -> None:
    assert "git" not in _loaded(registered, "classify", "15070/19", "SIRIS", "-m", "why")


MOMENT = 3
"""Seconds after which the index trusts what it saw of a file."""
MOST_LINES_LOADED = {
    ("show", "15070/19"): 9_168,
    ("list",): 9_484,
    ("xref", "list", "15070/19"): 9_152,
    ("search", "terrorism"): 11_140,
    ("stats", "--by", "year"): 9_309,
    ("codes", "COSI"): 8_552,
    ("check", "-q"): 11_150,
}
"""Lines of somei that a call may load. A merge of modules that loads more is not made."""


def test_a_start_loads_no_more_of_somei_than_it_needs(registered: Clerk) -> None:
    # The index reads files again that changed a moment ago; the second check finds nothing changed. The first search
    # adds the full text.
    registered.process("list")
    registered.process("search", "terrorism")
    time.sleep(MOMENT)
    registered.process("check")
    loaded = {words: _loaded(registered, *words) for words in MOST_LINES_LOADED}

    assert all(len(names) > 50 for names in loaded.values())
    assert {words: _lines(names) for words, names in loaded.items() if _lines(names) > MOST_LINES_LOADED[words]} == {}


def test_a_file_that_was_only_touched_loads_no_reader_of_documents(registered: Clerk) -> None:
    registered.process("status")
    for file in registered.folder.glob("documents/**/*.toml"):
        file.write_bytes(file.read_bytes())

    unneeded = {"somei_cli.formats.toml.document", "somei_cli.store.index.tables", "somei_cli.store.index.records"}
    _refuse_unknown(unneeded)
    assert _loaded(registered, "status") & unneeded == set()


def test_a_check_after_a_change_loads_no_rules_about_the_history(registered: Clerk) -> None:
    registered.process("check")
    registered.process("classify", "15070/19", "SIRIS")

    unneeded = {"somei_cli.rules.catalogue", "somei_cli.rules.house_rules", "somei_cli.model.history.steps"}
    _refuse_unknown(unneeded)
    loaded = _loaded(registered, "check", "-q")
    assert "somei_cli.rules.state_rules" in loaded
    assert loaded & unneeded == set()


def test_an_act_loads_what_works_with_a_server_only_if_there_is_one(registered: Clerk) -> None:
    unneeded = {"somei_cli.store.remote.remote", "somei_cli.actions.act_on_remote"}
    _refuse_unknown(unneeded)
    assert _loaded(registered, "classify", "15070/19", "SIRIS") & unneeded == set()


def test_an_undo_merges_only_what_was_changed_since(registered: Clerk) -> None:
    registered.process("classify", "15070/19", "SIRIS")
    assert "somei_cli.formats.merge.documents" not in _loaded(registered, "undo", "-m", "not meant")


def _lines(names: Iterable[str]) -> int:
    specs = (find_spec(name) for name in names if name.split(".")[0] == "somei_cli")
    files = (Path(str(spec.origin)) for spec in specs if spec and spec.has_location)
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)


def test_the_module_is_the_program(empty: Clerk) -> None:
    from somei_cli import __version__

    assert empty.process("--version").stdout == f"somei {__version__}\n".encode()
