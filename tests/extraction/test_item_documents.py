"""Documents of items, with their codes, addenda and approvals, where a page put them within or behind titles."""

from collections.abc import Callable

import pytest
from extraction.item_outlines import AGENDA, HEAD, items, outline

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]


def documents(reading: Reading) -> list[list[str]]:
    return [list(map(str, item.documents)) for item in items(reading)]


def doubted(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


def test_codes_behind_a_document_within_a_line_are_no_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda 2. Regulation on the Health of Lamps doc. 8150/16 AGRILEG 64 VETER 43 "
        "+ ADD 1 = Examination of Articles 3-5 doc. 8151/16 AGRILEG 65 3. Lamps a) Wicks b) Oil 8152/16 ENV 7 "
        "4. Any other business\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Regulation on the Health of Lamps", ["Examination of Articles 3-5"]),
        ("3", "Lamps", ["Wicks", "Oil"]),
        ("4", "Any other business"),
    ]
    assert documents(reading) == [[], ["8150/16", "8150/16 ADD 1", "8151/16"], ["8152/16"], []]
    assert "items" not in doubted(reading)


def test_documents_in_square_brackets_over_several_lines_belong_to_the_item(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\n2. Follow-up to the lamps\n[8150/16 ECOFIN 775 EF 158 CODEC 91\n+ ADD 1\n"
        "+ ADD 2]\n3. Any other business\n"
    )

    assert outline(reading)[1] == ("2", "Follow-up to the lamps")
    assert documents(reading)[1] == ["8150/16", "8150/16 ADD 1", "8150/16 ADD 2"]


def test_a_danish_document_is_no_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Vedtagelse af dagsordenen\n2. Godkendelse af listen over A-punkter\ndok. 8150/16 PTS A 26\n"
        "3. Lamper\na) Olie\nb) Tran\ndok. 8151/16 JAI 184 (KOM(2016) 184 endelig)\n4. Eventuelt\n"
    )

    assert outline(reading)[1:3] == [("2", "Godkendelse af listen over A-punkter"), ("3", "Lamper", ["Olie", "Tran"])]


def test_an_approval_behind_documents_is_no_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda 2. Transfer of lamps No 4/2016 8150/16 FIN 871 INST 442 approved by "
        "Coreper, Part 2, on 27.04.2016 3. Any other business\n"
    )

    assert outline(reading)[1] == ("2", "Transfer of lamps No 4/2016")
    assert documents(reading)[1] == ["8150/16"]


def test_the_serial_of_telecom_before_a_plus_is_no_telephone_number(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n2. Lamps\n- Oil\n8150/16 COPEN 91 TELECOM 33 + COR 1\n3. AOB\n")

    assert documents(reading)[1] == ["8150/16", "8150/16 COR 1"]


def test_a_german_document_is_no_part_of_treatments_and_sub_items(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Annahme der Tagesordnung\n2. Verordnung über Lampen\n   = Sachstand\n   Dok. 8150/16 ENV 3\n"
        "3. Sonstiges\n   a) Öl\n   b) Docht (Dok. 8151/16)\n"
    )

    assert outline(reading)[1:] == [("2", "Verordnung über Lampen", ["Sachstand"]), ("3", "Sonstiges", ["Öl", "Docht"])]
    assert documents(reading)[1:] == [["8150/16"], ["8151/16"]]
    assert items(reading)[1].summary is None


def test_codes_in_the_right_margin_below_a_document_are_no_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}1.   Adoption of the agenda\n\n"
        "2.   Proposal for a Directive of the European Parliament and of the     8150/16\n"
        "     Council on the lighting of lamps (recast) [first reading]  TRANS 3\n     - Political agreement\n\n"
        "3.   Any other business\n"
    )

    title = "Proposal for a Directive of the European Parliament and of the Council on the lighting of lamps (recast)"
    assert outline(reading)[1] == ("2", f"{title} [first reading]", ["Political agreement"])


def test_brackets_that_hold_only_codes_are_no_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\n2. Lamps (ENV 12, MI 3)\n3. Conference of the Parties (COP 23)\n"
        "4. Any other business\n"
    )

    assert outline(reading)[1:3] == [("2", "Lamps"), ("3", "Conference of the Parties (COP 23)")]


def test_a_note_at_the_end_of_a_page_in_one_line_does_not_make_an_agenda_running_text(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda 2. Rules on lamps 8150/16 ENV 12 - Presidency text - Exchange of views "
        "3. AOB NB: Documents are available on the delegates' portal before the meeting.\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Rules on lamps - Presidency text", ["Exchange of views"]),
        ("3", "AOB"),
    ]
    assert documents(reading)[1] == ["8150/16"]


def test_a_dash_before_a_document_and_its_codes_is_no_sub_item(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\n2. Transfer of lamps\n-\n8150/16\nFIN 871\n3. Oil\n- 8151/16 ENER 7 -\n"
        "4. Wicks\n- 8152/16 ENV 12\n  + ADD 1\n5. Any other business\n"
    )

    assert outline(reading)[1:4] == [("2", "Transfer of lamps"), ("3", "Oil"), ("4", "Wicks")]
    assert documents(reading)[1:4] == [["8150/16"], ["8151/16"], ["8152/16", "8152/16 ADD 1"]]


def test_the_number_of_an_act_behind_nr_stays_in_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Vedtagelse af dagsordenen\n2. Forordning om ændring af forordning (EØF) nr. 2847/93 om lamper\n"
        "3. Eventuelt\n"
    )

    assert outline(reading)[1] == ("2", "Forordning om ændring af forordning (EØF) nr. 2847/93 om lamper")


def test_a_legislative_heading_announces_the_list_below_it(read: Read) -> None:
    reading = read(
        f"{HEAD}'A' ITEMS NOTE\nSubject: 3464th meeting of the Council\n\nNon-legislative activities\n"
        "1. Oil\n8150/16\n3. Wicks\n8151/16\n"
    )

    assert [(item.number, item.title) for item in items(reading)] == [("1", "Oil"), ("3", "Wicks")]


def test_figures_below_the_discussion_of_the_ii_items_number_items(read: Read) -> None:
    reading = read(
        f'{AGENDA}I. Adoption of the agenda\nII. Approval of the "I" items\nIII. Discussion of the "II" items\n'
        "1. Lamps\n2. Oil\n3. Wicks\n4. Other\n"
    )

    assert [item.number for item in items(reading)] == ["I", "II", "III", "1", "2", "3", "4"]


@pytest.mark.parametrize("code", ["CORLX", "FIN 3", "WTO"])
def test_a_code_below_documents_is_no_text_of_the_item(read: Read, code: str) -> None:
    reading = read(
        f"{AGENDA}1. Transfer of lamps\nApproval\napproved by the Special Committee on Agriculture on 10.7.2019\n"
        f"10774/19\n{code}\n2. Oil\n10775/19\n"
    )

    assert outline(reading) == [("1", "Transfer of lamps"), ("2", "Oil")]
    assert code not in (items(reading)[0].summary or "")


@pytest.mark.parametrize(
    "approval",
    ["approved by the Special Committee on Agriculture on", "aprobado por el Comité Especial de Agricultura el"],
)
def test_an_approval_by_the_special_committee_on_agriculture_is_no_sub_item(read: Read, approval: str) -> None:
    reading = read(
        f"{AGENDA}1. Regulation on vegetables\n-  Adoption\n10118/16 AGRIORG 41\n{approval} 10.6.2016\n2. Oil\n"
    )

    assert outline(reading)[0] == ("1", "Regulation on vegetables", ["Adoption"])


def test_a_suffix_at_the_end_of_a_page_takes_no_number_from_the_next(read: Read) -> None:
    reading = read(
        f"{HEAD}NOTE\n\nSubject: Lamps\n\nDelegations discussed 12411/1/05 VISA 210 REV\n\n2 Delegations sent lamps.\n"
    )

    assert [str(reference.to) for reference in reading.fields["references"]] == [  # type: ignore[attr-defined]
        "12411/1/05 REV 1"
    ]


def test_a_document_below_a_number_alone_is_a_reference(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\nDraft amending budget\n2.\n12004/16 FIN 417\n3. Oil\n")

    assert [str(reference.to) for reference in reading.fields["references"]] == ["12004/16"]  # type: ignore[attr-defined]
