"""Titles and days of agendas that stand behind labels of their own: `for :`, `de la :`, `til:`, `date :`, `sted:`."""

from collections.abc import Callable
from datetime import date

import pytest

from somei_cli.model.document import Meeting
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "COUNCIL OF\nTHE EUROPEAN UNION\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nOJ/CONS 26\n\n"
FRENCH = "CONSEIL DE\nL'UNION EUROPÉENNE\n\nBruxelles, le 3 mai 2016\n\n8123/16\n\nOJ/CRP1 5\n\n"
DANISH = "RÅDET FOR\nDEN EUROPÆISKE UNION\nBruxelles, den 3. maj 2016\n8123/16\nOJ/CONS 28\n"
GERMAN = "RAT DER EUROPÄISCHEN UNION\nBrüssel, den 3. Mai 2016\n(OR. en)\n8123/16\nDROIPEN 98\n"
ITEMS = "\n1.   Adoption of the agenda\n\n2.   Lamps\n\n3.   Any other business\n"


def days_of(reading: Reading) -> tuple[str, str]:
    meeting = reading.fields["meeting"]
    return str(meeting.start), str(meeting.end)


COUNCIL = (
    f"{HEAD}PROVISIONAL AGENDA\nfor:              3238th meeting of the COUNCIL OF THE EUROPEAN UNION\n"
    "                  (Economic and Financial Affairs)\nDate:             14 May 2016 (10.00)\n"
    f"Venue:            Brussels\n{ITEMS}"
)
BUDGET = (
    f"{HEAD}PROVISIONAL AGENDA\n\nfor :    1183rd meeting of the COUNCIL OF THE EUROPEAN UNION\n         (Budget)\n\n"
    f"         Thursday, 12 May 2016 (10.00)\n\nvenue :  Charlemagne Building, Brussels\n{ITEMS}"
)
COREPER = (
    f"{FRENCH}ORDRE DU JOUR PROVISOIRE\nde la :    2306ème réunion du COMITÉ DES REPRÉSENTANTS PERMANENTS\n"
    "                (1ère partie)\ndate :          mercredi 11 mai 2016 (9 h 30)\n"
    "lieu :     bâtiment Justus Lipsius, Bruxelles\n\n1.    Adoption de l'ordre du jour\n\n2.    Lampes\n"
)
SAMLING = (
    f"{DANISH}FORELØBIG DAGSORDEN\ntil:\n2661. samling i RÅDET FOR DEN EUROPÆISKE UNION\n"
    "(retlige og indre anliggender)\ndato:\ntorsdag den 12. og fredag den 13. maj 2016 (kl. 10.00)\nsted:\n"
    "Luxembourg\n1. Vedtagelse af den foreløbige dagsorden\n2. Lamper\n3. Eventuelt\n"
)
RECORD = (
    f"{HEAD}SUMMARY RECORD of the 1567th meeting of the PERMANENT REPRESENTATIVES COMMITTEE\n(Part 2), held in "
    "Brussels on 9 and 10 May 2016\n\nI.   Adoption of the agenda\n     The Committee adopted the agenda.\n\n"
    "II.  Other business\n     The Committee raised no other point.\n"
)

TAGUNG = (
    f"{GERMAN}VORLÄUFIGE TAGESORDNUNG\nfür die: 2300. Tagung des AUSSCHUSSES DER STÄNDIGEN VERTRETER (2. Teil)\n"
    "am: Donnerstag, den 12. und Freitag, den 13. Mai 2016 (10.00 Uhr)\nOrt: Brüssel\n\n1. Annahme der Tagesordnung\n"
    "2. Lampen\n3. Sonstiges\n"
)


@pytest.mark.parametrize(
    ("page", "title", "start", "end"),
    [
        (
            COUNCIL,
            "3238th meeting of the COUNCIL OF THE EUROPEAN UNION (Economic and Financial Affairs)",
            "2016-05-14",
            None,
        ),
        (BUDGET, "1183rd meeting of the COUNCIL OF THE EUROPEAN UNION (Budget)", "2016-05-12", None),
        (COREPER, "2306ème réunion du COMITÉ DES REPRÉSENTANTS PERMANENTS (1ère partie)", "2016-05-11", None),
        (
            SAMLING,
            "2661. samling i RÅDET FOR DEN EUROPÆISKE UNION (retlige og indre anliggender)",
            "2016-05-12",
            "2016-05-13",
        ),
        (TAGUNG, "2300. Tagung des AUSSCHUSSES DER STÄNDIGEN VERTRETER (2. Teil)", "2016-05-12", "2016-05-13"),
        (
            RECORD,
            "1567th meeting of the PERMANENT REPRESENTATIVES COMMITTEE (Part 2), held in Brussels on 9 and 10 May 2016",
            "2016-05-09",
            "2016-05-10",
        ),
    ],
)
def test_the_title_ends_at_the_labels_or_the_days(
    read: Read, page: str, title: str, start: str, end: str | None
) -> None:
    reading = read(page)
    meeting = reading.fields["meeting"]

    assert reading.fields.get("subject") == title
    assert (str(meeting.start), str(meeting.end) if meeting.end else None) == (start, end)
    assert "subject" not in {doubt.field for doubt in reading.doubts}


def test_the_days_behind_the_label_count_above_items_that_name_other_days(read: Read) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\nfor : 2300th meeting of the PERMANENT REPRESENTATIVES COMMITTEE\n(Part 2)\n"
        'date : 25 May 2016 (10 a.m.)\nvenue : "Justus Lipsius" building, Brussels\n'
        "- Adoption of the provisional agenda and any other business\nI\n- Draft minutes of Council meetings\n"
        "(a) 2968th meeting of the Council, held in Luxembourg on 20 April 2016\n[8150/16 PV/CONS 52]\n"
        "- Lamps\n= Draft annotated agenda\n- Any other business\n= Information from the Presidency\n"
    )

    assert str(reading.fields["meeting"].start) == "2016-05-25"


def test_days_alone_below_the_heading_are_those_of_the_meeting(read: Read) -> None:
    reading = read(
        f'{GERMAN}BERATUNGSERGEBNISSE\nder Gruppe "Lampenrecht"\nvom 16./17. April 2016\n'
        "Betr.: Vorschlag für eine Richtlinie über Lampen\nI. Annahme der Tagesordnung\n"
        "Die Tagesordnung wurde angenommen.\nII. Sonstiges\nDer Vorsitz gab den Termin der nächsten Sitzung bekannt.\n"
    )

    assert days_of(reading) == ("2016-04-16", "2016-04-17")


def test_two_days_with_hours_on_lines_of_their_own_are_one_meeting(read: Read) -> None:
    reading = read(
        f"{HEAD}NOTICE OF MEETING AND PROVISIONAL AGENDA\nSubject: Working Party on Lamps\n"
        "Date: 20 May 2016 (10.00)\n      21 May 2016 (09.30)\nVenue: Brussels\n\n"
        "1. Adoption of the agenda\n2. Any other business\n"
    )

    assert days_of(reading) == ("2016-05-20", "2016-05-21")


def test_held_on_is_the_label_of_the_days_and_no_part_of_the_sender(read: Read) -> None:
    reading = read(
        f"{HEAD}SUMMARY RECORD\n\nof the meeting of : Working Party on Lamps\n\nheld on : 6 and 7 April 2016\n\n"
        "Subject : Proposal for a Council Directive ; other items on the agenda set out in\n          CM 2512/16\n\n\n"
        "1.   Adoption of the agenda\n"
    )

    assert reading.fields["originator"] == "Working Party on Lamps"
    assert days_of(reading) == ("2016-04-06", "2016-04-07")
    assert str(reading.fields["subject"]).endswith("the agenda set out in CM 2512/16")


@pytest.mark.parametrize(
    "lines",
    [
        "Dato:\nMandag den 8. juni 2009 kl. 10.00\nTirsdag den 9. juni 2009 kl. 10.00\nSted:\nLuxembourg",
        "Date : Lundi 8 juin 2009 (10 heures)\nMardi 9 juin 2009 (9 h 30)\nLieu : Bruxelles",
    ],
)
def test_two_days_with_their_hours_on_two_lines_are_those_of_one_meeting(read: Read, lines: str) -> None:
    reading = read(
        f"EUROPEAN UNION\nBrussels, 29 May 2009\n10377/09\nINF 33\n\nPROVISIONAL AGENDA\n\nLamps\n{lines}\n\n1. Oil\n"
    )

    assert reading.fields["meeting"] == Meeting(start=date(2009, 6, 8), end=date(2009, 6, 9))


def test_an_informal_videoconference_is_no_part_of_the_name_of_the_body(read: Read) -> None:
    reading = read(
        f"{HEAD}NOTICE OF MEETING AND PROVISIONAL AGENDA\n\n"
        "WORKING PARTY ON LAMPS Informal videoconference 20 May 2016 (9.30)\n\n"
        "1. Adoption of the agenda\n2. Any other business\n"
    )

    assert reading.fields["subject"] == "WORKING PARTY ON LAMPS"


@pytest.mark.parametrize("label", ["to be held:  in Oslo, on", "to be held : in Oslo, on Thursday"])
def test_to_be_held_is_a_label_and_no_part_of_the_title(read: Read, label: str) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\nfor:          3195th meeting of the COUNCIL OF THE EUROPEAN UNION\n"
        f"              (Justice and Home Affairs)\n{label} 12 May 2016 (10.00) and 13 May 2016 (9.30)\n{ITEMS}"
    )

    assert reading.fields["subject"] == "3195th meeting of the COUNCIL OF THE EUROPEAN UNION (Justice and Home Affairs)"


@pytest.mark.parametrize(
    "lines",
    [
        'der\nGruppe "Lampenrecht"\nvom\n16./17. April 2016\n',
        'der                 Gruppe "Lampenrecht"\nvom                 16./17. April 2016\n',
    ],
)
def test_who_met_and_when_is_read_below_a_heading_without_colons(read: Read, lines: str) -> None:
    reading = read(
        f"{GERMAN}BERATUNGSERGEBNISSE\n{lines}Betr.:\nZusammenfassung der Beratungen\n\n"
        "1. Annahme der Tagesordnung\n\nDie Tagesordnung wurde angenommen.\n"
    )

    assert reading.fields["originator"] == 'Gruppe "Lampenrecht"'
    assert days_of(reading) == ("2016-04-16", "2016-04-17")


def test_of_two_headings_the_one_that_calls_the_meeting_counts(read: Read) -> None:
    reading = read(
        f"{FRENCH}COMMUNICATION\nCONVOCATION ET ORDRE DU JOUR PROVISOIRE\nCorrespondant : lampes@office.example\n"
        "Tél. : +32-2-555.1234\n2413ème réunion du\nCOMITÉ DES REPRÉSENTANTS PERMANENTS\n(1ère partie)\n"
        "Date : mercredi 11 mai 2016 (10h00)\nLieu : Bruxelles\n\n1. Adoption de l'ordre du jour\n2. Lampes\n"
    )

    assert reading.fields["type"] == "NOTICE OF MEETING AND PROVISIONAL AGENDA"
    assert reading.fields["subject"] == "2413ème réunion du COMITÉ DES REPRÉSENTANTS PERMANENTS (1ère partie)"


def test_tag_is_the_label_of_the_day_of_a_german_notice_in_one_line(read: Read) -> None:
    reading = read(
        "Rat der Europäischen Union Generalsekretariat Brüssel, den 11. September 2018 CM 4122/18 SAN "
        'MITTEILUNG SITZUNG UND VORLÄUFIGE TAGESORDNUNG Betr.: Gruppe "Lampenrecht" Tag: 25. September 2018 '
        "Uhrzeit: 10.00 1. Annahme der Tagesordnung 2. Sonstiges CM 4122/18 1 DE\n"
    )

    assert reading.fields["type"] == "NOTICE OF MEETING AND PROVISIONAL AGENDA"
    assert reading.fields["subject"] == 'Gruppe "Lampenrecht"'
    assert str(reading.fields["meeting"].start) == "2018-09-25"


def test_a_day_behind_the_sender_of_a_typed_report_is_that_of_the_meeting(read: Read) -> None:
    reading = read(
        "COMMUNAUTES EUROPEENNES\nLE CONSEIL\nBruxelles, le 17 mars 1988\n5286/88\nENV 41\nRAPPORT\n"
        "du Groupe de l'environnement\nen date du 11 mars 1988\nau Comité des représentants permanents\n"
        "Objet : Protection des lampes\n1. Le Groupe a procédé à l'examen de la proposition.\n"
    )

    assert reading.fields["originator"] == "Groupe de l'environnement"
    assert str(reading.fields["meeting"].start) == "1988-03-11"
