"""Two versions of a document, field by field."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from strategies import documents, lines

from somei_cli.formats.diff.document import differences
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document, LanguageVersion, Meeting, SourceFile
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.items_and_follow_ups import FollowUp, Item

PLAIN = Document(DocumentNumber.parse("1/19"), subject="S")


@given(documents())
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    assert differences(document, document) == ()


@given(documents(), documents())
def test_documents_that_differ_have_differences(one: Document, other: Document) -> None:
    assert (one == other) == (differences(one, other) == ())


@given(documents(), lines())
def test_one_changed_field_is_one_difference(document: Document, subject: str) -> None:
    found = differences(document, replace(document, subject=subject))

    expected = () if document.subject == subject else (Difference("subject", document.subject, subject),)
    assert found == expected


@given(documents(number=st.just(PLAIN.number)))
def test_forth_and_back_are_mirrored(document: Document) -> None:
    forth = {(d.field, str(d.before), str(d.after)) for d in differences(PLAIN, document)}
    back = {(d.field, str(d.after), str(d.before)) for d in differences(document, PLAIN)}

    assert forth == back


def test_codes_are_compared_as_a_list() -> None:
    after = replace(PLAIN, subject_codes=(CodeEntry.parse("COSI 1"), CodeEntry.parse("JAI 2")))

    assert differences(PLAIN, after) == (Difference("subject_codes", None, ["COSI 1", "JAI 2"]),)


def test_fields_of_a_meeting_are_named_by_their_way() -> None:
    assert differences(PLAIN, replace(PLAIN, meeting=Meeting(body="SOMEI"))) == (
        Difference("meeting body", None, "SOMEI"),
    )


def test_an_item_put_in_between_is_one_difference() -> None:
    before = replace(PLAIN, items=(Item("First", "1"), Item("Last", "2")))
    after = replace(PLAIN, items=(Item("First", "1"), Item("New", "2"), Item("Last", "3")))

    fields = [d.field for d in differences(before, after)]

    assert "items New title" in fields
    assert all("First" not in field for field in fields)


def test_a_promise_on_an_item_is_told_whole() -> None:
    before = replace(PLAIN, items=(Item("First", "1"),))
    after = replace(PLAIN, items=(Item("First", "1", follow_ups=(FollowUp("report", who="Eurojust"),)),))

    assert differences(before, after) == (Difference("items 1 follow_ups", None, "who Eurojust, what report"),)


def test_texts_in_other_languages_are_paired_by_their_language() -> None:
    german, french = (LanguageVersion(language, "T", SourceFile("a.txt", "0")) for language in ("de", "fr"))
    before, after = replace(PLAIN, versions=(french,)), replace(PLAIN, versions=(german, french._replace(title="U")))

    assert [difference.field for difference in differences(before, after)] == [
        "versions de language",
        "versions de title",
        "versions de source name",
        "versions de source sha256",
        "versions fr title",
    ]
