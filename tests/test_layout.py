"""The layout of the package: figures that may only get better, and names that may stand once only."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from conftest import PROJECT

PACKAGE = PROJECT / "somei_cli"

MOST_LINES = 450
"""Lines of a module."""
MOST_IN_A_FOLDER = 30
"""Modules of a folder; commands are one module each."""

# Ratchets: today's figures. A change that makes one smaller writes the smaller one here.
MODULES = 459
SHORT_MODULES = 64
"""Modules under 60 lines outside of `commands`."""
SHARED_STEMS = {
    "actions": {"verify"},
    "commands": {"add", "list_", "options", "print", "scan", "show"},
    "extraction": {"document"},
    "formats": {"document"},
    "render": {"formats", "html"},
    "store": set(),
}
"""Names that several modules of one layer may bear: a command of several groups, a part of several formats."""
VAGUE_NAMES = 0.1
"""Of a hundred names that are bound, so many say nothing."""

NOUNS = frozenset({"numbering", "search_folding", "type_heading", "unusual_lettering"})
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


def public_types() -> Iterator[tuple[Path, str]]:
    """Classes and aliases of types that other modules may import; constants are in capitals and not among them."""
    for path in modules():
        for node in tree(path).body:
            if isinstance(node, ast.ClassDef):
                name = node.name
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
            else:
                continue
            if re.match(r"[A-Z][a-z]", name) and not is_type_variable(node):
                yield path, name


def is_type_variable(node: ast.stmt) -> bool:
    value = getattr(node, "value", None)
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "TypeVar"


def test_a_public_type_has_a_name_of_its_own() -> None:
    # What a command calls its options is known to that command alone.
    names = Counter(name for path, name in public_types() if path.relative_to(PACKAGE).parts[0] != "commands")
    assert [name for name, count in names.items() if count > 1] == []


def test_a_class_that_another_module_imports_is_public() -> None:
    imported = {
        alias.name
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("somei_cli")
        for alias in node.names
    }
    assert [name for name in imported if re.match(r"_[A-Z][a-z]", name)] == []


def test_the_glossary_knows_every_folder_and_every_type_of_the_model() -> None:
    words = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+)`", words))
    folders = {str(path.parent.relative_to(PACKAGE)) for path in outside_commands()} - {"."}
    types = {name for path, name in public_types() if path.relative_to(PACKAGE).parts[0] == "model"}

    assert folders - {name.rstrip("/") for name in named} == set()
    assert types - named == set()


def test_no_name_gets_round_that_by_a_figure_or_a_line() -> None:
    classes = (node.name for path in modules() for node in tree(path).body if isinstance(node, ast.ClassDef))
    assert [name for name in classes if re.search(r"[0-9_]$", name)] == []


def test_no_module_is_longer_than_one_can_read() -> None:
    assert [str(path) for path in modules() if length(path) > MOST_LINES] == []


def test_a_folder_is_no_heap() -> None:
    folders = Counter(path.parent for path in outside_commands())
    assert [str(folder) for folder, count in folders.items() if count > MOST_IN_A_FOLDER] == []


def test_the_figures_only_fall() -> None:
    assert len(outside_commands()) <= MODULES
    assert sum(length(path) < 60 for path in outside_commands()) <= SHORT_MODULES


def test_a_module_has_a_name_of_its_own_in_its_layer() -> None:
    stems = Counter((path.relative_to(PACKAGE).parts[0], path.stem) for path in modules())
    shared = {(layer, stem) for (layer, stem), count in stems.items() if count > 1}
    assert shared == {(layer, stem) for layer, stems in SHARED_STEMS.items() for stem in stems}


def test_modules_are_nouns() -> None:
    gerunds = {path.stem for path in outside_commands() if path.stem.rstrip("_").endswith("ing")}
    assert gerunds - NOUNS == set()


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


def late_imports() -> Iterator[tuple[str, str]]:
    """Imports inside functions and for types alone: the module, and what it imports."""
    for path in modules():
        importer = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in tree(path).body:
            inner = (
                node.body
                if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
                else [part for part in ast.walk(node) if part is not node]
            )
            for part in inner:
                if isinstance(part, ast.Import):
                    yield from ((importer, alias.name) for alias in part.names)
                elif isinstance(part, ast.ImportFrom):
                    yield importer, (part.module or "").removeprefix("somei_cli.")


def test_what_is_imported_late_is_listed() -> None:
    listed = tomllib.loads((PROJECT / "tests/late_imports.toml").read_text(encoding="utf-8"))
    allowed = {
        (importer, name) for group in listed["group"] for importer, names in group["imports"].items() for name in names
    }

    assert all(group["reason"] for group in listed["group"])
    assert set(late_imports()) == allowed


def test_what_contributing_names_is_there() -> None:
    words = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = {path for path in re.findall(r"`([\w/]+\.(?:py|toml))`", words) if "/" in path}
    assert len(paths) > 20
    assert [path for path in paths if not (PACKAGE / path).exists() and not (PROJECT / path).exists()] == []


GROWS = frozenset({"append", "extend", "add", "update", "setdefault", "insert"})


def stored(nodes: Iterable[ast.AST]) -> set[str]:
    return {part.id for part in nodes if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}


def smuggled(function: ast.FunctionDef) -> Iterator[str]:
    """The variables of a function that a function inside it writes to."""
    parts = [part for part in ast.walk(function) if part is not function]
    inner = [list(ast.walk(part)) for part in parts if isinstance(part, ast.FunctionDef | ast.Lambda)]
    inside = {id(part) for nested in inner for part in nested}
    own = stored(part for part in parts if id(part) not in inside)
    for nested in inner:
        outer = own - stored(nested)
        for part in nested:
            if isinstance(part, ast.Nonlocal):
                yield from part.names
            holder = (
                part.func.value
                if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in GROWS
                else part.value
                if isinstance(part, ast.Subscript | ast.Attribute) and isinstance(part.ctx, ast.Store)
                else None
            )
            if isinstance(holder, ast.Name) and holder.id in outer:
                yield holder.id


def test_what_is_decided_is_returned() -> None:
    """Nothing in the layers that act leaves a function by a variable of the one around it."""
    folders = [PACKAGE / "actions", PACKAGE / "commands", PACKAGE / "store/transaction", PACKAGE / "store/remote"]
    found = {
        (str(path.relative_to(PACKAGE)), name)
        for path in modules()
        if any(path.is_relative_to(folder) for folder in folders)
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        for name in smuggled(function)
    }
    assert found == set()
