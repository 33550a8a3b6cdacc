"""The scanner: which references a text holds, where, and what it must not take for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import numbers

from somei_cli.formats.notation.document_numbers import NumberStyle, write_number
from somei_cli.formats.notation.reference_scan import FoundReference, find_references
from somei_cli.model.document_number import DocumentNumber, Suffix, SuffixKind
from somei_cli.model.importing.draft_entry import Line

CODES = frozenset({"COSI", "COMIX", "FRONT", "JAI", "EEE", "ERAC-SFIC", "PE-QE", "OJ CRP1"})


def found(text: str) -> list[FoundReference]:
    lines = [Line(line, number) for number, line in enumerate(text.split("\n"), 1)]
    return list(find_references(lines, CODES))


def documents(text: str) -> list[str]:
    return [str(one.target) for one in found(text) if isinstance(one.target, DocumentNumber)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plain, with a word, with a series
        ("as set out in 13735/19 was adopted", ["13735/19"]),
        ("(5949/10)", ["5949/10"]),
        ("Documents 9422/1/15, 12318/15 and 14734/15", ["9422/1/15 REV 1", "12318/15", "14734/15"]),
        ("document ST 15875/25, CM 2146/15", ["15875/25", "CM 2146/15"]),
        ("SN 1250/1/10 REV 1, XT 21106/18", ["SN 1250/1/10 REV 1", "XT 21106/18"]),
        ("PE-CONS 135/1/13 REV 1, PE CONS 36/19", ["PE-CONS 135/1/13 REV 1", "PE-CONS 36/19"]),
        ("PE-CONS No 3648/07", ["PE-CONS 3648/07"]),
        ("EUCO 1/25, CONV 3/02, DS 21/01", ["EUCO 1/25", "CONV 3/02", "DS 21/01"]),
        ("WK 9011/2025 INIT", ["WK 9011/25"]),
        ("WK 9011/2025, 9012/2025 and 130/2026", ["WK 9011/25", "WK 9012/25", "WK 130/26"]),
        ("WK 9011/2025 INIT, 9012/2025 ADD 1", ["WK 9011/25", "WK 9012/25 ADD 1"]),
        ("SN 1250/10, 1251/10 and 17/10/2010", ["SN 1250/10", "SN 1251/10"]),
        ("CM 2146/15, 15875/15", ["CM 2146/15", "15875/15"]),
        ("CM 2146/17 and 17/18 May; WK 9011/2025, 2019/2020", ["CM 2146/17", "WK 9011/25"]),
        # broken and glued by extraction
        ("CONV\n820/1/03", ["CONV 820/1/03 REV 1"]),
        ("16879/\n1/04 REV 1", ["16879/1/04 REV 1"]),
        ("CONV 847/03Subject : x", ["CONV 847/03"]),
        ("doc.8029/10and doc.6007/11", ["8029/10", "6007/11"]),
        ("10630/1/10 REV 11", ["10630/1/10 REV 1"]),
        ("draft Council decision (15762/2013)", ["15762/13"]),
        ("5833/12 + ADDs 1 and 2 COM(12) 10", ["5833/12", "5833/12 ADD 1", "5833/12 ADD 2"]),
        ("doc.12204/10; dok. 12205/10; έγγρ. 12206/10", ["12204/10", "12205/10", "12206/10"]),
        ("Council document No 12345/19", ["12345/19"]),
        ("Nr. Vordok.: 12345/08", ["12345/08"]),
        ("N.º doc. prec.: 12345/08", ["12345/08"]),
        ("Iepr. dok. Nr.: 12345/08", ["12345/08"]),
        ("Ratsdok. Nr. 12345/08 und Nr. 12346/08", ["12345/08", "12346/08"]),
        ("doc. 1207/04", ["1207/04"]),
        ("EU doc no: 6954-14 and 6955-14", ["6954/14", "6955/14"]),
        ("Council document 15070/2019", ["15070/19"]),
        ("(05247/1/2012 – C7-0074/2012)", ["5247/1/12 REV 1"]),
        ("12345/19-12347/19", ["12345/19", "12347/19"]),
        ("12345/19,12347/19", ["12345/19", "12347/19"]),
        # suffixes
        ("7843/3/14", ["7843/3/14 REV 3"]),
        ("ST 11445/1/20 REV1", ["11445/1/20 REV 1"]),
        ("Document 1207/1/04 Revision 01", ["1207/1/04 REV 1"]),
        ("8797/08/ADD 1", ["8797/08 ADD 1"]),
        ("10729/4/16 REV 4 ADD 1 lma/lma/ef 1", ["10729/4/16 REV 4 ADD 1"]),
        ("10150/21 ADD 1 REV 2", ["10150/21 ADD 1 REV 2"]),
        ("9834/1/02 FRONT 55 COMIX 392 REV 1 Subject", ["9834/1/02 REV 1"]),
        ("9834/02 FRONT 55 COMIX 392 ADD 2", ["9834/02 ADD 2"]),
        ("12059/1/08\n\nREV 1\n\nLIMITE", ["12059/1/08 REV 1"]),
        ("15070/19\nLIMITE\nCOSI 254\nREV 1", ["15070/1/19 REV 1"]),
        ("12345/19 and add 3 more", ["12345/19"]),
        ("12345/19\nRevision 3 of the plan", ["12345/19"]),
        # lists and ranges
        ("9531/14 + ADD 1 + COR 1", ["9531/14", "9531/14 ADD 1", "9531/14 COR 1"]),
        ("9531/14 + COR 1 REV 2", ["9531/14", "9531/14 COR 1 REV 2"]),
        ("8550/1/19 REV 1 + REV 1 ADD 1", ["8550/1/19 REV 1", "8550/1/19 REV 1 ADD 1"]),
        ("11979/04 COR 1(es) + COR 2(de, fr)", ["11979/04 COR 1", "11979/04 COR 2"]),
        ("9531/14, ADD 1 and COR 1", ["9531/14", "9531/14 ADD 1", "9531/14 COR 1"]),
        ("13025/23 OJ CRP1 32\n+ ADD 1", ["13025/23", "13025/23 ADD 1"]),
        ("6580/02 API 12 ... + ADD 1", ["6580/02", "6580/02 ADD 1"]),
        ("17615/13 + ADDs 1–2", ["17615/13", "17615/13 ADD 1", "17615/13 ADD 2"]),
        ("WK 2317/2024 ADD 1 to ADD 3)", ["WK 2317/24 ADD 1", "WK 2317/24 ADD 2", "WK 2317/24 ADD 3"]),
        ("ST 2317/2024 ADD 1 to the note", ["2317/24 ADD 1"]),
        ("12345/20 ADD 1 to ADD 3.", ["12345/20 ADD 1", "12345/20 ADD 2", "12345/20 ADD 3"]),
        ("9531/14 ADD 1, 2 and 3", ["9531/14 ADD 1", "9531/14 ADD 2", "9531/14 ADD 3"]),
        ("9531/14 ADD 1, 12 March", ["9531/14 ADD 1"]),
        # other forms
        ("ST 15070 2019 INIT - NOTE 13/02/2020", ["15070/19"]),
        ("ST-13695-2023-ADD-1-REV-1", ["13695/23 ADD 1 REV 1"]),
        ("https://data.consilium.europa.eu/doc/document/ST-5663-2025-INIT/en/pdf", ["5663/25"]),
        ("document/ST-5663-2025-INIT/en/pdf", ["5663/25"]),
        ("st13083-re01.en20.pdf", ["13083/1/20 REV 1"]),
        ("https://eur-lex.europa.eu/?uri=CONSIL:ST_17000_2023_INIT", ["17000/23"]),
        ("[WK 9011/2025 INIT: state of play]", ["WK 9011/25"]),
        ("WK 9011/2025 ADD 1", ["WK 9011/25 ADD 1"]),
        ("see 12345/2024 INIT", ["12345/24"]),
        ("doc. ST-15070-2019-INIT", ["15070/19"]),
        ("10951/98 ENFOPOL 98 Rev 2", ["10951/2/98 REV 2"]),
        ("8305/13 COSI 5\nRev 2 of the plan", ["8305/13"]),
        ("document 7531/2000", ["7531/00"]),
        # a suffix before its number
        ("COR 1 to 8305/13", ["8305/13 COR 1"]),
        ("Addendum 2 to document 8305/1/13 REV 1", ["8305/1/13 REV 1 ADD 2"]),
        ("REV 2 of doc. 8305/13", ["8305/2/13 REV 2"]),
        ("8304/13 ADD 1 to 8305/13", ["8304/13 ADD 1", "8305/13"]),
        ("8304/13 + ADD 1 to 8305/13", ["8304/13", "8304/13 ADD 1", "8305/13"]),
        ("8304/13, ADD 1 of 8305/13", ["8304/13", "8304/13 ADD 1", "8305/13"]),
        # old addresses of the register
        ("http://register.consilium.eu.int/pdf/en/02/st14/14280en2.pdf", ["14280/02"]),
        ("register.consilium.eu.int/pdf/fr/03/st08/st08205fr03.pdf", ["8205/03"]),
        ("http://register.consilium.eu.int/pdf/en/00/st09/09844-r1a1en0.pdf", ["9844/1/00 REV 1 ADD 1"]),
        ("http://register.consilium.eu.int/pdf/en/03/cg00/cg00050en03.pdf", ["CIG 50/03"]),
        ("http://register.consilium.europa.eu/pdf/en/04/st05/st05123-re02.en04.pdf", ["5123/2/04 REV 2"]),
        ("register.consilium.europa.eu/doc/srv?l=EN&f=ST%2015070%202019%20INIT", ["15070/19"]),
        ("http://register.consilium.europa.eu/doc/srv?l=EN&f=ST 15070 2019 REV 1", ["15070/1/19 REV 1"]),
        ("http://register.consilium.europa.eu/servlet/driver?ff_COTE_DOCUMENT=14280%2F02&x=1", ["14280/02"]),
        ("https://www.consilium.europa.eu/en/results/?DocumentNumber=10629%2F11", ["10629/11"]),
        # damage
        ("CM 4293 /26 CCG", ["CM 4293/26"]),
        ("CM\u00a04293/26, CM\u202f4294/26", ["CM 4293/26", "CM 4294/26"]),
        ("150\u00ad70/19", ["15070/19"]),
        ("13319/17¹ and ²13320/17", ["13319/17", "13320/17"]),
        ("Brussels, 15 November 199912642/99 (Presse 344)", ["12642/99"]),
        ("10267/07(Presse125) 1", ["10267/07"]),
        ("15214/19API 175 INF 337", ["15214/19"]),
        ("see ST\n15070/19", ["15070/19"]),
        # series known, unknown and none
        ("ERAC-SFIC 1352/18 TP/cb", ["ERAC-SFIC 1352/18"]),
        ("ACP-UE 2126/09", ["ACP-UE 2126/09"]),
        ("PE-QE 2126/09", []),
        ("EEE 1606/1/17 REV 1", ["EEE 1606/1/17 REV 1"]),
        ("EEE 12345/19", ["12345/19"]),
        ("COSI 15070/19, LIMITE 15071/19", ["15070/19", "15071/19"]),
    ],
)
def test_documents_are_found(text: str, expected: list[str]) -> None:
    assert documents(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "docs 12/19",
        "doc /13",
        "SEC(2005) /05 ADD 1",
        "2018/0330(COD)",
        "Regulation (EU) 2018/1862",
        "Regulation (EEC) No 1612/68 and 1408/71",
        "(EC) No 4064/89",
        "2002/584/JHA",
        "C-505/19",
        "T-540/15",
        "T-CY(2013)17",
        "Application no. 15562/04",
        "applications nos. 15562/04 and 15566/04",
        "(30562/04)",
        "no: 12345/19",
        "24/7, 7/7, 3/12",
        "12/11/2019",
        "2014/10/10",
        "4/5/20",
        "28/29.01.02",
        "19-20/6-08",
        "on 4/5 September",
        "season 2018/19, 2007/08",
        "PART 2/4",
        "5G",
        "2600 FTF",
        "A/RES/73/266",
        "A7-0297/2012",
        "question E-5679/09",
        "09/2185-nh/ank",
        "No 29/c/02/09",
        "Ref. Ares(2021)6593277 - 26/10/2021",
        "PV 25/10/2012 - 23",
        "Tel.:+32(0) 22818914/6319Fax:+32(0)22818026",
        "Tel. 02 281 6319/17",
        "ISO 14001/15",
        "HL Paper 32",
        "x15070/19",
        "115070/195",
        "15070/19x",
        "15070/19/20/21",
        "１５０７０/19",
        "(14079-15, LIMITE)",
        "5949/10-15",
        "COM(2018) 302 final + ADD 1",
        "+ ADD 1",
        "open 24/7, in 2019/20, by 3/4",
        "OJ C 12345/16",
        "judgment in Case 12345/19 v. X",
        "Az. 12345/17",
        "€ 10000/15",
        # an address whose parts disagree
        "http://register.consilium.eu.int/pdf/en/02/st14/14280en3.pdf",
        "http://register.consilium.eu.int/pdf/en/02/st13/14280en2.pdf",
        "http://register.consilium.eu.int/pdf/en/02/st14/",
        "https://www.consilium.europa.eu/en/results/?DocumentNumber=10629",
    ],
)
def test_a_false_friend_is_no_document(text: str) -> None:
    assert documents(text) == []


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("14860/1/18 REV 1 + ADD 1", ("14860/18 ADD 1", "14860/1/18 REV 1 ADD 1")),
        ("9531/14 ADD 1 + COR 1", ("9531/14 COR 1", "9531/14 ADD 1 COR 1")),
        ("10794/1/01 ADD 1", ("10794/1/01 REV 1 ADD 1", "10794/01 ADD 1")),
        ("12345/1/19 REV 2", ("12345/2/19 REV 2", "12345/1/19 REV 1")),
    ],
)
def test_where_two_readings_are_possible_both_are_kept(text: str, candidates: tuple[str, ...]) -> None:
    last = found(text)[-1]

    assert tuple(map(str, last.candidates)) == candidates
    assert last.target == last.candidates[0]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("11000/19 COR 1 (mt)", [("mt",)]),
        ("11000/1/19 REV 1 COR 2 (fr, de) was issued", [("fr", "de")]),
        ("11979/04 COR 1(es) + COR 2(sl/sk)", [("es",), ("sl", "sk")]),
        ("11000/19 ENFOPOL 12\nCOR 1 (bg)", [("bg",)]),
        ("COR 1 (mt) to 11000/19", [("mt",)]),
        # No language, or that of another part.
        ("11000/19 COR 1", [()]),
        ("11000/19 COR 1 (is it so)", [()]),
        ("11000/19 COR 1 (xx)", [()]),
        ("11000/19 COR 1 (mt), 2 and 3", [("mt",), (), ()]),
        ("11000/19 (en)", [()]),
    ],
)
def test_the_languages_of_a_corrigendum(text: str, languages: list[tuple[str, ...]]) -> None:
    assert [one.languages for one in found(text)] == languages


def test_references_of_all_kinds_come_in_order_with_their_place() -> None:
    text = (
        "1. Agenda: CM 5125/1/19 REV 1\n\n2. Steffen Case C-505/19 (15\u00ad070/19)\n"
        "9834/02 COSI 5\n+ ADD 1 https://a.eu/x."
    )

    assert [(str(one.target), one.line, one.column, one.text) for one in found(text)] == [
        ("CM 5125/1/19 REV 1", 1, 12, "CM 5125/1/19 REV 1"),
        ("C-505/19", 3, 17, "C-505/19"),
        ("15070/19", 3, 27, "15070/19"),
        ("9834/02", 4, 1, "9834/02"),
        ("9834/02 ADD 1", 5, 1, "+ ADD 1"),
        ("https://a.eu/x", 5, 9, "https://a.eu/x"),
    ]


def test_a_subject_code_is_known_only_if_said() -> None:
    lines = [Line("PE-QE 2126/09", 1)]

    assert [str(one.target) for one in find_references(lines)] == ["PE-QE 2126/09"]
    assert list(find_references(lines, CODES)) == []


@st.composite
def plain_numbers(draw: st.DrawFn) -> DocumentNumber:
    """Numbers as the Secretariat gives them: what a reader knows for one at sight."""
    kinds = draw(st.lists(st.sampled_from(SuffixKind), max_size=3, unique=True))
    suffixes = tuple(Suffix(kind, draw(st.integers(1, 15))) for kind in kinds)
    series = draw(st.sampled_from(("ST", "CM", "SN", "WK", "PE-CONS", "EUCO")))
    return DocumentNumber(series, draw(st.integers(4000, 19_999)), draw(st.integers(1993, 2051)), suffixes)


@given(plain_numbers(), st.sampled_from(("", "see document ", "(", "ENFOPOL 532 ", "LIMITE\n", "1 ", "« ")))
def test_a_printed_number_is_found(number: DocumentNumber, before: str) -> None:
    for after in ("", ".", ")", " was adopted", "\nNOTE", " JAI 1319", ";"):
        assert documents(f"{before}{number}{after}") == [str(number)]


@given(numbers())
def test_an_address_of_the_register_is_its_document(number: DocumentNumber) -> None:
    assert documents(f"see <{write_number(number, NumberStyle.URL)}>.") == [str(number)]


_PIECES = (
    *("15070", "/", "19", " ", "\n", "REV 1", "ADD", " 1", "-", "+", ",", "CM ", "No ", "doc. ", "(fr)", "\u00ad", "¹"),
    *("COSI 254", "C-", "https://", "ST-", "-2019-", "INIT", "and", "\x00", "2018", "Tel. ", "é"),
)


@given(st.lists(st.one_of(st.text(), st.lists(st.sampled_from(_PIECES)).map("".join)), max_size=5))
def test_any_text_is_scanned_to_its_end(texts: list[str]) -> None:
    lines = [Line(text, number) for number, text in enumerate(texts, 10)]
    places = [(one.line, one.column) for one in find_references(lines, CODES)]

    assert places == sorted(places)
    assert all(1 <= column <= len(texts[line - 10]) for line, column in places)


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1",
            "A",
            " ",
            "\n",
            "/",
            "1/1 ",
            "15070/19 ",
            "15070/19" + " " * 20,
            "15070/19 ADD 1-99 ",
            " + ADD 1",
            "(",
            ")",
        ),
        *("AB 1 ", "AB-CD-", "COM(", "C-", "Regulation (EU) No 1", "OJ L ", "www.", "http://", "ST-1-2019-REV-1-"),
        *("Tel 12345", "doc ", "\u00ad"),
    ],
)
def test_hostile_text_ends_soon(piece: str) -> None:
    for text in (
        piece * (20_000 // len(piece)),
        "15070/19" + piece * (20_000 // len(piece)),
        "http://a" + piece * 8_000,
    ):
        found(text)
