"""The options of somei check, and which of them go together."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from somei_cli.commands.shared import params, session
from somei_cli.errors import WrongUsage
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.render.output.view import ViewFormat
from somei_cli.rules.definition.findings import Severity
from somei_cli.store.register.find import find_register

if TYPE_CHECKING:
    from somei_cli.store.git.status import PendingEdits


def _format(typed: str) -> CheckFormat:
    return CheckFormat(params.one_of(CheckFormat, typed, "the format"))


def _severity(typed: str) -> Severity:
    return Severity(params.one_of(Severity, typed, "the severity"))


Form = Annotated[
    CheckFormat | None,
    typer.Option(
        "--format",
        parser=_format,
        metavar="FORMAT",
        help="table, concise, tsv, json, jsonl, junit, sarif, github or gitlab.",
        show_default=False,
    ),
]
FailOn = Annotated[
    Severity,
    typer.Option("--fail-on", parser=_severity, metavar="S", help="error, warning or info: status 1 from here on."),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE", help="Only these rules or areas, as XREF.", show_default=False),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE", help="Without these rules or areas.", show_default=False),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REV",
        help="Only what came after this commit.",
        show_default=False,
    ),
]
IsStaged = Annotated[bool, typer.Option("--staged", help="What is staged, and only documents that are.")]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="REV", help="The register as this commit has it.", show_default=False),
]
Baseline = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="Leave out what this JSON answer tells.", show_default=False),
]
Compare = Annotated[
    str | None,
    typer.Option(
        "--compare", metavar="FILE", help="Tell new, standing and fixed since this JSON answer.", show_default=False
    ),
]
Keep = Annotated[
    Path | None,
    typer.Option("--keep", metavar="FILE", help="Keep the answer as JSON too, to compare with.", show_default=False),
]
Statistics = Annotated[bool, typer.Option("--statistics", help="Only how often each rule found something.")]
Hub = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--hub",
        metavar="OLD NEW",
        help="What a push would bring, as a hook is told it.",
        show_default=False,
    ),
]
Untrusted = Annotated[
    bool, typer.Option("--untrusted", help="What a stranger's branch brings; nothing in it is believed or run.")
]
Trusting = Annotated[
    str | None,
    typer.Option(
        "--trusting",
        metavar="REV",
        help="Whose settings, vocabulary and waivers count with --untrusted; else those of origin/HEAD.",
        show_default=False,
    ),
]
Fix = Annotated[bool, typer.Option("--fix", help="Mend what cannot lose anything, as one commit; then check.")]
History = Annotated[bool, typer.Option("--history", help="Prove the history too, commit by commit.")]
AcceptRewritten = Annotated[
    bool, typer.Option("--accept-rewritten", help="With --history: take a rewritten history for the right one.")
]

_COUNTED = {
    form: ViewFormat(form) for form in (CheckFormat.TABLE, CheckFormat.TSV, CheckFormat.JSON, CheckFormat.JSONL)
}


def split_codes(typed: list[str] | None) -> tuple[str, ...]:
    """Split codes and areas that are separated by commas."""
    return tuple(word.strip().upper() for argument in typed or () for word in argument.split(",") if word.strip())


def start_git_status(asked_about: tuple[object, ...]) -> "PendingEdits | None":
    """Start `git status` in the background if the whole work tree is checked; it takes as long as loading the rules."""
    if any(asked_about) or session.current().no_index:
        return None
    from somei_cli.store.git.status import PendingEdits

    return PendingEdits(find_register(session.folder()))


def counted_form(form: CheckFormat | None) -> ViewFormat | None:
    """Return the output format of statistics.

    Raises:
        WrongUsage: the format shows findings at their lines, which statistics do not have.
    """
    if form is None:
        return None
    if form not in _COUNTED:
        raise WrongUsage(f"There are no statistics as {form}.", "Formats: " + ", ".join(_COUNTED))
    return _COUNTED[form]


def require_work_tree(revision: str | None, *, staged: bool, fix: bool, dry_run: bool) -> None:
    """Refuse --fix for a state that cannot be written, and --dry-run without --fix."""
    if dry_run and not fix:
        raise WrongUsage("A check writes nothing anyhow.", "--dry-run goes with --fix.")
    if fix and (staged or revision is not None):
        raise WrongUsage("Only the files as they are now can be mended.", "Leave --staged and --at out.")
