"""A field of a document is one declaration, and every part of somei has its answer from there."""

from dataclasses import fields
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from somei_cli.formats.toml.fields import SHAPES, WAIVE
from somei_cli.model.document import Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS, DocumentField, require_answers

FIELDS = sorted({field.name for field in fields(Document)} - {"extra"})


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_declared_once(name: str) -> None:
    assert [field.name for field in DOCUMENT_FIELDS].count(name) == 1


def test_no_answer_has_a_default() -> None:
    assert DocumentField._field_defaults == {}


def test_every_answer_is_one_of_its_kind() -> None:
    for facet, kind in get_type_hints(DocumentField).items():
        if get_origin(kind) is Literal:
            assert {getattr(field, facet) for field in DOCUMENT_FIELDS} <= set(get_args(kind)), facet


def test_every_field_has_a_form_in_toml() -> None:
    assert sorted([*(field.name for field in SHAPES["document"].fields), WAIVE]) == FIELDS


def test_what_is_not_answered_is_named() -> None:
    with pytest.raises(TypeError, match=r"the merge and model/document_fields\.py differ about: keywords, place"):
        require_answers("the merge", ["date", "place"], ["date", "keywords"])
