"""The pieces of the letterhead, each on its own."""

from collections.abc import Callable

import pytest

from somei_cli.extraction.cover.letterhead_details import find_languages
from somei_cli.extraction.cover.own_number import find_own_number
from somei_cli.extraction.cover.stamps import (
    find_distribution_marking,
    find_letterhead_restriction,
    find_release_beside_limite,
    find_stamp_spans,
)
from somei_cli.extraction.cover.subject_codes import find_codes
from somei_cli.extraction.cover.type_heading import find_headings
from somei_cli.formats.notation.external_references import find_letterhead_references, parse_external_reference
from somei_cli.model.codes import SubjectCode
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.markings import LIMITE, Level
from somei_cli.model.register.vocabulary import Vocabulary

CODES = {
    SubjectCode(name): ""
    for name in ("JAI", "JAIEX", "COSI", "OJ CRP2", "PV CONS", "CFSP/PESC", "ENFOPOL", "EN", "AND")
}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15070/19", "15070/19"),
        ("12059/1/08\n\nREV 1", "12059/1/08 REV 1"),
        ("12059/1/08", "12059/1/08 REV 1"),
        ("12059/1/08\n\nLIMITE\n\nJAI 3\nREV 1", "12059/1/08 REV 1"),
        ("10150/21\nADD 1 REV 2", "10150/21 ADD 1 REV 2"),
        ("CM 4293 /26", "CM 4293/26"),
        ("PE-CONS 53/1/16\nREV 1", "PE-CONS 53/1/16 REV 1"),
        ("SN 4944/2/01\nREV 2", "SN 4944/2/01 REV 2"),
        ("11979/04 COR 1(es)", "11979/04 COR 1"),
    ],
)
def test_the_own_number(text: str, number: str) -> None:
    found = find_own_number(text, 0, len(text))

    assert found is not None
    assert str(found.number) == number


@pytest.mark.parametrize("text", ["2018/0328 (COD)", "(14.06)", "4/5 September", "281.60.29/87.75", "29/c/02/09"])
def test_what_is_no_number(text: str) -> None:
    assert find_own_number(text, 0, len(text)) is None


def test_an_infix_that_contradicts_its_suffix_leaves_the_number_empty() -> None:
    found = find_own_number("12059/1/08\nREV 2", 0, 16)

    assert found is not None
    assert found.number is None
    assert "disagree" in found.doubt


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("COSI 254\nJAIEX 181\nJAI 1319", ["COSI 254", "JAIEX 181", "JAI 1319"]),
        ("COSI 254 OJ CRP2 31 PV CONS 82 CFSP/PESC 180", ["COSI 254", "OJ CRP2 31", "PV CONS 82", "CFSP/PESC 180"]),
        ("PV/CONS 82", ["PV CONS 82"]),
        ("JAI\n590", ["JAI 590"]),
        ("JAI\nENFOPOL", ["JAI", "ENFOPOL"]),
        ("(Presse 344)", ["PRESSE 344"]),
        ("LIMITE EN", []),
    ],
)
def test_codes(text: str, codes: list[str]) -> None:
    found = find_codes(text, CODES)

    assert [str(code.entry) for code in found] == codes
    assert not any(code.doubt for code in found)


@pytest.mark.parametrize(
    ("text", "entries", "doubt"),
    [
        ("ENF0POL 532\nJAI 3", ["JAI 3"], "ENFOPOL may be meant"),
        ("JAI 3\nENFO POL 532", ["JAI 3", "ENFOPOL 532"], "was read as ENFOPOL"),
        ("ENFOPOL 3\nQUAKES 4", ["ENFOPOL 3", "QUAKES 4"], "not in the vocabulary"),
        ("ENFOPOL 3\nJAI", ["ENFOPOL 3", "JAI"], "has no number"),
    ],
)
def test_damaged_codes_are_doubts(text: str, entries: list[str], doubt: str) -> None:
    found = find_codes(text, CODES)

    assert [str(code.entry) for code in found if code.entry] == entries
    assert [code for code in found if doubt in code.doubt]


def test_a_code_torn_in_two_is_put_together() -> None:
    (found,) = find_codes("JAI EX 181", CODES)

    assert str(found.entry) == "JAIEX 181"
    assert "was read as" in found.doubt


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("(OR. en)", ("en",)),
        ("(OR. en, fr)", ("en", "fr")),
        ("(OR. en,fr)", ("en", "fr")),
        ("(OR, en/de)", ("en", "de")),
        ("(OR. fr et en)", ("fr", "en")),
        ("(OR. f)", ("fr",)),
        ("(OR: gr)", ("el",)),
        ("(or. fr)", ("fr",)),
        ("( O R . e n )", ("en",)),
        ("OR. en", ("en",)),
    ],
)
def test_original_languages(text: str, codes: tuple[str, ...]) -> None:
    found = find_languages(text, 0, len(text))

    assert found is not None
    assert found[0] == codes


def test_languages_right_above_the_letterhead_are_its_own_unless_a_number_stands_between() -> None:
    for between, codes in (("", ("de",)), (" 8001/99 ", None)):
        text = f"THE COUNCIL (OR. d){between}\n\nBrussels, 12 May 1999"
        found = find_languages(text, text.index("Brussels"), len(text))
        assert (found and found[0]) == codes


def test_a_language_that_is_none_is_not_read() -> None:
    assert find_languages("(OR. xy)", 0, 8) is None


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("2013/0407 (COD)", ["2013/0407(COD)"]),
        ("2016/0062A(NLE)\n2016/0063 (NLE)", ["2016/0062A(NLE)", "2016/0063(NLE)"]),
        ("98/0135 (COD)", ["1998/0135(COD)"]),
        ("2002/0242 CNS", ["2002/0242(CNS)"]),
        ("2008/977/JHA", []),
    ],
)
def test_interinstitutional_files(text: str, files: list[str]) -> None:
    assert [str(file) for _, _, file in find_letterhead_references(text, 0, len(text))] == files


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("OUTCOME OF\nPROCEEDINGS", ["OUTCOME OF PROCEEDINGS"]),
        ("“I/A” ITEM NOTE", ["'I/A' ITEM NOTE"]),
        (
            "COMMUNICATION\nNOTICE OF MEETING AND PROVISIONAL AGENDA",
            ["COMMUNICATION", "NOTICE OF MEETING AND PROVISIONAL AGENDA"],
        ),
        ("CORRIGENDUM 1 TO COVER NOTE", ["CORRIGENDUM 1 TO COVER NOTE"]),
        ("A note of the Outcome of proceedings; DENOTED, FOOTNOTE", []),
    ],
)
def test_headings(vocabulary: Vocabulary, text: str, headings: list[str]) -> None:
    assert [heading.text for heading in find_headings(text, vocabulary)] == headings


def test_a_file_of_every_procedure_may_stand_in_an_entry() -> None:
    text = "2011/0901 (CSL)"

    ((_, _, file),) = find_letterhead_references(text, 0, len(text))

    assert parse_external_reference(str(file)) == file


def test_public_is_a_stamp_beside_limite() -> None:
    stamp = find_release_beside_limite("PUBLIC\nLIMITE", 0, 13)

    assert find_distribution_marking("PUBLIC\nLIMITE", 0, 13) == (LIMITE, 7)
    assert stamp is not None
    assert stamp[0] == "PUBLIC"
    assert find_release_beside_limite("PUBLIC", 0, 6) is None
    assert find_distribution_marking("PUBLICATION LIMITED", 0, 19) is None


@pytest.mark.parametrize(
    "words", ["NOT PUBLIC", "NOT  FOR PUBLIC RELEASE", "Not PUBLIC", "NOT A PUBLIC DOCUMENT", "NICHT PUBLIC"]
)
def test_what_is_not_public_is_not_public(words: str) -> None:
    assert find_distribution_marking(words, 0, len(words)) is None


@pytest.mark.parametrize(
    ("words", "marking"),
    [
        ("LIMTE", "LIMITE"),
        ("15070/19      L1MITE", "LIMITE"),
        ("LIMITED", "LIMITE"),
        ("Lmite", "LIMITE"),
        ("SENSITIVE", "SENSITIVE"),
        ("TRES  SECRET", "TRES SECRET"),
        ("NOT FOR PUBLIC RELEASE", "NOT FOR PUBLIC RELEASE"),
        ("NON PUBLIC", "NON PUBLIC"),
        ("Non-PUBLIC", "NON-PUBLIC"),
        ("Not for PUBLIC release", "NOT FOR PUBLIC RELEASE"),
        ("NICHT FUER PUBLIC", "NICHT FUER PUBLIC"),
        ("DIFFUSION RESTREINTE", "DIFFUSION RESTREINTE"),
        ("RESTRICTIVE MEASURES", None),
        ("LIITE", None),
        ("NON-CONFIDENTIAL", None),
        ("UNRESTRICTED", None),
        ("UNLIMITED", None),
        ("SENSITIVITY", None),
        ("INTERPOL'S SECURE NETWORK", None),
        ("LIMITS", None),
        ("GENERAL SECRETARIAT", None),
        ("PUBLIC ACCESS TO DOCUMENTS", None),
        ("COSI 31", None),
        ("Access is limited to delegations", None),
    ],
)
def test_words_that_restrict_are_no_text_without_a_marking(words: str, marking: str | None) -> None:
    found = find_letterhead_restriction(words, 0, len(words))

    assert (found and str(found[0])) == marking
    assert found is None or found[0] == LIMITE or found[0].level is Level.UNKNOWN


def test_the_letters_of_the_stamp_may_lie_apart() -> None:
    for stamp in ("P U B L I C", "B PU LI C", "Conseil UE"):
        (found,) = find_stamp_spans(f"Subject :\n{stamp}\nLamps")
        assert found == (10, 10 + len(stamp))


def test_partial_access_is_no_marking() -> None:
    text = "DOCUMENT PARTIALLY ACCESSIBLE TO THE PUBLIC\nL I M I T E"

    assert find_distribution_marking(text[:43], 0, 43) is None
    assert find_distribution_marking(text, 0, len(text)) == (LIMITE, 44)


def test_the_files_of_a_working_document_stand_above_place_and_date(read: Callable[..., Reading]) -> None:
    page = (
        "General Secretariat of the Council\n\n{label}\n2025/0211 (COD)\n2025/0212 (COD)\n\n"
        "Brussels, 03 February 2026\n\nWK 1622/2026 INIT\n\nLIMITE\n\nTELECOM\n\nWORKING DOCUMENT\n\n"
        "From: Presidency\nTo: Delegations\nSubject: Cables\n"
    )
    files = read(page.format(label="Interinstitutional files:")).fields["interinstitutional_files"]

    assert list(map(str, files)) == ["2025/0211(COD)", "2025/0212(COD)"]  # type: ignore[call-overload]
    assert "interinstitutional_files" not in read(page.format(label="See also")).fields
