"""Find the documents that a web site offers beside the one it shows: their letterheads and numbers are not its own."""

import re
from collections.abc import Sequence

from somei_cli.model.importing.draft_entry import Line

# The heading above other documents that a site offers, in the languages of such sites.
_OFFERED_HEADING = re.compile(
    r"\s*[#*]{0,3}\s*(?i:(?:similar|related|recommended|other|more) (?:documents|papers|files|presentations)|"
    r"you (?:may|might) also (?:like|be interested in)|recommended|read also|see also|read more|related|"
    r"weitere dokumente(?: dieser anfrage)?|lesen sie auch|lire aussi|à lire aussi|lees ook|leggi anche|lea también|"
    r"documents? (?:pareils|similaires|associés|liés)|"
    r"ähnliche dokumente|verwandte dokumente|vergelijkbare documenten|gerelateerde documenten|soortgelijke documenten|"
    r"documenti (?:analoghi|simili|correlati|collegati)|"
    r"documents connexes|documentos (?:similares|relacionados|parecidos|semelhantes)|"
    r"liknande dokument|relaterade dokument|relevanta dokument|lignende dokumenter|relaterede dokumenter|"
    r"samankaltaiset tiedostot|"
    r"samanlaisia asiakirjoja|podobne dokumenty|powiązane dokumenty|podobné dokumenty|související dokumenty|"
    r"podobné dokumenty|súvisiace dokumenty|hasonló dokumentumok|kapcsolódó dokumentumok|documente similare|"
    r"παρόμοια έγγραφα|σχετικά έγγραφα|подобни документи|slični dokumenti|podobni dokumenti|panašūs dokumentai|"
    r"līdzīgi dokumenti|sarnased dokumendid|dokumenti simili)\s*:?\s*[*]{0,2}\s*"
)
# How long ago somebody brought a document to a site, which a page shows below its title.
AGE_ON_SITE = re.compile(
    r"(?i)(?<!\w)[0-9]{1,2} (?:years?|months?|anni|anos|años|ans|mois|meses|mesi|jahren?|monaten?|jaar|jaren|maanden|"
    r"år|måneder|månader|lat|lata|miesięcy|lety|rokmi|vuotta|kuukautta|évvel|ani|luni|χρόνια|έτη|μήνες|години|aastat) "
    r"(?:ago|fa|geleden|siden|sedan|temu|sitten|ezelőtt|πριν|tagasi)(?!\w)"
)
_LONGEST_HEADING = 40
_LONGEST_OFFER = 400
"""The first words of a document that is offered are shorter than this; the text of a page in one line is longer."""
_LONGEST_LISTED = 100
# A number, what is left of one behind a day, or the languages.
_LIKE_A_LETTERHEAD = re.compile(
    r"[0-9]/(?:[0-9]{1,2}/)?[0-9]{2}(?![0-9])|[^\W\d_]{3} (?:/[0-9]{1,2})?/[0-9]{2} [A-Z]{2}|\(\s?O\s?R\s?[.:]"
)
_MANY_LETTERHEADS = 3
"""So many below the heading are of other documents, also where the page shows no letterhead of its own."""
_MANY_OFFERS = 6
"""So many documents are offered below a page that shows no more of its own than a title."""
_MOST_LINES_OF_FOOT = 15
_LAST_LINES = 4
_LONGEST_IN_FOOT = 160
_OF_A_DOCUMENT = re.compile(
    r"(?:[0-9]{1,2}|[IVX]{1,4})\.\s|(?:From|To|Subject|Objet|Betr\.?|Betreft|Oggetto|Asunto|Assunto|Vedr\.?|Ärende)\s?:|"
    r"ANNEX|ANNEXE|ANLAGE"
)
_LABEL_FIRST = re.compile(r"\s*[^\W\d_][^\n:]{1,24}:(?:\s|$)")


def is_offered_heading(words: str) -> bool:
    """Whether words are the heading above the documents that a site offers: Similar documents, Ähnliche Dokumente."""
    return len(words) <= _LONGEST_HEADING and _OFFERED_HEADING.fullmatch(words) is not None


def find_offered_documents(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines on which a site offers other documents: a heading, and the first words of each.

    These are single lines with blank lines between them, below what the page shows of its own document.

    >>> words = ("PUBLIC 9001/15 LIMITE", "Similar documents", "Brussels, 3 May 2012 8001/12 LIMITE", "x" * 500)
    >>> sorted(find_offered_documents([Line(text, number) for number, text in enumerate(words)]))
    [1, 2]
    """
    for index, line in enumerate(lines):
        if not is_offered_heading(line.text):
            continue
        end = next((at for at in range(index + 1, len(lines)) if _ends_offers(lines, at)), len(lines))
        letterheads = sum(_LIKE_A_LETTERHEAD.search(below.text) is not None for below in lines[index + 1 : end])
        is_below_a_letterhead = any(_LIKE_A_LETTERHEAD.search(above.text) for above in lines[:index])
        offers = sum(bool(below.text.strip()) for below in lines[index + 1 : end])
        is_below_title = sum(len(above.text) for above in lines[:index]) <= _LONGEST_OFFER and offers >= _MANY_OFFERS
        if is_below_a_letterhead and _is_foot_of_page(lines[index + 1 :]):
            return frozenset(below.number for below in lines[index:])
        if letterheads >= (1 if is_below_a_letterhead or is_below_title else _MANY_LETTERHEADS):
            return frozenset(below.number for below in lines[index:end])
        return frozenset()
    return _find_offers_in_last_lines(lines)


def _find_offers_in_last_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the last lines that offer documents behind their own heading: `Related: 9877/98`."""
    filled = [line for line in lines if line.text.strip()][-_LAST_LINES:]
    parts = ((line, *line.text.partition(":")[::2]) for line in filled)
    return frozenset(
        line.number
        for line, heading, offers in parts
        if is_offered_heading(heading) and _LIKE_A_LETTERHEAD.search(offers) is not None
    )


def _is_foot_of_page(lines: Sequence[Line]) -> bool:
    """Whether the last lines of a page are those of its site: few, short, without a label of a document or an item."""
    filled = [line.text.strip() for line in lines if line.text.strip()]
    if not 0 < len(filled) <= _MOST_LINES_OF_FOOT:
        return False
    return not any(len(words) > _LONGEST_IN_FOOT or _OF_A_DOCUMENT.match(words) for words in filled)


def _ends_offers(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is no longer one of single lines: it is long, begins with a label, or another follows at once."""
    words = lines[index].text
    is_followed = bool(words.strip()) and index + 1 < len(lines) and bool(lines[index + 1].text.strip())
    # The last line of a page of a site follows at once.
    is_followed = is_followed and "©" not in lines[index + 1].text
    # A list of numbers with titles has no blank lines between them.
    is_listed = bool(_LIKE_A_LETTERHEAD.search(words)) and is_followed and len(words) <= _LONGEST_LISTED
    is_followed = is_followed and not (is_listed and _LIKE_A_LETTERHEAD.search(lines[index + 1].text))
    return (
        len(words) > _LONGEST_OFFER
        or (is_followed and len(lines[index + 1].text) <= _LONGEST_OFFER)
        or bool(_LABEL_FIRST.match(words))
    )
