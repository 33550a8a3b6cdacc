"""The description of an export for open-data catalogues: one dataset with its distributions (DCAT-AP 3.0.1)."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from somei_cli.formats.sanitize import clean_json

_FORMS: Final = {
    "json": ("application/json", "Documents as JSON"),
    "jsonl": ("application/jsonl", "Documents as JSON, one a line"),
    "csv": ("text/csv", "Documents as comma-separated values"),
    "toml": ("application/toml", "Documents as TOML"),
    "jsonld": ("application/ld+json", "Documents as linked data (CODI, Dublin Core)"),
    "oparl": ("application/json", "Papers, meetings and bodies as OParl 1.1 objects"),
    "akn": ("application/akn+xml", "Agendas and outcomes as Akoma Ntoso 3.0"),
}
"""The media type and the title of each form."""
_IANA: Final = "http://www.iana.org/assignments/media-types/"
_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_REUSE: Final = "http://data.europa.eu/eli/dec/2017/1842/oj"
_CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class DatasetDescription(NamedTuple):
    """What a description needs: name of the register, date of the commit, base of addresses, years, sizes of forms."""

    name: str
    committed: datetime
    base: str
    years: tuple[int, ...]
    sizes: tuple[tuple[str, int], ...]


def dcat_text(description: DatasetDescription) -> str:
    """Return the catalogue, with the dataset and a distribution for each form."""
    base = description.base
    publisher = {"@type": "foaf:Agent", "foaf:name": description.name}
    dataset: dict[str, Any] = {
        "@id": f"{base}dataset",
        "@type": "dcat:Dataset",
        "dct:title": description.name,
        "dct:description": "Documents of a register of the Council, as far as they are public.",
        "dct:identifier": f"{base}dataset",
        "dct:publisher": publisher,
        "dct:modified": {"@type": "xsd:dateTime", "@value": description.committed.isoformat()},
        "dct:accessRights": {"@id": f"{_AUTHORITY}access-right/PUBLIC", "@type": "dct:RightsStatement"},
        "dcat:theme": {
            "@id": f"{_AUTHORITY}data-theme/GOVE",
            "@type": "skos:Concept",
            "skos:prefLabel": {"@language": "en", "@value": "Government and public sector"},
        },
        "dcat:keyword": ["Council of the European Union", "register of documents"],
        "dcat:distribution": [_distribution(base, form, size) for form, size in description.sizes],
    }
    if description.years:
        dataset["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:gYear", "@value": str(min(description.years))},
            "dcat:endDate": {"@type": "xsd:gYear", "@value": str(max(description.years))},
        }
    catalogue = {
        "@context": _CONTEXT,
        "@id": f"{base}catalogue",
        "@type": "dcat:Catalog",
        "dct:title": description.name,
        "dct:description": "What this register makes public.",
        "dct:publisher": publisher,
        "dcat:dataset": [dataset],
    }
    return clean_json(json.dumps(catalogue, ensure_ascii=False, indent=1)) + "\n"


def _distribution(base: str, form: str, size: int) -> dict[str, Any]:
    media_type, title = _FORMS[form]
    return {
        "@id": f"{base}distribution/{form}",
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dct:license": {"@id": _REUSE, "@type": "dct:LicenseDocument"},
        "dcat:mediaType": {"@id": f"{_IANA}{media_type}", "@type": "dct:MediaType"},
        "dcat:accessURL": {"@id": f"{base}{form}/"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(size)},
    }


def sizes_by_form(files: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return the number of bytes of each form, sorted; the first folder of a path names the form."""
    sizes: dict[str, int] = {}
    for path, size in files:
        form = path.partition("/")[0]
        if form in _FORMS:
            sizes[form] = sizes.get(form, 0) + size
    return tuple(sorted(sizes.items()))
