"""Titles of documents without a header table: press texts, agendas, records, acts, conclusions, programmes."""

from datetime import date

import pytest

from somei_cli.extraction.cover.meeting_ordinals import MEETING_ORDINAL
from somei_cli.model.document import Meeting
from tests.extraction.conftest import Read

# Language: the ordinal, the configuration, place and date as press texts of the Council print them.
PRESS_TEXTS = {
    "bg": ("3774-то заседание на Съвета", "Лампи", "Брюксел, 12 октомври 2020 г."),
    "cs": ("3774. zasedání Rady", "Záležitosti lamp", "Brusel 12. října 2020"),
    "da": ("3774. samling i Rådet", "Lamper", "Bruxelles, den 12. oktober 2020"),
    "de": ("3774. Tagung des Rates", "Lampen und Häfen", "Brüssel, den 12. Oktober 2020"),
    "el": ("3774η σύνοδος του Συμβουλίου", "Λαμπτήρες", "Βρυξέλλες, 12 Οκτωβρίου 2020"),
    "en": ("3774th Council meeting", "Lamps and Harbours", "Brussels, 12 October 2020"),
    "es": ("3774.ª sesión del Consejo", "Lámparas", "Bruselas, 12 de octubre de 2020"),
    "et": ("Nõukogu 3774. istung", "lambid", "Brüssel, 12. oktoober 2020"),
    "fi": ("Neuvoston 3774. istunto", "Lamput", "Bryssel, 12. lokakuuta 2020"),
    "fr": ("3774e session du Conseil", "Lampes", "Bruxelles, le 12 octobre 2020"),
    "ga": ("3774ú cruinniú den Chomhairle", "Lampaí", "An Bhruiséil, 12 October 2020"),
    "hr": ("3774. sastanak Vijeća", "Svjetiljke", "Bruxelles, 12. listopada 2020."),
    "hu": ("A Tanács 3774. ülése", "Lámpák", "Brüsszel, 2020. október 12."),
    "it": ("3774ª sessione del Consiglio", "Lampade", "Bruxelles, 12 ottobre 2020"),
    "lt": ("3774-asis Tarybos posėdis", "Lempos", "Briuselis, 2020 m. spalio 12 d."),
    "lv": ("Padomes 3774. sanāksme", "Lampas", "Brisele, 2020. gada 12. oktobris"),
    "mt": ("It-3774 laqgħa tal-Kunsill", "Lampi", "Brussell, 12 ta' Ottubru 2020"),
    "nl": ("3774e zitting van de Raad", "Lampen", "Brussel, 12 oktober 2020"),
    "pl": ("3774. posiedzenie Rady", "Lampy", "Bruksela, 12 października 2020 r."),
    "pt": ("3774.ª reunião do Conselho", "Lâmpadas", "Bruxelas, 12 de outubro de 2020"),
    "ro": ("A 3774-a reuniune a Consiliului", "Lămpi", "Bruxelles, 12 octombrie 2020"),
    "sk": ("3774. zasadnutie Rady", "Lampy", "Brusel 12. októbra 2020"),
    "sl": ("3774. seja Sveta", "Svetilke", "Bruselj, 12. oktober 2020"),
    "sv": ("3774:e mötet i rådet", "Lampor", "Bryssel den 12 oktober 2020"),
}


@pytest.mark.parametrize("language", PRESS_TEXTS)
def test_the_title_of_a_press_text_in_every_language(read: Read, language: str) -> None:
    ordinal, configuration, place_date = PRESS_TEXTS[language]
    reading = read(f"11598/20 (Presse 23)\n\n{ordinal}\n\n{configuration}\n\n{place_date}\n\nP R E S S\n")

    assert MEETING_ORDINAL.search(ordinal)
    assert reading.fields["subject"] == f"{ordinal} - {configuration}"
    assert "subject" not in {doubt.field for doubt in reading.doubts}


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("3051stCouncilmeeting\n\nLamps and Oil\n\nBrussels,3December2010", "3051st Council meeting - Lamps and Oil"),
        ("3111asessionedelConsiglio\n\nLampade\n\nBruxelles,3dicembre2010", "3111a sessione del Consiglio - Lampade"),
        ("2184 th Council meeting - LAMPS - Brussels, 27/28 May 1999", "2184th Council meeting - LAMPS"),
        ("1809th meeting of the Council\n\n- LAMPS -\n\nBrussels, 5 May 1994", "1809th meeting of the Council - LAMPS"),
        (
            "2184th Council meeting\nLamps, Harbours, Oil and\nTowers\nPresidents Ms X",
            "2184th Council meeting - Lamps, Harbours, Oil and Towers",
        ),
        (
            "2184th Council meeting - Lamps\n\nSkip to content\n\n2184th Council meeting\nLamps\nBrussels, 5 May 1999",
            "2184th Council meeting - Lamps",
        ),
        ("2184th Council meeting\n\nLamps\n\nOil\n\nLuxembourg, 5 June 2001", "2184th Council meeting - Lamps - Oil"),
    ],
)
def test_press_texts_in_other_forms(read: Read, printed: str, title: str) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\n\n8654/99 (Presse 168)\n\nPRESS RELEASE\n\n{printed}\n\n")

    assert reading.fields["subject"] == title


def test_a_press_text_on_one_line(read: Read) -> None:
    fields = read(
        "COUNCIL OF THE EUROPEAN UNION EN 10267/07 (Presse 125) PRESS RELEASE 2807th Council meeting Lamps and Oil "
        "Luxembourg, 12-13 June 2007 President Mr X P R E S S Rue de la Loi 175"
    ).fields

    assert fields["subject"] == "2807th Council meeting - Lamps and Oil"
    assert fields["meeting"] == Meeting(None, date(2007, 6, 12), date(2007, 6, 13))


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("2184th Council meeting\n\nThe Council spoke about lamps.\n", "nothing shows where the title ends"),
        ("2184th Council meeting\n\nBrussels, 27 May 1999\n", "no configuration"),
        ("2184th Council meeting\n\nHarboursAnd Oil\n\nBrussels, 27 May 1999\n", "blanks seem to be lost"),
        ("The Council recalls what it said at its 2184th Council meeting on lamps.\n", "no subject was found"),
    ],
)
def test_what_is_not_certain_in_a_press_text_is_a_doubt(read: Read, printed: str, message: str) -> None:
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\n\n8654/99 (Presse 168)\n\nPRESS RELEASE\n\n{printed}")

    assert [doubt.message for doubt in reading.doubts if message in doubt.message]


HEAD = "Council of the\nEuropean Union\n\nBrussels, 8 April 2022\n(OR. en)\n\n7801/22\n\nOJ CRP2 21\n\n"
COMMITTEE = "PERMANENT REPRESENTATIVES COMMITTEE (Part 2)"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (f"PROVISIONAL AGENDA\n{COMMITTEE}\nEuropa building, Brussels\n11 April 2022 (10:00)\nFormat: 2+2", COMMITTEE),
        (f"PROVISIONAL AGENDA {COMMITTEE} Europa building, Brussels 11 April 2022 (10:00) Format 1+2+1", COMMITTEE),
        (f"PROVISIONAL AGENDA {COMMITTEE} Tower of Lamps, Brussels 11 April 2022 (10:00)", COMMITTEE),
        (
            "DRAFT MINUTES\nCOUNCIL OF THE EUROPEAN UNION\n(Lamps, Harbours, Oil and\nTowers)\n11 April 2022",
            "COUNCIL OF THE EUROPEAN UNION (Lamps, Harbours, Oil and Towers)",
        ),
        (
            "PROVISIONAL AGENDA\nCOUNCIL OF THE EUROPEAN UNION\n(Lamps)\nTower of Lamps Luxembourg\n11 April 2022",
            "COUNCIL OF THE EUROPEAN UNION (Lamps)",
        ),
        (
            "AGENDA\nWorking Party on Lamps and\nHarbours (Attachés)\nVideo conference\n11 April 2022",
            "Working Party on Lamps and Harbours (Attachés)",
        ),
        (
            "ORDRE DU JOUR PROVISOIRE\nCOMITÉ DES REPRÉSENTANTS PERMANENTS (2e partie)\nBruxelles\n11 avril 2022",
            "COMITÉ DES REPRÉSENTANTS PERMANENTS (2e partie)",
        ),
        (
            "VORLÄUFIGE TAGESORDNUNG\nRAT DER EUROPÄISCHEN UNION\n(Lampen)\nLuxemburg\n11. April 2022",
            "RAT DER EUROPÄISCHEN UNION (Lampen)",
        ),
        (
            "DRAFT MINUTES\nof the 2725th meeting of the Council (Lamps),\nheld in Luxembourg on 27 and 28 March 2022",
            "2725th meeting of the Council (Lamps), held in Luxembourg on 27 and 28 March 2022",
        ),
        (f"SUMMARY RECORD 1\nPUBLIC\nJAI 458\n{COMMITTEE}\n4 April 2022", COMMITTEE),
        (f"SUMMARY RECORD\n{COMMITTEE}\n2789th meeting\n4 April 2022", COMMITTEE),
        (
            "LIST OF 'A' ITEMS\nfor: 2725th meeting of the COUNCIL OF THE EUROPEAN UNION (Lamps)\nDate: 11 April 2022",
            "2725th meeting of the COUNCIL OF THE EUROPEAN UNION (Lamps)",
        ),
    ],
)
def test_the_name_of_the_body_is_the_title(read: Read, printed: str, title: str) -> None:
    reading = read(f"{HEAD}{printed}\n\n1. Adoption of the agenda\n\n2. Oil\n")

    assert reading.fields["subject"] == title
    assert "subject" not in {doubt.field for doubt in reading.doubts}


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("Keepers of the Lamps\nBrussels, 11 April 2022", "it is not certain that this is the name of a body"),
        ("The Working Party met and spoke of what follows here", "nothing shows where the title ends"),
        ("", "no subject was found"),
    ],
)
def test_a_body_that_is_not_certain_is_a_doubt(read: Read, printed: str, message: str) -> None:
    doubts = read(f"{HEAD}PROVISIONAL AGENDA\n{printed}\n\n1. Adoption of the agenda\n\n2. Oil\n").doubts

    assert next(doubt.message for doubt in doubts if doubt.field == "subject").startswith(message)


def test_an_agenda_that_a_site_typed_again_names_body_and_day_above_its_items(read: Read) -> None:
    fields = read(
        "Lamps and Harbours Working Party\n\nA word about the group.\n\n20 September 2024\n\nFormat: 2+2\n\n"
        "1. Adoption of the agenda\n\nCM 3850/24\n\n2. Oil\n"
    ).fields

    assert fields["subject"] == "Lamps and Harbours Working Party"
    assert fields["meeting"] == Meeting(None, date(2024, 9, 20))


def test_the_body_of_the_meeting_is_that_of_the_title(read: Read) -> None:
    fields = read(f"{HEAD}SUMMARY RECORD\n{COMMITTEE}\n6 April 2022\n\n1. Adoption of the agenda\n").fields

    assert fields["meeting"] == Meeting("COREPER", date(2022, 4, 6))


ACT_HEAD = (
    "EUROPEAN UNION\nTHE EUROPEAN PARLIAMENT          THE COUNCIL\n\n"
    "          Brussels, 8 May 2013\n          (OR. en)\n\n"
    "2012/0042 (COD)          PE-CONS 17/13\n          CLIMA 21\n          CODEC 801\n\n"
)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (
            (
                "DECISION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\non lamps and\noil\n\n"
                "PE-CONS 17/13          EM/mvk\n          DG E 1B          EN\n\n"
                "DECISION No …/2013/EU\nOF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\nof\non lamps and\noil\n"
            ),
            "DECISION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL on lamps and oil",
        ),
        (
            (
                "REGULATION (EU) No .../2013\nOF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n\n"
                "of ........\n\non lamps\n\n"
                "THE EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION,\nHaving regard to the Treaty,\n"
            ),
            "REGULATION (EU) No .../2013 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of ... on lamps",
        ),
        (
            (
                "RÈGLEMENT (UE) 2013/... DU PARLEMENT EUROPÉEN ET DU CONSEIL\ndu ...\nrelatif aux lampes\n\n"
                "LE PARLEMENT EUROPÉEN ET LE CONSEIL DE L'UNION EUROPÉENNE,\nvu le traité,\n"
            ),
            "RÈGLEMENT (UE) 2013/... DU PARLEMENT EUROPÉEN ET DU CONSEIL du ... relatif aux lampes",
        ),
        (
            (
                "EUROPA-PARLAMENTETS OG RÅDETS FORORDNING (EU) 2013/...\naf ...\nom lamper\n\n"
                "EUROPA-PARLAMENTET OG RÅDET FOR DEN EUROPÆISKE UNION HAR —\nunder henvisning til traktaten\n"
            ),
            "EUROPA-PARLAMENTETS OG RÅDETS FORORDNING (EU) 2013/... af ... om lamper",
        ),
        (
            "LEGISLATIVE ACTS AND OTHER INSTRUMENTS\n\nREGULATION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL on oil",
            "REGULATION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL on oil",
        ),
    ],
)
def test_the_title_of_an_act(read: Read, printed: str, title: str) -> None:
    reading = read(ACT_HEAD + printed)

    assert reading.fields["subject"] == title
    assert "subject" not in {doubt.field for doubt in reading.doubts}


def test_an_act_whose_title_does_not_end_is_a_doubt(read: Read) -> None:
    reading = read(
        f"{ACT_HEAD}REGULATION (EU) No .../2013 OF THE COUNCIL on lamps\n{'Words follow in a long line. ' * 90}"
    )

    assert "subject" not in reading.fields
    assert "nothing shows where the title ends" in str(reading.doubts)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (
            "European Council meeting (26 June 2025) – Conclusions\n\nI. LAMPS\n",
            "European Council meeting (26 June 2025) – Conclusions",
        ),
        (
            "EUROPEAN COUNCIL\n\n19 AND 20 JUNE 2003\n\nPRESIDENCY CONCLUSIONS\n\n1. The European Council met.\n",
            "EUROPEAN COUNCIL 19 AND 20 JUNE 2003 PRESIDENCY CONCLUSIONS",
        ),
        (
            "Réunion du Conseil européen (26 juin 2025) – Conclusions\n\n1. Lampes.\n",
            "Réunion du Conseil européen (26 juin 2025) – Conclusions",
        ),
    ],
)
def test_the_title_of_conclusions(read: Read, printed: str, title: str) -> None:
    head = "European Council\n\nBrussels, 26 June 2025\n(OR. en)\n\nEUCO 12/25\n\nCO EUR 10\nCONCL 3\n\n"

    assert read(head + printed).fields["subject"] == title


def test_a_work_programme_has_the_days_of_no_meeting(read: Read) -> None:
    fields = read(
        "COUNCIL OF\nTHE EUROPEAN UNION\n\nBrussels, 21 December 2001\n\nSN 4944/2/01\nREV 2\n\n"
        "PROVISIONAL AGENDAS\nFOR COUNCIL MEETINGS\nABOUT LAMPS\n(First half of 2002)\nA Draft Programme\n\n"
        "PROVISIONAL AGENDA\nGENERAL AFFAIRS COUNCIL\nBRUSSELS - 28 JANUARY 2002\n\n1. Oil\n2. Lamps\n"
    ).fields

    assert fields["subject"] == "PROVISIONAL AGENDAS FOR COUNCIL MEETINGS ABOUT LAMPS (First half of 2002)"
    assert "meeting" not in fields


@pytest.mark.parametrize(
    "table",
    [
        "NOTE\nfrom: Presidency\nto: Council\nSubject: 2725th Council meeting - Oil\n\nText.\n",
        (
            "OUTCOME OF PROCEEDINGS\nof: Working Party on Oil\non: 3 March 2022\n"
            "Subject: 2725th Council meeting - Oil\n\n1. Adoption of the agenda\n"
        ),
        "LEGISLATIVE ACTS AND OTHER INSTRUMENTS\nSubject: 2725th Council meeting - Oil\n\nDECISION\non oil\n",
    ],
)
def test_a_header_table_keeps_its_subject(read: Read, table: str) -> None:
    reading = read(HEAD + table)

    assert reading.fields["subject"] == "2725th Council meeting - Oil"
    assert "subject" not in {doubt.field for doubt in reading.doubts}


def test_what_is_left_of_a_header_table_gets_no_title(read: Read) -> None:
    reading = read(f"{HEAD}SUMMARY RECORD\nfrom: General Secretariat\nto: {COMMITTEE}\n\n1. Adoption of the agenda\n")

    assert "subject" not in reading.fields


def test_an_agenda_in_the_middle_of_a_text_is_not_its_title(read: Read) -> None:
    words = "The group spoke for a long time about the lamps and the oil that it had found in the harbour of the town."
    reading = read(f"{HEAD}{words}\n\nPROVISIONAL AGENDA\nLamps Working Party\nBrussels, 3 May 2022\n")

    assert "subject" not in reading.fields


@pytest.mark.parametrize(
    "hostile", ["2184th Council meeting " * 3000, "WORKING PARTY (" * 4000, "REGULATION (EU) " * 4000]
)
def test_hostile_texts_take_no_time(read: Read, hostile: str) -> None:
    read(f"{HEAD}PROVISIONAL AGENDA\n{hostile}")
    read(f"{ACT_HEAD}{hostile}")


def test_a_configuration_without_blanks_below_an_ordinal_without_blanks_is_doubted(read: Read) -> None:
    text = (
        "CONSEILDEL'UNIONEUROPÉENNE\n\n8812/08 (Presse131)\n\nCOMMUNIQUÉ DE PRESSE\n\n{ordinal}\n\n"
        "Emploi, politique sociale, {words}\n\nLuxembourg,le9juin2008\n\nLe Conseil a adopté un texte.\n"
    )
    glued = read(text.format(ordinal="2869esessionduConseil", words="santéetconsommateurs"))
    sound = read(text.format(ordinal="2869e session du Conseil", words="santé et consommateurs"))
    assert "blanks seem to be lost" in [doubt.message for doubt in glued.doubts if doubt.field == "subject"]
    assert [doubt for doubt in sound.doubts if doubt.field == "subject"] == []


def test_the_label_of_a_meeting_above_its_ordinal_is_no_part_of_the_title(read: Read) -> None:
    text = (
        "Council of the\nEuropean Union\nBrussels, 2 June 2016\n(OR. en)\n9722/16\nOJ/CONS 30\nPROVISIONAL AGENDA\n"
        "Meeting:\n3477th meeting of the COUNCIL OF THE EUROPEAN UNION\n(Transport)\nDate:\n9 June 2016\nTime:\n10.00\n"
        "1.\nAdoption of the provisional agenda\n2.\nTides\n"
    )
    reading = read(text)
    assert reading.fields["subject"] == "3477th meeting of the COUNCIL OF THE EUROPEAN UNION (Transport)"
    assert [str(code) for code in reading.fields["subject_codes"]] == ["OJ CONS 30"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("heading", "lines", "subject"),
    [
        (
            "VORLÄUFIGE TAGESORDNUNG",
            (
                "für die:   3220. Tagung des RATES DER EUROPÄISCHEN UNION\n           (Lampen und Häfen)\n"
                "Tag:       Dienstag, den 12. Februar 2013 (11.00 Uhr)\nOrt:       Brüssel"
            ),
            "3220. Tagung des RATES DER EUROPÄISCHEN UNION (Lampen und Häfen)",
        ),
        (
            "VOORLOPIGE AGENDA",
            "van de:    vergadering van de Groep Lampen\ndatum:     12 februari 2013, 10.00 uur\nplaats:    Brussel",
            "vergadering van de Groep Lampen",
        ),
        (
            'LIST OF "A" ITEMS',
            (
                "for:        the 2228th meeting of the COUNCIL OF THE EUROPEAN UNION\n            (Lamps)\n"
                "dated:      12 February 2013\nto be held in: Brussels"
            ),
            "2228th meeting of the COUNCIL OF THE EUROPEAN UNION (Lamps)",
        ),
    ],
)
def test_the_title_of_an_agenda_ends_above_its_day(read: Read, heading: str, lines: str, subject: str) -> None:
    reading = read(f"EUROPEAN UNION\nBrussels, 1 February 2013\n5903/13\nINF 6\n\n{heading}\n\n{lines}\n\n1.   Oil\n")

    assert reading.fields["subject"] == subject


@pytest.mark.parametrize(
    ("printed", "sender"),
    [
        ('BERATUNGSERGEBNISSE\nder Gruppe "Lampen"\nvom 18. Mai 2004\n', 'Gruppe "Lampen"'),
        ('BERATUNGSERGEBNISSE der Horizontalen Gruppe "Lampen" vom 18. Mai 2004 ', 'Horizontalen Gruppe "Lampen"'),
    ],
)
def test_the_body_and_the_day_behind_the_heading_of_an_outcome_are_read(read: Read, printed: str, sender: str) -> None:
    reading = read(
        "RAT DER EUROPÄISCHEN UNION\nBrüssel, den 27. Mai 2004\n9711/04\nINF 61\n"
        f"{printed}Nr. Vordok.: 8812/04 INF 50\nBetr.: Entwurf über Lampen\nDie Gruppe hat den Entwurf geprüft.\n"
    )

    assert reading.fields["originator"] == sender
    assert reading.fields["meeting"] == Meeting(start=date(2004, 5, 18))


def test_a_committee_that_is_for_something_is_the_sender_behind_a_heading(read: Read) -> None:
    reading = read(
        "1 RAT DER EUROPÄISCHEN UNION Brüssel, den 12. Juni 2007 (OR. en) 10633/07 SOC 244 VERMERK des Ausschusses für "
        "Lampenschutz für den Rat (Lampen) Nr. Vordokument: 10157/07 SOC 228 Betr.: Lampen Die Delegationen "
        "erhalten in der Anlage einen Text. 10633/07 lk/st 1 DG G II DE\n"
    )

    assert reading.fields["originator"] == "Ausschusses für Lampenschutz"
    assert reading.fields["addressee"] == "Rat (Lampen)"


def test_wide_blanks_part_the_sender_behind_a_heading_from_the_addressee(read: Read) -> None:
    reading = read(
        "EUROPÄISCHER RAT   Brüssel, den 26. März 2010 (OR. en)   EUCO 7/10   CONCL 1   ÜBERMITTLUNGSVERMERK   des   "
        "Generalsekretariats des Rates   für die   Delegationen   Betr.:   Tagung über Lampen\nDie Schlussfolgerungen "
        "liegen bei.\n"
    )

    assert (reading.fields["originator"], reading.fields["addressee"]) == (
        "Generalsekretariats des Rates",
        "Delegationen",
    )
