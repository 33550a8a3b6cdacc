"""How a proof of the history is asked for, and what is said about the proof itself."""

from typing import TYPE_CHECKING

from somei_cli.commands.shared import session
from somei_cli.errors import WrongUsage
from somei_cli.model.history.proof_options import HistoryRange
from somei_cli.rules.definition.findings import Proved, Report

if TYPE_CHECKING:
    from somei_cli.rules.definition.rule import Rule


def wanted_proof(since: str | None, *, asked: bool, accept_rewritten: bool, elsewhere: bool) -> HistoryRange | None:
    """The proof that the options ask for; `elsewhere` says that another state than the work tree is looked at.

    Raises:
        WrongUsage: where they do not fit together.
    """
    if not asked and accept_rewritten:
        raise WrongUsage("--accept-rewritten is about the history.", "Ask for it: somei check --history")
    if asked and elsewhere:
        raise WrongUsage("The history is that of the branch as it is now.", "Leave --staged and --at out.")
    if since is not None and accept_rewritten:
        raise WrongUsage("--since proves a range by itself; it cannot tell whether the history was rewritten.")
    return HistoryRange(since, accept_rewritten) if asked else None


def rules_asked(report: Report) -> "dict[str, Rule]":
    """The rules that were put, and those of the findings; all about the history where it was not proved as a whole."""
    from somei_cli.rules.catalogue import CATALOGUE
    from somei_cli.rules.definition.rule import Scope

    partly = report.history is not None and not report.history.whole
    told = report.codes.union(finding.code for finding in report.findings)
    return {code: rule for code, rule in CATALOGUE.items() if code in told or (partly and rule.scope is Scope.HISTORY)}


def tell_remarks(proved: Proved | None) -> None:
    """A rewritten history that is accepted now is always told; how the proof went, only with -v."""
    if proved and proved.accepted:
        session.tell(f"The history no longer leads back to {proved.accepted[:10]}; from now on that is accepted.")
    for remark in proved.remarks if proved else ():
        if session.current().verbose:
            session.tell(f"note: {remark}")
