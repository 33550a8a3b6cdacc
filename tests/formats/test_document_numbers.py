"""The written forms of a document number read back, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import numbers

from somei_cli.errors import NotANumber, NotAValue
from somei_cli.formats.notation.document_numbers import NumberStyle, find_number_in_address, read_number, write_number
from somei_cli.model.document_number import DocumentNumber

REGISTER = "https://data.consilium.europa.eu/doc/document"


@given(numbers(), st.sampled_from(NumberStyle), st.sampled_from(("en", "fr", "el")))
def test_every_written_form_reads_back(number: DocumentNumber, style: NumberStyle, language: str) -> None:
    assert read_number(write_number(number, style, language)) == number


@given(numbers(), st.sampled_from((NumberStyle.PRINTED, NumberStyle.ID, NumberStyle.FILE, NumberStyle.EURLEX)))
def test_capitals_do_not_matter(number: DocumentNumber, style: NumberStyle) -> None:
    written = write_number(number, style)

    assert read_number(written.lower()) == read_number(written.upper()) == number


@given(numbers(), numbers(), st.sampled_from((NumberStyle.ID, NumberStyle.URL, NumberStyle.EURLEX, NumberStyle.FILE)))
def test_two_numbers_never_share_a_form(one: DocumentNumber, other: DocumentNumber, style: NumberStyle) -> None:
    assert (one == other) == (write_number(one, style) == write_number(other, style))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("15070/19", "15070/19"),
        (" 15070/19 ", "15070/19"),
        ("ST-15070-2019-INIT", "15070/19"),
        ("ST 15070 2019 INIT", "15070/19"),
        ("ST\u00a015070\u00a02019\u00a0INIT", "15070/19"),
        ("st_15070_2019_init", "15070/19"),
        ("ST-15070-2019-INT", "15070/19"),
        ("ST 14964 2018 ADD 1", "14964/18 ADD 1"),
        ("ST-13695-2023-ADD-1-REV-1", "13695/23 ADD 1 REV 1"),
        ("ST-11934-2001-COR-0", "11934/01 COR 0"),
        ("WK 9054 2026 INIT", "WK 9054/26"),
        ("PE-24-2024-REV-1", "PE-CONS 24/1/24 REV 1"),
        ("COREU-899-1996-INIT", "COREU 899/96"),
        ("ERAC-SFIC-1352-2018-INIT", "ERAC-SFIC 1352/18"),
        ("ST-10729-2016-RE4AD1", "10729/4/16 REV 4 ADD 1"),
        ("ST-8199-1999-COR1", "8199/99 COR 1"),
        ("15070/19 RE1AD1", "15070/1/19 REV 1 ADD 1"),
        ("14860/1/18 RE1AD1", "14860/1/18 REV 1 ADD 1"),
        ("15070/19REV1", "15070/1/19 REV 1"),
        ("consil:ST_15070_2019_INIT", "15070/19"),
        ("CONSIL:ST_17000_2023_INIT", "17000/23"),
        ("st15070.en19.pdf", "15070/19"),
        ("st09586.en04.pdf", "9586/04"),
        ("ST09586.EN04.DOC", "9586/04"),
        ("st13083-re01.en20.pdf", "13083/1/20 REV 1"),
        ("st10729-re04ad01.en16.pdf", "10729/4/16 REV 4 ADD 1"),
        ("cm01967.en20.pdf", "CM 1967/20"),
        ("pe00024-re01.en24.pdf", "PE-CONS 24/1/24 REV 1"),
        ("st_12004_2007_init_en.pdf", "12004/07"),
        (f"{REGISTER}/ST-15070-2019-INIT/en/pdf", "15070/19"),
        (f"{REGISTER}/ST-15070-2019-INIT/EN/pdf", "15070/19"),
        ("http://data.consilium.europa.eu/doc/document/ST-15070-2019-REV-1/x/pdf", "15070/1/19 REV 1"),
        ("http://data.consilium.europa.eu/id/document/ST-8199-1999-COR-1", "8199/99 COR 1"),
        ("http://register.consilium.eu.int/pdf/en/04/st09/st09586.en04.pdf", "9586/04"),
        ("https://register.consilium.europa.eu/doc/srv?l=EN&f=ST%2015070%202019%20REV%2020", "15070/20/19 REV 20"),
        ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CONSIL:ST_17000_2023_INIT", "17000/23"),
        ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CONSIL%3AST_17000_2023_INIT", "17000/23"),
        ("https://www.consilium.europa.eu/en/results/?ImmcIdentifier=ST-15070-2019-INIT", "15070/19"),
    ],
)
def test_a_written_form_is_read(typed: str, printed: str) -> None:
    assert str(read_number(typed)) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "document",
        "15070",
        "15070/19\n",
        "15070/19\x00",
        "\x1b[2J15070/19",
        "１５０７０/19",
        "٣/19",
        "015070/19",
        "0/19",
        "9" * 400,
        "9" * 400 + "/19",
        "../../etc/passwd",
        "-o/19",
        "--upload-pack=x",
        "15070/19 REV 1/../..",
        "ST-15070-2019-INIT/..",
        "../ST-15070-2019-INIT",
        "ST-15070-2019-INIT;ls",
        "ST-015070-2019-INIT",
        "ST-150700-2019-INIT",
        "ST-15070-1901-INIT",
        "ST-15070-2019",
        "ST-15070-2019-XYZ-1",
        "ST-15070-2019-REV-1-REV-2-REV-3-REV-4-REV-5",
        "st00000.en19.pdf",
        "st15070.en19.pdf/x",
        "15070/1/19 REV 2",
        "14860/1/18 RE2AD1",
        "15070/19/2 REV1",
        "2018/0330(COD)",
        "C-505/19",
        "https://evil.example/ST-15070-2019-INIT",
        f"{REGISTER}/../ST-15070-2019-INIT/en/pdf",
        f"{REGISTER}/",
        f"{REGISTER}/ST-15070-2019-INIT/en/pdf x",
    ],
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(NotANumber):
        read_number(typed)


@given(st.text())
def test_a_reading_is_a_number_or_a_refusal(typed: str) -> None:
    try:
        number = read_number(typed)
    except NotANumber:
        return
    assert read_number(str(number)) == number


@pytest.mark.parametrize(
    "form", ["15070/1/19 ", "ST-15070-2019-REV-", "RE1", "st15070-re01", "https://consilium.europa.eu/"]
)
def test_long_input_ends(form: str) -> None:
    with pytest.raises(NotANumber):
        read_number(form * (50_000 // len(form)))


def test_an_address_of_another_site_names_the_document_it_copies() -> None:
    number = find_number_in_address("https://www.statewatch.org/media/2241/eu-st-15214-2019-init.pdf")

    assert number == DocumentNumber("ST", 15214, 2019)


@pytest.mark.parametrize("language", ["", "english", "EN", "../", "e\n"])
def test_a_language_is_two_letters(language: str) -> None:
    with pytest.raises(NotAValue):
        write_number(DocumentNumber("ST", 15070, 2019), NumberStyle.URL, language)
