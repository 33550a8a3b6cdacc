"""The canonical form writes what tomli-w would, key by key."""

from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents, prose

from somei_cli.formats.toml.canonical import dump_table
from somei_cli.formats.toml.document import to_table

pytestmark = pytest.mark.fast

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.text(), prose(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.floats(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=3),
)


@given(st.dictionaries(st.text(), VALUES, max_size=4))
def test_plain_values_are_written_as_tomli_w_writes_them(table: dict[str, Any]) -> None:
    assert dump_table(table) == "".join(plainly(key, value) for key, value in table.items())


@given(documents(extra=st.just(())))
def test_the_plain_values_of_documents_too(document: Any) -> None:
    table = {key: value for key, value in to_table(document).items() if not holds_tables(value)}
    assert dump_table(table) == "".join(plainly(key, value) for key, value in table.items())


def holds_tables(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(row, dict) for row in value))


def plainly(key: str, value: Any) -> str:
    return tomli_w.dumps({key: value}, multiline_strings=not holds_returns(value))


def holds_returns(value: Any) -> bool:
    return any(map(holds_returns, value)) if isinstance(value, list) else isinstance(value, str) and "\r" in value
