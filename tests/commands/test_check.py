"""The check: statuses, choices and the formats that nights and code hosts read."""

import json
import re
import shutil
import tomllib
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from conftest import PROJECT, Clerk, prepared

from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.rule import Scope
from somei_cli.store.transaction.journal import Journal, write_journal

FAULTY = "documents/2019/000/ST-1-2019-INIT.toml"


@prepared
def faulty(registered: Clerk) -> Clerk:
    """The sample beside a document with findings of every severity."""
    registered.enter(FAULTY, 'number = "1/19"\nsubject = "S"\ndate = 2018-05-01\nsubject_codes = [\n    "XXX",\n]\n')
    return registered


def _findings(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(clerk.run("check", "--json", *words).out)["records"]
    return records


def test_quiet_prints_the_findings_alone_also_those_for_information(clerk: Clerk) -> None:
    clerk.ok("add", "1/19", "--subject", "One", "--date", "2019-05-01")

    quiet = clerk.run("check", "-q")

    assert (quiet.status, quiet.err) == (0, "")
    assert [line.split(" ")[1:3] for line in quiet.out.splitlines()] == [["CODE004", "info"]]


def test_a_register_in_order_is_0_and_quiet_says_nothing(clerk: Clerk) -> None:
    loud, quiet = clerk.run("check"), clerk.run("check", "-q")

    assert (loud.status, loud.out, loud.err) == (
        0,
        "",
        "0 documents checked: nothing found.\nThe register holds no document.\n",
    )
    assert (quiet.status, quiet.out, quiet.err) == (0, "", "")


@pytest.mark.parametrize(("floor", "status"), [("error", 1), ("warning", 1), ("info", 1)])
def test_errors_fail_at_every_floor(faulty: Clerk, floor: str, status: int) -> None:
    assert faulty.run("check", "--fail-on", floor).status == status


def test_the_floor_decides(faulty: Clerk) -> None:
    assert faulty.run("check", "--select", "CODE001", "--fail-on", "error").status == 0
    assert faulty.run("check", "--select", "CODE001", "--fail-on", "warning").status == 1
    assert faulty.run("check", "15070/19", "--fail-on", "warning").status == 0


def test_a_finding_about_a_day_or_a_status_names_the_command_that_helps(faulty: Clerk) -> None:
    faulty.ok("add", "2/19", "--subject", "S", "--date", "2099-01-08")
    faulty.ok("agenda", "create", "SOMEI", "2020-01-08", "--number", "3/19")

    hints = {f["code"]: f["hint"] for f in _findings(faulty)}

    assert "somei edit 2/19 date=DAY" in hints["DATE006"]
    assert "somei agenda issue 3/19 --date D; if not: somei number release 3/19 -m WHY" in hints["AGD022"]
    assert not any("set “status”" in hint.casefold() for hint in hints.values() if hint)


def test_no_line_ends_within_the_command_below_findings(faulty: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in range(40, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        assert faulty.run("check", terminal=True).err.rstrip().endswith("somei check --info")


def test_rules_are_selected_and_ignored_by_code_and_area(faulty: Clerk) -> None:
    every = {f["code"] for f in _findings(faulty)}

    assert {"DATE002", "CODE001", "XREF001"} <= every
    assert {f["code"] for f in _findings(faulty, "--select", "DATE")} == {"DATE002"}
    assert {f["code"] for f in _findings(faulty, "--select", "date002,XREF")} == {"DATE002", "XREF001"}
    assert {f["code"] for f in _findings(faulty, "--ignore", "DATE002", "--ignore", "CODE")} == every - {
        "DATE002", "CODE001", "CODE005",
    }  # fmt: skip


def test_a_rule_that_is_none_is_said(faulty: Clerk) -> None:
    answer = faulty.run("check", "--select", "NONE999")

    assert answer.status in {2, 4}
    assert "NONE999" in answer.err


def test_a_finding_has_its_place(faulty: Clerk) -> None:
    (finding,) = _findings(faulty, "--select", "DATE002")

    assert set(finding) == {"code", "severity", "path", "line", "column", "document", "message", "hint"}
    assert (finding["path"], finding["line"], finding["document"]) == (FAULTY, 3, "1/19")
    assert f"{FAULTY}:3:1: DATE002 error " in faulty.run("check").out
    assert faulty.run("check", "--format", "jsonl", "--select", "DATE002").out.count("\n") == 1


def test_junit_calls_no_rule_passed_that_was_not_put(faulty: Clerk) -> None:
    root = ET.fromstring(faulty.run("check", "--select", "XREF", "--format", "junit").out)
    areas = {str(case.get("name"))[:4] for case in root.iter("testcase")}
    assert areas == {"FILE", "XREF"}


def test_junit(faulty: Clerk) -> None:
    root = ET.fromstring(faulty.run("check", "--format", "junit").out)

    suite = root.find("testsuite")
    assert root.tag == "testsuites"
    assert suite is not None
    cases = suite.findall("testcase")
    failed = [case.get("name", "").split()[0] for case in cases if case.find("failure") is not None]
    assert {"name", "tests", "failures", "errors", "skipped"} <= set(suite.keys())
    assert (
        int(suite.get("tests", ""))
        == len(cases)
        == sum(rule.scope not in {Scope.HISTORY, Scope.LIST} for rule in CATALOGUE.values())
    )
    assert int(suite.get("failures", "")) == len(failed)
    assert "DATE002" in failed
    assert all(case.get("classname") and case.get("name") for case in cases)


def test_sarif(faulty: Clerk) -> None:
    log = json.loads(faulty.run("check", "--format", "sarif").out)

    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    rules = {rule["id"] for rule in driver["rules"]}
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    assert driver["name"] == "somei"
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert driver["informationUri"] == project["urls"]["Repository"]
    # Some code hosts refuse a rule without a name.
    assert all(re.fullmatch(r"[A-Z][A-Za-z0-9]+", rule["name"]) for rule in driver["rules"])
    for result in run["results"]:
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert result["ruleId"] in rules
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        assert place["artifactLocation"]["uri"].startswith("documents/")
        assert place["region"]["startLine"] >= 1
    assert len(run["results"]) == len(_findings(faulty))


def test_github(faulty: Clerk) -> None:
    lines = faulty.run("check", "--format", "github").out.splitlines()

    assert any(line.startswith(f"::error file={FAULTY},line=3,col=1,title=DATE002::") for line in lines)
    assert len(lines) == len(_findings(faulty))


@pytest.mark.parametrize("form", ["table", "concise", "json", "jsonl", "junit", "sarif", "github"])
def test_the_status_is_the_same_in_every_form(faulty: Clerk, form: str) -> None:
    assert faulty.run("check", "--format", form).status == 1
    assert faulty.run("check", "--format", form, "--ignore", "DATE").status == 0


def test_a_waiver_lets_a_finding_pass_and_says_so(faulty: Clerk) -> None:
    faulty.write(FAULTY, faulty.read(FAULTY) + '\n[waive]\nDATE002 = "printed like that"\n')

    answer = faulty.run("check", "1/19", "--select", "DATE002")

    assert (answer.status, answer.out) == (0, "")
    assert "1 waived" in answer.err


def test_an_old_error_does_not_block_new_work_but_a_new_one_does(faulty: Clerk) -> None:
    faulty.ok("classify", "1/19", "COSI")

    answer = faulty.run("add", "2/19", "--subject", "S", "--date", "2018-05-01")

    assert answer.status == 5
    assert "Refused by rule DATE002: 2/19: " in answer.err


def test_the_doctor_tells_what_stands_and_what_does_not(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    well = json.loads(registered.run("doctor", "--json").out)["records"]
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    ill = registered.run("doctor")

    assert {r["thing"]: r["state"] for r in well}["files"] == "good"
    assert ill.status == 3
    assert "identity\tbad\tset user.name and user.email" in ill.out
    assert Clerk(registered.folder.parent).run("doctor").status == 3


@pytest.mark.parametrize("what", ["a file", "a link", "a folder for the lock"])
def test_the_doctor_tells_what_lies_in_the_place_of_its_own_files(clerk: Clerk, what: str) -> None:
    private = clerk.folder / ".git" / "somei"
    shutil.rmtree(private)
    if what == "a file":
        private.write_text("")
    elif what == "a link":
        private.symlink_to(clerk.folder)
    else:
        (private / "lock").mkdir(parents=True)

    answer = clerk.run("doctor")

    assert clerk.run("add", "1/19", "--subject", "S").status in {3, 5}
    assert answer.status == 3
    assert f"own files\tbad\t{private}" in answer.out
    assert "nothing can be written" in answer.out


def test_the_doctor_tells_of_a_write_that_was_broken_off(registered: Clerk) -> None:
    private = registered.folder / ".git" / "somei"
    write_journal(private, Journal.begin())

    found = {record["thing"]: record for record in json.loads(registered.run("doctor", "--json").out)["records"]}

    assert found["journal"]["state"] == "note"
    assert registered.run("add", "1/19", "--subject", "S").status == 0
    assert "journal" not in registered.ok("doctor")
