"""Outside references: found in running text, and given one normal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.errors import NotAValue
from somei_cli.formats.notation.external_references import (
    find_external_references,
    find_letterhead_references,
    parse_external_reference,
)
from somei_cli.model.references import ExternalReference, OutsideKind

# In running text: what was written, the kind, the normal forms.
WRITTEN = [
    ("the Steffen Case C-505/19 on red notices", "case", ["C-505/19"]),
    ("C\u2011203/15 and C–698/15", "case", ["C-203/15", "C-698/15"]),
    ("cases T-540/15 , T-163/21", "case", ["T-540/15", "T-163/21"]),
    ("C-280/11 P and C-12/19 Parliament", "case", ["C-280/11 P", "C-12/19"]),
    ("C-61/21 PPU.", "case", ["C-61/21 PPU"]),
    ("Case 26/62 of the Court", "case", ["Case 26/62"]),
    ("COM(2018) 302 final", "commission", ["COM(2018) 302 final"]),
    ("the drafts D 033683/04 and D017728/01", "commission", ["D033683/04", "D017728/01"]),
    ("COM(2009) 467final of 11 September", "commission", ["COM(2009) 467 final"]),
    ("COM (2025)\u00a0837 final/2", "commission", ["COM(2025) 837 final/2"]),
    ("COM(95) 123, COM(00) 1", "commission", ["COM(1995) 123", "COM(2000) 1"]),
    ("KOM(2009) 467 endg. und SEK(2010) 1234", "commission", ["COM(2009) 467 final", "SEC(2010) 1234"]),
    ("COM/2018/0302 final", "commission", ["COM(2018) 302 final"]),
    ("COM(2018) 302 final - ANNEXES 1 to 3", "commission", ["COM(2018) 302 final - ANNEXES 1 to 3"]),
    ("SWD(2016) 271 final PART 1/2", "commission", ["SWD(2016) 271 final PART 1/2"]),
    ("JOIN(2022) 18 final; C(2019) 5422", "commission", ["JOIN(2022) 18 final", "C(2019) 5422"]),
    ("Regulation (EC)\n No 1049/2001", "act", ["Regulation (EC) No 1049/2001"]),
    ("Regulation (EU) n 1052/2013", "act", ["Regulation (EU) No 1052/2013"]),
    ("Regulation (EU) 2018/1862", "act", ["Regulation (EU) 2018/1862"]),
    ("Regulation (EU, Euratom) 2018/1046", "act", ["Regulation (EU, Euratom) 2018/1046"]),
    ("Regulation (EEC) No 1612/68 and No 1408/71", "act", ["Regulation (EEC) No 1612/68"]),
    ("Implementing Decision (EU) 2019/310", "act", ["Implementing Decision (EU) 2019/310"]),
    ("Richtlinie 83/417/EWG des Rates", "act", ["Directive 83/417/EEC"]),
    ("règlement (CE) n° 1049/2001", "act", ["Regulation (EC) No 1049/2001"]),
    ("rozporządzenia (WE) nr 1049/2001", "act", ["Regulation (EC) No 1049/2001"]),
    ("κανονισμός (ΕΚ) αριθ. 1049/2001", "act", ["Regulation (EC) No 1049/2001"]),
    ("nařízení (ES) č. 1049/2001", "act", ["Regulation (EC) No 1049/2001"]),
    ("Direktīva 2013/40/ES", "act", ["Directive 2013/40/EU"]),
    ("Rahmenbeschluss 2002/584/JI", "act", ["Framework Decision 2002/584/JHA"]),
    ("Council Decision 2013/488/EU", "act", ["Decision 2013/488/EU"]),
    ("Joint Action 98/700/JHA", "act", ["Joint Action 98/700/JHA"]),
    ("see 2002/584/JHA and 95/46/EC", "act", ["2002/584/JHA", "95/46/EC"]),
    ("Decision No 1313/2013/EU", "act", ["Decision No 1313/2013/EU"]),
    ("OJ C 449, 13.12.2018, p. 6", "oj", ["OJ C 449, 13.12.2018, p. 6"]),
    ("ABl. L 274 vom 15.10.2013, S. 1", "oj", ["OJ L 274, 15.10.2013, p. 1"]),
    ("OJ L, 2024/1689, 12.07.2024", "oj", ["OJ L, 2024/1689, 12.7.2024"]),
    ("CELEX 32016R0679 and 02004D0338-20041101", "celex", ["32016R0679", "02004D0338-20041101"]),
    ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679.", "celex", ["32016R0679"]),
    ("(ECLI:EU:C:2019:562).", "ecli", ["ECLI:EU:C:2019:562"]),
    ("https://eur-lex.europa.eu/eli/reg/2016/679/oj", "eli", ["http://data.europa.eu/eli/reg/2016/679/oj"]),
    ("2018/0330(COD), 2011/0368 (COD)", "interinstitutional", ["2018/0330(COD)", "2011/0368(COD)"]),
    ("2022/0338/NLE", "interinstitutional", ["2022/0338(NLE)"]),
    ("2016/0062A (NLE)", "interinstitutional", ["2016/0062A(NLE)"]),
    ("A7-0297/2012, P9_TA(2019)0037", "parliament", ["A7-0297/2012", "P9_TA(2019)0037"]),
    ("question E-5679/09, PE 646.889v01-00", "parliament", ["E-5679/09", "PE 646.889v01-00"]),
    ("<https://www.interpol.int/News>, see", "url", ["https://www.interpol.int/News"]),
    ("(see https://example.org/a_(b)).", "url", ["https://example.org/a_(b)"]),
    ("www.statewatch.org/news.", "url", ["www.statewatch.org/news"]),
]  # fmt: skip


# What a letterhead prints, the kind, the normal forms.
ON_A_LETTERHEAD = [
    (
        "Interinstitutional Files: 2013/0407 (COD), 98/0135(CNS)",
        "interinstitutional",
        ["2013/0407(COD)", "1998/0135(CNS)"],
    ),
    ("2011/0901 (CSL)", "interinstitutional", ["2011/0901(CSL)"]),
]
NORMAL_FORMS = sorted({(kind, form) for _, kind, forms in (*WRITTEN, *ON_A_LETTERHEAD) for form in forms})


@pytest.mark.parametrize(("text", "kind", "expected"), ON_A_LETTERHEAD)
def test_a_reference_is_found_on_a_letterhead(text: str, kind: str, expected: list[str]) -> None:
    assert [found for _, _, found in find_letterhead_references(text, 0, len(text))] == [
        ExternalReference(OutsideKind(kind), form) for form in expected
    ]


@pytest.mark.parametrize(("text", "kind", "expected"), WRITTEN)
def test_a_reference_is_found_in_its_normal_form(text: str, kind: str, expected: list[str]) -> None:
    assert [found for _, _, found in find_external_references(text)] == [
        ExternalReference(OutsideKind(kind), form) for form in expected
    ]


@pytest.mark.parametrize(("kind", "form"), NORMAL_FORMS)
def test_a_normal_form_reads_as_itself(kind: str, form: str) -> None:
    assert parse_external_reference(form) == ExternalReference(OutsideKind(kind), form)


def test_every_kind_is_shown_above() -> None:
    assert {kind for kind, _ in NORMAL_FORMS} == set(OutsideKind)


@pytest.mark.parametrize(
    "text",
    [
        "15070/19",
        "9876/19 on the Council Decision 9876/19",
        "T-CY(2013)17",
        "SEC(2005) /05",
        "SCH/C (98) 12",
        "OJ CRP2 31",
        "HL Paper 32",
        "PART 2/4",
        "24/7",
        "12/11/2019",
        "season 2018/19",
        "EC-505/19",
        "Ares(2021)6593277 - 26/10/2021",
        "cases 12/19",
    ],
)
def test_a_false_friend_is_none(text: str) -> None:
    assert list(find_external_references(text)) == []


def test_spans_tell_where_a_reference_stands() -> None:
    text = "see C-505/19 (https://example.org)."

    assert [text[start:end] for start, end, _ in find_external_references(text)] == ["C-505/19", "https://example.org"]


@pytest.mark.parametrize(
    "typed", ["", "15070/19", "C-505", "https://", "https://a.eu/\u202egpj", "https://a.eu/\x1b[2J"]
)
def test_no_reference_is_refused(typed: str) -> None:
    with pytest.raises(NotAValue, match="expected one such as C-505/19"):
        parse_external_reference(typed)


@pytest.mark.parametrize(("typed", "form"), [("c-505/19", "C-505/19"), (" com(2018)302 FINAL ", "COM(2018) 302 final")])
def test_a_clerk_may_type_as_he_likes(typed: str, form: str) -> None:
    assert parse_external_reference(typed).text == form


_PIECES = st.sampled_from(
    [
        *("C-", "COM(", "2018", "/", "302", ") ", " final", "Regulation ", "(EU) ", "No ", "/EC", "OJ L ", ", ", "p. "),
        *("www.", "https://", "ECLI:EU:C:", "(COD)", "P9_TA(", "\n", "\u2011", "32016R0679", " - ANNEX 1", "3.4.2019"),
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join)))
def test_whatever_is_found_reads_back_and_does_not_overlap(text: str) -> None:
    before = 0
    for start, end, found in find_external_references(text):
        assert before <= start < end <= len(text)
        assert parse_external_reference(found.text) == found
        before = end
