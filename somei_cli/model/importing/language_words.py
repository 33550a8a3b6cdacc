"""The language of a text, recognised by its commonest words, the letters in its page footers, and its file name."""

import re
from collections import Counter
from collections.abc import Iterable

from somei_cli.model.document import LANGUAGES, Document

# A language, then words of its letterheads and small words, of which none is common in another of these languages.
_WORDS = """
    bg и на за от се съвет съвета председателството делегациите относно;
    cs předsednictví předmět odesílatel příjemce při která který které jejich může jsou pracovní skupina věc
        nařízení návrh zasedání;
    da formandskabet delegationerne vedr vedrørende og ikke til blev medlemsstaterne ved fra møde afsender
        udkast forordning;
    de vorsitz delegationen betr betrifft absender und für werden nicht mit von zur rates tagung auf wurde
        gruppe entwurf verordnung schlussfolgerungen;
    el και της του την των το για προς θέμα προεδρία αντιπροσωπίες;
    en the and presidency delegations subject council from by which that with meeting secretariat of draft
        working party committee proposal;
    es presidencia delegaciones asunto consejo los las reunión también según fue remitente secretaría proyecto
        grupo reglamento;
    et eesistujariik delegatsioonid teema ning nõukogu saatja saaja liikmesriikide või koosolek mis eelnõu
        määruse;
    fi puheenjohtajavaltio valtuuskunnat valtuuskunnille sekä että neuvoston neuvosto lähettäjä vastaanottaja
        ehdotus työryhmä puheenjohtaja;
    fr présidence délégations objet origine destinataire conseil les dans pour sur du aux une qui été
        secrétariat groupe travail règlement projet;
    ga agus comhairle uachtaránacht toscaireachtaí ábhar chuig maidir rúnaíocht;
    hr predsjedništvo vijeća vijeće koji koje ili država članica također tajništvo delegacijama nacrt;
    hu az és elnökség delegációk tárgy hogy egy címzett küldi feladó tanács valamint szerint titkárság rendelet
        tervezet;
    it delegazioni oggetto consiglio della delle dei degli gli che nella sono riunione mittente segretariato
        progetto gruppo regolamento;
    lt pirmininkaujanti delegacijos dalykas yra taryba tarybos kad siuntėjas gavėjas valstybių dėl pagal
        projektas;
    lv prezidentvalsts delegācijas delegācijām temats padome padomes sūtītājs saņēmējs dalībvalstu kas regulas
        projekts;
    mt kunsill għall għal huwa mill fil dwar suġġett delegazzjonijiet segretarjat;
    nl voorzitterschap delegaties betreft raad het een voor zijn wordt aan bij vergadering lidstaten niet
        ontwerp verordening groep;
    pl prezydencja delegacje dotyczy oraz się jest przez które dla państw członkowskich posiedzenie
        rozporządzenia sprawie wniosek;
    pt presidência delegações assunto conselho dos uma não são pelo reunião foi também os em remetente projeto
        regulamento;
    ro președinția delegațiile subiect și pentru care consiliului sunt sursă expeditor secretariatul regulament
        proiect;
    sk predsedníctvo predsedníctva delegácie delegáciám odosielateľ príjemca sú ktoré ktorý alebo medzi
        nariadenia zasadnutie;
    sl predsedstvo zadeva prejemnik pošiljatelj ki kot tudi držav članic oziroma svet delegacije osnutek;
    sv ordförandeskapet delegationerna ärende och inte till är från medlemsstaterna att möte avsändare utkast
        förordning"""
_LANGUAGE_OF_WORD = {word: language for language, *words in map(str.split, _WORDS.split(";")) for word in words}
_LEAST_WORDS = 2
_TIMES_MORE = 3
_LONGEST_TEXT = 6000
_WORD = re.compile(r"[^\W\d_]+")
# st15070.en19.pdf, st15070-re01.en19.docx; ST-15070-2019-INIT_en.pdf, ST 15070 2019 REV 1 EN (2).pdf
_IN_FILE_NAME = re.compile(
    r"[0-9](?:-?[a-z]{2}[0-9]{2}){0,4}\.([a-z]{2})[0-9]{2}(?![0-9a-z])"
    r"|[-_ ](?:19|20)[0-9]{2}[-_ ](?:init|(?:(?:rev|add|cor|ext|dcl|amd)[-_ ]?[0-9]{1,3}[-_ ]?){1,4})[-_ ]?"
    r"([a-z]{2})(?![0-9a-z])",
    re.IGNORECASE | re.ASCII,
)


def recognise_language(words: str) -> str | None:
    """Return the language of a text by its commonest words; None if they do not tell it plainly.

    >>> recognise_language("NOTE From: Presidency To: Delegations"), recognise_language("NOTE 15070/19 COSI 1")
    ('en', None)
    """
    known_words = map(_LANGUAGE_OF_WORD.get, _WORD.findall(words[:_LONGEST_TEXT].casefold()))
    ranks = Counter(language for language in known_words if language).most_common(2)
    if not ranks or ranks[0][1] < _LEAST_WORDS or (len(ranks) > 1 and ranks[0][1] < _TIMES_MORE * ranks[1][1]):
        return None
    return ranks[0][0]


def recognise_text_language(words: str, footers: Iterable[str], file_name: str) -> str | None:
    """Return the language in which a text is written; None if nothing shows it, or if two signs disagree.

    “(OR. en)” is no sign of it: it names the language of the original.
    """
    signs = {_language_in_footers(footers), _language_in_file_name(file_name), recognise_language(words)} - {None}
    return signs.pop() if len(signs) == 1 else None


def recognise_entry_language(document: Document) -> str | None:
    """Return the language of the text that an entry was made from, by its words and the name of its file."""
    items = (text for item in document.walk_items() for text in (item.title, item.summary))
    # The type is no sign: a known heading is kept in English.
    texts = (document.originator, document.addressee, document.subject, *items)
    file_name = document.source.name if document.source else ""
    return recognise_text_language("\n".join(filter(None, texts)), (), file_name)


def _language_in_footers(footers: Iterable[str]) -> str | None:
    """Return the language at the end of all page footers that have one: `15070/19 AB/cd 1 JAI.1 LIMITE EN`."""
    languages = {
        word.lower()
        for footer in footers
        for word in footer.split()[-2:]
        if word.isupper() and word.lower() in LANGUAGES
    }
    return languages.pop() if len(languages) == 1 else None


def _language_in_file_name(name: str) -> str | None:
    languages = {(match[1] or match[2]).lower() for match in _IN_FILE_NAME.finditer(name)} & LANGUAGES
    return languages.pop() if len(languages) == 1 else None
