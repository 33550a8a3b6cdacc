"""How the site says things: days, standings, languages, and one line for one document."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import chain

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.publication.output_files import page_of
from somei_cli.model.publication.public_register import PublicRegister
from somei_cli.model.register.public_view import Publication, PublicDocument, Shown
from somei_cli.render.output.dates import day_in_words
from somei_cli.render.site.html import NOTHING, Html, MarkupTemplate, escaped, joined, named

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
def day(day: date) -> Html:
    """A day in words, and for machines."""
    return _DAY(iso=day.isoformat(), words=day_in_words(day))


def days(first: date, last: date | None) -> Html:
    """One day, or the first and the last."""
    return day(first) if last is None or last == first else joined((day(first), day(last)), " to ")


def subject_of(document: PublicDocument) -> str:
    """What it is about; where that is not told, what is told."""
    if title := document.subject or document.type:
        return title
    if document.withdrawn:
        return "Withdrawn"
    return "Without a title" if document.shown is Shown.TEXT else "No title is public"


def stamp(document: PublicDocument) -> Html:
    """How much the public may see, as a stamp; nothing where that is everything."""
    words = stamp_words(document)
    number_only = document.shown is Shown.NUMBER
    return _STAMP(kind="closed" if number_only else "partly", words=words) if words else NOTHING


def stamp_words(document: PublicDocument) -> str:
    """The same in words."""
    if document.withdrawn:
        return "Withdrawn"
    if document.shown is Shown.NUMBER:
        return "Number only"
    if document.publication is Publication.PARTIAL:
        return "Partly public"
    return "Text not public" if document.shown is Shown.ENTRY else ""


def rows(register: PublicRegister, root: str, documents: Iterable[PublicDocument]) -> Html:
    """A list of documents: number, subject, and what else helps to choose among them."""
    row = _ROW(root=root)
    pieces = ((row, _row_tail(register, document.number)) for document in documents)
    return _ROWS(rows=joined(chain.from_iterable(pieces)))


# Most documents stand in a dozen lists, and these are made one soon after the other.
@lru_cache(maxsize=1 << 14)
def _row_tail(register: PublicRegister, number: DocumentNumber) -> Html:
    """The row of a document from its address on, which is the same from wherever one comes."""
    document = register.documents[number]
    about = [day(document.date)] if document.date else []
    if document.type and document.subject:
        about.append(escaped(document.type))
    if stamp_html := stamp(document):
        about.append(stamp_html)
    return _ROW_TAIL(
        to=named(page_of(number)),
        number=named(number),
        subject=subject_of(document),
        about=joined(about, " · "),
    )


@lru_cache(maxsize=1 << 14)
def link(register: PublicRegister, number: DocumentNumber) -> Html:
    """A document as the page of another one names it: by its number, and by its subject where that is public."""
    document = register.documents.get(number)
    if document is None or document.subject is None:
        return number_link(register, number)
    return _LINK_WITH_SUBJECT(to=named(page_of(number)), number=named(number), subject=document.subject)


def number_link(register: PublicRegister, number: DocumentNumber) -> Html:
    """A document by its number alone, with the way to it where it is here."""
    return anchor("", number) if number in register.documents else _PLAIN_NUMBER(number=named(number))


def anchor(root: str, number: DocumentNumber) -> Html:
    """The way to a document that is here, by its number alone."""
    return _LINK(root=root, to=named(page_of(number)), number=named(number))
