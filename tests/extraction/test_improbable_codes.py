"""The second look at the subject codes: codes that were not taken, and codes that cannot be right."""

import pytest
from extraction.conftest import Read

NOTE = """\
Council of the European Union

Brussels, 4 May 2016
(OR. en)

8544/16

{codes}

NOTE

From: Presidency
To: Delegations
Subject: Lamps of the north
"""


def codes_of(read: Read, codes: str) -> tuple[list[str], list[str]]:
    reading = read(NOTE.format(codes=codes))
    doubts = [doubt.message for doubt in reading.doubts if doubt.field == "subject_codes"]
    return [str(code) for code in reading.fields.get("subject_codes", ())], doubts


@pytest.mark.parametrize(
    "codes",
    [
        "JAI 344\nFRONT 201",
        "JAI 344 FRONT 201 CO EUR-PREP 12",
        "PRESSE 12",
        "COVID-19 31\nSAN 4",
        "JAI\nCOSI",
        "",
    ],
)
def test_sound_codes_are_not_doubted(read: Read, codes: str) -> None:
    assert codes_of(read, codes)[1] == []


@pytest.mark.parametrize(
    ("codes", "doubt"),
    [
        ("JAI 344\nJAI 12", "JAI has two numbers"),
        ("JAI 8544\nFRONT 201", "the number of JAI is that of the document, or its year"),
        ("JAI 2016\nFRONT 201", "the number of JAI is that of the document, or its year"),
    ],
)
def test_an_improbable_number_is_doubted(read: Read, codes: str, doubt: str) -> None:
    assert codes_of(read, codes)[1] == [doubt]


def test_a_code_above_the_number_that_was_not_taken_is_doubted(read: Read) -> None:
    text = NOTE.format(codes="JAI 344").replace("(OR. en)", "WKXX 31\n(OR. en)")

    doubts = [doubt for doubt in read(text).doubts if doubt.field == "subject_codes"]

    assert [(doubt.message, doubt.words) for doubt in doubts] == [("what looks like a code was not taken", "WKXX 31")]


@pytest.mark.parametrize(
    ("printed", "taken"), [("ENV 2I1", "ENV 211"), ("JAI l4", "JAI 14"), ("SOC 2O1", "SOC 201"), ("EDUC 5O", "EDUC 50")]
)
def test_letters_among_the_figures_of_a_code_are_read_with_a_doubt(read: Read, printed: str, taken: str) -> None:
    assert codes_of(read, printed) == ([taken], [f"it is misread, and was read as {taken}"])


def test_a_short_new_code_is_no_damaged_one(read: Read) -> None:
    codes, doubts = codes_of(read, "MAR 62\nOLI 33\nENV 4")

    assert codes == ["MAR 62", "OLI 33", "ENV 4"]
    assert doubts == ["a code that is not in the vocabulary"]


def test_a_code_without_a_number_in_a_column_between_labels_and_values_is_one(read: Read) -> None:
    text = NOTE.format(codes="").replace(
        "From: Presidency\nTo: Delegations\nSubject: Lamps of the north\n",
        "From:\nTo:\nSubject:\n\nCODEC 211\nPECHE 44\nMAR\nPresidency\nDelegations\nLamps of the north\n",
    )
    reading = read(text)

    assert [str(code) for code in reading.fields["subject_codes"]] == ["CODEC 211", "PECHE 44", "MAR"]
    assert reading.fields["originator"] == "Presidency"
    assert [doubt.message for doubt in reading.doubts if doubt.field == "subject_codes"] == ["MAR has no number"]


def test_the_only_code_of_a_notice_in_one_line_follows_its_number(read: Read) -> None:
    text = (
        "Council of the European Union General Secretariat Brussels, 27 May 2019 CM 2718/1/19 REV 1 CORDROGUE "
        "COMMUNICATION NOTICE OF MEETING AND PROVISIONAL AGENDA Contact: Tel./Fax: Subject: Date: Time: Venue: "
        "lamps@example.europa.eu +32.2-281.1111 Working Party on Lamps 5 and 6 June 2019 14.30, 9.30 COUNCIL "
        "BUILDING, BRUSSELS 1. Adoption of the agenda 2. Rules a) Lamps b) Oil 3. AOB"
    )
    reading = read(text)

    assert [str(code) for code in reading.fields["subject_codes"]] == ["CORDROGUE"]
    assert reading.fields["subject"] == "Working Party on Lamps"
    assert [sub.title for sub in reading.fields["items"][1].subitems] == ["Lamps", "Oil"]


@pytest.mark.parametrize(("line", "doubted"), [("SOC 14 EMPL 8", True), ("Page 3", False), ("LAMP 3", False)])
def test_codes_above_the_letterhead_are_doubted_if_none_were_taken(read: Read, line: str, doubted: bool) -> None:
    reading = read(f"{line}\n{NOTE.format(codes='')}")

    assert [doubt.words for doubt in reading.doubts if doubt.field == "subject_codes"] == ([line] if doubted else [])


def test_a_heading_with_the_mark_of_a_footnote_is_no_code(read: Read) -> None:
    head = "COUNCIL OF THE EUROPEAN UNION Brussels, 1 August 2007 10155/07 LIMITE PV/CONS 30 SOC 237 CONSOM 78 "
    reading = read(
        f"10155/07 1 CAB LIMITE EN {head}DRAFT MINUTES 1 Subject : 2803rd meeting of the Council\n\nPage 1:\n\n"
        "COUNCIL OF\n\nTHE EUROPEAN UNION\n\nBrussels, 1 August 2007\n\n10155/07\n\nLIMITE\n\nPV/CONS 30\n\nSOC 237\n\n"
        "CONSOM 78\n\nDRAFT MINUTES 1\n\nSubject : 2803rd meeting of the Council\n\n1 A note.\n"
    )

    assert [doubt.message for doubt in reading.doubts if doubt.field == "subject_codes"] == []


def test_a_code_that_is_another_one_with_the_word_before_it_is_doubted(read: Read) -> None:
    codes, doubts = codes_of(read, "POL ARM 38\nJAI 5")

    assert (codes, doubts) == (["ARM 38", "JAI 5"], ["the word before it may be a part of it"])
