"""`somei check --untrusted`: check an untrusted branch in a pipeline that anybody can start."""

from collections.abc import Collection

from somei_cli.actions.check.options import Question
from somei_cli.actions.check.untrusted import check_branch
from somei_cli.commands.check.run import answer_findings
from somei_cli.commands.shared import session
from somei_cli.commands.shared.verify import rules_asked
from somei_cli.errors import WrongUsage
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.render.findings.records import CheckAnswer, summary
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.engine.baseline import account


def refuse_beside(*, asked: bool, others: Collection[object]) -> None:
    """Refuse options that would read the work tree or write to it."""
    if not asked:
        raise WrongUsage("--trusting says whom to trust instead of a branch.", "It goes with --untrusted.")
    if any(others):
        beside = "--at, --trusting, --since, --select, --ignore, --fail-on, --format"
        raise WrongUsage("A stranger's branch is judged as git holds it, and nothing else.", f"With it go: {beside}.")


def check_strange(
    revision: str | None, trusting: str | None, question: Question, form: CheckFormat | None, fail_on: Severity
) -> int:
    """Check a branch, show the findings, and return the exit status."""
    checked, place = check_branch(session.folder(), "HEAD" if revision is None else revision, trusting, question)
    report = checked.report
    compared = account(report, fail_on)
    check_answer = CheckAnswer(compared, lambda: rules_asked(report), place, session.today())
    answer_findings(check_answer, form)
    for words in (summary(compared), *checked.remarks):
        session.tell(words)
    return 3 if report.unread else int(compared.fails)
