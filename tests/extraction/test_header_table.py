"""The box: labels and values in every order."""

import pytest

from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.table import read_header_table
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable
from somei_cli.extraction.joined_lines import join_lines
from somei_cli.extraction.masthead import find_header_tables


def box(text: str) -> HeaderTable:
    (labels,) = find_header_tables(text)
    return read_header_table(text, labels, len(text))


def values(text: str) -> dict[str, str]:
    return {value.kind.name: value.text for value in box(text).values}


PRESIDENCY = {"FROM": "Presidency", "TO": "Working Party on Lamps", "SUBJECT": "Lamps at sea"}


@pytest.mark.parametrize(
    "text",
    [
        "From: Presidency\nTo: Working Party on Lamps\nSubject: Lamps at sea\n\nText.",
        "from : Presidency\nto : Working Party on Lamps\nSubject : Lamps at sea\n\nText.",
        "from: Presidency\nto : Working Party on Lamps\nSUbject : Lamps at sea\n\nText.",
        "From:\nPresidency\n\nTo:\n\nWorking Party on Lamps\nSubject:\nLamps at sea\n\nText.",
        "From:\nTo:\nSubject:\nPresidency\nWorking Party on Lamps\nLamps at sea\n\nText.",
        "From:\nTo:\nPresidency\nWorking Party on Lamps\nSubject:\nLamps at sea\n\nText.",
        "From: To: Presidency Working Party on Lamps Subject: Lamps at sea",
        "From:      Presidency      To:   Working Party on Lamps   Subject:   Lamps at sea 1. Introduction",
        "Absender: Presidency\nEmpfänger: Working Party on Lamps\nBetr.: Lamps at sea",
        "från: Presidency\ntill: Working Party on Lamps\nÄrende: Lamps at sea",
        "| From: | Presidency |\n| To: | Working Party on Lamps |\n| Subject: | Lamps at sea |",
        "From: Presidency\nTo: Working Party on\nLamps\nSubject: Lamps\nat sea\n1. Lamps are many.",
        "From: Presidency\nTo: Working Party on Lamps\nNo. prev. doc.:\nSubject: Lamps at sea",
    ],
)
def test_the_columns_come_out_in_every_way(text: str) -> None:
    assert values(text) == PRESIDENCY


def test_dates_hold_the_other_values_in_place() -> None:
    text = "From: On: To: Working Party on Oil 6 April 2016 Terrorism Working Party Subject: Summary"

    assert values(text) == {
        "FROM": "Working Party on Oil",
        "ON": "6 April 2016",
        "TO": "Terrorism Working Party",
        "SUBJECT": "Summary",
    }


def test_columns_that_cannot_be_told_apart_stay_empty() -> None:
    found = box("From: To: Keepers of the lamps Friends of the fog Subject: Lamps")

    assert [v.kind for v in found.values] == [LabelKind.SUBJECT]
    assert found.unclear == (LabelKind.FROM, LabelKind.TO)


def test_a_notice_has_other_labels() -> None:
    text = (
        "Contact: x@example.eu\nTel./Fax: 1\nSubject: First line\nsecond line\n"
        "Date:\nTime:\n6 February 2017\n16.00\nVenue: Y\n"
    )

    assert values(text)["SUBJECT"] == "First line second line"
    assert values(text)["ON"] == "6 February 2017"


def test_lines_of_one_value_are_joined_and_two_addressees_kept_apart() -> None:
    text = (
        "From: Secretary-General of the Commission,\nsigned by Mr Jordi X, Director\ndate of receipt: 28 May 2018\n"
        "To: Committee at the level of Officials\nCOREPER\nNo. Cion doc.: COM(2018) 1 final\nSubject: S"
    )

    assert values(text)["FROM"] == "Secretary-General of the Commission, signed by Mr Jordi X, Director"
    assert values(text)["TO"] == "Committee at the level of Officials / COREPER"
    assert values(text)["COMMISSION"] == "COM(2018) 1 final"


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ("Access to lamps\n- Application No 29\n\nThe draft was examined.", "Access to lamps - Application No 29"),
        ("Access to lamps\n\n  • Policy debate\n\nText.", "Access to lamps - Policy debate"),
        ("Access to lamps\n-\nFirst part\n\nText.", "Access to lamps - First part"),
        ("Access to\n\nlamps\n\nText.", "Access to lamps"),
        ("Summary\nMorning session (10.00)\n1.\nAdoption", "Summary"),
        ("Summary\nDelegations will find the text.", "Summary"),
        ("Summary\n_______\nText", "Summary"),
        ("Draft for a Regulation on the oil of the\nlamps\n\nT", "Draft for a Regulation on the oil of the lamps"),
        ("Summary of it Delegations will find the text.", "Summary of it"),
        ("Access to lamps The Presidency recalled its paper on the oil of all the lamps.", "Access to lamps"),
    ],
)  # fmt: skip
def test_where_a_subject_ends(lines: str, subject: str) -> None:
    assert values(f"From: A\nTo: B\nSubject: {lines}")["SUBJECT"] == subject


def test_a_subject_without_end_stays_empty() -> None:
    found = box("From: A To: B Subject: " + "lamps and fog and " * 30)

    assert found.first(LabelKind.SUBJECT) is None
    assert not found.is_certain


def test_words_broken_at_a_hyphen_are_joined_without_a_blank() -> None:
    assert join_lines(["counter-", "terrorism", "- Report"]) == "counter-terrorism - Report"


def test_a_date_parts_the_names_of_one_run_whatever_its_label() -> None:
    text = (
        "Origine: in data: Destinatario: Segretariato generale del Consiglio 22 maggio 2019 delegazioni Oggetto: Fari"
    )
    found = values(text)

    assert (found["FROM"], found["TO"]) == ("Segretariato generale del Consiglio", "delegazioni")


def test_the_words_of_a_site_are_no_part_of_a_subject() -> None:
    text = 'Contact: A. B. Subject: Lamps\nSize: px\nDownload "Lamps"\n\nContact: A. Subject: Lamps\nDate: 4 May 2001\n'
    (first, *_) = find_header_tables(text)

    assert [v.text for v in read_header_table(text, first, len(text)).values if v.kind is LabelKind.SUBJECT] == [
        "Lamps"
    ]


def test_a_label_without_a_value_takes_none_of_its_neighbour() -> None:
    text = "From: Presidency\nTo: Council\nNo. prev. doc.:\nNo. Cion doc.: 12345/19\nSubject: Lamps\n\nText."
    found = values(text)

    assert found["COMMISSION"] == "12345/19"
    assert "PREVIOUS" not in found
    assert "SUBJECT" not in values("From: Presidency\nTo: Council\nSubject:\n\n1. Lamps\n\nLamps were lit.\n")
    notice = "From: A\nTo: B\nSubject: 3455th meeting of the European Council\nDate: 10 March 2016\nTime: 10.00\n"
    assert values(notice)["SUBJECT"] == "3455th meeting of the European Council"
