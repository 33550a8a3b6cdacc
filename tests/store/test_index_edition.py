"""The edition of the index follows from the modules that decide what stands in it."""

import ast
import sqlite3

from conftest import PROJECT

from somei_cli.model.document_fields import FIELDS_BY_MEMBER
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.index import database
from somei_cli.store.index.keys import SEARCHED_LISTS
from somei_cli.store.index.tables import _TABLES, complete_tables, make_tables
from somei_cli.store.index.where_clause import where_clause

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


def test_a_file_that_is_looked_for_is_found_without_a_look_at_every_document() -> None:
    assert set(SEARCHED_LISTS) <= set(FIELDS_BY_MEMBER)
    db = sqlite3.connect(":memory:")
    make_tables(db, with_words=False)
    complete_tables(db, 0)
    for name in SEARCHED_LISTS:
        where, parameters = where_clause(
            Selection(members=((name, ("2018/0330(", "2019/0001(COD)")),)), Vocabulary({}), list
        )
        plan = str(
            db.execute(f"EXPLAIN QUERY PLAN SELECT key FROM document WHERE live AND {where}", parameters).fetchall()
        )
        assert "SCAN document" not in plan
        assert f"SEARCH document USING INDEX document_{name}" in plan


def _imports(name: str) -> set[str]:
    tree = ast.parse((PROJECT / "somei_cli" / f"{name}.py").read_text(encoding="utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    modules = [(str(node.module).removeprefix("somei_cli.").replace(".", "/"), node.names) for node in froms]
    paths = {path for path, _ in modules} | {f"{path}/{alias.name}" for path, names in modules for alias in names}
    return {path for path in paths if (PROJECT / "somei_cli" / f"{path}.py").is_file()}
