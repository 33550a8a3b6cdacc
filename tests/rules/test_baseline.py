"""Comparing with an earlier check: each finding is matched once, wherever it has moved to."""

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.errors import Unreadable
from somei_cli.rules.definition.findings import Finding, Report, Severity, Waived
from somei_cli.rules.engine.report_comparison import (
    ComparedReport,
    FindingState,
    compare_with_earlier,
    read_earlier_findings,
)

PATH = "documents/2019/150/ST-15070-2019-INIT.toml"
CODES = frozenset({"FILE001", "DATE002", "XREF001"})


def finding(code: str = "DATE002", line: int = 3, message: str = "m", **changes: object) -> Finding:
    plain = Finding(code, Severity.ERROR, PATH, line, 1, "15070/19", message, "h")
    return plain._replace(**changes)


def report(*findings: Finding, **changes: object) -> Report:
    return Report(tuple(sorted(findings)), checked=1, codes=CODES)._replace(**changes)


def states(found: ComparedReport) -> list[tuple[str, str]]:
    return [(told.finding.message, str(told.state)) for told in found.findings]


findings = st.builds(
    finding,
    st.sampled_from(("DATE002", "XREF001")),
    st.integers(1, 9),
    st.sampled_from("ab"),
    severity=st.sampled_from(Severity),
)


@given(st.lists(findings, max_size=6), st.lists(findings, max_size=6))
def test_nothing_is_lost_nor_told_twice(now: list[Finding], before: list[Finding]) -> None:
    found = compare_with_earlier(report(*now), Severity.INFO, earlier=before)

    by_state = {s: Counter(t.finding.identity for t in found.findings if t.state is s) for s in FindingState}
    here, there = Counter(f.identity for f in now), Counter(f.identity for f in before)
    assert by_state[FindingState.NEW] == here - there
    assert by_state[FindingState.FIXED] == there - here
    assert by_state[FindingState.STANDING] == here & there
    assert found.fails == bool(here - there)
    parts = [
        [told for told in found.findings if told.state is state]
        for state in (FindingState.NEW, FindingState.FIXED, FindingState.STANDING)
    ]
    assert found.findings == tuple(told for part in parts for told in sorted(part, key=lambda told: told.finding))


@given(st.lists(findings, max_size=6), st.lists(findings, max_size=6))
def test_a_baseline_takes_each_of_its_findings_out_once(now: list[Finding], before: list[Finding]) -> None:
    found = compare_with_earlier(report(*now), Severity.INFO, baseline=before)

    left = Counter(f.identity for f in now) - Counter(f.identity for f in before)
    assert Counter(told.finding.identity for told in found.findings) == left
    assert found.in_baseline == len(now) - left.total()


@given(st.lists(findings, max_size=6))
def test_compared_with_itself_moved_down_all_stands(now: list[Finding]) -> None:
    moved = [one._replace(line=one.line + 40) for one in now]
    assert {told.state for told in compare_with_earlier(report(*now), Severity.INFO, earlier=moved).findings} <= {
        FindingState.STANDING
    }


def test_only_what_is_new_and_bad_enough_counts() -> None:
    old, new = finding(message="old"), finding(message="new", severity=Severity.WARNING)
    assert not compare_with_earlier(report(old, new), Severity.ERROR, earlier=[old]).fails
    assert compare_with_earlier(report(old, new), Severity.WARNING, earlier=[old]).fails
    assert compare_with_earlier(report(old, new), Severity.ERROR).fails


def test_in_what_could_not_be_read_nothing_is_called_fixed() -> None:
    unread = finding("FILE001", message="cannot be opened", path="documents/2019", document=None)
    below, other = finding(message="below"), finding(message="other", path="documents/2020/1.toml", document="1/20")
    found = compare_with_earlier(report(unread, unread=1), Severity.ERROR, earlier=[below, other])
    assert states(found) == [("cannot be opened", "new"), ("other", "fixed"), ("below", "standing")]


def test_what_was_not_looked_for_is_not_called_fixed() -> None:
    earlier = [
        finding(message="asked"),
        finding("NUM001", message="not selected"),
        finding(path="x", message="elsewhere"),
    ]
    found = compare_with_earlier(report(paths=frozenset({PATH})), Severity.ERROR, earlier=earlier)
    assert states(found) == [("asked", "fixed")]


def test_who_waives_a_finding_has_not_fixed_it() -> None:
    assert not compare_with_earlier(
        report(waived=(Waived(finding(), "why"),)), Severity.ERROR, earlier=[finding()]
    ).findings


def test_no_baseline_hides_what_could_not_be_read() -> None:
    unread = finding("FILE001")
    assert compare_with_earlier(report(unread, unread=1), Severity.ERROR, baseline=[unread]).fails


def test_what_a_baseline_lets_pass_is_neither_standing_nor_fixed() -> None:
    old, gone = finding(message="old"), finding(message="gone")
    found = compare_with_earlier(report(old), Severity.ERROR, baseline=[old, gone], earlier=[old, gone])
    assert (found.findings, found.in_baseline) == ((), 1)


RECORD = {
    "code": "DATE002", "severity": "error", "path": PATH, "line": 3, "column": 1, "document": "15070/19",
    "message": "m", "hint": "h",
}  # fmt: skip


def answer(*records: object, schema: str = "somei/check/1") -> str:
    return json.dumps({"schema": schema, "records": records})


def test_an_answer_is_read_back_without_what_was_gone_then() -> None:
    gone = {**RECORD, "state": "fixed", "message": "gone"}
    assert read_earlier_findings(answer({**RECORD, "state": "new"}, gone), "last.json") == (finding(),)


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", answer(RECORD)[:-9], answer(RECORD, schema="somei/statistics/1"),
        '{"schema": "somei/check/1"}', '{"schema": "somei/check/1", "records": {}}', "[" * 100_000,
        *(answer({k: v for k, v in RECORD.items() if k != key}) for key in RECORD),
        *(answer({**RECORD, key: value}) for key, value in
          {"code": 1, "severity": "bad", "line": "3", "column": True, "document": 4, "message": None}.items()),
        answer("no record"),
    ],
)  # fmt: skip
def test_half_an_answer_is_none(text: str) -> None:
    with pytest.raises(Unreadable, match=r"last\.json: is not an answer of a check"):
        read_earlier_findings(text, "last.json")
