"""The layout of the package: figures that may only get better, and names that may stand once only."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from conftest import PROJECT

from somei_cli.commands.shared.table import COMMANDS, Group

PACKAGE = PROJECT / "somei_cli"

MOST_LINES = 450
"""Lines of a module."""
MOST_IN_A_FOLDER = 30
"""Modules of a folder; commands are one module each."""

# Ratchets: today's figures. A change that makes one smaller writes the smaller one here.
MODULES = 578
SHORT_MODULES = 75
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


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


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
        for node in nodes(path)
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
        for node in nodes(path):
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


BESIDE_COMMANDS = {
    "a part of one command, which calls an action and shows its answer": {
        "agenda.options:answer_compared",
        "check.fix:run_fix",
        "check.run:_answer_push",
        "check.run:_write_reports",
        "check.run:run_check",
        "edit:_ask_about_several",
        "edit:_edit_fields",
        "edit_sheet:_ask",
        "edit_sheet:_read_cell",
        "edit_sheet:_read_requests",
        "edit_sheet:_sheet_rows",
        "edit_sheet:edit_by_sheet",
        "edit_text:_edit_until_done",
        "edit_text:edit_in_editor",
        "export:_write_forms",
        "export:show_exposed",
        "export_sheet:write_sheet",
        "import_questions:_ask",
        "import_questions:_ask_about_field",
        "import_questions:_ask_items",
        "import_questions:_ask_value",
        "import_questions:_empty_values",
        "import_questions:_offers",
        "import_questions:_proposals",
        "import_questions:_typed_word",
        "import_questions:ask_about_file",
        "import_questions:ask_about_files",
        "import_run:_keep_files",
        "import_run:_register",
        "import_run:_show_differences",
        "import_run:_show_doubts",
        "import_run:_show_postponed_question",
        "import_run:import_many",
        "import_run:import_one",
        "import_table:_ask",
        "import_table:_report",
        "import_table:_show_left",
        "import_table:import_table",
        "resolve_fields:_ask_about_document",
        "resolve_fields:_ask_about_field",
        "resolve_fields:_ask_for_value",
        "resolve_fields:ask_about_stuck_commit",
        "resolve_fields:resolve_by_asking",
    },
    "options that depend on each other": {
        "check.options:counted_form",
        "check.options:refuse_combinations",
        "check.run:_make_plan",
    },
    "a check starts git before it loads what judges, and answers a code host also when it fails": {
        "check.failure:_place",
        "check.failure:_report",
        "check.failure:failure_reported",
        "check.options:start_git_status",
    },
    "git calls it for every file, a shell at its start: the modules of views would take longer than the work": {
        "completion:_fill_template",
        "git:_lines",
    },
}
"""Functions of `commands/` that are no commands and read nothing that was typed: by the reason why they stand there."""

OPENED_BY_COMMANDS = {
    "what a clerk names: the register, files to read, files to write, what somei brings along": {
        "disk.input_files",
        "disk.output_files",
        "disk.packaged_calendar_tables",
        "disk.packaged_data",
        "register.find",
        "register.register",
    },
    "all that is read is opened in one place: commands/shared/open_and_show.py, and as_of.py for an earlier state": {
        "git.command",
        "git.dates",
        "index.database",
        "index.index_file",
        "index.open",
        "register.sparse",
        "register.work_tree_files",
    },
    "git calls it, or is called, before anything else is loaded": {
        "git.merge_driver",
        "git.status",
        "process.background_query",
    },
    "what a call that was interrupted says, or one beside a stopped merge, stands above every action": {
        "process.interrupt_note",
    },
    "a program of the clerk's own is started for the terminal of a command, for no other caller of an action": {
        "process.launch",
    },
}
"""Modules of `store/` that commands import, by the reason why no action stands between."""

NO_POLICY = """
A command declares parameters, opens what it needs, calls one action, shows the answer and chooses the exit status.
What decides belongs in actions/ or model/, what makes tables and sentences in render/, what reads or writes files and
git in actions/. Only a function that reads typed words may stand beside a command; its first parameter is `typed`.
"""


def command_functions() -> set[str]:
    """The functions of the table of commands, as `module:function`."""
    groups = (entry.commands if isinstance(entry, Group) else {"": entry} for entry in COMMANDS.values())
    return {command.function for commands in groups for command in commands.values()}


def test_commands_hold_no_policy() -> None:
    commands = PACKAGE / "commands"
    beside_commands = {
        f"{'.'.join(path.relative_to(commands).with_suffix('').parts)}:{node.name}"
        for path in modules()
        if path.is_relative_to(commands) and not path.is_relative_to(commands / "shared")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        if not any(argument.arg.startswith("typed") for argument in node.args.args[:1])
    }
    assert beside_commands - command_functions() == set().union(*BESIDE_COMMANDS.values()), NO_POLICY


def test_commands_open_little_themselves() -> None:
    imported = {
        (node.module or "").removeprefix("somei_cli.store.")
        for path in modules()
        if path.is_relative_to(PACKAGE / "commands")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("somei_cli.store.")
    }
    assert imported == set().union(*OPENED_BY_COMMANDS.values()), NO_POLICY


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
        for function in nodes(path)
        if isinstance(function, ast.FunctionDef)
        for name in smuggled(function)
    }
    assert found == set()
