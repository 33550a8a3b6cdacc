"""How right the importer reads: the pages and damages of `import_accuracy`, and figures that may only get better.

`python tests/measure_import.py` reads them all and prints the tables; here are the pages as they are, and a few pages
of each damage.
"""

from collections import Counter
from random import Random

import pytest
from import_accuracy.cover_page import CoverPage, parse_page, split_code
from import_accuracy.damage import FORMATS, Damage, Effect
from import_accuracy.invented_documents import read_invented_documents
from import_accuracy.judgement import EMPTY, RIGHT, WRONG, fold_number, judge_document, judge_field
from import_accuracy.measurement import DAMAGES, SOUND, Case, Outcome, Tally, all_pages, read_cases
from import_accuracy.printing import Unprintable, print_page

from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.register.vocabulary import Vocabulary

# Ratchets: today's figures. A change that makes one better writes the better one here.
SOUND_RIGHT = 99.3
"""Of a hundred fields of the pages as they are, so many are right at least."""
SOUND_WRONG = 0
SOUND_SILENT_WRONG = 0
"""Wrong values without a doubt on their field, on the pages as they are."""
DAMAGED_RIGHT = 98.4
DAMAGED_SILENT_WRONG = 1
DAMAGED_TAKEN_WRONG = 0
"""Damaged documents that would be taken without a question, and hold a wrong value."""
DAMAGED_NEEDLESS = 16
"""Damaged documents that are right in every field and doubted all the same; most of them have no number."""
PAGES_OF_EACH_DAMAGE = 4
INVENTED_RIGHT = 98.2
INVENTED_WRONG = 10
INVENTED_SILENT_WRONG = 2
INVENTED_TAKEN_WRONG = 2
INVENTED_DOUBTED = 29
"""Invented documents that are right in every field and doubted all the same."""

PAGE = """a page
= date 2020-02-01
= references 5900/20
~ type
num 6001/1/20
suf REV 1
code COSI 5 | JAI 12
type NOTE
from From: | Presidency
to To: | Delegations
subj Subject: | Lamps of the north
subj | - State of play
item 1. | Oil
sub a) | Its price
"""


def letters(content: str) -> Counter[str]:
    """Count what is not blank."""
    return Counter("".join(content.split()))


def printed(page: CoverPage) -> str:
    return print_page(page, "text")[0].decode()


def pages_of(damage: Damage) -> list[tuple[CoverPage, CoverPage]]:
    """Return the pages that the damage changes, as they are and damaged."""
    pairs = ((page, damage.apply(page)) for page in all_pages())
    return [(page, damaged) for page, damaged in pairs if damaged is not None and damaged != page]


def tally(outcomes: list[Outcome]) -> Tally:
    counted = Tally()
    for outcome in outcomes:
        counted.add(outcome)
    return counted


def share_of_right(counted: Tally) -> float:
    return 100 * counted.fields[RIGHT] / counted.fields.total()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damage_does_to_the_letters_what_it_says(damage: Damage) -> None:
    assert pages_of(damage) != []
    for page, damaged in pages_of(damage):
        before, after = letters(printed(page)), letters(printed(damaged))
        match damage.effect:
            case Effect.MOVES:
                assert before == after, page.name
            case Effect.ADDS:
                assert before <= after, page.name
            case Effect.LOSES:
                assert after < before, page.name
            case Effect.REPLACES:
                assert (after - before, before - after) != (Counter(), Counter()), page.name


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_text_differs_and_is_the_same_for_the_same_seed(damage: Damage) -> None:
    changes = [
        (printed(page) != printed(damaged), page.file_name != damaged.file_name) for page, damaged in pages_of(damage)
    ]

    assert all(map(any, changes))
    assert [damage.apply(page, 3) for page in all_pages()] == [damage.apply(page, 3) for page in all_pages()]


def test_damages_and_pages_have_names_of_their_own() -> None:
    assert len({damage.name for damage in DAMAGES}) == len(DAMAGES)
    assert len({page.name for page in all_pages()}) == len(all_pages())


def test_the_codes_of_the_pages_are_those_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    known = {code.name.replace("/", " ") for code in vocabulary.codes}
    codes = {str(name).replace("/", " ") for page in all_pages() for name, _ in page.expected_list("subject_codes")}

    assert codes - known == set()


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_holds_all_words_of_a_page(format_: str) -> None:
    for page in Random(format_).sample(all_pages(), 5):
        try:
            content, name = print_page(page, format_)
        except Unprintable:
            continue
        words = letters(" ".join(line.words for line in read_source(content, name).lines))
        for row in page.rows:
            if row.tag not in ("foot", "rule", "sub"):
                assert letters(row.words) <= words, (page.name, row)


def test_a_page_says_what_each_row_holds() -> None:
    page = parse_page(PAGE)

    assert page.answers["number"] == ("6001/1/20 REV 1",)
    assert page.answers["subject_codes"] == ((("COSI", 5), ("JAI", 12)),)
    assert page.answers["subject"] == ("Lamps of the north - State of play",)
    assert page.answers["type"] == ("NOTE", None)
    assert page.answers["items"] == ((("1", "Oil"),),)
    assert page.answers["subitems"] == (("Its price",),)
    assert page.answers["references"] == (("5900/20",),)


@pytest.mark.parametrize(
    ("field", "got", "answers", "verdict"),
    [
        ("to", None, (None,), None),
        ("to", None, ("Delegations",), EMPTY),
        ("to", None, ("Delegations", None), RIGHT),
        ("to", "DELEGATIONS", ("Delegations",), RIGHT),
        ("to", "Delegations", (None,), WRONG),
        ("subject", "Oil – its price", ("Oil - its price",), RIGHT),
        ("subject", "Oil", ("Oil - its price",), WRONG),
        ("number", "6001/20 REV 1", ("6001/1/20 REV 1",), RIGHT),
        ("number", "6001/20", ("6001/1/20 REV 1",), WRONG),
        ("subject_codes", (("JAI", 1), ("COSI", 2)), ((("COSI", 2), ("JAI", 1)),), RIGHT),
        ("subject_codes", (("JAI", 1),), ((("COSI", 2), ("JAI", 1)),), WRONG),
        ("commission_documents", ("9210/23", "9210/23 ADD 1", "9210/23 ADD 2"), (("9210/23 + ADD 1-2",),), RIGHT),
        ("items", (("1", "Oil"),), ((("1", "Oil"), ("2", "Gas")),), WRONG),
        ("items", (("1", "Oil"),), ((("1", "Oil (6630/1/18 REV 1)"),),), RIGHT),
    ],
)
def test_a_field_is_right_or_empty_or_wrong(
    field: str, got: object, answers: tuple[object, ...], verdict: str | None
) -> None:
    assert judge_field(field, got, answers) == verdict  # type: ignore[arg-type]


def test_doubts_are_judged_too() -> None:
    page = parse_page(PAGE).doubt("to")
    verdict = judge_document(page, {"addressee": "Delegations", "type": "NOTE"}, frozenset({"type"}), taken=False)

    assert verdict.needless == ("type",)
    assert verdict.undoubted == ("to",)


@pytest.mark.parametrize(
    ("words", "number"),
    [("ST 6001/1/20", "6001/20 REV 1"), ("WK 16/2026 INIT", "WK 16/26"), ("7480/14 ADD 2", "7480/14 ADD 2")],
)
def test_numbers_are_compared_in_one_form(words: str, number: str) -> None:
    assert fold_number(words) == number
    assert split_code("CO EUR 17") == ("CO EUR", 17)


def test_the_pages_as_they_are_are_read_as_well_as_before(vocabulary: Vocabulary) -> None:
    counted = tally(read_cases([Case(page, SOUND, "text") for page in all_pages()], vocabulary))

    assert share_of_right(counted) >= SOUND_RIGHT
    assert counted.fields[WRONG] <= SOUND_WRONG
    assert counted.silent_wrong <= SOUND_SILENT_WRONG
    assert counted.needlessly_doubted == 0


def test_damaged_pages_are_doubted_as_well_as_before(vocabulary: Vocabulary) -> None:
    cases = []
    for damage in DAMAGES:
        pairs = pages_of(damage)
        chosen = Random(damage.name).sample(pairs, min(PAGES_OF_EACH_DAMAGE, len(pairs)))
        format_ = "text" if "text" in damage.formats else "html"
        cases += [Case(damaged, damage.name, format_) for _, damaged in chosen]
    counted = tally(read_cases(cases, vocabulary))

    assert counted.refused == 0
    assert share_of_right(counted) >= DAMAGED_RIGHT
    assert counted.silent_wrong <= DAMAGED_SILENT_WRONG
    assert counted.taken_wrong <= DAMAGED_TAKEN_WRONG
    assert counted.needlessly_doubted <= DAMAGED_NEEDLESS


def test_the_documents_that_somebody_else_invented_are_read(vocabulary: Vocabulary) -> None:
    tally = Tally()
    for outcome in read_invented_documents(vocabulary):
        tally.add(outcome)

    assert 100 * tally.fields[RIGHT] / tally.fields.total() >= INVENTED_RIGHT
    assert tally.fields[WRONG] <= INVENTED_WRONG
    assert tally.silent_wrong <= INVENTED_SILENT_WRONG
    assert tally.taken_wrong <= INVENTED_TAKEN_WRONG
    assert tally.needlessly_doubted <= INVENTED_DOUBTED
