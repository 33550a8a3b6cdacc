"""`somei check --hub`: check a push on the server before it is accepted."""

from collections.abc import Collection
from pathlib import PurePosixPath

from somei_cli.actions.check.pre_receive import judge_push
from somei_cli.commands.shared import session
from somei_cli.commands.shared.verify import rules_of_report
from somei_cli.errors import WrongUsage
from somei_cli.model.register.words import pluralise
from somei_cli.render.findings.formats import FORMATTERS, CheckFormat
from somei_cli.render.findings.records import CheckAnswer
from somei_cli.render.output.streams import print_text
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.engine.report_comparison import compare_with_earlier
from somei_cli.store.remote.pre_receive import read_push


def check_push(
    hashes: tuple[str, str], form: CheckFormat | None, fail_on: Severity, *, other_options: Collection[object]
) -> int:
    """Check what a push would bring; a person is shown what stops it, a program gets every finding."""
    if any(other_options):
        raise WrongUsage("A push is judged as a whole, and nothing else.", "With --hub go: --format, --fail-on.")
    old, new = hashes
    form = form or CheckFormat.CONCISE
    report = judge_push(read_push(session.folder(), old, new), session.today())
    stopping = report.at_least(fail_on)
    if stopping:
        # First: a git that is told much passes on the beginning of it.
        session.talk(f"The register does not take this: {pluralise(len(stopping), 'finding')}.")
    account_of_push = compare_with_earlier(
        report._replace(findings=stopping) if form is CheckFormat.CONCISE else report, fail_on
    )
    check_answer = CheckAnswer(account_of_push, lambda: rules_of_report(report), PurePosixPath(), session.today())
    if form is not CheckFormat.CONCISE or account_of_push.fails:
        print_text(FORMATTERS[form](check_answer))
    return 3 if report.unread else int(account_of_push.fails)
