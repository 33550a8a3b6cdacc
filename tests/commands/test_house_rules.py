"""Rules of the house: declared in the settings, and judged, waived, shown and explained like all others."""

import json
import subprocess
import xml.etree.ElementTree as ET
from typing import Any

import jsonschema
import pytest
from commands.faulty_documents import FIRST, SECOND
from conftest import Answer, Clerk, prepared

from somei_cli.formats.toml.house_rules import AREAS_OF_SOMEI, list_field_paths
from somei_cli.formats.toml.settings_schema import build_settings_schema
from somei_cli.model.register.settings import Settings
from somei_cli.rules.state_rules import AREAS

RULES = """
[[rules]]
id = "HOUSE001"
severity = "error"
sentence = "A note names who sent it."
hint = "Ask the sender."
if = { field = "type", is = "NOTE" }
then = { field = "from", one_of = ["Presidency", "Commission"] }

[[rules]]
id = "HOUSE002"
sentence = "A subject has two words"
then = [
    { field = "subject", matches = ".+ .+" },
]
"""
NOTE = """number = "{0}/19"
type = "NOTE"
subject = "{1}"
date = 2019-05-01
subject_codes = [
    "COSI",
]
"""


@prepared
def house(clerk: Clerk) -> Clerk:
    """A register with two rules of its own, and a note that fails both."""
    clerk.enter(FIRST, NOTE.format(1, "Word"))
    clerk.enter("somei.toml", clerk.read("somei.toml") + RULES)
    return clerk


def records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(clerk.run("check", "--json", *words).out)["records"]
    return [record for record in found if record["code"].startswith("HOUSE")]


def with_rule(clerk: Clerk, rule: str) -> Answer:
    """Ask for a check where the settings end with this table."""
    clerk.write("somei.toml", clerk.read("somei.toml").split("\n[[rules]]")[0] + f"\n[[rules]]\n{rule}\n")
    return clerk.run("check")


def test_a_finding_has_its_place_its_severity_and_its_hint(house: Clerk) -> None:
    first, second = records(house)

    assert (first["code"], first["severity"], first["document"]) == ("HOUSE001", "error", "1/19")
    assert (first["message"], first["hint"]) == ("A note names who sent it", "Ask the sender.")
    assert (second["code"], second["severity"], second["line"]) == ("HOUSE002", "warning", 3)
    assert second["hint"] == "Required here: subject matches “.+ .+”."
    assert house.run("check").status == 1


def test_every_way_of_checking_finds_the_same(house: Clerk) -> None:
    usual = records(house)

    assert records(house) == usual
    assert records(house, "--at", "HEAD") == records(house, "1/19") == usual
    assert [record["code"] for record in records(house, "--select", "HOUSE002")] == ["HOUSE002"]
    assert records(house, "--select", "house") == usual
    assert [record["code"] for record in records(house, "--ignore", "HOUSE001")] == ["HOUSE002"]
    assert house.run("check", "--select", "HOUSE003").status == 4


def test_a_changed_rule_judges_everything_anew(house: Clerk) -> None:
    records(house)
    house.enter("somei.toml", house.read("somei.toml").replace('matches = ".+ .+"', 'is = "Word"'))

    assert [record["code"] for record in records(house)] == ["HOUSE001"]


def test_every_format_knows_them(house: Clerk) -> None:
    junit = ET.fromstring(house.run("check", "--format", "junit").out)
    (sarif,) = json.loads(house.run("check", "--format", "sarif").out)["runs"]

    failed = {case.get("name") for case in junit.iter("testcase") if case.find("failure") is not None}
    assert "HOUSE001 A note names who sent it" in failed
    described = {rule["id"]: rule["shortDescription"]["text"] for rule in sarif["tool"]["driver"]["rules"]}
    assert described["HOUSE001"] == "A note names who sent it"
    assert {"HOUSE001", "HOUSE002"} <= {result["ruleId"] for result in sarif["results"]}
    assert "HOUSE001" in house.run("check", "--statistics").out


def test_they_are_explained(house: Clerk) -> None:
    told = json.loads(house.ok("explain", "house001", "--json"))["records"][0]

    assert told["title"] == "A note names who sent it"
    assert {part["part"]: part["words"] for part in told["parts"]} == {
        "severity": "error",
        "scope": "document",
        "if": "type is “NOTE”",
        "then": "from is one of “Presidency”, “Commission”",
        "reason": "Ask the sender.",
        "where": f"somei.toml, line {house.read('somei.toml').splitlines().index('[[rules]]') + 1}",
    }
    assert "HOUSE002" in house.ok("explain", "--all")


def test_they_are_waived_in_both_places(house: Clerk) -> None:
    house.enter(FIRST, house.read(FIRST) + '\n[waive]\nHOUSE002 = "one word is enough here"\n')
    house.enter(
        "somei.toml", house.read("somei.toml") + '\n[[waivers]]\ncode = "HOUSE001"\nreason = "until the autumn"\n'
    )

    codes = {record["code"] for record in json.loads(house.run("check", "--json").out)["records"]}

    assert not codes & {"HOUSE001", "HOUSE002", "FILE005", "FILE007"}


def test_a_waiver_of_a_rule_that_is_gone_is_told(house: Clerk) -> None:
    house.enter(FIRST, house.read(FIRST) + '\n[waive]\nHOUSE009 = "one word is enough here"\n')

    assert "FILE007" in house.run("check").out


def test_no_act_adds_such_an_error(house: Clerk) -> None:
    refused = house.run("add", "2/19", "--subject", "Two words", "--type", "NOTE", "--date", "2019-05-02")
    taken = house.run("edit", "1/19", "place=Brussels")

    assert (refused.status, taken.status) == (5, 0)
    assert "Refused by rule HOUSE001: 2/19: A note names who sent it" in refused.err
    assert not (house.folder / SECOND).exists()


def test_a_stranger_is_judged_by_the_rules_of_the_trusted_side(house: Clerk) -> None:
    house.git("checkout", "-qb", "stranger")
    house.enter(SECOND, NOTE.format(2, "Word"))
    house.enter("somei.toml", house.read("somei.toml").split("\n[[rules]]")[0])

    found = records(house, "--untrusted", "--trusting", "main")

    assert [(record["code"], record["document"]) for record in found] == [("HOUSE001", "2/19"), ("HOUSE002", "2/19")]


def test_a_baseline_leaves_them_out(house: Clerk) -> None:
    house.write("base.json", house.run("check", "--json").out)

    assert house.run("check", "--baseline", "base.json", "--fail-on", "info").status == 0


@pytest.mark.parametrize(
    ("test", "passes"),
    [
        ('{ field = "subject_codes", has = "COSI" }', True),
        ('{ field = "subject_codes", has = "JAI" }', False),
        ('{ field = "subject_codes", is = "COSI" }', True),
        ('{ field = "subject_codes", none_of = ["JAI", "VISA"] }', True),
        ('{ field = "subject_codes", none_of = ["COSI"] }', False),
        ('{ field = "status", is = "issued" }', True),
        ('{ field = "status", one_of = ["draft", "void"] }', False),
        ('{ field = "date", is = 2019-05-01 }', True),
        ('{ field = "date", matches = "2019-0[1-6]-.*" }', True),
        ('{ field = "meeting", present = false }', True),
        ('{ field = "meeting.body", present = true }', False),
        ('{ field = "from", is = "Presidency" }', False),
        ('{ field = "from", none_of = ["Presidency"] }', True),
        ('{ field = "number", matches = "[0-9]+/19" }', True),
        ('{ field = "items.title", present = true }', False),
    ],
)
def test_what_a_field_must_be(house: Clerk, test: str, *, passes: bool) -> None:
    with_rule(house, f'id = "OURS001"\nsentence = "It is so"\nthen = {test}')

    assert ("OURS001" not in house.run("check").out) is passes


def test_a_text_that_is_too_long_for_a_pattern_is_told(house: Clerk) -> None:
    house.enter(FIRST, NOTE.format(1, "Word " * 900 + "end"))

    (finding,) = records(house, "--select", "HOUSE002")

    assert "so HOUSE002 is undecided" in finding["message"]


FAULTS = {
    'id = "house1"\nsentence = "S"\nthen = { field = "type", present = true }': ("“id”", "HOUSE001"),
    'id = "XREF900"\nsentence = "S"\nthen = { field = "type", present = true }': ("“id”", "area of somei's own"),
    'id = "LIST900"\nsentence = "S"\nthen = { field = "type", present = true }': ("“id”", "area of somei's own"),
    'id = "OURS001"\nthen = { field = "type", present = true }': ("“sentence” is missing", ""),
    'id = "OURS001"\nsentence = "S"': ("“then” is missing", ""),
    'id = "OURS001"\nsentence = "S"\nseverty = "error"\nthen = { field = "type", present = true }': (
        "“severty”",
        "near it: severity",
    ),
    'id = "OURS001"\nsentence = "S"\nseverity = "eror"\nthen = { field = "type", present = true }': (
        "“severity”",
        "near it: error",
    ),
    'id = "OURS001"\nsentence = "S"\nthen = { field = "tpye", present = true }': ("“then.field”", "near it: type"),
    'id = "OURS001"\nsentence = "S"\nthen = { field = "type", equals = "x" }': ("“then.equals”", "not a key"),
    'id = "OURS001"\nsentence = "S"\nthen = { field = "type" }': ("“then”", "is, one_of"),
    'id = "OURS001"\nsentence = "S"\nthen = { field = "type", is = "a", has = "b" }': ("“then”", "is, one_of"),
    'id = "OURS001"\nsentence = "S"\nthen = { field = "status", is = "isued" }': ("“then.is”", "near it: issued"),
    'id = "OURS001"\nsentence = "S"\nthen = { field = "date", is = "2019-05-01" }': ("“then.is”", "without quotes"),
    'id = "OURS001"\nsentence = "S"\nthen = { field = "subject", matches = "(a+)+" }': (
        "“then.matches”",
        "only a single character",
    ),
    'id = "OURS001"\nsentence = "S"\nthen = { field = "meeting", is = "x" }': ("“then.is”", "is a table"),
    'id = "HOUSE001"\nsentence = "S"\nthen = { field = "type", present = true }\n[[rules]]\nid = "HOUSE001"\n'
    'sentence = "S"\nthen = { field = "type", present = true }': ("“id”", "two rules are called HOUSE001"),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_names_its_key_its_line_and_what_is_near(house: Clerk, rule: str) -> None:
    key, words = FAULTS[rule]

    answer = with_rule(house, rule)

    assert answer.status == 3
    assert "somei.toml, line " in answer.err
    assert key in answer.err
    assert words in answer.err


def test_somei_keeps_its_own_areas() -> None:
    assert set(AREAS) == AREAS_OF_SOMEI


def test_the_schema_of_the_settings_takes_what_somei_takes(house: Clerk) -> None:
    schema = json.loads(house.ok("schema", "--settings"))
    validator = jsonschema.Draft202012Validator(schema)

    assert schema == build_settings_schema()
    assert schema["properties"].keys() == {"schema", *Settings._fields} - {
        "strange",
        "deadline_lines",
        "has_public_unmarked",
    }
    assert "meeting.body" in list_field_paths()
    sound = {"id": "OURS001", "sentence": "S", "then": {"field": "type", "is": "NOTE"}}
    assert validator.is_valid({"schema": 1, "rules": [sound]})
    for wrong in (
        {"id": "x"},
        {"then": {"field": "tpye", "is": "x"}},
        {"then": {"field": "type"}},
        {"sverity": "error"},
    ):
        assert not validator.is_valid({"schema": 1, "rules": [{**sound, **wrong}]})


def test_the_words_of_a_rule_are_text(house: Clerk) -> None:
    """The words of a rule are text alone: nothing in them is run or drawn."""
    with_rule(house, 'id = "OURS001"\nsentence = "[red]$(touch x)[/red]"\nthen = { field = "from", present = true }')

    assert "[red]$(touch x)[/red]" in house.run("check").out
    assert subprocess.run(["ls", "x"], cwd=house.folder, capture_output=True, check=False).returncode != 0
