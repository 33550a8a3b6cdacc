"""somei diff."""

from typing import Annotated

import typer

from somei_cli.actions.history.diff import compare, has_diverged, put_in_register_zone
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared import revision_params as revisions
from somei_cli.commands.shared.open_and_show import Answer, open_register
from somei_cli.commands.shared.pages import is_on_screen
from somei_cli.errors import shell_word
from somei_cli.model.history.change_consequences import Consequence
from somei_cli.render.output.view import ViewFormat
from somei_cli.render.views.acts_and_history import changes_view, describe_change_counts

CLASSES = ", ".join(Consequence)
_Words = Annotated[list[str] | None, params.argument("[A[..B]] [-- NUMBER…]", "Revisions; documents after --.")]
_ExitCode = Annotated[bool, typer.Option("--exit-code", help="Status 1 if anything is different.")]
_FailOn = Annotated[
    Consequence | None,
    params.option(
        "--fail-on", "CLASS", f"Status 1 if something is of this class or worse: {CLASSES}.", case_sensitive=False
    ),
]


def diff(
    words: _Words = None,
    exit_code: _ExitCode = False,
    fail_on: _FailOn = None,
    *,
    answer: Answer,
) -> int:
    """Show what differs between two states of the register.

    Serious and undeclared changes come first, new documents last. Without a commit you see what is not committed
    yet. A compares from A to the files as they are, A..B from A to B, and A...B shows what B did since it left A.
    """
    typed, numbers = revisions.split_revisions(words or [])
    register = open_register()
    span = revisions.resolve_range(register.root, typed)
    changes = compare(register, span, numbers)
    if is_on_screen(answer):
        changes = put_in_register_zone(register, changes)
    if answer.form is ViewFormat.MARKDOWN and not answer.fields:
        from somei_cli.render.output.streams import print_text
        from somei_cli.render.views.review import changes_markdown

        print_text(changes_markdown(changes))
    else:
        answer.show(changes_view(changes, typed))
    if changes and not is_on_screen(answer):
        session.talk(f"{describe_change_counts(changes)}.")
    if has_diverged(register.root, span):
        since_fork = shell_word(f"{typed.before}...{typed.after or 'HEAD'}")
        session.talk(
            f"“{typed.before}” went on meanwhile, and its own acts are shown in reverse.",
            f"hint: To leave them out: somei diff {since_fork}",
        )
    failed = fail_on is not None and any(change.consequence.rank <= fail_on.rank for change in changes)
    return 1 if failed or (exit_code and changes) else 0
