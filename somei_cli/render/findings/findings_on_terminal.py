"""Findings on a terminal: grouped by document, the worst first, each hint on a line of its own."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from somei_cli.formats.register_paths import number_of_path
from somei_cli.model.register.words import pluralise
from somei_cli.render.findings.records import CheckAnswer, describe_verified_history, findings_view
from somei_cli.render.output.dates import with_short_days
from somei_cli.render.output.field_names import name_keys
from somei_cli.render.output.line_breaks import split_hint
from somei_cli.render.output.page import CODE, DIM, DONE, EMPTY_LINE, ERROR, HEADING, WARNING, PageLine, TerminalForm
from somei_cli.render.output.streams import can_encode
from somei_cli.render.output.view import View
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.engine.report_comparison import ComparedFinding, ComparedReport, FindingState

_STYLES = {Severity.ERROR: ERROR, Severity.WARNING: WARNING, Severity.INFO: DIM}
_SIGNS = {Severity.ERROR: ("✗", "x"), Severity.WARNING: ("!", "!"), Severity.INFO: ("·", "-")}
_INDENT = 3


def findings_page_view(answer: CheckAnswer, *, shows_information: bool) -> View:
    """Return the view of findings with its page; if they were compared with earlier ones, all that are new or fixed."""
    findings = answer.account.findings
    form = TerminalForm(page=lambda _: _page_lines(findings, shows_information=shows_information))
    return findings_view(answer)._replace(terminal=lambda: form)


def _page_lines(findings: Sequence[ComparedFinding], *, shows_information: bool) -> Iterator[PageLine]:
    by_state: dict[FindingState | None, list[Finding]] = {None: [], FindingState.NEW: [], FindingState.FIXED: []}
    for finding, state in findings:
        if state in by_state and (state or shows_information or finding.severity > Severity.INFO):
            by_state[state].append(finding)
    sections = [(state, section) for state, section in by_state.items() if section]
    for index, (state, section) in enumerate(sections):
        if index:
            yield EMPTY_LINE
        if state:
            yield PageLine(((state.upper(), HEADING),))
        yield from findings_lines(section, is_fixed=state is FindingState.FIXED)


def findings_lines(findings: Iterable[Finding], *, is_fixed: bool) -> Iterator[PageLine]:
    """Yield findings grouped by document, the worst first; of those that are fixed, without hints."""
    by_document: dict[str, list[Finding]] = {}
    for finding in findings:
        by_document.setdefault(_document_or_path(finding), []).append(finding)
    worst_first = sorted(by_document.items(), key=lambda group: -max(finding.severity.rank for finding in group[1]))
    for name, group in worst_first:
        yield PageLine(((name, f"{HEADING} {CODE}"),))
        yield from _finding_lines(group, is_fixed=is_fixed)


def _document_or_path(finding: Finding) -> str:
    return finding.document if finding.document and number_of_path(PurePosixPath(finding.path)) else finding.path


def _finding_lines(findings: Iterable[Finding], *, is_fixed: bool) -> Iterator[PageLine]:
    in_order = sorted(findings, key=lambda finding: -finding.severity.rank)
    labels = [f"{_sign(finding, is_fixed=is_fixed)} {finding.code}  {finding.severity}" for finding in in_order]
    width = max(map(len, labels), default=0) + 2
    for index, (finding, label) in enumerate(zip(in_order, labels, strict=True)):
        style = DONE if is_fixed else _STYLES[finding.severity]
        # Of several sentences in one message, only the last needs its full stop.
        message = with_short_days(name_keys(finding.message)).replace(".; ", "; ")
        words = ((message, DIM if is_fixed or finding.severity is Severity.INFO else ""),)
        yield PageLine(words, label=(label, style), label_width=width, indent=_INDENT)
        is_last_of_hint = index + 1 == len(in_order) or in_order[index + 1].hint != finding.hint
        if finding.hint and not is_fixed and is_last_of_hint:
            yield from _hint_lines(finding.hint)


def _sign(finding: Finding, *, is_fixed: bool) -> str:
    sign, plain = ("✓", "OK") if is_fixed else _SIGNS[finding.severity]
    return sign if can_encode(sign) else plain


def _hint_lines(hint: str) -> Iterator[PageLine]:
    """Yield a hint; each command in it stands alone on its line."""
    for part in split_hint(hint):
        words = (part.text, "") if part.is_command else (name_keys(part.text), DIM)
        yield PageLine((words,), indent=_INDENT + 2, whole=part.is_command)


def summarise_for_people(account: ComparedReport, *, shows_information: bool) -> str:
    """Return the last line: how many documents, and findings of each severity, and how to see those not shown."""
    report = account.report
    parts = [_count_states(account)] if account.has_earlier else [_count(account.findings) or "nothing found"]
    is_hiding = not shows_information and any(
        finding.finding.severity is Severity.INFO and finding.state is None for finding in account.findings
    )
    if account.has_baseline:
        parts.append(f"{account.in_baseline} of the baseline passed")
    if report.waived:
        parts.append(f"{len(report.waived)} waived")
    unread = f"; {report.unread} could not be read" if report.unread else ""
    # What can be typed stands last, with no sign after it.
    way = (" · somei check --info" if can_encode("·") else " - somei check --info") if is_hiding else ""
    counts = f"{pluralise(report.checked, 'document')}{unread}{describe_verified_history(report)}"
    return f"{counts}: {'; '.join(parts)}{way}"


def _count_states(account: ComparedReport) -> str:
    words = []
    for state in FindingState:
        findings = [finding for finding in account.findings if finding.state is state]
        details = _count(findings)
        words.append(f"{len(findings)} {state}" + (f" ({details})" if details else ""))
    return ", ".join((words[0], words[2], words[1]))


def _count(findings: Iterable[ComparedFinding]) -> str:
    counts = Counter(finding.finding.severity for finding in findings)
    words = {
        severity: pluralise(count, "note") + " for information"
        if severity is Severity.INFO
        else pluralise(count, str(severity))
        for severity, count in counts.items()
    }
    return ", ".join(words[severity] for severity in reversed(Severity) if severity in words)
