"""The edition of the index follows from the modules that decide what stands in it."""

import ast

from conftest import PROJECT

from somei_cli.model.document_fields import FIELDS_BY_MEMBER
from somei_cli.store.index import database
from somei_cli.store.index.tables import _TABLES

NOTHING_KEPT = {
    "formats/toml/canonical", "formats/toml/parser", "formats/toml/positions",
    "store/index/change_signals", "store/index/disk_changes", "store/index/id_order",
}  # fmt: skip
"""Modules beside them from which nothing comes into the tables but stamps, ids, and files that changed."""
FOLDERS = ("formats/toml/", "model/query/", "model/search/", "store/index/")


def test_what_decides_the_contents_decides_the_edition() -> None:
    reached = {module for name in database.CONTENT_MODULES for module in _imports(name) if module.startswith(FOLDERS)}
    assert reached - NOTHING_KEPT - set(database.CONTENT_MODULES) == set()


def test_every_list_that_is_filtered_has_a_column() -> None:
    assert [name for name in FIELDS_BY_MEMBER if f" {name} TEXT" not in _TABLES] == []


def _imports(name: str) -> set[str]:
    tree = ast.parse((PROJECT / "somei_cli" / f"{name}.py").read_text(encoding="utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    modules = [(str(node.module).removeprefix("somei_cli.").replace(".", "/"), node.names) for node in froms]
    paths = {path for path, _ in modules} | {f"{path}/{alias.name}" for path, names in modules for alias in names}
    return {path for path in paths if (PROJECT / "somei_cli" / f"{path}.py").is_file()}
