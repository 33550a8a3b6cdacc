"""Agendas as pages of sites show them: footnotes, words of the site below, treatments without a sign, page footers."""

from datetime import date

import pytest

from somei_cli.model.items_and_follow_ups import Item, ItemKind
from tests.extraction.conftest import Read

HEAD = "Council of the European Union\nBrussels, 3 March 2022\n6786/22\nPROVISIONAL AGENDA\nLAMPS\n"
SITE = "The Council that deals with lamps is made up of the ministers of the Member States, and it meets each month.\n"


def items_of(read: Read, text: str) -> list[Item]:
    return list(read(text).fields["items"])


def titles(items: list[Item]) -> list[str]:
    return [item.title for item in items]


def test_a_footnote_below_an_agenda_and_its_mark_are_of_no_item(read: Read) -> None:
    items = items_of(
        read,
        f"{HEAD}1. Adoption of the agenda\n2. Lamps of the north 1\nExchange of views\n3. Any other business\n"
        f"1 Including an informal exchange with the Minister of Lamps of Ukraine\n{SITE}{SITE}",
    )

    assert titles(items) == ["Adoption of the agenda", "Lamps of the north", "Any other business"]
    assert items[-1].summary is None


def test_the_words_of_a_site_below_other_business_are_of_no_item(read: Read) -> None:
    items = items_of(
        read,
        f"{HEAD}1. Adoption of the agenda\n\n2. Lamps\n\n3. Any other business\n- Oil of the south\n\n"
        f"[{SITE.strip()}]\n\n• Registration is free\n• Read more\n",
    )

    assert [sub.title for sub in items[-1].subitems] == ["Oil of the south"]
    assert items[-1].summary is None


def test_documents_in_the_text_below_an_agenda_are_still_cited(read: Read) -> None:
    text = f"{HEAD}1. Adoption of the agenda\n\n2. Any other business\n\n{SITE.strip()[:-1]}, as set out in 9876/21.\n"

    assert "9876/21" in {str(reference.to) for reference in read(text).fields["references"]}


def test_a_treatment_behind_a_bracket_is_not_of_the_title(read: Read) -> None:
    items = items_of(
        read,
        f"{HEAD}1. Adoption of the agenda\n2. Recommendation on lamps (*) (Legal basis proposed by the Commission: "
        "Article 292, point (j) TFEU) Political agreement\n3. Oil\n",
    )

    assert items[1].title.endswith("point (j) TFEU)")
    assert (items[1].kind, items[1].summary) == (ItemKind.DECISION, "Political agreement")


def test_documents_in_square_brackets_are_not_of_the_title(read: Read) -> None:
    items = items_of(
        read,
        f"{HEAD}1. Adoption of the agenda\n2. Lamps\n"
        "- Presentation by the Commission and exchange of views [WK 5925/2024 INIT]\n3. AOB\n",
    )

    assert [sub.title for sub in items[1].subitems] == ["Presentation by the Commission and exchange of views"]
    assert items[1].by == "Commission"


def test_words_in_small_letters_behind_a_dash_stay_in_the_title(read: Read) -> None:
    items = items_of(
        read, f"{HEAD}1. Adoption of the agenda\n2. AOB\n– Votes on lamps – information by the Presidency\n– Oil\n"
    )

    assert [sub.title for sub in items[1].subitems] == ["Votes on lamps – information by the Presidency", "Oil"]


def test_bullets_of_an_agenda_may_end_in_a_semicolon(read: Read) -> None:
    items = items_of(
        read,
        f"{HEAD}1. Adoption of the agenda\n2. Lamps\n* Lamps of the north;\n* Lamps of the south:\na) Oil\nb) Gas\n"
        "3. AOB\n",
    )

    subs = [part.title for sub in items[1].subitems for part in sub.walk()]
    assert subs == ["Lamps of the north", "Lamps of the south", "Oil", "Gas"]


RECORD = (
    "Brussels, 9 June 2016\nCREST-SFIC 1351/16\nNOTE\n"
    "Subject: Summary conclusions of the 3rd meeting of the Lamp Forum, held in Oslo on 3 May 2016\n\n"
)


def test_the_number_of_an_item_right_below_a_footer_is_kept(read: Read) -> None:
    reading = read(
        f"{RECORD}1. Oil\n\nThe Chair spoke about oil.\n\nCREST-SFIC 1351/16 AB/cd 2\n\n3 2. Towers\n\n"
        "The Chair spoke about towers.\n\nCREST-SFIC 1351/16 AB/cd 3\n\n3. Gas\n\nThe Chair spoke about gas.\n"
    )

    assert [(item.number, item.title) for item in reading.fields["items"]] == [
        ("1", "Oil"),
        ("2", "Towers"),
        ("3", "Gas"),
    ]
    assert str(reading.fields["number"]) == "CREST-SFIC 1351/16"


@pytest.mark.parametrize("speaker", ["Mr Ola N. Nordmann, who spoke for Norway, said", "Ms Nordmann (NO) told them"])
def test_a_record_in_one_line_ends_its_titles_before_the_speaker(read: Read, speaker: str) -> None:
    items = items_of(
        read,
        f"{RECORD}1. Oil of May Presentation by the Presidency {speaker} what oil is. It was said twice. "
        f"2. Lamps - Discussion {speaker} what lamps are. It was said twice.",
    )

    assert titles(items) == ["Oil of May", "Lamps"]
    assert [[sub.title for sub in item.subitems] for item in items] == [
        ["Presentation by the Presidency"],
        ["Discussion"],
    ]


def test_a_line_that_may_be_a_sub_item_in_the_text_of_a_record_is_doubted(read: Read) -> None:
    reading = read(
        "Brussels, 9 June 2016\n12034/16\nOUTCOME OF PROCEEDINGS\nFrom: Secretariat\nSubject: Summary\n\n1. Lamps\n\n"
        "State of play of the lamps\n\nThe lamps of the north and what comes of them.\n\nPresentation by Norway\n\n"
        "The Chair thanked Norway for it and spoke about the lamps.\n"
    )

    assert "items" in {doubt.field for doubt in reading.doubts}


COREPER = (
    "2627TH MEETING OF THE COMMITTEE OF PERMANENT REPRESENTATIVES PART II\n\n"
    "The chair of the 2627th meeting of the Committee was taken by Norway.\n\n"
    "Wednesday 10 May 2017 (10.00)\n\n"
    "– Lamps of the north\n\n= Presidency debriefing on the outcome of the trilogue\n\n"
    "– Oil\n\na) Oil of the south\n\n= State of play\n\n– Gas\n"
)


def test_dashed_items_with_equals_signs_below_are_items_with_a_doubt(read: Read) -> None:
    reading = read(COREPER)

    assert [
        (item.number, item.title, [part.title for sub in item.subitems for part in sub.walk()])
        for item in reading.fields["items"]
    ] == [
        (None, "Lamps of the north", ["Presidency debriefing on the outcome of the trilogue"]),
        (None, "Oil", ["Oil of the south", "State of play"]),
        (None, "Gas", []),
    ]
    assert "items" in {doubt.field for doubt in reading.doubts}


def test_the_title_of_a_meeting_ends_above_the_sentence_about_it(read: Read) -> None:
    reading = read(COREPER)

    assert reading.fields["subject"] == "2627TH MEETING OF THE COMMITTEE OF PERMANENT REPRESENTATIVES PART II"
    assert reading.fields["meeting"].start == date(2017, 5, 10)


def test_dashes_without_equals_signs_are_no_items(read: Read) -> None:
    reading = read("OUTCOME OF PROCEEDINGS\n\n– Lamps\n\n– Oil\n\nState of play\n\n– Gas\n")

    assert "items" not in reading.fields


def test_the_strokes_of_table_cells_are_not_of_the_values(read: Read) -> None:
    reading = read(
        "COUNCIL OF THE EUROPEAN UNION / Brussels, 13 May 2003\n\nFrom: / The Presidency\nTo: / Council\n"
        "Subject: / European Council (20/21 June 2003)\n– Annotated draft agenda\n\n"
        "The Presidency submits the following agenda.\n\n1. Lamps\n\n2. Oil\n"
    )

    assert reading.fields["originator"] == "The Presidency"
    assert reading.fields["addressee"] == "Council"
    assert reading.fields["subject"] == "European Council (20/21 June 2003) – Annotated draft agenda"
    assert [item.title for item in reading.fields["items"]] == ["Lamps", "Oil"]


PAGE = (
    "Working Party on Lamps\n\n14 November 2023\n\n1. Adoption of the agenda\n\n2. Lamps of the north\n\n3. AOB\n\n"
    "7 December 2023\n\n1. Adoption of the agenda\n\n2. {second} (8765/23)\n\n3. AOB\n"
)


def test_the_agenda_of_another_meeting_on_the_same_page_is_left_out_with_a_doubt(read: Read) -> None:
    reading = read(PAGE.format(second="Oil of the south"))

    assert titles(reading.fields["items"]) == ["Adoption of the agenda", "Lamps of the north", "AOB"]
    assert reading.fields["items"][-1].summary is None
    assert any("another meeting" in doubt.message for doubt in reading.doubts if doubt.field == "items")
    assert "8765/23" in {str(reference.to) for reference in reading.fields["references"]}


def test_a_second_copy_of_the_same_agenda_is_no_other_agenda(read: Read) -> None:
    reading = read(PAGE.format(second="Lamps of the north"))

    assert titles(reading.fields["items"]) == ["Adoption of the agenda", "Lamps of the north", "AOB"]
    assert "items" not in {doubt.field for doubt in reading.doubts}


def test_a_dash_before_the_subject_is_not_of_it(read: Read) -> None:
    reading = read(
        "Brussels, 2 July 2007\n11326/07\nNOTE\nfrom: Presidency\nto: Delegations\n"
        "Subject: – Provisional agendas for Council meetings\n\n"
        "Delegations will find attached the agendas.\n\n1. Lamps\n- Exchange of views\n2. Oil\n- Adoption\n"
    )

    assert reading.fields["subject"] == "Provisional agendas for Council meetings"
    assert titles(reading.fields["items"]) == ["Lamps", "Oil"]


def test_bullets_below_a_sentence_under_other_business_are_kept(read: Read) -> None:
    items = items_of(read, f"{HEAD}1. Adoption of the agenda\n\n2. AOB\n\n{SITE}\n- Oil of the south\n")

    assert [sub.title for sub in items[-1].subitems] == ["Oil of the south"]
