"""A field of a document is one declaration, and every part of somei has its answer from there."""

import re
from dataclasses import fields
from typing import Literal, get_args, get_origin, get_type_hints

import pytest

from somei_cli.actions.read.reference_scan import scan_document
from somei_cli.commands.shared.lazy_groups import global_parameters, load_command
from somei_cli.commands.shared.table import COMMANDS, Command
from somei_cli.formats.toml import field_value_conversions as kinds
from somei_cli.formats.toml.fields import SHAPES, WAIVE, Field, Shape, require_defaults
from somei_cli.model import document_fields
from somei_cli.model.classified_entries import find_same_subject
from somei_cli.model.document import Document
from somei_cli.model.document_fields import DOCUMENT_FIELDS, DocumentField, require_answers
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import FollowUp
from somei_cli.model.query.field_texts import TEXTS, Section
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.disk.packaged_data import read_help_page

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


def test_a_form_that_does_not_fit_the_default_is_named() -> None:
    keywords = Field("languages", kinds.LINE)
    with pytest.raises(TypeError, match=r"fields\.py: “languages” of Document is absent .* needs is_array=True\."):
        require_defaults(Shape(Document, (keywords,)))
    with pytest.raises(TypeError, match="“state” of FollowUp is absent as None, not open"):
        require_defaults(Shape(FollowUp, (Field("state", kinds.LINE),)))


def test_what_is_not_answered_is_named() -> None:
    with pytest.raises(TypeError, match=r"the merge and model/document_fields\.py differ about: keywords, place"):
        require_answers("the merge", ["date", "place"], ["date", "keywords"])


NAMES = {"originator", "addressee", "subject_codes"}
CITING = {"interinstitutional_files", "commission_documents", "outside_references"}
IN_TEXTS = {"subject": "subject", "items": "items", "note": "rest", "reason": "rest", "versions": "rest"}


def test_the_words_of_every_field_that_is_searched_are_in_its_section() -> None:
    """Names and cited texts come into the index by `section_words`, everything else by `document_texts`."""
    searched = {field.name: field.searched for field in DOCUMENT_FIELDS if field.searched}
    assert set(searched.values()) <= set(Section)
    assert {name for name, section in searched.items() if section not in TEXTS} == NAMES | CITING
    assert {name: section for name, section in searched.items() if section in TEXTS} == IN_TEXTS


def test_the_content_of_a_document_is_looked_through_by_what_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert document_fields.CONTENT_TEXTS == ("subject", "versions", "note")
    monkeypatch.setattr(document_fields, "CONTENT_TEXTS", ("place", "languages"))
    document = Document(DocumentNumber.parse("1/19"), place="See 15070/19", languages=("The lamps", "en"))

    assert list(find_same_subject([document], "The lamps")) == [document]
    (reference,) = scan_document(document, Vocabulary({}))
    assert str(reference.target) == "15070/19"


def test_documents_are_counted_by_what_is_declared() -> None:
    assert sorted(word for field in DOCUMENT_FIELDS for word in field.counted) == sorted(GroupBy)


def test_documents_are_filtered_by_what_is_declared() -> None:
    assert {option for field in DOCUMENT_FIELDS for option in field.options} == {
        option for option in _options_of("list") if option not in OPTIONS_OF_ANSWERS
    }
    assert all(field.options for field in DOCUMENT_FIELDS if field.filtered != "no")


OPTIONS_OF_ANSWERS = {"--format", "--json", "--fields", "--sort", "--limit", "--wide", "--as-of", "--known-at"}


def _options_of(command: str) -> set[str]:
    entry = COMMANDS[command]
    assert isinstance(entry, Command)
    parameters = load_command(command, entry.function).params
    names = {option for parameter in parameters for option in parameter.opts}
    return names - {option for parameter in global_parameters() for option in parameter.opts} - {"--help"}


def _words_after(page: str, start: str, end: str) -> set[str]:
    """The words in code marks of a page of the manual between two texts."""
    text = read_help_page(page).partition(start)[2].partition(end)[0]
    return {word.strip(",") for code in re.findall("`([^`]+)`", text) for word in code.split()}


def test_the_manual_names_what_is_declared() -> None:
    options = {option for field in DOCUMENT_FIELDS for option in field.options}
    missing = {word for field in DOCUMENT_FIELDS for word in field.missing}
    counted = {word for field in DOCUMENT_FIELDS for word in field.counted}
    typed = {word for field in DOCUMENT_FIELDS for word in field.typed}

    assert options <= _words_after("find", "`list` and `search` have these options:", ". Some")
    assert _words_after("find", "| `--missing FIELD` |", "|\n") == missing
    assert _words_after("find", "counts documents by", ". The") == counted
    assert _words_after("register", "\nFields:", ".\n") == typed
