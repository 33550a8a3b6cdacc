"""Damaged, contradictory, classified and hostile texts: doubts and refusals, never a false value."""

from collections.abc import Callable

import pytest
from conftest import EVERYTHING
from hypothesis import given, settings
from hypothesis import strategies as st

from somei_cli.errors import Classified, SomeiError
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

NOTE = """Council of the
European Union

Brussels, 9 June 2015
(OR. en)

9001/15

LIMITE

ASIM 22

OUTCOME OF PROCEEDINGS
From: Working Party on Lamps
On: 2 June 2015
To: Delegations
No. prev. doc.: 8999/15
Subject: Lamps

Delegations discussed 8998/15.

9001/15 AB/cd 1
DG D 1A LIMITE EN
"""


def doubts(reading: Reading) -> dict[str, str]:
    return {doubt.field: doubt.message for doubt in reading.doubts}


def test_the_sound_text_gives_no_doubt(read: Read) -> None:
    assert read(NOTE).doubts == ()


@pytest.mark.parametrize(
    ("old", "new", "field", "words"),
    [
        ("9001/15\n\nLIMITE", "9001/1/15\nREV 2\n\nLIMITE", "number", "disagree"),
        ("9001/15\n\nLIMITE", "9011/15\n\nLIMITE", "number", "the footers 9001/15"),
        ("9001/15\n\nLIMITE", "LIMITE", "number", "taken from the footers"),
        ("9001/15\n\nLIMITE", "9001/15\n9002/15\n\nLIMITE", "number", "and 9002/15 too"),
        ("9 June 2015", "1 June 2015", "date", "before the meeting"),
        ("9 June 2015", "31 June 2015", "date", "no date"),
        ("Brussels, 9 June 2015", "", "date", "no date"),
        ("9 June 2015", "9 June 2018", "date", "does not fit the year"),
        ("On: 2 June 2015", "On: 2 June", "meeting.start", "no date"),
        ("ASIM 22", "ASlM 22\nENFOP0L 3", "subject_codes", "ENFOPOL may be meant"),
        ("ASIM 22", "ASlM 22", "subject_codes", "ASIM may be meant"),
        ("Subject: Lamps", "", "subject", "no subject"),
        ("8999/15\n", "the one before\n", "previous_documents", "no document"),
        ("OUTCOME OF PROCEEDINGS", "OUTCOME OF A DREAM", "type", "no type of this register"),
    ],
)
def test_damage_is_a_doubt(read: Read, old: str, new: str, field: str, words: str) -> None:
    assert words in doubts(read(NOTE.replace(old, new, 1)))[field]


@pytest.mark.parametrize(
    ("words", "marking"), [("L1MITE", "LIMITE"), ("NOT PUBLIC", "NOT PUBLIC"), ("SECRET", "SECRET")]
)
def test_words_that_seem_to_restrict_are_a_doubt_and_close_the_document(read: Read, words: str, marking: str) -> None:
    found = read(NOTE.replace("LIMITE", words, 1).replace("LIMITE EN", "EN"))

    assert str(found.fields["marking"]) == marking
    assert "seem to restrict" in doubts(found)["marking"]


def test_a_contradictory_number_is_left_empty(read: Read) -> None:
    assert "number" not in read(NOTE.replace("9001/15\n\nLIMITE", "9001/1/15\nREV 2\n\nLIMITE", 1)).fields


def test_nothing_is_read_from_nothing(read: Read) -> None:
    reading = read("")

    assert reading.fields == {}
    assert set(doubts(reading)) == {"number", "subject", "date"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("LIMITE\n\n", "RESTREINT UE/EU RESTRICTED\n\n"),
        ("LIMITE\n\n", "R-UE/EU-R\n\n"),
        ("Council of the\n", "CONFIDENTIEL UE / EU CONFIDENTIAL\nCouncil of the\n"),
        ("DG D 1A LIMITE EN", "DG D 1A SECRET UE/EU SECRET EN"),
        ("Delegations discussed", "TRÈS SECRET UE\n\nDelegations discussed"),
    ],
)
def test_a_classification_on_the_page_is_refused(read: Read, old: str, new: str) -> None:
    with pytest.raises(Classified) as refusal:
        read(NOTE.replace(old, new, 1))

    assert "Lamps" not in str(refusal.value)


@pytest.mark.parametrize(
    "words",
    [
        "for access to document 8000/09 (RESTREINT UE)",
        "[CONFIDENTIEL UE/EU CONFIDENTIAL]",
        "The rules on RESTREINT UE/EU RESTRICTED information were recalled.",
    ],
)
def test_words_about_a_classification_are_no_refusal(read: Read, words: str) -> None:
    assert "number" in read(NOTE.replace("Delegations discussed", f"{words}\n\nDelegations discussed", 1)).fields


def test_a_declassified_document_is_read(read: Read) -> None:
    text = NOTE.replace("9001/15\n\nLIMITE", "9001/15\nDCL 1\n\nRESTREINT UE/EU RESTRICTED", 1)

    assert str(read(text).fields["number"]) == "9001/15 DCL 1"


@pytest.mark.parametrize(
    "text",
    [
        "15070/19 JAI 1 JAI 1 DG A 1 " * 2000,
        "From: To: Subject: No. prev. doc.: " * 2000,
        "NOTE\nFrom: x\nTo: y\nSubject: z\n\n" * 2000,
        "Brussels, " * 5000,
        "1. " * 20000,
        "a) b) c) " * 5000,
        "1 and 2 and 3 and " * 3000,
        "The A B C D E " * 5000,
        "(" * 20000,
        "> " * 5000 + "a",
        "- " * 2000 + "a",
        "*a_ " * 5000,
        "<sup>1</sup> a\n\n" * 2000,
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_hostile_texts_end(read: Read, text: str, name: str) -> None:
    assert "items" not in read(text, name).fields


PIECES = st.sampled_from(
    [
        *("From:", "To:", "On:", "Subject:", "No. prev. doc.:", "Date:", "Contact:", "NOTE", "OUTCOME OF PROCEEDINGS"),
        *(
            "Brussels, 9 June 2015",
            "9001/15",
            "REV 1",
            "9001/1/15",
            "LIMITE",
            "PUBLIC",
            "JAI 3",
            "ENFO POL 5",
            "(OR. en)",
        ),
        *(
            "1.",
            "2.",
            "a)",
            "–",
            "-",
            "1",
            "Adoption of the agenda",
            "was adopted.",
            "The agenda in CM 1/19",
            "ANNEX",
            "EN",
        ),
        *("AB/cd 1 DG D EN", "Council of the European Union", "2018/0001 (COD)", "PROVISIONAL AGENDA", "*x*", "> z"),
        *("<sup>1</sup>", "[^1]: y", "| a | b |\n|---|---|\n| c | d |", "II.", "_____", "https://example.org/1/19"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "\n\n", "   "])), max_size=40).map(
        lambda parts: "".join(piece + gap for piece, gap in parts)
    )
)  # fmt: skip


@settings(max_examples=300 if EVERYTHING else 120)
@given(text=TEXTS, name=st.sampled_from(["x.txt", "x.md", "-"]))
def test_any_text_gives_a_reading(read: Read, text: str, name: str) -> None:
    reading = read(text, name)

    last = max(text.count("\n") + text.count("\r") + 10, *map(len, text.splitlines() or [""]))
    assert all(0 <= doubt.line <= last for doubt in reading.doubts)
    assert all(evidence.text for evidence in reading.evidence)


@given(st.binary(max_size=400))
def test_any_bytes_give_lines_or_a_refusal(data: bytes) -> None:
    try:
        lines = read_source(data, "x").lines
    except SomeiError:
        return
    assert all(line.number > 0 for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "field", "doubt"),
    [
        ("9001/15\n\n", "1 9001/15\n\n", "number", "a figure stands before it"),
        ("9001/15 AB/cd", "9001/1/15 REV 1 AB/cd", "number", "the footers 9001/1/15 REV 1"),
        ("ASIM 22", "ASIM 2 136", "subject_codes", "torn apart"),
    ],
)
def test_figures_that_stand_apart_or_differ_are_doubts(read: Read, old: str, new: str, field: str, doubt: str) -> None:
    found = read(NUMBERED.replace(old, new, 1))

    assert any(d.field == field and doubt in d.message for d in found.doubts)
    assert not {"ASIM 2", "ASIM 136"} & set(map(str, found.fields.get("subject_codes", ())))


NUMBERED = (
    "Council of the\nEuropean Union\n\nBrussels, 9 June 2015\n(OR. en)\n\n9001/15\n\nASIM 22\n\nNOTE\n"
    "From: Presidency\nTo: Delegations\nSubject: Lamps\n\nText.\n\n9001/15 AB/cd 1\nDG D 1A LIMITE EN\n"
)


def test_numbered_parts_that_are_no_items_are_told_of(read: Read) -> None:
    text = NOTE.replace("Delegations discussed 8998/15.", "1. Introduction\n\nLamps.\n\n2. Next steps\n\nMore lamps.")

    found = read(text)

    assert "items" not in found.fields
    assert [remark.message for remark in found.remarks] == ["2 numbered parts were taken for sections, not for items"]


@pytest.mark.parametrize("words", ["EMPFEHLUNG S RATES ÜBER LAMPEN", "Entwurf einer Entschließung s Rates über Lampen"])
def test_what_is_left_of_words_that_lost_letters_is_doubted(read: Read, words: str) -> None:
    reading = read(f"Rat der EU\nBrüssel, den 8. März 2017\n6937/17\nINF 50\nVERMERK\nBetr.: {words}\n\nText.\n")

    assert "subject" in {doubt.field for doubt in reading.doubts}
