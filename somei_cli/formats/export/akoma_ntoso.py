"""Agendas and outcomes as Akoma Ntoso 3.0 (OASIS, 2018), which has no element for agendas: `doc` and containers."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from somei_cli.formats.export.document_rows import ExportedDocument
from somei_cli.formats.sanitize import clean
from somei_cli.model.document import THREE_LETTER_CODES
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.public_view import PublicDocument, PublicItem

_NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_SERIES: Final = "consil"


def has_akn(view: PublicDocument) -> bool:
    """Return whether a document is exported in this form: it must have items whose text is public."""
    return bool(view.items)


def akn_path(number: DocumentNumber) -> str:
    """Return the path of the file of a document."""
    return f"akn/{number.year}/{number.register_id}.xml"


def akn_text(exported: ExportedDocument) -> str:
    """Return the file of a document; "" if the document has no public view."""
    view = exported.view
    return "\n".join(_lines(view)) + "\n" if view else ""


def _lines(view: PublicDocument) -> Iterator[str]:
    name = "agenda" if view.agenda else "outcome"
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<akomaNtoso xmlns="{_NAMESPACE}">'
    yield f' <doc name="{name}">'
    yield from _meta(view, name)
    yield from _preface(view)
    yield "  <mainBody>"
    for index, item in enumerate(view.items, start=1):
        yield from _item(item, f"item_{index}", 3)
    yield "  </mainBody>"
    yield " </doc>"
    yield "</akomaNtoso>"


def _meta(view: PublicDocument, name: str) -> Iterator[str]:
    number = view.number
    work = uri_of(number, name)
    language = next(
        (THREE_LETTER_CODES[language] for language in view.languages if language in THREE_LETTER_CODES), "und"
    )
    expression = f"{work}/{language}@"
    day, day_kind = _day(view)
    date = f'<FRBRdate date="{day}" name="{day_kind}"/><FRBRauthor href="#{_SERIES}"/>'
    alias = f'<FRBRalias value="{number.register_id}" name="register"/>'
    yield '  <meta><identification source="#somei">'
    yield f"   <FRBRWork>{_this(work)}{alias}{date}"
    yield f'    <FRBRcountry value="eu"/><FRBRnumber value={_attribute(str(number))}/>'
    yield "   </FRBRWork>"
    yield f'   <FRBRExpression>{_this(expression)}{date}<FRBRlanguage language="{language}"/></FRBRExpression>'
    yield f"   <FRBRManifestation>{_this(expression, '.xml')}{date}</FRBRManifestation>"
    yield '  </identification><references source="#somei">'
    for index, reference in enumerate(view.references, start=1):
        href = _attribute(uri_of(reference.to))
        yield f'   <activeRef eId="ref_{index}" href={href} showAs={_attribute(str(reference.to))}/>'
    yield f'   <TLCOrganization eId="{_SERIES}" href="/ontology/organization/eu/consil" showAs="Council"/>'
    yield '   <TLCOrganization eId="somei" href="/ontology/organization/somei" showAs="somei"/>'
    yield "  </references></meta>"


def uri_of(number: DocumentNumber, name: str = "") -> str:
    """Return the URI of a work, made from the number and, if known, the kind of document."""
    kind = f"{name}/" if name else ""
    series = _SERIES if number.series == "ST" else f"{_SERIES}-{number.series.lower()}"
    chain = "".join(f"/{step.kind.lower()}-{step.ordinal}" for step in number.suffixes)
    return f"/akn/eu/doc/{kind}{series}/{number.year}/{number.number}{chain}"


def _this(uri: str, ending: str = "") -> str:
    main = f"{uri}/!main{ending}"
    return f"<FRBRthis value={_attribute(main)}/><FRBRuri value={_attribute(uri + ending)}/>"


def _day(view: PublicDocument) -> tuple[str, str]:
    """Return the required date: the day of issue, or else of the meeting, or else the year of the number."""
    if view.date:
        return view.date.isoformat(), "issue"
    if view.meeting and view.meeting.start:
        return view.meeting.start.isoformat(), "meeting"
    return f"{view.number.year}-01-01", "year"


def _preface(view: PublicDocument) -> Iterator[str]:
    yield "  <preface>"
    yield f"   <p><docNumber>{_text(str(view.number))}</docNumber></p>"
    if view.type:
        yield f"   <p><docType>{_text(view.type)}</docType></p>"
    if view.subject:
        yield f"   <p><docTitle>{_text(view.subject)}</docTitle></p>"
    if view.date:
        yield f'   <p><docDate date="{view.date.isoformat()}">{view.date.isoformat()}</docDate></p>'
    if view.meeting and view.meeting.body:
        yield f"   <p>{_text(view.meeting.body)}</p>"
    yield "  </preface>"


def _item(item: PublicItem, element_id: str, depth: int) -> Iterator[str]:
    indent = " " * depth
    yield f'{indent}<hcontainer name="item" eId="{element_id}">'
    if item.number:
        yield f"{indent} <num>{_text(item.number)}</num>"
    yield f"{indent} <heading>{_text(item.title)}</heading>"
    words = list(_paragraphs(item))
    if words:
        container = "intro" if item.subitems else "content"
        yield f"{indent} <{container}>"
        yield from (f"{indent}  {line}" for line in words)
        yield f"{indent} </{container}>"
    for index, subitem in enumerate(item.subitems, start=1):
        yield from _item(subitem, f"{element_id}__item_{index}", depth + 1)
    yield f"{indent}</hcontainer>"


def _paragraphs(item: PublicItem) -> Iterator[str]:
    if item.documents:
        refs = ", ".join(f"<ref href={_attribute(uri_of(to))}>{_text(str(to))}</ref>" for to in item.documents)
        yield f"<p>{refs}</p>"
    for text in filter(None, (item.by, "withdrawn" if item.withdrawn else None, item.result)):
        yield f"<p>{_text(text)}</p>"
    for text in (item.summary or "").split("\n\n"):
        if text.strip():
            yield f"<p>{_text(text)}</p>"


def _text(words: str) -> str:
    return escape(clean(words))


def _attribute(words: str) -> str:
    return quoteattr(clean(words))
