"""somei review."""

from typing import Annotated

import typer

from somei_cli.actions.check import review as reviewing
from somei_cli.actions.history.diff import put_in_register_zone
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import Answer, open_register
from somei_cli.commands.shared.pages import is_on_screen
from somei_cli.render.output.streams import print_text
from somei_cli.render.output.view import ViewFormat
from somei_cli.render.views.review import describe_review, review_markdown, review_view
from somei_cli.rules.definition.findings import Severity

_Branch = Annotated[str, params.argument("BRANCH", "The branch to judge.")]
_Base = Annotated[str, typer.Option("--base", metavar="REV", help="The branch that it is to be merged into.")]
_FailOn = Annotated[
    Severity,
    typer.Option(
        "--fail-on",
        metavar="S",
        case_sensitive=False,
        help="error, warning or info: status 1 for new findings from here on.",
    ),
]


def review(
    branch: _Branch,
    base: _Base = "main",
    fail_on: _FailOn = Severity.ERROR,
    *,
    answer: Answer,
) -> int:
    """Judge a branch before it is merged.

    It shows on one page what the branch does to the register and what the rules say about the merged result. It
    does not change your files. The status is 1 for new findings, for serious changes that no commit declares, and
    for conflicts; it is 3 if the merged result could not be judged.
    """
    register = open_register()
    page = reviewing.review_branch(register, branch, base, session.today())
    if is_on_screen(answer):
        page = page._replace(changes=put_in_register_zone(register, page.changes))
    view = review_view(page, fail_on)
    if answer.form is ViewFormat.MARKDOWN:
        print_text(review_markdown(page, fail_on))
    else:
        answer.show(view)
    if not (is_on_screen(answer) and view.tabular and view.tabular.records):
        session.talk(describe_review(page, fail_on))
    return page.status(fail_on)
