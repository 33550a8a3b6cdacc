"""Several pieces of the importer that read the same field."""

from dataclasses import replace
from datetime import date

from somei_cli.extraction.contributions import (
    DATE,
    MARKING,
    ORIGINATOR,
    OUTSIDE_REFERENCES,
    PLACE,
    REFERENCES,
    Contribution,
    join_contributions,
)
from somei_cli.extraction.entry import read_main_text
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.masthead import find_mastheads
from somei_cli.extraction.masthead_copies import choose_masthead
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Doubt, Line
from somei_cli.model.references import ExternalReference, OutsideKind, OutsideReference, Reference
from somei_cli.model.register.vocabulary import Vocabulary

MAIN_TEXT = "NOTE\nFrom: Presidency\nTo: Delegations\nSubject: Lamps\n\nThe keepers recall 11700/09 and case C-111/17."
LAMP_FILE = ExternalReference(OutsideKind.COMMISSION, "COM(2018) 302 final")


def test_references_of_the_letterhead_stay_when_the_main_text_has_its_own(vocabulary: Vocabulary) -> None:
    source = NumberedText.of([Line(words, number) for number, words in enumerate(MAIN_TEXT.split("\n"), 1)])
    copies = choose_masthead(find_mastheads(source.text, vocabulary), source.text)
    letterhead = [
        REFERENCES.read((Reference(DocumentNumber.parse("6901/18")),), 1, "6901/18"),
        OUTSIDE_REFERENCES.read((OutsideReference(LAMP_FILE),), 1, "COM(2018) 302 final"),
    ]

    draft = join_contributions([*letterhead, *read_main_text(source, copies, "NOTE", vocabulary, None)])

    assert [str(reference.to) for reference in REFERENCES.value_in(draft) or ()] == ["6901/18", "11700/09"]
    assert [str(reference.to) for reference in OUTSIDE_REFERENCES.value_in(draft) or ()] == [
        "COM(2018) 302 final",
        "C-111/17",
    ]
    assert [(evidence.field, evidence.line) for evidence in draft.evidence] == [
        ("references", 1),
        ("outside_references", 1),
        ("references", 6),
        ("outside_references", 6),
    ]


def test_equal_values_are_one() -> None:
    draft = join_contributions([PLACE.read("Brussels", 1, "Brussels"), PLACE.read("Brussels", 9, "BRUSSELS")])

    assert draft.fields == {"place": "Brussels"}
    assert draft.doubts == ()
    assert [evidence.line for evidence in draft.evidence] == [1, 9]


def test_a_member_of_a_list_that_two_pieces_read_stands_there_once() -> None:
    reference = OutsideReference(LAMP_FILE)

    draft = join_contributions([OUTSIDE_REFERENCES.read((reference,), line, str(LAMP_FILE)) for line in (1, 9)])

    assert draft.fields == {"outside_references": (reference,)}


def test_of_different_values_the_first_stays_and_the_other_is_a_doubt_with_both_words() -> None:
    other_remark = ORIGINATOR.remark("stands in the margin", 9)
    later = ORIGINATOR.read("Delegations", 9, "From  Delegations")

    draft = join_contributions(
        [ORIGINATOR.read("Presidency", 1, "Presidency"), replace(later, remarks=other_remark.remarks)]
    )

    message = "two places of the document disagree; what the first of them says was taken"
    assert ORIGINATOR.value_in(draft) == "Presidency"
    assert draft.doubts == (Doubt("from", message, 9, "Presidency / From Delegations"),)
    assert [evidence.line for evidence in draft.evidence] == [1]
    assert draft.remarks == other_remark.remarks


def test_a_doubt_alone_leaves_a_field_to_the_next_piece() -> None:
    draft = join_contributions([DATE.doubt("what stands there is not one day", 1), DATE.read(date(2019, 12, 4), 9, "")])

    assert DATE.value_in(draft) == date(2019, 12, 4)
    assert [doubt.line for doubt in draft.doubts] == [1]


def test_what_was_not_read_has_no_value() -> None:
    assert MARKING.value_in(join_contributions([Contribution(MARKING)])) is None
