"""Pages as web sites show them: lists made of numbers, link marks, titles above, copies, letters, torn rows."""

from collections.abc import Callable
from typing import Any

import pytest

from somei_cli.extraction.sources.text_damage import undo_text_damage
from somei_cli.model.document import Meeting
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nJAI 31\nCOSI 7\n\nNOTE\n\n"
IN_ONE_LINE = "Council of the European Union Brussels, 3 May 2016 (OR. en) 8123/16 JAI 31 COSI 7 NOTE "
FROM_TO = "From: Presidency\n\nTo: Delegations\n\n"
TEXT = "Delegations will find attached a text.\n"


def value(reading: Reading, field: str) -> Any:
    value = reading.fields.get(field)
    return [str(part) for part in value] if isinstance(value, tuple) and not isinstance(value, Meeting) else value


def doubted(reading: Reading) -> set[str]:
    return {doubt.field.partition(".")[0] for doubt in reading.doubts}


# ---- the end of the subject


@pytest.mark.parametrize("number", ["1.", "I.", "1)"])
def test_a_bullet_before_the_number_of_the_first_paragraph_ends_the_subject(read: Read, number: str) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Lamps of the north\n\n  • {number} \n    The lamps were counted.\n")

    assert value(reading, "subject") == "Lamps of the north"
    assert "subject" not in doubted(reading)


@pytest.mark.parametrize("heading", ["SOMMARIO", "SOMMAIRE", "INHALT", "INHOUD", "SPIS TREŚCI", "ΠΕΡΙΕΧΟΜΕΝΑ"])
def test_the_heading_of_the_contents_is_no_part_of_the_subject(read: Read, heading: str) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Lamps of the north\n(oil and gas)\n{heading}\n\nPage\n")

    assert heading not in value(reading, "subject")


def test_a_part_behind_a_bullet_below_a_long_line_belongs_to_the_subject(read: Read) -> None:
    title = (
        "OF THE COUNCIL on the lamps "
        + "of the north, of the south and of the islands, " * 5
        + "and repealing Decision X"
    )
    reading = read(
        f"{HEAD}{FROM_TO}Subject: Proposal for a REGULATION OF THE EUROPEAN PARLIAMENT AND\n\n{title}\n\n"
        "  • Preparation of the talks\n  • 1. \n    The lamps.\n"
    )

    assert value(reading, "subject").endswith("and repealing Decision X - Preparation of the talks")


def test_a_title_in_capitals_goes_on_below_a_blank_line(read: Read) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Proposal for a REGULATION\n\nOF THE COUNCIL on lamps\n\n{TEXT}")

    assert value(reading, "subject") == "Proposal for a REGULATION OF THE COUNCIL on lamps"


def test_two_treatments_with_a_stroke_end_the_subject(read: Read) -> None:
    reading = read(
        "Rådet for Den Europæiske Union Bruxelles, den 3. maj 2016 (OR. en) 8123/16 JAI 31 NOTE fra: til: Vedr.: "
        "formandskabet De Faste Repræsentanters Komité/Rådet Forslag til Rådets forordning om lamper - "
        "Statusrapport/orienterende debat Formandskabet vil tage sagen op på samlingen den 8. juni 2018. "
        "Det har i den "
        "anledning skrevet vedlagte rapport, så ministrene kan se, hvor langt man er nået."
    )

    assert value(reading, "subject").endswith("lamper - Statusrapport/orienterende debat")


def test_a_formula_below_a_blank_line_within_the_subject_ends_it(read: Read) -> None:
    reading = read(
        f"{HEAD}{FROM_TO}Subject: Verordnung zur Änderung der Verordnung über die Lampen,\n\n"
        "Kennzeichnung und Verpackung von Lampen Die Delegationen erhalten in der Anlage das Dokument.\n"
    )

    assert value(reading, "subject").endswith("Kennzeichnung und Verpackung von Lampen")


def test_the_title_of_the_page_cuts_a_subject_in_doubt(read: Read) -> None:
    title = "Subject: Council Opinion on the lamps of the north and the south,"
    reading = read(
        f"NOTE Presidency Delegations {title}\n\nSize: px\n\nTranscription\n\n1 COUNCIL OF THE EUROPEAN "
        f"UNION Brussels, 27 April "
        f"/16 JAI 31 NOTE From: Presidency To: Delegations {title} The Opinion on the lamps of the north, , "
        f"agreed by the "
        "Council on 26 April is enclosed for delegations. Encl.: 8123/16 AJ/is 1 DG G 1 EN\n"
    )

    assert value(reading, "subject") == "Council Opinion on the lamps of the north and the south"
    assert "subject" in doubted(reading)


@pytest.mark.parametrize(
    ("foot", "is_doubted"),
    [("8123/16 ab/cd 1", False), ("8123/16", True), ("8123/16 AB JAI the lamps of the next page are", True)],
)
def test_the_foot_of_the_page_ends_a_subject(read: Read, foot: str, is_doubted: bool) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: Presidency To: Delegations Subject: Lamps of the north and of the south {foot}\n"
    )

    assert value(reading, "subject") == "Lamps of the north and of the south"
    assert ("subject" in doubted(reading)) is is_doubted


def test_what_is_left_of_the_field_above_is_taken_off_the_subject(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: To: No. Cion doc.: Subject: Presidency Delegations 7100/16 "
        "JAI 213 COSI 615 MI 637 ADD 1 + ADD 2 Proposal for a Regulation on lamps\n\n" + TEXT
    )

    subject = value(reading, "subject")
    assert subject is None or subject == "Proposal for a Regulation on lamps"


def test_a_part_behind_a_dash_below_a_long_first_line_belongs_to_the_subject(read: Read) -> None:
    title = "Voorstel voor een richtlijn over de lampen " + "van het noorden, van het zuiden en van de eilanden, " * 5
    reading = read(
        f"{HEAD}{FROM_TO}Subject: {title}en de zee\n\n- Bespreking van de tekst\n\nI. INLEIDING\n\n1. The text.\n"
    )

    assert value(reading, "subject").endswith("en de zee - Bespreking van de tekst")


def test_a_dashed_part_below_a_subject_that_shares_its_line_belongs_to_it(read: Read) -> None:
    reading = read(
        f"{HEAD.replace('NOTE', '')}NOTE        From:       Presidency\n\nTo:       Delegations"
        "                 No. prev. doc.: 8001/16 JAI 3          Subject:            Lamps of the north\n\n"
        "                           – New Resolution of the Council          \n\nThe lamps were counted again.\n"
    )

    assert " ".join(value(reading, "subject").split()) == "Lamps of the north – New Resolution of the Council"


@pytest.mark.parametrize("remains", ["MI COM(2008) 426 final", "CODEC /16 + ADD 1 - COM(2016) 482 FINAL", "/16 ADD 2"])
def test_what_is_left_of_a_number_before_the_subject_is_a_doubt(read: Read, remains: str) -> None:
    reading = read(
        "1 Rådet for Den Europæiske Union Bruxelles, den 29. juni 2017 (OR. en) 10001/17 NOTE fra: til: "
        "Generalsekretariatet "
        "for Rådet delegationerne Tidl. dok. nr.: 9288/17 Komm. dok. nr.: Vedr.: SOC 515 JAI 644 "
        f"{remains} Forslag til Rådets direktiv om lamper Vedlagt følger til delegationerne en samlet tekst."
    )

    assert value(reading, "subject") == "Forslag til Rådets direktiv om lamper"
    assert "subject" in doubted(reading)


# ---- rows of the header table in another order


def test_a_day_between_sender_and_addressee_is_that_of_the_meeting(read: Read) -> None:
    reading = read(
        "Rat der Europäischen Union Brüssel, den 14. Juli 2016 (OR. en) 8123/16 JAI 31 BERATUNGSERGEBNISSE "
        "Absender: Generalsekretariat des Rates vom Empfänger: 12. Juli 2016 Delegationen Nr. Vordok.: 8100/16 "
        "Betr.: Schlussfolgerungen des Rates über Lampen\n\nDie Delegationen erhalten in der Anlage den Text.\n"
    )

    assert value(reading, "originator") == "Generalsekretariat des Rates"
    assert value(reading, "addressee") == "Delegationen"
    assert str(value(reading, "meeting").start) == "2016-07-12"


def test_codes_between_two_names_of_one_line_part_them(read: Read) -> None:
    reading = read(
        "1 Council of the European Union Brussels, 24 May 2017 (OR. en) 8123/17 NOTE From: To: No. prev. "
        "doc.: 8072/17 "
        "Subject: General Secretariat of the Council CT 52 ENFOPOL 269 COSI 119 COTER 44 Permanent Representatives "
        "Committee/Council Draft Guidelines on Lamps Background 1. On 4 December 2014 the lamps were counted."
    )

    assert value(reading, "originator") == "General Secretariat of the Council"
    assert value(reading, "addressee") == "Permanent Representatives Committee/Council"
    assert value(reading, "subject") == "Draft Guidelines on Lamps"


def test_a_label_without_colon_on_a_line_of_its_own_is_that_of_the_addressee(read: Read) -> None:
    reading = read(
        f"{HEAD}From   : \nSecretariat \nTo  \n\nDelegations \nNo. prev. doc.:  8001/16 JAI 3\nSubject\nLamps\n\n{TEXT}"
    )

    assert (value(reading, "originator"), value(reading, "addressee")) == ("Secretariat", "Delegations")


def test_an_addressee_below_the_subject_is_no_part_of_it(read: Read) -> None:
    reading = read(
        f"{HEAD}From: Presidency\nSubject: Lamps of the north (24 and 25 May 2021)\nTo: Delegations\n\n{TEXT}"
    )

    assert value(reading, "addressee") == "Delegations"
    assert value(reading, "subject") == "Lamps of the north (24 and 25 May 2021)"


def test_an_agency_may_send_though_its_name_is_a_code(read: Read) -> None:
    reading = read(f"{HEAD}From: EUROJUST\nTo: Delegations\nSubject: Lamps\n\n{TEXT}")

    assert value(reading, "originator") == "EUROJUST"


def test_a_document_that_was_not_taken_beside_another_is_a_doubt(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: Presidency To: Delegations No. Cion prop.: No. prev. doc.: 8001/16 INF 13 "
        f"(COM(2016) 30 final/2) "
        f"SN 2970/2/16 REV 2 Subject: Lamps\n\n{TEXT}"
    )

    assert "previous_documents" in doubted(reading)


def test_the_letter_that_a_stamp_left_is_no_name(read: Read) -> None:
    reading = read(
        "RAAD VAN DE EUROPESE UNIE\nBrussel, 21 januari 2011 (OR. en)\nB PU\n8001/1/11 REV 1\nNOTA van: "
        "aan: nr. vorig doc.: "
        "Betreft:\nC\nJAI 1076 MI 549\nhet voorzitterschap de delegaties 7949/10 JAI 922 Conclusies over lampen\n"
        "Op 4 november 2010 is een mededeling binnengekomen.\n"
    )

    assert (value(reading, "originator"), value(reading, "addressee")) == ("het voorzitterschap", "de delegaties")


@pytest.mark.parametrize("suffix", ["ADD 1 + ADD 2", "ADD1+ADD2"])
def test_a_suffix_behind_a_code_without_its_number_adds_a_document_in_doubt(read: Read, suffix: str) -> None:
    reading = read(f"{HEAD}{FROM_TO}No. prev. doc.: 7090/16 POSTES 4 IA 35 CODEC {suffix}\nSubject: Lamps\n\n{TEXT}")

    assert value(reading, "previous_documents") == ["7090/16", "7090/16 ADD 1", "7090/16 ADD 2"]
    assert "previous_documents" in doubted(reading)


# ---- copies, titles, letters


def test_the_copy_whose_letters_are_not_torn_counts(read: Read) -> None:
    torn = (
        "C ouncil ofthe European U nion B russels,27 O ctober2016 (O R .en) 13001/16 NOTE From : G "
        "eneral Secretariatofthe C ouncil To: C ouncil Subject: L amps ofthe N orth"
    )
    whole = (
        "Council of the European Union\n\nBrussels, 27 October 2016 (OR. en) 13001/16 WTO 294\n\nNOTE "
        "From: General Secretariat of the Council To: Council Subject: Lamps of the North\n"
    )
    reading = read(f"{torn}\n\nEmbed Size (px)\n\nCitation preview\n\n{whole}\n{TEXT}")

    assert value(reading, "originator") == "General Secretariat of the Council"
    assert value(reading, "subject") == "Lamps of the North"


def test_a_number_in_a_letter_is_that_of_a_document_it_speaks_of(read: Read) -> None:
    reading = read(
        "Council of the European Union\nGeneral Secretariat\nBrussels, 19 June 2023\nMr Otto Fog\nRef. "
        "23/1766\nDear Mr Fog,\n"
        "Thank you for your request.\nYour request covers documents\n8913/23 and\n8915/23, which are sent to you.\n"
    )

    assert value(reading, "number") is None
    assert [str(reference.to) for reference in reading.fields["references"]] == ["8913/23", "8915/23"]


def test_the_only_number_of_a_page_without_one_may_be_its_own(read: Read) -> None:
    reading = read(
        "Lamps of the north (21 and 22 June 2007)\n\nThe page shows the text that closed the meeting, at "
        "which it was said "
        "how the lamps are to be counted, and what becomes of those of the older treaties; they are named "
        "for comparison. " + "The mandate of the group is set out in it, and the way in which it is handled "
        "later on. " * 4 + "\n\n"
        "Source: Council of the European Union. The lamps of the north – 21 and 22 June 2007 – Counted "
        "anew, 11177/1/07 REV 1. "
        "Brussels: 23.07.2007. 31 p.\n"
    )

    assert value(reading, "number") is None
    assert {"number", "references"} <= doubted(reading)


TITLE_PAGE = (
    "Envia-se em anexo, à atenção das delegações, o documento COM(2017) 472 final.\n\nDocumentos relacionados\n\n"
    + "".join(f"Proposta de DECISÃO DO CONSELHO {number}\n\n" for number in "ABCDE")
)


def test_the_letterhead_among_the_documents_offered_below_a_title_is_not_its_own(read: Read) -> None:
    reading = read(f"{TITLE_PAGE}Conselho da União Europeia Bruxelas, 29 de julho de 2015 (OR. en) Secretário-Geral\n")

    assert not {"date", "place", "languages"} & reading.fields.keys()


def test_a_marking_among_the_documents_offered_is_a_doubt_with_its_words(read: Read) -> None:
    reading = read(f"{TITLE_PAGE}Conselho da União Europeia Bruxelas, 29 de julho de 2015 (OR. en) 8001/15 LIMITE\n")

    assert "marking" not in reading.fields
    assert [doubt.words for doubt in reading.doubts if doubt.field == "marking"] == ["LIMITE"]


# ---- press texts and conclusions


@pytest.mark.parametrize(
    "page",
    [
        (
            "Council conclusions on lamps 2974th EXTERNAL RELATIONS Council meeting Brussels, 17 November 2009 "
            "The Council agreed: 1. Ten lamps"
        ),
        (
            "Council conclusions on lamps\n\n2974th EXTERNAL RELATIONS (Lamps, Oil)\n\nCouncil meeting "
            "Brussels, 17 November 2009\n\nThe Council adopted this:"
        ),
    ],
)
def test_conclusions_are_named_by_their_title_above_the_meeting(read: Read, page: str) -> None:
    reading = read(f"1 COUNCIL OF THE EUROPEAN UNION {page}\n")

    assert value(reading, "subject") == "Council conclusions on lamps"
    assert str(value(reading, "meeting").start) == "2009-11-17"


def test_an_ordinal_behind_a_small_heading_begins_the_title(read: Read) -> None:
    reading = read(
        "1 COUNCIL OF THE EUROPEAN UNION Luxembourg, 8 June /04 (Presse 173) Press release 2588th Council "
        "meeting Justice and "
        "Home Affairs Luxembourg, 8 June 2004 President Mr Otto FOG Minister for Lamps\n"
    )

    assert value(reading, "subject") == "2588th Council meeting - Justice and Home Affairs"


@pytest.mark.parametrize("town", [" - B1·ussels,", "-Brussels,", " -Luxembourg,"])
def test_a_town_behind_the_configuration_is_no_part_of_the_title(read: Read, town: str) -> None:
    reading = read(
        f"8123/90 (Presse 21)\n\n1389th Council meeting\n\n- General Affairs{town}\n\n5 March "
        f"1990\n\nPresident: Mr Fog\n"
    )

    assert value(reading, "subject") == "1389th Council meeting - General Affairs"


def test_a_press_heading_behind_a_label_is_no_subject(read: Read) -> None:
    reading = read(
        "RAAD VAN DE EUROPESE UNIE\n\n14001/05 (Presse 284)\n\nPERSMEDEDELING\n\nBetreft:\n\nPERSMEDEDELING\n\n"
        "2689e zitting van de Raad\n\nOnderwijs, Jeugdzaken en Cultuur\n\nBrussel, 14-15 november "
        "2005\n\nVoorzitter Otto Fog\n"
    )

    assert value(reading, "subject") == "2689e zitting van de Raad - Onderwijs, Jeugdzaken en Cultuur"
    assert reading.fields["place"] == "Brussels"


def test_the_heading_below_the_number_counts_and_not_that_of_the_page(read: Read) -> None:
    reading = read(
        "PRESS RELEASE. 3239th Council meeting. Lamps. Brussels, May 2013 PRESS\n\nSize: px\n\nTranscription\n\n"
        "1 COUNCIL OF THE EUROPEAN UNION 9001/13 (OR. en) PRESS RELEASE 3239th Council meeting PRESSE 186 "
        "PR CO 25 Education, "
        "Youth, Culture and Sport Brussels, May 2013 Presidents Otto Fog Minister for Lamps\n"
    )

    assert str(reading.fields["number"]) == "9001/13"
    assert value(reading, "subject_codes") == ["PRESSE 186", "PR CO 25"]
    assert value(reading, "subject") == "3239th Council meeting - Education, Youth, Culture and Sport"


# ---- what is no doubt any more


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Subject: EnviCrimeNet - Project on Crime", "subject"),
        (
            (
                "Subject: Proposal for a Regulation of the Council on closer work in the field of the setting "
                "up of lamps Proposal "
                "for a Decision on closer work in the field of the setting up of lamps with regard to oil"
            ),
            "subject",
        ),
        ("Subject: Lamps\n\nUK 1. The lamps were counted.", "subject_codes"),
    ],
)
def test_names_and_titles_of_two_acts_are_no_damage(read: Read, words: str, field: str) -> None:
    assert field not in doubted(read(f"{HEAD}{FROM_TO}{words}\n\n{TEXT}"))


@pytest.mark.parametrize(("number", "is_doubted"), [("5923/07", False), ("15923/07", True)])
def test_the_year_of_a_winter_day_is_that_of_a_low_number(read: Read, number: str, is_doubted: bool) -> None:
    reading = read(
        f"1 COUNCIL OF THE EUROPEAN UNION Brussels, 7 February /07 JAI 31 NOTE From: Presidency To: "
        f"Delegations Subject: Lamps "
        f"{TEXT}{number} AB/cd 1 DG H 1A EN\n\n2 More lamps. {number} AB/cd 2 DG H 1A EN\n"
    )

    assert str(reading.fields["date"]) == "2007-02-07"
    assert ("date" in doubted(reading)) is is_doubted


def test_a_number_below_the_name_of_the_council_and_beside_the_presse_number_is_certain(read: Read) -> None:
    reading = read(
        "PRESS RELEASE. Justice and Home Affairs. Luxembourg, 12 October 2005 P R E S S\n\nTranscription\n\n"
        "1 COUNCIL OF THE EUROPEAN UNION 12001/05 (Presse 247) PROVISIONAL VERSION PRESS RELEASE 2683rd "
        "Council meeting Justice "
        "and Home Affairs Luxembourg, 12 October 2005 President Otto Fog\n\n/05 (Presse 247) 1\n"
    )

    assert str(reading.fields["number"]) == "12001/05"
    assert "number" not in doubted(reading)


# ---- codes and marks


def test_months_are_no_codes_and_a_press_code_needs_no_brackets(read: Read) -> None:
    reading = read(
        "COUNCIL OF THE EUROPEAN UNION\nJANUARY-JUNE 1985\n3309th Council meeting Foreign Affairs "
        "Luxembourg, 14 April 2014\n\n"
        "8763/14 (OR. en) Provisional Version - Presse 219 / PR CO 21\n\nPresident Otto Fog\n"
    )

    assert value(reading, "subject_codes") == ["PRESSE 219", "PR CO 21"]


def test_the_number_of_a_paragraph_glued_to_a_code_is_a_doubt(read: Read) -> None:
    reading = read(
        f"{HEAD.replace('COSI 7', 'COSI 7 FREMP 812.The lamps were counted')}{FROM_TO}Subject: Lamps\n\n{TEXT}"
    )

    assert "FREMP 812" not in value(reading, "subject_codes")
    assert "subject_codes" in doubted(reading)


def test_the_marks_of_links_are_no_words() -> None:
    words = "Directive 94/22/EC i, Directive 2010/31 i/EU and Regulation (EU) No 525/2013 i\n2016/0131 (COD) i\n"

    assert undo_text_damage(words)[0] == (
        "Directive 94/22/EC, Directive 2010/31/EU and Regulation (EU) No 525/2013\n2016/0131 (COD)\n"
    )
    assert undo_text_damage("dyrektywy 98/70/WE i 2009/31/WE oraz 12/2001 i 3/2002")[0].count(" i ") == 2


def test_a_plus_that_became_a_bullet_adds_a_document(read: Read) -> None:
    words = f"{HEAD}{FROM_TO}No. Cion doc.: 7090/1/16 ENER 412 REV 1\n\n  • ADD 1 REV 1\n\nSubject: Lamps\n\n{TEXT}"

    reading = read(undo_text_damage(words)[0])

    assert value(reading, "commission_documents") == ["7090/1/16 REV 1", "7090/16 ADD 1 REV 1"]


def test_the_internal_security_strategy_is_no_marking(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: Presidency To: Delegations Subject: The renewed EU Internal Security Strategy: "
        f"lamps\n\n{TEXT}"
    )

    assert "marking" not in reading.fields
    assert "marking" not in doubted(reading)


# ---- items


MINUTES = """Consiglio
dell'Unione europea
Bruxelles, 28 settembre 2017 (OR. en)
12001/17
PV/CONS 48 JAI 795
PROGETTO DI PROCESSO VERBALE
Oggetto: 3559ª sessione del Consiglio dell'Unione europea (Lampade) tenutasi a Bruxelles il 14 settembre 2017
SOMMARIO
Pagina
AFFARI INTERNI
1. Adozione dell'ordine del giorno ... 3
ATTIVITÀ NON LEGISLATIVE 2. Approvazione dell'elenco dei punti "A" ... 3
3. Lampade: situazione attuale ... 3
4. Varie ... 4
– Progetto di accordo sulle lampade ALLEGATO - Dichiarazioni da iscrivere nel processo verbale ... 5
*
* *
AFFARI INTERNI 1. Adozione dell'ordine del giorno
Il Consiglio ha adottato l'ordine del giorno.
ATTIVITÀ NON LEGISLATIVE
2. Approvazione dell'elenco dei punti "A"
Il Consiglio ha adottato i punti.
3. Lampade: situazione attuale
I ministri hanno contato le lampade.
"""


def test_items_behind_the_heading_of_a_part_are_found_in_contents_and_text(read: Read) -> None:
    items = read(MINUTES).fields["items"]

    assert [(item.number, item.title) for item in items] == [
        ("1", "Adozione dell'ordine del giorno"),
        ("2", 'Approvazione dell\'elenco dei punti "A"'),
        ("3", "Lampade: situazione attuale"),
        ("4", "Varie"),
    ]
    assert items[1].summary == "Il Consiglio ha adottato i punti."
    assert [part.title for part in items[3].subitems] == ["Progetto di accordo sulle lampade"]


# ---- numbers, names and labels of other languages and decades


def test_the_language_of_a_list_is_no_series(read: Read) -> None:
    reading = read(
        "Other available languages: FR DE\n\n7001/94 (Presse 118 - G)\n\n1772nd Council meeting\n\n- TRANSPORT -\n\n"
        "Luxembourg, 13 June 1994\n\nPresident: Mr Otto FOG\n"
    )

    assert str(reading.fields["number"]) == "7001/94"


def test_coreper_and_council_are_one_addressee_in_other_languages(read: Read) -> None:
    reading = read(
        "1 CONSEJO DE LA UNIÓN EUROPEA Bruselas, 10 de abril de 2008 (OR. en) 8001/08 PECHE 79 NOTA De: A: "
        "N.º doc. prec.: "
        'N.º prop. Ción.: Asunto: Grupo "Política de Lámparas" COREPER/Consejo 7718/08 PECHE 66 6941/07 PECHE 391 - '
        "COM(2007) 732 final Propuesta de Reglamento del Consejo relativo a las lámparas - Adopción 1. El "
        "22 de noviembre "
        "la Comisión remitió la propuesta."
    )

    assert value(reading, "originator") == 'Grupo "Política de Lámparas"'
    assert value(reading, "addressee") == "COREPER/Consejo"
    assert value(reading, "subject") == "Propuesta de Reglamento del Consejo relativo a las lámparas - Adopción"


def test_the_part_of_a_commission_document_is_no_subject(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: To: No. Cion doc.: Subject: Presidency Delegations SWD(2016) 331 final - PART 3/4 "
        f"Commission staff working document on lamps {TEXT}"
    )

    assert value(reading, "subject") == "Commission staff working document on lamps"
    assert value(reading, "commission_documents") == ["SWD(2016) 331 final PART 3/4"]
    assert "commission_documents" not in doubted(reading)


def test_an_older_number_before_that_of_the_commission_needs_no_known_code(read: Read) -> None:
    reading = read(f"{HEAD}{FROM_TO}No. Cion prop.: 5218/89 VITI 22 - COM(89) 148 final\nSubject: Lamps\n\n{TEXT}")

    assert value(reading, "commission_documents") == ["5218/89", "COM(1989) 148 final"]


def test_a_label_of_days_before_a_name_is_that_of_the_sender(read: Read) -> None:
    reading = read(
        "RAT DER\nEUROPÄISCHEN UNION\n\nBrüssel, den 4. Oktober 1999\n\n11001/99\n\nENV 331\n\nVERMERK\n\n"
        'vom: Generalsekretariat des Rates\n\nfür: die Gruppe "Umwelt"\n\nBetr.: Entscheidung über Lampen\n\nText.\n'
    )

    assert value(reading, "originator") == "Generalsekretariat des Rates"


def test_the_serial_of_a_code_on_two_lines_is_a_doubt(read: Read) -> None:
    head = (
        "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n\n8123/16\n\nCOPEN 84 JAI 2\n67 EUROJUST 39\n\nNOTE\n"
    )
    reading = read(f"{head}\n{FROM_TO}Subject: Lamps\n\n{TEXT}")

    assert "JAI 2" not in value(reading, "subject_codes")
    assert "subject_codes" in doubted(reading)


def test_the_languages_beside_the_number_of_a_press_text_are_read(read: Read) -> None:
    reading = read(
        "1 Council of the European Union PRESS EN 8001/15 (OR. en) PRESSE 33 PR CO 27 OUTCOME OF THE "
        "COUNCIL MEETING 3389th "
        "Council meeting Education, Youth, Culture and Sport Brussels, 18 and 19 May 2015 Presidents Otto "
        "Fog Minister\n"
    )

    assert reading.fields["languages"] == ("en",)


def test_the_last_document_that_a_site_offers_is_no_citation(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: Presidency To: Delegations Subject: Lamps {TEXT}8123/16 AB/cd 1 DG H "
        f"EN\n\nSimilar documents\n"
        "9565/15 hal/gha/ab 1 DGD 2C. Council of the European Union Brussels, 11 June 2015 (OR. en) 9565/15 More\n"
        "2017 © DocSite Privacy\n"
    )

    assert "references" not in reading.fields


def test_a_heading_behind_a_bracket_ends_a_part_behind_a_dash(read: Read) -> None:
    reading = read(
        f"{HEAD}{FROM_TO}Subject: Lamps of the new States\n\n- Draft Report (June 2006) Introduction\n\n"
        "On 5 November 2004 the leaders asked all to do what is needed.\n"
    )

    assert value(reading, "subject") == "Lamps of the new States - Draft Report (June 2006)"


def test_figures_joined_by_a_word_are_no_section(read: Read) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Table of lamps as regards Chapters 2 and 3\n\n{TEXT}")

    assert "subject" not in doubted(reading)


def test_the_end_of_a_number_with_its_suffix_makes_a_single_foot_certain(read: Read) -> None:
    reading = read(
        "1 COUNCIL OF THE EUROPEAN UNION Brussels, 24 July /09 ADD 2 ENV 31 COVER NOTE From: Presidency To: "
        "Delegations Subject: "
        f"Lamps {TEXT}12001/09 ADD 2 AB/cd 1 DG I 1A EN\n"
    )

    assert str(reading.fields["number"]) == "12001/09 ADD 2"
    assert "number" not in doubted(reading)


def test_the_number_of_a_list_with_its_bullet_begins_the_text_of_a_page_of_one_line(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: Presidency To: Delegations Subject: List of lamps of the north • 1. Lamps were counted."
    )

    assert value(reading, "subject") == "List of lamps of the north"


@pytest.mark.parametrize("heading", ["Similar documents", "Σχετικά έγγραφα", "Ähnliche Dokumente"])
def test_the_heading_of_offered_documents_is_no_subject(read: Read, heading: str) -> None:
    assert value(read(f"{HEAD}{FROM_TO}Subject: {heading}\n\n{TEXT}"), "subject") is None


@pytest.mark.parametrize(
    ("lines", "subject", "is_doubted"),
    [
        ("Police-\nmen of lamps", "Policemen of lamps", True),
        ("Recog-\nnition of lamps", "Recognition of lamps", False),
        ("Study of long-\nterm lamps", "Study of long-term lamps", False),
        ("Lampen- \nund Asylfragen", "Lampen- und Asylfragen", False),
    ],
    ids=["perhaps_its_own", "only_broken", "own_hyphen", "end_of_a_word_left_out"],
)
def test_a_hyphen_that_only_breaks_a_word_of_the_subject_is_left_out(
    read: Read, lines: str, subject: str, is_doubted: bool
) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: {lines}\n\n{TEXT}")

    assert value(reading, "subject") == subject
    assert ("subject" in doubted(reading)) == is_doubted


def test_a_broken_word_that_is_whole_in_another_place_is_certain(read: Read) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Recog-\nnition of lamps\n\n{TEXT}The recognition of lamps is new.\n")

    assert value(reading, "subject") == "Recognition of lamps"
    assert "subject" not in doubted(reading)


def test_an_annex_behind_a_dash_in_the_column_of_the_subject_is_part_of_it(read: Read) -> None:
    reading = read(
        f"{HEAD}From:     Presidency\nTo:       Delegations\nSubject:  Report on the lamps of the north and of the\n"
        f"          south\n          - ANNEX V (Tables 1 to 14)\n\n\n{TEXT}"
    )

    assert value(reading, "subject") == "Report on the lamps of the north and of the south - ANNEX V (Tables 1 to 14)"


def test_a_day_whose_label_has_no_colon_is_no_part_of_the_addressee(read: Read) -> None:
    reading = read(
        f"{HEAD.replace('NOTE', 'BERICHT').rstrip()}\nder                 Gruppe Lampen\n"
        "an den              Ausschuss für Asylfragen\n"
        "vom                 21. April 2016\nNr. Vordok.:        8100/16\n"
        f"Betr.:              Lampen im Norden\n\n\n{TEXT}"
    )

    assert value(reading, "addressee") == "Ausschuss für Asylfragen"
    assert value(reading, "subject") == "Lampen im Norden"


def test_greek_labels_of_a_record_above_their_values_are_read(read: Read) -> None:
    reading = read(
        "1 ΣΥΜΒΟΥΛΙΟ ΤΗΣ ΕΥΡΩΠΑΪΚΗΣ ΕΝΩΣΗΣ Βρυξέλλες, 15 Ιουλίου 2013 12194/13 GENVAL 45 ΑΠΟΤΕΛΕΣΜΑΤΑ ΤΩΝ ΕΡΓΑΣΙΩΝ "
        "της: στις: Θέμα: Ομάδας «Γενικά Θέματα» 27 Ιουνίου 2013 Συνοπτική παρουσίαση των συζητήσεων "
        "1. Έγκριση της ημερήσιας διάταξης Η ημερήσια διάταξη εγκρίθηκε.\n"
    )

    assert value(reading, "originator") == "Ομάδας «Γενικά Θέματα»"
    assert value(reading, "subject") == "Συνοπτική παρουσίαση των συζητήσεων"


@pytest.mark.parametrize(
    ("council", "committee", "labels"),
    [
        ("Vijeće", "Mješoviti odbor (EU - Island/Švicarska)", "Od: Za: Predmet: Predsjedništvo"),
        ("Rat", "Gemischter Ausschuss", "Absender: Empfänger: Betr.: Vorsitz"),
        ("Conseil", "Comité mixte", "Origine: Destinataire: Objet: la Présidence"),
        ("Council", "Mixed Committee", "From: To: Subject: Presidency"),
    ],
    ids=["hr", "de", "fr", "en"],
)
def test_the_mixed_committee_belongs_to_the_addressee(read: Read, council: str, committee: str, labels: str) -> None:
    reading = read(f"{IN_ONE_LINE}{labels} {council} / {committee} Sustav ulaska Delegations will find a text.\n")

    assert value(reading, "addressee") == f"{council} / {committee}"
    assert value(reading, "subject") == "Sustav ulaska"


def test_bulgarian_delegations_and_adds_behind_a_dash_are_read_above_a_subject(read: Read) -> None:
    reading = read(
        "Съвет на Европейския съюз Брюксел, 8 май 2018 г. (OR. en) 8507/18 MI 324 БЕЛЕЖКА От: До: № предх. док.: "
        "№ док. Ком.: Относно: Председателството Делегациите 8102/18 7877/18 + ADD 1 - ADD 5 Предложение за директива "
        "относно лампите Делегациите ще намерят приложен текст.\n"
    )

    assert value(reading, "addressee") == "Делегациите"
    assert value(reading, "subject") == "Предложение за директива относно лампите"


def test_polish_labels_in_small_letters_are_read(read: Read) -> None:
    reading = read(
        "RADA UNII EUROPEJSKIEJ Bruksela, 6 lutego 2007 r. 6098/07 SAN 18 PISMO PRZEWODNIE od: Sekretarz Generalny "
        "Komisji Europejskiej, podpisano w imieniu Sekretarza Generalnego: Jordi AYET PUIGARNAU, Dyrektor data "
        "otrzymania: 1 lutego 2007 r. do: Javier SOLANA, Sekretarz Generalny / Wysoki Przedstawiciel Dotyczy: "
        "Sprawozdanie w sprawie lamp Delegacje otrzymują w załączeniu dokument.\n"
    )

    assert value(reading, "originator").startswith("Sekretarz Generalny Komisji Europejskiej, podpisano")
    assert value(reading, "addressee") == "Javier SOLANA, Sekretarz Generalny / Wysoki Przedstawiciel"
    assert "from" not in doubted(reading)


def test_a_number_with_a_blank_behind_its_stroke_is_read_or_doubted(read: Read) -> None:
    cited = read(f"{HEAD}{FROM_TO}Subject: Lamps\n\n{TEXT}See doc. 6339/ 15.\n")
    seen = read(f"{HEAD}{FROM_TO}Subject: Lamps\n\n{TEXT}The paper 6339/ 15 was shown.\n")

    assert "references" not in doubted(cited)
    assert [str(each.to) for each in cited.fields["references"]] == ["6339/15"]
    assert "references" in doubted(seen)


def test_the_foot_of_a_page_with_a_blank_in_the_own_number_is_no_damaged_citation(read: Read) -> None:
    assert "references" not in doubted(read(f"{HEAD}{FROM_TO}Subject: Lamps\n\n{TEXT}8123/ 16 AB/cd 2\n"))


def test_the_age_that_a_site_shows_below_a_title_is_doubted_in_it(read: Read) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Lamps of the north\n- Jane Oil\n- 7 years ago\n\n{TEXT}")

    assert "subject" in doubted(reading)


NOTED = (
    f"{HEAD}From:     Presidency\nTo:       Delegations\nSubject:  Report on the lamps of\n          the {{}} 1\n\n\n"
    f"{TEXT}\n\n{{}}"
)


def test_the_figure_of_a_footnote_is_no_part_of_the_subject(read: Read) -> None:
    reading = read(NOTED.format("north", "1   The translation is on the site of the lamps.\n"))

    assert value(reading, "subject") == "Report on the lamps of the north"
    assert "subject" in doubted(reading)


@pytest.mark.parametrize(
    ("last_word", "below"),
    [("Part", "1   The translation is on the site.\n"), ("north", "")],
    ids=["counted", "no_note"],
)
def test_a_figure_that_belongs_to_the_subject_stays(read: Read, last_word: str, below: str) -> None:
    assert value(read(NOTED.format(last_word, below)), "subject") == f"Report on the lamps of the {last_word} 1"


def test_suffixes_of_the_number_on_lines_of_their_own_are_all_read(read: Read) -> None:
    reading = read(
        "        COUNCIL OF THE                     Brussels, 14 June 2012\n        EUROPEAN UNION\n"
        "                                           10231/2/12\nInterinstitutional File:                   REV 2\n"
        "     2011/0282 (COD)                       ADD 1\n     2011/0288 (COD)\n\n"
        f"                                           AGRI 351\n\nNOTE\n{FROM_TO}Subject: Lamps\n\n{TEXT}"
    )

    assert str(reading.fields["number"]) == "10231/2/12 REV 2 ADD 1"


def test_limite_below_the_number_of_another_document_is_doubted(read: Read) -> None:
    reading = read(
        "Council of the European Union              Brussels, 8 April 2014\n\n"
        "                                           8581/14\n\n"
        "                                           OJ/CONS 22\n\nPROVISIONAL AGENDA\n"
        "Subject:  3312th meeting of the COUNCIL (Fisheries)\nDate:     14 April 2014\n\n"
        "1.   Adoption of the agenda\n\n2.   Lamps at sea                               8355/14 PECHE 170\n"
        "     - Exchange of views                        LIMITE\n\n3.   Any other business\n"
    )

    assert "marking" not in reading.fields
    assert "marking" in doubted(reading)


def test_documents_that_a_site_recommends_in_a_list_are_no_citations(read: Read) -> None:
    reading = read(
        f"{HEAD}{FROM_TO}Subject: Lamps\n\n{TEXT}See 7900/16.\n\nRecommended documents\n"
        "CM 4302/13 Notice of meeting - Visa Working Party\nCM 4466/13 Notice of meeting - SCIFA\n"
    )

    assert [str(each.to) for each in reading.fields["references"]] == ["7900/16"]


def test_a_day_of_receipt_between_the_names_belongs_to_the_label_further_down(read: Read) -> None:
    reading = read(
        f"{HEAD}From:\n\nTo:\n\nSecretary-General of the European Commission, signed by Ms Martine\nDEPREZ, Director\n"
        "28 June 2021\nMr Jeppe TRANHOLM-MIKKELSEN, Secretary-General of the Council of\nthe European Union\n\n"
        f"No. Cion doc.:\n\nC(2016) 4640 final\n\ndate of receipt:\n\nSubject:\n\nReport on lamps\n\n{TEXT}"
    )

    assert value(reading, "originator").endswith("signed by Ms Martine DEPREZ, Director")
    assert value(reading, "addressee").startswith("Mr Jeppe TRANHOLM-MIKKELSEN")
    assert doubted(reading).isdisjoint({"from", "to", "subject"})


AGENDA = (
    "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 10 December 1998\n14012/98\n\nOJ/CONS 71\n\nPROVISIONAL AGENDA\n"
    "for : 2153rd meeting of the COUNCIL OF THE EUROPEAN UNION\n      (FISHERIES)\n      Brussels, {}\n\n\n"
    "1.   Adoption of the provisional agenda\n\n2.   Lamps at sea\n\n3.   Any other business\n"
)


def test_the_title_of_an_agenda_ends_above_its_place_and_days(read: Read) -> None:
    reading = read(AGENDA.format("Thursday 17 (10.00) and Friday 18 December 1998"))

    assert value(reading, "subject") == "2153rd meeting of the COUNCIL OF THE EUROPEAN UNION (FISHERIES)"
    assert "meeting" not in {field.split(".")[0] for field in doubted(reading)}


def test_a_day_of_a_meeting_before_the_one_that_is_read_is_doubted(read: Read) -> None:
    reading = read(AGENDA.format("Thursday I7th (10.00) and Friday 18 December 1998"))

    assert "meeting" in {field.split(".")[0] for field in doubted(reading)}


def test_limite_behind_a_number_in_a_sentence_is_doubted(read: Read) -> None:
    reading = read(
        "Brussels, 12 February 2019\n\nDear Ms Lamp,\n\nThank you for your request.\n\n"
        "Document 15203/18 LIMITE contains positions of delegations.\n"
    )

    assert "marking" in doubted(reading)


def test_the_heading_of_a_statement_below_the_column_of_the_subject_is_no_part_of_it(read: Read) -> None:
    reading = read(
        f"{HEAD}From:     Presidency\nTo:       Delegations\nSubject:  Report on the lamps of the north and of the\n"
        "          south\n          - Statements\n\n\n              Statement by the Netherlands and Sweden\n\n"
        "The Netherlands and Sweden regret that the lamps have been kept.\n"
    )

    assert value(reading, "subject") == "Report on the lamps of the north and of the south - Statements"


def test_conclusions_above_a_meeting_without_an_ordinal_have_their_title(read: Read) -> None:
    reading = read(
        "COUNCIL OF\nTHE EUROPEAN UNION\n\nEN\n\n\nCouncil conclusions on lamps at sea\n\n"
        "FOREIGN AFFAIRS Council meeting\n\nBrussels, 22 April 2013\n\n\n"
        'The Council adopted the following conclusions:\n\n"1.   The Council notes lamps."\n\n'
        "                                   P R E S S\n"
    )

    assert value(reading, "subject") == "Council conclusions on lamps at sea"


def test_a_corrigendum_on_a_page_begins_the_text_of_a_page_of_one_line(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: Presidency To: Delegations Subject: Lamps of islands - Report of the Presidency On page "
        '3, the second sentence of paragraph 7 should read: "The lamps will be examined."\n'
    )

    assert value(reading, "subject") == "Lamps of islands - Report of the Presidency"


def test_a_label_that_lost_its_umlaut_is_a_label(read: Read) -> None:
    reading = read(f"{HEAD}Absender:\n\nVorsitz\n\nEmpfnger:\n\nRat\n\nBetr.:\n\nLampen im Norden\n\n{TEXT}")

    assert (value(reading, "originator"), value(reading, "addressee")) == ("Vorsitz", "Rat")


def test_a_serial_far_behind_its_code_is_read_where_nothing_follows_it(read: Read) -> None:
    reading = read(f"{HEAD.replace('COSI 7', 'COSI               7')}{FROM_TO}Subject: Lamps\n\n{TEXT}")

    assert [str(code) for code in reading.fields["subject_codes"]] == ["JAI 31", "COSI 7"]


def test_a_misread_first_number_ends_the_subject(read: Read) -> None:
    reading = read(
        f"{HEAD}{FROM_TO}Subject :  Summary of discussions\n\nl.   Adoption of the agenda\n\nIt was adopted.\n"
    )

    assert value(reading, "subject") == "Summary of discussions"


@pytest.mark.parametrize(
    ("heading", "is_doubted"),
    [
        ("BERICHT VOM LAMPENTAG UND PROVISIONAL AGENDA", True),
        ("COMMUNICATION NOTICE OF MEETING AND PROVISIONAL AGENDA", False),
    ],
    ids=["title", "usual"],
)
def test_a_type_behind_other_words_in_capitals_is_doubted(read: Read, heading: str, is_doubted: bool) -> None:
    reading = read(f"{IN_ONE_LINE.replace('NOTE', heading)}From: Presidency To: Delegations Subject: Lamps {TEXT}")

    assert ("type" in doubted(reading)) == is_doubted


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (
            "PERMANENT REPRESENTATIVES COMMITTEE (Part 1)\nEuropa building, Brussels\n5 and 7 October 2022 (10:00)\n",
            "PERMANENT REPRESENTATIVES COMMITTEE (Part 1)",
        ),
        (
            "for :\tthe 2287th meeting of the PERMANENT REPRESENTATIVES COMMITTEE (Part 2)\ndate :\t10 June 2022\n\n",
            "2287th meeting of the PERMANENT REPRESENTATIVES COMMITTEE (Part 2)",
        ),
    ],
    ids=["figure_in_bracket", "article_behind_label"],
)
def test_the_body_of_an_agenda_is_its_subject(read: Read, lines: str, subject: str) -> None:
    reading = read(
        "Council of the\nEuropean Union\nBrussels, 3 May 2022\n8123/22\nOJ CRP1 33\nPROVISIONAL AGENDA\n"
        f"{lines}1. Adoption of the agenda\n2. Lamps\n3. Any other business\n"
    )

    assert value(reading, "subject") == subject


def test_a_number_whose_thousands_stand_apart_is_doubted_and_not_cut(read: Read) -> None:
    reading = read(
        f"{HEAD.replace('8123/16', '14 759/16')}{FROM_TO}Subject: Lamps\n\n{TEXT}\n14 759/16 LP/mm 1\nDGB 1 EN\n"
    )

    assert "number" not in reading.fields
    assert "number" in doubted(reading)
    assert all(doubt.words != "759/16" for doubt in reading.doubts)


def test_an_agenda_cited_in_brackets_is_not_the_number_of_the_page(read: Read) -> None:
    reading = read(
        "Indicative programme\n\n- Press Office -\nBrussels, 3 May 2016\nENVIRONMENT Council meeting\n"
        "Luxembourg, 4 May 2016\n+/- 10.00\nBeginning of meeting\nAdoption of the agenda (8460/16)\n"
    )

    assert "number" not in reading.fields
    assert "number" in doubted(reading)


def test_the_new_status_of_a_declassified_document_is_no_part_of_its_subject(read: Read) -> None:
    reading = read(
        "1 Council of the European Union Brussels, 22 May 2016 (OR. en) 9761/1/15 REV 1 DCL 1 JAI 18 DECLASSIFICATION "
        "of document: 9761/1/15 REV 1 dated: 7 September 2015 new status: Subject: Public Report on lamps Delegations "
        "will find attached the declassified version of the above document.\n"
    )

    assert value(reading, "subject") == "Report on lamps"


def test_a_marking_in_brackets_behind_the_number_of_another_document_is_doubted(read: Read) -> None:
    reading = read(
        f"{HEAD}{FROM_TO}Subject: Public access to documents\n\n{TEXT}\nDRAFT\nREPLY ADOPTED BY THE COUNCIL\n"
        "for public access to documents 7985/15 and ST 6817/1/15 REV 1 (LIMITE)\n"
    )

    assert "marking" in doubted(reading)


def test_a_second_date_behind_the_same_town_is_doubted(read: Read) -> None:
    reading = read(
        "Research: an update, May 2016\n\nBrussels, 28 May 2016\n\nReport on proceedings. Note from Presidency to "
        "Council. Brussels, 24 May 2016 (25.05) (document 5572/1/16 REV 1 POLGEN 2). Full text\n\n1. Below is a list.\n"
    )

    assert "date" in doubted(reading)


def test_the_title_of_a_press_text_ends_before_the_small_word_above_its_day(read: Read) -> None:
    reading = read(
        "am 5. November 2012 in Brüssel 13490/12 (Presse 333)\n\n2460. Tagung des Rates - WIRTSCHAFT UND FINANZEN "
        "(ECOFIN) - am 5. November 2012 in Brüssel\n\nPräsident: Herr P\n\nINHALT\n"
    )

    assert value(reading, "subject") == "2460. Tagung des Rates - WIRTSCHAFT UND FINANZEN (ECOFIN)"
    assert "subject" not in doubted(reading)


def test_a_sentence_within_a_subject_is_doubted(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: Presidency To: Delegations Subject: Lamps in the Baltic region - "
        f"Compilation of replies to the "
        "questionnaire The compilation replaces the one of December 1. Replies may be sent.\n"
    )

    assert "subject" in doubted(reading)


def test_a_marking_in_square_brackets_below_a_title_is_doubted_as_that_of_an_item(read: Read) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Lamps\n\n1. Lamps of the north\n\n[LIMITE]\n\nDelegations took note.\n")

    assert [doubt.message for doubt in reading.doubts if doubt.field == "marking"] == [
        "it seems to be that of an item, below whose title it stands"
    ]


def test_a_word_in_capitals_before_the_number_may_be_its_series(read: Read) -> None:
    reading = read(
        "Brussels, 13 January 2000 (25.01)\n\nCHARTE 4105/00\n\nJAI 1\n\nNOTE\n\nSubject : Record of "
        "the first meeting\n"
    )

    assert "“CHARTE” before it may be its series" in [doubt.message for doubt in reading.doubts]


def test_the_title_of_a_list_ends_before_the_label_of_its_place(read: Read) -> None:
    reading = read(
        'Council of the\nEuropean Union\n\nBrussels, 18 May 2016\n8930/16\nPTS A 35\nLIST OF "A" '
        "ITEMS\nfor: 2887th meeting "
        "of the COUNCIL OF THE EUROPEAN UNION\n(General Affairs)\nVenue: Brussels\nDate: Tuesday 22 May 2016\n"
        "1. Decision on lamps\n2. Oil\n3. Gas\n"
    )

    assert value(reading, "subject") == "2887th meeting of the COUNCIL OF THE EUROPEAN UNION (General Affairs)"


def test_markings_behind_the_documents_of_items_are_doubted(read: Read) -> None:
    reading = read(
        f"{HEAD}{FROM_TO}Subject: Lamps\n\n1.   Lamps of the north\n     6867/03 CRIMORG 71 LIMITE\n\n"
        "2.   Oil\n     5734/2/03 REV 2 CRIMORG 60 LIMITE\n\n3.   Gas\n"
    )

    assert "marking" in doubted(reading)


@pytest.mark.parametrize(
    "tail", ["Annex XVII to Regulation (EC) No 1907/2006", "Annexes I and II to Directive 2009/1/EC"]
)
def test_the_annex_of_an_act_may_begin_a_line_of_the_subject(read: Read, tail: str) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Proposal for a REGULATION on the use of lamps, amending\n{tail}\n\n{TEXT}")

    assert value(reading, "subject") == f"Proposal for a REGULATION on the use of lamps, amending {tail}"


def test_bullets_before_a_part_of_the_subject_are_no_part_of_it(read: Read) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Lamps of the north\n\n  • • \n    Progress report\n\n  • I. \n    Lamps\n")

    assert "•" not in value(reading, "subject")


def test_a_glued_code_beside_one_that_was_taken_is_doubted(read: Read) -> None:
    reading = read(HEAD.replace("JAI 31\nCOSI 7", "ILLUMIN64 COSI7") + f"{FROM_TO}Subject: Lamps\n\n{TEXT}")

    assert "subject_codes" in doubted(reading)


@pytest.mark.parametrize(
    "subject",
    [
        "Proposal for a REGULATION",
        "Draft DIRECTIVE",
        "Meeting of the Council on lamps and oil, held in Brussels Non-legislative activities",
        "Lamps: one window for the trade in oil of the far north: one window for the trade in oil of the far north",
    ],
)
def test_a_subject_that_is_cut_or_holds_more_than_itself_is_doubted(read: Read, subject: str) -> None:
    assert "subject" in doubted(read(f"{HEAD}{FROM_TO}Subject: {subject}\n\n{TEXT}"))


def test_capitals_that_join_two_lines_of_a_subject_leave_it_whole(read: Read) -> None:
    reading = read(
        f"{HEAD}{FROM_TO}Subject: Draft DIRECTIVE\nOF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL on lamps\n\n{TEXT}"
    )

    assert value(reading, "subject") == "Draft DIRECTIVE OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL on lamps"


def test_a_bullet_within_a_subject_of_one_line_is_a_dash(read: Read) -> None:
    reading = read(
        f"{IN_ONE_LINE}From: Presidency To: Delegations Subject: Special Report No 7/2015 on lamps • Adoption of "
        f"Council conclusions {TEXT}"
    )

    assert value(reading, "subject") == ("Special Report No 7/2015 on lamps - Adoption of Council conclusions")


def test_the_code_of_a_list_of_a_items_is_no_part_of_its_heading(read: Read) -> None:
    reading = read(
        'COUNCIL OF THE EUROPEAN UNION Brussels, 20 April 2012 (23.04) 8935/12 PTS A 36 LIST OF "A" ITEMS for: 3161st '
        "meeting of the COUNCIL OF THE EUROPEAN UNION (General Affairs) Date: 24 April 2012 Place: Luxembourg "
        "1. Conclusions on lamps 8743/12 POLGEN 61 2. Oil 8610/12 CDR 31 3. Gas 7790/1/12 REV 1 8935/12 jg 1 DG F EN\n"
    )

    assert value(reading, "subject_codes") == ["PTS A 36"]
    assert value(reading, "type") == "LIST OF 'A' ITEMS"


def test_a_word_of_a_title_in_capitals_is_doubted_as_the_type(read: Read) -> None:
    reading = read("Council of the European Union\nSCHENGEN INFORMATION SYSTEM, SIRENE: Recommendations\n1 May 2002\n")

    assert "type" in doubted(reading)


def test_a_marking_in_the_bracket_of_a_cited_document_is_doubted_as_that_document_s(read: Read) -> None:
    reading = read(f"{HEAD}{FROM_TO}Subject: Lamps\n\n1. Lamps of the north\no Preparation (doc. 8100/16, LIMITE)\n")

    assert [doubt.message for doubt in reading.doubts if doubt.field == "marking"] == [
        "“LIMITE” is not taken for the marking of this document: it stands beside 8100/16"
    ]
