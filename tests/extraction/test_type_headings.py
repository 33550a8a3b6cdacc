"""Type headings in all languages, unknown ones above a header table, and senders on the heading's line."""

import pytest

from somei_cli.extraction.cover.type_heading_translations import spellings
from tests.extraction.conftest import Read

HEAD = "Council of the\nEuropean Union\n\nBrussels, 4 May 2010\n(OR. en)\n\n9123/10\n\nLIMITE\n\nJAI 321\nCOSI 12\n\n"
TABLE = "from: Presidency\nto: Delegations\nSubject: Lamps at sea\n\nDelegations will find attached a text.\n"
ONLY_SUBJECT = "Subject: Lamps at sea\n\nDelegations will find attached a text.\n"


def test_every_spelling_above_a_header_table_is_read(read: Read) -> None:
    wrong = []
    for spelling in spellings():
        reading = read(f"{HEAD}{spelling.printed}\n{TABLE}")
        fields = (reading.fields.get("type"), reading.fields.get("subject"))
        if fields != (spelling.english, "Lamps at sea") or "type" in {doubt.field for doubt in reading.doubts}:
            wrong.append((spelling, fields))

    assert wrong == []


@pytest.mark.parametrize("table", [TABLE, ONLY_SUBJECT], ids=["table", "only a subject"])
@pytest.mark.parametrize(
    "heading",
    [
        "LAMP PAPER",
        "OUTCOME OF THE HIGH-LEVEL DIALOGUE",
        "EXTRACT FROM A PAPER OF THE COUNCIL",
        "WORKING PARTY PAPER",
        "OUTCOME OF THE\nHIGH-LEVEL DIALOGUE",
        "ЛАМПЕНА БЕЛЕЖКА",
        "DISCUSSION NOTE",
    ],
)
def test_an_unknown_heading_is_kept_with_a_doubt_and_its_table_is_read(read: Read, heading: str, table: str) -> None:
    reading = read(f"{HEAD}{heading}\n{table}")

    assert reading.fields["type"] == " ".join(heading.split())
    assert reading.fields["subject"] == "Lamps at sea"
    assert [doubt.field for doubt in reading.doubts] == ["type"]
    assert [str(entry) for entry in reading.fields["subject_codes"]] == ["JAI 321", "COSI 12"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("above", ["ENFOPOL", "JAI\nCOSI", "LIMITE", "COUNCIL OF THE EUROPEAN UNION", "PAGE"])
def test_what_is_no_heading_above_a_header_table(read: Read, above: str) -> None:
    assert "type" not in read(f"{HEAD}{above}\n{TABLE}").fields


def test_a_label_behind_the_heading_is_no_part_of_it(read: Read) -> None:
    assert read(f"{HEAD}NOTE FROM:\nPresidency\nTO:\nCouncil\nSubject: Lamps\n").fields["type"] == "NOTE"


@pytest.mark.parametrize("above", ["CONFIDENTIEL LAMP PAPER", "HEMLIG LAMP PAPER"])
def test_a_type_holds_no_word_of_restriction(read: Read, above: str) -> None:
    assert "type" not in read(f"{HEAD}{above}\n{TABLE}").fields


@pytest.mark.parametrize("words", ["ANNEX TWO\n\n", "THE LAMPS OF EUROPE\n\n"])
def test_a_subject_in_the_text_below_capitals_is_no_table(read: Read, words: str) -> None:
    reading = read(f"{HEAD}NOTE\n{TABLE}\n{'Text of the note. ' * 120}\n\n{words}Subject: Oil\n\nMore text.\n")

    assert reading.fields["subject"] == "Lamps at sea"
    assert reading.fields["type"] == "NOTE"


@pytest.mark.parametrize(
    ("heading", "kind", "sender", "addressee"),
    [
        ("NOTE FROM THE PRESIDENCY", "NOTE", "PRESIDENCY", None),
        ("NOTE from the Presidency", "NOTE", "Presidency", None),
        ("NOTE BY THE GENERAL SECRETARIAT TO COREPER", "NOTE", "GENERAL SECRETARIAT", "COREPER"),
        ("COVER NOTE FROM THE LAMP DELEGATION", "COVER NOTE", "LAMP DELEGATION", None),
        ("VERMERK DES VORSITZES", "NOTE", "VORSITZES", None),
        ("NOTE DE LA PRÉSIDENCE", "NOTE", "PRÉSIDENCE", None),
        ("NOTA VAN HET VOORZITTERSCHAP", "NOTE", "VOORZITTERSCHAP", None),
        ("RAPPORT FRÅN ORDFÖRANDESKAPET", "REPORT", "ORDFÖRANDESKAPET", None),
    ],
)
def test_the_sender_on_the_line_of_the_heading(
    read: Read, heading: str, kind: str, sender: str, addressee: str | None
) -> None:
    reading = read(f"{HEAD}{heading}\n{ONLY_SUBJECT}")

    assert reading.fields["type"] == kind
    assert reading.fields["originator"] == sender
    assert reading.fields.get("addressee") == addressee
    assert reading.fields["subject"] == "Lamps at sea"


@pytest.mark.parametrize("label", ["aan:", "til :", "an:"])
def test_a_sender_before_the_first_label_of_a_text_of_one_line(read: Read, label: str) -> None:
    reading = read(f"{' '.join(HEAD.split())} NOTA VAN HET VOORZITTERSCHAP {label} de delegaties Betreft: Lampen\n")

    assert reading.fields["type"] == "NOTE"
    assert reading.fields["originator"] == "VOORZITTERSCHAP"


def test_sender_and_addressee_before_a_label_of_two_words_in_a_text_of_one_line(read: Read) -> None:
    heading = "VERMERK des Generalsekretariats für die Delegationen Nr. Vordokument: 7000/20 Betr.: Lampen"
    reading = read(f"{' '.join(HEAD.split())} {heading}\n")

    assert (reading.fields["originator"], reading.fields["addressee"]) == ("Generalsekretariats", "Delegationen")


@pytest.mark.parametrize(
    ("heading", "sender", "addressee"),
    [
        ('BERICHT der Gruppe "Lampen" für den AStV (1. Teil)', 'Gruppe "Lampen"', "AStV (1. Teil)"),
        ("RAPPORT du groupe « Lampes » au Comité des représentants", "groupe « Lampes »", "Comité des représentants"),
    ],
)
def test_a_body_named_in_quotation_marks_sends(read: Read, heading: str, sender: str, addressee: str) -> None:
    reading = read(f"{HEAD}{heading}\n{ONLY_SUBJECT}")

    assert (reading.fields["originator"], reading.fields["addressee"]) == (sender, addressee)


def test_the_header_table_knows_better_who_sends(read: Read) -> None:
    reading = read(f"{HEAD}NOTE FROM THE PRESIDENCY\nfrom: General Secretariat\nto: Council\nSubject: Lamps\n")

    assert reading.fields["originator"] == "General Secretariat"
    assert reading.fields["type"] == "NOTE"


@pytest.mark.parametrize("title", ["DECISION No 12/2013/EU\n", "REPORT FROM THE LAMPS\n\nThe lamps are lit.\n"])
def test_the_beginning_of_a_title_in_the_text_is_no_heading(read: Read, title: str) -> None:
    text = f"{HEAD}\nDelegations will find the text below.\n\nA sentence of the text about lamps.\n\n1. {title}"

    assert "type" not in read(text).fields


@pytest.mark.parametrize("mark", ["1", " 1", " 1 "])
@pytest.mark.parametrize(
    ("heading", "english"),
    [("OPINION OF THE LEGAL SERVICE", "OPINION OF THE LEGAL SERVICE"), ("NOTE", "NOTE"), ("RAPPORT", "REPORT")],
)
def test_a_heading_with_the_figure_of_a_footnote_is_read(read: Read, heading: str, english: str, mark: str) -> None:
    reading = read(f"{HEAD}{heading}{mark}\n\n{TABLE}")

    assert reading.fields["type"] == english
    assert [doubt.field for doubt in reading.doubts] == []


def test_a_heading_in_a_list_of_contents_is_no_heading(read: Read) -> None:
    reading = read(f"{HEAD}COVER NOTE\n{TABLE}\nCONTENTS\n\nOPINION OF THE LEGAL SERVICE   7\nREPORT   9\n")

    assert reading.fields["type"] == "COVER NOTE"


ONE_LINE = (
    "RAT DER EUROPÄISCHEN UNION Brüssel, den 12. März 2004 (16.03) (OR. en) 7421/04 LIMITE MIGR 18 {heading} "
    "Nr. Vordok.: 6987/04 MIGR 14 Betr.: Laternen der Häfen Die Delegationen erhalten anbei einen Entwurf.\n"
)


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("VERMERK des Vorsitzes für die Gruppe Migration", ("Vorsitzes", "Gruppe Migration")),
        ("NOTE de la Présidence au Groupe Migration", ("Présidence", "Groupe Migration")),
        ("NOTE from the Presidency to Coreper", ("Presidency", "Coreper")),
        ("VERMERK", (None, None)),
    ],
)
def test_who_stands_behind_the_heading_of_a_text_in_one_line(
    read: Read, heading: str, names: tuple[str | None, str | None]
) -> None:
    reading = read(ONE_LINE.format(heading=heading))
    assert (reading.fields.get("originator"), reading.fields.get("addressee")) == names


def test_a_presidency_behind_the_heading_that_is_not_understood_is_a_doubt(read: Read) -> None:
    reading = read(ONE_LINE.format(heading="VERMERK für den AStV seitens des Vorsitzes"))
    assert "originator" not in reading.fields
    assert [doubt.field for doubt in reading.doubts] == ["from"]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("LISÄYS ILMOITUKSEEN", "ADDENDUM TO NOTE"),
        ("OIKAISU ILMOITUKSEEN", "CORRIGENDUM TO NOTE"),
        ("ADDENDUM ZUM VERMERK", "ADDENDUM TO NOTE"),
        ("SKRIVELSE", "LETTER"),
    ],
)
def test_headings_in_which_other_languages_inflect_the_note(read: Read, heading: str, expected: str) -> None:
    text = f"Council of the\nEuropean Union\n\nBrussels, 12 March 2024\n7421/24\n\n{heading}\nFrom: Presidency\n"
    reading = read(f"{text}To: Delegations\nSubject: Lamps\n\nDelegations will find a text.\n")
    assert reading.fields["type"] == expected
    assert "type" not in {doubt.field for doubt in reading.doubts}


def test_the_name_of_a_programme_in_a_list_of_contents_is_no_heading(read: Read) -> None:
    text = (
        "2103rd Council meeting\n\n- ECOFIN -\n\nLuxembourg, 5 June 1998\n\nITEMS DISCUSSED\n\n"
        "PREPARATION OF THE MEETING\n\n- AGENDA 2000 - CONCLUSIONS 5\n\n- LAMPS 6\n"
    )

    assert "type" not in read(text).fields


def test_a_heading_in_small_letters_without_a_header_table_is_doubted(read: Read) -> None:
    reading = read(
        "COUNCIL OF Brussels, 4 November 2009\nTHE EUROPEAN UNION\nDirectorate-General L\nCommunication\n"
        "Transparency email:\nlamps@office.example\n\nDear Mr Fog,\n\nWe thank you for your letter.\n"
    )

    assert "type" not in reading.fields or "type" in {doubt.field for doubt in reading.doubts}


@pytest.mark.parametrize(
    ("printed", "expected"), [("ΔΙΟΡΘΩΤΙΚΟ ΣΗΜΕΙΩΜΑΤΟΣ", "CORRIGENDUM"), ("ESITYSLISTAEHDOTUS", "DRAFT AGENDA")]
)
def test_a_heading_of_two_words_is_one_type(read: Read, printed: str, expected: str) -> None:
    reading = read(f"{HEAD}{printed}\n{TABLE}")

    assert reading.fields["type"] == expected


def test_a_heading_whose_first_letter_is_a_zero_is_read(read: Read) -> None:
    reading = read(f"{HEAD}0UTCOME OF PROCEEDINGS\nof: Working Party on Lamps\ndated: 3 May 2010\nSubject: Summary\n")

    assert reading.fields["type"] == "OUTCOME OF PROCEEDINGS"
