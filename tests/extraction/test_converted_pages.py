"""Documents as web sites converted them: in one line, printed twice, with columns and headers torn."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]
SubjectOf = Callable[[Reading], object]
DoubtsOf = Callable[[Reading], list[str]]

HEAD = "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 13 May 2014\n8622/14\nLIMITE\nJUR 222\nNOTE\n"
ONE_LINE = "1 Council of the European Union Brussels, 27 July 2018 (OR. en) 11471/18 LIMITE COPS 277 CIVCOM 133 "


def codes(reading: Reading) -> list[str]:
    return [str(entry) for entry in reading.fields.get("subject_codes", ())]


def doubted_fields(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


def test_a_time_before_a_name_begins_the_text(read: Read, subject: SubjectOf) -> None:
    text = (
        f"{HEAD}from:\nto:\nSubject:\nGeneral Secretariat of the Council\nPermanent Representatives Committee\n"
        "Storing of oil for lamps\nIn December 2013 Coreper was informed of the state of the stores and of the\n"
        "judgment of the Court of Justice."
    )

    assert subject(read(text)) == "Storing of oil for lamps"


def test_a_sentence_behind_a_square_bracket_ends_the_subject(read: Read, subject: SubjectOf) -> None:
    text = (
        f"{ONE_LINE}NOTE From: Presidency To: Permanent Representatives Committee Subject: Proposal for a Regulation "
        "of the European Parliament and of the Council on lamps [First reading] The Permanent Representatives "
        "Committee will find attached a table with four columns."
    )

    assert subject(read(text)) == (
        "Proposal for a Regulation of the European Parliament and of the Council on lamps [First reading]"
    )


def test_the_number_of_an_act_continues_the_subject_below_a_blank_line(read: Read, subject: SubjectOf) -> None:
    text = (
        f"{HEAD}from: General Secretariat\nto: Working Party on Information\n"
        "Subject: Seventh report on the implementation of Regulation\n\n"
        "No 1049/2001 of the European Parliament on lamps\n\nDelegations will find attached the report."
    )

    assert subject(read(text)) == (
        "Seventh report on the implementation of Regulation No 1049/2001 of the European Parliament on lamps"
    )


def test_delegations_behind_an_addressee_are_no_words_of_the_subject(read: Read, subject: SubjectOf) -> None:
    text = (
        f"{ONE_LINE}COVER NOTE From: To: Subject: European External Action Service (EEAS) Political and Security "
        "Committee (PSC) Delegations Review of the lamps at sea Delegations will find attached the review."
    )
    reading = read(text)

    assert subject(reading) == "Review of the lamps at sea"
    assert reading.fields["addressee"] == "Political and Security Committee (PSC) Delegations"
    assert "to" in doubted_fields(reading)


def test_names_that_codes_part_are_doubted(read: Read) -> None:
    text = (
        "1 Consejo de la Unión Europea Bruselas, 31 de mayo de 2017 (OR. en) 9674/17 NOTA De: A: Consejo TELECOM 143 "
        "MI 453 COMPET 447 Comité de Representantes Permanentes (1.ª parte) Asunto: Propuesta de Reglamento sobre "
        "lámparas - Orientación general 1. La Comisión presentó su propuesta."
    )

    assert {"from", "to"} <= doubted_fields(read(text))


def test_an_earlier_document_is_no_citation_where_the_header_is_printed_again(read: Read) -> None:
    header = (
        "5347/09 NOTE from : General Secretariat to : delegations no prev. doc 14927/08 COPEN 200 EJN 66 Subject : "
        "Council Decision on lamps Delegations will find in the Annex a consolidated version of the Decision. "
    )
    text = (
        f"COUNCIL OF THE EUROPEAN UNION Brussels, 15 July 2009 {header}\n\nPage 1: {header}\n\n"
        "no prev. doc 14927/08 COPEN 200 EJN 66\n\nSee also 6214/09."
    )

    assert [str(reference.to) for reference in read(text).fields["references"]] == ["6214/09"]


def test_a_service_in_a_footer_is_no_code_in_doubt(read: Read) -> None:
    text = (
        f"{HEAD}From: Presidency\nTo: Delegations\nSubject: Lamps\n\nDelegations will find attached a report.\n\n"
        "8622/14\nkp/HS\nJAI 2C / GIP 2\nEN\n"
    )
    reading = read(text)

    assert codes(reading) == ["JUR 222"]
    assert "subject_codes" not in doubted_fields(reading)


def test_a_text_that_names_the_conclusions_ends_their_title(read: Read, subject: SubjectOf) -> None:
    text = (
        "European Council\nBrussels, 23 March 2018\n(OR. en)\nEUCO 1/18\nGeneral Secretariat of the Council\n"
        "European Council meeting (22 March 2018)\n"
        "Delegations will find attached the conclusions adopted by the European Council at the above\nmeeting.\n"
    )

    assert subject(read(text)) == "European Council meeting (22 March 2018)"


def test_the_addressee_above_conclusions_is_no_word_of_their_title(read: Read, subject: SubjectOf) -> None:
    text = (
        "Brussels, 16 June 2004\nThe Presidency\nEuropean Council\nEuropean Council (17-18 June 2004)\n"
        "– Draft Conclusions\nFollowing the preparatory work, the Presidency now submits draft Conclusions.\n"
    )

    assert subject(read(text)) == "European Council (17-18 June 2004) - Draft Conclusions"


def test_an_extraordinary_meeting_needs_no_ordinal(read: Read, subject: SubjectOf) -> None:
    text = (
        "COUNCIL OF\nTHE EUROPEAN UNION\nEN\n9596/10 (Presse 108)\nPROVISIONAL VERSION\nPRESS RELEASE\n"
        "Extraordinary Council meeting\nEconomic and Financial Affairs\nBrussels, 9/10 May 2010\nPresident\n"
        "Ms Ottilie FOG\n\nMain results of the Council\nThe Council decided on measures.\n"
    )
    reading = read(text)
    meeting = reading.fields["meeting"]

    assert subject(reading) == "Extraordinary Council meeting - Economic and Financial Affairs"
    assert (str(meeting.start), str(meeting.end)) == ("2010-05-09", "2010-05-10")


def test_codes_of_a_press_text_are_read_though_its_number_is_lost(read: Read) -> None:
    text = (
        "COUNCIL OF THE EUROPEAN UNION\n\nPROVISIONAL VERSION\n\nPRESSE 379 PR CO 47\n\nPRESS RELEASE\n\n"
        "3186th Council meeting\n\nAgriculture and Fisheries\n\nBrussels, 24 September 2012\n\n"
        "President Otto FOG\n\nMain results of the Council\n"
    )

    assert codes(read(text)) == ["PRESSE 379", "PR CO 47"]


def test_months_in_capitals_are_no_code(read: Read) -> None:
    text = (
        "COUNCIL OF THE EUROPEAN COMMUNITIES\n\nPRESS RELEASES\n\nPRESIDENCY: ITALY\n\nJANUARY-JUNE 1985\n\n"
        "GENERAL SECRETARIAT\n\nPRESS RELEASE\n\n4317/85 (Presse 2)\n\n"
        "984th meeting of the Council\n\n- Agriculture -\n\nBrussels, 14 and 15 January 1985\n\nPresident: Mr FOG\n"
    )

    assert "JANUARY-JUNE 1985" not in {doubt.words for doubt in read(text).doubts}


COLUMNS = (
    "1 Europeiska unionens råd Bryssel den 1 december 2017 (OR. en) 15081/17 NOT från: till: Ordförandeskapet Rådet "
    "Föreg. dok. nr: 10820/17 Ärende: "
)


def test_a_heading_in_front_of_the_subject_is_left_out_with_a_doubt(
    read: Read, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    reading = read(
        f"{COLUMNS}I. INLEDNING DAPIX 415 CODEC 1993 Förslag till rådets förordning om lampor Allmän riktlinje "
        "Kommissionen lade fram förslaget den 29 juni 2017. Rådets organ har behandlat det sedan dess."
    )

    assert subject(reading) == "Förslag till rådets förordning om lampor Allmän riktlinje"
    assert any("I. INLEDNING" in doubt for doubt in doubts(reading))


def test_the_first_heading_ends_a_subject_in_a_page_of_one_line(read: Read, subject: SubjectOf) -> None:
    text = (
        f"{COLUMNS}Slutrapport från arbetsgruppen för lampor INLEDNING Rapporten sammanfattar gruppens arbete under "
        "hösten. Gruppen har hållit flera möten."
    )

    assert subject(read(text)) == "Slutrapport från arbetsgruppen för lampor"


def test_a_treatment_behind_a_dash_ends_a_subject_before_a_sentence(read: Read, subject: SubjectOf) -> None:
    text = (
        "1 RÅDET FOR DEN EUROPÆISKE UNION Bruxelles, den 21. maj 2014 (OR. en) 9486/14 EUROJUST 90 NOTE fra: til: "
        "Vedr.: formandskabet Rådet Forslag til forordning om lamper - Orienterende debat Forslaget ændrer opbygningen "
        "og ledelsen af agenturet (artikel 10 til 18). Ændringerne gælder navnlig kollegiets opgaver."
    )

    assert subject(read(text)) == "Forslag til forordning om lamper - Orienterende debat"


def test_a_statement_behind_a_treatment_belongs_to_the_title(read: Read, subject: SubjectOf) -> None:
    text = (
        "1 Council of the European Union Brussels, 27 July 2018 (OR. en) 11471/18 CODEC 12 'I/A' ITEM NOTE From: "
        "General Secretariat of the Council To: Coreper Subject: Regulation on lamps - Adoption Statement by the "
        "Commission on the oil of the lamps Delegations will find attached a statement of the Commission."
    )

    assert subject(read(text)) == ("Regulation on lamps - Adoption Statement by the Commission on the oil of the lamps")


def test_a_heading_with_its_number_is_no_end_of_a_subject(read: Read, subject: SubjectOf) -> None:
    text = (
        "11510/05 BM/lwp 1 DG H 2B EN COUNCIL OF THE EUROPEAN UNION Brussels, 27 July 2005 11510/05 LIMITE COPEN 115 "
        "NOTE from : Presidency to : Council Subject : Draft Framework Decision on lamps including oil "
        "I INTRODUCTION On 4 and 5 July 2005 the Working Party went through Articles 1-5 and 8 of the draft."
    )

    assert subject(read(text)) == "Draft Framework Decision on lamps including oil"


def test_a_word_in_capitals_is_not_the_language_at_the_foot(read: Read, subject: SubjectOf) -> None:
    text = (
        f"{COLUMNS}MEDDELANDE FRÅN KOMMISSIONEN TILL RÅDET FÖR EN REFORM AV LAMPORNA För delegationerna bifogas "
        "dokument COM(2017) 197 final."
    )

    assert subject(read(text)) == "MEDDELANDE FRÅN KOMMISSIONEN TILL RÅDET FÖR EN REFORM AV LAMPORNA"


def test_the_title_of_an_act_may_fill_its_page_with_a_doubt(read: Read, subject: SubjectOf, doubts: DoubtsOf) -> None:
    title = (
        "Position of the Council at first reading with a view to the adoption of a REGULATION OF THE EUROPEAN "
        f"PARLIAMENT AND OF THE COUNCIL laying down measures concerning {'lamps and oil and ' * 18}fog"
    )
    text = (
        "1 Council of the European Union Brussels, 23 September 2015 (OR. en) 10788/15 LEGISLATIVE ACTS AND OTHER "
        f"INSTRUMENTS Subject: TELECOM 161 CODEC 1038 {title} 10788/15 AD/FC/vm\n\n"
        "2 REGULATION (EU) 2015/ OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL\n"
    )

    assert subject(read(text)) == title
    assert doubts(read(text))


def test_a_date_without_its_year_is_no_sender(read: Read) -> None:
    text = f"{HEAD}From: 20 April\nTo: Delegations\nSubject: Lamps\n\nDelegations will find attached a report.\n"
    reading = read(text)

    assert "originator" not in reading.fields
    assert "from" in doubted_fields(reading)


def test_the_senders_name_in_the_addressee_is_doubted(read: Read) -> None:
    text = (
        f"{HEAD}From: Jordi FOG, Director\nTo: Secretary-General of the European Commission, Otto OIL / "
        "Secretary-General of the Council\nSubject: Lamps\n\nDelegations will find attached a report.\n"
    )

    assert "to" in doubted_fields(read(text))


def test_numbers_that_lost_a_figure_are_doubted(read: Read) -> None:
    text = (
        "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 13 May 2014\nInterinstitutional File: 2014/0813 (CNS)\n"
        "2014/083 (CNS)\n12894/1/14 REV 1\nJUR 222\nNOTE\nFrom: Presidency\nTo: Delegations\n"
        "No. prev. doc.: 2894/14\nSubject: Lamps\n\nDelegations will find attached a report.\n"
    )

    assert {"previous_documents", "interinstitutional_files"} <= doubted_fields(read(text))


def test_the_secretaries_general_are_parted_if_both_stand_in_one_field(read: Read) -> None:
    text = (
        "1 Euroopan unionin neuvosto Bryssel, 8. marraskuuta 2018 (OR. en) 13731/18 PECHE 444 EHDOTUS Lähettäjä: "
        "Saapunut: 8. marraskuuta 2018 Vastaanottaja: Euroopan komission pääsihteerin puolesta Otto FOG, johtaja "
        "Erik LAMP, Euroopan unionin neuvoston pääsihteeri Kom:n asiak. nro: COM(2018) 732 final Asia: Ehdotus "
        "NEUVOSTON ASETUKSEKSI lampuista Valtuuskunnille toimitetaan oheisena asiakirja COM(2018) 732 final."
    )
    reading = read(text)

    assert reading.fields["addressee"] == "Erik LAMP, Euroopan unionin neuvoston pääsihteeri"
    assert reading.fields["originator"] == "Euroopan komission pääsihteerin puolesta Otto FOG, johtaja"
    assert reading.fields["subject"] == "Ehdotus NEUVOSTON ASETUKSEKSI lampuista"
    assert not {"from", "to", "subject"} & doubted_fields(reading)


def test_the_date_of_a_sender_is_no_meeting_in_spanish_either(read: Read) -> None:
    text = (
        "CONSEJO DE LA UNIÓN EUROPEA\nBruselas, 1 de octubre de 2012 (10.10)\n14282/12\nPECHE 371\nPROPUESTA\n"
        "Emisor: la Comisión Europea\nFecha: 24 de septiembre de 2012\nAsunto: Propuesta de Decisión del Consejo sobre "
        "lámparas\n\nAdjunto se remite a las Delegaciones la propuesta de la Comisión.\n"
    )
    reading = read(text)

    assert "meeting" not in reading.fields
    assert reading.fields["originator"] == "la Comisión Europea"


def test_place_and_days_behind_the_title_of_a_press_text_are_left_out(read: Read, subject: SubjectOf) -> None:
    text = (
        "Press: 13 - Nr: 5559/00\n\nPERSMEDEDELING\n\nOnderwerp :\n\n2240e zitting van de Raad\n\n\n- LANDBOUW -\n\n"
        "Brussel, 24 januari 2000\n\nDe heer Otto FOG, voorzitter van de Raad, gaf een overzicht van zijn plannen.\n"
    )

    assert subject(read(text)) == "2240e zitting van de Raad - LANDBOUW"


def test_a_number_glued_to_its_paragraph_ends_the_subject(read: Read, subject: SubjectOf) -> None:
    text = (
        f"{HEAD}From: Presidency\nTo: Delegations\nSubject: High Level Working Party on lamps\n-\n"
        "-Adoption of its Terms of Reference\n-\n1.On 26 May 2014, the Council adopted Conclusions on the matter.\n"
    )

    assert subject(read(text)) == "High Level Working Party on lamps - Adoption of its Terms of Reference"


def test_an_article_in_the_title_of_a_press_text_is_no_sentence(read: Read, subject: SubjectOf) -> None:
    text = (
        "Council of the\nEuropean Union\n9569/17\n(OR. en)\nPRESSE 29\nOUTCOME OF THE COUNCIL MEETING\n"
        "3542nd Council meeting\nGeneral Affairs\n(Art. 50)\nBrussels, 22 May 2017\nPresident\nOtto Fog\n"
    )

    assert subject(read(text)) == "3542nd Council meeting - General Affairs (Art. 50)"


def test_a_dash_alone_behind_a_bullet_belongs_to_the_line_below(read: Read) -> None:
    text = (
        "CM 2802/19\nNOTICE OF MEETING AND PROVISIONAL AGENDA\n\nDate: 5 June 2019\nVenue: COUNCIL\n\n"
        " • 1.\n  Proposal for a Regulation on lamps\n\n • -\n  Examination of the compromise\n\n"
        " • 2.\n  Proposal for a Regulation on oil\n\n • -\n  Presentation by the Commission\n"
    )

    (first, second) = read(text).fields["items"]
    assert [line.title for line in first.subitems] == ["Examination of the compromise"]
    assert (first.title, second.title) == ("Proposal for a Regulation on lamps", "Proposal for a Regulation on oil")


def test_a_sender_and_an_addressee_in_one_field_are_parted(read: Read) -> None:
    text = (
        "1 Council of the European Union Brussels, 25 June 2018 (OR. en) 10447/18 ENV 465 OUTCOME OF PROCEEDINGS From: "
        "On: 25 June 2018 To: General Secretariat of the Council Delegations Subject: Lamps and oil - Council "
        "conclusions Delegations will find in the Annex the conclusions."
    )
    reading = read(text)

    assert (reading.fields["originator"], reading.fields["addressee"]) == (
        "General Secretariat of the Council",
        "Delegations",
    )
    assert "from" not in doubted_fields(reading)


def test_a_day_that_lost_its_year_is_the_date_and_not_the_sender(read: Read) -> None:
    text = (
        "1 Az Európai Unió Tanácsa Brüsszel, február 23. (OR. en) 6608/17 ATO 9 FEDŐLAP Küldi: Az átvétel dátuma: "
        "február 23. Címzett: az Európai Bizottság főtitkára részéről Otto FOG igazgató Erik LAMP, az Európai Unió "
        "Tanácsának főtitkára Biz. dok. sz.: COM(2017) 83 final Tárgy: Javaslat A TANÁCS HATÁROZATA a lámpákról "
        "Mellékelten továbbítjuk a delegációknak a COM(2017) 83 final számú dokumentumot."
    )
    fields = read(text).fields

    assert fields["originator"] == "az Európai Bizottság főtitkára részéről Otto FOG igazgató"
    assert fields["addressee"] == "Erik LAMP, az Európai Unió Tanácsának főtitkára"


def test_proposals_of_the_commission_may_have_their_plural_in_the_label(read: Read) -> None:
    text = (
        f"{HEAD}from : Presidency\nto : Council (EPSCO)\nNo. prev. docs. : 10180/09, 10181/09\n"
        "No. Cion props. : 17504/08, 17501/08\nSubject : Lamps\n\nDelegations will find attached a report.\n"
    )
    fields = read(text).fields

    assert [str(number) for number in fields["previous_documents"]] == ["10180/09", "10181/09"]
    assert [str(target) for target in fields["commission_documents"]] == ["17504/08", "17501/08"]


def test_what_is_left_of_a_foot_is_no_word_of_the_subject(read: Read, subject: SubjectOf, doubts: DoubtsOf) -> None:
    text = (
        "1 COUNCIL OF THE EUROPEAN UNION Brussels, 23 November /07 LIMITE PV/CONS 48 TRANS 291 DRAFT MINUTES "
        "Subject : 2821st meeting of the Council of the European Union (TRANSPORT), held in Luxembourg on 1 and 2 "
        "October /07 1 LIMITE\n\n2 CONTENTS Page 1. Adoption of the agenda... 3\n"
    )
    reading = read(text)

    assert str(subject(reading)).endswith("on 1 and 2 October")
    assert doubts(reading)


@pytest.mark.parametrize(
    ("names", "is_doubted"),
    [("General Secretariat of the Council Delegations", False), ("Presidency General Secretariat", True)],
)
def test_two_names_beside_the_addressee_are_parted_and_the_subject_is_read(
    read: Read, names: str, is_doubted: bool
) -> None:
    text = (
        "1 Council of the European Union Brussels, 25 June 2018 (OR. en) 10447/18 OUTCOME OF PROCEEDINGS From: On: "
        f"25 June 2018 To: {names} ENV 465 MI 495 No. prev. doc.: 10221/18 ENV 448 Subject: Oil for lamps - Report "
        "Delegations will find in the Annex the report on oil. 10447/18 AB/cd 1 DG E 1A EN"
    )
    reading = read(text)

    assert f"{reading.fields['originator']} {reading.fields['addressee']}" == names
    assert reading.fields["subject"] == "Oil for lamps - Report"
    assert ("from" in doubted_fields(reading)) is is_doubted
