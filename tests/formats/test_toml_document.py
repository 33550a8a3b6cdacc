"""The canonical form: what is written reads back, is stable, and changes by one line a fact."""

from dataclasses import replace
from typing import Any

import pytest
from conftest import EVERYTHING
from extraction.typing_slips import slipped
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import codes, documents, foreign, lines, markings

from somei_cli.formats.toml.comments import find_comments
from somei_cli.formats.toml.document import dump, load, normalise_text
from somei_cli.formats.toml.fields import DOCUMENT_KEYS
from somei_cli.formats.toml.parser import describe_excess
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item

pytestmark = pytest.mark.fast


def _changed_lines(before: Document, after: Document) -> tuple[list[str], list[str]]:
    """What is left of both texts without the lines they begin with and end with alike."""
    old, new = dump(before).split("\n"), dump(after).split("\n")
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


@given(documents())
def test_what_is_written_reads_back(document: Document) -> None:
    loaded = load(dump(document))

    assert loaded.faults == ()
    assert loaded.document == document


@given(documents())
def test_writing_what_was_read_changes_nothing(document: Document) -> None:
    text = dump(document)
    again = load(text).document

    assert again is not None
    assert dump(again) == text


@given(documents())
def test_the_canonical_form_has_no_comment_no_carriage_return_and_ends_its_last_line(document: Document) -> None:
    text = dump(document)

    assert find_comments(text) == ()
    assert describe_excess(text) == ""
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


FACTS: dict[str, Any] = {
    "subject": lines(),
    "type": lines(),
    "originator": lines(),
    "date": st.dates(),
    "marking": markings(),
}


@given(documents(), st.sampled_from(sorted(FACTS)), st.data())
def test_one_changed_fact_is_one_line(document: Document, field: str, data: st.DataObject) -> None:
    after = replace(document, **{field: data.draw(FACTS[field])})

    gone, new = _changed_lines(document, after)

    held = getattr(document, field)
    assert len(new) == int(getattr(after, field) != held)
    assert len(gone) == (len(new) if held is not None else 0)


@given(documents(), st.lists(codes(), min_size=2, max_size=4))
def test_one_more_code_is_one_line_more(document: Document, held: list[CodeEntry]) -> None:
    *known, code = held
    before = replace(document, subject_codes=tuple(known))
    after = replace(document, subject_codes=tuple(held))

    assert _changed_lines(before, after) == ([], [f'    "{code}",'])


@given(documents(), st.integers(0, 3), lines())
def test_a_change_of_one_item_touches_no_other(document: Document, place: int, title: str) -> None:
    items = (*document.items, Item("The last one"))
    at = place % len(items)
    before = replace(document, items=items)
    after = replace(document, items=(*items[:at], items[at]._replace(title=title), *items[at + 1 :]))

    gone, new = _changed_lines(before, after)

    assert len(gone) == len(new) == int(items[at].title != title)


@given(foreign())
def test_keys_of_later_versions_survive(extra: tuple[tuple[str, object], ...]) -> None:
    document = Document(DocumentNumber.parse("1/19"), meeting=Meeting(body="SOMEI", extra=extra), extra=extra)

    assert load(dump(document)).document == document


@pytest.mark.parametrize("value", ["a\r\nb", ["a\r\nb"], [{"x": "a\r\nb"}, 1], {"x": ["\r\n"]}])
def test_a_carriage_return_in_a_foreign_value_survives(value: object) -> None:
    document = Document(DocumentNumber.parse("1/19"), extra=(("later", value),))

    assert load(dump(document)).document == document


def test_keys_stand_in_canonical_order() -> None:
    text = 'subject = "S"\nlater = 1\nnumber = "1/19"\n[[items]]\ntitle = "A"\n[meeting]\nbody = "B"\n'

    document = load(text).document

    assert document is not None
    assert dump(document) == (
        'number = "1/19"\nsubject = "S"\nlater = 1\n\n[meeting]\nbody = "B"\n\n[[items]]\ntitle = "A"\n'
    )


def test_arrays_have_an_element_a_line_and_long_text_its_own_lines() -> None:
    text = 'number = "1/19"\nlanguages = ["en", "fr"]\nnote = "a\\nb"\n'

    document = load(text).document

    assert document is not None
    assert dump(document) == ('number = "1/19"\nlanguages = [\n    "en",\n    "fr",\n]\nnote = """\na\nb"""\n')


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [("“number” is missing", 1)]),
        # A sentence that came into the wrong place is not told to every log.
        (
            f'number = "1/19"\nprevious_documents = ["{"A secret sentence " * 3}"]\n',
            [("“previous_documents”: “A secret sentence A secr…” is not a document number: expected NUMBER/YEAR.", 2)],
        ),
        (
            f'number = "1/19"\n[[items]]\nnumber = "{"A sentence " * 3}"\ntitle = "x"\n',
            [("“number”: expected a number as it is printed, such as 4 bis, of 24 characters at most", 3)],
        ),
        # Python's own parser takes it for infinite.
        ('number = "1/19"\nx = 2000e00442\n', [("not valid TOML: floating-point number overflowed", 2)]),
        ('number = "1/19"\n\n[meeting]\nend = 3\n', [("“end”: expected a date, as 2019-12-04 without quotes", 4)]),
        (
            'number = "1/19"\nstatus = "lost"\n',
            [("“status”: expected one of: reserved, draft, issued, withdrawn, void", 2)],
        ),
        ('number = "1/19"\nsubject = " "\n', [("“subject”: expected text, found none; leave the key out instead", 2)]),
        ('number = "1/19"\nsubject = "a\\nb"\n', [("“subject”: expected text of one line", 2)]),
        (
            'number = "01/19"\ndate = 1\n',
            [
                ("“number”: “01/19” is not a document number: numbers have no leading zero.", 1),
                ("“date”: expected a date, as 2019-12-04 without quotes", 2),
            ],
        ),
    ],
)
def test_every_fault_is_told_with_its_line(text: str, faults: list[tuple[str, int]]) -> None:
    loaded = load(text)

    assert loaded.document is None
    assert [(fault.message, fault.line) for fault in loaded.faults] == faults


@given(st.text())
def test_any_text_gives_a_document_or_faults(text: str) -> None:
    loaded = load(text)

    assert (loaded.document is None) == bool(loaded.faults)


@given(slipped(documents().map(dump)))
@settings(max_examples=300 if EVERYTHING else 100)
def test_a_document_with_slips_gives_a_document_or_faults(text: str) -> None:
    loaded = load(text)

    assert (loaded.document is None) == bool(loaded.faults)
    assert loaded.document is None or load(dump(loaded.document)).document == loaded.document


@given(
    st.lists(
        st.sampled_from(["[", "]", "[[", "{", "}", "=", '"', '"""', "'", "a", ".", "\n", "#", "1", ",", "\\", "number"])
    ).map("".join)
)
def test_broken_toml_gives_faults(text: str) -> None:
    assert load(text).faults


@given(st.text())
def test_normal_text_is_stable(text: str) -> None:
    once = normalise_text(text)

    assert normalise_text(once) == once
    assert "\r" not in once


def test_the_table_of_fields_knows_no_key_twice() -> None:
    assert len(DOCUMENT_KEYS) == len(set(DOCUMENT_KEYS))
