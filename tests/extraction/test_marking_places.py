"""A marking is seen wherever it stands: moved to every place of many cover pages, in every format."""

from collections.abc import Callable

import pytest
from cover_pages import COVERS, FORMS, HONEST_SUBJECTS, LEVELS, LIMITES, RESTRICTIONS, honest_papers

from somei_cli.actions.importing.read import ReadingOptions, read_file
from somei_cli.errors import Classified
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.markings import LIMITE, Level, level_of
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.disk.input_files import IncomingFile

MARKINGS = (*LIMITES, *RESTRICTIONS, *LEVELS)
# One word in so many cases that every form, marking and cover comes up in a usual run, each with other places.
CASES = [
    (form, marking, cover)
    for at, marking in enumerate(MARKINGS)
    for form in FORMS
    for cover in (list(COVERS)[at % len(COVERS) :] + list(COVERS)[: at % len(COVERS)])
]


def _outcome(name: str, content: bytes, vocabulary: Vocabulary) -> tuple[Level | None, bool, bool]:
    """The level that was taken, whether the file was refused as classified, and whether the marking is doubted."""
    try:
        intake = read_file(name, IncomingFile(name, content), vocabulary, ReadingOptions())
    except Classified:
        return None, True, False
    doubted = any(doubt.field == "marking" for doubt in intake.doubts)
    return level_of(intake.document.marking) if intake.document else None, False, doubted


@pytest.mark.one_in(37)
@pytest.mark.parametrize(("form", "marking", "cover"), CASES)
def test_a_marking_is_seen_wherever_it_stands(form: str, marking: str, cover: str, vocabulary: Vocabulary) -> None:
    lost = []
    for place, name, content in FORMS[form](COVERS[cover], marking):
        level, refused, doubted = _outcome(name, content, vocabulary)
        # Right behind the number of the document before, a marking may be that document's: then it is doubted.
        of_other = doubted and cover == "file"
        if marking in LEVELS:
            seen = refused or (doubted and level is not Level.UNMARKED) or of_other
        elif marking in LIMITES:
            seen = refused or doubted or (level is not None and level >= Level.LIMITE)
        else:
            seen = refused or (doubted and level in (None, Level.UNKNOWN)) or of_other
        if not seen:
            lost.append(f"{place}: {level}, {'doubted' if doubted else 'no doubt'}")
    assert lost == []


def test_covers_and_markings_are_many() -> None:
    assert len(COVERS) >= 12
    assert len(MARKINGS) >= 30


def test_papers_without_a_marking_get_none(vocabulary: Vocabulary) -> None:
    papers = list(honest_papers())
    marked, refused, doubted = [], [], []
    for name, content in papers:
        level, was_refused, in_doubt = _outcome(name, content, vocabulary)
        marked += [content] if level not in (None, Level.UNMARKED) else []
        refused += [content] if was_refused else []
        doubted += [content] if in_doubt else []

    assert len(papers) >= 300
    assert (marked, refused) == ([], [])
    assert len(doubted) * 100 <= 3 * len(papers)


UNBOXED = "The Lamp Office\n\nBrussels, 9 June 2015\n\n{}\n\n9001/15\n\nLamps of the north were lit.\n"


@pytest.mark.parametrize(
    "words", ["Digest of LIMITE lamps of the north", "such papers remain Limité until\nsomebody asks for them"]
)
def test_limite_in_a_sentence_marks_no_paper(words: str, read: Callable[..., Reading]) -> None:
    assert read(UNBOXED.format(words)).fields.get("marking") is None


@pytest.mark.parametrize("words", ["LIMITE", "Limité", "(OR. en) LIMITE from: the office", "Lamps     LIMITE"])
def test_limite_outside_a_sentence_marks_a_paper(words: str, read: Callable[..., Reading]) -> None:
    assert read(UNBOXED.format(words)).fields.get("marking") == LIMITE


def test_half_of_a_level_that_is_spoken_of_is_no_marking(read: Callable[..., Reading]) -> None:
    page = "\n".join(COVERS["note"]) + "\nRules for handling RESTREINT UE/EU RESTRICTED information\n"

    assert read(page).fields.get("marking") is None


@pytest.mark.parametrize("subject", HONEST_SUBJECTS)
def test_a_subject_keeps_its_words(subject: str, vocabulary: Vocabulary, read: Callable[..., object]) -> None:
    page = "\n".join(COVERS["note"]).replace("Lamps of the north", subject)
    intake = read_file("x.txt", IncomingFile("x.txt", page.encode()), vocabulary, ReadingOptions())

    assert intake.document is not None
    assert intake.document.subject == subject


FLAT = (
    "Council of the European Union Brussels, 4 March 2020 (OR. en) 6001/20 COSI 5 {code} ENFOPOL 9 NOTE {heading} "
    "From: Presidency {value} To: Delegations Subject: {start} Lamps of the north {subject} "
    "Delegations will find below a text. {body} 1. Lamps are lit. 6001/20 ab/CD 1 JAI.1 {foot} EN\n"
)
LINES = """Council of the
European Union
{top}
Brussels, 4 March 2020
6001/20
COSI 5
{code}
NOTE
{before}From: Presidency
To: {start}Delegations{value}
Subject: Lamps of the north

Delegations will find below a text.
{body}
"""


def _filled(page: str, **words: str) -> str:
    names = ("code", "heading", "value", "start", "subject", "body", "foot", "top", "before")
    return page.format(**dict.fromkeys(names, "") | words)


def _see(page: str, vocabulary: Vocabulary, name: str = "x.txt") -> tuple[Level | None, bool, bool]:
    return _outcome(name, page.encode(), vocabulary)


@pytest.mark.parametrize("place", ["code", "heading", "value", "start", "subject", "body", "foot"])
@pytest.mark.parametrize(
    "words", ["EYES ONLY", "PRIVILEGED AND CONFIDENTIAL", "VS-NfD", "SECRET", "LIMTE", "NOT FOR PUBLICATION"]
)
def test_capitals_between_other_words_of_a_text_without_lines_are_doubted(
    words: str, place: str, vocabulary: Vocabulary
) -> None:
    level, refused, doubted = _see(_filled(FLAT, **{place: words}), vocabulary)

    assert doubted
    assert not refused
    assert level is (Level.LIMITE if words == "LIMTE" else Level.UNKNOWN)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("start", "SECRET: "),
        ("start", "INTERNAL USE ONLY "),
        ("before", "LIMITE JUR "),
        ("before", "VERTRAULICH "),
        ("value", ", LIMTE"),
        ("value", " LIMTE until 15 March 2021"),
        ("body", "This document is LIMITE."),
        ("body", "Classified LIMITE"),
        ("code", "EYES ONLY   copy no. 3"),
        ("code", "limite jur"),
        ("code", "Limite Jur"),
        ("code", "strictly confidential"),
        ("code", "LIM                         ITE"),
        ("code", "N O T   F O R   P U B L I C A T I O N"),
        ("code", "S     E     C     R     E     T"),
        ("code", "E Y E S O N L Y"),
        ("code", "SENSITIVE: MEDICAL"),
        ("code", "Sensitive - not for public release"),
        ("code", "EUROPOL UNCLASSIFIED - BASIC PROTECTION LEVEL"),
        ("code", "SPECIAL HANDLING"),
        ("code", "ORCON"),
    ],
)
def test_a_marking_before_a_value_in_small_letters_or_torn_is_seen(
    place: str, words: str, vocabulary: Vocabulary
) -> None:
    level, _, doubted = _see(_filled(LINES, **{place: words}), vocabulary)

    assert doubted or level in (Level.LIMITE, Level.UNKNOWN)


@pytest.mark.parametrize(
    "name",
    ["LIMTE.txt", "st6001 (Do not distribute).txt", "Strictly_confidential_plan.txt", "15-19 comp sensitive.txt"],
)
def test_a_name_with_a_misspelt_or_long_marking_is_doubted(name: str, vocabulary: Vocabulary) -> None:
    assert _see(_filled(LINES), vocabulary, name)[2]


@pytest.mark.parametrize(
    "subject",
    [
        "RESTRICTED AND PROHIBITED SUBSTANCES",
        "TOP SECRET FILES IN THE ARCHIVES: OPENING AFTER THIRTY YEARS",
        "Top secret files of the past",
        "SENSITIVE INFORMATION IN THE SPACE SECTOR",
        "In confidence we trust: consumer confidence",
        "OPENNESS AND TRANSPARENCY: NOT PUBLIC DELIBERATIONS",
        "NON-PUBLIC PROCUREMENT OF MEDICINES",
        "Members only clubs",
        "USE ONLY ONCE: SINGLE-USE PLASTICS",
        "Rules on TLP:GREEN and TLP:AMBER",
        "FIXATION D'UNE LIMITE MAXIMALE DE RÉSIDUS",
        "ACCÈS LIMITÉ AU MARCHÉ DU TRAVAIL",
        "LIMITED LIABILITY COMPANIES AND LIMITED LAMPS",
        "IN SEARCH OF AN EMBARGO ON LAMPS",
    ],
)
def test_titles_that_sound_restricted_are_taken_without_a_doubt(subject: str, vocabulary: Vocabulary) -> None:
    lines = _filled(LINES).replace("Lamps of the north", subject)
    flat = _filled(FLAT).replace("Lamps of the north", subject)

    assert [_see(page, vocabulary) for page in (lines, flat)] == [(Level.UNMARKED, False, False)] * 2


def test_a_title_in_capitals_may_speak_of_a_level(vocabulary: Vocabulary) -> None:
    subject = "HANDLING OF RESTREINT UE/EU RESTRICTED INFORMATION"

    seen = _see(_filled(LINES).replace("Lamps of the north", subject), vocabulary)

    assert seen == (Level.UNMARKED, False, False)


def test_what_a_site_says_to_its_members_is_no_marking(vocabulary: Vocabulary) -> None:
    assert _see("Members only: log in\n\n" + _filled(LINES), vocabulary) == (Level.UNMARKED, False, False)


@pytest.mark.parametrize(
    "marking", ["CONFIDENTIEL UE/EU CONFIDENTIAL", "EU RESTRICTED", "LIMITE", "NOT FOR PUBLICATION"]
)
def test_a_watermark_that_is_glued_to_a_line_is_seen(marking: str, vocabulary: Vocabulary) -> None:
    places = {place: content for place, _, content in FORMS["pdf"](COVERS["agenda"], marking)}

    level, refused, doubted = _outcome("x.pdf", places["watermark, turned by 45"], vocabulary)

    assert refused if marking in LEVELS else doubted and level is not Level.UNMARKED


@pytest.mark.parametrize("document", ["WK 10814/2018 REV 2, LIMITE", "12867/18 CRIMORG 71 LIMITE"])
def test_the_marking_of_a_document_of_an_item_is_doubted(document: str, read: Callable[..., Reading]) -> None:
    reading = read(
        f"Working Party on Frontiers\n\n11 October 2018\n\n1. Adoption of the agenda\n\n2. Lamps\n\n{document}\n"
    )

    assert "marking" in {doubt.field for doubt in reading.doubts}


def test_the_marking_in_the_title_of_an_item_is_doubted(read: Callable[..., Reading]) -> None:
    reading = read(
        f"{UNBOXED.format('')}\n1. Adoption of the agenda\n\n2. Attribution of the incident (LIMITE)\n\n3. Oil\n"
    )

    assert "marking" in {doubt.field for doubt in reading.doubts}
