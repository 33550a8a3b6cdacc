"""A check in one sentence."""

from collections.abc import Iterable

from somei_cli.model.wording import counted
from somei_cli.rules.comparing import Account, ComparedFinding, State
from somei_cli.rules.findings import Report, Severity


def summary(account: Account) -> str:
    """How much was looked at, and how many findings of each kind there are."""
    report = account.report
    parts = [_compared(account) if account.compared else _severities(account.told) or "nothing found"]
    if account.baseline:
        parts.append(f"{account.passed} of the baseline passed")
    if report.waived:
        parts.append(f"{len(report.waived)} waived")
    unread = f"; {report.unread} could not be read" if report.unread else ""
    return f"{counted(report.checked, 'document')} checked{unread}{_proof(report)}: {'; '.join(parts)}."


def _proof(report: Report) -> str:
    """Between which commits the history was proved."""
    proved = report.history
    if proved is None or proved.last is None:
        return "; no history yet" if proved else ""
    first = (proved.first or proved.last)[:10]
    return f"; history proved from {first} to {proved.last[:10]}, {counted(proved.count, 'commit')}"


def _compared(account: Account) -> str:
    by_state = {state: [told for told in account.told if told.state is state] for state in State}
    new = _severities(by_state[State.NEW])
    told = f"{len(by_state[State.NEW])} new" + (f" ({new})" if new else "")
    return f"{told}, {len(by_state[State.STANDING])} standing, {len(by_state[State.FIXED])} fixed"


def _severities(told: Iterable[ComparedFinding]) -> str:
    found = [one.finding.severity for one in told]
    counts = ((severity, found.count(severity)) for severity in reversed(Severity))
    return ", ".join(f"{n} {s}{'' if n == 1 or s is Severity.INFO else 's'}" for s, n in counts if n)
