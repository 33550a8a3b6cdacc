"""Subject codes that torn columns put beside a value: they are left out of it, and the value is in doubt."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nJAI 31\nECOFIN 7\n\nNOTE\n"
TEXT = "\n\nDelegations will find attached a text.\n"


@pytest.mark.parametrize(
    "codes", ["JAI 31 ECOFIN 7", "JAI ECOFIN", "GVAL 31 FOPOL 7", "JAI 31\nECOFIN 7\n", "ECOFIN 7"]
)
@pytest.mark.parametrize("title", ["Report on lamps in the north", "Élimination des lampes", '"Lamps" in the north'])
def test_codes_before_a_subject_are_left_out(read: Read, codes: str, title: str) -> None:
    reading = read(f"{HEAD}From: Presidency\nTo: Delegations\nSubject: {codes} {title}{TEXT}")

    assert reading.fields["subject"] == title
    assert [doubt for doubt in reading.doubts if doubt.field == "subject"]


def test_codes_behind_a_name_are_left_out(read: Read) -> None:
    reading = read(f"{HEAD}From: Presidency\nTo: Delegations\nJAI 31\nECOFIN 7\nSubject: Lamps{TEXT}")

    assert reading.fields["addressee"] == "Delegations"
    assert [doubt for doubt in reading.doubts if doubt.field == "to"]
    assert reading.fields["subject"] == "Lamps"


@pytest.mark.parametrize(
    "title",
    ["EUROPOL Work Programme", "UN Resolution 1325 on lamps", "G 20 summit - lamps", "COSI - Support Group", "AI Act"],
)
def test_a_title_that_begins_in_capitals_stays_whole(read: Read, title: str) -> None:
    reading = read(f"{HEAD}From: Presidency\nTo: Delegations\nSubject: {title}{TEXT}")

    assert reading.fields["subject"] == title
    assert not [doubt for doubt in reading.doubts if doubt.field == "subject"]


@pytest.mark.parametrize(("code", "is_doubted"), [("DROGUES", True), ("TELECOM", False)])
def test_a_word_below_the_number_of_a_notice_that_is_no_code_is_doubted(
    read: Read, code: str, is_doubted: bool
) -> None:
    reading = read(
        f"COUNCIL OF\nTHE EUROPEAN UNION\nGENERAL SECRETARIAT\nBrussels, 21 May 1997\nCM 1423/97\n{code}\n"
        "COMMUNICATION\nNOTICE OF MEETING\nSubject: Working Party on Lamps\nDate: 4 June 1997 (10.00 a.m.)\n"
    )

    assert ("subject_codes" in {doubt.field for doubt in reading.doubts}) is is_doubted
