"""Findings as records, views, lines and counts, from which all formats of a check are made."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, SETTINGS, VOCABULARY, number_of_path
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.formats import as_json, as_jsonl, as_tsv
from somei_cli.render.output.view import Column, Record, View
from somei_cli.rules.definition.findings import NOT_CHECKED, UNREADABLE, Finding, Report, Severity, VerifiedHistory
from somei_cli.rules.engine.report_comparison import ComparedFinding, ComparedReport, FindingState, compare_with_earlier

if TYPE_CHECKING:
    from somei_cli.rules.definition.rule import Rule


def summarise_check(account: ComparedReport) -> str:
    """Return one sentence: how many documents were checked, and how many findings of each severity there are."""
    report = account.report
    parts = [
        _describe_comparison(account) if account.has_earlier else _count_severities(account.findings) or "nothing found"
    ]
    if account.has_baseline:
        parts.append(f"{account.in_baseline} of the baseline passed")
    if report.waived:
        parts.append(f"{len(report.waived)} waived")
    unread = f"; {report.unread} could not be read" if report.unread else ""
    checked = f"{pluralise(report.checked, 'document')} checked{unread}{describe_verified_history(report)}"
    return f"{checked}: {'; '.join(parts)}."


def describe_verification(history: VerifiedHistory | None, *, verbose: bool) -> Iterator[str]:
    """Yield that a rewritten history is accepted now; if verbose also how the verification went."""
    if history and history.accepted:
        yield f"The history no longer leads back to {history.accepted[:10]}; from now on that is accepted."
    if history and verbose:
        yield from (f"note: {remark}" for remark in history.remarks)


def describe_refused_push(findings: Sequence[Finding]) -> str:
    """Return that a server does not take a push."""
    return f"The register does not take this: {pluralise(len(findings), 'finding')}."


def describe_verified_history(report: Report) -> str:
    """Say between which commits the history was verified."""
    verified = report.history
    if verified is None or verified.last is None:
        return "; no history yet" if verified else ""
    first = (verified.first or verified.last)[:10]
    return f"; history verified from {first} to {verified.last[:10]}, {pluralise(verified.commits, 'commit')}"


def _describe_comparison(account: ComparedReport) -> str:
    by_state = {state: [finding for finding in account.findings if finding.state is state] for state in FindingState}
    new = _count_severities(by_state[FindingState.NEW])
    new_count = f"{len(by_state[FindingState.NEW])} new" + (f" ({new})" if new else "")
    return f"{new_count}, {len(by_state[FindingState.STANDING])} standing, {len(by_state[FindingState.FIXED])} fixed"


def _count_severities(findings: Iterable[ComparedFinding]) -> str:
    severities = [finding.finding.severity for finding in findings]
    counts = ((severity, severities.count(severity)) for severity in reversed(Severity))
    return ", ".join(
        f"{count} {severity}{'' if count == 1 or severity is Severity.INFO else 's'}"
        for severity, count in counts
        if count
    )


class CheckAnswer(NamedTuple):
    """The result of a check, with what the formats need besides.

    `register_path` is the folder of the register in its repository; `load_rules` returns the rules that were run,
    and keeps them, as it is called for each finding.
    """

    account: ComparedReport
    load_rules: Callable[[], "Mapping[str, Rule]"]
    register_path: PurePosixPath
    today: date

    @property
    def rules(self) -> "Mapping[str, Rule]":
        """The rules that were run; loaded only if a format needs them, because loading takes time."""
        return self.load_rules()

    def without_standing(self) -> "CheckAnswer":
        """Return the answer without what stood before, except files that cannot be read: nobody judges them."""
        findings = tuple(
            compared
            for compared in self.account.findings
            if compared.state is not FindingState.STANDING or compared.finding.code == UNREADABLE
        )
        return self._replace(account=self.account._replace(findings=findings))

    def repository_path(self, path: str) -> str:
        """Return a path relative to the top of the repository, as code hosts need it."""
        return str(self.register_path / path)

    def title(self, code: str) -> str:
        """Return the title of a rule; its code if the catalogue no longer has it."""
        if code == NOT_CHECKED:
            return "the register could not be checked"
        return self.rules[code].title if code in self.rules else code


def failed_check(
    sentence: str, hint: str, path: str, line: int, register_path: PurePosixPath, today: date
) -> CheckAnswer:
    """Return the result of a check that ended with an error: one finding, at the file that could not be read.

    Code hosts accept no finding without a file, so an error outside the files of the register is reported at its
    settings.
    """
    register_file = PurePosixPath(path)
    if register_file != SETTINGS and not any(
        register_file.is_relative_to(folder) for folder in (DOCUMENTS, VOCABULARY, REQUESTS)
    ):
        register_file, line = SETTINGS, 0
    finding = Finding(
        NOT_CHECKED, Severity.ERROR, str(register_file), max(line, 1), 1, None, sentence.rstrip("."), hint
    )
    report = Report((finding,), checked=0, unread=1, codes=frozenset())
    return CheckAnswer(compare_with_earlier(report, Severity.ERROR), dict, register_path, today)


def fingerprints(findings: tuple[ComparedFinding, ...]) -> Iterator[tuple[ComparedFinding, str]]:
    """Yield each finding with its fingerprint.

    It stays the same if the finding moves to another line; findings that are otherwise equal get different ones.
    """
    # Imported here because few formats need it.
    from hashlib import sha256

    occurrences: dict[tuple[str, str, str], int] = {}
    for finding in findings:
        identity = finding.finding.identity
        ordinal = occurrences[identity] = occurrences.get(identity, 0) + 1
        hashed_text = "\0".join((*identity, str(ordinal)))
        yield finding, sha256(hashed_text.encode("utf-8", "surrogateescape")).hexdigest()


_STATE_COLUMN = Column("state", "state", unbroken=True)


def findings_view(answer: CheckAnswer) -> View:
    """One row per finding, in the order of the files."""
    columns = (
        Column("code", "code", unbroken=True, style="bold"),
        Column("severity", "severity", unbroken=True),
        *((_STATE_COLUMN,) if answer.account.has_earlier else ()),
        Column("document", "document", unbroken=True, text=_document_or_path, style="bold cyan"),
        Column("line", "place", unbroken=True, labelled=True, text=_line_and_column),
        Column("message", "message"),
        Column("hint", "what to do"),
    )
    return View("check", columns, tuple(map(_compared_record, answer.account.findings)), "Nothing found.")


def statistics_view(answer: CheckAnswer) -> View:
    """One row per rule and severity with the number of findings, in catalogue order; fixed findings are left out."""
    columns = (
        Column("code", "code", unbroken=True, style="bold"),
        Column("severity", "severity", unbroken=True),
        Column("count", "count", unbroken=True),
        Column("title", "rule"),
    )
    order = {code: position for position, code in enumerate(answer.rules)}
    counts = Counter((finding.finding.code, finding.finding.severity) for finding in answer.account.current)
    counted = sorted(counts.items(), key=lambda pair: (order.get(pair[0][0], len(order)), -pair[0][1].rank))
    records = tuple(
        {"code": code, "severity": str(severity), "title": answer.title(code), "count": count}
        for (code, severity), count in counted
    )
    return View("statistics", columns, records, "Nothing found.")


def as_findings_json(answer: CheckAnswer) -> str:
    """Return the findings as JSON."""
    return as_json(findings_view(answer))


def as_findings_jsonl(answer: CheckAnswer) -> str:
    """Return one finding per line as JSON."""
    return as_jsonl(findings_view(answer))


def as_findings_tsv(answer: CheckAnswer) -> str:
    """Return tab-separated values with headings; path, line and column are separate columns."""
    view = findings_view(answer)
    places = (Column("path", "path"), Column("line", "line"), Column("column", "column"))
    before, after = view.columns[:-3], view.columns[-2:]
    return as_tsv(view._replace(columns=(*before, *places, *after)))


def _document_or_path(record: Record) -> str:
    """Return the document number if the file is that document's; otherwise the path."""
    path = PurePosixPath(str(record["path"]))
    return str(record["document"] if record["document"] and number_of_path(path) else path)


def _line_and_column(record: Record) -> str:
    return f"{record['line']}:{record['column']}"


def finding_record(finding: Finding) -> Record:
    """Return a finding as a JSON record."""
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


def _compared_record(compared: ComparedFinding) -> Record:
    record = finding_record(compared.finding)
    return {**record, "state": str(compared.state)} if compared.state else record


def as_concise(answer: CheckAnswer) -> str:
    """Return `path:line:column: CODE severity message` per finding; its state, if any, is before the message."""
    return "".join(f"{finding_line(finding)}\n" for finding in answer.account.findings)


def finding_line(compared: ComparedFinding) -> str:
    """Return a finding as one line."""
    finding = compared.finding
    state = f"[{compared.state}] " if compared.state else ""
    place = f"{clean_line(finding.path)}:{finding.line}:{finding.column}"
    return f"{place}: {finding.code} {finding.severity} {state}{clean_line(finding.message)}"
