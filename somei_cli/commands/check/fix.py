"""`somei check --fix`: fix what can be fixed, and report what was left."""

from somei_cli.actions.check.check import check_register
from somei_cli.actions.check.fix import commit_fixes
from somei_cli.actions.check.plan import CheckPlan
from somei_cli.commands.shared import session
from somei_cli.commands.shared.act import gather_circumstances, refuse_level
from somei_cli.commands.shared.open_and_show import show_view
from somei_cli.formats.sanitize import clean_line
from somei_cli.render.output.streams import print_message
from somei_cli.render.views.fixes_and_setup import describe_fixes, fixes_view
from somei_cli.store.register.register import Register


def run_fix(register: Register, plan: CheckPlan, reason: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Fix the findings that can be fixed; return status 5 if files were left, 3 if one could not be read.

    A dry run shows the fixes as its answer; otherwise the answer is what a check still finds.
    """
    refuse_level("reason", reason or "")
    report = check_register(register, plan).report
    mending = commit_fixes(register, report, gather_circumstances(reason, dry_run=dry_run))
    if dry_run:
        show_view(fixes_view(mending.receipt), as_json=as_json)
    session.talk(describe_fixes(mending.receipt))
    for path in mending.skipped:
        print_message(f"somei: {clean_line(str(path))} was left: it has changes of your own that are not committed.")
    return 3 if report.unread else 5 if mending.skipped else 0
