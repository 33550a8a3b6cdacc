"""Mending: what it finds it puts right, and it changes nothing else."""

from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.builders import agenda, case, cites, entry_at, entry_of, note, num, outcome

from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.model.references import OutsideReference, ReferenceKind
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.rules.engine.fixes import FIXABLE, fix_document

CASE = parse_external_reference("C-505/19")


def mend(document: Document, *codes: str) -> Document | None:
    return fix_document(entry_of(document), codes or FIXABLE)


TWICE = (cites("1/19"), cites("2/19"), cites("1/19"))
FAULTY = {
    "TEXT003": note(subject="Pre\u0301sidence", items=(Item("E\u0301t", summary="e\u0301 \n  x"),)),
    "TEXT005": note(subject=" a  b\u00a0 c ", note="a \nb", items=(Item("a  b", follow_ups=(FollowUp("a  b"),)),)),
    "XREF005": note(
        references=TWICE,
        previous_documents=(num("1/19"), num("1/19")),
        outside_references=(OutsideReference(CASE, ReferenceKind.CITES),) * 2,
        items=(Item("A", documents=(num("3/19"), num("3/19")), subitems=(Item("B", documents=(num("4/19"),) * 2),)),),
    ),
}


@pytest.mark.parametrize("code", FAULTY)
def test_what_is_found_is_put_right(code: str) -> None:
    assert case(FAULTY[code]).check(select=[code]).findings

    after = mend(FAULTY[code], code)

    assert after is not None
    assert not case(after).check(select=[code]).findings
    assert mend(after, code) is None


def test_exactly_this_is_changed() -> None:
    after = mend(FAULTY["TEXT005"])
    assert after
    assert (after.subject, after.note, after.items[0].title) == ("a b\u00a0c", "a\nb", "a b")
    twice = mend(FAULTY["XREF005"])
    assert twice
    assert [str(held.to) for held in twice.references] == ["1/19", "2/19"]
    assert [list(map(str, held.documents)) for held in twice.walk_items()] == [["3/19"], ["4/19"]]


def test_only_what_was_asked_for_is_mended() -> None:
    both = replace(FAULTY["TEXT003"], references=TWICE)
    after = mend(both, "XREF005")
    assert after == replace(both, references=TWICE[:2])
    assert mend(both, "FILE002") is None


UNTOUCHED = {
    "blanks that mean something in Markdown": note(items=(Item("A", summary="a  \nb  c\n\n    code"),)),
    "the number of an item": note(items=(Item("A", "4  bis"),)),
    "a text of blanks alone": note(note="  "),
    "references that differ in their item": note(references=(cites("1/19", item="1"), cites("1/19", item="2"))),
    "references that differ in a key nobody knows": note(
        references=(cites("1/19"), cites("1/19")._replace(extra=(("x", [1]),)))
    ),
    "an agenda that was issued": agenda(subject="a  b", references=TWICE),
    "the reason of a waiver": note(waive=(("DATE001", "a  b"),)),
    "keys that nobody knows": note(extra=(("x", "a  b"),)),
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_what_might_be_lost_stays(name: str) -> None:
    assert mend(UNTOUCHED[name]) is None


def test_a_draft_agenda_is_mended() -> None:
    draft = agenda(status=Status.DRAFT, subject="a  b")
    assert mend(draft) == replace(draft, subject="a b")


def test_the_form_is_mended_and_comments_are_kept() -> None:
    text = "# From the paper file\n" + dump(outcome(note="Old."))
    entry = entry_at(str(path_of(num("15070/19"))), text)
    assert fix_document(entry, {"FILE002"}) == outcome(note="Old.\nFrom the paper file")
    assert fix_document(entry, {"TEXT005"}) is None
    issued = entry_at(str(path_of(num("13735/19"))), "# Late\n" + dump(agenda()))
    assert fix_document(issued, FIXABLE) == agenda(note="Late")


def test_a_file_in_the_wrong_place_and_one_without_document_stay() -> None:
    stray = entry_at("documents/2019/000/copy.toml", dump(FAULTY["XREF005"]))
    assert fix_document(stray, FIXABLE) is None
    assert fix_document(DocumentFile(stray.path, "", None), FIXABLE) is None


texts = st.text("ab \t\u00a0e\u0301é", min_size=1, max_size=12).filter(str.strip)


@given(texts, texts, st.lists(st.sampled_from(TWICE), max_size=5))
def test_no_letter_is_lost_whatever_the_text(subject: str, title: str, references: list) -> None:
    document = note(subject=subject, references=tuple(references), items=(Item(title),))

    after = mend(document) or document

    assert mend(after) is None
    assert set(after.references) == set(references)
    for before, now in ((subject, after.subject or ""), (title, after.items[0].title)):
        assert _letters(before) == _letters(now)
    assert not case(after).check(select=["TEXT003", "TEXT005", "XREF005"]).findings
    assert replace(after, subject=None, references=(), items=()) == replace(
        document, subject=None, references=(), items=()
    )


def _letters(text: str) -> str:
    return "".join(normalize("NFC", text).split())
