"""What others read by published rules keeps to them: DCAT-AP by shapes, OParl by schemas, linked data as triples."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from formats.export.published_rules import LIST, SCHEMAS, SHAPES
from jsonschema import Draft202012Validator
from pyshacl import validate
from rdflib import XSD, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS, SH

from somei_cli.formats.export.dcat import DatasetDescription, dcat_text
from somei_cli.formats.export.document_rows import export_view
from somei_cli.formats.export.formats import ALL_FORMS, FormName, oparl_base, oparl_files, year_files
from somei_cli.formats.export.jsonld import uri_of
from somei_cli.formats.export.manifest import NO_BASE
from somei_cli.formats.export.oparl import contribution_of, meeting_ids
from somei_cli.formats.leaks.program_words import make_empty_register, make_sample_register
from somei_cli.model.publication.public_register import public_register_of
from somei_cli.model.register.public_view import Disclosure

# The readers of triples warn of themselves.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:pyshacl")
BASES = ["https://register.example.org/", NO_BASE]
DAY = datetime(2020, 2, 14, 9, 30, tzinfo=UTC)
SIZES = tuple((str(form), 0) for form in ALL_FORMS if form is not FormName.DCAT)


def _graph(text: str) -> Graph:
    return Graph().parse(data=text, format="json-ld")


# ---- DCAT-AP


@pytest.mark.parametrize("described", [(name, SIZES, (2018, 2020)) for name in BASES] + [(BASES[0], (), ())], ids=str)
def test_the_catalogue_keeps_to_dcat_ap(described: tuple[str, tuple[tuple[str, int], ...], tuple[int, ...]]) -> None:
    base, sizes, years = described
    catalogue = _graph(dcat_text(DatasetDescription("A register", DAY, base, years, sizes)))

    sound, _, report = validate(catalogue, shacl_graph=Graph().parse(data=SHAPES), inference="none")

    assert sound, report
    assert len(list(catalogue.subjects(RDF.type, DCAT.Distribution))) == len(sizes)


def test_the_shapes_find_what_is_missing() -> None:
    told = json.loads(dcat_text(DatasetDescription("A register", DAY, BASES[0], (2018,), SIZES)))
    del told["dct:publisher"]
    del told["dcat:dataset"][0]["dct:description"]
    told["dcat:dataset"][0]["dcat:distribution"][0]["dcat:byteSize"] = "many"

    sound, found, _ = validate(_graph(json.dumps(told)), shacl_graph=Graph().parse(data=SHAPES), inference="none")

    assert not sound
    assert set(found.objects(None, SH.resultPath)) == {DCTERMS.publisher, DCTERMS.description, DCAT.byteSize}


# ---- OParl


def _oparl(base: str, *, nothing: bool = False) -> dict[str, Any]:
    """Every file of the form, of a register with one of everything or of one with nothing."""
    public = public_register_of(make_empty_register() if nothing else make_sample_register())
    views, names = list(public.documents.values()), meeting_ids(public.all_meetings)
    years = () if nothing else (2019, 2020)
    files = {
        path: text
        for year in years
        for path, text in year_files(
            [FormName.OPARL], base, year, [export_view(v) for v in views if v.number.year == year], "", names
        )
    }
    sittings = [sitting for view in views if (sitting := contribution_of(view, oparl_base(base), names))]
    files |= dict(oparl_files(public.all_meetings, sittings, years, base, "A register"))
    return {path: json.loads(text) for path, text in files.items()}


def _objects(files: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for told in files.values():
        yield from told.get("data", [told])


@pytest.mark.parametrize("nothing", [False, True])
@pytest.mark.parametrize("base", BASES)
def test_every_object_keeps_to_oparl(base: str, nothing: bool) -> None:
    files = _oparl(base, nothing=nothing)

    for path, told in files.items():
        if not path.endswith("system.json"):
            Draft202012Validator(LIST).validate(told)
    for one in _objects(files):
        Draft202012Validator(SCHEMAS[one["type"]]).validate(one)
    kinds = {one["type"].rpartition("/")[2] for one in _objects(files)}
    assert kinds == {"System", "Body"} | (set() if nothing else {"Paper", "Meeting", "Organization"})
    # Whatever list a body leads to is there.
    (body,) = files["oparl/bodies.json"]["data"]
    for key in ("organization", "person", "meeting", "paper"):
        assert body[key].removeprefix(base) in files


# ---- linked data


def test_linked_data_are_triples_with_whole_addresses_and_typed_values() -> None:
    register = make_sample_register()
    views = [view for view in map(Disclosure(register).view, register) if view and view.number.year == 2019]
    ((_, text),) = year_files([FormName.JSONLD], NO_BASE, 2019, list(map(export_view, views)), "")

    graph = _graph(text)

    assert set(graph.subjects(RDF.type, URIRef("http://data.consilium.europa.eu/def/codi/Document"))) == {
        URIRef(uri_of(view.number)) for view in views
    }
    for _, predicate, value in graph:
        assert "://" in predicate or predicate.startswith("urn:")
        assert not isinstance(value, URIRef) or "://" in value or value.startswith("urn:")
        assert not isinstance(value, Literal) or value.datatype in {None, XSD.date} or not value.ill_typed
    days = set(graph.objects(None, DCTERMS.issued))
    assert {day.toPython() for day in days if isinstance(day, Literal)} == {view.date for view in views if view.date}
    language = "http://publications.europa.eu/resource/authority/language/ENG"
    assert URIRef(language) in set(graph.objects(None, DCTERMS.language))
    assert not list(graph.triples((None, RDFS.label, None)))
