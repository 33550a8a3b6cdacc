"""Agendas whose layout, and not a mark, shows what is an item, a sub-item, and a heading between items."""

from collections.abc import Callable

import pytest
from extraction.item_outlines import AGENDA, HEAD, items, outline

from somei_cli.extraction.cover.body_names import is_coreper_part
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.items.configurations import is_configuration
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.register.vocabulary import Vocabulary

Read = Callable[..., Reading]

RECORD = f"{HEAD}SUMMARY RECORD\n\nPERMANENT REPRESENTATIVES COMMITTEE\n3 May 2016\n\n"


def doubted(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


def test_a_line_that_is_indented_deeper_than_the_title_is_a_sub_item(read: Read) -> None:
    reading = read(
        f"{AGENDA}1.    Conclusions on the lamps of the north             8150/16\n"
        "         Approval                                        JUSTCIV 219\n"
        "      approved by Coreper, Part 2, on 27.04.2016\n\n"
        "2.    Evaluation of the lighthouses                       8151/16\n"
        "         Council Implementing Decision setting out       + COR 1\n"
        "         how to evaluate them                            MAR 18\n"
        "      approved by Coreper, Part 2, on 27.04.2016\n"
    )

    assert outline(reading) == [
        ("1", "Conclusions on the lamps of the north", ["Approval"]),
        ("2", "Evaluation of the lighthouses", ["Council Implementing Decision setting out how to evaluate them"]),
    ]
    assert [list(map(str, item.documents)) for item in items(reading)] == [["8150/16"], ["8151/16", "8151/16 COR 1"]]


@pytest.mark.parametrize(
    "title",
    [
        "Signing of the agreement between the European Union and the\n        Republic of Moldova on lamps",
        "Proposal for a Regulation on lamps in the Union and in the European\n        Economic Area",
        "Lamps of the north and of the islands in the sea,\n        Oil",
    ],
)
def test_a_title_may_hang_on_the_next_line(read: Read, title: str) -> None:
    reading = read(f"{AGENDA}1.   Adoption of the agenda\n\n2.   {title}\n\n3.   Any other business\n")

    assert outline(reading)[1] == ("2", " ".join(title.split()))


def test_documents_and_text_below_a_title_are_no_sub_items(read: Read) -> None:
    agenda = f"{AGENDA}1.   Adoption of the agenda\n\n2.   Oil\n        8150/16\n\n3.   Any other business\n"
    record = (
        f"{RECORD}1.   Adoption of the agenda\n        The Committee adopted the agenda.\n\n2.   Oil\n"
        "        The Committee took note of the report, and asked for\n        more oil.\n\n"
        "3.   Fog\n        The Committee discussed the fog.\n"
    )

    assert outline(read(agenda))[1] == ("2", "Oil")
    assert outline(read(record)) == [("1", "Adoption of the agenda"), ("2", "Oil"), ("3", "Fog")]


@pytest.mark.parametrize("name", ["Environment", "Umwelt", "Justice et affaires intérieures", "Sprawy zagraniczne"])
def test_the_name_of_a_configuration_in_bold_is_a_heading_and_no_sub_item(vocabulary: Vocabulary, name: str) -> None:
    page = (
        "<html><body><p>Council of the<br>European Union</p><p>Brussels, 3 May 2016</p><p>8123/16</p><p>CRS CRP 22</p>"
        "<p>SUMMARY RECORD</p><p>PERMANENT REPRESENTATIVES COMMITTEE<br>3 May 2016</p>"
        "<p>I.<br>Adoption of the agenda</p>"
        "<p>The Committee adopted the agenda.</p><p>II.<br>Discussion items</p><p><b>COREPER (PART 1)</b></p>"
        f"<p><b>{name}</b></p><p>3.<br>Lamps<br>a) Oil<br>b) Wicks</p><p><b>{name}</b></p>"
        "<p>4.<br>Fog</p><p>The Committee discussed the fog.</p></body></html>"
    )
    reading = read_document(read_source(page.encode(), "x.html"), vocabulary)

    assert outline(reading) == [
        ("I", "Adoption of the agenda"),
        ("II", "Discussion items"),
        ("3", "Lamps", ["Oil", "Wicks"]),
        ("4", "Fog"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Competitiveness (Internal Market, Industry, Research and Space)",
        "Employment, Social Policy, Health and Consumer Affairs",
        "Wirtschaft und Finanzen",
        "Landwirtschaft und Fischerei",
        "Agriculture et pêche",
        "Εξωτερικές υποθέσεις",
        "Околна среда",
        "Oikeus- ja sisäasiat",
    ],
)
def test_configurations_are_known_in_all_languages(words: str) -> None:
    assert is_configuration(words)


@pytest.mark.parametrize(
    "words", ["Environment policy", "Lamps", "trade", "The budget", "", "Culture of lamps: state of play"]
)
def test_other_titles_are_no_configurations(words: str) -> None:
    assert not is_configuration(words)


@pytest.mark.parametrize(
    "words",
    [
        "COREPER (PART 2)",
        "Coreper II",
        "Permanent Representatives Committee (1st part)",
        "AStV (2. Teil)",
        "Comité des représentants permanents (2e partie)",
        "Komitet Stałych Przedstawicieli (część II)",
        "Comité de Representantes Permanentes (1.ª parte)",
        "Ständiga representanternas kommitté (del 1)",
        "Επιτροπή των Μόνιμων Αντιπροσώπων (μέρος 2)",
    ],
)
def test_the_parts_of_coreper_are_known_in_all_languages(words: str) -> None:
    assert is_coreper_part(words)


@pytest.mark.parametrize(
    "words", ["COREPER", "Coreper approved the text in its part 2", "Council (part 2)", "Coreper (approved)"]
)
def test_other_words_are_no_part_of_coreper(words: str) -> None:
    assert not is_coreper_part(words)


def test_the_numbers_of_a_part_of_coreper_are_read_in_another_language(read: Read) -> None:
    reading = read(
        f"{RECORD}1. Przyjęcie porządku obrad\n\nKomitet przyjął porządek obrad.\n\n"
        "2. Lampy\n\nKomitet omówił lampy.\n\n"
        "Komitet Stałych Przedstawicieli (część I)\n\n12. Oliwa\n\nKomitet omówił oliwę.\n"
    )

    assert [number for number, *_ in outline(reading)] == ["1", "2", "12"]  # type: ignore[misc]


@pytest.mark.parametrize("first", [1, 7])
def test_the_parts_of_an_agenda_may_have_roman_numbers_without_a_dot(read: Read, first: int) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\nPERMANENT REPRESENTATIVES COMMITTEE\n\nI      Adoption of the agenda\n\n"
        f"II     Items for discussion\n\nTransport\n\n {first}.    Directive on trams\n       - Progress report\n\n"
        f" {first + 1}.    Decision on ferries\n"
    )

    assert outline(reading) == [
        ("I", "Adoption of the agenda"),
        ("II", "Items for discussion"),
        (str(first), "Directive on trams", ["Progress report"]),
        (str(first + 1), "Decision on ferries"),
    ]


def test_an_item_between_two_others_keeps_its_number_with_a_letter(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n\n2. Lamps\n\n2a. Wicks\n\n3. Any other business\n")

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps"),
        ("2a", "Wicks"),
        ("3", "Any other business"),
    ]


def test_an_item_whose_number_lost_its_dot_is_read(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n\n2 Approval of the list of lamps\n\n3. Oil\n")

    assert outline(reading) == [("1", "Adoption of the agenda"), ("2", "Approval of the list of lamps"), ("3", "Oil")]


def test_a_number_before_other_business_that_was_used_before_is_doubted(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n\n2. Lamps\n\n3. Oil\n\n3. Any other business\n")

    assert "items" in doubted(reading)


def test_the_letter_between_h_and_j_is_a_letter(read: Read) -> None:
    letters = [f"({letter}) Question of {name}" for letter, name in zip("abcdefghij", "ABCDEFGHIJ", strict=True)]
    expected = [f"Question of {name}" for name in "ABCDEFGHIJ"]

    for between in ("\n", " "):
        reading = read(f"{AGENDA}1. Adoption of the agenda 2. Replies to questions {between.join(letters)} 3. Oil\n")
        subitems = items(reading)[1].subitems
        assert [sub.title for sub in subitems] == expected


def test_letters_with_a_dot_are_sub_items(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n2. Hops\na. State of play\nb. Exchange of views\n3. Beer\n")

    assert outline(reading)[1] == ("2", "Hops", ["State of play", "Exchange of views"])


def test_the_hour_of_a_meeting_between_items_is_no_text_of_an_item(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n\nMEETING AT 11.00\n\n2. Hops\n")

    assert items(reading)[0].summary is None


@pytest.mark.parametrize("label", ["Meeting of:", "Meeting:", "for:"])
def test_a_label_before_the_name_of_the_body_is_no_part_of_the_title(read: Read, label: str) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n{label} COUNCIL OF THE EUROPEAN UNION (Environment)\n"
        "on: 20 June 2016\n\n1. Adoption of the agenda\n\n2. Water\n"
    )

    assert reading.fields.get("subject") == "COUNCIL OF THE EUROPEAN UNION (Environment)"


def test_roman_figures_below_h_stay_below_it(read: Read) -> None:
    letters = "\n".join(f"{letter}) Lamp {letter}" for letter in "abcdefgh")
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\n\n2. Lamps\n{letters}\ni) Oil\nii) Wick\n\n3. Any other business\n"
    )

    assert [sub.title for sub in items(reading)[1].subitems[-1].subitems] == ["Oil", "Wick"]


def test_the_number_of_an_act_stays_in_the_title(read: Read) -> None:
    title = "Notification by Iceland under Article 8 of Regulation (EU) 2018/1806"
    reading = read(f"{AGENDA}1. Adoption of the agenda\n\n2. {title}\n\n5060/25\n\n3. Any other business\n")

    assert outline(reading)[1] == ("2", title)


def test_items_in_one_line_of_a_markdown_list_are_split(read: Read) -> None:
    line = "1. Adoption of the agenda It was adopted. 2. Lamps of the north – Exchange of views 3. Any other business"
    reading = read(f"{HEAD}## OUTCOME OF PROCEEDINGS\n\nFrom: Working Party on Lamps\n\n{line}\n", "x.md")

    assert [number for number, *_ in outline(reading)] == ["1", "2", "3"]  # type: ignore[misc]


def test_the_foot_of_a_page_is_no_text_of_the_last_item(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n\n2. Lamps\n\n8123/16    ac    1\nDPG    EN\n")

    assert items(reading)[1].summary is None


def test_a_treatment_that_ran_into_a_title_is_split_from_it_or_doubted(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\n\n"
        "2. Conclusions on the lamps of the north 8150/16\n\n   and their social cohesion Approval\n\n"
        "3. Conclusions on fog in the 8151/16 youth field + ADD 1-2 Adoption\n\n"
        "4. Protocol on Access and Benefit Sharing Approval\n"
    )

    assert [(item.title, str(item.kind)) for item in items(reading)[1:3]] == [
        ("Conclusions on the lamps of the north and their social cohesion", "decision"),
        ("Conclusions on fog in the youth field", "decision"),
    ]
    assert [doubt.words for doubt in reading.doubts if doubt.field == "items"] == [
        "Protocol on Access and Benefit Sharing Approval"
    ]


def test_items_with_wide_blanks_behind_their_numbers_keep_these_in_markdown(read: Read) -> None:
    reading = read(
        "Council of the\nEuropean Union\n\nBrussels, 15 April 2016\n\n7718/16\n\n**AGRI 198**\n**PECHE 116**\n\n"
        "**DRAFT MINUTES**\n\nSubject: Council meeting\n\n1.     Adoption of the "
        "agenda\n\n**LEGISLATIVE DELIBERATIONS**\n\n"
        "2.     Lamps of the north\n\n**NON-LEGISLATIVE ACTIVITIES**\n\n3.     Any other business\n"
    )

    assert [(item.number, item.title) for item in reading.fields["items"]] == [  # type: ignore[attr-defined]
        ("1", "Adoption of the agenda"),
        ("2", "Lamps of the north"),
        ("3", "Any other business"),
    ]


def test_a_dash_alone_and_an_addendum_are_no_headings_or_bullets_of_markdown(read: Read) -> None:
    reading = read(
        "Council of the\nEuropean Union\n\nBrussels, 15 April 2016\n\n7718/16\n\n**AGRI 198**\n**PECHE 116**\n\n"
        "**PROVISIONAL AGENDA**\n\nSubject: Council meeting\n\n1.\nAdoption of the "
        "agenda\n2.\nLamps on the way to the harbours of the north and of the south: draft Framework\n"
        "Decision\n-\nPresentation by the industry\n7719/16 AGRI 8\n+ COR 1 (en)\n3.\nAny other business\n"
    )
    lamps = reading.fields["items"][1]  # type: ignore[index]

    assert lamps.title == "Lamps on the way to the harbours of the north and of the south: draft Framework Decision"
    assert [sub.title for sub in lamps.subitems] == ["Presentation by the industry"]
    assert [str(number) for number in lamps.documents] == ["7719/16", "7719/16 COR 1"]
