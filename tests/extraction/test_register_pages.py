"""Pages with which the Council's public register shows a document: labels of their own, and no letterhead."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

PAGE = """Public register of Council documents
Document details

Document number: ST 7421 2024 INIT
Document date: 12/03/2024
Title: Lamps of the northern harbours
- General approach
Originator: General Secretariat of the Council
Type of document: NOTE
Subject codes: TRANS 118, MAR 41
Language: EN
"""


def assert_read(reading: Reading) -> None:
    fields = reading.fields
    assert (str(fields["number"]), str(fields["date"])) == ("7421/24", "2024-03-12")
    assert fields["subject"] == "Lamps of the northern harbours - General approach"
    assert (fields["type"], fields["originator"]) == ("NOTE", "General Secretariat of the Council")
    assert [str(code) for code in fields["subject_codes"]] == ["TRANS 118", "MAR 41"]  # type: ignore[attr-defined]
    assert "references" not in fields or not fields["references"]
    assert reading.doubts == ()


@pytest.mark.parametrize("text", [PAGE, PAGE.replace(": ", "\n")], ids=["beside", "below"])
def test_the_values_stand_beside_or_below_the_labels(read: Read, text: str) -> None:
    assert_read(read(text))


def test_without_number_or_title_it_is_no_such_page(read: Read) -> None:
    without = PAGE.replace("Document number", "Reference")
    assert {doubt.field for doubt in read(without).doubts} >= {"number", "subject"}


def test_the_cover_page_below_it_counts_more(read: Read) -> None:
    cover = (
        "Council of the\nEuropean Union\n\nBrussels, 12 March 2024\n(OR. en)\n\n7421/24\n\nTRANS 118\n\nNOTE\n"
        "From: Presidency\nTo: Delegations\nSubject: Lamps\n\nDelegations will find a text.\n"
    )
    fields = read(PAGE + "\n" + cover).fields
    assert (fields["originator"], fields["subject"]) == ("Presidency", "Lamps")


CARD = """Public register - Consilium
ST 11375 2026 INIT - NOTE 10/07/2026
Lamps of the harbours, as
introduced by Decision (EU) 2022/382 - Political agreement
Addressee:
Council
"""


def test_a_document_in_a_list_of_the_register_has_its_fields_on_one_line(read: Read) -> None:
    reading = read(CARD)

    assert (str(reading.fields["number"]), str(reading.fields["date"])) == ("11375/26", "2026-07-10")
    assert reading.fields["type"] == "NOTE"
    assert reading.fields["subject"] == (
        "Lamps of the harbours, as introduced by Decision (EU) 2022/382 - Political agreement"
    )


def test_a_list_of_several_documents_is_none_of_them(read: Read) -> None:
    reading = read(f"{CARD}ST 11376 2026 REV 1 - NOTE 11/07/2026\nOil\n")

    assert not {"type", "subject"} & reading.fields.keys()
