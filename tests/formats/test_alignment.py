"""Several versions of a document side by side, and what a merge of them decided."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents

from somei_cli.formats.diff.document import differences
from somei_cli.formats.diff.version_alignment import align_versions, find_merge_decisions, find_unchanged_fields
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document, LanguageVersion, SourceFile
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.model.markings import Marking

PLAIN = Document(DocumentNumber.parse("1/19"), subject="S", items=(Item("First", "1"), Item("Last", "2")))


@settings(max_examples=40)
@given(documents())
def test_a_document_is_the_same_in_itself(document: Document) -> None:
    names = [value.names[0] for value in align_versions(document) if value.values[0] is not None]

    assert find_unchanged_fields(document, document) == {name: name for name in names}


@settings(max_examples=40)
@given(documents(extra=st.just(())), documents(extra=st.just(())))
def test_what_is_not_the_same_differs(one: Document, other: Document) -> None:
    values = list(align_versions(one, other))
    same = all(held[0] == held[1] for _, held in values)

    assert same == (not [d for d in differences(one, other) if not d.field.endswith(" order")])


@settings(max_examples=40)
@given(documents(extra=st.just(())), documents(extra=st.just(())))
def test_a_merge_that_took_the_only_change_decided_nothing(base: Document, changed: Document) -> None:
    assert find_merge_decisions(changed, [base, changed], [base]) == ()
    assert find_merge_decisions(changed, [changed, base], [base]) == ()
    assert find_merge_decisions(changed, [changed, changed], [base]) == ()


@settings(max_examples=40)
@given(documents(extra=st.just(())), documents(extra=st.just(())))
def test_a_merge_that_gave_up_the_only_change_tells_all_of_it(base: Document, changed: Document) -> None:
    given_up = find_merge_decisions(base, [base, changed], [base])

    assert {(d.field, str(d.before)) for d in given_up} == {
        (names[0] if held[0] is not None else names[1], str(held[1]))
        for names, held in align_versions(base, changed)
        if held[0] != held[1]
    }


def test_an_item_that_got_another_number_is_the_same_item() -> None:
    held = Item("Last", "3", result="Noted.", follow_ups=(FollowUp("Send it"),))
    later = replace(PLAIN, items=(Item("First", "1"), Item("New", "2"), held))
    earlier = replace(PLAIN, items=(Item("First", "1"), held._replace(number="2")))

    same = find_unchanged_fields(earlier, later)

    assert same["items 3 result"] == "items 2 result"
    assert same["items 3 follow_ups 1 what"] == "items 2 follow_ups 1 what"
    assert not {"items 3 number", "items 2 title"} & same.keys()


def test_both_sides_changed_a_field_and_one_was_kept() -> None:
    marked, public = (replace(PLAIN, marking=Marking.parse(word)) for word in ("LIMITE", "PUBLIC"))

    assert find_merge_decisions(marked, [public, marked], [PLAIN]) == (Difference("marking", "PUBLIC", "LIMITE"),)
    assert find_merge_decisions(marked, [marked, public], [PLAIN]) == (Difference("marking", "PUBLIC", "LIMITE"),)


def test_a_value_of_neither_side_gives_up_both() -> None:
    sides = [replace(PLAIN, subject_codes=(CodeEntry.parse(code),)) for code in ("COSI 1", "CATS 1")]
    both = replace(PLAIN, subject_codes=(CodeEntry.parse("COSI 1"), CodeEntry.parse("CATS 1")))

    assert find_merge_decisions(both, sides, [PLAIN]) == (
        Difference("subject_codes", ["COSI 1"], ["COSI 1", "CATS 1"]),
        Difference("subject_codes", ["CATS 1"], ["COSI 1", "CATS 1"]),
    )


def test_changes_of_different_fields_are_no_decision() -> None:
    one, other = replace(PLAIN, subject="T"), replace(PLAIN, place="Tampere")

    assert find_merge_decisions(replace(one, place="Tampere"), [one, other], [PLAIN]) == ()
    assert find_merge_decisions(replace(one, place="Turku"), [one, other], [PLAIN]) == (
        Difference("place", "Tampere", "Turku"),
    )


def test_a_side_that_never_held_the_document_changed_nothing() -> None:
    one = replace(PLAIN, subject="T")

    assert find_merge_decisions(one, [PLAIN, None], []) == (Difference("subject", "S", "T"),)


def test_a_document_that_a_merge_left_out_is_given_up_whole() -> None:
    given_up = find_merge_decisions(None, [PLAIN, replace(PLAIN, subject="T")], [PLAIN])

    assert given_up[:2] == (Difference("number", "1/19", None), Difference("subject", "T", None))
    assert {d.after for d in given_up} == {None}


def test_where_histories_crossed_a_value_of_any_base_is_no_change() -> None:
    one, other, new = (replace(PLAIN, subject=word) for word in ("one", "other", "new"))

    assert find_merge_decisions(new, [new, other], [one, other]) == ()
    assert find_merge_decisions(one, [one, other], [one, other]) == (Difference("subject", "other", "one"),)


def test_texts_in_other_languages_are_named_by_their_language() -> None:
    version = LanguageVersion("fr", "T", SourceFile("a.txt", "0"))
    names = [value.names[0] for value in align_versions(replace(PLAIN, versions=(version,)))]

    assert "versions fr title" in names
    assert "versions fr source name" in names
