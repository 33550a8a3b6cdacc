"""Titles of press texts, acts and minutes on pages that came as one line or with days within the title."""

from collections.abc import Callable
from datetime import date

import pytest

from somei_cli.model.document import Meeting
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

PRESS = "PRESS\n\n9459/20\n\n(OR. en)\n\nPRESSE 20\n\nPR CO 20\n\nOUTCOME OF THE COUNCIL MEETING\n\n"
PRESS_TITLES = {
    "days that end a line of the title": (
        (
            "3765th Council meeting\n\nForeign Affairs\n\nItems approved by written procedure between 14 March and "
            "13 July "
            "2020\n\nBrussels, 13 July 2020\n\nPresident Ada Lamp\n"
        ),
        (
            "3765th Council meeting - Foreign Affairs - Items approved by written procedure between 14 March and 13 "
            "July 2020"
        ),
    ),
    "one day": (
        (
            "3765th Council meeting\n\nForeign Affairs\n\nVideo conference of ministers on 14 March "
            "2020\n\nBrussels, 14 March "
            "2020\n\nPresident Ada Lamp\n"
        ),
        "3765th Council meeting - Foreign Affairs - Video conference of ministers on 14 March 2020",
    ),
    "in one line": (
        (
            "3765th Council meeting Foreign Affairs Items approved from 14 March 2020 to 13 July 2020 Brussels, 13 "
            "July 2020 "
            "President Ada Lamp\n"
        ),
        "3765th Council meeting - Foreign Affairs Items approved from 14 March 2020 to 13 July 2020",
    ),
    "in French": (
        (
            "3765ème session du Conseil\n\nAffaires étrangères\n\nPoints approuvés par procédure écrite du 14 mars "
            "au 13 "
            "juillet 2020\n\nBruxelles, le 13 juillet 2020\n\nPrésident Ada Lamp\n"
        ),
        (
            "3765ème session du Conseil - Affaires étrangères - Points approuvés par procédure écrite du 14 mars au "
            "13 juillet "
            "2020"
        ),
    ),
    "in German": (
        (
            "3765. Tagung des Rates\n\nAuswärtige Angelegenheiten\n\nim schriftlichen Verfahren zwischen dem 14. "
            "März und dem "
            "13. Juli 2020 gebilligte Punkte\n\nBrüssel, den 13. Juli 2020\n\nPräsident Ada Lamp\n"
        ),
        (
            "3765. Tagung des Rates - Auswärtige Angelegenheiten - im schriftlichen Verfahren zwischen dem 14. März "
            "und dem "
            "13. Juli 2020 gebilligte Punkte"
        ),
    ),
    "a day below the title": (
        "3765th Council meeting\n\nForeign Affairs\n\n13 July 2020\n\nPresident Ada Lamp\n",
        "3765th Council meeting - Foreign Affairs",
    ),
}


@pytest.mark.parametrize(("text", "subject"), PRESS_TITLES.values(), ids=PRESS_TITLES)
def test_days_that_a_small_word_joins_to_a_title_are_part_of_it(read: Read, text: str, subject: str) -> None:
    assert read(f"{PRESS}{text}").fields.get("subject") == subject


CODES = "(OR. en) 2000/0032 (COD) LEX 277 PE-CONS 3625/1/01 REV 1 INF 56 API 34 "
DUTCH = f"Transcriptie\n\n1 EUROPESE UNIE HET EUROPEES PARLEMENT DE RAAD Brussel, 30 mei 2001 {CODES}"
ENGLISH = f"Transcription\n\n1 EUROPEAN UNION THE EUROPEAN PARLIAMENT THE COUNCIL Brussels, 30 May 2001 {CODES}"
FRENCH = f"Transcription\n\n1 UNION EUROPÉENNE LE PARLEMENT EUROPÉEN LE CONSEIL Bruxelles, le 30 mai 2001 {CODES}"
FOOT = "PE-CONS 3625/1/01 REV 1"
ACT_TITLES = {
    "above the foot of the cover page, in Dutch": (
        (
            f"{DUTCH}RICHTLIJN VAN HET EUROPEES PARLEMENT EN DE RAAD INZAKE LAMPEN {FOOT}\n\n2 RICHTLIJN VAN HET "
            f"EUROPEES "
            "PARLEMENT EN DE RAAD van 30 mei 2001 inzake lampen HET EUROPEES PARLEMENT EN DE RAAD, Gelet op het "
            "Verdrag\n"
        ),
        "RICHTLIJN VAN HET EUROPEES PARLEMENT EN DE RAAD INZAKE LAMPEN",
    ),
    "above the foot of the cover page, in English": (
        (
            f"{ENGLISH}REGULATION (EC) No /2001 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL ON LAMPS {FOOT} EN\n\n2 "
            "REGULATION (EC) No /2001 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 30 May 2001 on lamps\n"
        ),
        "REGULATION (EC) No /2001 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL ON LAMPS",
    ),
    "nothing but the foot follows": (
        f"{FRENCH}DIRECTIVE 2001/ /CE DU PARLEMENT EUROPÉEN ET DU CONSEIL RELATIVE AUX LAMPES {FOOT} AB/cd DG B FR\n",
        "DIRECTIVE 2001/ /CE DU PARLEMENT EUROPÉEN ET DU CONSEIL RELATIVE AUX LAMPES",
    ),
    "above the formula": (
        (
            f"{ENGLISH}REGULATION (EC) No /2001 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 30 May 2001 on "
            f"lamps THE "
            "EUROPEAN PARLIAMENT AND THE COUNCIL OF THE EUROPEAN UNION, Having regard to the Treaty\n"
        ),
        "REGULATION (EC) No /2001 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 30 May 2001 on lamps",
    ),
}


@pytest.mark.parametrize(("text", "subject"), ACT_TITLES.values(), ids=ACT_TITLES)
def test_the_title_of_an_act_in_one_line_begins_behind_codes_and_ends_above_the_foot(
    read: Read, text: str, subject: str
) -> None:
    assert read(text).fields.get("subject") == subject


MINUTES = (
    "TRANSCRIPT\n\n1 COUNCIL OF THE EUROPEAN UNION Brussels, 1 August 2007 10155/07 LIMITE PV/CONS 30 SOC 237 DRAFT "
    "MINUTES "
    "1 Subject : "
)
MEETING = "2803rd meeting of the Council of the European Union (LAMPS), held in Brussels on 30 and 31 May 2007"


@pytest.mark.parametrize(
    ("below", "more"),
    [
        (" 1 Information relating to the final adoption of acts stand in Addendum 1 to the present minutes.", ""),
        (" CONTENTS Page 1. Adoption of the agenda 3 2. Lamps 4", ""),
        (" The Council adopted the agenda as set out in the document and took note of it.", ""),
        (" - Part II", " - Part II"),
    ],
)
def test_the_subject_of_minutes_ends_with_the_days_of_the_meeting(read: Read, below: str, more: str) -> None:
    reading = read(f"{MINUTES}{MEETING}{below}\n")
    assert reading.fields.get("subject") == f"{MEETING}{more}"


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        (
            "2267thmeetingofthePERMANENTLAMPCOMMITTEE heldinBrusselson17and23March2009",
            date(2009, 3, 17),
            date(2009, 3, 23),
        ),
        ("2267thmeetingofthePERMANENTLAMPCOMMITTEE heldinLuxembourgon3April2009", date(2009, 4, 3), None),
        (
            "2267èmeréunionduCOMITÉPERMANENTDESLAMPES tenueàBruxellesles17et18mars2009",
            date(2009, 3, 17),
            date(2009, 3, 18),
        ),
    ],
)
def test_days_are_read_from_words_without_blanks(read: Read, words: str, first: date, last: date | None) -> None:
    reading = read(
        f"COUCILOF Brussels,7May2009 THEEUROPEAUIO\n\n7653/09\n\nCRSCRP13\n\nSUMMARYRECORD Subject: "
        f"{words}\n\n7653/09 lb 1"
    )
    assert reading.fields.get("meeting") == Meeting(None, first, last)
    assert "subject" in {doubt.field for doubt in reading.doubts}
