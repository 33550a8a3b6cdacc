"""The options of `check --history`, and what is printed about the verification itself."""

from typing import TYPE_CHECKING

from somei_cli.commands.shared import session
from somei_cli.errors import WrongUsage
from somei_cli.model.history.history_range_to_verify import HistoryRange
from somei_cli.rules.definition.findings import Report, VerifiedHistory

if TYPE_CHECKING:
    from somei_cli.rules.definition.rule import Rule


def read_history_range(
    since: str | None, *, is_asked: bool, accept_rewritten: bool, elsewhere: bool
) -> HistoryRange | None:
    """Return the range of history to verify; None if nobody asked.

    `elsewhere` says that another state than the work tree is checked.

    Raises:
        WrongUsage: options that contradict each other.
    """
    if not is_asked and accept_rewritten:
        raise WrongUsage("--accept-rewritten is about the history.", "Ask for it: somei check --history")
    if is_asked and elsewhere:
        raise WrongUsage("The history is that of the branch as it is now.", "Leave --staged and --at out.")
    if since is not None and accept_rewritten:
        raise WrongUsage("--since proves a range by itself; it cannot tell whether the history was rewritten.")
    return HistoryRange(since, accept_rewritten) if is_asked else None


def rules_of_report(report: Report) -> "dict[str, Rule]":
    """Return the rules that ran and those of the findings; all rules about history if it was verified only in part."""
    from somei_cli.rules.catalogue import CATALOGUE
    from somei_cli.rules.definition.rule import Scope

    partly = report.history is not None and not report.history.from_root
    codes = report.codes.union(finding.code for finding in report.findings)
    return {code: rule for code, rule in CATALOGUE.items() if code in codes or (partly and rule.scope is Scope.HISTORY)}


def tell_remarks(proved: VerifiedHistory | None) -> None:
    """Print that a rewritten history is accepted now; with -v also how the verification went."""
    if proved and proved.accepted:
        session.talk(f"The history no longer leads back to {proved.accepted[:10]}; from now on that is accepted.")
    for remark in proved.remarks if proved else ():
        if session.current().verbose:
            session.talk(f"note: {remark}")
