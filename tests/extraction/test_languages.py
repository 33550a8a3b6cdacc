"""The front page in every official language: the same fields, whatever the labels and the heading are called."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[[str], Reading]


class Front(NamedTuple):
    """A front page; `labels` are From, To, the earlier documents, the Commission's, Subject."""

    institution: str
    dated: str
    heading: str
    labels: tuple[str, str, str, str, str]


FRONTS = {
    "bg": Front(
        "Съвет на\nЕвропейския съюз",
        "Брюксел, 9 май 2016 г.",
        "БЕЛЕЖКА",
        ("От:", "До:", "№ предх. док.:", "№ док. Ком.:", "Относно:"),
    ),
    "cs": Front(
        "Rada\nEvropské unie",
        "Brusel 9. května 2016",
        "POZNÁMKA",
        ("Odesílatel:", "Příjemce:", "Č. předchozího dokumentu:", "Č. dok. Komise:", "Předmět:"),
    ),
    "da": Front(
        "Rådet for\nDen Europæiske Union",
        "Bruxelles, den 9. maj 2016",
        "NOTE",
        ("fra:", "til:", "Tidl. dok. nr.:", "Komm. dok. nr.:", "Vedr.:"),
    ),
    "de": Front(
        "Rat der\nEuropäischen Union",
        "Brüssel, den 9. Mai 2016",
        "VERMERK",
        ("Absender:", "Empfänger:", "Nr. Vordok.:", "Nr. Komm.dok.:", "Betr.:"),
    ),
    "el": Front(
        "Συμβούλιο της\nΕυρωπαϊκής Ένωσης",
        "Βρυξέλλες, 9 Μαΐου 2016",
        "ΣΗΜΕΙΩΜΑ",
        ("Αποστολέας:", "Αποδέκτης:", "αριθ. προηγ. εγγρ.:", "Αριθ. εγγρ. Επιτρ.:", "Θέμα:"),
    ),
    "en": Front(
        "Council of the\nEuropean Union",
        "Brussels, 9 May 2016",
        "NOTE",
        ("From:", "To:", "No. prev. doc.:", "No. Cion doc.:", "Subject:"),
    ),
    "es": Front(
        "Consejo de la\nUnión Europea",
        "Bruselas, 9 de mayo de 2016",
        "NOTA",
        ("De:", "A:", "N.º doc. prec.:", "N.° doc. Ción.:", "Asunto:"),
    ),
    "et": Front(
        "Euroopa Liidu\nNõukogu",
        "Brüssel, 9. mai 2016",
        "MÄRKUS",
        ("Saatja:", "Saaja:", "Eelm dok nr:", "Komisjoni dok nr:", "Teema:"),
    ),
    "fi": Front(
        "Euroopan unionin\nneuvosto",
        "Bryssel, 9. toukokuuta 2016",
        "ILMOITUS",
        ("Lähettäjä:", "Vastaanottaja:", "Ed. asiak. nro:", "Kom:n asiak. nro:", "Asia:"),
    ),
    "fr": Front(
        "Conseil de\nl'Union européenne",
        "Bruxelles, le 9 mai 2016",
        "NOTE",
        ("Origine:", "Destinataire:", "N° doc. préc.:", "N° doc. Cion:", "Objet:"),
    ),
    "ga": Front(
        "Comhairle an\nAontais Eorpaigh",
        "An Bhruiséil, 9 Bealtaine 2016",
        "NÓTA",
        ("Ó:", "Chuig:", "Uimh. réamhdhoic.:", "Uimh. dhoic. ón gCoimisiún:", "Ábhar:"),
    ),
    "hr": Front(
        "Vijeće\nEuropske unije",
        "Bruxelles, 9. svibnja 2016.",
        "NAPOMENA",
        ("Od:", "Za:", "Br. preth. dok.:", "Br. dok. Kom.:", "Predmet:"),
    ),
    "hu": Front(
        "Az Európai Unió\nTanácsa",
        "Brüsszel, 2016. május 9.",
        "FELJEGYZÉS",
        ("Küldi:", "Címzett:", "Előző dok. sz.:", "Biz. dok. sz.:", "Tárgy:"),
    ),
    "it": Front(
        "Consiglio\ndell'Unione europea",
        "Bruxelles, 9 maggio 2016",
        "NOTA",
        ("Origine:", "Destinatario:", "n. doc. prec.:", "n. doc. Comm.:", "Oggetto:"),
    ),
    "lt": Front(
        "Europos Sąjungos\nTaryba",
        "Briuselis, 2016 m. gegužės 9 d.",
        "PRANEŠIMAS",
        ("nuo:", "kam:", "Ankstesnio dokumento Nr.:", "Komisijos dok. Nr.:", "Dalykas:"),
    ),
    "lv": Front(
        "Eiropas Savienības\nPadome",
        "Briselē, 2016. gada 9. maijā",
        "PIEZĪME",
        ("Sūtītājs:", "Saņēmējs:", "Iepr. dok. Nr.:", "K-jas dok. Nr.:", "Temats:"),
    ),
    "mt": Front(
        "Kunsill\ntal-Unjoni Ewropea",
        "Brussell, 9 ta' Mejju 2016",
        "NOTA",
        ("minn:", "lil:", "Nru dok. preċ.:", "Nru dok. Cion:", "Suġġett:"),
    ),
    "nl": Front(
        "Raad van de\nEuropese Unie",
        "Brussel, 9 mei 2016",
        "NOTA",
        ("van:", "aan:", "nr. vorig doc.:", "Nr. Comdoc.:", "Betreft:"),
    ),
    "pl": Front(
        "Rada\nUnii Europejskiej",
        "Bruksela, 9 maja 2016 r.",
        "NOTA",
        ("Od:", "Do:", "Nr poprz. dok.:", "Nr dok. Kom.:", "Dotyczy:"),
    ),
    "pt": Front(
        "Conselho da\nUnião Europeia",
        "Bruxelas, 9 de maio de 2016",
        "NOTA",
        ("de:", "para:", "n.° doc. ant.:", "n.° doc. Com.:", "Assunto:"),
    ),
    "ro": Front(
        "Consiliul\nUniunii Europene",
        "Bruxelles, 9 mai 2016",
        "NOTĂ",
        ("Sursă:", "Destinatar:", "Nr. doc. ant.:", "Nr. doc. Csie:", "Subiect:"),
    ),
    "sk": Front(
        "Rada\nEurópskej únie",
        "V Bruseli 9. mája 2016",
        "POZNÁMKA",
        ("Od:", "Komu:", "Č. predch. dok.:", "Č. dok. Kom.:", "Predmet:"),
    ),
    "sl": Front(
        "Svet\nEvropske unije",
        "Bruselj, 9. maj 2016",
        "DOPIS",
        ("Pošiljatelj:", "Prejemnik:", "Št. predh. dok.:", "Št. dok. Kom.:", "Zadeva:"),
    ),
    "sv": Front(
        "Europeiska\nunionens råd",
        "Bryssel den 9 maj 2016",
        "NOT",
        ("från:", "till:", "Föreg. dok. nr:", "Komm. dok. nr:", "Ärende:"),
    ),
}
VALUES = ("Alfa-Beta Gamma", "Delta", "7001/16", "6002/16", "Lambda 2020")
CASES = [pytest.param(front, id=language) for language, front in FRONTS.items()]


def lines(front: Front) -> str:
    head = f"{front.institution}\n\n{front.dated}\n(OR. en)\n\n8003/16\n\nLIMITE\n\nJAI 31\nCOSI 7\n\n{front.heading}\n"
    return (
        head + "\n".join(f"{label} {value}" for label, value in zip(front.labels, VALUES, strict=True)) + "\n\nText.\n"
    )


def fields(reading: Reading) -> Iterator[object]:
    for name in ("number", "date", "place", "languages", "marking", "type", "originator", "addressee", "subject"):
        yield reading.fields.get(name)
    for name in ("subject_codes", "previous_documents", "commission_documents"):
        values = reading.fields.get(name)
        yield [str(v) for v in values] if isinstance(values, tuple) else values


@pytest.mark.parametrize("front", CASES)
@pytest.mark.parametrize("glue", ["\n", " "], ids=["lines", "one line"])
def test_a_note_reads_the_same_in_every_language(read: Read, front: Front, glue: str) -> None:
    reading = read(lines(front).replace("\n\n", "\n").replace("\n", glue))

    number, day, place, languages, marking, kind, *names = list(fields(reading))
    assert (str(number), day, place, languages) == ("8003/16", date(2016, 5, 9), "Brussels", ("en",))
    assert (str(marking), kind) == ("LIMITE", "NOTE")
    assert names[:2] == ["Alfa-Beta Gamma", "Delta"]
    assert names[3:] == [["JAI 31", "COSI 7"], ["7001/16"], ["6002/16"]]
    assert not {doubt.field for doubt in reading.doubts} - {"subject"}


@pytest.mark.parametrize("front", CASES)
def test_a_heading_above_a_table_in_markdown_is_read_in_every_language(read: Read, front: Front) -> None:
    head, _, _ = lines(front).partition(front.labels[0])
    rows = "".join(f"| {label} | {value} |\n" for label, value in zip(front.labels, VALUES, strict=True))

    reading = read(f"{head}\n|  |  |\n|---|---|\n{rows}\nText.\n")

    assert reading.fields.get("type") == "NOTE"
    assert "type" not in {doubt.field for doubt in reading.doubts}


@pytest.mark.parametrize("front", CASES)
def test_a_town_that_lost_its_accents_has_its_english_name(read: Read, front: Front) -> None:
    decomposed = unicodedata.normalize("NFD", lines(front))

    reading = read("".join(char for char in decomposed if not unicodedata.combining(char)))

    assert reading.fields.get("place") in ("Brussels", None)


def test_an_addressee_with_articles_is_told_from_the_originator_before_it(read: Read) -> None:
    reading = read(
        "Az Európai Unió Tanácsa Brüsszel, 2019. szeptember 5. (OR. en) 11001/19 AVIATION 17 FELJEGYZÉS "
        "Küldi: Címzett: Tárgy: a Tanács Főtitkársága az Állandó Képviselők Bizottsága/a Tanács Lámpák\n\n"
        "1. A munkacsoport megvizsgálta a szöveget."
    )

    assert reading.fields.get("originator") == "a Tanács Főtitkársága"
    assert reading.fields.get("addressee") == "az Állandó Képviselők Bizottsága/a Tanács"


@pytest.mark.parametrize(
    ("printed", "english"),
    [
        ("BEGELEIDENDE NOTA", "COVER NOTE"),
        ("ÜBERMITTLUNGSVERMERK", "COVER NOTE"),
        ("UBERMITTLUNGSVERMERK", "COVER NOTE"),
        ("NOTA DI\nTRASMISSIONE", "COVER NOTE"),
        ("PISMOPRZEWODNIE", "COVER NOTE"),
        ("BERATUNGSERGEBNISSE", "OUTCOME OF PROCEEDINGS"),
        ("R É S U L T A T S  D E S  T R A V A U X", "OUTCOME OF PROCEEDINGS"),
        ("ΑΠΟΤΕΛΕΣΜΑΤΑ ΤΩΝ ΕΡΓΑΣΙΩΝ", "OUTCOME OF PROCEEDINGS"),
        ("OUTCOME OF PROCEEDIGS", "OUTCOME OF PROCEEDINGS"),
        ("OTE", "NOTE"),
        ("OUTCOME OF PROCEEDJNGS", "OUTCOME OF PROCEEDINGS"),
        ("BERATUNGSERGEBNLSSE", "OUTCOME OF PROCEEDINGS"),
        ("ADDDUM TO THE NOTE", "ADDENDUM TO THE NOTE"),
        ("LEGISLATIVE ACTS AND OTHER INSTRUMTS", "LEGISLATIVE ACTS AND OTHER INSTRUMENTS"),
        ("LEGISLATIVE ACTS AND OTHER INSTRUMENTS: CORRIGENDUM", "LEGISLATIVE ACTS AND OTHER INSTRUMENTS: CORRIGENDUM"),
        ("ЗАКОНОДАТЕЛНИ АКТОВЕ И ДРУГИ ПРАВНИ ИНСТРУМЕНТИ", "LEGISLATIVE ACTS AND OTHER INSTRUMENTS"),
        ("NOTE POINT « I/A »", "'I/A' ITEM NOTE"),
        ("I/A-PUNKTSNOTE", "'I/A' ITEM NOTE"),
        ("БЕЛЕЖКА ПО ТОЧКА „А“", "'A' ITEM NOTE"),
        ('"l/A" ITEM NOTE', "'I/A' ITEM NOTE"),
        ("ADDENDUM DO NOTY DO PUNKTU I/A", "ADDENDUM TO 'I/A' ITEM NOTE"),
        ("ADDENDUM À LA NOTE", "ADDENDUM TO NOTE"),
        ("ADDENDUM TO THE NOTE", "ADDENDUM TO THE NOTE"),
        ("CORRIGENDUM TO THE NOTE / CORRIGENDUM À LA NOTE", "CORRIGENDUM TO THE NOTE"),
        ("AVIS DU SERVICE JURIDIQUE", "OPINION OF THE LEGAL SERVICE"),
        ("UDKAST TIL PROTOKOL", "DRAFT MINUTES"),
        ("ORDINE DE ZI PROVIZORIE", "PROVISIONAL AGENDA"),
        ("Cover note", "COVER NOTE"),
        ("Informatieve nota", "INFORMATION NOTE"),
    ],
)
def test_the_register_keeps_the_english_heading(read: Read, printed: str, english: str) -> None:
    reading = read(lines(FRONTS["en"]._replace(heading=printed)))

    shown = next(evidence.text for evidence in reading.evidence if evidence.field == "type")
    assert reading.fields["type"] == english
    assert "".join(shown.split()) == "".join(printed.split())
    assert [str(d) for d in reading.fields["previous_documents"]] == ["7001/16"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("labels", "field", "value"),
    [
        ("Origine: Ada\nData: 4 maggio 2016\nDestinatario: Bea\nOggetto: Coast", "originator", "Ada"),
        ("van: Ada\nd.d.: 4 mei 2016\naan: Bea\nBetreft: Coast", "originator", "Ada"),
        ("från: Ada\nmottagen den: 4 maj 2016\ntill: Bea\nÄrende: Coast", "originator", "Ada"),
        ("Αποστολέας: Ada\nΗμερομηνία Παραλαβής: 4 Μαΐου 2016\nΑποδέκτης: Bea\nΘέμα: Coast", "originator", "Ada"),
        ("from/de : Ada\nto/aux : Bea\nSubject/Objet : Coast", "addressee", "Bea"),
        (
            "from: Ada\nto: Bea\nNos. prev. docs.: 7001/16, 7002/16\nSubject: Coast",
            "previous_documents",
            ["7001/16", "7002/16"],
        ),
        ("from: Ada\nto: Bea\nNo prev. doc. 7001/16\nSubject: Coast", "previous_documents", ["7001/16"]),
        ("fra: Ada\ntil: Bea\nTidl. dk. nr.: 7001/16\nVedr.: Coast", "previous_documents", ["7001/16"]),
        ("de: Ada\npara: Bea\nn.º doc. ant.: 7001/16\nAssunto: Coast", "previous_documents", ["7001/16"]),
        ("from: Ada\nto: Bea\nNo. Cion prop.: 6002/16\nSubject: Coast", "commission_documents", ["6002/16"]),
        ("van: Ada\naan: Bea\nnr. Comv.: 6002/16\nBetreft: Coast", "commission_documents", ["6002/16"]),
        ("des\nVorsitzes\nfür die\nGruppe „Lampen“\nNr. Vordok.: 7001/16\nBetr.: Coast", "originator", "Vorsitzes"),
        ("from: Ada\nto: Bea\nNo. prev. doc.: 7001/16\nSubject Lamps at sea", "subject", "Lamps at sea"),
        ("From: Presidency to Coreper\nNo. prev. doc.: 7001/16\nSubject: Coast", "addressee", "Coreper"),
    ],
)
def test_labels_in_older_and_other_forms(read: Read, labels: str, field: str, value: object) -> None:
    head = lines(FRONTS["en"]).partition("From:")[0]
    found = read(f"{head}{labels}\n\nText.\n").fields[field]

    assert ([str(v) for v in found] if isinstance(found, tuple) else found) == value


def test_what_runs_on_behind_the_heading_are_from_and_to(read: Read) -> None:
    head = lines(FRONTS["en"]).partition("NOTE")[0]
    fields = read(
        f"{head}NOTE from Presidency to Working Party on Lamps\nNo. prev. doc.: 7001/16\nSubject : C\n"
    ).fields

    assert (fields["type"], fields["originator"], fields["addressee"]) == (
        "NOTE",
        "Presidency",
        "Working Party on Lamps",
    )


def test_the_head_of_an_e_mail_has_no_labels_of_the_box(read: Read) -> None:
    mail = "To: list@example.eu\nDate: Fri, 13 May 2016 10:00:00 +0200\nSubject: a document\n\n"

    assert read(mail + lines(FRONTS["en"])).fields == read(lines(FRONTS["en"])).fields


@pytest.mark.parametrize(
    "words",
    [
        "EXTRACTED TEXT FROM:\n",
        "LAMPS AND OIL - COUNCIL CONCLUSIONS . . . 6\n",
        "1. ADOPTION OF THE DRAFT AGENDA\n",
        "DRAFT DECISION 6\n",
        "COUNCIL DECISION OF 3 MAY\n",
        "DO NOT DISTRIBUTE\n",
    ],
)
def test_capitals_in_text_are_no_heading(read: Read, words: str) -> None:
    head = lines(FRONTS["en"]).partition("NOTE")[0]

    assert "type" not in read(f"{head}\nDelegations will find the text below.\n\n{words}\nText.\n").fields


@pytest.mark.parametrize("heading", ["", "PRESS RELEASE\n"])
def test_a_press_text_is_one_also_without_a_heading(read: Read, heading: str) -> None:
    text = (
        f"8103/06 (Presse 77)\n\n{heading}2701st Council meeting\n\n- LAMPS -\n\nBrussels, 3 May 2006\n\nPresident: X\n"
    )

    assert read(text).fields["type"] == "PRESS RELEASE"


def test_a_title_that_ran_on_into_the_box_is_no_box(read: Read) -> None:
    title = (
        "Council of the European Union Brussels, 9 May 2016 (OR. en) No. Cion doc.: 6009/16 JAI 4\n\nStart at page:\n\n"
    )
    fields = read(title + lines(FRONTS["en"])).fields

    assert str(fields["number"]) == "8003/16"
    assert [str(d) for d in fields["commission_documents"]] == ["6002/16"]  # type: ignore[attr-defined]


def test_the_institution_in_running_text_begins_no_second_letterhead(read: Read) -> None:
    text = (
        "Europeiska unionens råd Bryssel den 7 september 2017 (OR. en) 11432/17 RECH 203 NOT från: Ordförandeskapet "
        "till: Delegationerna Ärende: Rekommendation till rådet om lampor För delegationerna bifogas dokumentet. "
        "2 Bryssel den 2 juli 2017 11432/17 NOT från: Kommissionen till: Rådet Ärende: Lampor"
    )

    assert read(text).fields["subject"] == "Rekommendation till rådet om lampor"


@pytest.mark.parametrize("above", ["PROVISIONAL VERSION", "VERSION PROVISOIRE"])
def test_a_press_release_of_the_day_itself_is_no_doubt(read: Read, above: str) -> None:
    reading = read(
        f"COUNCIL OF THE EUROPEAN UNION EN 11001/07 (Presse 167) {above} PRESS RELEASE 2815th Council meeting "
        "Agriculture and Fisheries Brussels, 16 July 2007 President Mr Otto FOG"
    )

    assert reading.fields.get("type") == "PRESS RELEASE"
    assert "type" not in {doubt.field for doubt in reading.doubts}
