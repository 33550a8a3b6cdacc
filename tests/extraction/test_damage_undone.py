"""Texts that other programs damaged: quoted, numbered, drawn, decoded wrongly. The values are right, or doubted."""

from collections.abc import Callable

import pytest

from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.register.vocabulary import Vocabulary

NOTE = """Council of the
European Union

Brussels, 9 June 2015
(OR. en)

9001/15

LIMITE

ASIM 22

NOTE
From: Presidency
To: Delegations
No. prev. doc.: 8999/15
Subject: Lamps of the northern harbours – Café à Zürich and its “keepers”

Delegations will find a text on lamps, which follows 8998/15.

9001/15 AB/cd 1
DG D 1A LIMITE EN
"""
SUBJECT = "Lamps of the northern harbours – Café à Zürich and its “keepers”"

ReadFile = Callable[[str], Reading]


@pytest.fixture(scope="module")
def read_damaged(vocabulary: Vocabulary) -> ReadFile:
    return lambda text: read_document(read_source(text.encode(), "x.txt"), vocabulary)


def doubted(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


def values(reading: Reading) -> tuple[object, ...]:
    return tuple(reading.fields.get(name) for name in ("type", "originator", "addressee", "subject"))


def numbered(text: str, start: int = 1) -> str:
    return "\n".join(f"{number:<5}{line}".rstrip() for number, line in enumerate(text.splitlines(), start))


def drawn(vertical: str, border: str) -> str:
    rows = (
        ("From:", "Presidency"),
        ("To:", "Delegations"),
        ("Subject:", "Lamps of the northern harbours – Café à"),
        ("", "Zürich and its “keepers”"),
    )
    table = "\n".join(f"{vertical} {label:10} {vertical} {value:50} {vertical}" for label, value in rows)
    start, end = NOTE.index("From:"), NOTE.index("\n\nDelegations will")
    return f"{NOTE[:start]}{border}\n{table}\n{border}{NOTE[end:]}"


DAMAGES = {
    "quoted in a mail": "".join(f"> {line}\n" for line in NOTE.splitlines()),
    "quoted twice": "".join(f">> {line}\n" for line in NOTE.splitlines()),
    "numbers in the margin": numbered(NOTE),
    "numbers that go on from a page before": numbered(NOTE, 38),
    "a table drawn with box signs": drawn("│", f"└{'─' * 12}┴{'─' * 52}┘"),
    "a table typed with + and |": drawn("|", f"+{'-' * 12}+{'-' * 52}+"),
    "decoded with a wrong encoding": NOTE.encode().decode("cp1252", errors="ignore"),
    "letters left as codes": NOTE.replace("é", "&eacute;").replace("ü", "&#252;").replace("“", "&ldquo;"),
    "soft hyphens": NOTE.replace("northern", "nor\u00adthern").replace("harbours", "har\u00ad\nbours"),
    "full-width letters": NOTE.replace("Presidency", "Ｐｒｅｓｉｄｅｎｃｙ"),
    "Cyrillic letters in Latin words": NOTE.replace("Presidency", "Prеsidеncy").replace("Lamps of", "Lаmps of"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_a_whole_text_is_undone(damage: str, read_damaged: ReadFile) -> None:
    reading = read_damaged(DAMAGES[damage])
    found = values(reading)
    if damage.startswith("decoded"):
        # Windows-1252 has no letter for one byte of the quotation mark.
        assert found[:3] == ("NOTE", "Presidency", "Delegations")
        assert found[3] == SUBJECT or "subject" in doubted(reading)
    else:
        assert found == ("NOTE", "Presidency", "Delegations", SUBJECT)


def test_a_line_keeps_its_number_when_damage_is_undone(read_damaged: ReadFile) -> None:
    lines = {evidence.field: evidence.line for evidence in read_damaged(DAMAGES["quoted in a mail"]).evidence}
    assert lines["subject"] == 17


def test_doubled_letters_are_printed_once(read_damaged: ReadFile) -> None:
    text = NOTE.replace("NOTE\n", "CCOOVVEERR NNOOTTEE\n").replace("LIMITE\n", "LLIIMMIITTEE\n")
    reading = read_damaged(text)
    assert reading.fields["type"] == "COVER NOTE"
    assert str(reading.fields["marking"]) == "LIMITE"


def test_numbered_items_are_not_taken_for_line_numbers(read_damaged: ReadFile) -> None:
    items = "\n".join(f"{number}. Lamps of harbour {'x' * number}" for number in range(1, 15))
    reading = read_damaged(NOTE.replace("NOTE\n", "AGENDA\n").replace("Delegations will find a text on lamps,", items))
    assert values(reading)[1:] == ("Presidency", "Delegations", SUBJECT)


def test_accented_letters_set_off_by_blanks_are_joined_and_doubted(read_damaged: ReadFile) -> None:
    title = "Rozporz ą dzenie w sprawie latar ń morskich – Trybuna ł u i cz ł onków"
    reading = read_damaged(NOTE.replace(SUBJECT, title))
    assert str(reading.fields["subject"]).startswith("Rozporządzenie w sprawie")
    assert "subject" in doubted(reading)


def test_single_letters_of_other_alphabets_and_languages_stay(read_damaged: ReadFile) -> None:
    title = "Κανονισμός για τη λίστα και ο φάρος – η θάλασσα"
    assert read_damaged(NOTE.replace(SUBJECT, title)).fields["subject"] == title


@pytest.mark.parametrize(
    "words",
    [
        "Lamps of the n?rthern harbours",
        "Lamps of the n\ufffdrthern harbours",
        "Lamps of the &quot;northern harbours",
        "Lamps%20of the northern harbours",
        "Lamps of the (cid:12)orthern harbours",
        "Lamps of the nor│thern harbours",
        "Lamps of the > northern harbours",
        "Lamps of the northern fl ats and harbours",
        "Lamps of the northern harbours spmaL revo",
        "Lamps of the nоrthеrл harbours",
        "Lamps of the h a r b o u r s",
        "Lamps of the northern harbours Contact person: somebody",
        "Lamps of harbours Lamps of harbours",
        "Lamps of the northern ¶ harbours",
        "Lamps \\u0142 of the northern harbours",
    ],
)
def test_a_subject_with_damage_that_was_left_is_doubted(words: str, read_damaged: ReadFile) -> None:
    reading = read_damaged(NOTE.replace(SUBJECT, words))
    subject = reading.fields.get("subject")
    assert subject is None or "subject" in doubted(reading) or subject == "Lamps of the harbours"


def test_a_lost_letter_in_an_item_is_doubted(read_damaged: ReadFile) -> None:
    text = NOTE.replace("NOTE\n", "PROVISIONAL AGENDA\n").replace(
        "Delegations will find a text on lamps, which follows 8998/15.",
        "1. Adoption of the agenda\n2. Lamps of Malm?hus\n3. Any other business",
    )
    assert "items" in doubted(read_damaged(text))


def test_a_code_is_never_taken_from_the_line_of_a_fax(read_damaged: ReadFile) -> None:
    reading = read_damaged(f"09-OCT-15 17:42  FROM PERMREP 3   TO 011   P.01/07\n\n{NOTE}")
    assert [str(code) for code in reading.fields["subject_codes"]] == ["ASIM 22"]  # type: ignore[attr-defined]


def test_a_type_that_repeats_the_subject_above_it_is_doubted(read_damaged: ReadFile) -> None:
    letterhead, _, below = NOTE.partition("NOTE\n")
    text = f"ACCESSION DOCUMENT\nSubject: EUROPEAN UNION COMMON POSITION\n{letterhead}EUROPEAN UNION COMMON POSITION\n"
    reading = read_damaged(text + below.partition("\n\n")[2])
    assert reading.fields.get("type") != "COMMON POSITION" or "type" in doubted(reading)


def test_letters_that_a_mail_printed_as_their_bytes_are_read(read_damaged: ReadFile) -> None:
    assert values(read_damaged(NOTE.replace("–", "=E2=80=93").replace("é", "=C3=A9")))[3] == SUBJECT
    assert values(read_damaged(NOTE.replace("–", "=E2=80")))[3] != SUBJECT


def test_the_buttons_of_a_site_between_label_and_value_are_left_out(read_damaged: ReadFile) -> None:
    with_buttons = NOTE.replace("From: Presidency\n", "From:\nPresidency\nNyomtatás | Megosztás\n")
    assert values(read_damaged(with_buttons))[1] == "Presidency"


def test_a_seat_and_its_day_that_a_scan_misread_are_read(read_damaged: ReadFile) -> None:
    reading = read_damaged(NOTE.replace("Brussels, 9 June 2015", "Brusse1s, 3l May 20l5"))
    assert (reading.fields["place"], str(reading.fields["date"])) == ("Brussels", "2015-05-31")
    assert "date" in doubted(reading)


def test_the_sign_of_a_footnote_is_no_part_of_a_heading(vocabulary: Vocabulary) -> None:
    page = NOTE.replace("NOTE\n", "OPINION OF THE LEGAL SERVICE¹\n")

    reading = read_document(read_source(page.encode(), "x.txt"), vocabulary)

    assert reading.fields["type"] == "OPINION OF THE LEGAL SERVICE"


def test_a_french_word_of_one_letter_stays_a_word(vocabulary: Vocabulary) -> None:
    subject = "Directives à adresser à la Commission"
    page = NOTE.replace("Lamps of the northern harbours – Café à Zürich and its “keepers”", subject)

    reading = read_document(read_source(f"{page}\nUn point à revoir.\n".encode(), "x.txt"), vocabulary)

    assert reading.fields["subject"] == subject


def test_a_report_below_the_lines_of_a_site_is_a_heading(read_damaged: ReadFile) -> None:
    page = NOTE.replace("NOTE\n", "PDF to HTML - Convert PDF files to HTML files\nREPORT\n")
    assert read_damaged(page).fields["type"] == "REPORT"
