"""The layout of the package: figures that may only get better, and names that may stand once only."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from conftest import PROJECT

PACKAGE = PROJECT / "somei_cli"

MOST_LINES = 450
"""Lines of a module."""
MOST_IN_A_FOLDER = 30
"""Modules of a folder; commands are one module each."""

# Ratchets: today's figures. A change that makes one smaller writes the smaller one here.
MODULES = 458
SHORT_MODULES = 90
"""Modules under 60 lines outside of `commands`."""
STEMS_USED_TWICE = 11
"""Names of modules that stand twice in one layer."""
VAGUE_NAMES = 10.6
"""Of a hundred names that are bound, so many say nothing."""

GERUNDS = frozenset({"lettering"})
"""Modules named by what they do, which shall be nouns."""
NOUNS = frozenset({"diagram_escaping", "heading", "numbering", "search_folding", "spelling", "type_heading", "wording"})
"""Words on -ing that are nouns of the trade."""

VAGUE = frozenset(
    """
    told held one some known found met at here there rest asked said given wanted meant kept shown seen made came left
    settled taken brought carried put how what who when these those many few other others all both either such same it
    them thing things data info res obj tmp val ret stuff
    """.split()
)


@cache
def modules() -> tuple[Path, ...]:
    return tuple(path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py")


def outside_commands() -> list[Path]:
    return [path for path in modules() if path.relative_to(PACKAGE).parts[0] != "commands"]


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_a_public_class_has_a_name_of_its_own() -> None:
    names = Counter(
        node.name
        for path in modules()
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_name_gets_round_that_by_a_figure_or_a_line() -> None:
    classes = (node.name for path in modules() for node in tree(path).body if isinstance(node, ast.ClassDef))
    assert [name for name in classes if re.search(r"[0-9_]$", name)] == []


def test_no_module_is_longer_than_one_can_read() -> None:
    assert [str(path) for path in modules() if length(path) > MOST_LINES] == []


def test_a_folder_is_no_heap() -> None:
    folders = Counter(path.parent for path in outside_commands())
    assert [str(folder) for folder, count in folders.items() if count > MOST_IN_A_FOLDER] == []


def test_the_figures_only_fall() -> None:
    short = sum(length(path) < 60 for path in outside_commands())
    stems = Counter((path.relative_to(PACKAGE).parts[0], path.stem) for path in modules())

    assert len(outside_commands()) <= MODULES
    assert short <= SHORT_MODULES
    assert sum(count > 1 for count in stems.values()) <= STEMS_USED_TWICE


def test_modules_are_nouns() -> None:
    gerunds = {path.stem for path in outside_commands() if path.stem.rstrip("_").endswith("ing")}
    assert gerunds - NOUNS <= GERUNDS


def bound_names() -> Iterator[str]:
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node.name.strip("_")
                arguments = (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs)
                yield from (argument.arg.strip("_") for argument in arguments)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id.strip("_")


def test_names_say_what_they_hold() -> None:
    names = [name for name in bound_names() if name not in {"self", "cls", ""}]
    vague = sum(name in VAGUE for name in names)
    assert 100 * vague / len(names) <= VAGUE_NAMES
