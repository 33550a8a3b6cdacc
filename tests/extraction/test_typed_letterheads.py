"""Typewritten and scanned cover pages, and those that lost their blanks."""

import pytest
from extraction.conftest import Read

TYPED = """\
CONSEIL
DES COMMUNAUTES EUROPEENNES
Bruxelles, le {day}
(OR. f)

{number}

SOC 152

{heading}

de        :  la présidence
au        :  Groupe des lampes
n° doc. préc. :  5917/92 SOC 121
Objet     :  Projet de résolution sur les lampes


La présidence soumet le texte. Il tient compte du document 5455/92.
"""


def test_the_colons_of_a_typed_table_stand_in_a_column(read: Read) -> None:
    fields = read(TYPED.format(day="11 mai 1992", number="6402/92", heading="NOTE")).fields

    assert (fields["originator"], fields["addressee"]) == ("la présidence", "Groupe des lampes")
    assert fields["subject"] == "Projet de résolution sur les lampes"
    assert list(map(str, fields["previous_documents"])) == ["5917/92"]
    assert [str(reference.to) for reference in fields["references"]] == ["5455/92"]


@pytest.mark.parametrize("day", ["l1 mai 1992", "11 mai l992", "1I mai 1992 (l4.05)", "11 mai 1992"])
def test_letters_in_place_of_figures_make_a_date_all_the_same(read: Read, day: str) -> None:
    assert str(read(TYPED.format(day=day, number="6402/92", heading="NOTE")).fields["date"]) == "1992-05-11"


@pytest.mark.parametrize(
    ("printed", "heading"),
    [
        ("N0TE", "NOTE"),
        ("C0VER N0TE", "COVER NOTE"),
        ("lNTRODUCTORY NOTE", "INTRODUCTORY NOTE"),
        ('REVISED "I/A" ITEM NOTE', 'REVISED "I/A" ITEM NOTE'),
        ("ADDENDUM to DRAFT MINUTES", "ADDENDUM TO DRAFT MINUTES"),
        ("CORRIGENDUM 1 to the NOTE", "CORRIGENDUM TO THE NOTE"),
    ],
)
def test_a_misread_or_revised_heading_is_known(read: Read, printed: str, heading: str) -> None:
    reading = read(TYPED.format(day="11 mai 1992", number="6402/92", heading=printed))

    assert reading.fields["type"] == heading
    assert not reading.doubts


def test_letters_in_the_number_are_read_as_figures_and_doubted(read: Read) -> None:
    reading = read(TYPED.format(day="11 mai 1992", number="64O2/92", heading="NOTE"))

    assert str(reading.fields["number"]) == "6402/92"
    assert [(doubt.field, doubt.message) for doubt in reading.doubts] == [
        ("number", "letters stand for some of its figures")
    ]


def test_a_notice_without_blanks_has_its_number_place_and_date(read: Read) -> None:
    text = """\
EUROPEISKAUNIONENSRÅD
Generalsekretariatet
Brysselden 4november2013
CM4911/13
ENFOPOL
MEDDELANDE
KALLELSE OCH PRELIMINÄR DAGORDNING
Ärende: Arbetsgruppen för lampor
Datum: 14 november 2013
1. Godkännande av dagordningen
2. Lampor
CM4911/13 1 SV
3. Olja
15122/13
4. Övriga frågor
CM4911/13 2 SV
"""
    fields = read(text).fields

    assert (str(fields["number"]), str(fields["date"]), fields["place"]) == ("CM 4911/13", "2013-11-04", "Brussels")
    assert [str(reference.to) for reference in fields["references"]] == ["15122/13"]


@pytest.mark.parametrize(
    ("council", "language", "heading", "ordinal", "town"),
    [
        ("CONSEJO DE LA UNIÓN EUROPEA", "ES", "COMUNICADO DE PRENSA", "Sesión n.º 3154 del Consejo", "Bruselas"),
        ("CONSIGLIO DELL'UNIONE EUROPEA", "IT", "COMUNICATO STAMPA", "Sessione n. 3154 del Consiglio", "Bruxelles"),
        ("RAT DER EUROPÄISCHEN UNION", "DE", "PRESSEMITTEILUNG", "3154. Tagung des Rates", "Brüssel"),
        ("CONSEIL DE L'UNION EUROPÉENNE", "FR", "COMMUNIQUÉ DE PRESSE", "Session n° 3154 du Conseil", "Bruxelles"),
    ],
)
def test_the_flattened_box_of_a_press_text_is_read(
    read: Read, council: str, language: str, heading: str, ordinal: str, town: str
) -> None:
    text = (
        f"{council}   {language}   7712/12   (OR. en)   PRESSE 112   PR CO 17   {heading}   {ordinal}   Lampes   "
        f"{town}, 19.3.2012   Presidente   Karen LAMP\n\nRue de la Loi 175 B – 1048   7712/12 1 {language}\n"
    )
    reading = read(text)

    assert str(reading.fields["number"]) == "7712/12"
    assert [str(code) for code in reading.fields["subject_codes"]] == ["PRESSE 112", "PR CO 17"]
    assert reading.fields["subject"] == f"{ordinal} - Lampes"
    assert str(reading.fields["meeting"].start) == "2012-03-19"
    assert not reading.doubts


def test_the_heading_of_minutes_may_stand_above_number_and_codes(read: Read) -> None:
    text = """\
Council of the European Union
Brussels, 17 January 2023 (OR. en)
DRAFT MINUTES
16188/22
PV CONS 84
ENV 1331

COUNCIL OF THE EUROPEAN UNION

(Environment)

20 December 2022

16188/22 1 GIP EN

CONTENTS Page

Adoption of the agenda .......... 3

2. Approval of "A" items .......... 3

3. Regulation on lamps .......... 5

Any other business .......... 6

a) Report on the seminar on fog (Visby, 8 November 2022) .......... 6

16188/22 2 GIP EN
"""
    reading = read(text)

    assert str(reading.fields["number"]) == "16188/22"
    assert [str(code) for code in reading.fields["subject_codes"]] == ["PV CONS 84", "ENV 1331"]
    assert str(reading.fields["meeting"].start) == "2022-12-20"
    assert [item.title for item in reading.fields["items"]] == [
        "Adoption of the agenda",
        'Approval of "A" items',
        "Regulation on lamps",
        "Any other business",
    ]
    assert not reading.doubts


@pytest.mark.parametrize(
    ("field", "label", "printed"),
    [
        ("from", "From", "GeneralSecretariat"),
        ("from", "From", "laPrésidence"),
        ("to", "To", 'Groupe"Énergie"'),
        ("subject", "Subject", "Propositionderèglementsurl'éclairagepublic"),
    ],
)
def test_a_value_that_lost_its_blanks_is_doubted(read: Read, field: str, label: str, printed: str) -> None:
    values = {"From": "Presidency", "To": "Delegations", "Subject": "Lamps"} | {label: printed}
    lines = "\n".join(f"{name}: {words}" for name, words in values.items())
    reading = read(
        f"CONSEILDE L'UNIONEUROPÉENNE\nBruxelles,le12mai2010(17.05)\n(OR.en)\n9712/10\nENER155\nNOTE\n{lines}\n"
    )

    assert str(reading.fields["date"]) == "2010-05-12"
    assert [(doubt.field, doubt.message) for doubt in reading.doubts] == [(field, "blanks seem to be lost")]


@pytest.mark.parametrize("name", ["Mr Otto McDonald", "eu-LISA", "Friends of the Presidency Group", "EEAS"])
def test_a_name_with_a_capital_inside_has_its_blanks(read: Read, name: str) -> None:
    reading = read(f"Brussels, 12 May 2010\n9712/10\nNOTE\nFrom: {name}\nTo: Delegations\nSubject: Lamps\n")

    assert not [doubt for doubt in reading.doubts if doubt.field == "from"]


def test_the_number_of_a_press_text_may_stand_below_the_days(read: Read) -> None:
    text = (
        "KOMUNIKAT PRASOWY\n3205. posiedzenie Rady\nRolnictwo\nBruksela, 28–29 listopada 2012 r.\n16869/12\n"
        "PRESSE 503\nPR CO 71\nPrzewodniczący Sofoklis LAMPA\n"
    )
    reading = read(text)

    assert str(reading.fields["number"]) == "16869/12"
    assert [str(code) for code in reading.fields["subject_codes"]] == ["PRESSE 503", "PR CO 71"]
    assert not reading.doubts
