"""What stands beside, below and within a subject and is no part of it: lines of a site, documents, codes, days."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]
SubjectOf = Callable[[Reading], object]
DoubtsOf = Callable[[Reading], list[str]]

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nJAI 31\n\n"
BOX = f"{HEAD}NOTE\nFrom: Presidency\nTo: Delegations\nSubject: "
NOTICE = f"{HEAD}NOTICE OF MEETING AND PROVISIONAL AGENDA\n\nContact: Lamp unit\nSubject: "
AGENDA = "Date: 11 May 2016\n\n1. Adoption of the agenda\n\n2. Oil\n"
OUTCOME = f"{HEAD}OUTCOME OF PROCEEDINGS\n\nFrom: Visa Working Party\nTo: Delegations\nSubject: "
PRESS = f"{HEAD}OUTCOME OF THE COUNCIL MEETING\n\n3460th Council meeting\n\nEnvironment\n\n"
ONE_LINE = (
    "Council of the European Union Brussels, 3 May 2016 (OR. en) 8123/16 JAI 31 NOTE From: Presidency To: Delegations "
    "Subject: "
)
LETTERHEAD = ONE_LINE.partition("NOTE")[0]
TEXT = "Delegations will find attached a text.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{NOTICE}Lamps of the north\n\nWe use cookies to improve this site.\nAccept all\nSettings\n\n{AGENDA}",
            "Lamps of the north",
        ),
        (
            f"{PRESS}Advertisement\nPDF to HTML - Convert your files\n\nLuxembourg, 17 June 2016\n",
            "3460th Council meeting - Environment",
        ),
        (f"{PRESS}3 views\n0 download\nReport\n\nLuxembourg, 17 June 2016\n", "3460th Council meeting - Environment"),
        # Report is a part of the title where no line of a site is above it
        (f"{BOX}Lamps of the north\n- Report\n\n{TEXT}", "Lamps of the north - Report"),
        # a document in square brackets
        (f"{NOTICE}Lamps of the north\n\n[WK 5249/2016 INIT: replies]\n\n{AGENDA}", "Lamps of the north"),
        (f"{NOTICE}Lamps of the north\n[8100/1/16 REV 1: replies]\n\n{AGENDA}", "Lamps of the north"),
        # the first item, which lost its number
        (
            f"{OUTCOME}Summary of discussions\n\nAdoption of the agenda\n\nThe agenda was adopted.\n",
            "Summary of discussions",
        ),
        # days within the title of a press text
        (
            f"{PRESS}Items approved between 4 March and 13 July 2016\n\nBrussels, 13 July 2016\n",
            "3460th Council meeting - Environment - Items approved between 4 March and 13 July 2016",
        ),
    ],
)
def test_what_is_below_a_subject_is_not_part_of_it(
    read: Read, text: str, expected: str, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    reading = read(text)

    assert subject(reading) == expected
    assert doubts(reading) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "LAMPS OF THE NORTH\n18/19 JUNE 2009\nPRESIDENCY CONCLUSIONS\n",
            "LAMPS OF THE NORTH 18/19 JUNE 2009 PRESIDENCY CONCLUSIONS",
        ),
        (
            "LAMPS OF THE NORTH\nMeeting of 4 May 2016\n\nCONCLUSIONS\n",
            "LAMPS OF THE NORTH Meeting of 4 May 2016 - CONCLUSIONS",
        ),
        (
            "LAMPS OF THE NORTH\n- STATE OF THE OIL IN THE MEMBER STATES\n",
            "LAMPS OF THE NORTH - STATE OF THE OIL IN THE MEMBER STATES",
        ),
        ("PUBLIC ACCESS TO DOCUMENTS\n", "PUBLIC ACCESS TO DOCUMENTS"),
        ("EUROPEAN PUBLIC PROSECUTOR'S OFFICE\n", "EUROPEAN PUBLIC PROSECUTOR'S OFFICE"),
    ],
)
def test_a_title_in_capitals_is_read_over_its_lines(
    read: Read, words: str, expected: str, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    reading = read(f"{BOX}{words}{TEXT}")

    assert subject(reading) == expected
    assert doubts(reading) == []


def test_a_stamp_of_release_is_no_word_of_the_subject(read: Read, subject: SubjectOf) -> None:
    assert subject(read(f"{BOX}Lamps of the north\nConseil UE\nPUBLIC\n\n{TEXT}")) == "Lamps of the north"


def test_a_date_of_poland_does_not_end_a_title_in_capitals(read: Read, subject: SubjectOf) -> None:
    words = "3481. POSIEDZENIE RADY UNII EUROPEJSKIEJ (ROLNICTWO), KTÓRE\nODBYŁO SIĘ W BRUKSELI W DNIU 18 LIPCA 2016 R."

    assert subject(
        read(f"{HEAD}PROJEKT PROTOKOŁU\n\nDotyczy: {words}\n\n1. Przyjęcie porządku obrad\n")
    ) == words.replace("\n", " ")


@pytest.mark.parametrize(
    "words",
    [
        "Lamps - Mandate for negotiations with the European Parliament 5330/1/24 REV 1",
        "Lamps - Progress report 5330/24",
    ],
)
def test_a_number_behind_a_subject_is_doubted(read: Read, words: str, doubts: DoubtsOf) -> None:
    assert doubts(read(f"{BOX}{words}\n\n{TEXT}")) == ["a document of another field seems to be in it"]


@pytest.mark.parametrize("words", ["Corrigendum to the report 5330/24", "Lamps - reply to document 5330/24 REV 1"])
def test_a_number_that_the_subject_names_is_not_doubted(
    read: Read, words: str, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    reading = read(f"{BOX}{words}\n\n{TEXT}")

    assert subject(reading) == words
    assert doubts(reading) == []


def test_the_first_item_in_another_language_is_doubted_in_a_subject(read: Read, doubts: DoubtsOf) -> None:
    reading = read(f"{BOX}Lampy północy - Przyjęcie porządku obrad\n\n{TEXT}")

    assert doubts(reading) == ["the first item of the agenda seems to be in it"]


@pytest.mark.parametrize("codes", ["TELECOM", "TELECOM CYBER MI", "TELECOM, CYBER"])
def test_codes_alone_are_no_subject(read: Read, codes: str, subject: SubjectOf, doubts: DoubtsOf) -> None:
    reading = read(f"{BOX}{codes}\n\n{TEXT}")

    assert subject(reading) is None
    assert doubts(reading) == ["what was read there is a run of subject codes, and was not taken"]


def test_codes_before_a_title_are_not_taken(read: Read, subject: SubjectOf, doubts: DoubtsOf) -> None:
    reading = read(f"{BOX}TELECOM CYBER MI Undersea cables\n\n{TEXT}")

    assert subject(reading) is None
    assert doubts(reading) == ["what was read there is words with subject codes among them, and was not taken"]


def test_a_day_whose_label_is_above_the_subject_is_doubted(read: Read, subject: SubjectOf, doubts: DoubtsOf) -> None:
    text = (
        f"{HEAD}LIST OF 'A' ITEMS\n\nSubject:\nDate:\n3460th meeting of the COUNCIL\n12 June 2016\n\n1. Oil\n\n2. Fog\n"
    )
    reading = read(text)

    assert subject(reading) == "3460th meeting of the COUNCIL" or doubts(reading)


def test_a_day_that_belongs_to_the_title_is_not_doubted(read: Read, subject: SubjectOf, doubts: DoubtsOf) -> None:
    reading = read(f"{BOX}Meeting of the Working Party on Lamps on 12 June 2016\n\n{TEXT}")

    assert subject(reading) == "Meeting of the Working Party on Lamps on 12 June 2016"
    assert doubts(reading) == []


def test_a_long_title_of_an_act_ends_before_the_first_section_in_a_page_of_one_line(
    read: Read, subject: SubjectOf
) -> None:
    act = "Vorschlag für eine Richtlinie des Rates " + "zur Änderung der Richtlinie 98/41/EG über Lampen " * 10
    reading = read(
        f"{ONE_LINE}{act}KONTEXT UND INHALT DES VORSCHLAGS 1. Die Kommission hat den Vorschlag übermittelt.\n"
    )

    assert subject(reading) == act.strip()


def test_the_footnote_of_minutes_is_no_part_of_their_subject(read: Read, subject: SubjectOf) -> None:
    note = (
        "1 Information relating to the final adoption of Council acts which may be released may be found in Addendum 1."
    )
    text = ONE_LINE.replace("NOTE From: Presidency To: Delegations", "DRAFT MINUTES 1")
    words = "2803rd meeting of the Council of the European Union (ENVIRONMENT), held in Brussels on 3 May 2016"

    assert subject(read(f"{text}{words} {note}\n")) == words


@pytest.mark.parametrize(
    ("heading", "sender"),
    [("NOTE FROM THE PRESIDENCY", "PRESIDENCY"), ("NOTA VAN HET VOORZITTERSCHAP", "VOORZITTERSCHAP")],
)
def test_a_sender_in_the_heading_is_read_in_a_page_of_one_line(read: Read, heading: str, sender: str) -> None:
    reading = read(f"{LETTERHEAD}{heading} to: Delegations Subject: Lamps of the north {TEXT}")

    assert reading.fields.get("type") == "NOTE"
    assert reading.fields.get("originator") == sender
    assert reading.fields.get("addressee") == "Delegations"


def test_the_title_of_a_work_programme_goes_on_below_blank_lines(read: Read, subject: SubjectOf) -> None:
    lines = ["PROVISIONAL AGENDAS", "FOR COUNCIL MEETINGS", "DURING THE FINNISH PRESIDENCY", "(Second half of 2006)"]
    text = HEAD + "\n\n\n".join(lines) + "\n\n\nAGRICULTURE COUNCIL\n\n1. Hops\n\n2. Honey\n"

    assert subject(read(text)) == " ".join(lines)


def test_a_foot_of_the_eighties_is_taken_out_with_its_language(read: Read, subject: SubjectOf) -> None:
    reading = read(f"{BOX}Lamps of the north\n\n8123/16 ard/JS/pm E\n\n- state of work\n\n{TEXT}")

    assert subject(reading) == "Lamps of the north - state of work"


@pytest.mark.parametrize(
    "sentence",
    [
        "Le 5 mai 2016, la Commission a présenté une proposition.",
        "À la suite de la réunion du groupe, la présidence a établi un texte.",
        "Am 5. Mai 2016 hat die Kommission einen Text vorgelegt.",
        "Im Anschluss an die Sitzung hat der Vorsitz einen Text erstellt.",
        "Op 5 mei 2016 heeft de Commissie een voorstel ingediend.",
        "El 5 de mayo de 2016 la Comisión presentó una propuesta.",
        "Il 5 maggio 2016 la Commissione ha presentato una proposta.",
        "Den 5. maj 2016 forelagde Kommissionen et forslag.",
        "Den 5 maj 2016 lade kommissionen fram ett förslag.",
        "W dniu 5 maja 2016 r. Komisja przedstawiła wniosek.",
        "Em 5 de maio de 2016, a Comissão apresentou uma proposta.",
    ],
)
def test_a_text_that_begins_with_a_day_is_seen_in_a_page_of_one_line(
    read: Read, sentence: str, subject: SubjectOf
) -> None:
    reading = read(f"{ONE_LINE}Lamps of the north {sentence}\n")

    assert subject(reading) == "Lamps of the north"


@pytest.mark.parametrize("words", ["Meeting of the Council on 5 May 2016", "Réunion du groupe le 5 mai 2016"])
def test_the_day_of_a_meeting_in_a_title_is_not_the_text(read: Read, words: str, subject: SubjectOf) -> None:
    assert subject(read(f"{ONE_LINE}{words} {TEXT}")) == words


def test_the_figure_of_a_footnote_within_a_subject_is_doubted(read: Read, doubts: DoubtsOf) -> None:
    assert doubts(read(f"{BOX}Lamps of the north1\n- Progress report\n\n{TEXT}")) == [
        "it seems to be cut: a figure is glued to a word"
    ]


def test_an_addressee_whose_second_name_ran_into_the_subject_is_doubted(
    read: Read, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    letterhead = "Rada Unii Europejskiej Bruksela, 3 maja 2016 r. (OR. en) 8123/16 FIN 12 NOTA "
    labels = "Od: Do: Nr poprz. dok.: Dotyczy: "
    values = (
        "Komitet Budżetowy Komitet Stałych Przedstawicieli / Zarząd 12530/16 FIN 601 INST 388 Sprawozdanie o lampach "
    )
    reading = read(f"{letterhead}{labels}{values}1. Komisja przedstawiła wniosek.\n")

    assert subject(reading) is None
    assert doubts(reading) != []
    assert "to" in {doubt.field for doubt in reading.doubts}


@pytest.mark.parametrize(
    "buttons",
    ["Show more\nPrint", "Télécharger\nPartager", "Mehr anzeigen", "Læs mere", "Lees meer", "Scarica", "Menu"],
)
@pytest.mark.parametrize("text", [TEXT, "Fishermen have long complained that lamps go out.\n"])
def test_the_buttons_of_a_site_end_a_subject(read: Read, buttons: str, text: str, subject: SubjectOf) -> None:
    assert subject(read(f"{BOX}Lamps of the north and of the south\n{buttons}\n{text}")) == (
        "Lamps of the north and of the south"
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Working Party on Lamps", "Report on oil in small harbours"),
        ('Groupe "Lampes"', "Rapport sur l'huile dans les petits ports"),
        ('Gruppe "Lampen"', "Bericht über Öl in kleinen Häfen"),
        ("Lampegruppen", "Rapport om olie i små havne"),
        ('Grupo "Lámparas"', "Informe sobre aceite en los puertos pequeños"),
        ("Grupa Robocza ds. Lamp", "Sprawozdanie w sprawie oleju"),
    ],
)
def test_a_title_in_the_line_of_an_unknown_body_is_parted_from_it_with_a_doubt(
    read: Read, name: str, title: str, subject: SubjectOf
) -> None:
    reading = read(f"{HEAD}NOTE\nFrom: To: Subject: Presidency {name} {title}\n\n{TEXT}")

    assert reading.fields["originator"] == "Presidency"
    assert reading.fields["addressee"] == name
    assert subject(reading) == title
    assert {"to", "subject"} <= {doubt.field for doubt in reading.doubts}


def test_a_name_that_takes_the_rest_of_its_line_leaves_no_text_as_subject(read: Read, subject: SubjectOf) -> None:
    reading = read(f"{HEAD}NOTE\nFrom: To: Subject: Presidency Harbour Masters Lamps of all\n\nFishermen complain.\n")

    assert subject(reading) is None
    assert {"to", "subject"} <= {doubt.field for doubt in reading.doubts}


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Report on oil stocks", "Fishermen have long complained that the lamps of harbours go out at night."),
        ("Rapport sur l'huile", "Depuis longtemps les pêcheurs se plaignent que les lampes s'éteignent."),
        ("Bericht über Ölvorräte", "Fischer haben lange um bessere und hellere Lampen in kleinen Häfen gebeten."),
        ("Rapport om olielagre", "Fiskere har længe klaget over, at lamperne i havnene går ud om natten."),
        ("Informe sobre el aceite", "Hace tiempo que los pescadores se quejan de que las lámparas se apagan."),
    ],
)
def test_the_only_place_where_a_sentence_can_begin_ends_a_subject_with_a_doubt(
    read: Read, title: str, sentence: str, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    reading = read(f"{ONE_LINE}{title} {sentence}\n")

    assert subject(reading) == title
    assert doubts(reading)
