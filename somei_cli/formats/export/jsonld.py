"""Documents as linked data, in the Council's vocabulary (CODI), or else Dublin Core, or else somei's own terms."""

from typing import Any, Final
from urllib.parse import quote

from somei_cli.formats.export.document_rows import ExportedDocument, json_line, without_absent
from somei_cli.formats.notation.document_numbers import NumberStyle, write_number
from somei_cli.model.document import THREE_LETTER_CODES
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.publication.public_register import field_pointers
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.public_view import PublicDocument, Visibility

_DATA: Final = "http://data.consilium.europa.eu/id"
_LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/"
_ID: Final = {"@type": "@id"}
_DAY: Final = {"@type": "xsd:date"}
_CONTEXT: Final[dict[str, Any]] = {
    "codi": "http://data.consilium.europa.eu/def/codi/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "http://schema.org/",
    "somei": "urn:somei:def:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct:issued": _DAY,
    "dct:language": _ID,
    "schema:startDate": _DAY,
    "schema:endDate": _DAY,
    "foaf:page": _ID,
    "somei:agendaReported": _ID,
    "dct:references": _ID,
    "dct:replaces": _ID,
    "somei:revises": _ID,
    "somei:follows": _ID,
    "somei:transmits": _ID,
    "somei:answers": _ID,
    "somei:implements": _ID,
    "somei:annexOf": _ID,
    "somei:summarises": _ID,
}
HEAD: Final = f'{{"@context": {json_line(_CONTEXT)},\n"@graph": [\n'
TAIL: Final = "\n]}\n"
_PROPERTIES: Final = {
    ReferenceKind.AGENDA: "somei:agendaReported",
    ReferenceKind.PREVIOUS: "somei:follows",
    ReferenceKind.COMMISSION: "somei:transmits",
    ReferenceKind.CITES: "dct:references",
    ReferenceKind.ANSWERS: "somei:answers",
    ReferenceKind.IMPLEMENTS: "somei:implements",
    ReferenceKind.REPLACES: "dct:replaces",
    ReferenceKind.ANNEX: "somei:annexOf",
    ReferenceKind.SUMMARISES: "somei:summarises",
}


def jsonld_row(exported: ExportedDocument) -> str:
    """Return a document as a node of the graph; "" if the document has no public view."""
    return json_line(_node(exported.view)) if exported.view else ""


def uri_of(number: DocumentNumber) -> str:
    """Return the URI of a document in the Council's data; it ends in the register id and never changes."""
    return f"{_DATA}/document/{number.register_id}"


def _node(view: PublicDocument) -> dict[str, Any]:
    number = view.number
    node = {
        "@id": uri_of(number),
        "@type": "codi:Document",
        "dct:identifier": f"{number.number}/{number.year}",
        "codi:document_number": str(number),
        "codi:suffix": suffix_of(number),
        "dct:accessRights": {
            "@id": _concept("DocumentPublicationStatus", view.publication),
            "skos:notation": str(view.publication),
        },
        "codi:documentCategory": view.type,
        "codi:expressed": _expressions(view),
        "codi:forInterInstitutionalCode": list(map(str, view.interinstitutional_files)),
        "dct:subject": [_subject_matter(entry.code.name) for entry in view.subject_codes],
        "dct:creator": view.originator,
        "somei:addressee": view.addressee,
        "dct:issued": view.date.isoformat() if view.date else None,
        "somei:meeting": _meeting(view),
        "somei:accessStatus": view.access_status and str(view.access_status),
        "somei:marking": view.marking.text if view.marking else None,
        "somei:revises": uri_of(number.parent) if number.parent else None,
        "foaf:page": page_of(view),
        **{f"somei:{name}": list(texts) for name, texts in view.texts_by_setting()},
        **_references(view),
    }
    return without_absent(**node)


def page_of(view: PublicDocument) -> str | None:
    """Return the address of the text in the public register; None if the text is not public or its language unknown."""
    language = next((language for language in view.languages if language in THREE_LETTER_CODES), None)
    if view.shown is not Visibility.TEXT or language is None:
        return None
    return write_number(view.number, NumberStyle.URL, language)


def suffix_of(number: DocumentNumber) -> str:
    """Return the suffixes as the Council's data write them: INIT, REV1, RE1AD1."""
    if len(number.suffixes) == 1:
        return f"{number.suffixes[0].kind}{number.suffixes[0].ordinal}"
    return "".join(f"{step.kind.value[:2]}{step.ordinal}" for step in number.suffixes) or "INIT"


def _expressions(view: PublicDocument) -> list[dict[str, Any]]:
    """Return the title in each original language; the register has one title for all of them."""
    if view.subject is None and not view.languages:
        return []
    if not view.languages:
        return [{"dct:title": view.subject}]
    titles = {"dct:title": view.subject} if view.subject else {}
    return [{**titles, **_language(language)} for language in view.languages]


def _language(language: str) -> dict[str, str]:
    three_letters = THREE_LETTER_CODES.get(language)
    return (
        {"dct:language": f"{_LANGUAGE}{three_letters.upper()}"}
        if three_letters
        else {"somei:languageAsPrinted": language}
    )


def _subject_matter(code: str) -> dict[str, str]:
    return {"@id": _concept("SubjectMatter", code), "skos:notation": code}


def _concept(scheme: str, notation: str) -> str:
    return f"{_DATA}/taxonomy/{scheme}/concept/{quote(notation.lower(), safe='')}"


def _meeting(view: PublicDocument) -> dict[str, Any] | None:
    meeting = view.meeting
    if meeting is None:
        return None
    days = {"schema:startDate": meeting.start, "schema:endDate": meeting.end}
    iso_days = {key: day.isoformat() for key, day in days.items() if day}
    return {"@type": "schema:Event", **({"schema:organizer": meeting.body} if meeting.body else {}), **iso_days}


def _references(view: PublicDocument) -> dict[str, list[str]]:
    pairs = [(pointer.kind, uri_of(pointer.number)) for pointer in field_pointers(view)]
    kinds = dict.fromkeys(kind for kind, _ in pairs)
    return {
        _PROPERTIES[kind]: list(dict.fromkeys(to for pair_kind, to in pairs if pair_kind is kind)) for kind in kinds
    }
