"""Pages with other documents beside their own: letterheads below it, and documents that a site offers."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

OWN = "COUNCIL OF THE EUROPEAN UNION Brussels, 3 May 2012 (OR. en) 8123/12 LIMITE JAI 31\n"
NOTE = f"{OWN}NOTE\nFrom: Presidency\nTo: Delegations\nSubject: Lamps\n\nDelegations will find attached the plan.\n"
OFFER = "COUNCIL OF THE EUROPEAN UNION. Brussels, 7 June 2011 (OR. fr) 9456/11 Interinstitutional File: 2011/0103 (NLE)"
FOOTER = "10227/13 GS/np 1 DG D 2B"


def doubted_fields(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


def values(reading: Reading) -> dict[str, str]:
    return {name: str(value) for name, value in reading.fields.items()}


@pytest.mark.parametrize(
    "heading",
    ["Similar documents", "Vergelijkbare documenten", "Podobné dokumenty", "Ähnliche Dokumente", "Relevanta dokument"],
)
def test_documents_that_a_site_offers_are_no_part_of_the_page(read: Read, heading: str) -> None:
    reading = read(f"{OWN}\n\n{heading}\n{OFFER}\n\n{FOOTER}\n\nDRAFT MINUTES of the 2178th meeting on 17 May 1999\n")

    assert str(reading.fields["number"]) == "8123/12"
    assert not {"interinstitutional_files", "type", "meeting", "references"} & reading.fields.keys()
    assert doubted_fields(reading) == {"subject"}


def test_offered_documents_give_no_value_where_the_page_lost_its_own_number(read: Read) -> None:
    offers = f"{OFFER}\n\n{FOOTER}\n\nPROVISIONAL AGENDA 2454th meeting of the COMMITTEE\n\n8776/3/11 REV 3 JAI 4"

    reading = read(f"COUNCIL OF THE EUROPEAN UNION. Brussels, 19 July /01 JAI 42\n\nSimilar documents\n{offers}\n")

    assert values(reading).keys() <= {"date", "place", "subject_codes"}
    assert "number" in doubted_fields(reading)


def test_what_is_left_of_a_number_shows_that_the_page_begins_with_a_letterhead(read: Read) -> None:
    reading = read(
        "COUNCIL OF THE EUROPEAN UNION. Brussels, 30 May /12 JAI 53\n\nSimilar documents\n"
        f"COUNCIL OF THE EUROPEAN UNION. Brussels, 7 June /11 LIMITE JAI 64. NOTE from : Lamp Group\n\n{FOOTER}\n"
    )

    assert [str(code) for code in reading.fields["subject_codes"]] == ["JAI 53"]
    assert not {"type", "originator", "number"} & reading.fields.keys()
    assert "marking" not in reading.fields
    assert "marking" in doubted_fields(reading)


def test_the_text_below_the_offered_documents_is_read(read: Read) -> None:
    text = " ".join(NOTE.split()) + " The lamps were counted again, and the oil was measured in every store." * 8

    reading = read(
        f"PUBLIC 8123/12 DOCUMENT PARTIALLY ACCESSIBLE\n\nSimilar documents\n{OFFER}\n\n{FOOTER}\n\n{text}\n"
    )

    assert reading.fields["subject"] == "Lamps"
    assert "interinstitutional_files" not in reading.fields


def test_a_list_under_such_a_heading_with_nothing_above_it_is_read(read: Read) -> None:
    assert read(f"Related documents\n\n{NOTE}").fields["subject"] == "Lamps"


def test_what_is_read_below_the_letterhead_of_another_document_is_doubted(read: Read) -> None:
    reading = read(f"{NOTE}\n{OFFER}\n\nThe text of 7654/11 was recalled.\n")

    assert values(reading) | {"number": "8123/12", "subject": "Lamps", "date": "2012-05-03"} == values(reading)
    assert doubted_fields(reading) == {"references"}


def test_a_table_below_the_letterhead_of_another_document_is_not_that_of_the_first(read: Read) -> None:
    other = "Brussels, 7 June 2011 9456/11 NOTE\nFrom: Commission\nTo: Council\nSubject: Wicks\n"

    reading = read(f"{OWN}\nThe lamps were lit.\n\n{other}")

    assert str(reading.fields["number"]) == "8123/12"
    assert {"number", "date", "place"} <= doubted_fields(reading)
    assert values(reading).get("originator") != "Commission"


def test_a_second_copy_of_the_letterhead_is_no_other_document(read: Read) -> None:
    assert read(f'{OWN}\nDownload "{OWN.strip()}"\n\n{NOTE}').doubts == ()


def test_the_day_of_the_meeting_above_the_first_item_begins_no_letterhead(read: Read) -> None:
    agenda = "COUNCIL OF THE EUROPEAN UNION\nBrussels, 3 May 2012\n8123/12\nOJ CONS 31\nPROVISIONAL AGENDA\n"
    items = "Brussels, 8 May 2012 (9.30)\n\n1. Adoption of the agenda 8456/12\n\n2. Lamps 8457/12\n"

    assert "number" not in doubted_fields(read(agenda + items))


def test_the_original_of_a_declassified_document_is_no_other_document(read: Read) -> None:
    cover = "Council of the European Union\nBrussels, 4 May 2017 (OR. en)\n8123/07 DCL 1\nJAI 31\nDECLASSIFICATION\n"

    reading = read(f"{cover}of document: 8123/07\nSubject: Lamps\n\nBrussels, 3 May 2007 (OR. en)\n8123/07\n")

    assert not [doubt for doubt in reading.doubts if "another document" in doubt.message]


def test_a_number_behind_the_label_of_an_earlier_document_is_not_the_own_one(read: Read) -> None:
    reading = read("Council of the European Union Brussels, 3 May 2012 (OR. en) No prev. doc.: 7001/12 JAI 3\n")

    assert "number" not in reading.fields


@pytest.mark.parametrize("act", ["(EC) No 2187/2005", "( EC) No 2187/ 2005", "(EU) 2187/05", "(ΕΚ) αριθ. 1184/2006"])
def test_the_number_of_an_act_is_not_the_own_one(read: Read, act: str) -> None:
    assert "number" not in read(f"The lamps of the Union\n\nRegulation {act} on lamps was amended.\n").fields


def test_public_without_a_letterhead_is_doubted(read: Read) -> None:
    assert "marking" in doubted_fields(read("PUBLIC\n\nConseil UE CONTENTS\n\n1. Adoption of the agenda ... 4\n"))
    assert "marking" not in doubted_fields(read(NOTE.replace("LIMITE", "PUBLIC")))


def test_a_heading_among_other_capitals_is_doubted_if_no_table_follows(read: Read) -> None:
    head = "Brussels, 17 May 1999\n8016/99 (Presse 146)\n\nITEMS DEBATED LAMPS "

    assert "type" in doubted_fields(read(f"{head}WICKS COMMON POSITION CONCERNING THE LAMPS\n"))


def test_a_page_whose_letters_are_lost_has_doubts_on_its_words(read: Read) -> None:
    page = (
        "8016/99 (Presse 146)\n\n2366th Council meeting\n\n*(1(5$/$))$,56\n\nBrussels, 17 May 1999\n\n"
        "Presidents : 0U-RVFKND),6&+(5 Minister\n\n,7(06'(%$7('\n"
    )

    assert {"subject", "type"} <= doubted_fields(read(page))


@pytest.mark.parametrize(
    "foot",
    [
        "Read also\n> Document 7182/12: what it says on lamps\nTags: lamps, 10193/12\n(c) LampWatch 2012 - Terms",
        "Weitere Dokumente dieser Anfrage\nst09852.de12.pdf  st13217.en12.pdf\n\nÜber uns  Presse  Datenschutz",
        "Documents pareils\nRAPPORT ANNUEL (13245/12)\nPlus en détail\nComment déclarer? 2042/10\nPlus en détail",
    ],
)
def test_the_foot_of_a_page_that_offers_documents_gives_no_references(read: Read, foot: str) -> None:
    reading = read(
        "Council of the European Union\n\nBrussels, 3 May 2012\n\n8123/12\n\nJAI 31\n\nNOTE\nFrom: Presidency\n"
        f"To: Delegations\nSubject: Lamps\n\nDelegations will find a text in 8124/12.\n\n{foot}\n"
    )

    assert [str(reference.to) for reference in reading.fields["references"]] == ["8124/12"]  # type: ignore[attr-defined]


def test_a_last_line_that_offers_documents_gives_no_references(read: Read) -> None:
    reading = read(
        "Council of the European Union\n\nBrussels, 3 May 2012\n\n8123/12\n\nJAI 31\n\nNOTE\nFrom: Presidency\n"
        "To: Delegations\nSubject: Lamps\n\nDelegations will find a text in 8124/12.\n\n"
        "Documenti collegati: 9877/12 JUSTPEN 66 - 10112/12 CK4 31\n"
    )

    assert [str(reference.to) for reference in reading.fields["references"]] == ["8124/12"]  # type: ignore[attr-defined]
