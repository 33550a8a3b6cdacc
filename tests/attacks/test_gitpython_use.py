"""The fence: GitPython finds a repository and does nothing else, and nothing but git is ever started.

GitPython's dynamic `repo.git.*` passes options of strangers on, and its named methods have been got round often
(CVE-2022-24439, CVE-2023-40267, CVE-2023-40590, CVE-2026-44243, and the advisories after them).
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

from conftest import PROJECT

PACKAGE = PROJECT / "somei_cli"
MODULES = sorted(PACKAGE.rglob("*.py"))

FINDER = "store/git/repository.py"
OF_GITPYTHON = frozenset({"Repo", "NoSuchPathError", "InvalidGitRepositoryError"})
OF_A_REPO = frozenset({"working_tree_dir"})
STARTERS = {
    "subprocess": {"store/git/command.py"},
    "multiprocessing": {"store/process/limited_workers.py", "store/process/fork_pool.py"},
    "pydoc": {"render/output/streams.py"},
    "ctypes": {"extraction/sources/pdf/notes_and_properties.py", "extraction/sources/pdf/glyphs.py"},
}
"""What can start a program or a process, and the modules that may: git itself, readers
apart, the clerk's own pager, what hands a buffer to the reader of PDFs."""
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
        if root in NEVER or (root in STARTERS and name not in STARTERS[root]) or (root == "git" and name != FINDER):
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


def test_gitpython_is_asked_for_the_place_of_a_repository_and_nothing_else() -> None:
    tree = ast.parse((PACKAGE / FINDER).read_text(encoding="utf-8"))
    repos = [
        item
        for node in ast.walk(tree)
        if isinstance(node, ast.With)
        for item in node.items
        if isinstance(item.context_expr, ast.Call) and ast.unparse(item.context_expr.func) == "git.Repo"
    ]
    assert len(repos) == 1
    (repo,) = repos
    assert isinstance(repo.context_expr, ast.Call)
    told = {keyword.arg: ast.unparse(keyword.value) for keyword in repo.context_expr.keywords}
    assert told["expand_vars"] == "False"
    assert isinstance(repo.optional_vars, ast.Name)

    (finder,) = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "_find_work_tree"
    ]
    of_module = [node for node in ast.walk(finder) if _is_attribute_of(node, "git")]
    of_repo = [node for node in ast.walk(finder) if _is_attribute_of(node, repo.optional_vars.id)]
    assert {node.attr for node in of_module} == OF_GITPYTHON
    assert {node.attr for node in of_repo} == OF_A_REPO
    # Handed on to nobody, who might ask it for more.
    names = [n for n in ast.walk(finder) if isinstance(n, ast.Name) and n.id in {"git", repo.optional_vars.id}]
    assert sum(isinstance(n.ctx, ast.Load) for n in names if n.id == repo.optional_vars.id) == len(of_repo)


def _is_attribute_of(node: ast.AST, name: str) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name


def test_every_call_of_git_goes_through_the_one_runner() -> None:
    """A word that was typed stands behind `--` or `--end-of-options`, or was resolved to a hash before."""
    text = (PACKAGE / "store/git/command.py").read_text(encoding="utf-8")
    assert text.count("subprocess.run(") == 1
    assert "--end-of-options" in text
