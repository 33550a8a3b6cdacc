"""How the site words things: dates, languages, access, and one line per document."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import chain

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.publication.output_files import page_name
from somei_cli.model.publication.public_register import PublicRegister
from somei_cli.model.register.public_view import Publication, PublicDocument, Visibility
from somei_cli.render.output.dates import day_in_words, days_in_words
from somei_cli.render.site.html import EMPTY_HTML, Html, MarkupTemplate, escape_cached, escape_text, join_html

_DAY = MarkupTemplate('<time datetime="{iso}">{words}</time>')
_ROWS = MarkupTemplate('<ul class="docs">{rows}</ul>')
_ROW = MarkupTemplate('<li class="doc"><a class="no" href="{root}')
_ROW_TAIL = MarkupTemplate("""
{to}">{number}</a> <div><p class="subject">{subject}</p><p class="about">{about}</p></div></li>
""")
_LINK = MarkupTemplate('<a class="no" href="{root}{to}">{number}</a>')
_PLAIN_NUMBER = MarkupTemplate('<span class="no">{number}</span>')
_LINK_WITH_SUBJECT = MarkupTemplate('<a class="no" href="{to}">{number}</a> <span class="subject">{subject}</span>')
_STAMP = MarkupTemplate('<span class="stamp {kind}">{words}</span>')

LANGUAGE_NAMES = dict(
    pair.split("=")
    for pair in (
        "bg=Bulgarian cs=Czech da=Danish de=German el=Greek en=English es=Spanish et=Estonian fi=Finnish fr=French "
        "ga=Irish hr=Croatian hu=Hungarian it=Italian lt=Lithuanian lv=Latvian mt=Maltese nl=Dutch pl=Polish "
        "pt=Portuguese ro=Romanian sk=Slovak sl=Slovenian sv=Swedish"
    ).split()
)


@lru_cache(maxsize=1 << 14)
def day_html(day: date) -> Html:
    """Return a date in words, marked up for machines."""
    return _DAY(iso=day.isoformat(), words=day_in_words(day))


def days_html(first: date, last: date | None) -> Html:
    """Return the days of a meeting in words; only a single day is marked up for machines, as HTML knows no others."""
    return day_html(first) if last is None or last == first else escape_cached(days_in_words(first, last))


def display_subject(document: PublicDocument) -> str:
    """Return the subject; if it is not public, the type, or a remark in its place."""
    if title := document.subject or document.type:
        return title
    if document.withdrawn:
        return "Withdrawn"
    return "Without a subject" if document.shown is Visibility.TEXT else "No subject is public"


def access_stamp(document: PublicDocument) -> Html:
    """Return how much of a document is public, as a stamp; empty if everything is."""
    words = access_stamp_text(document)
    number_only = document.shown is Visibility.NUMBER
    return _STAMP(kind="closed" if number_only else "partly", words=words) if words else EMPTY_HTML


def access_stamp_text(document: PublicDocument) -> str:
    """Return the words of the stamp."""
    if document.withdrawn:
        return "Withdrawn"
    if document.shown is Visibility.NUMBER:
        return "Number only"
    if document.publication is Publication.PARTIAL:
        return "Partly public"
    return "Text not public" if document.shown is Visibility.ENTRY else ""


def document_list(register: PublicRegister, root: str, documents: Iterable[PublicDocument]) -> Html:
    """Return a list of documents, with number, subject and further details."""
    row = _ROW(root=root)
    pieces = ((row, _row_tail(register, document.number)) for document in documents)
    return _ROWS(rows=join_html(chain.from_iterable(pieces)))


# Cached because most documents are in a dozen lists, which are made soon after one another.
@lru_cache(maxsize=1 << 14)
def _row_tail(register: PublicRegister, number: DocumentNumber) -> Html:
    """Return the row of a document from its address on; this part is the same on all pages."""
    document = register.documents[number]
    about = [day_html(document.date)] if document.date else []
    if document.type and document.subject:
        about.append(escape_cached(document.type))
    if stamp_html := access_stamp(document):
        about.append(stamp_html)
    return _ROW_TAIL(
        to=escape_text(page_name(number)),
        number=escape_text(number),
        subject=display_subject(document),
        about=join_html(about, " · "),
    )


@lru_cache(maxsize=1 << 14)
def titled_link(register: PublicRegister, number: DocumentNumber) -> Html:
    """Return a link to a document, by its number and, if it is public, its subject."""
    document = register.documents.get(number)
    if document is None or document.subject is None:
        return number_link(register, number)
    return _LINK_WITH_SUBJECT(to=escape_text(page_name(number)), number=escape_text(number), subject=document.subject)


def number_link(register: PublicRegister, number: DocumentNumber) -> Html:
    """Return the number of a document, as a link if the site has the document."""
    return number_anchor("", number) if number in register.documents else _PLAIN_NUMBER(number=escape_text(number))


def number_anchor(root: str, number: DocumentNumber) -> Html:
    """Return the number of a document as a link."""
    return _LINK(root=root, to=escape_text(page_name(number)), number=escape_text(number))
