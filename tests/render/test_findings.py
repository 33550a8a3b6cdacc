"""The formats of findings, held against what their published schemas require."""

import json
import re
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from render.published import GITLAB, JUNIT, SARIF

from somei_cli.errors.installation import find_project_address
from somei_cli.render.findings.formats import FORMATTERS, CheckFormat
from somei_cli.render.findings.records import CheckAnswer, statistics_view, summarise_check
from somei_cli.render.output.formats import Output, print_view
from somei_cli.render.output.view import ViewFormat
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.definition.findings import Finding, Report, Severity
from somei_cli.rules.engine.report_comparison import compare_with_earlier

PATH = "documents/2019/150/ST-15070-2019-INIT.toml"
ERROR = Finding("DATE002", Severity.ERROR, PATH, 3, 7, "15070/19", "dated 2018", "Compare.")
WARNING = Finding("CODE001", Severity.WARNING, PATH, 5, 1, "15070/19", "XXX is not in the vocabulary", "")
INFO = ERROR._replace(code="XREF001", severity=Severity.INFO, line=9, message="1/19 is not in the register")
UNREAD = Finding("FILE001", Severity.ERROR, "documents/x y.toml", 1, 1, None, "not valid TOML", "Mend it.")
ALL = (ERROR, WARNING, INFO)


def answered(
    *findings: Finding, earlier: tuple[Finding, ...] | None = None, place: str = ".", **options: Any
) -> CheckAnswer:
    unread = sum(one.code == "FILE001" for one in findings)
    report = Report(tuple(sorted(findings)), checked=2, unread=unread, codes=frozenset(CATALOGUE))
    told = compare_with_earlier(report, Severity.ERROR, earlier=earlier, **options)
    return CheckAnswer(told, lambda: CATALOGUE, PurePosixPath(place), date(2020, 2, 14))


def written(form: CheckFormat, answer: CheckAnswer) -> Any:
    text = FORMATTERS[form](answer)
    if form is CheckFormat.JSONL:
        return [json.loads(line) for line in text.splitlines()]
    if form is CheckFormat.JUNIT:
        return etree.fromstring(text.encode())
    return text if form in {CheckFormat.CONCISE, CheckFormat.TSV, CheckFormat.GITHUB} else json.loads(text)


VARIANTS = {
    "nothing": answered(),
    "some": answered(*ALL),
    "unread": answered(UNREAD, ERROR),
    "compared": answered(*ALL, earlier=(ERROR, INFO._replace(message="gone"))),
    "with a baseline": answered(*ALL, baseline=(INFO,)),
    "twice the same": answered(ERROR, ERROR._replace(line=8)),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_each_is_what_its_schema_asks_for(name: str) -> None:
    answer = VARIANTS[name]

    jsonschema.validate(written(CheckFormat.SARIF, answer), SARIF)
    jsonschema.validate(written(CheckFormat.GITLAB, answer), GITLAB)
    junit = written(CheckFormat.JUNIT, answer)
    etree.XMLSchema(etree.fromstring(JUNIT)).assertValid(junit)
    suite = junit[0]
    assert int(suite.get("tests")) == len(suite.findall("testcase")) == len(CATALOGUE)
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert int(suite.get("errors")) == len(suite.findall("testcase/error"))
    for line in written(CheckFormat.GITHUB, answer).splitlines():
        assert re.fullmatch(r"::(error|warning|notice) file=[^:,]+,line=\d+,col=\d+,title=[^:,]+::\S.*", line)


hostile = st.text(max_size=12)


@settings(max_examples=25)
@given(hostile, hostile.map(lambda text: f"documents/a{text}.toml"))
def test_no_word_breaks_a_format(message: str, path: str) -> None:
    answer = answered(ERROR._replace(message=message, path=path), earlier=())

    jsonschema.validate(written(CheckFormat.SARIF, answer), SARIF)
    jsonschema.validate(written(CheckFormat.GITLAB, answer), GITLAB)
    etree.XMLSchema(etree.fromstring(JUNIT)).assertValid(written(CheckFormat.JUNIT, answer))
    assert [one["message"] for one in written(CheckFormat.JSONL, answer)] == [message]
    assert written(CheckFormat.GITHUB, answer).count("\n") == written(CheckFormat.CONCISE, answer).count("\n") == 1


@pytest.mark.parametrize("form", FORMATTERS)
def test_every_finding_names_file_line_and_column(form: CheckFormat) -> None:
    text = FORMATTERS[form](answered(ERROR))

    places = {
        CheckFormat.CONCISE: f"{PATH}:3:7: DATE002 error dated 2018",
        CheckFormat.TSV: f"DATE002\terror\t15070/19\t{PATH}\t3\t7\tdated 2018\tCompare.",
        CheckFormat.JUNIT: f"{PATH}:3:7: DATE002 error dated 2018",
        CheckFormat.GITHUB: f"::error file={PATH},line=3,col=7,title=DATE002::dated 2018",
    }
    if form in places:
        assert places[form] in text
    else:
        held = json.dumps(json.loads(text))
        assert PATH in held
        assert re.search(r'"(line|startLine)": 3', held)
        assert re.search(r'"(column|startColumn)": 7', held)


def test_code_hosts_name_files_from_the_top_of_the_repository() -> None:
    answer = answered(ERROR, place="register")

    assert f"file=register/{PATH}," in written(CheckFormat.GITHUB, answer)
    assert written(CheckFormat.GITLAB, answer)[0]["location"]["path"] == f"register/{PATH}"
    (result,) = written(CheckFormat.SARIF, answer)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"register/{PATH}"
    assert written(CheckFormat.CONCISE, answer).startswith(PATH)


# ---- what could not be read


def test_what_could_not_be_read_is_an_error_of_the_run() -> None:
    answer = answered(UNREAD, ERROR)

    (invocation,) = written(CheckFormat.SARIF, answer)["runs"][0]["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert notification["descriptor"]["id"] == "FILE001"
    assert "documents/x y.toml could not be read" in notification["message"]["text"]
    suite = written(CheckFormat.JUNIT, answer)[0]
    (error,) = suite.findall("testcase/error")
    assert (suite.get("errors"), suite.get("failures")) == ("1", "1")
    assert "documents/x y.toml:1:1: FILE001" in error.text
    assert "1 could not be read" in summarise_check(answer.account)
    assert written(CheckFormat.SARIF, answered(ERROR))["runs"][0]["invocations"] == [{"executionSuccessful": True}]


# ---- compared


def _marks(*findings: Finding) -> list[str]:
    sarif = written(CheckFormat.SARIF, answered(*findings))["runs"][0]["results"]
    gitlab = written(CheckFormat.GITLAB, answered(*findings))
    marks = [one["partialFingerprints"]["someiFinding/v1"] for one in sarif]
    assert marks == [one["fingerprint"] for one in gitlab]
    return marks


def test_fingerprints_stay_where_lines_move_and_are_never_shared() -> None:
    twice = (ERROR, ERROR._replace(line=8), INFO)
    moved = tuple(one._replace(line=one.line + 100, column=2) for one in twice)

    assert _marks(*twice) == _marks(*moved)
    assert len(set(_marks(*twice))) == 3
    assert _marks(ERROR._replace(message="other")) != _marks(ERROR)


def test_states_in_every_format_that_has_them() -> None:
    gone = INFO._replace(message="gone", line=1)
    answer = answered(ERROR, WARNING, earlier=(WARNING, gone))

    assert [one["state"] for one in written(CheckFormat.JSON, answer)["records"]] == ["new", "fixed", "standing"]
    assert [one["state"] for one in written(CheckFormat.JSONL, answer)] == ["new", "fixed", "standing"]
    results = written(CheckFormat.SARIF, answer)["runs"][0]["results"]
    assert [one["baselineState"] for one in results] == ["new", "absent", "unchanged"]
    assert [line.split()[3] for line in written(CheckFormat.CONCISE, answer).splitlines()] == [
        "[new]", "[fixed]", "[standing]",
    ]  # fmt: skip
    assert len(written(CheckFormat.GITLAB, answer)) == 2
    assert "title=DATE002 (new)" in written(CheckFormat.GITHUB, answer)
    assert "gone" not in written(CheckFormat.GITHUB, answer)
    assert summarise_check(answer.account) == "2 documents checked: 1 new (1 error), 1 standing, 1 fixed."


def test_nothing_is_said_of_states_where_nothing_was_compared() -> None:
    plain, held = answered(*ALL), answered(*ALL, baseline=(INFO,))

    assert all("state" not in one for one in written(CheckFormat.JSON, plain)["records"])
    assert all("baselineState" not in one for one in written(CheckFormat.SARIF, plain)["runs"][0]["results"])
    states = [one["baselineState"] for one in written(CheckFormat.SARIF, held)["runs"][0]["results"]]
    assert states == ["new", "new"]
    assert summarise_check(held.account) == "2 documents checked: 1 error, 1 warning; 1 of the baseline passed."


def test_a_test_case_fails_only_for_what_counts() -> None:
    suite = written(CheckFormat.JUNIT, answered(*ALL, earlier=(ERROR,)))[0]

    assert suite.get("failures") == "0"
    (skipped,) = suite.findall("testcase/skipped")
    assert "DATE002" in skipped.getparent().get("name"), "a rule that still finds something has not passed"
    assert "DATE002 error [standing]" in skipped.text
    assert (suite.get("skipped"), skipped.get("message")) == ("1", "1 standing, nothing new")
    assert "CODE001 warning [new]" in suite.findtext("system-out")
    failed = written(CheckFormat.JUNIT, answered(*ALL))[0].findall("testcase/failure")
    assert ["DATE002" in case.getparent().get("name") for case in failed] == [True]


# ---- counted


def test_statistics_count_rules_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    answer = answered(
        *ALL, ERROR._replace(line=4), WARNING._replace(code="OLD001"), earlier=(INFO._replace(message="x"),)
    )

    print_view(statistics_view(answer), Output(ViewFormat.TSV))

    assert [line.split("\t")[:3] for line in capsys.readouterr().out.splitlines()] == [
        ["code", "severity", "count"],
        ["DATE002", "error", "2"],
        ["XREF001", "info", "1"],
        ["CODE001", "warning", "1"],
        ["OLD001", "warning", "1"],
    ]
    assert {tuple(record) for record in statistics_view(answer).records} == {("code", "severity", "title", "count")}


def test_the_address_of_the_project_is_named_and_no_foreign_page() -> None:
    driver = written(CheckFormat.SARIF, answered(*ALL))["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == find_project_address()
