"""Lists of items that have no numbers, or lost some: read if the structure is sure, else empty with a doubt."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.items_and_follow_ups import Item

Read = Callable[..., Reading]

HEAD = """Council of the
European Union

Brussels, 11 October 2023
(OR. en)
13217/23
CRS CRP 31

{type}

4 and 6 October 2023

"""


@pytest.fixture
def read_body(read: Read) -> Read:
    def read_body(body: str, type_: str = "SUMMARY RECORD", name: str = "x.txt") -> Reading:
        return read(HEAD.format(type=type_) + body, name)

    return read_body


def numbers_and_titles(reading: Reading) -> list[tuple[str | None, str]]:
    found = reading.fields.get("items", ())
    assert isinstance(found, tuple)
    return [(item.number, item.title) for item in found if isinstance(item, Item)]


def doubted_words(reading: Reading) -> list[tuple[int, str]]:
    return [(doubt.line, doubt.words) for doubt in reading.doubts if doubt.field == "items"]


def test_roman_numbers_alone_above_their_titles(read_body: Read) -> None:
    for point in ("", "."):
        body = (
            f"I{point}\nLamps of the north and their\nkeepers\nThe Presidency informed delegations.\n"
            f"II{point}\nDirective relative aux lampes\nDelegations took note of it.\nIII{point}\nOil\n"
        )
        assert numbers_and_titles(read_body(body)) == [
            ("I", "Lamps of the north and their keepers"),
            ("II", "Directive relative aux lampes"),
            ("III", "Oil"),
        ]


@pytest.mark.parametrize(
    "body",
    [
        "I\nThe lamps were lit.\nII\nThe fog was discussed.\n",
        "I\nLAMPS\nII\nFOG\n",
    ],
)
def test_roman_numbers_above_other_lines_are_no_items(read_body: Read, body: str) -> None:
    assert numbers_and_titles(read_body(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        "Harbours\n\nLamps of the north\n\nFog\n\nAny other business\n",
        "Adoption of the agenda\nThe agenda was adopted.\nLamps\nDelegations discussed them.\n",
        "Non-discussion items (I)\n\nLamps\n\nFog\n",
        "Annahme der Tagesordnung\n\nLampen\n\nNebel\n",
        "Lampes\n\nBrouillard\n\nDivers\n",
    ],
)
def test_a_list_without_numbers_is_a_doubt_with_its_words(read_body: Read, body: str) -> None:
    reading = read_body(body, "PROVISIONAL AGENDA")

    assert "items" not in reading.fields
    ((line, words),) = doubted_words(reading)
    assert (HEAD + body).splitlines()[line - 1] == words


@pytest.mark.parametrize(("body", "type_"), [("", "PROVISIONAL AGENDA"), ("Lamps\n\nFog\n\nDivers\n", "NOTE")])
def test_nothing_is_doubted_if_nothing_shows_a_list(read_body: Read, body: str, type_: str) -> None:
    assert doubted_words(read_body(body, type_)) == []


@pytest.mark.parametrize("bullet", ["•", "-", "–"])
def test_the_same_bullet_before_every_item_is_as_good_as_a_number(read_body: Read, bullet: str) -> None:
    lines = ("Adoption of the agenda", "Lamps of the north", "Fog", "Any other business")
    body = "Harbour House\n\n\n\n" + "".join(f"{bullet} {line}\n" for line in lines)

    assert numbers_and_titles(read_body(body, "PROVISIONAL AGENDA")) == [(None, line) for line in lines]
    assert numbers_and_titles(read_body(body.replace(lines[0], "Oil"), "NOTE")) == []
    twice = read_body(body + body, "PROVISIONAL AGENDA")
    assert "items" not in twice.fields
    assert [words for _, words in doubted_words(twice)] == [lines[0]]


def test_headings_of_one_level_are_items(read_body: Read) -> None:
    body = (
        "## Adoption of the agenda\n\nIt was adopted.\n\n## Lamps\n\n### Oil\n\nIt was **discussed**.\n\n"
        "## Any other business\n"
    )

    found = numbers_and_titles(read_body(body, "OUTCOME OF PROCEEDINGS", "x.md"))
    assert found == [(None, "Adoption of the agenda"), (None, "Lamps"), (None, "Any other business")]


def test_a_markdown_list_counts_as_it_is_shown(read_body: Read) -> None:
    body = "\n## Harbours\n\n1. Adoption of the agenda\n1. Lamps\n1. Any other business\n"

    assert numbers_and_titles(read_body(body, "PROVISIONAL AGENDA", "x.md")) == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps"),
        ("3", "Any other business"),
    ]


def test_one_number_before_several_lines_is_a_doubt(read_body: Read) -> None:
    reading = read_body("1. Adoption of the agenda\n1. Lamps\n1. Any other business\n", "PROVISIONAL AGENDA")

    assert "items" not in reading.fields
    assert [words for _, words in doubted_words(reading)] == ["Lamps"]


EATEN = "1. Oil\nDelegations discussed the oil.\n{}{number}. Gas\nDelegations discussed the gas.\n"


def test_a_title_between_sentences_may_have_lost_its_number(read_body: Read) -> None:
    lost = "Fog of the north\nDelegations discussed the fog.\n"

    reading = read_body(EATEN.format(lost, number=3))
    assert "items" not in reading.fields
    assert [words for _, words in doubted_words(reading)] == ["Fog of the north"]
    assert len(numbers_and_titles(read_body(EATEN.format(lost, number=2)))) == 2
    assert numbers_and_titles(read_body(EATEN.format("Harbours\n", number=3))) == [("1", "Oil"), ("3", "Gas")]


def test_an_act_before_a_skipped_number_of_an_agenda_may_be_an_item(read_body: Read) -> None:
    body = "1. Adoption of the agenda\n2. Lamps\n{}\n{}. Oil\n"

    lost = "Regulation on the fog of the north"
    reading = read_body(body.format(lost, 4), "PROVISIONAL AGENDA")
    assert "items" not in reading.fields
    assert [words for _, words in doubted_words(reading)] == [lost]
    assert len(numbers_and_titles(read_body(body.format(lost, 3), "PROVISIONAL AGENDA"))) == 3
    assert (
        len(
            numbers_and_titles(
                read_body(body.format("Harbours (Lamps, Oil, Fog and the Sea)", 4), "PROVISIONAL AGENDA")
            )
        )
        == 3
    )


def test_other_business_without_a_number_is_an_item(read_body: Read) -> None:
    reading = read_body("1. Oil\nDelegations discussed the oil.\nAny other business\nNothing was raised.\n")

    assert numbers_and_titles(reading) == [("1", "Oil"), (None, "Any other business")]
    assert not doubted_words(reading)


def test_other_business_above_a_number_is_a_heading(read_body: Read) -> None:
    body = "1. Adoption of the agenda and any other business\n2. Lamps\nAny other business\n3. a) Tin\nb) Brass\n"

    assert numbers_and_titles(read_body(body, "PROVISIONAL AGENDA")) == [
        ("1", "Adoption of the agenda and any other business"),
        ("2", "Lamps"),
        ("3", "Any other business"),
    ]


def test_a_list_of_contents_in_one_line(read_body: Read) -> None:
    body = (
        "CONTENTS Page 1. Adoption of the provisional agenda... 3 LEGISLATIVE DELIBERATIONS 2. Regulation on lamps "
        "[first reading] Other business... 4 NON-LEGISLATIVE ACTIVITIES 6. Approval of the list of A items... 5 "
        "8. Other business... 6 * * *\n\n3 1. Adoption of the agenda 9605/15 OJ/CONS 1\n"
    )

    reading = read_body(body, "DRAFT MINUTES")
    assert numbers_and_titles(reading) == [
        ("1", "Adoption of the provisional agenda"),
        ("2", "Regulation on lamps [first reading]"),
        (None, "Other business"),
        ("6", "Approval of the list of A items"),
        ("8", "Other business"),
    ]


def test_the_contents_of_a_press_release_are_no_items(read_body: Read) -> None:
    body = "1. FISHERIES\n2. ANY OTHER BUSINESS\n3. OTHER ITEMS\n"

    assert numbers_and_titles(read_body(body, "PRESS RELEASE")) == []
    assert len(numbers_and_titles(read_body(body, "PROVISIONAL AGENDA"))) == 3


@pytest.mark.parametrize(
    "body",
    [
        "Item 1: Adoption of the agenda\nIt was adopted.\nItem 2: Lamps\nThey were discussed.\n",
        "Punkt 1 – Annahme der Tagesordnung\nPunkt 2 – Lampen\n",
        "(1) Adoption of the agenda\n(2) Lamps\n",
        "1 - Adoption of the agenda\n2 - Lamps\n",
    ],
)
def test_numbers_with_words_brackets_and_dashes(read_body: Read, body: str) -> None:
    assert [number for number, _ in numbers_and_titles(read_body(body))] == ["1", "2"]


def sub_items(reading: Reading) -> list[list[str]]:
    found = reading.fields.get("items", ())
    assert isinstance(found, tuple)
    return [[sub.title for sub in item.subitems] for item in found]


def test_dashed_lines_of_a_page_in_one_line(read_body: Read) -> None:
    body = (
        "1. Adoption of the agenda The agenda was adopted. 2. Lamps - Briefing by Belgium A briefing was given. "
        "- Extraordinary Council on 4 March The Presidency informed delegations. 3. Oil - and gas It was discussed.\n"
    )

    reading = read_body(body, "OUTCOME OF PROCEEDINGS")
    assert [title for _, title in numbers_and_titles(reading)][:2] == ["Adoption of the agenda", "Lamps"]
    assert sub_items(reading) == [[], ["Briefing by Belgium", "Extraordinary Council on 4 March"], []]


def test_a_title_that_took_its_text_is_a_doubt(read_body: Read) -> None:
    body = (
        "1. Přijetí pořadu jednání Pořad jednání byl přijat. 2. Směrnice o lampách Delegace diskutovaly o směrnici a "
        "vzaly na vědomí informace. 3. Různé Nebyl vznesen žádný bod.\n"
    )

    reading = read_body(body, "OUTCOME OF PROCEEDINGS")
    assert "items" not in reading.fields
    assert [words.startswith("Směrnice") for _, words in doubted_words(reading)] == [True]


def test_days_are_sub_items_even_if_they_are_uncertain(read_body: Read) -> None:
    body = "1. Adoption of the agenda\n2. Meetings:\n- 12 June 2023\n- 3 July 2023 (poss.)\n3. Fog\n"

    assert sub_items(read_body(body, "PROVISIONAL AGENDA"))[1] == ["12 June 2023", "3 July 2023 (poss.)"]
