"""Numbers and titles of items that a scan or a page damaged, and items that come out of order."""

from collections.abc import Callable

import pytest
from extraction.item_outlines import AGENDA, HEAD, items, outline

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

RECORD = f"{HEAD}OUTCOME OF PROCEEDINGS\n\nSubject: Working Party on Lamps\n\n"


def messages(reading: Reading) -> list[str]:
    return [doubt.message for doubt in reading.doubts if doubt.field == "items"]


def test_a_roman_number_with_letters_for_figures_is_the_one_that_is_missing(read: Read) -> None:
    reading = read(
        f"{RECORD}I.   Adoption of the agenda\n     The Committee adopted the agenda.\n\n"
        "Il.  Lamps of the north\n     The Committee took note of the lamps.\n\n"
        "III. Other business\n     The Committee raised no other point.\n"
    )

    assert outline(reading) == [
        ("I", "Adoption of the agenda"),
        ("II", "Lamps of the north"),
        ("III", "Other business"),
    ]


def test_a_gap_between_roman_numbers_is_doubted(read: Read) -> None:
    reading = read(
        f"{RECORD}I.   Adoption of the agenda\n     The Committee adopted the agenda.\n\n"
        "II.  Lamps of the north\n     The Committee took note of the lamps.\n\n"
        "IV. Other business\n     The Committee raised no other point.\n"
    )

    assert "an item between II and IV seems to be lost" in messages(reading)


def test_a_title_behind_a_dot_alone_is_an_item_that_lost_its_number(read: Read) -> None:
    reading = read(
        f"{RECORD}1.   Adoption of the agenda\n\n     The agenda was adopted.\n\n"
        ".    Lamps of the north\n\n     The Danish delegation lit one.\n\n"
        "3.   Other business\n\n     No other point was raised.\n"
    )

    assert outline(reading) == [("1", "Adoption of the agenda"), (None, "Lamps of the north"), ("3", "Other business")]
    assert messages(reading) == ["the number of the item between 1 and 3 is lost"]


def test_other_business_of_the_other_part_may_have_a_lower_number(read: Read) -> None:
    reading = read(
        f"{HEAD}SUMMARY RECORD\n\nPERMANENT REPRESENTATIVES COMMITTEE\n3 May 2016\n\n"
        "1.   Adoption of the agenda\n\n     The Committee adopted the agenda.\n\n"
        "COREPER (PART 2)\n\n4.   Lamps of the north\n\n     The Committee took note of the lamps.\n\n"
        "COREPER (PART 1)\n\n8.   Oil of the south\n\n     The Committee took note of the oil.\n\n"
        "5.   Any other business\n\n     The Committee was informed.\n"
    )

    assert [item.number for item in items(reading)] == ["1", "4", "8", "5"]


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Adop-\n     tion of the agenda", "Adoption of the agenda"),
        ("Lamps: note by the Danish delega-\n     tion", "Lamps: note by the Danish delegation"),
        ("Lamps of low-\n     carbon oil", "Lamps of low-carbon oil"),
    ],
)
def test_a_hyphen_of_the_line_is_no_part_of_the_title(read: Read, printed: str, title: str) -> None:
    reading = read(
        f"{RECORD}1.   {printed}\n\n     It took note.\n\n2.   Any other business\n\n     No point was raised.\n"
    )

    assert outline(reading)[0] == ("1", title)


def test_a_heading_that_ends_in_a_small_word_goes_on_below(read: Read) -> None:
    reading = read(
        f"{RECORD}# **1.** Adoption of the\nagenda\n\nThe agenda was adopted.\n\n# **2.** Lamps\n\nThey were lit.\n\n"
        "# **3.** Any other business\n\nNo point was raised.\n"
    )

    assert outline(reading)[0] == ("1", "Adoption of the agenda")


def test_the_reading_in_square_brackets_is_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}1.   Adoption of the agenda\n\n"
        "2.   Proposal for a Regulation of the European Parliament and of the Council on lamps\n     [First reading]\n"
        "     -    Orientation debate\n          8150/16 ENV 7\n\n3.   Any other business\n"
    )

    assert items(reading)[1].title.endswith("on lamps [First reading]")


def test_a_note_with_a_blank_in_its_sign_is_no_part_of_the_last_item(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. **Aprobación del orden del día**\n\n2. **Lámparas**\n   - Próximas etapas\n\n3. **Varios**\n\n"
        "*N. B.: Los documentos están disponibles en el portal.*\n"
    )

    assert outline(reading)[-1] == ("3", "Varios")


def test_other_business_behind_the_last_bullet_is_a_part_of_the_meeting(read: Read) -> None:
    reading = read(
        f"{AGENDA}1.   Adoption of the agenda\n\n2.   Preparation of the Council (Lamps) on 15 May 2016\n"
        "     -    Contribution to the lighthouses\n          8150/16 EDUC 9\n     -    Any other business\n\n"
        "3.   Regulation on lamps\n     -    Preparation for the trilogue\n"
    )

    assert outline(reading)[1] == (
        "2",
        "Preparation of the Council (Lamps) on 15 May 2016",
        ["Contribution to the lighthouses", "Any other business"],
    )


def test_what_a_site_shows_below_the_document_is_no_part_of_the_last_item(read: Read) -> None:
    reading = read(
        f"{RECORD}1.   Adoption of the agenda\n\n     The agenda was adopted.\n\n2.   Any other business\n\n"
        "     No other point was raised.\n\nMeer informatie\n\n  • Lampen: alle dossiers\n  • Olie: alle dossiers\n"
    )

    assert outline(reading)[-1] == ("2", "Any other business")


def test_a_dash_before_documents_and_lost_blanks_of_a_date_are_no_part_of_titles(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\n\n2. Decision on lamps (Second reading) - Examination of the "
        "amendments of the Parliament - doc. 8150/16 TELECOM 111\n\n3. Conference on oil, 17-18November2016\n\n"
        "4. Any other business\n"
    )

    assert outline(reading)[1:3] == [
        ("2", "Decision on lamps (Second reading)"),
        ("3", "Conference on oil, 17-18 November 2016"),
    ]
    assert items(reading)[1].summary == "Examination of the amendments of the Parliament"


def test_indented_bullets_of_a_web_page_are_items_if_the_first_begins_an_agenda(read: Read) -> None:
    reading = read(
        f"{AGENDA} • Adoption of the agenda\n • Regulation on lamps\n   – Examination of the proposal\n   8150/16\n"
        " • Any other business\n"
    )

    assert outline(reading) == [
        (None, "Adoption of the agenda"),
        (None, "Regulation on lamps", ["Examination of the proposal"]),
        (None, "Any other business"),
    ]


@pytest.mark.parametrize("number", ["2,", "2", "2;"])
def test_a_number_with_another_sign_than_a_dot_is_the_missing_one(read: Read, number: str) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\n{number} Lamps of the north\n3. Oil\n4. Any other business\n   i. Fog\n"
        "   ii. Whales\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps of the north"),
        ("3", "Oil"),
        ("4", "Any other business", ["Fog", "Whales"]),
    ]


def test_figures_for_a_roman_number_are_the_missing_one(read: Read) -> None:
    reading = read(
        f"{RECORD}I.   Adoption of the agenda\n     The agenda was adopted.\n\n11.  Lamps\n"
        "     The Committee took note of the lamps.\n\nIII. Other business\n     The Committee raised no other point.\n"
    )

    assert [item.number for item in items(reading)] == ["I", "II", "III"]


def test_a_letter_for_the_first_number_is_no_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{HEAD}OUTCOME OF PROCEEDINGS\n\nSubject: Working Party on Lamps\n\nThe Chair opened the meeting.\n\n"
        "l. Adoption of the agenda\n\nThe agenda was adopted.\n\n2. Lamps\n\nThe delegations lit them.\n\n"
        "3. Any other business\n\nNo other point was raised.\n"
    )

    assert outline(reading)[0] == ("1", "Adoption of the agenda")


def test_a_page_number_between_dashes_is_no_part_of_an_item(read: Read) -> None:
    reading = read(
        f'{HEAD}LIST OF "A" ITEMS\n\nSubject: Council meeting\n\n1.   Lamps of the north\n     10215/16 LAMP 28\n\n'
        "2.   Regulation on the import of cer-\n\n8123/16                              ert/CO/dl    E\n"
        "                                 - 1 -\n\n     tain lamps\n     10731/16 UD 180\n\n"
        "                                                       .../...\n3.   Oil\n"
    )

    assert outline(reading) == [
        ("1", "Lamps of the north"),
        ("2", "Regulation on the import of certain lamps"),
        ("3", "Oil"),
    ]


def test_the_numbers_of_the_other_part_of_coreper_may_be_lower(read: Read) -> None:
    reading = read(
        f"{HEAD}SUMMARY RECORD\n\nSubject: PERMANENT REPRESENTATIVES COMMITTEE\n3 May 2016\n\n"
        "1.   Adoption of the agenda\n\n     The Committee adopted the agenda.\n\n"
        "COREPER (PART 2)\n\n3.   Lamps of the north\n\n     The Committee took note of the lamps.\n\n"
        "6.   Any other business\n\nCOREPER (PART 1)\nFRIDAY 5 MAY 2016\n\nEnvironment\n\n"
        "2.   Oil of the south\n\n     The Committee took note of the oil.\n\n"
        "5.   Any other business\n     Information from PL on oil\n"
    )

    assert [item.number for item in items(reading)] == ["1", "3", "6", "2", "5"]
    assert items(reading)[3].title == "Oil of the south"


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("Regulation on lamps          discussion", "seems to hold words of another column"),
        ('Regulation on lamps "B" ITEMS', "seems to hold a heading above the next item"),
        ("Directive on lamps PE-CONS (LA)", "seems to hold part of the number of a document"),
        ("Lamps of the north: a) Current lamps", "seems to hold what is below it"),
    ],
)
def test_a_title_that_holds_more_than_itself_is_doubted(read: Read, title: str, message: str) -> None:
    reading = read(f"{AGENDA}1.   Adoption of the agenda\n2.   {title}\n3.   Any other business\n")

    assert f"the title of item 2 {message}" in messages(reading)


def test_titles_without_their_blanks_are_doubted(read: Read) -> None:
    reading = read(f"{AGENDA}1.Adoptionoftheagenda\n\n2.AirservicesagreementwithQatar\n\n3.Anyotherbusiness\n")

    assert messages(reading)[-1] == "a title is damaged: blanks seem to be lost"


def test_a_title_that_ends_in_the_number_of_a_group_is_a_sub_item(read: Read) -> None:
    reading = read(
        f"{HEAD}BERATUNGSERGEBNISSE\n\nBetr.: Zusammenfassung\n\n1.    Annahme der Tagesordnung\n\n"
        "Die Tagesordnung wurde ohne Aussprache angenommen.\n\n2.    Aktionsplan\n\n"
        "      2.1   Stand der Arbeiten der Gruppe 5.2\n      2.2   Mandat der Gruppe\n\nDer Plan wurde gebilligt.\n\n"
        "3.    Sonstiges\n\nKeine Wortmeldungen.\n"
    )

    assert outline(reading)[1] == ("2", "Aktionsplan", ["Stand der Arbeiten der Gruppe 5.2", "Mandat der Gruppe"])


def test_discussion_items_may_begin_with_a_much_higher_number(read: Read) -> None:
    reading = read(
        f'{AGENDA}1.\nAdoption of the agenda\n2.\nApproval of the "I" items\nDiscussion items (II)\nGeneral Affairs\n'
        "15.\nLamps of the north\nDraft guidelines\n16.\nOil of the south\nState of play\n17.\nAny other business\n"
    )

    assert [item.number for item in items(reading)] == ["1", "2", "15", "16", "17"]
    assert "an item between 2 and 15 seems to be lost" in messages(reading)


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        (
            "1. Adoption of the agenda 2. Forests a) Outcome b) Preparation of the 2019\n\nEUROPE meeting 3. AOB\n",
            "a title of item 2 may go on on the next page",
        ),
        (
            "1. Adoption of the agenda 2. Drugs - Report from the Centre - Draft outline 3. Other business\n",
            "a title of item 2 may hold sub-items behind dashes",
        ),
        (
            '1. Adoption of the agenda 2. Approval of the "A" items TELECOMMUNICATIONS 3. Oil 4. Other business\n',
            "a title of item 2 seems to hold a heading above the next item",
        ),
        (
            "1. Adoption of the agenda 2. Own resources - Report on lamps 3. Oil 4. Other business\n",
            "a title of item 2 may hold sub-items behind dashes",
        ),
        (
            "1. Adoption of the agenda\n2. Trade: [EifC agreements under negotiation\n3. Any other business\n",
            "the title of item 2 seems to be damaged: a bracket is not closed",
        ),
    ],
)
def test_titles_whose_end_is_not_certain_are_doubted(read: Read, pages: str, message: str) -> None:
    assert message in messages(read(f"{AGENDA}{pages}"))


def test_a_figure_within_a_word_of_a_title_is_doubted(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n2. Training of officials responsib1e for lamps\n3. AOB\n")

    assert messages(reading) == ["a title is damaged: letters seem to be misread"]


@pytest.mark.parametrize("bullet", ["~", "§", "§  ", "➔", "✔", "»"])
def test_signs_that_stand_for_bullets_mark_sub_items(read: Read, bullet: str) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n2. Lamps\n{bullet} Oil of the north\n{bullet} Wicks\n3. AOB\n")

    assert outline(reading)[1] == ("2", "Lamps", ["Oil of the north", "Wicks"])


def test_a_damaged_document_in_a_title_is_doubted(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\n2. (poss.) Approval of the list\ndoc. 10l90/92 PTS A 38\n3. Oil\n"
    )

    assert "the title of item 2 holds a document whose number is damaged" in messages(reading)


def test_a_title_with_documents_below_a_heading_within_an_item_is_doubted(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\nThe Committee adopted it.\n2. Regulation on lamps\n8311/24\n"
        "The Committee agreed on lamps.\nTransport\nRevision of the Directive on trailers\n  8422/24\nEnvironment\n"
        "3. Forests\nThe Committee discussed the forests.\n"
    )

    assert "below item 2 an item seems to have lost its number" in messages(reading)


def test_a_lettered_point_in_the_text_of_an_item_is_doubted(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\nThe agenda was adopted.\n2. Preparation of meetings\na) Basel Convention\n"
        "Delegations took note of the timeline.\n"
        "b) Minamata Convention: debriefing The Presidency reported; see also WK 6733/2016 INIT.\n"
        "3. Oil\nThe Chair took note of oil.\n"
    )

    assert "a lettered point of item 2 was not taken as a sub-item" in messages(reading)


def test_a_list_of_contents_with_more_items_than_the_text_is_doubted(read: Read) -> None:
    reading = read(
        f"{HEAD}DRAFT MINUTES\n\nSubject: 2190th meeting of the Council\n\nCONTENTS\nPage\n"
        "l. Adoption of the agenda ............ 3\n2. Lamps ............... 3\n3. Oil ............ 4\n"
        "4. Wicks of the year\n1998 ............ 6\n\n1. Adoption of the agenda\nThe Council adopted the agenda.\n"
        "2. Lamps\nThe Council took note of lamps.\n3. Oil\nThe Council took note of oil.\n"
    )

    assert "the list of contents has more items" in messages(reading)


def test_additional_items_in_one_line_are_doubted(read: Read) -> None:
    page = " ".join(HEAD.split())
    reading = read(
        f"{page} PROVISIONAL AGENDA PERMANENT REPRESENTATIVES COMMITTEE (Part 1) Europa building, Brussels 29 May 2016 "
        "(9:00) Additional items 27. Regulation on lamps 5471/16 Mandate 28. Council Decision on oil 5512/16 Adoption"
    )

    assert "these numbers may be those of items" in messages(reading)


def test_items_below_a_bare_roman_number_may_begin_with_a_much_higher_number(read: Read) -> None:
    reading = read(
        f"{AGENDA}I\n\n1. Lamps\n2. Oil\n3. Wicks\n4. Glass\n\nII\n\n11. Meeting of the Council\n12. Towers\n"
    )

    assert [item.number for item in items(reading)] == ["1", "2", "3", "4", "11", "12"]


def test_a_sentence_for_a_title_is_doubted(read: Read) -> None:
    reading = read(
        f"{AGENDA}1. Adoption of the agenda\nThe agenda was adopted.\n2. Turtles\nThe Commission introduced turtles.\n"
        "Agreements on wetlands\n3. The Presidency informed delegations of the state of play.\n4. Any other business\n"
    )

    assert "the title of item 3 is a sentence: its own may stand above its number" in messages(reading)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("VAT treatment of vouchers doc /11 FISC 71", "the title of item 2 holds a document whose number is lost"),
        ("Attribution of the incident of March (LIMITE)", "the title of item 2 holds a bracket with nothing in it"),
        ("Lamps\n7044/16 ENV 31 Any other business 5.\na) Oil", "other business may be an item of its own"),
        ("Any other busi ness", "the title of item 2 is one that every agenda has, with a blank in a word"),
    ],
)
def test_what_a_site_or_a_marking_left_in_a_title_is_doubted(read: Read, item: str, message: str) -> None:
    assert message in messages(read(f"{AGENDA}1. Adoption of the agenda\n2. {item}\n3. Wicks\n"))


def test_a_much_higher_number_within_the_last_item_is_doubted(read: Read) -> None:
    reading = read(
        f"{HEAD}SUMMARY RECORD\n\nSubject: 3001st meeting of Coreper\n\n1. Adoption of the agenda\n\nAdopted."
        "\n\n2. Regulation on lamps\n\nThe Committee agreed on lamps.\n\n11. Forest monitoring\n\nThe Committee met.\n"
    )

    assert "below item 2 stands a number that counts on" in messages(reading)


def test_other_business_that_is_only_possible_is_not_doubted(read: Read) -> None:
    assert messages(read(f"{AGENDA}1. Adoption of the agenda\n2. Lamps\n3. (poss.) Other business\n")) == []


def test_a_letter_within_the_text_of_an_item_is_doubted(read: Read) -> None:
    reading = read(
        f"{RECORD}1. Adoption of the agenda\n\nThe agenda was adopted.\n\n2. Lamps\n\na) Oil\n\nThe Chair reported.\n\n"
        "Delegations discussed the item. b) Wicks of the north A delegation spoke.\n"
    )

    assert "a lettered point of item 2 was not taken as a sub-item" in messages(reading)


def test_a_list_of_contents_that_does_not_begin_with_one_is_doubted(read: Read) -> None:
    reading = read(
        "CONSEIL DE\nL'UNION EUROPÉENNE\nBruxelles, le 4 avril 2016\n(OR. en)\n6811/16\nADD 1\nPV/CONS 11\n"
        "PROJET DE PROCÈS-VERBAL\nObjet:\n3452e session du Conseil de l'Union européenne (LAMPES),\n"
        "tenue à Bruxelles le 4 mars 2016\nPOINTS EN DÉLIBÉRATION PUBLIQUE\n1\nPage\nACTIVITÉS NON LÉGISLATIVES\n"
        "3. Suivi des lampes .................... 3\n5. Huile .................... 4\n7. Divers.................... 5\n"
    )

    assert "these numbers may be those of items" in messages(reading)
