"""Cover pages that a site put into one line: where a name ends, and where the subject does."""

from collections.abc import Callable

import pytest

from somei_cli.extraction.cover.stamps import find_stamp_spans
from somei_cli.extraction.header_table.one_line_subject import find_end_in_line, without_last_heading
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

ENGLISH = (
    "Transcription\n\n1 COUNCIL OF THE EUROPEAN UNION Brussels, 20 September 2013 13863/13 COPEN 136 JAI 800 NOTE "
)
GERMAN = "Transkript\n\n1 Rat der Europäischen Union Brüssel, den 8. März 2017 (OR. en) 6937/17 MAR 50 VERMERK "
FRENCH = "Transcription\n\n1 CONSEIL DE L'UNION EUROPÉENNE Bruxelles, le 8 mars 2007 (OR. en) 6937/07 INF 50 NOTE "
TEXT = " Delegations will find attached a text."
GERMAN_TEXT = " Die Delegationen erhalten anbei einen Text."
LONG_TITLE = (
    "Proposal for a Directive of the European Parliament and of the Council amending Directive 98/77/EC on the "
    "lighting "
    "of persons sailing on board passenger ships operating to or from ports of the Member States of the Community and "
    "amending Directive 2010/77/EU of the European Parliament and of the Council on lamp formalities for ships "
    "arriving "
    "in and/or departing from ports of the Member States and repealing Council Directive 1999/77/EC on a system of "
    "mandatory surveys for the safe operation of lamps and of fog horns"
)


def text_fields(reading: Reading) -> tuple[object, ...]:
    return tuple(reading.fields.get(field) for field in ("originator", "addressee", "subject"))


def doubted(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


NAMES = {
    "a committee named by its letters": (
        f"{ENGLISH}from: to: Subject: Presidency CATS Confiscation: report on lamps{TEXT}",
        ("Presidency", "CATS", "Confiscation: report on lamps"),
    ),
    "two committees": (
        f"{ENGLISH}From: To: Subject: Presidency SCIFA/Mixed Committee Lamps at borders{TEXT}",
        ("Presidency", "SCIFA/Mixed Committee", "Lamps at borders"),
    ),
    "a person with a function, and a president": (
        (
            f"{ENGLISH}From: date of receipt: 16 May 2013 To: Subject: Ada Lamp, Chair, Fog Supervision Group "
            f"President of the Council of the European Union Report for the period 2012 to 2014{TEXT}"
        ),
        (
            "Ada Lamp, Chair, Fog Supervision Group",
            "President of the Council of the European Union",
            "Report for the period 2012 to 2014",
        ),
    ),
    "two persons with functions": (
        (
            f"{ENGLISH}From: To: Subject: Mr Otto Fog, Minister for Justice of Ruritania Mr Ivo Lux, President of "
            f"the European "
            f"Council Letter on lamps{TEXT}"
        ),
        (
            "Mr Otto Fog, Minister for Justice of Ruritania",
            "Mr Ivo Lux, President of the European Council",
            "Letter on lamps",
        ),
    ),
    "a function before a person": (
        (
            f"{ENGLISH}From: To: Subject: Ada Lamp, European Ombudsman Mr Ivo Lux, Secretary-General of the Council "
            f"of the "
            f"European Union Annual report{TEXT}"
        ),
        (
            "Ada Lamp, European Ombudsman",
            "Mr Ivo Lux, Secretary-General of the Council of the European Union",
            "Annual report",
        ),
    ),
    "a president who sends": (
        (
            f"{ENGLISH}From: To: Subject: Ada Lamp, President of the European Parliament Mr Ivo Lux, President of "
            f"the European "
            f"Council Letter on lamps{TEXT}"
        ),
        (
            "Ada Lamp, President of the European Parliament",
            "Mr Ivo Lux, President of the European Council",
            "Letter on lamps",
        ),
    ),
    "in German": (
        (
            f"{GERMAN}Absender: Empfänger: Betr.: Frau Ada Lampe, Vorsitzende der Gruppe Leuchten Präsident des "
            f"Rates der "
            f"Europäischen Union Bericht über Lampen{GERMAN_TEXT}"
        ),
        (
            "Frau Ada Lampe, Vorsitzende der Gruppe Leuchten",
            "Präsident des Rates der Europäischen Union",
            "Bericht über Lampen",
        ),
    ),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_known_names_split_values_that_follow_all_labels(read: Read, text: str, expected: tuple[str, ...]) -> None:
    assert text_fields(read(text)) == expected


def test_a_person_whose_function_is_not_known_is_doubted(read: Read) -> None:
    reading = read(f"{ENGLISH}From: To: Subject: Lamp Foundation COSI Lamps at borders{TEXT}")
    assert text_fields(reading)[1:] == ("COSI", "Lamps at borders")
    assert {"from", "subject"} <= doubted(reading)


SUBJECTS = {
    "PUBLIC is a word of a title": (
        (
            f"{ENGLISH}From: To: Subject: Presidency Delegations MEETING OF DIRECTORS OF PUBLIC PROSECUTIONS, 3 "
            f"JUNE 2011 "
            f"REPORT{TEXT}"
        ),
        "MEETING OF DIRECTORS OF PUBLIC PROSECUTIONS, 3 JUNE 2011 REPORT",
    ),
    "PUBLIC is a French word of a title": (
        (
            f"{FRENCH}de : la présidence à : délégations Objet : ACCÈS DU PUBLIC AUX DOCUMENTS RAPPORT ANNUEL Les "
            f"délégations "
            "trouveront ci-joint un rapport."
        ),
        "ACCÈS DU PUBLIC AUX DOCUMENTS RAPPORT ANNUEL",
    ),
    "PUBLIC is the first word": (
        f"{ENGLISH}From: To: Subject: Presidency Delegations PUBLIC ACCESS TO LAMPS{TEXT}",
        "PUBLIC ACCESS TO LAMPS",
    ),
    "PUBLIC is a stamp": (
        f"{ENGLISH}From: Presidency To: Delegations Subject: Conseil UE PUBLIC COUNCIL OPINION on lamps{TEXT}",
        "COUNCIL OPINION on lamps",
    ),
    "draft conclusions in capitals": (
        (
            f"{ENGLISH}From: Presidency To: Delegations Subject: DRAFT COUNCIL CONCLUSIONS ON LAMPS In June the "
            f"Presidency "
            "presented a first text to the group."
        ),
        "DRAFT COUNCIL CONCLUSIONS ON LAMPS",
    ),
    "capitals before a sentence": (
        (
            f"{ENGLISH}From: To: Subject: Presidency Delegations REPORT OF THE NETWORK ON LAMPS In 2012 the network "
            f"grew and "
            "met. It has ten members."
        ),
        "REPORT OF THE NETWORK ON LAMPS",
    ),
    "capitals before the rest of the title": (
        (
            f"{ENGLISH}From: To: Subject: Presidency Delegations ACTION PLAN ON LAMPS AND FOG The way forward for "
            f"the lamps of "
            "the Union 1. At its meeting, the Group met."
        ),
        "ACTION PLAN ON LAMPS AND FOG The way forward for the lamps of the Union",
    ),
    "a treatment before a sentence": (
        (
            f"{ENGLISH}From: To: Subject: Presidency CATS Lamps of tomorrow: an approach Conclusions of the "
            f"conference - "
            "Information by the Presidency The event, which the Presidency organised, was held in Riga on 3 May."
        ),
        "Lamps of tomorrow: an approach Conclusions of the conference - Information by the Presidency",
    ),
    "a sentence that the foot of the page cuts": (
        (
            f"{ENGLISH}From: Presidency To: Delegations Subject: Lamps of tomorrow: an approach towards fog - "
            "Information by the Presidency The seminar Lamps of tomorrow: an approach towards fog, organised in "
            "Riga by "
            "the Ruritanian Presidency, on 3 May More than ten experts of lamps and fog from all Member States took "
            "part in the seminar /13 AB/cd 1 DG D 2B EN"
        ),
        "Lamps of tomorrow: an approach towards fog - Information by the Presidency",
    ),
    "a German treatment before a sentence": (
        (
            f"{GERMAN}Absender: Vorsitz Empfänger: Rat Betr.: Beleuchtung von Straßen in Europa - Sachstand Die "
            f"Kommission "
            "hat am 3. Mai einen Bericht vorgelegt."
        ),
        "Beleuchtung von Straßen in Europa - Sachstand",
    ),
    "the subject named again": (
        (
            f"{ENGLISH}From: Presidency To: Delegations Subject: Lamps of tomorrow: an approach towards fog and the "
            f"dark The "
            "report Lamps of tomorrow: an approach towards fog and the dark came from the network. It has three parts."
        ),
        "Lamps of tomorrow: an approach towards fog and the dark",
    ),
    "two proposals with the same beginning": (
        (
            f"{ENGLISH}From: Presidency To: Delegations Subject: Proposal for a Directive of the Council on lamps "
            f"Proposal for "
            "a Directive of the Council on fog 1. At its meeting, the Group met."
        ),
        "Proposal for a Directive of the Council on lamps Proposal for a Directive of the Council on fog",
    ),
    "a long title of an act above a heading": (
        (
            f"{ENGLISH}From: Presidency To: Council Subject: {LONG_TITLE} - General approach CONTEXT AND CONTENT OF "
            f"THE "
            "PROPOSAL 1. The Commission submitted the proposal."
        ),
        f"{LONG_TITLE} - General approach",
    ),
    "a German heading": (
        (
            f"{GERMAN}Absender: Vorsitz Empfänger: Rat Betr.: Vorschlag für eine Richtlinie über Lampen Allgemeine "
            f"Ausrichtung "
            "KONTEXT UND INHALT DES VORSCHLAGS 1. Die Kommission hat den Vorschlag übermittelt."
        ),
        "Vorschlag für eine Richtlinie über Lampen Allgemeine Ausrichtung",
    ),
    "a French heading": (
        (
            f"{FRENCH}de : la présidence à : Conseil Objet : Proposition de règlement sur les lampes - Orientation "
            f"générale "
            "CONTEXTE ET CONTENU DE LA PROPOSITION 1. La Commission a présenté la proposition."
        ),
        "Proposition de règlement sur les lampes - Orientation générale",
    ),
    "capitals that are a name": (
        (
            f"{ENGLISH}From: Presidency To: Council Subject: Cooperation with EU NAVFOR MED 1. At its meeting, the "
            f"Group met."
        ),
        "Cooperation with EU NAVFOR MED",
    ),
}


@pytest.mark.parametrize(("text", "subject"), SUBJECTS.values(), ids=SUBJECTS)
def test_a_subject_in_one_line_ends_before_the_text(read: Read, text: str, subject: str) -> None:
    assert read(text).fields.get("subject") == subject


def test_a_long_run_of_words_that_is_no_act_is_not_a_subject(read: Read) -> None:
    words = " ".join(["Lamps in the harbours of the islands and of the towns"] * 12)
    assert "subject" not in read(f"{ENGLISH}From: Presidency To: Delegations Subject: {words}{TEXT}").fields


def test_the_stamp_of_partial_access_is_no_part_of_the_subject(read: Read) -> None:
    stamp = "DOCUMENT PARTIALLY ACCESSIBLE TO THE PUBLIC (11.05.2016)"
    reading = read(f"{ENGLISH}From: Presidency To: Council Subject: Report on lamps {stamp}{TEXT}")

    assert reading.fields.get("subject") == "Report on lamps"


def test_an_addendum_without_its_figure_belongs_to_the_document_before_it(read: Read) -> None:
    head = f"{ENGLISH}From: To: General Secretariat of the Council Delegations No. prev. doc.: 7001/13 No. Cion doc.:"
    reading = read(f"{head} Subject: 7956/12+ADD Proposal for a Regulation on lamps{TEXT}")

    assert reading.fields.get("subject") == "Proposal for a Regulation on lamps"
    assert list(map(str, reading.fields["commission_documents"])) == ["7956/12"]
    assert "an addendum is named without its figure" in {remark.message for remark in reading.remarks}


@pytest.mark.parametrize(("addenda", "is_doubted"), [("ADD 1-3", True), ("+ ADD 1-3", False), ("ADD 1", False)])
def test_addenda_behind_codes_without_a_plus_are_doubted(read: Read, addenda: str, is_doubted: bool) -> None:
    cited = f"7956/12 ENER 413 {addenda}"
    reading = read(f"{ENGLISH}From: Presidency To: Council No. Cion doc.: {cited} Subject: Report on lamps{TEXT}")

    assert ("commission_documents" in doubted(reading)) is is_doubted


def test_the_label_of_the_commission_may_stand_before_that_of_earlier_documents(read: Read) -> None:
    reading = read(
        f"{ENGLISH}from: to: No. Cion prop.: No. prev. doc.: Subject: Presidency Working Party on "
        f"External Fisheries Policy "
        f"7944/15 PECHE 152 - COM(2015) 313 final 5217/16 PECHE 166 Report on lamps{TEXT}"
    )

    assert [str(number) for number in reading.fields["previous_documents"]] == ["5217/16"]
    assert {str(document) for document in reading.fields["commission_documents"]} == {"7944/15", "COM(2015) 313 final"}


def test_an_annex_behind_the_documents_leaves_them_their_labels(read: Read) -> None:
    reading = read(
        f"{ENGLISH}From: Presidency To: Council No. prev. doc.: No. Cion doc.: 5217/16 7944/15 + ADD 1 - "
        f"COM(2015) 798 final + Annex Subject: Report on lamps{TEXT}"
    )

    assert [str(number) for number in reading.fields["previous_documents"]] == ["5217/16"]
    assert "7944/15" in {str(document) for document in reading.fields["commission_documents"]}


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("EUROPEAN PUBLIC PROSECUTOR", 0),
        ("LIMITE PUBLIC 1 EN", 1),
        ("Conseil UE PUBLIC", 2),
        ("8123/16 PUBLIC JAI 31", 1),
        ("NOTE PUBLIC\nFrom", 1),
    ],
)
def test_public_is_a_stamp_unless_it_is_a_word_of_a_title_in_capitals(text: str, spans: int) -> None:
    assert len(list(find_stamp_spans(text))) == spans


def test_hostile_lines_take_no_time() -> None:
    for line in ("A " * 20_000, "The a " * 10_000, "Information by the Presidency The " * 2_000, "LAMPS, " * 9_000):
        assert find_end_in_line(line) >= 0
        assert without_last_heading(line)


def test_a_subject_ends_before_the_first_statement() -> None:
    line = (
        "Draft REGULATION on lamps (first reading) - Adoption - Statements Statement by Germany Germany recalls lamps."
    )

    assert line[: find_end_in_line(line)] == "Draft REGULATION on lamps (first reading) - Adoption - Statements"


def test_the_annexes_of_a_commission_document_are_no_part_of_the_subject(read: Read) -> None:
    reading = read(
        "Consejo de la Unión Europea Bruselas, 8 de julio de 2016 (OR. en) 11014/16 ADD 3 ASILE 32 NOTA DE TRANSMISIÓN "
        "De: Fecha de recepción: A: N.° doc. Ción.: Asunto: secretario general de la Comisión Europea 7 de julio de "
        "2016 secretario general del Consejo de la Unión Europea COM(2016) 467 final - Annexes 1 to 3 ANEXOS de la "
        "Propuesta de Reglamento Adjunto se remite a las Delegaciones el documento "
        "COM(2016) 467 final - Annexes 1 to 3.\n"
    )

    assert reading.fields.get("subject") == "ANEXOS de la Propuesta de Reglamento"


def test_the_annex_of_a_commission_document_is_no_part_of_the_subject(read: Read) -> None:
    reading = read(
        "Transkriptio\n\n1 Euroopan unionin neuvosto Bryssel, 17. elokuuta 2017 (OR. en) 11702/17 ADD 3 SAATE "
        "Lähettäjä: Saapunut: 16. elokuuta 2017 Vastaanottaja: Kom:n asiak. nro: Asia: INF 521 Euroopan komission "
        "pääsihteerin puolesta Marjukka LAMPPU, johtaja Ruben MAJAKKA, Euroopan unionin neuvoston pääsihteeri "
        "COM(2017) 379 final - LIITE 3 LIITE asiakirjaan Komission kertomus lampuista Valtuuskunnille toimitetaan "
        "oheisena asiakirja COM(2017) 379 final - LIITE 3. 11702/17 ADD 3 vpy DG G 2A FI\n"
    )

    assert reading.fields["subject"] == "LIITE asiakirjaan Komission kertomus lampuista"


def test_the_long_title_of_an_act_in_capitals_ends_at_the_foot_of_the_page(read: Read) -> None:
    title = (
        "DECYZJA RADY w sprawie podpisania, w imieniu Unii Europejskiej, i tymczasowego stosowania protokołu do Umowy "
        "przejściowej ustanawiającej ramy umowy o lampach między państwami Afryki Wschodniej i Południowej, z jednej "
        "strony, a Unią Europejską i jej państwami członkowskimi, z drugiej strony PROTOKÓŁ w celu uwzględnienia "
        "przystąpienia Związku Komorów do tej umowy DEKLARACJA wspólna dotycząca reguł pochodzenia lamp i knotów"
    )
    reading = read(
        "Rada Unii Europejskiej Bruksela, 3 marca 2020 r. (OR. en) 5977/20 ACP 14 AKTY USTAWODAWCZE I INNE INSTRUMENTY "
        f"Dotyczy: {title} 5977/20 MW/alb RELEX.1.A PL\n"
    )

    assert reading.fields["subject"] == title


def test_the_subject_of_a_corrigendum_of_one_line_ends_before_the_page_it_is_about(read: Read) -> None:
    reading = read(
        "COUNCIL OF THE EUROPEAN UNION Brussels, 3 July 2013 11876/13 COR 1 SOC 541 CORRIGENDUM TO NOTE from: "
        'Presidency to: Delegations Subject: Draft conclusions on lamps On page 3, footnote 2, for "wick" read "oil". '
        "11876/13 COR 1 AB/cd 1\n"
    )

    assert reading.fields["subject"] == "Draft conclusions on lamps"


FRENCH_COVER = (
    "1 CONSEIL DE L'UNION EUROPÉENNE Bruxelles, le 18 octobre 2013 (OR. en) 15030/13 ATO 120 NOTE DE "
    "TRANSMISSION Origine: Date de réception: 17 octobre 2013 Destinataire: N doc. Cion: Objet: Mme Ada "
    "MÈCHE, directrice, pour la Secrétaire générale de la Commission européenne M. Anton LAMPE, Secrétaire "
    "général du Conseil de l'union européenne COM(2013) 715 final Proposition de directive sur les lampes "
    "Les délégations trouveront ci-joint le document. 15030/13 der 1 DG E 2B FR\n"
)
GERMAN_COVER = (
    "1 RAT DER EUROPÄISCHEN UNION Brüssel, den 21. Oktober 2010 (OR. en) 15217/10 ENT 147 "
    "ÜBERMITTLUNGSVERMERK Absender: Eingangsdatum: 15. Oktober 2010 Empfänger: Nr. Komm.dok.: KOM(2010) 573 "
    "endgültig Betr.: Frau Ada DOCHT, Direktorin, im Auftrag der Generalsekretärin der Europäischen "
    "Kommission Herr Pieter van LAMP, Generalsekretär des Rates der Europäischen Union Vorschlag für eine "
    "Verordnung über Lampen Die Delegationen erhalten anbei einen Text. 15217/10 lk/st 1 DG G II DE\n"
)
GREEK_COVER = (
    "1 ΣΥΜΒΟΥΛΙΟ ΤΗΣ ΕΥΡΩΠΑΪΚΗΣ ΕΝΩΣΗΣ Βρυξέλλες, 25 Ιανουαρίου 2012 (OR. en) 5673/12 PROCIV 9 ΣΗΜΕΙΩΜΑ της: "
    "προς: αριθ. προηγ. εγγρ.: Θέμα: Προεδρίας την Ομάδα «Λυχνίες» 18021/11 PROCIV 175 Σχέδιο συμπερασμάτων "
    "του Συμβουλίου για τις λυχνίες Διαβιβάζεται συνημμένως στις αντιπροσωπίες το σχέδιο. 5673/12 ΜΑΚ/γπ 1 "
    "DG H 4 EL\n"
)


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        (
            FRENCH_COVER,
            (
                "Mme Ada MÈCHE, directrice, pour la Secrétaire générale de la Commission européenne",
                "M. Anton LAMPE, Secrétaire général du Conseil de l'union européenne",
                "Proposition de directive sur les lampes",
            ),
        ),
        (
            GERMAN_COVER,
            (
                "Frau Ada DOCHT, Direktorin, im Auftrag der Generalsekretärin der Europäischen Kommission",
                "Herr Pieter van LAMP, Generalsekretär des Rates der Europäischen Union",
                "Vorschlag für eine Verordnung über Lampen",
            ),
        ),
        (
            GREEK_COVER,
            (
                "Προεδρίας",
                "την Ομάδα «Λυχνίες»",
                "Σχέδιο συμπερασμάτων του Συμβουλίου για τις λυχνίες",
            ),
        ),
    ],
    ids=["fr", "de", "el"],
)
def test_values_behind_all_labels_are_told_apart_by_their_names(
    read: Read, page: str, fields: tuple[object, ...]
) -> None:
    assert text_fields(read(page)) == fields
