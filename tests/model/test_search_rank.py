"""Searching: every word of a document finds it, no other word does, and nothing that is typed can break it."""

from itertools import product

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from strategies import codes, documents, lines

from somei_cli.actions.read.search import find_documents
from somei_cli.errors import NotAPattern, PatternWithoutEnd, WrongUsage
from somei_cli.formats.notation.search_query import read_patterns, read_terms
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.query import field_texts
from somei_cli.model.query.field_texts import Section, document_texts
from somei_cli.model.query.normalised_text import WORD, PlainText, fold_text, is_near_spelling
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.model.search.absent_fields import section_words
from somei_cli.model.search.plan import Conditions
from somei_cli.model.search.ranked_matches import ALL_IN_SUBJECT, IN_ITEMS, BestHits, Query, SearchHit, match_document

NUMBER = DocumentNumber.parse("15070/19")


def _known(code: SubjectCode) -> bool:
    return code.name in {"COSI", "ENFOPOL", "JAI", "VISA"}


def _found(document: Document, *typed: str, any_: bool = False, fuzzy: bool = False) -> SearchHit | None:
    return match_document(document, Query(read_terms(typed, _known, fuzzy=fuzzy), any_))


def _about(subject: str, *titles: str) -> Document:
    return Document(number=NUMBER, subject=subject, items=tuple(map(Item, titles)))


@settings(max_examples=60)
@given(documents(), st.data())
def test_every_word_of_a_document_finds_it(document: Document, data: st.DataObject) -> None:
    words = [word for _, text in document_texts(document) for word in text.split() if WORD.fullmatch(fold_text(word))]
    assume(words)
    word = data.draw(st.sampled_from(words).filter(lambda word: len(word) <= 2000))

    for typed in (word, word.upper() if word.isascii() else word, f"{word}*"):
        found = _found(document, typed)
        assert found, typed
        assert any(fold_text(word) in fold_text(hit.text[hit.start : hit.end]) for hit in found.hits)
        assert _found(document, typed, fuzzy=True)


@settings(max_examples=60)
@given(documents(), st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=4))
@example(_about("counter"), "count")
def test_a_word_in_no_text_never_finds_it(document: Document, word: str) -> None:
    (term, *more) = WORD.findall(fold_text(word)) or ["", ""]
    assume(term and not more and not any(c.isupper() for c in word))
    words = {met for _, text in document_texts(document) for met in WORD.findall(fold_text(text))}

    assert bool(_found(document, word)) == (term in words)
    assert bool(_found(document, f"{word}*")) == any(met.startswith(term) for met in words)


@settings(max_examples=100)
@given(documents(), st.lists(st.text(max_size=20), max_size=4), st.booleans(), st.booleans())
def test_whatever_is_typed_is_looked_for_or_refused(
    document: Document, typed: list[str], any_: bool, fuzzy: bool
) -> None:
    try:
        found = _found(document, *typed, any_=any_, fuzzy=fuzzy)
    except WrongUsage:
        return
    for hit in found.hits if found else ():
        assert 0 <= hit.start < hit.end <= len(hit.text)


@settings(max_examples=100)
@given(documents(), st.text("ab(.*+?)[]{1,}|\\^$é", max_size=8))
def test_a_pattern_is_looked_for_or_refused(document: Document, typed: str) -> None:
    try:
        terms = read_patterns([typed])
    except NotAPattern:
        return
    found = match_document(document, Query(terms))
    for hit in found.hits if found else ():
        assert hit.start < hit.end


@given(lines())
def test_spelling_is_overlooked_letter_by_letter(text: str) -> None:
    assert fold_text(text) == "".join(map(fold_text, text))
    if text.isascii():
        assert fold_text(text.upper()) == fold_text(text)


@given(lines(), st.data())
def test_what_is_found_in_plain_letters_is_shown_as_written(text: str, data: st.DataObject) -> None:
    words = list(WORD.finditer(fold_text(text)))
    assume(words)
    word = data.draw(st.sampled_from(words))

    start, end = PlainText(text).as_written(*word.span())

    assert word[0] in fold_text(text[start:end])


SPELLINGS = {
    "évaluation": "Evaluation", "STRASSE": "straße", "zolc": "Żółć", "ostre": "Østre", "ευρωπη": "ΕΥΡΏΠΗ",
    "enfopol": "ENFO\u200bPOL", "facade": "fac\u0327ade", "office": "oﬃce",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "written"), SPELLINGS.items())
def test_case_and_accents_do_not_matter(typed: str, written: str) -> None:
    found = _found(_about(f"On the {written}, again"), typed)

    assert found
    (hit,) = found.hits
    assert hit.text[hit.start : hit.end] == written


CASES: dict[str, tuple[tuple[str, ...], bool]] = {
    "all words": (("terrorism", "data"), True),
    "one is missing": (("terrorism", "fish"), False),
    "half a word": (("terror",), False),
    "a beginning": (("terror*",), True),
    "a phrase in one argument": (("data protection",), True),
    "a phrase in quotes": (('terrorism "data protection"',), True),
    "a phrase in the quotes of a text": (("„data protection”",), True),
    "no phrase": (("protection data",), False),
    "a phrase over two texts": (("terrorism data",), False),
    "a beginning at the end of a phrase": (('"data prot*"',), True),
    "signs part words": (("counter-terrorism",), True),
    "operators are words": (("terrorism", "OR", "fish"), False),
    "a number in a text": (("13735/19",), True),
    "an own number": (("15070/19",), True),
    "an own number in full": (("ST", "15070/2019"), True),
    "an id": (("ST-15070-2019-INIT",), True),
    "another number": (("15071/19",), False),
    "a code": (("ENFOPOL", "532"), True),
    "a code in one argument": (("enfopol 532",), True),
    "a code without its serial": (("ENFOPOL",), True),
    "another serial": (("ENFOPOL", "531"), False),
    "a code that is no word": (("enfopol",), False),
    "words that look like a code": (("VISA", "2019"), True),
    "only signs beside a word": (("–", "terrorism", "!"), True),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_typed(case: str) -> None:
    document = Document(
        number=NUMBER,
        subject="Counter-Terrorism",
        subject_codes=(CodeEntry.parse("ENFOPOL 532"),),
        items=(Item("Data  protection (visa), see 13735/19 of 2019", number="2"),),
    )
    typed, expected = CASES[case]

    assert bool(_found(document, *typed)) is expected


@pytest.mark.parametrize("typed", [(), ("",), ("–",), ("*",), ('""',)])
def test_without_a_word_there_is_nothing_to_look_for(typed: tuple[str, ...]) -> None:
    if not typed:
        assert read_terms(typed, _known) == ()
        return
    with pytest.raises(WrongUsage, match="no word"):
        read_terms(typed, _known)


@pytest.mark.parametrize("typed", [["x" * 2001], ["a"] * 41, ["a b"] * 1000])
def test_far_too_much_is_refused(typed: list[str]) -> None:
    with pytest.raises(WrongUsage):
        read_terms(typed, _known)


def test_misspelt_words() -> None:
    document = _about("Outcome of the discussions on terrorism in 2019")

    for typed in ("terorism", "terrorsim", "discusions", "outcme", "terrorism"):
        assert _found(document, typed, fuzzy=True), typed
        assert bool(_found(document, typed)) == (typed == "terrorism")
    for typed in ("tourism", "2018", "off", "anarchism"):
        assert not _found(document, typed, fuzzy=True), typed


@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_one_slip_is_near_and_nearness_is_mutual(one: str, other: str) -> None:
    if len(one) == len(other):
        assert is_near_spelling(one, other) == is_near_spelling(other, one)
    for at, letter in product(range(len(one)), "abc"):
        if len(one) >= 4:
            assert is_near_spelling(one, one[:at] + letter + one[at + 1 :])
            assert is_near_spelling(one, one[:at] + letter + one[at:])
            assert is_near_spelling(one, one[:at] + one[at + 1 :])


def test_names_come_first_then_subjects_then_items() -> None:
    def document(number: str, **held: object) -> Document:
        return Document(number=DocumentNumber.parse(number), **held)  # type: ignore[arg-type]

    note = document("1/19", note="see 5/19")
    item = document("2/19", items=(Item("Papers: 5/19"),))
    subject = document("3/19", subject="Answer to 5/19")
    revision = document("5/1/19 REV 1", subject="S")
    itself = document("5/19", subject="S")

    best = BestHits(Query(read_terms(["5/19"], _known)))
    best.add((0, one) for one in (note, item, subject, revision, itself))

    assert [str(one.document.number) for one in best.hits()] == ["5/19", "5/1/19 REV 1", "3/19", "2/19", "1/19"]


def test_a_pattern_without_end_is_stopped() -> None:
    document = _about("a" * 40 + "!")
    snapshot = Snapshot([document], lambda: Vocabulary({}), Settings())

    with pytest.raises(PatternWithoutEnd):
        find_documents(snapshot, Query(read_patterns(["(a|a)+$"])), Selection(), Conditions(), seconds=0.1)
    assert find_documents(snapshot, Query(read_patterns(["A{40}"])), Selection(), Conditions())


@given(codes())
def test_a_code_as_printed_finds_its_documents(code: CodeEntry) -> None:
    document = Document(number=NUMBER, subject_codes=(code,))
    terms = read_terms(str(code).split(), lambda _: True)

    assert match_document(document, Query(terms))


def test_a_field_is_searched_in_the_section_that_its_declaration_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_texts, "_TEXT_FIELDS", [("subject", "place", "place"), ("items", "reason", "reason")])
    document = Document(number=NUMBER, place="Brussels", reason="Withdrawn")

    assert section_words(document)[Section.SUBJECT] == (("brussels",),)
    assert section_words(document)[Section.ITEMS] == (("withdrawn",),)
    ranks = [hit.rank for hit in (_found(document, "Brussels"), _found(document, "Withdrawn")) if hit]
    assert ranks == [ALL_IN_SUBJECT, IN_ITEMS]
