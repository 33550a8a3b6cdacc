"""Bytes of a blob become text in one function, with one of two policies for bytes that are not UTF-8."""

import ast
from pathlib import Path

import pytest

import somei_cli
from somei_cli.errors import Unreadable
from somei_cli.store.git.blobs import decode_blob, decode_blob_or_none

STORE = Path(somei_cli.__file__).parent / "store"
NOT_UTF_8 = b'note = "\xff"'


def test_a_blob_is_text_or_the_reason_why_it_is_not() -> None:
    contents = (b"Lamps", NOT_UTF_8, 2_000_000, None)

    texts = [decode_blob(content, "5.toml", "0123456789abcdef") for content in contents]

    assert texts[0] == "Lamps"
    assert list(map(str, texts[1:])) == [
        "5.toml: is not UTF-8 (byte 9)",
        "5.toml: is larger than 1024 KiB",
        "5.toml: git has lost its text, 0123456789",
    ]
    assert all(isinstance(text, Unreadable) for text in texts[1:])
    assert [decode_blob_or_none(content) for content in contents] == ["Lamps", None, None, None]


def test_bytes_that_are_not_utf_8_are_replaced_if_asked() -> None:
    assert decode_blob(NOT_UTF_8, errors="replace") == 'note = "\ufffd"'
    assert isinstance(decode_blob(None, errors="replace"), Unreadable)
    assert isinstance(decode_blob(2_000_000, errors="replace"), Unreadable)


@pytest.mark.parametrize("file", sorted(STORE.rglob("*.py")), ids=lambda file: str(file.relative_to(STORE)))
def test_no_other_module_decodes_what_read_blobs_yields(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    if "read_blobs" not in names or file.name == "blobs.py":
        return
    decoded = {
        ast.unparse(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "decode"
    }

    assert not decoded & {"content", "text", "blob", "texts", "contents"}
