"""The language of a text, which is not that of the original: by its words, its page footers and its file name."""

from collections.abc import Callable

import pytest
from extraction.test_languages import FRONTS

from somei_cli.model.document import Document, SourceFile
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.importing.language_words import (
    recognise_entry_language,
    recognise_language,
    recognise_text_language,
)

Read = Callable[..., Reading]

NOTE = """Council of the European Union
Brussels, 9 June 2017
(OR. fr)

15070/17

NOTE

From: Presidency
To: Delegations
Subject: Lamps
"""
SENTENCES = {
    "bg": "Делегациите ще намерят приложено предложението на председателството за заключения на Съвета.",
    "cs": "Delegace naleznou v příloze návrh závěrů, který předložilo předsednictví při zasedání pracovní skupiny.",
    "da": "Hermed følger udkast til konklusioner og en note fra formandskabet.",
    "de": "Die Delegationen erhalten anbei den Entwurf von Schlussfolgerungen und einen Vermerk für die Gruppe.",
    "el": "Διαβιβάζεται στις αντιπροσωπίες το σχέδιο της Προεδρίας για τα συμπεράσματα του Συμβουλίου.",
    "en": "Delegations will find attached the draft conclusions from the Presidency.",
    "es": "Adjunto se remite a las Delegaciones el proyecto de la Presidencia para los grupos.",
    "et": "Delegatsioonidele edastatakse nõukogu järelduste eelnõu ning märkused.",
    "fi": "Oheisena toimitetaan valtuuskunnille puheenjohtajavaltion ehdotus sekä neuvoston päätelmät.",
    "fr": "Les délégations trouveront ci-joint le projet de conclusions du Conseil.",
    "ga": "Gheobhaidh na toscaireachtaí i gceangal leis seo dréacht ón Uachtaránacht agus ón gComhairle.",
    "hr": "Za delegacije se u prilogu nalazi nacrt zaključaka Vijeća koji je pripremilo predsjedništvo.",
    "hu": "Mellékelten továbbítjuk a delegációknak az elnökség tervezetét és a Tanács következtetéseit.",
    "it": "Si trasmette in allegato alle delegazioni il progetto di conclusioni della presidenza.",
    "lt": "Delegacijoms pridedamas Tarybos išvadų projektas, kad galėtų svarstyti pagal tvarką.",
    "lv": "Pielikumā delegācijām pievienots Padomes secinājumu projekts.",
    "mt": "Id-delegazzjonijiet għandhom isibu mehmuż l-abbozz tal-Kunsill għal dan il-punt.",
    "nl": "Hierbij gaat voor de delegaties een ontwerp van het voorzitterschap.",
    "pl": "Delegacje otrzymują w załączeniu projekt konkluzji oraz wniosek w sprawie prac.",
    "pt": "Junto se envia, à atenção das delegações, o projeto de conclusões do Conselho.",
    "ro": "În anexă, se pune la dispoziția delegațiilor un proiect de concluzii ale Consiliului și un regulament.",
    "sk": "Delegáciám v prílohe zasielame návrh záverov, ktorý predložilo predsedníctvo.",
    "sl": "Delegacije prejmejo v prilogi osnutek sklepov, ki ga je pripravilo predsedstvo.",
    "sv": "För delegationerna bifogas ett utkast till slutsatser från ordförandeskapet.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_each_official_language_is_recognised_by_its_words(language: str) -> None:
    assert recognise_language(SENTENCES[language]) == language
    assert recognise_language(SENTENCES[language].upper()) == language


@pytest.mark.parametrize("language", FRONTS)
def test_a_front_page_is_never_taken_for_another_language(language: str) -> None:
    front = FRONTS[language]
    words = "\n".join((front.institution, front.dated, front.heading, *front.labels))

    assert recognise_language(words) in (language, None)


@pytest.mark.parametrize(
    "words", ["", "15070/19 COSI 1 JAI 3", f"{SENTENCES['fr']} {SENTENCES['de']}", "Norge, Island og Liechtenstein"]
)
def test_few_words_or_two_languages_are_not_recognised(words: str) -> None:
    assert recognise_language(words) is None


@pytest.mark.parametrize(
    ("words", "footers", "name", "language"),
    [
        ("Lamps", ["15070/17 AB/cd 1 DG D LIMITE FR"], "a.pdf", "fr"),
        ("Lamps", ["15070/17 AB/cd 1 EN/FR"], "a.pdf", None),
        ("Lamps", ["15070/17 AB/cd 1 FR", "15070/17 AB/cd 2 DE"], "a.pdf", None),
        ("Lamps", [], "st15070.fr17.pdf", "fr"),
        ("Lamps", [], "st15070-re01ad02.fr17.pdf", "fr"),
        ("Lamps", [], "ST-15070-2017-INIT_fr (1).pdf", "fr"),
        ("Lamps", [], "ST 15070 2017 REV 1 FR.docx", "fr"),
        ("Lamps", [], "note_de_fr.pdf", None),
        (SENTENCES["fr"], ["15070/17 AB/cd 1 FR"], "st15070.fr17.pdf", "fr"),
        (SENTENCES["fr"], ["15070/17 AB/cd 1 EN"], "st15070.fr17.pdf", None),
    ],
)
def test_signs_that_disagree_leave_it_unknown(words: str, footers: list[str], name: str, language: str | None) -> None:
    assert recognise_text_language(words, footers, name) == language


def test_the_language_of_the_original_is_not_that_of_the_text(read: Read) -> None:
    reading = read(NOTE)

    assert reading.fields["languages"] == ("fr",)
    assert reading.language == "en"


def test_the_language_of_an_entry_is_that_of_its_words_and_its_file() -> None:
    entry = Document(DocumentNumber.parse("15070/17"), type="NOTE", subject="Lampes")
    french = Document(entry.number, originator="présidence", addressee="délégations", subject="Lampes")
    named = Document(entry.number, subject="Lampes", source=SourceFile("st15070.fr17.pdf", "0" * 64))

    assert [recognise_entry_language(document) for document in (entry, french, named)] == [None, "fr", "fr"]
