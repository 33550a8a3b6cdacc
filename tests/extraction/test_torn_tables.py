"""Header tables whose labels came first, whose columns were torn apart, or that came as one line."""

from collections.abc import Callable
from typing import Any

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nJAI 31\nCOSI 7\n\n"
ONE_LINE = "Council of the European Union Brussels, 3 May 2016 (OR. en) 8123/16 JAI 31 COSI 7 "
TEXT = "Delegations will find attached a text."
LABELS_OF_FIVE = "From:\nTo:\nNo. prev. doc.:\nNo. Cion doc.:\nSubject:\n"


def fields(reading: Reading) -> dict[str, Any]:
    return {
        "from": reading.fields.get("originator"),
        "to": reading.fields.get("addressee"),
        "subject": reading.fields.get("subject"),
        "previous": [str(n) for n in reading.fields.get("previous_documents", ())],
        "commission": [str(n) for n in reading.fields.get("commission_documents", ())],
    }


def doubted(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


LINES = {
    "a line each": (
        (
            f"{LABELS_OF_FIVE}Presidency\nPermanent Representatives Committee (Part 2)\n8100/16 JAI 12\n"
            f"COM(2016) 77 final\nLamps\n- Progress report\n\n{TEXT}\n"
        ),
        {
            "from": "Presidency",
            "to": "Permanent Representatives Committee (Part 2)",
            "previous": ["8100/16"],
            "commission": ["COM(2016) 77 final"],
            "subject": "Lamps - Progress report",
        },
    ),
    "a name that begins with a small letter": (
        (
            "de:\na:\nn.º doc. prec.:\nn.º prop. Ción.:\nAsunto:\n\nla Presidencia\n"
            "el Comité del Artículo 36\n7203/02 COPEN 4\n13119/01 COPEN 75 - COM(2001) 664 "
            "final\nPropuesta sobre\nfaros\n\n1. En su reunión, el Grupo examinó.\n"
        ),
        {
            "from": "la Presidencia",
            "to": "el Comité del Artículo 36",
            "previous": ["7203/02"],
            "subject": "Propuesta sobre faros",
        },
    ),
    "names of two lines and a date": (
        (
            "From:\ndate of receipt:\nTo:\nNo. Cion doc.:\nSubject:\nSecretary-General of the European Commission,\n"
            "signed by Ms Ada LAMP, Director\n2 May 2016\nMr Otto FOG, Secretary-General of the "
            "Council of the European\n"
            f"Union\nCOM(2016) 77 final\nReport on lamps\n\n{TEXT}\n"
        ),
        {
            "from": "Secretary-General of the European Commission, signed by Ms Ada LAMP, Director",
            "to": "Mr Otto FOG, Secretary-General of the Council of the European Union",
            "commission": ["COM(2016) 77 final"],
            "subject": "Report on lamps",
        },
    ),
    "a number that came out first": (
        f"From:\nTo:\nNo. prev. doc.:\nSubject:\n8100/16\nPresidency\nDelegations\nLamps\n\n{TEXT}\n",
        {"from": "Presidency", "to": "Delegations", "previous": ["8100/16"], "subject": "Lamps"},
    ),
    "two earlier documents without words": (
        (
            f"From: Presidency\nTo: Delegations\nNo. prev. doc.:\nNo. Cion doc.:\nSubject:\n8100/16\n7000/16\n"
            f"Lamps\n\n{TEXT}\n"
        ),
        {"previous": ["8100/16"], "commission": ["7000/16"], "subject": "Lamps"},
    ),
    "columns that interleave": (
        (
            "From:\nTo:\nNo. prev. doc.:\nPresidency\nWorking Party on Lamps\nNo. Cion doc.:\n8100/16 JAI 5\n"
            "7000/16\nSubject:\nLamps\n\n1. On 16 May lamps\n"
        ),
        {"from": "Presidency", "to": "Working Party on Lamps", "subject": "Lamps"},
    ),
    "a sender that goes on": (
        (
            "From:\nTo:\nSubject:\nEU Counter-Terrorism Coordinator in consultation with the Commission services and\n"
            f"the EEAS\nCouncil\nLamps\n\n{TEXT}\n"
        ),
        {
            "from": "EU Counter-Terrorism Coordinator in consultation with the Commission services and the EEAS",
            "to": "Council",
            "subject": "Lamps",
        },
    ),
    "below an unknown heading": (
        f"From:\nTo:\nSubject:\nPresidency\nDelegations\nLamps\n\n{TEXT}\n",
        {"from": "Presidency", "to": "Delegations", "subject": "Lamps"},
    ),
}


@pytest.mark.parametrize(("table", "expected"), LINES.values(), ids=LINES)
def test_values_below_all_labels(read: Read, table: str, expected: dict[str, Any]) -> None:
    for heading in ("NOTE", "LANTERN SHEET"):
        reading = read(f"{HEAD}{heading}\n{table}")

        assert {key: fields(reading)[key] for key in expected} == expected
        assert not doubted(reading) & {"from", "to", "subject"}


RUNS = {
    "a sender that goes on": (
        (
            "From: To: Subject: EU Counter-Terrorism Coordinator in consultation with the Commission "
            "services and the EEAS "
            "Council Lamps: measures of the JHA Council on 9 May 2014 The background is recalled."
        ),
        {
            "from": "EU Counter-Terrorism Coordinator in consultation with the Commission services and the EEAS",
            "to": "Council",
            "subject": "Lamps: measures of the JHA Council on 9 May 2014",
        },
    ),
    "two names, the second often a sender": (
        "From: To: Subject: Legal Service COREPER Proposal on lamps - Legal basis I. INTRODUCTION 1. The lamps.",
        {"from": "Legal Service", "to": "COREPER", "subject": "Proposal on lamps - Legal basis"},
    ),
    "an addressee that sends": (
        f"from: to: No. prev. doc.: Subject: COREPER Council 14770/12 COSI 84 Draft Council Resolution on lamps {TEXT}",
        {"from": "COREPER", "to": "Council", "previous": ["14770/12"], "subject": "Draft Council Resolution on lamps"},
    ),
    "a body of the vocabulary": (
        f"From: To: Subject: Presidency Law Enforcement Working Party Lamps and fog {TEXT}",
        {"from": "Presidency", "to": "Law Enforcement Working Party", "subject": "Lamps and fog"},
    ),
    "an addressee within a sender": (
        f"From: To: Subject: Presidency in association with the Council Secretariat Delegations Lamps {TEXT}",
        {"from": "Presidency in association with the Council Secretariat", "to": "Delegations", "subject": "Lamps"},
    ),
    "a name longer than another": (
        f"From: To: Subject: Presidency Council Secretariat Lamps {TEXT}",
        {"from": "Presidency", "to": "Council Secretariat", "subject": "Lamps"},
    ),
    "a name and the same word": (
        f"From: To: Subject: Presidency Council Council conclusions on lamps {TEXT}",
        {"from": "Presidency", "to": "Council", "subject": "Council conclusions on lamps"},
    ),
    "documents of the Council and the Commission": (
        (
            "From: To: No. prev. doc.: No. Cion doc.: Subject: Presidency Coreper 8100/16 JAI 5 7000/16 JAI 6 - "
            f"COM(2016) 77 final Proposal on lamps {TEXT}"
        ),
        {"from": "Presidency", "to": "Coreper", "previous": ["8100/16"], "subject": "Proposal on lamps"},
    ),
    "two numbers for two labels": (
        f"From: Presidency To: Delegations No. prev. doc.: No. Cion doc.: 8100/16 7000/16 Subject: Lamps {TEXT}",
        {"previous": ["8100/16"], "commission": ["7000/16"], "subject": "Lamps"},
    ),
    "two numbers for two labels in the other order": (
        "From: Presidency To: Delegations No. Cion prop.: No. prev. doc.: 7000/16 EF 14 8100/16 EF 31 Subject: Lamps",
        {"previous": ["8100/16"], "commission": ["7000/16"], "subject": "Lamps"},
    ),
    "labels without their colons": (
        f"from: to Prev. doc. Subject: Presidency Article 36 Committee 9615/03 COSI 3 Report on lamps {TEXT}",
        {"from": "Presidency", "to": "Article 36 Committee", "previous": ["9615/03"], "subject": "Report on lamps"},
    ),
}


@pytest.mark.parametrize(("table", "expected"), RUNS.values(), ids=RUNS)
def test_values_in_one_run(read: Read, table: str, expected: dict[str, Any]) -> None:
    reading = read(f"{ONE_LINE}NOTE {table}")

    assert {key: fields(reading)[key] for key in expected} == expected


def test_a_run_between_blanked_codes_is_read_by_its_names(read: Read) -> None:
    text = (
        "Council of the European Union Brussels, 3 May 2016 (OR. en) 8123/16 LIMITE NOTE From: To: Subject: "
        "Legal Service COREPER JUR 296 COSI 30 MI 304 Proposal on lamps I. INTRODUCTION 1. The lamps "
        "burn. 8123/16 1\n\n2 A. Oil\n"
    )
    found = fields(read(text))

    assert (found["from"], found["to"], found["subject"]) == ("Legal Service", "COREPER", "Proposal on lamps")


@pytest.mark.parametrize(
    "table",
    [
        f"From: To: Subject: Keepers of Lamps Friends of Fog Lamps and fog {TEXT}",
        f"From: To: Subject: Friends of Fog Council conclusions on lamps {TEXT}",
        f"From: To: Subject: Presidency Friends of Fog Lamps and fog {TEXT}",
    ],
)
def test_names_that_nobody_knows_are_doubts_with_the_words(read: Read, table: str) -> None:
    reading = read(f"{ONE_LINE}NOTE {table}")

    assert reading.fields.get("addressee") is None
    assert reading.fields.get("subject") is None
    words = {doubt.field: doubt.words for doubt in reading.doubts}
    assert {"to", "subject"} <= words.keys()
    assert "Fog" in words["to"]


def test_lines_that_fit_two_ways_are_doubts(read: Read) -> None:
    reading = read(f"{HEAD}NOTE\nFrom:\nTo:\nKeepers of Lamps\nOil\nFriends of Fog\nSubject: Lamps\n\n{TEXT}\n")

    assert fields(reading)["from"] is None
    assert fields(reading)["to"] is None
    assert {"from", "to"} <= doubted(reading)


def test_an_unknown_name_before_a_known_one_is_taken_with_a_doubt(read: Read) -> None:
    reading = read(f"{ONE_LINE}NOTE From: To: Subject: Keepers of Lamps Delegations Lamps and fog {TEXT}")

    assert (fields(reading)["from"], fields(reading)["to"]) == ("Keepers of Lamps", "Delegations")
    assert {"from", "subject"} <= doubted(reading)


def test_a_label_without_a_value_leaves_the_subject_alone(read: Read) -> None:
    reading = read(f"{HEAD}NOTE\nFrom: Presidency\nTo:\nSubject: Lamps at sea\n\nText follows.\n")

    assert (fields(reading)["to"], fields(reading)["subject"]) == (None, "Lamps at sea")
    assert "to" in doubted(reading)


def test_values_above_their_labels_are_in_doubt(read: Read) -> None:
    reading = read(f"{HEAD}NOTE\nPresidency\nFrom:\nDelegations\nTo:\nLamps of the north\nSubject:\n\n{TEXT}\n")

    assert {"from", "to", "subject"} <= doubted(reading)


def test_a_number_and_codes_before_the_subject_are_left_out_with_a_doubt(read: Read) -> None:
    text = (
        "Rada Unii Europejskiej Bruksela, 14 września 2015 r. (OR. en) PROJEKT PROTOKOŁU Dotyczy: 9934/1/15 REV 1 "
        "COMIX posiedzenie Rady o latarniach Delegacje otrzymują w załączeniu tekst. 9934/1/15 REV 1 1\n"
    )
    reading = read(text)

    assert fields(reading)["subject"] == "posiedzenie Rady o latarniach"
    assert "subject" in doubted(reading)


LANGUAGES = {
    "bg": (
        "От:",
        "До:",
        "Относно:",
        "Генерален секретариат на Съвета",
        "Делегации",
        "Фарове",
        "Приложено се изпраща текст.",
    ),
    "cs": (
        "Odesílatel:",
        "Příjemce:",
        "Předmět:",
        "Generální sekretariát Rady",
        "Delegace",
        "Majáky",
        "Delegace naleznou text.",
    ),
    "da": ("fra:", "til:", "Vedr.:", "formandskabet", "delegationerne", "Nordens fyr", "Hermed følger en tekst."),
    "de": (
        "Absender:",
        "Empfänger:",
        "Betr.:",
        "Vorsitz",
        "Delegationen",
        "Fackeln",
        "Die Delegationen erhalten einen Text.",
    ),
    "el": (
        "Αποστολέας:",
        "Αποδέκτης:",
        "Θέμα:",
        "Προεδρία",
        "Αντιπροσωπίες",
        "Φάροι του βορρά",
        "Επισυνάπτεται κείμενο.",
    ),
    "es": ("De:", "A:", "Asunto:", "Presidencia", "Delegaciones", "Faros del norte", "Adjunto se remite un texto."),
    "et": (
        "Saatja:",
        "Saaja:",
        "Teema:",
        "Nõukogu peasekretariaat",
        "Delegatsioonid",
        "Majakad",
        "Delegatsioonidele edastatakse.",
    ),
    "fi": (
        "Lähettäjä:",
        "Vastaanottaja:",
        "Asia:",
        "Puheenjohtajavaltio",
        "Valtuuskunnat",
        "Majakat",
        "Valtuuskunnille toimitetaan.",
    ),
    "fr": (
        "Origine:",
        "Destinataire:",
        "Objet:",
        "Présidence",
        "Délégations",
        "Phares",
        "La présidence a présenté un texte.",
    ),
    "hr": ("Od:", "Za:", "Predmet:", "Predsjedništvo", "Delegacije", "Svjetionici", "Za delegacije se nalazi tekst."),
    "hu": (
        "Küldi:",
        "Címzett:",
        "Tárgy:",
        "az elnökség",
        "a delegációk",
        "Fények",
        "Mellékelten továbbítjuk a szöveget.",
    ),
    "it": (
        "Origine:",
        "Destinatario:",
        "Oggetto:",
        "Presidenza",
        "Delegazioni",
        "Fari del nord",
        "Si trasmette un testo.",
    ),
    "lt": (
        "nuo:",
        "kam:",
        "Dalykas:",
        "Tarybos generalinis sekretoriatas",
        "Delegacijos",
        "Švyturiai",
        "Delegacijoms pridedamas.",
    ),
    "lv": (
        "Sūtītājs:",
        "Saņēmējs:",
        "Temats:",
        "Padomes Ģenerālsekretariāts",
        "Delegācijas",
        "Bākas",
        "Pielikumā pievienots.",
    ),
    "mt": (
        "minn:",
        "lil:",
        "Suġġett:",
        "Segretarjat Ġenerali tal-Kunsill",
        "Delegazzjonijiet",
        "Fanali",
        "Id-delegazzjonijiet isibu.",
    ),
    "nl": (
        "van:",
        "aan:",
        "Betreft:",
        "het voorzitterschap",
        "de delegaties",
        "Lampen",
        "Hierbij gaat voor de delegaties een tekst.",
    ),
    "pl": (
        "Od:",
        "Do:",
        "Dotyczy:",
        "Sekretariat Generalny Rady",
        "Delegacje",
        "Latarnie",
        "Delegacje otrzymują tekst.",
    ),
    "pt": ("de:", "para:", "Assunto:", "Presidência", "Delegações", "Faróis do norte", "Junto se envia um texto."),
    "ro": (
        "Sursă:",
        "Destinatar:",
        "Subiect:",
        "Președinția",
        "Delegațiile",
        "Faruri",
        "În anexă, se pune la dispoziție.",
    ),
    "sk": ("Od:", "Komu:", "Predmet:", "Predsedníctvo", "Delegácie", "Majáky", "Delegáciám v prílohe zasielame text."),
    "sl": (
        "Pošiljatelj:",
        "Prejemnik:",
        "Zadeva:",
        "Generalni sekretariat Sveta",
        "Delegacije",
        "Luči",
        "Delegacije prejmejo besedilo.",
    ),
    "sv": (
        "från:",
        "till:",
        "Ärende:",
        "Ordförandeskapet",
        "Delegationerna",
        "Fyrar",
        "För delegationerna bifogas en text.",
    ),
}


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("between", ["\n", " "], ids=["lines", "one line"])
def test_labels_first_in_every_language(read: Read, words: tuple[str, ...], between: str) -> None:
    head = (HEAD if between == "\n" else ONE_LINE) + "NOTE"
    found = fields(read(between.join([head, *words])))

    assert (found["from"], found["to"], found["subject"]) == words[3:6]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("N° document précédent:", "previous"),
        ("Nr poprzedniego dokumentu:", "previous"),
        ("Br. prethodnog dokumenta:", "previous"),
        ("nr. vorig document:", "previous"),
        ("Nr. des Kommissionsdokuments:", "commission"),
        ("N° proposition Cion:", "commission"),
        ("Nr dokumentu Komisji:", "commission"),
    ],
)
def test_labels_for_earlier_documents_that_are_not_shortened(read: Read, label: str, field: str) -> None:
    assert fields(read(f"{HEAD}NOTE\nFrom: A-B\nTo: Delegations\n{label} 7001/16\nSubject: C\n"))[field] == ["7001/16"]


def test_a_number_that_lost_its_label_is_no_part_of_the_addressee(read: Read) -> None:
    reading = read(
        f"{HEAD}NOTE\nFrom: Presidency\nTo: Group on Oil (MDG)\n9987/2/03 REV 2 COSI 52\nSubject: Lamps\n\n{TEXT}\n"
    )

    assert (fields(reading)["to"], fields(reading)["previous"]) == ("Group on Oil (MDG)", ["9987/2/03 REV 2"])
    assert "to" in doubted(reading)


def test_labels_without_colons_above_a_label(read: Read) -> None:
    found = fields(
        read(f"{HEAD}VERMERK\nder\nfür die\nBetr.:\ndeutschen Delegation\nGruppe „Öl“\nLampen\n\n1. Die Lampen.\n")
    )

    assert (found["from"], found["to"], found["subject"]) == ("deutschen Delegation", "Gruppe „Öl“", "Lampen")


@pytest.mark.parametrize(("of", "to"), [("de la", "a las"), ("da", "ao")])
def test_articles_before_the_names_are_labels_too(read: Read, of: str, to: str) -> None:
    found = fields(read(f"{HEAD}NOTA\n{of}: Presidencia\n{to}: Delegaciones\nAsunto: Faros\n\nAdjunto se remite.\n"))

    assert (found["from"], found["to"]) == ("Presidencia", "Delegaciones")


def test_names_in_the_genitive_that_german_labels_ask_for(read: Read) -> None:
    head = "RAT DER EUROPÄISCHEN UNION\nBrüssel, den 2. Mai 2014\n9131/14\n\nVERMERK des für den Betr.:\n\n"
    reading = read(
        f"{head}Generalsekretariats des Rates Ausschuss der Ständigen Vertreter Entwurf für Lampen – Annahme\n"
    )

    assert reading.fields["originator"] == "Generalsekretariats des Rates"
    assert reading.fields["addressee"] == "Ausschuss der Ständigen Vertreter"
    assert [doubt for doubt in reading.doubts if doubt.field == "from"] == []


COVER_NOTES = {
    "de": ("Herr Jan LAMPE, Direktor, im Auftrag des Generalsekretärs der Europäischen Kommission",
           "Frau Ida OELER, Generalsekretärin des Rates der Europäischen Union", "Absender:", "Empfänger:", "Betr.:"),
    "es": ("Secretario General de la Comisión Europea, firmado por D. Jan LAMPE, Director",
           "D. Ida OELER, Secretaria General del Consejo de la Unión Europea", "De:", "A:", "Asunto:"),
    "fr": ("Pour la Secrétaire générale de la Commission européenne, Monsieur Jan LAMPE, Directeur",
           "Madame Ida OELER, Secrétaire générale du Conseil de l'Union européenne", "de:", "à:", "Objet:"),
    "it": ("Segretario generale della Commissione europea, firmato da Jan LAMPE, Direttore",
           "Ida OELER, Segretaria generale del Consiglio dell'Unione europea", "Origine:", "Destinatario:", "Oggetto:"),
    "nl": ("de heer Jan LAMPE, directeur, namens de secretaris-generaal van de Europese Commissie",
           "Ida OELER, secretaris-generaal van de Raad van de Europese Unie", "van:", "aan:", "Betreft:"),
    "pl": ("Sekretarz Generalny Komisji Europejskiej, podpisał dyrektor Jan LAMPE",
           "Ida OELER, Sekretarz Generalna Rady Unii Europejskiej", "Od:", "Do:", "Dotyczy:"),
    "pt": ("Secretário-Geral da Comissão Europeia, assinado por Jan LAMPE, Diretor",
           "Ida OELER, Secretária-Geral do Conselho da União Europeia", "de:", "para:", "Assunto:"),
    "sv": ("Jan LAMPE, direktör, för Europeiska kommissionens generalsekreterare",
           "Ida OELER, generalsekreterare för Europeiska unionens råd", "från:", "till:", "Ärende:"),
}  # fmt: skip


@pytest.mark.parametrize("language", COVER_NOTES)
def test_who_sends_and_receives_a_cover_note_is_known_in_one_line(read: Read, language: str) -> None:
    sender, addressee, *labels = COVER_NOTES[language]
    reading = read(f"{HEAD_OF_ONE_LINE} COVER NOTE {' '.join(labels)} {sender} {addressee} Rapport 2019 Lampa")

    assert reading.fields["originator"] == sender
    assert reading.fields["addressee"] == addressee
    assert [doubt for doubt in reading.doubts if doubt.field in ("from", "to")] == []


HEAD_OF_ONE_LINE = "COUNCIL OF THE EUROPEAN UNION Brussels, 3 March 2020 (OR. en) 7001/20 COSI 5"


@pytest.mark.parametrize(
    ("labels", "sender", "addressee"),
    [
        (
            "Origine: Destinatario: Oggetto:",
            'Gruppo "Lampade"',
            "Comitato dei rappresentanti permanenti/consiglio",
        ),
        ("van: aan: Betreft:", 'Werkgroep IV "De lampen"', "de leden van de Conventie"),
        ("του : προς : Θέ\u00b5α :", "Προεδρείου", "τη Συνέλευση"),
    ],
)
def test_names_of_bodies_in_one_line(read: Read, labels: str, sender: str, addressee: str) -> None:
    reading = read(f"{HEAD_OF_ONE_LINE} REPORT {labels} {sender} {addressee} Lamps of the north")

    assert reading.fields["originator"] == sender
    assert reading.fields["addressee"] == addressee
    assert reading.fields["subject"] == "Lamps of the north"
    assert [doubt for doubt in reading.doubts if doubt.field in ("from", "to")] == []


def test_a_suffix_behind_a_code_that_lost_its_number_is_doubted(read: Read) -> None:
    table = "From: Presidency\nTo: Council\nNo. Cion doc.: 9706/16 MI 407 CODEC ADD1 + ADD2\nSubject: Lamps\n\nText.\n"
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\nBrussels, 2 May 2017\n9674/17\nMI 453\nNOTE\n{table}")

    assert "commission_documents" in {doubt.field for doubt in reading.doubts}


def test_the_older_label_of_earlier_documents(read: Read) -> None:
    table = (
        "from: Presidency\nto: Coreper/Council\nprev. docs: 13931/10 JAI 761\n13932/10 JAI 762\nSubject: Oil\n\nText.\n"
    )
    reading = read(f"COUNCIL OF THE EUROPEAN UNION\nBrussels, 27 September 2010\n14000/10\nJAI 765\nNOTE\n{table}")

    assert reading.fields["addressee"] == "Coreper/Council"
    assert len(reading.fields["previous_documents"]) == 2


def test_the_day_behind_the_label_of_receipt_is_no_sender(read: Read) -> None:
    reading = read(
        "Rada Unii Europejskiej Bruksela, 9 listopada 2017 r. (OR. en) 14022/17 PISMO PRZEWODNIE Od: Data otrzymania: "
        "7 listopada 2017 r. Do: Nr dok. Kom.: Dotyczy: TELECOM 271 Sekretarz Generalny Komisji Europejskiej, podpisał "
        "dyrektor Jordi AYET PUIGARNAU Jeppe TRANHOLM-MIKKELSEN, Sekretarz Generalny Rady Unii Europejskiej "
        "SWD(2017) 388 final DOKUMENT ROBOCZY SŁUŻB KOMISJI Lampy Delegacje otrzymują w załączeniu dokument.\n"
    )

    sender = "Sekretarz Generalny Komisji Europejskiej, podpisał dyrektor Jordi AYET PUIGARNAU"
    assert reading.fields["originator"] == sender
    assert reading.fields["addressee"] == "Jeppe TRANHOLM-MIKKELSEN, Sekretarz Generalny Rady Unii Europejskiej"


def test_a_swedish_label_of_the_commission_s_document_is_known(read: Read) -> None:
    reading = read(
        "EUROPEISKA UNIONENS RÅD Bryssel den 7 oktober 2010 (OR. en) 14477/10 DEVGEN 3 NOT från: AVS-gruppen till: "
        "Coreper/rådet Komm. försl. nr: 13418/10 DEVGEN 169 Ärende: Lampor Delegationerna får bifogat en text.\n"
    )

    assert reading.fields["addressee"] == "Coreper/rådet"
    assert [str(one) for one in reading.fields["commission_documents"]] == ["13418/10"]
