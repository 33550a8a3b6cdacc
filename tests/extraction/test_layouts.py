"""How web sites and extraction lay documents out: each piece of knowledge with its own example."""

from collections.abc import Callable
from typing import Any

import pytest

from somei_cli.extraction.footers import split_footers
from somei_cli.extraction.header_table.labels import without_repeated_header_values
from somei_cli.extraction.sources.readers import read_source, read_text
from somei_cli.model.importing.draft_entry import Line, Reading

Read = Callable[..., Reading]

ONE_LINE = "Council of the European Union Brussels, 3 May 2016 (OR. en) 8123/16 {codes}NOTE {box}"


def fields(reading: Reading) -> dict[str, Any]:
    return {
        "from": reading.fields.get("originator"),
        "to": reading.fields.get("addressee"),
        "subject": reading.fields.get("subject"),
        "previous": [str(n) for n in reading.fields.get("previous_documents", ())],
        "commission": [str(n) for n in reading.fields.get("commission_documents", ())],
        "codes": [str(c) for c in reading.fields.get("subject_codes", ())],
    }


# ---- columns that were lost


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        # all labels, then all values
        (
            "From: To: Subject: Presidency Delegations Lamps of the north Delegations will find attached a text.",
            {"from": "Presidency", "to": "Delegations", "subject": "Lamps of the north"},
        ),
        # the codes of the letterhead between the values
        (
            (
                "From: To: General Secretariat of the Council COSI 12 JAI 34 "
                "Permanent Representatives Committee/Council No. prev. doc.: 8100/16 COSI 11 JAI 30 "
                "Subject: Lamps - Approval 1. On 2 May the lamps were lit."
            ),
            {
                "from": "General Secretariat of the Council",
                "to": "Permanent Representatives Committee/Council",
                "previous": ["8100/16"],
                "codes": ["COSI 12", "JAI 34"],
                "subject": "Lamps - Approval",
            },
        ),
        # a cover note, where the persons' titles show who is who
        (
            (
                "From: date of receipt: 2 May 2016 To: No. Cion doc.: Subject: "
                "Secretary-General of the European Commission, "
                "signed by Ms Ada LAMP, Director Mr Otto FOG, Secretary-General of the Council of the European Union "
                "COM(2016) 77 final Report on lamps Delegations will find attached document COM(2016) 77 final."
            ),
            {
                "from": "Secretary-General of the European Commission, signed by Ms Ada LAMP, Director",
                "to": "Mr Otto FOG, Secretary-General of the Council of the European Union",
                "commission": ["COM(2016) 77 final"],
                "subject": "Report on lamps",
            },
        ),
        # the number of an earlier document before the names
        (
            "From: To: No. prev. doc.: 8100/16 Presidency Coreper Subject: Lamps Following talks, a text follows.",
            {"from": "Presidency", "to": "Coreper", "previous": ["8100/16"], "subject": "Lamps"},
        ),
        # names in other languages
        (
            "De: A: Asunto: Secretaría General del Consejo Delegaciones Faros del norte Adjunto se remite un texto.",
            {"from": "Secretaría General del Consejo", "to": "Delegaciones", "subject": "Faros del norte"},
        ),
        # nobody knows these names
        (
            "From: To: Subject: Keepers of Lamps Friends of Fog Lamps and fog",
            {"from": None, "to": None, "subject": None},
        ),
        # a page without a sign of where its subject ends
        ("From: Presidency To: Council Subject: Lampi del nord. Testo breve senza fine chiara", {"subject": None}),
    ],
)
def test_values_without_their_labels(read: Read, box: str, expected: dict[str, Any]) -> None:
    codes = "" if "COSI 12" in box else "COSI 12 "
    found = fields(read(ONE_LINE.format(codes=codes, box=box)))

    assert {key: found[key] for key in expected} == expected


def test_labels_first_and_codes_of_an_earlier_document_over_two_lines(read: Read) -> None:
    text = (
        "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 19 May 2014\n9865/14\nCOSI 71\nNOTE\nfrom:\nto:\nNo. prev. doc.:\n"
        "Subject:\nPresidency\nCOREPER/Council\n6762/14 COSI 30 JAI 102\nCOMIX 110 CODEC 503\nLamps of the north\n"
        "Background\n1. Lamps were lit.\n"
    )
    found = fields(read(text))

    assert (found["from"], found["to"]) == ("Presidency", "COREPER/Council")
    assert (found["previous"], found["subject"]) == (["6762/14"], "Lamps of the north")


def test_a_table_of_the_web_site_is_no_box(read: Read) -> None:
    text = (
        "Datum: 17. Dezember 2020\nInstitution: Rat\n\nBrussels, 18 December 2020\n(OR. en)\n\n14093/20\n\nJAI 1118\n\n"
        "NOTE\n\nFrom: Presidency\nTo: Delegations\nSubject: Lamps\n\nDelegations will find attached a text.\n"
    )
    reading = read(text)

    assert str(reading.fields["date"]) == "2020-12-18"
    assert "meeting" not in reading.fields


def test_a_second_line_of_the_subject_right_above_the_text(read: Read) -> None:
    text = (
        "Brussels, 16 November 2004\n14602/04\nPOLGEN 72\nNOTE\nFrom :\nTo :\nSubject :\nThe Presidency\nCoreper\n"
        "European Council (16 December 2004)\nAnnotated draft agenda\nThe Presidency submits the following draft.\n"
    )
    assert fields(read(text))["subject"] == "European Council (16 December 2004) Annotated draft agenda"


# ---- damage


def test_a_number_that_was_eaten_is_taken_from_the_footers(read: Read) -> None:
    text = (
        "1 COUNCIL OF THE EUROPEAN UNION Brussels, 2 May /14 SPORT 27 NOTE from: Presidency to: Council Subject: Lamps "
        "Following several meetings, a text follows. /14 KT/mj 1 DG E - 1C EN\n\n2 ANNEX 9131/14 KT/mj 2 DG E - 1C EN\n"
    )
    reading = read(text)

    assert str(reading.fields["number"]) == "9131/14"
    assert "references" not in reading.fields
    assert not [doubt for doubt in reading.doubts if doubt.field == "number"]


@pytest.mark.parametrize(
    ("letterhead", "codes"),
    [
        ("COSI 395JAI 514CIVCOM 155", ["COSI 395", "JAI 514", "CIVCOM 155"]),
        ("COSI\n395\nJAI    514", ["COSI 395", "JAI 514"]),
        ("LIMITE COSI JAI", ["COSI", "JAI"]),
        ("J A I  1 8\nC O S I  9 1", ["JAI 18", "COSI 91"]),
    ],
)
def test_codes_glued_torn_and_bare(read: Read, letterhead: str, codes: list[str]) -> None:
    text = f"Brussels, 3 May 2016\n8123/16\n{letterhead}\nNOTE\nFrom: A\nTo: B\nSubject: Lamps\n"

    assert fields(read(text))["codes"] == codes


def test_every_line_set_apart_is_single_spaced() -> None:
    lines = ["COUNCIL", "8123/16", "NOTE", "From: A", "To: B", "Subject: Lamps of the north and of the", "south of the"]
    lines += ["union and of the", "islands", "Delegations met and", "lit the lamps", "again", "and again"]
    read = read_text("\n\n".join(lines))

    assert [line.text for line in read] == lines
    assert len(read_text("\n\n".join(lines[:6]))) > 6


def test_tags_and_mail_code_are_taken_out() -> None:
    tagged = b"From: A<br />\nTo: B<br />\nSubject: <strong>Lamps</strong> &amp; fog<br />\n"
    mailed = b"From:=09A=\n B\nSubject: L=20amps =3D fog=\n and=20more=\n.\n"

    assert [line.text for line in read_source(tagged, "a.txt")[0] if line.text] == [
        "From: A",
        "To: B",
        "Subject: Lamps & fog",
    ]
    assert [line.text for line in read_source(mailed, "a.txt")[0] if line.text] == [
        "From: A B",
        "Subject: L amps = fog and more.",
    ]


# ---- pages


@pytest.mark.parametrize(
    "footer",
    [
        "10019/02 EB/ks/lm 2",
        "9131/14 KT/mj 1 DG E - 1C EN",
        "10415/08 DGE VIII - DGE IX ani/EC/ptm 1",
        "EUCO 187/14 PGI 2A HU",
        "15893/10      GdK-OR/kve      1",
        "5120/11 ΠΜ/νκ 1\nDG C EL",
        "CM 2390/04 ab 1",
        "11190/1/09 REV 1 rb\nEN",
        "14510/09 (Presse 290) 1\nDA",
        "14510/09 (Presse 290) 2 L",
        "WK 1622/2026 INIT\nLIMITE EN",
    ],
)
def test_footers_that_lost_a_part_are_still_footers(footer: str) -> None:
    kept, footers = split_footers(read_text(f"Before\n{footer}\nAfter"))

    assert [line.text for line in kept] == ["Before", "After"]
    assert len(footers) == 1


def test_the_last_word_of_the_text_before_a_footer_is_no_series() -> None:
    _, footers = split_footers(read_text("IV. THE BORDER GUARD 10019/02 EB/ks/lm 2\nAfter"))

    assert [footer.number for footer in footers] == ["10019/02"]


@pytest.mark.parametrize(
    "words", ["5120/11 par 1", "5120/11 of 3", "5120/11 and EN", "5120/11 JAI 3", "14510/09 (Presse 290)", "5120/11 ab"]
)
def test_a_number_with_other_words_is_no_footer(words: str) -> None:
    kept, footers = split_footers(read_text(f"Before\n{words}\nAfter"))

    assert [line.text for line in kept] == ["Before", words, "After"]
    assert not footers


def test_the_number_at_the_head_of_a_page_is_no_text() -> None:
    kept, _ = split_footers(
        read_text("Brussels\n15411/14\nNOTE\nText\n15411/14\nwww.parlament.example.at\nMore 15411/14")
    )

    assert [line.text for line in kept] == ["Brussels", "15411/14", "NOTE", "Text", "More 15411/14"]


def test_header_fields_of_a_copy_or_an_annex_cite_nothing() -> None:
    lines = [
        Line("No. prev. doc.: 8987/18 Subject: Lamps, see 8988/18", 1),
        Line("No. Cion doc.:", 2),
        Line("14493/12 COSI 71 + COR 1", 3),
        Line("The text of 8989/18", 4),
    ]
    assert [line.text for line in without_repeated_header_values(lines)] == [
        "No. prev. doc.: Subject: Lamps, see 8988/18",
        "No. Cion doc.:",
        "The text of 8989/18",
    ]


def test_a_press_text_has_its_number_above_and_its_meeting_below(read: Read) -> None:
    text = (
        "COUNCIL OF THE EUROPEAN UNION\nEN\n12841/05 (Presse 229)\n(OR. en)\nPRESS RELEASE\n2684th Council meeting\n"
        "Competitiveness\nLuxembourg, 11-12 October 2005\nPresident\nLord FOG\n"
        "* The 2685th meeting is the subject of a separate press release (12842/05 Presse 230).\n"
    )
    reading = read(text)

    assert str(reading.fields["number"]) == "12841/05"
    assert fields(reading)["codes"] == ["PRESSE 229"]
    assert "date" not in reading.fields
    meeting: Any = reading.fields["meeting"]
    assert (str(meeting.start), str(meeting.end)) == ("2005-10-11", "2005-10-12")


def test_the_stamp_of_a_released_copy_is_a_remark_and_no_doubt(read: Read) -> None:
    text = (
        "Council of the European Union\nBrussels, 3 May 2016\nConseil UE\n8123/16\nLIMITE\nPUBLIC\nCOSI 12\nNOTE\n"
        "From :\nTo :\nSubject :\nB PU LI C\nCouncil European Council Report on lamps\nDelegations will find a text.\n"
    )
    reading = read(text)

    assert str(reading.fields["marking"]) == "LIMITE"
    assert [(r.field, r.line) for r in reading.remarks] == [("access", 6)]
    assert (fields(reading)["from"], fields(reading)["to"]) == ("Council", "European Council")


def test_a_document_that_two_items_name_is_no_head_of_a_page() -> None:
    kept, _ = split_footers(read_text("1. Lamps\n5000/19\n2. Fog\n5000/19\n3. Any other business"))

    assert [line.text for line in kept] == ["1. Lamps", "5000/19", "2. Fog", "5000/19", "3. Any other business"]
