"""Where a cheap look goes before a pattern, the pattern finds the same as without it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from somei_cli.extraction.cover.heading_match import _capital_word_pattern, _capital_word_start
from somei_cli.extraction.cover.meeting_ordinals import MEETING_ORDINAL, find_ordinals
from somei_cli.extraction.cover.record_titles import _printed_pattern
from somei_cli.extraction.cover.type_heading import _OWN_LINE
from somei_cli.extraction.damaged_values import _OF_ANOTHER_PLACE, _holds_words_of_another_place
from somei_cli.extraction.footers import (
    _FOOTER,
    _INITIALS_FOOTER,
    _ON_OWN_LINE,
    _PAGE_NUMBER_FOOTER,
    _find_number_starts,
)
from somei_cli.extraction.footers import _NUMBER_START as _FOOTER_START
from somei_cli.extraction.header_table.label_patterns import (
    _BARE_LABEL_START,
    _bare_label_pattern,
    find_label_matches,
    label_pattern,
)
from somei_cli.extraction.header_table.labels import (
    _ON_LINES,
    _ON_THE_LINE,
    _SUBJECT,
)
from somei_cli.extraction.items.agenda_phrases import _FIRST_ITEM_TITLE, _NUMBER_ONE, _NUMBER_ONE_START, _names_adoption
from somei_cli.extraction.markings.restriction_words import is_restriction
from somei_cli.formats.notation.document_numbers import number_patterns
from somei_cli.formats.notation.reference_scan import (
    _ADDED_SUFFIX,
    _ADDED_SUFFIX_START,
    _NUMBER,
    _NUMBER_START,
    _TELEPHONE,
    _TELEPHONE_START,
)
from somei_cli.formats.notation.required_letters import (
    find_at,
    find_from_starts,
    find_on_lines,
    possible_number_patterns,
)

DOCUMENTS = Path(__file__).parents[1] / "documents"
LINES = (
    "Tel. 02 281 61 11, TEL/FAX: +32 2 285 61 11, 15070/19, 15071/19 + ADD 1 et COR 2, REV 3; CM 4911/13",
    "15070/19 MP/dk 1 JAI.1 LIMITE EN /14 SC/mvk 1 DG D 2B EN PE-CONS 12/1/19 REV 1 doc.15070/19(and 1-9999/20)",
    "3735th Council meeting 2240e zitting van de Raad Sesión n.º 3154 del Consejo\nExtraordinary Council meeting ",
    "from: to: N° doc. Cion : 9479/16 No prev. doc. 8797/08 (Nr. Vordok.: 7001/20) | Subject : x Nr.:n föreg. dok.: y",
    "st15070-re01.en19.pdf ST-15070-2019-INIT http://x.eu/pdf/en/01/st13/13742en1.pdf ST 15070 2019 REV 1",
    "15070/19   2\n15070/19   3",
    '"l/A" ITEM NOTE\n“1/A” ITEM NOTE',
    "(Item 1 I. Lamps (new) 1. Adoption of the agenda 1Oil",
    "11190/1/09 REV 1 rb EN\nCM 2390/04 ab 1 \n 14511/09 (Presse 291) 1 DE",
    "WK 1622/2026 INIT LIMITE EN\n9615/3/03 DGHIII",
    "NOTE from Presidency to Delegations\nVERMERK\ndes\nVorsitzes\nfür die\nGruppe\nSubject  Lamps\nSubject\nOil",
    "Minutes of the 2nd meeting of the Lamp Group\n  Draft agenda for the meeting\nNote\nFrom: Presidency",
)
FROM_STARTS = {
    "labels without a colon": (_BARE_LABEL_START, _bare_label_pattern()),
    "numbers": (_NUMBER_START, _NUMBER),
    "telephones": (_TELEPHONE_START, _TELEPHONE),
    "added suffixes": (_ADDED_SUFFIX_START, _ADDED_SUFFIX),
    "words in capitals": (_capital_word_start(), _capital_word_pattern()),
    "footers": (_FOOTER_START, _FOOTER),
    "footers with initials": (_FOOTER_START, _INITIALS_FOOTER),
    "footers with a page": (_FOOTER_START, _PAGE_NUMBER_FOOTER),
    "first items": (_NUMBER_ONE_START, _NUMBER_ONE),
}


@pytest.fixture(scope="module")
def texts() -> list[str]:
    documents = [path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.iterdir())]
    whole = [*documents, *LINES, "\n".join(LINES)]
    return [*whole, *map(str.upper, whole), *(line for text in documents for line in text.split("\n"))]


def spans(matches: Iterator[re.Match[str]]) -> list[tuple[int, int]]:
    return [match.span() for match in matches]


@pytest.mark.parametrize(("starts", "pattern"), FROM_STARTS.values(), ids=FROM_STARTS)
def test_a_pattern_begins_at_its_starts(texts: list[str], starts: re.Pattern[str], pattern: re.Pattern[str]) -> None:
    assert any(pattern.search(text) for text in texts)
    for text in texts:
        assert spans(find_from_starts(starts, pattern, text)) == spans(pattern.finditer(text))


@pytest.mark.parametrize(
    ("find", "pattern"),
    [
        (find_label_matches, label_pattern()),
        (find_ordinals, MEETING_ORDINAL),
    ],
)
def test_labels_and_ordinals_are_all_found(
    texts: list[str], find: Callable[[str], Iterator[re.Match[str]]], pattern: re.Pattern[str]
) -> None:
    assert any(pattern.search(text) for text in texts)
    for text in texts:
        assert spans(find(text)) == spans(pattern.finditer(text))


@pytest.mark.parametrize("pattern", [_printed_pattern(), _OWN_LINE, _ON_THE_LINE, _ON_LINES, _SUBJECT])
def test_a_pattern_of_whole_lines_begins_where_they_do(texts: list[str], pattern: re.Pattern[str]) -> None:
    assert any(pattern.search(text) for text in texts)
    for text in texts:
        middle = len(text) // 2
        for begin, end in ((0, len(text)), (middle, len(text)), (0, middle)):
            assert spans(find_on_lines(pattern, text, begin, end)) == spans(pattern.finditer(text, begin, end))


@pytest.mark.parametrize("pattern", _ON_OWN_LINE)
def test_footers_on_their_own_lines_begin_with_a_number(texts: list[str], pattern: re.Pattern[str]) -> None:
    assert any(pattern.search(text) for text in texts)
    for text in texts:
        assert spans(find_at(_find_number_starts(text).on_line, pattern, text)) == spans(pattern.finditer(text))


@pytest.mark.parametrize(
    "words",
    [
        "Lamps COUNCIL OF",
        "Lamps of THE EUROPEAN UNION",
        "THE EUROPEAN UNION and lamps",
        "Lamps ITEMS DISCUSSED",
        "Lamps originel document",
        "Lamps Originele PDF",
    ],
)
def test_words_of_another_place_are_all_found(words: str) -> None:
    assert _OF_ANOTHER_PLACE.search(words)
    assert _holds_words_of_another_place(words)


@pytest.mark.parametrize(
    "words", ["DO NOT COPY", "NOT TO BE COPIED", "TLP:RED", "SECRET DE SERVICIU", "FOR OFFICIAL USE ONLY", "NON PUBLIC"]
)
def test_a_restricting_phrase_holds_a_word_that_is_looked_for(words: str) -> None:
    assert is_restriction(words)


def test_numbers_are_looked_for_wherever_they_may_be(texts: list[str]) -> None:
    for pattern in number_patterns():
        holding = [text for text in texts if pattern.search(text)]

        assert holding
        assert all(pattern in possible_number_patterns(text) for text in holding)


def test_words_of_adoption_are_all_found(texts: list[str]) -> None:
    for text in texts:
        assert _names_adoption(text) == bool(_FIRST_ITEM_TITLE.search(text))
