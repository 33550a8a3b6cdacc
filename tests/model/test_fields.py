"""A field of a document is one declaration, and every part of somei has its answer from there."""

from dataclasses import fields
from importlib import import_module

import pytest

from somei_cli.model.document import Document

FIELDS = sorted({field.name for field in fields(Document)} - {"extra"})


@pytest.mark.xfail(strict=True, reason="the facts of a field are repeated wherever they are needed")
@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_declared_once(name: str) -> None:
    declared = import_module("somei_cli.model.document_fields").DOCUMENT_FIELDS
    assert [field.name for field in declared].count(name) == 1
