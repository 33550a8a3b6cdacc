"""Where the titles of items and sub-items end: at hyphens, brackets and footnotes, in lines and in one line."""

from collections.abc import Callable
from datetime import date

import pytest
from extraction.item_outlines import HEAD, items

from somei_cli.model.document import Meeting
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

AGENDA = f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Working Party on Lamps\n\n1.   Adoption of the agenda\n\n"
END = "\n4.   Any other business\n"


def outline(reading: Reading) -> list[object]:
    return [(item.number, item.title, [sub.title for sub in item.subitems]) for item in items(reading)]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("Änderung der Leuchtturmver-\n     ordnung", "Änderung der Leuchtturmverordnung"),
        ("Talks on the light-\n     houses of the north", "Talks on the lighthouses of the north"),
        ("Pre- and post-\n     war lamps", "Pre- and post-war lamps"),
        ("Lamps in the long-\n     term plan", "Lamps in the long-term plan"),
        ("Hafen- und Leuchtturmfragen", "Hafen- und Leuchtturmfragen"),
    ],
)
def test_a_hyphen_that_only_broke_a_word_leaves_its_title(read: Read, lines: str, title: str) -> None:
    reading = read(f"{AGENDA}2.   {lines}\n\n3.   Oil\n     -    {lines}\n{END}")

    assert outline(reading)[1:3] == [("2", title, []), ("3", "Oil", [title])]


@pytest.mark.parametrize(
    "days", ["26 February - 1 March 2024", "4-5 May 2016", "4 to 5 May 2016", "4. bis 5. Mai 2016", "4 May 2016"]
)
def test_a_place_with_days_in_brackets_below_a_title_belongs_to_it(read: Read, days: str) -> None:
    reading = read(
        f"{AGENDA}2.   Ninth assembly of the lighthouse keepers\n     (Riga, {days})\n"
        f"     a)   Draft resolutions\n     b)   Statement on lamps\n\n3.   Oil\n     (for information)\n{END}"
    )

    assert outline(reading)[1:3] == [
        (
            "2",
            f"Ninth assembly of the lighthouse keepers (Riga, {days})",
            ["Draft resolutions", "Statement on lamps"],
        ),
        ("3", "Oil", []),
    ]


def test_dashes_behind_a_colon_are_sub_items_in_a_page_of_one_line(read: Read) -> None:
    agenda = " ".join(f"{AGENDA}2. Lamps and state of play : - Keepers: pay - Wicks 3. Oil - the paper{END}".split())
    reading = read(agenda)

    assert outline(reading) == [
        ("1", "Adoption of the agenda", []),
        ("2", "Lamps and state of play", ["Keepers: pay", "Wicks"]),
        ("3", "Oil - the paper", []),
        ("4", "Any other business", []),
    ]


def test_the_legend_of_a_bullet_is_no_sub_item(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Any other business\n     a)   Wicks of the north\n     b)   Oil\n\n"
        "●    Item based on a Commission proposal\n"
    )

    assert outline(reading)[1] == ("2", "Any other business", ["Wicks of the north", "Oil"])


def test_a_possible_treatment_and_an_application_below_a_title_with_documents_are_no_part_of_it(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Regulation on the lamps of the north (LAMPA)                   8150/16\n"
        "     (poss.) Preparation for the trilogue                            + ADD 1\n\n"
        "3.   Transparency - Public access to documents                       8151/16\n"
        f"     Confirmatory application No 3/c/01/16\n{END}"
    )

    assert [(title, sub_items) for _, title, sub_items in outline(reading)[1:3]] == [
        ("Regulation on the lamps of the north (LAMPA)", []),
        ("Transparency - Public access to documents", []),
    ]


def test_the_mark_of_a_footnote_glued_to_a_title_goes_only_if_the_footnote_is_there(read: Read) -> None:
    record = (
        f"{HEAD}OUTCOME OF PROCEEDINGS\n\nof:        Working Party on Lamps\non:        2 May 2016\n"
        "Subject:   Summary of discussions\n\n\n1.   Adoption of the agenda\n\nThe agenda was adopted.\n\n"
        "2.   Proposal for a Regulation on lamps (recast)1\n\nThe Chair introduced the proposal.\n\n"
        "3.   Oil (recast)2\n\nDelegations took note of the report.\n\n"
        "4.   Any other business\n\nNo point was raised.\n\n"
        "{note}"
    )

    titles = [title for _, title, _ in outline(read(record.format(note="1\n     Doc. 8150/16 MAR 2.\n")))]
    assert titles[1:3] == ["Proposal for a Regulation on lamps (recast)", "Oil (recast)2"]


def test_numbered_sentences_in_french_are_no_items(read: Read) -> None:
    reading = read(
        f"{HEAD}OUTCOME OF PROCEEDINGS\n\nof:        Working Party on Lamps\non:        2 May 2016\n"
        "Subject:   Proposal for a Directive on lamps\n\n\n"
        "1.   La délégation danoise a maintenu sa réserve.\n\n"
        "2.   Plusieurs délégations ont demandé que les lampes du nord soient ajoutées au texte de la\n"
        "     proposition de la Commission (WK 173/16).\n\n"
        "3.   La présidence a indiqué que la réunion suivante aura lieu en juin.\n"
    )

    assert "items" not in reading.fields


def test_numbered_sentences_over_several_lines_are_no_items(read: Read) -> None:
    reading = read(
        f"{HEAD}OUTCOME OF PROCEEDINGS\n\nof:        Working Party on Lamps\non:        2 May 2016\n"
        "Subject:   Proposal for a Directive on lamps\n\n\n"
        "1.   At its meeting on 2 May 2016, the Working Party continued its examination of Articles 7\n"
        "     and 8 on the basis of the note in 8100/16 and of the suggestions of the United\n"
        "     Kingdom delegation (WK 173/16).\n\n"
        "2.   The Danish delegation maintained its reservation.\n\n"
        "3.   The Presidency undertook to draw up a new text for the next meeting.\n"
    )

    assert "items" not in reading.fields


def test_the_subject_of_a_question_and_who_asked_for_a_point_belong_to_the_sub_item_above(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Replies to questions for written answer\n"
        '     a)   No E-1417/16 put by Anna Berg\n          "Lamps"\n'
        '     b)   No E-1533/16 put by Ole Lund\n          "The price of oil"\n\n'
        "3.   Wicks\n     -    Confirmatory application\n          (No 3/c/01/16)\n"
        "     -    Wicks of the north\n          (at the request of the Danish delegation)\n"
        f'     -    Oil\n          "Lamps"\n{END}'
    )

    assert outline(reading)[1:3] == [
        (
            "2",
            "Replies to questions for written answer",
            ['No E-1417/16 put by Anna Berg "Lamps"', 'No E-1533/16 put by Ole Lund "The price of oil"'],
        ),
        (
            "3",
            "Wicks",
            [
                "Confirmatory application (No 3/c/01/16)",
                "Wicks of the north (at the request of the Danish delegation)",
                "Oil",
            ],
        ),
    ]


def test_a_treatment_in_brackets_stays_behind_another_in_a_sub_item(read: Read) -> None:
    reading = read(f"{AGENDA}2.   Lamps\n     -    State of play (information from the Presidency)\n\n3.   Oil\n{END}")

    assert outline(reading)[1] == ("2", "Lamps", ["State of play (information from the Presidency)"])


def test_a_title_goes_on_in_small_letters_behind_a_colon(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Evaluation of the lamps of the north by the keepers:\n     information by\n     the Agency\n\n"
        "3.   A.O.B.\n\nRecommended documents\n8151/16 Notice of meeting - Working Party on Oil\n"
    )

    assert [title for _, title, _ in outline(reading)[1:]] == [
        "Evaluation of the lamps of the north by the keepers: information by the Agency",
        "A.O.B.",
    ]
    assert not reading.fields.get("references")


def test_figures_that_count_on_below_roman_numbers_are_doubted(read: Read) -> None:
    record = (
        f"{HEAD}SUMMARY RECORD\n\nSubject:   2123rd meeting of the PERMANENT REPRESENTATIVES COMMITTEE\n"
        "           held in Brussels on 2 May 2016\n\n"
        "I.\nAdoption of the agenda\nThe Committee adopted the agenda.\n"
        'II.\n"I" items\n1.\nLamps of the north\n2.\nOil of the south\n'
        'III.\n"II" items\n{first}.\nLighthouses of the north\n{second}.\nWicks of the south\n'
        "The Committee took note of the reservations.\n"
    )

    def items_doubts(text: str) -> list[str]:
        return [doubt.message for doubt in read(text).doubts if doubt.field == "items"]

    message = "the figures below the Roman numbers may be those of the items"
    assert message in items_doubts(record.format(first=11, second=12))
    assert message not in items_doubts(record.format(first=1, second=2))


def test_a_number_with_other_business_in_a_sub_item_is_doubted(read: Read) -> None:
    reading = read(
        " ".join(
            f"{AGENDA}2. Lamps - Exchange of views 8150/16 MAR 2 Oil - Information from the Commission /16 MAR 5 "
            "4. Any other business".split()
        )
    )

    assert "items" in {doubt.field for doubt in reading.doubts}


def test_a_day_whose_first_figure_is_damaged_begins_the_meeting(read: Read) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\nfor:  2057th meeting of the COUNCIL OF THE EUROPEAN UNION (Fisheries)\n"
        "Brussels, Monday l6 (10.00) and Tuesday 17 May 2016\n\n\n1.   Adoption of the agenda\n\n2.   Oil\n"
    )

    assert reading.fields["meeting"] == Meeting(None, date(2016, 5, 16), date(2016, 5, 17))


def test_the_number_of_an_application_for_access_is_a_title(read: Read) -> None:
    reading = read(
        f"{HEAD}OUTCOME OF PROCEEDINGS\n\nFrom:      Working Party on Lamps\nOn:        2 May 2016\n"
        "Subject:   Outcome of the meeting of the Working Party on Lamps\n\n1.   Adoption of the agenda\n\n"
        "The agenda was adopted.\n\n2.   Public access to documents: confirmatory applications\n\n"
        "     a)   3/c/01/16\n     b)   4/c/01/16\n\nThe Working Party agreed on the draft replies.\n\n"
        "3.   Any other business\n\nNone.\n"
    )

    assert outline(reading)[1] == (
        "2",
        "Public access to documents: confirmatory applications",
        ["3/c/01/16", "4/c/01/16"],
    )


def test_initials_of_other_business_end_where_the_text_begins(read: Read) -> None:
    record = " ".join(
        f"{HEAD}OUTCOME OF PROCEEDINGS of: Working Party on Lamps on: 2 May 2016 Subject: Summary of discussions "
        "1. Adoption of the agenda The agenda was adopted. 2. Oil The Danish delegation presented its report. "
        "3. Information from the Commission OLAF reported on the wicks. "
        "4. A.O.B. Next meeting: 4 June 2016. 8123/16 AB/cd 1 EN".split()
    )

    assert [title for _, title, _ in outline(read(record))] == [
        "Adoption of the agenda",
        "Oil",
        "Information from the Commission",
        "A.O.B.",
    ]


def test_a_word_that_a_hyphen_breaks_within_a_line_is_joined_and_doubted(read: Read) -> None:
    agenda = " ".join(f"{AGENDA}2. Talks on the light- houses of the north 3. Pre- and post-war oil{END}".split())
    reading = read(agenda)

    assert [title for _, title, _ in outline(reading)[1:3]] == [
        "Talks on the lighthouses of the north",
        "Pre- and post-war oil",
    ]
    assert "items" in {doubt.field for doubt in reading.doubts}


def test_the_name_of_an_agreement_goes_on_below(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   EU-Iceland Sustainable Lamps Partnership\n     Agreement\n     -    Report by the Commission\n\n"
        f"3.   Regulation on cooperation\n     Agreement\n{END}"
    )

    assert outline(reading)[1:3] == [
        ("2", "EU-Iceland Sustainable Lamps Partnership Agreement", ["Report by the Commission"]),
        ("3", "Regulation on cooperation", []),
    ]


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_small_roman_numbers_are_sub_items_in_a_page_of_one_line(read: Read, between: str) -> None:
    record = " ".join(
        f"{HEAD}OUTCOME OF PROCEEDINGS of: Working Party on Lamps on: 2 May 2016 Subject: Summary of discussions "
        "1. Adoption of the agenda The agenda was adopted. 2. Oil (part i) of the paper) The Danish delegation spoke. "
        "| 3. Any other business i) Night lamps ii) Fog in the Channel (Calais, 1-3 May 2016) "
        "The Commission took note of the request. 8123/16 AB/cd 1 EN".split()
    )

    assert outline(read(record.replace(" | ", between)))[2] == (
        "3",
        "Any other business",
        ["Night lamps", "Fog in the Channel (Calais, 1-3 May 2016)"],
    )


@pytest.mark.parametrize(
    ("title", "is_doubted"), [("Lamps - state of play - next steps", True), ("Lamps - state of play", False)]
)
def test_parts_behind_dashes_in_a_page_of_one_line_are_doubted(read: Read, title: str, is_doubted: bool) -> None:
    notice = " ".join(
        f"{HEAD}NOTICE OF MEETING AND PROVISIONAL AGENDA Subject: Working Party on Lamps Date: 18 April 2016 "
        f"1. Adoption of the agenda 2. {title} doc. 8505/16 3. Any other business 8123/16 1 EN".split()
    )

    assert ("items" in {doubt.field for doubt in read(notice).doubts}) == is_doubted


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            'Conclusions on "Smart Lamps\n     Oil"                                8648/16',
            'Conclusions on "Smart Lamps Oil"',
        ),
        (
            "Opinions of the part-session from 15 to 19\n     November 2015",
            "Opinions of the part-session from 15 to 19 November 2015",
        ),
        ("Regulation on lamps\n     (recast)", "Regulation on lamps (recast)"),
        ("Committee on lamps\n     (24th session)", "Committee on lamps (24th session)"),
        ("Strategy for lamps\n     (2000-2004)", "Strategy for lamps (2000-2004)"),
        ("Report on the lamps for\n     2013                                 11013/16", "Report on the lamps for 2013"),
        (
            "Transfer within Section III -            16004/16\n     Commission",
            "Transfer within Section III - Commission",
        ),
        ("Revision of the Directive                [C]\n     on lamps", "Revision of the Directive on lamps"),
        ("Regulation on the lamps of\nPolicy debate\nthe north\n9871/16", "Regulation on the lamps of the north"),
    ],
)
def test_what_goes_on_in_the_next_line_belongs_to_the_title(read: Read, lines: str, title: str) -> None:
    reading = read(f"{AGENDA}2.   {lines}\n\n3.   Oil\n{END}")

    assert outline(reading)[1] == ("2", title, [])
    assert "items" not in {doubt.field for doubt in reading.doubts}


def test_the_sentences_below_a_list_of_contents_keep_their_citations(read: Read) -> None:
    reading = read(
        f"{HEAD}PROGETTO DI PROCESSO VERBALE\n\nOggetto: 3451a sessione del Consiglio\n\nINDICE\n\n"
        "1.   Adozione dell'ordine del giorno ................ 3\n2.   Lampade del nord .............. 3\n"
        "3.   Varie .................. 4\n\n8123/16                                                    II\n"
        "             CAB\n\n"
        "1.   Adozione dell'ordine del giorno\n\n"
        "     Il Consiglio ha adottato l'ordine del giorno nel doc. 7398/16.\n\n2.   Lampade del nord\n"
        "     doc. 7227/16\n\n"
        "     Il Consiglio ha approvato le conclusioni del doc. 7228/16.\n\n"
        "3.   Varie\n\n     Nessun punto.\n"
    )

    assert [item.summary for item in items(reading)] == [
        "Il Consiglio ha adottato l'ordine del giorno nel doc. 7398/16.",
        "Il Consiglio ha approvato le conclusioni del doc. 7228/16.",
        "Nessun punto.",
    ]


def test_a_treatment_behind_a_title_in_a_page_of_one_line_is_no_part_of_it(read: Read) -> None:
    reading = read(
        "Council of the European Union Brussels, 3 May 2016 (OR. en) 8123/16 OJ CONS 7 AGRI 58 "
        "PROVISIONAL AGENDA COUNCIL "
        "OF THE EUROPEAN UNION (Agriculture and Fisheries) Europa building, Brussels 24 May 2016 "
        "(10:00) 1. Adoption of the "
        "agenda 2. Vision for lamps Presentation by the Commission 3. Market for oil Exchange of views 6087/16 "
        "4. Any other business a) Wicks b) Chimneys\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda", []),
        ("2", "Vision for lamps", []),
        ("3", "Market for oil", []),
        ("4", "Any other business", ["Wicks", "Chimneys"]),
    ]


def test_a_title_goes_on_below_documents_and_blank_lines(read: Read) -> None:
    reading = read(
        f"{HEAD}SUMMARY RECORD\n\nSubject: Committee\n\n1.   Adoption of the agenda\n\nThe Committee "
        f"adopted the agenda.\n\n"
        "2.   Regulation on the labelling of domestic wood                9407/16\n\n"
        "                                                                + COR 1\n\n     stoves and fireplaces\n\n"
        "The Committee agreed on the text.\n\n3.   Any other business\n\nNone.\n"
    )

    assert outline(reading)[1] == ("2", "Regulation on the labelling of domestic wood stoves and fireplaces", [])


def test_the_number_of_a_transfer_and_the_parties_of_a_case_belong_to_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Court of Justice: Case C-518/07\n     (Commission v Germany) - intervention\n     "
        f"11533/16 JUR 301\n"
        f"3.   Transfer of appropriations\n     No DEC 22/2016\n     11584/16 FIN 284\n{END}"
    )

    assert outline(reading)[1:3] == [
        ("2", "Court of Justice: Case C-518/07 (Commission v Germany) - intervention", []),
        ("3", "Transfer of appropriations No DEC 22/2016", []),
    ]


def test_a_spanish_sentence_over_two_lines_keeps_its_citation(read: Read) -> None:
    reading = read(
        f"{HEAD}RESULTADO DE LOS TRABAJOS\n\nAsunto: Grupo\n\n1.   Adopción del orden del día\n\n"
        "     Se adoptó el orden del día que figura en el\n     documento CM 4286/1/16 REV 1.\n\n"
        "2.   Lámparas\n\n     El Grupo examinó el documento y acordó\n     remitirlo al Comité.\n\n3.   Varios\n"
    )

    assert items(reading)[0].summary == "Se adoptó el orden del día que figura en el documento CM 4286/1/16 REV 1."


def test_a_code_of_the_right_hand_column_within_a_title_is_no_part_of_it(read: Read) -> None:
    reading = read(f"{AGENDA}2.   Regulation on lamps and\n9102/16 MI 3\nENT 48\noil\n\n3.   Oil\n{END}")

    assert outline(reading)[1] == ("2", "Regulation on lamps and oil", [])


def test_a_line_right_below_other_business_in_a_record_is_its_point(read: Read) -> None:
    reading = read(
        f"{HEAD}DRAFT MINUTES\n\nSubject: Council meeting\n\n1.\n\nAdoption of the agenda\n\n"
        "The Council adopted the agenda set out in document 8170/16.\n\n2.\n\nAny other "
        "business\nPresentation of the work "
        "programme of the\nPresidency\n\nNon-legislative activities\n3.\n\nLamps\n\nThe Council "
        "held a debate on lamps.\n"
    )

    assert outline(reading)[1] == ("2", "Any other business", ["Presentation of the work programme of the Presidency"])


def test_the_year_of_a_date_may_be_on_the_next_line(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Opinions adopted at the part-session in Strasbourg from 8 to 12 "
        f"October\n     2015\n     9108/16\n\n"
        f"3.   Oil\n{END}"
    )

    assert outline(reading)[1] == (
        "2",
        "Opinions adopted at the part-session in Strasbourg from 8 to 12 October 2015",
        [],
    )


def test_a_second_code_of_the_right_hand_column_is_no_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Regulation on measures to accompany (MEDA) the reform of economic\n     "
        f"structures in the framework of "
        f"the partnership\n     12231/16        MED 96\n                     FIN 395\n     + COR 1\n\n3.   Oil\n{END}"
    )

    assert outline(reading)[1] == (
        "2",
        (
            "Regulation on measures to accompany (MEDA) the reform of economic structures in the "
            "framework of the partnership"
        ),
        [],
    )


def test_an_agreement_with_a_country_below_a_document_belongs_to_the_title(read: Read) -> None:
    reading = read(
        f"{HEAD}SUMMARY RECORD\n\nSubject: Committee\n\n1. \nAdoption of the agenda \nThe Committee "
        f"adopted the agenda. \n\n"
        "2.  Council Decision on the signing of the Comprehensive Air Transport \n  9261/16\nAgreement with ASEAN \n"
        "The Committee confirmed the agreement. \n\n3.  AOB \nNothing was raised. \n"
    )

    assert outline(reading)[1] == (
        "2",
        "Council Decision on the signing of the Comprehensive Air Transport Agreement with ASEAN",
        [],
    )


def test_the_figure_of_a_footnote_behind_a_sub_item_is_no_part_of_it(read: Read) -> None:
    reading = read(
        f"{HEAD}OUTCOME OF PROCEEDINGS\n\nSubject: Summary\n\n1.    Adoption of the agenda\n\nThe "
        f"agenda was adopted.\n\n"
        "2.    Preparation of the session\n\n      •    Draft resolutions tabled by Member "
        "States1\n      •    Lamps\n\n"
        "Delegations will send comments.\n\n3.    Any other business\n\nCZ announced a conference.\n\n\n1\n"
        "      WK 1377/2016 INIT and WK 1377/2016 ADD 1.\n"
    )

    assert outline(reading)[1] == (
        "2",
        "Preparation of the session",
        ["Draft resolutions tabled by Member States", "Lamps"],
    )


def test_the_figure_of_a_suffix_below_a_list_with_pages_is_no_page(read: Read) -> None:
    reading = read(
        f"{HEAD}DRAFT MINUTES\n\nSubject: Council meeting\n\nCONTENTS\n                          Page\n\n"
        "1.   Adoption of the agenda .............. 3\n\n2.   Lamps ............. 3\n\n"
        "1.   Adoption of the agenda\n\n     The Council adopted the agenda.\n\n"
        "2.   Lamps\n\n     The Council approved the lamps. Document 7906/16 COR 2\n     (sl) should be added.\n"
    )

    assert [str(reference.to) for reference in reading.fields["references"]] == [  # type: ignore[attr-defined]
        "7906/16 COR 2"
    ]


def test_the_name_of_interpol_broken_at_a_hyphen_is_whole(read: Read) -> None:
    reading = read(f"{AGENDA}2.   Negotiations with Inter-\n     pol on lamps\n\n3.   Oil\n{END}")

    assert outline(reading)[1] == ("2", "Negotiations with Interpol on lamps", [])


def test_the_label_before_each_title_of_an_old_notice_is_no_part_of_it(read: Read) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\n"
        "ITEM 1    Re:  Adoption of the agenda\n\nITEM 2    Re:  Transfers of appropriations\n\n"
        "               2.1  proposal No 22/94\n               2.2  proposal No 25/94\n\n"
        "ITEM 3    Re:  Other business\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda", []),
        ("2", "Transfers of appropriations", ["proposal No 22/94", "proposal No 25/94"]),
        ("3", "Other business", []),
    ]


@pytest.mark.parametrize(
    ("body", "second"),
    [
        (
            '2.   Host nation support\n     –    Follow-up to the exercise\n          "EU CARPATHEX 2014"\n\n',
            ("Host nation support", ['Follow-up to the exercise "EU CARPATHEX 2014"']),
        ),
        (
            '2.   Questions\n     a)   No E-003214/2012 by Andreas Wick\n          "Lamps"      10522/12 PE-QE 254\n\n',
            ("Questions", ['No E-003214/2012 by Andreas Wick "Lamps"']),
        ),
        (
            "2.   Special meeting of the European Council on 18 April\n       EUCO 10/24\n     2024: Preparation\n\n",
            ("Special meeting of the European Council on 18 April 2024: Preparation", []),
        ),
        (
            "2.   EU-Jordan Partnership: EU position for the 14th Association\n     Committee\n     Endorsement\n\n",
            ("EU-Jordan Partnership: EU position for the 14th Association Committee", []),
        ),
        (
            "2.   Divers\n     -    Siège de l'Agence ( délégation danoise )\n\n",
            ("Divers", ["Siège de l'Agence (délégation danoise)"]),
        ),
    ],
)
def test_a_title_goes_on_in_its_name_its_year_and_its_bracket(
    read: Read, body: str, second: tuple[str, list[str]]
) -> None:
    assert outline(read(f"{AGENDA}{body}3.   Oil\n{END}"))[1] == ("2", *second)


def test_conclusions_alone_below_a_title_say_how_the_item_is_treated(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Governance of the European Research Area              13863/18\n"
        f"     Conclusions                                                 14001/1/18 REV 1\n"
        f"     Adoption\n\n3.   Oil\n{END}"
    )

    assert outline(reading)[1] == ("2", "Governance of the European Research Area", [])
    assert [str(document) for document in items(reading)[1].documents] == ["13863/18", "14001/1/18 REV 1"]


def test_points_of_other_business_in_one_line_are_sub_items(read: Read) -> None:
    page = " ".join(AGENDA.split())
    reading = read(
        f"{page} 2. Lamps The Chair took note of the paper on lamps. "
        "3. Any other business - FI: opening of a post - Oil"
    )

    assert outline(reading)[-1] == ("3", "Any other business", ["FI: opening of a post", "Oil"])


def test_the_number_of_the_next_part_and_the_place_of_a_list_are_no_part_of_the_title(read: Read) -> None:
    page = " ".join(HEAD.split())
    reading = read(
        f"{page} PROVISIONAL AGENDA PERMANENT REPRESENTATIVES COMMITTEE (Part 2) Europa building, Brussels 13 May 2016 "
        '(10:00) 1. Adoption of the agenda 2. Approval of the "I" items (see Annex) II 3. Lamps 13214/16 4. Oil'
    )

    assert outline(reading)[1] == ("2", 'Approval of the "I" items', [])


def test_the_record_of_coreper_goes_on_below_the_i_items_with_much_higher_numbers(read: Read) -> None:
    reading = read(
        f"{HEAD}SUMMARY RECORD\n\nSubject: 2005th meeting of Coreper\n\n1. Adoption of the agenda\n\nAdopted."
        '\n\n2. Adoption of the "I" items\n\nThe Committee approved the items.\n\n27. Preparation of the Council\n\n'
        "The Committee discussed lamps.\n\n28. Oil\n\nA delegation entered a reservation.\n"
    )

    assert [item.number for item in items(reading)] == ["1", "2", "27", "28"]


@pytest.mark.parametrize(
    ("body", "second"),
    [
        (
            "2.   Decision on the Protocol implementing the Agreement with Republic of Cabo\n  10377/24\nVerde\n\n",
            ("Decision on the Protocol implementing the Agreement with Republic of Cabo Verde", []),
        ),
        (
            "2.   Regulation on ferry registers\n     –    Confirmation of the final compromise text II\n\n",
            ("Regulation on ferry registers", ["Confirmation of the final compromise text"]),
        ),
        (
            "2.   Regulation on lamps\n     –    First examination of Chapter I\n\n",
            ("Regulation on lamps", ["First examination of Chapter I"]),
        ),
        ("2.   Lamps of the north 1 EN\n\n", ("Lamps of the north", [])),
    ],
)
def test_names_go_on_and_feet_of_pages_end_titles(read: Read, body: str, second: tuple[str, list[str]]) -> None:
    assert outline(read(f"{AGENDA}{body}3.   Oil\n{END}"))[1] == ("2", *second)


@pytest.mark.parametrize("heading", ["Erörterungspunkte", "Besprekingspunten", "Puntos de debate"])
def test_figures_below_the_items_for_discussion_number_items(read: Read, heading: str) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Working Party on Lamps\n\nI. Adoption of the agenda\n\nII. {heading}\n\n"
        "1. Lamps\n\n2. Oil\n\n3. Wicks\n"
    )

    assert [item.number for item in items(reading)] == ["I", "II", "1", "2", "3"]


def test_figures_from_one_below_the_last_roman_number_are_no_items_of_their_own(read: Read) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Working Party on Lamps\n\nI. Adoption of the agenda\n\nII. Harbours\n\n"
        "1. Lamps\n\n2. Oil\n\n3. Wicks\n"
    )

    assert outline(reading) == [("I", "Adoption of the agenda", []), ("II", "Harbours", ["Lamps", "Oil", "Wicks"])]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("(technical means of detection)", "Follow-up of Action 8.4 (technical means of detection)"),
        ("(poss.)", "Follow-up of Action 8.4"),
        ("(public debate)", "Follow-up of Action 8.4"),
        ("(state of play)", "Follow-up of Action 8.4"),
    ],
)
def test_a_bracket_in_small_letters_below_a_title_says_it_more_closely(read: Read, line: str, title: str) -> None:
    record = AGENDA.replace("PROVISIONAL AGENDA", "OUTCOME OF PROCEEDINGS")
    reading = read(f"{record}2.   Follow-up of Action 8.4\n{line}\n11433/15\nThe Chair presented the draft.\n{END}")

    assert items(reading)[1].title == title


@pytest.mark.parametrize(
    "title",
    [
        "Debate sobre el documento 9819/1/21 REV 1",
        "Aussprache über das Dokument 9819/1/21 REV 1",
        "Débat, voir 9819/1/21 REV 1",
    ],
)
def test_a_document_that_other_languages_cite_stays_in_its_title(read: Read, title: str) -> None:
    record = AGENDA.replace("PROVISIONAL AGENDA", "OUTCOME OF PROCEEDINGS")
    reading = read(f"{record}2.   {title}\n\nThe Chair presented the draft.\n{END}")

    assert items(reading)[1].title == title


def bare(read: Read, lines: str) -> list[object]:
    return outline(read(f"{AGENDA}{lines}{END}"))


@pytest.mark.parametrize(
    "act",
    [
        "règlement (CE) n° 1234/2007",
        "règlement (CE) n° 1734/94",
        "Verordnung (EU) Nr. 1308/13",
        "forordning nr. 539/01",
    ],
)
def test_the_number_of_an_act_at_the_end_of_a_line_is_no_document(read: Read, act: str) -> None:
    rows = bare(read, f"2.   Lampes: modification du {act}\n     relatif aux phares\n     7233/08 AGRI 24\n")

    assert rows[1] == ("2", f"Lampes: modification du {act} relatif aux phares", [])


def test_documents_that_are_to_follow_are_no_part_of_the_title(read: Read) -> None:
    rows = bare(read, "2.   Lamps of the north\n     doc. 11437/99 INF 188\n     doc. 12702/99 INF 233 (to follow)\n")

    assert rows[1] == ("2", "Lamps of the north", [])


def test_a_line_below_a_paragraph_of_one_line_is_no_part_of_the_title(read: Read) -> None:
    title = "Proposal for a Directive of the European Parliament and of the Council amending Directive 94/62/EC of May"
    rows = bare(read, f"2. {title} of lighthouses and harbours\nOil of the north\n14975/15 INF 769\n")

    assert rows[1] == ("2", f"{title} of lighthouses and harbours", [])


@pytest.mark.parametrize("point", ["Follow-up", "Preparation", "Agenda"])
def test_what_is_dealt_with_of_a_meeting_is_part_of_its_title(read: Read, point: str) -> None:
    rows = bare(read, f"2.   Meeting of the Council (Lamps) on 20 March 2023:\n     7305/23\n     {point}\n")

    assert rows[1] == ("2", f"Meeting of the Council (Lamps) on 20 March 2023: {point}", [])


def test_the_name_of_a_question_below_who_asked_it_is_part_of_its_title(read: Read) -> None:
    lines = (
        '2.   Replies to questions\n     a)   Ada Wick (S&D)\n          7011/23\n          "Ferries to lighthouses"\n'
    )

    assert bare(read, lines)[1] == ("2", "Replies to questions", ['Ada Wick (S&D) "Ferries to lighthouses"'])


def test_a_word_that_is_torn_in_the_text_of_an_item_is_whole(read: Read) -> None:
    record = AGENDA.replace("PROVISIONAL AGENDA", "OUTCOME OF PROCEEDINGS")
    reading = read(f"{record}2.   Lamps\n\n     The Chair spoke of the govern-\n     ments of the north.\n{END}")

    assert items(reading)[1].summary == "The Chair spoke of the governments of the north."


@pytest.mark.parametrize(
    "follow", ["(to follow)", "(doc. suivra)", "(wird nachgereicht)", "(foreligger endnu ikke)", "(en preparación)"]
)
def test_what_stands_in_place_of_a_document_is_no_part_of_a_title(read: Read, follow: str) -> None:
    rows = bare(
        read, f"2.   Lamps of the north                      7233/08 AGRI 24\n     and of the south        {follow}\n"
    )

    assert rows[1] == ("2", "Lamps of the north and of the south", [])


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "Änderung der Verordnung\n\n     (EG) Nr. 1346/2000 über Lampen",
            "Änderung der Verordnung (EG) Nr. 1346/2000 über Lampen",
        ),
        (
            "Schutz der Lampen im freien Verkehr\n     (Lampenverordnung) [erste Lesung]",
            "Schutz der Lampen im freien Verkehr (Lampenverordnung) [erste Lesung]",
        ),
        (
            "Regolamento che modifica il regolamento (CE) n.\n     2006/2004 sulle lampade",
            "Regolamento che modifica il regolamento (CE) n. 2006/2004 sulle lampade",
        ),
        ("Direttiva 2009/\n     102/CE in materia di lampade", "Direttiva 2009/102/CE in materia di lampade"),
        (
            "Verordnung über die Lampen der Euro-\n     päischen Union",
            "Verordnung über die Lampen der Europäischen Union",
        ),
        ("Lamps (plainte 2103/2009)", "Lamps (plainte 2103/2009)"),
        ("Lamps (doc. DS 1055/11, to be handed out)", "Lamps (doc. DS 1055/11, to be handed out)"),
        (
            "Election of a member to replace Mr W. WICK, who has resigned",
            "Election of a member to replace Mr W. WICK, who has resigned",
        ),
        ("Lamps of the north (°)", "Lamps of the north"),
        ("Asylum of lamps:\n     State of play    9520/18", "Asylum of lamps: State of play"),
    ],
)
def test_titles_that_agendas_break_or_mark_are_whole(read: Read, lines: str, title: str) -> None:
    assert bare(read, f"2.   {lines}\n")[1] == ("2", title, [])


def test_codes_without_numbers_far_to_the_right_are_no_part_of_a_title(read: Read) -> None:
    lines = f"2.   Replies to questions{' ' * 30}13612/19\n     of members{' ' * 38}PE-QE\n"

    assert bare(read, lines)[1] == ("2", "Replies to questions of members", [])


@pytest.mark.parametrize("heading", ["ANNEX\n\nAppointments", "ANEXO\nPuntos «I»", 'ANLAGE\n"I"-Punkte'])
def test_items_that_count_on_below_an_annex_are_items(read: Read, heading: str) -> None:
    rows = bare(
        read, f"2.   Oil\n\n3.   Wicks\n\n{heading}\n\n4.   Lamps of the north\n     7233/08 AGRI 24\n\n5.   Fog\n"
    )

    assert [row[1] for row in rows[2:5]] == ["Wicks", "Lamps of the north", "Fog"]  # type: ignore[index]


def test_a_heading_between_dashes_is_no_point(read: Read) -> None:
    rows = bare(read, "2.   Lamps\n     - report of the Presidency\n\n- MIXED COMMITTEE -\n\n3.   Fog\n     - note\n")

    assert rows[1] == ("2", "Lamps", ["report of the Presidency"])


def test_the_mark_of_a_footnote_that_stands_alone_below_is_no_part_of_a_point(read: Read) -> None:
    record = AGENDA.replace("PROVISIONAL AGENDA", "OUTCOME OF PROCEEDINGS")
    reading = read(f"{record}2.\nLamps\n–\nDraft conclusions 1\nThe text was examined.\n1\nText in the Annex.\n{END}")

    assert outline(reading)[1] == ("2", "Lamps", ["Draft conclusions"])


def test_the_agenda_in_the_annex_of_a_note_is_read(read: Read) -> None:
    reading = read(
        "Council of the European Union\nBrussels, 24 April 2015\n(OR. en)\n8206/15\nINF 1\nNOTE\nFrom: Presidency\n"
        "To: Delegations\nSubject: Draft agenda of the 26th meeting of the Working Party on Lamps\n\n"
        "Delegations will find attached the draft agenda.\n\nANNEX\n\n1. Adoption of the agenda\n2. Oil\n3. Fog\n"
    )

    assert [item.title for item in items(reading)] == ["Adoption of the agenda", "Oil", "Fog"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "Proposal for a Regulation of the Parliament and the Council in the matter\n     8. general lamp programme",
            "Proposal for a Regulation of the Parliament and the Council in the matter 8. general lamp programme",
        ),
        (
            "Vorbereitung der Tagung am 30. November/\n     1. Dezember 1994",
            "Vorbereitung der Tagung am 30. November/1. Dezember 1994",
        ),
        (
            "Przygotowanie konferencji lamp\n     (DGINS) (Bratysława, 9–11 października 2019 r.)",
            "Przygotowanie konferencji lamp (DGINS) (Bratysława, 9–11 października 2019 r.)",
        ),
        ("Summit on lamps\n     (9 April 2019)", "Summit on lamps (9 April 2019)"),
        (
            'Ada Wick (S&D)\n     "Delays of ferries at\n     the lighthouses"',
            'Ada Wick (S&D) "Delays of ferries at the lighthouses"',
        ),
    ],
)
def test_numbers_and_brackets_at_the_beginning_of_a_line_may_be_of_the_title(
    read: Read, lines: str, title: str
) -> None:
    assert bare(read, f"2.   {lines}\n")[1] == ("2", title, [])


def test_the_heading_of_the_next_items_below_a_document_is_no_part_of_a_title(read: Read) -> None:
    rows = bare(
        read,
        "2.   Appointment of a member of the board of lamps (Lithuania)\n     5888/22\n     Budget\n3.   Oil\n",
    )

    assert rows[1] == ("2", "Appointment of a member of the board of lamps (Lithuania)", [])


def test_a_document_that_a_point_cites_with_its_series_is_one_document(read: Read) -> None:
    reading = read(f"{AGENDA}2.   Lamps\n     =    Discussion on the basis of WK 5712/2021 INIT\n{END}")

    assert [str(one.to) for one in reading.fields["references"]] == ["WK 5712/21"]  # type: ignore[attr-defined]


FOOT = "\n\n8206/15          AB/cd          1\n          DGH 2          EN\n\n\n"


@pytest.mark.parametrize(
    ("above", "below", "title"),
    [
        (
            "Proposal for a Regulation laying down the Code of the Union",
            "Lighthouses and Harbours (recast)",
            "Proposal for a Regulation laying down the Code of the Union Lighthouses and Harbours (recast)",
        ),
        (
            "Accord sur les lampes entre les États de l'Union, d'une part, et le Royaume",
            "du Nord, d'autre part",
            "Accord sur les lampes entre les États de l'Union, d'une part, et le Royaume du Nord, d'autre part",
        ),
        ("Keepers of the harbours", "The Chair introduced the text", "Keepers of the harbours"),
        (
            "Proposal for a Regulation laying down the Code of the Union",
            "The Chair introduced the proposal",
            "Proposal for a Regulation laying down the Code of the Union",
        ),
    ],
)
def test_a_long_title_goes_on_behind_the_foot_of_a_page(read: Read, above: str, below: str, title: str) -> None:
    reading = read(f"{AGENDA}2.   {above}{FOOT}     {below}\n\n3.   Oil\n{END}")

    assert outline(reading)[1] == ("2", title, [])


def test_a_unit_below_the_torn_foot_of_a_page_is_no_part_of_a_title(read: Read) -> None:
    foot = "8206/15\n\nab\n\n1\nFR\n\nDPG\n\n"
    rows = bare(
        read, f"2.   Accord sur les lampes entre l'Union et le Royaume\n{foot}du Nord, d'autre part\n3.   Oil\n"
    )

    assert rows[1] == ("2", "Accord sur les lampes entre l'Union et le Royaume du Nord, d'autre part", [])


def test_a_line_that_says_an_act_is_recast_goes_on_with_its_title(read: Read) -> None:
    rows = bare(read, "2.   Proposal laying down the Union\n     Lamps Code (recast)\n3.   Oil\n")

    assert rows[1] == ("2", "Proposal laying down the Union Lamps Code (recast)", [])


def test_the_letter_o_before_a_capital_is_a_bullet_where_it_is_no_word(read: Read) -> None:
    english = read(f"{AGENDA}2.   Relations with the North\n     o Preparation of the talks\n     o Debriefing\n{END}")
    portuguese = read(
        "CONSELHO DA UNIÃO EUROPEIA\n\nBruxelas, 3 de maio de 2016\n(OR. en)\n\n8123/16\n\nOJ CRP2 31\n\n"
        "ORDEM DO DIA PROVISÓRIA\n\nAssunto: Grupo das Lâmpadas\n\n1.   Adoção da ordem do dia provisória\n\n"
        "2.   Acordo entre a União Europeia e\n     o Reino do Norte sobre as lâmpadas dos portos\n\n"
        "3.   Conclusões do Conselho sobre o óleo para as lâmpadas\n\n4.   Diversos\n"
    )

    assert outline(english)[1] == ("2", "Relations with the North", ["Preparation of the talks", "Debriefing"])
    title = "Acordo entre a União Europeia e o Reino do Norte sobre as lâmpadas dos portos"
    assert outline(portuguese)[1] == ("2", title, [])
