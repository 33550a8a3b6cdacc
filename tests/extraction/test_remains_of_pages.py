"""What conversions leave of a cover page: strokes for cells, torn figures, headings behind the subject."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 29 October 2007\n8318/07\nJAI 109\nNOTE\n"
TABLE = "from: Presidency\nto: Council\n"
TEXT = "\n\nThe draft came from the Commission in May 2006.\n"


def doubted_fields(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


def test_a_stroke_between_cells_stands_for_the_colon_of_an_earlier_document(read: Read) -> None:
    reading = read(
        f"{HEAD}from: / Presidency\nto: / Council\nNo. Cion prop.: / 5055/07 JAI 2\n"
        f"No. prev. doc. / 8105/07 JAI 104\nSubject: / Report on lamps{TEXT}"
    )

    assert list(map(str, reading.fields["previous_documents"])) == ["8105/07"]
    assert list(map(str, reading.fields["commission_documents"])) == ["5055/07"]


@pytest.mark.parametrize("heading", ["\nIINTRODUCTION", "\nINTRODUCTION"])
def test_the_heading_of_the_first_section_is_no_part_of_the_subject(read: Read, heading: str) -> None:
    assert read(f"{HEAD}{TABLE}Subject: Report on lamps{heading}{TEXT}").fields["subject"] == "Report on lamps"


def test_the_number_of_the_first_section_is_no_part_of_the_subject(read: Read) -> None:
    line = " ".join(f"{HEAD}{TABLE}Subject: Report on lamps I The Working Party met in May 2006.".split())

    assert read(line).fields.get("subject") == "Report on lamps"


def test_the_session_of_a_parliament_is_no_document_number(read: Read) -> None:
    text = f"Annex to a paper of the committee 2005/06:1346\n\nBrussels, 18 May 2006\n\n{TABLE}Subject: Lamps{TEXT}"

    assert "number" not in read(text).fields


def test_a_conference_of_the_governments_keeps_its_series(read: Read) -> None:
    text = f"CONFERENCE OF THE GOVERNMENTS\nBrussels, 29 March 1996\nCONF 3835/96\n\nNOTE\n{TABLE}Subject: Lamps{TEXT}"

    assert str(read(text).fields["number"]) == "CONF 3835/96"


@pytest.mark.parametrize(
    ("cited", "is_doubted"), [("60/0 JAI 5 - COM(2000) 50 final", True), ("6012/02 JAI 5 - COM(2000) 50 final", False)]
)
def test_a_torn_number_makes_the_others_beside_it_doubtful(read: Read, cited: str, is_doubted: bool) -> None:
    reading = read(f"{HEAD}{TABLE}No. Cion doc.: {cited}\nSubject: Lamps{TEXT}")

    assert ("commission_documents" in doubted_fields(reading)) is is_doubted


def test_a_number_alone_on_top_of_a_page_is_not_cited(read: Read) -> None:
    reading = read("Plan for the lamps - NOTE from the Presidency\n\nEuropean Union\n\n6282/07 REV1\n\nThe text.\n")

    assert "references" not in reading.fields
    assert "number" in doubted_fields(reading)


def test_a_sentence_below_the_title_of_conclusions_is_no_part_of_it(read: Read) -> None:
    reading = read(
        "European Council\nBrussels, 18 October 2018\n(OR. en)\nEUCO 13/18\n\nGeneral Secretariat of the Council\n"
        "European Council meeting (18 October 2018)\n"
        "The conclusions on which the European Council agreed are attached for delegations\nEUCO 13/18\n"
    )

    assert reading.fields["subject"] == "European Council meeting (18 October 2018)"


def test_a_title_goes_on_in_small_letters_below_one_blank_line(read: Read) -> None:
    reading = read(
        f"{HEAD.replace('NOTE', 'OUTCOME OF PROCEEDINGS')}{TABLE}Subject: Meeting on lamps\n\n"
        "1. Adoption of the agenda\n\nThe agenda was adopted.\n\n2. Decision on cooperation\n\n"
        "between harbours (LAMPS)\n\nThe Group took note of the report.\n"
    )

    titles = [item.title for item in reading.fields["items"]]  # type: ignore[attr-defined]
    assert titles == ["Adoption of the agenda", "Decision on cooperation between harbours (LAMPS)"]


@pytest.mark.parametrize("words", ["3208th", "3208th Press release", "3208th Council meeting"])
def test_the_ordinal_of_a_meeting_may_have_lost_its_words(read: Read, words: str) -> None:
    reading = read(
        f"COUNCIL OF THE EUROPEAN UNION\n\n8447/12\n\nPRESSE 447\n\nPRESS RELEASE\n\n{words}\n\nEnvironment\n\n"
        "Luxembourg, 29 October 2012\n\nPresident Ms Lamp\n"
    )

    assert reading.fields["subject"] == f"{words} - Environment"
    assert reading.fields["meeting"].start.isoformat() == "2012-10-29"  # type: ignore[attr-defined]
    assert "subject_codes" not in doubted_fields(reading)


def test_the_draft_of_an_act_is_a_document_of_the_commission(read: Read) -> None:
    reading = read(f"{HEAD}{TABLE}No. Cion doc.: D 033683/04\nSubject: Lamps{TEXT}")

    assert list(map(str, reading.fields["commission_documents"])) == ["D033683/04"]
