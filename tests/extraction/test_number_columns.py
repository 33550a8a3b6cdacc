"""Item numbers and dashes that extraction put in a column above the lines they belong to."""

from collections.abc import Callable

from extraction.item_outlines import AGENDA, HEAD, items, outline

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

RECORD = f"{HEAD}OUTCOME OF PROCEEDINGS\n\nSubject: Working Party on Lamps\n\n"


def test_two_numbers_above_two_titles_are_theirs(read: Read) -> None:
    reading = read(
        f"{RECORD}1.\n2.\n\nAdoption of the agenda\nLamps of the north\n\n"
        "The Working Party examined the lamps.\n\n3.\n\nOther business\n\nNone.\n"
    )

    assert outline(reading) == [("1", "Adoption of the agenda"), ("2", "Lamps of the north"), ("3", "Other business")]
    assert not [doubt for doubt in reading.doubts if doubt.field == "items"]


def test_numbers_go_to_titles_with_sub_items_and_documents_between_them(read: Read) -> None:
    reading = read(
        f"{AGENDA}1.\n2.\n3.\nAdoption of the agenda\nLamps of the north\n–\nPresentation by the Presidency\n=\n"
        "Exchange of views\n7993/16\nOil of the south\n–\nInformation by the EEAS\n4.\nAny other business\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps of the north", ["Presentation by the Presidency", "Exchange of views"]),
        ("3", "Oil of the south", ["Information by the EEAS"]),
        ("4", "Any other business"),
    ]


def test_numbers_go_to_titles_with_sentences_between_them(read: Read) -> None:
    reading = read(
        f"{RECORD}1.\n2.\nAdoption of the agenda\nThe Working Party adopted the agenda in\nCM 2985/16, to which a lamp "
        "was\nadded.\nStrategy for lamps\n(2000-2004)\nDelegations made general comments on the\ntext (10310/15 "
        "LAMP\n48). The Commission agreed.\n3.\nOther business\nNone.\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Strategy for lamps (2000-2004)"),
        ("3", "Other business"),
    ]
    assert [item.summary for item in items(reading)][:2] == [
        "The Working Party adopted the agenda in CM 2985/16, to which a lamp was added.",
        "Delegations made general comments on the text (10310/15 LAMP 48). The Commission agreed.",
    ]


def test_more_lines_than_numbers_that_may_be_titles_leave_a_doubt(read: Read) -> None:
    reading = read(
        f"{AGENDA}1.\n2.\nAdoption of the agenda\nLamps of the north\n7993/16\nOil of the south\n8993/16\n"
        "3.\nAny other business\n"
    )

    assert "items" not in reading.fields
    assert "item 1 has no title" in [doubt.message for doubt in reading.doubts]


def test_dashes_above_two_lines_are_theirs(read: Read) -> None:
    reading = read(
        f"{RECORD}1.\nAdoption of the agenda\nThe agenda was adopted.\n2.\nLamps of the north\n–\n–\n"
        "Presentation by the industry\nExchange of views\nDelegations welcomed the presentation.\n"
        "3.\nOther business\nNone.\n"
    )

    assert outline(reading)[1] == ("2", "Lamps of the north", ["Presentation by the industry", "Exchange of views"])


def test_numbers_that_count_on_go_to_titles_that_no_agenda_begins_with(read: Read) -> None:
    reading = read(
        f"{RECORD}1.\nAdoption of the agenda\nThe agenda was adopted.\n\n2.\n3.\nFollow-up to the strategy:\nPaper on "
        "lamps\ndoc. 12418/2/15 REV 2\nDelegations gave their support.\n\nTalks on oil\na)\nb)\nPreparation of the "
        "meeting\nLines to take\n\n4.\nAOB\n–\nDate of the next meeting\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Follow-up to the strategy: Paper on lamps"),
        ("3", "Talks on oil", ["Preparation of the meeting", "Lines to take"]),
        ("4", "AOB", ["Date of the next meeting"]),
    ]


def test_a_title_goes_on_within_its_brackets(read: Read) -> None:
    reading = read(
        f"{AGENDA}1.\n2.\n3.\nAdoption of the agenda\nLamps in the Member States and in\nthe north\n86th General "
        "Session (Paris, 20 - 25\nMay 2018)\n–\n–\nDebriefing by the Presidency\nFollow-up to the positions\n\n"
        "4.\nAny other business\n\nNB: To save paper, documents are not printed.\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps in the Member States and in the north"),
        (
            "3",
            "86th General Session (Paris, 20 - 25 May 2018)",
            ["Debriefing by the Presidency", "Follow-up to the positions"],
        ),
        ("4", "Any other business"),
    ]
