"""Items, sub-items and the text below them."""

import pytest

from somei_cli.extraction.items.blocks import split_main_text
from somei_cli.extraction.items.item_doubts import find_doubts
from somei_cli.extraction.items.items import are_items, read_items
from somei_cli.extraction.items.titles import seems_endless
from somei_cli.extraction.sources.readers import read_text
from somei_cli.model.items_and_follow_ups import Item


def items(text: str, name: str = "x.txt") -> tuple[Item, ...]:
    return read_items(split_main_text(read_text(text, name)).blocks, lambda _: ())[0]


def titles(found: tuple[Item, ...]) -> list[object]:
    return [
        (item.number, item.title, titles(item.subitems)) if item.subitems else (item.number, item.title)
        for item in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Oil\n\nText.\n\n2. Gas\n\n- Lamps of gas\n\nMore.",
        "1.\nOil\nText.\n2.\nGas\n–\nLamps of gas\nMore.",
        "1. Oil Delegations discussed it. 2. Gas a) Lamps of gas The Presidency recalled its report.",
        "1) Oil\n\n2) Gas\n   (a) Lamps of gas",
        "1. Oil .......... 3\n2. Gas\n   • Lamps of gas",
    ],
)
def test_items_in_every_layout(text: str) -> None:
    assert titles(items(text)) == [("1", "Oil"), ("2", "Gas", [(None, "Lamps of gas")])]


def test_nesting_is_kept() -> None:
    text = "1. Oil\n\n- Lamps\n  - of tin\n  - of brass\n\n- Keepers\n"
    expected = [("1", "Oil", [(None, "Lamps", [(None, "of tin"), (None, "of brass")]), (None, "Keepers")])]

    assert titles(items(text)) == titles(items(text.replace("1. Oil", "# 1. Oil"), "x.md")) == expected


def test_small_roman_figures_hang_below_letters() -> None:
    assert titles(items("1. Oil\na) Lamps\ni) Tin\nii) Brass\nb) Fog")) == [
        ("1", "Oil", [(None, "Lamps", [(None, "Tin"), (None, "Brass")]), (None, "Fog")])
    ]


def test_a_title_goes_on_over_lines() -> None:
    text = (
        "1.\nThe International Committee of the Lamps and its report on 'the Fog\nof the North'\n"
        "–\nPresentation\nThe report was presented."
    )

    assert titles(items(text)) == [
        (
            "1",
            "The International Committee of the Lamps and its report on 'the Fog of the North'",
            [(None, "Presentation")],
        )
    ]


def test_a_line_in_italics_below_the_title_is_a_subitem_and_a_sentence_is_text() -> None:
    found = items(
        "## **1. Oil**\n\n*Oil lab; how oil helps*\n\nText.\n\n## 2. Gas\n\nFollow up to the meeting.\n\nMore.\n",
        "x.md",
    )

    assert titles(found) == [("1", "Oil", [(None, "Oil lab; how oil helps")]), ("2", "Gas")]
    assert found[1].summary == "Follow up to the meeting.\n\nMore."


def test_bullets_of_running_text_stay_text() -> None:
    (item,) = items("1. Oil\n\nThree things are asked:\n\n- more oil;\n- more lamps.\n\nThat was all.")

    assert item.subitems == ()
    assert item.summary == "Three things are asked:\n\n- more oil;\n- more lamps.\n\nThat was all."


def test_footnotes_and_rules_are_left_out_of_the_text() -> None:
    (item,) = items("1. Oil\nIt was noted 1.\n1\n7371/16.\nDelegations discussed it.\n_____\n")

    assert item.summary == "It was noted 1.\n\nDelegations discussed it."


def test_a_number_that_slipped_below_its_title() -> None:
    found = items("1.\nOil\n=\nDiscussion\nOutcome\n=\nEarly talk\n2.\n3.\nAny other business\n")

    assert titles(found) == [
        ("1", "Oil", [(None, "Discussion")]),
        ("2", "Outcome", [(None, "Early talk")]),
        ("3", "Any other business"),
    ]


def test_roman_items_hold_numbered_ones() -> None:
    assert titles(items("I. Adoption of the agenda\n\nII. Lamps\n\n1. Oil\n2. Gas")) == [
        ("I", "Adoption of the agenda"),
        ("II", "Lamps", [(None, "Oil"), (None, "Gas")]),
    ]


def test_the_annex_has_no_items() -> None:
    body = split_main_text(read_text("1. Oil\n2. Gas\n\nANNEX\n\n3. Article\n"))

    assert [block.number for block in body.blocks] == ["1", "2"]
    assert [line.text for line in body.annex if line.text] == ["ANNEX", "3. Article"]


@pytest.mark.parametrize(
    ("text", "by_nature", "answer"),
    [
        ("1. Adoption of the agenda\n2. Oil", False, True),
        ("1. Oil\n2. Gas", True, True),
        ("1. Oil\n2. Gas", False, False),
        ("1. The groups met on 4 May.\n2. The text was examined by delegations.", True, False),
        ("I. INTRODUCTION\nII. CONCLUSION", True, False),
        ("No number", True, False),
    ],
)
def test_numbered_paragraphs_are_no_items(text: str, *, by_nature: bool, answer: bool) -> None:
    assert are_items(split_main_text(read_text(text)).blocks, by_nature=by_nature) is answer


def test_numbers_in_the_text_that_do_not_count_on_are_text() -> None:
    found = items("1. Oil\n\n16.00 was the hour.\n\n2019. That was the year.\n\n2. Gas")

    assert titles(found) == [("1", "Oil"), ("2", "Gas")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Adoption of the agenda\n2 Oil\n3 Any other business", ["1", "2", "3"]),
        ("1\nAdoption of the agenda\n2\nOil\n3\nFog", ["1", "2", "3"]),
        ("I Adoption of the agenda\nII Oil\nIII Fog", ["I", "II", "III"]),
        ("Item 1 Adoption of the agenda\nItem 2 Oil\nItem 3 Fog", ["1", "2", "3"]),
        ("1. Adoption of the agenda\n(x) 2. Oil\n(poss.) 3. Fog\n(x) Item on which a vote is taken", ["1", "2", "3"]),
        ("Adoption of the agenda\nIt was adopted.\n2. Oil\n3. Fog", [None, "2", "3"]),
        ("1. Adoption of the agenda\n2. Oil\n2 bis. Gas", ["1", "2", "2 bis"]),
        ("| 1. | Adoption of the agenda | |\n| 2. | Oil | 15184/22 |", ["1", "2"]),
        (
            "The agenda has the following items:\nI.\nII.\nIII.\nOil\nFog\nGas\nThe meeting will be held.",
            ["I", "II", "III"],
        ),
    ],
)
def test_numbers_in_every_form(text: str, expected: list[str | None]) -> None:
    found = items(text)

    assert [item.number for item in found] == expected
    assert are_items(split_main_text(read_text(text)).blocks, by_nature=False)
    assert all(item.title[:1].isupper() and " on which" not in item.title for item in found)
    assert not any(item.subitems for item in found)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Adoption de l'ordre du jour", "Divers"),
        ("Annahme der Tagesordnung", "Sonstiges"),
        ("Goedkeuring van de agenda", "Diversen"),
        ("Adozione dell'ordine del giorno", "Varie"),
        ("Aprobación del orden del día", "Varios"),
        ("Adoção da ordem do dia", "Diversos"),
        ("Godkendelse af den foreløbige dagsorden", "Eventuelt"),
        ("Godkännande av dagordningen", "Övriga frågor"),
        ("Esityslistan hyväksyminen", "Muut asiat"),
        ("Päevakorra vastuvõtmine", "Muud küsimused"),
        ("Darba kārtības pieņemšana", "Citi jautājumi"),
        ("Darbotvarkės tvirtinimas", "Kiti klausimai"),
        ("Przyjęcie porządku obrad", "Sprawy różne"),
        ("Přijetí pořadu jednání", "Různé"),
        ("Schválenie programu rokovania", "Rôzne"),
        ("Sprejetje dnevnega reda", "Razno"),
        ("A napirend elfogadása", "Egyéb"),
        ("Adoptarea ordinii de zi", "Diverse"),
        ("Приемане на дневния ред", "Други въпроси"),
        ("Έγκριση της ημερήσιας διάταξης", "Διάφορα"),
        ("Adozzjoni tal-aġenda", "Punti oħra"),
        ("Usvajanje dnevnog reda", "Razno"),
        ("An clár oibre a ghlacadh", "Aon ghnó eile"),
    ],
)
def test_a_list_is_an_agenda_in_every_language(first: str, last: str) -> None:
    for text in (f"1. {first}\n2. Oil", f"1. Oil\n2. {last}"):
        assert are_items(split_main_text(read_text(text)).blocks, by_nature=False)


def test_a_number_of_a_name_begins_no_item() -> None:
    text = "1. Adoption of the agenda\nIt was adopted under Article 2. Delegations agreed.\n3. Fog"

    assert [item.number for item in items(text)] == ["1", "3"]


def test_a_treatment_below_a_title_is_no_subitem() -> None:
    (item, _) = items("1. Oil lamps of the north\n   Exchange of views\n2. Adoption of the agenda")

    assert (item.title, item.subitems, str(item.kind)) == ("Oil lamps of the north", (), "discussion")
    assert item.summary == "Exchange of views"


RECORD = "1. Adoption of the agenda\nThe agenda was adopted.\n{}3. Oil\nDelegations took note of the state of play.\n"


@pytest.mark.parametrize(
    ("lines", "title", "sub_items", "text"),
    [
        (
            "2. Directive on lamps\nGeneral approach\n\nThe Committee agreed.\n",
            "Directive on lamps",
            ["General approach"],
            "The Committee agreed.",
        ),
        (
            "2.\nDirective on lamps and of\n12639/23\noil\n+ ADD 1\nPreparation for the trilogue\nIt was agreed.\n",
            "Directive on lamps and of oil",
            ["Preparation for the trilogue"],
            "It was agreed.",
        ),
        (
            "2. Meeting of 25 May: Preparation\n\nRules on lamps and\n 12639/23\nof oil\nGeneral approach\n\nAgreed.\n",
            "Meeting of 25 May: Preparation",
            ["Rules on lamps and of oil", "General approach"],
            "Agreed.",
        ),
        (
            "2. Directive\nPresentation by the Commission and information from us on\nlamps\nDelegations took note.\n",
            "Directive",
            ["Presentation by the Commission and information from us on lamps"],
            "Delegations took note.",
        ),
        (
            "2. Directive on lamps\nDiscussion of this point was postponed to the next\nmeeting.\n",
            "Directive on lamps",
            [],
            "Discussion of this point was postponed to the next meeting.",
        ),
        (
            "2. Directive on lamps\nAdoption of the text was recommended.\n",
            "Directive on lamps",
            [],
            "Adoption of the text was recommended.",
        ),
        (
            "2. EU-INTERPOL Cooperation Agreement\nDelegations took note.\n",
            "EU-INTERPOL Cooperation Agreement",
            [],
            "Delegations took note.",
        ),
    ],
)
def test_lines_between_the_title_and_the_text_of_a_record(
    lines: str, title: str, sub_items: list[str], text: str
) -> None:
    item = items(RECORD.format(lines))[1]

    assert (item.title, [sub.title for sub in item.subitems], item.summary) == (title, sub_items, text)


def test_all_sub_items_together_say_how_an_item_is_treated() -> None:
    first, _, second = items(
        "1. Fog\n– Presentation by the Commission\n= Exchange of views\n2. Oil\n3. Gas\n- State of play\n- Lamps\n"
    )

    assert (str(first.kind), first.by, len(first.subitems)) == ("discussion", "Commission", 2)
    assert (second.kind, len(second.subitems)) == (None, 2)


@pytest.mark.parametrize("mark", ["-", "–", "—", "=", "•", "‒", "―", "--", "▪", "►", "→", "=>", "o  "])
def test_every_kind_of_dash_marks_a_sub_item(mark: str) -> None:
    text = f"1. Adoption of the agenda\n2. Lamps\n{mark} State of play\n{mark} Way forward\n3. Fog\n"

    assert titles(items(text))[1] == ("2", "Lamps", [(None, "State of play"), (None, "Way forward")])


@pytest.mark.parametrize(
    "text",
    [
        "Delegations asked for:\n- more oil\n- more lamps\n",
        "Delegations asked for\n- more oil\n- more lamps\nand took note of the report of the Presidency.\n",
        "Die Delegationen der Mitgliedstaaten verlangten sowie\n- Lampen\n- Fett\nund nahmen es zur Kenntnis.\n",
    ],
)
def test_dashes_within_a_sentence_are_text(text: str) -> None:
    item = items(RECORD.format(f"2. Lamps\n{text}"))[1]

    assert (item.title, item.subitems) == ("Lamps", ())


def test_dashes_below_a_few_words_are_sub_items() -> None:
    item = items(RECORD.format("2. Lamps\nInformation point\n- Lamps of tin\n- Lamps of brass\nIt was agreed.\n"))[1]

    assert [sub.title for sub in item.subitems] == ["Lamps of tin", "Lamps of brass"]


def test_a_list_within_an_item_does_not_take_the_next_number() -> None:
    inner = "The Council adopted these conclusions:\n1. Lamps are lit\n2. Oil is bought\n3. Fog is feared\n4. It ends\n"

    assert [item.title for item in items(RECORD.format(f"2. Lamps\n{inner}"))] == [
        "Adoption of the agenda",
        "Lamps",
        "Oil",
    ]


@pytest.mark.parametrize("day", ["2. Juni 2015", "2. června 2015", "2. kesäkuuta 2015"])
def test_a_day_at_the_beginning_of_a_line_is_no_number(day: str) -> None:
    text = f"1. Lamps\nThe lamps were lit for the first time on\n{day} in the evening.\n2. Fog\n"

    assert titles(items(text)) == [("1", "Lamps"), ("2", "Fog")]


def test_the_second_part_of_an_agenda_is_no_annex() -> None:
    head = "1. Adoption of the agenda\n2. (poss.) Lamps\n\nANNEX\n\n"
    part = "Non-discussion items (I)\n\n3. Replies to questions (*)      15102/24\n4. Case T-1/24 (X v Council)\n"

    found = items(head + part)
    assert titles(found)[2:] == [("3", "Replies to questions"), ("4", "Case T-1/24 (X v Council)")]
    assert [str(item.kind) for item in found[2:]] == ["I", "I"]
    for other in (
        "Statements\n3. Lamps\n",
        part.replace("3.", "1.").replace("4.", "2."),
        "Non-discussion items (I)\nLamps\n",
    ):
        assert len(items(head + other)) == 2


def test_a_column_of_documents_below_the_last_item_belongs_to_none() -> None:
    text = "1. Adoption of the agenda\n2. Lamps{}\n3. Any other business\nCM 1234/23\n8124/23 + ADD 1\n8125/23\n"
    column = ["CM 1234/23", "8124/23 + ADD 1", "8125/23"]

    for beside, annex, in_last in (("", column, 0), ("      8126/23", [], 3)):
        body = split_main_text(read_text(text.format(beside), "x.txt"))
        assert [line.text for line in body.annex] == annex
        assert sum(line.text in column for line in body.blocks[-1].source_lines) == in_last


@pytest.mark.parametrize(
    "paragraph",
    [
        'Le Coreper est invité à suggérer au Conseil d\'adopter, en point "A", le\ntexte.',
        "Het Coreper wordt verzocht de Raad voor te stellen het als A-punt\naan te nemen.",
        "Der AStV wird ersucht, den Rat zu bitten, unter den A-Punkten seiner Tagung\nanzunehmen.",
        "Coreper proszony jest o zwrócenie się do Rady o przyjęcie w punkcie A porządku\nobrad.",
        "Si invita il Coreper a raccomandare al Consiglio di adottare, tra i punti A dell'ordine\ndel giorno.",
        'Coreper is asked to invite the Council to adopt, among the "A" items, the\ntext.',
    ],
)
def test_a_note_that_asks_for_an_a_item_has_no_items(paragraph: str) -> None:
    body = split_main_text(read_text(f"1. Lampes et lampy.\n2. {paragraph}\n"))

    assert not are_items(body.blocks, by_nature=False)


@pytest.mark.parametrize(
    "title",
    ['Approval of "A" items', '(poss.) "A" items', "Zatwierdzenie wykazu punktów A", "Approbation des points «A»"],
)
def test_a_list_of_a_items_is_part_of_an_agenda(title: str) -> None:
    assert are_items(split_main_text(read_text(f"1. Lamps\n2. {title}\n")).blocks, by_nature=False)


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (
            (
                "On 4 May the group examined the\ntext of the proposal.",
                "In the course of the meeting views\nwere heard.",
            ),
            False,
        ),
        (
            (
                "Le 4 mai, le groupe a examiné le texte de la\nproposition.",
                "La présidence a conclu que le texte sera\nrevu.",
            ),
            False,
        ),
        (
            (
                "Le groupe a examiné " + "le texte et " * 12 + "le titre.",
                "Il a conclu " + "sur le texte et " * 9 + "le titre.",
            ),
            False,
        ),
        (("Work programme of the Presidency.", "Lamps.", "(poss.) Protocol on lamps: state of\nplay.", "Fog."), True),
    ],
)
def test_paragraphs_over_several_lines_are_no_items(lines: tuple[str, ...], *, answer: bool) -> None:
    text = "".join(f"{number}. {line}\n" for number, line in enumerate(lines, start=1))

    assert are_items(split_main_text(read_text(text)).blocks, by_nature=True) is answer


@pytest.mark.parametrize(
    ("title", "endless"),
    [
        ("Regulation on " + "lamps and on the keepers of " * 14 + "oil", False),
        ("Wniosek dotyczący " + "lamp i ich " * 40 + "oleju", False),
        ("The lamps of the north " * 20, True),
        ("Regulation on " + "lamps and on the keepers of " * 14 + "oil. The Commission presented it", True),
        ("Regulation on " + "lamps and on the keepers of " * 40 + "oil", True),
        ("Lamps. They burn.", True),
    ],
)
def test_only_the_titles_of_acts_are_long(title: str, *, endless: bool) -> None:
    assert seems_endless(title) is endless


@pytest.mark.parametrize(
    ("first", "are_sections"),
    [
        ("INTRODUCTION", True),
        ("Einleitung", True),
        ("Background and state of play", True),
        ("Conclusions on lamps", False),
    ],
)
def test_sections_of_a_note_are_no_items(first: str, *, are_sections: bool) -> None:
    body = split_main_text(read_text(f"I. {first}\nText.\nII. Lamps\nText.\n"))

    assert are_items(body.blocks, by_nature=True) is not are_sections


def test_a_list_inside_a_sentence_counts_no_items() -> None:
    text = (
        "1. Adoption of the agenda\n\n2. Lamps\n\nThree options:\n\n1. to keep the lamps;\n2. to sell the lamps;\n"
        "3. to break the lamps.\n\nThe text is in 14000/19.\n\n3. Fog      14297/19\n\nViews were exchanged.\n\n"
        "4. Any other business\n"
    )
    items = read_items(split_main_text(read_text(text)).blocks, lambda _: ())[0]

    assert [(item.number, item.title) for item in items] == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps"),
        ("3", "Fog"),
        ("4", "Any other business"),
    ]
    assert "The text is in 14000/19." in (items[1].summary or "")


@pytest.mark.parametrize("first", [1, 2, 7, 23])
def test_the_items_for_discussion_count_on_from_any_number(first: int) -> None:
    text = f"I. Adoption of the agenda\n\nII. Items for discussion\n\n{first}. Oil\n\na) Wicks\n\n{first + 1}. Gas\n"

    assert titles(items(text)) == [
        ("I", "Adoption of the agenda"),
        ("II", "Items for discussion"),
        (str(first), "Oil", [(None, "Wicks")]),
        (str(first + 1), "Gas"),
    ]


@pytest.mark.parametrize(
    "copy",
    [
        "1. Adoption of the agenda 2. Oil Delegations discussed the price of oil. 3. Gas",
        "1. Adoption of the agenda\n2. Oil",
    ],
)
def test_the_fuller_copy_of_the_items_counts(copy: str) -> None:
    text = f"{copy}\n\n1. Adoption of the agenda\n\n2. Oil\n\nDelegations discussed it.\n\n3. Gas\n\n4. Other business"

    assert titles(items(text)) == [
        ("1", "Adoption of the agenda"),
        ("2", "Oil"),
        ("3", "Gas"),
        ("4", "Other business"),
    ]


def test_a_dash_before_a_treatment_splits_a_line_of_several_items() -> None:
    text = "1. Adoption of the agenda 2. Oil – Presentation by the Commission – Exchange of views 3. Lamps – a history"

    assert titles(items(text)) == [
        ("1", "Adoption of the agenda"),
        ("2", "Oil", [(None, "Presentation by the Commission"), (None, "Exchange of views")]),
        ("3", "Lamps – a history"),
    ]


def test_a_treatment_without_a_mark_is_a_sub_item_only_above_text() -> None:
    text = (
        "1. Adoption of the agenda\n\nThe Council adopted the agenda.\n\n2. Oil\n\n{treatment}\n\n"
        "3. Gas\n\nThe Council took note of it.\n"
    )
    without_text = items(text.replace("{treatment}", "Presentation by the Commission"))
    with_text = items(text.replace("{treatment}", "Presentation by the Commission\n\nThe Commission spoke of it."))

    assert [(item.summary, item.by, titles(item.subitems)) for item in (without_text[1], with_text[1])] == [
        ("Presentation by the Commission", "Commission", []),
        ("The Commission spoke of it.", "Commission", [(None, "Presentation by the Commission")]),
    ]


def test_the_text_below_the_last_treatment_may_be_on_another_page() -> None:
    text = "1. Adoption of the agenda\n\nThe Council adopted the agenda.\n\n2. Oil\n\nPresentation by the Commission\n"

    assert titles(items(text))[1] == ("2", "Oil", [(None, "Presentation by the Commission")])


@pytest.mark.parametrize(
    "heading", ["COREPER (PART 2)", "Comité des représentants permanents (2e partie)", "AStV (2. Teil)"]
)
def test_the_other_part_of_coreper_goes_on_with_its_own_numbers(heading: str) -> None:
    record = "COREPER (PART 1)\n\n1. Oil\n\nOil was bought.\n\n2. Lamps\n\nLamps were bought.\n\n"

    assert [number for number, *_ in titles(items(f"{record}{heading}\n\n11. Fog\n\nIt lifted.\n"))] == ["1", "2", "11"]
    assert [number for number, *_ in titles(items(f"{record}Later.\n\n11. Fog\n\nIt lifted.\n"))] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1. Adoption of the agenda 2. Work of the year Presentation by the Presidency 3. Oil", "Work of the year"),
        ("1. Adoption of the agenda 2. Work of the year – Presentation by the Presidency 3. Oil", "Work of the year"),
        ("1. Adoption of the agenda 2. Work and the Exchange of views 3. Oil", "Work and the Exchange of views"),
        (
            "1. Adoption of the agenda\n\n2. Work of the year Presentation by the Presidency\n\n3. Oil",
            "Work of the year Presentation by the Presidency",
        ),
    ],
)
def test_a_treatment_that_ran_into_a_title_on_one_line_is_parted_from_it(text: str, title: str) -> None:
    found, blocks = read_items(split_main_text(read_text(text, "x.txt")).blocks, lambda _: ())

    assert found[1].title == title
    assert [doubt.message for doubt in find_doubts(found, blocks)] == [
        "the title of item 2 does not seem to end" for item in found if "and the" in item.title
    ]


def test_a_treatment_alone_is_the_title_of_its_item() -> None:
    text = "1. Adoption of the agenda 2. Presentation by the Presidency 3. Oil"
    found, blocks = read_items(split_main_text(read_text(text, "x.txt")).blocks, lambda _: ())

    assert found[1].title == "Presentation by the Presidency"
    assert not list(find_doubts(found, blocks))
