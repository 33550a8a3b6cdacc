"""The fence: each module asks GitPython only for what is listed here, and one module starts programs beside git.

GitPython's dynamic `repo.git.*` passes options of strangers on, and its named methods have been got round often
(CVE-2022-24439, CVE-2023-40267, CVE-2023-40590, CVE-2026-44243, and the advisories after them).
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeGuard

import pytest
from conftest import PROJECT

PACKAGE = PROJECT / "somei_cli"
MODULES = sorted(PACKAGE.rglob("*.py"))


class Use(NamedTuple):
    """What a module may ask of GitPython, and of a repository that GitPython opened for it."""

    of_gitpython: frozenset[str]
    of_a_repo: frozenset[str]


USES = {
    "store/git/repository.py": Use(
        frozenset({"Repo", "NoSuchPathError", "InvalidGitRepositoryError"}), frozenset({"working_tree_dir"})
    )
}
"""The modules that may import GitPython; why there are not more of them: `tests/store/test_gitpython_limits.py`."""
FENCE = "_without_git_variables"
"""The context in which GitPython is imported and asked: it reads variables when it is imported, and later again."""
STARTERS = {
    "subprocess": {"store/git/command.py", "store/process/launch.py"},
    "multiprocessing": {"store/process/limited_workers.py", "store/process/fork_pool.py"},
    "pydoc": set(),
    "ctypes": {
        "extraction/sources/pdf/notes_and_properties.py",
        "extraction/sources/pdf/glyphs.py",
        "extraction/sources/pdf/struck_glyphs.py",
    },
}
"""What can start a program or a process, and the modules that may: git itself, the clerk's own editor, opener and
pager, readers apart, what hands a buffer to the reader of PDFs."""
LAUNCHING = {"commands/edit_text.py", "commands/open_.py", "commands/shared/terminal.py"}
"""The modules that have a program started at the terminal; `tests/commands/test_edit_in_editor.py`, `test_open.py` and
`test_pager.py` there say when."""
NEVER = frozenset({"pickle", "marshal", "shelve", "pty", "code", "runpy", "gitdb", "yaml", "jinja2", "xmlrpc"})
CALLS = frozenset({"eval", "exec", "compile", "__import__", "breakpoint"})
OF_OS = ("system", "popen", "exec", "spawn", "posix_spawn", "startfile")


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _faults(module: Path) -> Iterator[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    name = str(module.relative_to(PACKAGE))
    for root in {imported.partition(".")[0] for imported in _imported(tree)}:
        if root in NEVER or (root in STARTERS and name not in STARTERS[root]) or (root == "git" and name not in USES):
            yield f"{name} imports {root}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield f"{name}:{node.lineno} calls {node.func.id}"
        if _is_attribute_of(node, "os") and node.attr.startswith(OF_OS):
            yield f"{name}:{node.lineno} calls os.{node.attr}"
        if isinstance(node, ast.keyword) and node.arg == "shell":
            yield f"{name}:{node.value.lineno} asks for a shell"


def test_no_module_starts_what_it_may_not() -> None:
    assert [fault for module in MODULES for fault in _faults(module)] == []


def test_a_program_is_started_for_the_listed_commands_alone_with_a_path_of_our_own() -> None:
    launch = "somei_cli.store.process.launch"
    trees = {str(module.relative_to(PACKAGE)): ast.parse(module.read_text(encoding="utf-8")) for module in MODULES}
    assert {name for name, tree in trees.items() if launch in _imported(tree)} == LAUNCHING

    calls = [
        node
        for node in ast.walk(trees["store/process/launch.py"])
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("subprocess.")
    ]
    started = [ast.unparse(call.args[0]) for call in sorted(calls, key=lambda call: call.lineno)]
    assert started == ["[*editor, str(path)]", "[opener, str(place)]", "[*pager]"]
    assert all("env" in {keyword.arg for keyword in call.keywords} for call in calls)


@pytest.mark.parametrize("module", USES)
def test_gitpython_is_asked_only_for_what_is_listed(module: str) -> None:
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    repos = [
        item
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(item.context_expr, ast.Call) and ast.unparse(item.context_expr.func) == "git.Repo"
    ]
    for repo in repos:
        assert isinstance(repo.context_expr, ast.Call)
        options = {keyword.arg: ast.unparse(keyword.value) for keyword in repo.context_expr.keywords}
        assert options["expand_vars"] == "False"
    repo_names = {ast.unparse(repo.optional_vars) for repo in repos if repo.optional_vars}
    of_gitpython = [node for node in ast.walk(tree) if _is_attribute_of(node, "git")]
    of_a_repo = [node for node in ast.walk(tree) for name in repo_names if _is_attribute_of(node, name)]

    # Each one is opened in a `with`, so that GitPython ends what it started.
    assert sum(node.attr == "Repo" for node in of_gitpython) == len(repos) == len(repo_names)
    assert {node.attr for node in of_gitpython} == USES[module].of_gitpython
    assert {node.attr for node in of_a_repo} == USES[module].of_a_repo
    # Handed on to nobody, who might ask for more.
    read = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    assert read.count("git") == len(of_gitpython)
    assert sum(map(read.count, repo_names)) == len(of_a_repo)


@pytest.mark.parametrize("module", USES)
def test_gitpython_is_imported_and_asked_behind_the_fence(module: str) -> None:
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    assert "git" not in {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    fenced = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.With) and any(ast.unparse(item.context_expr) == f"{FENCE}()" for item in node.items)
        for inner in ast.walk(node)
    }
    imports = {
        node for node in ast.walk(tree) if isinstance(node, ast.Import) and "git" in {name.name for name in node.names}
    }
    assert imports
    assert (imports | {node for node in ast.walk(tree) if _is_attribute_of(node, "git")}) <= fenced


OPEN_CLONE = """
import os, sys
from pathlib import Path
from somei_cli.errors import NotARepository
from somei_cli.store.git.repository import open_clone
before = dict(os.environ)
try:
    open_clone(Path(sys.argv[1]))
except NotARepository as refusal:
    print(refusal)
assert "git" in sys.modules
assert dict(os.environ) == before
"""


def test_no_variable_turns_gitpython_to_another_git_or_repository(tmp_path: Path) -> None:
    mark, program, elsewhere, folder = (tmp_path / name for name in ("mark", "program", "elsewhere", "folder"))
    program.write_text(f"#!/bin/sh\necho \"$*\" >> '{mark}'\n")
    program.chmod(0o755)
    folder.mkdir()
    subprocess.run(["git", "init", "-q", elsewhere], check=True)
    hostile = {
        "GIT_PYTHON_GIT_EXECUTABLE": str(program),
        "GIT_PYTHON_REFRESH": "nonsense",
        "GIT_PYTHON_TRACE": "full",
        "GIT_DIR": str(elsewhere / ".git"),
        "GIT_COMMON_DIR": str(elsewhere / ".git"),
        "GIT_WORK_TREE": str(elsewhere),
        "GIT_OBJECT_DIRECTORY": str(elsewhere / ".git/objects"),
    }

    command = [sys.executable, "-c", OPEN_CLONE, folder]
    answer = subprocess.run(command, env=os.environ | hostile, capture_output=True, text=True, check=False)

    assert (answer.returncode, answer.stderr, mark.exists()) == (0, "", False)
    assert "it belongs to no git repository" in answer.stdout


def _is_attribute_of(node: ast.AST, name: str) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name


def test_every_call_of_git_goes_through_the_one_runner() -> None:
    """A word that was typed stands behind `--` or `--end-of-options`, or was resolved to a hash before."""
    text = (PACKAGE / "store/git/command.py").read_text(encoding="utf-8")
    assert text.count("subprocess.run(") == 1
    assert text.count("subprocess.Popen(") == 1
    assert text.count("= self._prepare(*args") == 2
    assert "--end-of-options" in text
