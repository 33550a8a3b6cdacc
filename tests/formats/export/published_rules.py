"""What DCAT-AP 3 and OParl 1.1 require, in our own words: SHACL shapes and JSON Schema."""

from typing import Any

SHAPES = """
@prefix : <urn:shapes:> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:told a sh:NodeShape ; sh:targetClass dcat:Catalog, dcat:Dataset ;
    sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ;
    sh:property [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .

:catalogue a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:nodeKind sh:IRI ;
    sh:property [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ;
    sh:property [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .

:dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:nodeKind sh:IRI ;
    sh:property [ sh:path dct:publisher ; sh:maxCount 1 ; sh:class foaf:Agent ] ;
    sh:property [ sh:path dct:identifier ; sh:nodeKind sh:Literal ] ;
    sh:property [ sh:path dcat:keyword ; sh:nodeKind sh:Literal ] ;
    sh:property [ sh:path dcat:theme ; sh:class skos:Concept ] ;
    sh:property [ sh:path dct:accessRights ; sh:maxCount 1 ; sh:class dct:RightsStatement ] ;
    sh:property [ sh:path dct:temporal ; sh:class dct:PeriodOfTime ] ;
    sh:property [ sh:path dct:modified ; sh:maxCount 1 ; sh:node :moment ] ;
    sh:property [ sh:path dcat:distribution ; sh:class dcat:Distribution ] .

:distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ; sh:nodeKind sh:IRI ;
    sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path dct:title ; sh:nodeKind sh:Literal ] ;
    sh:property [ sh:path dct:license ; sh:maxCount 1 ; sh:class dct:LicenseDocument ] ;
    sh:property [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:class dct:MediaType ] ;
    sh:property [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] .

:agent a sh:NodeShape ; sh:targetClass foaf:Agent ;
    sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .
:concept a sh:NodeShape ; sh:targetClass skos:Concept ;
    sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .
:period a sh:NodeShape ; sh:targetClass dct:PeriodOfTime ;
    sh:property [ sh:path dcat:startDate ; sh:maxCount 1 ; sh:node :moment ] ;
    sh:property [ sh:path dcat:endDate ; sh:maxCount 1 ; sh:node :moment ] .
:moment a sh:NodeShape ; sh:or (
    [ sh:datatype xsd:date ] [ sh:datatype xsd:dateTime ] [ sh:datatype xsd:gYear ] [ sh:datatype xsd:gYearMonth ] ) .
"""

OPARL = "https://schema.oparl.org/1.1/"
_TEXT = {"type": "string", "minLength": 1}
_URL = {"type": "string", "pattern": r"^[a-z][a-z0-9+.-]*:[^\s<>\"\\^`{|}]+$"}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(Z|[+-][0-9]{2}:[0-9]{2})$"}
_YES = {"type": "boolean"}


def _many(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _object(kind: str, required: str, **properties: Any) -> dict[str, Any]:
    """What is no word of OParl has a prefix of its own."""
    return {
        "type": "object",
        "required": ["id", "type", *required.split()],
        "properties": {"id": _URL, "type": {"const": OPARL + kind}, **properties},
        "patternProperties": {"^[a-z]+:": {}},
        "additionalProperties": False,
    }


_FILE = _object(
    "File", "accessUrl", name=_TEXT, mimeType=_TEXT, accessUrl=_URL, downloadUrl=_URL, size={"type": "integer"}
)
_ITEM = _object(
    "AgendaItem",
    "order",
    meeting=_URL,
    number=_TEXT,
    order={"type": "integer", "minimum": 0},
    name=_TEXT,
    public=_YES,
    result=_TEXT,
    resolutionText=_TEXT,
)
SCHEMAS = {
    OPARL + "System": _object("System", "oparlVersion body", oparlVersion={"const": OPARL}, name=_TEXT, body=_URL),
    OPARL + "Body": _object(
        "Body",
        "name organization person meeting paper legislativeTerm",
        system=_URL,
        name=_TEXT,
        organization=_URL,
        person=_URL,
        meeting=_URL,
        paper=_URL,
        legislativeTerm=_many({"type": "object"}),
    ),
    OPARL + "Organization": _object("Organization", "", body=_URL, name=_TEXT, shortName=_TEXT),
    OPARL + "Meeting": _object(
        "Meeting", "", name=_TEXT, start=_MOMENT, end=_MOMENT, organization=_many(_URL), agendaItem=_many(_ITEM)
    ),
    OPARL + "Paper": _object(
        "Paper",
        "",
        body=_URL,
        name=_TEXT,
        reference=_TEXT,
        date=_DAY,
        paperType=_TEXT,
        keyword=_many(_TEXT),
        superordinatedPaper=_many(_URL),
        relatedPaper=_many(_URL),
        mainFile=_FILE,
    ),
}
LIST = {
    "type": "object",
    "required": ["data", "pagination", "links"],
    "properties": {
        "data": _many({"type": "object"}),
        "pagination": {"type": "object"},
        "links": {"type": "object", "properties": {"next": _URL, "first": _URL}, "additionalProperties": False},
    },
}
