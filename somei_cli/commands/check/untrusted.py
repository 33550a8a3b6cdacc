"""`somei check --untrusted`: check an untrusted branch in a pipeline that anybody can start."""

from collections.abc import Collection

from somei_cli.actions.check.options import CheckRequest
from somei_cli.actions.check.untrusted import check_branch
from somei_cli.commands.check.run import answer_findings
from somei_cli.commands.shared import session
from somei_cli.commands.shared.verify import rules_of_report
from somei_cli.errors import WrongUsage
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.render.findings.records import CheckAnswer, summarise_check
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.engine.report_comparison import compare_with_earlier


def refuse_other_options(*, is_untrusted: bool, other_options: Collection[object]) -> None:
    """Refuse options that would read the work tree or write to it."""
    if not is_untrusted:
        raise WrongUsage("--trusting says whom to trust instead of a branch.", "It goes with --untrusted.")
    if any(other_options):
        beside = "--at, --trusting, --since, --select, --ignore, --fail-on, --format"
        raise WrongUsage("A stranger's branch is judged as git holds it, and nothing else.", f"With it go: {beside}.")


def check_untrusted_branch(
    revision: str | None, trusting: str | None, question: CheckRequest, form: CheckFormat | None, fail_on: Severity
) -> int:
    """Check a branch, show the findings, and return the exit status."""
    checked, place = check_branch(session.folder(), "HEAD" if revision is None else revision, trusting, question)
    report = checked.report
    compared = compare_with_earlier(report, fail_on)
    check_answer = CheckAnswer(compared, lambda: rules_of_report(report), place, session.today())
    answer_findings(check_answer, form)
    for words in (summarise_check(compared), *checked.remarks):
        session.talk(words)
    return 3 if report.unread else int(compared.fails)
