"""Bytes to text, and the readers of source formats."""

import pytest

from somei_cli.errors import Unreadable
from somei_cli.extraction.footers import split_footers
from somei_cli.extraction.sources.encodings import MAX_TEXT_BYTES, decode_again, decode_text
from somei_cli.extraction.sources.plain_text import clean_line, join_letterspaced
from somei_cli.extraction.sources.readers import read_source, read_text

WORDS = "Brüssel, 13 February 2020\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_unicode_is_read_without_a_doubt(encoding: str) -> None:
    assert decode_text(WORDS.encode(encoding)) == (WORDS, ())


def test_text_in_windows_1252_is_a_doubt() -> None:
    text, (doubt,) = decode_text(("\n" + WORDS).encode("cp1252"))

    assert text == "\n" + WORDS
    assert (doubt.field, doubt.line) == ("source", 2)


@pytest.mark.parametrize("remains", ["\u00c2", "\u0100"])
def test_what_is_left_of_a_hard_blank_is_no_letter(remains: str) -> None:
    assert decode_again(f"from{remains} :\u00a0Group, 3{remains}\u00a0May") == ("from :\u00a0Group, 3\u00a0May", ())
    assert decode_again(f"LATVIJ{remains} 3") == (f"LATVIJ{remains} 3", ())


FRENCH = "La présidence a présenté une note sur la pêche à la ligne dans les ports pour le Comité.\n"


def test_a_western_language_in_windows_1252_is_certain() -> None:
    assert decode_text(FRENCH.encode("cp1252")) == (FRENCH, ())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "Předsednictví předložilo návrh rady o rybolovu a de la del le la les des.\n"),
        ("iso8859-2", "Współpraca policyjna i sądowa: wniosek o rybołówstwie the of and to from.\n"),
        ("cp1257", "Pirmininkaujančios valstybės narės ataskaita apie žvejybą ir uostų žibintus, už ir dėl.\n"),
        ("cp1253", "Η Προεδρία υπέβαλε πρόταση the of and to from on for in.\n"),
        ("cp850", FRENCH),
        ("mac_roman", FRENCH),
    ],
)
def test_another_code_page_is_a_doubt(encoding: str, text: str) -> None:
    _, (doubt,) = decode_text(text.encode(encoding))

    assert doubt.field == "source"


@pytest.mark.parametrize(
    ("damaged", "doubts"),
    [
        (FRENCH.encode().decode("cp1252"), 0),
        # A program put a plain blank for the hard one that is half of à.
        (FRENCH.encode().decode("cp1252").replace("\xa0", " "), 1),
    ],
)
def test_utf_8_read_as_windows_1252_is_decoded_again(damaged: str, doubts: int) -> None:
    text, found = decode_again(damaged)

    assert "présidence" in text
    assert len(found) == doubts


@pytest.mark.parametrize(
    "data",
    [
        b"a\0b",
        b"\x89PNG\x01\x02\x03\x04",
        b"\xff\xfea",
        b"\xff\xfe\0\0",
        b"\xef\xbb\xbf\xff",
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^a\.txt: "):
        decode_text(data, "a.txt")


def test_a_text_without_end_is_refused() -> None:
    data = b"x" * (MAX_TEXT_BYTES + 1)
    with pytest.raises(Unreadable, match=r"^a\.txt: "):
        decode_text(data, "a.txt")


def test_the_reader_is_chosen_by_looks() -> None:
    text = "# Title\n\n**Bold** [link](https://example.org)\n"

    assert next(line.text for line in read_text(text, "a.txt") if line.text) == "Title"
    assert next(line.text for line in read_text(text, "a.md") if line.text) == "Title"
    assert [line.text for line in read_text(text) if line.text] == ["Title", "Bold link"]
    assert [line.text for line in read_source(b"1. a\n- b\n")[0] if line.text] == ["1. a", "- b"]


def test_markdown_loses_its_marks_and_keeps_its_lines() -> None:
    text = "A *b* **c** \\[d\\]  \ne & f\n\n---\n\n- *g*\n  - h<sup>2</sup>\n\n1. i\n\n<sup>2</sup> <https://example.org>\n"
    lines = [line for line in read_text(text, "a.md") if line.text]

    assert [(line.number, line.mark, line.indent, line.text) for line in lines] == [
        (1, "", 0, "A b c [d]"),
        (2, "", 0, "e & f"),
        (6, "-", 0, "g"),
        (7, "-", 1, "h"),
        (9, "1.", 0, "i"),
        (11, "", 0, "https://example.org"),
    ]
    assert [line.stressed for line in lines] == [False, False, True, False, False, False]
    assert (lines[3].notes, lines[5].note) == (("2",), "2")


def test_pages_invisible_letters_and_wide_letters() -> None:
    assert [line.page for line in read_text("a\n\fb\n")] == [1, 2, 2]
    assert clean_line("Brus\u00adsels,\u00a013\u200b") == "Brussels, 13"
    assert join_letterspaced("O U T C O M E   O F   P R O C E E D I N G S") == "OUTCOME OF PROCEEDINGS"
    assert join_letterspaced("a plain line") == "a plain line"


@pytest.mark.parametrize(
    "footer",
    [
        "15070/19 MP/dk 1 JAI.1 LIMITE EN",
        "15214/19                      VL/MV            1 COMM              EN\n1",
        "16342/09 CF/JT/mi 1\nDG F EN",
        "7782/16\nACA/jg\nDGD 1C\n1\nEN",
        "14956/08\nDQPG\nlby/GBK/mm\nEN\n1",
        "/14 SC/mvk 1 DG D 2B EN",
        "14860/1/18 REV 1 GK/cr 1 JAI.1 LIMITE EN",
        "CM 1393/17\n1\nEN",
        "13971/14 GdK/kve 1 CAB LIMITE EN",
        "Page 3 of 7",
    ],
)
def test_page_footers_are_taken_out(footer: str) -> None:
    kept, _ = split_footers(read_text(f"Before\n{footer}\nAfter"))

    assert [line.text for line in kept] == ["Before", "After"]


@pytest.mark.parametrize("words", ["see 15070/19 and the EN version", "15070/19\nLIMITE\nJAI 1", "14/15 May 1 JAI"])
def test_what_is_no_footer_stays(words: str) -> None:
    assert " ".join(line.text for line in split_footers(read_text(words))[0]).split() == words.split()


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n "])
def test_a_rich_text_file_is_refused_with_what_to_do(before: bytes) -> None:
    with pytest.raises(Unreadable, match="rich text file; save it as DOCX or PDF"):
        read_source(before + rb"{\rtf1\ansi NOTE}", "note.txt")
