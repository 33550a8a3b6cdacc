"""Records and agendas that came as one line, or with pages between their lines: where titles end."""

import pytest
from extraction.conftest import Read

from somei_cli.extraction.items.treatments import without_treatments

RECORD = (
    "Council of the European Union Brussels, 4 May 2016 (OR. en) 8544/16 JAI 344 OUTCOME OF PROCEEDINGS "
    "From: General Secretariat of the Council On: 21 April 2016 To: Delegations Subject: Working Party on Lamps "
)


@pytest.mark.parametrize(
    ("titles", "sentences"),
    [
        (
            ["Adoption de l'ordre du jour", "Lampes du nord", "Divers"],
            ["L'ordre du jour a été adopté.", "Les délégations ont débattu du texte.", "Néant."],
        ),
        (
            ["Annahme der Tagesordnung", "Lampen im Norden", "Sonstiges"],
            ["Die Tagesordnung wurde angenommen.", "Die Delegationen erörterten das Dokument.", "Keine."],
        ),
        (
            ["Adozione dell'ordine del giorno", "Lampade del nord", "Varie"],
            ["L'ordine del giorno è stato adottato.", "La Commissione ha presentato il testo.", "Nessuna."],
        ),
        (
            ["Adopción del orden del día", "Lámparas del norte", "Varios"],
            ["El orden del día fue aprobado.", "La Presidencia informó sobre el texto.", "Nada."],
        ),
        (
            ["Goedkeuring van de agenda", "Lampen in het noorden", "Diversen"],
            ["De agenda werd goedgekeurd.", "De delegaties hebben het document besproken.", "Geen."],
        ),
    ],
)
def test_a_sentence_in_any_large_language_ends_a_title(read: Read, titles: list[str], sentences: list[str]) -> None:
    pairs = zip(titles, sentences, strict=True)
    text = RECORD + " ".join(f"{number}. {title} {words}" for number, (title, words) in enumerate(pairs, start=1))

    assert [item.title for item in read(text).fields["items"]] == titles


def test_a_day_at_the_beginning_of_a_line_is_no_number(read: Read) -> None:
    text = RECORD.replace(" Subject", "\nSubject") + (
        "\n\n1. Adoption of the agenda\nIt was adopted.\n\n2. Lamps\n–\nMeeting of the committee on\n7./8. March 2019\n"
        "Delegations discussed the lamps.\n\n3. AOB\nNone.\n"
    )
    items = read(text).fields["items"]

    assert [sub.title for sub in items[1].subitems] == ["Meeting of the committee on 7./8. March 2019"]


def test_a_sentence_that_ends_in_points_does_not_hide_the_next_number(read: Read) -> None:
    text = RECORD + "1. Adoption of the agenda The agenda was adopted with two points. 2. Lamps 3. AOB None."

    assert [item.title for item in read(text).fields["items"]] == ["Adoption of the agenda", "Lamps", "AOB"]


def test_a_title_between_two_numbers_with_its_document_lost_its_own(read: Read) -> None:
    text = RECORD.replace(" Subject", "\nSubject") + (
        "\n\n1. Adoption of the agenda\nCM 2650/16\n2. Lamps\nThe Commission presented the text.\n"
        "Dried figs: rules\n8310/16 + COR 1\n4. Any other business\n"
    )
    reading = read(text)

    assert [(item.number, item.title) for item in reading.fields["items"]] == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps"),
        (None, "Dried figs: rules"),
        ("4", "Any other business"),
    ]
    assert [(doubt.field, doubt.message) for doubt in reading.doubts] == [
        ("items", "the number of the item between 2 and 4 is lost")
    ]


@pytest.mark.parametrize(
    "treatment",
    [
        "Preparation for the trilogue",
        "Préparation du trilogue",
        "Vorbereitung des Trilogs",
        "Προετοιμασία του τριμερούς διαλόγου",
        "Przygotowanie do rozmów trójstronnych",
        "Mandate for negotiations with the European Parliament",
        "Analysis of the final compromise text with a view to agreement",
    ],
)
def test_the_way_to_an_agreement_with_the_parliament_is_a_treatment(treatment: str) -> None:
    treated = without_treatments(f"Directive on lamps – {treatment}")

    assert (treated.words, treated.treatments) == ("Directive on lamps", (treatment,))


def test_the_file_may_stand_below_the_heading(read: Read) -> None:
    text = (
        'CONSEJO DE LA UNIÓN EUROPEA\nBruselas, 30 de enero de 2014\n(OR. en)\n\n5744/14\n\nNOTA PUNTO "I/A"\n\n'
        "Expediente interinstitucional:\n2012/0298 (COD)\n\nDe: Secretaría General del Consejo\nA: COREPER/CONSEJO\n"
        "Asunto: Reglamento relativo a las lámparas\n"
    )

    assert list(map(str, read(text).fields["interinstitutional_files"])) == ["2012/0298(COD)"]


def test_two_whole_dates_with_hours_are_one_meeting(read: Read) -> None:
    text = (
        "Council of the European Union\nBrussels, 12 November 2016\nCM 4433/16\nJAI\nNOTICE OF MEETING AND PROVISIONAL "
        "AGENDA\nSubject: Working Party on Lamps\nDate: 1 December 2016 (10.00) and 2 December 2016 (10.00)\n"
        "Venue: Brussels\n1. Adoption of the agenda\n2. Lamps\n"
    )
    meeting = read(text).fields["meeting"]

    assert (str(meeting.start), str(meeting.end)) == ("2016-12-01", "2016-12-02")


def test_the_annexes_of_a_commission_document_are_no_part_of_the_subject(read: Read) -> None:
    text = (
        "Council of the European Union Brussels, 13 October 2015 (OR. en) 12913/15 ADD 1 ENV 633 COVER NOTE From: "
        "date of receipt: To: No. Cion doc.: Subject: Secretary-General of the European Commission, signed by Mr Otto "
        "LAMP, Director 12 October 2015 Mr Jeppe OIL, Secretary-General of the Council of the European Union "
        "COM(2015) 641 final ANNEXES 1 to 4 ANNEXES to the Proposal for a Regulation on lamps Delegations will find "
        "attached document COM(2015) 641 final ANNEXES 1 to 4."
    )

    assert read(text).fields["subject"] == "ANNEXES to the Proposal for a Regulation on lamps"


def test_the_footnote_of_a_title_is_no_part_of_it(read: Read) -> None:
    text = (
        "Council of the European Union\nBrussels, 12 June 2018\n(OR. en)\n9211/18\nENV 211\nNOTE\nFrom: Legal Service\n"
        "To: Delegations\nSubject: Rules on lamps\n* This document contains legal advice protected by law.\n\nText.\n"
    )

    assert read(text).fields["subject"] == "Rules on lamps"


def test_names_and_a_number_on_one_line_below_all_labels_are_told_apart(read: Read) -> None:
    text = (
        "Council of the European Union\nBrussels, 12 June 2018\n(OR. en)\n9211/18\nCOR 2\nENV 211\nNOTE\n"
        "From: To: No. prev. doc.: Subject:\n\nGeneral Secretariat of the Council Permanent Representatives Committee "
        "8101/18\nDecision on the safety of lamps\nbetween the Union and Iceland\n\nPage 1, point 3:\n\n3. The text.\n"
    )
    fields = read(text).fields

    assert fields["originator"] == "General Secretariat of the Council"
    assert fields["addressee"] == "Permanent Representatives Committee"
    assert list(map(str, fields["previous_documents"])) == ["8101/18"]
    assert fields["subject"] == "Decision on the safety of lamps between the Union and Iceland"


@pytest.mark.parametrize(
    "title", ["Lamps 8500/16 Non-legislative activities", "Lamps – Exchange of views 8500/16 ENV 12 Activities at sea"]
)
def test_words_behind_a_document_in_a_title_are_doubted(read: Read, title: str) -> None:
    text = RECORD + f"1. Adoption of the agenda The agenda was adopted. 2. {title} 3. AOB None."

    assert any(doubt.field == "items" for doubt in read(text).doubts)


@pytest.mark.parametrize(
    ("heading", "ordinal", "subject"),
    [
        (
            "PROJET D'ORDRE DU JOUR",
            "3472e SESSION DU CONSEIL DE L'UNION EUROPÉENNE (Environnement)",
            "3472e SESSION DU CONSEIL DE L'UNION EUROPÉENNE (Environnement)",
        ),
        (
            "ONTWERP-AGENDA",
            "2856e zitting van de RAAD VAN DE EUROPESE UNIE (LANDBOUW)\nMaandag",
            "2856e zitting van de RAAD VAN DE EUROPESE UNIE (LANDBOUW)",
        ),
        (
            "PROVISIONAL AGENDA",
            "3404th meeting of the COUNCIL OF THE EUROPEAN UNION\n(Environment)",
            "3404th meeting of the COUNCIL OF THE EUROPEAN UNION (Environment)",
        ),
    ],
)
def test_the_title_of_a_council_agenda_has_no_weekday_and_no_dash(
    read: Read, heading: str, ordinal: str, subject: str
) -> None:
    text = (
        f"Council of the European Union\nBrussels, 4 March 2016\n8777/16\nOJ CONS 25\n{heading}\n{ordinal} "
        "20 June 2016\nLuxembourg\n1. Adoption of the agenda\n2. Lamps\n"
    )

    assert read(text).fields["subject"] == subject


@pytest.mark.parametrize(
    ("numbers", "previous", "commission", "doubts"),
    [
        ("7000/15 8229/13", ["7000/15"], ["8229/13"], []),
        ("7000/15 7001/15 8229/13 ENFOPOL 90", ["7000/15", "7001/15"], ["8229/13"], []),
        ("7000/15, 7001/15 8229/15", ["7000/15", "7001/15"], ["8229/15"], []),
        ("7000/15 + ADD 1 8229/13", ["7000/15", "7000/15 ADD 1"], ["8229/13"], []),
        ("7000/15 7001/15 8229/15", ["7000/15", "7001/15", "8229/15"], [], ["previous_documents"]),
    ],
)
def test_the_document_of_the_commission_behind_earlier_ones_is_the_oldest(
    read: Read, numbers: str, previous: list[str], commission: list[str], doubts: list[str]
) -> None:
    text = (
        "Council of the European Union Brussels, 14 April 2015 (OR. en) 7888/15 ENFOPOL 93 NOTE From: To: "
        f"No. prev. doc.: No. Cion doc.: Subject: Presidency Delegations {numbers} Proposal for a Regulation on lamps "
        "- State of play "
        "Delegations will find attached a table."
    )
    reading = read(text)

    assert list(map(str, reading.fields.get("previous_documents", ()))) == previous
    assert list(map(str, reading.fields.get("commission_documents", ()))) == commission
    assert [doubt.field for doubt in reading.doubts] == doubts


def test_the_name_of_a_group_between_known_names_is_the_subject_of_its_outcome(read: Read) -> None:
    text = (
        "Consejo de la Unión Europea Bruselas, 14 de abril de 2015 (OR. en) 7891/15 ENFOPOL 96 RESULTADO "
        "DE LOS TRABAJOS De: Fecha: A: Asunto: Secretaría General del Consejo 3 de marzo de 2015 Delegaciones "
        'Grupo "Lámparas" '
        "1. Aprobación del orden del día El orden del día fue aprobado. 2. Varios Ninguno."
    )
    reading = read(text)

    assert reading.fields["subject"] == 'Grupo "Lámparas"'
    assert not reading.doubts


DUTCH_HEAD = "RAAD VAN DE EUROPESE UNIE Brussel, 5 september 2008 12003/08 PV/CONS 44 ONTWERP-NOTULEN Betreft: "
POLISH_HEAD = "Rada Unii Europejskiej Bruksela, 3 kwietnia 2012 r. 7701/12 PV/CONS 15 PROJEKT PROTOKOŁU Dotyczy: "
ENGLISH_HEAD = "COUNCIL OF THE EUROPEAN UNION Brussels, 11 July 2007 (OR. fr) DRAFT MINUTES 1 Subject: 10211/07 LIMITE "


@pytest.mark.parametrize(
    ("head", "title", "text"),
    [
        (
            DUTCH_HEAD,
            "2885e zitting van de Raad van de Europese Unie (LAMPEN), gehouden te Brussel op 15 juli",
            "De gegevens over de beraadslagingen van de Raad zijn opgenomen in het addendum. 12003/08 hd 1 DQPG NL",
        ),
        (
            POLISH_HEAD,
            "3155. posiedzenie Rady Unii Europejskiej (LAMPY), które odbyło się w Brukseli w dniu 19 marca 2012 r.",
            "1 Informacje dotyczące ostatecznego przyjęcia aktów znajdują się w dodatku. 7701/12 hd 1 DQPG PL",
        ),
        (
            f"{ENGLISH_HEAD}PUBLIC PV/CONS 28 SOC 226 SAN 98 ",
            "2804th meeting of the Council of the European Union (LAMPS), held in Brussels on 30 May 2007",
            "1 The information from the minutes which is public is in the addendum. 10211/07 hd 1 DQPG EN",
        ),
    ],
    ids=["year_eaten", "word_behind_the_year", "own_number_before_it"],
)
def test_the_title_of_minutes_in_one_line_ends_with_its_days(read: Read, head: str, title: str, text: str) -> None:
    assert read(f"1 {head}{title} {text}\n").fields["subject"] == title
