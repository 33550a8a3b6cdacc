"""Findings as records: for a table, for JSON, and counted by rule."""

from collections import Counter
from pathlib import PurePosixPath

from somei_cli.render.findings.answer import CheckAnswer
from somei_cli.render.formats import as_json, as_jsonl, as_tsv
from somei_cli.render.view import Column, Record, View
from somei_cli.rules.comparing import ComparedFinding
from somei_cli.rules.findings import Finding
from somei_cli.text.paths import number_at

_STATE = Column("state", "state", kept=True)


def findings_view(answer: CheckAnswer) -> View:
    """One line a finding, in the order of the files."""
    columns = (
        Column("code", "code", kept=True, style="bold"),
        Column("severity", "severity", kept=True),
        *((_STATE,) if answer.account.compared else ()),
        Column("document", "document", kept=True, text=_where, style="bold cyan"),
        Column("line", "place", kept=True, told=True, text=_place),
        Column("message", "message"),
        Column("hint", "what to do"),
    )
    return View("check", columns, tuple(map(_record, answer.account.told)), "Nothing found.")


def statistics_view(answer: CheckAnswer) -> View:
    """How often each rule found something, in the order of the catalogue; what is gone does not count."""
    columns = (
        Column("code", "code", kept=True, style="bold"),
        Column("severity", "severity", kept=True),
        Column("count", "count", kept=True),
        Column("title", "rule"),
    )
    order = {code: place for place, code in enumerate(answer.rules)}
    counts = Counter((told.finding.code, told.finding.severity) for told in answer.account.here)
    counted = sorted(counts.items(), key=lambda one: (order.get(one[0][0], len(order)), -one[0][1].rank))
    records = tuple(
        {"code": code, "severity": str(severity), "title": answer.title(code), "count": count}
        for (code, severity), count in counted
    )
    return View("statistics", columns, records, "Nothing found.")


def as_findings_json(answer: CheckAnswer) -> str:
    """The records, as for every command."""
    return as_json(findings_view(answer))


def as_findings_jsonl(answer: CheckAnswer) -> str:
    """One record a line."""
    return as_jsonl(findings_view(answer))


def as_findings_tsv(answer: CheckAnswer) -> str:
    """Tab-separated, with headings; the place in three columns."""
    view = findings_view(answer)
    places = (Column("path", "path"), Column("line", "line"), Column("column", "column"))
    before, after = view.columns[:-3], view.columns[-2:]
    return as_tsv(view._replace(columns=(*before, *places, *after)))


def _where(record: Record) -> str:
    """The document, whose file follows from its number; the path of a file that is none of a document."""
    path = PurePosixPath(str(record["path"]))
    return str(record["document"] if record["document"] and number_at(path) else path)


def _place(record: Record) -> str:
    """Line and column."""
    return f"{record['line']}:{record['column']}"


def record_of(finding: Finding) -> Record:
    """A finding as JSON holds it."""
    record = {
        "code": finding.code,
        "severity": str(finding.severity),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "document": finding.document,
        "message": finding.message,
        "hint": finding.hint,
    }
    return {**record, "commit": finding.commit} if finding.commit else record


def _record(told: ComparedFinding) -> Record:
    record = record_of(told.finding)
    return {**record, "state": str(told.state)} if told.state else record
