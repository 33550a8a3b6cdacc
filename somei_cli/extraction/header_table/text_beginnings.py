"""Signs that a subject is over: how the main text begins, in lines and within a line, and what no subject holds."""

import re
from math import ceil

from somei_cli.extraction.cover.own_number import is_document_number
from somei_cli.extraction.header_table.label_words import FORMULA_IN_CAPITALS, OPENING_PHRASE
from somei_cli.extraction.header_table.subject_layout import RULE
from somei_cli.extraction.header_table.title_words import RELATIVE
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, is_dashed, without_dash

_LONGEST_PART = 250
_LONGEST_DOUBTFUL_PART = 90
_SEAM_WORDS = 60
_CLOSE_WORDS = 3
_REPEATED_SHARE = 0.8

_OTHER_LABEL = re.compile(r"(?:Council|Date|Time|Venue|Place|Contact|Tel|Lieu|Heure|Ort|Datum|Uhrzeit)\b[^:\n]{0,12}:")
# The footnote to the heading of minutes: “1 Information relating to the final adoption of Council acts …”.
_FOOTNOTE_OF_MINUTES = (
    r"[0-9] (?:(?:The )?[Ii]nformation (?:relating to|concerning|on) the final adoption|"
    r"(?:Les )?[Ii]nformations (?:relatives à|concernant) l['’]adoption définitive|"
    r"(?:Die )?Informationen über die endgültige)"
)
# The footnote of a title: “* This document contains legal advice …”, “(*) The text was not revised”.
_FOOTNOTE_OF_TITLE = (
    r"(?:\(?(?:\*{1,3}|[0-9¹²³]{1,2})\)?) ?(?:This (?:document|text|note|paper|opinion|version)\b|"
    r"(?:Le présent|Ce) (?:document|texte|avis)\b|Dies(?:es|e|er) (?:Dokument|Text|Gutachten)|Dit (?:document|advies)|"
    r"(?:Il presente|Questo) (?:documento|testo|parere)|(?:El presente|Este) (?:documento|texto|dictamen)|"
    r"(?:O presente|Este) (?:documento|parecer)|Dette (?:dokument|notat)|Denna? (?:handling|dokument|text)|"
    r"(?:Niniejszy|Ten) dokument|Tento dokument|Tämä asiakirja)"
)
# The heading of a list of contents, alone on its line, in other languages.
_CONTENTS = (
    "SOMMAIRE|TABLE DES MATIÈRES|INHALT|INHALTSVERZEICHNIS|SOMMARIO|INDICE|ÍNDICE|INHOUD|INHOUDSOPGAVE|INDHOLD|"
    "INDHOLDSFORTEGNELSE|INNEHÅLL|INNEHÅLLSFÖRTECKNING|SISÄLLYS|SISÄLLYSLUETTELO|SPIS TREŚCI|OBSAH|TARTALOM|"
    "TARTALOMJEGYZÉK|CUPRINS|KAZALO|SADRŽAJ|TURINYS|SATURS|SISUKORD|СЪДЪРЖАНИЕ|ΠΕΡΙΕΧΟΜΕΝΑ|WERREJ|CLÁR|ÁBHAR"
)
TEXT_BEGINS = re.compile(
    r"^(?:(?:[0-9]{1,2}|[IVX]{1,4}|[A-Z]|l)[.)](?:\s|$)|[0-9]{1,2}\.[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]|"
    rf"[0-9]{{1,2}}$|\([0-9]{{1,3}}\)$|{_FOOTNOTE_OF_MINUTES}|{_FOOTNOTE_OF_TITLE}|"
    r"(?:I{0,2}INTRODUCTION|Introduction|BACKGROUND|Background|CONTEXT|GENERAL)\b|ANNEX|Annex\b|Encl\b|ENCL|"
    rf"TABLE OF CONTENTS|CONTENTS|(?:{_CONTENTS})[ \t]*(?:\n|$)|http|"
    # A corrigendum: Page 4, point 7
    r"(?:(?:On|Auf|Op|På|Na) )?(?:[Pp]ages?|[Ss]eiten?|[Pp]agina|[Pp]ágina|[Ss]ide|[Ss]idan?|[Ss]ivu|[Ss]tron(?:a|ie)|"
    r"[Ss]tran[aě]?|[Ss]traně|[Ll]k|[Oo]ldal|[Pp]ag\.|[Ss]eite) [0-9]|"
    r"\[?email|Upload|Post on|Category|TRANSCRIPT|"
    r"[A-Za-z]{1,5}(?:/[A-Za-z]{1,5}){1,3}$|Rue de la Loi|Wetstraat|www\.|(?:B-)?1048 Bru)"
)
# A document in square brackets that stands alone below the subject: [WK 5249/2024 INIT: replies].
_BRACKETED_DOCUMENT = re.compile(
    r"\[(?:[A-Z]{2}(?:-[A-Z]{4})? )?[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2,4}\b[^\[\]]{0,200}\]$"
)
_FIRST_ITEM_ALONE = re.compile(
    r"(?i)(?:adoption|approval) of the (?:(?:provisional|draft|annotated) )?agenda\.?|"
    r"(?:adoption|approbation) de l['’]ordre du jour(?: provisoire)?\.?|"
    r"(?:annahme|genehmigung|billigung) der (?:vorläufigen )?tagesordnung\.?"
)
# What can only be the beginning of the main text, in a page that came as one line.
_HEADINGS = "Introduction|INTRODUCTION|BACKGROUND|Background|GENERAL|Context"
_SECTIONS = (
    r"INTRODUCTION|BACKGROUND|ANNEX|Encl\.|(?:All|Anl|Bijl|Zał|Bil|p\. j|Adj)\.?:|TABLE OF CONTENTS|"
    rf"{_FOOTNOTE_OF_MINUTES}|{_FOOTNOTE_OF_TITLE}|"
    r"Page 2\b|(?:Council|Date|Place|Venue|Contact): |COMMON GUIDELINES|Adoption of the (?:provisional )?agenda|_{4,}"
)
_TEXT_STARTS = (
    # A number, perhaps below a heading
    rf"(?=(?:(?:{_HEADINGS})\s{{1,3}})?(?:1|I|A)\.\s{{1,12}}[^\W\d_])",
    # The number of a list that a site made, with its bullet
    r"(?=•\s{1,12}(?:1|I)[.)]\s)",
    # A section in capitals, and others
    r"(?<=[^\WA-ZÀ-Þ_]\s)(?=(?:1|I)\s{1,4}[^\W\d_a-zß-ÿ]{4,}(?![^\W\d_]))",
    rf"(?=(?:(?:I|1|A)\.?\s{{1,3}})?(?:{_SECTIONS}))",
    # A section of which only the number stands there, and a heading alone behind a bracket.
    r"(?<=[^\W\dA-ZÀ-Þ_]\s)(?=I\s(?:The|On|At|De|Der|Die|Das|Am|Le|La|Les|Op|El)\s)",
    rf"(?<=[)\]]\s)(?=(?:{_HEADINGS})[ \t]*(?:\n|$))",
    # The language at the foot, and a heading; in a title in capitals EN may be a word.
    r"(?<![^\W\d_a-zß-ÿ]\s)(?=EN [A-Z]{5})",
    # A corrigendum: On page 4, point 7
    (
        r"(?<=[\w)”\"’'.]\s)(?=(?:On [Pp]age|Auf Seite|À la page|Op bladzijde|En la página|Alla pagina|Na página|"
        r"På sidan?|Na stronie) [0-9]{1,3}[,: ])"
    ),
    rf"(?={OPENING_PHRASE.pattern})",
    (
        rf"(?![a-z0-9])(?={FORMULA_IN_CAPITALS.pattern})(?<=[\w)”\"’'.]\s)"
        r"(?<! OF\s)(?<! BY\s)(?<! IN\s)(?<! TO\s)(?<! FOR\s)(?<! AND\s)(?<! DE\s)(?<! ON\s)(?<!DRAFT\s)"
        r"(?<!REVISED\s)"
    ),
)
_WIDE_GAP = r"(?=\s{5,}\S)"
# At most blanks a small letter follows, with which nothing begins but “p. j.:”.
_TEXT_START = re.compile(rf"\s(?![a-oq-z])(?:{'|'.join(_TEXT_STARTS)})")
_TEXT_START_OR_GAP = re.compile(rf"\s(?![a-oq-z])(?:{'|'.join((*_TEXT_STARTS, _WIDE_GAP))})")
# What web sites put between the parts of a page.
_SITE_LINE = re.compile(
    r"(?i)advertisement|pdf to html|we use cookies|accept all|skip to content|share (?:this|on)|related documents|"
    r"download|print this|report this|[0-9]{1,6} (?:views|downloads?)$"
)
# A line that is nothing but what a site writes on its buttons, in the languages of the documents.
_BUTTONS = (
    "Share(?: this(?: page)?)?|Print(?: this(?: page)?| page)?|(?:Show|Read|See|View|Learn) (?:more|less|all)|"
    "Download(?: (?:pdf|PDF|document|original|file))?|Menu|Home|"
    "Back(?: to (?:top|list|search|results|search results))?|"
    "(?:View|Open|Save)(?: (?:the )?(?:document|pdf|PDF|original|as PDF))?|(?:Log|Sign) ?in|Subscribe|Tweet|Embed|"
    "Cookies?(?: (?:policy|settings|preferences))?|(?:Related|Similar) (?:documents|content|pages|items)|"
    "(?:Next|Previous)(?: page| document)|Add to (?:favou?rites|library)|"
    "Télécharger|Partager|Imprimer|(?:Voir|Afficher|En savoir) plus|Lire la suite|Accueil|Documents (?:associés|liés)|"
    "Herunterladen|Teilen|Drucken|Mehr (?:anzeigen|erfahren)|Weiterlesen|Zurück|Startseite|Anmelden|"
    "Afdrukken|Lees (?:meer|verder)|Meer (?:tonen|weergeven)|Terug|Downloaden|Udskriv|Læs mere|Vis (?:mere|mer)|Hent|"
    "Dela|Skriv ut|Läs mer|Visa mer|Ladda ne[rd]|Condividi|Stampa|Scarica|Leggi (?:tutto|di più)|Mostra altro|"
    "Compartir|Imprimir|Descargar|Leer más|(?:Ver|Mostrar) más|Partilhar|Descarregar|Ler mais|Ver mais|"
    "Udostępnij|Drukuj|Pobierz|Czytaj więcej|Więcej|Stáhnout|Sdílet|Tisk|Jaa|Tulosta|Lataa|Lue lisää"
)
_BUTTON = re.compile(rf"(?:{_BUTTONS})[ ]?[.…>»]{{0,3}}")
SENTENCES = re.compile(r"[^\W\d_]{3}\. {1,2}[^\W\d_a-z]")
SENTENCE_END = re.compile(r"(?:[^\W\d_]{3}|\))\.$")
# A full stop or a verb within a subject: a sentence of the main text may have run into it.
_RUNS_ON = re.compile(
    r"[^\W\d_]{4}\. {1,2}[^\W\d_a-z]|(?<!which)(?<!that)(?<!who)(?<!what)(?<!as) (?:is|are|was|were|has been|have been|"
    r"will be|shall be|est|sont|a été|ont été|ist|sind|wurde|wurden|wird|è stato|è stata|fue|ha sido) (?=[a-zà-ÿ])"
)


def begins_text(below: str) -> bool:
    """Whether the main text plainly begins here."""
    return bool(
        TEXT_BEGINS.match(below)
        or OPENING_PHRASE.match(below)
        or FORMULA_IN_CAPITALS.match(below)
        or begins_a_sentence(below)
    )


def is_heading_or_label(line: str) -> bool:
    """Whether a line is a rule, a label, a document number, a site's button, or begins the main text.

    It begins it with a heading or a formula.
    """
    return bool(
        RULE.match(line)
        or TEXT_BEGINS.match(line)
        or _OTHER_LABEL.match(line)
        or _BRACKETED_DOCUMENT.match(line)
        or is_first_item_alone(line)
        or is_button(line)
        or FORMULA_IN_CAPITALS.match(line)
        or is_document_number(line)
    )


def is_bracketed_document(line: str) -> bool:
    """Whether a line is nothing but a document in square brackets, as it may stand below a subject.

    >>> is_bracketed_document("[WK 5249/2024 INIT: replies]"), is_bracketed_document("[Draft]")
    (True, False)
    """
    return _BRACKETED_DOCUMENT.match(line) is not None


def is_button(words: str) -> bool:
    """Whether words are nothing but what a web site writes on a button: Read more, Télécharger."""
    return _BUTTON.fullmatch(words) is not None


def is_first_item_alone(line: str) -> bool:
    """Whether a line is the title of the item with which every agenda begins, and nothing else; it lost its number.

    >>> is_first_item_alone("- Adoption of the agenda"), is_first_item_alone("Adoption of the agenda and calendar")
    (True, False)
    """
    return _FIRST_ITEM_ALONE.fullmatch(without_dash(line)) is not None


def is_never_in_subject(line: str) -> bool:
    """Whether a line is a rule, a label, a number, a heading or a sentence of the main text."""
    is_sentence = OPENING_PHRASE.match(line) or begins_a_sentence(line) or ends_a_sentence(line)
    return bool(is_sentence) or is_heading_or_label(line) or len(line) > _LONGEST_PART


def is_like_title(line: str, subject: str, *, first: bool = True) -> bool:
    """Whether a line below a subject may be a part of it or a title of its own; nothing but its place could say."""
    if _SITE_LINE.match(line):
        return False
    is_title = line[:1].isupper() or line[:1].isdigit() or is_dashed(line) or not first
    is_plain = (line != line.upper() or subject == subject.upper()) and len(line) <= _LONGEST_DOUBTFUL_PART
    return is_title and is_plain and not (is_never_in_subject(line) or repeats_subject(line, subject))


def repeats_subject(line: str, subject: str) -> bool:
    """Whether a line below, but for its first words, is a run of words of the subject, as in the title of an annex.

    >>> repeats_subject("Draft Council conclusions on lamps", "Council conclusions on lamps - Approval")
    True
    >>> repeats_subject("Directive of the Council on oil", "Directive of the Council on lamps, Regulation on oil")
    False
    """
    words, subject_words = line.casefold().split(), f" {' '.join(subject.casefold().split())} "
    length = max(ceil(_REPEATED_SHARE * len(words)), 2)
    return len(words) > 1 and f" {' '.join(words[-length:])} " in subject_words


def find_text_in_line(line: str, *, with_gaps: bool = True) -> int:
    """Return where the text begins within a line; 0 if there is no sign of it. Wide gaps may be signs."""
    match = (_TEXT_START_OR_GAP if with_gaps else _TEXT_START).search(line)
    return match.start() if match else 0


def find_words_that_run_on(words: str) -> str:
    """Return the words around a full stop or a verb, which may belong to the main text; empty if there are none."""
    match = next((match for match in _RUNS_ON.finditer(words) if not _is_in_clause(words, match)), None)
    return words[max(0, match.start() - _SEAM_WORDS // 2) : match.end() + _SEAM_WORDS // 2] if match else ""


def _is_in_clause(words: str, verb: re.Match[str]) -> bool:
    """Whether a relative pronoun is close before a verb: “les lampes qui y sont utilisées”."""
    near = words[: verb.start()].split()[-_CLOSE_WORDS:]
    return verb[0].startswith(" ") and any(RELATIVE.fullmatch(word) for word in near)
