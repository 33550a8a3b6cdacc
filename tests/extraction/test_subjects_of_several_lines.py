"""Subjects of several lines without blank lines before the text, and titles of conclusions whose parts are apart."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

ENGLISH = (
    "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 12 December 2008\n(OR. fr)\n17271/08\nCONCL 5\nCOVER NOTE\nfrom:\n"
    "Presidency\nto:\ndelegations\nSubject:\n"
)
FRENCH = (
    "CONSEIL DE\nL'UNION EUROPÉENNE\nBruxelles, le 12 décembre 2008\n(OR. fr)\n17271/08\nCONCL 5\nNOTE DE "
    "TRANSMISSION\n"
    "de:\nla présidence\naux:\ndélégations\nObjet:\n"
)
GERMAN = (
    "RAT DER\nEUROPÄISCHEN UNION\nBrüssel, den 12. Dezember 2008\n(OR. fr)\n17271/08\nCONCL 5\nÜBERMITTLUNGSVERMERK\n"
    "Absender:\nVorsitz\nEmpfänger:\nDelegationen\nBetr.:\n"
)
TEXT = "Delegations will find attached the text.\n"
FRENCH_TEXT = "Les délégations trouveront ci-joint les conclusions.\n"
GERMAN_TEXT = "Die Delegationen erhalten anbei die Schlussfolgerungen.\n"

SUBJECTS = {
    "conclusions right above the text": (
        f"{ENGLISH}BRUSSELS EUROPEAN COUNCIL\n11 AND 12 DECEMBER 2008\nPRESIDENCY CONCLUSIONS\n{TEXT}",
        "BRUSSELS EUROPEAN COUNCIL 11 AND 12 DECEMBER 2008 PRESIDENCY CONCLUSIONS",
    ),
    "conclusions below a blank line": (
        f"{ENGLISH}EUROPEAN COUNCIL\nMeeting of 25 and 26 March 2010\n\nCONCLUSIONS\n\n{TEXT}",
        "EUROPEAN COUNCIL Meeting of 25 and 26 March 2010 CONCLUSIONS",
    ),
    "in French": (
        (
            f"{FRENCH}CONSEIL EUROPÉEN DE BRUXELLES\n11 ET 12 DÉCEMBRE 2008\n\nCONCLUSIONS DE LA "
            f"PRÉSIDENCE\n\n{FRENCH_TEXT}"
        ),
        "CONSEIL EUROPÉEN DE BRUXELLES 11 ET 12 DÉCEMBRE 2008 CONCLUSIONS DE LA PRÉSIDENCE",
    ),
    "full stops of days in German": (
        f"{GERMAN}EUROPÄISCHER RAT\nTagung am 11./12. Dezember 2008\n\nSCHLUSSFOLGERUNGEN\n{GERMAN_TEXT}",
        "EUROPÄISCHER RAT Tagung am 11./12. Dezember 2008 - SCHLUSSFOLGERUNGEN",
    ),
    "conclusions that only the text names": (
        (
            f"{ENGLISH}EUROPEAN COUNCIL\nDelegations will find attached the conclusions of the European Council of "
            f"25 March "
            "2010\nas agreed.\n"
        ),
        "EUROPEAN COUNCIL",
    ),
    "two titles in small letters": (
        f"{ENGLISH}Lamps\nReport by the network\nof 3 May 2010\n{TEXT}",
        "Lamps Report by the network of 3 May 2010",
    ),
    "place and days of a meeting": (
        f"{ENGLISH}INFORMAL MEETING OF MINISTERS\nRIGA, 3 MAY 2010\nREPORT BY THE PRESIDENCY\n{TEXT}",
        "INFORMAL MEETING OF MINISTERS RIGA, 3 MAY 2010 REPORT BY THE PRESIDENCY",
    ),
    "a heading above numbered paragraphs": (
        (
            f"{ENGLISH}Summary of discussions\nJoint Lamp and Fog Group (Morning session)\n1.\nAdoption of the "
            f"agenda\nThe "
            "agenda was adopted.\n"
        ),
        "Summary of discussions",
    ),
    "words of a site": (f"{ENGLISH}EUROPEAN LAMPS\nAdvertisement\nDownload\n\n{TEXT}", "EUROPEAN LAMPS"),
}


@pytest.mark.parametrize(("text", "subject"), SUBJECTS.values(), ids=SUBJECTS)
def test_a_subject_goes_on_to_the_text_that_plainly_begins(read: Read, text: str, subject: str) -> None:
    reading = read(text)
    assert reading.fields.get("subject") == subject
    assert not [doubt for doubt in reading.doubts if doubt.field == "subject"]


def test_a_copy_of_the_header_does_not_cut_a_dashed_paragraph_off(read: Read) -> None:
    head = "Council of the European Union Brussels, 2 December 2014 (OR. en) 14536/14 JAI 64 NOTE From: Presidency "
    part = f'"The use of lamps {"in the streets and harbours of the towns " * 6}in winter"'
    first = f"{head}To: Delegations Subject: Final report on lamps - {part} 1. The report has been read again."
    copy = f"{head}To: Delegations Subject: Final report on lamps\n\n- {part}\n\n1. The report has been read"

    reading = read(f"{first}\n\nFinal report on lamps\n\nPage 1: Final report on lamps\n\n{copy}\n")

    assert reading.fields["subject"] == f"Final report on lamps - {part}"


def test_a_title_that_says_the_subject_again_is_no_part_of_it(read: Read) -> None:
    title = "Ontwerpconclusies van de Raad over lampen in havens"
    text = (
        "Transcriptie\n\n1 RAAD VAN DE EUROPESE UNIE Brussel, 12 maart 2004 (OR. en) 7016/04 JAI 22 NOTA van: het "
        f"voorzitterschap aan: de Raad Betreft: {title} {title} DE RAAD VAN DE EUROPESE UNIE Keurt het donker af.\n"
    )

    assert read(text).fields["subject"] == title


def test_a_long_subject_ends_where_the_usual_phrase_begins(read: Read) -> None:
    title = f"BILAG til KOMMISSIONENS DELEGEREDE FORORDNING om lamper {'i havne og byer og skove ' * 20}og tårne"
    text = (
        "Transkript\n\n1 Rådet for Den Europæiske Union Bruxelles, den 16. februar 2017 (OR. en) 6390/17 AGRI 75 NOTE "
        f"fra: formandskabet til: delegationerne Vedr.: {title} Hermed følger til delegationerne dokument 6.\n"
    )

    assert read(text).fields["subject"] == title


def test_a_short_first_line_does_not_end_a_subject_that_goes_on_to_the_text(read: Read) -> None:
    lines = [
        "Programme of work for the Lamp Committees",
        "Parts of the north and of the south on oil for",
        "lamps of persons with regard to the lighting of",
        "harbours and on the free movement of such",
        "oil (General Oil Protection Programme) -",
        "Chapter VIII",
    ]

    reading = read(f"{ENGLISH}{chr(10).join(lines)}\n\n{TEXT}")

    assert reading.fields["subject"] == " ".join(lines)


def test_a_line_that_ends_with_half_a_name_goes_on(read: Read) -> None:
    subject = "Report on lamps of the European\nParliament"

    reading = read(f"{ENGLISH}{subject}\n\nThe Parliament has asked for lamps. It was answered.\n")

    assert reading.fields["subject"] == " ".join(subject.split())
