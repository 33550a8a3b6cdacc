"""The JSON Schema: valid itself, and true of every document."""

import json
import subprocess
import sys
from typing import Any

import jsonschema
import pytest
from conftest import Clerk
from formats.test_external_references import WRITTEN
from hypothesis import given
from strategies import documents

from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.formats.toml.json_and_schema import build_json_schema, to_json
from somei_cli.model.document import Document

VALIDATOR = jsonschema.Draft202012Validator(build_json_schema(), format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("options", [(), ("--settings",)], ids=str)
def test_the_schema_is_one_for_other_programs_too(registered: Clerk, options: tuple[str, ...]) -> None:
    registered.write("schema.json", registered.ok("schema", *options))
    read = ["somei.toml"] if options else [str(path) for path in registered.folder.glob("documents/*/*/*.toml")]

    assert read
    assert _check_by_program(registered, "--check-metaschema", "schema.json") == 0
    assert _check_by_program(registered, "--schemafile", "schema.json", *read) == 0


def _check_by_program(clerk: Clerk, *words: str) -> int:
    """Return the status of a program that takes patterns as ECMAScript does, not as Python."""
    command = [sys.executable, "-m", "check_jsonschema", "--quiet", *words]
    return subprocess.run(command, cwd=clerk.folder, check=False).returncode


def test_the_command_prints_it(empty: Clerk) -> None:
    assert json.loads(empty.ok("schema")) == build_json_schema()


def test_it_says_what_a_summary_and_a_version_are() -> None:
    forms = build_json_schema()["$defs"]

    assert "plain text with line breaks" in forms["item"]["properties"]["summary"]["description"]
    assert forms["version"]["required"] == ["language", "title", "source"]


@pytest.mark.parametrize("reference", [normal for _, _, forms in WRITTEN for normal in forms])
def test_every_kind_of_reference_fits(reference: str) -> None:
    form = {"number": "1/19", "outside_references": [{"to": str(parse_external_reference(reference)), "kind": "cites"}]}

    VALIDATOR.validate(form)


@given(documents())
def test_every_document_fits(document: Document) -> None:
    form = to_json(document)

    VALIDATOR.validate(form)
    assert json.loads(json.dumps(form)) == form


@pytest.mark.parametrize(
    "wrong",
    [{}, {"number": 1}, {"number": "15070"}, {"number": "15070/2019"}, {"status": "lost"}, {"date": "soon"},
     {"subject": ""}, {"subject": " "}, {"subject": "a\nb"}, {"subject_codes": ["lower 1"]},
     {"interinstitutional_files": ["x"]}, {"outside_references": [{"to": "https://e.org/<x>", "kind": "cites"}]},
     {"commission_documents": [" COM(2018) 302 final"]}, {"marking": ""}, {"items": [{"number": "", "title": "T"}]},
     {"languages": "en"}, {"items": [{"number": "1"}]}, {"references": [{"to": "1/19"}]}, {"waive": {"DATE001": 3}}],
    ids=str,
)  # fmt: skip
def test_what_is_no_document_does_not_fit(wrong: dict[str, Any]) -> None:
    form = wrong if "number" in wrong or not wrong else {"number": "1/19", **wrong}

    assert list(VALIDATOR.iter_errors(form))
